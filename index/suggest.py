"""Completions for what is being typed: titles of items and frequent words.

By kanji as by kana: きゅ, キュ and 休 all lead to 休暇. Titles are offered for words
inside them too, since a title rarely begins with what it is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from index.folding import fold, to_katakana
from index.lexicon import Lexicon

_MAX_TYPED = 60
_MAX_TITLE = 60
# A word rarer than this says too little to be offered before it is typed.
_MIN_COUNT = 2


@dataclass(frozen=True, slots=True)
class Completion:
    """A text to search for, and how many entries have it."""

    text: str
    count: int
    is_title: bool = False


def complete(lexicon: Lexicon, typed: str, *, limit: int = 8) -> tuple[Completion, ...]:
    """Return completions of the last word typed, the frequent first, then titles.

    Parameters
    ----------
    typed : str
        What stands in the box so far; what stands before its last blank is kept.
    limit : int
        How many at most; at least a third are titles where there are that many.
    """
    head, last = _split(typed)
    sought = fold(last)
    if not sought or len(typed) > _MAX_TYPED:
        return ()
    reading = to_katakana(sought)
    words = _words(lexicon, sought, reading)
    titles = [] if head else _titles(lexicon, sought, reading)
    n_titles = min(len(titles), max(limit // 3, limit - len(words)))
    counted = (
        Completion(head + form, lexicon.n_entries(form))
        for form in words[: limit - n_titles]
    )
    return (*counted, *titles[:n_titles])


def _split(typed: str) -> tuple[str, str]:
    """Return what is typed already, with its blank, and the word being typed."""
    text = typed.replace("\u3000", " ").lstrip()
    head, blank, last = text.rpartition(" ")
    return head + blank, last


def _words(lexicon: Lexicon, sought: str, reading: str) -> list[str]:
    forms = {form for form in lexicon.counts if form.startswith(sought)}
    for other, spelled in lexicon.by_reading.items():
        if other.startswith(reading):
            forms.update(spelled)
    counts = {form: lexicon.counts[form] for form in forms if len(form) > 1}
    found = [
        form
        for form, count in counts.items()
        if count >= _MIN_COUNT or (count and form == sought)
    ]
    return sorted(found, key=lambda form: (-counts[form], len(form), form))


def _titles(lexicon: Lexicon, sought: str, reading: str) -> list[Completion]:
    """Return titles that begin so, then those that have it inside."""
    beginning, inside = [], []
    for title, read, count in lexicon.titles:
        if len(title) > _MAX_TITLE:
            continue
        folded = fold(title)
        completion = Completion(title, count, is_title=True)
        if folded.startswith(sought) or read.startswith(reading):
            beginning.append(completion)
        elif sought in folded:
            inside.append(completion)
    return _frequent(beginning) + _frequent(inside)


def _frequent(completions: Iterable[Completion]) -> list[Completion]:
    return sorted(completions, key=lambda one: (-one.count, len(one.text), one.text))
