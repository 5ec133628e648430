"""The worker: one at a time in a home, beside the pages or in a process of its own.

Whoever holds the home's lock is the worker; the system takes the lock from a process
that dies, so the next one knows that whatever still runs by the records runs no more,
and lets it wait again. Others stand by and take over when the worker leaves.

Now and then the worker looks whether a job waits by the records of which the queue says
nothing: a queue that was away, or began anew, has lost what it was told.
"""

import logging
import threading
import time
from collections.abc import Callable

from corpus.errors import TorikumiError
from service.catalog import Catalog
from service.home import Home
from service.jobs import Jobs
from service.jobs.work import carry_out

_STAND_BY_SECONDS = 1.0
_TIDY_SECONDS = 60 * 60
_LOST_SECONDS = 5.0
_LOG = logging.getLogger(__name__)


class Worker:
    """Carries out the jobs of a home, one after the other, in a thread of its own.

    Parameters
    ----------
    jobs : Jobs
    catalog : Catalog
        Whose model answers; opened once, for all jobs.
    home : Home
        Whose lock makes this the one worker.
    """

    def __init__(self, jobs: Jobs, catalog: Catalog, home: Home) -> None:
        self._jobs = jobs
        self._catalog = catalog
        self._home = home
        self._leaving = threading.Event()
        self._in_hand = threading.Lock()
        self._told: dict[str, str] = {}
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin, as soon as no other worker is there."""
        self._thread.start()

    def wait(self) -> None:
        """Work until interrupted."""
        while self._thread.is_alive():
            self._thread.join(_STAND_BY_SECONDS)

    def stop(self) -> None:
        """Leave after the batch in hand; what is not done waits for the next worker."""
        self._leaving.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._leaving.is_set():
            self._guarded(self._take_turn)
            self._leaving.wait(_STAND_BY_SECONDS)

    def _take_turn(self) -> None:
        with self._home.working() as is_mine:
            if is_mine:
                self._work()

    def _work(self) -> None:
        self._guarded(self._put_again)
        consumer = self._jobs.queue.work(self._carry_out)
        tidied = looked = -float(_TIDY_SECONDS)
        while not self._leaving.is_set():
            now = time.monotonic()
            if now - looked >= _LOST_SECONDS:
                self._guarded(self._put_lost)
                looked = now
            if now - tidied >= _TIDY_SECONDS:
                self._guarded(self._jobs.remove_expired)
                tidied = now
            self._leaving.wait(_STAND_BY_SECONDS)
        consumer.stop(graceful=True)

    def _put_again(self) -> None:
        for job_id in self._jobs.turns.wait_again():
            self._jobs.queue.put(job_id)

    def _put_lost(self) -> None:
        """Put again what waits or runs by the records, when nothing is known of it."""
        if self._jobs.queue.is_empty() and self._in_hand.acquire(blocking=False):
            try:
                self._put_again()
            finally:
                self._in_hand.release()

    def _carry_out(self, job_id: str) -> None:
        with self._in_hand:
            if not self._leaving.is_set():
                carry_out(
                    self._jobs, self._catalog, job_id, is_stopping=self._leaving.is_set
                )

    def _guarded(self, step: Callable[[], None]) -> None:
        """Take a step whose failure is no end of the worker, and is told once."""
        name = step.__name__
        try:
            step()
        except TorikumiError as error:
            if error.message not in self._told.values():
                _LOG.error("%s（%s）", error.message, error.__cause__)
            self._told[name] = error.message
        else:
            self._told.pop(name, None)
