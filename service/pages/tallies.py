"""What a page counts: read from its URL, told in words, and opened by a link.

The choices of a page are those of a search, and the count of a row is that of the
search its link leads to. What is printed again (再掲) counts once unless the reader
wants it otherwise; a search shows it all, so that links to one say so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for
from flask_babel import format_date, gettext

from index.facets import NONE, ONCE, WITH_DOUBTFUL, WITHOUT_DOUBTFUL
from index.searcher import Filters, SearchRequest
from index.statistics import Statistics, Value, Values
from service.counting import filters_of, narrowed, read_counted
from service.current import current_catalog
from service.pages.addresses import filter_values, search_url
from service.pages.wording import CHOICE_TITLES, value_name
from service.views import ReportSummary

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One of several ways to count; ``url`` is the page counting so."""

    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """Ways to count of which one is chosen."""

    title: str
    options: tuple[Option, ...]


def asked_filters() -> Filters:
    """Return what the request counts."""
    return read_counted(request.args.to_dict(flat=False))


def counted_values(filters: Filters) -> dict[str, Any]:
    """Return what a URL says of a count; counting repeats once goes without saying."""
    values = filter_values(filters)
    if not values.pop("repeats", None):
        values["repeats"] = "all"
    return values


def count_url(found: Statistics, values: Values) -> str:
    """Return the search that finds the entries of a count."""
    return search_url(SearchRequest("", filters_of(found, values)))


def value_url(filters: Filters, name: str, value: Value) -> str:
    """Return the search that finds what has one value among what passes filters."""
    return search_url(SearchRequest("", narrowed(filters, name, value)))


def tables_urls(by: Iterable[str], filters: Filters) -> tuple[tuple[str, str], ...]:
    """Return the name and address of each form in which counts can be taken along."""
    values = counted_values(filters) | {"by": ",".join(by)}
    return (
        ("CSV", url_for("tables.stats", form="csv", **values)),
        ("Excel", url_for("tables.stats", form="xlsx", **values)),
        ("JSON", url_for("api.stats", **values)),
    )


def switches(filters: Filters, url: Callable[[Filters], str]) -> tuple[Switch, ...]:
    """Return how repeats and tags in doubt may be counted."""

    def option(name: str, **choice: tuple[str, ...]) -> Option:
        chosen = replace(filters, **choice)  # type: ignore[arg-type]
        return Option(name, url(chosen), chosen == filters)

    return (
        Switch(
            gettext("再掲"),
            (
                option(gettext("一度だけ数える"), repeats=(ONCE,)),
                option(gettext("すべて数える"), repeats=()),
            ),
        ),
        Switch(
            gettext("判定保留のテーマ"),
            (
                option(gettext("付いたものを数える"), doubtful=()),
                option(gettext("すべて除く"), doubtful=(WITHOUT_DOUBTFUL,)),
                option(gettext("候補も数える"), doubtful=(WITH_DOUBTFUL,)),
            ),
        ),
    )


def label(name: str, value: Value) -> str:
    """Return what a person reads for a value, none among them."""
    return value_name(name, NONE if value is None else str(value))


def short_label(name: str, value: Value) -> str:
    """Return a label that has little room."""
    if name != "fiscal_year" or value is None:
        return label(name, value)
    return label(name, value).split("（")[0]


def title_of(by: Iterable[str], filters: Filters) -> str:
    """Return what is counted as one line."""
    dimensions = " × ".join(str(CHOICE_TITLES[name]) for name in by)
    title = gettext("%(by)s別の記載の数", by=dimensions)
    named = narrowed_by(filters)
    if named:
        title = gettext("%(title)s（%(named)s）", title=title, named=named)
    return str(title)


def narrowed_by(filters: Filters) -> str:
    """Return the values that narrow a count as one line, repeats apart."""
    names = [
        value_name(name, value)
        for name, values in filter_values(filters).items()
        if name not in ("repeats", "doubtful")
        for value in values
    ]
    if filters.doubtful:
        (chosen,) = filters.doubtful
        names.append(f"{CHOICE_TITLES['doubtful']} {value_name('doubtful', chosen)}")
    more = gettext("ほか") if len(names) > _MOST_NAMED else None
    return str(gettext("、")).join([*names[:_MOST_NAMED], *([more] if more else [])])


def source_line(filters: Filters, total: int) -> str:
    """Return where counts are from: reports, day, number of entries, model."""
    catalog = current_catalog()
    reports = [each for each in catalog.reports() if _is_wanted(each, filters)]
    if not reports:
        return str(gettext("出典：該当する報告はありません。"))
    latest = max(each.imported_at for each in reports)
    once = gettext("、再掲は一度だけ") if filters.repeats else ""
    return str(
        gettext(
            "出典：%(reports)s（%(day)s取り込み）。記載%(total)s件%(once)s。"
            "テーマは分類器 %(model)s による。",
            reports=_named(reports),
            day=format_date(latest, "yyyy-MM-dd"),
            total=f"{total:,}",
            once=once,
            model=catalog.classifier.model_id_,
        )
    )


def _is_wanted(summary: ReportSummary, filters: Filters) -> bool:
    report = summary.report
    return (
        (not filters.organisation or report.organisation in filters.organisation)
        and (not filters.fiscal_year or report.fiscal_year in filters.fiscal_year)
        and (not filters.report or report.id in filters.report)
    )


def _named(reports: list[ReportSummary]) -> str:
    """Return the one report's name, or how many of how many organisations and years."""
    if len(reports) == 1:
        report = reports[0].report
        named = (report.organisation, short_label("fiscal_year", report.fiscal_year))
        return f"{' '.join(filter(None, named))}「{report.title}」"
    years = sorted(
        {one.report.fiscal_year for one in reports if one.report.fiscal_year}
    )
    span = "–".join(str(year) for year in dict.fromkeys((*years[:1], *years[-1:])))
    return str(
        gettext(
            "報告%(n)s件（%(organisations)s組織、%(span)s年度）",
            n=len(reports),
            organisations=len({one.report.organisation for one in reports}),
            span=span or "—",
        )
    )
