"""Texts → the themes they carry and the words that spoke for each, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.classifier import ThemeClassifier
from models.features import TextFields
from models.reasons import reasons
from service.judging import NO_KNOWN_WORD
from service.tagging.given import GivenRow

# More than a cell names, since a word may be told twice.
MOST_REASONS = 7

# Plain, since they go from process to process: theme, probability, words and weights.
Themes = tuple[tuple[str, float, tuple[tuple[str, float], ...]], ...]
Doubtful = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The themes of a row, those in doubt, and the terms that its text was read as.

    ``note`` says in Japanese why nothing can be said of a text.
    """

    themes: Themes
    doubtful: Doubtful
    note: str | None
    terms: Sequence[str]


def verdicts(
    classifier: ThemeClassifier, rows: Sequence[GivenRow], *, has_all_reasons: bool
) -> list[Verdict]:
    """Return the themes of each row, and those in doubt, best first.

    Parameters
    ----------
    classifier : ThemeClassifier
    rows : sequence of GivenRow
    has_all_reasons : bool
        Whether all words are told with their weights, or only the loudest.
    """
    fields = [TextFields(row.text, row.item, row.section) for row in rows]
    readings = classifier.extractor_.read(fields)
    probabilities = classifier.probabilities_of(readings)
    likely = probabilities.tolist()
    is_given = classifier.is_given(probabilities).tolist()
    is_doubtful = classifier.is_doubtful(probabilities).tolist()
    ids, n_themes = classifier.theme_ids, range(len(classifier.theme_ids))
    given, doubtful = [], []
    for sure, own_given, own_doubtful in zip(
        likely, is_given, is_doubtful, strict=True
    ):
        named = [k for k in n_themes if own_given[k] or own_doubtful[k]]
        named.sort(key=sure.__getitem__, reverse=True)
        given.append([(ids[k], sure[k]) for k in named if own_given[k]])
        doubtful.append(tuple((ids[k], sure[k]) for k in named if own_doubtful[k]))
    told = reasons(
        classifier,
        [row.text for row in rows],
        readings["text"],
        [[theme_id for theme_id, _ in each] for each in given],
        most=None if has_all_reasons else MOST_REASONS,
    )
    return [
        Verdict(
            tuple(
                (theme_id, probability, tuple(words))
                for (theme_id, probability), words in zip(each, own, strict=True)
            ),
            unsure,
            None if any(sure) else NO_KNOWN_WORD,
            reading.terms,
        )
        for each, own, unsure, sure, reading in zip(
            given, told, doubtful, likely, readings["text"], strict=True
        )
    ]
