"""Reports that tests read: the bundled one, and invented ones with the truth beside.

``tests/data/reports`` holds reports of other ministries and years, written by us with
other damage; the JSON beside each says what a careful human reads in it.
"""

import json
import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import bundled
from corpus.grids import Source
from corpus.readers import read_bytes
from corpus.records import Figure, Indicator, Item, ReadReport
from corpus.report import read_report

INVENTED = Path(__file__).parent / "data" / "reports"
BUNDLED_TEXT = bundled.REPORT.read_text(encoding="utf-8")
HEADER = "大項目\t中項目\t小項目\t(A)\t(B)\t(C)\t(D)\n"


def source_of(text: str, name: str = "report.txt") -> Source:
    return read_bytes(text.encode(), name=name)


def read_text(text: str) -> ReadReport:
    """Read a report; what tests of its rows do not care for is given."""
    return read_report(source_of(text), organisation="環境省", fiscal_year=2022)


def read_rows(*rows: str) -> ReadReport:
    """Read rows of a first section, cells parted by |."""
    lines = "\n".join(row.replace("|", "\t") for row in rows)
    return read_text(f"令和4年度フォローアップ\n\n{HEADER}働き方改革\n{lines}\n")


def invented_source(name: str) -> Source:
    """Return an invented report without the line that says who wrote it."""
    _, _, report = (INVENTED / f"{name}.txt").read_bytes().partition(b"\n")
    return read_bytes(report, name=f"{name}.txt")


def truth_of(name: str) -> dict[str, Any]:
    return json.loads((INVENTED / f"{name}.json").read_text(encoding="utf-8"))


def told(report: ReadReport) -> list[dict[str, Any]]:
    """Return the items of a report in the shape of the truth files."""
    return [_told_item(item, report) for item in report.items]


def outline(report: ReadReport) -> list[tuple[object, ...]]:
    """Return what a report says, blind to the width of letters and to blanks."""
    return [
        (
            item.section, item.path, fold(item.title), fold(item.variant), item.status,
            fold(item.reason),
            *((entry.kind, entry.marker, fold(entry.text))
              for entry in report.entries if entry.position == item.position),
        )
        for item in report.items
    ]  # fmt: skip


def fold(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _told_item(item: Item, report: ReadReport) -> dict[str, Any]:
    figures = {each.entry_id: _told_figures(each) for each in report.indicators}
    return {
        "section": item.section,
        "path": list(item.path),
        "title": item.title,
        "variant": item.variant,
        "status": item.status,
        "reason": item.reason,
        "entries": [
            {"kind": str(entry.kind), "marker": entry.marker, "text": entry.text}
            | ({"figures": figures[entry.id]} if entry.id in figures else {})
            for entry in report.entries
            if entry.position == item.position
        ],
    }


def _told_figures(indicator: Indicator) -> dict[str, Any]:
    return {
        "group": indicator.group,
        "measure": indicator.measure,
        "target": _told_figure(indicator.target),
        "current": _told_figure(indicator.current),
        "baseline": _told_figure(indicator.baseline),
    }


def _told_figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {key: value for key, value in asdict(figure).items() if key != "text"}
