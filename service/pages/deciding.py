"""Who decides, and correcting an entry's themes on its own page.

The name is asked once and kept in the browser; a page that needs it sends whoever has
given none to the question, and the answer leads back.
"""

from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.deciding import ENTRY, MAX_NAME_CHARACTERS, read_name
from corpus.errors import InvalidInputError
from service.current import current_catalog
from service.labelling import Verdict
from service.permissions import decider, keep_decider, require_writer

blueprint = Blueprint("deciding", __name__)


@blueprint.get("/decider")
def ask() -> str:
    """Ask for the name of whoever decides."""
    require_writer()
    return _asking(typed=decider() or "", message=None)


@blueprint.post("/decider")
def keep() -> Response | tuple[str, int]:
    """Keep the name in the browser, and go on where it was asked for."""
    require_writer()
    typed = request.form.get("name", "")
    try:
        name = read_name(typed)
    except InvalidInputError as error:
        return _asking(typed=typed, message=error.message), error.status
    answer = make_response(redirect(_back()))
    keep_decider(answer, name)
    return answer


@blueprint.post("/entries/<entry_id>/labels")
def correct(entry_id: str) -> Response:
    """Keep what a person changed on an entry's page, or all that it shows."""
    require_writer()
    here = url_for("entries.entry", entry_id=entry_id)
    name = decider()
    if name is None:
        return asked_for_name(here)
    shown = request.form.get("shown", "").split()
    before = set(request.form.get("before", "").split())
    carried = set(request.form.getlist("carried"))
    is_all = request.form.get("verdict") == "all"
    themes = {
        theme_id: theme_id in carried
        for theme_id in shown
        if is_all or (theme_id in carried) is not (theme_id in before)
    }
    note = request.form.get("note", "")
    current_catalog().label(Verdict(entry_id, themes, name, note, ENTRY))
    return redirect(f"{here}#history")


@blueprint.app_template_filter()
def moment(when: datetime) -> str:
    """Return a moment as the clock on this machine's wall showed it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def asked_for_name(back: str) -> Response:
    """Return the way to the question for the name, and from there back."""
    return redirect(url_for("deciding.ask", back=back))


def _asking(*, typed: str, message: str | None) -> str:
    return render_template(
        "decider.html",
        name=typed,
        message=message,
        back=_back(),
        max_characters=MAX_NAME_CHARACTERS,
    )


def _back() -> str:
    """Return where the question was asked, an address of this site only."""
    asked = request.values.get("back", "")
    parts = urlsplit(asked.replace("\\", "/"))
    is_own = asked.startswith("/") and not parts.netloc and not parts.scheme
    return asked if is_own else url_for("review.review")
