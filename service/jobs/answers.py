"""The rows of jobs with their answers: kept a batch at a time, corrected, counted.

A batch and the number of rows done are one transaction, so a worker that is killed goes
on after the last batch kept, and no row is answered twice or left out.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from corpus.errors import NotFoundError
from service.jobs.job import Decision, JobRow, Status
from service.jobs.store import Store
from service.tagging import RowAnswer

_BATCH = 500
# What a table of rows can be narrowed to, as a condition on its columns.
_NARROWED = {
    "": "1",
    "doubtful": "is_doubtful",
    "none": "themes = '' AND NOT is_unread",
    "repeated": "is_repeated",
    "decided": "number IN (SELECT number FROM decisions WHERE job_id = rows.job_id)",
    "unread": "is_unread",
}
NARROWINGS = tuple(_NARROWED)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which rows are wanted: of a kind in ``NARROWINGS``, with a theme, from where on.

    ``after`` is the number of the row before the first, ``offset`` how many of those
    that pass are passed over; ``limit`` is -1 for all.
    """

    kind: str = ""
    theme_id: str = ""
    limit: int = -1
    offset: int = 0
    after: int = -1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are, in all, of each kind, and with each theme."""

    total: int
    narrowed: Mapping[str, int]
    themes: Mapping[str, int]


class Answers:
    """The answered rows of a home's jobs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, job_id: str, rows: Sequence[JobRow]) -> bool:
        """Keep a batch of answers; False where the job runs no more.

        A job may have been cancelled since the batch was begun: then nothing is kept.
        """
        with self._store.writing() as connection:
            moved = connection.execute(
                "UPDATE jobs SET done = done + ? WHERE id = ? AND status = ?"
                " AND done = ?",
                (len(rows), job_id, Status.RUNNING, rows[0].number),
            )
            if not moved.rowcount:
                return False
            connection.executemany(
                "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [_values(job_id, row) for row in rows],
            )
        return True

    def decide(self, job_id: str, decided: Mapping[int, Sequence[Decision]]) -> None:
        """Keep what a person decided about rows, in place of what stood before.

        Raises
        ------
        NotFoundError
            Somebody has removed the job meanwhile.
        """
        values = [
            (job_id, number, each.theme_id, each.is_carried, each.decider,
             each.decided_at.timestamp())
            for number, decisions in decided.items()
            for each in decisions
        ]  # fmt: skip
        numbers = [(job_id, number) for number in decided]
        with self._store.writing() as connection:
            query = "UPDATE jobs SET revision = revision + 1 WHERE id = ?"
            if not connection.execute(query, (job_id,)).rowcount:
                raise NotFoundError("この作業は消えています。もう一度送ってください。")
            connection.executemany(
                "DELETE FROM decisions WHERE job_id = ? AND number = ?", numbers
            )
            connection.executemany(
                "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)", values
            )
            for number in decided:
                _note_decided(connection, job_id, number)

    def row(self, job_id: str, number: int) -> JobRow | None:
        """Return one row, None where there is none of that number."""
        one = Narrowing(after=number - 1, limit=1)
        with self._store.reading() as connection:
            return next(
                (r for r in _rows(connection, job_id, one) if r.number == number), None
            )

    def text_at(self, job_id: str, sheet: str | None, row: int | None) -> str | None:
        """Return the text of a row by its place in the file."""
        query = (
            "SELECT text FROM rows WHERE job_id = ?"
            " AND json_extract(answer, '$.sheet') = ?"
            " AND json_extract(answer, '$.row') = ? ORDER BY number"
        )
        with self._store.reading() as connection:
            found = connection.execute(query, (job_id, sheet, row)).fetchone()
        return found["text"] if found else None

    def some(self, job_id: str, wanted: Narrowing) -> tuple[JobRow, ...]:
        """Return some rows in the order of the file."""
        with self._store.reading() as connection:
            return tuple(_rows(connection, job_id, wanted))

    def all(self, job_id: str, kind: str = "") -> Iterator[JobRow]:
        """Return every row of a kind in the order of the file, a batch at a time."""
        after = -1
        while batch := self.some(job_id, Narrowing(kind, limit=_BATCH, after=after)):
            yield from batch
            after = batch[-1].number

    def count(self, job_id: str, wanted: Narrowing) -> int:
        """Return how many rows are of a kind and have a theme."""
        with self._store.reading() as connection:
            return _count(connection, job_id, wanted.kind, wanted.theme_id)

    def counts(self, job_id: str, theme_ids: Sequence[str]) -> Counts:
        """Return how many rows there are of each kind and theme."""
        with self._store.reading() as connection:
            sums = ", ".join(
                f"total({is_of}) AS '{k}'" for k, is_of in _NARROWED.items()
            )
            query = f"SELECT {sums} FROM rows WHERE job_id = ?"  # noqa: S608
            found = connection.execute(query, (job_id,)).fetchone()
            kinds = {kind: int(found[kind]) for kind in NARROWINGS}
            listed: dict[str, int] = defaultdict(int)
            query = "SELECT themes, count(*) FROM rows WHERE job_id = ? GROUP BY themes"
            for themes, count in connection.execute(query, (job_id,)):
                for theme_id in themes.split():
                    listed[theme_id] += count
        themes_of_guide = {each: listed[each] for each in theme_ids}
        return Counts(kinds.pop(""), kinds, themes_of_guide)


