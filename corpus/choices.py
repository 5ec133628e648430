"""How a file is to be read, and how it was: choices in, ``Understood`` out.

Whatever the reader told by itself can be set right: which sheets, which row is the
header, what each column means, in which encoding. What it left out, it tells with the
reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.errors import InvalidInputError
from corpus.grids import Grid, LeftOut, Source

MEANINGS = (
    "text", "item", "section", "organisation", "department", "fiscal_year", "status",
    "reason", "marker", "outcome", "ignore",
)  # fmt: skip


def place_name(position: int | str) -> str:
    """Return what a column is called by its place alone, counted from 1: 3列目."""
    return f"{position}列目"


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What a person set right; what is not said is told from the file.

    ``sheets`` are names; ``header_row`` counts from 1, as in the file; ``columns`` maps
    a heading, or a column's letter or number, to a meaning, in the sheets named in
    ``tables``, in all where none is; ``organisation`` and ``fiscal_year`` hold where
    no column says.
    """

    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    organisation: str | None = None
    fiscal_year: int | None = None
    tables: tuple[str, ...] = ()

    def columns_of(self, sheet: str) -> Mapping[str, str]:
        """Return what columns of a sheet mean; other tables have other columns."""
        return self.columns if not self.tables or sheet in self.tables else {}

    def __post_init__(self) -> None:
        """Refuse a meaning that no column can have."""
        for heading, meaning in self.columns.items():
            if meaning not in MEANINGS:
                raise InvalidInputError(
                    f"列「{heading}」の意味「{meaning}」は使えません。"
                    f"{'、'.join(MEANINGS)} のいずれかを指定してください。"
                )
        if self.header_row is not None and self.header_row < 1:
            raise InvalidInputError(
                f"見出し行「{self.header_row}」は使えません。"
                "1から数えた行の番号を指定してください。"
            )


@dataclass(frozen=True, slots=True)
class UnderstoodColumn:
    """A column, counted from 1, with its heading; ``meaning`` is None where unused."""

    position: int
    heading: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class UnderstoodSheet:
    """How one sheet was read; ``n_rows`` counts the rows that gave entries.

    ``header_rows`` are numbers as in the file, none where there is no header.
    """

    name: str
    header_rows: tuple[int, ...] = ()
    columns: tuple[UnderstoodColumn, ...] = ()
    n_rows: int = 0
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_turned(self) -> bool:
        """Whether its headings stand in one column, as those of a form do."""
        return len(self.columns) > 1 and len({c.position for c in self.columns}) == 1


@dataclass(frozen=True, slots=True)
class Understood:
    """How a file was read, from its format to each row left out.

    ``warnings`` tell what else is worth a look.
    """

    format: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[UnderstoodSheet, ...]
    warnings: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Heading → meaning over all sheets, as an import answers."""
        return {
            column.heading: column.meaning
            for sheet in self.sheets
            for column in sheet.columns
            if column.meaning
        }


def chosen_grids(source: Source, sheets: Sequence[str]) -> tuple[Grid, ...]:
    """Return the grids of the chosen sheets, all where none is chosen.

    Raises
    ------
    InvalidInputError
        There is no sheet of a chosen name.
    """
    names = [grid.name for grid in source.grids]
    for sheet in sheets:
        if sheet not in names:
            known = "、".join(f"「{name}」" for name in names)
            raise InvalidInputError(
                f"「{source.name}」に「{sheet}」というシートはありません。"
                f"{known}から選んでください。"
            )
    return tuple(grid for grid in source.grids if not sheets or grid.name in sheets)
