"""What differs between the texts of two years, word by word, figures told apart.

Words are those of the analyzer, figures are whole: from 12.5 to 13.5 the figure has
changed, not a digit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from corpus.analyzer import Analyzer

# Beyond this a comparison of words takes too long; such texts are shown unmarked.
_MOST_WORDS = 3_000
_FIGURE = re.compile(r"[\d０-９][\d０-９,，.．]*")
_BREAK = "\0"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A piece of a text; ``differs`` where the other year does not say it."""

    text: str
    differs: bool
    is_figure: bool


# The texts of a year, each as its pieces.
Side = tuple[tuple[DiffPart, ...], ...]


def differences(before: Sequence[str], after: Sequence[str]) -> tuple[Side, Side]:
    """Return the texts of two years in pieces, marked where they differ."""
    old, new = _words(before), _words(after)
    if not before or not after or len(old) + len(new) > _MOST_WORDS:
        return _plain(before), _plain(after)
    in_old, in_new = [False] * len(old), [False] * len(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for start, other, length in matcher.get_matching_blocks():
        in_old[start : start + length] = [True] * length
        in_new[other : other + length] = [True] * length
    return _pieces(old, in_old), _pieces(new, in_new)


def _words(texts: Sequence[str]) -> list[str]:
    """Return the words of texts, the texts parted by breaks."""
    found: list[str] = []
    for number, text in enumerate(texts):
        if number:
            found.append(_BREAK)
        start = 0
        for figure in _FIGURE.finditer(text):
            found.extend(_split(text[start : figure.start()]))
            found.append(figure[0])
            start = figure.end()
        found.extend(_split(text[start:]))
    return found


def _split(text: str) -> Iterator[str]:
    """Give the words of a text without figures, and what stands between them."""
    end = 0
    for token in _analyzer().tokens(text):
        if token.start > end:
            yield text[end : token.start]
        if token.end > end:
            yield text[max(end, token.start) : token.end]
            end = token.end
    if end < len(text):
        yield text[end:]


def _pieces(words: Sequence[str], is_shared: Sequence[bool]) -> Side:
    """Return words joined to pieces, a tuple for each text."""
    texts: list[list[DiffPart]] = [[]]
    for word, shared in zip(words, is_shared, strict=True):
        if word == _BREAK:
            texts.append([])
            continue
        is_figure = not shared and _FIGURE.match(word) is not None
        last = texts[-1][-1] if texts[-1] else None
        if last and (last.differs, last.is_figure) == (not shared, is_figure):
            texts[-1][-1] = DiffPart(last.text + word, not shared, is_figure)
        else:
            texts[-1].append(DiffPart(word, not shared, is_figure))
    return tuple(map(tuple, texts))


def _plain(texts: Sequence[str]) -> Side:
    return tuple((DiffPart(text, False, False),) for text in texts)


@cache
def _analyzer() -> Analyzer:
    return Analyzer()
