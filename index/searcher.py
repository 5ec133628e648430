"""A query and facets become hits, and what there is to say about them.

One search reads the query, scores every entry, counts the facets in the same pass and
says why: what each word was widened to, which words found nothing and what is near
them, and what each query with one word less would find.
"""

import threading
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Analyzer
from corpus.errors import NotFoundError
from corpus.synonyms import Synonym, bundled_synonyms
from corpus.themes import GUIDE, Guide
from index.explaining import (
    Expansion,
    Form,
    Reason,
    expansions,
    reasons,
    unmatched,
)
from index.facets import FacetValue, Filters, Mask, count_facets, passing
from index.folding import fold
from index.forms import QueryWord, Widening
from index.hints import add_hints
from index.lexicon import Lexicon
from index.query import ReadQuery, Tools, read_query
from index.ranking import Sort, rank
from index.relaxing import (
    DroppedWord,
    Relaxed,
    below,
    relax,
    with_rarest_part,
    without_each,
)
from index.rescue import Rescue
from index.results import Hit, SearchRequest, SearchResult
from index.scoring import Evaluated, Ranking, Scorer
from index.similar import SimilarEntry, Similarity
from index.snapshot import Snapshot
from index.snippets import find_matches, snippet
from index.suggest import Completion, complete
from index.thesaurus import Thesaurus
from index.wanted import Wanted
from index.widening import Widener
from index.writer import EntryIndex

__all__ = [
    "Expansion",
    "FacetValue",
    "Filters",
    "Form",
    "Hit",
    "Reason",
    "SearchRequest",
    "SearchResult",
    "Searcher",
    "Sort",
]

SNIPPET_CHARACTERS = 160
# So many entries with all words need no others below them.
_ENOUGH = 3
_LITERAL = Widening(synonym=0, dictionary=0, units=0, inside=0)


