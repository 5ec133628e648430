"""The follow-up form as it lies on paper: pages, each with a title and header rows.

In goes the grid of a file, out come the pages with their printed rows. A page that lost
its title or its header is told by the other of the two, or by a form feed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from corpus.choices import (
    chosen_grids,
)
from corpus.furniture import (
    bare_number,
    columns_of,
    fold,
    is_header,
    is_other_title,
    is_printed,
    is_row,
    is_single,
    is_title,
    may_stand_above,
    title_lines,
)
from corpus.grids import Grid, Source
from corpus.headings import fold_heading, is_known, meanings_of
from corpus.leaving import tells_writers
from corpus.rows import Columns, dashes_reasons

_STATE = re.compile(r"\s*(?:実施(?:未定|済み?)?|今後実施)\s*")
_BEGINS_TITLE = re.compile(r"令和|平成|[（(【]|\d{4}|[ＲR]\d")
_ENDS_NAME = re.compile(r"[省庁院府局会）)度]$")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a page: where it stands in the file, and its cells as printed."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page: its title and its rows, header rows left out.

    ``aside`` holds the lines above the table that are no part of the title.
    """

    number: int
    title: str | None
    rows: tuple[PrintedRow, ...]
    columns: Columns
    aside: tuple[PrintedRow, ...]


def is_form(grids: Iterable[Grid]) -> bool:
    """Whether grids hold a follow-up form: some header row names 大項目 or 中項目."""
    return any(
        # Nearly every row of a list lacks the sign, which no folding brings in.
        "項" in "".join(cells)
        and is_header(cells)
        and re.search("[大中]項目", "".join(map(fold, cells))) is not None
        and not _heads_a_list(cells, grid.rows[max(place - 1, 0) : place + 2])
        for grid in grids
        for place, cells in enumerate(grid.rows)
    )


def _heads_a_list(cells: Sequence[str], near: Sequence[Sequence[str]]) -> bool:
    """Whether a header with 大項目 is that of a plain list all the same.

    A form is one organisation's of one year, and calls its columns (A) to (D). A list
    may name its texts in the row above or below.
    """
    if len(re.findall(r"\([A-D]\)", "".join(map(fold, chain(*near))))) > 1:
        return False
    meanings = meanings_of([fold_heading(cell) for cell in cells])
    is_of_many = "organisation" in meanings or "fiscal_year" in meanings
    return is_of_many or any(map(_names_a_text, near))


def _names_a_text(cells: Sequence[str]) -> bool:
    """Whether a row holds a sure name of a column of texts."""
    headings = [fold_heading(cell) for cell in cells]
    text = meanings_of(headings).get("text")
    return text is not None and is_known(headings[text])


def form_grids(source: Source, *, sheets: Sequence[str] = ()) -> tuple[Grid, ...]:
    """Return the grids that a form is printed on, or those of the chosen sheets.

    Beside it lie sheets that tell how to fill it in, or show it filled in.
    """
    if sheets:
        return chosen_grids(source, sheets)
    printed = [
        grid
        for grid in source.grids
        if is_form((grid,)) or any(map(_STATE.fullmatch, chain(*grid.rows)))
    ]
    own = [grid for grid in printed if not tells_writers(grid.name)]
    return tuple(own or printed or source.grids)


def split_pages(grids: Iterable[Grid]) -> tuple[Page, ...]:
    """Return the pages of a form; a new one begins with each title, header or feed.

    Rows keep the number they have in the file, so that a warning can be looked up.
    """
    pages: list[Page] = []
    title: tuple[str, ...] = ()
    grids = tuple(grids)
    is_dashed = dashes_reasons(cells for grid in grids for cells in grid.rows)
    columns = Columns(is_reason_dashed=is_dashed)
    for grid in grids:
        title = title or title_lines(grid.rows)
        starts = _page_starts(grid.rows, title, grid.page_starts)
        ends = [start for start, _ in starts[1:]] + [len(grid.rows)]
        for (start, body), end in zip(starts, ends, strict=True):
            columns = columns_of(grid.rows[start:body], columns)
            page = _page(grid, len(pages) + 1, (start, body, end), title, columns)
            if page.rows or page.title or body > start:
                pages.append(page)
    return _without_page_numbers(pages)


