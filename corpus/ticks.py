"""What is ticked among words that were printed beforehand.

A form may print 実施済 and 未実施 over columns of their own, for a circle in one of
them, or ■実施済 □未実施 in one cell.
"""

import re
from collections.abc import Mapping, Sequence

from corpus.cells import CIRCLE, MARKER, STATUS, filled_cells

# Which word a mark in a column stands for, by the column's place.
Ticks = Mapping[int, str]

_TICK = re.compile(r"[○〇◯●◎✓✔レ☑■✅]")
_WORDS = {"status": STATUS, "marker": MARKER}
_BOX = re.compile(r"([■☑☒✅✔])|[□☐]")
_SURE_BOX = re.compile(r"[☑☒✅✔]")


def ticked_columns(
    names: Sequence[str], sample: Sequence[Sequence[str]]
) -> dict[str, Ticks]:
    """Return the columns in which a mark tells a status or a marker, by meaning.

    Parameters
    ----------
    names : sequence of str
        The lowest heading of each column.
    sample : sequence of rows
        The first rows below the header.
    """
    found: dict[str, Ticks] = {}
    for meaning, rule in _WORDS.items():
        ticks = {
            place: name
            for place, name in enumerate(names)
            if rule.fullmatch(name) and all(map(_is_mark, filled_cells(sample, place)))
        }
        is_ticked = any(_ticked_in(cells, ticks) for cells in sample)
        if len(ticks) > 1 and is_ticked:
            found[meaning] = ticks
    return found


def told_by(cells: Sequence[str], ticked: Mapping[str, Ticks]) -> dict[str, str]:
    """Return what the marks of a row say, by meaning."""
    return {meaning: _ticked_in(cells, ticks) for meaning, ticks in ticked.items()}


def choice_of(cell: str) -> str:
    """Return what is chosen in a cell of boxes, the cell itself where it has none.

    Examples
    --------
    >>> [choice_of(cell) for cell in ("■実施済　□未実施", "☐新規 ☑継続", "□在宅")]
    ['実施済', '継続', '□在宅']
    """
    boxes = list(_BOX.finditer(cell))
    if not (len(boxes) > 1 and any(box[1] is None for box in boxes)) and not (
        _SURE_BOX.match(cell)
    ):
        return cell
    ends = [*(box.start() for box in boxes[1:]), len(cell)]
    words = (
        cell[box.end() : end].strip(" 　\n、,・/／")
        for box, end in zip(boxes, ends, strict=True)
        if box[1]
    )
    return "・".join(filter(None, words))


def _ticked_in(cells: Sequence[str], ticks: Ticks) -> str:
    return next(
        (
            word
            for place, word in ticks.items()
            if place < len(cells) and _TICK.fullmatch(cells[place].strip())
        ),
        "",
    )


def _is_mark(cell: str) -> bool:
    return (_TICK.fullmatch(cell) or CIRCLE.fullmatch(cell)) is not None
