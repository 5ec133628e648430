"""Which goes with which, one to one, so that all together fit best.

Only pairs worth something are looked at. They fall into islands that have nothing to
do with each other, and each island is solved by itself: long reports stay quick.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Array = NDArray[np.float64]
Indices = NDArray[np.intp]


def assign(rows: Indices, columns: Indices, worth: Array) -> Iterator[tuple[int, int]]:
    """Give the pairs of rows and columns that are worth most together.

    Parameters
    ----------
    rows, columns : ndarray of shape (n_pairs,)
        What may go with what, each pair once.
    worth : ndarray of shape (n_pairs,)
        How much a pair is worth; one that is worth nothing is not made.
    """
    # Loading it takes longer than a search, and only comparing needs it.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    is_worth = worth > 0
    rows, columns, worth = rows[is_worth], columns[is_worth], worth[is_worth]
    for island in _islands(rows, columns):
        own_rows, at_row = np.unique(rows[island], return_inverse=True)
        own_columns, at_column = np.unique(columns[island], return_inverse=True)
        table = np.zeros((len(own_rows), len(own_columns)))
        table[at_row, at_column] = worth[island]
        best = linear_sum_assignment(table, maximize=True)
        for row, column in zip(*best, strict=True):
            if table[row, column] > 0:
                yield int(own_rows[row]), int(own_columns[column])


def _islands(rows: Indices, columns: Indices) -> Iterator[list[int]]:
    """Part pairs into groups that share no row and no column."""
    if not len(rows):
        return
    n_rows, n_columns = int(rows.max()) + 1, int(columns.max()) + 1
    size = n_rows + n_columns
    links = sparse.coo_array(
        (np.ones(len(rows)), (rows, columns + n_rows)), shape=(size, size)
    )
    _, island_of = connected_components(links, directed=False)
    islands: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        islands[int(island_of[row])].append(place)
    yield from islands.values()
