"""A file before its rows are answered: what was understood, on its first rows.

Shown so that a person can set it right: what each column means, which row is the
header, which sheets are read. A file in which no column of texts was found is shown,
too, for its columns can be named by hand.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.choices import ReadingChoices, Understood, UnderstoodSheet
from corpus.errors import NotAReportError
from corpus.form_reading import understood_form
from corpus.forms import is_form
from corpus.grids import Grid, LeftOut, Source
from corpus.limits import Limits
from corpus.lists import rows_of
from corpus.readers import read_grids
from corpus.report import read_report
from corpus.submissions import grouped
from service.remembered import Remembered, combined

_FIRST_ROWS = 20
_MOST_COLUMNS = 60
_MOST_LEFT_OUT = 50


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column: its place from 1, its heading, and what it was taken for."""

    position: int
    heading: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row with its number in the file; ``is_header`` where it names the columns."""

    number: int
    cells: tuple[str, ...]
    is_header: bool


@dataclass(frozen=True, slots=True)
class PreviewSheet:
    """The first rows of a sheet; ``n_rows`` gave a text, ``left_out`` none."""

    name: str
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    header_row: int | None
    n_rows: int
    left_out: tuple[LeftOut, ...]
    n_left_out: int

    @property
    def headings(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read; ``trouble`` says why it cannot be, as it stands.

    ``organisations`` and ``fiscal_years`` are those that its rows are of, or what
    stands above them; ``warnings`` tell what else is worth a look, such as columns of
    sentences that are not read; ``is_remembered`` tells that an earlier choice for this
    header counts.
    """

    format: str
    encoding: str | None
    is_form: bool
    sheets: tuple[PreviewSheet, ...]
    sheet_names: tuple[str, ...]
    organisations: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    trouble: str | None
    warnings: tuple[str, ...]
    is_remembered: bool

    @property
    def n_rows(self) -> int:
        """How many rows would be answered."""
        return sum(sheet.n_rows for sheet in self.sheets)


def preview(
    path: Path,
    *,
    choices: ReadingChoices,
    limits: Limits,
    remembered: Remembered | None = None,
) -> Preview:
    """Return how a file would be read.

    Parameters
    ----------
    path : Path
    choices : ReadingChoices
        What a person set right.
    limits : Limits
        How large the file may be.
    remembered : Remembered, optional
        What was set right before, where it counts.

    Raises
    ------
    UnreadableFileError
        The file is damaged or of no known format.
    TooLargeError
        The file is larger than a limit allows.
    InvalidInputError
        There is no sheet of a chosen name.
    """
    source = read_grids(path, choices=choices, limits=limits)
    known = remembered.recall(source, choices) if remembered else None
    read = _read(source, combined(known, choices))
    told = {sheet.name: sheet for sheet in read.understood.sheets}
    return Preview(
        format=source.format,
        encoding=source.encoding,
        is_form=is_form(source.grids),
        sheets=tuple(_sheet(grid, told) for grid in source.grids),
        sheet_names=tuple(grid.name for grid in source.grids),
        organisations=read.organisations,
        fiscal_years=read.fiscal_years,
        trouble=read.trouble,
        warnings=(*source.warnings, *read.understood.warnings),
        is_remembered=known is not None,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What was understood of a file, whose it is, and why it cannot be read."""

    understood: Understood
    organisations: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    trouble: str | None = None


def _read(source: Source, choices: ReadingChoices) -> _Read:
    if is_form(source.grids):
        reports = []
        with suppress(NotAReportError):  # told when it is classified
            report = read_report(source).report
            reports = [(report.organisation, report.fiscal_year)]
        return _of(understood_form(source), reports)
    try:
        listed = rows_of(source, choices=choices)
    except NotAReportError as error:
        nothing = Understood(source.format, source.encoding, source.delimiter, ())
        return _Read(nothing, trouble=error.message)
    return _of(listed.understood, grouped(source, listed.rows, choices))


def _of(
    understood: Understood, reports: Iterable[tuple[str | None, int | None]]
) -> _Read:
    told = [*reports]
    return _Read(
        understood,
        tuple(dict.fromkeys(of_whom for of_whom, _ in told if of_whom)),
        tuple(sorted({of_when for _, of_when in told if of_when})),
    )


def _sheet(grid: Grid, told: Mapping[str, UnderstoodSheet]) -> PreviewSheet:
    sheet = told.get(grid.name, UnderstoodSheet(grid.name))
    start = max(sheet.header_rows[0] - grid.first_row, 0) if sheet.header_rows else 0
    filled = (
        PreviewRow(number, cells[:_MOST_COLUMNS], number in sheet.header_rows)
        for number, cells in enumerate(
            islice(grid.rows, start, None), grid.first_row + start
        )
        if any(cells)
    )
    rows = tuple(islice(filled, _FIRST_ROWS + len(sheet.header_rows)))
    return PreviewSheet(
        name=grid.name,
        columns=_columns(sheet, rows),
        rows=rows,
        header_row=sheet.header_rows[-1] if sheet.header_rows else None,
        n_rows=sheet.n_rows,
        left_out=sheet.left_out[:_MOST_LEFT_OUT],
        n_left_out=len(sheet.left_out),
    )


def _columns(
    sheet: UnderstoodSheet, rows: tuple[PreviewRow, ...]
) -> tuple[PreviewColumn, ...]:
    """Return every column that has a cell here, whether it was understood or not."""
    known = {column.position: column for column in sheet.columns}
    width = max((len(row.cells) for row in rows), default=0)
    return tuple(
        PreviewColumn(
            place,
            known[place].heading if place in known else "",
            known[place].meaning if place in known else None,
        )
        for place in range(1, width + 1)
    )
