"""A file of initiatives that is no follow-up form → its rows, and how it was read.

Tables come first: those whose header names a column of texts. A document without any
is read by its bullets, and only then by the longest texts of tables without a header.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.choices import (
    ReadingChoices,
    Understood,
    UnderstoodSheet,
    chosen_grids,
)
from corpus.columns import Columns, find_columns, place_of
from corpus.errors import InvalidInputError, NotAReportError
from corpus.grids import Grid, LeftOut, Source
from corpus.headings import is_known, meanings_of
from corpus.labelled import read_labelled
from corpus.leaving import tells_writers
from corpus.lines import has_bullets, read_lines
from corpus.listed import ListRow, ListSheet
from corpus.parting import parted
from corpus.spaced import tabled
from corpus.spreading import read_spread
from corpus.turning import read_turned

__all__ = ["ListRow", "ListRows", "rows_of"]

_INSTRUCTIONS = "書き方を説明するシート"
_NO_TABLE = "取組の内容が書かれた列がないシート"


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows of a list that hold a text, and how the file was understood."""

    rows: tuple[ListRow, ...]
    understood: Understood


def rows_of(
    source: Source,
    *,
    choices: ReadingChoices | None = None,
    spreads: bool = False,
) -> ListRows:
    """Return the rows that hold a text, what each column was taken for, and the rest.

    Parameters
    ----------
    source : Source
        The file as read.
    choices : ReadingChoices, optional
        What a person set right.
    spreads : bool
        Whether a row gives an entry for each year or group that has columns of its
        own, else only for the first.

    Raises
    ------
    NotAReportError
        No column or line of the file holds initiatives.
    InvalidInputError
        There is no sheet of a chosen name.
    """
    choices = choices or ReadingChoices()
    grids = tuple(map(tabled, chosen_grids(source, choices.sheets)))
    grids = parted(grids) if choices.header_row is None else grids
    read = _read(grids, choices, spreads=spreads)
    rows = tuple(row for sheet in read for row in sheet.rows)
    if not rows:
        raise _no_rows(source.name, choices, read)
    sheets = [sheet.understood for sheet in read]
    sheets += [
        UnderstoodSheet(name, left_out=(LeftOut(None, reason),))
        for name, reason in source.sheets_left_out
    ]
    warnings = tuple(warning for sheet in read for warning in sheet.warnings)
    understood = Understood(
        source.format, source.encoding, source.delimiter, tuple(sheets), warnings
    )
    return ListRows(rows, understood)


def _read(
    grids: Sequence[Grid], choices: ReadingChoices, *, spreads: bool
) -> list[ListSheet]:
    """Read each grid in the way that tells most; what is not read is told, too."""
    columns = [
        None if grid.is_text else find_columns(grid, choices=choices) for grid in grids
    ]
    if not spreads:
        columns = [found and replace(found, others=()) for found in columns]
    _refuse_unknown(choices, [found for found in columns if found])
    forms = [
        _turned(grid, found, choices)
        for grid, found in zip(grids, columns, strict=True)
    ]
    has_header = any(forms) or any(found and found.header_rows for found in columns)
    has_list = any(has_bullets(_text_of(grid)) for grid in grids)
    read: list[ListSheet | None] = [
        form or _table(grid, found, has_header=has_header, has_list=has_list)
        for grid, found, form in zip(grids, columns, forms, strict=True)
    ]
    if not any(read):
        return [_read_as_text(grid, choices) for grid in grids]
    of_lists = any(
        each and not tells_writers(grid.name)
        for grid, each in zip(grids, read, strict=True)
    )
    return [
        _not_read(grid, _NO_TABLE)
        if each is None
        else _not_read(grid, _INSTRUCTIONS)
        if of_lists and _is_for_writers(grid, choices)
        else each
        for grid, each in zip(grids, read, strict=True)
    ]


def _table(
    grid: Grid, found: Columns | None, *, has_header: bool, has_list: bool
) -> ListSheet | None:
    """Read a grid as a table; one without a header only where nothing tells more."""
    if found is None or bool(found.header_rows) != has_header:
        return None
    return None if has_list and not has_header else _read_with_text(grid, found)


def _turned(
    grid: Grid, found: Columns | None, choices: ReadingChoices
) -> ListSheet | None:
    """Read a grid as a form of one initiative, unless it has a sure header."""
    if grid.is_text or choices.header_row is not None:
        return None
    if found and found.header_rows and _names_a_text(found):
        return None
    return read_turned(grid, choices)


def _names_a_text(columns: Columns) -> bool:
    """Whether the heading of the texts surely names such."""
    heading = columns.headings[columns.meanings["text"]]
    return is_known(heading) and "text" in meanings_of([heading])


def _refuse_unknown(choices: ReadingChoices, columns: Sequence[Columns]) -> None:
    """Refuse a choice for a column that no table has."""
    if not columns:
        return  # said where no column of texts is found
    for heading in choices.columns:
        if all(place_of(heading, each.headings) is None for each in columns):
            known = "、".join(
                name for each in columns for name in each.headings if name
            )
            raise InvalidInputError(
                f"「{heading}」という列はありません。{known}から選んでください。"
            )


def _is_for_writers(grid: Grid, choices: ReadingChoices) -> bool:
    """Whether a sheet tells how to fill in the others, by its name."""
    return grid.name not in choices.sheets and tells_writers(grid.name)


def _read_with_text(grid: Grid, columns: Columns) -> ListSheet:
    """Read a table, and the bullets around it that are entries, too."""
    table = read_spread(grid, columns)
    if not grid.asides or not has_bullets(_text_of(grid)):
        return table
    text = read_lines(_text_of(grid), is_beside=True)
    told = {row.row for row in text.rows}
    left_out = tuple(each for each in table.understood.left_out if each.row not in told)
    rows = sorted((*table.rows, *text.rows), key=lambda row: row.row)
    understood = replace(table.understood, n_rows=len(rows), left_out=left_out)
    return ListSheet(tuple(rows), understood, table.warnings)


def _read_as_text(grid: Grid, choices: ReadingChoices) -> ListSheet:
    if not grid.is_text and not grid.asides:
        return _not_read(grid, _NO_TABLE)
    text = _text_of(grid)
    return read_labelled(text, choices) or read_lines(text)


def _text_of(grid: Grid) -> Grid:
    """Return the running text of a grid, its tables left blank."""
    if grid.is_text:
        return grid
    rows = tuple(
        cells if place in grid.asides else () for place, cells in enumerate(grid.rows)
    )
    return replace(grid, rows=rows, is_text=True)


def _not_read(grid: Grid, reason: str) -> ListSheet:
    left_out = (LeftOut(None, reason),)
    return ListSheet((), UnderstoodSheet(grid.name, left_out=left_out))


def _no_rows(
    name: str, choices: ReadingChoices, read: Sequence[ListSheet]
) -> NotAReportError:
    """Say what is missing: the column that was named, any, or rows below the header."""
    named = [each for each, meaning in choices.columns.items() if meaning == "text"]
    if any(sheet.understood.header_rows for sheet in read):
        return NotAReportError(
            f"「{name}」には見出し行がありますが、取組の書かれた行がありません。"
            "「取組内容」の列に1件以上の文がある表を指定してください。"
        )
    wanted = f"「{named[0]}」の列" if named else "取組の内容が書かれた列"
    return NotAReportError(
        f"「{name}」に{wanted}が見つかりません。"
        "見出し行に「取組内容」の列がある表か、1行に1件の文書を指定してください。"
    )
