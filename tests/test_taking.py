"""What is on the screen can be taken along: all rows, in the order of the pages."""

import csv
import io
import json
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from service.app import create_app
from service.settings import Settings

QUERY = "q=研修&status=実施&sort=newest"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def ids(client):
    hits = client.get(f"/api/v1/search?{QUERY}&limit=1000").json["hits"]
    assert len(hits) > 20
    return [hit["id"] for hit in hits]


def name_of(answer):
    plain, starred = answer.headers["Content-Disposition"].split("; ")[1:]
    return plain, unquote(starred.removeprefix("filename*=UTF-8''"))


def test_a_csv_has_all_hits_and_the_mark_by_which_excel_knows_utf_8(client, ids):
    answer = client.get(f"/search.csv?{QUERY}")
    assert answer.data.startswith("\ufeff記載の番号,組織,".encode())
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), "")))
    assert [row["記載の番号"] for row in rows] == ids
    assert rows[0]["リンク"] == f"http://localhost/entries/{ids[0]}"


def test_a_workbook_has_all_hits_with_filters_and_links(client, ids):
    answer = client.get(f"/search.xlsx?{QUERY}")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ids
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:O{len(ids) + 1}")
    assert sheet["O2"].hyperlink.target == f"http://localhost/entries/{ids[0]}"
    assert sheet.column_dimensions["M"].width == 60


def test_jsonl_has_all_hits_in_the_shape_of_the_interface(client, ids):
    answer = client.get(f"/search.jsonl?{QUERY}")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["id"] for row in rows] == ids
    hit = client.get(f"/api/v1/search?{QUERY}&limit=1").json["hits"][0]
    assert set(hit) - set(rows[0]) == {"score", "snippet"}


def test_a_feed_has_all_hits_with_author_and_time(client, ids):
    answer = client.get(f"/search.atom?{QUERY}")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}id").rpartition("/")[2] for e in entries] == ids
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "厚生労働省"
    assert feed.findtext(f"{ATOM}updated").endswith("+00:00")


def test_the_page_to_print_has_all_hits(client, ids):
    html = client.get(f"/search/print?{QUERY}").text
    assert html.count('<article class="hit">') == len(ids)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
def test_a_file_is_named_after_the_search_in_japanese(client, suffix):
    answer = client.get(f"/search.{suffix}?q=残業&theme=overtime")
    plain, japanese = name_of(answer)
    assert plain == f'filename="torikumi.{suffix}"'
    assert japanese == f"取組_「残業」・超過勤務の縮減.{suffix}"


def test_no_sign_of_a_query_breaks_out_of_the_name(client):
    _, name = name_of(client.get("/search.csv", query_string={"q": '../"\r\n;残業'}))
    assert name == "取組_「_;残業」.csv"


def test_the_links_stand_under_the_result_and_keep_the_search(client):
    html = client.get("/search?q=研修&theme=management&sort=newest").text
    for address in ("/search.csv", "/search.xlsx", "/search.jsonl", "/search.atom"):
        assert f'href="{address}?q=研修&amp;sort=newest&amp;theme=management"' in (
            unquote(html)
        )


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl", ".atom", "/print"])
def test_nothing_asked_for_and_wrong_values_are_refused(client, ending):
    for values in ("", "q=&page=3", "q=残業&theme=nix", "q=残業&status=なし"):
        answer = client.get(f"/search{ending}?{values}")
        assert (answer.status_code, answer.mimetype) == (400, "text/html")


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl", ".atom", "/print"])
def test_a_search_without_hits_is_taken_as_an_empty_whole(client, ending):
    answer = client.get(f"/search{ending}?q=zzzz")
    assert (answer.status_code, bool(answer.data)) == (200, ending != ".jsonl")
    if ending == ".atom":
        assert ElementTree.fromstring(answer.data).findall(f"{ATOM}entry") == []


@pytest.mark.parametrize(
    "query", ["\ufffe", "<b>&", "😀", "\x0b残業", '"(', "a " * 500]
)
def test_a_feed_of_any_query_is_whole_xml(client, query):
    answer = client.get("/search.atom", query_string={"q": query})
    assert answer.status_code == 200
    ElementTree.fromstring(answer.data)


def test_a_text_like_a_formula_runs_in_no_spreadsheet(
    own_home, own_catalog, bundled_report
):
    first, *rest = bundled_report.entries
    changed = replace(first, text="=HYPERLINK(残業)")
    own_catalog._database.add_report(replace(bundled_report, entries=(changed, *rest)))
    own_catalog.prepare()
    client = create_app(Settings(home=own_home), own_catalog).test_client()
    query = "?fiscal_year=2020"
    assert "'=HYPERLINK(残業)" in client.get(f"/search.csv{query}").text
    book = load_workbook(io.BytesIO(client.get(f"/search.xlsx{query}").data))
    texts = [cell for cell in book.active["M"] if "HYPERLINK" in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in texts] == [
        ("'=HYPERLINK(残業)", "s")
    ]
