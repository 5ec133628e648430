"""Entries → the tags that a model gives them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from corpus.database import Database
from corpus.records import Entry, Tag
from models.classifier import ThemeClassifier
from service.training import fields_of

BATCH = 500


def tags_of(
    classifier: ThemeClassifier, entries: Sequence[Entry]
) -> dict[str, list[Tag]]:
    """Return the tags given and those in doubt, by entry."""
    probabilities = classifier.predict_proba([fields_of(each) for each in entries])
    given = classifier.is_given(probabilities)
    doubtful = classifier.is_doubtful(probabilities)
    return {
        entry.id: [
            Tag(
                entry.id,
                theme_id,
                float(probabilities[row, column]),
                bool(given[row, column]),
                bool(doubtful[row, column]),
                classifier.model_id_,
            )
            for column, theme_id in enumerate(classifier.theme_ids)
            if given[row, column] or doubtful[row, column]
        ]
        for row, entry in enumerate(entries)
    }


def tagged_batches(
    classifier: ThemeClassifier, database: Database, ids: Iterable[str]
) -> Iterator[Mapping[str, Sequence[Tag]]]:
    """Give the tags of entries, a batch at a time."""
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        yield tags_of(classifier, list(database.entries(batch).values()))
