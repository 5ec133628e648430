"""Texts that are not in the index → the entry most like each, many texts at a time.

``similar.py`` compares an entry with its like exactly, which takes milliseconds. Here a
text is compared by its telling words alone: each word that few entries hold brings its
weight to them, and the entry that gathers most, for its length, is the answer. Words
that many entries hold say little and are left out; of the others the rarest count, as
many as have not too many holders together, so that a text costs no more among a million
entries than among ten thousand.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from corpus.lexicon import WordRows
from index.snapshot import Snapshot

# Of a text's weight, how much an entry must share to be like it.
LEAST_SHARE = 0.2
# Holders of a word, and of the words of a text together.
_MOST_HOLDERS = _MOST_SHARING = 4_000
# Texts whose words' holders are added up at once, some 50 MB.
_MOST_TOGETHER = 256

Numbers = NDArray[np.int64]
Entries = NDArray[np.int32]
Weights = NDArray[np.float32]


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
        self._n_live = int(snapshot.is_live.sum())
        self._n_gone = snapshot.n_documents - self._n_live
        self._length = np.sqrt(1 + snapshot.facts["text_length"].astype(np.float32))
        self._telling = _Telling((), self._find_holders)

    def best(self, words: WordRows) -> list[AlikeEntry | None]:
        """Return the entry most like each text, None where none is.

        Parameters
        ----------
        words : WordRows
            The words of the texts, as ``Analyzer.words`` gives them.
        """
        if self._telling.terms is not words.lexicon.terms:
            self._telling = _Telling(words.lexicon.terms, self._find_holders)
        telling = self._telling
        telling.look_up()
        texts, terms = _rarest(*_each_once(words), telling.counts)
        answers: list[AlikeEntry | None] = []
        for first in range(0, len(words.counts), _MOST_TOGETHER):
            last = min(first + _MOST_TOGETHER, len(words.counts))
            ends = np.searchsorted(texts, np.arange(first, last + 1))
            there, own = np.unique(terms[ends[0] : ends[-1]], return_inverse=True)
            if not len(there):
                answers += [None] * (last - first)
                continue
            weights = csr_array(
                (telling.weights[there][own], own, ends - ends[0]),
                (last - first, len(there)),
            )
            holders = telling.holders_of(there, self._snapshot.n_documents)
            answers += self._chosen(weights, holders)
        return answers

    def _chosen(
        self, weights: csr_array, holders: csr_array
    ) -> list[AlikeEntry | None]:
        """Return for each text the entry that gathered most for its length.

        No word is enough alone: an entry must gather more than the heaviest.

        Parameters
        ----------
        weights : sparse array of shape (n_texts, n_terms)
            What the words of each text weigh.
        holders : sparse array of shape (n_terms, n_entries)
            1 where an entry holds a word.
        """
        gathered = weights @ holders
        all_weight = weights.sum(axis=1)
        is_held = np.diff(holders.indptr) > 0
        heaviest = weights.multiply(is_held).max(axis=1).toarray()
        least = np.maximum(LEAST_SHARE * all_weight, np.nextafter(heaviest, np.inf))
        found = np.flatnonzero(
            gathered.data >= np.repeat(least, np.diff(gathered.indptr))
        )
        of = np.searchsorted(gathered.indptr, found, side="right") - 1
        entries, scores = gathered.indices[found], gathered.data[found]
        # The best of each text comes first among its own.
        order = np.lexsort((entries, -scores / self._length[entries], of))
        firsts = order[np.flatnonzero(np.diff(of[order], prepend=-1))]
        answers: list[AlikeEntry | None] = [None] * weights.shape[0]
        for i in firsts.tolist():
            share = float(scores[i] / all_weight[of[i]])
            entry_id = self._snapshot.entry_id(int(entries[i]))
            answers[int(of[i])] = AlikeEntry(entry_id, min(share, 1.0))
        return answers

    def _find_holders(self, term: str) -> tuple[Entries, float]:
        """Return which entries hold a word, none where too many do, and its weight."""
        snapshot = self._snapshot
        forms = snapshot.terms_of_text.get(term, ())
        nobody = np.zeros(0, dtype=np.int32)
        n_listed = max((snapshot.n_holders("text", form) for form in forms), default=0)
        if n_listed - self._n_gone > _MOST_HOLDERS:
            return nobody, 0.0
        found = [snapshot.holders("text", form) for form in forms]
        every = np.unique(np.concatenate(found)) if found else nobody
        live = every[snapshot.is_live[every]]
        if len(live) > _MOST_HOLDERS:
            return nobody, 0.0
        return live, math.log((1 + self._n_live) / (1 + len(live))) ** 2


class _Telling:
    """The holders of the terms of a lexicon, each term looked up once.

    Attributes
    ----------
    terms : sequence of str
        It may grow at its end.
    weights, counts : ndarray of shape (n_terms,)
        What each term weighs, and how many entries hold it.
    """

    def __init__(
        self, terms: Sequence[str], find: Callable[[str], tuple[Entries, float]]
    ) -> None:
        self.terms = terms
        self.weights: Weights = np.zeros(0, dtype=np.float32)
        self.counts: Numbers = np.zeros(0, dtype=np.int64)
        self._find = find
        self._holders: list[Entries] = []

    def look_up(self) -> None:
        """Find the holders of the terms that are new."""
        found = [self._find(term) for term in self.terms[len(self._holders) :]]
        if found:
            self._holders += [entries for entries, _ in found]
            more = np.array([weight for _, weight in found], dtype=np.float32)
            self.weights = np.append(self.weights, more)
            self.counts = np.append(self.counts, [len(entries) for entries, _ in found])

    def holders_of(self, terms: Numbers, n_entries: int) -> csr_array:
        """Return which entries hold terms.

        Returns
        -------
        sparse array of shape (n_terms, n_entries)
            1 where an entry holds a term.
        """
        entries = [self._holders[term] for term in terms.tolist()]
        held = np.concatenate(entries)
        ends = np.append(0, np.cumsum(self.counts[terms])).astype(np.int32)
        ones = np.ones(len(held), dtype=np.float32)
        return csr_array((ones, held, ends), (len(terms), n_entries))


def _each_once(words: WordRows) -> tuple[Numbers, Numbers]:
    """Return which text holds which terms, each once, text by text."""
    numbers = words.terms.numbers
    width = max(len(words.lexicon.terms), 1)
    pairs = np.sort(words.of[words.terms.words] * width + numbers)
    return np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], width)


def _rarest(texts: Numbers, terms: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return of each text the terms with the fewest holders, as many as may count.

    Of those with as many holders as each other all count, or none.
    """
    n_holders = counts[terms]
    order = np.lexsort((n_holders, texts))
    of, own = texts[order], n_holders[order]
    summed = np.cumsum(own)
    before = np.append(0, summed)[np.searchsorted(of, of)]
    is_last = np.append((np.diff(of) > 0) | (np.diff(own) > 0), True)[: len(of)]
    ends = np.flatnonzero(is_last)
    at_end = summed[ends[np.searchsorted(ends, np.arange(len(of)))]]
    kept = np.sort(order[at_end - before <= _MOST_SHARING])
    return texts[kept], terms[kept]
