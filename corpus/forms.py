"""The follow-up form as it lies on paper: pages, each with a title and header rows.

In goes the grid of a file, out come the pages with their printed rows. The header rows
name the columns 大項目, 中項目, 小項目 and (A) to (D); the title stands above them. A
page that lost one of the two is told by the other, or by a form feed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.cleaning import clean_cell
from corpus.grids import Grid
from corpus.rows import Columns, dashes_reasons

_PAGE_NUMBER = re.compile(
    r"[-‐－–—―<(]\s*\d{1,3}\s*[-‐－–—―>)]|\d{1,3}\s*[/／]\s*\d{1,3}(?:\s*ページ)?"
    r"|\d{1,3}\s*(?:ページ|頁)|p(?:age)?\.?\s*\d{1,3}",
    re.IGNORECASE,
)
_HEADER = (
    "大項目中項目小項目各取組の実施状況(A)(A)で「実施未定」を選択した場合の理由(B)"
    "取組を行った(行う)時期、取組内容及び取組における工夫(C)"
    "取組を行ったことによる具体的な成果(D)"
)
_COLUMN_NAMES = ("大項目", "中項目", "小項目")
_COLUMN_LETTER = re.compile(r"\(([A-D])\)(?!.*\([A-D]\))")
_BESIDE_THE_TABLE = re.compile(r"[(【]?(?:別紙|別添|別記|資料|様式|参考|機密性).{0,12}")
_SAME_TITLE = 0.8
_BEGINS_TITLE = re.compile(r"令和|平成|[（(【]|\d{4}|[ＲR]\d")
_ENDS_NAME = re.compile(r"[省庁院府局会）)度]$")
_TITLE_WORDS = re.compile(r"年度|フォローアップ|取組計画|行動計画")


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


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of the form, or goes on naming them."""
    texts = [text for text in map(_fold, cells) if text]
    if any(text in _COLUMN_NAMES for text in texts):
        named = [text for text in texts if text in _COLUMN_NAMES]
        return len(named) >= 2 or len(texts) == 1 or _names_letters(texts)
    if any("大項目" in text and "中項目" in text for text in texts):
        return True
    is_rest = bool(texts) and all(len(text) > 4 and text in _HEADER for text in texts)
    return _names_letters(texts) or is_rest


def is_form(grids: Iterable[Grid]) -> bool:
    """Whether grids hold a follow-up form: some row names 大項目 and its neighbours."""
    return any(
        is_header(cells) and "大項目" in "".join(map(_fold, cells))
        for grid in grids
        for cells in grid.rows
    )


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
        title = title or _title_of(grid.rows)
        starts = _page_starts(grid.rows, title)
        ends = [start for start, _ in starts[1:]] + [len(grid.rows)]
        for (start, body), end in zip(starts, ends, strict=True):
            columns = _columns(grid.rows[start:body], columns)
            page = _page(grid, len(pages) + 1, (start, body, end), title, columns)
            if page.rows or page.title or body > start:
                pages.append(page)
    return tuple(pages)


def _names_letters(texts: Sequence[str]) -> bool:
    return sum(_COLUMN_LETTER.search(text) is not None for text in texts) >= 2


