"""Words met so far, each under the number it was given when it was first met.

A text's words are mostly words already met, and what is made of a word (its terms,
their places in it) costs more than finding it. So each is made once, and a text is a
row of numbers: who reads thousands of texts looks numbers up in arrays, all at once.
A lexicon grows and forgets nothing; who holds a number can always ask what it means.
"""

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Word(NamedTuple):
    """What is remembered of a word: its terms, how long it is, where they stand in it.

    ``terms`` are the normalized content words, compounds whole and split; ``spans``
    hold a half-open place for each, counted from the word's beginning, and ``groups``
    the dictionary's synonym groups of each.
    """

    terms: tuple[str, ...]
    length: int
    spans: tuple[tuple[int, int], ...]
    groups: tuple[tuple[int, ...], ...]


class Lexicon:
    """Words and their terms by their numbers; safe to share between threads.

    Attributes
    ----------
    words : list of Word
    terms : list of str
        The terms of all words, each once.
    """

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.terms: list[str] = []
        self._number_of: dict[str, int] = {}
        self._lengths, self._n_terms = array("q"), array("q")
        self._terms, self._starts, self._ends = array("q"), array("q"), array("q")
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: Word) -> int:
        """Take in a word and return its number."""
        with self._lock:
            for term, (start, end) in zip(word.terms, word.spans, strict=True):
                number = self._number_of.setdefault(term, len(self.terms))
                if number == len(self.terms):
                    self.terms.append(term)
                self._terms.append(number)
                self._starts.append(start)
                self._ends.append(end)
            self._lengths.append(word.length)
            self._n_terms.append(len(word.terms))
            self.words.append(word)
            return len(self.words) - 1

    def columns(self) -> "LexiconColumns":
        """Return what is known of all words by now."""
        with self._lock:
            return LexiconColumns(
                *(
                    np.array(column, dtype=np.int64)
                    for column in (
                        self._lengths, self._n_terms, self._terms, self._starts,
                        self._ends,
                    )
                )
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LexiconColumns:
    """A lexicon as arrays: of each word the first two, of each of its terms the rest.

    ``starts`` and ``ends`` say where in the word a term stands.
    """

    lengths: Numbers
    n_terms: Numbers
    terms: Numbers
    starts: Numbers
    ends: Numbers


@dataclass(frozen=True)
class WordRows:
    """The words of many texts, one text after the other.

    Attributes
    ----------
    lexicon : Lexicon
    numbers : ndarray of shape (n_words,)
    counts : ndarray of shape (n_texts,)
        How many words each text has.
    """

    lexicon: Lexicon
    numbers: Numbers
    counts: Numbers

    @cached_property
    def lengths(self) -> Numbers:
        """How many characters each word has."""
        return self._columns.lengths[self.numbers]

    @cached_property
    def terms(self) -> "TermRows":
        """The terms of the words."""
        columns = self._columns
        n_terms = columns.n_terms[self.numbers]
        firsts = (np.cumsum(columns.n_terms) - columns.n_terms)[self.numbers]
        words = np.repeat(np.arange(len(n_terms)), n_terms)
        at = np.arange(len(words)) + (firsts - np.cumsum(n_terms) + n_terms)[words]
        return TermRows(columns.terms[at], words, columns.starts[at], columns.ends[at])

    @cached_property
    def of(self) -> Numbers:
        """Which text each word stands in."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @cached_property
    def n_characters(self) -> Numbers:
        """How many characters the words of each text have together."""
        done = np.append(0, np.cumsum(self.lengths))
        sums: Numbers = np.diff(done[np.append(0, np.cumsum(self.counts))])
        return sums

    def words_of(self, place: int) -> Sequence[Word]:
        """Return the words of one text."""
        end = int(self.counts[: place + 1].sum())
        own = self.numbers[end - int(self.counts[place]) : end]
        return [self.lexicon.words[number] for number in own.tolist()]

    def terms_of(self, place: int) -> tuple[str, ...]:
        """Return the terms of one text."""
        return tuple(chain.from_iterable(word.terms for word in self.words_of(place)))

    @cached_property
    def _columns(self) -> LexiconColumns:
        return self.lexicon.columns()


def word_rows(lexicon: Lexicon, rows: Sequence[Sequence[int]]) -> WordRows:
    """Return rows of numbers, one of each text, as one."""
    counts = np.array([*map(len, rows)], dtype=np.int64)
    numbers = np.fromiter(chain.from_iterable(rows), np.int64, int(counts.sum()))
    return WordRows(lexicon, numbers, counts)


@dataclass(frozen=True, slots=True)
class TermRows:
    """The terms of rows of words: which, of which word, and where in it."""

    numbers: Numbers
    words: Numbers
    starts: Numbers
    ends: Numbers
