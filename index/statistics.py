"""How many entries have which values together: one pass over the columns.

Each dimension is a column of integers. What an entry has in all of them together is one
number, and numbers are counted at once. Themes are the exception, since an entry may
carry several: entries are counted by the set of themes they carry, of which there are
few, and each set then counts for its themes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.facets import Filters, passing, theme_bits
from index.schema import FACETS
from index.snapshot import Snapshot

DIMENSIONS = (*FACETS, "kind", "report")
MOST_DIMENSIONS = 3
# Numbers up to here are counted in a table of all there could be, which is quicker.
_DENSE = 1 << 22
_NO_YEAR = np.iinfo("i2").max  # behind all others

Integers = NDArray[np.int64]
Value = str | int | None
Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries have some values, in the order of the dimensions.

    ``doubtful`` of them carry the theme among the values in doubt; ``whole`` is how
    many there are of which the first value is one: of a theme and a year, all of the
    year.
    """

    values: Values
    count: int
    doubtful: int
    whole: int

    @property
    def share(self) -> float:
        """The share of the whole, in [0, 1]."""
        return self.count / self.whole


@dataclass(frozen=True, slots=True)
class Statistics:
    """What there is among the ``total`` entries that pass the filters.

    Values that no entry has together are left out.
    """

    by: tuple[str, ...]
    filters: Filters
    total: int
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A dimension: the place of each document's value among those there are."""

    places: Integers
    values: Values


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of places, one a dimension, with how many documents have them."""

    places: Integers
    counts: Integers
    doubtful: Integers


def count(
    snapshot: Snapshot,
    by: Sequence[str],
    filters: Filters,
    *,
    theme_ids: Sequence[str],
) -> Statistics:
    """Count the entries that pass by what they have in some dimensions.

    Parameters
    ----------
    by : sequence of one to three of ``DIMENSIONS``, each once
    theme_ids : sequence of str
        The themes in the order in which they are wanted.

    Returns
    -------
    Statistics
        Values in the order of the dimensions: themes as given, years from the oldest,
        all else as first met; none comes last.
    """
    passed = passing(snapshot, filters).values()
    documents = np.flatnonzero(np.logical_and.reduce([snapshot.is_live, *passed]))
    columns = [_column(snapshot, name, documents, theme_ids) for name in by]
    table = _table(snapshot, filters, documents, by, columns)
    wholes = _table(snapshot, filters, documents, by[1:], columns[1:])
    return Statistics(
        tuple(by), filters, len(documents), _named(table, wholes, columns)
    )


def _named(
    table: _Table, wholes: _Table, columns: Sequence[_Column]
) -> tuple[Count, ...]:
    """Return the rows of a table with their values, each with what it is a share of."""
    of = dict(
        zip(map(tuple, wholes.places.tolist()), wholes.counts.tolist(), strict=True)
    )
    values = [column.values for column in columns]
    rows = zip(
        table.places.tolist(), table.counts.tolist(), table.doubtful.tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(
        Count(
            tuple(names[k] for names, k in zip(values, places, strict=True)),
            n,
            n_doubtful,
            of[tuple(places[1:])],
        )
        for places, n, n_doubtful in rows
    )


def _column(
    snapshot: Snapshot, name: str, documents: Integers, theme_ids: Sequence[str]
) -> _Column:
    """Return a dimension: each document's value or none; of themes all there are."""
    if name == "theme":
        return _Column(np.empty(0, dtype=np.int64), (*theme_ids, None))
    codes = snapshot.facts[name][documents].astype(np.int64)
    if name == "fiscal_year":
        codes[codes == 0] = _NO_YEAR
        names: dict[int, Value] = {_NO_YEAR: None}
    else:
        last = len(snapshot.strings(name)) + 1
        codes[codes == 0] = last
        names = {last: None, **dict(enumerate(snapshot.strings(name), start=1))}
    there, places = _compressed(codes)
    return _Column(places, tuple(names.get(code, code) for code in there.tolist()))


def _table(
    snapshot: Snapshot,
    filters: Filters,
    documents: Integers,
    by: Sequence[str],
    columns: Sequence[_Column],
) -> _Table:
    """Return how many documents have which values together, in order."""
    plain = [
        column for name, column in zip(by, columns, strict=True) if name != "theme"
    ]
    joint = np.zeros(len(documents), dtype=np.int64)
    for column in plain:
        joint = joint * len(column.values) + column.places
    there, places = _compressed(joint)
    rows = np.empty((len(there), len(plain)), dtype=np.int64)
    for k in range(len(plain) - 1, -1, -1):
        there, rows[:, k] = np.divmod(there, len(plain[k].values))
    if "theme" not in by:
        counts = np.bincount(places, minlength=len(rows))
        return _Table(rows, counts, np.zeros_like(counts))
    theme_ids = columns[by.index("theme")].values[:-1]
    given, doubtful = _by_theme(snapshot, filters, documents, places, theme_ids)
    themes, others = np.nonzero(given)
    rows = np.insert(rows[others], by.index("theme"), themes, axis=1)
    order = np.lexsort(rows.T[::-1])
    counted = given[themes, others][order], doubtful[themes, others][order]
    return _Table(rows[order], *counted)


def _by_theme(
    snapshot: Snapshot,
    filters: Filters,
    documents: Integers,
    places: Integers,
    theme_ids: Sequence[Value],
) -> tuple[Integers, Integers]:
    """Return counts of shape (n_themes + 1, n_places), the last row of no theme.

    The second array counts those of the first whose theme is in doubt.
    """
    patterns, codes = snapshot.theme_patterns
    n_places = int(places.max(initial=0)) + 1
    there, which = _compressed(codes[documents] * n_places + places)
    counts = np.bincount(which, minlength=len(there))
    pattern, place = np.divmod(there, n_places)
    doubtful = patterns[pattern, 1]
    bits = theme_bits(patterns[pattern, 0], doubtful, filters)
    known = snapshot.strings("theme")
    found = np.zeros((2, len(theme_ids) + 1, n_places), dtype=np.int64)
    for k, theme_id in enumerate(theme_ids):
        if theme_id in known:
            bit = np.uint64(1 << known.index(str(theme_id)))
            for table, among in zip(found, (bits, bits & doubtful), strict=True):
                has = (among & bit) > 0
                np.add.at(table[k], place[has], counts[has])
    np.add.at(found[0, -1], place[bits == 0], counts[bits == 0])
    return found[0], found[1]


def _compressed(codes: Integers) -> tuple[Integers, Integers]:
    """Return which codes there are, in order, and the place of each among them."""
    size = int(codes.max(initial=0)) + 1
    if size > _DENSE:
        there, places = np.unique(codes, return_inverse=True)
        return there, places.reshape(-1)
    is_there = np.zeros(size, dtype=bool)
    is_there[codes] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[codes]
