"""The record: whole commits, numbered, and labels that outlive everything."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.database import Database
from corpus.errors import (
    NotFoundError,
)
from corpus.records import EntryTheme, Label, Tag


@pytest.fixture
def path(tmp_path):
    return tmp_path / "torikumi.db"


@pytest.fixture
def database(path):
    database = Database(path)
    yield database
    database.close()


def label(entry_id, theme_id="telework", *, is_carried=True):
    moment = datetime(2021, 4, 1, 9, 0, tzinfo=UTC)
    return Label(entry_id, theme_id, is_carried, "山田", moment, None)


def tag(entry_id, theme_id="telework", probability=0.9):
    return Tag(entry_id, theme_id, probability, True, False, "m1")


def without(report, count):
    """The report without its last entries."""
    return replace(report, entries=report.entries[:-count], indicators=())


def test_a_report_comes_back_as_it_was_stored(database, bundled_report):
    report_id = bundled_report.report.id
    assert database.add_report(bundled_report)
    assert database.entries_of(report_id) == bundled_report.entries
    assert database.items(report_id) == bundled_report.items
    assert database.indicators() == bundled_report.indicators
    assert database.report(report_id).report == bundled_report.report
    assert database.report(report_id).warnings == bundled_report.warnings


def test_importing_twice_changes_nothing(database, bundled_report):
    database.add_report(bundled_report)
    before = database.commit_number, database.entry_ids(), database.reports()
    assert not database.add_report(bundled_report)
    assert (database.commit_number, database.entry_ids(), database.reports()) == before


def test_the_same_report_under_another_file_name_changes_nothing(
    database, bundled_report
):
    database.add_report(bundled_report)
    renamed = replace(bundled_report.report, source_name="写し.txt")
    assert not database.add_report(replace(bundled_report, report=renamed))
    assert database.commit_number == 1


def test_a_replaced_report_keeps_ids_and_reports_what_went(database, bundled_report):
    database.add_report(bundled_report)
    shorter = without(bundled_report, 3)
    assert database.add_report(shorter)
    gone = {entry.id for entry in bundled_report.entries[-3:]}
    assert database.entries_of(bundled_report.report.id) == shorter.entries
    assert set(database.removed_ids(removed_after=1)) == gone
    assert database.removed_ids(removed_after=2) == ()


def test_an_entry_that_comes_back_is_no_longer_removed(database, bundled_report):
    for report in (bundled_report, without(bundled_report, 1), bundled_report):
        database.add_report(report)
    assert database.removed_ids(removed_after=0) == ()
    assert len(database.entry_ids()) == len(bundled_report.entries)


def test_entries_kept_by_a_replacement_keep_their_tags(database, bundled_report):
    entry_id = bundled_report.entries[0].id
    database.add_report(bundled_report)
    database.set_tags({entry_id: [tag(entry_id)]}, model_id="m1")
    database.add_report(without(bundled_report, 1))
    (theme,) = database.themes_of([entry_id])[entry_id].given
    assert theme == EntryTheme("telework", 0.9, "model")


def test_reports_given_together_are_one_commit(database, bundled_report):
    other = replace(bundled_report.report, id="other")
    entries = tuple(
        replace(entry, id=f"x{place}", report_id="other")
        for place, entry in enumerate(bundled_report.entries)
    )
    second = replace(bundled_report, report=other, entries=entries, indicators=())
    assert database.add_reports([bundled_report, second])
    assert (database.commit_number, len(database.reports())) == (1, 2)


def test_a_failed_commit_leaves_neither_rows_nor_a_number(database, bundled_report):
    twice = bundled_report.entries[0], *bundled_report.entries
    with pytest.raises(Exception, match=r"(?i)unique"):
        database.add_report(replace(bundled_report, entries=twice))
    assert (database.commit_number, database.reports()) == (0, ())


def test_only_entries_whose_themes_differ_count_as_changed(database, bundled_report):
    first, second = (entry.id for entry in bundled_report.entries[:2])
    database.add_report(bundled_report)
    database.set_tags({first: [tag(first)], second: []}, model_id="m1")
    number = database.commit_number
    again = replace(tag(first), probability=0.91, model_id="m2")
    database.set_tags({first: [again], second: [tag(second)]}, model_id="m2")
    assert database.entry_ids(changed_after=number) == (second,)
    (kept,) = database.tags_of([first])[first].values()
    assert kept == again


def test_each_change_is_one_number_and_tells_what_changed(database, bundled_report):
    first, second = (entry.id for entry in bundled_report.entries[:2])
    database.add_report(bundled_report)
    database.set_tags({first: [tag(first)], second: []}, model_id="m1")
    database.add_labels([label(second)])
    assert database.commit_number == 3
    assert set(database.entry_ids(changed_after=1)) == {first, second}
    assert database.entry_ids(changed_after=2) == (second,)


def test_entries_that_a_model_has_not_seen_are_told(database, bundled_report):
    first = bundled_report.entries[0].id
    database.add_report(bundled_report)
    database.set_tags({first: []}, model_id="m1")
    assert first not in database.ids_not_tagged_by("m1")
    assert len(database.ids_not_tagged_by("m2")) == len(bundled_report.entries)


def test_a_label_beats_a_tag(database, bundled_report):
    entry_id = bundled_report.entries[0].id
    database.add_report(bundled_report)
    tags = [tag(entry_id), tag(entry_id, "leave", 0.8)]
    database.set_tags({entry_id: tags}, model_id="m1")
    database.add_labels(
        [label(entry_id, is_carried=False), label(entry_id, "overtime")]
    )
    assert database.themes_of([entry_id])[entry_id].given == (
        EntryTheme("overtime", None, "person"),
        EntryTheme("leave", 0.8, "model"),
    )


def test_the_last_of_several_labels_counts(database, bundled_report):
    entry_id = bundled_report.entries[0].id
    database.add_report(bundled_report)
    database.add_labels([label(entry_id), label(entry_id, is_carried=False)])
    assert database.themes_of([entry_id])[entry_id].given == ()
    assert len(database.labels(entry_id)) == 2


def test_a_label_outlives_its_entry_and_counts_when_it_comes_back(
    database, bundled_report
):
    entry_id = bundled_report.entries[-1].id
    database.add_report(bundled_report)
    database.add_labels([label(entry_id)])
    database.add_report(without(bundled_report, 1))
    assert database.labels() == (label(entry_id),)
    database.add_report(bundled_report)
    (theme,) = database.themes_of([entry_id])[entry_id].given
    assert theme == EntryTheme("telework", None, "person")


def test_no_labels_are_no_commit(database):
    database.add_labels([])
    assert database.commit_number == 0


def test_an_unknown_entry_or_report_is_named(database):
    with pytest.raises(NotFoundError, match="「x」という番号の取組"):
        database.entry("x")
    with pytest.raises(NotFoundError, match="「x」という番号の報告"):
        database.report("x")


def test_entries_come_in_the_order_they_are_asked_for(database, bundled_report):
    database.add_report(bundled_report)
    wanted = [entry.id for entry in reversed(bundled_report.entries)]
    assert list(database.entries([*wanted, "unknown"])) == wanted


def test_what_is_stored_is_there_after_opening_again(path, bundled_report):
    database = Database(path)
    database.add_report(bundled_report)
    database.add_labels([label("x")])
    database.close()
    again = Database(path)
    assert (again.commit_number, again.labels()) == (2, (label("x"),))
    again.close()
