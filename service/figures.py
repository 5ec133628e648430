"""The amounts that initiatives and outcomes name, to be searched and sorted.

All texts are read once and remembered until the record changes.
"""

import enum
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.amounts import Amount, find_amounts
from corpus.database import Database
from corpus.errors import InvalidQueryError
from corpus.records import Entry, EntryKind
from service.showing import tagged
from service.views import TaggedEntry

_KINDS = {EntryKind.INITIATIVE, EntryKind.OUTCOME}
_MOST_NAMED = 20


class Order(enum.StrEnum):
    """In which order amounts are listed."""

    PRINTED = "printed"
    LARGEST = "largest"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True)
class AmountRequest:
    """Which amounts are wanted; ``entry_ids`` None means of all entries."""

    entry_ids: Collection[str] | None = None
    unit: str | None = None
    least: float | None = None
    most: float | None = None
    order: Order = Order.PRINTED
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """An amount in the entry that names it."""

    entry: TaggedEntry
    amount: Amount


@dataclass(frozen=True, slots=True)
class AmountPage:
    """Some of the amounts that were found, and in which units how many there are."""

    total: int
    amounts: tuple[NamedAmount, ...]
    units: tuple[tuple[str, int], ...]


class Figures:
    """The amounts in the texts of a catalogue.

    Parameters
    ----------
    database : Database
        The record.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._read_in = -1
        self._all: tuple[tuple[str, Amount], ...] = ()

    def find(self, wanted: AmountRequest) -> AmountPage:
        """Return the amounts that are wanted.

        Raises
        ------
        InvalidQueryError
            Nothing is measured in the unit; the message names those there are.
        """
        known = self._everything()
        units = Counter(
            amount.unit
            for entry_id, amount in known
            if wanted.entry_ids is None or entry_id in wanted.entry_ids
        )
        if wanted.unit is not None and wanted.unit not in {
            one.unit for _, one in known
        }:
            there = "、".join(unit for unit, _ in units.most_common(_MOST_NAMED))
            raise InvalidQueryError(
                f"単位「{wanted.unit[:20]}」の数はありません。"
                f"次のいずれかを指定してください：{there or '（まだありません）'}"
            )
        found = [each for each in known if _passes(each, wanted)]
        if wanted.order is not Order.PRINTED:
            is_falling = wanted.order is Order.LARGEST
            found.sort(key=lambda each: each[1].value, reverse=is_falling)
        shown = found[wanted.offset : wanted.offset + wanted.limit]
        return AmountPage(
            len(found), tuple(self._show(shown)), tuple(units.most_common())
        )

    def _show(self, found: Sequence[tuple[str, Amount]]) -> Iterator[NamedAmount]:
        ids = dict.fromkeys(entry_id for entry_id, _ in found)
        entries = tagged(self._database, self._database.entries(ids).values())
        for entry_id, amount in found:
            if entry_id in entries:  # gone a moment ago, otherwise
                yield NamedAmount(entries[entry_id], amount)

    def _everything(self) -> tuple[tuple[str, Amount], ...]:
        with self._lock:
            number = self._database.commit_number
            if number != self._read_in:
                self._all = tuple(self._read())
                self._read_in = number
            return self._all

    def _read(self) -> Iterator[tuple[str, Amount]]:
        entries: dict[str, Entry] = self._database.entries(self._database.entry_ids())
        for entry in entries.values():
            if entry.kind in _KINDS:
                for amount in find_amounts(entry.text):
                    yield entry.id, amount


def _passes(each: tuple[str, Amount], wanted: AmountRequest) -> bool:
    entry_id, amount = each
    return (
        (wanted.entry_ids is None or entry_id in wanted.entry_ids)
        and (wanted.unit is None or amount.unit == wanted.unit)
        and (wanted.least is None or amount.value >= wanted.least)
        and (wanted.most is None or amount.value <= wanted.most)
    )
