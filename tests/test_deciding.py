"""What of the labels counts, and when people disagree."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from corpus.database import Database, Queue, QueueKind
from corpus.deciding import decisions, that_count
from tests.fixtures_labels import NINE, said

DISAGREED = Queue(QueueKind.DISAGREEMENT)


@pytest.fixture
def database(tmp_path, bundled_report):
    database = Database(tmp_path / "torikumi.db")
    database.add_report(bundled_report)
    yield database
    database.close()


@pytest.fixture
def entry_id(bundled_report):
    return bundled_report.entries[0].id


@pytest.fixture
def keep(database, entry_id):
    """Keep what people said about one entry; return the ids people disagree about."""

    def keep(*labels):
        database.add_labels(replace(label, entry_id=entry_id) for label in labels)
        return database.waiting(DISAGREED, limit=10).ids

    return keep


def counting(*labels):
    by_theme = that_count(sorted(labels, key=lambda one: one.decided_at)).get("e1", {})
    return {theme: label.is_carried for theme, label in by_theme.items()}


def test_the_latest_word_counts_whoever_says_it():
    assert counting(said("山田", True), said("佐藤", False, minute=1)) == {
        "telework": False
    }


def test_a_word_taken_back_lets_the_word_of_another_count():
    words = (
        said("山田", True),
        said("佐藤", False, minute=1),
        said("佐藤", None, minute=2),
    )
    assert counting(*words) == {"telework": True}


def test_a_word_taken_back_without_another_leaves_nothing():
    assert counting(said("山田", True), said("山田", None, minute=1)) == {}


def test_themes_are_decided_one_by_one():
    words = said("山田", True), said("佐藤", False, minute=1, theme="overtime")
    assert counting(*words) == {"telework": True, "overtime": False}


def test_labels_given_together_are_one_decision():
    together = said("山田", True), said("山田", False, theme="overtime")
    later = said("山田", True, minute=1)
    assert decisions([*together, later]) == (together, (later,))


def test_what_was_decided_later_counts_even_if_it_was_kept_first(
    database, entry_id, keep
):
    keep(said("山田", True, minute=5))
    keep(said("佐藤", False, minute=1))
    assert database.themes_of([entry_id])[entry_id].given[0].theme_id == "telework"


def test_moments_of_other_zones_are_compared_as_moments(database, entry_id, keep):
    tokyo = timezone(timedelta(hours=9))
    early = replace(said("佐藤", False), decided_at=NINE.astimezone(tokyo))
    keep(said("山田", True, minute=5), early)
    assert database.themes_of([entry_id])[entry_id].given[0].theme_id == "telework"
    assert database.labels()[0].decided_at == NINE


def test_two_people_who_say_otherwise_disagree(entry_id, keep):
    words = said("山田", True), said("佐藤", False, minute=1)
    assert keep(*words) == (entry_id,)


def test_people_who_say_the_same_do_not_disagree(keep):
    assert keep(said("山田", True), said("佐藤", True, minute=1)) == ()


def test_one_person_who_thinks_again_does_not_disagree(keep):
    assert keep(said("山田", True), said("山田", False, minute=1)) == ()


def test_who_comes_round_or_takes_it_back_no_longer_disagrees(entry_id, keep):
    assert keep(said("山田", True), said("佐藤", False, minute=1)) == (entry_id,)
    assert keep(said("佐藤", None, minute=2)) == ()


def test_a_decision_in_view_of_both_settles_it(database, entry_id, keep):
    keep(said("山田", True), said("佐藤", False, minute=1))
    settling = said("鈴木", True, minute=2, source="disagreement")
    assert keep(settling) == ()
    assert database.themes_of([entry_id])[entry_id].given[0].theme_id == "telework"


def test_who_says_otherwise_after_it_was_settled_disagrees_again(entry_id, keep):
    keep(said("山田", True), said("佐藤", False, minute=1))
    keep(said("山田", True, minute=2, source="disagreement"))
    assert keep(said("佐藤", False, minute=3)) == (entry_id,)


def test_a_settlement_taken_back_settles_nothing(entry_id, keep):
    keep(said("山田", True), said("佐藤", False, minute=1))
    keep(said("鈴木", True, minute=2, source="disagreement"))
    assert keep(said("鈴木", None, minute=3, source="undo")) == (entry_id,)
