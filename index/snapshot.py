"""The index as it stood at one commit: what a search reads.

A snapshot is whole and never changes, so threads share it. It is made of Whoosh's
segments; what has been read of a segment (its facts, its postings) is kept for the next
snapshot, since a segment never changes either, but for the entries deleted from it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, SegmentReader, TermNotFound

from index.schema import FACTS, META_FIELD

Postings = tuple[NDArray[np.int64], NDArray[np.float32]]


class Segment:
    """One of Whoosh's segments; documents are numbered from 0 within it."""

    def __init__(self, reader: SegmentReader) -> None:
        self._reader = reader
        self.id = _segment_id(reader)
        # Postings take most of the time of a first search and little room.
        self.postings = lru_cache(maxsize=4096)(self._postings)

    @cached_property
    def facts(self) -> NDArray[np.void]:
        """The facts of every document, the deleted ones too."""
        if not self._reader.has_column("facts"):
            return np.zeros(self._reader.doc_count_all(), dtype=FACTS)
        records = b"".join(self._reader.column_reader("facts"))
        return np.frombuffer(records, dtype=FACTS)

    @cached_property
    def folded(self) -> list[str]:
        """The folded texts of every document, fields joined by a separator."""
        if not self._reader.has_column("folded"):
            return [""] * self._reader.doc_count_all()
        return [bytes(text).decode() for text in self._reader.column_reader("folded")]

    @cached_property
    def lexicon(self) -> Mapping[str, Mapping[str, int]]:
        """How many documents hold each term, by field."""
        found: dict[str, dict[str, int]] = {}
        for (field, term), info in self._reader:
            if field not in ("id", META_FIELD):
                found.setdefault(field, {})[term.decode()] = info.doc_frequency()
        return found

    def _postings(self, field: str, term: str) -> Postings:
        try:
            matcher = self._reader.postings(field, term.encode())
        except TermNotFound:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        ids: list[int] = []
        weights: list[float] = []
        while matcher.is_active():
            ids.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return np.array(ids, dtype=np.int64), np.array(weights, dtype=np.float32)


