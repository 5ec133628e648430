"""Text becomes words here, and only here: what is searched and learned is the same.

SudachiPy reads a text in its longest units (mode C); a compound keeps its short units
(mode A) as ``parts``. Offsets are half-open character offsets into the text as given,
although variants of characters are folded before Sudachi sees them: folding never
changes the length of the text.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import sudachipy

from corpus.lexicon import Lexicon, Word, WordRows, word_rows

# Sudachi refuses more than 49,149 bytes of UTF-8; a character takes at most 4.
_MAX_PIECE_CHARACTERS = 12_000
# Words that are remembered; some 60 MB when full.
_MOST_REMEMBERED = 200_000
_MOST_SENTENCES, _LONGEST_SENTENCE = 10_000, 400
_WORD_ID = sudachipy.Morpheme.word_id
# From here on an id tells only how a word that no dictionary has was guessed.
_UNKNOWN_WORDS = 0xF000_0000
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+|[^。！？!?]+")

# The Kangxi radicals and the CJK radicals supplement, which PDFs give for whole
# characters (⼥ for 女), and compatibility ideographs: one character each, so that
# offsets hold.
_FOLDED = {
    code: folded
    for code in chain(
        range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)
    )
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
    and folded != chr(code)
}
# Line ends and unusual blanks would stand as words of their own.
_FOLDED |= dict.fromkeys(map(ord, "\t\r\n\v\f\u00a0\u2028\u2029"), " ")
# Half a character, as a mangled JSON may bring, cannot be given to Sudachi.
_FOLDED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

# All of them, and a few more: ranges are quicker looked for than single signs.
_VARIANT = re.compile(
    "[\t\r\n\v\f\u00a0\u2028\u2029\u2e80-\u2fdf\ud800-\udfff\uf900-\ufaff\U0002f800-\U0002fa1f]"
)

# Parts of speech that carry what a text is about. Everything else (particles,
# auxiliaries, signs, blanks, adverbs of degree) only holds the sentence together.
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞"})
_EMPTY_SUBCLASSES = frozenset({"非自立可能", "助動詞語幹"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text.

    ``normalized`` is Sudachi's normalized form in lower case (附属 → 付属, サーバ →
    サーバー), ``reading`` is in katakana, ``parts`` the short units of a compound and
    empty where the word is one unit.
    """

    surface: str
    normalized: str
    reading: str
    part_of_speech: tuple[str, ...]
    start: int
    end: int
    is_oov: bool
    synonym_groups: tuple[int, ...]
    parts: tuple["Token", ...] = ()

    @property
    def is_content(self) -> bool:
        """Whether the word says what the text is about."""
        major, sub, third = self.part_of_speech[:3]
        if major == "名詞" and third == "助動詞語幹":
            return False
        return major in _CONTENT and sub not in _EMPTY_SUBCLASSES


class Analyzer:
    """Reads Japanese with SudachiPy; safe to share between threads.

    The dictionary is loaded once a process and each thread has tokenizers of its own.
    """

    def __init__(self) -> None:
        self._threads = threading.local()
        self._memory = _Memory()

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of a text in order, blanks left out.

        Parameters
        ----------
        text : str
            Of any length: it is read sentence by sentence.

        Examples
        --------
        >>> [token.normalized for token in Analyzer().tokens("附属サーバの見直し")]
        ['付属', 'サーバー', 'の', '見直し']
        """
        found: list[Token] = []
        for start, sentence in _sentences(_folded(text)):
            for morpheme in self._tokenizers.whole.tokenize(sentence):
                token = _token(morpheme, text, start)
                if token.part_of_speech[0] != "空白":
                    found.append(token)
        return tuple(found)

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the normalized content words, compounds whole and split, in order.

        Examples
        --------
        >>> Analyzer().terms("超過勤務の縮減")
        ('超過勤務', '超過', '勤務', '縮減')
        """
        return self.words([text]).terms_of(0)

    def words(self, texts: Sequence[str]) -> WordRows:
        """Return the words of texts in order, blanks too, as numbers in a lexicon.

        It is the quickest way to read: of a word only what is remembered is told.
        """
        if len(self._memory.lexicon) > _MOST_REMEMBERED:
            self._memory = _Memory()
        memory = self._memory
        rows = [self._numbers(memory, text) for text in texts]
        read = word_rows(memory.lexicon, rows)
        wrong = np.flatnonzero(read.n_characters != [*map(len, texts)]).tolist()
        if not wrong:
            return read
        for place in wrong:
            rows[place] = self._numbers_by_surface(memory, texts[place])
        return word_rows(memory.lexicon, rows)

    def _numbers(self, memory: "_Memory", text: str) -> list[int]:
        """Return the numbers of a text's words, new ones added to the lexicon."""
        found: list[int] = []
        for _, sentence in _sentences(_folded(text)):
            known = memory.sentences.get(sentence)
            if known is None:
                known = self._read(memory, sentence)
                if len(sentence) <= _LONGEST_SENTENCE:
                    memory.remember_sentence(sentence, known)
            found += known
        return found

    def _read(self, memory: "_Memory", sentence: str) -> list[int]:
        """Return the numbers of a sentence's words, new ones added to the lexicon."""
        own = self._tokenizers
        morphemes = own.quick.tokenize(sentence, out=own.out)
        numbers: list[Any] = [*map(memory.by_id.get, map(_WORD_ID, morphemes))]
        whole: sudachipy.MorphemeList | None = None
        place = -1
        for _ in range(numbers.count(None)):
            place = numbers.index(None, place + 1)
            number = memory.by_surface.get(_key(morphemes[place]))
            if number is None:
                whole = whole or own.whole.tokenize(sentence)
                number = memory.remember(whole[place])
            numbers[place] = number
        return numbers

    def _numbers_by_surface(self, memory: "_Memory", text: str) -> list[int]:
        """Read a text of which some word is written longer or shorter than before."""
        return [
            number
            if (number := memory.by_surface.get(_key(morpheme))) is not None
            else memory.remember(morpheme)
            for _, sentence in _sentences(_folded(text))
            for morpheme in self._tokenizers.whole.tokenize(sentence)
        ]

    @property
    def _tokenizers(self) -> "_Tokenizers":
        if not hasattr(self._threads, "own"):
            self._threads.own = _Tokenizers()
        own: _Tokenizers = self._threads.own
        return own


