"""Facets: which entries have a value, and how many have each.

All of it is counted from the integer columns of a snapshot, in the same pass as the
search. Values of one facet are alternatives, facets are wanted together, and the counts
of a facet leave its own choice aside, so that one sees what another choice would bring.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.schema import FACETS
from index.snapshot import Snapshot

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filters:
    """The values chosen of each facet; an empty choice lets all pass."""

    theme: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    marker: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    fiscal_year: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many of the hits have it."""

    value: str
    count: int


def having(snapshot: Snapshot, facet: str, values: Iterable[str | int]) -> Mask:
    """Return which documents have one of some values."""
    column = snapshot.facts[facet]
    if facet == "fiscal_year":
        return np.isin(column, [int(value) for value in values if value])
    strings = snapshot.strings(facet)
    codes = [strings.index(value) + 1 for value in values if value in strings]
    if facet != "theme":
        return np.isin(column, codes)
    bits = np.uint64(sum(1 << (code - 1) for code in codes))
    found: Mask = (column & bits) > 0
    return found


def passing(snapshot: Snapshot, filters: Filters) -> dict[str, Mask]:
    """Return which documents pass each facet that something was chosen of."""
    return {
        facet: having(snapshot, facet, values)
        for facet in FACETS
        if (values := getattr(filters, facet))
    }


def count_facets(
    snapshot: Snapshot, found: Mask, passed: Mapping[str, Mask]
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of every facet among the documents found, frequent first.

    Parameters
    ----------
    found : ndarray of bool
        What the query found, before any filter.
    passed : mapping of facet to ndarray of bool
        As ``passing`` gives it.
    """
    counts = {}
    for facet in FACETS:
        mask = found.copy()
        for other, passes in passed.items():
            if other != facet:
                mask &= passes
        values = _count(snapshot, facet, snapshot.facts[facet][mask])
        counts[facet] = tuple(sorted(values, key=lambda one: (-one.count, one.value)))
    return counts


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
