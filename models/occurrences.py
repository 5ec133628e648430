"""Where known features stand in many documents, and what each adds to a row.

Documents are folded texts laid end to end, a ``BREAK`` after each, so that a whole
batch is read in one pass; places are counted in that joined text. A row holds for each
feature found 1 + log(times it stands in the document), times how rare it is among the
examples, and has length 1. A feature that stands there twice adds half of that each
time: so a row, and the reasons for what is read from it, are one sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# scipy has no types; a sparse matrix of shape (n_documents, n_features).
Matrix = Any
Array = NDArray[np.float64]
Places = NDArray[np.intp]
Codes = NDArray[np.uint64]

# Stands between the parts of a text that no run may join, and after each text.
BREAK = "\0"
_RARE_CHARACTER = 0xFFFD


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of many texts, laid end to end with a break after each.

    ``codes`` are code points of 16 bits, those beyond as one; ``offsets`` say where
    each text begins, and where the last one ends.
    """

    codes: Codes
    offsets: Places

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Characters":
        """Lay texts end to end."""
        points = np.frombuffer(
            joined(texts).encode("utf-32-le", "replace"), dtype=np.uint32
        )
        codes = np.where(points > 0xFFFF, _RARE_CHARACTER, points).astype(np.uint64)
        ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.intp)
        return cls(codes, np.concatenate([np.zeros(1, dtype=np.intp), ends]))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def documents(self) -> NDArray[np.int32]:
        """Return which text each character stands in."""
        lengths = np.diff(self.offsets)
        return np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Texts cut where words begin; a text without any is one piece.

    A blank goes with the word before it, so that no character is left out.

    Attributes
    ----------
    begins : ndarray of shape (n_pieces,)
        Where in the joined texts each begins.
    firsts : ndarray of shape (n_texts + 1,)
        How many pieces stand before each text.
    at : ndarray of shape (n_characters,)
        Which piece each character stands in.
    """

    begins: Places
    firsts: Places
    at: Places


def joined(texts: Iterable[str]) -> str:
    """Return texts as one, a break after each."""
    return "".join(text + BREAK for text in texts)


@dataclass(frozen=True)
class Occurrences:
    """Known features where they stand.

    Attributes
    ----------
    of : ndarray of shape (n_occurrences,)
        Which document each stands in.
    starts, ends : ndarray of shape (n_occurrences,)
        Its half-open place in the joined text.
    columns : ndarray of shape (n_occurrences,)
        Which feature it is.
    n_documents : int
    rarity : ndarray of shape (n_features,)
    """

    of: NDArray[np.integer[Any]]
    starts: Places
    ends: Places
    columns: NDArray[np.integer[Any]]
    n_documents: int
    rarity: Array

    def rows(self) -> Matrix:
        """Return the documents' rows."""
        shape = (self.n_documents, len(self.rarity))
        rows = sparse.csr_matrix((self.values(), (self.of, self.columns)), shape)
        rows.sum_duplicates()
        return rows

    def values(self) -> Array:
        """Return what each occurrence adds to its document's row."""
        width = max(len(self.rarity), 1)
        # Sorted, equal places stand side by side; short numbers are sorted quicker.
        kind: type[Any] = np.int32 if self.n_documents * width < 1 << 31 else np.int64
        places = self.of.astype(kind) * kind(width) + self.columns.astype(kind)
        order = np.argsort(places)  # equal ones in any order: each gets the same
        ordered = places[order]
        is_first = np.ones(len(ordered), dtype=bool)
        np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
        firsts = np.flatnonzero(is_first)
        n_times = np.diff(firsts, append=len(ordered))
        of, columns = self.of[order[firsts]], self.columns[order[firsts]]
        whole = _damped(n_times) * self.rarity[columns]
        lengths = np.sqrt(np.bincount(of, whole * whole, self.n_documents))
        each = whole / (lengths[of] * n_times)
        values = np.empty(len(order))
        values[order] = np.repeat(each, n_times)
        return values

    def is_found(self) -> NDArray[np.bool_]:
        """Return which documents hold any known feature."""
        return np.bincount(self.of, minlength=self.n_documents) > 0


def _damped(n_times: Places) -> Array:
    """Return 1 + log of counts, most of which are small."""
    known: Array = 1 + np.log(np.arange(1, n_times.max(initial=1) + 1))
    return known[n_times - 1]
