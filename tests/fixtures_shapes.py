"""The shapes of the interface, as other programs rely on them.

A shape is a type, a tuple of types, a list of one shape, or a mapping of names to
shapes. What fits may have more names than its shape, never fewer.
"""

from collections.abc import Mapping
from typing import Any

TEXT = (str, type(None))
NUMBER = (int, float)

THEME = {"id": str, "probability": (float, type(None)), "decided_by": str}
ENTRY = {
    "id": str,
    "kind": str,
    "organisation": TEXT,
    "fiscal_year": (int, type(None)),
    "report": str,
    "section": TEXT,
    "path": [str],
    "item": TEXT,
    "variant": TEXT,
    "status": TEXT,
    "reason": TEXT,
    "marker": TEXT,
    "text": str,
    "themes": [THEME],
}
HIT = {**ENTRY, "score": NUMBER, "snippet": [{"text": str, "match": bool}]}
FACET = [{"value": (str, int), "label": str, "count": int}]
SEARCH = {
    "query": str,
    "total": int,
    "took_ms": NUMBER,
    "hits": [HIT],
    "facets": dict.fromkeys(
        ("theme", "status", "marker", "section", "organisation", "fiscal_year"), FACET
    ),
    "expansions": [{"term": str, "variants": list}],
    "relaxed": bool,
    "suggestion": TEXT,
}
FIGURE = {"value": (int, float, type(None)), "unit": TEXT, "period": TEXT}
INDICATOR = {
    "organisation": TEXT,
    "fiscal_year": (int, type(None)),
    "section": TEXT,
    "path": [str],
    "item": TEXT,
    "group": TEXT,
    "measure": TEXT,
    "target": (FIGURE, type(None)),
    "current": (FIGURE, type(None)),
    "baseline": (FIGURE, type(None)),
    "source_text": str,
}
IMPORT = {
    "file": str,
    "status": str,
    "entries": dict.fromkeys(("initiative", "outcome", "indicator", "item"), int),
    "organisations": [str],
    "fiscal_years": [int],
    "encoding": TEXT,
    "columns": dict,
    "warnings": [str],
    "error": TEXT,
}
TAGGED = {
    "themes": [
        {"id": str, "probability": float, "evidence": [{"text": str, "weight": float}]}
    ],
    "doubtful": [{"id": str, "probability": float}],
}


def fits(value: Any, shape: Any) -> bool:
    """Whether a value has the shape."""
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and all(
            name in value and fits(value[name], part) for name, part in shape.items()
        )
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, tuple):
        return any(fits(value, each) for each in shape)
    return isinstance(value, shape) and not (isinstance(value, bool) and shape is int)
