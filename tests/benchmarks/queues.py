"""What a person who decides waits for, in a record of many entries and labels."""

import random
import statistics
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus.database import Database, Queue, QueueKind
from corpus.records import Entry, EntryKind, Item, Label, ReadReport, Report, Tag
from corpus.themes import GUIDE
from tests.benchmarks.timing import ROUNDS, seconds

_OF_REPORT = 1_000
_SHARE_DECIDED = 10  # one in so many; one in twenty of those by two people
_START = datetime(2026, 4, 1, tzinfo=UTC)


def bench_queues(folder: Path, n_entries: int) -> None:
    """Time each queue, the progress and a decision."""
    database = _filled(folder / "queues.db", n_entries)
    print(f"review {n_entries:,} entries, {len(database.labels()):,} labels:")
    for kind in QueueKind:
        queue = Queue(kind, "telework" if kind is QueueKind.THEME else None)
        _tell(kind.value, lambda queue=queue: database.waiting(queue, limit=1))
    _tell("progress", database.progress)
    _tell("a decision", lambda: _decide(database))
    database.close()


def _tell(what: str, action: Callable[[], object]) -> None:
    took = statistics.median(seconds(action) for _ in range(ROUNDS))
    print(f"    {what}: {took * 1000:,.0f} ms")


def _decide(database: Database) -> None:
    (entry_id,) = database.waiting(Queue(QueueKind.UNCERTAIN), limit=1).ids
    database.add_labels(_labels(entry_id, "山田", 0, is_carried=False))


def _filled(path: Path, n_entries: int) -> Database:
    chance = random.Random(1)
    database = Database(path)
    starts = range(0, n_entries, _OF_REPORT)
    database.add_reports(_report(start, min(_OF_REPORT, n_entries - start))
                         for start in starts)  # fmt: skip
    ids = database.entry_ids()
    database.set_tags({each: _tags(each, chance) for each in ids}, model_id="m")
    decided = chance.sample(ids, n_entries // _SHARE_DECIDED)
    labels = [
        label
        for at, entry_id in enumerate(decided)
        for by in ("山田", "佐藤")[: 2 if at % 20 == 0 else 1]
        for label in _labels(entry_id, by, at, is_carried=chance.random() < 0.5)
    ]
    database.add_labels(labels)
    database.draw_sample(50)
    return database


def _report(start: int, n_entries: int) -> ReadReport:
    report = Report(f"r{start}", "報告", "組織", 2020, "x.csv")
    items = tuple(
        Item(at, 1, at + 1, None, (), "項目", None, None, None)
        for at in range(n_entries)
    )
    entries = tuple(
        Entry(f"{start + at:016x}", report.id, at, EntryKind.INITIATIVE, "組織", 2020,
              "報告", None, (), "項目", None, None, None, None, "在宅勤務を広げた。")
        for at in range(n_entries)
    )  # fmt: skip
    return ReadReport(report, items, entries, (), ())


def _tags(entry_id: str, chance: random.Random) -> list[Tag]:
    themes = chance.sample(GUIDE.ids, chance.choice((0, 1, 1, 2)))
    sure = {theme_id: chance.random() ** 0.3 for theme_id in themes}
    return [
        Tag(entry_id, theme_id, p, p >= 0.4, 0.3 < p < 0.6, "m")
        for theme_id, p in sure.items()
    ]


def _labels(entry_id: str, by: str, at: int, *, is_carried: bool) -> list[Label]:
    moment = _START + timedelta(seconds=at)
    return [
        Label(entry_id, theme_id, is_carried, by, moment, None, "review")
        for theme_id in GUIDE.ids
    ]
