"""How a follow-up form was understood: its columns, and the lines left out."""

import re
from collections.abc import Sequence

from corpus.choices import Understood, UnderstoodColumn, UnderstoodSheet
from corpus.forms import form_grids, split_pages
from corpus.furniture import fold, is_header
from corpus.grids import Grid, LeftOut, Source
from corpus.leaving import BESIDE

_NO_FORM = "様式の表がないシート、または書き方を説明するシート"
_LETTERS = {"A": "status", "B": "reason", "C": "text", "D": "outcome"}
_NAMES = {"大項目": "section", "中項目": "item", "小項目": "item"}


def understood_form(source: Source, *, sheets: Sequence[str] = ()) -> Understood:
    """Return how a form was read: its header rows, columns, and lines left out."""
    grids = form_grids(source, sheets=sheets)
    told = [_understood_sheet(grid) for grid in grids]
    told += [
        UnderstoodSheet(grid.name, left_out=(LeftOut(None, _NO_FORM),))
        for grid in source.grids
        if grid not in grids
    ]
    told += [
        UnderstoodSheet(name, left_out=(LeftOut(None, reason),))
        for name, reason in source.sheets_left_out
    ]
    return Understood(source.format, source.encoding, source.delimiter, tuple(told))


def _understood_sheet(grid: Grid) -> UnderstoodSheet:
    header = [place for place, cells in enumerate(grid.rows) if is_header(cells)]
    pages = split_pages((grid,))
    return UnderstoodSheet(
        grid.name,
        tuple(grid.first_row + place for place in header),
        _understood_columns([grid.rows[place] for place in header]),
        sum(len(page.rows) for page in pages),
        (
            *grid.left_out,
            *(LeftOut(row.row, BESIDE) for page in pages for row in page.aside),
        ),
    )


def _understood_columns(
    header: Sequence[Sequence[str]],
) -> tuple[UnderstoodColumn, ...]:
    """Return what the columns of a form mean, by their letters and names."""
    columns: dict[int, UnderstoodColumn] = {}
    for cells in header:
        for place, cell in enumerate(cells):
            name = fold(cell)
            letter = re.search(r"\(([A-D])\)(?!.*\([A-D]\))", name)
            meaning = _LETTERS[letter[1]] if letter else _NAMES.get(name)
            if name and (place not in columns or meaning):
                columns[place] = UnderstoodColumn(place + 1, name, meaning)
    return tuple(columns[place] for place in sorted(columns))
