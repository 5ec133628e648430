"""What a catalogue has by the index: all values of its facets, all that passes."""

from collections.abc import Mapping

from corpus.themes import Guide
from index.facets import all_facets
from index.searcher import FacetValue, Filters, Searcher, SearchRequest, Sort
from service.parameters import check_filters

EVERYTHING = 2**31 - 1  # as many hits as there are


def facets_of_all(searcher: Searcher) -> Mapping[str, tuple[FacetValue, ...]]:
    """Return every value that anything in the catalogue has, with its counts."""
    return all_facets(searcher.snapshot)


def check_known(searcher: Searcher, guide: Guide, filters: Filters) -> None:
    """Refuse filters by what nothing has; a theme of the guide may have nothing yet.

    Raises
    ------
    InvalidQueryError
        A value does not occur in the catalogue; the message names those that do.
    """
    if filters != Filters():
        facets = facets_of_all(searcher)
        known = {name: [one.value for one in facets[name]] for name in facets}
        known["theme"] = list(dict.fromkeys((*guide.ids, *known["theme"])))
        known["also"] = known["theme"]
        known["report"] = searcher.snapshot.strings("report")
        check_filters(filters, known)


def passing_ids(searcher: Searcher, guide: Guide, filters: Filters) -> set[str]:
    """Return the ids of all entries that pass filters.

    Raises
    ------
    InvalidQueryError
        As ``check_known``.
    """
    check_known(searcher, guide, filters)
    request = SearchRequest(
        "", filters, Sort.NEWEST, limit=EVERYTHING, has_snippets=False
    )
    return {hit.entry_id for hit in searcher.search(request).hits}
