"""The JSON API: the same catalogue and the same values as the pages.

Answers are the payloads of ``payloads.py``; errors are always ``{"status", "error"}``
(see ``problems.py``). ``/healthz`` says that the process answers, ``/readyz`` that
database, index and model do.
"""

from typing import Any

from flask import Blueprint, request

from corpus.errors import InvalidInputError, InvalidQueryError
from index.searcher import Filters
from service.answers import completion_payload, reasons_payload, search_payload
from service.current import current_catalog, current_settings
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

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/v1/search")
def search() -> Payload:
    """Answer a search; one without words must narrow by something."""
    values = request.args.to_dict(flat=False)
    limit = read_number(
        "limit", request.args.get("limit", ""), default=20, minimum=0, maximum=MAX_LIMIT
    )
    offset = read_number(
        "offset",
        request.args.get("offset", ""),
        default=0,
        minimum=0,
        maximum=MAX_OFFSET,
    )
    asked = read_search(
        values,
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


@blueprint.get("/api/v1/entries/<entry_id>")
def entry(entry_id: str) -> Payload:
    """Show one entry with its row, its probabilities and why.

    With a query also why that finds it.
    """
    query = _query()
    shown = view_payload(current_catalog().entry(entry_id))
    if query:
        found_by = current_catalog().explain(query, entry_id)
        shown["found_by"] = reasons_payload(query, found_by)
    return shown


@blueprint.get("/api/v1/complete")
def complete() -> Payload:
    """Offer what to search for while it is being typed; nothing typed, nothing said."""
    typed = _query()
    return completion_payload(typed, current_catalog().complete(typed))


@blueprint.get("/api/v1/themes")
def themes() -> Payload:
    """List the themes of the guide with their counts."""
    return listed("themes", map(theme_payload, current_catalog().themes()))


@blueprint.get("/api/v1/indicators")
def indicators() -> Payload:
    """List the indicators of the rows that pass the filters."""
    filters = read_filters(request.args.to_dict(flat=False))
    return listed(
        "indicators", map(indicator_payload, current_catalog().indicators(filters))
    )


@blueprint.post("/api/v1/classify")
def classify() -> Payload:
    """Give themes to the texts of a JSON body."""
    texts = _texts(request.get_json(force=True))
    return {
        "results": [
            classification_payload(c) for c in current_catalog().classify(texts)
        ]
    }


@blueprint.get("/healthz")
def healthz() -> Payload:
    """Say that the process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz() -> Payload:
    """Say that the catalogue can be asked; its error is the answer where it cannot."""
    return {"status": "ready", "entries": current_catalog().about().n_entries}


def _query() -> str:
    longest = current_settings().max_query_characters
    return read_query_text(request.args.get("q", ""), max_characters=longest)


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
