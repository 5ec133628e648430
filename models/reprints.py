"""Entries that a report prints more than once: （再掲）, or the same text again.

A copy belongs to the entry that it repeats, so that nothing is counted or paired
twice. The same few words under different items (「引き続き実施した。」) are no copies:
they speak of different things.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from corpus.records import Entry

_AGAIN = re.compile(
    r"[(\[【〔<《]※?[^()\[\]【】〔〕<>《》]{0,20}再掲[^()\[\]【】〔〕<>《》]{0,20}[)\]】〕>》]"
    r"|^※?再掲[:：]?|※?再掲[.]?$"
)
_FOLDED = str.maketrans({"、": ",", "。": ".", "〜": "~", "−": "-", "‐": "-", "―": "-"})
# As short as 「年に2回開いた。」 a text says nothing without its item.
_LONG_ENOUGH = 16
_MUCH_ALIKE = 0.8


def key_of(text: str) -> str:
    """Return what two texts share that differ in blanks, widths and 再掲 only.

    Examples
    --------
    >>> key_of("年１回、 実施した。") == key_of("年1回，実施した。（再掲）")
    True
    """
    folded = unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)
    return _AGAIN.sub("", "".join(folded.split())).strip("・○●,.")


def telling_key(entry: Entry) -> str | None:
    """Return the key of a text that says enough to be the same wherever it stands."""
    key = key_of(entry.text)
    return key if len(key) >= _LONG_ENOUGH else None


def gather_copies(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Return each entry with the copies behind it that say they are some."""
    keys = [key_of(entry.text) for entry in entries]
    is_copy = [_is_again(entry.text) for entry in entries]
    groups = {
        place: [entry] for place, entry in enumerate(entries) if not is_copy[place]
    }
    originals = [(place, keys[place]) for place in groups]
    for place, entry in enumerate(entries):
        if is_copy[place]:
            home = _home(keys[place], originals)
            groups.setdefault(place if home is None else home, []).append(entry)
    return tuple(tuple(groups[place]) for place in sorted(groups))


def _is_again(text: str) -> bool:
    folded = unicodedata.normalize("NFKC", text)
    return _AGAIN.search("".join(folded.split())) is not None


def _home(key: str, originals: Sequence[tuple[int, str]]) -> int | None:
    """Return the entry that a marked text repeats, whose words may differ a little."""
    for place, other in originals:
        if other == key:
            return place
    if len(key) < _LONG_ENOUGH:
        return None
    likeliest, home = _MUCH_ALIKE, None
    for place, other in originals:
        matcher = SequenceMatcher(None, key, other, autojunk=False)
        if matcher.quick_ratio() >= likeliest and matcher.ratio() >= likeliest:
            likeliest, home = matcher.ratio(), place
    return home
