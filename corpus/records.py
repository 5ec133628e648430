"""What the house passes from room to room: frozen records, fields in reading order.

``Report`` ⊃ ``Item`` (one row of the table) ⊃ ``Entry`` (one thing that was done, or
came of it, or is counted) and ``Indicator`` (an entry's figures). A ``Label`` is a
theme given by a person, a ``Tag`` one given by the model.
"""

import enum
from dataclasses import dataclass
from datetime import datetime


class EntryKind(enum.StrEnum):
    """What an entry is, after the columns of a follow-up form."""

    INITIATIVE = "initiative"  # column C: what was or will be done
    OUTCOME = "outcome"  # column D: what came of it
    INDICATOR = "indicator"  # a group of 目標・現状・目標設定時
    ITEM = "item"  # a row that has none of these: its title


@dataclass(frozen=True, slots=True)
class Report:
    """One file's worth of initiatives of one organisation and year.

    ``id`` follows from what the report says it is (see ``report.py``), so the same
    report imported again is the same report.
    """

    id: str
    title: str
    organisation: str | None
    fiscal_year: int | None
    source_name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a report: its place, its title, and how it stands.

    ``position`` counts from 0 through the whole report; ``page`` and ``row`` count
    from 1, as a person would who holds the file; ``path`` is the whole chain of
    numbering, ``("7", "a", "ア")``.
    """

    position: int
    page: int
    row: int
    section: str | None
    path: tuple[str, ...]
    title: str | None
    variant: str | None
    status: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One initiative, outcome, indicator or bare item, with its place in the report.

    ``position`` is that of the item; ``report`` is the report's title. The text keeps
    line breaks between paragraphs and leaves out the marker.
    """

    id: str
    report_id: str
    position: int
    kind: EntryKind
    organisation: str | None
    fiscal_year: int | None
    report: str
    section: str | None
    path: tuple[str, ...]
    item: str | None
    variant: str | None
    status: str | None
    reason: str | None
    marker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: 50%（令和2年度）.

    ``bound`` is what stands after the unit and turns the figure into a limit (以上,
    以内 …); ``value`` is None where nothing numeric was printed.
    """

    text: str
    value: float | None
    unit: str | None
    bound: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A group of target, current and baseline figures, read from one entry's text."""

    entry_id: str
    organisation: str | None
    fiscal_year: int | None
    section: str | None
    path: tuple[str, ...]
    item: str | None
    group: str | None
    measure: str | None
    target: Figure | None
    current: Figure | None
    baseline: Figure | None
    source_text: str


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a reader made of one file: the records, and what it was unsure of."""

    report: Report
    items: tuple[Item, ...]
    entries: tuple[Entry, ...]
    indicators: tuple[Indicator, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What a person decided about one theme of one entry.

    ``is_carried`` is None where the person takes back what they said before; ``source``
    tells from what it comes: a page (see ``corpus/deciding.py``) or ``file …``.
    """

    entry_id: str
    theme_id: str
    is_carried: bool | None
    decided_by: str
    decided_at: datetime
    note: str | None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """What the model says about one theme of one entry.

    ``probability`` is calibrated and lies in [0, 1]; ``is_given`` says whether it
    reached the theme's threshold, ``is_doubtful`` whether it lies in the doubtful
    band around it; ``model_id`` names the model that gave it.
    """

    entry_id: str
    theme_id: str
    probability: float
    is_given: bool
    is_doubtful: bool
    model_id: str


@dataclass(frozen=True, slots=True)
class EntryTheme:
    """A theme of an entry as it counts everywhere: labels beat tags."""

    theme_id: str
    probability: float | None
    decided_by: str  # "model" or "person"