def _without_page_numbers(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return pages without the bare numbers at their ends that count the pages.

    A number alone may also be a 中項目 that nothing is said of: it does not run with
    the pages.
    """
    ends = [bare_number(page.rows[-1].cells) if page.rows else None for page in pages]
    shifts = Counter(
        end - page.number for page, end in zip(pages, ends, strict=True) if end
    )
    return tuple(
        replace(page, rows=page.rows[:-1])
        if end and (end == page.number or shifts[end - page.number] > 1)
        else page
        for page, end in zip(pages, ends, strict=True)
    )


def _page_starts(
    rows: Sequence[Sequence[str]], title: Sequence[str], feeds: frozenset[int]
) -> list[tuple[int, int]]:
    """Return where the title and where the body of each page begins."""
    starts: list[tuple[int, int]] = []
    place = 0
    while place < len(rows):
        is_fed = place in feeds or any("\f" in cell for cell in rows[place][:1])
        is_blank = not is_printed(rows[place])
        if not is_fed and (is_blank or not _is_furniture(rows[place], title)):
            place += 1
            continue
        body = _body_start(rows, place, title)
        least = starts[-1][1] if starts else 0
        starts.append((_furniture_start(rows, place, least), body))
        place = max(body, place + 1)
    if starts and not any(map(is_row, rows[: starts[0][0]])):
        starts[0] = (0, starts[0][1])
    elif not starts or starts[0][0] > 0:
        starts.insert(0, (0, 0))
    return starts


def _body_start(rows: Sequence[Sequence[str]], start: int, title: Sequence[str]) -> int:
    """Return where the table goes on below a title, the header rows included."""
    body = start
    while body < len(rows) and _is_furniture(rows[body], title):
        body += 1
    # A line or two more may stand between the title and the header.
    lines = body
    while lines < min(body + 2, len(rows)) and is_single(rows[lines]):
        lines += 1
    is_headed = any(map(is_header, rows[start:body]))
    if not is_headed and body < lines < len(rows) and is_header(rows[lines]):
        return _body_start(rows, lines, title)
    return body


def _is_furniture(cells: Sequence[str], title: Sequence[str]) -> bool:
    return (
        not is_printed(cells)
        or is_header(cells)
        or is_title(cells, title)
        or is_other_title(cells)
    )


def _furniture_start(rows: Sequence[Sequence[str]], header: int, least: int) -> int:
    """Return the first of the lines right above a header that are no table rows."""
    start = header
    for place in range(header - 1, least - 1, -1):
        if not may_stand_above(rows[place]):
            break
        start = place
        if not any(map(str.strip, rows[place])) and start < header - 1:
            break  # a blank line above the title: what is higher is another page
    return start


def _page(
    grid: Grid,
    number: int,
    span: tuple[int, int, int],
    title: Sequence[str],
    columns: Columns,
) -> Page:
    start, body, end = span
    above = [row for row in _printed(grid, start, body) if not is_header(row.cells)]
    lines = [row for row in above if is_title(row.cells, title)]
    text = _join_lines([" ".join(" ".join(row.cells).split()) for row in lines])
    aside = tuple(row for row in above if row not in lines)
    return Page(number, text or None, tuple(_printed(grid, body, end)), columns, aside)


def _printed(grid: Grid, start: int, end: int) -> list[PrintedRow]:
    """Return the rows of a span that hold anything, with their numbers in the file."""
    return [
        PrintedRow(grid.first_row + place, grid.rows[place])
        for place in range(start, end)
        if is_printed(grid.rows[place])
    ]


def _join_lines(lines: Sequence[str]) -> str:
    """Return the title as one line: a line that breaks a word off is joined to it."""
    title = ""
    for line in lines:
        is_new = _BEGINS_TITLE.match(line) or _ENDS_NAME.search(title)
        title += f" {line}" if title and is_new else line
    return title
