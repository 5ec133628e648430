"""A table whose cells only blanks part, as it is pasted out of a PDF or typed by hand.

Its header tells how many cells a row has; the last of them may hold blanks of its own
and go on in the lines below.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.grids import Grid, LeftOut
from corpus.headers import header_score
from corpus.headings import fold_heading, meanings_of
from corpus.leaving import WRAPPED

_WIDE = re.compile(r"(?: {2,}|[　\t])[ 　\t]*")
_ANY = re.compile(r"[ 　\t]+")
_SEARCH_ROWS = 10
_LEAST_SCORE = 6
_MOST_OTHERS = 0.2


def tabled(grid: Grid) -> Grid:
    """Return a text as the table that it is, any other grid as it came."""
    if not grid.is_text:
        return grid
    lines = [" ".join(cells).strip() for cells in grid.rows]
    for gap in (_WIDE, _ANY):
        for place, line in enumerate(lines[:_SEARCH_ROWS]):
            names = gap.split(line)
            text = _text_of(names)
            # Where one blank parts, only the last cell may hold some of its own.
            if text is None or (gap is _ANY and text < len(names) - 1):
                continue
            if table := _table(grid, lines, place, gap, (len(names), text)):
                return table
    return grid


def _text_of(names: Sequence[str]) -> int | None:
    """Return the column of texts under names that head a table, None under others."""
    if len(names) < 2 or header_score(names) < _LEAST_SCORE:
        return None
    return meanings_of([*map(fold_heading, names)]).get("text")


def _table(
    grid: Grid,
    lines: Sequence[str],
    header: int,
    gap: re.Pattern[str],
    shape: tuple[int, int],
) -> Grid | None:
    """Return the lines from a header on as rows, None where too many are no rows."""
    width, text = shape
    rows: list[tuple[str, ...]] = [(line,) for line in lines[:header]]
    left_out = list(grid.left_out)
    n_others = 0
    for place, line in enumerate(lines[header:], header):
        cells = tuple(gap.split(line, maxsplit=width - 1))
        above = rows[-1] if rows else ()
        if line and len(cells) == 1 and len(above) == width == text + 1:
            rows[-1] = (*above[:-1], f"{above[-1]}{line}")
            left_out.append(LeftOut(grid.first_row + place, WRAPPED))
        n_others += 1 < len(cells) <= text
        rows.append(cells)
    n_rows = sum(len(cells) > text for cells in rows[header + 1 :])
    if not n_rows or n_others > _MOST_OTHERS * n_rows:
        return None
    return replace(grid, rows=tuple(rows), is_text=False, left_out=tuple(left_out))
