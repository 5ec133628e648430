"""What stands once above rows that leave it blank, as merged cells end up in a CSV."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.listed import ListRow

CARRIED = {"organisation": "組織名", "fiscal_year": "年度", "section": "大項目"}


def leaves_title(cells: Sequence[str], item: int | None) -> bool:
    """Whether a row leaves blank its title and all that stands left of it.

    So do the further rows of a cell that was merged over them.
    """
    return item is not None and not any(map(str.strip, cells[: item + 1]))


@dataclass(slots=True)
class _Column:
    """What the rows so far say in a column."""

    above: str | None = None
    n_rows: int = 0
    n_blank: int = 0
    begins_blank: bool = False
    is_repeated: bool = False

    def see(self, value: str | None, *, is_merged: bool) -> None:
        self.begins_blank |= value is None and not self.n_rows
        self.n_blank += value is None
        if value is not None and value == self.above and not is_merged:
            self.is_repeated = True
        self.above = value
        self.n_rows += 1


class Carrying:
    """Looks at all rows of a table, then fills in what they leave to the row above.

    Where a value is printed again below itself, a blank means that there is none.
    """

    def __init__(self) -> None:
        self._columns = {meaning: _Column() for meaning in CARRIED}

    def see(self, row: ListRow, stretched: frozenset[str]) -> None:
        """Look at the next row, and at what merged cells say for it."""
        for meaning, column in self._columns.items():
            column.see(row.get(meaning), is_merged=meaning in stretched)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be told of the rows filled in, column by column."""
        return tuple(
            f"{n_filled:,}行の空いている{CARRIED[meaning]}は、"
            "上の行と同じと読みました。"
            for meaning, n_filled in self.n_filled.items()
        )

    @property
    def n_filled(self) -> dict[str, int]:
        """How many rows are filled in, of each column in which any are."""
        return {
            meaning: column.n_blank
            for meaning, column in self._columns.items()
            if column.n_blank and not (column.begins_blank or column.is_repeated)
        }

    def filled(self, rows: Iterable[ListRow]) -> Iterator[ListRow]:
        """Give the rows that were looked at, with what the rows above say for them."""
        above = dict.fromkeys(self.n_filled, "")
        for row in rows:
            blank = {m: cell for m, cell in above.items() if row.get(m) is None}
            whole = replace(row, cells=row.cells | blank) if blank else row
            above = {meaning: whole.cells.get(meaning, "") for meaning in above}
            yield whole


def carry_on(
    rows: list[ListRow], stretched: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """Fill in what rows leave to the row above, and tell of each column how many.

    Parameters
    ----------
    rows : list of ListRow
        Changed in place.
    stretched : sequence of sets of meanings
        Of each row, what merged cells say for it.
    """
    carrying = Carrying()
    for row, by_merging in zip(rows, stretched, strict=True):
        carrying.see(row, by_merging)
    rows[:] = carrying.filled(rows)
    return carrying.warnings
