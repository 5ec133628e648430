"""PDF with a text layer → the lines and ruled tables of its pages, by pdfplumber.

The rules of a table give its cells, merged ones too; the letters within a cell give its
lines, and a line that reaches the cell's right edge goes on in the next. A table that
the page's end cut is one table.
"""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import TorikumiError, UnreadableFileError
from corpus.grids import Source
from corpus.limits import Bounds
from corpus.readers.aligned import Interval, find_aligned
from corpus.readers.blocks import Table, source_of
from corpus.readers.columned import in_reading_order
from corpus.readers.letters import Letter, Line, lines_of_letters
from corpus.readers.ruling import (
    Box,
    edges_of,
    is_same,
    open_ends,
    part_header,
    table_of,
)

_END = b"%%EOF"
_END_BYTES = 2048
_MOST_RULES = 20_000
_MOST_HEADER_ROWS = 3
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# What pdfminer cannot make sense of it tells a log, not the reader.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


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


def _rules_across(page: Any) -> tuple[float, ...]:
    """Return where rules lie across a page, or edges of what is shaded."""
    return edges_of([edge["top"] for edge in page.edges if edge["orientation"] == "h"])


def _has_columns(table: Any) -> bool:
    return len(edges_of([cell[0] for cell in table.cells])) > 1


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
        self._columns: tuple[Interval, ...] = ()
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
            ends = open_ends(page.edges)
            tables = page.find_tables({"explicit_horizontal_lines": ends})
        tables = [table for table in tables if len(table.cells) > 1]
        if not any(map(_has_columns, tables)) and self._has_aligned(page, letters):
            tables = []  # only the rows are ruled or shaded
        placed: list[tuple[float, str | Table]] = []
        is_first = True
        for table in sorted(tables, key=lambda table: table.bbox[1]):
            inside = [each for each in letters if each.is_in(table.bbox)]
            letters = [each for each in letters if not each.is_in(table.bbox)]
            placed.append(
                (table.bbox[1], self._table(table.cells, inside, is_first=is_first))
            )
            is_first = False
        placed += self._unruled(page, lines_of_letters(letters), has_table=bool(tables))
        yield from (block for _, block in sorted(placed, key=lambda each: each[0]))
        page.close()

    def _has_aligned(self, page: Any, letters: Sequence[Letter]) -> bool:
        """Whether some lines of a page are a table of columns without rules."""
        lines = lines_of_letters(letters)
        return find_aligned(lines, _rules_across(page), self._columns) is not None

    def _unruled(
        self, page: Any, lines: Sequence[Line], *, has_table: bool
    ) -> Iterator[tuple[float, str | Table]]:
        """Give the lines outside of ruled tables, those that are a table as one."""
        start, columns, self._columns = 0, self._columns, ()
        rules = _rules_across(page)
        while not has_table and (
            found := find_aligned(lines[start:], rules, () if start else columns)
        ):
            for line in lines[start : start + found.start]:
                yield line.top, line.indented_text
            yield lines[start + found.start].top, found.table
            start += found.end
            self._columns = found.columns if start == len(lines) else ()
        if not has_table and not start:
            yield from in_reading_order(lines)
            return
        for line in lines[start:]:
            yield line.top, line.indented_text

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
        lefts = edges_of([cell[0] for cell in cells])
        goes_on = is_first and self._is_open and is_same(lefts, self._edges)
        self._edges, self._is_open = lefts, True
        table = table_of(cells, letters, goes_on=goes_on)
        if goes_on:
            return part_header(table, self._header)
        self._header = table.rows[:_MOST_HEADER_ROWS]
        return table
