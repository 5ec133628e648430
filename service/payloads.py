"""Dataclasses → the JSON shapes that other programs rely on, for API and command alike.

The names and shapes are those of the interface and stay; more fields may be added.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.records import EntryKind, EntryTheme, Figure, Indicator
from service.classifications import Classification
from service.understanding import understood_payload
from service.views import (
    EntryView,
    ImportResult,
    ReportSummary,
    TaggedEntry,
    ThemeView,
)

Payload = dict[str, Any]


def entry_payload(tagged: TaggedEntry) -> Payload:
    """Return an entry with the themes it carries."""
    entry = tagged.entry
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "organisation": entry.organisation,
        "fiscal_year": entry.fiscal_year,
        "report": entry.report,
        "report_id": entry.report_id,
        "section": entry.section,
        "path": list(entry.path),
        "item": entry.item,
        "variant": entry.variant,
        "status": entry.status,
        "reason": entry.reason,
        "marker": entry.marker,
        "text": entry.text,
        "themes": [_theme_payload(theme) for theme in tagged.themes],
    }


def view_payload(view: EntryView) -> Payload:
    """Return an entry with its row, what is doubtful, and why it has its tags."""
    return entry_payload(view.entry) | {
        "doubtful": [_theme_payload(theme) for theme in view.entry.doubtful],
        "probabilities": dict(view.probabilities),
        "evidence": {
            theme_id: [{"text": one.text, "weight": one.weight} for one in evidence]
            for theme_id, evidence in view.evidence.items()
        },
        "siblings": [
            entry_payload(sibling)
            for sibling in view.siblings
            if sibling.entry.id != view.entry.entry.id
        ],
        "outcomes": [entry_payload(outcome) for outcome in view.outcomes],
        "indicators": [indicator_payload(one) for one in view.indicators],
        "other_years": [entry_payload(other) for other in view.other_years],
        "similar": [
            entry_payload(one.entry)
            | {"similarity": one.similarity, "shared": list(one.shared)}
            for one in view.similar
        ],
    }


def theme_payload(view: ThemeView) -> Payload:
    """Return a theme of the guide with its rule and how many entries carry it."""
    theme = view.theme
    return {
        "id": theme.id,
        "name": theme.name,
        "english_name": theme.english_name,
        "core": theme.is_core,
        "carries": theme.carries,
        "does_not": theme.does_not,
        "count": view.count,
    }


def indicator_payload(indicator: Indicator) -> Payload:
    """Return an indicator; what the report does not give is null."""
    return {
        "entry_id": indicator.entry_id,
        "organisation": indicator.organisation,
        "fiscal_year": indicator.fiscal_year,
        "section": indicator.section,
        "path": list(indicator.path),
        "item": indicator.item,
        "group": indicator.group,
        "measure": indicator.measure,
        "target": _figure_payload(indicator.target),
        "current": _figure_payload(indicator.current),
        "baseline": _figure_payload(indicator.baseline),
        "source_text": indicator.source_text,
    }


def classification_payload(classification: Classification) -> Payload:
    """Return the themes given to a text with their evidence, and the doubtful ones.

    A text of which nothing can be said has a note besides.
    """
    note = {"note": classification.note} if classification.note else {}
    return note | {
        "themes": [
            {
                "id": theme_id,
                "probability": probability,
                "evidence": [
                    {"text": text, "weight": weight} for text, weight in evidence
                ],
            }
            for theme_id, probability, evidence in classification.themes
        ],
        "doubtful": [
            {"id": theme_id, "probability": probability}
            for theme_id, probability in classification.doubtful
        ],
    }


def report_payload(summary: ReportSummary) -> Payload:
    """Return a report and how many entries of each kind it holds."""
    report = summary.report
    return {
        "id": report.id,
        "title": report.title,
        "organisation": report.organisation,
        "fiscal_year": report.fiscal_year,
        "source": report.source_name,
        "imported_at": summary.imported_at.isoformat(timespec="seconds"),
        "items": summary.n_items,
        "entries": _kind_counts(summary.counts),
    }


def import_payload(result: ImportResult) -> Payload:
    """Return what became of one imported file."""
    return {
        "file": result.file,
        "status": "refused" if result.error else "imported",
        "entries": _kind_counts(result.entries),
        "organisations": list(result.organisations),
        "fiscal_years": list(result.fiscal_years),
        "encoding": result.encoding,
        "columns": dict(result.columns),
        "understood": understood_payload(result.understood),
        "warnings": list(result.warnings),
        "error": result.error,
        "new": result.is_new,
    }


def listed(name: str, payloads: Iterable[Mapping[str, Any]]) -> Payload:
    """Return a list under its name with its length."""
    rows = list(payloads)
    return {"total": len(rows), name: rows}


def _kind_counts(counts: Mapping[EntryKind, int]) -> Payload:
    return {kind.value: counts.get(kind, 0) for kind in EntryKind}


def _theme_payload(theme: EntryTheme) -> Payload:
    return {
        "id": theme.theme_id,
        "probability": theme.probability,
        "decided_by": theme.decided_by,
    }


def _figure_payload(figure: Figure | None) -> Payload | None:
    if figure is None:
        return None
    return {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "bound": figure.bound,
        "period": figure.period,
    }
