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
from collections.abc import Sequence
from dataclasses import dataclass

# A blank between two words of Latin letters stays (Skype for Business); every other
# one goes.
_LOOSE_BLANK = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
# Signs that stand for the long vowel after katakana: its look-alikes in bad type.
# (Looked behind last: a search for one of a few signs is quicker.)
_LONG_VOWEL = re.compile(r"[一‐‑‒–—―−-](?<=[ァ-ヺー].)")
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
# Plain Japanese: here NFKC changes wide forms alone, and each by itself.
_PLAIN = re.compile(
    r"[\n -~\u3000-\u3035\u303b-\u303f\u3041-\u3096\u309d\u309e\u30a1-\u30fe"
    r"\u4e00-\u9fff\uff01-\uff5e]*"
)
_NUMBER = re.compile(r"[0-9０-９]{2,}")
_WIDE = re.compile(r"[\u3000\uff01-\uff5e]")
_STEPS = ((_LOOSE_BLANK, ""), (_BLANKS, " "), (_LONG_VOWEL, "ー"), (_DIGITS, "0"))
_N_BLANK_STEPS = 2  # the first of them, which a text without blanks goes without
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
    folded = _compatible(text).lower()
    for pattern, by in _STEPS if _has_blank(folded) else _STEPS[_N_BLANK_STEPS:]:
        folded = pattern.sub(by, folded)
    return folded


def _compatible(text: str) -> str:
    """Return a text in NFKC; most are plain, and that is quicker told than found."""
    if not _PLAIN.fullmatch(text):
        return unicodedata.normalize("NFKC", text)
    for sign in set(_WIDE.findall(text)):
        text = text.replace(sign, unicodedata.normalize("NFKC", sign))
    return text


def _has_blank(text: str) -> bool:
    return len(text.split(None, 1)) != 1 or text != text.strip()


def starts_in(text: str, folded: str) -> Sequence[int]:
    """Return where each character of a folded text stood, and where the last ended."""
    if text == folded:
        return range(len(text) + 1)
    if not _PLAIN.fullmatch(text) or _has_blank(text):
        return fold_with_offsets(text).starts
    starts: list[int] = []
    end = 0
    for number in _NUMBER.finditer(text):  # all else stays as long as it was
        starts += range(end, number.start() + 1)
        end = number.end()
    return [*starts, *range(end, len(text) + 1)] if starts else range(len(text) + 1)


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
    if _PLAIN.fullmatch(text) or (
        unicodedata.is_normalized("NFKC", text) and len(text.lower()) == len(text)
    ):
        return _compatible(text).lower(), list(range(len(text)))
    characters: list[str] = []
    starts: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFKC", cluster.group()).lower()
        characters.extend(piece)
        starts.extend([cluster.start()] * len(piece))
    return "".join(characters), starts


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
