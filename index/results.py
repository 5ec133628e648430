"""What is asked of a search, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.explaining import Expansion, UnmatchedWord
from index.facets import FacetValue, Filters
from index.ranking import Sort
from index.relaxing import DroppedWord
from index.rescue import Correction
from index.snippets import Part


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for; an empty query lists all that pass the filters.

    Hits without snippets (``has_snippets`` False) are for whoever wants all of them.
    """

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    has_snippets: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry found; the score is BM25 and unbounded."""

    entry_id: str
    score: float
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, and what there is to say about the search.

    ``dropped`` and ``unmatched`` are given where not every word was found together,
    ``suggestion`` where a query near this one would find more.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    expansions: tuple[Expansion, ...] = ()
    is_relaxed: bool = False
    suggestion: str | None = None
    corrections: tuple[Correction, ...] = ()
    unmatched: tuple[UnmatchedWord, ...] = ()
    dropped: tuple[DroppedWord, ...] = ()
    notes: tuple[str, ...] = ()
