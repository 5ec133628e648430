"""What every reader gives: grids of cells, and how the file was read.

A grid holds the cells as they lie in the file, each row at its place: what is hidden is
blank, and what is merged stands in the first cell. So a row found here is the row that
a person sees there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the file that gave no entry, and why; None stands for a whole sheet."""

    row: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one, half-open: rows ``top:bottom``, columns ``left:right``."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of text cells: a sheet, a table of a document, or its running text.

    ``first_row`` is the number a person would give the first row in the file;
    ``asides`` are the places of the lines that stand beside the table of a document,
    ``page_starts`` of the rows that begin a page; ``left_out`` tells what the reader
    blanked, such as hidden rows;
    ``without_result`` are the places of rows with a formula that was never worked out.
    ``carries`` says whether a blank may stand for what is above it, as in what was
    merged once. The rows of a long table may lie on disk.
    """

    name: str
    rows: Sequence[tuple[str, ...]]
    first_row: int = 1
    is_text: bool = False
    merged: tuple[Merged, ...] = ()
    asides: frozenset[int] = frozenset()
    page_starts: frozenset[int] = frozenset()
    left_out: tuple[LeftOut, ...] = ()
    without_result: frozenset[int] = frozenset()
    carries: bool = True

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def part(self, start: int, end: int) -> "Grid":
        """Return the rows ``start:end`` as a grid of their own."""
        inside = range(start, end)
        return replace(
            self,
            rows=self.rows[start:end],
            first_row=self.first_row + start,
            merged=tuple(
                Merged(m.top - start, min(m.bottom, end) - start, m.left, m.right)
                for m in self.merged
                if m.top in inside
            ),
            asides=frozenset(each - start for each in self.asides if each in inside),
            page_starts=frozenset(
                each - start for each in self.page_starts if each in inside
            ),
            left_out=tuple(
                each
                for each in self.left_out
                if each.row is None or each.row - self.first_row in inside
            ),
            without_result=frozenset(
                each - start for each in self.without_result if each in inside
            ),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read; ``encoding`` is None where the format has none.

    ``sheets_left_out`` maps the sheets that were not read to the reason; ``warnings``
    tell what the reader left out of what it read.
    """

    name: str
    format: str
    encoding: str | None
    grids: tuple[Grid, ...]
    delimiter: str | None = None
    sheets_left_out: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
