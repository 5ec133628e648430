"""A form of one initiative: names down the left, what is said of each beside it.

Turned on its side it is a table like any other, its names the header. Each column of
values is an entry; it stands in the row of its text. A second name may stand behind the
value of the first (団体名 … 担当課 …), and one form below another with the same names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.added import added_places
from corpus.cells import MARKER, STATUS, plain_meaning
from corpus.choices import ReadingChoices, UnderstoodColumn, UnderstoodSheet
from corpus.columns import Columns, find_columns
from corpus.grids import Grid, LeftOut
from corpus.headings import fold_heading, is_heading, meanings_of, score_of
from corpus.leaving import BESIDE, BLANK, OF_THE_ENTRY
from corpus.listed import ListSheet
from corpus.tables import read_table

_MOST_NAME_COLUMNS = 3
_MOST_ROWS = 200
_LEAST_SCORE = 6
_NAME_SCORE = 2
# What stands in the corner over the names, and beside it over the values.
_CORNER = re.compile("項目名?|区分|設問|質問(?:項目)?|内容")
_OVER_VALUES = re.compile(".*(?:欄|内容|回答|記入|入力|記載)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of a form, in which row it stands, and its values by their columns."""

    place: int
    name: str
    values: dict[int, str]

    @property
    def folded(self) -> str:
        return fold_heading(self.name)


def read_turned(grid: Grid, choices: ReadingChoices) -> ListSheet | None:
    """Return the entries of a form whose header is a column, None where none is."""
    side = _name_column(grid)
    if side is None:
        return None
    forms = _forms(_names(grid, side))
    read = [_read(grid, form, choices) for form in forms]
    told = [each for each in read if each]
    return _put_back(grid, side, forms, told) if told else None


def _read(
    grid: Grid, form: Sequence[_Named], choices: ReadingChoices
) -> tuple[ListSheet, Columns, int] | None:
    """Return the entries of one form, its columns, and the place of its text."""
    form = _with_corner(form)
    header = tuple(each.name for each in form)
    columns = sorted({column for each in form for column in each.values})
    rows = (tuple(each.values.get(column, "") for each in form) for column in columns)
    turned = Grid(grid.name, (header, *rows))
    found = find_columns(turned, choices=replace(choices, header_row=1))
    if found is None or len(turned.rows) == 1:
        return None
    return read_table(turned, found), found, form[found.meanings["text"]].place


def _with_corner(form: Sequence[_Named]) -> Sequence[_Named]:
    """Return a form without a corner that only says that names stand below it.

    What stands beside it may tell whose or of when the columns are: 項目 津市 伊勢市.
    """
    corner, *rest = form
    values = [*filter(None, corner.values.values())]
    if not rest or not values or not _CORNER.fullmatch(corner.folded):
        return form
    if plain_meaning(values) in {"organisation", "fiscal_year"}:
        return [replace(corner, name=""), *rest]
    is_bare = all(_OVER_VALUES.fullmatch(fold_heading(value)) for value in values)
    return rest if is_bare else form


def _name_column(grid: Grid) -> int | None:
    """Return the column that names what stands beside it, the text among it."""
    if len(grid.rows) > _MOST_ROWS:
        return None
    for side in range(min(_MOST_NAME_COLUMNS, grid.width - 1)):
        cells = (_cell(grid.rows[place], side) for place in _places(grid))
        names = [fold_heading(cell) for cell in cells if is_heading(cell)]
        if "text" in meanings_of(names) and score_of(names) >= _LEAST_SCORE:
            return side
    return None


def _names(grid: Grid, side: int) -> list[_Named]:
    """Return what is named, in the order of the form."""
    named = []
    added = {n for cells in grid.rows for n in added_places(cells)}
    for place in _places(grid):
        cells = grid.rows[place]
        name = _cell(cells, side)
        if not name:
            continue
        values = {n: _cell(cells, n) for n in range(side + 1, len(cells))}
        for column in added & values.keys():
            del values[column]
        filled = [n for n, value in values.items() if value]
        if _are_pairs([name, *(values[n] for n in filled)]):
            first = filled[0]
            named.append(_Named(place, name, {first: values[first]}))
            for label, value in zip(filled[1::2], filled[2::2], strict=True):
                named.append(_Named(place, values[label], {first: values[value]}))
        else:
            named.append(_Named(place, name, {n: values[n] for n in filled}))
    return named


def _are_pairs(cells: Sequence[str]) -> bool:
    """Whether cells are names and values by turns: 団体名 三重県 担当課 人事課."""
    names, values = cells[::2], cells[1::2]
    return (
        len(names) == len(values) > 1
        and all(map(_is_name, names[1:]))
        and not any(map(_is_name, values))
    )


def _is_name(cell: str) -> bool:
    if MARKER.fullmatch(cell) or STATUS.fullmatch(cell):
        return False  # 新規 is the name of a column, too
    return is_heading(cell) and score_of([fold_heading(cell)]) >= _NAME_SCORE


def _forms(named: list[_Named]) -> list[list[_Named]]:
    """Return the forms that stand one below the other.

    What only the first one has above the names of all (団体名) is said of all.
    """
    forms: list[list[_Named]] = [[]]
    for each in named:
        if any(each.folded == other.folded for other in forms[-1]):
            forms.append([])
        forms[-1].append(each)
    if not all("text" in meanings_of([a.folded for a in form]) for form in forms):
        return [named]
    again = forms[-1][0].folded
    names = [each.folded for each in forms[0]]
    shared = forms[0][: names.index(again)] if len(forms) > 1 and again in names else []
    return [forms[0], *([*shared, *form] for form in forms[1:])]


def _put_back(
    grid: Grid,
    side: int,
    forms: Sequence[Sequence[_Named]],
    read: Sequence[tuple[ListSheet, Columns, int]],
) -> ListSheet:
    """Return the entries at the rows of their texts, with the names as told."""
    rows = tuple(
        replace(row, row=grid.first_row + place)
        for sheet, _, place in read
        for row in sheet.rows
    )
    columns = read[0][1]
    told = tuple(
        UnderstoodColumn(side + 1, each.heading, each.meaning)
        for each in columns.understood
    )
    named = {each.place for form in forms for each in form}
    left_out = tuple(
        LeftOut(
            grid.first_row + other,
            OF_THE_ENTRY if other in named else BESIDE if any(cells) else BLANK,
        )
        for other, cells in enumerate(grid.rows)
        if grid.first_row + other not in {row.row for row in rows}
    )
    understood = UnderstoodSheet(grid.name, (), told, len(rows), left_out)
    warnings = dict.fromkeys(each for sheet, *_ in read for each in sheet.warnings)
    return ListSheet(rows, understood, tuple(warnings))


def _places(grid: Grid) -> list[int]:
    return [n for n in range(len(grid.rows)) if n not in grid.asides]


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
