"""Long tables read row by row, as short ones are read.

A long CSV is read from its file each time, and is looked through once before.
A long workbook has its rows on disk. Its sheets are looked through once, as those of a
short one are, and what is read of them is laid down on disk as well.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from corpus.carrying import CARRIED, Carrying
from corpus.choices import ReadingChoices, UnderstoodSheet
from corpus.cleaning import clean_cell
from corpus.columns import Columns, find_columns
from corpus.errors import NotAReportError
from corpus.grids import Grid
from corpus.headers import begins_another, find_header
from corpus.leaving import NO_RESULT
from corpus.limits import Bounds
from corpus.lists import ListRow, rows_of
from corpus.preambles import told_above
from corpus.shelf import Shelf
from corpus.submissions import OfWhomAndWhen, of_whom_and_when
from corpus.tables import TableReader
from service.tagging.given import Given, GivenRow
from service.tagging.records import Record, records

_BEGINNING_ROWS = 2_000
_MEANINGS = ("text", "item", "section", "organisation", "fiscal_year")


def given_row(row: ListRow, choices: ReadingChoices, above: OfWhomAndWhen) -> GivenRow:
    """Return a row of a list as one that is to be tagged."""
    return GivenRow(
        row.grid, row.row, clean_cell(row.cells.get("text", "")),
        row.get("item"), row.get("section"), *of_whom_and_when(row, choices, above),
    )  # fmt: skip


def rows_without_text(sheet: UnderstoodSheet) -> list[GivenRow]:
    """Return the rows of a sheet whose text is a formula without a saved result."""
    return [
        GivenRow(sheet.name, left.row, "", error=left.reason)
        for left in sheet.left_out
        if left.row is not None and left.reason == NO_RESULT
    ]


def long_table(given: Given, bounds: Bounds) -> Given:
    """Return a long CSV or TSV with its rows streamed, all looked at once before.

    Parameters
    ----------
    given : Given
        The table as its beginning tells, with its columns and manner.
    bounds : Bounds
        Within which all of it has to keep.

    Raises
    ------
    UnreadableFileError
        A quote is opened and never closed.
    TooLargeError
        The table is larger than a limit allows.
    """
    assert given.manner is not None and given.columns is not None
    own = records(given.path, given.manner, name=given.name, bounds=bounds)
    (grid,) = given.source.grids
    carrying, reader = Carrying(), TableReader(grid, given.columns)
    meanings = given.columns.meanings
    if meanings.keys() & CARRIED:
        n_rows = _seen(reader, own, carrying)
    else:
        below = islice(own, given.columns.header_row + 1, None)
        text = slice(meanings["text"], meanings["text"] + 1)
        # Cheaper than reading the rows, and a few notes and sums too many.
        n_rows = sum(any(map(str.strip, each.cells[text])) for each in below)
    assert given.understood is not None
    warnings = (*carrying.warnings, *reader.warnings)
    (sheet,) = given.understood.sheets
    sheets = (replace(sheet, n_rows=n_rows),)
    understood = replace(given.understood, sheets=sheets, warnings=warnings)
    above = told_above(given.source).of(grid.name, grid.first_row)
    rows = partial(_table_rows, carrying, above)
    return replace(given, understood=understood, listed=(), n_rows=n_rows, read=rows)


def _seen(reader: TableReader, own: Iterator[Record], carrying: Carrying) -> int:
    """Look at what all rows leave to the ones above them; return how many there are."""
    n_rows, unread = 0, deque[GivenRow]()
    for row in _list_rows(reader, own, unread):
        carrying.see(row, frozenset())
        n_rows += 1 + len(unread)
        unread.clear()
    return n_rows + len(unread)


def _table_rows(
    carrying: Carrying, above: OfWhomAndWhen, given: Given
) -> Iterator[GivenRow]:
    """Read a long CSV or TSV row by row, as a short one is read."""
    assert given.manner is not None and given.columns is not None
    own = records(given.path, given.manner, name=given.name)
    reader, unread = (
        TableReader(given.source.grids[0], given.columns),
        deque[GivenRow](),
    )
    for row in carrying.filled(_list_rows(reader, own, unread)):
        while unread:
            yield unread.popleft()
        yield given_row(row, given.choices, above)
    yield from unread


def _list_rows(
    reader: TableReader, own: Iterator[Record], unread: deque[GivenRow]
) -> Iterator[ListRow]:
    """Give each row with a text; before it, those come in that cannot be read."""
    grid = reader.grid
    for place, record in enumerate(own):
        if place in reader.columns.header_rows:
            continue
        if record.error:
            number = grid.first_row + place
            unread.append(GivenRow(grid.name, number, "", error=record.error))
            continue
        n_above = len(reader.rows)
        reader.add(place, record.cells)
        if len(reader.rows) > n_above:
            yield reader.rows[-1]
        # The last row stays, for the next one may be as it is.
        del reader.rows[:-1], reader.stretched[:-1]
        reader.left_out.clear()


def _rows_through(
    reader: TableReader, grid: Grid, columns: Columns
) -> Iterator[tuple[ListRow, frozenset[str]]]:
    """Give each row that a table reader makes of a grid, and what was merged into it.

    A row is given when the next one is there, for until then it may be gone on with.
    """
    hidden = {each.row for each in grid.left_out}
    for place, cells in enumerate(grid.rows):
        if place in columns.header_rows or grid.first_row + place in hidden:
            continue
        reader.add(place, cells)
        while len(reader.rows) > 1:
            yield reader.rows.pop(0), reader.stretched.pop(0)
    yield from zip(reader.rows, reader.stretched, strict=True)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a sheet, on disk as they were read, and what was seen of them."""

    shelf: Shelf
    carrying: Carrying
    above: OfWhomAndWhen
    understood: UnderstoodSheet
    warnings: tuple[str, ...]

    @property
    def unread(self) -> list[GivenRow]:
        """The rows without a saved text."""
        return rows_without_text(self.understood)

    def rows(self, choices: ReadingChoices) -> Iterator[GivenRow]:
        """Give the rows, and in their places those without a saved text."""
        unread = self.unread
        for row in self.carrying.filled(self._listed()):
            while unread and unread[0].row < row.row:
                yield unread.pop(0)
            yield given_row(row, choices, self.above)
        yield from unread

    def _listed(self) -> Iterator[ListRow]:
        for number, *cells in self.shelf:
            told = dict(zip(_MEANINGS, cells, strict=True))
            yield ListRow(self.understood.name, int(number), told)


