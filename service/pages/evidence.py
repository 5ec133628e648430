"""Weights of words → parts of a text to mark, stronger where more was said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from models.evidence import Evidence

# Strengths a reader can tell apart at a glance, in both directions.
N_STRENGTHS = 3


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part of a text and how strongly it speaks for (+) or against (-): -3 … 3."""

    text: str
    strength: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the sum of what it said."""

    text: str
    weight: float


def marked_parts(text: str, evidence: Iterable[Evidence]) -> tuple[MarkedPart, ...]:
    """Return a text in parts, each marked by what the words on it say together.

    Words overlap (a compound and its parts), so weights are spread over characters.
    """
    weights = [0.0] * len(text)
    for one in evidence:
        for at in range(one.start, one.end):
            weights[at] += one.weight / (one.end - one.start)
    strongest = max(map(abs, weights), default=0.0)
    strengths = [_strength(weight, strongest) for weight in weights]
    parts = groupby(zip(text, strengths, strict=True), key=lambda pair: pair[1])
    return tuple(
        MarkedPart("".join(sign for sign, _ in pairs), strength)
        for strength, pairs in parts
    )


def strongest_words(
    evidence: Iterable[Evidence], *, n_words: int = 6
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words that spoke most for, and those that spoke most against."""
    sums: defaultdict[str, float] = defaultdict(float)
    for one in evidence:
        sums[one.text.strip()] += one.weight
    ranked = sorted(sums.items(), key=lambda pair: -abs(pair[1]))
    return (
        tuple(Word(text, weight) for text, weight in ranked if weight > 0)[:n_words],
        tuple(Word(text, weight) for text, weight in ranked if weight < 0)[:n_words],
    )


def _strength(weight: float, strongest: float) -> int:
    if not strongest:
        return 0
    return round(weight / strongest * N_STRENGTHS)
