"""Two years of an organisation side by side: what became of each initiative.

Where an organisation has several reports of one year, the newest imported counts, and
that is told. Pairing takes a while for long reports, so the last few are remembered
until the record changes.
"""

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.analyzer import Analyzer
from corpus.database import Database, StoredReport
from corpus.records import Entry, EntryKind, Report
from models.pairing import pair_entries
from models.pairs import Change, Pair
from models.reprints import key_of
from service.choosing_years import (
    check_order,
    check_organisation,
    check_years,
    refuse_year,
)
from service.showing import tagged
from service.views import TaggedEntry

_MOST_REMEMBERED = 64
# A status that announces, and one that leaves open whether anything comes.
_ANNOUNCED = re.compile(r"今後|予定|準備")
_OPEN = re.compile(r"今後|予定|準備|検討|未定|未実施|未着手|見送|中止|困難")


@dataclass(frozen=True, slots=True)
class PairView:
    """Entries of two years that are one initiative, with their themes."""

    change: Change
    before: tuple[TaggedEntry, ...]
    after: tuple[TaggedEntry, ...]
    similarity: float | None

    @property
    def theme_ids(self) -> frozenset[str]:
        """The themes that any of the entries carries."""
        return frozenset(
            theme.theme_id
            for entry in (*self.before, *self.after)
            for theme in entry.themes
        )


