"""The text of a web page piece by piece, as it is shown, and its tables.

Blocks are parted by line ends; headings and bullets have a sign before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from corpus.readers.blocks import list_sign

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "rt", "rp", "select", "object",
     "svg", "iframe"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header",
     "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre",
     "address", "form", "fieldset", "figure", "figcaption", "hr", "thead", "tbody",
     "caption", "td", "th", "center"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")


@dataclass(frozen=True, slots=True)
class _Child:
    """An element within another, to be looked into next."""

    element: html.HtmlElement


def pieces_of(element: html.HtmlElement) -> Iterator[str | html.HtmlElement]:
    """Give the text of an element, blocks parted by line ends, and its tables.

    Each piece comes from where it lies, not up through all that it lies in.
    """
    within = [_inside(element)]
    while within:
        piece = next(within[-1], None)
        if piece is None:
            within.pop()
        elif isinstance(piece, _Child):
            within.append(_pieces_of_child(piece.element))
        else:
            yield piece


def _inside(
    element: html.HtmlElement,
) -> Iterator["str | html.HtmlElement | _Child"]:
    """Give the own text of an element, and between it the elements in it."""
    is_printed = element.tag == "pre"
    yield _collapsed(element.text, is_printed=is_printed)
    for child in element:
        if isinstance(child.tag, str) and not is_hidden(child):
            yield _Child(child)
        yield _collapsed(child.tail, is_printed=is_printed)


def _pieces_of_child(
    child: html.HtmlElement,
) -> Iterator["str | html.HtmlElement | _Child"]:
    if child.tag == "br":
        yield "\n"
    elif child.tag == "table":
        yield child
    elif child.tag in _BLOCKS:
        sign = "■ " if child.tag in _HEADINGS else ""
        if child.tag == "li":
            sign = list_sign(sum(1 for _ in child.iterancestors("ul", "ol")))
        is_signed = bool(sign) and bool("".join(child.itertext()).strip())
        yield f"\n{sign}" if is_signed and not _has_bullet(child) else "\n"
        yield from _inside(child)
        yield "\n"
    else:
        yield from _inside(child)


def _has_bullet(item: html.HtmlElement) -> bool:
    return "".join(item.itertext()).strip().startswith(("・", "■", "○", "●", "①"))


def _collapsed(text: str | None, *, is_printed: bool) -> str:
    if not text or is_printed:
        return text or ""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether a browser would not show an element."""
    return (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or _HIDDEN.search(element.get("style") or "") is not None
    )
