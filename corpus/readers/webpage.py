"""HTML → the lines and tables of the page, by lxml.

What a browser would not show is left out, and nothing outside the file is asked for.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from corpus.errors import UnreadableFileError
from corpus.grids import Source
from corpus.limits import Bounds
from corpus.readers.blocks import Table, source_of, span_table
from corpus.readers.decoding import decode
from corpus.readers.pieces import is_hidden, pieces_of
from corpus.readers.surroundings import drop_surroundings

_LOOK = re.compile(
    rb"\s*<(?:!--|!doctype\s+html|(?:html|head|body|table|meta|title|style|div|p|h[1-6]"
    rb"|ul|ol|dl|section|article|main|center|font)[\s>/])",
    re.IGNORECASE,
)
_XML_HTML = re.compile(
    rb"\s*<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html", re.I
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
_SEARCH_BYTES = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_SPAN = 100_000
_MOST_NESTED = 10


def looks_like(content: bytes) -> bool:
    """Whether a file begins as a web page does."""
    beginning = content[:_SEARCH_BYTES].removeprefix(b"\xef\xbb\xbf")
    return bool(_LOOK.match(beginning) or _XML_HTML.match(beginning))


def read(content: bytes, *, bounds: Bounds, encoding: str | None = None) -> Source:
    """Return the lines and tables of a web page.

    Raises
    ------
    UnreadableFileError
        Nothing is written on the page.
    """
    text, told = decode(content, name=bounds.name, encoding=encoding or _said(content))
    return source_of(
        blocks_of(text, bounds=bounds), kind="html", bounds=bounds, encoding=told
    )


def blocks_of(text: str, *, bounds: Bounds) -> Iterator[str | Table]:
    """Give the lines and tables of a page in their order."""
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        page = html.document_fromstring(
            _XML_DECLARATION.sub("", text.replace("\x00", "")), parser=parser
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFileError(
            f"「{bounds.name}」はウェブページ（HTML）として読み取れません。"
            "表計算ソフトに貼り付け、xlsxかCSVで保存し直してください。"
        ) from error
    if any("depth" in each.message for each in parser.error_log):
        raise RecursionError
    title = page.findtext(".//title")
    if title and title.strip():
        yield " ".join(title.split())
    found = page.find("body")
    body = page if found is None else found
    drop_surroundings(body, bounds)
    yield from _blocks(body, bounds)


def _said(content: bytes) -> str | None:
    """Return the encoding that a page says it has, if its bytes agree."""
    match = _CHARSET.search(content[:_SEARCH_BYTES])
    if match is None or content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    name = match[1].decode("ascii", "replace").lower().replace("-", "_")
    name = "cp932" if name in ("shift_jis", "x_sjis", "sjis", "windows_31j") else name
    try:
        content.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None  # a page saved again in another encoding still says the old one
    return name


def _blocks(element: html.HtmlElement, bounds: Bounds) -> Iterator[str | Table]:
    line = ""
    for piece in pieces_of(element):
        if isinstance(piece, str):
            first, *rest = piece.split("\n")
            line += first
            for each in rest:
                if line.strip():
                    yield line.strip(" \t")
                line = each
        else:
            if line.strip():
                yield line.strip(" \t")
            line = ""
            yield from _table_blocks(piece, bounds)
    if line.strip():
        yield line.strip(" \t")


def _table_blocks(table: html.HtmlElement, bounds: Bounds) -> Iterator[str | Table]:
    """Give a table, or what lies in it where it only lays out a page.

    Raises
    ------
    RecursionError
        Tables stand in tables as no one writes them.
    """
    bounds.check_time()
    if sum(1 for _ in table.iterancestors("table")) > _MOST_NESTED:
        raise RecursionError
    caption = table.find("caption")
    if caption is not None:
        yield from _blocks(caption, bounds)
    if _lays_out(table):
        for row in _rows(table):
            for cell in row:
                yield from _blocks(cell, bounds)
        return
    rows = [
        [(_text(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in row]
        for row in _rows(table)
    ]
    if any(rows):
        yield span_table(rows, bounds)


def _lays_out(table: html.HtmlElement) -> bool:
    """Whether tables within a table hold most of its cells, or of its text."""
    inner = [
        each
        for each in table.iterfind(".//table")
        if next(each.iterancestors("table")) is table
    ]
    inside = sum(len("".join(each.itertext()).strip()) for each in inner)
    n_cells = sum(map(len, _rows(table)))
    n_inside = sum(len(row) for each in inner for row in _rows(each))
    whole = len("".join(table.itertext()).strip())
    return bool(inside) and (inside > 0.5 * whole or n_inside > n_cells)


def _rows(table: html.HtmlElement) -> Iterator[list[html.HtmlElement]]:
    """Give the rows of a table itself, those of its foot last."""
    parts = sorted(table, key=lambda part: part.tag == "tfoot")
    rows = (
        row
        for part in parts
        for row in ([part] if part.tag == "tr" else part)
        if part.tag in ("tr", "thead", "tbody", "tfoot") and row.tag == "tr"
    )
    for row in rows:
        if not is_hidden(row):
            yield [
                cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)
            ]


def _span(cell: html.HtmlElement, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    if digits is None:
        return 1
    # rowspan="0" goes on to the end of the table.
    return int(digits[1]) or (_MOST_SPAN if name == "rowspan" else 1)


def _text(cell: html.HtmlElement) -> str:
    """Return what is written in a cell, a line for each paragraph."""
    pieces = (
        piece if isinstance(piece, str) else f"\n{_text(piece)}\n"
        for piece in pieces_of(cell)
    )
    lines = "".join(pieces).split("\n")
    return "\n".join(line.strip(" \t　") for line in lines if line.strip())
