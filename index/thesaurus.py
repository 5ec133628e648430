"""Synonyms as the index needs them: by the words they are made of.

What ``corpus.synonyms`` lists as texts is read with the same analyzer as entries and
queries, so that 時間外勤務, two words to Sudachi, is recognized inside a query.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from corpus.analyzer import Analyzer
from corpus.synonyms import Synonym
from index.folding import fold
from index.words import Word, read_words

Keys = tuple[str, ...]


class Thesaurus:
    """Which texts a sequence of words is to find as well.

    Parameters
    ----------
    analyzer : Analyzer
        The one the index is made with.
    synonyms : iterable of Synonym
        In any order; where several lead to the same text the heaviest counts.
    """

    def __init__(self, analyzer: Analyzer, synonyms: Iterable[Synonym]) -> None:
        self._words: dict[str, tuple[Word, ...]] = {}
        found: defaultdict[Keys, dict[str, float]] = defaultdict(dict)
        for word, other, weight in _followed(synonyms):
            for text in (word, other):
                if text not in self._words:
                    self._words[text] = read_words(analyzer, text)
            others = found[keys_of(self._words[word])]
            others[other] = max(weight, others.get(other, 0.0))
        self._others = {keys: tuple(others.items()) for keys, others in found.items()}
        self.longest = max(map(len, self._others), default=0)

    def others(self, keys: Keys) -> tuple[tuple[str, float], ...]:
        """Return the texts that stand for some words, with their weights."""
        return self._others.get(keys, ())

    def words(self, text: str) -> tuple[Word, ...]:
        """Return the words of a listed text."""
        return self._words[text]

    def match(self, words: Sequence[Word]) -> int:
        """Return how many words from the first on are listed as one, 0 if none."""
        for length in range(min(self.longest, len(words)), 0, -1):
            if keys_of(words[:length]) in self._others:
                return length
        return 0

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """The listed texts and how they are read."""
        return tuple(
            (fold(text), "".join(word.reading for word in words))
            for text, words in self._words.items()
        )


def _followed(synonyms: Iterable[Synonym]) -> Iterator[tuple[str, str, float]]:
    """Give what is listed, and where a direction leads for words that are the same.

    残業 → 退庁 and 残業 = 超勤 say that who asks for 超勤 also wants 退庁. Words that
    are the same are not followed any further: senses would drift.
    """
    same: defaultdict[str, dict[str, float]] = defaultdict(dict)
    directed = []
    for synonym in synonyms:
        yield synonym.word, synonym.other, synonym.weight
        if synonym.is_directed:
            directed.append(synonym)
        else:
            same[synonym.word][synonym.other] = synonym.weight
    for synonym in directed:
        for word, word_weight in {synonym.word: 1.0, **same[synonym.word]}.items():
            for other, weight in {synonym.other: 1.0, **same[synonym.other]}.items():
                if word != other:
                    yield word, other, synonym.weight * word_weight * weight


def keys_of(words: Sequence[Word]) -> Keys:
    """Return the keys of some words, silent ones included."""
    return tuple(word.key for word in words)
