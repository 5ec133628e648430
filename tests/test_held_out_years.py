"""Years that no threshold was chosen on: what became of each initiative in them.

``data/reports_changes/README.md`` says whose they are and why nothing is tuned by them.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.choices import ReadingChoices
from corpus.records import EntryKind
from models.pairing import pair_entries
from service.imports import read_file

FOLDER = Path(__file__).parent / "data" / "reports_changes"
FILES = {
    "双葉台市教育委員会（例示）": "board-{}.tsv",
    "独立行政法人沿岸観測機構（例示）": "institute-{}.txt",
}


def initiatives_of(organisation, year):
    choices = ReadingChoices(organisation=organisation, fiscal_year=year)
    file = read_file(FOLDER / FILES[organisation].format(year), choices=choices)
    assert file.warnings == ()
    return [
        entry
        for report in file.reports
        for entry in report.entries
        if entry.kind is EntryKind.INITIATIVE
    ]


@pytest.fixture(scope="module")
def truth():
    """What became of each initiative, by organisation and years."""
    told = defaultdict(list)
    for line in (FOLDER / "changes.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        years = (row["organisation"], row["from"], row["to"])
        told[years].append((row["change"], sorted(row["before"]), sorted(row["after"])))
    return told


def test_the_truth_tells_of_every_initiative_once(truth):
    for (organisation, old, new), fates in truth.items():
        for side, year in ((1, old), (2, new)):
            told = sorted(text for fate in fates for text in fate[side])
            read = initiatives_of(organisation, year)
            assert told == sorted(entry.text for entry in read)


def test_nearly_all_are_told_as_a_person_tells_them(analyzer, truth):
    n_right = 0
    for (organisation, old, new), fates in truth.items():
        years = (initiatives_of(organisation, year) for year in (old, new))
        found = [
            (
                pair.change.value,
                sorted(entry.text for entry in pair.before),
                sorted(entry.text for entry in pair.after),
            )
            for pair in pair_entries(analyzer, *years)
        ]
        n_right += sum(fate in found for fate in fates)
    assert sum(map(len, truth.values())) == 35
    assert n_right >= 33
