"""Writing folded to one form, with the way back.

Files write the same word as テレワーク, ﾃﾚﾜｰｸ or テレ ワーク, and figures change from
year to year. Before features are taken, a text is folded: compatibility forms (NFKC)
and capitals go, blanks inside Japanese go (they come from line wraps), テレワ一ク is
テレワーク, a row of digits becomes one 0. ``Folded.starts`` leads each folded character
back to where it stood, so that what a model learned can be shown in the text as
printed.
"""

import re
import unicodedata
from dataclasses import dataclass

from corpus.compatible import PLAIN, compatible, is_plain

# A blank between two words of Latin letters stays (Skype for Business); every other
# one goes.
_LOOSE_BLANK = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
# Signs that stand for the long vowel after katakana: its look-alikes in bad type.
# (Looked behind last: a search for one of a few signs is quicker.)
_LONG_VOWEL = re.compile(r"[一‐‑‒–—―−-](?<=[ァ-ヺー].)")
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[0-9０-９]{2,}")
_STEPS = ((_LOOSE_BLANK, ""), (_BLANKS, " "), (_LONG_VOWEL, "ー"), (_DIGITS, "0"))
_N_BLANK_STEPS = 2  # the first of them, which a text without blanks goes without
# What NFKC may change, with the character before it, with which it may be joined.
_ODD = re.compile(rf"(?s).?[^{PLAIN}]+")
# What NFKC joins with the character before it: half-width and combining voice marks.
_CLUSTER = re.compile(r"(?s).[\uff9e\uff9f\u3099\u309a\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts`` has one more offset than it has characters."""

    text: str
    starts: tuple[int, ...]


def fold(text: str) -> str:
    """Return the folded text.

    Examples
    --------
    >>> fold("ﾃﾚ ﾜｰｸを１２０人が")
    'テレワークを0人が'
    """
    folded = compatible(text).lower()
    for pattern, by in _STEPS if _has_blank(folded) else _STEPS[_N_BLANK_STEPS:]:
        folded = pattern.sub(by, folded)
    return folded


def _has_blank(text: str) -> bool:
    return len(text.split(None, 1)) != 1 or text != text.strip()


def number_lengths(text: str) -> list[tuple[int, int]] | None:
    """Return where in the folded text long numbers stand, and how long each was.

    It is the quick way back for most texts: None is returned where folding takes more
    away than the digits of numbers, and ``fold_with_offsets`` tells the way.
    """
    if not is_plain(text) or _has_blank(text):
        return None
    found: list[tuple[int, int]] = []
    n_gone = 0
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        found.append((start - n_gone, end - start))
        n_gone += end - start - 1
    return found


def fold_with_offsets(text: str) -> Folded:
    """Return the folded text and where each of its characters came from."""
    folded, starts = _plain(text)
    for pattern, by in _STEPS:
        folded, starts = _replace(folded, starts, pattern, by)
    if folded != (expected := fold(text)):
        # Scripts that join in other ways than Japanese: the place is near enough.
        folded = expected
        starts = [min(i, len(text)) for i in range(len(folded))]
    return Folded(folded, (*starts, len(text)))


def _plain(text: str) -> tuple[str, list[int]]:
    """Return the text in compatibility form and lower case, with its offsets."""
    if is_plain(text) or (
        unicodedata.is_normalized("NFKC", text) and len(text.lower()) == len(text)
    ):
        return compatible(text).lower(), list(range(len(text)))
    pieces: list[str] = []
    starts: list[int] = []
    end = 0
    for odd in _ODD.finditer(text):
        pieces.append(compatible(text[end : odd.start()]).lower())
        starts += range(end, odd.start())
        for cluster in _CLUSTER.finditer(text, *odd.span()):
            piece = unicodedata.normalize("NFKC", cluster.group()).lower()
            pieces.append(piece)
            starts.extend([cluster.start()] * len(piece))
        end = odd.end()
    pieces.append(compatible(text[end:]).lower())
    return "".join(pieces), [*starts, *range(end, len(text))]


def _replace(
    text: str, starts: list[int], pattern: re.Pattern[str], by: str
) -> tuple[str, list[int]]:
    """Replace every match, keeping for each character where it came from."""
    if not pattern.search(text):
        return text, starts
    pieces: list[str] = []
    origins: list[int] = []
    end = 0
    for match in pattern.finditer(text):
        pieces += [text[end : match.start()], by]
        origins += starts[end : match.start() + len(by)]
        end = match.end()
    return "".join([*pieces, text[end:]]), origins + starts[end:]
