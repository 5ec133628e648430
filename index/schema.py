"""The Whoosh fields of an entry.

Five fields hold words: the entry's text, its item's title, the outcomes of its row,
its section, and the titles of the items above it in the numbering. A posting's term
says the word, how it was written, how it is read, and whether it stood alone or inside
a compound, so that spellings can be counted, weighed and shown one by one; its weight
is how often it occurs.

What facets and ranking need of every entry at once is one packed record of integers
(``FACTS``). The strings that the codes in it stand for are kept, with the number of the
database commit, in one hidden document (``META_FIELD``) of the same Whoosh commit, so
that postings, codes and number cannot drift.
"""

import zlib
from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import numpy as np
from whoosh import columns, fields, formats

from corpus.analyzer import Analyzer
from corpus.records import Entry, EntryKind
from index.folding import fold
from index.words import Word, read_words

# Raise it whenever anything below changes: an index of another format is rebuilt.
FORMAT_VERSION = 3

TEXT_FIELDS = ("text", "item", "outcome", "section", "context")
FACETS = ("theme", "status", "marker", "section", "organisation", "fiscal_year")
# What is kept as codes of strings; a year is its own number.
CODED = (*FACETS[:-1], "kind", "report")
META_FIELD = "meta"
FIELD_SEPARATOR = "\x1f"
REPEATED = "(再掲)"
INDICATOR = 2
_LONGEST = np.iinfo("u2").max
# What is counted where figures are reported: 7.6万回, 79.5%.
_FIGURE_UNITS = ("%", "人", "名", "件", "回", "枚")

FACTS = np.dtype(
    [
        ("is_entry", "u1"),
        ("is_repeated", "u1"),
        ("figures", "u1"),  # INDICATOR, 1 for a text with figures
        ("fiscal_year", "<i2"),  # 0 where the report names none
        ("status", "<u2"),
        ("marker", "<u2"),
        ("section", "<u4"),
        ("organisation", "<u4"),
        ("kind", "u1"),
        ("report", "<u4"),
        ("theme", "<u8"),  # one bit a theme
        ("doubtful", "<u8"),  # the same bits, for themes given or not
        ("position", "<u4"),
        ("text_digest", "<u4"),
        *((f"{field}_length", "<u2") for field in TEXT_FIELDS),
    ]
)


