"""Questions to the record, each inside a connection of the caller."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import sqlalchemy as sa

from corpus.database.loading import (
    SELECT_ENTRIES,
    StoredReport,
    ThemesOfEntry,
    as_they_count,
    entry_of,
    indicator_of,
    item_of,
    label_of,
    report_of,
)
from corpus.database.storing import batches
from corpus.database.tables import entries, indicators, items, labels, reports, tags
from corpus.deciding import that_count
from corpus.records import Entry, EntryKind, Indicator, Item, Label, Tag


def load_reports(
    connection: sa.Connection, *, report_id: str | None = None
) -> tuple[StoredReport, ...]:
    """Return every report, newest year first, or the one of an id."""
    query = sa.select(reports)
    by_kind = sa.select(entries.c.report_id, entries.c.kind, sa.func.count())
    by_row = sa.select(items.c.report_id, sa.func.count())
    if report_id is not None:
        query = query.where(reports.c.id == report_id)
        by_kind = by_kind.where(entries.c.report_id == report_id)
        by_row = by_row.where(items.c.report_id == report_id)
    n_entries: dict[str, Counter[EntryKind]] = defaultdict(Counter)
    for of_report, kind, count in connection.execute(
        by_kind.group_by(entries.c.report_id, entries.c.kind)
    ):
        n_entries[of_report][EntryKind(kind)] = count
    n_items: Counter[str] = Counter()
    for of_report, count in connection.execute(by_row.group_by(items.c.report_id)):
        n_items[of_report] = count
    newest_first = sa.nulls_last(reports.c.fiscal_year.desc())
    rows = connection.execute(
        query.order_by(newest_first, reports.c.organisation, reports.c.id)
    )
    return tuple(report_of(row, n_items[row.id], n_entries[row.id]) for row in rows)


def load_items(
    connection: sa.Connection, report_id: str, *, position: int | None
) -> tuple[Item, ...]:
    """Return the rows of a report in print order, or the one at a position."""
    query = sa.select(items).where(items.c.report_id == report_id)
    if position is not None:
        query = query.where(items.c.position == position)
    rows = connection.execute(query.order_by(items.c.position))
    return tuple(item_of(row) for row in rows)


def load_entries(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Entry]:
    """Return the entries of these ids in their order; unknown ids are left out."""
    found: dict[str, Entry] = {}
    for batch in batches(ids):
        query = SELECT_ENTRIES.where(entries.c.id.in_(batch))
        rows = {row.id: row for row in connection.execute(query)}
        found |= {each: entry_of(rows[each]) for each in batch if each in rows}
    return found


def load_entries_of(
    connection: sa.Connection, report_id: str, *, position: int | None
) -> tuple[Entry, ...]:
    """Return the entries of a report, or of one of its rows, in print order."""
    query = SELECT_ENTRIES.where(entries.c.report_id == report_id)
    if position is not None:
        query = query.where(entries.c.position == position)
    rows = connection.execute(query.order_by(entries.c.ordinal))
    return tuple(entry_of(row) for row in rows)


def load_other_years(connection: sa.Connection, entry: Entry) -> tuple[Entry, ...]:
    """Return the entries of the same item in an organisation's other years."""
    if entry.organisation is None or entry.item is None:
        return ()
    query = SELECT_ENTRIES.where(
        reports.c.organisation == entry.organisation,
        reports.c.fiscal_year.is_not(None),
        reports.c.fiscal_year.is_distinct_from(entry.fiscal_year),
        items.c.title == entry.item,
    )
    newest_first = (reports.c.fiscal_year.desc(), entries.c.report_id)
    rows = connection.execute(query.order_by(*newest_first, entries.c.ordinal))
    return tuple(entry_of(row) for row in rows)


def load_outcomes_of(connection: sa.Connection, report_id: str) -> tuple[Entry, ...]:
    """Return all outcomes of a report, in print order."""
    query = SELECT_ENTRIES.where(
        entries.c.report_id == report_id,
        entries.c.kind == EntryKind.OUTCOME.value,
    )
    rows = connection.execute(query.order_by(entries.c.ordinal))
    return tuple(entry_of(row) for row in rows)


def load_themes(
    connection: sa.Connection, ids: Iterable[str]
) -> dict[str, ThemesOfEntry]:
    """Return the themes of entries as they count: labels beat tags."""
    ids = list(ids)
    tagged = load_tags(connection, ids)
    decided = that_count(load_labels(connection, ids))
    return {
        each: as_they_count(tagged.get(each, {}), decided.get(each, {})) for each in ids
    }


def load_tags(
    connection: sa.Connection, ids: Iterable[str]
) -> dict[str, dict[str, Tag]]:
    """Return what the model says of entries, by entry and theme."""
    tagged: dict[str, dict[str, Tag]] = defaultdict(dict)
    for batch in batches(ids):
        given = sa.select(tags).where(tags.c.entry_id.in_(batch))
        for row in connection.execute(given):
            tagged[row.entry_id][row.theme_id] = Tag(*row)
    return tagged


def load_surest(
    connection: sa.Connection,
    theme_id: str,
    *,
    organisations: Collection[str],
    fiscal_years: Collection[int],
    limit: int,
) -> tuple[str, ...]:
    """Return the entries that a theme was given to with the highest probability."""
    query = (
        sa.select(tags.c.entry_id)
        .join(entries, tags.c.entry_id == entries.c.id)
        .join(reports, entries.c.report_id == reports.c.id)
        .where(tags.c.theme_id == theme_id, tags.c.is_given)
        .order_by(tags.c.probability.desc(), tags.c.entry_id)
    )
    if organisations:
        query = query.where(reports.c.organisation.in_(organisations))
    if fiscal_years:
        query = query.where(reports.c.fiscal_year.in_(fiscal_years))
    return tuple(connection.execute(query.limit(limit)).scalars())


def load_labels(
    connection: sa.Connection, ids: Iterable[str] | None
) -> Iterator[Label]:
    """Give every label, or those of some entries, the one decided first before others.

    Labels of entries that are named are ordered within their entry.
    """
    query = sa.select(labels).order_by(labels.c.decided_at, labels.c.id)
    if ids is None:
        yield from map(label_of, connection.execute(query))
        return
    for batch in batches(ids):
        of_entries = query.where(labels.c.entry_id.in_(batch))
        yield from map(label_of, connection.execute(of_entries))


def load_latest_labels(
    connection: sa.Connection, decided_by: str, *, sources: Sequence[str], limit: int
) -> tuple[Label, ...]:
    """Return what a person decided on some pages, what was kept last before others."""
    query = sa.select(labels).where(
        labels.c.decided_by == decided_by, labels.c.source.in_(sources)
    )
    rows = connection.execute(query.order_by(labels.c.id.desc()).limit(limit))
    return tuple(map(label_of, rows))


def load_indicators(
    connection: sa.Connection, ids: Iterable[str] | None
) -> tuple[Indicator, ...]:
    """Return the figures of these entries, or of all, in print order."""
    query = sa.select(indicators, entries.c.report_id, entries.c.ordinal.label("place"))
    query = query.join(entries, indicators.c.entry_id == entries.c.id)
    if ids is None:
        rows = list(connection.execute(query))
    else:
        rows = [
            row
            for batch in batches(ids)
            for row in connection.execute(query.where(entries.c.id.in_(batch)))
        ]
    rows.sort(key=lambda row: (row.report_id, row.place, row.ordinal))
    of_entry = load_entries(connection, dict.fromkeys(row.entry_id for row in rows))
    return tuple(indicator_of(of_entry[row.entry_id], row) for row in rows)
