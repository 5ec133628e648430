"""What stands in the way of jobs is told plainly, and nothing is half kept."""

import io
import sqlite3

import pytest

from corpus.errors import (
    HomeBusyError,
    HomeError,
    InvalidSettingError,
    NotFoundError,
    QueueFullError,
    QueueUnavailableError,
)
from service.app import create_app
from service.jobs import Jobs
from service.jobs.job import JobRequest, Status
from service.jobs.store import Store
from service.settings import Settings
from tests.fixtures_jobs import LIST, given, wait_until_over


def test_a_full_disk_is_told_and_what_was_begun_is_taken_back(tmp_path):
    store = Store(tmp_path / "jobs.db")
    columns = "id, name, kind, status, choices, created"
    insert = f"INSERT INTO jobs ({columns}) VALUES (?, ?, 'same', 'given', '{{}}', 0)"
    with (
        pytest.raises(HomeError, match="ディスクに空きがありません"),
        store.writing() as connection,
    ):
        connection.execute("PRAGMA max_page_count = 1")
        connection.executemany(insert, [(str(n), "あ" * 1000) for n in range(100)])
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM jobs").fetchone()[0] == 0


def test_a_disk_that_is_full_while_a_file_comes_in_leaves_nothing(jobs, job_settings):
    class Full(io.BytesIO):
        def read(self, size=-1):
            raise OSError(28, "No space left on device")

    with pytest.raises(HomeError, match="ディスクに空きがありません"):
        jobs.give(JobRequest("提出.csv"), Full())
    files = [path for path in (job_settings.home / "jobs").iterdir() if path.is_file()]
    assert {path.name.partition(".")[0] for path in files} == {"jobs"}


def test_a_database_held_by_another_program_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("service.jobs.store._BUSY_SECONDS", 0.1)
    store = Store(tmp_path / "jobs.db")
    other = sqlite3.connect(tmp_path / "jobs.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HomeBusyError), store.writing():
        pass
    other.close()


def test_jobs_of_a_newer_program_are_left_alone(tmp_path):
    Store(tmp_path / "jobs.db")
    connection = sqlite3.connect(tmp_path / "jobs.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(HomeError, match="新しい版"):
        Store(tmp_path / "jobs.db")


def test_jobs_of_an_earlier_program_are_kept_and_found_as_fast(tmp_path):
    job = given(Jobs(Settings(home=tmp_path)))
    (path,) = tmp_path.rglob("jobs.db")
    connection = sqlite3.connect(path)
    connection.execute("DROP INDEX rows_by_kind")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert Jobs(Settings(home=tmp_path)).records.get(job.id) == job
    connection = sqlite3.connect(path)
    columns = connection.execute("PRAGMA index_info(rows_by_kind)").fetchall()
    connection.close()
    assert len(columns) == 6


def test_a_queue_over_its_bound_refuses_another_job(tmp_path):
    jobs = Jobs(Settings(home=tmp_path, max_waiting_jobs=1))
    waiting, refused = given(jobs), given(jobs)
    jobs.start(waiting)
    with pytest.raises(QueueFullError, match="1件"):
        jobs.start(refused)
    assert jobs.records.get(refused.id).status is Status.GIVEN


def test_a_file_that_is_gone_fails_its_job_and_no_other(jobs, start_worker):
    lost, kept = jobs.start(given(jobs)), jobs.start(given(jobs))
    jobs.file(lost).unlink()
    start_worker()
    assert wait_until_over(jobs, lost).trouble.startswith("「提出.csv」のファイルが")
    assert wait_until_over(jobs, kept).status is Status.DONE


def test_a_removed_job_is_gone_with_its_file(jobs):
    job = given(jobs)
    path = jobs.file(job)
    jobs.remove(job.id)
    assert not path.exists()
    with pytest.raises(NotFoundError, match="作業はありません"):
        jobs.records.get(job.id)


@pytest.mark.parametrize("url", ["http://localhost", "redis", "sqlite:///queue.db"])
def test_a_queue_that_is_no_redis_is_refused_by_its_setting(tmp_path, url):
    with pytest.raises(InvalidSettingError, match="TORIKUMI_QUEUE_URL"):
        Settings(home=tmp_path, queue_url=url)


def test_a_redis_without_its_library_is_refused_with_what_to_install(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("huey.storage.Redis", None)
    with pytest.raises(InvalidSettingError, match=r"torikumi\[redis\]"):
        Jobs(Settings(home=tmp_path, queue_url="redis://localhost:1/0"))


def test_a_job_that_the_queue_was_not_told_of_is_found_by_its_record(
    jobs, start_worker, monkeypatch
):
    monkeypatch.setattr("service.jobs.worker._LOST_SECONDS", 0.1)
    start_worker()
    job = given(jobs)
    jobs.turns.start(job.id)
    assert wait_until_over(jobs, job).status is Status.DONE


def test_a_queue_that_cannot_be_written_is_told_before_anything_is_kept(
    jobs, job_settings
):
    connection = sqlite3.connect(job_settings.home / "queue.db")
    connection.execute("DROP TABLE task")
    connection.close()
    with pytest.raises(QueueUnavailableError, match=r"queue\.db"):
        given(jobs)
    assert jobs.records.unfinished() == ()


def test_a_program_is_told_when_to_ask_a_queue_again_that_is_away(
    jobs, job_settings, catalog
):
    api = create_app(job_settings, catalog, jobs).test_client()
    connection = sqlite3.connect(job_settings.home / "queue.db")
    connection.execute("DROP TABLE task")
    connection.close()
    form = {"file": (io.BytesIO(LIST.encode()), "a.csv")}
    answer = api.post("/api/v1/jobs", data=form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "queue.db" in answer.json["error"]
