"""PDF with a text layer → the lines and ruled tables of its pages, by pdfplumber.

The rules of a table give its cells, merged ones too; the letters within a cell give its
lines, and a line that reaches the cell's right edge goes on in the next. A table that
the page's end cut is one table.
"""

import io
import logging
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import TorikumiError, UnreadableFileError
from corpus.grids import Merged, Source
from corpus.limits import Bounds
from corpus.readers.blocks import Table, source_of
from corpus.readers.letters import Letter, lines_of_letters, text_of_letters

_END = b"%%EOF"
_END_BYTES = 2048
_MOST_RULES = 20_000
_TOLERANCE = 2.0
_SHORT = 3.0
_SAME_COLUMN = 4.0
_MOST_HEADER_ROWS = 3
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# What pdfminer cannot make sense of it tells a log, not the reader.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

Box = tuple[float, float, float, float]


def read(content: bytes, *, bounds: Bounds) -> Source:
    """Return the lines and tables of a PDF.

    Raises
    ------
    UnreadableFileError
        The file is damaged, cut short or encrypted, or has no text layer.
    TooLargeError
        It has more pages than the limits allow.
    """
    if _END not in content[-_END_BYTES:]:
        raise _damaged(bounds.name)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            bounds.check_pages(len(pdf.pages))
            reader = _Reader(bounds)
            blocks = [block for page in pdf.pages for block in reader.blocks(page)]
    except TorikumiError:
        raise
    except Exception as error:  # pdfminer raises whatever its parser stumbles over
        if isinstance(error, PdfminerException) and any(
            isinstance(cause, PDFPasswordIncorrect) for cause in error.args
        ):
            raise UnreadableFileError(
                f"「{bounds.name}」にはパスワードが掛かっています。"
                "パスワードを外して保存し直してください。"
            ) from error
        raise _damaged(bounds.name) from error
    reader.check_text()
    return source_of(
        blocks, kind="pdf", bounds=bounds, left_out=reader.pages_without_text
    )


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」をPDFとして開けません。壊れているか、途中で切れています。"
        "元のファイルからPDFを作り直すか、もう一度受け取ってください。"
    )


