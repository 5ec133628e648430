"""A workbook again as it was, with the answers at the right end of its tables."""

import zipfile
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

from corpus.choices import UnderstoodSheet
from service.tagging.answers import RESULT_COLUMNS, RowAnswer
from service.tagging.edges import edges_of
from service.tagging.framed import framed
from service.tagging.given import Given
from service.tagging.links import Links, related, taken_names
from service.tagging.packages import (
    book_part,
    chunks_of,
    copy_package,
    relations_of,
    sheet_parts,
    style_part,
)
from service.tagging.ranges import with_filters
from service.tagging.sheets import Addition, Cells, edited
from service.tagging.styles import added_styles

Answered = tuple[RowAnswer, Cells]


def write_same_workbook(
    given: Given, answers: Iterator[Answered], out: BinaryIO, *, has_links: bool
) -> None:
    """Write a workbook again with what is answered for its rows.

    Answers are asked for as the sheets are written, and none is held.

    Parameters
    ----------
    given : Given
    answers : iterator of (RowAnswer, cells)
        In the order of the rows.
    out : binary file
    has_links : bool
        Whether cells may lead somewhere.

    Raises
    ------
    BadZipFile, KeyError, ValueError, ExpatError
        The package is damaged, or written in a way that cannot be added to.
    """
    with zipfile.ZipFile(given.path) as archive:
        parts = sheet_parts(archive)
        changed, last = {}, {}
        additions = _additions(given, answers)
        edges_by_name = {n: edges_of(chunks_of(archive, parts[n])) for n in additions}
        is_protected = any(edges.is_protected for edges in edges_by_name.values())
        style = style_part(archive) if has_links or is_protected else None
        styles = added_styles(archive, style)
        reaches = {n: each.reach(edges_by_name[n]) for n, each in additions.items()}
        for name, addition in additions.items():
            part, edges = parts[name], edges_by_name[name]
            links = Links(edges.n_links, taken_names(archive, part), styles)
            changed[part] = edited(chunks_of(archive, part), addition, edges, links)
            if has_links:
                last[relations_of(part)] = related(archive, part, links)
        if style is not None:
            last[style] = styles.written()
        book = book_part(archive)
        in_book = {n: reaches[name] for n, name in enumerate(parts) if name in reaches}
        named = with_filters(archive, book, in_book)
        instead = {} if named is None else {book: named}
        for name, reach in reaches.items():
            instead |= framed(archive, parts[name], reach)
        copy_package(given.path, out, changed, last, instead)


def _additions(given: Given, answers: Iterator[Answered]) -> dict[str, Addition]:
    """Return what is added to each sheet, in the order of the answers."""
    tables: dict[str, list[UnderstoodSheet]] = {}
    for each in given.understood.sheets if given.understood else ():
        if each.n_rows and each.columns:
            tables.setdefault(each.name, []).append(each)
    of_sheet = _parted(answers, tables.keys())
    return {
        name: Addition(
            ((answer.row, cells) for answer, cells in of_sheet(name)),
            RESULT_COLUMNS,
            frozenset(each.header_rows[-1] for each in told if each.header_rows)
            or _rows_above(given, name),
            {each.meaning: each.position for each in told[0].columns}["text"],
        )
        for name, told in tables.items()
    }


def _rows_above(given: Given, sheet: str) -> frozenset[int]:
    """Return where the headings stand over the answers in a form: above each text."""
    if sheet not in given.forms:
        return frozenset()
    texts = {row.row for row in given.rows() if row.sheet == sheet}
    (grid,) = (each for each in given.source.grids if each.name == sheet)
    written = [grid.first_row + n for n, cells in enumerate(grid.rows) if any(cells)]
    above = ([row for row in written if row < text][-1:] for text in texts)
    return frozenset(row for rows in above for row in rows) - texts


def _parted(
    answers: Iterator[Answered], names: Collection[str]
) -> Callable[[str], Iterator[Answered]]:
    """Return what gives the answers to one sheet after the other."""
    pending = (each for each in answers if each[0].sheet in names)
    waiting = [next(pending, None)]

    def of_sheet(name: str) -> Iterator[Answered]:
        while (each := waiting[0]) is not None and each[0].sheet == name:
            yield each
            waiting[0] = next(pending, None)

    return of_sheet
