"""Two years side by side, and one initiative through all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from flask import Blueprint, Response, render_template, request

from corpus.errors import TorikumiError
from models.pairs import Change
from service.comparing import Comparison, NeverCame, PairView
from service.comparison_rows import (
    COLUMNS,
    comparison_payload,
    comparison_rows,
    notes_of,
)
from service.current import current_catalog
from service.pages.differences import Side, differences
from service.pages.paging import paging, read_page
from service.pages.sending import check_form, sent_json, sent_table
from service.pages.year_choice import (
    CHANGE_TITLES,
    Asked,
    comparisons,
    menus,
    offers,
    read_asked,
)

blueprint = Blueprint("years", __name__)


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair with its texts marked where they differ."""

    comparison: Comparison
    pair: PairView
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of change: how many pairs are of it, and the page that shows them."""

    title: str
    count: int
    url: str
    is_chosen: bool


@blueprint.get("/years")
def years() -> tuple[str, int]:
    """Show what became of each initiative; without a choice, what can be chosen."""
    asked, found, trouble = _found()
    number = read_page(request.args.get("page", ""))
    everything = replace(asked, changes=())
    wanted = [one for each in found for one in _wanted(each, everything)]
    shown = [one for each in found for one in _wanted(each, asked)]
    shown.sort(key=lambda one: list(CHANGE_TITLES).index(one[1].change))
    pages = paging(number, len(shown), lambda page: asked.url(page=page))
    page = render_template(
        "years.html",
        asked=asked,
        found=found,
        trouble=trouble,
        menus=menus(asked),
        counts=_counts(asked, wanted),
        total=len(shown),
        pairs=[_shown(*one) for one in shown[pages.first - 1 : pages.last]]
        if shown
        else [],
        waiting=[(each, one) for each in found for one in _waiting(each, asked)],
        notes=[note for each in found for note in notes_of(each)],
        paging=pages,
        offers=offers(current_catalog().years.organisations()),
        files=asked.files(),
        change_titles=CHANGE_TITLES,
    )
    return page, trouble.status if trouble else 200


@blueprint.get("/years.<form>")
def file(form: str) -> Response:
    """Send the pairs that a page shows, all of them."""
    check_form(form)
    asked = read_asked()
    found = comparisons(asked)
    name = f"years_{asked.organisation or 'all'}_{asked.to_year or ''}.{form}"
    if form == "json":
        kept = [
            replace(each, pairs=tuple(pair for _, pair in _wanted(each, asked)))
            for each in found
        ]
        return sent_json(
            {"comparisons": list(map(comparison_payload, kept))}, name=name
        )
    rows = (
        row
        for each in found
        for row in comparison_rows(each, [pair for _, pair in _wanted(each, asked)])
    )
    return sent_table(rows, COLUMNS, form=form, name=name)


@blueprint.get("/years/<entry_id>")
def course(entry_id: str) -> str:
    """Show one initiative through all years, each beside the year before."""
    found = current_catalog().follow(entry_id)
    texts = [[each.entry.text for each in step.entries] for step in found.steps]
    sides = [differences([], texts[0])[1]] + [
        differences(before, after)[1] for before, after in pairwise(texts)
    ]
    return render_template(
        "course.html",
        course=found,
        entry=found.entry.entry,
        steps=list(zip(found.steps, sides, strict=True)),
        change_titles=CHANGE_TITLES,
    )


def _found() -> tuple[Asked, tuple[Comparison, ...], TorikumiError | None]:
    """Return what was asked for, and what was found or why nothing was."""
    asked = Asked()
    try:
        asked = read_asked()
        return asked, comparisons(asked), None
    except TorikumiError as error:
        return asked, (), error


def _wanted(
    comparison: Comparison, asked: Asked
) -> Iterable[tuple[Comparison, PairView]]:
    """Give the pairs that pass the theme and the kinds of change."""
    for pair in comparison.pairs:
        if asked.theme and asked.theme not in pair.theme_ids:
            continue
        if not asked.changes or pair.change in asked.changes:
            yield comparison, pair


def _waiting(comparison: Comparison, asked: Asked) -> Iterable[NeverCame]:
    for one in comparison.never_came:
        themes = {theme.theme_id for theme in one.before.themes}
        if not asked.theme or asked.theme in themes:
            yield one


def _counts(
    asked: Asked, wanted: Iterable[tuple[Comparison, PairView]]
) -> tuple[Counted, ...]:
    """Return how many pairs are of each kind, with the page of these alone."""
    kinds = [pair.change for _, pair in wanted]
    return tuple(
        Counted(
            str(title),
            kinds.count(change),
            asked.url(changes=() if asked.changes == (change,) else (change,)),
            change in asked.changes,
        )
        for change, title in CHANGE_TITLES.items()
    )


def _shown(comparison: Comparison, pair: PairView) -> ShownPair:
    before = [each.entry.text for each in pair.before]
    after = [each.entry.text for each in pair.after]
    if pair.change is Change.UNCHANGED:
        return ShownPair(
            comparison, pair, differences(before, [])[0], differences([], after)[1]
        )
    return ShownPair(comparison, pair, *differences(before, after))
