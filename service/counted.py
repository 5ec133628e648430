"""Counts of entries → rows for other programs and tables for people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from corpus.errors import InvalidInputError
from corpus.records import EntryKind
from corpus.themes import Guide
from index.statistics import Count, Statistics, Value
from service.answers import facet_label
from service.exports import Target, choose_target, opened, replacing
from service.payloads import Payload
from service.spreadsheets import Row, csv_lines, write_jsonl, write_xlsx
from service.views import ReportSummary

_KIND_NAMES = {
    EntryKind.INITIATIVE: "取組",
    EntryKind.OUTCOME: "成果",
    EntryKind.INDICATOR: "指標",
    EntryKind.ITEM: "項目のみ",
}
FIGURES = ("count", "share", "of", "doubtful")
HEADINGS = {
    "theme": "テーマ", "status": "実施状況", "marker": "区分", "section": "大項目",
    "organisation": "組織", "fiscal_year": "年度", "kind": "種類", "report": "報告",
    "count": "件数", "share": "割合", "of": "全体", "doubtful": "うち判定保留",
}  # fmt: skip


class Labels:
    """What a person reads for the values of a count, in Japanese.

    Parameters
    ----------
    guide : Guide
        Names the themes.
    reports : iterable of ReportSummary
        Name the reports.
    """

    def __init__(self, guide: Guide, reports: Iterable[ReportSummary]) -> None:
        self._guide = guide
        self._titles = {each.report.id: each.report.title for each in reports}

    def of(self, name: str, value: Value) -> str:
        """Return the label of a value of a dimension."""
        if value is None:
            return "なし"
        if name == "kind":
            return _KIND_NAMES[EntryKind(str(value))]
        if name == "report":
            return self._titles.get(str(value), str(value))
        return facet_label(name, str(value), self._guide)


def stat_row(found: Statistics, each: Count) -> Payload:
    """Return one count in the shape of the interface."""
    return dict(zip(found.by, each.values, strict=True)) | {
        "count": each.count,
        "share": round(each.share, 6),
        "of": each.whole,
        "doubtful": each.doubtful,
    }


def stats_payload(
    found: Statistics, labels: Labels, rows: Iterable[Mapping[str, object]]
) -> Payload:
    """Return counts with what was asked, and the labels of their values."""
    there: dict[str, dict[str, str]] = {name: {} for name in found.by}
    for each in found.counts:
        for name, value in zip(found.by, each.values, strict=True):
            if value is not None:
                there[name][str(value)] = labels.of(name, value)
    return {
        "by": list(found.by),
        "filters": {
            one.name: list(chosen)
            for one in fields(found.filters)
            if (chosen := getattr(found.filters, one.name))
        },
        "total": found.total,
        "rows": list(rows),
        "labels": there,
    }


def labelled_rows(found: Statistics, labels: Labels) -> Iterator[Row]:
    """Give the counts with labels in place of values."""
    for each in found.counts:
        named = zip(found.by, each.values, strict=True)
        yield stat_row(found, each) | {
            name: labels.of(name, value) for name, value in named
        }


def stat_lines(found: Statistics, labels: Labels) -> Iterator[tuple[str, ...]]:
    """Give the counts as lines of a table to read, the heading first."""
    yield tuple(HEADINGS[name] for name in (*found.by, *FIGURES))
    for row in labelled_rows(found, labels):
        figures = f"{row['count']:,}", f"{row['share']:.1%}", f"{row['of']:,}"
        yield (*(row[name] for name in found.by), *figures, f"{row['doubtful']:,}")


def choose_form(output: Path | None, form: str | None) -> Target:
    """Return where counts go: a table to the screen, unless a file or form is named.

    Raises
    ------
    InvalidInputError
        The form needs a file to go to, or cannot go to one.
    """
    path = None if output == Path("-") else output
    if form == "table" and path is not None:
        raise InvalidInputError(
            "table は画面に出す形式です。"
            "ファイルに書き出すには --format に csv、xlsx、json を指定してください。"
        )
    if form == "table" or (form is None and output is None):
        return Target(None, "table")
    return choose_target(output, None if form == "json" else form)


def write_stats(found: Statistics, labels: Labels, target: Target) -> None:
    """Write counts to a file, or to standard output where no file is named.

    Raises
    ------
    InvalidInputError
        The file cannot be written.
    """
    columns = (*found.by, *FIGURES)
    rows = labelled_rows(found, labels)
    if target.kind == "xlsx" and target.path is not None:
        with replacing(target.path) as path:
            write_xlsx(rows, columns, path, headings=HEADINGS)
        return
    with opened(target.path, with_bom=target.kind == "csv") as out:
        if target.kind == "csv":
            out.writelines(csv_lines(rows, columns, headings=HEADINGS))
        else:
            bare = (stat_row(found, each) for each in found.counts)
            write_jsonl([stats_payload(found, labels, bare)], out)
