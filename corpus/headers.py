"""Where the header of a table stands: one to three rows, below whatever titles.

Upper rows name groups of columns (取組 over 名称 and 内容), so a heading is the chain
of names from the top. A cell that a group stretches over is blank in most formats.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.cells import STATUS, row_over_sentences
from corpus.grids import Grid
from corpus.headings import (
    GENERAL,
    asks,
    fold_heading,
    is_heading,
    is_known,
    meanings_of,
    score_of,
    spelled_heading,
)
from corpus.periods import is_period

_SEARCH_ROWS = 30
_MOST_ROWS = 3
_LEAST_SCORE = 2
_SURE_SCORE = 6
_LONG_GROUP = 20

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header, half-open places, and the chain of names of each column."""

    top: int
    bottom: int
    chains: tuple[tuple[str, ...], ...]

    @property
    def lowest(self) -> tuple[str, ...]:
        """The lowest name of each column."""
        return tuple(chain[-1] if chain else "" for chain in self.chains)

    @property
    def names(self) -> tuple[str, ...]:
        """One name a column: the lowest, with those above where it stands twice."""
        lowest = self.lowest
        names = [
            "・".join(chain) if name and lowest.count(name) > 1 else name
            for name, chain in zip(lowest, self.chains, strict=True)
        ]
        before = [names[:place].count(name) for place, name in enumerate(names)]
        return tuple(
            f"{name}{n + 1}" if name and n else name
            for name, n in zip(names, before, strict=True)
        )

    @property
    def whole_names(self) -> tuple[str, ...]:
        """The whole chain of each column, as one name."""
        return tuple("".join(chain) for chain in self.chains)


def find_header(grid: Grid, *, at: int | None = None) -> Header | None:
    """Return the header of a table, None where no row reads as one.

    Parameters
    ----------
    grid : Grid
        The table as read.
    at : int, optional
        The place of a row of the header, where a person says so.
    """
    head = _head(grid, max(_SEARCH_ROWS, (at or 0) + _MOST_ROWS))
    place = _likeliest(head) if at is None else at
    if place is None and not grid.asides:
        place = row_over_sentences(head.rows)
    if place is None or not 0 <= place < len(head.rows):
        return None
    top = bottom = place
    while bottom - top + 1 < _MOST_ROWS and top and _is_group_row(head, top - 1):
        top -= 1
    while bottom - top + 1 < _MOST_ROWS and _goes_on(head, bottom):
        bottom += 1
    return Header(top, bottom + 1, _chains(head.rows[top : bottom + 1]))


def names_of(grid: Grid) -> tuple[str, ...]:
    """Return the names a table is known by: its header, else its fullest first row."""
    if header := find_header(grid):
        return header.whole_names
    head = grid.rows[:_SEARCH_ROWS]
    fullest = max(head, key=_n_filled, default=())
    return tuple(map(fold_heading, fullest))


def begins_another(grid: Grid, header: Header) -> int | None:
    """Return the place further down where a table with another header begins."""
    known = {
        tuple(map(fold_heading, cells))
        for cells in grid.rows[header.top : header.bottom]
    }
    for place in range(header.bottom + 1, len(grid.rows)):
        cells = grid.rows[place]
        if _n_filled(cells) < 3 or any(len(cell) > _LONG_GROUP for cell in cells):
            continue
        headings = tuple(map(fold_heading, cells))
        is_header = (
            headings not in known
            and "text" in meanings_of(headings)
            and score_of(headings) >= _SURE_SCORE
        )
        if is_header:
            return place
    return None


def header_score(cells: Sequence[str]) -> int:
    """Return how much one row reads as a header, 0 where it holds a sentence."""
    if not all(is_heading(cell) for cell in cells if cell.strip()):
        # A figure may head a column of its own, a sentence heads nothing.
        headings = [fold_heading(cell) if is_heading(cell) else "" for cell in cells]
        has_sentence = any(
            fold_heading(cell).endswith("。") and not asks(cell) for cell in cells
        )
        if has_sentence or sum(map(bool, headings)) < 2:
            return 0
        return score_of(headings)
    return score_of([fold_heading(cell) for cell in cells])


def _head(grid: Grid, n_rows: int) -> Grid:
    """Return the first rows of a table, each as wide as the widest of all."""
    width = grid.width
    rows = ((*cells, *[""] * (width - len(cells))) for cells in grid.rows[: n_rows + 1])
    return replace(grid, rows=tuple(rows))


def _likeliest(grid: Grid) -> int | None:
    scores = [
        0 if place in grid.asides else header_score(cells)
        for place, cells in enumerate(grid.rows[:_SEARCH_ROWS])
    ]
    widest = max((_n_filled(cells) for cells in grid.rows), default=0)
    for place, cells in enumerate(grid.rows[:_SEARCH_ROWS]):
        # One cell above a wider table is its title, however it is worded.
        if _n_filled(cells) == 1 and widest > 1:
            scores[place] = 0
    for place, score in enumerate(scores):
        # Another table may follow whose header says even more.
        if score >= _SURE_SCORE and "text" in meanings_of(
            list(map(fold_heading, grid.rows[place]))
        ):
            return place
    best = max(scores, default=0)
    if best < _LEAST_SCORE:
        return None
    place = scores.index(best)
    return place + _is_title_of_one_column(grid, place)