class _Tokenizers:
    """A thread's tokenizers: one tells all of a word, the other what finds it."""

    def __init__(self) -> None:
        self.whole = _dictionary().tokenizer(mode=sudachipy.SplitMode.C)
        # What the joining of numbers and of katakana asks for: with less, words differ.
        self.quick = _dictionary().tokenizer(
            mode=sudachipy.SplitMode.C, fields={"pos", "normalized_form"}
        )
        self.out = self.quick.tokenize("")


class _Memory:
    """The words met so far: by Sudachi's id, or by how a word is written.

    Ids of words that no dictionary has tell only how they were guessed; and one word
    may be written in more or fewer characters (ガ, ｶﾞ) than when it was first met.
    """

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.by_id: dict[int, int] = {}
        self.by_surface: dict[tuple[int, str], int] = {}
        self.sentences: dict[str, list[int]] = {}

    def remember_sentence(self, sentence: str, numbers: list[int]) -> None:
        """Keep the words of a sentence: what is done again is told again alike."""
        if len(self.sentences) >= _MOST_SENTENCES:
            self.sentences.clear()
        self.sentences[sentence] = numbers

    def remember(self, morpheme: sudachipy.Morpheme) -> int:
        """Make a word's terms, keep them for the next time, and return its number."""
        token = _token(morpheme, morpheme.surface(), -morpheme.begin())
        units = [unit for unit in (token, *token.parts) if unit.is_content]
        number = self.lexicon.add(
            Word(
                tuple(unit.normalized for unit in units),
                morpheme.end() - morpheme.begin(),
                tuple((unit.start, unit.end) for unit in units),
                tuple(unit.synonym_groups for unit in units),
            )
        )
        self.by_surface[_key(morpheme)] = number
        if morpheme.word_id() < _UNKNOWN_WORDS:
            self.by_id.setdefault(morpheme.word_id(), number)
        return number


def _key(morpheme: sudachipy.Morpheme) -> tuple[int, str]:
    return morpheme.word_id(), morpheme.surface()


@cache
def _dictionary() -> sudachipy.Dictionary:
    return sudachipy.Dictionary(dict="core")


def _token(morpheme: sudachipy.Morpheme, text: str, offset: int) -> Token:
    start, end = offset + morpheme.begin(), offset + morpheme.end()
    if start == end:
        start -= 1  # one of several words in one character, as in ㍿ or ㏞
    parts = morpheme.split(sudachipy.SplitMode.A, add_single=False)
    return Token(
        surface=text[start:end],
        normalized=morpheme.normalized_form().lower(),
        reading=morpheme.reading_form(),
        part_of_speech=morpheme.part_of_speech(),
        start=start,
        end=end,
        is_oov=morpheme.is_oov(),
        synonym_groups=tuple(morpheme.synonym_group_ids()),
        parts=tuple(_token(part, text, offset) for part in parts),
    )


def _folded(text: str) -> str:
    """Return a text with its variants of characters folded."""
    return text.translate(_FOLDED) if _VARIANT.search(text) else text


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Give the sentences of a text with their places, none longer than Sudachi takes.

    Sudachi weighs the words of all of a text against each other; across the end of a
    sentence that tells nothing, and a sentence that stands in many texts is read once.
    """
    start = 0
    for sentence in _SENTENCE.findall(text):
        for cut in range(0, len(sentence), _MAX_PIECE_CHARACTERS):
            yield start + cut, sentence[cut : cut + _MAX_PIECE_CHARACTERS]
        start += len(sentence)
