"""Texts → the themes they carry and the words that spoke for each, many at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from models.classifier import Findings, ThemeClassifier
from models.features import TextFields
from models.reasons import reasons

NO_KNOWN_WORD = "知っている語がないため、テーマを判断できません。"
_BATCH = 256
# More than a cell names, since a word may be told twice.
MOST_REASONS = 7

# Plain, since they go from process to process: theme, probability, words and weights.
Themes = tuple[tuple[str, float, tuple[tuple[str, float], ...]], ...]
Doubtful = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """The themes of a text, and those in doubt.

    ``note`` says in Japanese why nothing can be said of a text.
    """

    themes: Themes
    doubtful: Doubtful
    note: str | None


def classify(
    classifier: ThemeClassifier, texts: Iterable[str]
) -> Iterator[Classification]:
    """Return the themes of each text with all words, in order, a batch at a time."""
    pending = iter(texts)
    while batch := list(islice(pending, _BATCH)):
        findings = classifier.find([TextFields(text) for text in batch])
        yield from classifications(classifier, findings, batch, has_all_reasons=True)


def classifications(
    classifier: ThemeClassifier,
    findings: Findings,
    texts: Sequence[str],
    *,
    has_all_reasons: bool,
) -> list[Classification]:
    """Return the themes of each text, and those in doubt, best first.

    Parameters
    ----------
    classifier : ThemeClassifier
    findings : Findings
        What the classifier found in the texts.
    texts : sequence of n_texts str
        As they stand.
    has_all_reasons : bool
        Whether all words are told with their weights, or only the loudest.
    """
    likely = findings.probabilities.tolist()
    is_given = classifier.is_given(findings.probabilities)
    is_doubtful = classifier.is_doubtful(findings.probabilities)
    given = _best_first(likely, is_given)
    doubtful = _best_first(likely, is_doubtful)
    told = reasons(
        findings,
        texts,
        given,
        most=None if has_all_reasons else MOST_REASONS,
    )
    ids = classifier.theme_ids
    return [
        Classification(
            tuple(
                (ids[k], sure[k], tuple(words))
                for k, words in zip(themes, own, strict=True)
            ),
            tuple((ids[k], sure[k]) for k in unsure),
            None if any(sure) else NO_KNOWN_WORD,
        )
        for themes, own, unsure, sure in zip(given, told, doubtful, likely, strict=True)
    ]


def _best_first(
    likely: Sequence[Sequence[float]], is_chosen: NDArray[np.bool_]
) -> list[list[int]]:
    """Return the chosen themes of each row by their numbers, the likeliest first."""
    chosen: list[list[int]] = [[] for _ in likely]
    for i, k in np.argwhere(is_chosen).tolist():
        chosen[i].append(k)
    for own, sure in zip(chosen, likely, strict=True):
        if len(own) > 1:
            own.sort(key=sure.__getitem__, reverse=True)
    return chosen
