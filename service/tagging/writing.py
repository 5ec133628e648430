"""Answers into files: the same file back, or one of another format.

A CSV keeps its bytes, a workbook its sheets, a JSONL its own fields; anything else
comes back as a list of its rows with all their cells.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from corpus.errors import InvalidInputError
from corpus.themes import Guide
from service.exports import replacing
from service.spreadsheets import Link, jsonl_lines
from service.tagging.answers import (
    RESULT_COLUMNS,
    RowAnswer,
    entry_address,
    result_cells,
    result_payload,
)
from service.tagging.given import Given
from service.tagging.listing import CellsOf, encoded, tagged_objects, write_list
from service.tagging.objects import printed_objects, with_fields
from service.tagging.opening import is_form_given, is_table
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

_MOST_TOLD = 20
_SIMILAR = RESULT_COLUMNS.index("似た過去の取組")
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
        and not _shares_rows(given)
        and is_package(given.path)
    )


def _shares_rows(given: Given) -> bool:
    """Whether entries of a form stand beside each other, with no row for each."""
    rows = [(row.sheet, row.row) for row in given.rows()] if given.forms else []
    return len(set(rows)) < len(rows)


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
    with _opened(output, is_whole=kind == "xlsx") as out:
        if kind == "csv" and is_table(given):
            _write_table(given, told, out, cells_of, notes)
        elif kind == "xlsx" and is_same_workbook(given):
            with mending(given.name):
                added = ((each, cells_of(each)) for each in told)
                write_same_workbook(given, added, out, has_links=address is not None)
        elif kind == "jsonl" and given.format == "jsonl":
            out.writelines(encoded(_object_lines(given, told)))
        elif kind == "jsonl":
            out.writelines(encoded(jsonl_lines(tagged_objects(given, told))))
        else:
            write_list(given, told, out, cells_of, kind)
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


def _object_lines(given: Given, answers: Iterator[RowAnswer]) -> Iterator[str]:
    """Give the lines of a JSONL with the answers behind what each says itself.

    A line that is no object comes back in ``line``.
    """
    pending = next(answers, None)
    for number, printed, value in printed_objects(given):
        answer = RowAnswer("", number)
        if pending is not None and pending.row == number:
            answer, pending = pending, next(answers, None)
        told = result_payload(answer)
        if isinstance(value, str):
            yield from jsonl_lines([{"line": printed.rstrip(), **told}])
        else:
            yield f"{with_fields(printed, value, told)}\n"


def _cells(answer: RowAnswer, *, guide: Guide, address: str | None) -> Cells:
    """Return an answer as cells; where a server shows the similar entry, a link."""
    cells = result_cells(answer, guide=guide)
    if answer.similar and (page := entry_address(answer.similar.entry_id, address)):
        return (*cells[:_SIMILAR], Link(cells[_SIMILAR], page), *cells[_SIMILAR + 1 :])
    return cells


@contextmanager
def _opened(output: Path | BinaryIO | None, *, is_whole: bool) -> Iterator[BinaryIO]:
    """Open where to write; a workbook is whole before any of it goes into a pipe.

    Who reads the pipe may leave early; its writers would tell of that at length.
    """
    if output is None:
        if sys.stdout is None:  # closed by whoever started the command
            raise InvalidInputError(
                "標準出力が閉じています。-o で書き出すファイルを指定してください。"
            )
        sys.stdout.flush()
        if is_whole:
            with TemporaryFile() as file:
                yield file
                file.seek(0)
                shutil.copyfileobj(file, sys.stdout.buffer)
        else:
            yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif isinstance(output, Path):
        with replacing(output) as path, path.open("wb") as file:
            yield file
    else:
        yield output