def long_workbook(given: Given) -> Given | None:
    """Return a long workbook with its rows streamed, None where they are to be held.

    They are streamed where each of its sheets is one table, as its beginning says.
    """
    if not any(isinstance(grid.rows, Shelf) for grid in given.source.grids):
        return None
    grids = {grid.name: grid for grid in given.source.grids}
    begun = tuple(grid.part(0, _BEGINNING_ROWS) for grid in grids.values())
    beginning = replace(given.source, grids=begun)
    try:
        told = rows_of(beginning, choices=given.choices)
    except NotAReportError:
        return None
    preambles = told_above(beginning)
    tables = []
    sheets = list(told.understood.sheets)
    for place, sheet in enumerate(sheets):
        if sheet.n_rows:
            grid = grids[sheet.name]
            above = preambles.of(grid.name, grid.first_row)
            table = _table(grid, sheet, given.choices, above)
            if table is None:
                return None
            tables.append(table)
            sheets[place] = table.understood
        elif sheet.columns and len(grids[sheet.name].rows) > _BEGINNING_ROWS:
            return None  # its rows come later than they do in any table
    return replace(
        given,
        understood=replace(
            told.understood,
            sheets=tuple(sheets),
            warnings=tuple(each for table in tables for each in table.warnings),
        ),
        n_rows=sum(each.understood.n_rows + len(each.unread) for each in tables),
        read=partial(_rows, tables),
    )


def _rows(tables: Sequence[_Table], given: Given) -> Iterator[GivenRow]:
    for table in tables:
        yield from table.rows(given.choices)


def _table(
    grid: Grid, begun: UnderstoodSheet, choices: ReadingChoices, above: OfWhomAndWhen
) -> _Table | None:
    """Return a sheet as one table, None where it is more than that or none."""
    columns = find_columns(grid, choices=choices)
    if columns is None or columns.understood != begun.columns:
        return None
    header = None if choices.header_row is not None else find_header(grid)
    if header is not None and begins_another(grid, header) is not None:
        return None
    reader, carrying, shelf = TableReader(grid, columns), Carrying(), Shelf()
    for row, stretched in _rows_through(reader, grid, columns):
        if grid.carries:
            carrying.see(row, stretched)
        shelf.append((str(row.row), *(row.cells.get(each, "") for each in _MEANINGS)))
    understood = replace(reader.finished().understood, n_rows=len(shelf))
    if understood.header_rows != begun.header_rows:
        return None
    warnings = (*carrying.warnings, *reader.warnings)
    return _Table(shelf, carrying, above, understood, warnings)
