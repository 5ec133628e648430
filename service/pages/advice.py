"""What a search says of itself: what it was widened to, and what to try instead."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from index.searcher import Expansion, Filters, SearchRequest, SearchResult
from service.pages.addresses import is_filtered, search_url


@dataclass(frozen=True, slots=True)
class Widened:
    """A word that was searched in other forms, too; ``literal_url`` leaves them out."""

    expansion: Expansion
    literal_url: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """A search that may find more.

    ``count`` is None where it was not tried, ``url`` where it was and finds nothing.
    """

    text: str
    url: str | None
    count: int | None


def widened_words(asked: SearchRequest, result: SearchResult) -> tuple[Widened, ...]:
    """Return the widened words, each with the search that takes it as it stands."""
    return tuple(
        Widened(
            one,
            search_url(
                asked, query=_replaced(asked, result, one.term, f'"{one.term}"')
            ),
        )
        for one in result.expansions
    )


def remedies(asked: SearchRequest, result: SearchResult) -> Iterator[Remedy]:
    """Give what to try where little was found, the likeliest first."""
    if is_filtered(asked.filters) and not result.total:
        yield Remedy(
            gettext("絞り込みをすべて外して検索する"),
            search_url(asked, filters=Filters()),
            None,
        )
    for word in result.unmatched:
        for near in word.nearest:
            yield Remedy(
                gettext(
                    "「%(old)s」を「%(new)s」に替える", old=word.text, new=near.text
                ),
                search_url(asked, query=_replaced(asked, result, word.text, near.text)),
                near.count,
            )
    for dropped in result.dropped:
        url = search_url(asked, query=dropped.query) if dropped.count else None
        text = gettext("「%(word)s」を除いて検索する", word=dropped.text)
        yield Remedy(text, url, dropped.count)


def _replaced(asked: SearchRequest, result: SearchResult, old: str, new: str) -> str:
    """Return the query with a word replaced, as typed, mended or in plain width."""
    readings = (
        asked.query,
        result.suggestion or "",
        unicodedata.normalize("NFKC", asked.query),
    )
    for text in readings:
        if old in text:
            return text.replace(old, new, 1)
    without = (one.query for one in result.dropped if one.text == old)
    return f"{next(without, '')} {new}".strip()
