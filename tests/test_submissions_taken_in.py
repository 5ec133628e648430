"""Answers join the catalogue: entries with their rows, decisions as labels."""

import io
import re

import pytest

from index.searcher import SearchRequest
from service.app import create_app
from service.home import Home
from service.jobs import Jobs
from service.jobs.worker import Worker
from service.settings import Settings
from tests.fixtures_jobs import given, wait_until_over

TEXTS = ["蛍光灯をLEDに替えた。", "在宅でも働けるよう、端末を貸し出した。"]
LIST = "組織名,年度,取組内容\n" + "".join(f"架空市,令和4年度,{t}\n" for t in TEXTS)


@pytest.fixture
def own_jobs(own_home):
    return Jobs(Settings(home=own_home))


@pytest.fixture
def client(own_home, own_catalog, own_jobs):
    return create_app(Settings(home=own_home), own_catalog, own_jobs).test_client()


@pytest.fixture
def page(own_home, own_catalog, own_jobs):
    """The address of a finished job."""
    worker = Worker(own_jobs, own_catalog, Home(own_home))
    worker.start()
    job = wait_until_over(own_jobs, own_jobs.start(given(own_jobs, LIST)))
    worker.stop()
    return f"/submissions/{job.id}"


def decide(client, page, number, *themes):
    data = {"name": "山田", "carried": list(themes)}
    assert client.post(f"{page}/rows/{number}", data=data).status_code == 303


def found(catalog, query):
    hits = catalog.search(SearchRequest(query)).hits
    return next(hit.entry for hit in hits if hit.entry.entry.organisation == "架空市")


def test_entries_are_added_with_where_they_come_from(client, page, own_catalog):
    assert client.post(f"{page}/take").status_code == 303
    entry = found(own_catalog, "蛍光灯").entry
    view = own_catalog.entry(entry.id)
    assert (entry.text, entry.fiscal_year) == (TEXTS[0], 2022)
    assert view.report.source_name == "提出.csv"
    assert "2件を目録に加えました" in client.get(page).text


def test_decisions_become_labels_of_the_entries(client, page, own_catalog):
    decide(client, page, 0, "efficiency")
    client.post(f"{page}/take")
    (theme,) = found(own_catalog, "蛍光灯").themes
    assert (theme.theme_id, theme.decided_by) == ("efficiency", "person")
    entry_id = found(own_catalog, "蛍光灯").entry.id
    (label,) = [
        label for d in own_catalog.history(entry_id).decisions for label in d.carried
    ]
    assert label == "efficiency"


def test_the_same_again_is_told_and_a_later_decision_is_taken_in(
    client, page, own_catalog
):
    client.post(f"{page}/take")
    again = client.post(f"{page}/take")
    assert again.status_code == 400 and "もう目録に加えて" in again.text
    decide(client, page, 0, "efficiency")
    client.post(f"{page}/take")
    assert "前に取り込んだものと同じ" in client.get(page).text
    own_catalog.prepare()
    assert found(own_catalog, "蛍光灯").themes[0].decided_by == "person"


def test_what_the_first_of_two_at_once_took_in_stays_told(client, page, own_jobs):
    client.post(f"{page}/take")
    job = own_jobs.records.get(page.rpartition("/")[2])
    second = dict(job.taken) | {"is_new": False}
    own_jobs.records.keep_taken(job.id, second)
    assert own_jobs.records.get(job.id).taken == job.taken
    assert "2件を目録に加えました" in client.get(page).text


def test_what_the_catalogue_has_already_is_told_apart(
    client, page, own_catalog, own_jobs, own_home
):
    client.post(f"{page}/take")
    worker = Worker(own_jobs, own_catalog, Home(own_home))
    worker.start()
    content = LIST.replace("架空市", "架空町") + "架空町,令和4年度,残業を減らした。\n"
    job = wait_until_over(own_jobs, own_jobs.start(given(own_jobs, content)))
    worker.stop()
    html = client.get(f"/submissions/{job.id}").text
    assert "2行は、目録に同じ文があります" in html
    client.post(f"/submissions/{job.id}/take")
    html = client.get(f"/submissions/{job.id}").text
    assert "3件を目録に加えました" in html and "うち2件は" in html


def test_what_came_into_the_catalogue_after_the_answers_is_told_apart_too(
    client, page, own_catalog, own_jobs, own_home
):
    worker = Worker(own_jobs, own_catalog, Home(own_home))
    worker.start()
    content = LIST.replace("架空市", "架空町")
    job = wait_until_over(own_jobs, own_jobs.start(given(own_jobs, content)))
    worker.stop()
    client.post(f"{page}/take")
    client.post(f"/submissions/{job.id}/take")
    assert "うち2件は、目録に同じ文" in client.get(f"/submissions/{job.id}").text
    assert "うち2件は" not in client.get(page).text


def test_a_file_given_back_with_other_themes_corrects_the_rows(client, page):
    with client.get(f"{page}/result") as result:
        lines = result.text.splitlines(keepends=True)
    at = lines[0].split(",").index("テーマ")
    cells = lines[1].split(",")
    lines[1] = ",".join([*cells[:at], "業務の効率化", *cells[at + 1 :]])
    returned = io.BytesIO("".join(lines).encode())
    data = {"file": (returned, "提出_テーマ付き.csv"), "name": "鈴木"}
    answer = client.post(f"{page}/returned", data=data)
    assert answer.status_code == 303
    html = client.get(answer.headers["Location"]).text
    assert "1行の訂正を取り込みました" in html
    assert re.search("業務の効率化.*人が確認", html)


def test_a_file_of_other_rows_corrects_nothing(client, page):
    other = "取組内容,テーマ,確度,判定保留,根拠\n別の取組をした。,業務の効率化,,,\n"
    data = {"file": (io.BytesIO(other.encode()), "別.csv"), "name": "鈴木"}
    answer = client.post(f"{page}/returned", data=data)
    assert answer.status_code == 400 and "2行目" in answer.text
    assert "人が訂正した" not in client.get(page).text


def test_a_returned_file_that_cannot_be_read_is_named(client, page):
    data = {"file": (io.BytesIO(b'a,b\n"c,d\n'), "直した.csv"), "name": "鈴木"}
    answer = client.post(f"{page}/returned", data=data)
    assert answer.status_code == 422 and "「直した.csv」" in answer.text


def test_a_row_beyond_all_numbers_is_not_there(client, page):
    for number in (99, 2**31, 10**20):
        answer = client.post(f"{page}/rows/{number}", data={"name": "山田"})
        assert answer.status_code == 404
