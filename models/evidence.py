"""Which words spoke for and against a theme, and how loudly.

The model is linear, so its decision value is a sum: the bias and, for every feature and
every context found, value times weight. Here each product is laid on the characters
that it was read from, and the characters are gathered into words. Nothing is lost on
the way: bias plus the weights of all evidence is the decision value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.classifier import ThemeClassifier
from models.contexts import Context, read_contexts
from models.features import TextFields
from models.folding import fold_with_offsets
from models.vocabulary import Array


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
    asked = tuple(theme_ids)
    words: list[tuple[str, str, int, int]] = []
    weights: list[Array] = [np.zeros((0, len(asked)))]
    for field in classifier.field_shares:
        printed = getattr(document, field)
        if printed:
            found, loud = _words(classifier, field, printed, asked)
            words += found
            weights.append(loud)
    table = np.concatenate(weights)
    return tuple(
        Explanation(
            theme_id=theme_id,
            bias=float(classifier.bias_[classifier.theme_ids.index(theme_id)]),
            evidence=tuple(
                Evidence(*word, weight=float(weight))
                for word, weight in zip(words, table[:, k], strict=True)
            ),
        )
        for k, theme_id in enumerate(asked)
    )


def _words(
    classifier: ThemeClassifier, field: str, printed: str, asked: Sequence[str]
) -> tuple[list[tuple[str, str, int, int]], Array]:
    """Return the words of one field, and their weights, a column per theme asked."""
    folded = fold_with_offsets(printed)
    tokens = classifier.analyzer.tokens(folded.text)
    columns = [classifier.theme_ids.index(theme_id) for theme_id in asked]
    # What each character weighs more than the one before it.
    steps = np.zeros((len(folded.text) + 1, len(asked)))
    for spans, features, values in classifier.extractor_.occurrences(
        field, folded.text, tokens
    ):
        weights = classifier.weights_[features[:, None], columns]
        _lay(steps, spans, values[:, None] * weights)
    if field == "text":
        for context in read_contexts(folded.text):
            if context.theme_id in asked:
                k = asked.index(context.theme_id)
                _lay_context(steps[:, k : k + 1], classifier, context)
    loud = np.cumsum(steps[:-1], axis=0)
    # A word reaches to the next one, so that no character is left out.
    begins = [0, *(token.start for token in tokens[1:])]
    ends = [*begins[1:], len(folded.text)]
    words = []
    for begin, end in zip(begins, ends, strict=True):
        start, stop = folded.starts[begin], folded.starts[end]
        words.append((field, printed[start:stop], start, stop))
    return words, np.add.reduceat(loud, begins, axis=0)


def _lay_context(step: Array, classifier: ThemeClassifier, context: Context) -> None:
    """Lay a context's runs where they stand, and its bias on the theme's words."""
    model, share = classifier.contexts_, classifier.context_share
    runs, features, values = model.vocabulary_.occurrences(context.text)
    spans = np.array(context.starts, dtype=np.intp)[runs]
    _lay(step, spans, share * (values * model.weights_[features])[:, None])
    words = np.array(context.words, dtype=np.intp)
    _lay(step, words, np.full((len(words), 1), share * model.bias_ / len(words)))


def _lay(steps: Array, spans: NDArray[np.intp], weights: Array) -> None:
    """Spread each weight evenly over the characters of its span."""
    each = weights / (spans[:, 1] - spans[:, 0])[:, None]
    np.add.at(steps, spans[:, 0], each)
    np.subtract.at(steps, spans[:, 1], each)
