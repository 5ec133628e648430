"""What makes one entry likelier than another of those that are found.

A hint never decides whether an entry is found: words that stand close together say more
than the same words far apart, who asks how much is answered by figures, and whose words
are the title of some figures asks for these.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.forms import QueryWord
from index.schema import FIELD_SEPARATOR, INDICATOR
from index.scoring import Scorer, Scores

# How many of the best entries are looked into, and how far apart close may be.
_MOST_DOCUMENTS = 100
_FAR_CHARACTERS = 15.0
_MOST_FORMS = 8
# Who asks for no amount wants figures only where the query is nearly their title.
_MOST_OF_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class Hints:
    """What a query says beside its words.

    ``words`` are those that had better stand close together, in the order typed.
    """

    words: tuple[QueryWord, ...] = ()
    asks_amount: bool = False


@dataclass(frozen=True, slots=True)
class Hinted:
    """What the hints bring to one entry."""

    nearness: float
    figures: float
    title: float

    @property
    def total(self) -> float:
        """What all of them bring together."""
        return self.nearness + self.figures + self.title


def add_hints(scorer: Scorer, hints: Hints, scores: Scores) -> Scores:
    """Return the scores of a query with what its hints bring to the best entries."""
    if not hints.words:
        return scores
    found = np.flatnonzero(scores > 0)
    best = found[np.argsort(-scores[found], kind="stable")[:_MOST_DOCUMENTS]]
    hinted = scores.copy()
    for document, hint in zip(best, hints_of(scorer, hints, best), strict=True):
        hinted[document] += hint.total
    return hinted


def hints_of(
    scorer: Scorer, hints: Hints, documents: NDArray[np.int64]
) -> Iterator[Hinted]:
    """Give what the hints bring to each of some documents."""
    ranking = scorer.ranking
    spellings = [_spellings(word) for word in hints.words]
    weights = [scorer.weight(word) for word in hints.words]
    for document in documents:
        figures = int(scorer.snapshot.facts["figures"][document])
        text, title = scorer.snapshot.folded[document].split(FIELD_SEPARATOR)[:2]
        is_indicator = figures == INDICATOR
        said = title if is_indicator and hints.asks_amount else text
        near = sum(
            min(rarities) * _closeness(said, *pair)
            for pair, rarities in zip(
                pairwise(spellings), pairwise(weights), strict=True
            )
        )
        named = _share_named(title, spellings) if is_indicator else 0.0
        if not hints.asks_amount and named < _MOST_OF_TITLE:
            named = 0.0
        yield Hinted(
            nearness=ranking.nearness * near,
            figures=ranking.figures * sum(weights) * hints.asks_amount * figures / 2,
            title=ranking.title * sum(weights) * named,
        )


def _spellings(word: QueryWord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.text for form in word.forms))[:_MOST_FORMS]


def _closeness(text: str, left: Sequence[str], right: Sequence[str]) -> float:
    """Return 1 where two words stand side by side, 0 where one is missing."""
    spans = list(_spans(text, left))
    others = list(_spans(text, right)) if spans else []
    gaps = [
        max(start - other_end, other_start - end, 0)
        for start, end in spans
        for other_start, other_end in others
    ]
    return 1 / (1 + min(gaps) / _FAR_CHARACTERS) if gaps else 0.0


def _share_named(title: str, words: Sequence[Sequence[str]]) -> float:
    """Return how much of a title was typed, less where it lacks typed words."""
    found = [list(_spans(title, word)) for word in words]
    named = {place for spans in found for span in spans for place in range(*span)}
    share = len(named) / len(title) if title else 0.0
    return share if all(found) else share**2


def _spans(text: str, spellings: Iterable[str]) -> Iterator[tuple[int, int]]:
    for spelling in spellings:
        start = text.find(spelling)
        while start >= 0:
            yield start, start + len(spelling)
            start = text.find(spelling, start + len(spelling))
