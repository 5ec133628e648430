"""What stands above a list tells of it: whose it is, and of which year.

A title (三重県 令和3年度 取組一覧), a label with its value (団体名：三重県, or the two
in cells side by side), the name of the sheet, and last the name of the file.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from corpus.cells import PART
from corpus.cleaning import clean_cell
from corpus.fiscal_year import find_fiscal_year, parse_fiscal_year
from corpus.grids import Grid, Source
from corpus.headers import Header, find_header
from corpus.headings import fold_heading, meanings_of
from corpus.organisations import find_organisation
from corpus.outline import BULLET
from corpus.parting import parted

_T = TypeVar("_T")

_LABEL = re.compile(r"(?P<label>[^:：]{2,12})\s*[:：]\s*(?P<value>[^:：]{1,40})")
# 団体名　三重県 without a sign between them, as on forms.
_SPACED = re.compile(r"(?P<label>[^\s:：]{2,12})[\s　]+(?P<value>\S{2,40})")
_AROUND_LABELS = "()（）[]［］【】〔〕<>＜＞ 　"
_PERIOD = re.compile(r"(?:対象|報告|調査|集計|評価)(?:の)?(?:期間|時期)")
_MOST_ROWS = 12
_NAME_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# A file name may leave 年度 out: R3_提出.xlsx, 2021年取組.csv; but 20210401 is a day.
_YEAR_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:令和|平成|[RH])\s*(?:元|\d{1,2})|20\d{2})(?![\d.\-/])(?:年度?)?",
    re.IGNORECASE,
)

# What a title says beside an organisation and a year, and the signs before it.
_TITLE = re.compile(
    r"(?:の|における|分|版)?(?:働き方改革)?(?:の|に関する)?(?:取り?組み?)?(?:の)?"
    r"(?:状況|内容|事例|実績|概要|一覧表?|報告書?|計画|フォローアップ|調査票?|回答|提出|表|編)*"
)
_SIGNS = re.compile(
    r"^(?:[■□◆◇●○▼・#\s]|[(]?[\d①-⑳]{1,2}[.)、\s])+|[【】\[\]()<>〈〉《》]"
)
_A_YEAR = re.compile(
    r"(?:(?:令和|平成|[RH])\s*(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})|20\d\d)\s*年度?"
)
# 2022-03-31, 2022/3 and 20220331.
_DAY = re.compile(
    r"(\d{4})(?:[-/.](0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?(?:[ T].*)?"
    r"|(0[1-9]|1[0-2])(?:[0-2]\d|3[01]))"
)
# A day as spreadsheets count them, from 2000 to 2063: its format was lost.
_SERIAL = re.compile(r"3(?:6[5-9]|[7-9]\d)\d\d|[45]\d{4}")
_FIRST_SERIAL = date(1899, 12, 30)
# Of a span of years, and before whatever else a cell says of one.
_FIRST_YEAR = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS])\s*(?:元|\d{1,2})|(?:19|20)\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What is told of the rows ``first_row:end_row`` of a sheet or document."""

    grid: str
    first_row: int
    end_row: int
    is_list: bool
    organisation: str | None
    fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class Preambles:
    """What stands above the tables of a file, and what its name tells.

    A table tells of itself, or else goes on with the one above it; what only a cover
    or one sheet tells holds for all.
    """

    of_tables: tuple[Preamble, ...]
    is_workbook: bool
    organisation: str | None
    fiscal_year: int | None

    def of(self, grid: str, row: int) -> tuple[str | None, int | None]:
        """Return the organisation and the fiscal year that hold for a row."""
        place = next(
            place
            for place, each in enumerate(self.of_tables)
            if each.grid == grid and each.first_row <= row < each.end_row
        )
        organisation = self._told(place, [each.organisation for each in self.of_tables])
        year = self._told(place, [each.fiscal_year for each in self.of_tables])
        return organisation or self.organisation, year or self.fiscal_year

    def _told(self, place: int, told: Sequence[_T | None]) -> _T | None:
        own = self.of_tables[place].grid
        for each in range(place, -1, -1):
            is_near = not self.is_workbook or self.of_tables[each].grid == own
            if is_near and told[each]:
                return told[each]
        for value, table in zip(told, self.of_tables, strict=True):
            if value and not table.is_list:
                return value
        values = {value for value in told if value}
        return values.pop() if len(values) == 1 else None


def told_above(source: Source) -> Preambles:
    """Return the organisations and fiscal years that stand above the tables."""
    name = _NAME_ENDING.sub("", source.name)
    sheets: set[str] = set()
    tables = []
    is_workbook = source.format == "workbook"
    for grid in parted(source.grids):
        is_first = not sheets or (is_workbook and grid.name not in sheets)
        sheets.add(grid.name)
        sheet = grid.name if is_workbook and is_first else ""
        tables.append(_preamble(grid, sheet, is_first=is_first))
    return Preambles(
        tuple(tables),
        is_workbook,
        find_organisation(name),
        find_fiscal_year(name) or _year_in(name),
    )


