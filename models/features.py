"""Tokens → feature matrix: what the classifier sees of a text.

A document is a ``TextFields``: the text, and where it stands in a report the item's
title and section. Each field is folded (``folding.py``) and read by parts, each with
its own vocabulary:

    terms        normalized content words, compounds whole and split
    pairs        neighbouring terms
    groups       the dictionary's synonym groups of the terms
    characters   runs of 1 to 3 characters; they see through damage and inflection

A part's row has unit length times the part's share. The title and the section are read
with the text's vocabulary and added with a smaller share, so that an entry like
「引き続き実施した。」 is judged by what its row is about, and words learned in texts
are known in titles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Analyzer, Token, Word
from models.folding import fold
from models.vocabulary import (
    Array,
    Matrix,
    Places,
    RunVocabulary,
    WordVocabulary,
    beside,
)

# What pays, after the table of parts in the model card: pairs and groups do not.
PART_SHARES: Mapping[str, float] = {"terms": 0.7, "characters": 1.0}
# Tried on the bundled report: without title and section, one tag in ten more is wrong.
FIELD_SHARES: Mapping[str, float] = {"text": 1.0, "item": 0.5, "section": 0.1}
LONGEST_RUN = 3

# A pair or a run of characters seen in one text only is noise more often than not.
_LEAST_DOCUMENTS = {"terms": 1, "pairs": 2, "characters": 2, "groups": 2}


@dataclass(frozen=True, slots=True)
class TextFields:
    """A document: its text, and the title and section of the row it stands in."""

    text: str
    item: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text and its terms: a text is read once for all its features.

    ``words`` are the words that the terms come from, where these were read quickly.
    """

    folded: str
    terms: Sequence[str]
    groups: Sequence[str] = ()
    words: Sequence[Word] = ()

    def part(self, name: str) -> Any:
        """Return what a part's vocabulary reads."""
        if name == "characters":
            return self.folded
        if name == "pairs":
            return [f"{one} {following}" for one, following in pairwise(self.terms)]
        return self.groups if name == "groups" else self.terms


# For each field, the reading of every document.
Readings = Mapping[str, Sequence[Reading]]


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
    vocabularies_ : dict of str to WordVocabulary or RunVocabulary
        One for each part; the columns of a row run on from part to part.
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

    def read(self, documents: Sequence[TextFields]) -> dict[str, list[Reading]]:
        """Read each field of the documents; those that all leave out are left out."""
        readings: dict[str, list[Reading]] = {}
        for field in self.field_shares:
            texts = [getattr(document, field) or "" for document in documents]
            if field == "text" or any(texts):
                readings[field] = [self._read(text) for text in texts]
        return readings

    def fit_transform(self, readings: Readings) -> Matrix:
        """Learn the vocabularies from the documents' texts and return their rows."""
        self.vocabularies_ = {
            part: _learn(part, [reading.part(part) for reading in readings["text"]])
            for part in self.part_shares
        }
        return self.transform(readings)

    def transform(self, readings: Readings) -> Matrix:
        """Return the documents' rows, a sparse matrix (n_documents, n_features)."""
        rows: Matrix = None
        for field, found in readings.items():
            parts = [
                share * self.vocabularies_[part].rows([r.part(part) for r in found])
                for part, share in self.part_shares.items()
            ]
            whole = beside(parts)
            whole.data *= self.field_shares[field]
            rows = whole if rows is None else rows + whole
        return rows

    def has_known_word(self, readings: Sequence[Reading]) -> NDArray[np.bool_]:
        """Return which texts hold something learned: of the first part, the terms."""
        part = next(iter(self.part_shares))
        vocabulary = self.vocabularies_[part]
        return np.array(
            [vocabulary.knows_any(reading.part(part)) for reading in readings],
            dtype=bool,
        )

    def occurrences(
        self, field: str, folded: str, tokens: Sequence[Token]
    ) -> Iterator[tuple[Places, Places, Array]]:
        """Yield for each part where its features stand in a field's folded text.

        Yields
        ------
        spans : ndarray of shape (n_occurrences, 2)
        columns : ndarray of shape (n_occurrences,)
        values : ndarray of shape (n_occurrences,)
            What the occurrence adds to the row in that column.
        """
        units = _units(tokens)
        reading = Reading(folded, [u.normalized for u in units], _groups(units))
        places = {
            "terms": [(unit.start, unit.end) for unit in units],
            "groups": [(u.start, u.end) for u in units for _ in u.synonym_groups],
        }
        places["pairs"] = [
            (min(one[0], two[0]), max(one[1], two[1]))
            for one, two in pairwise(places["terms"])
        ]
        n_before = 0
        for part, share in self.part_shares.items():
            vocabulary = self.vocabularies_[part]
            spans, columns, values = vocabulary.occurrences(reading.part(part))
            if part in places:
                found = np.array(places[part], dtype=np.intp).reshape(-1, 2)
                spans = found[spans[:, 0]]
            yield spans, columns + n_before, values * share * self.field_shares[field]
            n_before += len(vocabulary.rarity)

    def _read(self, text: str) -> Reading:
        folded = fold(text)
        if not folded:
            return Reading("", ())
        if "groups" not in self.part_shares:
            words = self.analyzer.words(folded)
            terms = [term for word in words for term in word.terms]
            return Reading(folded, terms, words=words)
        units = _units(self.analyzer.tokens(folded))
        return Reading(folded, [u.normalized for u in units], _groups(units))


def _units(tokens: Iterable[Token]) -> list[Token]:
    """Return the content words, compounds whole and split, as ``Analyzer.terms``."""
    return [u for t in tokens for u in (t, *t.parts) if u.is_content]


def _groups(units: Iterable[Token]) -> list[str]:
    return [str(group) for unit in units for group in unit.synonym_groups]


def _learn(part: str, documents: Sequence[Any]) -> WordVocabulary | RunVocabulary:
    """Learn one part's vocabulary."""
    least = _LEAST_DOCUMENTS[part]
    if part == "characters":
        return RunVocabulary.learn(
            documents, longest=LONGEST_RUN, least_documents=least
        )
    return WordVocabulary.learn(documents, least_documents=least)
