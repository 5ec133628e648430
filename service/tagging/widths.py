"""How wide the columns of a sheet are, with those that are added."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

WIDTHS = (24, 12, 24, 40, 40, 30)


def added_columns(prefix: str, first: int) -> str:
    """Return what the added columns are, from the first of them on."""
    return "".join(
        f'<{prefix}col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(WIDTHS, start=first)
    )


def all_columns(prefix: str, first: int, columns: Sequence[Mapping[str, str]]) -> str:
    """Return what the columns are, where ours lie between or over others."""
    last = first + len(WIDTHS) - 1
    before, after = [], []
    for column in columns:
        low, high = int(column["min"]), int(column["max"])
        if low < first:
            before.append({**column, "max": str(min(high, first - 1))})
        if high > last:
            after.append({**column, "min": str(max(low, last + 1))})
    own = added_columns(prefix, first)
    return _written(prefix, before) + own + _written(prefix, after)


def _written(prefix: str, columns: Sequence[Mapping[str, str]]) -> str:
    return "".join(
        f"<{prefix}col "
        + " ".join(f"{key}={quoteattr(value)}" for key, value in each.items())
        + "/>"
        for each in columns
    )