def _count(
    connection: sqlite3.Connection, job_id: str, kind: str, theme_id: str = ""
) -> int:
    query = (
        "SELECT count(*) FROM rows WHERE job_id = ? AND themes LIKE ?"  # noqa: S608
        f" AND {_NARROWED[kind]}"
    )
    found = connection.execute(query, (job_id, _having(theme_id)))
    return int(found.fetchone()[0])


def _having(theme_id: str) -> str:
    """Return the pattern of a list of themes that has this one; of any for none."""
    return f"% {theme_id} %" if theme_id else "%"


def _rows(
    connection: sqlite3.Connection, job_id: str, wanted: Narrowing
) -> list[JobRow]:
    # Numbers are chosen first: whatever is passed over is not read whole.
    chosen = (
        "SELECT number FROM rows WHERE job_id = ? AND number > ?"  # noqa: S608
        f" AND themes LIKE ? AND {_NARROWED[wanted.kind]}"
        " ORDER BY number LIMIT ? OFFSET ?"
    )
    found = connection.execute(
        "SELECT number, text, answer FROM rows"  # noqa: S608
        f" WHERE job_id = ? AND number IN ({chosen}) ORDER BY number",
        (job_id, job_id, wanted.after, _having(wanted.theme_id), wanted.limit,
         wanted.offset),
    ).fetchall()  # fmt: skip
    decided = _decisions(connection, job_id, [each["number"] for each in found])
    return [
        JobRow(
            each["number"],
            each["text"],
            RowAnswer.of(json.loads(each["answer"])),
            tuple(decided[each["number"]]),
        )
        for each in found
    ]


def _decisions(
    connection: sqlite3.Connection, job_id: str, numbers: Sequence[int]
) -> Mapping[int, list[Decision]]:
    decided: dict[int, list[Decision]] = defaultdict(list)
    if numbers:
        query = (
            "SELECT * FROM decisions WHERE job_id = ? AND number BETWEEN ? AND ?"
            " ORDER BY number, theme_id"
        )
        for each in connection.execute(query, (job_id, numbers[0], numbers[-1])):
            at = datetime.fromtimestamp(each["decided_at"], UTC)
            decided[each["number"]].append(
                Decision(
                    each["theme_id"], bool(each["is_carried"]), each["decider"], at
                )
            )
    return decided


def _note_decided(connection: sqlite3.Connection, job_id: str, number: int) -> None:
    """Let what rows are looked for by tell what counts now."""
    for row in _rows(connection, job_id, Narrowing(after=number - 1, limit=1)):
        connection.execute(
            "UPDATE rows SET themes = ?, is_doubtful = ?"
            " WHERE job_id = ? AND number = ?",
            (_listed(row.theme_ids), bool(row.counting.doubtful), job_id, number),
        )


def _values(job_id: str, row: JobRow) -> tuple[Any, ...]:
    answer = row.answer
    return (
        job_id, row.number, row.text, json.dumps(answer.payload(), ensure_ascii=False),
        _listed(row.theme_ids), bool(answer.doubtful), bool(answer.copies),
        answer.error is not None,
    )  # fmt: skip


def _listed(theme_ids: Sequence[str]) -> str:
    """Return ids with a blank on each side, so that one can be looked for."""
    return f" {' '.join(theme_ids)} " if theme_ids else ""
