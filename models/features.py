"""Words and characters → feature matrix: what the classifier sees of a text.

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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from corpus.analyzer import Analyzer
from corpus.lexicon import WordRows
from models.folding import fold
from models.occurrences import (
    Array,
    Characters,
    Matrix,
    Occurrences,
    Pieces,
    Places,
)
from models.vocabulary import RunVocabulary, Units, WordVocabulary

# What pays, after the table of parts in the model card: pairs and groups do not.
PART_SHARES: Mapping[str, float] = {"terms": 0.7, "characters": 1.0}
# Tried on the bundled report: without title and section, one tag in ten more is wrong.
FIELD_SHARES: Mapping[str, float] = {"text": 1.0, "item": 0.5, "section": 0.1}
LONGEST_RUN = 3

_BLANK = ord(" ")

# A pair or a run of characters seen in one text only is noise more often than not.
_LEAST_DOCUMENTS = {"terms": 1, "pairs": 2, "characters": 2, "groups": 2}


@dataclass(frozen=True, slots=True)
class TextFields:
    """A document: its text, and the title and section of the row it stands in."""

    text: str
    item: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class Reading:
    """The folded texts of one field and their words: read once for all features.

    Places are those of the joined texts (``occurrences.py``).
    """

    texts: Sequence[str]
    words: WordRows

    @cached_property
    def characters(self) -> Characters:
        """The texts laid end to end."""
        return Characters.of(self.texts)

    @cached_property
    def begins(self) -> Places:
        """Where each word begins."""
        lengths = self.words.lengths
        return np.cumsum(lengths) - lengths + self.words.of

    @cached_property
    def terms(self) -> Units:
        """The terms of the words."""
        terms = self.words.terms
        begins = self.begins[terms.words]
        of = self.words.of[terms.words]
        return Units(
            self.words.lexicon.terms, terms.numbers, of, begins + terms.starts,
            begins + terms.ends, len(self.texts),
        )  # fmt: skip

    @cached_property
    def pieces(self) -> Pieces:
        """The texts cut where words begin."""
        codes, offsets = self.characters.codes, self.characters.offsets
        is_begin = np.zeros(len(codes), dtype=bool)
        is_begin[self.begins] = True
        is_begin[codes == _BLANK] = False
        is_begin[offsets[:-1]] = True
        begins = np.flatnonzero(is_begin)
        return Pieces(begins, np.searchsorted(begins, offsets), np.cumsum(is_begin) - 1)

    def pairs(self) -> Units:
        """Return each two terms that follow one another."""
        terms = self.terms
        firsts = np.flatnonzero(terms.of[1:] == terms.of[:-1])
        one, other = terms.numbers[firsts], terms.numbers[firsts + 1]
        each, numbers = np.unique(np.stack([one, other]), axis=1, return_inverse=True)
        names = [f"{terms.names[a]} {terms.names[b]}" for a, b in each.T.tolist()]
        return Units(
            names, numbers.reshape(-1), terms.of[firsts],
            np.minimum(terms.starts[firsts], terms.starts[firsts + 1]),
            np.maximum(terms.ends[firsts], terms.ends[firsts + 1]), terms.n_documents,
        )  # fmt: skip

    def groups(self) -> Units:
        """Return the synonym groups of the terms."""
        terms = self.terms
        of_terms = [
            groups
            for number in self.words.numbers.tolist()
            for groups in self.words.lexicon.words[number].groups
        ]
        counts = [*map(len, of_terms)]
        at = np.repeat(np.arange(len(counts)), counts)
        each, numbers = np.unique(
            np.array([group for groups in of_terms for group in groups], dtype=np.intp),
            return_inverse=True,
        )
        return Units(
            [*map(str, each.tolist())], numbers, terms.of[at], terms.starts[at],
            terms.ends[at], terms.n_documents,
        )  # fmt: skip


# By field, the reading of its texts; by field and part, what was found in them.
Readings = Mapping[str, Reading]
Found = Mapping[str, Mapping[str, Occurrences]]


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

    def read(self, documents: Sequence[TextFields]) -> dict[str, Reading]:
        """Read each field of the documents; those that all leave out are left out."""
        readings: dict[str, Reading] = {}
        for field in self.field_shares:
            texts = [fold(getattr(document, field) or "") for document in documents]
            if field == "text" or any(texts):
                readings[field] = Reading(texts, self.analyzer.words(texts))
        return readings

    def fit_transform(self, readings: Readings) -> Matrix:
        """Learn the vocabularies from the documents' texts and return their rows."""
        self.vocabularies_ = {
            part: _learn(part, readings["text"]) for part in self.part_shares
        }
        return self.transform(readings)

    def transform(self, readings: Readings) -> Matrix:
        """Return the documents' rows, a sparse matrix (n_documents, n_features)."""
        rows: Matrix = None
        for field, parts in self.find(readings).items():
            whole = sparse.hstack(
                [self.part_shares[part] * own.rows() for part, own in parts.items()],
                format="csr",
            )
            whole.data *= self.field_shares[field]
            rows = whole if rows is None else rows + whole
        return rows

    def find(self, readings: Readings) -> Found:
        """Return for each field and part where the known features stand."""
        return {
            field: {
                part: vocabulary.occurrences(_units(part, reading))
                for part, vocabulary in self.vocabularies_.items()
            }
            for field, reading in readings.items()
        }

    def word_weights(
        self, readings: Readings, found: Found, weights: Array
    ) -> dict[str, Array]:
        """Return what each word weighs: the rows times weights, before they are summed.

        A term speaks where it begins, a run of characters in its middle.

        Parameters
        ----------
        readings : mapping
        found : mapping
            As ``find`` gives it.
        weights : ndarray of shape (n_features, n_themes)

        Returns
        -------
        dict of str to ndarray of shape (n_pieces, n_themes)
            By field.
        """
        weighed: dict[str, Array] = {}
        for field, parts in found.items():
            pieces = readings[field].pieces
            for part, own in parts.items():
                held = self.vocabularies_[part].by_piece(own, pieces)
                share = self.field_shares[field] * self.part_shares[part]
                told = share * (held @ weights[self._columns_of(part)])
                weighed[field] = weighed[field] + told if field in weighed else told
        return weighed

    def _columns_of(self, part: str) -> slice:
        """Return which columns of a row are those of a part."""
        done = 0
        for name, vocabulary in self.vocabularies_.items():
            n_columns = len(vocabulary.rarity)
            if name == part:
                return slice(done, done + n_columns)
            done += n_columns
        raise KeyError(part)

    def has_known_word(self, found: Found) -> NDArray[np.bool_]:
        """Return which texts hold something learned: of the first part, the terms."""
        return found["text"][next(iter(self.part_shares))].is_found()


def _units(part: str, reading: Reading) -> Any:
    """Return what a part's vocabulary reads."""
    if part == "characters":
        return reading.characters
    if part == "terms":
        return reading.terms
    return reading.pairs() if part == "pairs" else reading.groups()


def _learn(part: str, reading: Reading) -> WordVocabulary | RunVocabulary:
    """Learn one part's vocabulary."""
    least, units = _LEAST_DOCUMENTS[part], _units(part, reading)
    if part == "characters":
        return RunVocabulary.learn(units, longest=LONGEST_RUN, least_documents=least)
    return WordVocabulary.learn(units, least_documents=least)
