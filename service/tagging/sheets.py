"""A sheet again as it was, with cells at the right end of its table.

The XML of a sheet is read for the places where cells go, and copied byte by byte with
these put in: styles, formulas, widths, merged cells, comments, validations, formats and
filters are never parsed, so nothing of them is lost. A cell that is added looks like
its neighbours: it takes the style of the row's own text, or of the last heading.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import column_index_from_string, get_column_letter

from service.spreadsheets import flat_cell
from service.tagging.packages import (
    chunks_of,
    copy_package,
    local,
    parser_of,
    sheet_parts,
)

Cells = Mapping[int, Sequence[str]]  # what is added, by the number of the row

_LAST_COLUMN = 16_384
_LONGEST_CELL = 32_767
_WIDTHS = (24, 12, 24, 40, 40, 30)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_SPANS = re.compile(rb'\sspans\s*=\s*"[^"]*"')


@dataclass(slots=True)
class Edges:
    """How far a sheet's own cells reach, and what its columns are said to be."""

    last_column: int = 0
    last_merged: int = 0
    columns: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to a sheet, and the column (from 1) whose style it takes."""

    cells: Cells
    header_row: int
    text_column: int


def write_same_workbook(
    source: Path, out: BinaryIO, additions: Mapping[str, Addition]
) -> None:
    """Write a workbook again with what is added to its sheets, by their names."""
    with zipfile.ZipFile(source) as archive:
        parts = sheet_parts(archive)
        changed = {
            parts[name]: edited(
                chunks_of(archive, parts[name]),
                addition,
                edges_of(chunks_of(archive, parts[name])),
            )
            for name, addition in additions.items()
        }
        copy_package(source, out, changed)


def edges_of(chunks: Iterator[bytes]) -> Edges:
    """Return how far the cells of a sheet reach that hold anything, or are merged."""
    edges, place = Edges(), _Place()
    parser = parser_of()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        place.enter(name, attributes)
        if name in ("v", "is", "f"):
            edges.last_column = max(edges.last_column, place.column)
        elif name == "mergeCell":
            letters = _REFERENCE.findall(attributes["ref"])[-1][0]
            edges.last_merged = max(
                edges.last_merged, column_index_from_string(letters)
            )
        elif name == "col":
            edges.columns.append(dict(attributes))

    parser.StartElementHandler = start
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return edges


@dataclass(slots=True)
class _Place:
    """Where a reading of a sheet stands; rows and cells may leave out their numbers."""

    row: int = 0
    column: int = 0

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif name == "c":
            told = _REFERENCE.match(attributes.get("r", ""))
            self.column = column_index_from_string(told[1]) if told else self.column + 1


def edited(
    chunks: Iterator[bytes], addition: Addition, edges: Edges
) -> Iterator[bytes]:
    """Give the XML of a sheet with what is added, piece by piece."""
    edit = _Edit(addition, edges)
    for chunk in chunks:
        yield from edit.feed(chunk)
    yield from edit.finish()


class _Edit:
    """Finds the places in a sheet's bytes where something goes or comes."""

    def __init__(self, addition: Addition, edges: Edges) -> None:
        self._addition = addition
        last = _LAST_COLUMN - len(_WIDTHS)
        if edges.last_column > last:
            raise ValueError("no room at the right end of the sheet")
        # A title may be merged over all columns there are.
        merged = edges.last_merged if edges.last_merged <= last else 0
        self._first = max(edges.last_column, merged) + 1
        self._columns = edges.columns
        self._place = _Place()
        self._styles: dict[int, str] = {}
        self._kept = b""  # bytes read and not given yet
        self._start = 0  # where they begin in the sheet
        # (from, to, what stands there instead), in order.
        self._changes: list[tuple[int, int, bytes]] = []
        self._cut_from: int | None = None
        self._parser = parser_of()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._kept += chunk
        self._parser.Parse(chunk)
        # What the parser has not come to stays until it has.
        yield from self._give(self._parser.CurrentByteIndex)

    def finish(self) -> Iterator[bytes]:
        self._parser.Parse(b"", True)
        yield from self._give(self._start + len(self._kept))

    def _give(self, until: int) -> Iterator[bytes]:
        if self._cut_from is not None:
            until = min(until, self._cut_from)
        if self._changes:
            until = max(until, self._changes[-1][1])
        done = self._start
        pieces = []
        for begin, end, instead in self._changes:
            pieces += [self._bytes(done, begin), instead]
            done = end
        until = max(until, done)
        pieces.append(self._bytes(done, until))
        self._kept = self._kept[until - self._start :]
        self._start = until
        self._changes.clear()
        yield b"".join(pieces)

    def _bytes(self, begin: int, end: int) -> bytes:
        return self._kept[begin - self._start : end - self._start]

    def _tag(self) -> tuple[int, int]:
        """Return where the tag that is being read begins and ends."""
        begin = self._parser.CurrentByteIndex
        # No > stands in an attribute that a program writes; if so, it is quoted.
        text = self._kept[begin - self._start : begin - self._start + 65_536]
        quote = 0
        for i, byte in enumerate(text):
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == ord(">"):
                return begin, begin + i + 1
        raise ValueError("a tag that does not end")

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        self._place.enter(name, attributes)
        if name == "row":
            self._styles.clear()
            if self._place.row in self._addition.cells and "spans" in attributes:
                begin, end = self._tag()
                bare = _SPANS.sub(b"", self._bytes(begin, end), count=1)
                self._changes.append((begin, end, bare))
        elif name == "c":
            if "s" in attributes:
                self._styles[self._place.column] = attributes["s"]
            if self._is_ours():
                # An empty cell that only carries a style: ours takes its place.
                self._cut_from = self._parser.CurrentByteIndex
        elif name == "dimension":
            begin, end = self._tag()
            self._changes.append((begin, end, self._dimension(tag, attributes)))
        elif name == "sheetData" and not self._columns:
            begin, _ = self._tag()
            prefix = tag.removesuffix(name)
            widths = self._widths(prefix)
            self._changes.append(
                (begin, begin, f"<{prefix}cols>{widths}</{prefix}cols>".encode())
            )
        elif name == "col":
            self._cut_from = self._parser.CurrentByteIndex

    def _is_ours(self) -> bool:
        return (
            self._place.row in self._addition.cells
            and self._first <= self._place.column < self._first + len(_WIDTHS)
        )

    def _end(self, tag: str) -> None:
        name = local(tag)
        at = self._parser.CurrentByteIndex
        prefix = tag.removesuffix(name)
        if self._cut_from is not None and name in ("c", "col"):
            # Of <c/> the end is told behind it, of <c></c> before its second tag.
            second = re.compile(rf"</{re.escape(tag)}\s*>".encode())
            found = second.match(self._kept, at - self._start)
            end = at + len(found[0]) if found else at
            self._changes.append((self._cut_from, end, b""))
            self._cut_from = None
        elif name == "row" and self._place.row in self._addition.cells:
            self._changes.append((at, at, self._cells(prefix)))
        elif name == "cols":
            self._changes.append((at, at, self._all_columns(prefix).encode()))

    def _cells(self, prefix: str) -> bytes:
        """Return the cells of a row as XML."""
        row = self._place.row
        written = []
        for offset, value in enumerate(self._addition.cells[row]):
            column = self._first + offset
            style = self._style(column)
            text = escape(str(flat_cell(value))[:_LONGEST_CELL])
            told = f' s="{style}"' if style else ""
            reference = f'{prefix}c r="{get_column_letter(column)}{row}"{told}'
            written.append(
                f'<{reference} t="inlineStr"><{prefix}is><{prefix}t '
                f'xml:space="preserve">{text}</{prefix}t></{prefix}is></{prefix}c>'
                if text
                else f"<{reference}/>"
            )
        return "".join(written).encode()

    def _style(self, column: int) -> str | None:
        own = self._styles.get(column)
        if own:
            return own
        if self._place.row == self._addition.header_row:
            last = max((c for c in self._styles if c < self._first), default=0)
            return self._styles.get(last)
        return self._styles.get(self._addition.text_column)

    def _dimension(self, tag: str, attributes: Mapping[str, str]) -> bytes:
        """Return how far the sheet reaches now."""
        found = _REFERENCE.findall(attributes.get("ref", "A1"))
        first_column, first_row = found[0] if found else ("A", "1")
        last_row = max([int(row) for _, row in found] + [*self._addition.cells])
        last = get_column_letter(self._first + len(_WIDTHS) - 1)
        reference = quoteattr(f"{first_column}{first_row}:{last}{last_row}")
        is_empty = self._bytes(*self._tag()).endswith(b"/>")
        return f"<{tag} ref={reference}{'/' if is_empty else ''}>".encode()

    def _widths(self, prefix: str) -> str:
        return "".join(
            f'<{prefix}col min="{place}" max="{place}" width="{width}" '
            'customWidth="1"/>'
            for place, width in enumerate(_WIDTHS, start=self._first)
        )

    def _all_columns(self, prefix: str) -> str:
        """Return what the columns are, where ours lie between or over others."""
        last = self._first + len(_WIDTHS) - 1
        before, after = [], []
        for column in self._columns:
            low, high = int(column["min"]), int(column["max"])
            if low < self._first:
                high_before = min(high, self._first - 1)
                before.append(column | {"max": str(high_before)})
            if high > last:
                after.append(column | {"min": str(max(low, last + 1))})

        def written(columns: list[dict[str, str]]) -> str:
            return "".join(
                f"<{prefix}col "
                + " ".join(f"{key}={quoteattr(value)}" for key, value in each.items())
                + "/>"
                for each in columns
            )

        return written(before) + self._widths(prefix) + written(after)
