"""Entries like one another: TF-IDF cosine, with the words they share.

The postings of an entry's words give the candidates; the cosine of the best of them is
then taken exactly, from the words of their texts.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Analyzer
from index.questions import is_asking, is_slight
from index.schema import Term
from index.snapshot import Snapshot
from index.words import Word, read_words

# Similarity, document, and what each shared word brings.
_Compared = tuple[float, int, dict[str, float]]
_N_CANDIDATES = 50
_N_SHARED = 5
_MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class SimilarEntry:
    """An entry like another; ``shared`` are the words that make it so."""

    entry_id: str
    similarity: float
    shared: tuple[str, ...]


class Similarity:
    """Compares the entries of one snapshot."""

    def __init__(self, analyzer: Analyzer, snapshot: Snapshot) -> None:
        self._analyzer = analyzer
        self._snapshot = snapshot

    def similar(self, document: int, *, limit: int) -> tuple[SimilarEntry, ...]:
        """Return the documents most like one, of those with another text."""
        forms = self._forms(document)
        vector = self._weighed(forms)
        found: list[_Compared] = []
        digests = self._snapshot.facts["text_digest"]
        for other in self._candidates(document, vector, forms):
            if digests[other] == digests[document]:
                continue
            other_vector = self._weighed(self._forms(other))
            shared = {key: vector[key] * other_vector.get(key, 0.0) for key in vector}
            norm = _norm(vector) * _norm(other_vector)
            if norm:
                found.append((sum(shared.values()) / norm, other, shared))
        found.sort(key=lambda one: (-one[0], one[1]))
        return tuple(
            SimilarEntry(
                entry_id=self._snapshot.entry_id(other),
                similarity=similarity,
                shared=_best(shared, forms),
            )
            for similarity, other, shared in _apart(found, digests)[:limit]
            if similarity > 0
        )

    def _forms(self, document: int) -> Mapping[str, list[Word]]:
        """Return the words of a document's text that say something, by key."""
        forms: dict[str, list[Word]] = {}
        for word in read_words(self._analyzer, self._snapshot.text(document)):
            if not is_asking(word) and not is_slight(word):
                forms.setdefault(word.key, []).append(word)
        return forms

    def _weighed(self, forms: Mapping[str, list[Word]]) -> dict[str, float]:
        n_all = self._snapshot.n_documents
        return {
            key: (1 + math.log(len(words)))
            * math.log((1 + n_all) / (1 + self._n_holders(words)))
            for key, words in forms.items()
        }

    def _n_holders(self, words: list[Word]) -> int:
        return sum(len(self._snapshot.postings("text", t)[0]) for t in _terms(words))

    def _candidates(
        self,
        document: int,
        vector: Mapping[str, float],
        forms: Mapping[str, list[Word]],
    ) -> list[int]:
        scores = np.zeros(self._snapshot.n_documents)
        for key in sorted(vector, key=lambda key: -vector[key])[:_MAX_WORDS]:
            for term in _terms(forms[key]):
                scores[self._snapshot.postings("text", term)[0]] += vector[key]
        scores /= np.sqrt(1 + self._snapshot.facts["text_length"])
        scores[~self._snapshot.is_live] = 0
        scores[document] = 0
        best = np.argsort(-scores, kind="stable")[:_N_CANDIDATES]
        return [int(other) for other in best if scores[other] > 0]


def _terms(words: list[Word]) -> set[str]:
    return {Term(w.key, w.form, w.reading, is_part=False).encode() for w in words}


def _norm(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def _best(
    shared: Mapping[str, float], forms: Mapping[str, list[Word]]
) -> tuple[str, ...]:
    keys = sorted((k for k in shared if shared[k] > 0), key=lambda key: -shared[key])
    return tuple(forms[key][0].form for key in keys[:_N_SHARED])


def _apart(found: list[_Compared], digests: NDArray[np.uint32]) -> list[_Compared]:
    """Keep of entries with the same text the first."""
    seen: set[int] = set()
    kept = []
    for one in found:
        digest = int(digests[one[1]])
        if digest not in seen:
            kept.append(one)
        seen.add(digest)
    return kept
