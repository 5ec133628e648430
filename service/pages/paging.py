"""Which page of how many, and the links to the others."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import NotFoundError
from service.parameters import MAX_OFFSET, read_number

PAGE_SIZE = 20
_MAX_PAGE = MAX_OFFSET // PAGE_SIZE


@dataclass(frozen=True, slots=True)
class PageLink:
    """One step of the paging; ``url`` is None for a gap (…)."""

    number: int
    url: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list one is: hits ``first`` to ``last``, counted from 1."""

    number: int
    n_pages: int
    first: int
    last: int
    previous_url: str | None
    next_url: str | None
    links: tuple[PageLink, ...]


def read_page(text: str) -> int:
    """Return the number of the page asked for, the first where none is.

    Raises
    ------
    InvalidQueryError
        The reader asked for something that is no page number.
    """
    return read_number("ページ", text, default=1, minimum=1, maximum=_MAX_PAGE)


def paging(number: int, total: int, url: Callable[[int], str]) -> Paging:
    """Return the paging of a list of ``total``.

    Raises
    ------
    NotFoundError
        The list ends before the page asked for.
    """
    n_pages = max(1, -(-total // PAGE_SIZE))
    if number > n_pages:
        raise NotFoundError(
            f"{number:,}ページはありません。この一覧は{n_pages:,}ページまでです。"
            "ページ番号を小さくするか、検索し直してください。"
        )
    return Paging(
        number=number,
        n_pages=n_pages,
        first=min(total, (number - 1) * PAGE_SIZE + 1),
        last=min(total, number * PAGE_SIZE),
        previous_url=url(number - 1) if number > 1 else None,
        next_url=url(number + 1) if number < n_pages else None,
        links=_links(number, n_pages, url),
    )


def _links(
    current: int, n_pages: int, url: Callable[[int], str]
) -> tuple[PageLink, ...]:
    """Return first, last and the neighbours, a gap where numbers are left out."""
    wanted = {1, n_pages, *range(max(1, current - 2), min(n_pages, current + 2) + 1)}
    links: list[PageLink] = []
    for number in sorted(wanted):
        if links and number > links[-1].number + 1:
            links.append(PageLink(number - 1, None, is_current=False))
        links.append(PageLink(number, url(number), is_current=number == current))
    return tuple(links)
