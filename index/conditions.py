"""A condition as typed (theme:テレワーク, year:R2) becomes values of a facet."""

from corpus.fiscal_year import parse_fiscal_year
from corpus.themes import Guide
from index.folding import fold
from index.snapshot import Snapshot
from index.syntax import Condition


def known_values(snapshot: Snapshot, facet: str) -> list[str]:
    """Return all values that a facet has in the index."""
    if facet == "fiscal_year":
        return [str(year) for year in snapshot.fiscal_years]
    return snapshot.strings(facet)


def facet_values(snapshot: Snapshot, node: Condition, guide: Guide) -> list[str]:
    """Return the values that a typed one means: its whole, else what contains it."""
    typed = fold(node.value)
    if node.facet == "fiscal_year":
        year = parse_fiscal_year(node.value)
        return [str(year)] if year in snapshot.fiscal_years else []
    if node.facet == "theme":
        named = [t.id for t in guide.themes if typed in (fold(t.name), t.id)]
        named = named or [t.id for t in guide.themes if typed in fold(t.name)]
        return [theme_id for theme_id in named if theme_id in snapshot.strings("theme")]
    known = snapshot.strings(node.facet)
    same = [value for value in known if fold(value) == typed]
    return same or [value for value in known if typed in fold(value)]
