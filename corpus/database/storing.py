"""What an import read → rows of the record, inside the caller's transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from corpus.database.standing import note_decided
from corpus.database.tables import (
    entries,
    indicators,
    items,
    removed_entries,
    reports,
    tags,
)
from corpus.identity import digest
from corpus.records import Indicator, ReadReport, Tag

_BATCH = 500  # ids in one statement; SQLite takes 999 on old machines


def content_digest(read: ReadReport) -> str:
    """Return a name for all that was read, whatever the file was called."""
    report = replace(read.report, source_name="")
    return digest(report, read.items, read.entries, read.indicators, size=16)


def replace_report(connection: sa.Connection, read: ReadReport, number: int) -> None:
    """Store a report in place of what stood under its id, in a numbered commit.

    An entry that is in both keeps its tags; one that is gone is remembered as removed.
    """
    known = _entry_ids(connection, read.report.id)
    kept = known & {entry.id for entry in read.entries}
    _remove_entries(connection, known - kept, number)
    _store_report(connection, read)
    _store_entries(connection, read, kept, number)


def replace_tags(
    connection: sa.Connection,
    tags_of: Mapping[str, Sequence[Tag]],
    model_id: str,
    number: int,
) -> None:
    """Store a model's tags in place of those of another, in a numbered commit."""
    for batch in batches(tags_of):
        of_batch = tags.c.entry_id.in_(batch)
        before: dict[str, set[tuple[str, bool, bool]]] = defaultdict(set)
        for row in connection.execute(sa.select(tags).where(of_batch)):
            before[row.entry_id].add((row.theme_id, row.is_given, row.is_doubtful))
        changed = [
            each
            for each in batch
            if before[each]
            != {(t.theme_id, t.is_given, t.is_doubtful) for t in tags_of[each]}
        ]
        connection.execute(sa.delete(tags).where(of_batch))
        rows = [asdict(tag) for each in batch for tag in tags_of[each]]
        if rows:
            connection.execute(sa.insert(tags), rows)
        tagged = sa.update(entries).where(entries.c.id.in_(batch))
        connection.execute(tagged.values(tagged_by=model_id))
        renewed = sa.update(entries).where(entries.c.id.in_(changed))
        connection.execute(renewed.values(changed_in=number))


def _entry_ids(connection: sa.Connection, report_id: str) -> set[str]:
    """Return the ids of a report's entries."""
    query = sa.select(entries.c.id).where(entries.c.report_id == report_id)
    return set(connection.execute(query).scalars())


def _remove_entries(connection: sa.Connection, ids: Iterable[str], number: int) -> None:
    """Take entries out, and remember in which commit they went."""
    for batch in batches(ids):
        for table, column in (
            (indicators, indicators.c.entry_id),
            (tags, tags.c.entry_id),
            (entries, entries.c.id),
        ):
            connection.execute(sa.delete(table).where(column.in_(batch)))
        connection.execute(
            sa.insert(removed_entries),
            [{"entry_id": entry_id, "removed_in": number} for entry_id in batch],
        )


def _store_report(connection: sa.Connection, read: ReadReport) -> None:
    """Store a report and its rows, in place of what stood under its id."""
    values = asdict(read.report) | {
        "content_digest": content_digest(read),
        "warnings": list(read.warnings),
        "imported_at": datetime.now(UTC),
    }
    of_report = reports.c.id == read.report.id
    updated = connection.execute(sa.update(reports).where(of_report).values(**values))
    if not updated.rowcount:
        connection.execute(sa.insert(reports).values(**values))
    connection.execute(sa.delete(items).where(items.c.report_id == read.report.id))
    connection.execute(
        sa.insert(items),
        [asdict(item) | {"report_id": read.report.id} for item in read.items],
    )


def _store_entries(
    connection: sa.Connection, read: ReadReport, kept: set[str], number: int
) -> None:
    """Store a report's entries and figures; those kept keep their tags."""
    rows = [
        {
            "id": entry.id,
            "report_id": entry.report_id,
            "position": entry.position,
            "ordinal": ordinal,
            "kind": entry.kind.value,
            "marker": entry.marker,
            "text": entry.text,
            "changed_in": number,
        }
        for ordinal, entry in enumerate(read.entries)
    ]
    new = [row for row in rows if row["id"] not in kept]
    for batch in batches(row["id"] for row in new):
        gone = removed_entries.c.entry_id.in_(batch)
        connection.execute(sa.delete(removed_entries).where(gone))
    if new:
        connection.execute(sa.insert(entries), new)
    for batch in batches(row["id"] for row in new):
        note_decided(connection, batch)  # labels outlive an entry, which comes back
    if same := [row | {"_id": row["id"]} for row in rows if row["id"] in kept]:
        update = sa.update(entries).where(entries.c.id == sa.bindparam("_id"))
        connection.execute(update, same)
    for batch in batches(entry.id for entry in read.entries):
        of_entries = indicators.c.entry_id.in_(batch)
        connection.execute(sa.delete(indicators).where(of_entries))
    counted: Counter[str] = Counter()
    found = [_indicator_row(indicator, counted) for indicator in read.indicators]
    if found:
        connection.execute(sa.insert(indicators), found)


def _indicator_row(indicator: Indicator, counted: Counter[str]) -> dict[str, object]:
    counted[indicator.entry_id] += 1
    values = asdict(indicator)
    return {
        name: values[name]
        for name in (
            "entry_id", "group", "measure", "target", "current", "baseline",
            "source_text",
        )
    } | {"ordinal": counted[indicator.entry_id]}  # fmt: skip


def batches(ids: Iterable[object]) -> Iterator[list[str]]:
    """Part ids into as many as one statement may name."""
    batch: list[str] = []
    for each in ids:
        batch.append(str(each))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
