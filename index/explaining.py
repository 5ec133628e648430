"""What there is to say about a search: expansions, words in the way, reasons.

All of it is data; the pages put it into words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from index.forms import FormKind, QueryWord
from index.hints import Hints, hints_of
from index.rescue import Rescue
from index.scoring import Scorer

_MAX_FORMS = 12


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling or synonym, and how many entries have it."""

    text: str
    count: int
    kind: FormKind = FormKind.EXACT


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word of the query and all that was searched for it, the nearest first."""

    term: str
    variants: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class UnmatchedWord:
    """A word that no entry has, and the nearest that some have."""

    text: str
    nearest: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one form of a word in one field brings to a hit's score.

    ``form`` is None where no one form brings it; then ``field`` is empty for the words
    of a compound that stand apart, ``fiscal_year`` for an entry of a year,
    ``nearness`` for words that stand close together, ``figures`` for an answer to how
    much, ``title`` for figures of what was typed.
    """

    word: str
    form: str | None
    kind: FormKind
    field: str
    score: float


def expansions(scorer: Scorer, words: Iterable[QueryWord]) -> tuple[Expansion, ...]:
    """Return what each word was widened to, for words that were."""
    found = (
        Expansion(word.text, tuple(_forms(scorer, word)))
        for word in words
        if word.is_spoken
    )
    # A word may be found in another form only: then it was widened as well.
    return tuple(
        one
        for one in found
        if any(form.kind is not FormKind.EXACT for form in one.variants)
    )


def unmatched(
    scorer: Scorer, rescue: Rescue, words: Iterable[QueryWord]
) -> tuple[UnmatchedWord, ...]:
    """Return the words that no entry has, with the nearest that some have."""
    return tuple(
        UnmatchedWord(
            word.text,
            tuple(Form(near.text, near.count) for near in rescue.nearest(word.text)),
        )
        for word in words
        if word.is_required and not scorer.count(word)
    )


def reasons(
    scorer: Scorer, words: Iterable[QueryWord], hints: Hints, document: int
) -> tuple[Reason, ...]:
    """Return what made a hit's score, the weightiest first; they sum to it."""
    found = [
        Reason(
            word=word.text,
            form=form.text if form else None,
            kind=form.kind if form else FormKind.PART,
            field=field,
            score=score,
        )
        for word in words
        for form, field, score in scorer.reasons(word, document)
    ]
    typed = " ".join(word.text for word in hints.words)
    (hinted,) = hints_of(scorer, hints, np.array([document]))
    found += [
        Reason(typed, None, FormKind.PART, name, score)
        for name in ("nearness", "figures", "title")
        if (score := getattr(hinted, name))
    ]
    return tuple(sorted(found, key=lambda reason: -reason.score))


def _forms(scorer: Scorer, word: QueryWord) -> Iterator[Form]:
    """Give the forms that some entry has, one a spelling, parts left out."""
    seen: set[str] = set()
    for form in sorted(word.forms, key=lambda form: (form.kind, -form.weight)):
        if form.kind is FormKind.PART or form.text in seen:
            continue
        seen.add(form.text)
        count = scorer.form_count(form)
        if count and len(seen) <= _MAX_FORMS:
            yield Form(form.text, count, form.kind)
