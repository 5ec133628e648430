"""Facets: which entries have a value, and how many have each.

All of it is counted from the integer columns of a snapshot, in the same pass as the
search. Values of one facet are alternatives, facets are wanted together, and the counts
of a facet leave its own choice aside, so that one sees what another choice would bring.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.schema import CODED, FACETS
from index.snapshot import Snapshot

Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]

NONE = "-"  # as a value: the entries that have none
ONCE = "once"
WITHOUT_DOUBTFUL = "out"
WITH_DOUBTFUL = "in"


@dataclass(frozen=True, slots=True)
class Filters:
    """The values chosen of each facet; an empty choice lets all pass.

    Beside the facets of a search stand choices that links of other pages bring:
    ``also`` are themes wanted together with those of ``theme``; ``repeats`` may be
    ``ONCE``, so that what is printed again counts no more; ``doubtful`` may be
    ``WITHOUT_DOUBTFUL`` or ``WITH_DOUBTFUL``: whether a theme in doubt counts, which it
    does as it is given otherwise. ``NONE`` is for the entries without a value, 0 for
    those without a year.
    """

    theme: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    marker: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    fiscal_year: tuple[int, ...] = ()
    kind: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many of the hits have it."""

    value: str
    count: int


def having(snapshot: Snapshot, facet: str, values: Iterable[str | int]) -> Mask:
    """Return which documents have one of some values; themes as they are given."""
    if facet == "theme":
        return _carrying(snapshot, snapshot.facts["theme"], map(str, values))
    column = snapshot.facts[facet]
    if facet == "fiscal_year":
        return np.isin(column, [int(value) for value in values if value != ""])
    strings = snapshot.strings(facet)
    codes = [strings.index(value) + 1 for value in values if value in strings]
    return np.isin(column, codes + [0] * (NONE in values))


def theme_bits(given: Bits, doubtful: Bits, filters: Filters) -> Bits:
    """Return the themes that count: as given, without or with those in doubt."""
    if WITHOUT_DOUBTFUL in filters.doubtful:
        return given & ~doubtful
    return given | doubtful if WITH_DOUBTFUL in filters.doubtful else given


def passing(snapshot: Snapshot, filters: Filters) -> dict[str, Mask]:
    """Return which documents pass each facet that something was chosen of."""
    facts = snapshot.facts
    passed = {
        facet: having(snapshot, facet, values)
        for facet in (*CODED, "fiscal_year")
        if facet != "theme" and (values := getattr(filters, facet))
    }
    bits = theme_bits(facts["theme"], facts["doubtful"], filters)
    if filters.theme:
        passed["theme"] = _carrying(snapshot, bits, filters.theme)
    if filters.also:
        each = [_carrying(snapshot, bits, (theme_id,)) for theme_id in filters.also]
        passed["also"] = np.logical_and.reduce(each)
    if ONCE in filters.repeats:
        passed["repeats"] = ~snapshot.is_repeat
    return passed


def count_facets(
    snapshot: Snapshot, found: Mask, passed: Mapping[str, Mask], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of every facet among the documents found, frequent first.

    Parameters
    ----------
    found : ndarray of bool
        What the query found, before any filter.
    passed : mapping of facet to ndarray of bool
        As ``passing`` gives it.
    filters : Filters
        Says which themes count.
    """
    counts = {}
    for facet in FACETS:
        mask = found.copy()
        for other, passes in passed.items():
            if other != facet:
                mask &= passes
        column = snapshot.facts[facet][mask]
        if facet == "theme":
            column = theme_bits(column, snapshot.facts["doubtful"][mask], filters)
        values = _count(snapshot, facet, column)
        counts[facet] = tuple(sorted(values, key=lambda one: (-one.count, one.value)))
    return counts


@lru_cache(maxsize=2)
def all_facets(snapshot: Snapshot) -> Mapping[str, tuple[FacetValue, ...]]:
    """Return every value that anything has, frequent first; counted once a commit."""
    return count_facets(snapshot, snapshot.is_live, {}, Filters())


def _carrying(snapshot: Snapshot, bits: Bits, theme_ids: Iterable[str]) -> Mask:
    """Return which documents carry one of some themes."""
    known = snapshot.strings("theme")
    wanted = list(theme_ids)
    chosen = np.uint64(sum(1 << known.index(one) for one in wanted if one in known))
    carrying: Mask = (bits & chosen) > 0
    return carrying | (bits == 0) if NONE in wanted else carrying


def _count(
    snapshot: Snapshot, facet: str, codes: NDArray[np.integer]
) -> list[FacetValue]:
    if facet == "fiscal_year":
        years, counts = np.unique(codes, return_counts=True)
        pairs = zip(map(str, years), counts, strict=True)
    elif facet == "theme":
        names = snapshot.strings(facet)
        bits = (np.count_nonzero(codes & np.uint64(1 << i)) for i in range(len(names)))
        pairs = zip(names, bits, strict=True)
    else:
        names = ["0", *snapshot.strings(facet)]
        pairs = zip(names, np.bincount(codes, minlength=len(names)), strict=True)
    return [FacetValue(name, int(n)) for name, n in pairs if n and name != "0"]
