"""Jobs whose queue is a real Redis: carried out, told plainly when it is away."""

import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from corpus.errors import InvalidSettingError, QueueUnavailableError
from service.app import create_app
from service.jobs import Jobs
from service.jobs.job import Status
from service.settings import Settings
from tests.fixtures_jobs import TEXTS, given, wait_until_over
from tests.fixtures_redis import own_redis
from tests.test_api_jobs import post
from tests.test_jobs_killed import CONTENT, N_ROWS, work_until_killed

__all__ = ["own_redis"]


@pytest.fixture
def job_settings(tmp_path, own_redis):
    return Settings(home=tmp_path / "jobs home", queue_url=own_redis.url)


@pytest.fixture
def often_looking(monkeypatch):
    monkeypatch.setattr("service.jobs.worker._LOST_SECONDS", 0.1)


def test_jobs_are_carried_out_and_cancelled_in_turn(jobs, start_worker):
    first, unwanted, last = (jobs.start(given(jobs)) for _ in range(3))
    jobs.cancel(unwanted)
    start_worker()
    ended = [wait_until_over(jobs, job) for job in (first, unwanted, last)]
    assert [job.status for job in ended] == [
        Status.DONE,
        Status.CANCELLED,
        Status.DONE,
    ]
    assert [job.done for job in ended] == [len(TEXTS), 0, len(TEXTS)]


def test_homes_that_share_a_redis_do_not_take_each_others_jobs(
    jobs, job_settings, start_worker, tmp_path
):
    other = Jobs(replace(job_settings, home=tmp_path / "other"))
    foreign, own = other.start(given(other)), jobs.start(given(jobs))
    start_worker()
    assert wait_until_over(jobs, own).status is Status.DONE
    assert other.records.get(foreign.id).status is Status.WAITING


def test_a_redis_that_is_away_is_told_and_nothing_is_begun(
    jobs, job_settings, catalog, own_redis
):
    api, job = create_app(job_settings, catalog, jobs).test_client(), given(jobs)
    own_redis.stop()
    with pytest.raises(QueueUnavailableError, match=r"TORIKUMI_QUEUE_URL のRedis"):
        jobs.start(job)
    answer = post(api)
    own_redis.start()
    assert jobs.records.get(job.id).status is Status.GIVEN
    assert (answer.status_code, answer.json["status"]) == (503, 503)
    assert answer.headers["Retry-After"] == "10"
    assert str(own_redis.port) not in answer.json["error"]
    assert post(api).status_code == 202


def test_a_worker_outlives_a_redis_that_is_away_and_says_so_once(
    jobs, start_worker, own_redis, often_looking, caplog
):
    job = given(jobs)
    own_redis.stop()
    start_worker()
    jobs.turns.start(job.id)

    def times_said():
        told = [record.getMessage() for record in caplog.records]
        return sum("TORIKUMI_QUEUE_URL" in message for message in told)

    while not times_said():
        time.sleep(0.05)
    time.sleep(0.5)  # it looks some times more
    own_redis.start()
    assert wait_until_over(jobs, job).status is Status.DONE
    assert times_said() == 1


def test_a_queue_that_begins_anew_loses_no_job(
    jobs, start_worker, own_redis, often_looking
):
    start_worker()
    running = jobs.start(given(jobs, CONTENT))
    waiting = [jobs.start(given(jobs)) for _ in range(2)]
    own_redis.stop()
    own_redis.start()
    ended = [wait_until_over(jobs, job) for job in (running, *waiting)]
    assert [job.done for job in ended] == [N_ROWS, len(TEXTS), len(TEXTS)]


@pytest.mark.slow
def test_a_worker_apart_goes_on_where_a_killed_one_stopped(
    own_home, own_redis, monkeypatch
):
    monkeypatch.setenv("TORIKUMI_QUEUE_URL", own_redis.url)
    jobs = Jobs(Settings(home=own_home, queue_url=own_redis.url))
    job = jobs.start(given(jobs, CONTENT))
    killed = work_until_killed(own_home, "service.jobs.answers", "Answers.add", 2)
    assert killed.wait(120) < 0, killed.stderr.read().decode()
    killed.stderr.close()
    command = [sys.executable, "-m", "service.cli", "--home", str(own_home), "worker"]
    following = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        ended = wait_until_over(jobs, job)
    finally:
        following.terminate()
        following.wait(120)
    assert (ended.status, ended.resumed_from) == (Status.DONE, 256)
    numbers = [row.number for row in jobs.answers.all(job.id)]
    assert numbers == list(range(N_ROWS))


@pytest.mark.parametrize(
    "url", ["redis://", "redis://:6379/0", "redis://a:b/0", "redis://a/first"]
)
def test_an_address_that_leads_to_no_redis_is_refused_by_its_setting(tmp_path, url):
    with pytest.raises(InvalidSettingError, match="TORIKUMI_QUEUE_URL"):
        Settings(home=tmp_path, queue_url=url)
