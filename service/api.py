"""The JSON API: the same catalogue and the same values as the pages.

Answers are the payloads of ``payloads.py``; errors are always ``{"status", "error"}``
(see ``problems.py``). ``/healthz`` says that the process answers, ``/readyz`` that
database, index and model do.
"""

from typing import Any

from flask import current_app, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from corpus.errors import InvalidInputError, InvalidQueryError
from index.searcher import Filters
from service.answers import completion_payload, reasons_payload, search_payload
from service.counted import Labels, stat_row, stats_payload
from service.counting import read_by, read_counted
from service.current import current_catalog, current_settings
from service.openapi import answered as answers
from service.openapi.asked import (
    JSON_TEXTS,
    CountQuery,
    EntryPath,
    FilterQuery,
    SearchQuery,
    WordsQuery,
)
from service.openapi.document import described, document_of, make_blueprint
from service.pages.tallies import count_url
from service.parameters import (
    MAX_LIMIT,
    MAX_OFFSET,
    read_filters,
    read_number,
    read_query_text,
    read_search,
)
from service.payloads import (
    Payload,
    classification_payload,
    indicator_payload,
    listed,
    theme_payload,
    view_payload,
)

blueprint = make_blueprint("api", __name__)

_CURLS = "application/x-www-form-urlencoded"


@blueprint.get("/api/v1/search", **described("取組を探す", answers.SearchAnswer))
def search(query: SearchQuery) -> Payload:
    """Answer a search; one without words must narrow by something."""
    limit = read_number("limit", query.limit, default=20, minimum=0, maximum=MAX_LIMIT)
    offset = read_number(
        "offset", query.offset, default=0, minimum=0, maximum=MAX_OFFSET
    )
    asked = read_search(
        query.values(),
        limit=limit,
        offset=offset,
        max_characters=current_settings().max_query_characters,
    )
    if not asked.query and asked.filters == Filters():
        raise InvalidQueryError(
            "検索語がありません。q に検索語を入れるか、theme などの絞り込みを"
            "指定してください（例：/api/v1/search?q=残業）。"
        )
    return search_payload(current_catalog().search(asked), current_catalog().guide)


@blueprint.get(
    "/api/v1/entries/<entry_id>", **described("取組を見る", answers.EntryAnswer, 404)
)
def entry(path: EntryPath, query: WordsQuery) -> Payload:
    """Show one entry with its row, its probabilities and why.

    With a query also why that finds it.
    """
    words = _words(query)
    shown = view_payload(current_catalog().entry(path.entry_id))
    if words:
        found_by = current_catalog().explain(words, path.entry_id)
        shown["found_by"] = reasons_payload(words, found_by)
    return shown


@blueprint.get(
    "/api/v1/complete", **described("検索語の候補を出す", answers.CompletionsAnswer)
)
def complete(query: WordsQuery) -> Payload:
    """Offer what to search for while it is being typed; nothing typed, nothing said."""
    typed = _words(query)
    return completion_payload(typed, current_catalog().complete(typed))


@blueprint.get("/api/v1/themes", **described("テーマの一覧", answers.ThemesAnswer))
def themes() -> Payload:
    """List the themes of the guide with their counts."""
    return listed("themes", map(theme_payload, current_catalog().themes()))


@blueprint.get("/api/v1/stats", **described("記載を数える", answers.StatsAnswer))
def stats(query: CountQuery) -> Payload:
    """Count the entries that pass the filters, by what they have together."""
    catalog = current_catalog()
    found = catalog.statistics(read_by(query.by), read_counted(query.values()))
    rows = (
        stat_row(found, each) | {"search_url": count_url(found, each.values)}
        for each in found.counts
    )
    return stats_payload(found, Labels(catalog.guide, catalog.reports()), rows)


@blueprint.get(
    "/api/v1/indicators", **described("目標と現状の一覧", answers.IndicatorsAnswer)
)
def indicators(query: FilterQuery) -> Payload:
    """List the indicators of the rows that pass the filters."""
    filters = read_filters(query.values())
    return listed(
        "indicators", map(indicator_payload, current_catalog().indicators(filters))
    )


@blueprint.post(
    "/api/v1/classify",
    **described(
        "文にテーマを付ける", answers.ClassifyAnswer, 413, 415, body=JSON_TEXTS
    ),
)
def classify() -> Payload:
    """Give themes to the texts of a JSON body."""
    texts = _texts(_json())
    return {
        "results": [
            classification_payload(each) for each in current_catalog().classify(texts)
        ]
    }


@blueprint.get("/api/v1/openapi.json", doc_ui=False)
def openapi() -> Payload:
    """Say what this API takes and answers."""
    return document_of(current_app)


@blueprint.get("/healthz", **described("動いているか", answers.Health))
def healthz() -> Payload:
    """Say that the process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz", **described("答えられるか", answers.Readiness))
def readyz() -> Payload:
    """Say that the catalogue can be asked; its error is the answer where it cannot."""
    return {"status": "ready", "entries": current_catalog().about().n_entries}


def _words(query: WordsQuery) -> str:
    longest = current_settings().max_query_characters
    return read_query_text(query.q, max_characters=longest)


def _json() -> Any:
    """Return the JSON of a body, whose type may be left out or that of a form.

    Programs such as curl say of all that they send that it is a form.
    """
    if not request.is_json and request.mimetype not in {"", _CURLS}:
        raise UnsupportedMediaType
    try:
        return request.get_json(force=True)
    except RecursionError as error:  # a thousand brackets in each other
        raise BadRequest from error


def _texts(body: Any) -> list[str]:
    """Check a classify body; the catalogue has its limits."""
    texts = body.get("texts") if isinstance(body, dict) else None
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise InvalidInputError(
            '本文は {"texts": ["…", "…"]} の形のJSONにしてください。'
            "texts は文字列の配列です。"
        )
    current_catalog().check_texts(texts)
    return texts
