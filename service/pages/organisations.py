"""The organisations, one from all sides, and two to four side by side."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from corpus.errors import InvalidQueryError, NotFoundError
from index.searcher import Filters
from service.current import current_catalog
from service.finding import facets_of_all
from service.pages.charting import chart_view
from service.pages.grids import count_list, grid
from service.pages.menus import Menu, kept, menus, values_of
from service.pages.tallies import asked_filters, counted_values, narrowed_by, switches
from service.views import ReportSummary

blueprint = Blueprint("organisations", __name__)

MOST_BESIDE = 4
_MENUS = ("fiscal_year", "kind")


@blueprint.get("/organisations")
def organisations() -> str | Response:
    """Show all organisations with what they report; lead to some side by side."""
    beside = [name for name in request.args.getlist("with") if name]
    if beside:
        first, *others = beside
        values: dict[str, Any] = {"with": others}
        return redirect(url_for(".organisation", name=first, **values))
    filters = asked_filters()
    listed = count_list("organisation", filters)
    return render_template(
        "organisations.html",
        listed=listed,
        reports=_reports_of(),
        named=narrowed_by(filters),
        switches=switches(
            filters, lambda f: url_for(".organisations", **counted_values(f))
        ),
        menus=menus(_MENUS, filters),
        kept=kept(filters, _MENUS, {}),
        chart=chart_view("heat", ("organisation", "theme"), filters),
        is_empty=not current_catalog().index.n_documents,
        choice=_choices((), len(listed.rows)),
    )


@blueprint.get("/organisations/<path:name>")
def organisation(name: str) -> str:
    """Show one organisation, or it beside others."""
    known = {
        one.value for one in facets_of_all(current_catalog().searcher)["organisation"]
    }
    names = (name, *(one for one in request.args.getlist("with") if one))
    names = tuple(dict.fromkeys(names))
    _check(names, known)
    chosen = replace(asked_filters(), organisation=())
    filters = replace(chosen, organisation=names)
    common = {
        "name": name,
        "names": names,
        "named": narrowed_by(chosen),
        "switches": switches(chosen, lambda f: _url(names, f)),
        "menus": menus(_MENUS, chosen),
        "kept": (*kept(chosen, _MENUS, {}), *(("with", one) for one in names[1:])),
        "action": url_for(".organisation", name=name),
        "reports": {one: _reports_of().get(one, []) for one in names},
        "alone_urls": [(one, url_for(".organisation", name=one)) for one in names],
        "choice": _choices(names, len(known)),
    }
    if len(names) > 1:
        return render_template(
            "organisations_beside.html", **common, **_beside(filters)
        )
    return render_template("organisation.html", **common, **_alone(filters))


def _alone(filters: Filters) -> dict[str, object]:
    course = grid(("theme", "fiscal_year"), filters)
    return {
        "course": course,
        "course_chart": chart_view("multiples", ("theme", "fiscal_year"), filters),
        "markers": grid(("marker", "fiscal_year"), filters, is_turned=True),
        "markers_chart": chart_view("bars", ("fiscal_year", "marker"), filters),
        "states": grid(("status", "fiscal_year"), filters),
        "sections": count_list("section", filters),
        "years": [one.name for one in course.columns],
    }


def _beside(filters: Filters) -> dict[str, object]:
    by = ("theme", "organisation")
    return {
        "grid": grid(by, filters),
        "chart": chart_view("heat", by, filters),
        "states": grid(("status", "organisation"), filters),
        "markers": grid(("marker", "organisation"), filters),
    }


def _check(names: tuple[str, ...], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise NotFoundError(
                f"「{name[:80]}」という組織の記載はありません。"
                "組織の一覧から選んでください。"
            )
    if len(names) > MOST_BESIDE:
        raise InvalidQueryError(
            f"並べられるのは{MOST_BESIDE}組織までです（{len(names)}組織ありました）。"
            "with の指定を減らしてください。"
        )


def _choices(names: tuple[str, ...], n_known: int) -> tuple[Menu, ...]:
    """Return menus to choose which organisations stand side by side."""
    if n_known < 2:
        return ()
    options = values_of("organisation")
    most = MOST_BESIDE if not names else MOST_BESIDE - 1
    chosen = names[1:]
    return tuple(
        Menu(
            "with",
            str(gettext("並べる組織 %(n)s", n=k + 1)),
            str(gettext("選ばない")),
            tuple(pair for pair in options if pair[0] != (names[:1] or ("",))[0]),
            chosen[k : k + 1],
        )
        for k in range(min(most, n_known - bool(names)))
    )


def _reports_of() -> Mapping[str, list[ReportSummary]]:
    """Return the reports of each organisation, the newest year first."""
    found: dict[str, list[ReportSummary]] = {}
    for each in current_catalog().reports():
        found.setdefault(each.report.organisation or "", []).append(each)
    return found


def _url(names: tuple[str, ...], filters: Filters) -> str:
    values = counted_values(filters) | {"with": list(names[1:])}
    return url_for(".organisation", name=names[0], **values)
