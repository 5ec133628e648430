"""The home page and the search: box, facets, hits with marks, paging, remedies."""

from flask import Blueprint, render_template, request, url_for

from index.searcher import Filters, SearchRequest, Sort
from service.current import current_catalog, current_settings
from service.pages.addresses import (
    api_url,
    filter_values,
    is_filtered,
    search_url,
    search_values,
)
from service.pages.advice import remedies, widened_words
from service.pages.arriving import news
from service.pages.facets import chips, facet_groups
from service.pages.paging import PAGE_SIZE, paging, read_page
from service.pages.taking import formats
from service.parameters import read_search
from service.views import SearchPage

blueprint = Blueprint("search", __name__)

# What a first-time reader may try; each finds something in the bundled report.
_EXAMPLES = ("残業", "テレワーク", "男性 育児休業", "ペーパーレス", "パワハラ")


@blueprint.get("/")
def home() -> str:
    """Show the box, the themes and what the catalogue holds."""
    return render_template(
        "home.html",
        themes=current_catalog().themes(),
        about=current_catalog().about(),
        examples=[(text, url_for(".search", q=text)) for text in _EXAMPLES],
        **news(),
    )


@blueprint.get("/search")
def search() -> str:
    """Show what a search finds; without words or filters only the box and a hint."""
    number = read_page(request.args.get("page", ""))
    asked = read_search(
        request.args.to_dict(flat=False),
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
        max_characters=current_settings().max_query_characters,
    )
    if not asked.query and not is_filtered(asked.filters):
        return render_template("search_empty.html", themes=current_catalog().themes())
    return _show(asked, number, current_catalog().search(asked))


def _show(asked: SearchRequest, number: int, found: SearchPage) -> str:
    result = found.result
    return render_template(
        "search.html",
        asked=asked,
        found=found,
        result=result,
        kept=filter_values(asked.filters)
        | ({} if asked.sort is Sort.RELEVANCE else {"sort": [asked.sort.value]}),
        paging=paging(number, result.total, lambda page: search_url(asked, page=page)),
        groups=facet_groups(asked, result),
        chips=chips(asked),
        sorts=[
            (sort, search_url(asked, sort=sort), sort is asked.sort) for sort in Sort
        ],
        widened=widened_words(asked, result),
        remedies=tuple(remedies(asked, result)),
        unfiltered_url=search_url(asked, filters=Filters()),
        api_url=api_url(asked),
        formats=formats(asked),
        feed_url=url_for("taking.atom", **search_values(asked)),
    )
