"""What a search says of itself, the same on the page, in the API and to the command."""

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from service.cli import main

QUERIES = [
    "見直し", "ﾃﾚﾜｰｸ", "意職改革", "残業 zzzz", '"年次休暇" OR テレワーク',
    "研修 -管理職", "男性の育児休業を増やすには", "year:R2 会議",
]  # fmt: skip


def remedies_of(client, query):
    html = unescape(client.get("/search", query_string={"q": query}).text)
    block = html.partition('<div class="nothing">')[2].partition("</ul>")[0]
    found = re.findall(
        r"<li>(?:<a href=\"([^\"]*)\">)?([^<]*).*?(?:>(\d+)件|</li>)", block
    )
    return {text.strip(): (unquote(url), count) for url, text, count in found}


@pytest.mark.parametrize("query", QUERIES)
def test_page_api_and_command_find_the_same_in_the_same_order(
    client, prepared_home, query
):
    answer = client.get("/api/v1/search", query_string={"q": query}).json
    ids = [hit["id"] for hit in answer["hits"]]
    html = client.get("/search", query_string={"q": query}).text
    arguments = ["--home", str(prepared_home), "search", query, "--json"]
    said = json.loads(CliRunner().invoke(main, arguments).stdout)
    assert re.findall(r'hit-title"><a href="/entries/(\w+)"', html) == ids != []
    assert [hit["id"] for hit in said["hits"]] == ids
    assert {**said, "took_ms": 0} == {**answer, "took_ms": 0}


def test_the_answer_says_which_word_was_in_the_way(client):
    answer = client.get("/api/v1/search?q=テレワーク zzzz").json
    assert answer["relaxed"] is True
    assert [word["word"] for word in answer["unmatched"]] == ["zzzz"]
    assert {"word": "zzzz", "query": "テレワーク", "count": answer["total"]} in (
        answer["dropped"]
    )


def test_the_answer_says_what_was_mended(client):
    answer = client.get("/api/v1/search?q=意職改革").json
    assert answer["corrections"] == [{"typed": "意職改革", "read_as": "意識改革"}]
    assert "「意識改革」で検索しました" in answer["notes"][0]


def test_each_query_with_one_word_less_is_offered_with_its_count(client):
    offered = remedies_of(client, "テレワーク zzzz")
    assert offered["「zzzz」を除いて検索する"][0] == "/search?q=テレワーク"
    assert int(offered["「zzzz」を除いて検索する"][1]) > 0
    assert offered["「テレワーク」を除いて検索する"] == ("", "0")


def test_what_is_offered_finds_as_much_as_it_says(client):
    for url, count in remedies_of(client, "テレワーク 庁舎 宇宙").values():
        if url:
            found = client.get(url.replace("/search", "/api/v1/search")).json
            assert found["total"] == int(count)


def test_a_word_is_searched_alone_however_wide_it_was_typed(client):
    html = unescape(client.get("/search?q=ﾃﾚﾜｰｸ").text)
    for url in re.findall(r'class="literal" href="([^"]*)"', html):
        assert '"' in unquote(url)


@pytest.mark.parametrize("typed", ["きゅ", "休", "キュ"])
def test_completions_come_by_kanji_and_by_kana(client, typed):
    answer = client.get("/api/v1/complete", query_string={"q": typed}).json
    assert answer["query"] == typed
    assert "休暇" in [one["text"] for one in answer["completions"]]
    assert set(answer["completions"][0]) == {"text", "count", "title"}


@pytest.mark.parametrize("typed", ["", " ", "\x00", "😀", '"(((', "<b>", "字" * 900])
def test_what_cannot_be_completed_gives_no_completion(client, typed):
    answer = client.get("/api/v1/complete", query_string={"q": typed})
    assert (answer.status_code, answer.json["completions"]) == (200, [])


def test_more_than_a_query_may_have_is_not_completed(client):
    answer = client.get("/api/v1/complete", query_string={"q": "字" * 10_001})
    assert (answer.status_code, answer.json["status"]) == (400, 400)


def test_the_help_explains_keys_and_queries_and_its_examples_search(client):
    html = client.get("/help").text
    assert all(key in html for key in ("<kbd>/</kbd>", "<kbd>↓</kbd>", "<kbd>?</kbd>"))
    for url in re.findall(r'class="example" href="([^"]*)"', html):
        assert client.get(unescape(url)).status_code == 200
