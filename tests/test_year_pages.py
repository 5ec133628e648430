import csv
import io
import re

import pytest

from service.app import create_app
from service.settings import Settings
from tests.fixtures_lists import MARKUP, ROWS, catalogue_of_years


@pytest.fixture(scope="module")
def pages(prepared_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    with catalogue_of_years(prepared_home, folder) as catalog:
        yield create_app(Settings(home=folder / "home"), catalog).test_client()


def counts(page):
    return {
        title.strip(): int(count)
        for title, count in re.findall(
            r'>([^<>]+)<span class="change-count">(\d+)</span>', page.text
        )
    }


def test_the_page_lists_the_pairs_with_their_counts(pages):
    page = pages.get("/years?organisation=甲市&from=2019&to=2020")
    assert counts(page) == {
        "変わった": 1, "統合された": 1, "分かれた": 0, "新しい": 1, "なくなった": 0,
        "変わらない": 1,
    }  # fmt: skip
    assert page.text.count('<article class="pair') == 4
    assert '<ins class="differs">と金曜日</ins>' in page.text
    assert "「今後実施」のまま、まだ実施されていないもの 1件" in page.text


def test_a_count_opens_as_many_pairs(pages):
    address = "/years?organisation=甲市&from=2020&to=2021"
    page = pages.get(address)
    urls = re.findall(r'<li><a href="([^"]*change=[^"]*)"', page.text)
    for url, count in zip(urls, counts(page).values(), strict=True):
        shown = pages.get(url.replace("&amp;", "&"))
        assert shown.text.count('<article class="pair') == count


def test_a_status_or_marker_that_is_another_is_told(pages):
    page = pages.get("/years?organisation=甲市&from=2019&to=2020&change=changed").text
    assert '区分 <span lang="ja">新規 → 継続</span>' in page
    assert "実施状況 <span" not in page


def test_changed_figures_are_marked_as_figures(pages):
    page = pages.get("/years?organisation=甲市&from=2020&to=2021&change=changed")
    assert '<del class="differs figure-differs">1.2</del>' in page.text
    assert '<ins class="differs figure-differs">3.4</ins>' in page.text


def test_years_left_out_are_the_latest(pages):
    page = pages.get("/years?organisation=甲市")
    assert "令和2年度（2020） → 令和3年度（2021）" in page.text


def test_who_dropped_telework_is_one_address(pages):
    page = pages.get("/years?to=2021&theme=telework&change=dropped")
    assert page.text.count('<article class="pair') == 1
    assert "乙省" in page.text
    assert ROWS[11][4] in page.text
    assert pages.get("/years?theme=telework&change=dropped").text.count("乙省")


def test_markup_in_names_and_texts_is_only_text(pages):
    page = pages.get("/years", query_string={"organisation": MARKUP}).text
    assert "&lt;b&gt;丁&amp;社&lt;/b&gt;" in page
    assert "<b>丁" not in page
    assert "<script>を" not in page


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("organisation=丙町", 404, "令和3年度のものだけです"),
        ("organisation=zz", 404, "報告のある組織"),
        ("organisation=甲市&from=2021&to=2020", 400, "年度の順を入れ替えて比べる"),
        ("organisation=甲市&from=2020&to=2020", 400, "同じ年度"),
        ("from=x", 400, "年度「x」が読み取れません"),
        ("theme=zz", 404, "というテーマはありません"),
        ("to=2021&change=zz", 400, "change「zz」は使えません"),
        ("to=1999", 404, "後の年度に選べるもの"),
    ],
)
def test_each_slip_has_its_words_and_the_form_stays(pages, query, status, words):
    page = pages.get(f"/years?{query}")
    assert page.status_code == status
    assert words in page.text
    assert "比べられる年度" in page.text
    assert 'action="/years"' in page.text


def test_a_filter_that_leaves_nothing_has_a_way_on(pages):
    page = pages.get("/years?organisation=乙省&theme=caregiving")
    assert "この絞り込みに当たる取組はありません。" in page.text
    assert "絞り込みを外して見る" in page.text


def test_the_pairs_can_be_taken_along(pages):
    query = "organisation=甲市&from=2019&to=2020"
    rows = list(csv.reader(io.StringIO(pages.get(f"/years.csv?{query}").text)))
    assert len(rows) == 5
    assert rows[1][3] == "変わった"
    answer = pages.get(f"/years.json?{query}&change=merged").json
    (comparison,) = answer["comparisons"]
    assert [pair["change"] for pair in comparison["pairs"]] == ["merged"]
    assert pages.get(f"/years.xlsx?{query}").data[:2] == b"PK"
    assert pages.get(f"/years.pdf?{query}").status_code == 404


def test_cells_of_a_file_run_nothing(pages):
    text = pages.get("/years.csv", query_string={"organisation": MARKUP}).text
    assert "'=1+1" in text


def test_the_course_of_an_initiative_is_linked_from_its_entry(pages):
    page = pages.get("/years?organisation=甲市&from=2019&to=2020&change=merged").text
    url = re.search(r"/years/[0-9a-f]{16}", page)[0]
    course = pages.get(url).text
    assert course.count("<li>\n    <h2>") == 3
    assert "分かれた" in course
    entry = pages.get(url.replace("/years/", "/entries/")).text
    assert url in entry
    assert pages.get("/years/zzz").status_code == 404


def test_the_page_speaks_english(pages):
    page = pages.get("/years?organisation=甲市&from=2019&to=2020&lang=en").text
    assert "Compare years" in page
    assert "Merged" in page
