"""Two years of one organisation, with what became of each initiative beside.

``tests/data/invented_years.jsonl`` holds short ones, written by us to be hard; those
with ``tuned_on`` were looked at when the bars of ``models/pairing.py`` were chosen.
``later_years.jsonl`` beside it was written when they were chosen, to learn how well
they do; ``changes.jsonl`` tells the same of the bundled samples.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import bundled
from corpus.choices import ReadingChoices
from corpus.fiscal_year import format_fiscal_year
from corpus.records import Entry, EntryKind
from models.pairs import Pair
from service.imports import read_file

_DATA = Path(__file__).parent / "data"

# What became of what: the kind of change, the texts before, the texts after.
Fate = tuple[str, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The initiatives of two reports, and the truth of what became of them."""

    name: str
    is_tuned_on: bool
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    fates: frozenset[Fate]


def invented_years(name: str = "invented_years.jsonl") -> Iterator[TwoYears]:
    """Give the invented cases of a file."""
    for line in (_DATA / name).read_text("utf-8").splitlines():
        case = json.loads(line)
        before, after = (
            entries_of(case["before"], 2020),
            entries_of(case["after"], 2021),
        )
        fates = frozenset(
            fate(change, [before[n - 1] for n in olds], [after[n - 1] for n in news])
            for change, olds, news in case["truth"]
        )
        yield TwoYears(case["name"], case["tuned_on"], before, after, fates)


def sample_years() -> Iterator[TwoYears]:
    """Give the bundled samples, year by year; the first four organisations tuned."""
    told = defaultdict(set)
    for line in (_DATA / "changes.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        fate_told = (row["change"], frozenset(row["before"]), frozenset(row["after"]))
        told[row["organisation"], row["from"], row["to"]].add(fate_told)
    for (organisation, old, new), fates in told.items():
        yield TwoYears(
            organisation,
            organisation.startswith(("生活交通庁", "みなと市", "花谷町", "株式会社")),
            _sample(organisation, old),
            _sample(organisation, new),
            frozenset(fates),
        )


def entries_of(lines: list[str], year: int) -> tuple[Entry, ...]:
    """Return initiatives told as section|numbering|item|text."""
    found = []
    for place, line in enumerate(lines):
        section, path, item, text = line.split("|")
        found.append(
            Entry(
                f"{year}-{place}", f"report-{year}", place, EntryKind.INITIATIVE,
                "甲省", year, "取組計画", section or None,
                tuple(path.split("-")) if path else (), item or None, None, None, None,
                None, text,
            )
        )  # fmt: skip
    return tuple(found)


def fate(change: str, before: list[Entry], after: list[Entry]) -> Fate:
    """Return a fate by its texts."""
    return (
        change,
        frozenset(_placed(entry) for entry in before),
        frozenset(_placed(entry) for entry in after),
    )


def fate_of(pair: Pair, *, is_placed: bool) -> Fate:
    """Return the fate that a pair tells, by its texts or by where they stand, too."""
    if is_placed:
        return fate(pair.change.value, list(pair.before), list(pair.after))
    return (
        pair.change.value,
        frozenset(entry.text for entry in pair.before),
        frozenset(entry.text for entry in pair.after),
    )


def _placed(entry: Entry) -> str:
    return f"{entry.id} {entry.text}"


def _sample(organisation: str, year: int) -> tuple[Entry, ...]:
    stem = f"{organisation}{format_fiscal_year(year)}"
    (path,) = bundled.SAMPLES.glob(f"{stem}.*")
    choices = ReadingChoices(organisation=organisation, fiscal_year=year)
    return tuple(
        entry
        for report in read_file(path, choices=choices).reports
        for entry in report.entries
        if entry.kind is EntryKind.INITIATIVE
    )
