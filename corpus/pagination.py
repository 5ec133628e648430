"""What the pages of a text print around it: their numbers, and a title on each."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from corpus.furniture import is_printed
from corpus.outline import BULLET, HEADING_SIGN

_SHORTEST_TITLE = 6
_NEAR = 2  # lines between the number of a page and the title of the next


def page_ends(texts: Sequence[str]) -> frozenset[int]:
    """Return the places of the lines that pages print, and of the blanks beside them.

    A title is told by standing there again near a page number, its figures aside.
    """
    numbers = {
        place
        for place, text in enumerate(texts)
        if text.strip() and not is_printed((text,))
    }
    if not numbers:
        return frozenset()
    titles = [_folded(text) for text in texts]
    counts = Counter(titles)
    near = {
        titles[place]
        for number in numbers
        for place in range(number - _NEAR, number + _NEAR + 1)
        if 0 <= place < len(texts) and counts[titles[place]] > 1
    }
    found = numbers | {n for n, title in enumerate(titles) if title and title in near}
    return frozenset(found | _blanks_beside(texts, found))


def _folded(text: str) -> str:
    """Return a line as a title is compared, blank where it can be none."""
    if BULLET.match(text) or HEADING_SIGN.match(text) or "。" in text:
        return ""
    bare = "".join(re.sub(r"\d+", "", unicodedata.normalize("NFKC", text)).split())
    return bare if len(bare) >= _SHORTEST_TITLE else ""


def _blanks_beside(texts: Sequence[str], found: set[int]) -> set[int]:
    beside: set[int] = set()
    for step, places in ((1, range(len(texts))), (-1, range(len(texts) - 1, -1, -1))):
        for place in places:
            above = place - step
            if not texts[place].strip() and (above in found or above in beside):
                beside.add(place)
    return beside
