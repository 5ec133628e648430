"""What a person says of columns on a page holds for the tables that have them."""

import re
from urllib.parse import urlencode

import pytest
from lxml.html import document_fromstring
from werkzeug.datastructures import MultiDict

from service.app import create_app
from tests.fixtures_files import xlsx_file
from tests.fixtures_jobs import send, wait_until_over

SHEETS = {
    "提出": [["番号", "件名", "取組内容"], ["1", "退庁", "退庁時間を早めた。"]],
    "別紙": [["取組内容", "状況"], ["在宅勤務を始めた。", "実施"]],
    "提出２": [["番号", "件名", "取組内容"], ["2", "会議", "会議を減らした。"]],
}


@pytest.fixture
def client(job_settings, catalog, jobs):
    return create_app(job_settings, catalog, jobs).test_client()


def sent_back(client, page, **changes):
    """Return the fields of the form on a page as a browser sends them."""
    fields = html_fields(client.get(page).text)
    return MultiDict(
        (name, changes.get(name, value))
        for name, value in fields
        if name == "is-chosen" or name.startswith(("place-", "shown-", "table"))
    )


def html_fields(text):
    for field in document_fromstring(text).iter("input", "select"):
        if field.tag == "select":
            chosen = field.xpath("option[@selected]/@value")
            yield field.get("name"), chosen[0] if chosen else ""
        elif field.get("name"):
            yield field.get("name"), field.get("value", "")


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({}, ["退庁時間を早めた。", "在宅勤務を始めた。", "会議を減らした。"]),
        ({"place-2": "text"}, ["退庁", "在宅勤務を始めた。", "会議"]),
    ],
)
def test_a_column_is_chosen_for_the_tables_that_have_it_and_for_no_other(
    client, jobs, start_worker, changes, texts
):
    workbook = xlsx_file(SHEETS)
    page = send(client, workbook, name="提出.xlsx").headers["Location"]
    client.post(f"{page}/start", data=sent_back(client, page, **changes))
    start_worker()
    job = jobs.records.get(page.rpartition("/")[2])
    wait_until_over(jobs, job)
    assert [row.text for row in jobs.answers.all(job.id)] == texts


def test_a_column_that_is_not_to_be_used_is_not_and_the_choice_stays(client):
    page = send(client, "取組内容,実施状況\n退庁した。,実施\n").headers["Location"]
    chosen = sent_back(client, page, **{"place-2": ""})
    for _ in range(2):
        html = client.get(page, query_string=chosen).text
        (second,) = re.findall(r"<select id=\"place-2.*?</select>", html, re.DOTALL)
        assert "selected" not in second
        chosen = sent_back(client, f"{page}?{urlencode([*chosen.items(multi=True)])}")
