"""Whatever is typed, there is an answer and no error."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.searcher import Searcher, SearchRequest
from tests.fixtures_index import document, make_searcher

QUERIES = [
    "あ" * 10_000,
    "残業" * 5_000,
    " ".join(f"語{n}" for n in range(500)),
    "(" * 5_000,
    "((((残業" * 200,
    "-" * 1_000,
    '"' * 999,
    "🎉👩‍👩‍👧‍👦",
    "\x00\x01\x1f\t\x7f\ud7ff",
    ".*(a+)+$",
    "'; DROP TABLE entries; --",
    "<script>alert(1)</script>",
    "ー",
    "。",
    "NOT",
    "OR",
    "NOT NOT OR AND -",
    "year:",
    "year:９９９９９",
    "theme:なし status:なし",
    "が",
    "㌔㍉",
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    texts = ["超過勤務の縮減", "令和2年度の研修 12,345件", "男の産休", "eラーニング"]
    folder = tmp_path_factory.mktemp("index")
    return make_searcher(folder, [document(text, item="項目") for text in texts])


@pytest.mark.parametrize("query", QUERIES)
def test_a_hostile_query_is_answered(searcher: Searcher, query: str) -> None:
    result = searcher.search(SearchRequest(query))
    assert 0 <= result.total <= 4
    assert len(result.hits) == min(result.total, 20)
    searcher.complete(query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_is_answered(searcher: Searcher, query: str) -> None:
    result = searcher.search(SearchRequest(query))
    assert result.total == len(result.hits)


@pytest.mark.slow
def test_twenty_thousand_scrambled_queries_are_answered(searcher: Searcher) -> None:
    pieces = [
        *'()"-|:　。',
        " OR ",
        " NOT ",
        "残業",
        "きゅうか",
        "year:",
        "R2",
        "研修を",
    ]
    pieces += ["theme:", "12,3", "男の", "🎉", "\x00", "<b>", "eラ", "‐", "ー", "々"]
    chance = random.Random(20_000)
    for _ in range(20_000):
        query = "".join(chance.choices(pieces, k=chance.randint(1, 8)))
        result = searcher.search(SearchRequest(query, limit=1))
        assert result.total <= 4


def test_a_lone_surrogate_is_no_error(tmp_path: Path) -> None:
    result = make_searcher(tmp_path, ["残業"]).search(SearchRequest("\ud800残業"))
    assert result.total >= 0


def test_entries_of_odd_characters_are_indexed(tmp_path: Path) -> None:
    texts = ["\t改行\nと\x00制御\x1f文字", "🎉", "", "　", "a" * 3_000]
    documents = [document(text, id=str(n)) for n, text in enumerate(texts)]
    assert make_searcher(tmp_path, documents).search(SearchRequest()).total == 5
