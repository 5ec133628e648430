"""What stands once above rows that leave it blank, as merged cells end up in a CSV."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.listed import ListRow

_CARRIED = {"organisation": "組織名", "fiscal_year": "年度", "section": "大項目"}


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
    return tuple(
        f"{n_filled:,}行の空いている{name}は、上の行と同じと読みました。"
        for meaning, name in _CARRIED.items()
        if (n_filled := _carry(rows, stretched, meaning))
    )


def _carry(
    rows: list[ListRow], stretched: Sequence[frozenset[str]], meaning: str
) -> int:
    """Return how many rows were filled in.

    Where a value is printed again below itself, a blank means that there is none.
    """
    said = [row.get(meaning) for row in rows]
    blank = [place for place, value in enumerate(said) if value is None]
    is_repeated = any(
        above == below and above is not None and meaning not in by_merging
        for (above, below), by_merging in zip(
            pairwise(said), stretched[1:], strict=True
        )
    )
    if is_repeated or 0 in blank or not any(said):
        return 0
    for place in blank:
        above = rows[place - 1].cells.get(meaning, "")
        rows[place] = replace(rows[place], cells=rows[place].cells | {meaning: above})
    return len(blank)