class Snapshot:
    """All of an index at one commit; documents are numbered through its segments."""

    def __init__(self, reader: IndexReader, known: Mapping[str, Segment]) -> None:
        self._reader = reader
        leaves = [(leaf, start) for leaf, start in reader.leaf_readers()]
        self._starts = [start for _, start in leaves]
        self._segments = [
            known.get(_segment_id(leaf)) or Segment(leaf)
            for leaf, _ in leaves
            if isinstance(leaf, SegmentReader)
        ]
        self.n_documents: int = reader.doc_count_all()
        self.meta: Mapping[str, Any] = self._read_meta()

    @property
    def segments(self) -> dict[str, Segment]:
        """The segments by their id, for the next snapshot."""
        return {segment.id: segment for segment in self._segments}

    @cached_property
    def facts(self) -> NDArray[np.void]:
        """The facts of every document."""
        parts = [segment.facts for segment in self._segments]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=FACTS)

    @cached_property
    def is_live(self) -> NDArray[np.bool_]:
        """Which documents are entries that are still there."""
        live = self.facts["is_entry"].astype(bool)
        if self._reader.has_deletions():
            there = np.zeros(self.n_documents, dtype=bool)
            there[list(self._reader.all_doc_ids())] = True
            live &= there
        return live

    @cached_property
    def is_repeat(self) -> NDArray[np.bool_]:
        """Which documents say again what stands elsewhere in the same year's report.

        Of the same text under the same organisation and year the first counts, before
        all others one that is not marked as printed again (再掲).
        """
        facts = self.facts
        live = np.flatnonzero(self.is_live)
        keys = [
            facts[name][live] for name in ("organisation", "fiscal_year", "text_digest")
        ]
        order = np.lexsort(
            (live, facts["position"][live], facts["is_repeated"][live], *keys)
        )
        is_same = np.logical_and.reduce([np.diff(key[order]) == 0 for key in keys])
        repeats = np.zeros(self.n_documents, dtype=bool)
        repeats[live[order[1:][is_same]]] = True
        return repeats

    @cached_property
    def theme_patterns(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The sets of themes (given, doubtful), and which of them each document has."""
        # One column at a time: sorting pairs takes ten times as long.
        given, of_given = np.unique(self.facts["theme"], return_inverse=True)
        doubtful, of_doubtful = np.unique(self.facts["doubtful"], return_inverse=True)
        joint = of_given * len(doubtful) + of_doubtful
        there, codes = np.unique(joint, return_inverse=True)
        first, second = np.divmod(there, max(1, len(doubtful)))
        patterns = np.column_stack([given[first], doubtful[second]])
        return patterns, codes.astype(np.int64)

    @cached_property
    def folded(self) -> list[str]:
        """The folded texts of every document."""
        return [text for segment in self._segments for text in segment.folded]

    def has_text(self, text: str) -> bool:
        """Return whether some document has a folded text in it."""
        return text in self._all_folded

    @cached_property
    def _all_folded(self) -> str:
        return "\n".join(self.folded)

    def strings(self, facet: str) -> list[str]:
        """Return what the codes of a facet stand for, from code 1 on."""
        found: list[str] = self.meta["strings"].get(facet, [])
        return found

    @cached_property
    def fiscal_years(self) -> list[int]:
        """The fiscal years there are, in order."""
        return [int(year) for year in np.unique(self.facts["fiscal_year"]) if year]

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that hold a term, in order, and how often each does."""
        found = [segment.postings(field, term) for segment in self._segments]
        if len(found) == 1:
            return found[0]
        ids = [ids + start for (ids, _), start in zip(found, self._starts, strict=True)]
        if not ids:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        return np.concatenate(ids), np.concatenate([counts for _, counts in found])

    def n_holders(self, field: str, term: str) -> int:
        """Return how many documents hold a term, those counted too that are deleted."""
        return int(self._reader.doc_frequency(field, term.encode()))

    def holders(self, field: str, term: str) -> NDArray[np.int32]:
        """Return the documents that hold a term, for who asks for very many once."""
        try:
            matcher = self._reader.postings(field, term.encode())
        except TermNotFound:
            return np.empty(0, dtype=np.int32)
        return np.fromiter(matcher.all_ids(), np.int32)

    def terms(self, field: str, prefix: str) -> tuple[str, ...]:
        """Return the terms of a field that begin so."""
        try:
            found = self._reader.expand_prefix(field, prefix.encode())
            return tuple(bytes(term).decode() for term in found)
        except TermNotFound:
            return ()

    @cached_property
    def terms_of_text(self) -> Mapping[str, tuple[str, ...]]:
        """The terms of the texts by their keys, for who asks for very many."""
        found: dict[str, tuple[str, ...]] = {}
        try:
            terms = [bytes(term).decode() for term in self._reader.lexicon("text")]
        except TermNotFound:
            terms = []
        for term in terms:
            key = term.partition("\t")[0]
            found[key] = (*found.get(key, ()), term)
        return found

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        """Give every term of a field and how many documents hold it, by segment."""
        for segment in self._segments:
            yield from segment.lexicon.get(field, {}).items()

    def entry_id(self, document: int) -> str:
        """Return the id of a document's entry."""
        return str(self._reader.stored_fields(document)["id"])

    def text(self, document: int) -> str:
        """Return the text of a document's entry as printed."""
        return str(self._reader.stored_fields(document)["shown"])

    def document(self, entry_id: str) -> int | None:
        """Return the number of an entry's document, or None."""
        return next(self._holders("id", entry_id), None)

    @property
    def meta_document(self) -> int:
        """The number of the hidden document."""
        return next(self._holders(META_FIELD, META_FIELD))

    def _read_meta(self) -> Mapping[str, Any]:
        meta: Mapping[str, Any] = json.loads(self.text(self.meta_document))
        return meta

    def _holders(self, field: str, term: str) -> Iterator[int]:
        """Give the documents that hold a term and are not deleted."""
        if (field, term.encode()) in self._reader:
            yield from self._reader.postings(field, term.encode()).all_ids()


def _segment_id(reader: SegmentReader) -> str:
    segment = reader.segment()
    if segment is None:
        raise TypeError("a reader of no segment")
    return str(segment.segment_id())
