"""Lines of prose that a page sets in two columns → the left ones, then the right ones.

The columns of prose are about as wide as each other and filled; a narrow column of
names before what they mean is none, nor is a table of short cells.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from corpus.readers.letters import Letter, Line, lines_of_letters, text_of_letters

_MIDDLE = (0.4, 0.6)  # where the right column begins, of the width of what is printed
_GAP = 1.05
_NEAR = 2.0
_LEAST_LINES = 3
_LEAST_LETTERS = 10
_FULL = 4.0  # how many letters a full line may stop short of the right column


def in_reading_order(lines: Sequence[Line]) -> list[tuple[float, str]]:
    """Return lines as text with the heights that they are read at.

    A line that the width of its column broke is one.

    Parameters
    ----------
    lines : sequence of Line
        From the top of the page.
    """
    edge = _right_column(lines)
    if edge is None:
        return [(line.top, line.indented_text) for line in lines]
    start = next(n for n, line in enumerate(lines) if _begins_at(line, edge))
    head = [*takewhile(lambda line: not _crosses(line, edge), reversed(lines[:start]))]
    start -= len(head)
    body = [*takewhile(lambda line: not _crosses(line, edge), lines[start:])]
    text = "\n".join(map(_text_of, _halves(body, edge)))
    around = [*lines[:start], *lines[start + len(body) :]]
    return sorted(
        [(line.top, line.indented_text) for line in around]
        + [(body[0].top, line) for line in text.split("\n")],
        key=lambda each: each[0],
    )


def _right_column(lines: Sequence[Line]) -> float | None:
    """Return where the right one of two columns of prose begins."""
    if not lines:
        return None
    left = min(line.letters[0].x0 for line in lines)
    width = max(line.right for line in lines) - left
    begins = Counter(
        round(letter.x0)
        for line in lines
        for letter in _begins(line)
        if _MIDDLE[0] <= (letter.x0 - left) / width <= _MIDDLE[1]
    )
    for edge, n_lines in begins.most_common(1):
        if n_lines >= _LEAST_LINES and _is_prose(lines, edge):
            return float(edge)
    return None


def _is_prose(lines: Sequence[Line], edge: float) -> bool:
    """Whether what stands left and right of an edge are lines of prose."""
    body = [line for line in lines if not _crosses(line, edge)]
    halves = _halves(body, edge)
    size = lines[0].letters[0].size
    n_full = sum(edge - line.right <= _FULL * size for line in halves[0])
    return 3 * n_full >= len(halves[0]) and all(
        len(half) >= _LEAST_LINES
        and sum(len(line.letters) for line in half) >= _LEAST_LETTERS * len(half)
        for half in halves
    )


def _text_of(lines: Sequence[Line]) -> str:
    letters = [letter for line in lines for letter in line.letters]
    left = min(letter.x0 for letter in letters)
    right = max(letter.x1 for letter in letters)
    return text_of_letters(letters, left_edge=left, right_edge=right)


def _halves(lines: Sequence[Line], edge: float) -> tuple[list[Line], list[Line]]:
    letters = [letter for line in lines for letter in line.letters]
    right = [each for each in letters if each.middle[0] > edge]
    left = [each for each in letters if each.middle[0] <= edge]
    return lines_of_letters(left), lines_of_letters(right)


def _begins(line: Line) -> list[Letter]:
    """Return the letters that stand behind a wide gap, or begin the line."""
    behind = [
        letter
        for before, letter in pairwise(line.letters)
        if letter.x0 - before.x1 > _GAP * letter.size
    ]
    return [line.letters[0], *behind]


def _begins_at(line: Line, edge: float) -> bool:
    return any(abs(letter.x0 - edge) <= _NEAR for letter in _begins(line))


def _crosses(line: Line, edge: float) -> bool:
    """Whether something of a line is printed right before the right column."""
    return any(
        letter.x0 < edge - _NEAR and letter.x1 > edge - 0.5 * letter.size
        for letter in line.letters
    )
