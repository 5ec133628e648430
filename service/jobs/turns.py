"""The steps of a job: it waits, is claimed by the worker, counted, ended.

Every step is one transaction that first looks whether it may be taken, so that a job
cancelled on a page is not carried on by the worker, and one that the worker is told of
twice is begun once.
"""

import json
import sqlite3
import time
from collections.abc import Mapping
from typing import Any

from corpus.errors import JobNotReadyError, QueueFullError
from service.jobs.job import Status
from service.jobs.records import UNFINISHED
from service.jobs.store import Store


class Turns:
    """How the jobs of a home take their turns.

    Parameters
    ----------
    store : Store
    max_waiting : int
        How many jobs may wait or run before another is refused.
    """

    def __init__(self, store: Store, *, max_waiting: int) -> None:
        self._store = store
        self._max_waiting = max_waiting

    def check_room(self) -> None:
        """Refuse another job where too many wait.

        Raises
        ------
        QueueFullError
            The queue is over its bound.
        """
        with self._store.reading() as connection:
            self._check_room(connection)

    def start(
        self,
        job_id: str,
        *,
        choices: Mapping[str, Any] | None = None,
        kind: str | None = None,
        once: bool = False,
    ) -> bool:
        """Let a given file wait for the worker; what was read before is read anew.

        False where it is to be started ``once`` and has been before.

        Raises
        ------
        JobNotReadyError
            It waits or runs already.
        QueueFullError
            The queue is over its bound.
        """
        kept = None if choices is None else json.dumps(choices)
        with self._store.writing() as connection:
            status = _status(connection, job_id)
            if once and status != Status.GIVEN:
                return False
            if status in UNFINISHED:
                raise JobNotReadyError(
                    "この作業はもう始まっています。終わるのを待つか、中止してください。"
                )
            self._check_room(connection)
            _forget_rows(connection, job_id)
            connection.execute(
                "UPDATE jobs SET status = ?, choices = coalesce(?, choices),"
                " kind = coalesce(?, kind), done = 0,"
                " total = NULL, started = NULL, finished = NULL, trouble = NULL,"
                " taken = NULL, model_id = NULL, revision = revision + 1 WHERE id = ?",
                (Status.WAITING, kept, kind, job_id),
            )
        return True

    def wait_again(self) -> tuple[str, ...]:
        """Let what a worker left behind wait again; return all that waits in turn.

        Only whoever holds the worker's lock may ask: nothing can be running then.
        """
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE jobs SET status = ? WHERE status = ?",
                (Status.WAITING, Status.RUNNING),
            )
            query = "SELECT id FROM jobs WHERE status = ? ORDER BY created"
            return tuple(
                row["id"] for row in connection.execute(query, (Status.WAITING,))
            )

    def claim(self, job_id: str, *, model_id: str) -> bool:
        """Begin a waiting job, or go on with it; False where it waits no more.

        What another model answered before is forgotten: a file has one judge.
        """
        with self._store.writing() as connection:
            now = time.time()
            query = "SELECT model_id FROM jobs WHERE id = ? AND status = ?"
            found = connection.execute(query, (job_id, Status.WAITING)).fetchone()
            if found is None:
                return False
            if found["model_id"] != model_id:
                _forget_rows(connection, job_id)
                connection.execute("UPDATE jobs SET done = 0 WHERE id = ?", (job_id,))
            connection.execute(
                "UPDATE jobs SET status = ?, model_id = ?, resumed_at = ?,"
                " resumed_from = done, started = coalesce(started, ?) WHERE id = ?",
                (Status.RUNNING, model_id, now, now, job_id),
            )
        return True

    def count(self, job_id: str, total: int) -> None:
        """Keep how many rows there are."""
        with self._store.writing() as connection:
            query = "UPDATE jobs SET total = ? WHERE id = ?"
            connection.execute(query, (total, job_id))

    def finish(self, job_id: str, status: Status, trouble: str | None = None) -> None:
        """End a job that waits or runs; one that is over stays as it is."""
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE jobs SET status = ?, finished = ?, trouble = ?"
                " WHERE id = ? AND status IN (?, ?, ?)",
                (status, time.time(), trouble, job_id, Status.GIVEN, *UNFINISHED),
            )

    def _check_room(self, connection: sqlite3.Connection) -> None:
        query = "SELECT count(*) FROM jobs WHERE status IN (?, ?)"
        (n_unfinished,) = connection.execute(query, UNFINISHED).fetchone()
        if n_unfinished >= self._max_waiting:
            raise QueueFullError(
                f"順番を待つ作業が上限の{self._max_waiting:,}件に達しています。"
                "しばらく待ってから、もう一度送ってください。"
            )


def _status(connection: sqlite3.Connection, job_id: str) -> str | None:
    query = "SELECT status FROM jobs WHERE id = ?"
    found = connection.execute(query, (job_id,)).fetchone()
    return found["status"] if found else None


def _forget_rows(connection: sqlite3.Connection, job_id: str) -> None:
    for table in ("rows", "decisions"):
        connection.execute(f"DELETE FROM {table} WHERE job_id = ?", (job_id,))  # noqa: S608
