"""Markdown → its headings, bullets and tables, by markdown-it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.grids import Source
from corpus.limits import Bounds
from corpus.readers.blocks import Table, heading_sign, list_sign, name_sign, source_of
from corpus.readers.decoding import lines_of

_RULE = re.compile(
    r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*|\s*\|\s*:?-+:?\s*\|\s*"
)
_HEADING = re.compile(r"#{1,6}\s+\S")
_ITEM = re.compile(r"\s*[-*+]\s+\S")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TASK = re.compile(r"\[[ xX]\]\s+")
_SAMPLE_LINES = 500


def looks_like(text: str, *, name: str) -> bool:
    """Whether a text holds a table or, beside headings, bullets of Markdown."""
    lines = lines_of(text)[:_SAMPLE_LINES]
    if any("|" in above and _RULE.fullmatch(line) for above, line in pairwise(lines)):
        return True
    has_headings = any(map(_HEADING.match, lines))
    named = name.lower().endswith((".md", ".markdown"))
    return named or (has_headings and any(map(_ITEM.match, lines)))


def read(text: str, *, bounds: Bounds, encoding: str) -> Source:
    """Return the lines and tables of a Markdown text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return source_of(_blocks(tokens), kind="markdown", bounds=bounds, encoding=encoding)


_LISTS = tuple(
    f"{kind}_list_{end}" for kind in ("bullet", "ordered") for end in ("open", "close")
)


def _blocks(tokens: list[Token]) -> Iterator[str | Table]:
    sign = ""
    depth = 0
    rows: list[list[str]] = []
    for token in tokens:
        depth += token.nesting if token.type in _LISTS else 0
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            yield Table(tuple(map(tuple, rows)))
            rows = []
        elif token.type in ("list_item_open", "heading_open"):
            is_item = token.type == "list_item_open"
            sign = list_sign(depth) if is_item else heading_sign(int(token.tag[1]))
        elif token.type == "inline" and rows:
            rows[-1].append(_text(token).strip())
        elif token.type == "inline":
            first, *rest = _TASK.sub("", _text(token), count=1).split("\n")
            if not sign and not depth and not rest and _is_bold(token):
                sign = name_sign(first)
            yield f"{sign}{first.strip()}"
            yield from (f"　{line.strip()}" for line in rest)
            sign = ""
        elif token.type.endswith("_close") and token.level == 0 and not rows:
            yield ""
        elif token.type in ("fence", "code_block"):
            yield from token.content.rstrip("\n").split("\n")


def _is_bold(token: Token) -> bool:
    """Whether a line is all in bold."""
    kinds = [child.type for child in token.children or () if child.content or child.tag]
    is_one = kinds.count("strong_open") == 1
    return is_one and kinds[0] == "strong_open" and kinds[-1] == "strong_close"


def _text(token: Token) -> str:
    """Return inline text without its marks."""
    pieces = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "image"):
            pieces.append(child.content)
        elif child.type.endswith("break") or _BREAK.fullmatch(child.content or ""):
            pieces.append("\n")
    return "".join(pieces)
