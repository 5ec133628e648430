"""The database of record: SQLite in the home by default, PostgreSQL by URL.

What was reported, what the model says of it and what people decided stands here; index
and fitted model are derived from it. Every change is one transaction and one commit
number, so whatever is derived can ask what it missed since the number it knows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from corpus.database.loading import (
    SELECT_ENTRIES,
    StoredReport,
    ThemesOfEntry,
    as_they_count,
    as_utc,
    entry_of,
    indicator_of,
)
from corpus.database.schema import migrate
from corpus.database.storing import (
    batches,
    entry_ids,
    remove_entries,
    store_entries,
    store_report,
)
from corpus.database.tables import (
    catalogue,
    entries,
    indicators,
    items,
    labels,
    removed_entries,
    reports,
    tags,
)
from corpus.errors import HomeError, NotFoundError
from corpus.identity import digest
from corpus.records import (
    Entry,
    EntryKind,
    Indicator,
    Item,
    Label,
    ReadReport,
    Report,
    Tag,
)

__all__ = ["Database", "StoredReport", "ThemesOfEntry"]


class Database:
    """The record behind one SQLAlchemy URL.

    Parameters
    ----------
    url : str
        ``sqlite:///…/torikumi.db`` or ``postgresql+psycopg://…``.

    Raises
    ------
    HomeError
        The database cannot be opened or is damaged.
    NewerSchemaError
        A newer program wrote it.
    """

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            migrate(self._engine)
        except DBAPIError as error:
            raise HomeError(
                f"データベース（{self._engine.url.database}）を開けません。"
                "ファイルの権限とディスクの空きを確かめてください。"
                f"（{error.orig}）"
            ) from error

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @property
    def commit_number(self) -> int:
        """The number of the last commit; 0 before the first."""
        with self._engine.connect() as connection:
            query = sa.select(catalogue.c.commit_number)
            return int(connection.execute(query).scalar_one())

    def add_report(self, read: ReadReport) -> bool:
        """Store a report, in place of the same report stored before.

        Returns
        -------
        bool
            Whether anything changed: the same content again does not.
        """
        content = digest(read.report, read.items, read.entries, size=16)
        of_report = reports.c.id == read.report.id
        with self._engine.connect() as connection:
            stored = connection.execute(
                sa.select(reports.c.content_digest).where(of_report)
            ).scalar_one_or_none()
        if stored == content:
            return False
        with self._commit() as (connection, number):
            known = entry_ids(connection, read.report.id)
            kept = known & {entry.id for entry in read.entries}
            remove_entries(connection, known - kept, number)
            store_report(connection, read, content)
            store_entries(connection, read, kept, number)
        return True

    def reports(self) -> tuple[StoredReport, ...]:
        """Return every report, newest year first."""
        with self._engine.connect() as connection:
            kinds: dict[str, Counter[EntryKind]] = defaultdict(Counter)
            by_kind = sa.select(entries.c.report_id, entries.c.kind, sa.func.count())
            for report_id, kind, count in connection.execute(
                by_kind.group_by(entries.c.report_id, entries.c.kind)
            ):
                kinds[report_id][EntryKind(kind)] = count
            per_report = sa.select(items.c.report_id, sa.func.count())
            n_items = {
                str(report_id): int(count)
                for report_id, count in connection.execute(
                    per_report.group_by(items.c.report_id)
                )
            }
            rows = connection.execute(
                sa.select(reports).order_by(
                    sa.nulls_last(reports.c.fiscal_year.desc()),
                    reports.c.organisation,
                    reports.c.id,
                )
            ).all()
        return tuple(
            StoredReport(
                Report(
                    row.id,
                    row.title,
                    row.organisation,
                    row.fiscal_year,
                    row.source_name,
                ),
                tuple(row.warnings),
                as_utc(row.imported_at),
                n_items.get(row.id, 0),
                dict(kinds[row.id]),
            )
            for row in rows
        )

    def items(self, report_id: str) -> tuple[Item, ...]:
        """Return the rows of a report in print order."""
        query = (
            sa.select(items)
            .where(items.c.report_id == report_id)
            .order_by(items.c.position)
        )
        with self._engine.connect() as connection:
            return tuple(
                Item(
                    row.position, row.page, row.row, row.section, tuple(row.path),
                    row.title, row.variant, row.status, row.reason,
                )
                for row in connection.execute(query)
            )  # fmt: skip

    def entries_of(
        self, report_id: str, *, position: int | None = None
    ) -> tuple[Entry, ...]:
        """Return the entries of a report, or of one of its rows, in print order."""
        query = SELECT_ENTRIES.where(entries.c.report_id == report_id)
        if position is not None:
            query = query.where(entries.c.position == position)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(entries.c.ordinal))
            return tuple(entry_of(row) for row in rows)

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of these ids in their order; unknown ids are left out."""
        found: dict[str, Entry] = {}
        with self._engine.connect() as connection:
            for batch in batches(ids):
                query = SELECT_ENTRIES.where(entries.c.id.in_(batch))
                rows = {row.id: row for row in connection.execute(query)}
                found |= {each: entry_of(rows[each]) for each in batch if each in rows}
        return found

    def outcomes(self, beside: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return the outcomes in the rows of these entries, in print order."""
        places: dict[str, list[int]] = defaultdict(list)
        for entry in beside:
            places[entry.report_id].append(entry.position)
        found: list[Entry] = []
        with self._engine.connect() as connection:
            for report_id, positions in places.items():
                query = SELECT_ENTRIES.where(
                    entries.c.report_id == report_id,
                    entries.c.kind == EntryKind.OUTCOME.value,
                    entries.c.position.between(min(positions), max(positions)),
                )
                rows = connection.execute(query.order_by(entries.c.ordinal))
                found.extend(entry_of(row) for row in rows)
        return tuple(found)

    def entry(self, entry_id: str) -> Entry:
        """Return one entry.

        Raises
        ------
        NotFoundError
            The reader asked for an entry that is not in the catalogue.
        """
        try:
            return self.entries([entry_id])[entry_id]
        except KeyError as error:
            raise NotFoundError(
                f"「{entry_id[:80]}」という番号の取組はありません。"
                "検索からもう一度探してください。"
            ) from error

    def entry_ids(self, *, changed_after: int = -1) -> tuple[str, ...]:
        """Return the ids of entries changed in a later commit, in print order."""
        query = (
            sa.select(entries.c.id)
            .where(entries.c.changed_in > changed_after)
            .order_by(entries.c.report_id, entries.c.ordinal)
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def removed_ids(self, *, removed_after: int) -> tuple[str, ...]:
        """Return the ids of entries that went in a later commit."""
        query = sa.select(removed_entries.c.entry_id).where(
            removed_entries.c.removed_in > removed_after
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def ids_not_tagged_by(self, model_id: str) -> tuple[str, ...]:
        """Return the ids of entries whose tags another model gave, or none yet."""
        query = sa.select(entries.c.id).where(
            entries.c.tagged_by.is_distinct_from(model_id)
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def set_tags(self, tags_of: Mapping[str, Sequence[Tag]], *, model_id: str) -> None:
        """Replace the tags of entries by those of one model, as one commit."""
        rows = [asdict(tag) for each in tags_of.values() for tag in each]
        with self._commit() as (connection, number):
            for batch in batches(tags_of):
                connection.execute(sa.delete(tags).where(tags.c.entry_id.in_(batch)))
                connection.execute(
                    sa.update(entries)
                    .where(entries.c.id.in_(batch))
                    .values(tagged_by=model_id, changed_in=number)
                )
            if rows:
                connection.execute(sa.insert(tags), rows)

    def themes_of(self, ids: Iterable[str]) -> dict[str, ThemesOfEntry]:
        """Return the themes of entries as they count: labels beat tags."""
        ids = list(ids)
        tagged: dict[str, dict[str, Tag]] = defaultdict(dict)
        decided: dict[str, dict[str, bool]] = defaultdict(dict)
        with self._engine.connect() as connection:
            for batch in batches(ids):
                for row in connection.execute(
                    sa.select(tags).where(tags.c.entry_id.in_(batch))
                ):
                    tagged[row.entry_id][row.theme_id] = Tag(*row)
                for row in connection.execute(
                    sa.select(labels)
                    .where(labels.c.entry_id.in_(batch))
                    .order_by(labels.c.id)
                ):
                    decided[row.entry_id][row.theme_id] = row.is_carried
        return {
            entry_id: as_they_count(tagged[entry_id], decided[entry_id])
            for entry_id in ids
        }

    def add_labels(self, given: Iterable[Label]) -> None:
        """Keep what a person decided, for good, as one commit."""
        rows = [asdict(label) for label in given]
        with self._commit() as (connection, number):
            connection.execute(sa.insert(labels), rows)
            for batch in batches(row["entry_id"] for row in rows):
                connection.execute(
                    sa.update(entries)
                    .where(entries.c.id.in_(batch))
                    .values(changed_in=number)
                )

    def labels(self, entry_id: str | None = None) -> tuple[Label, ...]:
        """Return every label, or those of one entry, oldest first."""
        query = sa.select(labels).order_by(labels.c.id)
        if entry_id is not None:
            query = query.where(labels.c.entry_id == entry_id)
        with self._engine.connect() as connection:
            return tuple(
                Label(
                    row.entry_id, row.theme_id, row.is_carried, row.decided_by,
                    as_utc(row.decided_at), row.note,
                )
                for row in connection.execute(query)
            )  # fmt: skip

    def indicators(self, ids: Iterable[str] | None = None) -> tuple[Indicator, ...]:
        """Return the figures of these entries, or of all, in print order."""
        query = sa.select(indicators)
        with self._engine.connect() as connection:
            if ids is not None:
                query = query.where(indicators.c.entry_id.in_(list(ids)))
            rows = connection.execute(query).all()
        of_entry = self.entries({row.entry_id for row in rows})
        order = {entry_id: place for place, entry_id in enumerate(self.entry_ids())}
        rows = sorted(rows, key=lambda row: (order[row.entry_id], row.ordinal))
        return tuple(indicator_of(of_entry[row.entry_id], row) for row in rows)

    @contextmanager
    def _commit(self) -> Iterator[tuple[sa.Connection, int]]:
        """Open a transaction and number it; nothing is kept when it fails."""
        with self._engine.begin() as connection:
            # Writing first takes SQLite's write lock before anything is read.
            connection.execute(
                sa.update(catalogue).values(commit_number=catalogue.c.commit_number + 1)
            )
            number = connection.execute(
                sa.select(catalogue.c.commit_number)
            ).scalar_one()
            yield connection, number


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # Readers go on while one process writes; a kill leaves the last commit whole.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.close()
