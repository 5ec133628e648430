"""A search ⇄ its URL: the URL is the state, so every choice on a page is a link."""

from dataclasses import fields, replace
from typing import Any

from flask import url_for

from index.facets import NONE
from index.searcher import Filters, SearchRequest, Sort
from service.parameters import CHOICES


def search_url(
    asked: SearchRequest, *, page: int = 1, is_external: bool = False, **changes: Any
) -> str:
    """Return the URL of a search, changed in some fields; without ``page`` the first.

    What is as it would be anyway is left out, so that one search has one URL.
    """
    values = search_values(replace(asked, **changes))
    values |= {"page": None if page == 1 else page, "_external": is_external}
    return url_for("search.search", **values)


def search_values(asked: SearchRequest) -> dict[str, Any]:
    """Return what a URL says of a search, its page apart."""
    return {
        "q": asked.query or None,
        "sort": None if asked.sort is Sort.RELEVANCE else asked.sort.value,
        **filter_values(asked.filters),
    }


def api_url(asked: SearchRequest) -> str:
    """Return where the same search is answered in JSON."""
    return url_for("api.search", **search_values(asked) | {"sort": asked.sort.value})


def filter_values(filters: Filters) -> dict[str, Any]:
    """Return the chosen values by facet as texts, only facets with a choice."""
    chosen = {
        # A year of 0 is that of the entries without one.
        name: [str(value or NONE) for value in getattr(filters, name)]
        for name in CHOICES
    }
    return {name: values for name, values in chosen.items() if values}


def with_value(filters: Filters, facet: str, value: str) -> Filters:
    """Return the filters with one more value chosen."""
    return replace(filters, **{facet: (*getattr(filters, facet), _typed(facet, value))})


def without_value(filters: Filters, facet: str, value: str) -> Filters:
    """Return the filters with a value taken away."""
    taken = _typed(facet, value)
    kept = tuple(one for one in getattr(filters, facet) if one != taken)
    return replace(filters, **{facet: kept})


def is_filtered(filters: Filters) -> bool:
    """Whether anything narrows the search."""
    return any(getattr(filters, field.name) for field in fields(filters))


def _typed(facet: str, value: str) -> str | int:
    if facet == "fiscal_year":
        return 0 if value == NONE else int(value)
    return value
