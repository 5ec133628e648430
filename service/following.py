"""One initiative through all the years of its organisation: a chain of pairs.

From year to year it is followed by what it became, forwards and backwards: it may
have come out of several and gone into several.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.database import Database
from corpus.errors import InvalidQueryError
from corpus.records import Entry, EntryKind, Report
from models.pairs import Change, Pair
from service.comparing import Years
from service.showing import tagged
from service.views import TaggedEntry


@dataclass(frozen=True, slots=True)
class Step:
    """An initiative in one year; ``change`` is how it came from the year before.

    None stands for the first report that there is; where the initiative is gone,
    there are no entries.
    """

    fiscal_year: int
    report: Report
    change: Change | None
    similarity: float | None
    entries: tuple[TaggedEntry, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one initiative, the earliest year first."""

    entry: TaggedEntry
    steps: tuple[Step, ...]
    is_counted: bool


def follow(database: Database, years: Years, entry_id: str) -> Course:
    """Return the course of an initiative through the years.

    Raises
    ------
    NotFoundError
        The reader asked for an entry that is not in the catalogue.
    InvalidQueryError
        The entry is no initiative, or its report says not whose or of when.
    """
    entry = database.entry(entry_id)
    if entry.kind is not EntryKind.INITIATIVE:
        raise InvalidQueryError(
            "年を追えるのは取組だけです。成果・指標は、同じ行の取組から追ってください。"
        )
    if entry.organisation is None or entry.fiscal_year is None:
        raise InvalidQueryError(
            "組織か年度の分からない報告の取組は追えません。組織名と年度を指定して"
            "加え直してください（命令では --organisation と --fiscal-year）。"
        )
    reports = years.counted(entry.organisation)
    ids = [report.id for report in reports]
    is_counted = entry.report_id in ids
    if is_counted:
        here = ids.index(entry.report_id)
        found = _steps(years, reports, here, entry)
    else:  # another report of its year counts: this one stands by itself
        found = [(database.report(entry.report_id).report, None, None, (entry,))]
    shown = tagged(database, [each for step in found for each in step[3]])
    steps = tuple(
        Step(
            report.fiscal_year or entry.fiscal_year,
            report,
            change,
            similarity,
            tuple(shown[each.id] for each in entries),
        )
        for report, change, similarity, entries in found
    )
    return Course(shown[entry_id], steps, is_counted)


_Found = tuple[Report, Change | None, float | None, tuple[Entry, ...]]


def _steps(
    years: Years, reports: Sequence[Report], here: int, entry: Entry
) -> list[_Found]:
    """Return the entries of each year, and how they came from the year before."""
    earlier: list[_Found] = []
    entries: tuple[Entry, ...] = (entry,)
    change, similarity = None, None
    for place in range(here, 0, -1):
        pairs = _with(entries, years.pairs(reports[place - 1], reports[place]), 1)
        entries = _all(pair.after for pair in pairs)
        change, similarity = _how(pairs)
        earlier.append((reports[place], change, similarity, entries))
        entries = _all(pair.before for pair in pairs)
        if not entries:
            break
    else:
        earlier.append((reports[0], None, None, entries))
    later: list[_Found] = []
    entries = earlier[0][3]
    for place in range(here, len(reports) - 1):
        pairs = _with(entries, years.pairs(reports[place], reports[place + 1]), 0)
        entries = _all(pair.after for pair in pairs)
        later.append((reports[place + 1], *_how(pairs), entries))
        if not entries:
            break
    return [*reversed(earlier), *later]


def _with(entries: Iterable[Entry], pairs: Iterable[Pair], side: int) -> list[Pair]:
    """Return the pairs that have any of the entries before (0) or after (1)."""
    ids = {entry.id for entry in entries}
    return [
        pair
        for pair in pairs
        if ids & {entry.id for entry in (pair.before, pair.after)[side]}
    ]


def _how(pairs: Sequence[Pair]) -> tuple[Change | None, float | None]:
    """Return the change that says most, of several that meet in an initiative."""
    order = [
        Change.MERGED, Change.SPLIT, Change.CHANGED, Change.UNCHANGED, Change.NEW,
        Change.DROPPED,
    ]  # fmt: skip
    best = min(pairs, key=lambda pair: order.index(pair.change), default=None)
    return (best.change, best.similarity) if best else (None, None)


def _all(sides: Iterable[Iterable[Entry]]) -> tuple[Entry, ...]:
    return tuple({entry.id: entry for side in sides for entry in side}.values())
