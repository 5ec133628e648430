"""Links from the cells of a sheet: which cell leads where, as a package tells it.

A sheet names the cell of each link and a relationship; the relationships, a part of
their own, name the addresses, each once. An address is written as one and never as a
formula, so following it is all that it can do.
"""

import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from service.spreadsheets import MOST_LINKS, is_address
from service.tagging.packages import (
    chunks_of,
    elements,
    local,
    parser_of,
    relations_of,
)
from service.tagging.styles import AddedStyles

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# ECMA-376 has two names for everything: those of its first edition, and strict ones.
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class Links:
    """The links that are added to a sheet.

    Parameters
    ----------
    n_own : int
        How many the sheet has of its own.
    taken : iterable of str
        The names of the relationships it has of its own.
    styles : AddedStyles, optional
        Tells how they look.
    """

    def __init__(
        self,
        n_own: int = 0,
        taken: frozenset[str] = frozenset(),
        styles: AddedStyles | None = None,
    ) -> None:
        self.styles = styles or AddedStyles()
        self._room = MOST_LINKS - n_own
        self._stem = "entry"
        while any(name.startswith(self._stem) for name in taken):
            self._stem += "_"
        self._names: dict[str, str] = {}  # of the relationships, by the addresses
        self._cells: list[tuple[str, str]] = []
        self.is_strict = False

    def __len__(self) -> int:
        return len(self._cells)

    def add(self, reference: str, address: str) -> bool:
        """Let a cell lead to an address; False where no link can be made."""
        if len(self._cells) >= self._room or not is_address(address):
            return False
        name = self._names.setdefault(address, f"{self._stem}{len(self._names) + 1}")
        self._cells.append((reference, name))
        return True

    def elements(self, prefix: str) -> bytes:
        """Return what the sheet tells of its links."""
        names = quoteattr(_STRICT if self.is_strict else _OFFICE)
        return "".join(
            f'<{prefix}hyperlink ref="{cell}" xmlns:r={names} r:id="{name}"/>'
            for cell, name in self._cells
        ).encode()

    def relationships(self, prefix: str) -> bytes:
        """Return what the relationships tell of the addresses."""
        kind = quoteattr(f"{_STRICT if self.is_strict else _OFFICE}/hyperlink")
        return "".join(
            f'<{prefix}Relationship Id="{name}" Type={kind} '
            f'Target={quoteattr(address)} TargetMode="External"/>'
            for address, name in self._names.items()
        ).encode()


def taken_names(archive: zipfile.ZipFile, sheet: str) -> frozenset[str]:
    """Return the names of the relationships that a sheet has."""
    part = relations_of(sheet)
    if part not in archive.namelist():
        return frozenset()
    return frozenset(each["Id"] for each in elements(archive, part, "Relationship"))


def related(archive: zipfile.ZipFile, sheet: str, links: Links) -> Iterator[bytes]:
    """Give the relationships of a sheet with its links; nothing where it has none.

    They are asked for when the sheet has been written.
    """
    part = relations_of(sheet)
    if part in archive.namelist():
        content = b"".join(chunks_of(archive, part))
        yield _with_links(content, links) if links else content
    elif links:
        own = links.relationships("").decode()
        yield (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<Relationships xmlns="{_PACKAGE}">{own}</Relationships>'
        ).encode()


def _with_links(content: bytes, links: Links) -> bytes:
    """Return relationships with those of links after them."""
    parser, ends = parser_of(), []

    def end(tag: str) -> None:
        if local(tag) == "Relationships":
            ends.append((tag, parser.CurrentByteIndex))

    parser.EndElementHandler = end
    parser.Parse(content, True)
    tag, place = ends[-1]
    added = links.relationships(tag.removesuffix("Relationships"))
    if content[place : place + 2] == b"</":
        return content[:place] + added + content[place:]
    # It was <Relationships/>, whose end is told behind it.
    opened = content[:place].rstrip().removesuffix(b"/>") + b">"
    return opened + added + f"</{tag}>".encode() + content[place:]
