"""Texts that are not in the index → the entry most like each, many texts at a time.

``similar.py`` compares an entry with its like exactly, which takes milliseconds. Here a
text is compared by its telling words alone: each word that few entries hold brings its
weight to them, and the entry that gathers most, for its length, is the answer. Words
that many entries hold say little and are left out.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.lexicon import WordRows
from index.snapshot import Snapshot

# Of a text's weight, how much an entry must share to be like it.
LEAST_SHARE = 0.2
_LEAST_WORDS = 2
_MOST_HOLDERS = 500
# Numbers held for texts and entries at once: 32 MB.
_MOST_CELLS = 1 << 21

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
        self._telling = _Telling(self._find_holders)

    def best(self, words: WordRows) -> list[AlikeEntry | None]:
        """Return the entry most like each text, None where none is.

        Parameters
        ----------
        words : WordRows
            The words of the texts, as ``Analyzer.words`` gives them.
        """
        texts, terms = _each_once(words)
        telling = self._telling.of(words.lexicon.terms)
        n_texts = len(words.counts)
        weights_of: NDArray[np.float64] = np.bincount(
            texts, telling.weights[terms], n_texts
        ).astype(np.float64)
        answers: list[AlikeEntry | None] = []
        # As many texts at a time as have room for a number for each entry.
        n_together = max(_MOST_CELLS // max(self._snapshot.n_documents, 1), 1)
        for first in range(0, n_texts, n_together):
            last = min(first + n_together, n_texts)
            own = slice(*np.searchsorted(texts, [first, last]))
            answers += self._chosen(
                texts[own] - first, terms[own], telling, weights_of[first:last]
            )
        return answers

    def _chosen(
        self,
        texts: Documents,
        terms: Documents,
        telling: "_Holders",
        weights_of: NDArray[np.float64],
    ) -> list[AlikeEntry | None]:
        """Return for each text the entry that gathered most for its length."""
        n_all, n_texts = self._snapshot.n_documents, len(weights_of)
        counts = telling.counts[terms]
        at = np.arange(counts.sum()) + np.repeat(
            telling.firsts[terms] - np.cumsum(counts) + counts, counts
        )
        pairs = telling.entries[at] + np.repeat(texts * n_all, counts)
        n_shared = np.bincount(pairs, minlength=n_texts * n_all)
        gathered = np.bincount(
            pairs, np.repeat(telling.weights[terms], counts), n_texts * n_all
        )
        found = np.flatnonzero(n_shared >= _LEAST_WORDS)
        of, entries = np.divmod(found, max(n_all, 1))
        scores = gathered[found]
        is_like = scores >= LEAST_SHARE * weights_of[of]
        of, entries, scores = of[is_like], entries[is_like], scores[is_like]
        # The best of each text comes first among its own.
        order = np.lexsort((entries, -scores / self._length[entries], of))
        firsts = order[np.flatnonzero(np.diff(of[order], prepend=-1))]
        answers: list[AlikeEntry | None] = [None] * n_texts
        for i in firsts.tolist():
            share = float(scores[i] / weights_of[of[i]])
            entry_id = self._snapshot.entry_id(int(entries[i]))
            answers[int(of[i])] = AlikeEntry(entry_id, min(share, 1.0))
        return answers

    def _find_holders(self, term: str) -> tuple[Documents, float]:
        """Return which entries hold a word, none where too many do, and its weight."""
        snapshot = self._snapshot
        forms = snapshot.terms_of_text.get(term, ())
        found = [snapshot.postings("text", form)[0] for form in forms]
        every = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
        live = every[snapshot.is_live[every]]
        weight = math.log((1 + self._n_all) / (1 + len(live))) ** 2
        if len(live) > self._most:
            return np.zeros(0, dtype=np.int64), 0.0
        return live, weight


@dataclass(frozen=True, slots=True)
class _Holders:
    """Of each term its weight, and where among ``entries`` its holders stand."""

    weights: NDArray[np.float64]
    firsts: Documents
    counts: Documents
    entries: Documents


class _Telling:
    """The holders of the terms of a lexicon, each term looked up once."""

    def __init__(self, find: Callable[[str], tuple[Documents, float]]) -> None:
        self._find = find
        self._known: tuple[Sequence[str], _Holders] = ((), _none())

    def of(self, terms: Sequence[str]) -> _Holders:
        """Return the holders of terms, of a list that may have grown at its end."""
        listed, known = self._known
        if listed is not terms:
            known = _none()
        n_known = len(known.weights)
        if n_known < len(terms):
            found = [self._find(term) for term in terms[n_known:]]
            counts = [len(holders) for holders, _ in found]
            weights = [weight for _, weight in found]
            every = np.append(known.counts, counts).astype(np.int64)
            known = _Holders(
                np.append(known.weights, weights),
                np.cumsum(every) - every,
                every,
                np.concatenate([known.entries, *(holders for holders, _ in found)]),
            )
        self._known = terms, known
        return known


def _none() -> _Holders:
    nothing = np.zeros(0, dtype=np.int64)
    return _Holders(np.zeros(0), nothing, nothing, nothing)


def _each_once(words: WordRows) -> tuple[Documents, Documents]:
    """Return which text holds which terms, each once, text by text."""
    numbers = words.terms.numbers
    width = max(len(words.lexicon.terms), 1)
    pairs = np.sort(words.of[words.terms.words] * width + numbers)
    return np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], width)
