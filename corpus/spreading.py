"""A table that has its columns anew for each year or group → the entries of each.

Each group is read as the whole table is, so a row may give several entries; it is left
out only where no group has any.
"""

from dataclasses import replace

from corpus.choices import UnderstoodColumn
from corpus.columns import Columns
from corpus.grids import Grid, LeftOut
from corpus.listed import ListRow, ListSheet
from corpus.tables import read_table


def read_spread(grid: Grid, columns: Columns) -> ListSheet:
    """Return the entries of all groups in the order of the rows."""
    if not columns.others:
        return read_table(grid, columns)
    groups = (columns, *columns.others)
    read = {columns.headings[each.meanings["text"]] for each in groups} | {
        each.headings[place] for each in groups for place in each.meanings.values()
    }
    unread = tuple(name for name in columns.unread if name not in read)
    sheets = [read_table(grid, replace(each, unread=unread)) for each in groups]
    rows = sorted((row for sheet in sheets for row in sheet.rows), key=lambda r: r.row)
    if len({each.meanings.get("outcome") for each in groups}) == 1:
        rows = _with_one_outcome(rows)
    understood = replace(
        sheets[0].understood,
        columns=_columns([sheet.understood.columns for sheet in sheets]),
        n_rows=len(rows),
        left_out=_left_out(sheets, {row.row for row in rows}),
    )
    warnings = dict.fromkeys(told for sheet in sheets for told in sheet.warnings)
    return ListSheet(tuple(rows), understood, tuple(warnings))


def _with_one_outcome(rows: list[ListRow]) -> list[ListRow]:
    """Leave to the first entry of a row what came of all of them."""
    numbers = [None, *(row.row for row in rows)]
    return [
        replace(row, cells={**row.cells, "outcome": ""}) if row.row == above else row
        for above, row in zip(numbers, rows, strict=False)
    ]


def _columns(told: list[tuple[UnderstoodColumn, ...]]) -> tuple[UnderstoodColumn, ...]:
    """Return each column with what it means in any group."""
    columns = {each.position: each for group in told for each in group}
    columns |= {each.position: each for group in told for each in group if each.meaning}
    return tuple(columns[position] for position in sorted(columns))


def _left_out(sheets: list[ListSheet], rows: set[int]) -> tuple[LeftOut, ...]:
    """Return what no group has."""
    return tuple(each for each in sheets[0].understood.left_out if each.row not in rows)
