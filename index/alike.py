"""Texts that are not in the index → the entry most like each, many texts at a time.

``similar.py`` compares an entry with its like exactly, which takes milliseconds. Here a
text is compared by its telling words alone: each word that few entries hold brings its
weight to them, and the entry that gathers most, for its length, is the answer. Words
that many entries hold say little and are left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot

# Of a text's weight, how much an entry must share to be like it.
LEAST_SHARE = 0.2
_LEAST_WORDS = 2
_MOST_HOLDERS = 500
_MOST_REMEMBERED = 50_000

Documents = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AlikeEntry:
    """An entry like a text, and how much of the text's telling words it holds."""

    entry_id: str
    share: float


class Alike:
    """Finds the entries of one snapshot that are like texts.

    Parameters
    ----------
    snapshot : Snapshot
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        n_live = int(snapshot.is_live.sum())
        # In a small catalogue a word may stand in many entries and still tell them.
        self._most = max(_MOST_HOLDERS, n_live // 100)
        self._n_all = n_live
        self._length = np.sqrt(1 + snapshot.facts["text_length"].astype(np.float64))
        self._holders = lru_cache(maxsize=_MOST_REMEMBERED)(self._find_holders)

    def best(self, documents: Sequence[Sequence[str]]) -> list[AlikeEntry | None]:
        """Return the entry most like each text, None where none is.

        Parameters
        ----------
        documents : sequence of n_texts sequences of str
            Normalized content words, as given by ``Analyzer.terms``.
        """
        weights_of = np.zeros(len(documents))
        holders: list[Documents] = []
        weights: list[float] = []
        of: list[int] = []
        for i, terms in enumerate(documents):
            for term in dict.fromkeys(terms):
                found, weight = self._holders(term)
                weights_of[i] += weight
                if len(found):
                    holders.append(found)
                    weights.append(weight)
                    of.append(i)
        if not holders:
            return [None] * len(documents)
        return self._chosen(holders, np.array(weights), np.array(of), weights_of)

    def _chosen(
        self,
        holders: Sequence[Documents],
        weights: NDArray[np.float64],
        of: NDArray[np.intp],
        weights_of: NDArray[np.float64],
    ) -> list[AlikeEntry | None]:
        """Return for each text the entry that gathered most for its length."""
        counts = [len(each) for each in holders]
        n_all = self._snapshot.n_documents
        pairs = np.concatenate(holders) + np.repeat(of, counts) * n_all
        gathered, at, n_shared = np.unique(
            pairs, return_inverse=True, return_counts=True
        )
        scores = np.bincount(at, np.repeat(weights, counts))
        texts, entries = np.divmod(gathered, n_all)
        ranks = scores / self._length[entries]
        ranks[
            (n_shared < _LEAST_WORDS) | (scores < LEAST_SHARE * weights_of[texts])
        ] = 0
        # The best of each text comes last among its own.
        order = np.lexsort((-entries, ranks, texts))
        last = np.flatnonzero(np.diff(texts[order], append=-1))
        answers: list[AlikeEntry | None] = [None] * len(weights_of)
        for i in order[last].tolist():
            if ranks[i] > 0:
                share = float(scores[i] / weights_of[texts[i]])
                entry_id = self._snapshot.entry_id(int(entries[i]))
                answers[int(texts[i])] = AlikeEntry(entry_id, min(share, 1.0))
        return answers

    def _find_holders(self, term: str) -> tuple[Documents, float]:
        """Return which entries hold a word, none where too many do, and its weight."""
        snapshot = self._snapshot
        forms = snapshot.terms("text", f"{term}\t")
        found = [snapshot.postings("text", form)[0] for form in forms]
        every = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
        live = every[snapshot.is_live[every]]
        weight = math.log((1 + self._n_all) / (1 + len(live))) ** 2
        if len(live) > self._most:
            return np.zeros(0, dtype=np.int64), 0.0
        return live, weight
