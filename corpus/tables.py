"""The rows under a header as a list: what is an entry, and why the others are none.

Merged cells count for all their rows, what a page end cut is joined, and a row that
only names what follows is a heading of it. Every row left out is told with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.carrying import carry_on, leaves_title
from corpus.choices import UnderstoodSheet
from corpus.cleaning import clean_cell, is_cut_off, is_nothing
from corpus.columns import Columns
from corpus.fiscal_year import era_in, in_era
from corpus.furniture import is_printed
from corpus.grids import Grid, LeftOut
from corpus.headings import larger_body
from corpus.keys import TEXTS, is_numeral, key_columns, number_columns
from corpus.leaving import (
    ABOVE,
    BESIDE,
    BLANK,
    EMPTY,
    GOES_ON,
    HEADER_AGAIN,
    MERGED,
    NO_RESULT,
    PAGE_NUMBER,
    PARENT,
    reason_below_header,
    reason_of_row,
)
from corpus.listed import ListRow, ListSheet
from corpus.outline import Parents, may_be_title, parent_in, section_above
from corpus.periods import year_in
from corpus.repeating import Repeated
from corpus.ticks import told_by

# What says that a cell is as the one above it, or as the one left of it.
_DITTO = {"〃", "″", "同上", "上に同じ"}
_AS_LEFT = {"同左", "左に同じ", "左記に同じ", "左記と同じ"}


@dataclass(slots=True)
class TableReader:
    """Reads a table row by row: ``add`` each in order, then ask what was ``read``."""

    grid: Grid
    columns: Columns
    rows: list[ListRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    parents: Parents = field(default_factory=Parents)
    filled: dict[tuple[int, int], str] = field(default_factory=dict)
    # Of each row, what merged cells say for it.
    stretched: list[frozenset[str]] = field(default_factory=list)
    numbers: tuple[int, ...] = ()
    keys: tuple[int, ...] = ()
    header: Repeated = field(default_factory=lambda: Repeated(()))
    wide: frozenset[int] = frozenset()
    larger: int | None = None
    width: int = 0
    year: int | None = None  # that the heading of the texts names
    era: str | None = None  # that the heading of the years names
    begins_page: bool = False
    n_titles: int = 0  # that rows leave to the row above

    def __post_init__(self) -> None:
        """Look up what merged cells hold, and which columns count the rows."""
        above = self.grid.rows[: min(self.columns.header_rows, default=0)]
        header = [self.grid.rows[row] for row in self.columns.header_rows]
        self.header = Repeated(header, above)
        for span in self.grid.merged:
            if span.top > self.columns.header_row and span.bottom - span.top > 1:
                cell = _cell(self.grid.rows[span.top], span.left)
                if self.header.is_heading(cell, span.left):
                    continue  # of a header that another page repeats
                for place in range(span.top + 1, span.bottom):
                    self.filled[place, span.left] = cell
        self.numbers = number_columns(self.grid, self.columns)
        self.width = self.grid.width
        headings, meanings = self.columns.headings, self.columns.meanings
        self.larger = larger_body(headings, meanings.get("organisation"))
        self.year = year_in(headings[meanings["text"]])
        if (column := meanings.get("fiscal_year")) is not None:
            self.era = era_in("".join(_cell(cells, column) for cells in header))
        self.wide = frozenset(
            span.top for span in self.grid.merged if span.right - span.left > 1
        )
        self.keys = key_columns(self.grid, self.columns)
        self.parents.section = section_above(above) or ""

    def add(self, place: int, cells: Sequence[str]) -> None:
        """Take in one row."""
        self.begins_page |= place in self.grid.page_starts
        whole = self._whole(place, cells)
        meant = {
            meaning: _as_left(whole, column)
            for meaning, column in self.columns.meanings.items()
            if column < len(whole)
        }
        meant |= told_by(whole, self.columns.ticked)
        if self.larger is not None and not meant.get("organisation", "").strip():
            meant["organisation"] = _cell(cells, self.larger)  # the prefecture's own
        reason = self._reason(place, cells, meant)
        if reason is not None:
            self.left_out.append(LeftOut(self.grid.first_row + place, reason))
            return
        self._take(place, cells, meant)

    def finished(self) -> ListSheet:
        """Return the entries, and what was left out."""
        carried = carry_on(self.rows, self.stretched) if self.grid.carries else ()
        first_row, header = self.grid.first_row, self.columns.header_rows
        told = UnderstoodSheet(
            self.grid.name,
            tuple(first_row + place for place in header),
            self.columns.understood,
            len(self.rows),
            tuple(sorted(self._left_out(), key=lambda each: each.row or 0)),
        )
        return ListSheet(tuple(self.rows), told, (*carried, *self.warnings))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be told of the columns."""
        unread = tuple(
            f"「{name}」の列にも文がありますが、読んでいません。読むには、この列の意味を"
            f"「取組の内容」などにしてください（命令では --column {name}=text）。"
            for name in self.columns.unread
        )
        if not self.n_titles:
            return unread
        told = f"{self.n_titles:,}行の空いている取組名は、上の行と同じと読みました。"
        return (told, *unread)

    def _whole(self, place: int, cells: Sequence[str]) -> Sequence[str]:
        """Return a row with what merged cells say for it."""
        if not self.filled:
            return cells
        whole = [*cells, *[""] * (self.width - len(cells))]
        for column, cell in enumerate(whole):
            whole[column] = cell or self.filled.get((place, column), "")
        return whole

    def _reason(
        self, place: int, cells: Sequence[str], meant: dict[str, str]
    ) -> str | None:
        """Return why a row is no entry, None where it is one."""
        if reason := self._reason_of_place(place, cells):
            return reason
        begins_page, self.begins_page = self.begins_page, False
        if begins_page and self._goes_on(cells, meant):
            self._join(meant, is_cut=True)
            return GOES_ON
        if (place, self.columns.meanings["text"]) in self.filled and self.rows:
            self._join({"outcome": meant.get("outcome", "")}, is_cut=False)
            return MERGED
        return self._reason_of_words(place, cells, clean_cell(meant.get("text", "")))

    def _reason_of_words(
        self, place: int, cells: Sequence[str], text: str
    ) -> str | None:
        """Return why a row is none by what it says."""
        is_below = self.columns.header_rows and place - self.columns.header_row <= 2
        if is_below and (reason := reason_below_header(cells, text)):
            return reason
        if not text and place in self.grid.without_result:
            return NO_RESULT
        if not is_printed(cells) and not any(map(is_numeral, cells)):
            return PAGE_NUMBER
        parent = parent_in(
            cells,
            text,
            numbers=self.numbers,
            item=self.columns.meanings.get("item"),
            is_wide=place in self.wide,
        )
        is_first = not self.columns.header_rows and not self.rows
        if parent and is_first and may_be_title(parent[1]):
            return ABOVE
        if parent:
            self.parents.take(*parent)
            return PARENT
        return reason_of_row(cells, text)

    def _reason_of_place(self, place: int, cells: Sequence[str]) -> str | None:
        """Return why a row is none by where it stands."""
        if not any(cell.strip() for cell in cells):
            return NO_RESULT if place in self.grid.without_result else BLANK
        if place < self.columns.header_row or self.header.is_title(cells):
            return ABOVE
        if place in self.grid.asides:
            return BESIDE if is_printed(cells) else PAGE_NUMBER
        return HEADER_AGAIN if self.header.is_row(cells) else None

    def _take(self, place: int, cells: Sequence[str], meant: dict[str, str]) -> None:
        if self.rows:
            above = self.rows[-1].cells
            for meaning, cell in meant.items():
                if len(cell) < 8 and "".join(cell.split()) in _DITTO:
                    meant[meaning] = above.get(meaning, "")
        if self.era and (year := meant.get("fiscal_year", "").strip()):
            meant["fiscal_year"] = in_era(year, self.era)
        goes_on = not self.parents.is_new
        self.parents.tell(meant)
        if goes_on:
            self._take_title_above(cells, meant)
        if self.year and "fiscal_year" not in meant:
            meant |= {"fiscal_year": f"{self.year}年度"}
        if self.columns.group and not meant.get("section", "").strip():
            meant |= {"section": self.columns.group}
        self.rows.append(ListRow(self.grid.name, self.grid.first_row + place, meant))
        self.stretched.append(
            frozenset(
                meaning
                for meaning, column in self.columns.meanings.items()
                if (place, column) in self.filled
            )
        )

    def _take_title_above(self, cells: Sequence[str], meant: dict[str, str]) -> None:
        """Give a row that goes on below a title the title of the row above."""
        above = self.rows[-1].cells.get("item", "") if self.rows else ""
        is_left = leaves_title(cells, self.columns.meanings.get("item"))
        if above and is_left and self.grid.carries and not meant["item"].strip():
            meant["item"] = above
            self.n_titles += 1

    def _goes_on(self, cells: Sequence[str], meant: dict[str, str]) -> bool:
        """Whether the first row of a page goes on with the last of the page before."""
        texts = [meant.get(meaning, "").strip() for meaning in TEXTS]
        if not self.rows or not any(texts):
            return False
        if self.keys:
            return not any(_cell(cells, column).strip() for column in self.keys)
        last = self.rows[-1].cells
        others = [name for name in meant if name not in TEXTS]
        is_rest = bool(others) and not any(meant[name].strip() for name in others)
        open_text = clean_cell(last.get("text", ""))
        return (is_rest or not others) and is_cut_off(open_text)

    def _join(self, meant: dict[str, str], *, is_cut: bool) -> None:
        """Add what a row says to the row above it, within the sentence if it is cut."""
        last = self.rows[-1]
        cells = dict(last.cells)
        for meaning, cell in meant.items():
            before = cells.get(meaning, "")
            is_new = bool(cell.strip()) and cell.strip() != before.strip()
            if is_new and (meaning in TEXTS or not is_nothing(clean_cell(cell))):
                is_open = is_cut and is_cut_off(clean_cell(before))
                cells[meaning] = (
                    f"{before}{'' if is_open or not before else chr(10)}{cell}"
                )
        self.rows[-1] = replace(last, cells=cells)

    def _left_out(self) -> list[LeftOut]:
        """Return what was left out, without the blank rows at the end."""
        last = self.rows[-1].row if self.rows else 0
        told = [*self.left_out]
        while told and told[-1].reason == BLANK and (told[-1].row or 0) > last:
            told.pop()
        # A name with nothing below it heads nothing.
        return [*self.grid.left_out] + [
            LeftOut(each.row, EMPTY)
            if each.reason == PARENT and (each.row or 0) > last
            else each
            for each in told
        ]


def read_table(grid: Grid, columns: Columns) -> ListSheet:
    """Return the entries under a header, and each row that is none with its reason."""
    reader = TableReader(grid, columns)
    hidden = {each.row for each in grid.left_out}
    for place, cells in enumerate(grid.rows):
        is_header = place in columns.header_rows
        if not is_header and grid.first_row + place not in hidden:
            reader.add(place, cells)
    return reader.finished()


def _as_left(cells: Sequence[str], column: int) -> str:
    """Return a cell, or the one left of it that it says it is like."""
    while column and cells[column].strip() in _AS_LEFT:
        column -= 1
    return cells[column]


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
