"""What became of each initiative from one year to another: pairs of entries.

Texts and places speak together: an initiative that was moved and renumbered is known by
its words, one that was reworded by where it stands. Entries are assigned one to one so
that all pairs together are as likely as they can be, not first come, first served.
Around them merges and splits are found by what each part says that the others do not:
it must stand in the whole. What is printed again (再掲) goes with what it repeats.

The bars here and in ``merging.py`` are the middle of those that do best on the cases
that ``tests/data`` marks so. ``python -m tests.benchmarks.years`` gives the figures.
Of 214 pairs of sample organisations left out 98.6 % are told right; of all 435, each
organisation's bars chosen on the others, 98.6 %; of 38 invented later to be hard, 87 %.
Missed are splits and merges in wholly other words, and different deeds that are told in
the same place in the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Analyzer
from corpus.records import Entry
from models.assigning import assign
from models.likeness import Array, Companions, Likeness
from models.merging import Group, find_groups
from models.nearness import nearness
from models.pairs import Pair, change_between, join_copies
from models.reprints import gather_copies, key_of


@dataclass(frozen=True, slots=True)
class Bar:
    """How alike two texts must be to be one initiative.

    ``alike`` is asked of texts that stand in different places; the same place counts
    as much as ``place`` of it. Neighbours and figures only choose between what passes.
    """

    alike: float = 0.35
    place: float = 0.15


BAR = Bar()
_TIE_BREAK = 0.02


def pair_entries(
    analyzer: Analyzer,
    before: Sequence[Entry],
    after: Sequence[Entry],
    *,
    bar: Bar = BAR,
) -> tuple[Pair, ...]:
    """Return what became of the entries of one year in another, each entry once.

    Parameters
    ----------
    before, after : sequence of Entry
        The initiatives of two reports of one organisation, in print order.
    bar : Bar, optional
        Another than the one chosen, to measure it.

    Returns
    -------
    tuple of Pair
        In print order of the later report, then what was dropped in that of the
        earlier one.
    """
    earlier, later = gather_copies(before), gather_copies(after)
    firsts = [each[0] for each in earlier], [each[0] for each in later]
    likeness = Likeness(analyzer, *([each.text for each in year] for year in firsts))
    pairs = join_copies(
        Pair(
            change_between(
                (firsts[0][old] for old in olds), (firsts[1][new] for new in news)
            ),
            tuple(entry for old in olds for entry in earlier[old]),
            tuple(entry for new in news for entry in later[new]),
            likeness.alike(olds, news) if olds and news else None,
        )
        for olds, news in _group(likeness, *firsts, bar)
    )
    order = {entry.id: place for place, entry in enumerate((*after, *before))}
    return tuple(sorted(pairs, key=lambda one: order[(*one.after, *one.before)[0].id]))


def _group(
    likeness: Likeness, before: Sequence[Entry], after: Sequence[Entry], bar: Bar
) -> list[Group]:
    """Return groups of numbers that are one initiative; each number is in one."""
    companions = likeness.companions()
    worth = _worth(companions, before, after, bar)
    groups = find_groups(
        likeness,
        companions,
        _assign(companions, worth),
        near=lambda old, new: nearness(before[old], after[new]),
    )
    free = np.where(_is_free(companions, groups), worth, -1.0)
    groups += [((one,), (other,)) for one, other in _assign(companions, free).items()]
    taken = [{one for group in groups for one in group[side]} for side in (0, 1)]
    groups += [((one,), ()) for one in range(len(before)) if one not in taken[0]]
    groups += [((), (one,)) for one in range(len(after)) if one not in taken[1]]
    return groups


def _worth(
    companions: Companions, before: Sequence[Entry], after: Sequence[Entry], bar: Bar
) -> Array:
    """Return by how much each pair of companions passes the bar."""
    keys = [[key_of(entry.text) for entry in year] for year in (before, after)]
    worth = np.full(len(companions.before), -1.0)
    for place, (one, other, alike, _, _) in enumerate(companions.rows()):
        if alike > bar.alike - bar.place:
            help_ = bar.place * nearness(before[one], after[other])
            worth[place] = alike + help_ - bar.alike
            # Texts that differ in their figures only are all alike: the same one first.
            if worth[place] > 0 and keys[0][one] == keys[1][other]:
                worth[place] += _TIE_BREAK
    return worth


def _assign(companions: Companions, worth: Array) -> dict[int, int]:
    """Return what goes with what; a second look counts the neighbours of the first."""
    rows, columns = companions.before, companions.after
    pairs = dict(assign(rows, columns, worth))
    neighbours = [
        (pairs.get(one - 1) == other - 1) + (pairs.get(one + 1) == other + 1)
        for one, other in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    help_ = np.where(worth > 0, _TIE_BREAK * np.array(neighbours), 0.0)
    return dict(assign(rows, columns, worth + help_))


def _is_free(companions: Companions, groups: Sequence[Group]) -> NDArray[np.bool_]:
    """Return which companions are in no group yet."""
    taken = [[one for group in groups for one in group[side]] for side in (0, 1)]
    return ~(np.isin(companions.before, taken[0]) | np.isin(companions.after, taken[1]))
