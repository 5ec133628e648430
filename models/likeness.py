"""How alike the texts of two years are, and how much of one is found in another.

A text is the set of its content words and of its runs of two characters; each counts
by how rare it is in the two years together, so that 「実施した」 makes nothing alike.
Dates are left out and all figures are one figure: what was done 12 times and then 24
times is still the same initiative.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from corpus.analyzer import Analyzer
from corpus.synonyms import bundled_synonyms

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

_YEAR = re.compile(
    r"(?:令和|平成|昭和|(?<![a-z])[rhs])(?:\d{1,2}|元)(?:年度?)?|(?:19|20)\d{2}年度?"
    r"|(?:昨|本|今|前|翌|来|当)年度?|\d{1,2}月(?:\d{1,2}日)?(?:末|時点|現在)?"
)
_NUMBER = re.compile(r"\d[\d,.]*")
_SIGNS = re.compile(r"[\W_]+")
_RUN_SHARE = 0.4  # of a word: there are some two and a half runs to each
# In long reports companions are looked for by what not every text says, and the best
# few are kept.
_MANY_TEXTS, _COMMON_SHARE, _MOST_COMPANIONS = 800, 0.1, 30
_LEAST_SHARED = 0.15
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a year as sets of features, and how much each feature counts."""

    features: tuple[frozenset[int], ...]
    weights: Sequence[float]

    def weight(self, features: Iterable[int]) -> float:
        """Return how much some features count together."""
        return sum(self.weights[each] for each in features)

    def union(self, places: Iterable[int]) -> frozenset[int]:
        """Return what several texts say together."""
        return frozenset().union(*(self.features[place] for place in places))


@dataclass(frozen=True, slots=True)
class Companions:
    """Texts of both years that have something in common, pair by pair.

    ``before`` and ``after`` are the numbers of the texts; ``alike`` is how much of
    both is in both, ``in_after`` how much of the earlier text is in the later one and
    ``in_before`` the other way round; all in [0, 1].
    """

    before: Indices
    after: Indices
    alike: Array
    in_after: Array
    in_before: Array

    def rows(self) -> Iterator[tuple[int, int, float, float, float]]:
        """Give the pairs one by one, in the order of the fields."""
        columns = (self.before, self.after, self.alike, self.in_after, self.in_before)
        yield from zip(*(column.tolist() for column in columns), strict=True)


class Likeness:
    """The texts of two years as weighted sets of words and runs of characters.

    Parameters
    ----------
    analyzer : Analyzer
        What finds the words.
    before, after : sequence of str
        The texts of the earlier and of the later year.

    Attributes
    ----------
    before, after : Texts
        What they say.
    """

    def __init__(
        self, analyzer: Analyzer, before: Sequence[str], after: Sequence[str]
    ) -> None:
        places: dict[str, int] = {}
        sets = [
            frozenset(
                places.setdefault(each, len(places))
                for each in sorted(_features(analyzer, text))
            )
            for text in (*before, *after)
        ]
        rows = _matrix(sets, n_columns=len(places))
        n_texts = np.bincount(rows.indices, minlength=len(places))
        share = np.array([1.0 if each[:1] == "|" else _RUN_SHARE for each in places])
        self._weights = share * (np.log((1 + len(sets)) / (1 + n_texts)) + 0.5)
        common = _COMMON_SHARE * len(sets) if len(sets) > _MANY_TEXTS else len(sets)
        self._telling = self._weights * (n_texts <= common)
        self._before, self._after = rows[: len(before)], rows[len(before) :]
        weights = self._weights.tolist()
        self.before = Texts(tuple(sets[: len(before)]), weights)
        self.after = Texts(tuple(sets[len(before) :]), weights)

    def alike(self, before: Iterable[int], after: Iterable[int]) -> float:
        """Return how alike are texts of one year and of the other, each as a whole."""
        first, second = self.before.union(before), self.after.union(after)
        shared = self.before.weight(first & second)
        total = self.before.weight(first) + self.after.weight(second)
        return 2 * shared / total if total else 1.0

    def companions(self) -> Companions:
        """Return the pairs of texts that have enough in common to be looked at."""
        found = [*self._find(), (np.zeros(0, np.intp), np.zeros(0, np.intp))]
        before = np.concatenate([rows for rows, _ in found])
        after = np.concatenate([columns for _, columns in found])
        shared = self._before[before].multiply(self._after[after]) @ self._weights
        of_before = (self._before @ self._weights)[before]
        of_after = (self._after @ self._weights)[after]
        return Companions(
            before=before,
            after=after,
            alike=2 * shared / (of_before + of_after),
            in_after=shared / of_before,
            in_before=shared / of_after,
        )

    def _find(self) -> Iterator[tuple[Indices, Indices]]:
        """Give numbers of texts with something in common, a block at a time."""
        n_before, n_after = self._before.shape[0], self._after.shape[0]
        is_long = n_before + n_after > _MANY_TEXTS
        n_kept = min(_MOST_COMPANIONS, n_after) if is_long else n_after
        if not n_kept:
            return
        others = (self._after * self._telling).T.tocsc()
        of_after = self._after @ self._weights
        for start in range(0, n_before, _BLOCK):
            block = self._before[start : start + _BLOCK]
            shared = (block @ others).toarray()
            share = shared / np.minimum((block @ self._weights)[:, None], of_after)
            best = np.argpartition(-share, n_kept - 1, axis=1)[:, :n_kept].ravel()
            rows = np.repeat(np.arange(block.shape[0]), n_kept)
            is_kept = share[rows, best] >= _LEAST_SHARED
            yield rows[is_kept] + start, best[is_kept]


def _features(analyzer: Analyzer, text: str) -> set[str]:
    """Return the words and runs of a text; words stand between bars."""
    folded = unicodedata.normalize("NFKC", text).lower()
    masked = _NUMBER.sub("0", _YEAR.sub("", "".join(folded.split())))
    chosen, any_word = _same_words()
    meant = any_word.sub(lambda word: chosen[word[0]], masked)
    signs = _SIGNS.sub("", meant)
    runs = {signs[place : place + 2] for place in range(max(1, len(signs) - 1))}
    return {f"|{word}|" for word in analyzer.terms(meant) if word != "0"} | runs


def _matrix(sets: Sequence[frozenset[int]], *, n_columns: int) -> Any:
    """Return sets of numbers as rows of a sparse matrix of 0 and 1."""
    columns = np.array([place for each in sets for place in each], dtype=np.intp)
    ends = np.cumsum([0, *map(len, sets)])
    shape = (len(sets), n_columns)
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=shape)


@cache
def _same_words() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return for words of one meaning the one that stands for all, and what finds them.

    Only what the list calls the same (=) counts: 在宅勤務 is テレワーク.
    """
    chosen: dict[str, str] = {}
    for synonym in bundled_synonyms().synonyms:
        if not synonym.is_directed:
            word, other = synonym.word.lower(), synonym.other.lower()
            chosen.setdefault(other, chosen.setdefault(word, word))
    longest_first = sorted(map(re.escape, chosen), key=len, reverse=True)
    return chosen, re.compile("|".join(longest_first))
