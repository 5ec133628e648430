"""Text and matches become parts, some of them to be marked.

A snippet is data; only a template writes ``<mark>``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.analyzer import Analyzer
from index.folding import fold_with_origins
from index.forms import QueryWord
from index.schema import Term
from index.words import Word, read_words

Span = tuple[int, int]
_ELLIPSIS = "…"
# How much of the text before the first match stays for its context.
_LEAD_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, to be marked where it is a match."""

    text: str
    is_match: bool


def find_matches(
    analyzer: Analyzer, text: str, words: Iterable[QueryWord]
) -> tuple[Span, ...]:
    """Return where a text has the words of a query, in any of their forms.

    Returns
    -------
    tuple of (start, end)
        In order and apart from each other.
    """
    keys, phrases = _sought(words)
    if not keys and not phrases:
        return ()
    spans = list(_key_spans(_words(analyzer, text), keys))
    folded = fold_with_origins(text)
    for phrase in phrases:
        start = folded.text.find(phrase)
        while phrase and start >= 0:
            end = start + len(phrase)
            spans.append((folded.origins[start], folded.origins[end]))
            start = folded.text.find(phrase, end)
    return tuple(_merged(spans))


@lru_cache(maxsize=256)
def _words(analyzer: Analyzer, text: str) -> tuple[Word, ...]:
    """Return the words of a text; the same hits are shown again and again."""
    return read_words(analyzer, text)


def snippet(
    text: str, matches: Iterable[Span], *, max_characters: int
) -> tuple[Part, ...]:
    """Return the stretch of a text with the most matches, in parts.

    Parameters
    ----------
    matches : iterable of (start, end)
        In order and apart from each other.
    max_characters : int
        How long the stretch may be, ellipses not counted.
    """
    matches = tuple(matches)
    start, end = _window(text, matches, max_characters)
    parts = [Part(_ELLIPSIS, False)] if start > 0 else []
    place = start
    for first, last in matches:
        if first >= end or last <= start:
            continue
        if place < first:
            parts.append(Part(text[place:first], False))
        place = min(last, end)
        parts.append(Part(text[max(first, start) : place], True))
    if place < end:
        parts.append(Part(text[place:end], False))
    if end < len(text):
        parts.append(Part(_ELLIPSIS, False))
    return tuple(parts)


def _sought(words: Iterable[QueryWord]) -> tuple[set[str], set[str]]:
    """Return the keys and the phrases that words are found by."""
    keys: set[str] = set()
    phrases: set[str] = set()
    for word in words:
        for form in word.forms:
            keys.update(Term.decode(term).key for term in form.terms)
            phrases.update([form.phrase] if form.phrase else [])
        inner_keys, inner_phrases = _sought(word.units)
        keys |= inner_keys
        phrases |= inner_phrases
    return keys, phrases


def _key_spans(words: Iterable[Word], keys: set[str]) -> Iterator[Span]:
    for word in words:
        if word.key in keys and not word.is_silent:
            yield word.start, word.end
        else:
            found = [part for part in word.parts if part.key in keys]
            yield from ((word.start + p.start, word.start + p.end) for p in found)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Join spans that overlap or touch."""
    current: Span | None = None
    for start, end in sorted(spans):
        if current and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def _window(text: str, matches: tuple[Span, ...], max_characters: int) -> Span:
    """Return the stretch with the most marked characters, the earliest of equals."""
    if len(text) <= max_characters:
        return 0, len(text)
    best, best_marked = 0, 0
    for first, _ in matches:
        start = max(0, first - _LEAD_CHARACTERS)
        limit = start + max_characters
        marked = sum(max(0, min(e, limit) - s) for s, e in matches if s >= start)
        if marked > best_marked:
            best, best_marked = start, marked
    best = min(best, len(text) - max_characters)
    return best, best + max_characters
