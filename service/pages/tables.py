"""Tables taken along as CSV and XLSX: the rows behind grids and charts, the reports."""

import io
from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, request
from flask_babel import gettext

from corpus.errors import NotFoundError
from corpus.records import EntryKind
from service.counted import FIGURES, stat_row
from service.counting import read_by
from service.current import current_catalog
from service.pages.tallies import asked_filters, label
from service.pages.wording import CHOICE_TITLES, kind_name
from service.payloads import report_payload
from service.spreadsheets import Row, csv_lines, write_xlsx

blueprint = Blueprint("tables", __name__)

_REPORT_COLUMNS = (
    "title", "organisation", "fiscal_year", "items", *map(str, EntryKind), "source",
    "imported_at", "id",
)  # fmt: skip
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/stats.<form>")
def stats(form: str) -> Response:
    """Send counts as a table in the words of the page."""
    found = current_catalog().statistics(
        read_by(request.args.get("by", "")), asked_filters()
    )
    rows = (
        stat_row(found, each)
        | {n: label(n, v) for n, v in zip(found.by, each.values, strict=True)}
        for each in found.counts
    )
    return _sent(rows, (*found.by, *FIGURES), form, "-".join(found.by))


@blueprint.get("/reports.<form>")
def reports(form: str) -> Response:
    """Send the list of reports as a table."""
    payloads = map(report_payload, current_catalog().reports())
    rows = (row | row["entries"] for row in payloads)
    return _sent(rows, _REPORT_COLUMNS, form, "reports")


def _sent(
    rows: Iterable[Row], columns: Sequence[str], form: str, name: str
) -> Response:
    """Return rows as a file."""
    if form == "csv":
        lines = csv_lines(rows, columns, headings=_headings())
        body, mimetype = "".join(["\ufeff", *lines]).encode(), "text/csv"
    elif form == "xlsx":
        out = io.BytesIO()
        write_xlsx(rows, columns, out, headings=_headings())
        body, mimetype = out.getvalue(), _XLSX
    else:
        raise NotFoundError(
            f"「{form[:10]}」の形の表はありません。csv か xlsx を指定してください。"
        )
    response = Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="torikumi-{name}.{form}"'
    )
    return response


def _headings() -> dict[str, str]:
    figures = {
        "count": gettext("件数"),
        "share": gettext("割合"),
        "of": gettext("全体"),
        "doubtful": gettext("うち判定保留"),
        "title": gettext("題名"),
        "source": gettext("元のファイル"),
        "imported_at": gettext("取り込んだ日時"),
        "items": gettext("行"),
        **{kind.value: kind_name(kind) for kind in EntryKind},
    }
    return {name: str(title) for name, title in (CHOICE_TITLES | figures).items()}
