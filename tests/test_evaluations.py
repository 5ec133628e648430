"""Measuring: on files of judged queries and labelled texts, and on texts held out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.bundled import EXAMPLES
from corpus.errors import ExamplesError
from corpus.labels import read_examples
from service.catalog import Catalog
from service.cli import main
from service.evaluations import (
    evaluate_search,
    evaluate_themes,
    read_judged_queries,
)
from service.synonyms import known_synonyms

DATA = Path(__file__).parent / "data"


def test_tags_of_texts_never_learned_from_reach_the_goal(catalog: Catalog):
    figures = evaluate_themes(catalog, read_examples(DATA / "held_out_themes.jsonl"))
    assert figures.core.f1 >= 0.95
    assert figures.all_themes.f1 >= 0.92
    assert figures.calibration_error <= 0.03


def test_queries_of_a_second_hand_are_answered(catalog: Catalog):
    queries = read_judged_queries(DATA / "queries_second_hand.jsonl")
    figures = evaluate_search(catalog, queries).overall
    assert figures.ndcg >= 0.93
    assert figures.success >= 0.95


def test_no_text_that_is_measured_on_is_learned_from():
    learned = {
        json.loads(line)["text"]
        for file in EXAMPLES.glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line
    }
    held_out = read_examples(DATA / "held_out_themes.jsonl")
    assert not learned & {example.text for example in held_out}


def test_a_judged_query_without_answers_is_refused_by_its_line(tmp_path: Path):
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "残業", "relevant": ["…"]}\n{"query": "休暇"}\n')
    with pytest.raises(ExamplesError, match="2行目"):
        read_judged_queries(file)


def test_the_command_gives_figures_by_their_usual_names(prepared_home, tmp_path):
    file = tmp_path / "queries.jsonl"
    row = {
        "query": "フレックスタイム制の拡充",
        "relevant": ["フレックスタイム制の拡充"],
    }
    file.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    arguments = ["--home", str(prepared_home), "evaluate", "search", str(file)]
    result = CliRunner().invoke(main, [*arguments, "--json"])
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["n_queries"] == 1
    assert answer["success@1"] == 1.0


def test_a_home_adds_synonyms_and_hears_of_a_line_that_is_none(tmp_path: Path):
    (tmp_path / "synonyms.txt").write_text("終礼 = 夕礼\n終礼と夕礼\n", "utf-8")
    heard: list[str] = []
    known = known_synonyms(tmp_path, heard.append)
    assert any({each.word, each.other} == {"終礼", "夕礼"} for each in known)
    assert len(heard) == 1
    assert "2行目" in heard[0]
