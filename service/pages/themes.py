"""The themes: a grid of what there is of each, and one theme from all sides."""

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext

from corpus.errors import InvalidQueryError
from index.searcher import Filters, SearchRequest, Sort
from service.current import current_catalog
from service.evaluations import WAYS
from service.pages.addresses import is_filtered, search_url
from service.pages.charting import chart_view
from service.pages.grids import count_list, grid
from service.pages.menus import kept, menus
from service.pages.paging import PAGE_SIZE, paging, read_page
from service.pages.tallies import (
    Option,
    Switch,
    asked_filters,
    counted_values,
    narrowed_by,
    switches,
)
from service.pages.wording import CHOICE_TITLES
from service.views import ThemeView

blueprint = Blueprint("themes", __name__)

_COLUMNS = ("fiscal_year", "organisation", "section")
_MENUS = ("organisation", "fiscal_year", "kind")


@blueprint.get("/themes")
def themes() -> str:
    """Show a grid of all themes, the core ones first, and each with its rule."""
    by = request.args.get("by") or _COLUMNS[0]
    if by not in _COLUMNS:
        raise InvalidQueryError(
            f"「{by[:40]}」ごとの表はありません。"
            f"by には次のいずれかを指定してください：{'、'.join(_COLUMNS)}"
        )
    filters = asked_filters()
    counted = current_catalog().statistics(("theme",), filters).counts
    counts = {each.values[0]: each.count for each in counted}
    views = [
        replace(view, count=counts.get(view.theme.id, 0))
        for view in current_catalog().themes()
    ]
    is_course = by == "fiscal_year"
    chart = ("multiples", ("theme", by)) if is_course else ("heat", (by, "theme"))
    return render_template(
        "themes.html",
        by=by,
        named=narrowed_by(filters),
        switches=(_columns(by, filters), *switches(filters, lambda f: _url(by, f))),
        menus=menus(_MENUS, filters),
        kept=kept(filters, _MENUS, {"by": by}),
        grid=grid(("theme", by), filters, is_turned=not is_course),
        chart=chart_view(*chart, filters),
        is_empty=not current_catalog().index.n_documents,
        core=[view for view in views if view.theme.is_core],
        others=[view for view in views if not view.theme.is_core],
        card=current_catalog().evaluation_card(),
        ways=WAYS,
    )


@blueprint.get("/themes/<theme_id>")
def theme(theme_id: str) -> str:
    """Show one theme: its rule, its course, who has it, and its entries."""
    view = current_catalog().theme(theme_id)
    number = read_page(request.args.get("page", ""))
    chosen = replace(asked_filters(), theme=())
    filters = replace(chosen, theme=(theme_id,))
    asked = SearchRequest(
        query="",
        filters=filters,
        sort=Sort.NEWEST,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    found = current_catalog().search(asked)
    return render_template(
        "theme.html",
        view=view,
        theme=view.theme,
        found=found,
        named=narrowed_by(chosen),
        is_narrowed=is_filtered(replace(chosen, repeats=())),
        switches=switches(chosen, lambda f: _theme_url(view, f)),
        menus=menus(_MENUS, chosen),
        kept=kept(chosen, _MENUS, {}),
        paging=paging(
            number,
            found.result.total,
            lambda page: _theme_url(view, chosen, page=None if page == 1 else page),
        ),
        narrow_url=search_url(asked, sort=Sort.RELEVANCE),
        **_portrait(theme_id, filters),
    )


def _portrait(theme_id: str, filters: Filters) -> dict[str, object]:
    """Return what there is of a theme: course, states, holders, words, entries."""
    portrait = current_catalog().portrait(theme_id, filters)
    course = grid(("marker", "fiscal_year"), filters, is_turned=True)
    return {
        "course": course,
        "years": [row.heading.name for row in course.rows],
        "course_chart": chart_view("bars", ("fiscal_year", "marker"), filters),
        "states": count_list("status", filters),
        "holders": count_list("organisation", filters),
        "beside": count_list("theme", filters, without=theme_id),
        "words": portrait.words,
        "best": portrait.best,
    }


def _columns(by: str, filters: Filters) -> Switch:
    """Return what the grid may have beside the themes."""
    options = (
        Option(str(CHOICE_TITLES[name]), _url(name, filters), name == by)
        for name in _COLUMNS
    )
    return Switch(gettext("テーマと並べるもの"), tuple(options))


def _url(by: str, filters: Filters) -> str:
    values = counted_values(filters) | {"by": None if by == _COLUMNS[0] else by}
    return url_for(".themes", **values)


def _theme_url(view: ThemeView, filters: Filters, *, page: int | None = None) -> str:
    values = counted_values(filters) | {"page": page}
    return url_for(".theme", theme_id=view.theme.id, **values)
