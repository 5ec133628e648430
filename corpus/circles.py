"""Columns of circles: ○ under 新規, 継続 or 拡充 says which of them a row is.

One such column alone says nothing, for a row without a circle would be of no kind.
"""

from collections.abc import Mapping, Sequence

from corpus.cells import CIRCLE, MARKER, STATUS, filled_cells, share_of

_KINDS = {"marker": MARKER, "status": STATUS}
_NO = "×✕✖-"

# Of each meaning its columns, each with the word that it stands for.
Circled = Mapping[str, Mapping[int, str]]


def circled_in(names: Sequence[str], sample: Sequence[Sequence[str]]) -> Circled:
    """Return the columns of a table in which circles stand for what their names say.

    Parameters
    ----------
    names : sequence of str
        The lowest name of each column.
    sample : sequence of sequences of str
        The first rows.
    """
    found: dict[str, dict[int, str]] = {}
    for meaning, rule in _KINDS.items():
        named = {
            place: name for place, name in enumerate(names) if rule.fullmatch(name)
        }
        cells = {place: filled_cells(sample, place) for place in named}
        places = {
            place: name
            for place, name in named.items()
            if not cells[place] or share_of(cells[place], CIRCLE.fullmatch) > 0.5
        }
        if len(places) > 1 and any(cells[place] for place in places):
            found[meaning] = places
    return found


def told_by_circle(cells: Sequence[str], names: Mapping[int, str]) -> str:
    """Return the word under which a row has its circle, blank where it has none."""
    for place, name in names.items():
        cell = cells[place].strip() if place < len(cells) else ""
        if cell not in _NO and CIRCLE.fullmatch(cell):
            return name
    return ""
