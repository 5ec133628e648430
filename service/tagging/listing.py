"""All rows of a file with all their cells and the answers, as a list of our own."""

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from service.spreadsheets import csv_lines, write_xlsx
from service.tagging.answers import RESULT_COLUMNS, RowAnswer, result_payload
from service.tagging.given import Given
from service.tagging.own import own_rows
from service.tagging.sheets import Cells

CellsOf = Callable[[RowAnswer], Cells]

# What stands above our own names of what a text or a form says.
_HEADINGS = {
    "section": "大項目", "path": "番号", "item": "項目", "status": "実施状況",
    "marker": "区分", "text": "取組内容",
}  # fmt: skip
_SHEET = "シート"


def write_list(
    given: Given,
    answers: Iterator[RowAnswer],
    out: BinaryIO,
    cells_of: CellsOf,
    kind: str,
) -> None:
    """Write all rows with all their cells as a table of our own.

    Parameters
    ----------
    given : Given
        The file.
    answers : iterator of RowAnswer
        One for each row with a text, in their order.
    out : binary file
    cells_of : callable
        Gives an answer as cells, one for each of ``RESULT_COLUMNS``.
    kind : {"csv", "xlsx"}
    """
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
        for own, answer in merged(given, answers)
    )
    is_ours = given.format != "jsonl" and names.keys() <= _HEADINGS.keys()
    headings = _HEADINGS if is_ours else {}
    if kind == "xlsx":
        write_xlsx(rows, columns, out, headings=headings)
        return
    lines = chain(["\ufeff"], csv_lines(rows, columns, headings=headings))
    out.writelines(encoded(lines))


def tagged_objects(
    given: Given, answers: Iterator[RowAnswer]
) -> Iterator[dict[str, Any]]:
    """Give each row as an object: its own fields, then its answer.

    Where there are several sheets, each also tells its own with the number of the row,
    as ``copies`` name them; a column of that name stays as it is.
    """
    has_sheets = len(given.source.grids) > 1
    for own, answer in merged(given, answers):
        place = {"sheet": answer.sheet, "row": answer.row} if has_sheets else {}
        yield own | (place | own) | result_payload(answer)


def _free(name: str, taken: Container[str]) -> str:
    """Return a name for a column beside those that are taken."""
    return name if name not in taken else _free(f"元の{name}", taken)


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Give the bytes of lines in UTF-8."""
    # Half a character of a mangled file leaves as an escape, as JSON has it.
    return (line.encode("utf-8", "backslashreplace") for line in lines)


def merged(
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
