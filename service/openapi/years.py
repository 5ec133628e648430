"""What the API takes and answers of years, targets and amounts."""

from typing import Literal

from pydantic import BaseModel, Field

from service.openapi.answered import Entry, Indicator
from service.openapi.asked import FilterQuery, text
from service.parameters import MAX_LIMIT, MAX_OFFSET
from service.years_asked import REACHED, TARGET_COLUMNS

_Change = Literal["unchanged", "changed", "merged", "split", "dropped", "new"]


class CompareQuery(BaseModel):
    """Two years of one organisation."""

    organisation: str = text("組織。", maxLength=200)
    from_year: str = Field(
        "", alias="from", description="前の年度（2020、令和2年度、R2）。"
    )
    to_year: str = Field("", alias="to", description="後の年度。")


class PairAnswer(BaseModel):
    """Entries of two years that are one initiative."""

    change: _Change
    before: list[Entry]
    after: list[Entry]
    similarity: float | None = Field(
        ge=0, le=1, description="文の近さ。一方の年度にしかなければ null。"
    )


class NeverCameAnswer(BaseModel):
    """What was announced and has not come."""

    before: Entry
    after: list[Entry]


class ReportIds(BaseModel):
    """The reports that were compared."""

    before: str
    after: str


class ComparisonAnswer(BaseModel):
    """What became of each initiative."""

    organisation: str
    from_year: int = Field(alias="from")
    to_year: int = Field(alias="to")
    reports: ReportIds
    counts: dict[str, int]
    pairs: list[PairAnswer]
    never_came: list[NeverCameAnswer]
    notes: list[str]


class TargetQuery(FilterQuery):
    """Filters, whether a target is reached, and the order."""

    reached: str = text("達成しているか。", enum=list(REACHED))
    sort: str = text(
        "並べる列。前に - を付けると大きい順。",
        enum=[*TARGET_COLUMNS, *(f"-{name}" for name in TARGET_COLUMNS)],
    )


class TargetAnswer(Indicator):
    """An indicator with how far it has come."""

    upwards: bool | None = Field(description="大きいほどよいか。分からなければ null。")
    reached: bool | None
    progress: float | None = Field(description="基準から目標までの、どこまで来たか。")
    distance: float | None = Field(description="目標までの差。超えた分は負。")
    problem: Literal["no_target", "no_current", "units", "direction"] | None


class TargetsAnswer(BaseModel):
    """The indicators that pass."""

    total: int
    targets: list[TargetAnswer]


class AmountQuery(FilterQuery):
    """Filters, a unit, bounds and the order."""

    unit: str = text("単位（人、件、%、時間 など）。", maxLength=20)
    least: str = Field("", alias="min", description="この値以上。")
    most: str = Field("", alias="max", description="この値以下。")
    sort: str = text("並べ方。", enum=["printed", "largest", "smallest"])
    limit: str = text("件数。", type="integer", minimum=0, maximum=MAX_LIMIT)
    offset: str = text("何件目の次からか。", type="integer", maximum=MAX_OFFSET)


class UnitCount(BaseModel):
    """How many amounts there are in a unit."""

    unit: str
    count: int


class AmountAnswer(BaseModel):
    """An amount and the entry that names it; offsets are those of the text."""

    value: float
    unit: str
    qualifiers: list[str]
    text: str
    start: int
    end: int
    entry_id: str
    kind: Literal["initiative", "outcome"]
    organisation: str | None
    fiscal_year: int | None
    section: str | None
    path: list[str]
    item: str | None
    source_text: str


class AmountsAnswer(BaseModel):
    """Amounts, and in which units how many pass."""

    total: int
    units: list[UnitCount]
    amounts: list[AmountAnswer]


class StepAnswer(BaseModel):
    """An initiative in one year, and how it came from the year before."""

    fiscal_year: int
    report_id: str
    change: _Change | None
    similarity: float | None
    entries: list[Entry]


class CourseAnswer(BaseModel):
    """An initiative through all years."""

    entry_id: str
    counted: bool
    steps: list[StepAnswer]
