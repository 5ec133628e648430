"""Grids of a plain list → Reports with Entries, one for each organisation and year.

A list is a table with a column of initiatives, or a text with one on each line. What
no column says (organisation, fiscal year) is taken from the title lines, then from the
file name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.cells import STATUS
from corpus.choices import ReadingChoices, Understood
from corpus.cleaning import clean_cell, clean_paragraphs
from corpus.grids import Source
from corpus.identity import digest
from corpus.leaving import reason_of_text
from corpus.lists import ListRow, rows_of
from corpus.markers import split_marked
from corpus.outline import without_sign
from corpus.preambles import told_above, year_of
from corpus.records import Entry, EntryKind, Item, ReadReport, Report

_BEFORE_MARKER = re.compile(r"^(?:[①-⑳○〇◯●■✓☑レ]|[\d０-９]+[.．:：、)）]?)\s*")
_SHORT_MARKERS = {"新": "新規", "継": "継続", "拡": "拡充"}


# An organisation and a fiscal year, each None where nothing tells it.
OfWhomAndWhen = tuple[str | None, int | None]


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a plain list holds, and how it was understood."""

    reports: tuple[ReadReport, ...]
    understood: Understood
    warnings: tuple[str, ...]

    @property
    def columns(self) -> dict[str, str]:
        """Heading → meaning, as an import answers."""
        return self.understood.columns


def read_list(source: Source, *, choices: ReadingChoices | None = None) -> ReadList:
    """Return the initiatives of a plain list.

    Parameters
    ----------
    source : Source
        The file as read.
    choices : ReadingChoices, optional
        What a person set right.

    Raises
    ------
    NotAReportError
        No column or line of the file holds initiatives.
    """
    choices = choices or ReadingChoices()
    listed = rows_of(source, choices=choices, spreads=True)
    groups = grouped(source, listed.rows, choices)
    reports = tuple(
        _report(source.name, of_whom, of_when, group)
        for (of_whom, of_when), group in groups.items()
    )
    warnings = (*listed.understood.warnings, *_missing(groups))
    return ReadList(reports, listed.understood, warnings)


def grouped(
    source: Source, rows: Iterable[ListRow], choices: ReadingChoices
) -> dict[OfWhomAndWhen, list[ListRow]]:
    """Return the rows of a list by whose they are and of which fiscal year.

    What a row does not say is said by the person, or by what stands above its table.
    """
    above = told_above(source)
    groups: dict[OfWhomAndWhen, list[ListRow]] = {}
    for row in rows:
        key = of_whom_and_when(row, choices, above.of(row.grid, row.row))
        groups.setdefault(key, []).append(row)
    return groups


def of_whom_and_when(
    row: ListRow, choices: ReadingChoices, above: OfWhomAndWhen
) -> OfWhomAndWhen:
    """Return whose a row is and of which year, as a person says where it does not.

    Else counts what is told above it.
    """
    organisation, fiscal_year = above
    year = row.get("fiscal_year")
    return (
        row.get("organisation") or choices.organisation or organisation,
        (year and year_of(year)) or choices.fiscal_year or fiscal_year,
    )


def _report(
    name: str, organisation: str | None, fiscal_year: int | None, rows: list[ListRow]
) -> ReadReport:
    # The same table has the same name in every format: blanks and wraps do not count.
    texts = [
        sorted((meaning, clean_cell(cell)) for meaning, cell in row.cells.items())
        for row in rows
    ]
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
        status=_status(row.get("status") or ""),
        reason=row.get("reason"),
    )


def _entries(
    report: Report, item: Item, row: ListRow, seen: Counter[object]
) -> Iterator[Entry]:
    told_marker = _marker(row.get("marker") or "")
    parts = [(EntryKind.INITIATIVE, row.cells.get("text", ""))]
    outcome = row.get("outcome")
    if outcome and reason_of_text(outcome) is None and not STATUS.fullmatch(outcome):
        parts.append((EntryKind.OUTCOME, row.cells["outcome"]))
    for kind, cell in parts:
        for marked in split_marked(clean_paragraphs(cell)):
            text = without_sign(marked.text)
            place = (item.section, item.title, kind, text)
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
                text=text,
            )


def _status(cell: str) -> str | None:
    """Return the status that a column gives: 1.実施 and ①実施 are 実施."""
    bare = _BEFORE_MARKER.sub("", cell)
    return bare if STATUS.fullmatch(bare) else cell or None


def _marker(cell: str) -> str | None:
    """Return the marker that a column of its own gives: ①新規 and 新 are 新規."""
    bare = _BEFORE_MARKER.sub("", cell).strip("【】[]〔〕（）() ")
    return _SHORT_MARKERS.get(bare, bare) or None


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
            yield (
                f"{count}行に{what}がありません。読み方の「{what}」で指定してください"
                f"（命令では {option}）。"
            )
