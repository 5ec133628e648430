"""Where the header of a table, or its title, stands again among its rows."""

from collections.abc import Sequence
from itertools import islice

from corpus.headings import fold_heading
from corpus.outline import may_be_title
from corpus.periods import is_period


class Repeated:
    """Knows the rows of a header, and the titles above it, when they come again.

    Parameters
    ----------
    header : sequence of rows
        As printed; none where a table has no header.
    above : sequence of rows
        What stands above it.
    """

    def __init__(
        self, header: Sequence[Sequence[str]], above: Sequence[Sequence[str]] = ()
    ) -> None:
        self._printed = header
        self._titles = frozenset(filter(None, map(_title_in, above)))
        self._rows = frozenset(map(_folded, header))
        self._leads = frozenset(
            next((name for name in row if name), "") for row in self._rows
        )
        # Folding takes the number off a heading, and leaves one that is nothing else.
        self._has_number_lead = any(lead.isdecimal() for lead in self._leads)

    def is_row(self, cells: Sequence[str]) -> bool:
        """Whether a row is one of the header."""
        # A whole row is looked at only where its first words are those of a header.
        led = next((cell for cell in cells if cell.strip()), "")
        if led.isdecimal() and not self._has_number_lead:
            return False  # most rows are numbered, and no two by the same number
        return fold_heading(led) in self._leads and _folded(cells) in self._rows

    def is_title(self, cells: Sequence[str]) -> bool:
        """Whether a row prints a title from above again, whatever page it names."""
        return bool(self._titles) and _title_in(cells) in self._titles

    def is_heading(self, cell: str, column: int) -> bool:
        """Whether a cell says what the header says of its column."""
        return any(
            column < len(row) and cell.strip() == row[column].strip()
            for row in self._printed
        )


def _folded(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold_heading(cell) if cell.strip() else "" for cell in cells)


def _title_in(cells: Sequence[str]) -> str | None:
    """Return what a row says if it is a title, its page in brackets left out."""
    filled = list(islice((cell for cell in cells if cell.strip()), 2))
    if len(filled) != 1 or not may_be_title(filled[0]):
        return None
    title = fold_heading(filled[0])
    return None if is_period(title) or ":" in title else title
