"""Rows → CSV, XLSX and JSONL that open right in an office and run nothing.

A cell of people's text that a spreadsheet would take for a formula gets an apostrophe
before it (OWASP, CSV injection).
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Row = Mapping[str, Any]

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")
# What a sheet cannot hold at all (XML 1.0), and its longest cell.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767
_CUT = "（以下略）"
_WIDTHS = {"text": 60, "item": 36, "report": 30, "section": 24, "source_text": 50}


def neutralise(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise("残業を減らす")
    ("'=1+1", '残業を減らす')
    """
    return f"'{value}" if value.startswith(_FORMULA_START) else value


def flat_cell(value: object) -> str | int | float:
    """Return a value as one cell: lists joined, nothing as an empty text."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return neutralise(_ILLEGAL.sub("", value))
    return neutralise(json.dumps(value, ensure_ascii=False))


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    """Write rows under their headings, lines ended as spreadsheets end them."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([flat_cell(row.get(column)) for column in columns])


def write_jsonl(rows: Iterable[Row], out: TextIO) -> None:
    """Write one JSON object a line."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_xlsx(
    rows: Iterable[Row], columns: Sequence[str], out: Path | BinaryIO
) -> None:
    """Write a sheet with a fixed header, filters and widths, row by row."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("取組")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        width = _WIDTHS.get(column, 16)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_header_cell(sheet, column) for column in columns])
    count = 1
    for row in rows:
        sheet.append([_cell(sheet, row.get(column)) for column in columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    workbook.save(out)


def _header_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: object) -> Any:
    flat = flat_cell(value)
    if isinstance(flat, str) and len(flat) > _LONGEST_CELL:
        flat = flat[: _LONGEST_CELL - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, value=flat)
    if isinstance(flat, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
