"""What the index calls a word: the same for an entry and for a query.

Sudachi's tokens come in; words come out. A word has a ``key`` under which all its
spellings meet, and a ``form``, the spelling itself: 見直 has the key 見直し.
Four things make a word more than a token:

- a verb meets its noun: 見直す has the key 見直し;
- a compound carries every run of its short units (業務効率化 has 効率化 in it);
- a number stands with its counter (二十四件 = 24件);
- a year is one word, in whatever calendar (令和2年度 = R2年度 = 2020年度).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.analyzer import Analyzer, Token
from index.counters import COUNTERS
from index.folding import fold, fold_kanji, fold_with_origins
from index.years import Year, find_years

_SILENT = frozenset({"助詞", "助動詞", "補助記号", "空白", "感動詞", "接続詞"})
_LAST_TO_NOUN = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_COUNTER_WORDS = frozenset({"年度", "周年", "年生"})
_SAME_KEYS = {"パーセント": "%"}
_MOST_REMEMBERED = 100_000
_remembered: dict[tuple[str, str, str, tuple[str, ...]], "Word"] = {}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text with its place: ``start:end`` in the text as given.

    ``parts`` are the words inside a compound, every run of short units; ``units`` the
    short units alone; their places count from the start of the compound.
    ``is_silent`` says that it only holds the sentence together.
    """

    key: str
    form: str
    reading: str
    part_of_speech: tuple[str, ...]
    start: int
    end: int
    synonym_groups: tuple[int, ...] = ()
    parts: tuple["Word", ...] = ()
    units: tuple["Word", ...] = ()
    year: Year | None = None
    is_silent: bool = False
    is_oov: bool = False

    def moved(self, distance: int) -> "Word":
        """Return the word standing further on in a text."""
        # dataclasses.replace would cost as much as finding the word.
        return Word(
            self.key,
            self.form,
            self.reading,
            self.part_of_speech,
            self.start + distance,
            self.end + distance,
            self.synonym_groups,
            self.parts,
            self.units,
            self.year,
            self.is_silent,
            self.is_oov,
        )

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun proper: no number, no name."""
        return self.part_of_speech[:2] == ("名詞", "普通名詞")

    @property
    def names_something(self) -> bool:
        """Whether it is a noun or stands like one, and no verb or adverb."""
        major, sub = self.part_of_speech[:2]
        return (
            major in ("名詞", "形状詞") and sub != "助動詞語幹" and not self.is_silent
        )

    @property
    def is_affix(self) -> bool:
        """Whether it only hangs on another word: 各, 等, 員."""
        return self.part_of_speech[0] in ("接頭辞", "接尾辞")

    @property
    def is_kanji(self) -> bool:
        """Whether it is written in kanji alone."""
        return all("\u3400" <= char <= "\u9fff" for char in self.form)

    @property
    def is_number(self) -> bool:
        """Whether it is a number, alone or with its counter."""
        return self.part_of_speech[:2] == ("名詞", "数詞")


def read_words(analyzer: Analyzer, text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, silent ones included.

    Examples
    --------
    >>> [word.key for word in read_words(Analyzer(), "Ｒ２年度に24件を見直す")]
    ['2020年度', 'に', '24件', 'を', '見直し']
    """
    folded = fold_with_origins(text)
    years = [
        (folded.origins[year.start], folded.origins[year.end], year)
        for year in find_years(folded.text)
    ]
    tokens = analyzer.tokens(fold_kanji(text))
    return tuple(_with_counters(_with_years(tokens, years, text), text))


def _with_years(
    tokens: tuple[Token, ...], years: list[tuple[int, int, Year]], text: str
) -> Iterator[Word]:
    """Replace the tokens inside each year by one word."""
    waiting = list(reversed(years))
    for token in tokens:
        while waiting and waiting[-1][1] <= token.start:
            yield _year_word(*waiting.pop(), text)
        if not waiting or token.end <= waiting[-1][0]:
            yield _word(token)
    for start, end, year in reversed(waiting):
        yield _year_word(start, end, year, text)


def _year_word(start: int, end: int, year: Year, text: str) -> Word:
    form = fold(text[start:end]).replace(" ", "")
    return Word(year.key, form, "", ("名詞", "年"), start, end, year=year)


