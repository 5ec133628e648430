"""The queue that tells the worker which job is next: Huey on SQLite, or on Redis.

The queue only carries ids. What a job is and how far it is stands in its record, so a
message that is lost, or comes twice, costs nothing: the worker puts every waiting job
that is not in the queue there again, and claims each in its record before it begins.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from huey import RedisHuey, SqliteHuey  # type: ignore[import-untyped]
from huey.consumer import Consumer  # type: ignore[import-untyped]
from huey.exceptions import ConfigurationError  # type: ignore[import-untyped]

from corpus.errors import InvalidSettingError, QueueUnavailableError
from service.settings import Settings

try:
    from redis.exceptions import RedisError
except ImportError:  # an extra; who has no Redis meets none of its errors

    class RedisError(Exception):  # type: ignore[no-redef]
        """What no call raises where there is no Redis."""


# How long an idle worker sleeps at most before it looks again.
_LOOK_SECONDS = 0.5

# It tells at every look, with all its calls, that it cannot reach the queue; the worker
# says so once, in a sentence.
logging.getLogger("huey").setLevel(logging.CRITICAL)


class Queue:
    """The jobs of a home in turn.

    Raises
    ------
    InvalidSettingError
        The library that speaks to Redis is not installed, or the URL is none.
    QueueUnavailableError
        The queue in the home cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self._place = (
            str(settings.home / "queue.db")
            if settings.queue_url is None
            else "設定 TORIKUMI_QUEUE_URL のRedis"
        )
        with self._reached():
            self._huey = _open(settings)
        self._run: Callable[[str], None] | None = None
        self._task = self._huey.task(name="run")(self._carry_out)

    def put(self, job_id: str) -> None:
        """Let the worker know of a job.

        Raises
        ------
        QueueUnavailableError
            The queue cannot be reached.
        """
        with self._reached():
            self._task(job_id)

    def check(self) -> None:
        """Refuse what cannot be put anyhow.

        Raises
        ------
        QueueUnavailableError
            The queue cannot be reached.
        """
        self.is_empty()

    def is_empty(self) -> bool:
        """Return whether the worker has been told of nothing that it has not begun.

        Raises
        ------
        QueueUnavailableError
            The queue cannot be reached.
        """
        with self._reached():
            return bool(self._huey.pending_count() == 0)

    def work(self, run: Callable[[str], None]) -> "Consumer":
        """Start a thread that runs each job put here; ``stop`` ends it."""
        self._run = run
        consumer = _QuietConsumer(
            self._huey, workers=1, periodic=False, max_delay=_LOOK_SECONDS
        )
        consumer.start()
        return consumer

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (RedisError, sqlite3.Error) as error:
            raise QueueUnavailableError(
                f"作業の列（{self._place}）を使えません。動いているか、あて先と空きが"
                "正しいかを確かめて、少し待ってからもう一度お試しください。"
            ) from error

    def _carry_out(self, job_id: str) -> None:
        if self._run is not None:
            self._run(job_id)


class _QuietConsumer(Consumer):  # type: ignore[misc]
    """A consumer inside a program that has its own way with signals."""

    def _set_signal_handlers(self) -> None:
        """Leave the signals to the program."""


def _open(settings: Settings) -> Any:
    if settings.queue_url is None:
        path = settings.home / "queue.db"
        return SqliteHuey("torikumi", filename=str(path), results=False)
    # Several homes may share one Redis.
    home = hashlib.sha256(str(settings.home.resolve()).encode()).hexdigest()[:12]
    try:
        return RedisHuey(f"torikumi-{home}", url=settings.queue_url, results=False)
    except (ConfigurationError, ImportError, ValueError) as error:
        raise InvalidSettingError(
            "設定 TORIKUMI_QUEUE_URL のRedisは使えません。URLを確かめ、"
            "`pip install 'torikumi[redis]'` でライブラリーも入れてください。"
            f"（{error}）"
        ) from error
