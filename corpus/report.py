"""Grids of a follow-up form → Report with Items, Entries and Indicators.

Read as a careful human would: what a row leaves out is carried on from above, what
stands in the wrong column is told by what it says, and what cannot be placed is kept
with a warning that names page and row.
"""

from collections import Counter
from collections.abc import Sequence

from corpus.cleaning import clean_cell
from corpus.drafts import Draft
from corpus.errors import NotAReportError
from corpus.fiscal_year import find_fiscal_year
from corpus.forms import Page, form_grids, is_form, split_pages
from corpus.furniture import fold, is_same
from corpus.grids import Source
from corpus.identity import digest
from corpus.indicators import read_indicators
from corpus.organisations import find_organisation, most_named_ministry
from corpus.reading import Reading
from corpus.records import Entry, EntryKind, Indicator, Item, ReadReport, Report
from corpus.rows import Row, read_row


def read_report(
    source: Source,
    *,
    organisation: str | None = None,
    fiscal_year: int | None = None,
    sheets: Sequence[str] = (),
) -> ReadReport:
    """Return what a follow-up form reports.

    Parameters
    ----------
    source : Source
        The file as read.
    organisation, fiscal_year : optional
        Where the file does not say; what is given here counts before what it says.
    sheets : sequence of str, optional
        The sheets to read, where a person says so.

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
    pages = split_pages(form_grids(source, sheets=sheets))
    reading = _read_pages(pages)
    if not reading.drafts:
        raise NotAReportError(
            f"「{source.name}」には見出し行だけがあり、取組の行がありません。"
            "中身のあるファイルかどうか確かめてください。"
        )
    title = _title(pages, source.name)
    if organisation is None:
        organisation = _told_organisation(title, source.name, reading)
    if fiscal_year is None:
        fiscal_year = _told_fiscal_year(title, source.name, reading)
    return _finish(reading, title, organisation, fiscal_year, source.name)


def _read_pages(pages: Sequence[Page]) -> Reading:
    # What comes next is known only while reading, and what follows is needed to tell
    # a 7 from an ア: so rows are read once to see, once to place.
    rows = _read_rows(pages)
    reading = Reading()
    for place, row in enumerate(rows):
        reading.add(row, below=rows[place + 1 :])
    reading.warnings.extend(
        f"{page.number}ページ・{row.row}行目："
        f"「{clean_cell(' '.join(row.cells))}」は表の外の文として読み飛ばしました。"
        for page in pages
        for row in page.aside
    )
    return reading


def _read_rows(pages: Sequence[Page]) -> list[Row]:
    preview, rows = Reading(), []
    for page in pages:
        for printed in page.rows:
            row = read_row(
                printed.cells,
                page=page.number,
                row=printed.row,
                where=preview.where,
                columns=page.columns,
            )
            preview.glance(row)
            rows.append(row)
    return rows


def _title(pages: Sequence[Page], name: str) -> str:
    """Return the title of the first page, as most pages print it.

    Any page may print it damaged; some print another line in its place.
    """
    titles = [page.title for page in pages if page.title]
    if not titles:
        return name
    alike = [title for title in titles if is_same(fold(title), fold(titles[0]))]
    return Counter(alike).most_common(1)[0][0]


def _told_organisation(title: str, name: str, reading: Reading) -> str | None:
    """Return the organisation by title, file name, or what the texts speak of."""
    if found := find_organisation(title) or find_organisation(name):
        return found
    texts = "\n".join(
        text for draft in reading.drafts for _, _, text in draft.entries()
    )
    if named := most_named_ministry(texts):
        ministry, count = named
        reading.warnings.append(
            f"組織名は書かれていないため、本文に{count}回出てくる「{ministry}」としました。"
            "違うときは、組織名をファイル名に入れて読み直してください"
            "（命令では --organisation）。"
        )
        return ministry
    reading.warnings.append(
        "組織名が読み取れません。ファイル名に入れて読み直してください"
        "（命令では --organisation）。"
    )
    return None


def _told_fiscal_year(title: str, name: str, reading: Reading) -> int | None:
    """Return the fiscal year by title or file name."""
    fiscal_year = find_fiscal_year(title) or find_fiscal_year(name)
    if fiscal_year is None:
        reading.warnings.append(
            "年度が読み取れません。ファイル名に入れて読み直してください"
            "（命令では --fiscal-year）。"
        )
    return fiscal_year


def _finish(
    reading: Reading,
    title: str,
    organisation: str | None,
    fiscal_year: int | None,
    source_name: str,
) -> ReadReport:
    """Give ids and put the parts into records."""
    # Two unnamed organisations may use the same title: their texts tell them apart.
    texts = [text for draft in reading.drafts for _, _, text in draft.entries()]
    told_apart = () if organisation else [text.split("\n") for text in texts]
    report_id = digest(organisation, fiscal_year, title, told_apart, size=6)
    report = Report(report_id, title, organisation, fiscal_year, source_name)
    items = [draft.item(place) for place, draft in enumerate(reading.drafts)]
    entries = _entries(report, reading.drafts, items)
    return ReadReport(
        report=report,
        items=tuple(items),
        entries=tuple(entries),
        indicators=tuple(indicators_of(entries)),
        warnings=tuple(reading.warnings),
    )


def _entries(
    report: Report, drafts: Sequence[Draft], items: Sequence[Item]
) -> list[Entry]:
    seen: Counter[object] = Counter()
    entries = []
    for draft, item in zip(drafts, items, strict=True):
        for kind, marker, text in draft.entries():
            place = (item.section, item.path, item.title, item.variant, kind, text)
            seen[place] += 1
            entries.append(
                Entry(
                    digest(report.id, place, seen[place], size=8),
                    report.id, item.position, kind, report.organisation,
                    report.fiscal_year, report.title, item.section, item.path,
                    item.title, item.variant, item.status, item.reason, marker, text,
                )
            )  # fmt: skip
    return entries


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
