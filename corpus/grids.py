"""What every reader gives: grids of cells, and how the file was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of text cells: a sheet, or a whole text file.

    ``first_row`` is the number a person would give the first row in the file.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read; ``encoding`` is None where the format has none."""

    name: str
    format: str
    encoding: str | None
    grids: tuple[Grid, ...]
