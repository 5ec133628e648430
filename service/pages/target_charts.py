"""Pictures of targets: where each began, where it stands, where it is to come."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from service.charts import Dumbbell, Dumbbells, Words
from service.pages.charting import ChartView
from service.pages.wording import year_name
from service.targets import Problem, Target

PICTURES = ("svg", "png", "csv")
# A picture holds so many; the table has all.
_MOST_DRAWN = 24


def view_of(picture: Dumbbells | None, urls: Mapping[str, str]) -> ChartView | None:
    """Return a picture for a page, served at an address for each of its forms."""
    if picture is None:
        return None
    files = tuple((form.upper(), url) for form, url in urls.items())
    return ChartView(picture, urls["svg"], files)


def unit_of(steps: Sequence[Target]) -> str:
    """Return the unit of a measure, that of its first target."""
    units = (one.indicator.target.unit for one in steps if one.indicator.target)
    return next((unit for unit in units if unit), "")


def dumbbells(found: Sequence[Target], *, unit: str) -> Dumbbells | None:
    """Return a picture of the targets in a unit, which share one scale."""
    alike = [
        each
        for each in found
        if each.indicator.target
        and each.indicator.target.unit == unit
        and each.problem not in {Problem.UNITS, Problem.NO_CURRENT}
    ][:_MOST_DRAWN]
    if not alike:
        return None
    whose = {each.indicator.organisation for each in alike}
    rows = [_dumbbell(each, with_organisation=len(whose) > 1) for each in alike]
    years = sorted({each.indicator.fiscal_year or 0 for each in alike})
    words = Words(
        title=gettext("目標と現状（%(unit)s、%(n)s件）", unit=unit, n=len(rows)),
        source=gettext("出典：%(years)sの報告、%(n)s組織", n=len(whose),
                       years="、".join(year_name(year or None) for year in years)),
        alternative=gettext(
            "%(n)s件の指標の、目標設定時・現状・目標を横に並べた図。"
            "数値は下の表にあります。", n=len(rows),
        ),
        labels=gettext("測るもの"),
        values=unit,
    )  # fmt: skip
    names = (gettext("目標設定時"), gettext("現状"), gettext("目標"))
    return Dumbbells(words, names, tuple(rows))


def _dumbbell(target: Target, *, with_organisation: bool) -> Dumbbell:
    """Return a line of the picture; the year first, for long names are cut."""
    one = target.indicator
    parts = [str(one.fiscal_year or ""), one.organisation if with_organisation else ""]
    return Dumbbell(
        " ".join(filter(None, [*parts, target.name])),
        *(
            each.value if each else None
            for each in (one.baseline, one.current, one.target)
        ),
    )
