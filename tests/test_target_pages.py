import csv
import io
import re

import pytest

from corpus.amounts import find_amounts
from index.searcher import Filters


def test_every_indicator_is_listed_what_could_not_be_read_apart(client, catalog):
    page = client.get("/targets").text
    everything = catalog.targets(Filters())
    apart = [one for one in everything if one.problem]
    assert page.count('<tr>\n      <th scope="row">') == len(everything) - len(apart)
    assert f"値が読み取れなかったもの {len(apart)}件" in page
    for one in everything:
        assert one.indicator.source_text[:20] in page


def test_a_column_sorts_by_a_link_first_upwards_then_downwards(client):
    page = client.get("/targets").text
    assert "aria-sort" not in page
    url = re.search(r'href="(/targets\?[^"]*sort=progress)"', page)[1]
    up = client.get(url.replace("&amp;", "&")).text
    assert 'aria-sort="ascending"' in up
    assert 'sort=-progress"' in up
    shares = re.findall(r"</meter> (-?\d+)%", up)
    assert shares == sorted(shares, key=int)


def test_shares_are_points_apart(client):
    page = client.get("/targets").text
    assert "あと 18ポイント" in page
    assert "目標より 9.2ポイント よい" in page
    assert "9.2 points better than the target" in client.get("/targets?lang=en").text


@pytest.mark.parametrize("reached", ["yes", "no", "unknown"])
def test_page_file_and_api_agree(client, reached):
    query = f"reached={reached}&sort=-progress"
    told = client.get(f"/api/v1/targets?{query}").json["targets"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/targets.csv?{query}").text)))
    assert [row["もとの文"] for row in rows] == [one["source_text"] for one in told]
    assert client.get(f"/targets.json?{query}").json["targets"] == told


def test_the_same_measure_is_shown_over_the_years(client):
    page = client.get("/targets").text
    url = re.search(r"/targets/[0-9a-f]+/\d+", page)[0]
    assert "同じ指標の年度ごとの値" in client.get(url).text
    assert client.get("/targets/zzz/1").status_code == 404
    assert client.get(f"{url}999").status_code == 404


@pytest.mark.parametrize(
    "address", ["/targets?sort=zz", "/targets?reached=zz", "/targets?organisation=zz"]
)
def test_a_choice_that_cannot_be_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_a_filter_that_leaves_nothing_has_a_way_on(client):
    page = client.get("/targets?reached=yes&fiscal_year=1999").text
    assert "この絞り込みに当たる目標はありません。" in page


def test_the_targets_are_drawn_and_their_figures_given(client):
    svg = client.get("/targets/chart.svg")
    assert svg.mimetype == "image/svg+xml"
    assert "59.2" in client.get("/targets/chart.csv").text
    assert client.get("/targets/chart.svg?fiscal_year=1999").status_code == 404
    assert client.get("/targets/chart.gif").status_code == 404
    url = re.search(r"/targets/[0-9a-f]+/\d+", client.get("/targets").text)[0]
    assert "2020" in client.get(f"{url}/chart.csv").text


def test_amounts_are_marked_in_their_sentence(client):
    page = client.get("/amounts?unit=枚&sort=largest").text
    assert "160,437,648" in page
    assert "<mark>160,437,648枚</mark>" in page


def test_amounts_page_file_and_api_agree(client):
    query = "unit=件&min=100&sort=largest"
    told = client.get(f"/api/v1/amounts?{query}&limit=1000").json
    rows = list(csv.DictReader(io.StringIO(client.get(f"/amounts.csv?{query}").text)))
    assert [row["表記"] for row in rows] == [one["text"] for one in told["amounts"]]
    assert f"{told['total']}個" in client.get(f"/amounts?{query}").text
    for one in told["amounts"]:
        found = {(each.start, each.value) for each in find_amounts(one["source_text"])}
        assert (one["start"], one["value"]) in found


@pytest.mark.parametrize("query", ["min=x", "unit=猫", "sort=zz", "organisation=zz"])
def test_a_slip_keeps_what_was_typed_and_says_what_will_do(client, query):
    page = client.get(f"/amounts?{query}&max=77")
    assert page.status_code == 400
    assert 'value="77"' in page.text
    assert 'role="alert"' in page.text


def test_amounts_that_nothing_has_offer_a_way_on(client):
    page = client.get("/amounts?min=1e15").text
    assert "この絞り込みに当たる数はありません。" in page
