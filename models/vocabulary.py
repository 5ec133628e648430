"""Features known from the examples, and how much each weighs (TF-IDF).

A document is a row of units, and a feature is what stands in it: single words in a
``WordVocabulary``, runs of neighbouring characters in a ``RunVocabulary``. A document's
row holds for each known feature 1 + log(times it stands there), times how rare it is
among the examples, and has length 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# scipy has no types; a sparse matrix of shape (n_documents, n_features).
Matrix = Any
Array = NDArray[np.float64]
Places = NDArray[np.intp]

# Stands between the parts of a text that no run may join.
BREAK = "\0"

# A run is packed into 64 bits, 16 for each character.
_LONGEST_RUN = 4
_RARE_CHARACTER = 0xFFFD
# A run in more of the documents than this (の、を、した) tells them apart no more.
_MOST = 0.3
# 2⁶⁴ over the golden ratio spreads neighbouring numbers far apart (Knuth, TAOCP 6.4).
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)


@dataclass(frozen=True)
class WordVocabulary:
    """Known words in order, and how rare each is."""

    words: Sequence[str]
    rarity: Array

    @classmethod
    def learn(
        cls, documents: Sequence[Sequence[str]], *, least_documents: int
    ) -> "WordVocabulary":
        """Learn the words that stand in at least so many of the documents."""
        words = sorted(set(chain.from_iterable(documents)))
        every = cls(words, np.ones(len(words)))
        n_with = np.diff(every.rows(documents).tocsc().indptr)
        kept = np.flatnonzero(n_with >= least_documents)
        return cls([words[i] for i in kept], _rarity(n_with[kept], len(documents)))

    def rows(self, documents: Sequence[Sequence[str]]) -> Matrix:
        """Return the documents' rows."""
        column = self._columns.get
        found = [
            [c for word in words if (c := column(word)) is not None]
            for words in documents
        ]
        of = np.repeat(np.arange(len(found)), [len(columns) for columns in found])
        columns = np.fromiter(chain.from_iterable(found), np.intp, len(of))
        return _tfidf(of, columns, len(documents), self.rarity)

    def occurrences(self, document: Sequence[str]) -> tuple[Places, Places, Array]:
        """Return which units are known words, their columns and values.

        A word that stands there twice adds half of its value each time.
        """
        known = [i for i, word in enumerate(document) if word in self._columns]
        columns = np.array([self._columns[document[i]] for i in known], dtype=np.intp)
        places = np.array(known, dtype=np.intp)
        values = _values(columns, self.rarity)
        return np.stack([places, places + 1], axis=1), columns, values

    def occurrences_of(
        self, documents: Sequence[Sequence[str]]
    ) -> tuple[Places, Places, Places, Array]:
        """Return ``occurrences`` of many documents, first of which each is."""
        column = self._columns.get
        every = np.array(
            [column(word, -1) for words in documents for word in words], dtype=np.intp
        )
        n_words = np.array([len(words) for words in documents], dtype=np.intp)
        of = np.repeat(np.arange(len(documents)), n_words)
        places = np.arange(len(of)) - (np.cumsum(n_words) - n_words)[of]
        is_known = every >= 0
        of, places, columns = of[is_known], places[is_known], every[is_known]
        values = _shared_values(of, columns, len(documents), self.rarity)
        return of, np.stack([places, places + 1], axis=1), columns, values

    def knows_any(self, document: Sequence[str]) -> bool:
        """Whether any of a document's words is known."""
        columns = self._columns
        return any(word in columns for word in document)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {word: column for column, word in enumerate(self.words)}


