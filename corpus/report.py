"""Grids of a follow-up form → Report with Items, Entries and Indicators.

Read as a careful human would: what a row leaves out is carried on from above, what
stands in the wrong column is told by what it says, and what cannot be placed is kept
with a warning that names page and row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.cleaning import clean_line, clean_paragraphs
from corpus.errors import NotAReportError
from corpus.fiscal_year import find_fiscal_year
from corpus.forms import Page, PrintedRow, is_form, split_pages
from corpus.grids import Source
from corpus.identity import digest
from corpus.indicators import read_indicators
from corpus.markers import split_marked
from corpus.numbering import Label, Level, Numbering
from corpus.organisations import find_organisation, most_named_ministry
from corpus.records import Entry, EntryKind, Indicator, Item, ReadReport, Report
from corpus.rows import Row, read_row
from corpus.sections import next_section

_NO_INITIATIVE = frozenset({"その他", "その他の取組", None})
_FOOTNOTE = "※"


@dataclass(slots=True)
class _Part:
    """An entry in the making; a later row may still add paragraphs to it."""

    kind: EntryKind
    item: int
    marker: str | None
    texts: list[str]


@dataclass(slots=True)
class _Reading:
    """Where the reading of a form stands, row by row."""

    section: str | None = None
    numbering: Numbering = field(default_factory=Numbering)
    items: list[Item] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, row: Row, *, following: Sequence[Row]) -> None:
        """Take in one row, given those below it."""
        self._enter_section(row)
        labels = [label for below in following for label in below.labels]
        path = self.numbering.advance(row.labels, following=labels)
        if row.says_something and (row.status or row.indicator or row.labels):
            self._add_item(row, path, following)
        elif row.says_something:
            self._continue(row)
        elif row.labels and row.title not in _NO_INITIATIVE:
            self._add_item(row, path, following)
        elif not row.labels and row.title not in _NO_INITIATIVE:
            self._keep_title(row)

    def _enter_section(self, row: Row) -> None:
        if row.section and row.section != self.section:
            self.section = row.section
            self.numbering.restart()
        elif row.section is None and self._starts_over(row):
            self.section = next_section(self.section)
            self.numbering.restart()
            self.warnings.append(
                f"{row.page}ページ・{row.row}行目：番号が1に戻り大項目の印刷がないため、"
                f"「{self.section}」の始まりと読みました。"
            )

    def _starts_over(self, row: Row) -> bool:
        """Whether a 1 after a higher number begins a section that is not printed."""
        chain = self.numbering.chain
        return (
            Label(Level.NUMBER, "1") in row.labels[:1]
            and bool(chain)
            and chain[0].level is Level.NUMBER
            and int(chain[0].text) >= 3
            and next_section(self.section) is not None
        )

    def _add_item(
        self, row: Row, path: tuple[str, ...], following: Sequence[Row]
    ) -> None:
        item = Item(
            position=len(self.items),
            page=row.page,
            row=row.row,
            section=self.section,
            path=path,
            title=row.title or self._shared_title(row, following),
            variant=row.variant,
            status=row.status,
            reason=row.reason,
        )
        self.items.append(item)
        before = len(self.parts)
        self._add_marked(EntryKind.INITIATIVE, row.content)
        self._add_outcome(row.outcome)
        for group in read_indicators(row.indicator) if row.indicator else ():
            self._add_part(EntryKind.INDICATOR, None, group.source_text)
        if len(self.parts) == before:
            if item.title is None:
                self._warn(row, "項目名も内容もない行です")
            self._add_part(EntryKind.ITEM, None, item.title or item.status or "")

    def _shared_title(self, row: Row, following: Sequence[Row]) -> str | None:
        """Return the title of a row that leaves it out.

        A pair of variants shares one title cell, which print may give to the second;
        else the row belongs to the item above.
        """
        below = following[0] if following else None
        if row.labels and row.variant and below and below.variant and below.title:
            return below.title
        return self.items[-1].title if self.items else None

    def _add_part(self, kind: EntryKind, marker: str | None, text: str) -> None:
        self.parts.append(_Part(kind, len(self.items) - 1, marker, [text]))

    def _add_marked(self, kind: EntryKind, cell: str | None) -> None:
        for marked in split_marked(clean_paragraphs(cell or "")):
            self._add_part(kind, marked.marker, marked.text)

    def _add_outcome(self, cell: str | None) -> None:
        """Add an outcome; a footnote goes to the outcome that it explains."""
        if not cell:
            return
        last = self._last(EntryKind.OUTCOME)
        if clean_line(cell).startswith(_FOOTNOTE) and last:
            last.texts.extend(clean_paragraphs(cell))
        else:
            self._add_marked(EntryKind.OUTCOME, cell)

    def _continue(self, row: Row) -> None:
        """Go on with the cells above: what a page end or a line break cut off."""
        if not self.items:
            self.numbering.restart()
            self._add_item(row, (), ())
            self._warn(row, "どの項目にも属さない内容です")
            return
        for kind, cell in (
            (EntryKind.INITIATIVE, row.content),
            (EntryKind.OUTCOME, row.outcome),
        ):
            for place, marked in enumerate(split_marked(clean_paragraphs(cell or ""))):
                last = self._last(kind, item=len(self.items) - 1)
                if marked.marker is None and place == 0 and last:
                    _go_on(last, marked.text)
                else:
                    self._add_part(kind, marked.marker, marked.text)
        if row.title:
            self._keep_title(row)

    def _keep_title(self, row: Row) -> None:
        """Keep a text that stands where titles stand, without label or status."""
        text = row.title or ""
        self._warn(row, f"「{text[:20]}」の置き場所がわからず、上の項目に付けました")
        if not self.items:
            self._add_item(row, (), ())
        else:
            self._add_part(EntryKind.ITEM, None, text)

    def _last(self, kind: EntryKind, *, item: int | None = None) -> _Part | None:
        for part in reversed(self.parts):
            if part.kind is kind and (item is None or part.item == item):
                return part
        return None

    def _warn(self, row: Row, what: str) -> None:
        self.warnings.append(f"{row.page}ページ・{row.row}行目：{what}。")


def _go_on(part: _Part, text: str) -> None:
    """Join a text to a part: as one sentence where the part breaks off, else below."""
    if part.texts[-1].endswith(("。", "）", ")")):
        part.texts.append(text)
    else:
        part.texts[-1] = clean_line(part.texts[-1] + text)


def read_report(
    source: Source, *, organisation: str | None = None, fiscal_year: int | None = None
) -> ReadReport:
    """Return what a follow-up form reports.

    Parameters
    ----------
    source : Source
        The file as read.
    organisation, fiscal_year : optional
        Where the file does not say; what is given here counts before what it says.

    Raises
    ------
    NotAReportError
        The file holds no follow-up form.
    """
    if not is_form(source.grids):
        raise NotAReportError(
            f"「{source.name}」にフォローアップ様式の表が見つかりません。"
            "大項目・中項目・小項目の見出し行がある表を含むファイルを指定してください。"
        )
    pages = split_pages(source.grids)
    reading = _read_pages(pages)
    if not reading.items:
        raise NotAReportError(
            f"「{source.name}」には見出し行だけがあり、取組の行がありません。"
            "中身のあるファイルかどうか確かめてください。"
        )
    title = next((page.title for page in pages if page.title), source.name)
    if organisation is None:
        organisation = _told_organisation(title, source.name, reading)
    if fiscal_year is None:
        fiscal_year = find_fiscal_year(title) or find_fiscal_year(source.name)
        if fiscal_year is None:
            reading.warnings.append(
                "年度が読み取れません。--fiscal-year で指定してください。"
            )
    return _finish(reading, title, organisation, fiscal_year, source.name)


def _read_pages(pages: Sequence[Page]) -> _Reading:
    # Which labels come next is known only while reading, and which labels follow is
    # needed to tell a 7 from an ア: so rows are read once to see, once to place.
    preview = _read_rows(pages)
    reading = _Reading()
    for place, row in enumerate(preview):
        reading.add(row, following=preview[place + 1 : place + 4])
    return reading


def _read_rows(pages: Sequence[Page]) -> list[Row]:
    numbering, section, rows = Numbering(), None, []
    for page in pages:
        for printed in page.rows:
            row = _read_printed(page, printed, section, numbering)
            if row.section and row.section != section:
                section = row.section
                numbering.restart()
            numbering.advance(row.labels, following=())
            rows.append(row)
    return rows


def _read_printed(
    page: Page, printed: PrintedRow, section: str | None, numbering: Numbering
) -> Row:
    return read_row(
        printed.cells,
        page=page.number,
        row=printed.row,
        section=section,
        expected=numbering.expected,
    )


def _told_organisation(title: str, name: str, reading: _Reading) -> str | None:
    """Return the organisation by title, file name, or what the texts speak of."""
    if found := find_organisation(title) or find_organisation(name):
        return found
    texts = "\n".join(text for part in reading.parts for text in part.texts)
    if named := most_named_ministry(texts):
        ministry, count = named
        reading.warnings.append(
            f"組織名は書かれていないため、本文に{count}回出てくる「{ministry}」としました。"
            "違うときは --organisation で指定してください。"
        )
        return ministry
    reading.warnings.append(
        "組織名が読み取れません。--organisation で指定してください。"
    )
    return None


def _finish(
    reading: _Reading,
    title: str,
    organisation: str | None,
    fiscal_year: int | None,
    source_name: str,
) -> ReadReport:
    """Give ids and put the parts into records."""
    # Two unnamed organisations may use the same title: their texts tell them apart.
    told_apart = () if organisation else [part.texts for part in reading.parts]
    report_id = digest(organisation, fiscal_year, title, told_apart, size=6)
    report = Report(report_id, title, organisation, fiscal_year, source_name)
    seen: Counter[object] = Counter()
    entries = [_entry(report, reading, part, seen) for part in reading.parts]
    return ReadReport(
        report=report,
        items=tuple(reading.items),
        entries=tuple(entries),
        indicators=tuple(indicators_of(entries)),
        warnings=tuple(reading.warnings),
    )


def _entry(
    report: Report, reading: _Reading, part: _Part, seen: Counter[object]
) -> Entry:
    item = reading.items[part.item]
    text = "\n".join(part.texts)
    place = (item.section, item.path, item.title, item.variant, part.kind, text)
    seen[place] += 1
    return Entry(
        id=digest(report.id, place, seen[place], size=8),
        report_id=report.id,
        position=item.position,
        kind=part.kind,
        organisation=report.organisation,
        fiscal_year=report.fiscal_year,
        report=report.title,
        section=item.section,
        path=item.path,
        item=item.title,
        variant=item.variant,
        status=item.status,
        reason=item.reason,
        marker=part.marker,
        text=text,
    )


def indicators_of(entries: Sequence[Entry]) -> list[Indicator]:
    """Return the figures of the entries that are indicators."""
    return [
        Indicator(
            entry.id, entry.organisation, entry.fiscal_year, entry.section, entry.path,
            entry.item, group.group, group.measure, group.target, group.current,
            group.baseline, group.source_text,
        )
        for entry in entries
        if entry.kind is EntryKind.INDICATOR
        for group in read_indicators(entry.text)
    ]  # fmt: skip
