"""A sheet again as it was, with cells at the right end of its table.

The XML of a sheet is read for the places where cells go, and copied byte by byte with
these put in: styles, formulas, widths, merged cells, comments, validations, formats and
filters are never parsed, so nothing of them is lost. A cell that is added looks like
its neighbours: it takes the style of the row's own text, or of the last heading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from service.spreadsheets import Link, flat_cell
from service.tagging.edges import REFERENCE, Edges, Place
from service.tagging.links import Links
from service.tagging.packages import local
from service.tagging.ranges import Reach
from service.tagging.rewriting import Rewriting
from service.tagging.widths import WIDTHS, added_columns, all_columns

Cells = Sequence[str | Link]

_LONGEST_CELL = 32_767
_SPANS = re.compile(rb'\sspans\s*=\s*"[^"]*"')
# What may stand between the cells of a sheet and its links (ECMA-376, CT_Worksheet).
_BEFORE_LINKS = frozenset(
    (
        "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
        "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting", "dataValidations",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to a sheet.

    ``rows`` gives (number, cells) in order; ``headings`` stand in the ``header_rows``;
    cells take the style of the column ``text_column`` (from 1).
    """

    rows: Iterable[tuple[int, Cells]]
    headings: Cells
    header_rows: frozenset[int]
    text_column: int

    def reach(self, edges: Edges) -> Reach:
        """Return which columns of a sheet are ours, and beside which table."""
        first = edges.end(len(WIDTHS))
        last = first + len(WIDTHS) - 1
        return Reach(self.header_rows, self.text_column, first, last)


def edited(
    chunks: Iterator[bytes], addition: Addition, edges: Edges, links: Links
) -> Iterator[bytes]:
    """Give the XML of a sheet with what is added, piece by piece.

    Rows are asked for as the sheet is written, and none is held.
    """
    edit = _Edit(addition, edges, links)
    for chunk in chunks:
        yield from edit.sheet.feed(chunk)
    yield from edit.sheet.finish()
    edit.rows.finish()


class _Rows:
    """What is added to each row, asked for in the order of the sheet."""

    def __init__(self, addition: Addition, *, is_in_order: bool) -> None:
        self._headings = dict.fromkeys(addition.header_rows, addition.headings)
        self._rows = iter(addition.rows)
        # Rows that stand in no order are found by their numbers.
        self._held = {} if is_in_order else dict(self._rows)
        self._next: tuple[int, Cells] | None = next(self._rows, None)

    def of(self, number: int) -> Cells | None:
        """Return what is added to a row, below the last one asked for."""
        while self._next is not None and self._next[0] < number:
            self._next = next(self._rows, None)
        if found := self._headings.get(number) or self._held.get(number):
            return found
        is_it = self._next is not None and self._next[0] == number
        return self._next[1] if self._next and is_it else None

    def finish(self) -> None:
        """Pass by what is left, so that the rows of the next sheet come."""
        for _ in self._rows:
            pass


