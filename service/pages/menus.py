"""Menus by which a page of counts is narrowed: only what offers a choice is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from index.searcher import Filters
from service.current import current_catalog
from service.pages.addresses import filter_values
from service.pages.tallies import counted_values, short_label
from service.pages.wording import CHOICE_TITLES


@dataclass(frozen=True, slots=True)
class Menu:
    """One thing to choose; ``options`` are values with their names."""

    name: str
    title: str
    nothing: str
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]


def menus(names: Iterable[str], filters: Filters) -> tuple[Menu, ...]:
    """Return a menu for each dimension that has more than one value."""
    chosen = filter_values(filters)
    found = (
        Menu(
            name,
            str(CHOICE_TITLES[name]),
            str(gettext("すべて")),
            values_of(name),
            tuple(chosen.get(name, ())),
        )
        for name in names
    )
    return tuple(menu for menu in found if len(menu.options) > 1 or menu.chosen)


def values_of(name: str) -> tuple[tuple[str, str], ...]:
    """Return every value of a dimension with its name, as counted."""
    found = current_catalog().statistics((name,), Filters())
    return tuple(
        (str(each.values[0]), short_label(name, each.values[0]))
        for each in found.counts
        if each.values[0] is not None
    )


def kept(
    filters: Filters, without: Iterable[str], more: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return what a form carries along beside its menus."""
    left_out = set(without)
    pairs = [
        (name, str(value))
        for name, values in counted_values(filters).items()
        if name not in left_out
        for value in ([values] if isinstance(values, str) else values)
    ]
    return (*pairs, *more.items())