def _with_counters(words: Iterator[Word], text: str) -> Iterator[Word]:
    """Join a number with the counter that follows it directly."""
    number: Word | None = None
    for word in words:
        if number and word.start == number.end and _is_counter(word):
            yield _counted(number, word)
            number = None
            continue
        if number:
            yield number
        number = word if word.is_number else None
        if number is None:
            yield word
    if number:
        yield number


def _is_counter(word: Word) -> bool:
    return (
        word.part_of_speech[2:3] == ("助数詞可能",)
        or word.part_of_speech[2:3] == ("助数詞",)
        or word.key in _COUNTER_WORDS
        or word.key in COUNTERS
    )


def _counted(number: Word, counter: Word) -> Word:
    units = number.moved(-number.start), counter.moved(-number.start)
    return Word(
        key=_counted_key(number.key, counter.key),
        form=number.form + counter.form,
        reading="",
        part_of_speech=number.part_of_speech,
        start=number.start,
        end=counter.end,
        parts=units,
        units=units,
    )


def _counted_key(number: str, counter: str) -> str:
    """Return what a counted number is the same as: 3割 is 30%."""
    if counter == "割" and number.isdecimal():
        return f"{int(number) * 10}%"
    return number + counter


def _word(token: Token) -> Word:
    """Return the word of a token; what was made of it once is remembered."""
    same = token.surface, token.normalized, token.reading, token.part_of_speech
    word = _remembered.get(same)
    if word is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        word = _remembered[same] = _made(token)
    return word.moved(token.start)


def _made(token: Token) -> Word:
    """Make the word of a token as if it stood at the beginning of a text."""
    units = () if token.part_of_speech[0] == "動詞" else token.parts
    words = tuple(_made(unit).moved(unit.start - token.start) for unit in units)
    return Word(
        key=_key(token),
        form=_form(token),
        reading=token.reading,
        part_of_speech=token.part_of_speech,
        start=0,
        end=token.end - token.start,
        synonym_groups=token.synonym_groups,
        parts=tuple(_runs(words, token.surface)),
        units=words,
        is_silent=_is_silent(token),
        is_oov=token.is_oov,
    )


def _runs(units: tuple[Word, ...], text: str) -> Iterator[Word]:
    """Give every run of short units but the whole: 業務 業務効率 効率 効率化 化."""
    for first in range(len(units)):
        for last in range(first, len(units)):
            run = units[first : last + 1]
            if len(run) == 1:
                yield run[0]
            elif len(run) < len(units):
                form = fold(text[run[0].start : run[-1].end])
                yield Word(
                    key="".join(unit.form for unit in run[:-1]) + run[-1].key,
                    form=form,
                    reading="".join(unit.reading for unit in run),
                    part_of_speech=run[-1].part_of_speech,
                    start=run[0].start,
                    end=run[-1].end,
                )


def _key(token: Token) -> str:
    """Return the key: a verb's is its noun, all else its normalized form."""
    word = fold(token.normalized)
    word = _SAME_KEYS.get(word, word)
    if token.part_of_speech[0] != "動詞" or len(word) < 2:
        return word
    if "一段" in token.part_of_speech[4] and word.endswith("る"):
        noun = word[:-1]
    elif word[-1] in _LAST_TO_NOUN:
        noun = word[:-1] + _LAST_TO_NOUN[word[-1]]
    else:
        return word
    # 見る would become 見, which is too short to be told from other words.
    return noun if len(noun) > 1 else word


def _form(token: Token) -> str:
    """Return the spelling; an inflected word's is that of the dictionary."""
    if token.part_of_speech[0] in ("動詞", "形容詞"):
        return fold(token.normalized)
    return fold(token.surface).strip()


def _is_silent(token: Token) -> bool:
    major, sub = token.part_of_speech[:2]
    if major in _SILENT or not _has_letter(token.surface):
        return True
    if major == "接尾辞":
        return sub != "名詞的"
    return major in ("動詞", "形容詞") and sub == "非自立可能"


def _has_letter(surface: str) -> bool:
    return any(char.isalnum() or char in "%％‰℃" for char in surface)
