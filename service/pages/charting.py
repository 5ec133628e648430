"""Charts of counts: their figures, their words, and the addresses they are served at.

A chart is a picture under its own URL (/charts/bars.svg?by=fiscal_year&theme=telework),
with the same figures as CSV beside it, so that pages need neither script nor style for
it. Charts are drawn once for the same figures and words: whatever changes in index or
model changes those.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from corpus.errors import InvalidQueryError, NotFoundError
from index.searcher import Filters
from index.statistics import Statistics, Value
from service.charts import FORMS, Bars, Chart, Heat, Multiples, Series, Words, draw
from service.charts.kinds import INK
from service.counting import read_by
from service.current import current_catalog
from service.pages.tallies import (
    asked_filters,
    counted_values,
    short_label,
    source_line,
    title_of,
)
from service.pages.wording import CHOICE_TITLES
from service.spreadsheets import csv_lines

blueprint = Blueprint("charting", __name__)

_KINDS: dict[str, type[Bars | Multiples | Heat]] = {
    "bars": Bars,
    "multiples": Multiples,
    "heat": Heat,
}
_MIMETYPES = {"svg": "image/svg+xml", "png": "image/png"}
# More than this cannot be told apart; the files have all.
_MOST_LINES = 30
_MOST_DIMENSIONS = 2
_MOST_SERIES = {"bars": 6, "multiples": 24, "heat": 30}


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart on a page: its picture, its figures and the files to take along."""

    chart: Chart
    picture_url: str
    files: tuple[tuple[str, str], ...]


def chart_view(kind: str, by: Sequence[str], filters: Filters) -> ChartView:
    """Return a chart of counts for a page."""
    values = counted_values(filters) | {"by": ",".join(by), "kind_of": kind}

    def url(form: str) -> str:
        return url_for("charting.chart", form=form, **values)

    files = tuple((form.upper(), url(form)) for form in ("svg", "png", "csv"))
    return ChartView(chart_of(kind, by, filters), url("svg"), files)


@blueprint.get("/charts/<kind_of>.<form>")
def chart(kind_of: str, form: str) -> Response:
    """Send a chart as SVG or PNG, or its figures as CSV."""
    if kind_of not in _KINDS or form not in (*FORMS, "csv"):
        raise NotFoundError(
            f"「{kind_of[:40]}.{form[:10]}」という図はありません。"
            f"{'、'.join(_KINDS)} を {'、'.join(FORMS)}、csv で見られます。"
        )
    by = read_by(request.args.get("by", ""))
    if len(by) > _MOST_DIMENSIONS:
        raise InvalidQueryError(
            f"図にできるのは{_MOST_DIMENSIONS}つまでです。by の指定を減らすか、"
            "表（/stats.csv）で受け取ってください。"
        )
    return answered(chart_of(kind_of, by, asked_filters()), form)


def answered(chart: Chart, form: str) -> Response:
    """Return a chart as a response in one of its forms."""
    if form == "csv":
        heading, *rows = chart.table()
        columns = tuple(map(str, range(len(heading))))
        named = dict(zip(columns, map(str, heading), strict=True))
        lines = csv_lines(
            (dict(zip(columns, row, strict=True)) for row in rows),
            columns, headings=named,
        )  # fmt: skip
        body = "".join(["\ufeff", *lines]).encode()
        response = Response(body, mimetype="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="torikumi.csv"'
        return response
    body = _drawn(chart, form)
    response = Response(body, mimetype=_MIMETYPES[form])
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response


def chart_of(kind: str, by: Sequence[str], filters: Filters) -> Chart:
    """Return a chart of counts by one dimension or two.

    Lines of bars and labels of panels are of the first dimension for one, and of the
    last for panels and grids, whose series are of the first.
    """
    found = current_catalog().statistics(by, filters)
    is_bars = kind == "bars"
    counts = {each.values: each.count for each in found.counts}
    label_place, series_place = (0, 1) if is_bars else (len(by) - 1, 0)
    labels = _largest(found, label_place, _MOST_LINES)
    if len(by) == 1:
        figures = tuple(counts[(one,)] for one in labels)
        series: tuple[Series, ...] = (Series(str(gettext("件数")), figures),)
    else:
        series = tuple(
            _series(by, counts, one, labels, series_place)
            for one in _largest(found, series_place, _MOST_SERIES[kind])
        )
    # A small panel has room for the bare number of a year.
    is_bare = kind == "multiples" and by[label_place] == "fiscal_year"
    shown = tuple(
        str(one) if is_bare and one else short_label(by[label_place], one)
        for one in labels
    )
    drawn: Chart = _KINDS[kind](
        _words(found, by[label_place], shown, series), shown, series
    )
    return drawn


def _series(
    by: Sequence[str],
    counts: dict[tuple[Value, ...], int],
    value: Value,
    labels: Sequence[Value],
    place: int,
) -> Series:
    """Return what one value of a dimension has for each label."""
    pairs = ((value, one) if place == 0 else (one, value) for one in labels)
    colour = INK
    if by[place] == "theme" and value is not None:
        colour = current_catalog().guide.find(str(value)).colour
    figures = tuple(counts.get(pair, 0) for pair in pairs)
    return Series(short_label(by[place], value), figures, colour)


def _largest(found: Statistics, place: int, most: int) -> list[Value]:
    """Return the values of a dimension in order, at most so many of the largest."""
    sums: dict[Value, int] = {}
    for each in found.counts:
        value = each.values[place]
        sums[value] = sums.get(value, 0) + each.count
    kept = sorted(sums, key=lambda value: -sums[value])[:most]
    if found.by[place] == "theme":
        ids = current_catalog().guide.ids
        return sorted(kept, key=lambda v: ids.index(v) if v in ids else len(ids))
    if found.by[place] == "fiscal_year":
        return sorted(kept, key=lambda value: (value is None, value))
    return kept


def _words(
    found: Statistics, label: str, labels: Sequence[str], series: Sequence[Series]
) -> Words:
    title = title_of(found.by, found.filters)
    figures = (
        (value or 0, one.name, name)
        for one in series
        for name, value in zip(labels, one.values, strict=True)
    )
    most = max(figures, default=None)
    alternative = gettext("%(title)s。数える記載がありません。", title=title)
    if most:
        alternative = gettext(
            "%(title)s。最も多いのは%(where)sの%(n)s件。数値は下の表にあります。",
            title=title,
            where=" ".join(most[2:] if len(found.by) == 1 else most[1:]),
            n=f"{most[0]:,.0f}",
        )
    return Words(
        title=str(title),
        source=source_line(found.filters, found.total),
        alternative=str(alternative),
        labels=str(CHOICE_TITLES[label]),
        values=str(gettext("件数")),
    )


@lru_cache(maxsize=96)
def _drawn(chart: Chart, form: str) -> bytes:
    return draw(chart, form)
