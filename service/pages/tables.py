"""Counts taken along: the rows behind every grid and chart as CSV and XLSX."""

import io

from flask import Blueprint, Response, request
from flask_babel import gettext

from corpus.errors import NotFoundError
from service.counted import FIGURES, stat_row
from service.counting import read_by
from service.current import current_catalog
from service.pages.tallies import asked_filters, label
from service.pages.wording import CHOICE_TITLES
from service.spreadsheets import csv_lines, write_xlsx

blueprint = Blueprint("tables", __name__)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/stats.<form>")
def stats(form: str) -> Response:
    """Send counts as a table in the words of the page."""
    if form not in ("csv", "xlsx"):
        raise NotFoundError(
            f"「{form[:10]}」の形の表はありません。csv か xlsx を指定してください。"
        )
    found = current_catalog().statistics(
        read_by(request.args.get("by", "")), asked_filters()
    )
    columns = (*found.by, *FIGURES)
    rows = (
        stat_row(found, each)
        | {n: label(n, v) for n, v in zip(found.by, each.values, strict=True)}
        for each in found.counts
    )
    if form == "csv":
        lines = csv_lines(rows, columns, headings=_headings())
        body, mimetype = "".join(["\ufeff", *lines]).encode(), "text/csv"
    else:
        out = io.BytesIO()
        write_xlsx(rows, columns, out, headings=_headings())
        body, mimetype = out.getvalue(), _XLSX
    response = Response(body, mimetype=mimetype)
    name = f'attachment; filename="torikumi-{"-".join(found.by)}.{form}"'
    response.headers["Content-Disposition"] = name
    return response


def _headings() -> dict[str, str]:
    figures = {
        "count": gettext("件数"),
        "share": gettext("割合"),
        "of": gettext("全体"),
        "doubtful": gettext("うち判定保留"),
    }
    return {name: str(title) for name, title in (CHOICE_TITLES | figures).items()}
