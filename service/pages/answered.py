"""The answers of a job: counts, a table to narrow, corrections, and into the catalogue.

GET  /submissions/<id>?show=&theme=&page=    the table (``submissions`` asks for it)
POST /submissions/<id>/rows/<n>              what a person decides about a row
POST /submissions/<id>/returned              the file again, corrected by hand
POST /submissions/<id>/take                  目録に加える
"""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from corpus.copies import DiffPart, word_diff
from corpus.deciding import read_name
from corpus.errors import (
    InvalidInputError,
    InvalidQueryError,
    JobNotReadyError,
    NotFoundError,
    TorikumiError,
)
from service.current import current_catalog, current_jobs, current_settings
from service.jobs.answers import NARROWINGS, Narrowing
from service.jobs.asking import as_read
from service.jobs.correcting import correct_by_file, decisions_of
from service.jobs.job import Job, JobRow, Status
from service.jobs.keeping import nameable
from service.jobs.reporting import job_payload
from service.jobs.taking_in import n_known_rows, take_in
from service.pages.paging import PAGE_SIZE, paging, read_page
from service.pages.wording import timestamp
from service.permissions import (
    decider,
    keep_decider,
    may_write,
    require_writer,
)
from service.receiving import name_of, uploaded
from service.tagging import read_corrections
from service.tagging.answers import Copy, strongest

blueprint = Blueprint("answered", __name__)

NARROWING_NAMES = {
    "": lazy_gettext("すべて"),
    "doubtful": lazy_gettext("判定保留のテーマがある"),
    "none": lazy_gettext("テーマなし"),
    "repeated": lazy_gettext("重複・再掲"),
    "decided": lazy_gettext("人が訂正した"),
    "unread": lazy_gettext("読めなかった"),
}


def show_answers(job: Job, refused: str | None = None) -> str:
    """Return the page of a job that is done, with why a file given back was refused."""
    guide = current_catalog().guide
    kind, theme_id = request.args.get("show", ""), request.args.get("theme", "")
    if kind not in NARROWINGS or (theme_id and theme_id not in guide.ids):
        raise InvalidQueryError(
            "この絞り込みはありません。表の上のリンクから選び直してください。"
        )
    counts = current_jobs().answers.counts(job.id, guide.ids)
    total = current_jobs().answers.count(job.id, Narrowing(kind, theme_id))
    number = read_page(request.args.get("page", ""))
    pages = paging(number, total, lambda page: _url(job, kind, theme_id, page))
    wanted = Narrowing(kind, theme_id, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return render_template(
        "submission_done.html",
        job=job,
        told=job_payload(current_jobs(), job),
        counts=counts,
        narrowings={name: NARROWING_NAMES[name] for name in NARROWINGS},
        kind=kind,
        theme_id=theme_id,
        total=total,
        paging=pages,
        rows=current_jobs().answers.some(job.id, wanted),
        themes=guide.themes,
        strongest=strongest,
        copied=lambda row: _copied(job, row),
        url=lambda kind, theme_id: _url(job, kind, theme_id),
        decider=request.form.get("name") or decider() or "",
        may_write=may_write(),
        n_known=n_known_rows(current_jobs(), job),
        saved=request.args.get("saved", type=int),
        n_corrected=request.args.get("corrected", type=int),
        refused=refused,
        kept_until=current_jobs().kept_until(job),
    )


def _copied(job: Job, row: JobRow) -> tuple[tuple[Copy, tuple[DiffPart, ...]], ...]:
    """Return what a row repeats, each with how the two differ, where they do."""
    ids = [copy.entry_id for copy in row.answer.copies if copy.entry_id]
    entries = current_catalog().stock.entries(ids) if ids else {}
    told = []
    for copy in row.answer.copies:
        if copy.entry_id:
            entry = entries.get(copy.entry_id)
            text = entry.text if entry else None
        else:
            text = current_jobs().answers.text_at(job.id, copy.sheet, copy.row)
        is_other = text is not None and copy.kind != "same"
        told.append((copy, word_diff(text or "", row.text) if is_other else ()))
    return tuple(told)


@blueprint.post("/submissions/<job_id>/rows/<int(max=2147483647):number>")
def decide(job_id: str, number: int) -> AnyResponse:
    """Keep what a person decides about a row, with the name of who does."""
    require_writer()
    job = current_jobs().records.get(job_id)
    _check_seen(job, request.form.get("run"))
    row = current_jobs().answers.row(job_id, number)
    if row is None:
        raise NotFoundError("この行はありません。一覧から選び直してください。")
    name = read_name(request.form.get("name", ""))
    wanted = {theme.id: theme.id in request.form.getlist("carried")
              for theme in current_catalog().guide.themes}  # fmt: skip
    decisions = decisions_of(row, wanted, name, datetime.now(UTC))
    current_jobs().answers.decide(job_id, {number: decisions})
    kind, theme_id = request.form.get("show", ""), request.form.get("theme", "")
    page = read_page(request.form.get("page", ""))
    to = _url(job, kind, theme_id, page, saved=number, _anchor=f"row-{number}")
    answer = make_response(redirect(to, 303))
    keep_decider(answer, name)
    return answer


@blueprint.post("/submissions/<job_id>/returned")
def returned(job_id: str) -> AnyResponse:
    """Take the corrections out of the file that was given back and corrected."""
    require_writer()
    job = current_jobs().records.get(job_id)
    name, guide = read_name(request.form.get("name", "")), current_catalog().guide
    try:
        given = uploaded(request.files.getlist("file"))
        with TemporaryDirectory(prefix="torikumi-") as folder:
            path = Path(folder) / nameable(name_of(given))
            given.save(path)
            corrections = read_corrections(
                path, name=name_of(given), guide=guide, choices=as_read(job.choices)
            )
        n_corrected = correct_by_file(current_jobs(), job, corrections, guide, name)
    except TorikumiError as error:
        return make_response(show_answers(job, error.message), error.status)
    answer = make_response(redirect(_url(job, "", "", corrected=n_corrected), 303))
    keep_decider(answer, name)
    return answer


@blueprint.post("/submissions/<job_id>/take")
def take(job_id: str) -> AnyResponse:
    """Take the file into the catalogue, with what people decided."""
    require_writer()
    job = current_jobs().records.get(job_id)
    if job.taken is not None and job.taken.get("revision") == job.revision:
        raise InvalidInputError(
            "この作業はもう目録に加えてあります。報告の一覧から見られます。"
        )
    taken = take_in(current_jobs(), current_catalog(), job, current_settings())
    kept = asdict(taken) | {"revision": job.revision}
    current_jobs().records.keep_taken(job_id, kept)
    return redirect(url_for("submissions.submission", job_id=job_id) + "#taken", 303)


def _check_seen(job: Job, run: str | None) -> None:
    """Refuse a decision about rows of an earlier run: their numbers mean others now."""
    if job.status is not Status.DONE or job.started is None:
        raise JobNotReadyError("分類が終わっていません。完了してから訂正してください。")
    if run not in (None, timestamp(job.started)):
        raise JobNotReadyError(
            "この結果は、訂正の画面を開いた後に作り直されています。"
            "開き直して、いまの結果を見て訂正してください。"
        )


def _url(job: Job, kind: str, theme_id: str, page: int = 1, **said: int | str) -> str:
    values: dict[str, Any] = {
        "show": kind or None,
        "theme": theme_id or None,
        "page": page if page > 1 else None,
        **said,
    }
    return url_for("submissions.submission", job_id=job.id, **values)
