"""Which words spoke for and against a theme, and how loudly.

The model is linear, so its decision value is a sum: the bias and, for every feature and
every context found, value times weight. The classifier sums these products first over
the words that they were read from (``Findings.weights``), and here the words are told.
Nothing is lost on the way: bias plus the weights of all evidence is the decision value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.classifier import Findings, ThemeClassifier
from models.features import TextFields
from models.folding import fold_with_offsets
from models.occurrences import Array


@dataclass(frozen=True, slots=True)
class Evidence:
    """One word and its weight: above 0 it spoke for the theme, below against it.

    ``field`` says where it stands (text, item or section); ``start`` and ``end`` are
    offsets into that field as printed.
    """

    field: str
    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision value taken apart: ``bias`` plus the weights of ``evidence``."""

    theme_id: str
    bias: float
    evidence: tuple[Evidence, ...]

    @property
    def decision(self) -> float:
        """The decision value that the parts add up to."""
        return self.bias + sum(word.weight for word in self.evidence)


def explain(
    classifier: ThemeClassifier, document: TextFields, theme_ids: Iterable[str]
) -> tuple[Explanation, ...]:
    """Return for each theme the words that spoke for and against it, as they stand.

    Examples
    --------
    >>> explanation, = explain(classifier, TextFields("残業を減らす"), ["overtime"])
    >>> max(explanation.evidence, key=lambda word: word.weight).text
    '残業'
    """
    findings = classifier.find([document])
    words: list[tuple[str, str, int, int]] = []
    weights: list[Array] = [np.zeros((0, len(classifier.theme_ids)))]
    for field in findings.readings:
        if getattr(document, field):
            own, weighed = _words(findings, document, field)
            words += own
            weights.append(weighed)
    table = np.concatenate(weights)
    explanations = []
    for theme_id in theme_ids:
        theme = classifier.theme_ids.index(theme_id)
        evidence = tuple(
            Evidence(*word, weight=weight)
            for word, weight in zip(words, table[:, theme].tolist(), strict=True)
        )
        bias = float(classifier.bias_[theme])
        explanations.append(Explanation(theme_id, bias, evidence))
    return tuple(explanations)


def _words(
    findings: Findings, document: TextFields, field: str
) -> tuple[list[tuple[str, str, int, int]], Array]:
    """Return the words of one field as printed, with their places and weights."""
    printed = getattr(document, field)
    starts = np.array(fold_with_offsets(printed).starts, dtype=np.intp)
    begins = starts[findings.readings[field].pieces.begins]
    # Of a sign that folding parted (…) the words are one.
    firsts = np.flatnonzero(np.diff(begins, prepend=-1))
    edges = [*begins[firsts].tolist(), len(printed)]
    words = [(field, printed[a:b], a, b) for a, b in pairwise(edges)]
    return words, np.add.reduceat(findings.weights[field], firsts)
