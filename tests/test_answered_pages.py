"""The page of the answers: what is told of them, and what becomes of a decision."""

import io
import re

import pytest
from openpyxl import load_workbook

from corpus.errors import NotFoundError
from service.app import create_app
from service.jobs.correcting import correct_by_file
from service.jobs.job import Decision, JobRequest
from service.tagging import Correction
from tests.fixtures_files import xlsx_file
from tests.fixtures_jobs import finished, given, send, wait_until_over

ONE = "取組内容\n在宅勤務を始めた。\n"


@pytest.fixture
def client(job_settings, catalog, jobs):
    return create_app(job_settings, catalog, jobs).test_client()


def title_of(answer):
    return re.search("<title>(.*?) - ", answer.text)[1]


def test_the_title_counts_the_rows_that_are_shown(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    assert title_of(client.get(page)) == "「提出.csv」の結果 12行"
    narrowed = client.get(f"{page}?show=none&theme=")
    assert title_of(narrowed) == "「提出.csv」の結果 テーマなし 4行"


def test_one_row_is_told_as_one_in_english(client, jobs, start_worker):
    page = finished(client, jobs, start_worker, ONE)
    html = client.get(f"{page}?lang=en").text
    assert "1 row was classified" in html and "1 row</span>" in html
    assert "0 rows</span>" in html and "1 rows" not in html


def test_a_saved_correction_leads_back_to_its_row(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    answer = client.post(f"{page}/rows/2", data={"name": "山田", "carried": "telework"})
    assert answer.headers["Location"].endswith("?saved=2#row-2")
    (row,) = re.findall(
        '<tr id="row-2">.*?</tr>', client.get(answer.headers["Location"]).text, re.S
    )
    assert "訂正を保存しました" in row


def test_a_correction_that_leaves_the_list_is_told_above_it(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    data = {"name": "山田", "carried": "telework", "show": "none"}
    html = client.get(client.post(f"{page}/rows/2", data=data).headers["Location"]).text
    assert html.count("訂正を保存しました") == 1 and 'id="row-2"' not in html


def test_a_decision_about_the_rows_of_an_earlier_run_is_refused(
    client, jobs, start_worker
):
    page = finished(client, jobs, start_worker)
    (run, *_) = re.findall('name="run" value="([^"]*)"', client.get(page).text)
    data = {"name": "山田", "carried": "telework", "run": run}
    assert client.post(f"{page}/rows/2", data=data).status_code == 303
    assert client.post(f"{page}/rows/2", data=data | {"run": "1"}).status_code == 409


def test_nothing_is_decided_while_a_job_runs(client):
    page = send(client).headers["Location"]
    client.post(f"{page}/start")
    answer = client.post(f"{page}/rows/0", data={"name": "山田"})
    assert answer.status_code == 409 and "完了してから" in answer.text


def test_a_decision_about_a_job_that_was_removed_meanwhile_is_refused(jobs):
    job = given(jobs)
    jobs.remove(job.id)
    decision = Decision("telework", True, "山田", job.created)
    with pytest.raises(NotFoundError, match="消えています"):
        jobs.answers.decide(job.id, {0: (decision,)})


def test_a_returned_file_is_refused_beside_its_form(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    data = {"file": (io.BytesIO(ONE.encode()), "別.csv"), "name": "鈴木"}
    answer = client.post(f"{page}/returned", data=data)
    assert answer.status_code == 422 and title_of(answer).startswith("エラー：")
    (field,) = re.findall('<input type="file"[^>]*>', answer.text)
    assert 'aria-invalid="true" aria-describedby="refused"' in field
    assert 'value="鈴木"' in answer.text
    assert client.get(f"{page}/returned?lang=en").status_code == 302


def test_a_correction_goes_to_the_row_of_its_own_sheet(jobs, start_worker, catalog):
    rows = [("取組内容",), ("在宅勤務を始めた。",)]
    content = io.BytesIO(xlsx_file({"甲課": rows, "乙課": rows}))
    job = jobs.start(jobs.give(JobRequest("二課.xlsx"), content))
    start_worker()
    wait_until_over(jobs, job)
    for sheet, number in (("乙課", 1), ("改名した課", 0)):
        correction = Correction(
            sheet, 2, "在宅勤務を始めた。", ("leave",), ("telework",)
        )
        assert correct_by_file(jobs, job, [correction], catalog.guide, "山田") == 1
        assert jobs.answers.row(job.id, number).theme_ids == ("leave",)


LINES = "令和5年度の取組\n\n・在宅勤務を始めた。\n" + "・会議を減らした。\n" * 2


def test_a_correction_finds_its_row_where_the_file_came_back_as_a_workbook(
    client, jobs, start_worker
):
    page = send(client, LINES, name="取組.txt").headers["Location"]
    client.post(f"{page}/start")
    start_worker()
    job = wait_until_over(jobs, jobs.records.get(page.rpartition("/")[2]))
    with client.get(f"{page}/result") as result:
        workbook = load_workbook(io.BytesIO(result.data))
    sheet = workbook.active
    column = [cell.value for cell in sheet[1]].index("テーマ") + 1
    sheet.cell(4, column).value = "休暇取得"
    sheet.move_range("A2:H2", rows=10)  # as sorting does
    content = io.BytesIO()
    workbook.save(content)
    data = {"file": (io.BytesIO(content.getvalue()), "返送.xlsx"), "name": "山田"}
    assert client.post(f"{page}/returned", data=data).status_code == 303
    themes = [row.theme_ids for row in jobs.answers.all(job.id)]
    assert themes[2] == ("leave",) and "leave" not in themes[0] + themes[1]


def test_whoever_starts_again_is_told_what_goes_and_may_go_back(
    client, jobs, start_worker
):
    page = finished(client, jobs, start_worker)
    html = client.get(f"{page}?again=1").text
    assert "いまの結果と訂正は消えます" in html and f'href="{page}"' in html
    assert "ファイルを消す" not in html
    assert "元に戻せません" in client.get(page).text  # asked before it is removed


def test_a_job_is_started_once_however_often_the_button_is_pressed(
    client, jobs, start_worker
):
    page = send(client).headers["Location"]
    for _ in range(2):
        assert client.post(f"{page}/start").headers["Location"] == page
    assert "順番待ち" in client.get(f"{page}?again=1").text
    start_worker()
    job = wait_until_over(jobs, jobs.records.get(page.rpartition("/")[2]))
    assert job.revision == 1


def test_it_is_told_until_when_the_answers_stay(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    job = jobs.records.get(page.rpartition("/")[2])
    assert (jobs.kept_until(job) - job.created).days == 30
    until = f"{jobs.kept_until(job).astimezone():%Y-%m-%d}"
    assert f"この結果は{until}" in client.get(page).text
