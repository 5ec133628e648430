"""A row of a list as it is read, whether it lay in a table or in a text."""

from dataclasses import dataclass
from functools import lru_cache

from corpus.choices import UnderstoodSheet
from corpus.cleaning import clean_cell, is_nothing
from corpus.ticks import choice_of


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: where it stands, and its cells by meaning."""

    grid: str
    row: int
    cells: dict[str, str]

    def get(self, meaning: str) -> str | None:
        """Return the cleaned cell of a meaning, None where it says nothing."""
        cell = self.cells.get(meaning)
        return _said(cell) if cell else None


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The rows of one sheet, and how it was understood."""

    rows: tuple[ListRow, ...]
    understood: UnderstoodSheet
    warnings: tuple[str, ...] = ()


@lru_cache(maxsize=10_000)
def _said(cell: str) -> str | None:
    # The same year, organisation and status stand in row after row.
    text = clean_cell(choice_of(cell))
    return None if is_nothing(text) else text
