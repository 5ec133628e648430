"""Counts → grids for a page: every figure with its share and the search it is of."""

from dataclasses import dataclass

from index.searcher import Filters
from index.statistics import Count, Statistics, Value
from service.current import current_catalog
from service.pages.tallies import (
    count_url,
    short_label,
    tables_urls,
    title_of,
    value_url,
)

# Longer grids show so many and leave the rest to the files.
MOST_LINES = 60
# What has a name in each language of the pages.
_NAMED_HERE = ("theme", "fiscal_year", "kind")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure; ``url`` is None where there is nothing to open."""

    count: int
    share: float
    doubtful: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line or column is about, and all it has.

    ``is_printed`` says whether the name is a report's own, and so Japanese.
    """

    name: str
    value: Value
    total: int
    url: str
    is_printed: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of a grid."""

    heading: Heading
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of counts; ``n_left`` lines with the least entries are left out.

    ``share_of`` names the dimension within which shares are: that of which each line or
    column is the whole.
    """

    title: str
    by: tuple[str, str]
    share_of: str
    total: int
    columns: tuple[Heading, ...]
    rows: tuple[GridRow, ...]
    n_left: int
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list of counts."""

    heading: Heading
    cell: Cell


@dataclass(frozen=True, slots=True)
class CountList:
    """Counts by one dimension, the most first."""

    title: str
    by: str
    total: int
    rows: tuple[ListRow, ...]
    n_left: int
    files: tuple[tuple[str, str], ...]


def count_list(by: str, filters: Filters, *, without: Value = "") -> CountList:
    """Return how many entries have each value, the most first.

    ``without`` is a value that is passed over, such as the theme that all have.
    """
    found = current_catalog().statistics((by,), filters)
    counts = sorted(
        (each for each in found.counts if each.values[0] != without),
        key=lambda each: -each.count,
    )
    rows = tuple(
        ListRow(_heading(found, by, each.values[0], each.count), _cell(found, each))
        for each in counts[:MOST_LINES]
    )
    return CountList(
        title_of((by,), filters), by, found.total, rows,
        max(0, len(counts) - MOST_LINES), tables_urls((by,), filters),
    )  # fmt: skip


def grid(by: tuple[str, str], filters: Filters, *, is_turned: bool = False) -> Grid:
    """Return a grid of two dimensions, of which a theme may be the first only.

    Lines are of the first dimension, columns of the second; turned, the other way.
    """
    found = current_catalog().statistics(by, filters)
    lines, columns = _lines(found), _columns(found)
    n_columns = len(columns)
    if is_turned:
        lines, columns = columns, lines
    counts = {each.values: each for each in found.counts}

    def cell(line: Heading, column: Heading) -> Cell:
        values = (line.value, column.value)
        return _cell(found, counts.get(values[::-1] if is_turned else values))

    return Grid(
        title=title_of(by, filters),
        by=(by[1], by[0]) if is_turned else by,
        share_of=by[1],
        total=found.total,
        columns=columns,
        rows=tuple(
            GridRow(line, tuple(cell(line, column) for column in columns))
            for line in lines
        ),
        n_left=len({each.values[1] for each in found.counts}) - n_columns,
        files=tables_urls(by, filters),
    )


def _lines(found: Statistics) -> tuple[Heading, ...]:
    """Return what the first dimension has; themes are all there, none last."""
    totals: dict[Value, int] = {}
    if found.by[0] == "theme":
        totals = dict.fromkeys(current_catalog().guide.ids, 0)
    for each in found.counts:
        totals[each.values[0]] = totals.get(each.values[0], 0) + each.count
    return tuple(_heading(found, found.by[0], value, n) for value, n in totals.items())


def _columns(found: Statistics) -> tuple[Heading, ...]:
    """Return what the second dimension has, at most so many of the largest."""
    counts = current_catalog().statistics(found.by[1:], found.filters).counts
    shown = set(sorted(counts, key=lambda each: -each.count)[:MOST_LINES])
    return tuple(
        _heading(found, found.by[1], each.values[0], each.count)
        for each in counts
        if each in shown
    )


def _heading(found: Statistics, name: str, value: Value, total: int) -> Heading:
    return Heading(
        name=short_label(name, value),
        value=value,
        total=total,
        url=value_url(found.filters, name, value),
        is_printed=value is not None and name not in _NAMED_HERE,
    )


def _cell(found: Statistics, each: Count | None) -> Cell:
    if each is None:
        return Cell(0, 0.0, 0, None)
    return Cell(each.count, each.share, each.doubtful, count_url(found, each.values))
