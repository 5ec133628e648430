"""What surrounds the content of a web page, taken out before it is read.

Menus, paths and footers are lists too, and their items would pass for initiatives. They
are known by tag, by role, or by the names that site builders give them. What holds a
table, or most of what is written, is content, however it is named.
"""

import re

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
_CONTENT = (
    "ancestor::main|ancestor::article|ancestor::section|ancestor::*[@role='main']"
)
_LISTS = frozenset({"ul", "ol", "dl", "form"})
_MOST = 0.5


def drop_surroundings(body: html.HtmlElement, bounds: Bounds) -> None:
    """Take out of a page what surrounds its content."""
    total = _n_letters(body)
    elements = list(body)
    while elements:
        element = elements.pop()
        if isinstance(element.tag, str) and _surrounds(element):
            bounds.check_time()
            holds_table = element.tag != "nav" and element.find(".//table") is not None
            if not holds_table and _n_letters(element) <= _MOST * total:
                element.drop_tree()
                continue
        elements.extend(element)


def _surrounds(element: html.HtmlElement) -> bool:
    if element.tag == "footer":
        return not element.xpath(_CONTENT)
    if element.tag in _LISTS and (
        (header := next(element.iterancestors("header"), None)) is not None
    ):
        return not header.xpath(_CONTENT)  # that of the page has its title, too
    return (
        element.tag in _TAGS
        or element.get("role") in _ROLES
        or any(map(_NAMED.fullmatch, _names(element)))
    )


def _names(element: html.HtmlElement) -> list[str]:
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _n_letters(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
