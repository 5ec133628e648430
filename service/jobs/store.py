"""The file that jobs are kept in: SQLite in the home, beside the record.

Jobs are no part of the record: they go after some weeks. So they have a file of their
own that several processes may write, and that can be deleted without any loss but them.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import HomeBusyError, HomeError

_BUSY_SECONDS = 30
# What each version added; a file of an earlier one is given what it lacks.
_VERSIONS = (
    """
CREATE TABLE jobs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    owner TEXT, choices TEXT NOT NULL, created REAL NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, total INTEGER, started REAL, finished REAL,
    resumed_at REAL, resumed_from INTEGER NOT NULL DEFAULT 0, model_id TEXT,
    trouble TEXT, revision INTEGER NOT NULL DEFAULT 0, taken TEXT,
    request_key TEXT UNIQUE, request_digest TEXT
);
CREATE INDEX jobs_by_status ON jobs (status, created);
CREATE INDEX jobs_by_owner ON jobs (owner, created);
CREATE TABLE rows (
    job_id TEXT NOT NULL REFERENCES jobs ON DELETE CASCADE, number INTEGER NOT NULL,
    text TEXT NOT NULL, answer TEXT NOT NULL, themes TEXT NOT NULL,
    is_doubtful INTEGER NOT NULL, is_repeated INTEGER NOT NULL,
    is_unread INTEGER NOT NULL, PRIMARY KEY (job_id, number)
) WITHOUT ROWID;
CREATE TABLE decisions (
    job_id TEXT NOT NULL REFERENCES jobs ON DELETE CASCADE, number INTEGER NOT NULL,
    theme_id TEXT NOT NULL, is_carried INTEGER NOT NULL, decider TEXT NOT NULL,
    decided_at REAL NOT NULL, PRIMARY KEY (job_id, number, theme_id)
);
""",
    # What rows are counted and chosen by, apart from their long texts and answers.
    """
CREATE INDEX rows_by_kind ON rows
    (job_id, number, themes, is_doubtful, is_repeated, is_unread);
""",
)


class Store:
    """The tables of the jobs.

    Raises
    ------
    HomeError
        The file cannot be used, or a newer program made it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(_VERSIONS):
                raise HomeError(
                    f"「{path}」は新しい版のtorikumiで作られています。"
                    "torikumiを新しくしてください。"
                )
            for added in _VERSIONS[version:]:
                for statement in filter(str.strip, added.split(";")):
                    connection.execute(statement)
            if version < len(_VERSIONS):
                connection.execute(f"PRAGMA user_version = {len(_VERSIONS)}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file to look something up."""
        with self._translated(), closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction; nothing is kept when it fails."""
        with self._translated(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_BUSY_SECONDS, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Raise what a person can mend by its own name."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            # https://www.sqlite.org/rescode.html: 5 and 6 are busy, 13 is a full disk.
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in {5, 6}:
                raise HomeBusyError(
                    f"「{self._path}」をほかのtorikumiが使っています。"
                    "終わるのを待ってから、もう一度お試しください。"
                ) from error
            reason = "ディスクに空きがありません" if code == 13 else str(error)
            raise HomeError(
                f"「{self._path}」を読み書きできません（{reason}）。"
                "ディスクの空きと権限を確かめてください。"
            ) from error
