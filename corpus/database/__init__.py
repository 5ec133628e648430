"""The database of record: SQLite in the home by default, PostgreSQL by URL.

What was reported, what the model says of it and what people decided stands here; index
and fitted model are derived from it. Every change is one transaction and one commit
number, so whatever is derived can ask what it missed since the number it knows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC
from pathlib import Path

import sqlalchemy as sa

from corpus.database import querying
from corpus.database.connecting import connect
from corpus.database.loading import StoredReport, ThemesOfEntry
from corpus.database.schema import migrate
from corpus.database.standing import note_certainty, note_decided
from corpus.database.storing import (
    batches,
    content_digest,
    replace_report,
    replace_tags,
)
from corpus.database.tables import (
    catalogue,
    entries,
    labels,
    removed_entries,
    reports,
    sampled_entries,
)
from corpus.database.waiting import (
    Progress,
    Queue,
    QueueKind,
    Waiting,
    draw_sample,
    load_progress,
    load_sample,
    load_waiting,
)
from corpus.errors import NotFoundError
from corpus.records import Entry, Indicator, Item, Label, ReadReport, Tag

__all__ = [
    "Database",
    "Progress",
    "Queue",
    "QueueKind",
    "StoredReport",
    "ThemesOfEntry",
    "Waiting",
]


class Database:
    """The record in one database.

    Parameters
    ----------
    database : Path or str
        An SQLite file, made when it is not there; or a URL such as
        ``postgresql+psycopg://…``.

    Raises
    ------
    InvalidSettingError
        The URL names no database that can be used here.
    HomeError
        The database cannot be opened or is damaged.
    HomeBusyError
        Another program holds on to it.
    NewerSchemaError
        A newer program wrote it.
    """

    def __init__(self, database: Path | str) -> None:
        self._engine = connect(database)
        try:
            migrate(self._engine)
        except BaseException:
            self.close()
            raise

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
        """Store a report; see ``add_reports``."""
        return self.add_reports([read])

    def add_reports(self, given: Iterable[ReadReport]) -> bool:
        """Store reports as one commit, each in place of the same one stored before.

        Returns
        -------
        bool
            Whether anything changed: the same content again does not.
        """
        changed = [read for read in given if not self._holds(read)]
        if changed:
            with self._commit() as (connection, number):
                for read in changed:
                    replace_report(connection, read, number)
        return bool(changed)

    def reports(self) -> tuple[StoredReport, ...]:
        """Return every report, newest year first."""
        with self._engine.connect() as connection:
            return querying.load_reports(connection)

    def report(self, report_id: str) -> StoredReport:
        """Return one report.

        Raises
        ------
        NotFoundError
            The reader asked for a report that is not in the catalogue.
        """
        with self._engine.connect() as connection:
            for stored in querying.load_reports(connection, report_id=report_id):
                return stored
        raise NotFoundError(
            f"「{report_id[:80]}」という番号の報告はありません。"
            "報告の一覧から選んでください。"
        )

    def items(self, report_id: str) -> tuple[Item, ...]:
        """Return the rows of a report in print order."""
        with self._engine.connect() as connection:
            return querying.load_items(connection, report_id, position=None)

    def item_of(self, entry: Entry) -> Item:
        """Return the row in which an entry stands."""
        with self._engine.connect() as connection:
            (item,) = querying.load_items(
                connection, entry.report_id, position=entry.position
            )
        return item

    def entries_of(
        self, report_id: str, *, position: int | None = None
    ) -> tuple[Entry, ...]:
        """Return the entries of a report, or of one of its rows, in print order."""
        with self._engine.connect() as connection:
            return querying.load_entries_of(connection, report_id, position=position)

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of these ids in their order; unknown ids are left out."""
        with self._engine.connect() as connection:
            return querying.load_entries(connection, ids)

    def outcomes_of(self, report_id: str) -> tuple[Entry, ...]:
        """Return all outcomes of a report, in print order."""
        with self._engine.connect() as connection:
            return querying.load_outcomes_of(connection, report_id)

    def other_years(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries of the same item in other years, newest first."""
        with self._engine.connect() as connection:
            return querying.load_other_years(connection, entry)

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
        """Replace the tags of entries by those of one model, as one commit.

        Only entries whose themes differ from before count as changed, so that an index
        need not take in again what it shows already.
        """
        with self._commit() as (connection, number):
            replace_tags(connection, tags_of, model_id, number)
            for batch in batches(tags_of):
                note_certainty(connection, batch)

    def themes_of(self, ids: Iterable[str]) -> dict[str, ThemesOfEntry]:
        """Return the themes of entries as they count: labels beat tags."""
        with self._engine.connect() as connection:
            return querying.load_themes(connection, ids)

    def surest_ids(
        self,
        theme_id: str,
        *,
        organisations: Collection[str] = (),
        fiscal_years: Collection[int] = (),
        limit: int,
    ) -> tuple[str, ...]:
        """Return the ids of entries given a theme, the highest probability first."""
        with self._engine.connect() as connection:
            return querying.load_surest(
                connection,
                theme_id,
                organisations=organisations,
                fiscal_years=fiscal_years,
                limit=limit,
            )

    def add_labels(self, given: Iterable[Label]) -> None:
        """Keep what a person decided, for good, as one commit."""
        # SQLite keeps no zone, so that what is later is told of moments in UTC only.
        rows = [
            asdict(label) | {"decided_at": label.decided_at.astimezone(UTC)}
            for label in given
        ]
        if not rows:
            return
        with self._commit() as (connection, number):
            connection.execute(sa.insert(labels), rows)
            for batch in batches({row["entry_id"] for row in rows}):
                note_decided(connection, batch)
                connection.execute(
                    sa.update(entries)
                    .where(entries.c.id.in_(batch))
                    .values(changed_in=number)
                )

    def labels(self, entry_id: str | None = None) -> tuple[Label, ...]:
        """Return every label, or those of one entry, oldest first."""
        return self.labels_of(None if entry_id is None else [entry_id])

    def labels_of(self, ids: Iterable[str] | None) -> tuple[Label, ...]:
        """Return the labels of some entries, or all; of an entry oldest first."""
        with self._engine.connect() as connection:
            return tuple(querying.load_labels(connection, ids))

    def latest_labels(
        self, decided_by: str, *, sources: Sequence[str], limit: int
    ) -> tuple[Label, ...]:
        """Return what a person decided on some pages, what was kept last first."""
        with self._engine.connect() as connection:
            return querying.load_latest_labels(
                connection, decided_by, sources=sources, limit=limit
            )

    def tags_of(self, ids: Iterable[str]) -> Mapping[str, Mapping[str, Tag]]:
        """Return what the model says of entries, by entry and theme."""
        with self._engine.connect() as connection:
            return querying.load_tags(connection, ids)

    def waiting(self, queue: Queue, *, limit: int, offset: int = 0) -> Waiting:
        """Return entries of a queue from a place on, and how many there are."""
        with self._engine.connect() as connection:
            return load_waiting(connection, queue, limit=limit, offset=offset)

    def progress(self) -> Progress:
        """Return how far people have come with deciding."""
        with self._engine.connect() as connection:
            return load_progress(connection)

    def sample(self) -> tuple[str, ...]:
        """Return the ids of the latest sample that were decided in it."""
        with self._engine.connect() as connection:
            return load_sample(connection)

    def sampled_ids(self) -> frozenset[str]:
        """Return the ids of every sample, which no model may learn from."""
        query = sa.select(sampled_entries.c.entry_id)
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def draw_sample(self, size: int) -> int:
        """Draw a new sample of what nobody has decided; return how many were drawn."""
        with self._engine.begin() as connection:
            return draw_sample(connection, size)

    def indicators(self, ids: Iterable[str] | None = None) -> tuple[Indicator, ...]:
        """Return the figures of these entries, or of all, in print order."""
        with self._engine.connect() as connection:
            return querying.load_indicators(connection, ids)

    def _holds(self, read: ReadReport) -> bool:
        query = sa.select(reports.c.content_digest)
        with self._engine.connect() as connection:
            of_report = query.where(reports.c.id == read.report.id)
            stored = connection.execute(of_report).scalar_one_or_none()
        return bool(stored == content_digest(read))

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
