"""Tokens → feature matrix: what the classifier sees of a text.

A document is a ``TextFields``: the text, and where it stands in a report the item's
title and section. Each field is folded (``folding.py``) and read by parts, each with
its own vocabulary:

    terms        normalized content words, compounds whole and split
    pairs        neighbouring terms
    characters   runs of 1 to 4 characters; they see through damage and inflection

A part's row is sublinear TF-IDF of unit length times the part's share. The title and
the section are read with the text's vocabulary and added with a smaller share, so that
an entry like 「引き続き実施した。」 is judged by what its row is about, and words
learned in texts are known in titles.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from corpus.analyzer import Analyzer, Token
from models.folding import fold

# scipy has no types; a sparse matrix of shape (n_documents, n_features).
Matrix = Any

PART_SHARES: Mapping[str, float] = {"terms": 1.0, "pairs": 0.5, "characters": 1.0}
FIELD_SHARES: Mapping[str, float] = {"text": 1.0, "item": 0.3, "section": 0.1}
LONGEST_RUN = 4

# A pair or a run of characters seen in one text only is noise more often than not.
_LEAST_TEXTS = {"terms": 1, "pairs": 2, "characters": 2}


# A folded text and its terms; a feature and where it stands.
Reading = tuple[str, Sequence[str]]
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class TextFields:
    """A document: its text, and the title and section of the row it stands in."""

    text: str
    item: str | None = None
    section: str | None = None


def _terms(_: str, terms: Sequence[str]) -> Iterable[str]:
    return terms


def _pairs(_: str, terms: Sequence[str]) -> Iterable[str]:
    return [f"{left} {right}" for left, right in pairwise(terms)]


def _characters(folded: str, _: Sequence[str]) -> Iterable[str]:
    return [
        folded[start : start + length]
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(folded) - length + 1)
    ]


# What each part reads from a folded text and its terms.
_PARTS: Mapping[str, Callable[[str, Sequence[str]], Iterable[str]]] = {
    "terms": _terms,
    "pairs": _pairs,
    "characters": _characters,
}


def _term_spans(_: str, terms: Sequence[Span]) -> Iterable[Span]:
    return terms


def _pair_spans(_: str, terms: Sequence[Span]) -> Iterable[Span]:
    return [
        (f"{left} {right}", min(left_start, start), max(left_end, end))
        for (left, left_start, left_end), (right, start, end) in pairwise(terms)
    ]


def _character_spans(folded: str, _: Sequence[Span]) -> Iterable[Span]:
    return [
        (folded[start : start + length], start, start + length)
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(folded) - length + 1)
    ]


# The same features, with the place where each stands.
_SPANS: Mapping[str, Callable[[str, Sequence[Span]], Iterable[Span]]] = {
    "terms": _term_spans,
    "pairs": _pair_spans,
    "characters": _character_spans,
}


class FeatureExtractor:
    """Turns documents into rows of numbers; learns the vocabulary from examples.

    Parameters
    ----------
    analyzer : Analyzer
        The same that the index uses: what is searched and learned are the same words.
    part_shares, field_shares : mapping of str to float
        The length that a part or field adds to a row; one left out is not read.

    Attributes
    ----------
    vocabularies_ : dict of str to dict of str to int
        For each part its features and their columns.
    idf_ : ndarray of shape (n_features,)
        Inverse document frequency.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        *,
        part_shares: Mapping[str, float] = PART_SHARES,
        field_shares: Mapping[str, float] = FIELD_SHARES,
    ) -> None:
        self.analyzer = analyzer
        self.part_shares = part_shares
        self.field_shares = field_shares

    @property
    def n_features(self) -> int:
        """How many columns the matrix has."""
        return sum(map(len, self.vocabularies_.values()))

    def fit_transform(self, documents: Sequence[TextFields]) -> Matrix:
        """Learn the vocabulary of the documents and return their rows."""
        readings = self._read(documents)
        self.vocabularies_: dict[str, dict[str, int]] = {}
        in_texts: list[int] = []
        for part in self.part_shares:
            counts = Counter[str]()
            for folded, terms in readings["text"]:
                counts.update(set(_PARTS[part](folded, terms)))
            known = sorted(f for f, n in counts.items() if n >= _LEAST_TEXTS[part])
            columns = range(len(in_texts), len(in_texts) + len(known))
            self.vocabularies_[part] = dict(zip(known, columns, strict=True))
            in_texts += [counts[feature] for feature in known]
        self.idf_ = 1 + np.log((1 + len(documents)) / (1 + np.array(in_texts)))
        return self._rows(readings)

    def transform(self, documents: Sequence[TextFields]) -> Matrix:
        """Return the documents' rows, a sparse matrix (n_documents, n_features)."""
        return self._rows(self._read(documents))

    def has_known_word(self, rows: Matrix) -> NDArray[np.bool_]:
        """Return in which of the rows stands a word that was learned."""
        n_in_row = rows[:, : len(self.vocabularies_["terms"])].getnnz(axis=1)
        known: NDArray[np.bool_] = n_in_row > 0
        return known

    def occurrences(
        self, field: str, folded: str, tokens: Sequence[Token]
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]]:
        """Yield for each part what it found in a field's folded text, and where.

        Yields
        ------
        columns : ndarray of shape (n_occurrences,)
        spans : ndarray of shape (n_occurrences, 2)
            Half-open offsets into the folded text.
        values : ndarray of shape (n_occurrences,)
            The occurrence's share of the row's value in that column.
        """
        terms = [
            (unit.normalized, unit.start, unit.end)
            for token in tokens
            for unit in (token, *token.parts)
            if unit.is_content
        ]
        for part, share in self.part_shares.items():
            column = self.vocabularies_[part].get
            found = [
                (c, start, end)
                for feature, start, end in _SPANS[part](folded, terms)
                if (c := column(feature)) is not None
            ]
            places = np.array(found, dtype=np.int32).reshape(-1, 3)
            columns, spans = places[:, 0], places[:, 1:]
            row = self._weighted([columns.tolist()], share * self.field_shares[field])
            at = np.searchsorted(row.indices, columns)
            n_times = np.bincount(at, minlength=len(row.indices))
            yield columns, spans, row.data[at] / n_times[at]

    def _read(self, documents: Sequence[TextFields]) -> dict[str, list[Reading]]:
        """Read each field once: its folded text and its terms."""
        return {
            field: [self.read(getattr(document, field) or "") for document in documents]
            for field in self.field_shares
        }

    def read(self, text: str) -> Reading:
        """Return what the parts read from."""
        folded = fold(text)
        return folded, self.analyzer.terms(folded) if folded else ()

    def _rows(self, readings: Mapping[str, Sequence[Reading]]) -> Matrix:
        """Return the rows of all fields, each part and field with its share."""
        rows: Matrix = 0
        for field, share in self.field_shares.items():
            for part, part_share in self.part_shares.items():
                column = self.vocabularies_[part].get
                columns = [
                    [c for f in _PARTS[part](*reading) if (c := column(f)) is not None]
                    for reading in readings[field]
                ]
                rows = rows + self._weighted(columns, share * part_share)
        return rows

    def _weighted(self, columns: Sequence[Sequence[int]], share: float) -> Matrix:
        """Return one part's rows: sublinear TF-IDF, each of length ``share``."""
        ends = np.cumsum([0, *map(len, columns)])
        indices = np.fromiter(chain.from_iterable(columns), np.int32, ends[-1])
        shape = (len(columns), self.n_features)
        rows = sparse.csr_matrix((np.ones(ends[-1]), indices, ends), shape)
        rows.sum_duplicates()
        rows.data = (1 + np.log(rows.data)) * self.idf_[rows.indices]
        lengths = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
        n_in_row = np.diff(rows.indptr)
        rows.data *= np.repeat(share / np.maximum(lengths, 1e-12), n_in_row)
        return rows
