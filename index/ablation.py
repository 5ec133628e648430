"""What each part of the search brings: the same queries, one part more each time.

It begins with what Whoosh does by itself for Japanese, pairs of characters, and ends
with the search as it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from whoosh import fields
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser.default import MultifieldParser

from corpus.synonyms import Synonym
from index.evaluation import Figures, JudgedQuery, evaluate
from index.folding import fold
from index.forms import Widening
from index.schema import FIELD_SEPARATOR, TEXT_FIELDS
from index.searcher import Searcher, SearchRequest
from index.snapshot import Snapshot
from index.writer import EntryIndex

_N_HITS = 30
_WORDS_ONLY = Widening(
    dictionary=0, part=0, units=0, inside=0, beside=0, mends=False, relaxes=False
)


def ablate(
    index: EntryIndex, synonyms: Iterable[Synonym], queries: Sequence[JudgedQuery]
) -> tuple[tuple[str, Figures], ...]:
    """Return the figures of each step, by its name in Japanese.

    Parameters
    ----------
    index : EntryIndex
        Holds the texts that the queries are judged over.
    """
    full = Widening()
    compounds = replace(
        _WORDS_ONLY,
        part=full.part,
        units=full.units,
        inside=full.inside,
        beside=full.beside,
    )
    dictionary = replace(compounds, dictionary=full.dictionary)
    readings = replace(dictionary, mends=True)
    listed = tuple(synonyms)
    steps: list[tuple[str, Callable[[str], Sequence[str]]]] = [
        ("Whoosh の 2 文字組", _bigrams(index.snapshot())),
        ("＋ Sudachi の正規化した語", _searching(index, (), _WORDS_ONLY)),
        ("＋ 複合語とその部分", _searching(index, (), compounds)),
        ("＋ 辞書の同義語", _searching(index, (), dictionary)),
        ("＋ 分野の同義語", _searching(index, listed, dictionary)),
        ("＋ 読みと打ち間違い", _searching(index, listed, readings)),
        ("＋ 条件をゆるめる", _searching(index, listed, full)),
    ]
    return tuple((name, evaluate(queries, search).overall) for name, search in steps)


def searching(searcher: Searcher, snapshot: Snapshot) -> Callable[[str], Sequence[str]]:
    """Return a search that gives the texts of its hits."""

    def search(query: str) -> tuple[str, ...]:
        result = searcher.search(SearchRequest(query, limit=_N_HITS))
        documents = (snapshot.document(hit.entry_id) for hit in result.hits)
        return tuple(snapshot.text(one) for one in documents if one is not None)

    return search


def _searching(
    index: EntryIndex, synonyms: tuple[Synonym, ...], widening: Widening
) -> Callable[[str], Sequence[str]]:
    searcher = Searcher(index, synonyms=synonyms, widening=widening)
    return searching(searcher, index.snapshot())


def _bigrams(snapshot: Snapshot) -> Callable[[str], Sequence[str]]:
    """Return a search by Whoosh alone, over pairs of characters."""
    grams = {name: fields.NGRAM(minsize=2, maxsize=2) for name in TEXT_FIELDS}
    index = RamStorage().create_index(fields.Schema(shown=fields.STORED(), **grams))
    writer = index.writer()
    for document, is_live in enumerate(snapshot.is_live):
        if is_live:
            texts = snapshot.folded[document].split(FIELD_SEPARATOR)
            named = dict(zip(TEXT_FIELDS, texts, strict=True))
            writer.add_document(shown=snapshot.text(document), **named)
    writer.commit()
    parser = MultifieldParser(list(TEXT_FIELDS), index.schema)

    def search(query: str) -> tuple[str, ...]:
        with index.searcher() as searcher:
            hits = searcher.search(
                parser.parse(fold(query).replace('"', " ")), limit=_N_HITS
            )
            return tuple(hit["shown"] for hit in hits)

    return search
