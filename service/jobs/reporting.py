"""How far a job is, as the API and the pages tell it."""

from datetime import UTC, datetime

from service.jobs import Jobs
from service.jobs.answers import Narrowing
from service.jobs.job import Job, Status
from service.payloads import Payload

_MOST_ERRORS = 1000


def job_payload(jobs: Jobs, job: Job) -> Payload:
    """Return a job as JSON has it."""
    now = datetime.now(UTC)
    speed = job.rows_a_second(now)
    unread = jobs.answers.some(job.id, Narrowing("unread", limit=_MOST_ERRORS))
    return {
        "id": job.id,
        "name": job.name,
        # What nobody has started waits for a person.
        "status": (Status.WAITING if job.status is Status.GIVEN else job.status).value,
        "done": job.done,
        "total": job.total,
        "errors": [
            {
                "sheet": one.answer.sheet,
                "row": one.answer.row,
                "reason": one.answer.error,
            }
            for one in unread
        ],
        "error": job.trouble or _standing_still(jobs, job),
        "jobs_before": jobs.records.n_before(job),
        "rows_per_second": None if speed is None else round(speed, 1),
        "seconds_left": job.seconds_left(now),
        "created": _told(job.created),
        "started": _told(job.started),
        "finished": _told(job.finished),
    }


def _standing_still(jobs: Jobs, job: Job) -> str | None:
    """Return why a job goes no further, where that cannot be kept in its record."""
    if job.status.is_over or not jobs.is_disk_full():
        return None
    return "ディスクに空きがないため、先へ進めません。空きができると続きから進みます。"


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
