"""What the home page tells: the course of each theme, what is new, what came last."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from index.facets import ONCE
from index.searcher import Filters
from service.current import current_catalog
from service.pages.tallies import count_url, short_label
from service.views import ReportSummary

N_SHOWN = 5
# 新規, 継続新規, 一部新規: whatever the marker joins it with.
_NEW = "新規"


@dataclass(frozen=True, slots=True)
class Course:
    """How many entries carry a theme, year by year, and the same in words."""

    counts: tuple[int, ...]
    total: int
    words: str


@dataclass(frozen=True, slots=True)
class NewHere:
    """How many new initiatives an organisation reports, and the search for them."""

    organisation: str
    year: str
    count: int
    url: str


def news() -> dict[str, object]:
    """Return what stands on the home page below the search box."""
    return {"courses": courses(), "new_here": new_here(), "latest": latest()}


def courses() -> dict[str, Course]:
    """Return the course of each theme over the years that there are reports of."""
    catalog = current_catalog()
    found = catalog.statistics(("theme", "fiscal_year"), Filters(repeats=(ONCE,)))
    counts = {each.values: each.count for each in found.counts}
    years = sorted({year for _, year in counts if isinstance(year, int)})
    return {
        theme_id: _course(
            years,
            [counts.get((theme_id, year), 0) for year in years],
            counts.get((theme_id, None), 0),
        )
        for theme_id in catalog.guide.ids
    }


def _course(years: Sequence[int], counts: Sequence[int], n_without: int) -> Course:
    """Return a course; entries without a year count in its total only."""
    told = (
        gettext("%(year)s %(n)s件", year=short_label("fiscal_year", year), n=count)
        for year, count in zip(years, counts, strict=True)
    )
    words = str(gettext("、")).join(told)
    return Course(tuple(counts), sum(counts) + n_without, words)


def new_here() -> tuple[NewHere, ...]:
    """Return who began most in the newest year that anything is marked new in."""
    by = ("fiscal_year", "organisation")
    markers = tuple(
        str(each.values[0])
        for each in current_catalog().statistics(("marker",), Filters()).counts
        if _NEW in str(each.values[0])
    )
    if not markers:
        return ()
    found = current_catalog().statistics(by, Filters(marker=markers, repeats=(ONCE,)))
    years = (each.values[0] for each in found.counts)
    newest_year = max((year for year in years if isinstance(year, int)), default=None)
    newest = [each for each in found.counts if each.values[0] == newest_year]
    return tuple(
        NewHere(
            short_label("organisation", each.values[1]),
            short_label("fiscal_year", each.values[0]),
            each.count,
            count_url(found, each.values),
        )
        for each in sorted(newest, key=lambda each: -each.count)[:N_SHOWN]
    )


def latest() -> tuple[ReportSummary, ...]:
    """Return the reports that were taken in last."""
    reports = current_catalog().reports()
    return tuple(sorted(reports, key=lambda each: each.imported_at, reverse=True))[
        :N_SHOWN
    ]
