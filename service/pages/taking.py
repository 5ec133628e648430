"""What a search finds, taken along: CSV, XLSX, JSONL, an Atom feed, a page to print.

Each address is that of the search with another ending and gives all rows, not a page
of them, in the order of the pages. Rows are read and sent a batch at a time, a workbook
by way of a temporary file, so that a large catalogue needs no more memory than a small.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from urllib.parse import quote

from flask import (
    Blueprint,
    Response,
    request,
    stream_template,
    stream_with_context,
    url_for,
)
from flask_babel import gettext

from corpus.errors import InvalidQueryError
from index.searcher import SearchRequest
from service.current import current_catalog, current_settings
from service.exports import flat_row
from service.pages.addresses import (
    filter_values,
    is_filtered,
    search_url,
    search_values,
)
from service.pages.wording import COLUMN_TITLES, value_name
from service.parameters import read_search
from service.payloads import entry_payload
from service.spreadsheets import Row, csv_lines, jsonl_lines, write_xlsx

blueprint = Blueprint("taking", __name__)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINES = 500
_CHUNK_BYTES = 64 * 1024
_NAME_CHARACTERS = 40
# What no file's name may have on one system or another.
_UNNAMEABLE = '\\/:*?"<>|.'


@blueprint.get("/search.csv")
def csv() -> Response:
    """Send all hits as a CSV file that Excel opens right."""
    asked = _read_asked()
    lines = csv_lines(_flat_rows(asked), _columns(), headings=_headings())
    return _streamed(asked, _chunks(chain(["\ufeff"], lines)), "csv", "text/csv")


@blueprint.get("/search.jsonl")
def jsonl() -> Response:
    """Send all hits as one JSON object a line, in the shape of the interface."""
    asked = _read_asked()
    lines = jsonl_lines(_rows(asked))
    return _streamed(asked, _chunks(lines), "jsonl", "application/jsonl")


@blueprint.get("/search.xlsx")
def xlsx() -> Response:
    """Send all hits as a workbook with a link to each entry's page."""
    asked = _read_asked()
    return _streamed(asked, _workbook(_flat_rows(asked)), "xlsx", _XLSX)


@blueprint.get("/search.atom")
def atom() -> Response:
    """Send all hits as a feed to subscribe to."""
    asked = _read_asked()
    imported = {
        each.report.id: each.imported_at for each in current_catalog().reports()
    }
    feed = stream_template(
        "feed.xml",
        title=_title(asked),
        updated=max(imported.values(), default=datetime(1970, 1, 1, tzinfo=UTC)),
        imported=imported,
        found=current_catalog().search_all(asked),
        feed_url=url_for(".atom", **search_values(asked), _external=True),
        search_url=search_url(asked, is_external=True),
    )
    return Response(feed, mimetype="application/atom+xml")


@blueprint.get("/search/print")
def printed() -> Iterator[str]:
    """Show all hits one below the other, with nothing around them."""
    asked = _read_asked()
    return stream_template(
        "search_print.html",
        title=_title(asked),
        found=current_catalog().search_all(asked),
        search_url=search_url(asked),
    )


def formats(asked: SearchRequest) -> tuple[tuple[str, str], ...]:
    """Return the name and the address of each form that a search can be taken in."""
    named = (
        ("csv", "CSV"), ("xlsx", "Excel"), ("jsonl", "JSONL"), ("atom", "Atom"),
        ("printed", gettext("印刷用の表示")),
    )  # fmt: skip
    values = search_values(asked)
    return tuple((name, url_for(f"taking.{each}", **values)) for each, name in named)


def _read_asked() -> SearchRequest:
    asked = read_search(
        request.args.to_dict(flat=False),
        limit=0,
        offset=0,
        max_characters=current_settings().max_query_characters,
    )
    if not asked.query and not is_filtered(asked.filters):
        raise InvalidQueryError(
            "検索語も絞り込みもありません。先に検索してから、"
            "結果の下のリンクで受け取ってください。"
        )
    return asked


def _flat_rows(asked: SearchRequest) -> Iterator[dict[str, object]]:
    guide = current_catalog().guide
    return (flat_row(row, guide) for row in _rows(asked))


def _rows(asked: SearchRequest) -> Iterator[Row]:
    """Search at once, so that a refusal is answered as one; read when asked for."""
    hits = current_catalog().search_all(asked)
    return (
        entry_payload(hit.entry)
        | {"url": url_for("entries.entry", entry_id=hit.entry.entry.id, _external=True)}
        for hit in hits
    )


def _columns() -> tuple[str, ...]:
    return tuple(COLUMN_TITLES)


def _headings() -> dict[str, str]:
    return {name: str(title) for name, title in COLUMN_TITLES.items()}


def _title(asked: SearchRequest) -> str:
    """Return what was asked for as one line."""
    chosen = [
        value_name(name, value)
        for name, values in filter_values(asked.filters).items()
        for value in values
    ]
    words = [f"「{asked.query}」"] if asked.query else []
    return str(gettext("取組 %(what)s", what="・".join([*words, *chosen])))


def _streamed(
    asked: SearchRequest, body: Iterator[bytes], suffix: str, mimetype: str
) -> Response:
    answer = Response(stream_with_context(body), mimetype=mimetype)
    return _named(answer, asked, suffix)


def _chunks(lines: Iterable[str]) -> Iterator[bytes]:
    lines = iter(lines)
    while batch := list(islice(lines, _LINES)):
        yield "".join(batch).encode("utf-8", "backslashreplace")


def _workbook(rows: Iterable[Row]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        write_xlsx(rows, _columns(), file, headings=_headings(), link="url")
        file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _named(response: Response, asked: SearchRequest, suffix: str) -> Response:
    """Name the file after the search, in Japanese and for old programs (RFC 6266)."""
    kept = "".join(
        sign if sign.isprintable() and sign not in _UNNAMEABLE else " "
        for sign in _title(asked)
    )
    name = "_".join(kept.split())[:_NAME_CHARACTERS]
    response.headers["Content-Disposition"] = (
        f'attachment; filename="torikumi.{suffix}"; '
        f"filename*=UTF-8''{quote(f'{name}.{suffix}', safe='')}"
    )
    return response
