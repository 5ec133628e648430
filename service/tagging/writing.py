"""Answers into files: the same file back, or one of another format.

A CSV keeps its bytes, a workbook its sheets, a JSONL its own fields; anything else
comes back as a list of its rows with all their cells.
"""

import sys
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from corpus.errors import InvalidInputError
from corpus.themes import Guide
from service.exports import replacing
from service.spreadsheets import Link, csv_lines, jsonl_lines, write_xlsx
from service.tagging.answers import (
    RESULT_COLUMNS,
    RowAnswer,
    entry_address,
    result_cells,
    result_payload,
)
from service.tagging.given import Given
from service.tagging.opening import is_form_given, is_table
from service.tagging.own import own_rows
from service.tagging.packages import is_package, mending, suffix_of
from service.tagging.same import write_same_workbook
from service.tagging.sheets import Cells
from service.tagging.tables import (
    MISSING,
    AddedCells,
    can_write_japanese,
    quotes_all,
    table_lines,
)

CellsOf = Callable[[RowAnswer], Cells]

_MOST_TOLD = 20
_SIMILAR = RESULT_COLUMNS.index("似た過去の取組")
# What stands above our own names of what a text or a form says.
_HEADINGS = {
    "section": "大項目", "path": "番号", "item": "項目", "status": "実施状況",
    "marker": "区分", "text": "取組内容",
}  # fmt: skip
_SHEET = "シート"
_SUFFIXES = {"csv": ".csv", "xlsx": ".xlsx", "jsonl": ".jsonl"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its format, and what is to be told of it."""

    format: str
    notes: tuple[str, ...] = ()


def format_of(given: Given, format: str = "same") -> str:
    """Return the format that a file comes back in: csv, xlsx or jsonl."""
    if format != "same":
        return format
    if given.format == "jsonl":
        return "jsonl"
    return "csv" if is_table(given) else "xlsx"


def tagged_name(given: Given, format: str = "same") -> str:
    """Return what the file is called that comes back: 提出_テーマ付き.xlsx."""
    path = Path(given.name)
    kind = format_of(given, format)
    keeps = format == "same" and kind != "xlsx"
    kept = path.suffix if keeps and path.suffix else _SUFFIXES[kind]
    if kind == "xlsx" and is_same_workbook(given):
        suffix = suffix_of(given.path)
        kept = path.suffix if path.suffix.lower() == suffix else suffix
    return f"{path.stem}_テーマ付き{kept}"


def is_same_workbook(given: Given) -> bool:
    """Whether a file is a workbook whose sheets can be written again."""
    return (
        given.format == "workbook"
        and not is_form_given(given)
        and is_package(given.path)
    )


def write_tagged(  # noqa: PLR0913, options are keywords with defaults
    given: Given,
    answers: Iterable[RowAnswer],
    output: Path | BinaryIO | None,
    *,
    guide: Guide,
    format: str = "same",
    address: str | None = None,
) -> Written:
    """Write a file again with the answers to its rows.

    Parameters
    ----------
    given : Given
        The file; it still lies where it was opened.
    answers : iterable of RowAnswer
        One for each of its rows, in their order.
    output : Path, binary file or None
        Where to write; a path is put in place whole, None is standard output.
    guide : Guide
        Names the themes.
    format : {"same", "csv", "xlsx", "jsonl"}
    address : str, optional
        The root of the server that shows entries.

    Raises
    ------
    InvalidInputError
        The output cannot be written.
    UnreadableFileError
        The workbook can be read, but not be added to.
    """
    kind = format_of(given, format)
    cells_of = partial(_cells, guide=guide, address=address)
    notes = _Notes()
    told = notes.heeding(answers)
    with _opened(output) as out:
        if kind == "csv" and is_table(given):
            _write_table(given, told, out, cells_of, notes)
        elif kind == "xlsx" and is_same_workbook(given):
            with mending(given.name):
                added = ((each, cells_of(each)) for each in told)
                write_same_workbook(given, added, out, has_links=address is not None)
        elif kind == "jsonl":
            rows = (
                own | result_payload(answer) for own, answer in _merged(given, told)
            )
            out.writelines(_encoded(jsonl_lines(rows)))
        else:
            _write_list(given, told, out, cells_of, kind)
    return Written(kind, tuple(notes.texts))


class _Notes:
    """What is to be told of a file, found while it is written."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._n_unread = 0

    def heeding(self, answers: Iterable[RowAnswer]) -> Iterator[RowAnswer]:
        for answer in answers:
            if answer.error is not None:
                self._n_unread += 1
                if self._n_unread <= _MOST_TOLD:
                    sheet = f"「{answer.sheet}」の" if answer.sheet else ""
                    self.texts.append(f"{sheet}{answer.row}行目：{answer.error}")
            yield answer
        if self._n_unread > _MOST_TOLD:
            self.texts.append(f"読み取れない行は全部で{self._n_unread:,}行あります。")


def _write_table(
    given: Given,
    answers: Iterator[RowAnswer],
    out: BinaryIO,
    cells_of: CellsOf,
    notes: _Notes,
) -> None:
    assert given.manner is not None
    manner, encoding = given.manner, given.manner.encoding
    if not can_write_japanese(encoding):
        manner = replace(manner, encoding="utf-8")
        notes.texts.append(
            f"文字コード{encoding}では日本語を書けないため、"
            "UTF-8（BOM付き）で書き出しました。"
        )
    cells = ((answer.row, [*map(str, cells_of(answer))]) for answer in answers)
    added = AddedCells(manner, quotes_all=quotes_all(given))
    out.writelines(table_lines(given, cells, added))
    if added.n_missing:
        notes.texts.append(
            f"文字コード{encoding}にない{added.n_missing:,}文字を"
            f"「{MISSING}」と書きました。"
        )


def _cells(answer: RowAnswer, *, guide: Guide, address: str | None) -> Cells:
    """Return an answer as cells; where a server shows the similar entry, a link."""
    cells = result_cells(answer, guide=guide)
    if answer.similar and (page := entry_address(answer.similar.entry_id, address)):
        return (*cells[:_SIMILAR], Link(cells[_SIMILAR], page), *cells[_SIMILAR + 1 :])
    return cells


def _write_list(
    given: Given,
    answers: Iterator[RowAnswer],
    out: BinaryIO,
    cells_of: CellsOf,
    kind: str,
) -> None:
    """Write all rows with all their cells as a table of our own."""
    names: dict[str, None] = {}
    sheets: set[str] = set()
    for sheet, _, own in own_rows(given):
        names |= dict.fromkeys(own)
        sheets.add(sheet)
    # Rows of several sheets lie under one another: each tells its own.
    of_sheet = (_free(_SHEET, names),) if len(sheets) > 1 else ()
    columns = (*of_sheet, *(each for each in names if each not in RESULT_COLUMNS),
               *RESULT_COLUMNS)  # fmt: skip
    rows = (
        dict.fromkeys(of_sheet, answer.sheet)
        | own
        | dict(zip(RESULT_COLUMNS, cells_of(answer), strict=True))
        for own, answer in _merged(given, answers)
    )
    is_ours = given.format != "jsonl" and names.keys() <= _HEADINGS.keys()
    headings = _HEADINGS if is_ours else {}
    if kind == "xlsx":
        write_xlsx(rows, columns, out, headings=headings)
        return
    lines = chain(["\ufeff"], csv_lines(rows, columns, headings=headings))
    out.writelines(_encoded(lines))


def _free(name: str, taken: Container[str]) -> str:
    """Return a name for a column beside those that are taken."""
    return name if name not in taken else _free(f"元の{name}", taken)


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    # Half a character of a mangled file leaves as an escape, as JSON has it.
    return (line.encode("utf-8", "backslashreplace") for line in lines)


def _merged(
    given: Given, answers: Iterator[RowAnswer]
) -> Iterator[tuple[dict[str, Any], RowAnswer]]:
    """Return each row's own fields with its answer; a row without text has none."""
    answer = next(answers, None)
    for sheet, number, own in own_rows(given):
        if answer is not None and (answer.sheet, answer.row) == (sheet, number):
            yield own, answer
            answer = next(answers, None)
        else:
            yield own, RowAnswer(sheet, number)


@contextmanager
def _opened(output: Path | BinaryIO | None) -> Iterator[BinaryIO]:
    if output is None:
        if sys.stdout is None:  # closed by whoever started the command
            raise InvalidInputError(
                "標準出力が閉じています。-o で書き出すファイルを指定してください。"
            )
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif isinstance(output, Path):
        with replacing(output) as path, path.open("wb") as file:
            yield file
    else:
        yield output