@dataclass(frozen=True)
class RunVocabulary:
    """Known runs of 1 to ``longest`` characters, packed and in order."""

    runs: NDArray[np.uint64]
    rarity: Array
    longest: int

    @classmethod
    def learn(
        cls, documents: Sequence[str], *, longest: int, least_documents: int
    ) -> "RunVocabulary":
        """Learn the runs that stand in at least so many documents, and not in most."""
        of, runs, _ = _read_runs(documents, longest)
        found, columns = np.unique(runs, return_inverse=True)
        once = np.unique(columns * len(documents) + of)
        n_with = np.bincount(once // len(documents), minlength=len(found))
        kept = (n_with >= least_documents) & (n_with <= _MOST * len(documents))
        return cls(found[kept], _rarity(n_with[kept], len(documents)), longest)

    def rows(self, documents: Sequence[str]) -> Matrix:
        """Return the documents' rows."""
        of, runs, _ = _read_runs(documents, self.longest)
        is_known, columns = self._find(runs)
        return _tfidf(of[is_known], columns, len(documents), self.rarity)

    def occurrences(self, document: str) -> tuple[Places, Places, Array]:
        """Return where known runs begin and end, their columns and values.

        A run that stands there twice adds half of its value each time.
        """
        _, runs, spans = _read_runs([document], self.longest)
        is_known, columns = self._find(runs)
        values = _values(columns, self.rarity)
        return spans[is_known], columns, values

    def occurrences_of(
        self, documents: Sequence[str]
    ) -> tuple[Places, Places, Places, Array]:
        """Return ``occurrences`` of many documents, first of which each is."""
        of, runs, spans = _read_runs(documents, self.longest)
        is_known, columns = self._find(runs)
        of = of[is_known]
        values = _shared_values(of, columns, len(documents), self.rarity)
        return of, spans[is_known], columns, values

    def knows_any(self, document: str) -> bool:
        """Whether any run of a document is known."""
        return bool(self.rows([document]).nnz)

    def _find(self, runs: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Places]:
        """Return which runs are known, and the columns of those."""
        if not len(self.runs):
            return np.zeros(len(runs), dtype=bool), np.zeros(0, dtype=np.intp)
        columns = self._table.columns_of(runs)
        is_known = columns >= 0
        return is_known, columns[is_known].astype(np.intp)

    @cached_property
    def _table(self) -> "_Table":
        return _Table(self.runs)


class _Table:
    """Where each of many numbers stands: a hash table, quicker than a sorted array.

    A number's slot follows from its hash; where that is taken, the next one serves.
    """

    def __init__(self, numbers: NDArray[np.uint64]) -> None:
        # A quarter full at most, so that few numbers miss their own slot.
        bits = max(int(len(numbers) * 4 - 1).bit_length(), 4)
        self._shift = np.uint64(64 - bits)
        self._last = np.uint64((1 << bits) - 1)
        self._columns = np.full(1 << bits, -1, dtype=np.int32)
        self._numbers = np.zeros(1 << bits, dtype=np.uint64)
        slots = self._slots(numbers)
        waiting = np.arange(len(numbers), dtype=np.int32)
        while len(waiting):
            free = self._columns[slots] < 0
            taken, first = np.unique(slots[free], return_index=True)
            placed = np.flatnonzero(free)[first]
            self._columns[taken] = waiting[placed]
            self._numbers[taken] = numbers[waiting[placed]]
            left = np.ones(len(waiting), dtype=bool)
            left[placed] = False
            waiting, slots = waiting[left], self._next(slots[left])

    def columns_of(self, numbers: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the place of each number, -1 where it is none of the table's."""
        slots = self._slots(numbers)
        found = self._columns[slots]
        others = np.flatnonzero((found >= 0) & (self._numbers[slots] != numbers))
        slots = slots[others]
        while len(others):
            wanted, slots = numbers[others], self._next(slots)
            columns = self._columns[slots]
            found[others] = columns
            is_other = (columns >= 0) & (self._numbers[slots] != wanted)
            others, slots = others[is_other], slots[is_other]
        return found

    def _slots(self, numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return (numbers * _SPREAD) >> self._shift

    def _next(self, slots: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return (slots + np.uint64(1)) & self._last


def beside(parts: Sequence[Matrix]) -> Matrix:
    """Return matrices side by side: each row's values in the order of the parts."""
    counts = np.stack([np.diff(part.indptr) for part in parts])
    ends = np.concatenate([[0], np.cumsum(counts.sum(axis=0))])
    data, columns = np.empty(ends[-1]), np.empty(ends[-1], dtype=np.int64)
    n_before = 0
    for i, part in enumerate(parts):
        # Where the part's values go: behind those of the row's parts before it.
        moved = ends[:-1] + counts[:i].sum(axis=0) - part.indptr[:-1]
        to = np.arange(part.nnz) + np.repeat(moved, counts[i])
        data[to], columns[to] = part.data, part.indices + n_before
        n_before += part.shape[1]
    return sparse.csr_matrix((data, columns, ends), (counts.shape[1], n_before))


def inner_products(rows: Matrix) -> Array:
    """Return how much each row has in common with each other one."""
    products: Array = (rows @ rows.T).toarray()
    return products


def _read_runs(
    documents: Sequence[str], longest: int
) -> tuple[Places, NDArray[np.uint64], Places]:
    """Return all runs: in which document, packed, and where they begin and end."""
    text = "".join(document + BREAK for document in documents)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    codes = np.where(codes > 0xFFFF, _RARE_CHARACTER, codes).astype(np.uint64)
    lengths = np.array([len(document) + 1 for document in documents], dtype=np.intp)
    of = np.repeat(np.arange(len(documents)), lengths)
    starts = np.arange(len(codes)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    begins = np.flatnonzero(codes)
    runs = codes[begins]
    found = [(of[begins], runs, starts[begins], starts[begins] + 1)]
    for length in range(2, min(longest, _LONGEST_RUN) + 1):
        nexts = codes[begins + length - 1]
        begins, runs, nexts = begins[nexts > 0], runs[nexts > 0], nexts[nexts > 0]
        runs = (runs << np.uint64(16)) | nexts
        found.append((of[begins], runs, starts[begins], starts[begins] + length))
    documents_of, packed, start, end = (
        np.concatenate(column) for column in zip(*found, strict=True)
    )
    return documents_of, packed, np.stack([start, end], axis=1)


def _rarity(n_with: NDArray[np.integer[Any]], n_documents: int) -> Array:
    """Return the inverse document frequency."""
    rarity: Array = 1 + np.log((1 + n_documents) / (1 + n_with))
    return rarity


def _tfidf(of: Places, columns: Places, n_documents: int, rarity: Array) -> Matrix:
    """Return the rows of documents in which these columns were found."""
    width = max(len(rarity), 1)
    # Sorted, equal places stand side by side: quicker than summing a matrix up.
    places = np.sort(of * width + columns)
    firsts = np.flatnonzero(np.diff(places, prepend=-1))
    n_times = np.diff(firsts, append=len(places))
    row_of, found = np.divmod(places[firsts], width)
    values = (1 + _logarithms(n_times)) * rarity[found]
    lengths = np.sqrt(np.bincount(row_of, values**2, n_documents))
    values /= lengths[row_of]
    ends = np.searchsorted(row_of, np.arange(n_documents + 1))
    return sparse.csr_matrix((values, found, ends), (n_documents, len(rarity)))


def _logarithms(n_times: NDArray[np.intp]) -> Array:
    """Return the logarithms of counts, most of which are small."""
    found: Array = np.log(np.arange(1, n_times.max(initial=0) + 1))[n_times - 1]
    return found


def _values(columns: Places, rarity: Array) -> Array:
    """Share a document's row out among the occurrences of each column."""
    found, at, n_times = np.unique(columns, return_inverse=True, return_counts=True)
    row = (1 + np.log(n_times)) * rarity[found]
    row /= max(float(np.linalg.norm(row)), 1e-300) * n_times
    values: Array = row[at]
    return values


def _shared_values(
    of: Places, columns: Places, n_documents: int, rarity: Array
) -> Array:
    """Share each document's row out among the occurrences of each column."""
    width = max(len(rarity), 1)
    places = of * width + columns
    order = np.argsort(places)  # equal ones in any order: each gets the same
    firsts = np.flatnonzero(np.diff(places[order], prepend=-1))
    n_times = np.diff(firsts, append=len(places))
    row_of, found = np.divmod(places[order[firsts]], width)
    row = (1 + _logarithms(n_times)) * rarity[found]
    lengths = np.sqrt(np.bincount(row_of, row**2, n_documents))
    row /= np.maximum(lengths, 1e-300)[row_of] * n_times
    values = np.empty(len(places))
    values[order] = np.repeat(row, n_times)
    return values
