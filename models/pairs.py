"""What became of initiatives between two years: the kinds of change, and pairs.

What a report prints twice is one initiative: its copies stand in one pair.
"""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.records import Entry
from models.reprints import key_of, telling_key


class Change(enum.StrEnum):
    """What became of initiatives, in the order of a list of them."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Pair:
    """Entries of two years that are one initiative; copies stand behind theirs.

    ``similarity`` is how alike the texts are, in [0, 1], None where one side is empty.
    """

    change: Change
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    similarity: float | None


def change_between(before: Iterable[Entry], after: Iterable[Entry]) -> Change:
    """Return what became of initiatives, given without their copies.

    A text that differs in blanks, widths or its marker only is unchanged.
    """
    earlier, later = list(before), list(after)
    if not earlier or not later:
        return Change.DROPPED if earlier else Change.NEW
    if len(earlier) > 1:
        return Change.MERGED
    if len(later) > 1:
        return Change.SPLIT
    is_same = key_of(earlier[0].text) == key_of(later[0].text)
    return Change.UNCHANGED if is_same else Change.CHANGED


def join_copies(pairs: Iterable[Pair]) -> list[Pair]:
    """Join pairs of the same words; what stands in one year only joins its twin.

    Copies that became different things stay apart.
    """
    joined: list[Pair] = []
    homes: dict[object, int] = {}
    for pair in sorted(pairs, key=lambda pair: not (pair.before and pair.after)):
        marks = list(_marks(pair))
        own = marks if not (pair.before and pair.after) else marks[:1]
        home = next((homes[mark] for mark in own if mark in homes), None)
        if home is None:
            home = len(joined)
            joined.append(pair)
        else:
            to = joined[home]
            joined[home] = replace(
                to, before=to.before + pair.before, after=to.after + pair.after
            )
        for mark in marks:
            homes.setdefault(mark, home)
    return joined


def _marks(pair: Pair) -> Iterator[object]:
    """Give what a copy of a pair is known by: its texts, then each by itself."""
    before = [telling_key(entry) for entry in pair.before]
    after = [telling_key(entry) for entry in pair.after]
    # A text that says too little is one of its own.
    yield (
        (frozenset(before), frozenset(after)) if all(before) and all(after) else pair
    )
    yield from (("before", key) for key in before if key)
    yield from (("after", key) for key in after if key)
