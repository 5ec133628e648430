"""What calamine does not tell of a sheet of ODS.

That is what is hidden and what is merged, a year as it is shown, and a text without its
furigana.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.grids import Merged
from corpus.limits import Bounds
from corpus.readers.package import DAMAGE
from corpus.readers.sheets import SheetFacts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_PART = "content.xml"
_YEAR_SHOWN = re.compile(r"令|平|昭|[RHS]\d|年")
_HIDDEN = ("collapse", "filter")
# Rows and columns that are repeated more often only fill the sheet to its end.
_MOST_REPEATS = 10_000


def facts_of_ods(content: bytes, sheet: str, bounds: Bounds) -> SheetFacts:
    """Return what a sheet of an ODS tells beside its values."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _PART not in archive.namelist():
                return SheetFacts()
            with archive.open(_PART) as file:
                return _read_sheet(_elements(file, sheet), bounds)
    except (*DAMAGE, etree.LxmlError, ValueError):
        return SheetFacts()  # calamine says what is damaged


def _elements(file: object, sheet: str) -> Iterator[etree._Element]:
    """Give the columns and rows of a sheet, each freed when the next is asked for."""
    names = [f"{_TABLE}{name}" for name in ("table", "table-column", "table-row")]
    is_wanted = False
    for event, element in etree.iterparse(
        file,
        events=("start", "end"),
        tag=names,
        resolve_entities=False,
        no_network=True,
    ):
        if element.tag == names[0]:
            is_wanted = event == "start" and element.get(f"{_TABLE}name") == sheet
        elif event == "end":
            if is_wanted:
                yield element
            element.clear()


def _read_sheet(elements: Iterator[etree._Element], bounds: Bounds) -> SheetFacts:
    rows: set[int] = set()
    columns: set[int] = set()
    merged: list[Merged] = []
    shown: dict[tuple[int, int], str] = {}
    row = column = 0
    for element in elements:
        bounds.check_time()
        is_hidden = element.get(f"{_TABLE}visibility") in _HIDDEN
        if element.tag.endswith("}table-column"):
            n_columns = _number(element, "number-columns-repeated")
            if is_hidden and n_columns <= _MOST_REPEATS:
                columns.update(range(column + 1, column + n_columns + 1))
            column += n_columns
            continue
        n_rows = _number(element, "number-rows-repeated")
        if is_hidden and n_rows <= _MOST_REPEATS:
            rows.update(range(row + 1, row + n_rows + 1))
        merged += _merged(element, row)
        shown |= {(row + 1, place): text for place, text in _shown(element)}
        row += n_rows
    return SheetFacts(frozenset(rows), frozenset(columns), shown, merged=tuple(merged))


def _shown(element: etree._Element) -> Iterator[tuple[int, str]]:
    """Give the column and text of cells that are not read as their value is."""
    column = 1
    for cell in element:
        kind = cell.get(_VALUE_TYPE)
        has_furigana = kind == "string" and cell.find(f".//{_TEXT}ruby") is not None
        if kind in ("date", "float") or has_furigana:
            text = "\n".join(map(_printed, cell.iterfind(f"{_TEXT}p")))
            if has_furigana or _YEAR_SHOWN.search(text):
                yield column, text
        column += _number(cell, "number-columns-repeated")


def _printed(element: etree._Element) -> str:
    """Return the text of a paragraph without the furigana above it."""
    if element.tag == f"{_TEXT}ruby-text":
        return ""
    inside = (_printed(child) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inside)


def _merged(element: etree._Element, row: int) -> Iterator[Merged]:
    column = 0
    for cell in element:
        n_rows = _number(cell, "number-rows-spanned")
        n_columns = _number(cell, "number-columns-spanned")
        if n_rows > 1 or n_columns > 1:
            yield Merged(row, row + n_rows, column, column + n_columns)
        column += _number(cell, "number-columns-repeated")


def _number(element: etree._Element, name: str) -> int:
    return int(element.get(f"{_TABLE}{name}") or 1)
