"""Scores become an order.

By relevance ties go to the newer year; an entry that only repeats another (再掲) stands
behind its first, whatever its own item's title brought it.
"""

import enum

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot

# Scores closer than this are a tie.
_DECIMALS = 4
_BEHIND = 1e-3


class Sort(enum.StrEnum):
    """What the hits are ordered by."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    ORGANISATION = "organisation"


def rank(
    snapshot: Snapshot,
    documents: NDArray[np.int64],
    scores: NDArray[np.float64],
    sort: Sort,
) -> NDArray[np.int64]:
    """Return the documents in order.

    Parameters
    ----------
    documents : ndarray of shape (n_found,)
    scores : ndarray of shape (n_found,)
        Of these documents; the higher the earlier.
    """
    facts = snapshot.facts[documents]
    scores = np.round(_repeats_behind(facts, scores), _DECIMALS)
    years = facts["fiscal_year"].astype(np.int64)
    places = _alphabetical(snapshot)[facts["organisation"]]
    keys = {
        Sort.RELEVANCE: (-scores, -years, places),
        Sort.NEWEST: (-years, -scores, places),
        Sort.ORGANISATION: (places, -years, -scores),
    }[sort]
    order = np.lexsort((documents, facts["position"], *reversed(keys)))
    ranked: NDArray[np.int64] = documents[order]
    return ranked


def _alphabetical(snapshot: Snapshot) -> NDArray[np.int64]:
    """Return the place of each organisation's code by name, none last."""
    names = snapshot.strings("organisation")
    places = np.full(len(names) + 1, len(names), dtype=np.int64)
    places[1 + np.argsort(np.array(names, dtype=str))] = np.arange(len(names))
    return places


def _repeats_behind(
    facts: NDArray[np.void], scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    repeats = np.flatnonzero(facts["is_repeated"])
    if not len(repeats):
        return scores
    scores = scores.copy()
    digests = facts["text_digest"]
    is_first = ~facts["is_repeated"].astype(bool) & np.isin(digests, digests[repeats])
    lowest: dict[int, float] = {}
    for place in np.flatnonzero(is_first):
        digest, score = int(digests[place]), float(scores[place])
        lowest[digest] = min(score, lowest.get(digest, score))
    for place in repeats:
        first = lowest.get(int(digests[place]))
        if first is not None:
            scores[place] = min(scores[place], first - _BEHIND)
    return scores
