"""The search is as good as it says: judged queries over the bundled report."""

import json
from pathlib import Path

import pytest

from index.ablation import searching
from index.evaluation import Figures, JudgedQuery, evaluate
from index.searcher import Searcher
from tests.fixtures_index import make_index

QUERIES = Path(__file__).parent / "data" / "queries.jsonl"


def test_figures_are_what_they_are_defined_as() -> None:
    judged = [JudgedQuery("a", ("x", "y")), JudgedQuery("b", ("z",))]
    answers = {"a": ["n", "x", "x"], "b": ["ｚ"]}
    overall = evaluate(judged, answers.__getitem__).overall
    discounted = (1 / 1.5849625) / (1 + 1 / 1.5849625)
    assert overall == Figures(2, pytest.approx((discounted + 1) / 2), 0.5, 0.75)


def test_no_queries_give_no_figures() -> None:
    assert evaluate([], lambda query: []).overall == Figures(0, 0.0, 0.0, 0.0)


def test_judged_queries_are_of_every_kind_and_many() -> None:
    lines = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    assert len(lines) >= 150
    assert len({line["query"] for line in lines}) == len(lines)
    assert {line["kind"] for line in lines} >= {"spelling", "kana", "year", "slip"}


def test_a_search_gives_the_texts_of_its_hits(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["残業の縮減", "研修"])
    search = searching(Searcher(index), index.snapshot())
    assert search("超過勤務") == ("残業の縮減",)
