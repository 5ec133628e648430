"""The reader's words become a query, and it is said what they were widened to.

The tree that comes out knows nothing of how postings are kept: its leaves are
``QueryWord`` (one idea in all its forms) and ``Condition``. On the way the words that
only ask are left out, kana are read as the words of the index, and a word that the
index does not have is replaced by its nearest, saying so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.analyzer import Analyzer
from corpus.themes import Guide
from index.conditions import facet_values, known_values
from index.folding import fold
from index.forms import FormKind, QueryWord, SearchForm
from index.hints import Hints
from index.lexicon import Lexicon
from index.questions import asks_amount, is_asking, is_sentence, is_slight
from index.rescue import Correction, Rescue
from index.scoring import Scorer
from index.snapshot import Snapshot
from index.syntax import All, Any, Condition, Exact, Node, Not, Words, parse
from index.thesaurus import Thesaurus
from index.wanted import Wanted, joined, merged, positive
from index.widening import Widener
from index.words import Word, read_words

MAX_WORDS = 32
_MAX_CORRECTIONS = 3
# A word found in fewer entries may have been cut otherwise in more of them.
_SELDOM = 20


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading a query needs, all of it of one snapshot.

    ``literal`` widens to spellings only: what is excluded is excluded to the letter.
    ``mends`` is False where slips are to stay as typed.
    """

    analyzer: Analyzer
    snapshot: Snapshot
    lexicon: Lexicon
    scorer: Scorer
    thesaurus: Thesaurus
    widener: Widener
    literal: Widener
    rescue: Rescue
    guide: Guide
    mends: bool = True


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query as it was understood.

    ``wanted`` is None where nothing is asked for; ``words`` are the words that are
    wanted, in order; ``is_one_run`` says that they were typed without a blank, and then
    ``parts`` are those of a compound, none where it is a sentence; ``notes`` say in
    Japanese how it was read.
    """

    wanted: "Wanted | None"
    words: tuple[QueryWord, ...]
    corrections: tuple[Correction, ...]
    notes: tuple[str, ...]
    hints: Hints
    is_one_run: bool
    parts: tuple[QueryWord, ...]


def read_query(text: str, tools: Tools) -> ReadQuery:
    """Return what a query asks for; whatever it is, it is no error."""
    node, notes = parse(text)
    reading = _Reading(tools, notes=list(notes))
    if node:
        reading.weigh(node)
    wanted = reading.resolve(node) if node else None
    if reading.n_words > MAX_WORDS:
        reading.notes.append(f"検索語が多いため、はじめの{MAX_WORDS}語で検索しました。")
    words = tuple(positive(wanted)) if wanted else ()
    needed = tuple(word for word in words if word.is_required)
    return ReadQuery(
        wanted=wanted,
        words=words,
        corrections=tuple(reading.corrections),
        notes=tuple(reading.notes),
        hints=Hints(needed, reading.asks_amount),
        is_one_run=reading.n_runs == 1,
        parts=reading.compound if reading.n_runs == 1 else (),
    )


@dataclass(slots=True)
class _Reading:
    """One query while it is read."""

    tools: Tools
    notes: list[str] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    n_words: int = 0
    says_something: bool = False
    says_much: bool = False
    asks_amount: bool = False
    n_runs: int = 0
    compound: tuple[QueryWord, ...] = ()

    def weigh(self, node: Node) -> None:
        """Find out whether there are words that say more than those that ask."""
        match node:
            case Words(text):
                words = read_words(self.tools.analyzer, text)
                self.asks_amount |= asks_amount(words)
                for word in words:
                    self.says_something |= not is_asking(word)
                    self.says_much |= (
                        not is_asking(word)
                        and not is_slight(word)
                        and word.names_something
                    )
            case Exact():
                self.says_something = self.says_much = True
            case All(nodes) | Any(nodes):
                for inner in nodes:
                    self.weigh(inner)

    def resolve(self, node: Node, *, is_negated: bool = False) -> "Wanted | None":
        """Return what a node wants, None where that is nothing."""
        match node:
            case Words(text):
                return joined(self._words(text, is_negated))
            case Exact(text):
                return self._exact(text)
            case Condition():
                return self._condition(node)
            case Not(inner):
                wanted = self.resolve(inner, is_negated=not is_negated)
                return Not(wanted) if wanted else None
            case All(nodes):
                found = [self.resolve(one, is_negated=is_negated) for one in nodes]
                return joined(merged([one for one in found if one]))
            case Any(nodes):
                found = [self.resolve(one, is_negated=is_negated) for one in nodes]
                choices = tuple(one for one in found if one)
                return Any(choices) if choices else None

    def _exact(self, text: str) -> QueryWord | None:
        self.n_runs += 1
        phrase = fold(text).strip()
        form = SearchForm(text, FormKind.EXACT, 1.0, phrase=phrase)
        self.n_words += 1
        if not phrase or self.n_words > MAX_WORDS:
            return None
        return QueryWord(f'"{text}"', (form,))

    def _words(self, text: str, is_negated: bool) -> list[Wanted]:
        """Return the words of a text typed without a blank."""
        if self.tools.mends and not is_negated:
            text = self._mended(text)
        words = read_words(self.tools.analyzer, text)
        if not self.says_something and all(word.is_silent for word in words):
            # Nothing but signs or particles: look for them as they stand.
            exact = self._exact(text)
            return [exact] if exact else []
        found: list[Wanted] = []
        before: Sequence[Word] | None = None
        for group in self._groups(words, text):
            word = self._word(group, words, text, is_negated)
            if not word or self.n_words >= MAX_WORDS:
                self.n_words += word is not None
                continue
            self.n_words += 1
            found.append(word)
            if before and not is_negated:
                found.append(self.tools.widener.beside(before, group, text))
            before = group
        if not is_negated:
            self.n_runs += 1
            self.compound = () if _has_grammar(words) else tuple(_parts(found))
        return found

    def _word(
        self, group: Sequence[Word], words: Sequence[Word], text: str, is_negated: bool
    ) -> QueryWord | None:
        """Return the query word for some words, None where they only ask."""
        only = group[0] if len(group) == 1 else None
        if only and only.is_silent:
            return None
        if only and is_asking(only) and self.says_something and len(words) > 1:
            return None
        if is_negated:
            return self.tools.literal.widen(group, text)
        word = self.tools.widener.widen(group, text)
        if self.tools.scorer.count(word) < _SELDOM:
            word = self.tools.widener.widen_to_characters(word)
        return replace(word, is_required=not only or self._is_needed(only, words))

    def _is_needed(self, word: Word, words: Sequence[Word]) -> bool:
        """Return whether an entry without a word is not wanted."""
        if is_asking(word):
            return not self.says_something
        if word.is_affix and len(words) > 1:
            return False
        if not self.says_much or not is_sentence(words):
            return True
        return not is_slight(word) and word.names_something

    def _groups(self, words: Sequence[Word], text: str) -> Iterator[Sequence[Word]]:
        """Give the words one by one, those together that are listed as one."""
        place = 0
        while place < len(words):
            length = max(1, self.tools.thesaurus.match(words[place:]))
            group = words[place : place + length]
            if length > 1 and not self._finds(self.tools.widener.widen(group, text)):
                # Listed as one but nowhere to be found: its words are then wanted.
                yield from ([word] for word in group)
            else:
                yield group
            place += length

    def _finds(self, word: QueryWord) -> bool:
        return self.tools.scorer.count(word) > 0

    def _mended(self, text: str) -> str:
        """Return the text with kana read and slips corrected."""
        for reading in self.tools.rescue.read_kana(text, self._is_known):
            text = text.replace(reading.typed, reading.read_as, 1)
            self.corrections.append(reading)
            self.notes.append(
                f"「{reading.typed}」を「{reading.read_as}」と読んで検索しました。"
            )
        while len(self.corrections) < _MAX_CORRECTIONS:
            slip = self.tools.rescue.miswritten(text) or self._slip(text)
            if not slip:
                break
            text = text.replace(slip.typed, slip.read_as, 1)
            self.corrections.append(slip)
            self.notes.append(
                f"「{slip.typed}」は見つからないため、"
                f"「{slip.read_as}」で検索しました。"
            )
        return text

    def _slip(self, text: str) -> Correction | None:
        unknown = self._unknown(text)
        return self.tools.rescue.correct(text, *unknown) if unknown else None

    def _unknown(self, text: str) -> tuple[int, int] | None:
        """Return where a word stands that finds nothing and is needed."""
        words = read_words(self.tools.analyzer, text)
        for group in self._groups(words, text):
            word = self._word(group, words, text, is_negated=False)
            if word and word.is_required and not self._finds(word):
                return group[0].start, group[-1].end
        return None

    def _is_known(self, word: Word) -> bool:
        return bool(self.tools.literal.widen([word], word.form).forms)

    def _condition(self, node: Condition) -> Condition:
        values = facet_values(self.tools.snapshot, node, self.tools.guide)
        if not values:
            known = "、".join(known_values(self.tools.snapshot, node.facet)[:12])
            self.notes.append(
                f"「{node.value}」に当たるものはありません。"
                + (f"次の値があります：{known}" if known else "")
            )
        return Condition(node.facet, "\t".join(values))


def _has_grammar(words: Sequence[Word]) -> bool:
    return any(word.is_silent for word in words)


def _parts(found: Iterable[Wanted]) -> Iterator[QueryWord]:
    """Give the words of a compound, those of one that Sudachi has whole apart."""
    needed = [w for w in found if isinstance(w, QueryWord) and w.is_required]
    if len(needed) == 1:
        yield from needed[0].units
    else:
        yield from needed
