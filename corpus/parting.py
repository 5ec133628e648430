"""Several tables on one sheet → a grid each, with the lines that stand over it."""

from collections.abc import Sequence

from corpus.cleaning import clean_cell
from corpus.grids import Grid
from corpus.headers import begins_another, find_header
from corpus.leaving import reason_of_text

_LONGEST_TITLE = 40


def parted(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Return each table as a grid of its own where several stand on one sheet."""
    parts: list[Grid] = []
    for grid in grids:
        rest = grid
        while not rest.is_text and (header := find_header(rest)):
            place = begins_another(rest, header)
            if place is None:
                break
            place = _start_of(rest, place, header.bottom)
            parts.append(rest.part(0, place))
            rest = rest.part(place, len(rest.rows))
        parts.append(rest)
    return tuple(parts)


def _start_of(grid: Grid, place: int, end: int) -> int:
    """Return where the lines begin that stand over a header further down."""
    start = place
    while start - 1 > end and _may_be_title(grid.rows[start - 1]):
        start -= 1
    return start


def _may_be_title(cells: Sequence[str]) -> bool:
    filled = [clean_cell(cell) for cell in cells if cell.strip()]
    if len(filled) != 1:
        return not filled
    (text,) = filled
    is_short = len(text) <= _LONGEST_TITLE and not text.endswith("。")
    return is_short and reason_of_text(text) is None
