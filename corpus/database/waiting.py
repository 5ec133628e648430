"""Which entries wait for a person: the queues, and how far people have come.

Every queue is one question to the database, so that it is as good at a hundred
thousand entries as at ninety. What waits in the sample waits there only: whoever met
it elsewhere would have seen what the model says of it.
"""

import enum
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpus.database.standing import disagreements, has_label
from corpus.database.tables import entries, labels, sampled_entries, tags
from corpus.deciding import SAMPLE


class QueueKind(enum.StrEnum):
    """Why entries are shown, and in which order."""

    UNCERTAIN = "uncertain"  # nobody has decided them; where the model wavers first
    THEME = "theme"  # tagged with a theme that nobody has decided
    DISAGREEMENT = "disagreement"  # people disagree about a theme
    SAMPLE = "sample"  # drawn at random, to be decided blind


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue: of one theme or all, of one report or all."""

    kind: QueueKind
    theme_id: str | None = None
    report_id: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some entries that wait, in the order of their queue, and how many do in all."""

    ids: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far people have come: entries, those decided, and those in each queue."""

    n_entries: int
    n_decided: int
    n_disagreements: int
    n_sampled: int
    n_sample_decided: int


def load_waiting(
    connection: sa.Connection, queue: Queue, *, limit: int, offset: int
) -> Waiting:
    """Return entries of a queue from a place on, and how many there are."""
    query = _QUEUES[queue.kind](queue)
    if queue.report_id is not None:
        query = query.where(entries.c.report_id == queue.report_id)
    ids = connection.execute(query.limit(limit).offset(offset)).scalars().all()
    return Waiting(tuple(ids), _count(connection, query.order_by(None)))


def load_progress(connection: sa.Connection) -> Progress:
    """Return how far people have come."""
    sampled = sa.select(entries.c.id).where(entries.c.id.in_(_latest_sample()))
    disagreed = disagreements().subquery()
    return Progress(
        n_entries=_count(connection, sa.select(entries.c.id)),
        n_decided=_count(connection, sa.select(entries.c.id).where(_IS_DECIDED)),
        n_disagreements=_count(connection, sa.select(disagreed.c.entry_id).distinct()),
        n_sampled=_count(connection, sampled),
        n_sample_decided=_count(connection, sampled.where(_IS_SAMPLE_DECIDED)),
    )


def load_sample(connection: sa.Connection) -> tuple[str, ...]:
    """Return the ids of the sample that were decided in it, as they were drawn."""
    query = (
        sa.select(entries.c.id)
        .join(sampled_entries, sampled_entries.c.entry_id == entries.c.id)
        .where(sampled_entries.c.sample == _latest_number(), _IS_SAMPLE_DECIDED)
        .order_by(sampled_entries.c.place)
    )
    return tuple(connection.execute(query).scalars())


def draw_sample(connection: sa.Connection, size: int) -> int:
    """Draw a sample of the entries that nobody has decided; return how many."""
    number = connection.execute(sa.select(_latest_number())).scalar_one() or 0
    query = sa.select(entries.c.id).where(_IS_OPEN)
    drawn = connection.execute(query.order_by(sa.func.random()).limit(size)).scalars()
    moment = datetime.now(UTC)
    rows = [
        {"sample": number + 1, "place": n, "entry_id": each, "drawn_at": moment}
        for n, each in enumerate(drawn, start=1)
    ]
    if rows:
        connection.execute(sa.insert(sampled_entries), rows)
    return len(rows)


def _count(connection: sa.Connection, query: sa.Select[Any]) -> int:
    counting = sa.select(sa.func.count()).select_from(query.subquery())
    return int(connection.execute(counting).scalar_one())


def _latest_number() -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.max(sampled_entries.c.sample)).scalar_subquery()


def _latest_sample() -> sa.Select[Any]:
    query = sa.select(sampled_entries.c.entry_id)
    return query.where(sampled_entries.c.sample == _latest_number())


# Compared rather than asked for its truth, so that SQLite looks in its index.
_IS_DECIDED = entries.c.is_decided == sa.true()
_IS_OPEN = entries.c.is_decided == sa.false()
_IS_SAMPLE_DECIDED = has_label(labels.c.source == SAMPLE)
_WAITS_IN_SAMPLE = entries.c.id.in_(_latest_sample()) & ~_IS_SAMPLE_DECIDED
_AS_PRINTED = (entries.c.report_id, entries.c.ordinal)


def _uncertain(queue: Queue) -> sa.Select[Any]:
    query = sa.select(entries.c.id).where(_IS_OPEN, ~_WAITS_IN_SAMPLE)
    return query.order_by(entries.c.certainty, entries.c.id)


def _of_theme(queue: Queue) -> sa.Select[Any]:
    is_decided = has_label(labels.c.theme_id == queue.theme_id)
    return (
        sa.select(entries.c.id)
        .join(tags, tags.c.entry_id == entries.c.id)
        .where(tags.c.theme_id == queue.theme_id, ~is_decided, ~_WAITS_IN_SAMPLE)
        .order_by(sa.func.abs(tags.c.probability - 0.5), entries.c.id)
    )


def _disagreed(queue: Queue) -> sa.Select[Any]:
    found = disagreements().subquery()
    of_theme = sa.select(found.c.entry_id)
    if queue.theme_id is not None:
        of_theme = of_theme.where(found.c.theme_id == queue.theme_id)
    disagreed = entries.c.id.in_(of_theme)
    return sa.select(entries.c.id).where(disagreed).order_by(*_AS_PRINTED)


def _sampled(queue: Queue) -> sa.Select[Any]:
    return (
        sa.select(entries.c.id)
        .join(sampled_entries, sampled_entries.c.entry_id == entries.c.id)
        .where(sampled_entries.c.sample == _latest_number(), ~_IS_SAMPLE_DECIDED)
        .order_by(sampled_entries.c.place)
    )


_QUEUES = {
    QueueKind.UNCERTAIN: _uncertain,
    QueueKind.THEME: _of_theme,
    QueueKind.DISAGREEMENT: _disagreed,
    QueueKind.SAMPLE: _sampled,
}
