"""The rules on a page of a PDF → tables: which boxes are cells, and what they span."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from corpus.grids import Merged
from corpus.readers.blocks import Table
from corpus.readers.letters import Letter, text_of_letters

_TOLERANCE = 2.0
_SHORT = 3.0
_SAME_COLUMN = 4.0

Box = tuple[float, float, float, float]


def table_of(
    cells: Sequence[Box], letters: Sequence[Letter], *, goes_on: bool
) -> Table:
    """Return a table of the boxes of its cells and the letters in them."""
    tops = edges_of([cell[1] for cell in cells])
    lefts = edges_of([cell[0] for cell in cells])
    spans = [_span(cell, tops, lefts) for cell in cells]
    written = _written(spans, letters, tops, lefts)
    rows = [[""] * len(lefts) for _ in tops]
    for (x0, _, x1, _), span, inside in zip(cells, spans, written, strict=True):
        text = text_of_letters(inside, left_edge=x0, right_edge=x1)
        rows[span.top][span.left] = text
    merged = tuple(
        span
        for span in spans
        if span.bottom - span.top > 1 or span.right - span.left > 1
    )
    return Table(tuple(map(tuple, rows)), merged, goes_on=goes_on)


def part_header(table: Table, header: Sequence[Sequence[str]]) -> Table:
    """Return a table with its repeated header apart from the row below.

    Above a row that the page's end cut, some programs leave out the rule.
    """
    for place, (cells, names) in enumerate(zip(table.rows, header, strict=False)):
        if cells == names:
            continue
        rests = tuple(
            cell.removeprefix(name).strip()
            for cell, name in zip(cells, names, strict=True)
        )
        is_led = all(
            cell.startswith(name) for cell, name in zip(cells, names, strict=True)
        )
        if not (is_led and any(names) and any(rests)):
            break
        rows = (*table.rows[:place], tuple(names), rests, *table.rows[place + 1 :])
        above = [span for span in table.merged if span.bottom <= place]
        below = [
            Merged(span.top + 1, span.bottom + 1, span.left, span.right)
            for span in table.merged
            if span.top > place
        ]
        return Table(rows, (*above, *below), goes_on=True)
    return table


def open_ends(edges: Sequence[dict[str, Any]]) -> list[float]:
    """Return where a table is cut open: its columns end there with no rule across.

    Programs leave a row open that goes on on the next page.
    """
    # A rule drawn as a thin box has short edges at its ends.
    columns = [e for e in edges if e["orientation"] == "v" and e["height"] > _SHORT]
    rules = [e for e in edges if e["orientation"] == "h" and e["width"] > _SHORT]
    ends: list[float] = []
    for side, sign in (("top", 1), ("bottom", -1)):
        for value in edges_of([edge[side] for edge in columns]):
            at = [edge for edge in columns if abs(edge[side] - value) <= _TOLERANCE]
            left, right = min(e["x0"] for e in at), max(e["x1"] for e in at)
            goes_past = any(
                (value - edge[side]) * sign > _TOLERANCE
                and left - _TOLERANCE <= edge["x0"] <= right + _TOLERANCE
                and edge["top"] - _TOLERANCE <= value <= edge["bottom"] + _TOLERANCE
                for edge in columns
            )
            is_ruled = any(
                abs(rule["top"] - value) <= 2 * _TOLERANCE
                and rule["x0"] <= right
                and rule["x1"] >= left
                for rule in rules
            )
            if len(at) > 2 and not (goes_past or is_ruled):
                ends.append(value)
    return ends


def _span(cell: Box, tops: Sequence[float], lefts: Sequence[float]) -> Merged:
    """Return the rows and columns that a cell stretches over."""
    x0, top, x1, bottom = cell
    row, column = _place(tops, top), _place(lefts, x0)
    below = max(row + 1, bisect_left(tops, bottom - _TOLERANCE))
    right = max(column + 1, bisect_left(lefts, x1 - _TOLERANCE))
    return Merged(row, below, column, right)


def _written(
    spans: Sequence[Merged],
    letters: Sequence[Letter],
    tops: Sequence[float],
    lefts: Sequence[float],
) -> list[list[Letter]]:
    """Return the letters in each cell."""
    owner = {
        (row, column): number
        for number, span in enumerate(spans)
        for row in range(span.top, span.bottom)
        for column in range(span.left, span.right)
    }
    written: list[list[Letter]] = [[] for _ in spans]
    for letter in letters:
        x, y = letter.middle
        number = owner.get((bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1))
        if number is not None:
            written[number].append(letter)
    return written


def edges_of(values: Sequence[float]) -> tuple[float, ...]:
    """Return where cells begin, each once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return tuple(edges)


def _place(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def is_same(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether the columns of two tables stand at the same places."""
    return len(edges) == len(others) and all(
        abs(a - b) < _SAME_COLUMN for a, b in zip(edges, others, strict=True)
    )
