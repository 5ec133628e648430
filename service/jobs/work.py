"""The work of a job: its rows are answered a batch at a time, until it is told to stop.

Whatever goes wrong with a job is kept in its record as one sentence; the worker goes on
with the next.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

from corpus.errors import TorikumiError, reason_of
from service.catalog import Catalog
from service.jobs import Jobs
from service.jobs.asking import as_read
from service.jobs.job import Job, JobRow, Status
from service.tagging import Given, GivenRow, Tagger

_BATCH = 256
_LOG = logging.getLogger(__name__)


def carry_out(
    jobs: Jobs, catalog: Catalog, job_id: str, *, is_stopping: Callable[[], bool]
) -> None:
    """Carry out a job that waits, or go on with it; one that waits no more is left.

    Parameters
    ----------
    jobs : Jobs
    catalog : Catalog
        Whose model answers.
    job_id : str
    is_stopping : callable
        Whether the worker is to leave; the job then waits for the next.
    """
    try:
        if not jobs.turns.claim(job_id, model_id=catalog.classifier.model_id_):
            return
        job = jobs.records.get(job_id)
        given = jobs.open(job)
        jobs.remembered.keep(given.source, as_read(job.choices))
        if job.total is None:
            jobs.turns.count(job_id, sum(1 for _ in given.rows()))
        if _answer_all(jobs, catalog, job, given, is_stopping):
            jobs.turns.finish(job_id, Status.DONE)
    except TorikumiError as error:
        _fail(jobs, job_id, error.message)
    except OSError as error:
        _fail(jobs, job_id, f"ファイルを読み書きできません（{reason_of(error)}）。"
              "ディスクの空きと権限を確かめて、もう一度始めてください。")  # fmt: skip
    except Exception as error:
        _LOG.exception("job %s", job_id)
        name = type(error).__name__
        _fail(jobs, job_id, f"思わぬ不具合で止まりました（{name}）。もう一度始めても"
              "止まるときは、管理する人に知らせてください。")  # fmt: skip


def _answer_all(
    jobs: Jobs,
    catalog: Catalog,
    job: Job,
    given: Given,
    is_stopping: Callable[[], bool],
) -> bool:
    """Answer the rows that are left; False where the job is to stop before its end."""
    with Tagger(catalog) as tagger:
        rows = given.rows()
        before = islice(rows, job.done)
        tagger.remember(before)
        deque(before, maxlen=0)  # whatever it left of them is passed over, too
        number = job.done
        while batch := list(islice(rows, _BATCH)):
            kept = list(_answered(tagger, batch, number))
            if is_stopping() or not jobs.answers.add(job.id, kept):
                return False
            number += len(batch)
    return True


def _answered(tagger: Tagger, batch: list[GivenRow], first: int) -> Iterator[JobRow]:
    answers = tagger.answers(batch)
    for number, (row, answer) in enumerate(zip(batch, answers, strict=True), first):
        yield JobRow(number, row.text, answer)


def _fail(jobs: Jobs, job_id: str, trouble: str) -> None:
    try:
        jobs.turns.finish(job_id, Status.FAILED, trouble)
    except TorikumiError:
        # On a full disk not even this can be kept: the job runs again another time.
        _LOG.error("job %s: %s", job_id, trouble)
