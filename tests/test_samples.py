"""The samples: fictional, shown as such, read without a doubt, and told apart."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from corpus.records import EntryKind
from corpus.themes import THEME_IDS
from service.demo import samples

DATA = Path(__file__).parent / "data"


def lines_of(name):
    text = (DATA / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def read():
    """Each sample with what was read of it."""
    return [(sample, sample.read()) for sample in samples()]


@pytest.fixture(scope="module")
def reports(read):
    return [report for _, file in read for report in file.reports]


@pytest.fixture(scope="module")
def entries(reports):
    return [entry for report in reports for entry in report.entries]


def test_at_least_six_organisations_report_three_years_each():
    years = Counter(sample.organisation for sample in samples())
    assert len(years) >= 6
    assert set(years.values()) == {3}


def test_there_are_at_least_600_entries_each_with_an_id_of_its_own(entries):
    ids = {entry.id for entry in entries}
    assert len(ids) == len(entries) >= 600


def test_every_organisation_shows_that_it_is_fictional(entries):
    assert all("例示" in entry.organisation for entry in entries)
    assert all("例示" in entry.report for entry in entries)


def test_every_file_is_read_as_one_report_without_a_doubt(read):
    for sample, file in read:
        (report,) = (each.report for each in file.reports)
        assert (report.organisation, report.fiscal_year, file.warnings) == (
            sample.organisation,
            sample.fiscal_year,
            (),
        )


def test_what_reports_hold_occurs(entries, reports):
    kinds = {entry.kind for entry in entries}
    markers = {entry.marker for entry in entries}
    statuses = {entry.status for entry in entries}
    assert kinds >= {EntryKind.INITIATIVE, EntryKind.OUTCOME, EntryKind.INDICATOR}
    assert markers >= {"新規", "継続", "拡充"}
    assert statuses >= {"実施", "一部実施", "今後実施", "実施困難"}
    assert any(entry.text.endswith("（再掲）") for entry in entries)
    assert all(
        entry.reason for entry in entries if entry.status in ("今後実施", "実施困難")
    )
    assert sum(len(report.indicators) for report in reports) >= 30


def test_every_theme_occurs_and_entries_without_one():
    judged = lines_of("sample_themes.jsonl")
    counts = Counter(theme for line in judged for theme in line["themes"])
    assert set(counts) == set(THEME_IDS)
    assert min(counts.values()) >= 20
    assert sum(not line["themes"] for line in judged) >= 10


def test_the_judged_texts_are_those_of_the_samples(entries):
    texts = {each.text for each in entries if each.kind is EntryKind.INITIATIVE}
    assert {line["text"] for line in lines_of("sample_themes.jsonl")} == texts


def test_no_organisation_copies_from_another(entries):
    grams = {}
    for entry in entries:
        text = "".join(entry.text.split())
        pieces = frozenset(text[at : at + 4] for at in range(len(text) - 3))
        grams.setdefault(entry.organisation, set()).add(pieces)
    for one, other in combinations(grams.values(), 2):
        alike = (len(a & b) / len(a | b) for a in one for b in other if a | b)
        assert max(alike) < 0.6


def test_the_truth_tells_of_every_initiative_of_two_neighbouring_years_once(entries):
    initiatives = {}
    for entry in entries:
        if entry.kind is EntryKind.INITIATIVE:
            of_whom = (entry.organisation, entry.fiscal_year)
            initiatives.setdefault(of_whom, []).append(entry.text)
    told = {}
    for pair in lines_of("changes.jsonl"):
        years = told.setdefault((pair["organisation"], pair["from"]), ([], []))
        years[0].extend(pair["before"])
        years[1].extend(pair["after"])
    assert len(told) == 2 * len({organisation for organisation, _ in told})
    for (organisation, year), (before, after) in told.items():
        assert sorted(before) == sorted(initiatives[organisation, year])
        assert sorted(after) == sorted(initiatives[organisation, year + 1])


def test_each_kind_of_change_occurs_and_has_the_sides_it_needs():
    sides = {
        "unchanged": {(1, 1)}, "changed": {(1, 1)}, "dropped": {(1, 0)},
        "new": {(0, 1)}, "split": {(1, 2)}, "merged": {(2, 1)},
    }  # fmt: skip
    found = {kind: set() for kind in sides}
    for pair in lines_of("changes.jsonl"):
        own = [
            [text for text in pair[side] if not text.endswith("（再掲）")]
            for side in ("before", "after")
        ]
        found[pair["change"]].add((len(own[0]), len(own[1])))
    assert found == sides


def test_the_judged_queries_are_answered_by_texts_that_are_there(
    entries, bundled_report
):
    texts = {entry.text for entry in (*entries, *bundled_report.entries)}
    queries = lines_of("queries_samples.jsonl")
    assert len(queries) >= 60
    assert {text for query in queries for text in query["relevant"]} <= texts
