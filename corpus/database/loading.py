"""Rows of the record → records of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpus.database.tables import entries, items, reports
from corpus.records import (
    Entry,
    EntryKind,
    EntryTheme,
    Figure,
    Indicator,
    Item,
    Label,
    Report,
    Tag,
)


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report in the record: what was unclear in it, how many entries of each kind."""

    report: Report
    warnings: tuple[str, ...]
    imported_at: datetime
    n_items: int
    n_entries: Mapping[EntryKind, int]


@dataclass(frozen=True, slots=True)
class ThemesOfEntry:
    """The themes of an entry as they count, and those in doubt; best first."""

    given: tuple[EntryTheme, ...] = ()
    doubtful: tuple[EntryTheme, ...] = ()


SELECT_ENTRIES: sa.Select[Any] = (
    sa.select(
        entries.c.id,
        entries.c.report_id,
        entries.c.position,
        entries.c.kind,
        reports.c.organisation,
        reports.c.fiscal_year,
        reports.c.title.label("report"),
        items.c.section,
        items.c.path,
        items.c.title.label("item"),
        items.c.variant,
        items.c.status,
        items.c.reason,
        entries.c.marker,
        entries.c.text,
    )
    .join(reports, entries.c.report_id == reports.c.id)
    .join(
        items,
        (items.c.report_id == entries.c.report_id)
        & (items.c.position == entries.c.position),
    )
)


def entry_of(row: sa.Row[Any]) -> Entry:
    """Return the entry of a row of ``SELECT_ENTRIES``."""
    values = row._asdict()
    values["kind"] = EntryKind(values["kind"])
    values["path"] = tuple(values["path"])
    return Entry(**values)


def report_of(
    row: sa.Row[Any], n_items: int, n_entries: Mapping[EntryKind, int]
) -> StoredReport:
    """Return a report of its row, with how much it holds."""
    report = Report(
        row.id, row.title, row.organisation, row.fiscal_year, row.source_name
    )
    warnings = tuple(row.warnings)
    return StoredReport(
        report, warnings, as_utc(row.imported_at), n_items, dict(n_entries)
    )


def item_of(row: sa.Row[Any]) -> Item:
    """Return the printed row of a stored one."""
    return Item(
        row.position, row.page, row.row, row.section, tuple(row.path), row.title,
        row.variant, row.status, row.reason,
    )  # fmt: skip


def label_of(row: sa.Row[Any]) -> Label:
    """Return what a person decided."""
    return Label(
        row.entry_id, row.theme_id, row.is_carried, row.decided_by,
        as_utc(row.decided_at), row.note, row.source,
    )  # fmt: skip


def indicator_of(entry: Entry, row: sa.Row[Any]) -> Indicator:
    """Return the figures of one stored row."""

    def figure(value: Mapping[str, object] | None) -> Figure | None:
        return Figure(**value) if value else None  # type: ignore[arg-type]

    return Indicator(
        entry.id, entry.organisation, entry.fiscal_year, entry.section, entry.path,
        entry.item, row.group, row.measure, figure(row.target), figure(row.current),
        figure(row.baseline), row.source_text,
    )  # fmt: skip


def as_they_count(
    tagged: Mapping[str, Tag], decided: Mapping[str, Label]
) -> ThemesOfEntry:
    """Return the themes of an entry from its tags and the labels that count."""
    by_person = [
        EntryTheme(
            theme_id,
            tagged[theme_id].probability if theme_id in tagged else None,
            "person",
        )
        for theme_id, label in decided.items()
        if label.is_carried
    ]
    open_tags = sorted(
        (tag for tag in tagged.values() if tag.theme_id not in decided),
        key=lambda tag: -tag.probability,
    )
    by_model = [EntryTheme(tag.theme_id, tag.probability, "model") for tag in open_tags]
    given = [
        theme for theme, tag in zip(by_model, open_tags, strict=True) if tag.is_given
    ]
    doubtful = [
        theme for theme, tag in zip(by_model, open_tags, strict=True) if tag.is_doubtful
    ]
    return ThemesOfEntry((*by_person, *given), tuple(doubtful))


def as_utc(moment: datetime) -> datetime:
    """Return a stored moment with its zone, which SQLite does not keep."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