@dataclass(frozen=True, slots=True)
class Document:
    """An entry with what is searched beside its own words.

    ``outcome`` holds the outcomes of the entry's row, a line each; ``theme_ids`` the
    themes as they count, labels before tags; ``context`` the titles of the items above
    in the numbering, a line each: what stands under 4-a-ア is also about 4;
    ``doubtful_ids`` the themes in doubt, whether they are given or not.
    """

    entry: Entry
    outcome: str = ""
    theme_ids: tuple[str, ...] = ()
    context: str = ""
    doubtful_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What one posting list is about: a word in one of its spellings."""

    key: str
    form: str
    reading: str
    is_part: bool

    def encode(self) -> str:
        """Return the term as it stands in the index."""
        flag = "p" if self.is_part else "w"
        return "\t".join((self.key, flag, self.form, self.reading))

    @classmethod
    def decode(cls, text: str) -> "Term":
        """Return the term that stands so in the index."""
        key, flag, form, reading = text.split("\t")
        return cls(key, form, reading, flag == "p")


class _Counted(fields.FieldType):
    """A field whose value is given as terms with their counts."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = self.stored = self.unique = False
        self.vector = None

    def index(
        self, value: Mapping[str, int], **_: Any
    ) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Give what Whoosh writes: term, frequency, weight, no value."""
        for term, count in value.items():
            yield term.encode(), count, float(count), b""


def make_schema() -> fields.Schema:
    """Return the schema of a new index."""
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        shown=fields.STORED(),
        facts=fields.COLUMN(columns.FixedBytesColumn(FACTS.itemsize)),
        folded=fields.COLUMN(columns.VarBytesColumn()),
        group=_Counted(),
        title=_Counted(),
        **{META_FIELD: fields.ID(stored=True)},
        **{field: _Counted() for field in TEXT_FIELDS},
    )


class Codes:
    """Integers for the strings of the facets, in order of first appearance; 0 is none.

    Parameters
    ----------
    strings : mapping of facet to its strings so far
    """

    def __init__(self, strings: Mapping[str, list[str]]) -> None:
        self.strings = {name: list(strings.get(name, [])) for name in CODED}
        self._codes = {
            name: {value: code for code, value in enumerate(values, start=1)}
            for name, values in self.strings.items()
        }

    def code(self, name: str, value: str | None) -> int:
        """Return the code of a string, a new one where it is new."""
        if not value:
            return 0
        codes = self._codes[name]
        if value not in codes:
            self.strings[name].append(value)
            codes[value] = len(codes) + 1
        return codes[value]


def document_fields(
    analyzer: Analyzer, codes: Codes, document: Document
) -> dict[str, Any]:
    """Return what Whoosh is given for one document."""
    entry = document.entry
    texts = {
        "text": entry.text,
        "item": " ".join(part for part in (entry.item, entry.variant) if part),
        "outcome": document.outcome,
        "section": entry.section or "",
        "context": document.context,
    }
    words = {field: _words(analyzer, text) for field, text in texts.items()}
    terms = {field: _terms(words[field]) for field in TEXT_FIELDS}
    return {
        "id": entry.id,
        "shown": entry.text,
        "facts": _facts(codes, document, words),
        "folded": FIELD_SEPARATOR.join(map(fold, texts.values())).encode(),
        "group": _groups(words),
        "title": _title(entry.item, words["item"]),
        **{field: counted for field, counted in terms.items() if counted},
    }


@lru_cache(maxsize=256)
def _words(analyzer: Analyzer, text: str) -> tuple[Word, ...]:
    """Return the words of a text; titles and outcomes come again along a row."""
    return read_words(analyzer, text)


def _terms(words: tuple[Word, ...]) -> Counter[str]:
    terms: list[str] = []
    for word in words:
        if not word.is_silent:
            terms += _terms_of(word)
    return Counter(terms)


_MOST_REMEMBERED = 100_000
_remembered: dict[tuple[str, str, str, int], tuple[str, ...]] = {}


def _terms_of(word: Word) -> tuple[str, ...]:
    """Return the terms of a word and its parts; most words were met before."""
    same = word.key, word.form, word.reading, len(word.parts)
    terms = _remembered.get(same)
    if terms is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        parts = (_term(part, is_part=True) for part in word.parts)
        terms = _remembered[same] = (_term(word, is_part=False), *parts)
    return terms


def _term(word: Word, *, is_part: bool) -> str:
    return Term(word.key, word.form, word.reading, is_part).encode()


def _groups(words: Mapping[str, tuple[Word, ...]]) -> dict[str, int]:
    """Return which nouns stand in which synonym groups of the dictionary."""
    return {
        f"{group}\t{word.key}": 1
        for found in words.values()
        for word in found
        if word.is_noun
        for group in word.synonym_groups
    }


def _title(title: str | None, words: tuple[Word, ...]) -> dict[str, int]:
    if not title:
        return {}
    reading = "".join(word.reading for word in words if word.end <= len(title))
    return {f"{title}\t{reading}": 1}


def _facts(
    codes: Codes, document: Document, words: Mapping[str, tuple[Word, ...]]
) -> bytes:
    entry = document.entry
    text = fold(entry.text).strip()
    named = ("status", "marker", "section", "organisation", "kind")
    record = (
        1,
        text.endswith(REPEATED),
        _figures(entry, words["text"]),
        entry.fiscal_year or 0,
        *(codes.code(name, getattr(entry, name)) for name in named),
        codes.code("report", entry.report_id),
        _bits(codes, document.theme_ids),
        _bits(codes, document.doubtful_ids),
        entry.position,
        zlib.crc32(text.removesuffix(REPEATED).strip().encode()),
        *(
            min(sum(not word.is_silent for word in words[field]), _LONGEST)
            for field in TEXT_FIELDS
        ),
    )
    return np.array(record, dtype=FACTS).tobytes()


def _bits(codes: Codes, theme_ids: tuple[str, ...]) -> int:
    """Return themes as bits."""
    return reduce(or_, (1 << (codes.code("theme", one) - 1) for one in theme_ids), 0)


def _figures(entry: Entry, words: tuple[Word, ...]) -> int:
    """Return how much a text is about figures."""
    if entry.kind is EntryKind.INDICATOR:
        return INDICATOR
    return int(any(word.key.endswith(_FIGURE_UNITS) for word in words if word.units))
