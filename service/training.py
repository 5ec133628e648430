"""What the classifier learns from: the bundled examples and what people decided."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib import metadata
from typing import Any

from corpus import bundled
from corpus.analyzer import Analyzer
from corpus.database import Database
from corpus.deciding import that_count
from corpus.identity import digest
from corpus.labels import Example, bundled_examples
from corpus.records import Entry, EntryKind, Label
from corpus.themes import GUIDE, Guide
from models.classifier import ThemeClassifier
from models.evaluation import evaluate, fit_examples, judge_held_out
from models.features import TextFields
from models.presuming import presume_absent

# A theme of the home's own is learned from so many entries that carry it.
LEAST_DECISIONS = 20

# A model is fitted anew when one of these is another than it was made with.
_MADE_WITH = ("torikumi", "sudachipy", "sudachidict-core")


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What there is to learn from, and which themes can be learned.

    ``decided`` are entries that people decided on, by their id; ``n_missing`` says of
    each theme that cannot be learned yet how many more entries must be decided to carry
    it.
    """

    bundled: tuple[Example, ...]
    decided: Mapping[str, Example]
    theme_ids: tuple[str, ...]
    n_missing: Mapping[str, int]


def training_set(database: Database, guide: Guide) -> TrainingSet:
    """Return all that can be learned from now."""
    decided = _decided(database, guide)
    n_missing = _missing(decided.values(), guide)
    theme_ids = tuple(each for each in guide.ids if each not in n_missing)
    return TrainingSet(
        bundled=bundled_examples(),
        decided={
            entry_id: example
            for entry_id, example in decided.items()
            if not example.open_themes.issuperset(theme_ids)
        },
        theme_ids=theme_ids,
        n_missing=n_missing,
    )


def missing_decisions(database: Database, guide: Guide) -> dict[str, int]:
    """Return for each theme that gives no tags yet how many decisions are missing."""
    if guide.ids == GUIDE.ids:
        return {}
    return _missing(_decided(database, guide).values(), guide)


def fit_classifier(
    known: TrainingSet, analyzer: Analyzer
) -> tuple[ThemeClassifier, dict[str, Any]]:
    """Return a classifier fitted to all examples there are, with its card."""
    make = partial(ThemeClassifier, analyzer)
    own = [theme_id for theme_id in known.theme_ids if theme_id not in GUIDE.ids]
    decided, undecided = tuple(known.decided.values()), known.bundled
    if own:
        undecided = presume_absent(make, decided, undecided, own)
    examples = (*undecided, *decided)
    classifier = fit_examples(make(theme_ids=known.theme_ids), examples)
    return classifier, {
        "model_id": classifier.model_id_,
        "theme_ids": list(known.theme_ids),
        "n_examples": len(known.bundled),
        "n_decided": len(known.decided),
        "n_missing": dict(known.n_missing),
        "fitted_at": datetime.now(UTC).isoformat(timespec="seconds"),
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


def _missing(decided: Iterable[Example], guide: Guide) -> dict[str, int]:
    counts = Counter(theme_id for each in decided for theme_id in each.themes)
    return {
        theme_id: LEAST_DECISIONS - counts[theme_id]
        for theme_id in guide.ids
        if theme_id not in GUIDE.ids and counts[theme_id] < LEAST_DECISIONS
    }


def _decided(database: Database, guide: Guide) -> dict[str, Example]:
    """Return what people decided as examples; what nobody decided is left open.

    Entries of a sample are left out: they tell how good the model is only as long as
    it never learns from them.
    """
    sampled = database.sampled_ids()
    counting = {
        entry_id: about
        for entry_id, about in that_count(database.labels()).items()
        if entry_id not in sampled
    }
    entries = database.entries(sorted(counting))
    return {
        entry_id: _example(entry, counting[entry_id], guide)
        for entry_id, entry in entries.items()
    }


def _example(entry: Entry, about: Mapping[str, Label], guide: Guide) -> Example:
    fields = fields_of(entry)
    return Example(
        text=entry.text,
        themes=frozenset(each for each, label in about.items() if label.is_carried),
        register=None,
        kind=None,
        # What an office says of one item, year after year, is one idea.
        group=digest(entry.organisation, entry.item or entry.text, size=8),
        source=entry.report_id,
        item=fields.item,
        section=entry.section,
        open_themes=frozenset(guide.ids) - about.keys(),
    )
