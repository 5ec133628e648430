"""A word of a query is widened to everything it is to find, each with its weight.

In falling order: the spelling as typed, other spellings of the same word, synonyms from
the domain list, synonyms from Sudachi's dictionary, the word inside a compound, and for
a compound the words it is made of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from index.counters import counting_the_same
from index.folding import fold
from index.forms import FormKind, QueryWord, SearchForm, Widening
from index.lexicon import Lexicon
from index.schema import TEXT_FIELDS, Term
from index.snapshot import Snapshot
from index.thesaurus import Thesaurus, keys_of
from index.words import Word
from index.years import bare_keys, keys_of_bare


class Widener:
    """Widens words by what one snapshot of an index holds."""

    def __init__(
        self,
        snapshot: Snapshot,
        lexicon: Lexicon,
        thesaurus: Thesaurus,
        widening: Widening,
    ) -> None:
        self._snapshot = snapshot
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._widening = widening
        self._terms = lru_cache(maxsize=8192)(self._find_terms)

    def widen(self, words: Sequence[Word], text: str) -> QueryWord:
        """Return the query word for words that are one idea.

        Parameters
        ----------
        words : sequence of Word
            One word, or several that the thesaurus lists as one.
        text : str
            The text the words were read from.
        """
        typed = fold(text[words[0].start : words[-1].end])
        forms = self._own_forms(words, typed)
        if len(typed) == len(text.strip()) == 1 and not typed.isascii():
            forms += self._inside(typed)
        forms += self._synonyms(words)
        units = self._units(words)
        return QueryWord(
            text=text[words[0].start : words[-1].end],
            forms=_unique(forms),
            units=tuple(self.widen([unit], text) for unit in units),
            units_weight=self._widening.units if units else 0.0,
            fiscal_year=_fiscal_year(words),
        )

    def widen_to_characters(self, word: QueryWord) -> QueryWord:
        """Return a query word that is also met by its mere characters.

        Sudachi cuts 係長相当職 into 係, 長相 and 当職: what was cut wrongly in an entry
        is found where the characters are.
        """
        typed = fold(word.text)
        if len(typed) < 2 or typed.isascii():
            return word
        form = SearchForm(typed, FormKind.PART, self._widening.inside, phrase=typed)
        return replace(word, forms=_unique([*word.forms, form]))

    def beside(
        self, left: Sequence[Word], right: Sequence[Word], text: str
    ) -> QueryWord:
        """Return a word that is met where two words stand as they were typed."""
        words = [*left, *right]
        typed = text[left[0].start : right[-1].end]
        forms = self._phrase(words, fold(typed), FormKind.EXACT, self._widening.beside)
        return QueryWord(typed, tuple(forms), is_required=False, is_spoken=False)

    def _own_forms(self, words: Sequence[Word], typed: str) -> list[SearchForm]:
        if len(words) > 1:
            return self._phrase(words, typed, FormKind.EXACT, 1.0)
        word = words[0]
        if word.year:
            return self._year_forms(word)
        forms = self._forms_of_key(word.key, word.form)
        if word.is_number and len(word.units) == 2:
            forms += self._counted_forms(word, is_found=bool(forms))
        return forms

    def _year_forms(self, word: Word) -> list[SearchForm]:
        """Return a year in every calendar, and as it stands without its era."""
        assert word.year
        weight = self._widening.bare_year
        found = [
            form
            for key in _year_keys(word)
            for form in self._forms_of_key(key, word.form)
        ]
        for key in bare_keys(word.year):
            found += self._as_others(key, key, weight, FormKind.VARIANT)
        return found

    def _counted_forms(self, word: Word, *, is_found: bool) -> list[SearchForm]:
        """Return a number with other counters, alone where it is with none."""
        number, counter = (unit.key for unit in word.units)
        if counter == "年度":
            weight, keys = self._widening.bare_year, list(keys_of_bare(number))
        else:
            weight = self._widening.counter
            others = sorted(counting_the_same(counter)) if weight else []
            keys = [number + other for other in others]
        found: list[SearchForm] = []
        for key in keys:
            found += self._as_others(key, key, weight, FormKind.VARIANT)
        if not found and not is_found:
            weight = self._widening.number
            found = self._as_others(number, number, weight, FormKind.VARIANT)
        return found

    def _forms_of_key(self, key: str, typed: str) -> list[SearchForm]:
        found: dict[tuple[str, bool], list[str]] = {}
        for text in self._terms(key):
            term = Term.decode(text)
            found.setdefault((term.form, term.is_part), []).append(text)
        return [
            self._form(form, typed, is_part, tuple(texts))
            for (form, is_part), texts in found.items()
        ]

    def _form(
        self, form: str, typed: str, is_part: bool, terms: tuple[str, ...]
    ) -> SearchForm:
        kind = FormKind.EXACT if form == typed else FormKind.VARIANT
        weight = 1.0 if form == typed else self._widening.variant
        if is_part:
            kind, weight = FormKind.PART, weight * self._widening.part
        return SearchForm(form, kind, weight, terms)

    def _inside(self, kanji: str) -> list[SearchForm]:
        """Return the words that have a single kanji in them."""
        weight = self._widening.inside
        forms = self._lexicon.containing(kanji, 50) if weight else ()
        return [
            SearchForm(form, FormKind.PART, weight, self._lexicon.terms[form])
            for form in forms
            if form != kanji and form in self._lexicon.terms
        ]

    def _synonyms(self, words: Sequence[Word]) -> list[SearchForm]:
        listed = self._thesaurus.others(keys_of(words))
        found: list[SearchForm] = []
        for text, weight in listed:
            found += self._synonym(text, weight * self._widening.synonym)
        if not listed and len(words) == 1:
            found += self._dictionary_synonyms(words[0])
        return found

    def _synonym(self, text: str, weight: float) -> list[SearchForm]:
        words = self._thesaurus.words(text)
        if weight <= 0 or not words:
            return []
        if len(words) > 1:
            return self._phrase(words, fold(text), FormKind.SYNONYM, weight)
        word = words[0]
        return self._as_others(word.key, word.form, weight, FormKind.SYNONYM)

    def _as_others(
        self, key: str, form: str, weight: float, kind: FormKind
    ) -> list[SearchForm]:
        """Return the forms of a key that is not what was typed."""
        return [
            replace(form, kind=max(form.kind, kind), weight=form.weight * weight)
            for form in self._forms_of_key(key, form)
        ]

    def _dictionary_synonyms(self, word: Word) -> list[SearchForm]:
        """Return what stands in the same group of Sudachi's dictionary.

        Groups of a word are its senses and no one says which is meant, so only nouns
        with one sense are widened, and little.
        """
        weight = self._widening.dictionary
        groups = word.synonym_groups
        if not weight or not word.is_noun or len(groups) != 1 or len(word.form) < 2:
            return []
        others = self._snapshot.terms("group", f"{groups[0]}\t")
        keys = {term.partition("\t")[2] for term in others} - {word.key}
        return [
            form
            for key in sorted(keys)
            for form in self._as_others(key, key, weight, FormKind.SYNONYM)
        ]

    def _phrase(
        self, words: Sequence[Word], text: str, kind: FormKind, weight: float
    ) -> list[SearchForm]:
        anchors = tuple(self._terms(word.key) for word in words if not word.is_silent)
        if not all(anchors):
            return []
        return [SearchForm(text, kind, weight, phrase=text, anchors=anchors)]

    def _find_terms(self, key: str) -> tuple[str, ...]:
        found = (self._snapshot.terms(field, f"{key}\t") for field in TEXT_FIELDS)
        return tuple(sorted(set(chain.from_iterable(found))))

    def _units(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Return the words that stand for a compound when they are apart."""
        if not self._widening.units:
            return ()
        if len(words) > 1:
            return tuple(word for word in words if not word.is_silent)
        word = words[0]
        if word.is_number:
            return ()
        # 化, 率, 制 and the like say nothing apart from what they hang on.
        long = tuple(u.moved(word.start) for u in word.units if len(u.form) > 1)
        return long if long and len(word.units) > 1 else ()


def _year_keys(word: Word) -> tuple[str, ...]:
    year = word.year
    assert year is not None
    if year.unit:
        return (year.key,)
    return (f"{year.number}年度", f"{year.number}年", f"{year.number}")


def _fiscal_year(words: Sequence[Word]) -> int | None:
    """Return the year that an entry of it meets: 年 alone is no fiscal year."""
    year = words[0].year
    return year.number if year and year.unit != "年" and len(words) == 1 else None


def _unique(forms: Iterable[SearchForm]) -> tuple[SearchForm, ...]:
    """Keep of each term its heaviest form, nearest forms first."""
    seen: set[str] = set()
    kept = []
    for form in sorted(forms, key=lambda form: (-form.weight, form.kind, form.text)):
        terms = tuple(term for term in form.terms if term not in seen)
        phrase = form.phrase if form.phrase not in seen else None
        if form.weight <= 0:
            continue
        seen.update(terms, [form.phrase] if form.phrase else [])
        if terms or phrase:
            kept.append(replace(form, terms=terms, phrase=phrase))
    return tuple(kept)
