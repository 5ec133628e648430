"""A form of one initiative: names down the left, what is said of each beside it.

Turned on its side it is a table like any other, its names the header. Each column of
values is an entry; it stands in the row of its text.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.choices import ReadingChoices, UnderstoodColumn, UnderstoodSheet
from corpus.columns import Columns, find_columns
from corpus.grids import Grid, LeftOut
from corpus.headings import fold_heading, meanings_of, score_of
from corpus.leaving import BESIDE, BLANK, OF_THE_ENTRY
from corpus.listed import ListSheet
from corpus.tables import read_table

_MOST_NAME_COLUMNS = 3
_MOST_ROWS = 200
_LEAST_SCORE = 6


def read_turned(grid: Grid, choices: ReadingChoices) -> ListSheet | None:
    """Return the entries of a form whose header is a column, None where none is."""
    side = _name_column(grid)
    if side is None:
        return None
    named = [
        place
        for place, cells in enumerate(grid.rows)
        if place not in grid.asides and _cell(cells, side)
    ]
    values = range(side + 1, grid.width)
    header = tuple(grid.rows[place][side] for place in named)
    rows = tuple(
        tuple(_cell(grid.rows[place], column) for place in named) for column in values
    )
    turned = Grid(grid.name, (header, *(row for row in rows if any(row))))
    only_columns = replace(choices, header_row=1)
    columns = find_columns(turned, choices=only_columns)
    if columns is None or len(turned.rows) == 1:
        return None
    row = grid.first_row + named[columns.meanings["text"]]
    return _put_back(grid, read_table(turned, columns), columns, (row, side, named))


def _name_column(grid: Grid) -> int | None:
    """Return the column that names what stands beside it, the text among it."""
    if len(grid.rows) > _MOST_ROWS:
        return None
    for side in range(min(_MOST_NAME_COLUMNS, grid.width - 1)):
        names = [fold_heading(_cell(cells, side)) for cells in grid.rows]
        if "text" in meanings_of(names) and score_of(names) >= _LEAST_SCORE:
            return side
    return None


def _put_back(
    grid: Grid, read: ListSheet, columns: Columns, place: tuple[int, int, list[int]]
) -> ListSheet:
    """Return the entries at the row of their text, with the names as told."""
    row, side, named = place
    told = tuple(
        UnderstoodColumn(side + 1, each.heading, each.meaning)
        for each in columns.understood
    )
    left_out = tuple(
        LeftOut(
            grid.first_row + other,
            OF_THE_ENTRY if other in named else BESIDE if any(cells) else BLANK,
        )
        for other, cells in enumerate(grid.rows)
        if grid.first_row + other != row
    )
    understood = UnderstoodSheet(grid.name, (), told, len(read.rows), left_out)
    rows = tuple(replace(each, row=row) for each in read.rows)
    return ListSheet(rows, understood, read.warnings)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
