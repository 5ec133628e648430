"""Pages of counts: every figure opens as many entries, every choice is an address."""

import re
from html import unescape

import pytest

GRIDS = [
    "/themes",
    "/themes?by=section",
    "/themes?by=organisation&repeats=all",
    "/themes?by=section&doubtful=out&kind=initiative",
    "/themes?doubtful=in",
    "/themes/overtime",
    "/themes/management?kind=initiative",
    "/organisations",
    "/organisations/厚生労働省",
    "/organisations/厚生労働省?fiscal_year=2020&repeats=all",
]
FIGURE = re.compile(
    r'<a href="(/search\?[^"]*)" rel="nofollow" aria-label="[^"]*">([\d,]+)</a>'
)


def figures_of(client, page):
    return [(unescape(url), int(n)) for url, n in FIGURE.findall(client.get(page).text)]


@pytest.mark.parametrize("page", GRIDS)
def test_every_figure_of_a_page_opens_as_many_entries(client, page):
    figures = dict(figures_of(client, page))
    assert figures
    for url, count in figures.items():
        api = client.get(url.replace("/search?", "/api/v1/search?limit=0&"))
        assert (url, api.json["total"]) == (url, count)


def test_a_grid_has_all_themes_the_core_ones_first(client, catalog):
    html = client.get("/themes").text
    table = html[html.index('id="grid"') : html.index("</tbody>")]
    named = re.findall(r'href="/themes/([^"?]+)"', table)
    assert tuple(named) == catalog.guide.ids


def test_page_api_and_command_give_the_same_counts(client, run):
    api = client.get("/api/v1/stats?by=theme,section").json
    command = run("stats", "--by", "theme,section", "--format", "csv").stdout
    page = dict(figures_of(client, "/themes?by=section"))
    for row in api["rows"]:
        if row["theme"]:
            assert page[row["search_url"]] == row["count"]
    assert len(command.splitlines()) == len(api["rows"]) + 1
    file = client.get("/stats.csv?by=theme,section").text
    assert [line.split(",")[2] for line in file.splitlines()[1:]] == [
        line.split(",")[2] for line in command.splitlines()[1:]
    ]


def test_a_wrong_dimension_is_named_with_those_there_are(client):
    answer = client.get("/api/v1/stats?by=colour")
    assert answer.status_code == 400
    assert "colour" in answer.json["error"] and "fiscal_year" in answer.json["error"]
    assert client.get("/themes?by=colour").status_code == 400


def test_a_switch_is_a_link_that_keeps_the_other_choices(client):
    html = client.get("/themes?by=section&kind=initiative").text
    (url,) = re.findall(r'href="([^"]*)"[^>]*>すべて数える', html)
    for choice in ("by=section", "kind=initiative", "repeats=all"):
        assert choice in url


def test_repeats_count_once_until_the_switch_says_otherwise(client):
    def total(url):
        return client.get(url).json["total"]

    assert total("/api/v1/stats?by=kind") == 87
    assert total("/api/v1/stats?by=kind&repeats=all") == 90


def test_a_search_says_what_narrows_it_and_lets_go_of_it(client):
    html = client.get("/search?theme=overtime&repeats=once&doubtful=out&kind=item").text
    for name in ("一度だけ数える", "除く", "項目のみ"):
        assert f'<span class="chip-name">{name}</span>' in html
    assert '<input type="hidden" name="repeats" value="once">' in html


def test_the_tables_leave_as_files(client):
    csv = client.get("/stats.csv?by=status")
    assert csv.headers["Content-Disposition"].endswith('"torikumi-status.csv"')
    assert csv.text.splitlines()[0] == "\ufeff実施状況,件数,割合,全体,うち判定保留"
    assert client.get("/stats.xlsx?by=status").data.startswith(b"PK")
    assert client.get("/stats.pdf?by=status").status_code == 404


def test_the_list_of_reports_leaves_as_a_file(client, bundled_report):
    heading, row = client.get("/reports.csv").text.splitlines()
    assert heading.startswith("\ufeff題名,組織,年度,行,取組,成果,指標,項目のみ")
    assert row.startswith(
        f"{bundled_report.report.title},厚生労働省,2020,53,68,5,7,10,"
    )
    assert client.get("/reports.xlsx").data.startswith(b"PK")


def test_the_theme_page_tells_its_rule_words_and_surest_entries(client):
    html = client.get("/themes/paperless").text
    for words in (
        "付くもの",
        "このテーマをよく表す語",
        "最も確からしい記載",
        "ペーパーレス",
    ):
        assert words in html
    assert "あわせて付くテーマ" in html and "年度ごとの推移と区分" in html


def test_the_second_page_of_a_theme_is_its_list_alone(client):
    html = client.get("/themes/womens-careers?page=2").text
    assert "このテーマをよく表す語" not in html and 'start="21"' in html


def test_the_report_page_leads_to_its_source_and_its_entries(client, bundled_report):
    report_id = bundled_report.report.id
    html = client.get(f"/reports/{report_id}").text
    assert f"/reports/{report_id}/source" in html
    assert f"/search?report={report_id}" in html
    assert client.get(f"/api/v1/search?report={report_id}").json["total"] == 90


def test_the_home_page_tells_what_is_new_and_what_came_last(client, bundled_report):
    html = client.get("/").text
    assert "新規 " in html and "最近取り込んだ報告" in html
    (url,) = re.findall(r'href="([^"]*marker=[^"]*)"', html)
    total = client.get(unescape(url).replace("/search", "/api/v1/search")).json["total"]
    assert f"新規 {total}件" in html
