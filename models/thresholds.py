"""Held-out probabilities → one threshold and one doubtful band per theme.

A probability becomes a tag where it reaches the theme's threshold, chosen for the best
F1. Around it lies the doubtful band (判定保留): above it, of the tags given at least 95
in 100 are right; below it, of the texts that carry the theme at most 5 in 100 lie. A
few hundred examples make the best place jump about, so F1 is reckoned half with what
was true and half with what the calibrated probabilities expect, and the band is chosen
for 96 in 100.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_WANTED = 0.96


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a theme's tags begin, and the half-open band in which they are doubtful."""

    threshold: float
    doubtful_from: float
    doubtful_to: float


def choose_threshold(probabilities: Array, is_carried: NDArray[np.bool_]) -> Threshold:
    """Return the threshold of best F1 and the doubtful band around it.

    Parameters
    ----------
    probabilities : ndarray of shape (n_examples,)
        Of one theme, from models that never saw the example.
    is_carried : ndarray of shape (n_examples,)
        Whether the example carries the theme.
    """
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    n_right = np.cumsum(is_carried[order])
    n_given = np.arange(1, len(ranked) + 1)
    believed = (is_carried[order] + ranked) / 2
    f1 = 2 * np.cumsum(believed) / (n_given + believed.sum())
    best = int(np.argmax(f1))
    sure = np.flatnonzero(n_right >= _WANTED * n_given)
    found = np.flatnonzero(n_right >= _WANTED * is_carried.sum())
    last_sure = int(sure[-1]) if len(sure) else 0
    return Threshold(
        threshold=_between(ranked, best),
        doubtful_from=_between(ranked, max(best, int(found[0]))),
        doubtful_to=_between(ranked, min(best, last_sure)),
    )


def _between(ranked: Array, position: int) -> float:
    """Return a value halfway between this probability and the next lower one."""
    below = ranked[position + 1] if position + 1 < len(ranked) else 0.0
    return float((ranked[position] + below) / 2)
