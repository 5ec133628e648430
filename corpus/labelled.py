"""A text whose lines name what they say: 取組名：… over 取組内容：…, again for each.

Such lines are a table written down row by row: the names are its header, and a name
that comes again begins another row. Lines without a name go on with the one above.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.choices import ReadingChoices, UnderstoodSheet
from corpus.cleaning import clean_cell
from corpus.columns import find_columns
from corpus.furniture import is_printed
from corpus.grids import Grid, LeftOut
from corpus.headings import fold_heading, is_known, meanings_of
from corpus.leaving import BESIDE, BLANK, OF_THE_ENTRY
from corpus.listed import ListSheet
from corpus.organisations import find_organisation
from corpus.outline import BULLET, COUNTED, HEADING_SIGN
from corpus.tables import read_table

_NAMED = re.compile(
    r"(?:[■◆▼●]\s*)?(?:[【〔\[［](?P<bracketed>[^【】〔〕\[\]［］。]{1,20})[】〕\]］]\s*[:：]?"
    r"|(?P<plain>[^:：。【】]{1,20})[:：])\s*(?P<value>.*)",
    re.DOTALL,
)
_NAME = re.compile("[ぁ-んァ-ヶー一-龥・]{2,10}")  # of which nothing is known
_COUNT = re.compile(r"[\d０-９]{1,2}[\s　]+")
_HEADING = re.compile(f"{COUNTED.pattern}|{HEADING_SIGN.pattern}")
_OVER = "団体名"  # what a heading tells, under the name that it has in a table
_OF_AN_ENTRY = {"text", "item"}


@dataclass(slots=True)
class _Record:
    """What the names of one entry say, and in which lines."""

    cells: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


def read_labelled(grid: Grid, choices: ReadingChoices) -> ListSheet | None:
    """Return the entries of a text of named lines, None where it is none."""
    lines = [" ".join(cells) for cells in grid.rows]
    named = {place: told for place, line in enumerate(lines) if (told := _told(line))}
    meant = set().union(*(meanings_of([name]) for name, _ in named.values()))
    if not meant >= _OF_AN_ENTRY:
        return None
    if any(BULLET.match(line) for n, line in enumerate(lines) if n not in named):
        return None  # the entries are those
    _drop_names_above(named)
    records = _records(lines, named)
    header = tuple(dict.fromkeys(name for each in records for name in each.cells))
    rows = [tuple(each.cells.get(name, "") for name in header) for each in records]
    table = Grid(grid.name, (header, *rows))
    columns = find_columns(table, choices=replace(choices, header_row=1))
    if columns is None:
        return None
    text = header[columns.meanings["text"]]
    return _put_back(grid, read_table(table, columns), records, text)


def _told(line: str) -> tuple[str, str] | None:
    """Return the name and what it says of a line, None where it names nothing."""
    bare = BULLET.sub("", line.strip(), count=1)
    match = _NAMED.fullmatch(bare)
    if match is None:
        return _told_by_blank(bare)
    if match["bracketed"] and not match["value"].strip():
        return None
    name = fold_heading(match["bracketed"] or match["plain"])
    is_name = meanings_of([name]) or (
        _NAME.fullmatch(name) and not COUNTED.match(bare)  # 【事例2】 heads an entry
    )
    return (name, match["value"]) if is_name else None


def _told_by_blank(line: str) -> tuple[str, str] | None:
    """Return a sure name with what stands behind a blank, or in the lines below it."""
    if is_known(name := fold_heading(line)):
        return name, ""
    first, *rest = _COUNT.sub("", line.strip(), count=1).split(maxsplit=1)[:2] or [""]
    name = fold_heading(first)
    return (name, rest[0]) if rest and is_known(name) else None


def _drop_names_above(named: dict[int, tuple[str, str]]) -> None:
    """Drop what names the whole, as 件名 of a mail, above names that come again."""
    counts = Counter(name for name, _ in named.values())
    first = next((place for place, told in named.items() if counts[told[0]] > 1), 0)
    for place in [place for place in named if place < first]:
        if _OF_AN_ENTRY & set(meanings_of([named[place][0]])):
            del named[place]


def _records(
    lines: Sequence[str], named: Mapping[int, tuple[str, str]]
) -> list[_Record]:
    records = [_Record()]
    last = ""  # the name that a line without one goes on with
    over = ""  # the heading that the next entry stands under
    for place, line in enumerate(lines):
        if place in named:
            last, value = named[place]
            if last in records[-1].cells:
                records.append(_Record())
            if over and (organisation := find_organisation(over)):
                records[-1].cells.setdefault(_OVER, organisation)
            over = ""
            records[-1].cells[last] = value
            records[-1].places[last] = place
        elif not is_printed((line,)):
            last = last if last and not records[-1].cells[last].strip() else ""
            continue
        elif _HEADING.match(line) and _begins(records[-1], place, named):
            last, over = "", _HEADING.sub("", line)
            continue
        elif not last:
            continue
        else:
            records[-1].cells[last] += f"\n{line}"
        records[-1].lines.append(place)
    return records


def _begins(record: _Record, place: int, named: Mapping[int, tuple[str, str]]) -> bool:
    """Whether a heading stands over an entry: the name below it is new, or again."""
    name, _ = named.get(place + 1, ("", ""))
    return bool(name) and (not record.cells or name in record.cells)


def _put_back(
    grid: Grid, read: ListSheet, records: Sequence[_Record], text: str
) -> ListSheet:
    """Return the entries at the lines of their texts, and what the others are."""

    def line_of(row: int) -> int:
        record = records[row - 2]
        return grid.first_row + record.places.get(text, record.lines[0])

    rows = tuple(replace(each, row=line_of(each.row)) for each in read.rows)
    of_entries = {place for record in records for place in record.lines}
    reasons = {
        grid.first_row + place: OF_THE_ENTRY
        if place in of_entries
        else BESIDE
        if any(map(clean_cell, cells))
        else BLANK
        for place, cells in enumerate(grid.rows)
    }
    reasons |= {line_of(e.row): e.reason for e in read.understood.left_out if e.row}
    for row in rows:
        reasons.pop(row.row, None)
    while reasons and reasons[max(reasons)] == BLANK:
        del reasons[max(reasons)]
    left_out = tuple(LeftOut(row, reason) for row, reason in sorted(reasons.items()))
    told = UnderstoodSheet(grid.name, (), read.understood.columns, len(rows), left_out)
    return ListSheet(rows, told, read.warnings)
