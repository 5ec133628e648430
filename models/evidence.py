"""Which words spoke for and against a theme, and how loudly.

The model is linear, so its decision value is a sum: the bias and, for every feature and
every context found, value times weight. The classifier sums these products first over
the words that they were read from (``Findings.weights``), and here the words are told.
Nothing is lost on the way: bias plus the weights of all evidence is the decision value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.classifier import Findings, ThemeClassifier
from models.features import TextFields
from models.folding import starts_in


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
    words = [
        (field, *place)
        for field in findings.readings
        for place in _words(findings, document, field)
    ]
    weights = np.concatenate([*findings.weights.values()])
    explanations = []
    for theme_id in theme_ids:
        theme = classifier.theme_ids.index(theme_id)
        evidence = tuple(
            Evidence(*word, weight=weight)
            for word, weight in zip(words, weights[:, theme].tolist(), strict=True)
            if word[1]
        )
        bias = float(classifier.bias_[theme])
        explanations.append(Explanation(theme_id, bias, evidence))
    return tuple(explanations)


def _words(
    findings: Findings, document: TextFields, field: str
) -> Iterator[tuple[str, int, int]]:
    """Give the words of one field as printed, and where they stand."""
    printed = getattr(document, field) or ""
    reading = findings.readings[field]
    starts = starts_in(printed, reading.texts[0])
    begins = reading.pieces.begins.tolist()
    for start, end in pairwise([*(starts[place] for place in begins), len(printed)]):
        yield printed[start:end], start, end