class Searcher:
    """Searches an index as it stands at each search; safe to share between threads.

    Parameters
    ----------
    index : EntryIndex
    synonyms : iterable of Synonym, optional
        The bundled list unless given.
    guide : Guide, optional
        By whose names themes are asked for.
    widening, ranking
        How much each kind of form and each field counts.
    """

    def __init__(
        self,
        index: EntryIndex,
        *,
        synonyms: Iterable[Synonym] | None = None,
        guide: Guide = GUIDE,
        widening: Widening | None = None,
        ranking: Ranking | None = None,
    ) -> None:
        self._index = index
        self._guide = guide
        listed = bundled_synonyms().synonyms if synonyms is None else synonyms
        self._thesaurus = _thesaurus(index.analyzer, tuple(listed))
        self._widening = widening or Widening()
        self._ranking = ranking or Ranking()
        self._lock = threading.Lock()
        self._tools: Tools | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The index as it stands now."""
        return self._index.snapshot()

    def search(self, request: SearchRequest) -> SearchResult:
        """Return one page of the entries that a request finds.

        Raises
        ------
        IndexUnavailableError
            The index is gone or damaged.
        """
        tools = self._current_tools()
        snapshot, scorer = tools.snapshot, tools.scorer
        query = read_query(request.query, tools)
        evaluated = self._evaluate(query, tools)
        is_lacking = query.wanted is not None and not evaluated.is_match.any()
        relaxed, notes = self._relax(query, tools, evaluated)
        found = relaxed.evaluated if relaxed else evaluated
        found = replace(found, scores=add_hints(scorer, query.hints, found.scores))
        passed = passing(snapshot, request.filters)
        shown = np.logical_and.reduce([found.is_match, *passed.values()])
        documents = _ranked(snapshot, shown, found, relaxed, request)
        page = documents[request.offset : request.offset + request.limit]
        show = _hit if request.has_snippets else _bare_hit
        return SearchResult(
            total=len(documents),
            hits=tuple(show(tools, query, found, int(one)) for one in page),
            facets=count_facets(snapshot, found.is_match, passed, request.filters),
            expansions=expansions(scorer, query.words),
            is_relaxed=relaxed is not None and is_lacking,
            suggestion=_suggestion(request.query, query),
            corrections=query.corrections,
            unmatched=unmatched(scorer, tools.rescue, query.words),
            dropped=_dropped(tools, query) if is_lacking else (),
            notes=query.notes + notes,
        )

    def explain(self, query: str, entry_id: str) -> tuple[Reason, ...]:
        """Return which word in which field gave an entry how much of its score.

        Raises
        ------
        NotFoundError
            The index has no such entry.
        """
        tools = self._current_tools()
        document = _document(tools.snapshot, entry_id)
        read = read_query(query, tools)
        return reasons(tools.scorer, read.words, read.hints, document)

    def complete(self, typed: str, *, limit: int = 8) -> tuple[Completion, ...]:
        """Return completions for what is being typed, by kanji or kana."""
        return complete(self._current_tools().lexicon, typed, limit=limit)

    def similar(self, entry_id: str, *, limit: int = 5) -> tuple[SimilarEntry, ...]:
        """Return the entries most like one, with the words they share.

        Raises
        ------
        NotFoundError
            The index has no such entry.
        """
        tools = self._current_tools()
        document = _document(tools.snapshot, entry_id)
        comparing = Similarity(tools.analyzer, tools.snapshot)
        return comparing.similar(document, limit=limit)

    def _evaluate(self, query: ReadQuery, tools: Tools) -> Evaluated:
        live = tools.snapshot.is_live
        if query.wanted is None:
            return Evaluated(live, np.zeros(len(live), dtype=np.float32))
        found = tools.scorer.evaluate(query.wanted)
        return Evaluated(found.is_match & live, found.scores)

    def _relax(
        self, query: ReadQuery, tools: Tools, evaluated: Evaluated
    ) -> tuple[Relaxed | None, tuple[str, ...]]:
        """Return what is found beyond all the words, and a note where it is beside."""
        live, scorer = tools.snapshot.is_live, tools.scorer
        if not self._widening.relaxes or query.wanted is None:
            return None, ()
        if not evaluated.is_match.any():
            return relax(scorer, query.wanted, live), ()
        n_whole = np.count_nonzero(evaluated.is_match)
        if not query.is_one_run or n_whole >= _ENOUGH:
            return None, ()
        others, told = _others(query, query.wanted, evaluated, tools)
        relaxed = below(evaluated, others) if others else None
        if relaxed is None:
            return None, ()
        note = f"すべての語を含むものは{n_whole}件です。その下に{told}も示します。"
        return relaxed, (note,)

    def _current_tools(self) -> Tools:
        """Return what reads and scores queries on the index as it stands now."""
        snapshot = self._index.snapshot()
        with self._lock:
            if self._tools is None or self._tools.snapshot is not snapshot:
                self._tools = self._make_tools(snapshot)
            return self._tools

    def _make_tools(self, snapshot: Snapshot) -> Tools:
        analyzer, thesaurus = self._index.analyzer, self._thesaurus
        lexicon = Lexicon(snapshot, thesaurus.readings)
        return Tools(
            analyzer=analyzer,
            snapshot=snapshot,
            lexicon=lexicon,
            scorer=Scorer(snapshot, self._ranking),
            thesaurus=thesaurus,
            widener=Widener(snapshot, lexicon, thesaurus, self._widening),
            mends=self._widening.mends,
            literal=Widener(snapshot, lexicon, thesaurus, _LITERAL),
            rescue=Rescue(analyzer, snapshot, lexicon, thesaurus),
            guide=self._guide,
        )


@lru_cache(maxsize=4)
def _thesaurus(analyzer: Analyzer, synonyms: tuple[Synonym, ...]) -> Thesaurus:
    """Return a thesaurus, made once for each list."""
    return Thesaurus(analyzer, synonyms)


def _hit(tools: Tools, query: ReadQuery, found: Evaluated, document: int) -> Hit:
    text = tools.snapshot.text(document)
    matches = find_matches(tools.analyzer, text, query.words)
    marked = snippet(text, matches, max_characters=SNIPPET_CHARACTERS)
    return replace(_bare_hit(tools, query, found, document), snippet=marked)


def _bare_hit(tools: Tools, query: ReadQuery, found: Evaluated, document: int) -> Hit:
    entry_id = tools.snapshot.entry_id(document)
    return Hit(entry_id, float(found.scores[document]), snippet=())


def _document(snapshot: Snapshot, entry_id: str) -> int:
    document = snapshot.document(entry_id)
    if document is None:
        raise NotFoundError(f"「{entry_id}」という取組はありません。")
    return document


def _ranked(
    snapshot: Snapshot,
    shown: Mask,
    found: Evaluated,
    relaxed: Relaxed | None,
    request: SearchRequest,
) -> NDArray[np.int64]:
    documents = np.flatnonzero(shown)
    scores = found.scores[documents].astype(np.float64)
    if relaxed:
        # No score reaches 1,000, so that what an entry has goes before how often.
        scores += 1000.0 * relaxed.coverage[documents]
    is_listing = not request.query.strip() and request.sort is Sort.RELEVANCE
    sort = Sort.NEWEST if is_listing else request.sort
    return rank(snapshot, documents, scores, sort)


def _others(
    query: ReadQuery, wanted: Wanted, found: Evaluated, tools: Tools
) -> tuple[Relaxed | None, str]:
    """Return what may stand below the entries with all words, and what it is."""
    live, scorer = tools.snapshot.is_live, tools.scorer
    if not query.parts:
        return relax(scorer, wanted, live), "一部の語を含むもの"
    if len(query.parts) < 2 or tools.snapshot.has_text(_typed(query.parts)):
        return None, ""
    others = with_rarest_part(scorer, wanted, query.parts, live & ~found.is_match)
    return (others[0], f"「{others[1].text}」を含むもの") if others else (None, "")


def _typed(parts: Iterable[QueryWord]) -> str:
    """Return a compound as it was typed."""
    return fold("".join(part.text for part in parts))


def _suggestion(text: str, query: ReadQuery) -> str | None:
    corrected = text
    for correction in query.corrections:
        corrected = corrected.replace(correction.typed, correction.read_as, 1)
    return corrected if corrected != text else None


def _dropped(tools: Tools, query: ReadQuery) -> tuple[DroppedWord, ...]:
    if query.wanted is None:
        return ()
    return without_each(tools.scorer, query.wanted, tools.snapshot.is_live)
