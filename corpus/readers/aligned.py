"""Letters of a page that stand in columns without rules between them → a table.

A line of names, wide gaps between them, is a header where the lines below keep to its
columns: nothing is written in the gaps. A rule across parts the rows; where there are
none, a row begins where its first column is filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.blocks import Table
from corpus.readers.letters import Letter, Line, text_of_letters
from corpus.readers.ruling import is_same

# Wider than the blank that is as wide as a letter.
_GAP = 1.05
_SMALL_GAP = 0.1
_SAME_PLACE = 1.0
_LEAST_COLUMNS = 3
_LONGEST_NAME = 15
_MOST = 0.8
_FAR = 2.0

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table without rules between its columns, and where these lie.

    It is made of the lines ``start:end``.
    """

    table: Table
    columns: tuple[Interval, ...]
    start: int
    end: int


def find_aligned(
    lines: Sequence[Line], rules: Sequence[float], before: Sequence[Interval]
) -> Aligned | None:
    """Return the first table of columns among lines, None where there is none.

    Parameters
    ----------
    lines : sequence of Line
        From the top of the page.
    rules : sequence of float
        Where rules lie across the page.
    before : sequence of intervals
        The columns of a table that the page before ended with; it may go on.
    """
    if before and lines and len(_pieces(lines[0], before)) > 1:
        columns, end = _keep_to(before, lines, 0)
        if end and len(columns) == len(before):
            return _aligned(lines, (0, end), columns, rules, goes_on=True)
    for start, line in enumerate(lines):
        if not _is_header(line):
            continue
        names = [_extent(piece) for piece in _pieces(line)]
        columns, end = _keep_to(names, lines, start + 1)
        end = _without_foot(lines, start, end)
        if _are_rows(lines[start + 1 : end], columns):
            lefts, known = ([left for left, _ in each] for each in (columns, before))
            goes_on = bool(before) and is_same(lefts, known)
            return _aligned(lines, (start, end), columns, rules, goes_on=goes_on)
    return None


def _aligned(
    lines: Sequence[Line],
    extent: tuple[int, int],
    columns: Sequence[Interval],
    rules: Sequence[float],
    *,
    goes_on: bool,
) -> Aligned:
    start, end = extent
    rows: list[list[list[Letter]]] = []
    for row in _rows(lines[start:end], columns[0], rules):
        letters = [letter for line in row for letter in line.letters]
        rows.append([_within(letters, column) for column in columns])
    texts = tuple(
        tuple(
            text_of_letters(cell, left_edge=left, right_edge=right) if cell else ""
            for cell, (left, right) in zip(row, columns, strict=True)
        )
        for row in rows
    )
    return Aligned(Table(texts, goes_on=goes_on), tuple(columns), start, end)


def _rows(
    lines: Sequence[Line], first: Interval, rules: Sequence[float]
) -> list[Sequence[Line]]:
    """Return the lines of each row: parted by rules, else by the first column."""
    led = [n for n, line in enumerate(lines) if _within(line.letters, first)]
    ruled = [
        n
        for n, (above, line) in enumerate(pairwise(lines), start=1)
        if any(above.top < rule < line.letters[0].bottom for rule in rules)
    ]
    is_ruled = ruled and len(ruled) >= _MOST * (len(led) - 1)
    starts = sorted({0, *(ruled if is_ruled else led)})
    return [lines[a:b] for a, b in pairwise([*starts, len(lines)])]


def _keep_to(
    columns: Sequence[Interval], lines: Sequence[Line], start: int
) -> tuple[list[Interval], int]:
    """Return columns as wide as the lines that keep to them, and where these end."""
    kept = list(columns)
    for place in range(start, len(lines)):
        pieces = [_extent(piece) for piece in _pieces(lines[place], kept)]
        widened = _merged([*kept, *pieces])
        if len(widened) != len(kept):
            return kept, place
        kept = widened
    return kept, len(lines)


def _without_foot(lines: Sequence[Line], start: int, end: int) -> int:
    """Return where a table ends, a page number far below it left out."""
    gaps = [below.top - above.top for above, below in pairwise(lines[start:end])]
    is_far = len(gaps) > 1 and gaps[-1] > _FAR * max(gaps[:-1])
    return end - 1 if is_far and len(_pieces(lines[end - 1])) == 1 else end


def _merged(intervals: Sequence[Interval]) -> list[Interval]:
    """Return intervals with those joined that overlap."""
    merged: list[Interval] = []
    for left, right in sorted(intervals):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _are_rows(lines: Sequence[Line], columns: Sequence[Interval]) -> bool:
    """Whether lines that keep to columns fill them, too."""
    counts = [n for n in (len(_pieces(line, columns)) for line in lines) if n > 1]
    most = max(counts, default=0)
    return most >= len(columns) or (len(counts) > 1 and most == len(columns) - 1)


def _is_header(line: Line) -> bool:
    names = ["".join(letter.text for letter in piece) for piece in _pieces(line)]
    return len(names) >= _LEAST_COLUMNS and all(
        len(name) <= _LONGEST_NAME and not name.endswith("。") for name in names
    )


def _pieces(line: Line, columns: Sequence[Interval] = ()) -> list[list[Letter]]:
    """Return the letters of a line, parted at wide gaps and where columns begin.

    A sign that hangs over the end of its column leaves but a small gap.
    """
    pieces = [[line.letters[0]]]
    for before, letter in pairwise(line.letters):
        gap = letter.x0 - before.x1
        begins = any(abs(letter.x0 - left) <= _SAME_PLACE for left, _ in columns)
        if gap > (_SMALL_GAP if begins else _GAP) * letter.size:
            pieces.append([])
        pieces[-1].append(letter)
    return [piece for piece in pieces if any(each.text.strip() for each in piece)]


def _extent(piece: Sequence[Letter]) -> Interval:
    return piece[0].x0, piece[-1].x1


def _within(letters: Sequence[Letter], column: Interval) -> list[Letter]:
    return [each for each in letters if column[0] <= each.middle[0] <= column[1]]