@dataclass(frozen=True, slots=True)
class NeverCame:
    """What was announced (今後実施) and has not come: it is gone, or still open."""

    before: TaggedEntry
    after: tuple[TaggedEntry, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of an organisation's initiatives from one year to another.

    ``passed_over`` are older reports of the same years, which do not count.
    """

    organisation: str
    before: Report
    after: Report
    pairs: tuple[PairView, ...]
    never_came: tuple[NeverCame, ...]
    passed_over: tuple[Report, ...]

    @property
    def years(self) -> tuple[int, int]:
        """The two fiscal years."""
        return self.before.fiscal_year or 0, self.after.fiscal_year or 0

    def count(self, change: Change) -> int:
        """Return how many pairs are of a kind."""
        return sum(pair.change is change for pair in self.pairs)


class Years:
    """The years of the organisations in a catalogue.

    Parameters
    ----------
    database : Database
        The record.
    analyzer : Analyzer
        What finds the words of the texts.
    """

    def __init__(self, database: Database, analyzer: Analyzer) -> None:
        self._database = database
        self._analyzer = analyzer
        self._lock = threading.Lock()
        self._known: dict[tuple[int, str, str], tuple[Pair, ...]] = {}

    def organisations(self) -> dict[str, tuple[int, ...]]:
        """Return the fiscal years of each organisation, the earliest first."""
        return {
            name: tuple(sorted(of_year)) for name, of_year in self._reports().items()
        }

    def compare(self, organisation: str, from_year: int, to_year: int) -> Comparison:
        """Return what became of each initiative of an organisation.

        Raises
        ------
        NotFoundError
            The reader asked for an organisation or a year that is not there.
        InvalidQueryError
            The reader asked for one year twice, or for the later one first.
        """
        reports = self._reports()
        check_organisation(organisation, reports)
        check_years(organisation, from_year, to_year, sorted(reports[organisation]))
        older, newer = (reports[organisation][year] for year in (from_year, to_year))
        return self._show(organisation, older, newer)

    def compare_all(
        self, to_year: int, from_year: int | None = None
    ) -> tuple[Comparison, ...]:
        """Return what became of the initiatives of every organisation by a year.

        Each organisation's report of that year is held against that of the other, or
        else against its last one before.

        Raises
        ------
        NotFoundError
            No organisation has reports of both years.
        InvalidQueryError
            The years are the same, or the later one comes first.
        """
        if from_year is not None:
            check_order(from_year, to_year)
        wanted = [
            (name, of_year[earlier], of_year[to_year])
            for name, of_year in self._reports().items()
            if to_year in of_year
            for earlier in [
                from_year or max(filter(to_year.__gt__, of_year), default=0)
            ]
            if earlier in of_year
        ]
        if not wanted:
            years = self.organisations().values()
            refuse_year(to_year, {each for one in years for each in one[1:]})
        return tuple(self._show(*each) for each in wanted)

    def pairs(self, before: Report, after: Report) -> tuple[Pair, ...]:
        """Return the pairs of two reports, remembered while the record stays."""
        key = (self._database.commit_number, before.id, after.id)
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = pair_entries(
            self._analyzer, self._initiatives(before), self._initiatives(after)
        )
        with self._lock:
            while len(self._known) >= _MOST_REMEMBERED:
                self._known.pop(next(iter(self._known)))
            self._known[key] = found
        return found

    def counted(self, organisation: str) -> tuple[Report, ...]:
        """Return the reports of an organisation that count, the earliest first."""
        of_year = self._reports().get(organisation, {})
        return tuple(of_year[year][0].report for year in sorted(of_year))

    def _reports(self) -> dict[str, dict[int, list[StoredReport]]]:
        """Return the reports by organisation and year, the newest imported first."""
        found: dict[str, dict[int, list[StoredReport]]] = {}
        stored = sorted(self._database.reports(), key=lambda one: one.imported_at)
        for each in reversed(stored):
            name, year = each.report.organisation, each.report.fiscal_year
            if name is not None and year is not None:
                found.setdefault(name, {}).setdefault(year, []).append(each)
        return {name: found[name] for name in sorted(found)}

    def _initiatives(self, report: Report) -> list[Entry]:
        return [
            entry
            for entry in self._database.entries_of(report.id)
            if entry.kind is EntryKind.INITIATIVE
        ]

    def _show(
        self,
        organisation: str,
        older: Sequence[StoredReport],
        newer: Sequence[StoredReport],
    ) -> Comparison:
        before, after = older[0].report, newer[0].report
        views = self._views(self.pairs(before, after))
        never = [
            NeverCame(entry, view.after)
            for view in views
            for entry in view.before
            if _never_came(entry, view.after)
        ]
        never += [
            NeverCame(entry, others)
            for entry, others in self._announced_rows(before, after)
            if _never_came(entry, others)
        ]
        passed_over = tuple(each.report for each in (*older[1:], *newer[1:]))
        return Comparison(organisation, before, after, views, tuple(never), passed_over)

    def _views(self, pairs: Iterable[Pair]) -> tuple[PairView, ...]:
        """Return pairs with the themes of their entries."""
        pairs = list(pairs)
        entries = [entry for pair in pairs for entry in (*pair.before, *pair.after)]
        shown = tagged(self._database, entries)
        return tuple(
            PairView(
                pair.change,
                tuple(shown[entry.id] for entry in pair.before),
                tuple(shown[entry.id] for entry in pair.after),
                pair.similarity,
            )
            for pair in pairs
        )

    def _announced_rows(
        self, before: Report, after: Report
    ) -> list[tuple[TaggedEntry, tuple[TaggedEntry, ...]]]:
        """Return announced rows without a text, with what the later row of it says."""
        rows = [
            entry
            for entry in self._database.entries_of(before.id)
            if entry.kind is EntryKind.ITEM and _ANNOUNCED.search(entry.status or "")
        ]
        later: dict[str, list[Entry]] = {}
        for entry in self._database.entries_of(after.id) if rows else ():
            if entry.kind in {EntryKind.ITEM, EntryKind.INITIATIVE} and entry.item:
                later.setdefault(key_of(entry.item), []).append(entry)
        found = [(row, later.get(key_of(row.item or row.text), [])) for row in rows]
        entries = [entry for row, others in found for entry in (row, *others)]
        shown = tagged(self._database, entries)
        return [
            (shown[row.id], tuple(shown[other.id] for other in others))
            for row, others in found
        ]


def _never_came(before: TaggedEntry, after: Iterable[TaggedEntry]) -> bool:
    """Whether something was announced, and nothing of it is done a year later."""
    is_announced = _ANNOUNCED.search(before.entry.status or "") is not None
    return is_announced and all(_OPEN.search(e.entry.status or "") for e in after)