def _title_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the lines of the title: what stands above the first header, folded."""
    above: list[str] = []
    for cells in rows:
        line = _fold(" ".join(cells))
        if is_header(cells) or (above and not _is_single(cells) and _is_printed(cells)):
            break
        if line and not _BESIDE_THE_TABLE.fullmatch(line) and _is_printed(cells):
            above.append(line)
    return tuple(above[:4])


def _page_starts(
    rows: Sequence[Sequence[str]], title: Sequence[str]
) -> list[tuple[int, int]]:
    """Return where the title and where the body of each page begins."""
    starts: list[tuple[int, int]] = []
    place = 0
    while place < len(rows):
        if not _begins_page(rows[place], title):
            place += 1
            continue
        body = place
        while body < len(rows) and (
            not _is_printed(rows[body])
            or is_header(rows[body])
            or _is_title(rows[body], title)
        ):
            body += 1
        least = starts[-1][1] if starts else 0
        starts.append((_furniture_start(rows, place, least), body))
        place = max(body, place + 1)
    if starts and not any(map(_is_row, rows[: starts[0][0]])):
        starts[0] = (0, starts[0][1])
    elif not starts or starts[0][0] > 0:
        starts.insert(0, (0, 0))
    return starts


def _begins_page(cells: Sequence[str], title: Sequence[str]) -> bool:
    is_fed = any("\f" in cell for cell in cells[:1])
    return is_fed or is_header(cells) or _is_title(cells, title)


def _furniture_start(rows: Sequence[Sequence[str]], header: int, least: int) -> int:
    """Return the first of the lines right above a header that are no table rows."""
    start = header
    for place in range(header - 1, least - 1, -1):
        text = " ".join(rows[place])
        if _is_row(rows[place]) and not (
            _TITLE_WORDS.search(text) and _is_single(rows[place]) and "。" not in text
        ):
            break
        start = place
        if not text.strip() and start < header - 1:
            break  # a blank line above the title: what is higher is another page
    return start


def _is_title(cells: Sequence[str], title: Sequence[str]) -> bool:
    """Whether a row prints a line of the report's title again, nearly or in full."""
    line = _fold(" ".join(cells))
    return (
        len(line) > 5
        and _is_single(cells)
        and any(
            line == each or SequenceMatcher(None, line, each).ratio() > _SAME_TITLE
            for each in [*title, "".join(title)]
        )
    )


def _page(
    grid: Grid,
    number: int,
    span: tuple[int, int, int],
    title: Sequence[str],
    columns: Columns,
) -> Page:
    start, body, end = span
    above = [
        PrintedRow(grid.first_row + place, grid.rows[place])
        for place in range(start, body)
        if _is_printed(grid.rows[place]) and not is_header(grid.rows[place])
    ]
    lines = [
        row for row in above if _is_title(row.cells, title) or _is_short(row, title)
    ]
    aside = [row for row in above if row not in lines]
    below = [
        PrintedRow(grid.first_row + place, grid.rows[place])
        for place in range(body, end)
        if _is_printed(grid.rows[place])
    ]
    while below and _is_bare_number(below[-1].cells, number):
        below.pop()
    text = _join_lines([" ".join(" ".join(row.cells).split()) for row in lines])
    return Page(number, text or None, tuple(below), columns, tuple(aside))


def _join_lines(lines: Sequence[str]) -> str:
    """Return the title as one line: a line that breaks a word off is joined to it."""
    title = ""
    for line in lines:
        is_new = _BEGINS_TITLE.match(line) or _ENDS_NAME.search(title)
        title += f" {line}" if title and is_new else line
    return title


def _is_short(row: PrintedRow, title: Sequence[str]) -> bool:
    return _fold(" ".join(row.cells)) in title


def _columns(header: Sequence[Sequence[str]], before: Columns) -> Columns:
    """Return where (A) to (D) stand in header rows, as before if they do not say."""
    found: dict[str, int] = {}
    for cells in header:
        for place, cell in enumerate(cells):
            if match := _COLUMN_LETTER.search(_fold(cell)):
                found.setdefault(match[1], place)
    if len(found) < len("ABCD"):
        return before
    places = (found["A"], found["B"], found["C"], found["D"])
    return Columns(*places, is_reason_dashed=before.is_reason_dashed)


def _is_row(cells: Sequence[str]) -> bool:
    """Whether a line is a row of the table: printed, and no line beside it."""
    return _is_printed(cells) and not (
        _is_single(cells) and _BESIDE_THE_TABLE.fullmatch(_fold(" ".join(cells)))
    )


def _is_single(cells: Sequence[str]) -> bool:
    return sum(bool(cell.strip()) for cell in cells) == 1


def _is_printed(cells: Sequence[str]) -> bool:
    """Whether a row holds anything but a page number."""
    text = unicodedata.normalize("NFKC", "".join(cells)).strip()
    return bool(text) and not (_is_single(cells) and _PAGE_NUMBER.fullmatch(text))


def _is_bare_number(cells: Sequence[str], page: int) -> bool:
    """Whether a row at a page's end holds nothing but the page's number."""
    text = unicodedata.normalize("NFKC", "".join(cells)).strip()
    return _is_single(cells) and text == str(page)


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", clean_cell(text)).split())
