"""How near two entries of different years stand: section, item, numbering, variant.

Items are renumbered and renamed from year to year, so the title counts most and a
number little; what neither report gives is left out, and a plain list has no places
at all.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from corpus.records import Entry

_SHARES = {"item": 0.5, "section": 0.2, "path": 0.2, "variant": 0.1}


def nearness(before: Entry, after: Entry) -> float:
    """Return how near two entries stand, in [0, 1]; 0 where neither has a place."""
    weighed = [
        (_SHARES[name], _alike(getattr(before, name), getattr(after, name)))
        for name in _SHARES
        if getattr(before, name) or getattr(after, name)
    ]
    total = sum(share for share, _ in weighed)
    return sum(share * alike for share, alike in weighed) / total if total else 0.0


def _alike(before: object, after: object) -> float:
    if before == after:
        return 1.0
    if not before or not after:
        return 0.0
    if isinstance(before, str) and isinstance(after, str):
        return _share(_runs(before), _runs(after))
    return 0.0


def _share(before: Iterable[str], after: Iterable[str]) -> float:
    first, second = set(before), set(after)
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=16_384)
def _runs(text: str) -> frozenset[str]:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return frozenset(
        folded[place : place + 2] for place in range(max(1, len(folded) - 1))
    )
