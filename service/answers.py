"""What a search answers → JSON, for API and command alike.

Hits, facets, what it was widened to, which words were in the way; why an entry was
found; what may be typed next. Names and shapes stay; more fields may be added.
"""

from collections.abc import Iterable, Sequence

from corpus.fiscal_year import format_fiscal_year
from corpus.themes import Guide
from index.explaining import UnmatchedWord
from index.searcher import Expansion, FacetValue, Reason
from index.suggest import Completion
from service.parameters import FACETS
from service.payloads import Payload, entry_payload
from service.views import SearchHit, SearchPage


def search_payload(page: SearchPage, guide: Guide) -> Payload:
    """Return the answer to a search: hits, facets, and what it was widened to."""
    result = page.result
    return {
        "query": page.request.query,
        "total": result.total,
        "took_ms": page.took_ms,
        "limit": page.request.limit,
        "offset": page.request.offset,
        "sort": page.request.sort.value,
        "hits": [_hit_payload(hit) for hit in page.hits],
        "facets": {
            name: [
                _facet_payload(name, value, guide)
                for value in result.facets.get(name, ())
            ]
            for name in FACETS
        },
        "expansions": [_expansion_payload(one) for one in result.expansions],
        "relaxed": result.is_relaxed,
        "suggestion": result.suggestion,
        "corrections": [
            {"typed": one.typed, "read_as": one.read_as} for one in result.corrections
        ],
        "unmatched": [_unmatched_payload(word) for word in result.unmatched],
        "dropped": [
            {"word": one.text, "query": one.query, "count": one.count}
            for one in result.dropped
        ],
        "notes": list(result.notes),
    }


def reasons_payload(query: str, reasons: Sequence[Reason]) -> Payload:
    """Return what an entry's score for a query is made of."""
    return {
        "query": query,
        "score": sum(reason.score for reason in reasons),
        "reasons": [
            {
                "word": reason.word,
                "form": reason.form,
                "kind": reason.kind.name.lower(),
                "field": reason.field or None,
                "score": reason.score,
            }
            for reason in reasons
        ],
    }


def completion_payload(typed: str, completions: Iterable[Completion]) -> Payload:
    """Return what may follow what is typed, the likeliest first."""
    return {
        "query": typed,
        "completions": [
            {"text": one.text, "count": one.count, "title": one.is_title}
            for one in completions
        ],
    }


def facet_label(name: str, value: str, guide: Guide) -> str:
    """Return what a person reads for a facet's value: a theme's 表示名, 令和2年度."""
    if name == "theme":
        return guide.name(value)
    if name == "fiscal_year":
        return format_fiscal_year(int(value))
    return value


def _hit_payload(hit: SearchHit) -> Payload:
    return entry_payload(hit.entry) | {
        "score": hit.score,
        "snippet": [
            {"text": part.text, "match": part.is_match} for part in hit.snippet
        ],
    }


def _facet_payload(name: str, value: FacetValue, guide: Guide) -> Payload:
    return {
        "value": int(value.value) if name == "fiscal_year" else value.value,
        "label": facet_label(name, value.value, guide),
        "count": value.count,
    }


def _unmatched_payload(word: UnmatchedWord) -> Payload:
    return {
        "word": word.text,
        "nearest": [{"text": near.text, "count": near.count} for near in word.nearest],
    }


def _expansion_payload(expansion: Expansion) -> Payload:
    return {
        "term": expansion.term,
        "variants": [form.text for form in expansion.variants],
        "counts": [form.count for form in expansion.variants],
    }
