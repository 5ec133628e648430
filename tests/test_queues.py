"""Which entries wait for a person, and in which order."""

from dataclasses import replace

import pytest

from corpus.database import Database, Progress, Queue, QueueKind
from tests.fixtures_labels import said, tag

UNCERTAIN = Queue(QueueKind.UNCERTAIN)
SAMPLE = Queue(QueueKind.SAMPLE)


@pytest.fixture
def ids(bundled_report):
    """Four entries: the model wavers, is nearly sure, is sure, and says nothing."""
    return [entry.id for entry in bundled_report.entries[:4]]


@pytest.fixture
def database(tmp_path, bundled_report, ids):
    database = Database(tmp_path / "torikumi.db")
    database.add_report(replace(bundled_report, entries=bundled_report.entries[:4],
                                indicators=()))  # fmt: skip
    tags = {
        ids[2]: [tag(ids[2], "overtime", 0.99)],
        ids[1]: [tag(ids[1], "telework", 0.8)],
        ids[0]: [tag(ids[0], "telework", 0.52), tag(ids[0], "leave", 0.99)],
        ids[3]: [],
    }
    database.set_tags(tags, model_id="m1")
    yield database
    database.close()


def waiting(database, queue, *, offset=0):
    return list(database.waiting(queue, limit=10, offset=offset).ids)


def test_where_the_model_wavers_waits_first_and_what_it_is_sure_of_last(database, ids):
    assert waiting(database, UNCERTAIN) == ids


def test_a_queue_tells_how_many_wait_wherever_one_stands_in_it(database, ids):
    assert waiting(database, UNCERTAIN, offset=3) == ids[3:]
    for offset in (0, 3, 9):
        assert database.waiting(UNCERTAIN, limit=1, offset=offset).total == 4


def test_what_a_person_decided_waits_no_more_until_it_is_taken_back(database, ids):
    database.add_labels([said("山田", False, entry=ids[1])])
    assert waiting(database, UNCERTAIN) == [ids[0], ids[2], ids[3]]
    database.add_labels([said("山田", None, minute=1, entry=ids[1])])
    assert waiting(database, UNCERTAIN) == ids


def test_a_queue_of_a_theme_holds_what_has_its_tag_and_no_label_on_it(database, ids):
    telework = Queue(QueueKind.THEME, "telework")
    database.add_labels([said("山田", True, entry=ids[0], theme="leave")])
    assert waiting(database, telework) == ids[:2]
    database.add_labels([said("山田", True, entry=ids[0])])
    assert waiting(database, telework) == [ids[1]]


def test_a_queue_can_be_that_of_one_report(database, ids, bundled_report):
    for kind in QueueKind:
        nowhere = Queue(kind, "telework", report_id="x")
        assert database.waiting(nowhere, limit=9).total == 0
    here = Queue(QueueKind.UNCERTAIN, report_id=bundled_report.report.id)
    assert waiting(database, here) == ids


def test_a_sample_is_the_same_for_everyone_and_stays_as_it_was_drawn(database, ids):
    assert database.draw_sample(3) == 3
    first = waiting(database, SAMPLE)
    assert len(set(first) & set(ids)) == 3
    assert waiting(database, SAMPLE) == first
    database.add_labels([said("山田", False, entry=first[1], source="sample")])
    assert waiting(database, SAMPLE) == [first[0], first[2]]
    assert database.sample() == (first[1],)


def test_what_waits_in_the_sample_waits_nowhere_else(database, ids):
    database.draw_sample(3)
    sampled = waiting(database, SAMPLE)
    assert waiting(database, UNCERTAIN) == [each for each in ids if each not in sampled]


def test_only_what_nobody_decided_is_drawn(database, ids):
    database.add_labels([said("山田", False, entry=each) for each in ids[:3]])
    assert database.draw_sample(50) == 1
    assert waiting(database, SAMPLE) == [ids[3]]
    assert database.sampled_ids() == {ids[3]}


def test_an_entry_of_the_sample_decided_elsewhere_still_waits_there(database, ids):
    database.draw_sample(4)
    database.add_labels([said("山田", True, entry=ids[0], source="entry")])
    assert len(waiting(database, SAMPLE)) == 4


def test_progress_counts_entries_not_labels(database, ids):
    database.add_labels(
        [
            said("山田", True, entry=ids[0]),
            said("佐藤", False, entry=ids[0], minute=1),
            said("佐藤", False, entry=ids[0], theme="leave"),
        ]
    )
    database.draw_sample(2)
    (sampled, _) = waiting(database, SAMPLE)
    database.add_labels([said("山田", False, entry=sampled, source="sample")])
    assert database.progress() == Progress(4, 2, 1, 2, 1)


def test_labels_count_again_in_the_queues_when_their_entry_comes_back(
    database, ids, bundled_report
):
    database.add_labels([said("山田", False, entry=ids[0])])
    shorter = replace(
        bundled_report, entries=bundled_report.entries[1:4], indicators=()
    )
    database.add_report(shorter)
    database.add_report(replace(shorter, entries=bundled_report.entries[:4]))
    assert ids[0] not in waiting(database, UNCERTAIN)
