"""How added cells look: as the cells around them; a link is blue and underlined.

The styles of a workbook are looked into only to add to them: a link's font is that of
the style it is made from, and so is all else of its style. On a protected sheet what is
added may still be corrected: its cells are not locked.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

from service.tagging.packages import chunks_of, local, parser_of

_COLOUR = "FF00118F"
_LOOK = re.compile(
    rb"<(?:\w+:)?(u|color)\b[^>]*?(?:/>|>\s*</(?:\w+:)?\1\s*>)", re.DOTALL
)
_FONT = re.compile(rb"""\s(?:fontId|applyFont)\s*=\s*["'][^"']*["']""")
_APPLY = re.compile(rb"""\sapplyProtection\s*=\s*["'][^"']*["']""")
_PROTECTION = re.compile(
    rb"<(?:\w+:)?protection\b[^>]*?(?:/>|>\s*</(?:\w+:)?protection\s*>)"
)
_ALIGNMENT = re.compile(
    rb"\s*<(?:\w+:)?alignment\b[^>]*?(?:/>|>\s*</(?:\w+:)?alignment\s*>)"
)
_FONT_ID = re.compile(rb"""\sfontId\s*=\s*["'](\d+)["']""")
_COUNT = re.compile(rb"""(\scount\s*=\s*["'])\d+""")
_LISTS = {"fonts": "font", "cellXfs": "xf"}


class AddedStyles:
    """Makes of styles those of links and of cells that are not locked.

    Parameters
    ----------
    content : bytes
        The styles of a workbook; where they are empty, links look like other cells.
    """

    def __init__(self, content: bytes = b"") -> None:
        self._content = content
        # Of each list: where its tag begins and ends, where it ends, and its elements.
        self._heads: dict[str, tuple[int, int]] = {}
        self._ends: dict[str, int] = {}
        self._elements: dict[str, list[bytes]] = {name: [] for name in _LISTS}
        self._added: dict[str, list[bytes]] = {name: [] for name in _LISTS}
        self._made: dict[tuple[str, int], int] = {}
        if content:
            self._read()

    def of(self, style: str | None) -> str | None:
        """Return the style of a link in a cell of a style."""
        return self._of("link", style, self._linked)

    def unlocked(self, style: str | None) -> str | None:
        """Return a style by which a cell may be changed on a protected sheet."""
        return self._of("unlocked", style, _unlocked)

    def _of(
        self, kind: str, style: str | None, made: Callable[[bytes], bytes]
    ) -> str | None:
        number = int(style or 0)
        known = self._elements["cellXfs"]
        if len(self._ends) < len(_LISTS) or number >= len(known):
            return style
        if (kind, number) not in self._made:
            added = self._added["cellXfs"]
            self._made[kind, number] = len(known) + len(added)
            added.append(made(known[number]))
        return str(self._made[kind, number])

    def written(self) -> Iterator[bytes]:
        """Give the styles with those that were made, when all cells are written."""
        done = 0
        for name in sorted(self._ends, key=self._ends.__getitem__):
            begin, end = self._heads[name]
            total = len(self._elements[name]) + len(self._added[name])
            head = _COUNT.sub(rb"\g<1>%d" % total, self._content[begin:end], count=1)
            yield self._content[done:begin] + head
            yield self._content[end : self._ends[name]] + b"".join(self._added[name])
            done = self._ends[name]
        yield self._content[done:]

    def _linked(self, style: bytes) -> bytes:
        """Make the style of a link, and its font, of a style."""
        fonts = self._elements["fonts"]
        told = _FONT_ID.search(style)
        number = int(told[1]) if told else 0
        font = fonts[number] if number < len(fonts) else b"<font/>"
        place = len(fonts) + len(self._added["fonts"])
        self._added["fonts"].append(_underlined(font))
        head, tag, rest = re.split(rb"(<(?:\w+:)?xf\b)", style, maxsplit=1)
        own = b' fontId="%d" applyFont="1"' % place
        tag_end = rest.index(b">")
        bare = _FONT.sub(b"", rest[:tag_end]) + rest[tag_end:]
        return head + tag + own + bare

    def _read(self) -> None:
        """Find the fonts and the styles of cells."""
        parser, path = parser_of(), list[str]()
        begin = 0

        def start(tag: str, _: Mapping[str, str]) -> None:
            nonlocal begin
            path.append(local(tag))
            at = parser.CurrentByteIndex
            if len(path) == 2 and path[1] in _LISTS:
                self._heads[path[1]] = at, self._content.index(b">", at) + 1
            elif len(path) == 3:
                begin = at

        def end(tag: str) -> None:
            at = parser.CurrentByteIndex
            # Behind <xf/> may stand the end of the list, which is not its own.
            has_tag = self._content.startswith(f"</{tag}".encode(), at)
            if len(path) == 2 and path[1] in _LISTS and has_tag:
                self._ends[path[1]] = at
            elif len(path) == 3 and _LISTS.get(path[1]) == path[2]:
                stop = self._content.index(b">", at) + 1 if has_tag else at
                self._elements[path[1]].append(self._content[begin:stop])
            path.pop()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.Parse(self._content, True)


def added_styles(archive: zipfile.ZipFile, part: str | None) -> AddedStyles:
    """Return the styles that are added to a workbook, by the part of its styles."""
    if part is None:
        return AddedStyles()
    return AddedStyles(b"".join(chunks_of(archive, part)))


def _unlocked(style: bytes) -> bytes:
    """Return a style as that of a cell that is not locked."""
    opened = re.match(rb"<((?:\w+:)?)xf\b[^>]*?(/?)>", style)
    assert opened is not None
    prefix, own = opened[1], b'<%bprotection locked="0"/>' % opened[1]
    head = _APPLY.sub(b"", opened[0].rstrip(b"/>")) + b' applyProtection="1">'
    if opened[2]:
        return b"%b%b</%bxf>" % (head, own, prefix)
    rest = _PROTECTION.sub(b"", style[opened.end() :])
    # Behind the alignment, before whatever else (ECMA-376, CT_Xf).
    aligned = _ALIGNMENT.match(rest)
    place = aligned.end() if aligned else 0
    return head + rest[:place] + own + rest[place:]


def _underlined(font: bytes) -> bytes:
    """Return a font as that of a link."""
    opened = re.match(rb"<((?:\w+:)?)font\b", font)
    prefix = opened[1] if opened else b""
    look = b'<%bu/><%bcolor rgb="%b"/>' % (prefix, prefix, _COLOUR.encode())
    if font.endswith(b"/>") and font.count(b"<") == 1:
        return b"<%bfont>%b</%bfont>" % (prefix, look, prefix)
    bare = _LOOK.sub(b"", font)
    return bare[: bare.rindex(b"</")] + look + bare[bare.rindex(b"</") :]
