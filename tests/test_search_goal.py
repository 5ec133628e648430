"""The goal of the search: judged queries over the bundled report, in one pass."""

import json
from pathlib import Path

import pytest

from corpus.analyzer import Analyzer
from index.ablation import searching
from index.evaluation import JudgedQuery, SearchEvaluation, evaluate
from index.searcher import Searcher
from index.writer import EntryIndex

QUERIES = Path(__file__).parent / "data" / "queries.jsonl"
GOAL = 0.95
# A kind has few queries, and one of them lost is no reason to stop.
LEAST_OF_A_KIND = 0.9


@pytest.fixture(scope="module")
def evaluation(prepared_home: Path, analyzer: Analyzer) -> SearchEvaluation:
    """What the judged queries come to over the index as the program makes it."""
    lines = map(json.loads, QUERIES.read_text("utf-8").splitlines())
    judged = [
        JudgedQuery(line["query"], tuple(line["relevant"]), line["kind"])
        for line in lines
    ]
    index = EntryIndex(prepared_home / "index", analyzer)
    return evaluate(judged, searching(Searcher(index), index.snapshot()))


def test_the_judged_queries_reach_the_goal(evaluation: SearchEvaluation) -> None:
    assert evaluation.overall.ndcg >= GOAL
    assert evaluation.overall.success >= GOAL


def test_no_kind_of_query_is_left_behind(evaluation: SearchEvaluation) -> None:
    behind = {
        kind: figures
        for kind, figures in evaluation.by_kind.items()
        if figures.ndcg < LEAST_OF_A_KIND
    }
    assert behind == {}


def test_the_first_ten_hold_nearly_all_answers(evaluation: SearchEvaluation) -> None:
    assert evaluation.overall.recall >= GOAL
