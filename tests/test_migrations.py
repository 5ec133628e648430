"""A home of an earlier program opens in this one with all that it held."""

import sqlite3

from corpus.database import Database, Queue, QueueKind
from tests.fixtures_labels import said, tag

BACK_TO_0001 = """
    DROP INDEX ix_entries_waiting; DROP INDEX ix_labels_about;
    DROP INDEX ix_labels_people; DROP TABLE sampled_entries;
    CREATE INDEX ix_labels_entry_id ON labels (entry_id);
    ALTER TABLE entries DROP COLUMN is_decided;
    ALTER TABLE entries DROP COLUMN certainty;
    ALTER TABLE labels DROP COLUMN source;
    UPDATE alembic_version SET version_num = '0001';
"""


def test_labels_of_the_first_schema_are_kept_and_waiting_entries_known(
    tmp_path, bundled_report
):
    path = tmp_path / "torikumi.db"
    first, second, *_ = (entry.id for entry in bundled_report.entries)
    database = Database(path)
    database.add_report(bundled_report)
    database.set_tags({second: [tag(second, "leave", 0.5)]}, model_id="m1")
    database.add_labels([said("山田", True, entry=first, source=None)])
    database.close()
    connection = sqlite3.connect(path)
    connection.executescript(BACK_TO_0001)
    connection.close()

    database = Database(path)
    assert database.labels() == (said("山田", True, entry=first, source=None),)
    waiting = database.waiting(Queue(QueueKind.UNCERTAIN), limit=1)
    assert (waiting.ids, waiting.total) == ((second,), len(bundled_report.entries) - 1)
    database.close()
