"""Where no entry has all the words, those with most and rarest of them come.

Conditions and exclusions stay as they are. It is also counted what each query with one
word less would find, so that one sees which word was in the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.facets import Mask
from index.forms import QueryWord
from index.scoring import Evaluated, Scorer, Scores
from index.syntax import All, Any, Condition, Not, render
from index.wanted import Wanted

# Of the rarity-weighted words, how much an entry must have beside the best one.
_MIN_SHARE = 0.6
# What a word counts that need not be there.
_SLIGHT_SHARE = 0.4
# What any word counts, however frequent, beside the rarest one's 1.
_ANY_SHARE = 0.5
# What the words of an unknown compound count together: they say less apart.
_UNITS_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class DroppedWord:
    """The query with one word less, and how many entries it finds."""

    text: str
    query: str
    count: int


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What is found without all the words; ``coverage`` goes before the score."""

    evaluated: Evaluated
    coverage: Scores


def relax(scorer: Scorer, wanted: Wanted, allowed: Mask) -> Relaxed | None:
    """Return the entries that have the most and rarest words, None where none has any.

    Parameters
    ----------
    allowed : ndarray of bool
        Which documents may be found.
    """
    soft, hard = _sides(wanted)
    shares = [share for node in soft for share in _shares(scorer, node)]
    shares += [(node, _SLIGHT_SHARE) for node in _slight(wanted)]
    if len(shares) < 2:
        return None
    allowed = allowed & _matching_all(scorer, hard, allowed)
    if not allowed.any():
        return None
    coverage, scores = np.zeros((2, len(allowed)), dtype=np.float32)
    rarities = [_rarity(scorer, node, allowed) for node, _ in shares]
    rarest = max(rarities)
    for (node, share), rarity in zip(shares, rarities, strict=True):
        found = scorer.evaluate(node)
        coverage += share * (_ANY_SHARE + rarity / rarest) * _met(scorer, node, found)
        scores += found.scores
    best = float(coverage[allowed].max(initial=0.0))
    if best <= 0:
        return None
    is_match = allowed & (coverage >= _MIN_SHARE * best)
    return Relaxed(Evaluated(is_match, scores), coverage)


def with_rarest_part(
    scorer: Scorer,
    wanted: Wanted,
    parts: Sequence[QueryWord],
    allowed: Mask,
) -> tuple[Relaxed, QueryWord] | None:
    """Return the allowed entries that have the rarest part of a compound, and which.

    Parts that no allowed entry has are passed over; None where that is all of them.
    """
    _, hard = _sides(wanted)
    allowed = allowed & _matching_all(scorer, hard, allowed)
    for part in sorted(parts, key=scorer.count):
        found = scorer.evaluate(part)
        is_match = found.is_match & allowed
        if is_match.any():
            coverage = np.zeros(len(allowed), dtype=np.float32)
            return Relaxed(Evaluated(is_match, found.scores), coverage), part
    return None


def below(found: Evaluated, others: Relaxed) -> Relaxed | None:
    """Return what was found with others below it, None where there are no others."""
    if not (others.evaluated.is_match & ~found.is_match).any():
        return None
    scores = np.where(found.is_match, found.scores, others.evaluated.scores)
    both = Evaluated(found.is_match | others.evaluated.is_match, scores)
    coverage = others.coverage + 100 * found.is_match.astype(np.float32)
    return Relaxed(both, coverage)


def without_each(
    scorer: Scorer, wanted: Wanted, allowed: Mask
) -> tuple[DroppedWord, ...]:
    """Return each query with one word dropped, with its count, best first."""
    soft, hard = _sides(wanted)
    if len(soft) < 2:
        return ()
    allowed = allowed & _matching_all(scorer, hard, allowed)
    n_found = allowed.astype(np.int32) * 0
    masks = [scorer.evaluate(node).is_match & allowed for node in soft]
    for mask in masks:
        n_found += mask
    dropped = []
    for node, mask in zip(soft, masks, strict=True):
        others = [one for one in (*soft, *hard) if one is not node]
        count = int(np.count_nonzero(allowed & (n_found - mask == len(soft) - 1)))
        query = " ".join(map(rendered, others))
        dropped.append(DroppedWord(rendered(node), query, count))
    return tuple(sorted(dropped, key=lambda one: -one.count))


def rendered(wanted: Wanted) -> str:
    """Return a query that asks for this."""
    match wanted:
        case QueryWord(text):
            return text
        case Condition(facet, values):
            return " ".join(render(Condition(facet, v)) for v in values.split("\t"))
        case Not(node):
            return f"-{rendered(node)}"
        case All(nodes):
            return f"({' '.join(rendered(node) for node in nodes)})"
        case Any(nodes):
            return f"({' OR '.join(rendered(node) for node in nodes)})"


def _sides(wanted: Wanted) -> tuple[list[Wanted], list[Wanted]]:
    """Return what may be missing and what may not."""
    nodes: tuple[Wanted, ...] = wanted.nodes if isinstance(wanted, All) else (wanted,)
    hard: list[Wanted] = []
    soft: list[Wanted] = []
    for node in nodes:
        if isinstance(node, Condition | Not):
            hard.append(node)
        elif not isinstance(node, QueryWord) or node.is_required:
            soft.append(node)
    return soft, hard


def _matching_all(scorer: Scorer, nodes: list[Wanted], allowed: Mask) -> Mask:
    mask = np.ones(len(allowed), dtype=bool)
    for node in nodes:
        mask &= scorer.evaluate(node).is_match
    return mask


def _shares(scorer: Scorer, node: Wanted) -> list[tuple[Wanted, float]]:
    """Return a node, or the words of a compound that nothing was found for."""
    if not isinstance(node, QueryWord) or not node.units or scorer.count(node):
        return [(node, 1.0)]
    return [(unit, _UNITS_SHARE / len(node.units)) for unit in node.units]


def _met(scorer: Scorer, node: Wanted, found: Evaluated) -> Scores:
    """Return how far each document has a word: less where it is only its units."""
    met = found.is_match.astype(np.float32)
    if isinstance(node, QueryWord) and node.units:
        whole = scorer.evaluate(replace(node, units=())).is_match
        met *= np.where(whole, np.float32(1), np.float32(_UNITS_SHARE))
    return met


def _slight(wanted: Wanted) -> list[Wanted]:
    """Return the words that need not be there."""
    nodes = wanted.nodes if isinstance(wanted, All) else (wanted,)
    return [
        node
        for node in nodes
        if isinstance(node, QueryWord) and not node.is_required and node.is_spoken
    ]


def _rarity(scorer: Scorer, node: Wanted, allowed: Mask) -> float:
    n_found = np.count_nonzero(scorer.evaluate(node).is_match & allowed)
    return float(np.log1p(np.count_nonzero(allowed) / (1 + n_found)))
