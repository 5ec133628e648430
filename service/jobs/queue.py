"""The queue that tells the worker which job is next: Huey on SQLite, or on Redis.

The queue only carries ids. What a job is and how far it is stands in its record, so a
message that is lost, or comes twice, costs nothing: the worker puts every waiting job
in the queue again when it starts, and claims each in its record before it begins.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from huey import RedisHuey, SqliteHuey  # type: ignore[import-untyped]
from huey.consumer import Consumer  # type: ignore[import-untyped]
from huey.exceptions import ConfigurationError  # type: ignore[import-untyped]

from corpus.errors import InvalidSettingError
from service.settings import Settings

# How long an idle worker sleeps at most before it looks again.
_LOOK_SECONDS = 0.5


class Queue:
    """The jobs of a home in turn.

    Raises
    ------
    InvalidSettingError
        The library that speaks to Redis is not installed, or the URL is none.
    """

    def __init__(self, settings: Settings) -> None:
        self._huey = _open(settings)
        self._run: Callable[[str], None] | None = None
        self._task = self._huey.task(name="run")(self._carry_out)

    def put(self, job_id: str) -> None:
        """Let the worker know of a job."""
        self._task(job_id)

    def work(self, run: Callable[[str], None]) -> "Consumer":
        """Start a thread that runs each job put here; ``stop`` ends it."""
        self._run = run
        consumer = _QuietConsumer(
            self._huey, workers=1, periodic=False, max_delay=_LOOK_SECONDS
        )
        consumer.start()
        return consumer

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
