"""New submissions: a file in, how it is understood, how far it is, what came of it.

    /submissions             give a file or lines; one's own jobs
    /submissions/<id>        what was understood → progress → the answers (``answered``)

Whoever has the address of a job may see it: it cannot be guessed, and a colleague may
be sent it. The list shows what this browser has given, by a cookie that only we read.
"""

import io
import secrets

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from corpus.errors import InvalidInputError, TorikumiError
from service.current import current_jobs, current_settings
from service.jobs.job import Job, JobRequest, Status
from service.jobs.reporting import job_payload
from service.pages.answered import show_answers
from service.pages.understanding import preview_of, show_understood
from service.permissions import require_own_page
from service.receiving import name_of, sent_result, uploaded

blueprint = Blueprint("submissions", __name__)

_OWNER = "torikumi_owner"
_OWNER_SECONDS = 365 * 24 * 60 * 60
_MIB = 1024 * 1024

STATUS_NAMES = {
    Status.GIVEN: lazy_gettext("開始待ち"),
    Status.WAITING: lazy_gettext("順番待ち"),
    Status.RUNNING: lazy_gettext("分類中"),
    Status.DONE: lazy_gettext("完了"),
    Status.FAILED: lazy_gettext("失敗"),
    Status.CANCELLED: lazy_gettext("中止"),
}


@blueprint.get("/submissions")
def submissions() -> str:
    """Ask for a file or lines, and show what this browser has given."""
    return _asking()


@blueprint.post("/submissions")
def give() -> AnyResponse:
    """Take a file in; it waits until somebody has seen what was understood."""
    require_own_page()
    owner = _owner() or secrets.token_urlsafe(16)
    try:
        job = _readable(_given(owner))
    except TorikumiError as error:
        return _refused(error)
    answer = redirect(url_for(".submission", job_id=job.id), 303)
    answer.set_cookie(
        _OWNER, owner, max_age=_OWNER_SECONDS, httponly=True, samesite="Lax"
    )
    return answer


@blueprint.get("/submissions/<job_id>")
def submission(job_id: str) -> str | AnyResponse:
    """Show a job as it stands."""
    job = current_jobs().records.get(job_id)
    is_asked_again = job.status.is_over and "again" in request.args
    if job.status is Status.GIVEN or is_asked_again:
        return show_understood(job)
    if job.status is Status.DONE:
        return show_answers(job)
    return render_template(
        "submission_progress.html",
        job=job,
        told=job_payload(current_jobs(), job),
        status_names=STATUS_NAMES,
    )


@blueprint.get("/submissions/<job_id>/<any(start,returned):step>")
def back(job_id: str, step: str) -> AnyResponse:
    """Lead from where a form was refused to the job, as a link to a language does."""
    here = url_for(".submission", job_id=job_id, lang=request.args.get("lang"))
    return redirect(here)


@blueprint.post("/submissions/<job_id>/cancel")
def cancel(job_id: str) -> AnyResponse:
    """Stop a job."""
    require_own_page()
    current_jobs().cancel(current_jobs().records.get(job_id))
    return redirect(url_for(".submission", job_id=job_id), 303)


@blueprint.post("/submissions/<job_id>/remove")
def remove(job_id: str) -> AnyResponse:
    """Forget a job with its file."""
    require_own_page()
    job = current_jobs().records.get(job_id)
    current_jobs().cancel(job)
    current_jobs().remove(job.id)
    return redirect(url_for(".submissions"), 303)


@blueprint.get("/submissions/<job_id>/result")
def result(job_id: str) -> Response:
    """Send the file with its tags."""
    return sent_result(current_jobs().records.get(job_id))


def _given(owner: str) -> Job:
    """Keep the file of the form, or its lines as a file."""
    files = [file for file in request.files.getlist("file") if file.filename]
    lines = request.form.get("lines", "")
    if files and lines.strip():
        raise InvalidInputError(
            "ファイルと貼り付けた文の両方があります。どちらか一方だけにしてください。"
        )
    if not files and not lines.strip():
        raise InvalidInputError(
            "ファイルも貼り付けた文もありません。"
            "ファイルを選ぶか、文を貼り付けてから送ってください。"
        )
    if files:
        given = uploaded(files)
        return current_jobs().give(
            JobRequest(name_of(given), owner=owner), given.stream
        )
    name = gettext("貼り付けた文.txt")
    content = io.BytesIO(lines.encode("utf-8", "replace"))
    return current_jobs().give(JobRequest(str(name), owner=owner), content)


def _readable(job: Job) -> Job:
    """Return a job whose file can be shown; what cannot be read is not kept."""
    try:
        preview_of(job, {})
    except TorikumiError:
        current_jobs().remove(job.id)
        raise
    return job


def _asking(trouble: str | None = None, lines: str = "") -> str:
    settings = current_settings()
    return render_template(
        "submissions.html",
        jobs=current_jobs().records.of_owner(_owner()),
        status_names=STATUS_NAMES,
        trouble=trouble,
        lines=lines,
        limits=settings.limits,
        max_mib=_mib(min(settings.max_request_bytes, settings.limits.max_file_bytes)),
        max_unzipped_mib=_mib(settings.limits.max_unzipped_bytes),
        result_days=settings.result_days,
    )


def _mib(n_bytes: int) -> str:
    return f"{n_bytes / _MIB:.4g}"


def _refused(error: TorikumiError) -> Response:
    """Ask again, with what was amiss beside the form and nothing typed lost."""
    answer = make_response(_asking(error.message, request.form.get("lines", "")))
    answer.status_code = error.status
    return answer


def _owner() -> str | None:
    return request.cookies.get(_OWNER)
