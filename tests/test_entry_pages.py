"""An entry's page: why it was found, what is like it, other years, how to cite it."""

from dataclasses import replace
from html import unescape
from itertools import count

import pytest

from service.app import create_app
from service.settings import Settings


@pytest.fixture
def hit(client):
    return client.get("/api/v1/search?q=超過勤務").json["hits"][0]


@pytest.fixture
def next_year(bundled_report):
    """The bundled report once more, as of the year after."""
    numbers = count()
    report = replace(bundled_report.report, id="next", fiscal_year=2021)
    entries = tuple(
        replace(e, id=f"next{next(numbers)}", report_id="next", fiscal_year=2021)
        for e in bundled_report.entries
    )
    return replace(bundled_report, report=report, entries=entries, indicators=())


def test_a_hit_leads_to_its_reasons_by_word_form_field_and_share(client, hit):
    html = client.get("/search?q=超過勤務").text
    assert f"/entries/{hit['id']}?q=" in html and "#why" in html
    reasons = client.get(f"/entries/{hit['id']}?q=超過勤務").text
    assert "「超過勤務」で見つかった理由" in reasons
    for words in ("入力どおり", "本文", "割合", f"{hit['score']:.2f}"):
        assert words in reasons


def test_the_reasons_of_the_api_sum_to_the_score_of_the_hit(client, hit):
    found_by = client.get(f"/api/v1/entries/{hit['id']}?q=超過勤務").json["found_by"]
    assert found_by["query"] == "超過勤務"
    assert found_by["score"] == pytest.approx(hit["score"], rel=1e-4)
    assert found_by["reasons"][0]["kind"] == "exact"


def test_an_entry_reached_without_a_search_gives_no_reasons(client, hit):
    assert 'id="why"' not in client.get(f"/entries/{hit['id']}").text
    assert "found_by" not in client.get(f"/api/v1/entries/{hit['id']}").json


def test_an_entry_without_the_words_says_so(client, hit):
    html = client.get(f"/entries/{hit['id']}?q=zzzz").text
    assert "この記載は、この検索の語を含みません。" in html


@pytest.mark.parametrize("path", ["/entries/{}", "/api/v1/entries/{}"])
def test_a_query_too_long_is_refused_and_any_other_shown_as_text(client, hit, path):
    path = path.format(hit["id"])
    assert client.get(path, query_string={"q": "字" * 10_001}).status_code == 400
    for query in ("\x00", "<script>", '"(', "😀", "a " * 500):
        answer = client.get(path, query_string={"q": query})
        assert answer.status_code == 200
        assert answer.is_json or "<script>" not in answer.text
    assert client.get("/entries/nix?q=残業").status_code == 404


def test_similar_entries_come_with_the_words_they_share(client, hit):
    similar = client.get(f"/api/v1/entries/{hit['id']}").json["similar"]
    html = client.get(f"/entries/{hit['id']}").text
    assert 0 < len(similar) <= 5
    for one in similar:
        assert f'/entries/{one["id"]}"' in html
        assert "、".join(one["shared"]) in html


def test_the_same_item_is_shown_in_other_years(own_home, own_catalog, next_year, hit):
    own_catalog._database.add_report(next_year)
    client = create_app(Settings(home=own_home), own_catalog).test_client()
    html = client.get(f"/entries/{hit['id']}").text
    others = client.get(f"/api/v1/entries/{hit['id']}").json["other_years"]
    assert "ほかの年度の同じ項目" in html and "令和3年度" in html
    assert {other["fiscal_year"] for other in others} == {2021}
    assert {other["item"] for other in others} == {hit["item"]}


def test_an_entry_can_be_cited_without_script(client, hit):
    html = unescape(client.get(f"/entries/{hit['id']}").text)
    _, _, rest = html.partition("readonly>")
    citation = rest.partition("</textarea>")[0]
    assert hit["text"] in citation
    assert f"厚生労働省「{hit['report']}」" in citation
    assert citation.endswith(f"http://localhost/entries/{hit['id']}")
