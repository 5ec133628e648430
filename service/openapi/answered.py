"""What the API answers: the shapes of ``payloads.py`` and ``answers.py`` in full.

More fields may be added; these stay.
"""

from typing import Literal

from pydantic import BaseModel, Field

Sure = Field(ge=0, le=1, description="校正された確率。")


class Trouble(BaseModel):
    """Every error."""

    status: int = Field(description="HTTPの状態番号。")
    error: str = Field(description="何が起き、どうすればよいか（日本語）。")


class ThemeOfEntry(BaseModel):
    """A theme that an entry carries."""

    id: str
    probability: float = Sure
    decided_by: Literal["model", "person"]


class Entry(BaseModel):
    """An entry; what its report does not give is null."""

    id: str
    kind: Literal["initiative", "outcome", "indicator", "item"]
    organisation: str | None
    fiscal_year: int | None
    report: str
    report_id: str
    section: str | None
    path: list[str]
    item: str | None
    variant: str | None
    status: str | None
    reason: str | None
    marker: str | None
    text: str
    themes: list[ThemeOfEntry]


class Part(BaseModel):
    """A piece of a snippet."""

    text: str
    match: bool


class Hit(Entry):
    """An entry that was found."""

    score: float
    snippet: list[Part]


class FacetValue(BaseModel):
    """A value to narrow by, and how many hits have it."""

    value: str | int
    label: str
    count: int


class Facets(BaseModel):
    """All values of each facet among the hits."""

    theme: list[FacetValue]
    status: list[FacetValue]
    marker: list[FacetValue]
    section: list[FacetValue]
    organisation: list[FacetValue]
    fiscal_year: list[FacetValue]


class Expansion(BaseModel):
    """What a word of the query was widened to."""

    term: str
    variants: list[str]
    counts: list[int]


class Correction(BaseModel):
    """A slip of the pen, and what it was read as."""

    typed: str
    read_as: str


class Near(BaseModel):
    """A word of the catalogue near one that is not in it."""

    text: str
    count: int


class Unmatched(BaseModel):
    """A word that nothing has."""

    word: str
    nearest: list[Near]


class Dropped(BaseModel):
    """A word without which there would be hits."""

    word: str
    query: str
    count: int


class SearchAnswer(BaseModel):
    """The answer to a search."""

    query: str
    total: int
    took_ms: float
    limit: int
    offset: int
    sort: Literal["relevance", "newest", "organisation"]
    hits: list[Hit]
    facets: Facets
    expansions: list[Expansion]
    relaxed: bool
    suggestion: str | None
    corrections: list[Correction]
    unmatched: list[Unmatched]
    dropped: list[Dropped]
    notes: list[str]


class Evidence(BaseModel):
    """A word that spoke for a theme (above 0) or against it."""

    text: str
    weight: float


class Figure(BaseModel):
    """A figure as printed and as read."""

    text: str
    value: float | None
    unit: str | None
    bound: str | None
    period: str | None


class Indicator(BaseModel):
    """A 目標・現状 group; what the report does not give is null."""

    entry_id: str
    organisation: str | None
    fiscal_year: int | None
    section: str | None
    path: list[str]
    item: str | None
    group: str | None
    measure: str | None
    target: Figure | None
    current: Figure | None
    baseline: Figure | None
    source_text: str


class SimilarEntry(Entry):
    """An entry like another, and the words that they share."""

    similarity: float
    shared: list[str]


class Reason(BaseModel):
    """What a word added to an entry's score."""

    word: str
    form: str | None
    kind: str
    field: str | None
    score: float


class FoundBy(BaseModel):
    """Why a query finds an entry."""

    query: str
    score: float
    reasons: list[Reason]


class EntryAnswer(Entry):
    """An entry in its row, and why it has its themes."""

    doubtful: list[ThemeOfEntry]
    probabilities: dict[str, float]
    evidence: dict[str, list[Evidence]]
    siblings: list[Entry]
    outcomes: list[Entry]
    indicators: list[Indicator]
    other_years: list[Entry]
    similar: list[SimilarEntry]
    found_by: FoundBy | None = None


class Completion(BaseModel):
    """What may be typed next."""

    text: str
    count: int
    title: bool


class CompletionsAnswer(BaseModel):
    """What may follow what is typed."""

    query: str
    completions: list[Completion]


class ThemeAnswer(BaseModel):
    """A theme of the guide."""

    id: str
    name: str
    english_name: str
    core: bool
    carries: str
    does_not: str
    count: int


class ThemesAnswer(BaseModel):
    """The themes in the order of the guide."""

    total: int
    themes: list[ThemeAnswer]


class StatRow(BaseModel):
    """A count, with the values it is of: those of the dimensions asked for."""

    theme: str | None = None
    status: str | None = None
    marker: str | None = None
    section: str | None = None
    organisation: str | None = None
    fiscal_year: int | None = None
    kind: str | None = None
    report: str | None = None
    count: int
    share: float = Field(ge=0, le=1, description="of に対する割合。")
    of: int = Field(description="最初の値のほかがすべて同じ記載の数。")
    doubtful: int = Field(description="うち、テーマが判定保留のもの。")
    search_url: str


class StatsAnswer(BaseModel):
    """Counts of what passes the filters; values that none has are left out."""

    by: list[str]
    filters: dict[str, list[str | int]]
    total: int
    rows: list[StatRow]
    labels: dict[str, dict[str, str]]


class IndicatorsAnswer(BaseModel):
    """The indicators in the order of the reports."""

    total: int
    indicators: list[Indicator]


class GivenTheme(BaseModel):
    """A theme that a text carries, and the words that spoke for and against it."""

    id: str
    probability: float = Sure
    evidence: list[Evidence]


class DoubtfulTheme(BaseModel):
    """A theme that is neither sure nor ruled out."""

    id: str
    probability: float = Sure


class Classified(BaseModel):
    """The themes of one text."""

    themes: list[GivenTheme]
    doubtful: list[DoubtfulTheme]
    note: str | None = None


class ClassifyAnswer(BaseModel):
    """The themes of each text, in their order."""

    results: list[Classified]


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """The catalogue can be asked."""

    status: Literal["ready"]
    entries: int