class _Edit:
    """Finds the places in a sheet where something goes or comes."""

    def __init__(self, addition: Addition, edges: Edges, links: Links) -> None:
        self.rows = _Rows(addition, is_in_order=edges.is_in_order)
        self.sheet = Rewriting(self._begin, self._end)
        self._addition = addition
        self._edges = edges
        self._links = links
        self._reach = addition.reach(edges)
        self._first = self._reach.first
        self._place = Place()
        self._added: Cells | None = None  # to the row that is being read
        self._styles: dict[int, str] = {}
        self._is_below_cells = False
        self._has_links = False

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        prefix = tag.removesuffix(name)
        match self._place.enter(name, attributes):
            case "sheetData/row":
                self._begin_row(attributes)
            case "sheetData/c":
                if "s" in attributes:
                    self._styles[self._place.column] = attributes["s"]
                if self._is_ours():
                    # An empty cell that only carries a style: ours takes its place.
                    self.sheet.begin_cut()
            case "cols/col":
                self.sheet.begin_cut()
            case "dimension":
                self._begin_dimension(tag, attributes)
            case "sheetData" if not self._edges.columns:
                columns = (
                    f"<{prefix}cols>{added_columns(prefix, self._first)}</{prefix}cols>"
                )
                self.sheet.insert(columns.encode())
        if self._place.depth == 1:
            self._links.is_strict = any("/purl." in v for v in attributes.values())
        elif self._place.depth == 2:
            self._is_below_cells |= name == "sheetData"
            if self._is_below_cells:
                self._begin_below(name, prefix, attributes)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._styles.clear()
        self._added = self.rows.of(self._place.row)
        if self._added and "spans" in attributes:
            span = self.sheet.tag()
            self.sheet.replace(span, _SPANS.sub(b"", self.sheet.text(*span), count=1))

    def _begin_dimension(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Tell how far the sheet reaches now."""
        found = REFERENCE.findall(attributes.get("ref", "A1"))
        first_column, first_row = found[0] if found else ("A", "1")
        last_row = max([int(row) for _, row in found] + [self._edges.last_row])
        last = get_column_letter(self._first + len(WIDTHS) - 1)
        reference = quoteattr(f"{first_column}{first_row}:{last}{last_row}")
        span = self.sheet.tag()
        end = "/" if self.sheet.text(*span).endswith(b"/>") else ""
        self.sheet.replace(span, f"<{tag} ref={reference}{end}>".encode())

    def _draw_filter(self, reference: str) -> None:
        """Let the filter of the table reach over what is added."""
        over = self._reach.over(reference) if reference else None
        if over is not None:
            span = self.sheet.tag()
            tag = self.sheet.text(*span)
            self.sheet.replace(span, tag.replace(reference.encode(), over.encode(), 1))

    def _begin_below(
        self, name: str, prefix: str, attributes: Mapping[str, str]
    ) -> None:
        """Come to what stands below the cells: the filter and links are among it."""
        if name == "autoFilter":
            self._draw_filter(attributes.get("ref", ""))
        if name == "hyperlinks" and self.sheet.text(*self.sheet.tag()).endswith(b"/>"):
            self.sheet.replace(self.sheet.tag(), b"")
        elif name == "hyperlinks":
            self._has_links = True
        elif name not in _BEFORE_LINKS:
            self._tell_links(prefix)

    def _tell_links(self, prefix: str) -> None:
        if self._links and not self._has_links:
            own = self._links.elements(prefix)
            name = f"{prefix}hyperlinks".encode()
            self.sheet.insert(b"<%b>%b</%b>" % (name, own, name))
        self._has_links = True

    def _is_ours(self) -> bool:
        return (
            self._added is not None
            and self._first <= self._place.column < self._first + len(WIDTHS)
        )

    def _end(self, tag: str) -> None:
        name = local(tag)
        prefix = tag.removesuffix(name)
        match self._place.leave(name):
            case "sheetData/c" | "cols/col":
                self.sheet.end_cut(tag)
            case "sheetData/row" if self._added:
                self.sheet.insert(self._cells(prefix, self._added))
            case "cols":
                own = all_columns(prefix, self._first, self._edges.columns)
                self.sheet.insert(own.encode())
            case "hyperlinks" if self._has_links:
                self.sheet.insert(self._links.elements(prefix))
        if self._place.depth == 0:
            self._tell_links(prefix)

    def _cells(self, prefix: str, added: Cells) -> bytes:
        """Return the cells of a row as XML."""
        row = self._place.row
        written = []
        for column, value in enumerate(added, start=self._first):
            place = f"{get_column_letter(column)}{row}"
            text, style = flat_cell(value), self._style(column)
            if isinstance(value, Link) and self._links.add(place, value.address):
                text, style = flat_cell(value.text), self._links.styles.of(style)
            elif self._edges.is_protected and row not in self._addition.header_rows:
                style = self._links.styles.unlocked(style)
            text = escape(str(text)[:_LONGEST_CELL])
            told = f' s="{style}"' if style else ""
            cell = f'{prefix}c r="{place}"{told}'
            written.append(
                f'<{cell} t="inlineStr"><{prefix}is><{prefix}t '
                f'xml:space="preserve">{text}</{prefix}t></{prefix}is></{prefix}c>'
                if text
                else f"<{cell}/>"
            )
        return "".join(written).encode()

    def _style(self, column: int) -> str | None:
        own = self._styles.get(column)
        if own:
            return own
        if self._place.row in self._addition.header_rows:
            last = max((c for c in self._styles if c < self._first), default=0)
            return self._styles.get(last)
        return self._styles.get(self._addition.text_column)
