"""What stands above a list tells of it: whose it is, and of which year.

A title (三重県 令和3年度 取組一覧), a label with its value (団体名：三重県, or the two
in cells side by side), the name of the sheet, and last the name of the file.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from corpus.cleaning import clean_cell
from corpus.fiscal_year import find_fiscal_year, parse_fiscal_year
from corpus.grids import Grid, Source
from corpus.headers import find_header
from corpus.headings import fold_heading, meanings_of
from corpus.organisations import find_organisation

_LABEL = re.compile(r"(?P<label>[^:：]{2,12})\s*[:：]\s*(?P<value>[^:：]{1,40})")
_MOST_ROWS = 12
_NAME_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# A file name may leave 年度 out: R3_提出.xlsx, 2021年取組.csv; but 20210401 is a day.
_YEAR_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:令和|平成|[RH])\s*(?:元|\d{1,2})|20\d{2})(?![\d.\-/])(?:年度?)?",
    re.IGNORECASE,
)

# Of a span of years, and before whatever else a cell says of one.
_FIRST_YEAR = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS])\s*(?:元|\d{1,2})|(?:19|20)\d{2})(?!\d)"
)


def told_above(source: Source) -> tuple[str | None, int | None]:
    """Return the organisation and the fiscal year that stand above the tables."""
    labels = [pair for grid in source.grids for pair in _labels(grid)]
    lines = [line for grid in source.grids for line in _lines(grid)]
    names = [grid.name for grid in source.grids if grid.name != source.name]
    title = " ".join([*lines, *names])
    name = _NAME_ENDING.sub("", source.name)
    organisation = next(
        (value for label, value in labels if _means(label, "organisation")), None
    )
    year = next(
        (
            year
            for label, value in labels
            if _means(label, "fiscal_year") and (year := year_of(value))
        ),
        None,
    )
    return (
        organisation or find_organisation(title) or find_organisation(name),
        year or find_fiscal_year(title) or find_fiscal_year(name) or _year_in(name),
    )


def year_of(text: str) -> int | None:
    """Return the fiscal year that a cell names.

    A day counts for the year from April to March that it lies in.

    Examples
    --------
    >>> [year_of(cell) for cell in ("Ｒ３", "令和2～3年度", "2022-03-31", "未定")]
    [2021, 2020, 2021, None]
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if day := re.fullmatch(
        r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[ T].*)?", folded
    ):
        return int(day[1]) - (int(day[2]) < 4)
    if found := parse_fiscal_year(folded) or find_fiscal_year(folded):
        return found
    if day := re.fullmatch(r"(.*年|[RHS]\d{1,2})[\s.]*(\d{1,2})(?:月|\.).*", folded):
        year = parse_fiscal_year(day[1])
        return None if year is None else year - (int(day[2]) < 4)
    first = _FIRST_YEAR.match(folded)
    return parse_fiscal_year(first[0]) if first else None


def _lines(grid: Grid) -> Iterator[str]:
    """Give the lines above a table that hold one cell, in the order of the file."""
    header = find_header(grid)
    end = min(header.top if header else 5, _MOST_ROWS)
    for cells in grid.rows[:end]:
        filled = [" ".join(cell.split()) for cell in cells if cell.strip()]
        if filled and (header or len(filled) == 1):
            yield " ".join(filled)


def _labels(grid: Grid) -> Iterator[tuple[str, str]]:
    """Give the labels above a table with their values."""
    header = find_header(grid)
    end = min(header.top if header else 5, _MOST_ROWS)
    for cells in grid.rows[:end]:
        filled = [clean_cell(cell) for cell in cells if cell.strip()]
        for text in filled:
            if match := _LABEL.fullmatch(text):
                yield match["label"], match["value"].strip()
        for label, value in pairwise(filled):
            yield label.rstrip(":："), value


def _means(label: str, meaning: str) -> bool:
    return meaning in meanings_of([fold_heading(label)])


def _year_in(name: str) -> int | None:
    folded = unicodedata.normalize("NFKC", name)
    match = _YEAR_IN_NAME.search(folded)
    return parse_fiscal_year(match[0]) if match else None
