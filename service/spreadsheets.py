"""Rows → CSV, XLSX and JSONL that open right in an office and run nothing.

A cell of people's text that a spreadsheet would take for a formula gets an apostrophe
before it (OWASP, CSV injection).
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Row = Mapping[str, Any]
Headings = Mapping[str, str]

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")
# What a sheet cannot hold at all (XML 1.0), and its longest cell.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767
_CUT = "（以下略）"
# Excel follows no more links than these on one sheet, and none longer than this; the
# rest stay texts.
MOST_LINKS = 65_530
_LONGEST_ADDRESS = 2_079
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NO_HEADINGS: Headings = MappingProxyType({})
_WIDTHS = {
    "text": 60,
    "item": 36,
    "report": 30,
    "section": 24,
    "source_text": 50,
    "url": 40,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a page; where a cell cannot, the address stands in it."""

    text: str
    address: str

    def __str__(self) -> str:
        if self.text == self.address:
            return self.text
        return f"{self.text} {self.address}"


def is_address(text: str) -> bool:
    """Whether a link may lead to an address: that of a page, which a sheet can hold."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def neutralise(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise("残業を減らす")
    ("'=1+1", '残業を減らす')
    """
    return f"'{value}" if value.startswith(_FORMULA_START) else value


def legible(text: str) -> str:
    """Return a text without the signs that XML, and so a sheet or feed, cannot hold."""
    return _ILLEGAL.sub("", text)


def flat_cell(value: object) -> str | int | float:
    """Return a value as one cell: lists joined, nothing as an empty text."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, str | Link):
        return neutralise(legible(str(value)))
    return neutralise(json.dumps(value, ensure_ascii=False))


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    """Write rows under their headings, lines ended as spreadsheets end them."""
    out.writelines(csv_lines(rows, columns))


def csv_lines(
    rows: Iterable[Row], columns: Sequence[str], *, headings: Headings = _NO_HEADINGS
) -> Iterator[str]:
    """Give the lines of ``write_csv`` one by one."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    titles = {column: headings.get(column, column) for column in columns}
    for row in chain([titles], rows):
        writer.writerow([flat_cell(row.get(column)) for column in columns])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def write_jsonl(rows: Iterable[Row], out: TextIO) -> None:
    """Write one JSON object a line."""
    out.writelines(jsonl_lines(rows))


def jsonl_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Give the lines of ``write_jsonl`` one by one."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_xlsx(
    rows: Iterable[Row],
    columns: Sequence[str],
    out: Path | BinaryIO,
    *,
    headings: Headings = _NO_HEADINGS,
    link: str | None = None,
) -> None:
    """Write a sheet with a fixed header, filters and widths, row by row.

    Parameters
    ----------
    headings : mapping of str to str, optional
        What to write above a column where it is not the column's name.
    link : str, optional
        The column whose texts are addresses to follow; any cell may be a ``Link``.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("取組")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        width = _WIDTHS.get(column, 16)
        sheet.column_dimensions[get_column_letter(place)].width = width
    titles = (headings.get(column, column) for column in columns)
    sheet.append([_header_cell(sheet, title) for title in titles])
    count, n_links = 1, 0
    for row in rows:
        values = [row.get(column) for column in columns]
        if link is not None:
            address = str(row.get(link))
            values[columns.index(link)] = Link(address, address)
        n_links += sum(isinstance(value, Link) for value in values)
        has_room = n_links <= MOST_LINKS
        sheet.append([_cell(sheet, value, has_room=has_room) for value in values])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    workbook.save(out)


def _header_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: object, *, has_room: bool) -> Any:
    if isinstance(value, Link) and has_room and is_address(value.address):
        cell = _cell(sheet, value.text, has_room=False)
        cell.hyperlink = value.address
        cell.font = Font(color="00118F", underline="single")
        return cell
    flat = flat_cell(value)
    if isinstance(flat, str) and len(flat) > _LONGEST_CELL:
        flat = flat[: _LONGEST_CELL - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, value=flat)
    if isinstance(flat, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
