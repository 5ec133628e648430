"""What the classifier learns from: the bundled examples and what people decided."""

import hashlib
from dataclasses import asdict
from functools import cache
from importlib import metadata
from typing import Any

from corpus import bundled
from corpus.analyzer import Analyzer
from corpus.database import Database
from corpus.identity import digest
from corpus.labels import Example, bundled_examples
from corpus.records import Entry, EntryKind
from models.classifier import ThemeClassifier
from models.evaluation import evaluate, fit_examples, judge_held_out
from models.features import TextFields

# A model is fitted anew when one of these is another than it was made with.
_MADE_WITH = ("torikumi", "sudachipy", "sudachidict-core")


def fit_classifier(
    database: Database, analyzer: Analyzer
) -> tuple[ThemeClassifier, dict[str, Any]]:
    """Return a classifier fitted to all examples there are, with its card."""
    examples = (*bundled_examples(), *_labelled(database))
    classifier = fit_examples(ThemeClassifier(analyzer), examples)
    return classifier, {
        "n_examples": len(examples),
        "made_with": made_with(),
        "evaluation": asdict(evaluate(judge_held_out(classifier, examples))),
    }


@cache
def made_with() -> dict[str, str]:
    """Return what a model depends on: versions, and a digest of the examples."""
    versions = {name: metadata.version(name) for name in _MADE_WITH}
    files = sorted(bundled.EXAMPLES.glob("*.jsonl"))
    digests = [hashlib.blake2b(file.read_bytes()).digest() for file in files]
    return versions | {"examples": digest(digests, size=8)}


def fields_of(entry: Entry) -> TextFields:
    """Return what the classifier reads of an entry.

    A bare item's text is its title already.
    """
    item = None if entry.kind is EntryKind.ITEM else entry.item
    return TextFields(entry.text, item, entry.section)


def _labelled(database: Database) -> tuple[Example, ...]:
    """Return what people decided as examples; a report is one group."""
    labelled = sorted({label.entry_id for label in database.labels()})
    themes = database.themes_of(labelled)
    return tuple(
        Example(
            text=entry.text,
            themes=frozenset(each.theme_id for each in themes[entry.id].given),
            register=None,
            kind=None,
            group=entry.report_id,
            source=entry.report_id,
            item=fields_of(entry).item,
            section=entry.section,
        )
        for entry in database.entries(labelled).values()
    )
