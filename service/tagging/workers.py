"""Batches of rows judged by processes of their own, and given back in order.

No more batches are under way than keep the workers busy. A worker that dies (for want
of memory, or because someone ended it) is told in one message.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from corpus.errors import JudgingError
from service.tagging.given import GivenRow
from service.tagging.judging import Errand, Judge, Judged

Batch = list[GivenRow]

_AHEAD = 2  # batches under way for each worker

# The judge of this process, where it is a worker.
_judges: list[Judge] = []


class Workers:
    """So many processes that judge batches.

    Parameters
    ----------
    errand : Errand
    count : int
    """

    def __init__(self, errand: Errand, count: int) -> None:
        self._count = count
        # Numeric libraries would start threads of their own beside the processes.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._pool = ProcessPoolExecutor(
            count, get_context("spawn"), initializer=_begin, initargs=(errand,)
        )

    def close(self) -> None:
        """End the processes; what they have not begun is left."""
        self._pool.shutdown(cancel_futures=True)

    def judged(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Judged]]:
        """Give each batch with what was found of its rows that have a text.

        Raises
        ------
        JudgingError
            A worker died.
        """
        waiting: deque[tuple[Batch, Future[Judged]]] = deque()
        try:
            for batch in batches:
                legible = [row for row in batch if row.text]
                waiting.append((batch, self._pool.submit(_judge, legible)))
                if len(waiting) > self._count * _AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        except BrokenProcessPool as error:
            raise JudgingError(
                "テーマを付けているプロセスが途中で終わりました（メモリー不足など）。"
                "--workers 1 を指定して、もう一度実行してください。"
            ) from error


def _begin(errand: Errand) -> None:
    _judges[:] = [errand.judge()]


def _judge(rows: Batch) -> Judged:
    return _judges[0].judged(rows)
