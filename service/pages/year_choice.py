"""Which years a page compares: read from its URL, offered in menus, kept in links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from flask import request, url_for
from flask_babel import gettext, lazy_gettext

from models.pairs import Change
from service.comparing import Comparison
from service.current import current_catalog
from service.pages.menus import Menu
from service.pages.sending import FORMS
from service.pages.wording import theme_name, year_name
from service.parameters import read_fiscal_year
from service.years_asked import read_changes

CHANGE_TITLES = {
    Change.CHANGED: lazy_gettext("変わった"),
    Change.MERGED: lazy_gettext("統合された"),
    Change.SPLIT: lazy_gettext("分かれた"),
    Change.NEW: lazy_gettext("新しい"),
    Change.DROPPED: lazy_gettext("なくなった"),
    Change.UNCHANGED: lazy_gettext("変わらない"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared and shown; no organisation means all of them."""

    organisation: str = ""
    from_year: int | None = None
    to_year: int | None = None
    theme: str = ""
    changes: tuple[Change, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return what a URL says of it; what says nothing is left out."""
        values = {
            "organisation": self.organisation,
            "from": self.from_year,
            "to": self.to_year,
            "theme": self.theme,
            "change": [each.value for each in self.changes],
        }
        return {name: value for name, value in values.items() if value}

    def url(self, *, page: int = 1, **changed: Any) -> str:
        """Return the address of this page, changed in some fields."""
        values = replace(self, **changed).values()
        return url_for("years.years", page=None if page == 1 else page, **values)

    def files(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the address of each form to take along."""
        return tuple(
            (form.upper(), url_for("years.file", form=form, **self.values()))
            for form in FORMS
        )


def read_asked() -> Asked:
    """Return what the request asks for.

    Raises
    ------
    InvalidQueryError
        A year, a theme or a kind of change cannot be.
    NotFoundError
        The guide has no such theme.
    """
    given = request.args
    theme = given.get("theme", "").strip()
    if theme:
        current_catalog().guide.find(theme)
    return Asked(
        given.get("organisation", "").strip(),
        _year(given.get("from", "")),
        _year(given.get("to", "")),
        theme,
        read_changes(given.getlist("change")),
    )


def comparisons(asked: Asked) -> tuple[Comparison, ...]:
    """Return the comparisons asked for, none where nothing is chosen yet.

    A year left out is the latest there is to compare.

    Raises
    ------
    NotFoundError
        An organisation or a year is not there.
    InvalidQueryError
        The years cannot be compared.
    """
    catalog = current_catalog()
    organisations = catalog.years.organisations()
    if not asked.organisation:
        latest = max((max(years) for years in organisations.values()), default=0)
        if asked == Asked() or not organisations:
            return ()
        return catalog.years.compare_all(asked.to_year or latest, asked.from_year)
    there = organisations.get(asked.organisation, ())
    to_year = asked.to_year or max(there, default=0)
    before = [year for year in there if year < to_year]
    from_year = asked.from_year or max(before, default=to_year)
    return (catalog.compare(asked.organisation, from_year, to_year),)


def menus(asked: Asked) -> tuple[Menu, ...]:
    """Return the menus of organisations, years and themes."""
    organisations = current_catalog().years.organisations()
    years = sorted({year for there in organisations.values() for year in there})
    named = tuple((str(year), year_name(year)) for year in reversed(years))
    themes = tuple((one, theme_name(one)) for one in current_catalog().guide.ids)
    offered = (
        ("organisation", gettext("組織"), gettext("すべての組織"),
         tuple((name, name) for name in organisations), asked.organisation),
        ("from", gettext("前の年度"), gettext("直前の年度"), named, asked.from_year),
        ("to", gettext("後の年度"), gettext("最新の年度"), named, asked.to_year),
        ("theme", gettext("テーマ"), gettext("すべてのテーマ"), themes, asked.theme),
    )  # fmt: skip
    return tuple(
        Menu(name, str(title), str(nothing), options, (str(chosen or ""),))
        for name, title, nothing, options, chosen in offered
    )


def offers(
    organisations: Mapping[str, Iterable[int]],
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return for each organisation the years that follow each other, with links."""
    return tuple(
        (
            name,
            tuple(
                (
                    f"{year_name(old)} → {year_name(new)}",
                    Asked(name, old, new).url(),
                )
                for old, new in pairwise(there)
            ),
        )
        for name, there in organisations.items()
    )


def _year(text: str) -> int | None:
    return read_fiscal_year(text) if text.strip() else None
