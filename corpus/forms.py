"""The follow-up form as it lies on paper: pages, each with a title and header rows.

In goes the grid of a file, out come the pages with their printed rows. The header rows
name the columns 大項目, 中項目, 小項目 and (A) to (D); the title stands above them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.cleaning import clean_cell
from corpus.grids import Grid

_PAGE_NUMBER = re.compile(
    r"[-‐－–—]\s*\d{1,3}\s*[-‐－–—]|\d{1,3}\s*[/／]\s*\d{1,3}|\d{1,3}\s*ページ|p\.?\s*\d{1,3}",
    re.IGNORECASE,
)
_COLUMN_NAMES = ("大項目", "中項目", "小項目")
_COLUMN_LETTER = re.compile(r".*[（(][A-DＡ-Ｄ][)）].*")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a page: where it stands in the file, and its cells as printed."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page: its title and its rows, header rows left out."""

    number: int
    title: str | None
    rows: tuple[PrintedRow, ...]


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of the form."""
    texts = [clean_cell(cell) for cell in cells]
    named = [text for text in texts if text in _COLUMN_NAMES]
    if named:
        return len(named) >= 2 or len([text for text in texts if text]) == 1
    return sum(_COLUMN_LETTER.fullmatch(text) is not None for text in texts) >= 2


def is_form(grids: Iterable[Grid]) -> bool:
    """Whether grids hold a follow-up form: some row names 大項目 and its neighbours."""
    return any(
        is_header(cells) and "大項目" in map(clean_cell, cells)
        for grid in grids
        for cells in grid.rows
    )


def split_pages(grids: Iterable[Grid]) -> tuple[Page, ...]:
    """Return the pages of a form; a new one begins with each title and header.

    Rows keep the number they have in the file, so that a warning can be looked up.
    """
    pages: list[Page] = []
    for grid in grids:
        starts = _page_starts(grid.rows)
        ends = [start for start, _ in starts[1:]] + [len(grid.rows)]
        for (start, body), end in zip(starts, ends, strict=True):
            pages.append(_page(grid, len(pages) + 1, start, body, end))
    return tuple(pages)


def _page_starts(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return where the title and where the body of each page begins."""
    starts: list[tuple[int, int]] = []
    place = 0
    while place < len(rows):
        if is_header(rows[place]):
            body = place + 1
            while body < len(rows) and (is_header(rows[body]) or not any(rows[body])):
                body += 1
            starts.append((_title_start(rows, place), body))
            place = body
        else:
            place += 1
    if not starts or any(_is_printed(cells) for cells in rows[: starts[0][0]]):
        starts.insert(0, (0, 0))
    return starts


def _title_start(rows: Sequence[Sequence[str]], header: int) -> int:
    """Return the first of the single-cell rows that stand right above a header."""
    start = header
    for place in range(header - 1, -1, -1):
        filled = [cell for cell in rows[place] if cell.strip()]
        if len(filled) > 1 or (filled and not _is_title(filled[0])):
            break
        start = place
        if not filled and start < header - 1:
            break  # a blank line above the title: what is higher is another page
    return start


def _is_title(text: str) -> bool:
    """Whether a single cell reads as a title: no sentence, and not a mere number."""
    text = clean_cell(text)
    return len(text) > 3 and not text.endswith(("。", "）", ")")) and "【" not in text


def _page(grid: Grid, number: int, start: int, body: int, end: int) -> Page:
    title = " ".join(
        " ".join(" ".join(cells).split())
        for cells in grid.rows[start:body]
        if _is_printed(cells) and not is_header(cells)
    )
    return Page(
        number,
        title or None,
        tuple(
            PrintedRow(grid.first_row + place, grid.rows[place])
            for place in range(body, end)
            if _is_printed(grid.rows[place])
        ),
    )


def _is_printed(cells: Sequence[str]) -> bool:
    """Whether a row holds anything but a page number."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and not (
        len(filled) == 1 and _PAGE_NUMBER.fullmatch(filled[0]) is not None
    )
