"""Labels in and out on a page: the table of all decisions, and a form to bring one."""

import io
import tempfile
from itertools import chain
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_file

from corpus.errors import InvalidInputError, NotFoundError, TorikumiError
from service.current import current_catalog
from service.label_files import COLUMNS, LabelsImport
from service.permissions import decider, require_writer
from service.spreadsheets import csv_lines, jsonl_lines, write_xlsx

blueprint = Blueprint("label_tables", __name__)

_MIMETYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
}


@blueprint.get("/labels")
def labels() -> str:
    """Show how labels are taken along and brought in."""
    return _page(None, None)


@blueprint.post("/labels")
def bring() -> tuple[str, int]:
    """Take in a table of labels, all rows or none, and tell what became of it."""
    require_writer()
    try:
        return _page(_taken(), None), 200
    except TorikumiError as error:
        return _page(None, error.message), error.status


@blueprint.get("/labels.<kind>")
def table(kind: str) -> Response:
    """Send every label as a file."""
    if kind not in _MIMETYPES:
        raise NotFoundError(
            f"「{kind[:20]}」の形では書き出せません。"
            f"次から選んでください：{'、'.join(_MIMETYPES)}"
        )
    rows = current_catalog().label_rows()
    out = io.BytesIO()
    if kind == "xlsx":
        write_xlsx(rows, COLUMNS, out)
    else:
        is_csv = kind == "csv"
        lines = (
            chain(["\ufeff"], csv_lines(rows, COLUMNS)) if is_csv else jsonl_lines(rows)
        )
        out.write("".join(lines).encode("utf-8", "backslashreplace"))
    out.seek(0)
    return send_file(
        out,
        mimetype=_MIMETYPES[kind],
        as_attachment=True,
        download_name=f"torikumi-labels.{kind}",
    )


def _taken() -> LabelsImport:
    """Keep the labels of the file that was sent."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInputError("取り込むファイルを選んでから送ってください。")
    name = Path(sent.filename.replace("\\", "/")).name
    with tempfile.TemporaryDirectory(prefix="torikumi-") as folder:
        path = Path(folder) / "labels"
        sent.save(path)
        return current_catalog().import_labels(path, name=name, by=decider())


def _page(result: LabelsImport | None, message: str | None) -> str:
    return render_template(
        "labels.html", result=result, message=message, name=decider(), columns=COLUMNS
    )
