"""How a file was understood, on its first rows, and the form to set it right.

The choices stand in the address, so that a look at them changes nothing; the same form
starts the job. What was said of columns is remembered for files with the same header.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import (
    Blueprint,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from corpus.choices import MEANINGS, place_name
from corpus.errors import InvalidInputError, JobNotReadyError
from service.current import current_jobs, current_settings
from service.jobs.asking import (
    KINDS,
    PLACE,
    as_read,
    read_asked_choices,
    read_kind,
)
from service.jobs.job import Job
from service.permissions import require_own_page
from service.previewing import Preview, preview
from service.receiving import form_values
from service.understanding import FORMAT_NAMES

blueprint = Blueprint("understanding", __name__)

_SHOWN = "shown-"
_CHOSEN = "is-chosen"  # sent where columns were chosen before
_TYPED = ("header_row", "encoding", "organisation", "fiscal_year")
_ENCODINGS = ("utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16")

MEANING_NAMES = {
    "text": lazy_gettext("取組の内容（本文）"),
    "item": lazy_gettext("項目名"),
    "section": lazy_gettext("大項目"),
    "organisation": lazy_gettext("組織名"),
    "department": lazy_gettext("担当課"),
    "fiscal_year": lazy_gettext("年度"),
    "status": lazy_gettext("実施状況"),
    "reason": lazy_gettext("理由"),
    "marker": lazy_gettext("区分（新規など）"),
    "outcome": lazy_gettext("成果"),
    "ignore": lazy_gettext("使わない"),
}
_FORMAT_NAMES = FORMAT_NAMES | {
    "workbook": lazy_gettext("表計算"),
    "text": lazy_gettext("テキスト"),
}
_KIND_NAMES = {
    "same": lazy_gettext("送ったファイルと同じ"),
    "xlsx": lazy_gettext("Excel（xlsx）"),
    "csv": lazy_gettext("CSV"),
    "jsonl": lazy_gettext("JSONL"),
}


@blueprint.post("/submissions/<job_id>/start")
def start(job_id: str) -> Response:
    """Let the worker begin, in the way that a person has seen and set right."""
    require_own_page()
    job = current_jobs().records.get(job_id)
    values = form_values()
    try:
        choices, kind = read_asked_choices(_settled(values)), read_kind(values)
    except InvalidInputError as error:
        return _refused(job, values, error)
    # Whoever presses the button twice is led to the job that the first time began.
    with suppress(JobNotReadyError):
        current_jobs().start(job, choices, kind=kind)
    return redirect(url_for("submissions.submission", job_id=job_id), 303)


def preview_of(job: Job, asked: Mapping[str, Any]) -> Preview:
    """Return how the file of a job would be read.

    Raises
    ------
    UnreadableFileError
        It cannot be.
    """
    return preview(
        current_jobs().file(job),
        choices=as_read(asked),
        limits=current_settings().limits,
        remembered=None if asked else current_jobs().remembered,
    )


def show_understood(job: Job) -> Response:
    """Return the page of a job that is not started, or is to be started anew."""
    values = request.args.to_dict(flat=False)
    try:
        asked = read_asked_choices(_settled(values)) or dict(job.choices)
        kind = read_kind(values) if "format" in values else job.kind
    except InvalidInputError as error:
        return _refused(job, values, error)
    return make_response(_page(job, preview_of(job, asked), asked, kind))


def _refused(
    job: Job, values: Mapping[str, Sequence[str]], error: InvalidInputError
) -> Response:
    """Return the page as it was, with what was amiss and nothing typed lost."""
    kept = dict(job.choices)
    typed = {name: values[name][-1] for name in _TYPED if values.get(name)}
    page = _page(job, preview_of(job, kept), kept | typed, job.kind, error.message)
    answer = make_response(page)
    answer.status_code = error.status
    return answer


def _page(
    job: Job,
    shown: Preview,
    chosen: Mapping[str, Any],
    kind: str,
    refused: str | None = None,
) -> str:
    columns = chosen.get("columns", {})
    return render_template(
        "submission_given.html",
        job=job,
        shown=shown,
        format_name=_FORMAT_NAMES[shown.format],
        chosen=chosen,
        refused=refused,
        wrong=[name for name in _TYPED if _is_wrong(name, str(chosen.get(name, "")))],
        kind=kind,
        kinds={kind: _KIND_NAMES[kind] for kind in KINDS},
        meanings={meaning: MEANING_NAMES[meaning] for meaning in MEANINGS},
        encodings=_ENCODINGS,
        chosen_table=_table(shown),
        tables=_alike(shown),
        chosen_at=lambda position: columns.get(place_name(position), ""),
        first_header=next((s.header_row for s in shown.sheets if s.header_row), None),
    )


def _is_wrong(name: str, text: str) -> bool:
    """Return whether a field cannot be what it says."""
    try:
        read_asked_choices({name: [text]})
    except InvalidInputError:
        return True
    return False


def _table(shown: Preview) -> str | None:
    """Return the sheet on which columns are chosen: the first that has a text."""
    read = [sheet.name for sheet in shown.sheets if sheet.n_rows]
    shown_at_all = [sheet.name for sheet in shown.sheets if sheet.rows]
    return next(iter([*read, *shown_at_all]), None)


def _alike(shown: Preview) -> tuple[str, ...]:
    """Return the sheets with the columns of the one on which columns are chosen.

    None where all have them; what is chosen for one table fits no other.
    """
    headings = {sheet.name: sheet.headings for sheet in shown.sheets}
    own = headings.get(_table(shown) or "")
    alike = tuple(name for name in headings if headings[name] == own)
    return alike if len(alike) < len(headings) else ()


def _settled(values: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return a form in which no two columns have one meaning: the one just set has it.

    Beside each column the form tells what was shown there before. Where nothing was
    ever set, nothing is said of columns: the file is read as by itself.
    """
    places = [name for name in values if name.startswith(PLACE)]
    is_set = {name for name in places if values[name] != _shown(values, name)}
    rest = {
        name: given
        for name, given in values.items()
        if not name.startswith((_SHOWN, PLACE))
    }
    if not is_set and _CHOSEN not in values:
        return rest
    taken = {values[name][-1] for name in is_set}
    return rest | {
        name: [values[name][-1] or "ignore"] if name in is_set else values[name]
        for name in places
        if name in is_set or values[name][-1] not in taken
    }


def _shown(values: dict[str, list[str]], name: str) -> list[str]:
    return values.get(_SHOWN + name.removeprefix(PLACE), [""])
