"""What calamine does not tell of a sheet of ODS: what is hidden, and what is merged."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.grids import Merged
from corpus.limits import Bounds
from corpus.readers.package import DAMAGE
from corpus.readers.sheets import SheetFacts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PART = "content.xml"
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
        row += n_rows
    return SheetFacts(frozenset(rows), frozenset(columns), merged=tuple(merged))


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
