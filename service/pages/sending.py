"""Tables taken along: rows as CSV or XLSX, a payload as JSON, under a name to save."""

import io
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from flask import Response, jsonify

from corpus.errors import NotFoundError
from service.payloads import Payload
from service.spreadsheets import Row, csv_lines, write_xlsx

FORMS = ("csv", "xlsx", "json")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check_form(form: str) -> str:
    """Return the form of a table that an address names.

    Raises
    ------
    NotFoundError
        There is no such form.
    """
    if form not in FORMS:
        raise NotFoundError(
            f"「{form[:10]}」の形では受け取れません。"
            f"次のいずれかを指定してください：{'、'.join(FORMS)}"
        )
    return form


def sent_table(
    rows: Iterable[Row], headings: Mapping[str, str], *, form: str, name: str
) -> Response:
    """Return rows as a CSV file or a workbook."""
    columns = tuple(headings)
    if form == "csv":
        lines = csv_lines(rows, columns, headings=headings)
        return _named(Response("".join(["\ufeff", *lines]), mimetype="text/csv"), name)
    out = io.BytesIO()
    write_xlsx(rows, columns, out, headings=headings)
    return _named(Response(out.getvalue(), mimetype=_XLSX), name)


def sent_json(payload: Payload, *, name: str) -> Response:
    """Return a payload as a JSON file."""
    return _named(jsonify(payload), name)


def _named(response: Response, name: str) -> Response:
    stem, _, suffix = name.rpartition(".")
    kept = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in stem)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="torikumi.{suffix}"; '
        f"filename*=UTF-8''{quote(f'{kept[:60]}.{suffix}', safe='')}"
    )
    return response
