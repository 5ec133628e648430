"""What pages, API and terminal are shown: the answers of the catalog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from corpus.choices import Understood
from corpus.records import Entry, EntryKind, EntryTheme, Indicator, Item, Report
from corpus.themes import Theme
from index.searcher import SearchRequest, SearchResult
from index.snippets import Part
from models.evidence import Evidence


@dataclass(frozen=True, slots=True)
class TaggedEntry:
    """An entry with the themes it carries and those in doubt, best first."""

    entry: Entry
    themes: tuple[EntryTheme, ...]
    doubtful: tuple[EntryTheme, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A hit: the entry, its score, and where its text matches."""

    entry: TaggedEntry
    score: float
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to a search, with what was asked and how long it took."""

    request: SearchRequest
    result: SearchResult
    hits: tuple[SearchHit, ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class SimilarView:
    """An entry like another, and the words that make it so."""

    entry: TaggedEntry
    similarity: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry in its row, and why it has its tags.

    ``siblings`` are the entries of the same row, this one among them; ``other_years``
    those of the same item in other years, newest first; ``probabilities`` are those of
    all themes, tags or not.
    """

    entry: TaggedEntry
    report: Report
    item: Item
    siblings: tuple[TaggedEntry, ...]
    outcomes: tuple[TaggedEntry, ...]
    probabilities: Mapping[str, float]
    evidence: Mapping[str, tuple[Evidence, ...]]
    indicators: tuple[Indicator, ...]
    other_years: tuple[TaggedEntry, ...]
    similar: tuple[SimilarView, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme and how many entries carry it.

    ``n_missing`` is how many more entries people must decide to carry it before it can
    be learned; until then it gives no tags.
    """

    theme: Theme
    count: int
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report, and what it holds."""

    report: Report
    n_items: int
    counts: Mapping[EntryKind, int]
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A printed row with its entries."""

    item: Item
    entries: tuple[TaggedEntry, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as printed, with tags, and what its reader was unsure of."""

    report: Report
    rows: tuple[ReportRow, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is in the catalogue, and by which model and versions."""

    n_reports: int
    n_entries: int
    organisations: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    model_card: Mapping[str, Any]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file given to the catalogue; ``error`` where it was refused.

    ``is_new`` is False where the catalogue held all of it before.
    """

    file: str
    entries: Mapping[EntryKind, int] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    understood: Understood | None = None
    warnings: tuple[str, ...] = ()
    is_new: bool = False
    error: str | None = None
