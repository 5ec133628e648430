"""Entries that wait for a person, each with all that is needed to decide it at a look.

An entry of the sample is shown blind: its text and its place in the report, and
nothing that the model or anyone else says of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.database import Database, Progress, Queue, QueueKind
from corpus.deciding import standing
from corpus.records import Entry, Item, Label
from corpus.themes import Guide
from models.classifier import ThemeClassifier
from models.evidence import Evidence
from service.judging import evidence_of
from service.training import fields_of


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """An entry to decide, in its row.

    ``chosen`` are the themes as they count now, ``doubtful`` those in doubt;
    ``said`` is what stands of people's labels by theme, the latest last.
    """

    entry: Entry
    item: Item
    siblings: tuple[Entry, ...]
    is_blind: bool
    chosen: frozenset[str]
    doubtful: frozenset[str]
    probabilities: Mapping[str, float]
    evidence: Mapping[str, tuple[Evidence, ...]]
    said: Mapping[str, tuple[Label, ...]]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Some entries of a queue from a place on, how many wait, and how far one is."""

    queue: Queue
    cards: tuple[ReviewCard, ...]
    total: int
    progress: Progress


def show_queue(
    database: Database,
    guide: Guide,
    classifier: ThemeClassifier,
    queue: Queue,
    places: range,
) -> ReviewPage:
    """Return the entries at some places of a queue, ready to be decided.

    Raises
    ------
    NotFoundError
        The reader asked for the queue of a theme or report that is not there.
    """
    if queue.theme_id is not None:
        guide.find(queue.theme_id)
    if queue.report_id is not None:
        database.report(queue.report_id)
    waiting = database.waiting(queue, limit=len(places), offset=places.start)
    is_blind = queue.kind is QueueKind.SAMPLE
    cards = tuple(
        show_card(database, classifier, entry_id, is_blind=is_blind)
        for entry_id in waiting.ids
    )
    return ReviewPage(queue, cards, waiting.total, database.progress())


def show_card(
    database: Database, classifier: ThemeClassifier, entry_id: str, *, is_blind: bool
) -> ReviewCard:
    """Return one entry, ready to be decided.

    Raises
    ------
    NotFoundError
        The reader asked for an entry that is not in the catalogue.
    """
    entry = database.entry(entry_id)
    row = database.entries_of(entry.report_id, position=entry.position)
    siblings = tuple(other for other in row if other.id != entry_id)
    item = database.item_of(entry)
    if is_blind:
        nothing = frozenset[str]()
        return ReviewCard(entry, item, siblings, True, nothing, nothing, {}, {}, {})
    themes = database.themes_of([entry_id])[entry_id]
    chosen = frozenset(theme.theme_id for theme in themes.given)
    doubtful = frozenset(theme.theme_id for theme in themes.doubtful)
    fields = fields_of(entry)
    probabilities = map(float, classifier.predict_proba([fields])[0])
    known = [each for each in classifier.theme_ids if each in chosen | doubtful]
    return ReviewCard(
        entry=entry,
        item=item,
        siblings=siblings,
        is_blind=False,
        chosen=chosen,
        doubtful=doubtful,
        probabilities=dict(zip(classifier.theme_ids, probabilities, strict=True)),
        evidence=evidence_of(classifier, fields, known),
        said={
            theme_id: kept
            for (_, theme_id), kept in standing(database.labels(entry_id)).items()
        },
    )
