"""Entries and indexes for the tests of the index."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.analyzer import Analyzer
from corpus.records import Entry, EntryKind
from index.schema import Document
from index.searcher import Searcher, SearchRequest, SearchResult
from index.writer import EntryIndex

ANALYZER = Analyzer()


def document(text: str, **values: Any) -> Document:
    outcome = values.pop("outcome", "")
    theme_ids = values.pop("theme_ids", ())
    context = values.pop("context", "")
    doubtful_ids = values.pop("doubtful_ids", ())
    entry = {
        "id": text,
        "report_id": "r",
        "position": 0,
        "kind": EntryKind.INITIATIVE,
        "organisation": "厚生労働省",
        "fiscal_year": 2020,
        "report": "フォローアップ",
        "section": "働き方改革",
        "path": ("1",),
        "item": None,
        "variant": None,
        "status": "実施",
        "reason": None,
        "marker": None,
        "text": text,
    } | values
    return Document(Entry(**entry), outcome, theme_ids, context, doubtful_ids)


def make_index(folder: Path, documents: Iterable[Document | str]) -> EntryIndex:
    index = EntryIndex(folder / "index", ANALYZER)
    given = [document(one) if isinstance(one, str) else one for one in documents]
    index.rebuild(given, commit_number=1)
    return index


def make_searcher(folder: Path, documents: Iterable[Document | str]) -> Searcher:
    return Searcher(make_index(folder, documents))


def ids(result: SearchResult) -> list[str]:
    return [hit.entry_id for hit in result.hits]


def find(searcher: Searcher, query: str, **options: Any) -> list[str]:
    return ids(searcher.search(SearchRequest(query=query, **options)))