def _preamble(grid: Grid, sheet: str, *, is_first: bool) -> Preamble:
    """Return what a table tells; between tables only what can be but a title does."""
    header = None if grid.is_text else find_header(grid)
    is_list = header is not None and "text" in meanings_of(header.names)
    labels = list(_labels(grid, header))
    if not is_list:
        labels += _labels_within(grid)
    lines = [
        line
        for line in _lines(grid, header)
        if is_first or _TITLE.fullmatch(_bare(line))
    ]
    title = " ".join([*lines, sheet])
    organisation = next(
        (
            value
            for label, value in labels
            if _means(label, "organisation") and not PART.fullmatch(value)
        ),
        None,
    )
    years = (year_of(value) for label, value in labels if _means(label, "fiscal_year"))
    return Preamble(
        grid.name,
        grid.first_row,
        grid.first_row + len(grid.rows),
        is_list,
        organisation or find_organisation(title),
        next(filter(None, years), None) or find_fiscal_year(title) or _year_in(sheet),
    )


def _bare(line: str) -> str:
    """Return what a line says beside an organisation and a year."""
    rest = _SIGNS.sub("", _A_YEAR.sub("", unicodedata.normalize("NFKC", line)))
    return "".join(rest.replace(find_organisation(rest) or "", "").split())


def year_of(text: str) -> int | None:
    """Return the fiscal year that a cell names.

    A day counts for the year from April to March that it lies in.

    Examples
    --------
    >>> [year_of(cell) for cell in ("Ｒ３", "令和2～3年度", "2022-03-31", "未定")]
    [2021, 2020, 2021, None]
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if day := _DAY.fullmatch(folded):
        return int(day[1]) - (int(day[2] or day[3]) < 4)
    folded = folded.removesuffix(".0")  # as a program writes a number
    if _SERIAL.fullmatch(folded):
        told = _FIRST_SERIAL + timedelta(days=int(folded))
        return told.year - (told.month < 4)
    if found := parse_fiscal_year(folded) or find_fiscal_year(folded):
        return found
    if day := re.fullmatch(
        r"([^年]*年|[RHS]\d{1,2})[\s.]*(\d{1,2})(?:月|\.).*", folded
    ):
        year = parse_fiscal_year(day[1])
        return None if year is None else year - (int(day[2]) < 4)
    first = _FIRST_YEAR.match(folded)
    return parse_fiscal_year(first[0]) if first else None


def _lines(grid: Grid, header: Header | None) -> Iterator[str]:
    """Give the lines above a table that hold one cell, in the order of the file."""
    end = min(header.top if header else 5, _MOST_ROWS)
    # Letters leave blanks between date, addressee and title.
    rows = [cells for cells in grid.rows if header or any(map(str.strip, cells))]
    for cells in rows[:end]:
        filled = [" ".join(cell.split()) for cell in cells if cell.strip()]
        if filled and (header or len(filled) == 1):
            yield " ".join(filled)
        if grid.is_text and BULLET.match(" ".join(cells)):
            return  # what stands below is said of an entry


def _labels(grid: Grid, header: Header | None) -> Iterator[tuple[str, str]]:
    """Give the labels above a table with their values."""
    end = min(header.top if header else 5, _MOST_ROWS)
    for cells in grid.rows[:end]:
        printed = [cell.strip(_AROUND_LABELS) for cell in cells if cell.strip()]
        filled = list(map(clean_cell, printed))
        for text, cell in zip(filled, printed, strict=True):
            spaced = _SPACED.fullmatch(cell)
            is_sure = spaced is not None and _is_told(spaced["label"], spaced["value"])
            match = _LABEL.fullmatch(text) or (spaced if is_sure else None)
            if match:
                yield match["label"], match["value"].strip()
        for label, value in pairwise(filled):
            yield label.rstrip(":："), value


def _labels_within(grid: Grid) -> Iterator[tuple[str, str]]:
    """Give the labels of a sheet without a list whose values surely are such."""
    for cells in grid.rows[:_MOST_ROWS]:
        for label, value in pairwise(
            clean_cell(cell) for cell in cells if cell.strip()
        ):
            if _is_told("", value):
                yield label.rstrip(":："), value


def _is_told(label: str, value: str) -> bool:
    """Whether a value stands for itself, or for a label that asks for a name."""
    is_value = find_organisation(value) == value or parse_fiscal_year(value)
    return label.endswith("名") or bool(is_value)


def _means(label: str, meaning: str) -> bool:
    heading = fold_heading(label)
    if meaning == "fiscal_year" and _PERIOD.fullmatch(heading):
        return True
    return meaning in meanings_of([heading])


def _year_in(name: str) -> int | None:
    folded = unicodedata.normalize("NFKC", name)
    match = _YEAR_IN_NAME.search(folded)
    return parse_fiscal_year(match[0]) if match else None
