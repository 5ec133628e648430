"""The reports that were read, and one as it was printed, with its tags beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from flask import Blueprint, Response, render_template, send_file

from corpus.errors import NotFoundError
from corpus.records import EntryKind, Item
from index.facets import ONCE
from index.searcher import Filters, SearchRequest
from service.current import current_catalog
from service.pages.addresses import search_url
from service.pages.grids import count_list
from service.pages.taking import formats
from service.views import ReportRow, ReportView, TaggedEntry

blueprint = Blueprint("reports", __name__)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the table: columns A to D, and how deep its numbering goes."""

    item: Item
    depth: int
    content: tuple[TaggedEntry, ...]
    outcomes: tuple[TaggedEntry, ...]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A 大項目 with its rows; ``anchor`` leads to it."""

    anchor: str
    name: str | None
    rows: tuple[PrintedRow, ...]


@blueprint.get("/reports")
def reports() -> str:
    """Show the reports with what was found in each."""
    return render_template(
        "reports.html", reports=current_catalog().reports(), kinds=tuple(EntryKind)
    )


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> str:
    """Show one report as the table it was."""
    view = current_catalog().report(report_id)
    return render_template(
        "report.html",
        view=view,
        report=view.report,
        sections=_sections(view),
        counts=_counts(view),
        has_source=current_catalog().source(report_id) is not None,
        search_url=search_url(SearchRequest("", Filters(report=(report_id,)))),
        files=formats(SearchRequest("", Filters(report=(report_id,)))),
        themes=count_list("theme", Filters(report=(report_id,), repeats=(ONCE,))),
    )


@blueprint.get("/reports/<report_id>/source")
def source(report_id: str) -> Response:
    """Send the file that a report was read from, as it came."""
    report = current_catalog().report(report_id).report
    path = current_catalog().source(report_id)
    if path is None:
        raise NotFoundError(
            f"「{report.title}」の元のファイルは残っていません。"
            "もう一度取り込むと、受け取れるようになります。"
        )
    return send_file(
        path,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=PurePath(report.source_name).name or "source",
    )


def _sections(view: ReportView) -> tuple[PrintedSection, ...]:
    """Return the rows under their 大項目, in the order of the page."""
    runs = groupby(view.rows, key=lambda row: row.item.section)
    return tuple(
        PrintedSection(f"section-{number}", name, tuple(map(_printed, rows)))
        for number, (name, rows) in enumerate(runs, start=1)
    )


def _printed(row: ReportRow) -> PrintedRow:
    """Return a row with its entries in the columns they were printed in."""
    of_kind: Mapping[bool, list[TaggedEntry]] = {True: [], False: []}
    for tagged in row.entries:
        # A bare item's entry repeats the title, which stands in its own column.
        if tagged.entry.kind is not EntryKind.ITEM:
            of_kind[tagged.entry.kind is EntryKind.OUTCOME].append(tagged)
    return PrintedRow(
        item=row.item,
        depth=min(len(row.item.path), 3),
        content=tuple(of_kind[False]),
        outcomes=tuple(of_kind[True]),
    )


def _counts(view: ReportView) -> dict[EntryKind, int]:
    counts = dict.fromkeys(EntryKind, 0)
    for row in view.rows:
        for tagged in row.entries:
            counts[tagged.entry.kind] += 1
    return counts