def _is_title_of_one_column(grid: Grid, place: int) -> bool:
    """Whether a row is the title of one column whose name it ends with.

    令和4年度の主な取組 over 取組 is one.
    """
    leads = [fold_heading(cells[0]) for cells in grid.rows[place : place + 2] if cells]
    if grid.width > 1 or len(leads) < 2:
        return False
    title, name = leads
    return bool(name) and score_of([name]) >= _LEAST_SCORE and title.endswith(name)


def _is_group_row(grid: Grid, place: int) -> bool:
    """Whether a row above a header names groups of its columns."""
    above, below = grid.rows[place], grid.rows[place + 1]
    filled = [column for column, cell in enumerate(above) if cell.strip()]
    if place in grid.asides or not all(_may_group(above[each]) for each in filled):
        return False
    is_tall = any(span.top == place < span.bottom - 1 for span in grid.merged)
    if len(filled) < 2 or (_is_label_and_value(above) and not is_tall):
        return False
    names = [fold_heading(cell) for cell in below if cell.strip()]
    gives_names = any(not below[column].strip() for column in filled)
    tells_apart = len(set(names)) < len(names)
    repeats = any(a == b for a, b in pairwise(above[each] for each in filled))
    is_wider = any(
        span.top == place and span.right - span.left > 1 for span in grid.merged
    )
    has_gaps = any(
        not above[column].strip() and below[column].strip()
        for column in range(filled[0], len(above))
    )
    return gives_names or tells_apart or repeats or is_wider or (
        has_gaps and any(is_known(fold_heading(above[each])) for each in filled)
    )  # fmt: skip


def _goes_on(grid: Grid, place: int) -> bool:
    """Whether the row below a header row still names columns."""
    if place + 1 >= len(grid.rows) or place + 1 in grid.asides:
        return False
    above, below = grid.rows[place], grid.rows[place + 1]
    filled = [column for column, cell in enumerate(below) if cell.strip()]
    if not filled or not all(_may_group(below[column]) for column in filled):
        return False
    if any(
        span.top <= place < span.bottom - 1 and above[span.left].strip()
        for span in grid.merged
    ):
        return True
    if _names_again(above, below, filled):
        return True
    fills_gaps = any(not above[column].strip() for column in filled)
    # Below a column that has a name of its own may only stand parts of it; a group of
    # one column (実績, 件数 below it) is known by the names beside it.
    parts = [
        column
        for column in filled
        if not above[column].strip() or _stretches(above, below, column)
    ]
    named = [fold_heading(below[column]) for column in filled]
    names = [
        column
        for column, name in zip(filled, named, strict=True)
        if score_of([name]) or is_period(name) or STATUS.fullmatch(name)
    ]
    leaves_keys = bool(above[0].strip()) and not below[0].strip()
    is_parted = len(parts) == len(filled) or (
        leaves_keys
        and len(set(names) & set(parts)) > 1
        and len(filled) < 2 * len(parts)
    )
    return fills_gaps and is_parted and bool(names)


def _names_again(
    above: Sequence[str], below: Sequence[str], filled: Sequence[int]
) -> bool:
    """Whether a row gives a name of its own to each group above it: 内容 below 課題."""
    names = [fold_heading(below[column]) for column in filled]
    is_named = all(is_known(name) or re.fullmatch(GENERAL, name) for name in names)
    return bool(above[0]) and not below[0] and is_named and len(names) > 1


def _stretches(above: Sequence[str], below: Sequence[str], column: int) -> bool:
    """Whether a name stretches over columns to its right that it leaves blank."""
    end = column + 1
    while end < len(above) and not above[end].strip():
        end += 1
    return any(cell.strip() for cell in below[column + 1 : end])


def _chains(header: Rows) -> tuple[tuple[str, ...], ...]:
    rows = [_told_apart(cells) for cells in header]
    for number, names in enumerate(rows[:-1]):
        lower = [any(cells) for cells in zip(*rows[number + 1 :], strict=True)]
        for column in range(1, len(names)):
            is_blank = not names[column] and lower[column]
            if is_blank and names[column - 1] and lower[column - 1]:
                names[column] = names[column - 1]
    return tuple(
        tuple(dict.fromkeys(name for name in names if name))
        for names in zip(*rows, strict=True)
    )


def _told_apart(cells: Sequence[str]) -> list[str]:
    """Return the names of a row; those that only their asides tell apart have these."""
    names = list(map(fold_heading, cells))
    spelled = list(map(spelled_heading, cells))
    return [
        whole if name and names.count(name) > 1 and spelled.count(whole) == 1 else name
        for name, whole in zip(names, spelled, strict=True)
    ]


def _is_label_and_value(cells: Sequence[str]) -> bool:
    """Whether a row above a table tells something of it: 組織名 環境省."""
    filled = [cell for cell in cells if cell.strip()]
    known = [is_known(fold_heading(cell)) for cell in filled]
    return len(filled) in (2, 4) and known[0] and not known[1]


def _may_group(cell: str) -> bool:
    return is_heading(cell) and len(fold_heading(cell)) <= _LONG_GROUP


def _n_filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
