"""The text of a web page piece by piece, as it is shown, and its tables.

Blocks are parted by line ends; headings and bullets have a sign before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from corpus.readers.blocks import DEEPEST, heading_sign, list_sign, name_sign

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "rt", "rp", "select", "object",
     "svg", "iframe"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header",
     "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre",
     "address", "form", "fieldset", "figure", "figcaption", "hr", "thead", "tbody",
     "caption", "td", "th", "center", "details", "summary"}
)  # fmt: skip
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_LEVELS |= {"dt": DEEPEST, "summary": DEEPEST}
_BOLD = frozenset({"b", "strong"})
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
        yield f"\n{_set_in(child)}"
    elif child.tag == "table":
        yield child
    elif child.tag in _BLOCKS:
        yield f"\n{_sign_of(child) or _set_in(child)}"
        yield from _inside(child)
        yield "\n"
    else:
        yield from _inside(child)


def _set_in(element: html.HtmlElement) -> str:
    """Return the blank before a line that goes on below that of an item."""
    parent = element.getparent()
    return "　" if parent is not None and parent.tag == "li" else ""


def _sign_of(block: html.HtmlElement) -> str:
    """Return the sign before a block that has none of its own."""
    is_bold = block.tag == "p" and len(block) == 1 and block[0].tag in _BOLD
    if not (is_bold or block.tag == "li" or block.tag in _LEVELS):
        return ""
    text = "".join(block.itertext()).strip()
    if not text or _has_bullet(block):
        return ""
    if block.tag in _LEVELS:
        return heading_sign(_LEVELS[block.tag])
    if block.tag == "li":
        return list_sign(sum(1 for _ in block.iterancestors("ul", "ol")))
    is_whole = "".join(block[0].itertext()).strip() == text
    is_within = next(block.iterancestors("td", "th", "li"), None) is not None
    return name_sign(text) if is_whole and not is_within else ""


def _has_bullet(item: html.HtmlElement) -> bool:
    return "".join(item.itertext()).strip().startswith(("・", "■", "○", "●", "①"))


def _collapsed(text: str | None, *, is_printed: bool) -> str:
    if not text or is_printed:
        return text or ""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _has_picture(figure: html.HtmlElement) -> bool:
    """Whether a figure holds a picture, of which the caption speaks."""
    return any(figure.find(f".//{tag}") is not None for tag in ("img", "svg", "video"))


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether a browser would not show an element."""
    return (
        element.tag in _UNSEEN
        or (element.tag == "figcaption" and _has_picture(element.getparent()))
        or "hidden" in element.attrib
        or _HIDDEN.search(element.get("style") or "") is not None
    )
