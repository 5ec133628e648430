"""Batches of texts judged by processes of their own, and given back in order.

No more batches are under way than keep the workers busy. A worker that dies (for want
of memory, or because someone ended it) is told in one message.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from corpus.errors import JudgingError
from models.features import TextFields
from service.judges import Errand, Judge, Judged

Batch = TypeVar("Batch")
# Plain, since they go from process to process: text, item and section.
_Plain = tuple[str, str | None, str | None]

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
        settle()
        # Numeric libraries would start threads of their own beside the processes.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._pool = ProcessPoolExecutor(
            count, get_context("spawn"), initializer=_begin, initargs=(errand,)
        )

    def close(self) -> None:
        """End the processes; what they have not begun is left."""
        self._pool.shutdown(cancel_futures=True)

    def judged(
        self,
        batches: Iterable[Batch],
        documents_of: Callable[[Batch], Sequence[TextFields]],
    ) -> Iterator[tuple[Batch, Judged]]:
        """Give each batch with what was found of its documents.

        Raises
        ------
        JudgingError
            A worker died.
        """
        waiting: deque[tuple[Batch, Future[Judged]]] = deque()
        try:
            for batch in batches:
                plain = [(d.text, d.item, d.section) for d in documents_of(batch)]
                waiting.append((batch, self._pool.submit(_judge, plain)))
                if len(waiting) > self._count * _AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        except BrokenProcessPool as error:
            raise JudgingError(
                "テーマを付けているプロセスが途中で終わりました（メモリー不足など）。"
                "ほかのプログラムを閉じてから、もう一度始めてください"
                "（命令では --workers 1 にすると、使うメモリーが減ります）。"
            ) from error


def _begin(errand: Errand) -> None:
    # Ctrl+C reaches all processes of a terminal; the one that asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _judges[:] = [errand.judge()]
    settle()


def settle() -> None:
    """Look for garbage among what is new only, and seldom: the rest stays to the end.

    Judging makes many small tuples and no circles; looking through the dictionary and
    the model for them again and again took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _judge(plain: Sequence[_Plain]) -> Judged:
    return _judges[0].judged([TextFields(*each) for each in plain])
