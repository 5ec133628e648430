"""Counts of entries by what they have: what may be asked, and of which search each is.

The same statistics stand behind grids, charts, API and command.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from weakref import WeakKeyDictionary

from corpus.errors import InvalidQueryError
from corpus.themes import Guide
from index.facets import NONE, ONCE, Filters
from index.searcher import Searcher
from index.snapshot import Snapshot
from index.statistics import (
    DIMENSIONS,
    MOST_DIMENSIONS,
    Statistics,
    Value,
    Values,
    count,
)
from service.finding import check_known
from service.parameters import read_filters

DEFAULT_BY = "theme,fiscal_year"
_Asked: TypeAlias = tuple[tuple[str, ...], Filters, tuple[str, ...]]
_MOST_REMEMBERED = 256
# A page and its charts ask for the same counts; a commit makes another snapshot.
_counted: WeakKeyDictionary[Snapshot, dict[_Asked, Statistics]] = WeakKeyDictionary()
_asking = threading.Lock()


def read_by(text: str) -> tuple[str, ...]:
    """Return the dimensions that a text names, with commas between them.

    Raises
    ------
    InvalidQueryError
        There is no such dimension, or they are too many.

    Examples
    --------
    >>> read_by("theme, fiscal_year")
    ('theme', 'fiscal_year')
    """
    by = tuple(name.strip() for name in (text or DEFAULT_BY).split(","))
    for name in by:
        if name not in DIMENSIONS:
            raise InvalidQueryError(
                f"by「{name[:40]}」では数えられません。"
                f"次のいずれかを指定してください：{'、'.join(DIMENSIONS)}"
            )
    if len(set(by)) < len(by) or len(by) > MOST_DIMENSIONS:
        raise InvalidQueryError(
            f"by には違うものを{MOST_DIMENSIONS}つまで、コンマで区切って"
            f"指定してください（例：{DEFAULT_BY}）。"
        )
    return by


def read_counted(values: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters of a count; what is printed again counts once unless told."""
    filters = read_filters(values)
    return (
        filters if any(values.get("repeats", ())) else replace(filters, repeats=(ONCE,))
    )


def statistics(
    searcher: Searcher, guide: Guide, by: Sequence[str], filters: Filters
) -> Statistics:
    """Count the entries that pass.

    Raises
    ------
    InvalidQueryError
        The reader filters by a value that nothing in the catalogue has.
    """
    check_known(searcher, guide, filters)
    snapshot = searcher.snapshot
    with _asking:
        known = _counted.setdefault(snapshot, {})
    asked = (tuple(by), filters, guide.ids)
    found = known.get(asked)
    if found is None:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        found = known[asked] = count(snapshot, by, filters, theme_ids=guide.ids)
    return found


def filters_of(found: Statistics, values: Values) -> Filters:
    """Return the filters that exactly the entries of some values pass."""
    filters = found.filters
    for name, value in zip(found.by, values, strict=True):
        filters = narrowed(filters, name, value)
    return filters


def narrowed(filters: Filters, name: str, value: Value) -> Filters:
    """Return filters that only entries with one value more pass."""
    if name == "theme" and filters.theme and value is not None:
        return replace(filters, also=(*filters.also, str(value)))
    if name == "fiscal_year":
        return replace(filters, fiscal_year=(int(value or 0),))
    chosen = {name: (NONE if value is None else str(value),)}
    return replace(filters, **chosen)  # type: ignore[arg-type]
