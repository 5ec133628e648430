"""What a word of a query is looked for as: its forms, and how much each counts."""

import enum
from dataclasses import dataclass


class FormKind(enum.IntEnum):
    """How near a form is to what was typed, nearest first."""

    EXACT = 0
    VARIANT = 1
    SYNONYM = 2
    PART = 3


@dataclass(frozen=True, slots=True)
class Widening:
    """What a search is widened by, and how much each kind counts."""

    variant: float = 0.93
    synonym: float = 0.75  # times the weight that the list gives
    dictionary: float = 0.35  # a dictionary group; 0 leaves them out
    part: float = 0.5  # the word inside a compound
    units: float = 0.3  # the words of a compound, apart
    inside: float = 0.15  # a single kanji inside a word, a rare word as mere characters
    counter: float = 0.8  # a number with a counter that counts the same: 378名, 378人
    number: float = 0.4  # a number whose counter is nowhere: the number alone
    bare_year: float = 0.5  # a year without its era: 平成27年度, 27年度
    beside: float = 1.2  # two words side by side, as they were typed
    mends: bool = True  # kana are read, slips corrected
    relaxes: bool = True  # without all the words, the most and rarest


@dataclass(frozen=True, slots=True)
class SearchForm:
    """One spelling to look for: terms of the index, or a phrase in the folded text.

    ``anchors`` are, for each word of the phrase, the terms that it may stand as: only
    entries that have one of each are looked into.
    """

    text: str
    kind: FormKind
    weight: float
    terms: tuple[str, ...] = ()
    phrase: str | None = None
    anchors: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One idea of a query with all its forms, the nearest first.

    ``units`` are the words a compound is made of: an entry that has all of them counts
    a little. ``fiscal_year`` is met by every entry of that year. ``is_required`` is
    False for words that say little beside others, ``is_spoken`` for what was not typed
    as a word: that two words stand side by side.
    """

    text: str
    forms: tuple[SearchForm, ...]
    units: tuple["QueryWord", ...] = ()
    units_weight: float = 0.0
    fiscal_year: int | None = None
    is_required: bool = True
    is_spoken: bool = True

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases among its forms."""
        return tuple(form.phrase for form in self.forms if form.phrase)
