"""A worker killed in the middle of a job: the next goes on and gives each row once."""

import os
import subprocess
import sys
import time

import pytest

from service.jobs import Jobs
from service.jobs.job import Status
from service.settings import Settings
from tests.fixtures_jobs import given, wait_until_over
from tests.test_killing import DYING

pytestmark = pytest.mark.slow

N_ROWS = 600  # of which a batch is 256
CONTENT = "番号,取組内容\n" + "".join(
    f"{number},第{number}班の残業を減らした。\n" for number in range(1, N_ROWS + 1)
)


@pytest.fixture
def own_jobs(own_home):
    return Jobs(Settings(home=own_home))


def work_until_killed(home, module, name, count):
    dying = [sys.executable, "-c", DYING, module, name, str(count)]
    command = ["--home", str(home), "worker"]
    return subprocess.Popen([*dying, *command], stderr=subprocess.PIPE, env=os.environ)


@pytest.mark.parametrize(
    ("module", "name", "count", "n_kept"),
    [
        # Before the first batch is kept, between two, and before the end is written.
        ("service.jobs.answers", "Answers.add", 1, 0),
        ("service.jobs.answers", "Answers.add", 2, 256),
        ("service.jobs.turns", "Turns.finish", 1, N_ROWS),
    ],
)
def test_a_killed_job_goes_on_and_gives_each_row_once(
    own_home, own_jobs, own_catalog, module, name, count, n_kept
):
    job = own_jobs.start(given(own_jobs, CONTENT))
    killed = work_until_killed(own_home, module, name, count)
    assert killed.wait(120) < 0, killed.stderr.read().decode()
    killed.stderr.close()
    left = own_jobs.records.get(job.id)
    assert (left.status, left.done) == (Status.RUNNING, n_kept)
    following = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "--home", str(own_home), "worker"],
        stderr=subprocess.DEVNULL,
    )
    try:
        ended = wait_until_over(own_jobs, job)
    finally:
        following.terminate()
        following.wait(120)
    assert (ended.status, ended.done, ended.resumed_from) == (
        Status.DONE,
        N_ROWS,
        n_kept,
    )
    rows = list(own_jobs.answers.all(job.id))
    assert [row.number for row in rows] == list(range(N_ROWS))
    path, _ = own_jobs.result(ended, guide=own_catalog.guide)
    numbers = [line.split(",")[0] for line in path.read_text("utf-8").splitlines()[1:]]
    assert numbers == [str(number) for number in range(1, N_ROWS + 1)]


def test_a_worker_told_to_leave_lets_the_job_wait_for_the_next(jobs, start_worker):
    rows = CONTENT.splitlines(keepends=True)
    job = jobs.start(given(jobs, "".join(rows[:1] + rows[1:] * 10)))
    worker = start_worker()
    while jobs.records.get(job.id).done == 0:
        time.sleep(0.02)
    worker.stop()
    left = jobs.records.get(job.id)
    assert left.status is Status.RUNNING and 0 < left.done < 10 * N_ROWS
    start_worker()
    assert wait_until_over(jobs, job).done == 10 * N_ROWS
