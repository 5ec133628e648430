"""Grids of a plain list → Reports with Entries, one for each organisation and year.

A list is a table with a column of initiatives, or a text with one on each line. What
no column says (organisation, fiscal year) is taken from the title lines, then from the
file name.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cleaning import clean_paragraphs
from corpus.fiscal_year import find_fiscal_year, parse_fiscal_year
from corpus.grids import Source
from corpus.identity import digest
from corpus.lists import ListRow, read_rows
from corpus.markers import split_marked
from corpus.organisations import find_organisation
from corpus.records import Entry, EntryKind, Item, ReadReport, Report


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a plain list holds, and how its columns were understood."""

    reports: tuple[ReadReport, ...]
    columns: dict[str, str]
    warnings: tuple[str, ...]


def read_list(
    source: Source, *, organisation: str | None = None, fiscal_year: int | None = None
) -> ReadList:
    """Return the initiatives of a plain list.

    Raises
    ------
    NotAReportError
        No column or line of the file holds initiatives.
    """
    rows, columns = read_rows(source)
    title = _title(source)
    organisation_told = organisation or find_organisation(title)
    year_told = fiscal_year or find_fiscal_year(title)
    groups: dict[tuple[str | None, int | None], list[ListRow]] = {}
    for row in rows:
        year_text = row.get("fiscal_year")
        year = (year_text and _parse_year(year_text)) or year_told
        key = (row.get("organisation") or organisation_told, year)
        groups.setdefault(key, []).append(row)
    reports = tuple(
        _report(source.name, of_whom, of_when, group)
        for (of_whom, of_when), group in groups.items()
    )
    return ReadList(reports, columns, tuple(_missing(groups)))


def _title(source: Source) -> str:
    """Return what stands above the table, and the file's name."""
    lines = [
        "".join(row)
        for grid in source.grids
        for row in grid.rows[:5]
        if sum(bool(cell.strip()) for cell in row) == 1
    ]
    names = [grid.name for grid in source.grids]
    return " ".join([*lines[:3], *names, source.name])


def _parse_year(text: str) -> int | None:
    return parse_fiscal_year(text) or find_fiscal_year(text)


def _report(
    name: str, organisation: str | None, fiscal_year: int | None, rows: list[ListRow]
) -> ReadReport:
    texts = [tuple(row.cells.values()) for row in rows]
    report_id = digest(organisation, fiscal_year, texts, size=6)
    title = name.rsplit(".", 1)[0]
    report = Report(report_id, title, organisation, fiscal_year, name)
    items = tuple(_item(place, row) for place, row in enumerate(rows))
    seen: Counter[object] = Counter()
    entries = [
        entry
        for item, row in zip(items, rows, strict=True)
        for entry in _entries(report, item, row, seen)
    ]
    return ReadReport(report, items, tuple(entries), (), ())


def _item(place: int, row: ListRow) -> Item:
    return Item(
        position=place,
        page=1,
        row=row.row,
        section=row.get("section"),
        path=(),
        title=row.get("item"),
        variant=None,
        status=row.get("status"),
        reason=row.get("reason"),
    )


def _entries(
    report: Report, item: Item, row: ListRow, seen: Counter[object]
) -> Iterator[Entry]:
    told_marker = (row.get("marker") or "").strip("【】[]") or None
    parts = [(EntryKind.INITIATIVE, row.cells.get("text", ""))]
    if row.get("outcome"):
        parts.append((EntryKind.OUTCOME, row.cells["outcome"]))
    for kind, cell in parts:
        for marked in split_marked(clean_paragraphs(cell)):
            place = (item.section, item.title, kind, marked.text)
            seen[place] += 1
            yield Entry(
                id=digest(report.id, place, seen[place], size=8),
                report_id=report.id,
                position=item.position,
                kind=kind,
                organisation=report.organisation,
                fiscal_year=report.fiscal_year,
                report=report.title,
                section=item.section,
                path=(),
                item=item.title,
                variant=None,
                status=item.status,
                reason=item.reason,
                marker=marked.marker
                or (told_marker if kind is EntryKind.INITIATIVE else None),
                text=marked.text,
            )


def _missing(
    groups: dict[tuple[str | None, int | None], list[ListRow]],
) -> Iterator[str]:
    """Tell how many rows have no organisation or year, and how to give one."""
    for index, what, option in (
        (0, "組織名", "--organisation"),
        (1, "年度", "--fiscal-year"),
    ):
        count = sum(len(rows) for key, rows in groups.items() if key[index] is None)
        if count:
            yield f"{count}行に{what}がありません。{option} で指定できます。"
