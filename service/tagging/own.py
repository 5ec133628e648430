"""The rows of a given file with all their own fields, by their headings.

They are what stands before the answers in a list or in JSONL: every cell of a row,
whether or not the row has a text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from corpus.added import added_places
from corpus.choices import place_name
from corpus.cleaning import clean_cell
from corpus.columns import Columns
from corpus.grids import Grid
from corpus.report import read_report
from service.tagging.given import Given
from service.tagging.objects import objects
from service.tagging.opening import is_form_given, is_table, tables_of, width_of
from service.tagging.records import records


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as it stands below its header."""

    sheet: str
    row: int
    headings: tuple[str, ...]
    cells: tuple[str, ...]


Own = tuple[str, int, dict[str, Any]]  # sheet, row, and the fields by their names


def own_rows(given: Given) -> Iterator[Own]:
    """Give each row of a file in order, rows without a text among them."""
    if given.format == "jsonl":
        return _objects(given)
    if is_form_given(given):
        return _entries(given)
    if given.forms:
        return (
            (row.sheet, row.row, {"item": row.item, "text": row.text})
            for row in given.rows()
        )
    if not is_table(given) and next(tables_of(given), None) is None:
        return (
            (row.sheet, row.row, {"section": row.section, "text": row.text})
            for row in given.rows()
        )
    return _named(given)


def _objects(given: Given) -> Iterator[Own]:
    for number, own in objects(given):
        yield "", number, {} if isinstance(own, str) else own


def _entries(given: Given) -> Iterator[Own]:
    read = read_report(given.source)
    for row, entry in zip(given.rows(), read.entries, strict=True):
        yield (
            row.sheet,
            row.row,
            {
                "section": entry.section,
                "path": "-".join(entry.path),
                "item": entry.item,
                "status": entry.status,
                "marker": entry.marker,
                "text": entry.text,
            },
        )


def printed_rows(given: Given) -> Iterator[PrintedRow]:
    """Give each row of a table below its header, with the header and the cells."""
    if is_table(given):
        return _records(given)
    return chain(_cells(given), _forms(given))


def _records(given: Given) -> Iterator[PrintedRow]:
    assert given.manner is not None and given.columns is not None
    header = given.columns.header_row
    (grid,) = given.source.grids
    headings = _headings(grid, given.columns)
    for number, record in enumerate(
        records(given.path, given.manner, name=given.name), start=1
    ):
        if number > header + 1 and any(record.cells):
            yield PrintedRow(grid.name, number, headings, record.cells)


def _cells(given: Given) -> Iterator[PrintedRow]:
    for grid, columns in tables_of(given):
        if grid.name in given.forms:
            continue
        header = columns.header_row
        headings = _headings(grid, columns)
        for place in range(header + 1, len(grid.rows)):
            if any(grid.rows[place]):
                number = grid.first_row + place
                yield PrintedRow(grid.name, number, headings, grid.rows[place])


def _forms(given: Given) -> Iterator[PrintedRow]:
    """Give each row of a form below the headings of what was added to it."""
    for grid in given.source.grids:
        headings: tuple[str, ...] = ()
        for number, cells in enumerate(grid.rows, start=grid.first_row):
            if added_places(cells):
                headings = cells
            elif headings and grid.name in given.forms:
                yield PrintedRow(grid.name, number, headings, cells)


def _headings(grid: Grid, columns: Columns) -> tuple[str, ...]:
    """Return the headings as printed; those of several rows as they are read."""
    if len(columns.header_rows) > 1:
        return columns.headings
    return tuple(grid.rows[columns.header_row]) if columns.header_rows else ()


def _named(given: Given) -> Iterator[Own]:
    """Give the cells of each row by their headings."""
    widths = {grid.name: width_of(grid) for grid in given.source.grids}
    names: list[str] = []
    of: tuple[str, ...] | None = None
    for row in printed_rows(given):
        if row.headings is not of:
            of, names = row.headings, _names(row.headings, widths[row.sheet])
        yield row.sheet, row.row, _fields(names, row.cells)


def _fields(names: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """Return cells by their names; a row may be shorter or longer than its header."""
    padded = chain(cells, [""] * (len(names) - len(cells)))
    fields = dict(zip(names, padded, strict=False))
    for place in range(len(names), len(cells)):
        fields[place_name(place + 1)] = cells[place]
    return fields


def _names(headings: Sequence[str], width: int) -> list[str]:
    """Return one name a column; an empty or repeated heading tells its place."""
    names: list[str] = []
    for place in range(width):
        heading = clean_cell(headings[place]) if place < len(headings) else ""
        names.append(
            heading if heading and heading not in names else place_name(place + 1)
        )
    return names
