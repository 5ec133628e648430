"""What was typed is mended where the index does not know it.

Kana are read as the words of the index (ちょうかきんむ → 超過勤務), a word that is not
there is replaced by the nearest that is (意職改革 → 意識改革). Both rewrite the text of
the query, so that it can be shown, and all else goes on as if it had been typed so.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.analyzer import Analyzer
from index.folding import fold, to_katakana
from index.lexicon import Lexicon
from index.snapshot import Snapshot
from index.spelling import SAME_READING, NearWord, nearest
from index.thesaurus import Thesaurus
from index.words import Word, read_words

_KANA = frozenset(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC]))
_MAX_KANA = 40
_WINDOW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """A piece of a query that was read as another: ``typed`` finds nothing."""

    typed: str
    read_as: str


class Rescue:
    """Mends queries by what one snapshot of an index holds."""

    def __init__(
        self,
        analyzer: Analyzer,
        snapshot: Snapshot,
        lexicon: Lexicon,
        thesaurus: Thesaurus,
    ) -> None:
        self._analyzer = analyzer
        self._snapshot = snapshot
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        # Looking through all words is dear, and is done again for what is said.
        self.nearest = lru_cache(maxsize=256)(self._nearest)

    def read_kana(
        self, text: str, is_known: Callable[[Word], bool]
    ) -> Iterator[Correction]:
        """Give the runs of kana that are rather to be read as words of the index.

        Parameters
        ----------
        text : str
            Typed without a blank.
        is_known : callable of Word to bool
            Whether the index has a word as it stands.
        """
        for run in _kana_runs(read_words(self._analyzer, text), text):
            typed = text[run[0].start : run[-1].end]
            said = [word for word in run if not word.is_silent]
            if not 2 <= len(typed) <= _MAX_KANA or self._thesaurus.match(run):
                continue
            if not said and typed != text:
                continue
            if len(run) == 1 and said and is_known(run[0]):
                continue
            forms = self._lexicon.spell(to_katakana(fold(typed)))
            if forms and len(forms) <= len(run):
                yield Correction(typed, "".join(forms))

    def _nearest(self, typed: str, *, limit: int = 5) -> tuple[NearWord, ...]:
        """Return the words of the index nearest to a piece of text."""
        words = read_words(self._analyzer, typed)
        reading = "".join(word.reading for word in words)
        return nearest(self._lexicon, fold(typed), reading, limit=limit)

    def correct(self, text: str, start: int, end: int) -> Correction | None:
        """Return the likeliest slip around a word that finds nothing.

        Parameters
        ----------
        text : str
            Typed without a blank; ``start:end`` is the word in it.
        """
        words = read_words(self._analyzer, text)
        best: tuple[tuple[float, ...], Correction] | None = None
        for first, last in _windows(words, start, end):
            typed = text[first:last]
            allowed = _allowed(words, (start, end), (first, last))
            for near in self.nearest(typed, limit=8):
                if near.cost > allowed:
                    continue
                n_beside = self._count_beside(text, first, last, near.text)
                rank = (near.cost / len(typed), -n_beside, -near.count)
                if best is None or rank < best[0]:
                    best = rank, Correction(typed, near.text)
        return best[1] if best else None

    def miswritten(self, text: str) -> Correction | None:
        """Return a stretch that no entry has, but for one kanji a word of the index.

        Sudachi takes 侯補 for two words, each of which some entry may have.
        """
        words = read_words(self._analyzer, text)
        best: tuple[tuple[float, ...], Correction] | None = None
        for first, last in _stretches(words):
            typed = text[words[first].start : words[last].end]
            if self._snapshot.has_text(fold(typed)):
                continue
            start, end = words[first].start, words[last].end
            for near in self.nearest(typed, limit=8):
                if near.cost > SAME_READING or len(near.text) != len(fold(typed)):
                    continue
                n_beside = self._count_beside(text, start, end, near.text)
                rank = (near.cost / len(typed), -n_beside, -near.count)
                is_there = near.count or self._snapshot.has_text(near.text)
                if is_there and (best is None or rank < best[0]):
                    best = rank, Correction(typed, near.text)
        return best[1] if best else None

    def _count_beside(self, text: str, first: int, last: int, near: str) -> int:
        """Count the entries where a near word stands beside the same neighbour."""
        before, after = fold(text[max(0, first - 2) : first]), fold(text[last:][:2])
        phrases = [before + near] if before else []
        phrases += [near + after] if after else []
        texts = self._snapshot.folded
        return sum(any(phrase in text for phrase in phrases) for text in texts)


def _kana_runs(words: Sequence[Word], text: str) -> Iterator[list[Word]]:
    """Give the longest runs of adjacent words that are all in kana."""
    run: list[Word] = []
    for word in words:
        is_kana = _KANA.issuperset(fold(text[word.start : word.end]))
        if is_kana and (not run or run[-1].end == word.start):
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if is_kana else []
    if run:
        yield run


def _stretches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give the first and last of adjacent words with a lone kanji among them."""
    for first in range(len(words)):
        for last in range(first, min(first + _WINDOW_WORDS, len(words))):
            run = words[first : last + 1]
            if run[-1].is_silent or any(a.end != b.start for a, b in pairwise(run)):
                break
            if last > first and any(len(w.form) == 1 and w.is_kanji for w in run):
                yield first, last


def _allowed(
    words: Sequence[Word], unknown: tuple[int, int], window: tuple[int, int]
) -> float:
    """Return how far a near word may be: a word of the dictionary is rarely a slip."""
    is_word = any(
        not word.is_oov and (word.start, word.end) == unknown and len(word.form) > 1
        for word in words
    )
    if not is_word:
        return math.inf
    return 1.0 if window != unknown and window[1] - window[0] >= 5 else SAME_READING


def _windows(words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of adjacent words around one that a slip may lie in."""
    breaks = {0, len(words)}
    breaks |= {i for i, (a, b) in enumerate(pairwise(words), 1) if a.end != b.start}
    for first in range(len(words)):
        for last in range(first, min(first + _WINDOW_WORDS, len(words))):
            inside = words[first].start <= start and end <= words[last].end
            broken = any(first < place <= last for place in breaks)
            silent = words[first].is_silent or words[last].is_silent
            if inside and not broken and not (silent and first != last):
                yield words[first].start, words[last].end
