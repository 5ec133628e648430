"""Grids of a plain list → Reports with Entries, one for each organisation and year.

A list is a table with a column of initiatives, or a text with one on each line. What
no column says (organisation, fiscal year) is taken from the title lines, then from the
file name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.cleaning import clean_cell, clean_paragraphs, is_nothing
from corpus.columns import Columns, find_columns
from corpus.errors import NotAReportError
from corpus.fiscal_year import find_fiscal_year, parse_fiscal_year
from corpus.grids import Grid, Source
from corpus.identity import digest
from corpus.markers import split_marked
from corpus.organisations import find_organisation
from corpus.records import Entry, EntryKind, Item, ReadReport, Report

_BULLET = re.compile(
    r"\s*(?:[・･●○◎◇◆□▪•*＊–]|[-－](?=\s)|[①-⑳]|\(?\d{1,2}[.)．）]\s)\s*"
)
_HEADING = re.compile(
    r"\s*(?:■|▼|#+\s|【(?!新規|継続|拡充)[^】]*】$|第[一二三四五六七八九十\d]+[章節])\s*"
)
_SENTENCE = re.compile(r".{12,}|.*。|【.*")
# Notes and sums among the rows. 注意を促した。 or 備考欄を廃止した。 are none: a sign
# must set the note apart.
_NO_ENTRY = re.compile(
    r"(?:合計|小計|総計|計|その他|以上)"
    r"|※.*|[（(〔\[]\s*(?:注\d*|記入例|記載例)\s*[）)〕\]].*"
    r"|(?:注\d*|出典|備考|記入例\d*|記載例\d*)(?:[：:].*)?"
)


# What stands over a table of one column.
_COLUMN_NAME = re.compile(r"(?:取り?組み?の?)?(?:内容|概要)|取り?組み?|本文|text", re.I)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: where it stands, and its cells by meaning."""

    grid: str
    row: int
    cells: dict[str, str]

    def get(self, meaning: str) -> str | None:
        """Return the cleaned cell of a meaning, None where it says nothing."""
        text = clean_cell(self.cells.get(meaning, ""))
        return None if is_nothing(text) else text


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


def read_rows(
    source: Source, *, text_column: str | None = None
) -> tuple[tuple[ListRow, ...], dict[str, str]]:
    """Return the rows that hold a text, and what each column was taken for."""
    rows: list[ListRow] = []
    told: dict[str, str] = {}
    for grid in source.grids:
        if source.format == "text":
            rows.extend(_read_lines(grid))
        elif columns := find_columns(grid, text_column=text_column):
            told |= columns.told
            rows.extend(_read_table(grid, columns))
    if not rows:
        wanted = f"「{text_column}」の列" if text_column else "取組の内容が書かれた列"
        raise NotAReportError(
            f"「{source.name}」に{wanted}が見つかりません。"
            "見出し行に「取組内容」の列がある表か、1行に1件の文書を指定してください。"
        )
    return tuple(rows), told


def _read_table(grid: Grid, columns: Columns) -> Iterator[ListRow]:
    for place in range(columns.header_row + 1, len(grid.rows)):
        cells = grid.rows[place]
        meant = {
            meaning: cells[column]
            for meaning, column in columns.meanings.items()
            if column < len(cells)
        }
        text = clean_cell(meant.get("text", ""))
        if not is_nothing(text) and not _NO_ENTRY.fullmatch(text):
            yield ListRow(grid.name, grid.first_row + place, meant)


def _read_lines(grid: Grid) -> Iterator[ListRow]:
    """Read a text: bullets and sentences, under the headings above them.

    Where nothing is a bullet, each line is an entry, however short.
    """
    section = ""
    lines = [line for (line,) in grid.rows]
    has_bullets = any(map(_BULLET.match, lines))
    for place, line in enumerate(lines):
        text = clean_cell(line)
        if is_nothing(text) or _NO_ENTRY.fullmatch(text):
            continue
        if _HEADING.match(line):
            section = clean_cell(_HEADING.sub("", line, count=1)) or text.strip("【】")
        elif _BULLET.match(line) or _SENTENCE.fullmatch(text):
            bare = _BULLET.sub("", line, count=1)
            cells = {"text": bare, "section": section}
            yield ListRow(grid.name, grid.first_row + place, cells)
        elif has_bullets:
            section = text
        elif place > 0 or not _is_title(lines):
            cells = {"text": line, "section": section}
            yield ListRow(grid.name, grid.first_row + place, cells)


def _is_title(lines: Sequence[str]) -> bool:
    """Whether the first line stands alone above the others, or names a column."""
    is_alone = len(lines) > 1 and not lines[1].strip()
    return is_alone or _COLUMN_NAME.fullmatch(lines[0].strip()) is not None


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


def texts_of(rows: Sequence[ListRow]) -> tuple[str, ...]:
    """Return the text of each row as one cleaned line, as the classifier reads it."""
    return tuple(clean_cell(row.cells.get("text", "")) for row in rows)
