"""The words that an index holds, by their spelling and by their reading.

Made when a query first needs it: for kana typed instead of kanji, for typing slips, for
completions. Counts are of documents, summed over fields, which is near enough to tell a
frequent word from a rare one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

from index.folding import to_katakana
from index.schema import TEXT_FIELDS, Term
from index.snapshot import Snapshot

_MAX_READING = 24
# Between words that are typed in kana as one run: いくじとしごとのりょうりつ.
_PARTICLES = ("ノ", "ヲ", "ニ", "ト", "ヤ", "ガ", "ハ", "デ", "ヘ")


class Lexicon:
    """The words of one snapshot.

    Parameters
    ----------
    snapshot : Snapshot
        What is read, once, when a word is first looked up.
    known : iterable of (spelling, reading)
        Words that mean something to a query though no entry may have them.
    """

    def __init__(
        self, snapshot: Snapshot, known: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._snapshot = snapshot
        self._known = known

    @cached_property
    def counts(self) -> Counter[str]:
        """How many documents hold each spelling."""
        counts: Counter[str] = Counter()
        for term, count in self._terms:
            counts[term.form] += count
        counts.update({form: 0 for form, _ in self._known})
        return counts

    @cached_property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """The index's terms of each spelling."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for term, _ in self._terms:
            found[term.form].add(term.encode())
        return {form: tuple(sorted(terms)) for form, terms in found.items()}

    @cached_property
    def by_reading(self) -> dict[str, Counter[str]]:
        """The spellings of each reading in katakana, with their counts."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for term, count in self._terms:
            if term.reading:
                found[to_katakana(term.reading)][term.form] += count
        for form, reading in self._known:
            found[to_katakana(reading)][form] += 0
        return dict(found)

    @cached_property
    def titles(self) -> tuple[tuple[str, str, int], ...]:
        """The titles of items: as printed, as read, and how many entries have each."""
        counts: Counter[str] = Counter()
        for term, count in self._snapshot.lexicon("title"):
            counts[term] += count
        return tuple((*term.split("\t"), count) for term, count in counts.items())  # type: ignore[misc]

    def n_entries(self, form: str) -> int:
        """Return how many entries have a spelling in any field."""
        there = np.zeros(self._snapshot.n_documents, dtype=bool)
        for term in self.terms.get(form, ()):
            for field in TEXT_FIELDS:
                there[self._snapshot.postings(field, term)[0]] = True
        return int(np.count_nonzero(there & self._snapshot.is_live))

    def spell(self, reading: str) -> tuple[str, ...]:
        """Return the fewest words of the index that are read so together.

        Parameters
        ----------
        reading : str
            In katakana; particles may stand between the words.

        Returns
        -------
        tuple of str
            Spellings in order, empty where the words of the index do not cover it.
        """
        best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())]
        best += [None] * len(reading)
        for start, reached in enumerate(best[:-1]):
            if reached is None:
                continue
            for end, words in self._next_words(reading, start):
                cost = (reached[0] + (2 if words else 1), reached[1] + words)
                there = best[end]
                if there is None or cost[0] < there[0]:
                    best[end] = cost
        return best[-1][1] if best[-1] else ()

    def _next_words(
        self, reading: str, start: int
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        for end in range(start + 2, min(len(reading), start + _MAX_READING) + 1):
            forms = self.by_reading.get(reading[start:end])
            if forms:
                yield end, (max(forms, key=lambda form: forms[form]),)
        if start and reading[start] in _PARTICLES:
            yield start + 1, ()

    def containing(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the most frequent spellings that have a text inside them."""
        return tuple(_frequent(self.counts, (f for f in self.counts if text in f)))[
            :limit
        ]

    @cached_property
    def _terms(self) -> tuple[tuple[Term, int], ...]:
        return tuple(
            (Term.decode(term), count)
            for field in TEXT_FIELDS
            for term, count in self._snapshot.lexicon(field)
        )


def _frequent(counts: Counter[str], forms: Iterable[str]) -> list[str]:
    return sorted(forms, key=lambda form: (-counts[form], form))
