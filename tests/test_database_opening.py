"""A database opens, is migrated whole or not at all, or says why it cannot."""

import sqlite3
import threading

import pytest

from corpus.database import Database
from corpus.errors import (
    HomeBusyError,
    HomeError,
    InvalidSettingError,
    NewerSchemaError,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "torikumi.db"


def test_opening_makes_the_schema_once(path):
    numbers = []
    for _ in range(2):
        database = Database(path)
        numbers.append(database.commit_number)
        database.close()
    assert numbers == [0, 0]


def test_a_newer_schema_is_refused_and_left_as_it_is(path):
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerSchemaError, match=r"新しい版.*9999"):
        Database(path)
    with sqlite3.connect(path) as connection:
        version = connection.execute("SELECT version_num FROM alembic_version")
        assert version.fetchone() == ("9999",)
    connection.close()


def test_a_migration_that_is_interrupted_leaves_nothing_behind(path, monkeypatch):
    from alembic import op

    def fail(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(op, "execute", fail)
        Database(path)
    database = Database(path)
    assert database.commit_number == 0
    database.close()


def test_two_that_open_a_new_home_at_once_make_one_schema(path):
    found = []

    def open_it():
        database = Database(path)
        found.append(database.commit_number)
        database.close()

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [0] * 4


@pytest.mark.parametrize("name", ["a?b", "a#b", "50%", "令和 3年度"])
def test_a_database_lies_where_it_is_said_to_lie(tmp_path, name):
    (tmp_path / name).mkdir()
    Database(tmp_path / name / "x.db").close()
    assert (tmp_path / name / "x.db").is_file()


def test_what_is_no_database_is_refused(path):
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(HomeError, match=r"壊れて.*torikumi\.db|torikumi\.db.*壊れて"):
        Database(path)


@pytest.mark.parametrize("url", ["foo", "foo://host/x", "sqlite:/x:y:z@"])
def test_a_url_of_no_database_is_refused_without_showing_it(url):
    with pytest.raises(InvalidSettingError, match="TORIKUMI_DATABASE_URL"):
        Database(url)


def test_a_database_held_by_another_program_is_named(path, monkeypatch, bundled_report):
    monkeypatch.setattr("corpus.database.connecting._BUSY_SECONDS", 0)
    database = Database(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HomeBusyError, match="ほかのプログラム"):
        database.add_report(bundled_report)
    other.close()
    database.close()


def test_a_database_damaged_while_open_is_named(path, bundled_report):
    database = Database(path)
    database.add_report(bundled_report)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE tags")
    connection.close()
    with pytest.raises(HomeError, match="読み書きできません"):
        database.themes_of([bundled_report.entries[0].id])
    database.close()
