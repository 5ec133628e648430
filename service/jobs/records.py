"""The records of jobs: made once a request, looked up, forgotten."""

import json
import secrets
import sqlite3
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from corpus.errors import KeyReusedError, NotFoundError
from service.jobs.job import Job, JobRequest, Status
from service.jobs.store import Store

UNFINISHED = (Status.WAITING, Status.RUNNING)


class JobRecords:
    """The jobs of a home."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, asked: JobRequest) -> Job:
        """Make the record of a file given, with an id that nobody can guess.

        The same request at this very moment gets the same record.

        Raises
        ------
        KeyReusedError
            The key came with another request at this very moment.
        """
        job_id = secrets.token_urlsafe(16)
        values = (
            job_id, asked.name, asked.kind, Status.GIVEN, asked.owner,
            json.dumps(asked.choices), time.time(), asked.key, asked.digest,
        )  # fmt: skip
        try:
            with self._store.writing() as connection:
                connection.execute(
                    "INSERT INTO jobs (id, name, kind, status, owner, choices, created,"
                    " request_key, request_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
        except sqlite3.IntegrityError:  # the key has just been taken
            twin = self.find_request(asked.key, asked.digest)
            if twin is None:
                raise
            return twin
        return self.get(job_id)

    def find_request(self, key: str | None, digest: str | None) -> Job | None:
        """Return the job that a request with this key has made, if any.

        Raises
        ------
        KeyReusedError
            The key came with another request.
        """
        with self._store.reading() as connection:
            query = "SELECT id, request_digest FROM jobs WHERE request_key = ?"
            found = connection.execute(query, (key,)).fetchone()
        if found is None:
            return None
        if found["request_digest"] != digest:
            raise KeyReusedError(
                "この Idempotency-Key は別の内容の依頼に使われています。"
                "新しいキーを付けて送ってください。"
            )
        return self.get(found["id"])

    def get(self, job_id: str) -> Job:
        """Return a job.

        Raises
        ------
        NotFoundError
            The reader asks for a job that is not, or no longer, there.
        """
        with self._store.reading() as connection:
            query = "SELECT * FROM jobs WHERE id = ?"
            found = connection.execute(query, (job_id,)).fetchone()
            if found is None:
                raise NotFoundError(
                    f"「{job_id[:40]}」という番号の作業はありません。"
                    "保存期間が過ぎて消えたか、番号が違います。"
                    "ファイルをもう一度送ってください。"
                )
            return _job(found)

    def of_owner(self, owner: str | None) -> tuple[Job, ...]:
        """Return the jobs of one browser, the newest first."""
        if owner is None:
            return ()
        with self._store.reading() as connection:
            query = "SELECT * FROM jobs WHERE owner = ? ORDER BY created DESC"
            return tuple(_job(row) for row in connection.execute(query, (owner,)))

    def unfinished(self) -> tuple[Job, ...]:
        """Return the jobs that wait or run, the oldest first."""
        with self._store.reading() as connection:
            query = "SELECT * FROM jobs WHERE status IN (?, ?) ORDER BY created"
            return tuple(_job(row) for row in connection.execute(query, UNFINISHED))

    def n_before(self, job: Job) -> int:
        """Return how many jobs come before a waiting one."""
        if job.status is not Status.WAITING:
            return 0
        return sum(each.created < job.created for each in self.unfinished())

    def keep_taken(self, job_id: str, answer: Mapping[str, Any]) -> None:
        """Keep what an import into the catalogue answered.

        What the first of two at once answered stays: the second found all there.
        """
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE jobs SET taken = ? WHERE id = ?"
                " AND json_extract(taken, '$.revision') IS NOT ?",
                (json.dumps(answer), job_id, answer.get("revision")),
            )

    def remove(self, job_id: str) -> None:
        """Forget a job and its rows."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))

    def created_before(self, moment: datetime) -> tuple[str, ...]:
        """Return the ids of the jobs that were given before a moment and are over."""
        query = "SELECT id FROM jobs WHERE created < ? AND status NOT IN (?, ?)"
        with self._store.reading() as connection:
            found = connection.execute(query, (moment.timestamp(), *UNFINISHED))
            return tuple(row["id"] for row in found)


def _job(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        status=Status(row["status"]),
        owner=row["owner"],
        choices=json.loads(row["choices"]),
        created=_moment(row["created"]) or datetime.now(UTC),
        done=row["done"],
        total=row["total"],
        started=_moment(row["started"]),
        finished=_moment(row["finished"]),
        resumed_at=_moment(row["resumed_at"]),
        resumed_from=row["resumed_from"],
        model_id=row["model_id"],
        trouble=row["trouble"],
        revision=row["revision"],
        taken=json.loads(row["taken"]) if row["taken"] else None,
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
