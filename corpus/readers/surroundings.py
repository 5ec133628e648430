"""What surrounds the content of a web page, taken out before it is read.

Menus, paths and footers are lists too, and their items would pass for initiatives. They
are known by tag, by role, or by the names that site builders give them. What holds a
table, or most of what is written, is content, however it is named.
"""

import re
from dataclasses import dataclass, replace

from lxml import html

from corpus.limits import Bounds

_TAGS = frozenset({"nav", "aside", "button", "dialog", "search"})
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
)
_NAMED = re.compile(
    r"(?:(?:g|l|global|local|sub|side|site|foot|footer|head|header|page|sp|pc)[-_]?)?"
    r"(?:nav|navi|navigation|menu|breadcrumbs?|pankuzu|topicpath|sidebar|footer"
    r"|copyright|pagetop|skip|skiplink|sns|share|contact|inquiry|toiawase|enquete)"
    r"(?:[-_]?(?:list|area|box|wrap|wrapper|inner|block))?",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:(?:g|global|site|page)[-_]?)?head(?:er)?(?:[-_]?(?:area|box|wrap|wrapper|inner))?",
    re.IGNORECASE,
)
_CONTENT = frozenset({"main", "article", "section"})
_LISTS = frozenset({"ul", "ol", "dl", "form"})
_MOST = 0.5
_MOST_KEPT = 5


@dataclass(frozen=True, slots=True)
class _Within:
    """What an element lies in: ``n_kept`` surround it that hold most of the page."""

    content: bool = False
    header: bool = False
    n_kept: int = 0

    def of(self, element: html.HtmlElement) -> "_Within":
        """Return what the children of an element lie in."""
        is_content = element.tag in _CONTENT or element.get("role") == "main"
        return replace(
            self,
            content=self.content or is_content,
            header=self.header or _is_header(element),
        )


def drop_surroundings(body: html.HtmlElement, bounds: Bounds) -> None:
    """Take out of a page what surrounds its content."""
    total = _n_letters(body)
    elements = [(each, _Within()) for each in body]
    while elements:
        element, within = elements.pop()
        if not isinstance(element.tag, str):
            continue
        if within.n_kept < _MOST_KEPT and _surrounds(element, within):
            bounds.check_time()
            holds_table = element.tag != "nav" and element.find(".//table") is not None
            if not holds_table and _n_letters(element) <= _MOST * total:
                element.drop_tree()
                continue
            within = replace(within, n_kept=within.n_kept + 1)
        inside = within.of(element)
        elements.extend((each, inside) for each in element)


def _surrounds(element: html.HtmlElement, within: _Within) -> bool:
    # The header and footer of an article are part of it; that of a page has its title.
    if element.tag == "footer" or (within.header and element.tag in _LISTS):
        return not within.content
    return (
        element.tag in _TAGS
        or element.get("role") in _ROLES
        or any(map(_NAMED.fullmatch, _names(element)))
    )


def _is_header(element: html.HtmlElement) -> bool:
    return element.tag == "header" or any(map(_HEADER.fullmatch, _names(element)))


def _names(element: html.HtmlElement) -> list[str]:
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _n_letters(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
