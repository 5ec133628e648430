"""Jobs with a real queue and a real database: given, worked on, given back."""

import sqlite3
from dataclasses import replace

import pytest

from corpus.errors import NotFoundError
from index.searcher import Filters
from service.jobs import Jobs
from service.jobs.answers import Narrowing
from service.jobs.job import Status
from service.settings import Settings
from tests.fixtures_jobs import LIST, TEXTS, given, wait_until_over


def test_a_file_is_answered_row_by_row_and_given_back_with_themes(
    jobs, start_worker, catalog
):
    start_worker()
    job = wait_until_over(jobs, jobs.start(given(jobs)))
    assert (job.status, job.done, job.total) == (Status.DONE, len(TEXTS), len(TEXTS))
    assert [row.text for row in jobs.answers.all(job.id)] == TEXTS
    path, name = jobs.result(job, guide=catalog.guide)
    lines = path.read_text("utf-8").splitlines()
    assert name == "提出_テーマ付き.csv"
    assert lines[0].startswith("番号,取組内容,テーマ,")
    assert lines[1].startswith(f"1,{TEXTS[0]},超過勤務の縮減,")


def test_links_lead_to_the_server_that_was_asked(jobs, start_worker, catalog):
    start_worker()
    entry = next(iter(catalog.entries(Filters()))).entry
    job = jobs.start(given(jobs, f"番号,取組内容\n1,{entry.text}\n"))
    job = wait_until_over(jobs, job)
    for server in ("http://a.example/", "http://b.example/"):
        path, _ = jobs.result(job, guide=catalog.guide, address=server)
        assert f"{server}entries/" in path.read_text("utf-8")


def test_links_of_a_job_that_nobody_asked_for_by_an_address_follow_the_settings(
    job_settings, start_worker, catalog
):
    start_worker()
    jobs = Jobs(replace(job_settings, address="https://example.jp"))
    entry = next(iter(catalog.entries(Filters()))).entry
    job = jobs.start(given(jobs, f"番号,取組内容\n1,{entry.text}\n"))
    path, _ = jobs.result(wait_until_over(jobs, job), guide=catalog.guide)
    assert "https://example.jp/entries/" in path.read_text("utf-8")


def test_rows_are_counted_and_narrowed_by_theme(jobs, start_worker, catalog):
    start_worker()
    job = wait_until_over(jobs, jobs.start(given(jobs)))
    counts = jobs.answers.counts(job.id, catalog.guide.ids)
    telework = jobs.answers.some(job.id, Narrowing(theme_id="telework"))
    assert counts.total == len(TEXTS)
    assert counts.themes["telework"] == len(telework) == TEXTS.count(TEXTS[1])
    assert counts.narrowed["none"] == TEXTS.count(TEXTS[2])


def test_a_job_waits_while_no_worker_is_there_and_is_done_by_the_next(
    jobs, job_settings, start_worker
):
    job = jobs.start(given(jobs))
    assert Jobs(job_settings).records.get(job.id).status is Status.WAITING
    start_worker()
    assert wait_until_over(jobs, job).status is Status.DONE


def test_jobs_take_their_turns(jobs, start_worker):
    first, second = (jobs.start(given(jobs, name=f"{n}.csv")) for n in (1, 2))
    assert [jobs.records.n_before(job) for job in (first, second)] == [0, 1]
    start_worker()
    ended = [wait_until_over(jobs, job) for job in (first, second)]
    assert ended[0].finished <= ended[1].started


def test_a_cancelled_job_stays_cancelled(jobs, start_worker):
    job = jobs.start(given(jobs))
    jobs.cancel(job)
    start_worker()
    follower = wait_until_over(jobs, jobs.start(given(jobs)))
    assert follower.status is Status.DONE
    assert jobs.records.get(job.id).status is Status.CANCELLED
    assert jobs.records.get(job.id).done == 0


def test_a_file_that_cannot_be_read_fails_with_its_reason(jobs, start_worker):
    start_worker()
    job = wait_until_over(jobs, jobs.start(given(jobs, "番号,備考\n1,2\n")))
    assert job.status is Status.FAILED
    assert "取組の内容が書かれた列" in job.trouble


def test_a_job_that_failed_is_started_again_with_another_column(jobs, start_worker):
    start_worker()
    content = "番号,やったこと\n1,残業を減らした。\n2,在宅勤務を始めた。\n"
    job = given(jobs, content)
    choices = {"columns": {"やったこと": "text"}}
    job = wait_until_over(jobs, jobs.start(job, choices))
    assert (job.status, job.total) == (Status.DONE, 2)
    again = wait_until_over(jobs, jobs.start(job, choices))
    assert (again.status, again.done, again.total) == (Status.DONE, 2, 2)


def test_two_homes_do_not_see_each_others_jobs(jobs, tmp_path):
    job = given(jobs)
    other = Jobs(Settings(home=tmp_path / "other"))
    with pytest.raises(NotFoundError):
        other.records.get(job.id)


def test_results_older_than_the_setting_are_removed_with_their_files(
    job_settings, jobs
):
    old, young = given(jobs), given(jobs)
    with sqlite3.connect(job_settings.home / "jobs" / "jobs.db") as connection:
        connection.execute("UPDATE jobs SET created = 0 WHERE id = ?", (old.id,))
    connection.close()
    jobs.remove_expired()
    folders = (path for path in (job_settings.home / "jobs").iterdir() if path.is_dir())
    assert [folder.name for folder in folders] == [young.id]
    with pytest.raises(NotFoundError):
        jobs.records.get(old.id)


def test_another_program_may_open_the_jobs_while_they_are_worked_on(
    job_settings, jobs, start_worker
):
    start_worker()
    job = jobs.start(given(jobs, LIST * 3))
    other = Jobs(job_settings)
    assert wait_until_over(other, job).status is Status.DONE


def test_a_second_worker_stands_by_and_takes_over_when_the_first_leaves(
    jobs, start_worker
):
    first, _second = start_worker(), start_worker()
    ended = [wait_until_over(jobs, jobs.start(given(jobs))) for _ in range(2)]
    assert [job.done for job in ended] == [len(TEXTS)] * 2
    first.stop()
    job = wait_until_over(jobs, jobs.start(given(jobs)))
    assert (job.status, job.done) == (Status.DONE, len(TEXTS))
