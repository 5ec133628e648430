"""What narrows a search: each facet's values as links, each choice as a chip."""

from dataclasses import dataclass

from index.searcher import SearchRequest, SearchResult
from service.pages.addresses import (
    filter_values,
    search_url,
    with_value,
    without_value,
)
from service.pages.wording import CHOICE_TITLES, FACET_TITLES, value_name
from service.parameters import FACETS

# Longer lists show so many and keep the rest behind 「さらに」.
N_SHOWN = 8


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet; ``url`` adds it, or takes it away where it is chosen."""

    value: str
    name: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet: the values in sight, and the rarer ones behind."""

    name: str
    title: str
    shown: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice already made, with the URL that takes it away."""

    facet: str
    title: str
    name: str
    url: str


def facet_groups(asked: SearchRequest, result: SearchResult) -> tuple[FacetGroup, ...]:
    """Return the facets that offer a choice, in their fixed order."""
    groups = (_group(name, asked, result) for name in FACETS)
    return tuple(group for group in groups if group.shown)


def chips(asked: SearchRequest) -> tuple[Chip, ...]:
    """Return the choices made, facet by facet."""
    return tuple(
        Chip(
            facet=name,
            title=str(CHOICE_TITLES[name]),
            name=value_name(name, value),
            url=search_url(asked, filters=without_value(asked.filters, name, value)),
        )
        for name, values in filter_values(asked.filters).items()
        for value in values
    )


def _group(name: str, asked: SearchRequest, result: SearchResult) -> FacetGroup:
    chosen = filter_values(asked.filters).get(name, [])
    counts = {str(one.value): one.count for one in result.facets.get(name, ())}
    # A choice without hits must still be there to be taken back.
    counts |= {value: 0 for value in chosen if value not in counts}
    links = [
        _link(name, value, count, asked, is_chosen=value in chosen)
        for value, count in counts.items()
    ]
    links.sort(key=lambda link: not link.is_chosen)
    n_shown = max(N_SHOWN, len(chosen))
    if len(links) == n_shown + 1:  # 「さらに1件」 would take the room of the one
        n_shown += 1
    return FacetGroup(
        name, str(FACET_TITLES[name]), tuple(links[:n_shown]), tuple(links[n_shown:])
    )


def _link(
    facet: str, value: str, count: int, asked: SearchRequest, *, is_chosen: bool
) -> FacetLink:
    change = without_value if is_chosen else with_value
    return FacetLink(
        value=value,
        name=value_name(facet, value),
        count=count,
        url=search_url(asked, filters=change(asked.filters, facet, value)),
        is_chosen=is_chosen,
    )
