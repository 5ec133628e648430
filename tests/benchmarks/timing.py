"""Two ways of doing the same, in turn, so that a drifting machine is fair to both."""

import statistics
import time
from collections.abc import Callable

ROUNDS = 5


def seconds(action: Callable[[], object]) -> float:
    """Return how long one run takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def ratio(
    ours: Callable[[], object], peer: Callable[[], object]
) -> tuple[float, float]:
    """Return the median seconds of ours, and the median of peer ÷ ours."""
    ours(), peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS)]
    return (
        statistics.median(own for own, _ in pairs),
        statistics.median(other / own for own, other in pairs),
    )
