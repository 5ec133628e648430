"""Targets: how far each indicator has come, sorted and filtered, and over the years."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from corpus.errors import NotFoundError
from corpus.records import Indicator
from index.searcher import Filters
from service.charts import Dumbbells
from service.current import current_catalog
from service.pages.addresses import filter_values
from service.pages.charting import ChartView, answered
from service.pages.menus import Menu, menus
from service.pages.sending import FORMS, check_form, sent_json, sent_table
from service.pages.target_charts import PICTURES, dumbbells, unit_of, view_of
from service.parameters import read_filters
from service.payloads import listed
from service.target_rows import TARGET_COLUMNS, target_payload, target_row
from service.targets import Problem, Target, course_of
from service.years_asked import is_legible, is_wanted, read_reached, sort_targets

blueprint = Blueprint("targets", __name__)

_REACHED = {
    "yes": lazy_gettext("達成"),
    "no": lazy_gettext("未達成"),
    "unknown": lazy_gettext("判定できない"),
}
_PROBLEMS = {
    Problem.NO_TARGET: lazy_gettext("目標の値が読み取れない"),
    Problem.NO_CURRENT: lazy_gettext("現状の値が読み取れない"),
    Problem.UNITS: lazy_gettext("目標と現状の単位が違う"),
    Problem.DIRECTION: lazy_gettext("増減のどちらがよいか読み取れない"),
}
_COLUMNS = {
    "name": lazy_gettext("測るもの"),
    "organisation": lazy_gettext("組織"),
    "fiscal_year": lazy_gettext("年度"),
    "baseline": lazy_gettext("目標設定時"),
    "current": lazy_gettext("現状"),
    "target": lazy_gettext("目標"),
    "progress": lazy_gettext("進み具合"),
    "distance": lazy_gettext("目標までの差"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which targets are shown, and in which order."""

    filters: Filters
    reached: str
    sort: str

    def values(self, **changed: str) -> dict[str, Any]:
        """Return what a URL says of it, changed in some fields."""
        values = {"reached": self.reached, "sort": self.sort} | changed
        return filter_values(self.filters) | {k: v for k, v in values.items() if v}


@dataclass(frozen=True, slots=True)
class Column:
    """A column to sort by: its order now (aria-sort), and the page sorted by it."""

    name: str
    title: str
    order: str
    url: str


@blueprint.get("/targets")
def targets() -> str:
    """Show the targets; what could not be read is listed apart."""
    asked = _asked()
    found = _found(asked)
    legible = [each for each in found if is_legible(each)]
    return render_template(
        "targets.html",
        asked=asked,
        found=legible,
        apart=[each for each in found if not is_legible(each)],
        n_reached=sum(each.is_reached is True for each in legible),
        columns=[_column(name, asked) for name in _COLUMNS],
        menus=(*menus(("organisation", "fiscal_year", "section"), asked.filters),
               _reached_menu(asked)),
        kept=[("sort", asked.sort)] if asked.sort else [],
        chart=_chart_view(asked, legible),
        files=[(form.upper(), url_for(".file", form=form, **asked.values()))
               for form in FORMS],
        problems=_PROBLEMS,
        number_of=_numbers(current_catalog().targets(Filters())),
    )  # fmt: skip


@blueprint.get("/targets.<form>")
def file(form: str) -> Response:
    """Send the targets of the page."""
    check_form(form)
    found = _found(_asked())
    name = f"targets.{form}"
    if form == "json":
        return sent_json(listed("targets", map(target_payload, found)), name=name)
    return sent_table(map(target_row, found), TARGET_COLUMNS, form=form, name=name)


@blueprint.get("/targets/chart.<form>")
def chart(form: str) -> Response:
    """Send the picture of the targets of the page, or its figures."""
    found = [each for each in _found(_asked()) if is_legible(each)]
    return _drawn(dumbbells(found, unit="%"), form)


@blueprint.get("/targets/<entry_id>/<int:number>")
def course(entry_id: str, number: int) -> str:
    """Show the same measure in all years."""
    target, steps = _course(entry_id, number)
    return render_template(
        "target_course.html",
        target=target,
        steps=steps,
        chart=_course_view(entry_id, number, steps),
        problems=_PROBLEMS,
    )


@blueprint.get("/targets/<entry_id>/<int:number>/chart.<form>")
def course_chart(entry_id: str, number: int, form: str) -> Response:
    """Send the picture of a measure over the years, or its figures."""
    _, steps = _course(entry_id, number)
    return _drawn(dumbbells(steps, unit=unit_of(steps)), form)


def _course(entry_id: str, number: int) -> tuple[Target, tuple[Target, ...]]:
    everything = current_catalog().targets(Filters())
    own = [each for each in everything if each.indicator.entry_id == entry_id]
    if not 1 <= number <= len(own):
        raise NotFoundError("その目標はありません。目標の一覧から選んでください。")
    return own[number - 1], course_of(own[number - 1], everything)


def _drawn(picture: Dumbbells | None, form: str) -> Response:
    if picture is None or form not in PICTURES:
        raise NotFoundError(
            "この絞り込みでは図にできる目標がありません。絞り込みを外してください。"
        )
    return answered(picture, form)


def _asked() -> Asked:
    values = request.args.to_dict(flat=False)
    return Asked(
        read_filters(values),
        read_reached(request.args.get("reached", "")),
        request.args.get("sort", ""),
    )


def _found(asked: Asked) -> list[Target]:
    found = [
        each
        for each in current_catalog().targets(asked.filters)
        if is_wanted(each, asked.reached)
    ]
    found.sort(key=_usual_order)
    return sort_targets(found, asked.sort)


def _usual_order(target: Target) -> tuple[str, int]:
    one = target.indicator
    return one.organisation or "", -(one.fiscal_year or 0)


def _column(name: str, asked: Asked) -> Column:
    """Return a column: sorted upwards first, then downwards."""
    order = {name: "ascending", f"-{name}": "descending"}.get(asked.sort, "none")
    sort = f"-{name}" if order == "ascending" else name
    url = url_for(".targets", **asked.values(sort=sort))
    return Column(name, str(_COLUMNS[name]), order, url)


def _reached_menu(asked: Asked) -> Menu:
    options = tuple((name, str(title)) for name, title in _REACHED.items())
    return Menu(
        "reached",
        str(gettext("達成")),
        str(gettext("すべて")),
        options,
        (asked.reached,),
    )


def _numbers(everything: Sequence[Target]) -> dict[Indicator, int]:
    """Return for each indicator which of its entry's it is, counted from 1."""
    numbers: dict[Indicator, int] = {}
    seen: Counter[str] = Counter()
    for each in everything:
        seen[each.indicator.entry_id] += 1
        numbers[each.indicator] = seen[each.indicator.entry_id]
    return numbers


def _chart_view(asked: Asked, found: Sequence[Target]) -> ChartView | None:
    urls = {form: url_for(".chart", form=form, **asked.values()) for form in PICTURES}
    return view_of(dumbbells(found, unit="%"), urls)


def _course_view(
    entry_id: str, number: int, steps: Sequence[Target]
) -> ChartView | None:
    """Return the picture of a measure where there is a course to see."""
    if len(steps) < 2:
        return None
    urls = {
        form: url_for(".course_chart", entry_id=entry_id, number=number, form=form)
        for form in PICTURES
    }
    return view_of(dumbbells(steps, unit=unit_of(steps)), urls)
