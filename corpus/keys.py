"""Which columns tell the rows of a table apart: those that count, those all fill."""

import re
from collections.abc import Sequence

from corpus.columns import Columns
from corpus.grids import Grid

TEXTS = frozenset({"text", "outcome", "reason"})
_NUMERAL = re.compile(r"[(（]?[\d０-９]{1,5}(?:[-－.．][\d０-９]{1,3})*[)）.．]?|[①-⑳]")
_SAMPLE_ROWS = 200


def is_numeral(cell: str) -> bool:
    """Whether a cell only counts its row: 1, (2), 3-1, ④."""
    return _NUMERAL.fullmatch(cell.strip()) is not None


def number_columns(grid: Grid, columns: Columns) -> tuple[int, ...]:
    """Return the columns that count the rows."""
    body = _body(grid, columns)
    counted = []
    for column in set(range(grid.width)) - set(columns.meanings.values()):
        cells = [_cell(row, column) for row in body]
        if sum(map(is_numeral, cells)) > 0.5 * len(cells):
            counted.append(column)
    return tuple(sorted(counted))


def key_columns(grid: Grid, columns: Columns) -> tuple[int, ...]:
    """Return the columns beside the texts that every row fills."""
    body = _body(grid, columns)
    texts = {columns.meanings.get(meaning) for meaning in TEXTS}
    stretched = {span.left for span in grid.merged if span.bottom - span.top > 1}
    return tuple(
        column
        for column in range(grid.width)
        if column not in texts | stretched
        and sum(bool(_cell(row, column).strip()) for row in body) >= 0.8 * len(body)
    )


def _body(grid: Grid, columns: Columns) -> list[Sequence[str]]:
    """Return the first rows below the header, those that begin a page left out."""
    start = columns.header_row + 1
    left_out = grid.asides | grid.page_starts
    return [
        cells
        for place, cells in enumerate(grid.rows[start : start + _SAMPLE_ROWS], start)
        if place not in left_out and any(cell.strip() for cell in cells)
    ]


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
