"""Entries and reports with all that a page of them shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from itertools import islice
from typing import Any

from corpus.database import Database, ThemesOfEntry
from corpus.records import Entry, EntryKind
from index.searcher import Hit
from index.similar import SimilarEntry
from models.classifier import ThemeClassifier
from service.judging import evidence_of
from service.training import fields_of
from service.views import (
    About,
    EntryView,
    ReportRow,
    ReportSummary,
    ReportView,
    SearchHit,
    SimilarView,
    TaggedEntry,
)

_BATCH = 500
_LIBRARIES = (
    "torikumi", "sudachipy", "sudachidict-core", "whoosh3", "scikit-learn", "flask",
    "sqlalchemy",
)  # fmt: skip


def tagged(database: Database, entries: Iterable[Entry]) -> dict[str, TaggedEntry]:
    """Return entries with their themes, by id and in their order."""
    entries = list(entries)
    themes = database.themes_of(entry.id for entry in entries)
    nothing = ThemesOfEntry()
    return {
        entry.id: TaggedEntry(
            entry,
            themes.get(entry.id, nothing).given,
            themes.get(entry.id, nothing).doubtful,
        )
        for entry in entries
    }


def show_hits(database: Database, hits: Iterable[Hit]) -> Iterator[SearchHit]:
    """Give hits with their entries, a batch at a time; what is gone is left out."""
    hits = iter(hits)
    while batch := list(islice(hits, _BATCH)):
        found = database.entries(hit.entry_id for hit in batch)
        shown = tagged(database, found.values())
        for hit in batch:
            if hit.entry_id in shown:
                yield SearchHit(shown[hit.entry_id], hit.score, hit.snippet)


def all_tagged(database: Database, ids: Iterable[str]) -> Iterator[TaggedEntry]:
    """Return entries with their themes, read as they are asked for."""
    waiting = iter(ids)
    while batch := list(islice(waiting, _BATCH)):
        yield from tagged(database, database.entries(batch).values()).values()


def show_about(database: Database, *, n_entries: int, card: Mapping[str, Any]) -> About:
    """Return what is in the catalogue, and by which model and versions."""
    stored = [summary.report for summary in database.reports()]
    return About(
        n_reports=len(stored),
        n_entries=n_entries,
        organisations=tuple(
            sorted({each.organisation for each in stored if each.organisation})
        ),
        fiscal_years=tuple(
            sorted({each.fiscal_year for each in stored if each.fiscal_year})
        ),
        model_card=card,
        versions={name: metadata.version(name) for name in _LIBRARIES},
    )


def show_entry(
    database: Database,
    classifier: ThemeClassifier,
    entry_id: str,
    *,
    similar: Iterable[SimilarEntry],
) -> EntryView:
    """Return an entry in its row, and why it has its tags.

    Raises
    ------
    NotFoundError
        The reader asked for an entry that is not in the catalogue.
    """
    entry = database.entry(entry_id)
    row = database.entries_of(entry.report_id, position=entry.position)
    beside = tagged(database, row)
    this = beside[entry.id]
    themes = [each.theme_id for each in (*this.themes, *this.doubtful)]
    fields = fields_of(entry)
    probabilities = map(float, classifier.predict_proba([fields])[0])
    return EntryView(
        entry=this,
        report=database.report(entry.report_id).report,
        item=database.item_of(entry),
        siblings=_of_kind(beside.values(), is_outcome=False),
        outcomes=_of_kind(beside.values(), is_outcome=True),
        probabilities=dict(zip(classifier.theme_ids, probabilities, strict=True)),
        evidence=evidence_of(classifier, fields, themes),
        indicators=database.indicators([entry.id]),
        other_years=tuple(tagged(database, database.other_years(entry)).values()),
        similar=_show_similar(database, similar),
    )


def show_reports(database: Database) -> tuple[ReportSummary, ...]:
    """Return every report, newest year first."""
    return tuple(
        ReportSummary(
            stored.report, stored.n_items, stored.n_entries, stored.imported_at
        )
        for stored in database.reports()
    )


def show_report(database: Database, report_id: str) -> ReportView:
    """Return a report as printed, with tags.

    Raises
    ------
    NotFoundError
        The reader asked for a report that is not in the catalogue.
    """
    stored = database.report(report_id)
    of_row: dict[int, list[TaggedEntry]] = defaultdict(list)
    for each in tagged(database, database.entries_of(report_id)).values():
        of_row[each.entry.position].append(each)
    rows = tuple(
        ReportRow(item, tuple(of_row[item.position]))
        for item in database.items(report_id)
    )
    return ReportView(stored.report, rows, stored.warnings)


def _show_similar(
    database: Database, similar: Iterable[SimilarEntry]
) -> tuple[SimilarView, ...]:
    similar = list(similar)
    found = database.entries(each.entry_id for each in similar)
    shown = tagged(database, found.values())
    return tuple(
        SimilarView(shown[each.entry_id], each.similarity, each.shared)
        for each in similar
        if each.entry_id in shown
    )


def _of_kind(
    entries: Iterable[TaggedEntry], *, is_outcome: bool
) -> tuple[TaggedEntry, ...]:
    return tuple(
        each for each in entries if (each.entry.kind is EntryKind.OUTCOME) is is_outcome
    )
