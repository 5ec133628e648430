"""Postings become scores: BM25F over the fields of an entry.

The one place that knows how postings are evaluated; another engine would stand here. A
query word in all its forms is scored as one word: what its forms and fields bring is
summed before it saturates, so that neither a second synonym nor a second field counts
like a second word (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple
weighted fields, 2004). The weight of the nearest form found bounds what the word can
bring, so that many synonyms do not outweigh the word itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask, having
from index.forms import QueryWord, SearchForm
from index.schema import FIELD_SEPARATOR, TEXT_FIELDS
from index.snapshot import Snapshot
from index.syntax import All, Any, Condition, Not
from index.wanted import Wanted

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The numbers of BM25F.

    ``fields`` says how much an occurrence in a field counts; ``length`` (b) how much
    long fields are held back; ``saturation`` (k1) how late repetition stops counting.
    """

    fields: dict[str, float] = field(
        default_factory=lambda: {
            "text": 1.0, "item": 0.5, "outcome": 0.25, "section": 0.05, "context": 0.05
        },
        hash=False,
    )  # fmt: skip
    length: float = 0.2
    saturation: float = 1.4
    fiscal_year: float = 0.1
    nearness: float = 0.15  # words that stand close together
    figures: float = 0.15  # a text with figures, where an amount is asked for
    title: float = 0.5  # an indicator whose title is what was typed


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Which documents a query wants and what each scores."""

    is_match: Mask
    scores: Scores


@dataclass(frozen=True, slots=True)
class _Found:
    """What one form brings in one field: documents, and the weighed occurrences."""

    form: SearchForm
    field: str
    documents: NDArray[np.int64]
    amounts: Scores


class Scorer:
    """Scores the words of queries on one snapshot; safe to share between threads."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking) -> None:
        self.snapshot = snapshot
        self.ranking = ranking
        self._norms = {name: self._norm(name) for name in TEXT_FIELDS}
        # A query's words come again: on its next page, with a filter, one dropped.
        self.score = lru_cache(maxsize=64)(self._score)
        self._phrase_counts = lru_cache(maxsize=256)(self._count_phrase)

    def evaluate(self, wanted: Wanted) -> Evaluated:
        """Return what a query wants and what each document scores."""
        match wanted:
            case QueryWord():
                scores = self.score(wanted)
                return Evaluated(scores > 0, scores)
            case Condition(facet, value):
                mask = having(self.snapshot, facet, value.split("\t"))
                return Evaluated(mask, self._zeros())
            case Not(node):
                return Evaluated(~self.evaluate(node).is_match, self._zeros())
            case All(nodes):
                return self._all(nodes)
            case Any(nodes):
                found = [self.evaluate(node) for node in nodes]
                mask = np.logical_or.reduce([one.is_match for one in found])
                return Evaluated(mask, _sum([one.scores for one in found]))

    def weight(self, word: QueryWord) -> float:
        """Return how rare a word is: its inverse document frequency."""
        amounts, _ = self._amounts(word)
        return self._idf(amounts)

    def count(self, word: QueryWord) -> int:
        """Return how many entries a word finds."""
        return int(np.count_nonzero((self.score(word) > 0) & self.snapshot.is_live))

    def form_count(self, form: SearchForm) -> int:
        """Return how many entries have one form."""
        mask = self._zeros().astype(bool)
        for found in self._find(form):
            mask[found.documents] = True
        return int(np.count_nonzero(mask & self.snapshot.is_live))

    def reasons(
        self, word: QueryWord, document: int
    ) -> Iterator[tuple[SearchForm | None, str, float]]:
        """Give what each form of a word in each field brings to one document.

        The form is None for what the words of a compound bring apart. The numbers sum
        to the word's score.
        """
        shares = [
            (found.form, found.field, found.form.weight * float(found.amounts[place]))
            for form in word.forms
            for found in self._find(form)
            for place in np.flatnonzero(found.documents == document)
        ]
        total = sum(share for _, _, share in shares)
        amounts, _ = self._amounts(word)
        score = float(self.score(word)[document])
        whole = float(amounts[document])
        if whole <= 0:
            if score > 0:
                yield None, "fiscal_year", score
            return
        for form, name, share in shares:
            yield form, name, score * share / whole
        if whole - total > 1e-6:
            yield None, "", score * (whole - total) / whole

    def _all(self, nodes: tuple[Wanted, ...]) -> Evaluated:
        mask = np.ones(self.snapshot.n_documents, dtype=bool)
        scores = self._zeros()
        for node in nodes:
            found = self.evaluate(node)
            scores += found.scores
            if not isinstance(node, QueryWord) or node.is_required:
                mask &= found.is_match
        return Evaluated(mask, scores)

    def _score(self, word: QueryWord) -> Scores:
        amounts, best = self._amounts(word)
        idf = self._idf(amounts)
        if word.fiscal_year:
            of_year = having(self.snapshot, "fiscal_year", [word.fiscal_year])
            amounts = amounts + self.ranking.fiscal_year * of_year
            best = np.maximum(best, self.ranking.fiscal_year * of_year)
        there = best > 0
        scores = self._zeros()
        near = amounts[there] / best[there]
        scores[there] = idf * best[there] * near / (self.ranking.saturation + near)
        return scores

    def _amounts(self, word: QueryWord) -> tuple[Scores, Scores]:
        """Return the weighed occurrences in every document, and the best weight."""
        amounts, best = self._zeros(), self._zeros()
        for form in word.forms:
            for found in self._find(form):
                amounts[found.documents] += form.weight * found.amounts
                best[found.documents] = np.maximum(best[found.documents], form.weight)
        if word.units:
            units = [self._amounts(unit) for unit in word.units]
            least = reduce(np.minimum, (unit for unit, _ in units))
            nearest = reduce(np.minimum, (unit for _, unit in units))
            # Where the compound stands whole, its words apart bring nothing more.
            apart = word.units_weight * (best == 0)
            amounts += apart * least
            best = np.maximum(best, apart * nearest)
        return amounts, best

    def _find(self, form: SearchForm) -> Iterator[_Found]:
        for name in TEXT_FIELDS:
            for term in form.terms:
                documents, counts = self.snapshot.postings(name, term)
                if len(documents):
                    yield self._found(form, name, documents, counts)
            if form.phrase:
                counted = self._phrase_counts(form.phrase, form.anchors)[name]
                if len(counted[0]):
                    yield self._found(form, name, *counted)

    def _found(
        self, form: SearchForm, name: str, documents: NDArray[np.int64], counts: Scores
    ) -> _Found:
        weight = self.ranking.fields[name]
        amounts = weight * counts / self._norms[name][documents]
        return _Found(form, name, documents, amounts.astype(np.float32))

    def _count_phrase(
        self, phrase: str, anchors: tuple[tuple[str, ...], ...]
    ) -> dict[str, tuple[NDArray[np.int64], Scores]]:
        """Return by field the documents that have a phrase and how often."""
        texts = self.snapshot.folded
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in TEXT_FIELDS}
        for document in self._candidates(anchors):
            if phrase not in texts[document]:
                continue
            parts = texts[document].split(FIELD_SEPARATOR)
            for name, part in zip(TEXT_FIELDS, parts, strict=True):
                if n_times := part.count(phrase):
                    found[name].append((document, n_times))
        return {name: _columns(pairs) for name, pairs in found.items()}

    def _candidates(self, anchors: tuple[tuple[str, ...], ...]) -> list[int]:
        mask = self.snapshot.is_live.copy()
        for terms in anchors:
            there = np.zeros(len(mask), dtype=bool)
            for name in TEXT_FIELDS:
                for term in terms:
                    there[self.snapshot.postings(name, term)[0]] = True
            mask &= there
        return [int(document) for document in np.flatnonzero(mask)]

    def _norm(self, name: str) -> Scores:
        """Return what occurrences in a field are divided by for its length."""
        lengths = self.snapshot.facts[f"{name}_length"].astype(np.float32)
        filled = lengths[lengths > 0]
        average = float(filled.mean()) if len(filled) else 1.0
        b = self.ranking.length
        norms: Scores = 1 - b + b * lengths / average
        return norms

    def _idf(self, amounts: Scores) -> float:
        n_found = np.count_nonzero((amounts > 0) & self.snapshot.is_live)
        n_all = np.count_nonzero(self.snapshot.is_live)
        return float(np.log1p((n_all - n_found + 0.5) / (n_found + 0.5)))

    def _zeros(self) -> Scores:
        return np.zeros(self.snapshot.n_documents, dtype=np.float32)


def _sum(scores: list[Scores]) -> Scores:
    total: Scores = np.sum(scores, axis=0)
    return total


def _columns(pairs: list[tuple[int, int]]) -> tuple[NDArray[np.int64], Scores]:
    documents = np.array([document for document, _ in pairs], dtype=np.int64)
    return documents, np.array([count for _, count in pairs], dtype=np.float32)
