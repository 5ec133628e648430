"""The JSON API of jobs: a file in, how far it is, the file with its tags out.

Whoever knows the id of a job may ask for it, stop it and remove it: ids cannot be
guessed and are told to nobody else.
"""

import json
from typing import Any

from flask import Response, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from corpus.errors import InvalidInputError
from service.current import current_jobs
from service.jobs.asking import COLUMN, read_asked_choices, read_kind
from service.jobs.job import Job, JobRequest, Status
from service.jobs.reporting import job_payload
from service.openapi.asked import JobPath
from service.openapi.document import described, make_blueprint
from service.openapi.jobs import FILE, FORM, JobAnswer, JobHeader, JobMade
from service.payloads import Payload
from service.receiving import form_values, name_of, sent_result, uploaded

blueprint = make_blueprint("api_jobs", __name__)

_NOTHINGS = frozenset({"null", "undefined"})
# A form without a file, or no body at all, is told that the file is missing.
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded", "")


@blueprint.post(
    "/api/v1/jobs",
    **described(
        "ファイルの各行にテーマを付ける", JobMade, 413, 415, 422, status=202, body=FORM
    ),
)
def add(header: JobHeader) -> tuple[Payload, int, dict[str, str]]:
    """Take a file in and let it wait; the same key and file get the same job."""
    if request.mimetype not in _FORMS:
        raise UnsupportedMediaType
    values = form_values()
    _check_meant(values)
    columns = _columns(values.pop("columns", []))
    given = uploaded(request.files.getlist("file"))
    asked = JobRequest(
        name=name_of(given),
        kind=read_kind(values),
        choices=read_asked_choices(values | columns),
        key=header.idempotency_key or None,
    )
    job = current_jobs().give(asked, given.stream)
    if job.status is Status.GIVEN:
        job = current_jobs().start(job, once=True)
    status_url = url_for("api_jobs.show", job_id=job.id)
    return {"id": job.id, "status_url": status_url}, 202, {"Location": status_url}


@blueprint.get("/api/v1/jobs/<job_id>", **described("作業の進み具合", JobAnswer, 404))
def show(path: JobPath) -> Payload:
    """Say how far a job is."""
    return _shown(current_jobs().records.get(path.job_id))


@blueprint.get(
    "/api/v1/jobs/<job_id>/result",
    **described("結果のファイルを受け取る", FILE, 404, 409, 422),
)
def result(path: JobPath) -> Response:
    """Send the file with its tags."""
    return sent_result(current_jobs().records.get(path.job_id))


@blueprint.post(
    "/api/v1/jobs/<job_id>/cancel", **described("作業を中止する", JobAnswer, 404)
)
def cancel(path: JobPath) -> Payload:
    """Stop a job; one that is over stays as it is."""
    return _shown(current_jobs().cancel(current_jobs().records.get(path.job_id)))


@blueprint.delete(
    "/api/v1/jobs/<job_id>",
    **described("作業と結果を消す", {"description": "消しました。"}, 404, status=204),
)
def remove(path: JobPath) -> tuple[str, int]:
    """Stop a job and forget it with its file."""
    job = current_jobs().records.get(path.job_id)
    current_jobs().cancel(job)
    current_jobs().remove(job.id)
    return "", 204


def _shown(job: Job) -> Payload:
    shown = job_payload(current_jobs(), job)
    is_done = job.status is Status.DONE
    url = url_for("api_jobs.result", job_id=job.id) if is_done else None
    return shown | {"result_url": url}


def _check_meant(values: dict[str, list[str]]) -> None:
    """Refuse what a program writes where it has nothing to say: a form has no null."""
    for name, texts in values.items():
        if not _NOTHINGS.isdisjoint(texts):
            raise InvalidInputError(
                f"「{name[:40]}」の値が{texts[-1]}です。"
                "値がないときは、その項目を送らないでください。"
            )


def _columns(texts: list[str]) -> dict[str, list[str]]:
    """Return the meanings of columns, from JSON to named texts."""
    if not texts or not texts[-1].strip():
        return {}
    try:
        columns: Any = json.loads(texts[-1])
    except (ValueError, RecursionError):
        columns = None
    if not isinstance(columns, dict) or not all(
        isinstance(meaning, str) for meaning in columns.values()
    ):
        raise InvalidInputError(
            'columns は {"見出し": "意味"} の形のJSONにしてください'
            '（例：{"取組内容": "text"}）。'
        )
    return {f"{COLUMN}{heading}": [meaning] for heading, meaning in columns.items()}
