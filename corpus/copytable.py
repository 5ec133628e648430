"""A table of texts by what tells copies of them: grows, and finds candidates quickly.

For each band of a signature there is a hash table of rows; where two rows fall on one
slot, the first keeps it, for a copy shares most of its bands and is found by the
others. A row takes some 0.3 KB, so a million entries fit beside the index, and a
mapped file is only read where it is asked.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.copies import N_BANDS, Imprints

# At 0.7 of all runs shared, three texts in four share as many bands; at 0.8 nearly all.
_LEAST_BANDS = 2
_SMALLEST = 1 << 10

Rows = NDArray[np.int32]


class CopyTable:
    """Rows of imprints, numbered in the order in which they came."""

    def __init__(self) -> None:
        self._n_rows = 0
        self._exact = np.zeros(0, dtype=np.uint64)
        self._figures = np.zeros(0, dtype=np.uint64)
        self._bands = np.zeros((0, N_BANDS), dtype=np.uint32)
        self._slots = np.full((N_BANDS, _SMALLEST), -1, dtype=np.int32)

    def __len__(self) -> int:
        return self._n_rows

    def add(self, imprints: Imprints) -> None:
        """Take in rows after those that are there."""
        first, self._n_rows = self._n_rows, self._n_rows + len(imprints)
        self._make_room()
        self._exact[first : self._n_rows] = imprints.exact
        self._figures[first : self._n_rows] = imprints.figures
        self._bands[first : self._n_rows] = imprints.bands
        if self._n_rows * 2 > self._slots.shape[1]:
            size = 1 << (self._n_rows * 2).bit_length()
            self._slots = np.full((N_BANDS, size), -1, dtype=np.int32)
            first = 0
        self._place(first)

    def candidates(
        self, imprints: Imprints, *, before: int | None = None
    ) -> Iterator[list[tuple[int, bool, bool]]]:
        """Give for each text the rows that may be copies of it, the likeliest first.

        Parameters
        ----------
        imprints : Imprints
        before : int, optional
            The row number of the first text; a row is a candidate only for later ones.

        Yields
        ------
        list of (row, is_same, is_same_but_for_figures)
        """
        if not self._n_rows or not len(imprints):
            yield from ([] for _ in range(len(imprints)))
            return
        band = np.arange(N_BANDS)[None, :]
        rows = self._slots[band, self._slots_of(imprints.bands)]
        is_shared = (rows >= 0) & (self._bands[rows, band] == imprints.bands)
        if before is not None:
            is_shared &= rows < (before + np.arange(len(imprints)))[:, None]
        has_any = is_shared.sum(axis=1) >= _LEAST_BANDS
        for i, has in enumerate(has_any.tolist()):
            yield self._ranked(rows[i][is_shared[i]], imprints, i) if has else []

    def imprints(self, chosen: NDArray[np.bool_]) -> Imprints:
        """Return the imprints of chosen rows."""
        n = self._n_rows
        return Imprints(
            self._exact[:n][chosen], self._figures[:n][chosen], self._bands[:n][chosen]
        )

    def save(self, folder: Path) -> None:
        """Write the table into a folder."""
        n = self._n_rows
        np.save(folder / "exact.npy", self._exact[:n])
        np.save(folder / "figures.npy", self._figures[:n])
        np.save(folder / "bands.npy", self._bands[:n])
        np.save(folder / "slots.npy", self._slots)

    @classmethod
    def load(cls, folder: Path) -> "CopyTable":
        """Return a table that was saved, to be asked; its files are mapped, not read.

        Raises
        ------
        OSError, ValueError
            The folder holds no whole table.
        """
        table = cls()
        for name in ("exact", "figures", "bands", "slots"):
            array = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            setattr(table, f"_{name}", array)
        table._n_rows = len(table._exact)
        return table

    def _ranked(
        self, rows: Rows, imprints: Imprints, i: int
    ) -> list[tuple[int, bool, bool]]:
        # Of a few dozen rows, counting one by one is quicker than an array's way.
        counts = Counter(rows.tolist())
        best_first = sorted(counts, key=lambda row: (-counts[row], row))
        return [
            (
                row,
                bool(self._exact[row] == imprints.exact[i]),
                bool(self._figures[row] == imprints.figures[i]),
            )
            for row in best_first
            if counts[row] >= _LEAST_BANDS
        ]

    def _slots_of(self, bands: NDArray[np.uint32]) -> NDArray[np.uint32]:
        return bands & np.uint32(self._slots.shape[1] - 1)

    def _place(self, first: int) -> None:
        """Put rows from one on into free slots; of two that want one, the first."""
        rows = np.arange(first, self._n_rows, dtype=np.int32)[::-1]
        slots = self._slots_of(self._bands[first : self._n_rows])[::-1]
        for band in range(N_BANDS):
            wanted = slots[:, band]
            is_free = self._slots[band, wanted] < 0
            self._slots[band, wanted[is_free]] = rows[is_free]

    def _make_room(self) -> None:
        size = len(self._exact)
        if self._n_rows <= size:
            return
        more = max(self._n_rows, 2 * size) - size
        self._exact = np.concatenate([self._exact, np.zeros(more, dtype=np.uint64)])
        self._figures = np.concatenate([self._figures, np.zeros(more, dtype=np.uint64)])
        empty = np.zeros((more, N_BANDS), dtype=np.uint32)
        self._bands = np.concatenate([self._bands, empty])
