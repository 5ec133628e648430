"""How good the search is, by queries that a person has judged.

A judged query names the texts that answer it; their order does not matter. Figures are
means over queries: nDCG@10 (how near the answers stand to the top, Järvelin and
Kekäläinen 2002), success@1 (whether the first hit is an answer) and recall@10 (how many
of the answers stand among the first ten).
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.folding import fold

N_HITS = 10


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, the texts that answer it, and what kind of query it is."""

    query: str
    relevant: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over some queries."""

    n_queries: int
    ndcg: float
    success: float
    recall: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one query came to; ``found`` are the texts of its first hits."""

    judged: JudgedQuery
    found: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class SearchEvaluation:
    """Figures over all queries, by kind, and query by query."""

    overall: Figures
    by_kind: dict[str, Figures]
    outcomes: tuple[Outcome, ...]


def evaluate(
    queries: Iterable[JudgedQuery], search: Callable[[str], Sequence[str]]
) -> SearchEvaluation:
    """Return how good a search is.

    Parameters
    ----------
    queries : iterable of JudgedQuery
    search : callable of str to sequence of str
        Gives the texts of a query's hits, best first.
    """
    outcomes = [_judge(judged, tuple(search(judged.query))) for judged in queries]
    kinds: defaultdict[str, list[Figures]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.judged.kind].append(outcome.figures)
    return SearchEvaluation(
        overall=_mean([outcome.figures for outcome in outcomes]),
        by_kind={kind: _mean(figures) for kind, figures in kinds.items()},
        outcomes=tuple(outcomes),
    )


def _judge(judged: JudgedQuery, texts: tuple[str, ...]) -> Outcome:
    """Judge the hits; a text found twice counts where it is found first."""
    found = tuple(dict.fromkeys(map(_comparable, texts)))[:N_HITS]
    wanted = {_comparable(text) for text in judged.relevant}
    gains = [float(text in wanted) for text in found]
    ideal = _discounted([1.0] * min(len(wanted), N_HITS))
    figures = Figures(
        n_queries=1,
        ndcg=_discounted(gains) / ideal if ideal else 0.0,
        success=gains[0] if gains else 0.0,
        recall=sum(gains) / min(len(wanted), N_HITS) if wanted else 0.0,
    )
    return Outcome(judged, texts[:N_HITS], figures)


def _comparable(text: str) -> str:
    return "".join(fold(text).split())


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def _mean(figures: Sequence[Figures]) -> Figures:
    n_queries = len(figures)
    share = 1 / n_queries if n_queries else 0.0
    return Figures(
        n_queries=n_queries,
        ndcg=share * sum(one.ndcg for one in figures),
        success=share * sum(one.success for one in figures),
        recall=share * sum(one.recall for one in figures),
    )