class _Reader:
    """Reads page after page; a table may go on from one to the next."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._edges: tuple[float, ...] = ()
        self._header: tuple[tuple[str, ...], ...] = ()
        self._is_open = False
        self._n_pages = 0
        self._n_letters = 0
        self._n_unmapped = 0
        self.pages_without_text: list[tuple[str, str]] = []

    def blocks(self, page: Any) -> Iterator[str | Table]:
        """Give the lines and tables of a page from top to bottom."""
        self._bounds.check_time()
        self._n_pages += 1
        letters = [Letter.of(char) for char in page.chars]
        self._n_letters += sum(not letter.text.isspace() for letter in letters)
        self._n_unmapped += sum(
            bool(_UNMAPPED.fullmatch(each.text)) for each in letters
        )
        if not letters:
            name = f"{page.page_number}ページ"
            self.pages_without_text.append((name, "文字の層がないページ"))
        tables = []
        if len(page.edges) <= _MOST_RULES:
            ends = _open_ends(page.edges)
            tables = page.find_tables({"explicit_horizontal_lines": ends})
        tables = [table for table in tables if len(table.cells) > 1]
        placed: list[tuple[float, str | Table]] = []
        is_first = True
        for table in sorted(tables, key=lambda table: table.bbox[1]):
            inside = [each for each in letters if each.is_in(table.bbox)]
            letters = [each for each in letters if not each.is_in(table.bbox)]
            placed.append(
                (table.bbox[1], self._table(table.cells, inside, is_first=is_first))
            )
            is_first = False
        for line in lines_of_letters(letters):
            placed.append((line.top, line.indented_text))
        yield from (block for _, block in sorted(placed, key=lambda each: each[0]))
        page.close()

    def check_text(self) -> None:
        """Refuse a file without text, or with letters that mean nothing."""
        if not self._n_letters:
            raise UnreadableFileError(
                f"「{self._bounds.name}」には文字の層がありません"
                "（紙を読み取った画像のPDFです）。"
                "文字認識（OCR）をかけるか、元のファイルを指定してください。"
            )
        if self._n_unmapped > 0.3 * self._n_letters:
            raise UnreadableFileError(
                f"「{self._bounds.name}」の文字は、字形だけが埋め込まれていて"
                "読み取れません。元のファイルを指定してください。"
            )

    def _table(
        self, cells: Sequence[Box], letters: Sequence[Letter], *, is_first: bool
    ) -> Table:
        tops = _edges([cell[1] for cell in cells])
        lefts = _edges([cell[0] for cell in cells])
        goes_on = is_first and self._is_open and _is_same(lefts, self._edges)
        self._edges, self._is_open = lefts, True
        spans = [_span(cell, tops, lefts) for cell in cells]
        written = _written(spans, letters, tops, lefts)
        rows = [[""] * len(lefts) for _ in tops]
        for (x0, _, x1, _), span, inside in zip(cells, spans, written, strict=True):
            text = text_of_letters(inside, left_edge=x0, right_edge=x1)
            rows[span.top][span.left] = text
        merged = tuple(
            span
            for span in spans
            if span.bottom - span.top > 1 or span.right - span.left > 1
        )
        table = Table(tuple(map(tuple, rows)), merged, goes_on=goes_on)
        if goes_on:
            return _part_header(table, self._header)
        self._header = table.rows[:_MOST_HEADER_ROWS]
        return table


def _part_header(table: Table, header: Sequence[Sequence[str]]) -> Table:
    """Return a table with its repeated header apart from the row below.

    Above a row that the page's end cut, some programs leave out the rule.
    """
    for place, (cells, names) in enumerate(zip(table.rows, header, strict=False)):
        if cells == names:
            continue
        rests = tuple(
            cell.removeprefix(name).strip()
            for cell, name in zip(cells, names, strict=True)
        )
        is_led = all(
            cell.startswith(name) for cell, name in zip(cells, names, strict=True)
        )
        if not (is_led and any(names) and any(rests)):
            break
        rows = (*table.rows[:place], tuple(names), rests, *table.rows[place + 1 :])
        above = [span for span in table.merged if span.bottom <= place]
        below = [
            Merged(span.top + 1, span.bottom + 1, span.left, span.right)
            for span in table.merged
            if span.top > place
        ]
        return Table(rows, (*above, *below), goes_on=True)
    return table


def _open_ends(edges: Sequence[dict[str, Any]]) -> list[float]:
    """Return where a table is cut open: its columns end there with no rule across.

    Programs leave a row open that goes on on the next page.
    """
    # A rule drawn as a thin box has short edges at its ends.
    columns = [e for e in edges if e["orientation"] == "v" and e["height"] > _SHORT]
    rules = [e for e in edges if e["orientation"] == "h" and e["width"] > _SHORT]
    ends: list[float] = []
    for side, sign in (("top", 1), ("bottom", -1)):
        for value in _edges([edge[side] for edge in columns]):
            at = [edge for edge in columns if abs(edge[side] - value) <= _TOLERANCE]
            left, right = min(e["x0"] for e in at), max(e["x1"] for e in at)
            goes_past = any(
                (value - edge[side]) * sign > _TOLERANCE
                and left - _TOLERANCE <= edge["x0"] <= right + _TOLERANCE
                and edge["top"] - _TOLERANCE <= value <= edge["bottom"] + _TOLERANCE
                for edge in columns
            )
            is_ruled = any(
                abs(rule["top"] - value) <= 2 * _TOLERANCE
                and rule["x0"] <= right
                and rule["x1"] >= left
                for rule in rules
            )
            if len(at) > 2 and not (goes_past or is_ruled):
                ends.append(value)
    return ends


def _span(cell: Box, tops: Sequence[float], lefts: Sequence[float]) -> Merged:
    """Return the rows and columns that a cell stretches over."""
    x0, top, x1, bottom = cell
    row, column = _place(tops, top), _place(lefts, x0)
    below = max(row + 1, bisect_left(tops, bottom - _TOLERANCE))
    right = max(column + 1, bisect_left(lefts, x1 - _TOLERANCE))
    return Merged(row, below, column, right)


def _written(
    spans: Sequence[Merged],
    letters: Sequence[Letter],
    tops: Sequence[float],
    lefts: Sequence[float],
) -> list[list[Letter]]:
    """Return the letters in each cell."""
    owner = {
        (row, column): number
        for number, span in enumerate(spans)
        for row in range(span.top, span.bottom)
        for column in range(span.left, span.right)
    }
    written: list[list[Letter]] = [[] for _ in spans]
    for letter in letters:
        x, y = letter.middle
        number = owner.get((bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1))
        if number is not None:
            written[number].append(letter)
    return written


def _edges(values: Sequence[float]) -> tuple[float, ...]:
    """Return where cells begin, each once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return tuple(edges)


def _place(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def _is_same(edges: Sequence[float], others: Sequence[float]) -> bool:
    return len(edges) == len(others) and all(
        abs(a - b) < _SAME_COLUMN for a, b in zip(edges, others, strict=True)
    )
