"""Long work in the background, with progress that survives a restart.

A file is given (a record and its bytes, in the home), then started (it waits in the
queue), worked on by the home's one worker, and its answers are kept for each row. The
file with its tags is written when somebody asks for it, and again after a correction.
"""

import hashlib
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from corpus.errors import JobNotReadyError, NotFoundError, QueueUnavailableError
from corpus.themes import Guide
from service.jobs.answers import Answers
from service.jobs.asking import as_read
from service.jobs.job import Job, JobRequest, Status
from service.jobs.keeping import kept, nameable, writing
from service.jobs.queue import Queue
from service.jobs.records import JobRecords
from service.jobs.store import Store
from service.jobs.turns import Turns
from service.remembered import Remembered
from service.settings import Settings
from service.tagging import Given, open_given, tagged_name, write_tagged

_GIVEN = "given"
_LEAST_FREE_BYTES = 1 << 20


class Jobs:
    """The jobs of one home.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    HomeError
        The home cannot be written, or a newer program made its jobs.
    InvalidSettingError
        The queue cannot be spoken to.
    QueueUnavailableError
        The queue cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.home / "jobs"
        with writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        store = Store(self._folder / "jobs.db")
        self.records = JobRecords(store)
        self.turns = Turns(store, max_waiting=settings.max_waiting_jobs)
        self.answers = Answers(store)
        self.remembered = Remembered(settings.home)
        self.queue = Queue(settings)

    def give(self, asked: JobRequest, content: IO[bytes]) -> Job:
        """Take a file in; the same request again gets the job that it made before.

        Raises
        ------
        InvalidInputError
            The file is empty.
        KeyReusedError
            The key stands for another request.
        QueueFullError
            The queue is over its bound.
        QueueUnavailableError
            The queue cannot be reached.
        HomeError
            The disk is full.
        """
        with kept(self._folder, content) as (path, digest):
            asked = replace(asked, digest=_digest(asked, digest))
            job = self._asked_before(asked)
            if job is None:
                self.queue.check()
                self.turns.check_room()
                job = self.records.add(asked)
            # A job that was cut off before its file was kept gets it now.
            if job.status is Status.GIVEN:
                place = self._place_of(job)
                place.parent.mkdir(parents=True, exist_ok=True)
                path.replace(place)
        return job

    def start(
        self,
        job: Job,
        choices: Mapping[str, Any] | None = None,
        *,
        kind: str | None = None,
        once: bool = False,
    ) -> Job:
        """Let a job wait for the worker, with these choices where there are some.

        To be started ``once``, it stays as it is where that has happened before.

        Raises
        ------
        JobNotReadyError
            It waits or runs already.
        QueueFullError
            The queue is over its bound.
        QueueUnavailableError
            The queue cannot be reached; nothing has changed then.
        """
        self.queue.check()
        if self.turns.start(job.id, choices=choices, kind=kind, once=once):
            # The worker finds by its record what was not put.
            with suppress(QueueUnavailableError):
                self.queue.put(job.id)
        return self.records.get(job.id)

    def cancel(self, job: Job) -> Job:
        """Stop a job at its next batch; one that is over stays as it is."""
        self.turns.finish(job.id, Status.CANCELLED)
        return self.records.get(job.id)

    def remove(self, job_id: str) -> None:
        """Forget a job with its file."""
        self.records.remove(job_id)
        shutil.rmtree(self._folder_of(job_id), ignore_errors=True)

    def remove_expired(self) -> None:
        """Forget the jobs that are older than results are kept."""
        oldest = datetime.now(UTC) - timedelta(days=self._settings.result_days)
        for job_id in self.records.created_before(oldest):
            self.remove(job_id)

    def kept_until(self, job: Job) -> datetime:
        """Return when a job will be forgotten."""
        return job.created + timedelta(days=self._settings.result_days)

    def is_disk_full(self) -> bool:
        """Return whether nothing more can be kept here; a job then stands still."""
        return shutil.disk_usage(self._folder).free < _LEAST_FREE_BYTES

    def file(self, job: Job) -> Path:
        """Return where the file of a job lies.

        Raises
        ------
        NotFoundError
            It is gone.
        """
        path = self._place_of(job)
        if not path.is_file():
            raise NotFoundError(
                f"「{job.name}」のファイルがなくなっています。もう一度送ってください。"
            )
        return path

    def open(self, job: Job, choices: Mapping[str, Any] | None = None) -> Given:
        """Open the file of a job as it is to be read.

        Raises
        ------
        UnreadableFileError
            It cannot be read, or has no column of texts.
        """
        wanted = job.choices if choices is None else choices
        return open_given(
            self.file(job),
            name=job.name,
            choices=as_read(wanted),
            limits=self._settings.limits,
        )

    def result(
        self, job: Job, *, guide: Guide, address: str | None = None
    ) -> tuple[Path, str]:
        """Return the file with its tags and the name it is to have.

        Parameters
        ----------
        job : Job
        guide : Guide
            Names the themes.
        address : str, optional
            The root of the server, for links to entries; that of the settings where
            nobody tells it.

        Raises
        ------
        JobNotReadyError
            The job is not done.
        """
        if job.status is not Status.DONE:
            raise JobNotReadyError(
                "この作業は最後まで終わっていないので、結果がありません。"
                "もう一度始めてください。"
                if job.status.is_over
                else "結果はまだありません。完了してから（APIでは status が done に"
                "なってから）受け取ってください。"
            )
        given = self.open(job)
        address = address or self._settings.address
        # Whoever asks by another address of the server is to be led there.
        asked_at = hashlib.sha256((address or "").encode()).hexdigest()[:8]
        path = self._folder_of(job.id) / f"result-{job.revision}-{asked_at}"
        if not path.is_file():
            rows = (row.counting for row in self.answers.all(job.id))
            with writing(path):
                write_tagged(
                    given, rows, path, guide=guide, format=job.kind, address=address
                )
            self._remove_older(path)
        return path, tagged_name(given, format=job.kind)

    def _asked_before(self, asked: JobRequest) -> Job | None:
        if asked.key is None or asked.digest is None:
            return None
        return self.records.find_request(asked.key, asked.digest)

    def _place_of(self, job: Job) -> Path:
        """Return where a file is kept, under its own name, which may tell its year."""
        return self._folder_of(job.id) / _GIVEN / nameable(job.name)

    def _folder_of(self, job_id: str) -> Path:
        return self._folder / job_id

    def _remove_older(self, newest: Path) -> None:
        for each in newest.parent.glob("result-*"):
            if each != newest:
                with suppress(OSError):  # somebody may be reading it
                    each.unlink()


def _digest(asked: JobRequest, content: str) -> str:
    parts = (asked.name, asked.kind, sorted(asked.choices.items()), content)
    return hashlib.sha256(repr(parts).encode()).hexdigest()
