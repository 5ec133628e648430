"""Features known from the examples, and how rare each is among them.

A document is a row of units, and a feature is what stands in it: single words in a
``WordVocabulary``, runs of neighbouring characters in a ``RunVocabulary``. Both tell
where in documents their features stand (``occurrences.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.occurrences import (
    Array,
    Characters,
    Codes,
    Matrix,
    Occurrences,
    Pieces,
    Places,
)

# A run is packed into 64 bits, 16 for each character.
_BITS = np.uint64(16)
_N_CODES = 1 << 16
# A run in more of the documents than this (の、を、した) tells them apart no more.
_MOST = 0.3
# 2⁶⁴ over the golden ratio spreads neighbouring numbers far apart (Knuth, TAOCP 6.4).
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)


@dataclass(frozen=True, slots=True)
class Units:
    """The words of documents, as a vocabulary reads them.

    Attributes
    ----------
    names : sequence of str
        Different words; it may grow at its end.
    numbers : ndarray of shape (n_units,)
        Which of the names each unit is.
    of : ndarray of shape (n_units,)
        Which document it stands in, in order.
    starts, ends : ndarray of shape (n_units,)
        Its half-open place in the joined texts.
    n_documents : int
    """

    names: Sequence[str]
    numbers: Places
    of: Places
    starts: Places
    ends: Places
    n_documents: int


@dataclass(frozen=True)
class WordVocabulary:
    """Known words in order, and how rare each is."""

    words: Sequence[str]
    rarity: Array

    @classmethod
    def learn(cls, units: Units, *, least_documents: int) -> "WordVocabulary":
        """Learn the words that stand in at least so many of the documents."""
        once = np.unique(units.numbers * units.n_documents + units.of)
        n_with = np.bincount(once // units.n_documents, minlength=len(units.names))
        kept = np.flatnonzero(n_with >= max(least_documents, 1))
        by_name = sorted(kept.tolist(), key=units.names.__getitem__)
        rarity = _rarity(n_with[by_name], units.n_documents)
        return cls([units.names[i] for i in by_name], rarity)

    def occurrences(self, units: Units) -> Occurrences:
        """Return where known words stand."""
        columns = self._columns.of(units.names)[units.numbers]
        known = np.flatnonzero(columns >= 0)
        return Occurrences(
            units.of[known], units.starts[known], units.ends[known], columns[known],
            units.n_documents, self.rarity,
        )  # fmt: skip

    def by_piece(self, found: Occurrences, pieces: Pieces) -> Matrix:
        """Return what each piece holds: a word speaks in the piece where it begins.

        Returns
        -------
        sparse matrix of shape (n_pieces, n_features)
            The pieces of a document add up to its row.
        """
        at = pieces.at[found.starts]
        ends = np.searchsorted(at, np.arange(len(pieces.begins) + 1))
        shape = (len(pieces.begins), len(self.rarity))
        return sparse.csr_matrix((found.values(), found.columns, ends), shape)

    @cached_property
    def _columns(self) -> "_Columns":
        return _Columns(self.words)


class _Columns:
    """The columns of names in a list that grows: each name is looked up once."""

    def __init__(self, words: Sequence[str]) -> None:
        self._column_of = {word: column for column, word in enumerate(words)}
        empty: tuple[Sequence[str], Places] = ((), np.zeros(0, dtype=np.intp))
        self._known = empty

    def of(self, names: Sequence[str]) -> Places:
        """Return the column of each name, -1 where it is not known."""
        listed, columns = self._known
        n_known = len(columns) if listed is names else 0
        if n_known < len(names) or listed is not names:
            more = [self._column_of.get(name, -1) for name in names[n_known:]]
            columns = np.concatenate([columns[:n_known], np.array(more, dtype=np.intp)])
            self._known = names, columns
        return columns


@dataclass(frozen=True)
class RunVocabulary:
    """Known runs of 1 to ``longest`` characters, packed and in order."""

    runs: Codes
    rarity: Array
    longest: int

    @classmethod
    def learn(
        cls, texts: Characters, *, longest: int, least_documents: int
    ) -> "RunVocabulary":
        """Learn the runs that stand in at least so many texts, and not in most."""
        n_texts, documents = len(texts), texts.documents()
        begins, packed = zip(*_packed(texts.codes, longest), strict=True)
        found, columns = np.unique(np.concatenate(packed), return_inverse=True)
        of = documents[np.concatenate(begins)]
        once = np.unique(columns * n_texts + of)
        n_with = np.bincount(once // n_texts, minlength=len(found))
        kept = (n_with >= least_documents) & (n_with <= _MOST * n_texts)
        return cls(found[kept], _rarity(n_with[kept], n_texts), longest)

    def occurrences(self, texts: Characters) -> Occurrences:
        """Return where known runs stand."""
        documents = texts.documents()
        starts, ends, columns = [], [], []
        for length, numbers in enumerate(_windows(texts.codes, self.longest), start=1):
            found = self._columns_of(length, numbers)
            begins = np.flatnonzero(found >= 0)
            starts.append(begins)
            ends.append(begins + length)
            columns.append(found[begins])
        begins = np.concatenate(starts)
        return Occurrences(
            documents[begins], begins, np.concatenate(ends), np.concatenate(columns),
            len(texts), self.rarity,
        )  # fmt: skip

    def by_piece(self, found: Occurrences, pieces: Pieces) -> Matrix:
        """Return what each piece holds: a run speaks in its middle.

        Returns
        -------
        sparse matrix of shape (n_pieces, n_features)
            The pieces of a document add up to its row.
        """
        n_characters = len(pieces.at)
        # A character is the middle of one run of each odd length; runs of an even
        # length have two middles, and each of them speaks half.
        middles = [
            (length, after)
            for length in range(1, self.longest + 1)
            for after in {(length - 1) // 2, length // 2}
        ]
        columns = np.zeros((n_characters, len(middles)), dtype=np.int32)
        values = np.zeros((n_characters, len(middles)))
        each = found.values()
        lengths = np.arange(self.longest + 2)
        blocks = np.searchsorted(found.ends - found.starts, lengths)
        for slot, (length, after) in enumerate(middles):
            own = slice(blocks[length], blocks[length + 1])
            at = found.starts[own] + after
            columns[at, slot] = found.columns[own]
            values[at, slot] = each[own] if length % 2 else each[own] / 2
        ends = np.append(pieces.begins, n_characters) * len(middles)
        shape = (len(pieces.begins), len(self.rarity))
        told = (values.reshape(-1), columns.reshape(-1), ends.astype(np.int32))
        return sparse.csr_matrix(told, shape)

    def _columns_of(self, length: int, numbers: Codes) -> NDArray[np.int32]:
        """Return the column of each number, -1 where it is no known run."""
        first, tables = self._tables
        if length == 1:
            return first[numbers]
        return tables[length].columns_of(numbers)

    @cached_property
    def _tables(self) -> tuple[NDArray[np.int32], dict[int, "_Table"]]:
        """Single characters, and a table of the runs of each greater length."""
        # A run is as long as its number takes bits: no character is 0.
        lengths = np.zeros(len(self.runs), dtype=np.int64)
        for length in range(self.longest):
            lengths += self.runs >= np.uint64(1) << (_BITS * np.uint64(length))
        first = np.full(_N_CODES, -1, dtype=np.int32)
        single = np.flatnonzero(lengths == 1)
        first[self.runs[single]] = single
        tables = {}
        for length in range(2, self.longest + 1):
            columns = np.flatnonzero(lengths == length)
            tables[length] = _Table(self.runs[columns], columns.astype(np.int32))
        return first, tables


class _Table:
    """Which column each of many numbers has: a hash table, quicker than a search.

    A number's slot follows from its hash; where that is taken, the next one serves.
    """

    def __init__(self, numbers: Codes, columns: NDArray[np.int32]) -> None:
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
            self._columns[taken] = columns[waiting[placed]]
            self._numbers[taken] = numbers[waiting[placed]]
            left = np.ones(len(waiting), dtype=bool)
            left[placed] = False
            waiting, slots = waiting[left], self._next(slots[left])

    def columns_of(self, numbers: Codes) -> NDArray[np.int32]:
        """Return the column of each number, -1 where it has none."""
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

    def _slots(self, numbers: Codes) -> Codes:
        return (numbers * _SPREAD) >> self._shift

    def _next(self, slots: Codes) -> Codes:
        return (slots + np.uint64(1)) & self._last


def inner_products(rows: Matrix) -> Array:
    """Return how much each row has in common with each other one."""
    products: Array = (rows @ rows.T).toarray()
    return products


def _windows(codes: Codes, longest: int) -> list[Codes]:
    """Return the runs of each length that begin at each character, packed.

    A run over a break is none: a break is 0, so its number is that of a shorter run or
    ends with no character.
    """
    runs = [codes]
    for length in range(2, longest + 1):
        before = runs[-1][: max(len(codes) - length + 1, 0)]
        runs.append((before << _BITS) | codes[length - 1 :])
    return runs


def _packed(codes: Codes, longest: int) -> list[tuple[Places, Codes]]:
    """Return where the runs of each length begin, and the runs."""
    found = []
    is_whole = codes > 0
    for length, runs in enumerate(_windows(codes, longest), start=1):
        if length > 1:
            is_whole = is_whole[: len(runs)] & (codes[length - 1 :] > 0)
        begins = np.flatnonzero(is_whole)
        found.append((begins, runs[begins]))
    return found


def _rarity(n_with: NDArray[np.integer[Any]], n_documents: int) -> Array:
    """Return the inverse document frequency."""
    rarity: Array = 1 + np.log((1 + n_documents) / (1 + n_with))
    return rarity
