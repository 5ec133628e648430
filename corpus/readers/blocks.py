"""What a document is made of, lines and tables in order → the grids of a ``Source``.

A table keeps the lines above it (its title, its year) as rows beside it, so that a page
reads from top to bottom as a sheet does. A document without tables is a text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.errors import UnreadableFileError
from corpus.grids import Grid, Merged, Source
from corpus.limits import Bounds

# A list within a list has another sign than the one around it.
_LIST_SIGNS = "・○◇"
# How deep names lie that are headings by no style: terms, and lines in bold.
DEEPEST = 7
_LONGEST_NAME = 40
_SIGNED = re.compile(r"[^\s\w]")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table; ``merged`` are places in ``rows``.

    ``goes_on`` says that it is the rest of the table before, on another page.
    """

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    goes_on: bool = False


@dataclass(slots=True)
class _Making:
    """A grid in the making."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    asides: set[int] = field(default_factory=set)
    page_starts: set[int] = field(default_factory=set)
    has_table: bool = False

    def add_line(self, line: str) -> None:
        self.asides.add(len(self.rows))
        self.rows.append((line,))

    def add_table(self, table: Table) -> None:
        start = len(self.rows)
        if table.goes_on:
            self.page_starts.add(start)
        self.has_table = True
        self.rows.extend(table.rows)
        self.merged.extend(
            Merged(m.top + start, m.bottom + start, m.left, m.right)
            for m in table.merged
        )


def source_of(
    blocks: Iterable[str | Table],
    *,
    kind: str,
    bounds: Bounds,
    encoding: str | None = None,
    left_out: Sequence[tuple[str, str]] = (),
) -> Source:
    """Return a document as grids: one a table, or one of its text.

    Raises
    ------
    UnreadableFileError
        Nothing is written in the document.
    """
    grids: list[_Making] = [_Making()]
    for block in blocks:
        if isinstance(block, str):
            grids[-1].add_line(block)
        else:
            if grids[-1].has_table and not block.goes_on:
                grids.append(_parted(grids[-1]))
            grids[-1].add_table(block)
        bounds.check_rows(sum(len(grid.rows) for grid in grids[-2:]))
    made = [grid for grid in grids if any(any(map(str.strip, r)) for r in grid.rows)]
    if not made:
        raise UnreadableFileError(
            f"「{bounds.name}」には文字が書かれていません。"
            "中身のあるファイルを指定してください。"
        )
    check_cells([row for grid in made for row in grid.rows], bounds)
    return Source(
        bounds.name,
        kind,
        encoding,
        tuple(_grid(grid, number, len(made)) for number, grid in enumerate(made, 1)),
        sheets_left_out=tuple(left_out),
    )


def list_sign(depth: int) -> str:
    """Return the sign before an item of a list that lies so deep in others, from 1."""
    return _LIST_SIGNS[min(max(depth, 1), len(_LIST_SIGNS)) - 1]


def heading_sign(level: int) -> str:
    """Return the sign before a heading that lies so deep, from 1."""
    return f"{'#' * level} "


def name_sign(text: str) -> str:
    """Return the sign before a line in bold: that of a name, where it may be one."""
    is_name = len(text) <= _LONGEST_NAME and "。" not in text
    return heading_sign(DEEPEST) if is_name and not _SIGNED.match(text) else ""


def check_cells(rows: Sequence[Sequence[str]], bounds: Bounds) -> None:
    """Refuse rows and cells beyond the limits."""
    for row, cells in enumerate(rows, start=1):
        check_row(cells, bounds, row=row)


def check_row(cells: Sequence[str], bounds: Bounds, *, row: int) -> None:
    """Refuse a row whose cells are beyond the limits; empty ones at its end are none.

    ``row`` is its number in the file.
    """
    if len(cells) > bounds.limits.max_columns:
        filled = max((n for n, cell in enumerate(cells, 1) if cell), default=0)
        bounds.check_columns(filled, row=row)
    bounds.check_cell(max(map(len, cells), default=0), row=row)


def span_table(rows: Iterable[Iterable[tuple[str, int, int]]], bounds: Bounds) -> Table:
    """Return a table whose cells stretch over rows and columns.

    Parameters
    ----------
    rows : iterable of rows of (text, n_rows, n_columns)
        As HTML has them: what a cell from above covers is left out.
    bounds : Bounds
        How far cells may stretch.
    """
    given = [list(cells) for cells in rows]
    grid: list[dict[int, str]] = [{} for _ in given]
    merged = []
    for top, cells in enumerate(given):
        column = 0
        for text, n_rows, n_columns in cells:
            while column in grid[top]:
                column += 1
            right = column + max(1, n_columns)
            bottom = min(top + max(1, n_rows), len(given))
            bounds.check_columns(right, row=top + 1)
            for row in range(top, bottom):
                grid[row].update(dict.fromkeys(range(column, right), ""))
            grid[top][column] = text
            if bottom - top > 1 or right - column > 1:
                merged.append(Merged(top, bottom, column, right))
            column = right
    made = (
        tuple(row.get(column, "") for column in range(max(row, default=-1) + 1))
        for row in grid
    )
    return Table(tuple(made), tuple(merged))


def _parted(above: _Making) -> _Making:
    """Begin a grid with the lines that stand below the table above it."""
    below = _Making()
    start = len(above.rows)
    while start and start - 1 in above.asides:
        start -= 1
    for (line,) in above.rows[start:]:
        below.add_line(line)
    return below


def _grid(grid: _Making, number: int, n_grids: int) -> Grid:
    name = "本文" if not grid.has_table else "表" if n_grids == 1 else f"表{number}"
    return Grid(
        name,
        tuple(grid.rows),
        is_text=not grid.has_table,
        merged=tuple(grid.merged),
        asides=frozenset(grid.asides) if grid.has_table else frozenset(),
        page_starts=frozenset(grid.page_starts),
    )
