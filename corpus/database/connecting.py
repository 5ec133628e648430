"""Opens the database, and gives its errors the names of the house.

SQLite is told when a transaction begins: left to itself, Python's driver begins one
late or, for a change of the schema, not at all.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from corpus.errors import HomeBusyError, HomeError, InvalidSettingError

# What BEGIN of a transaction says, as an execution option of SQLAlchemy.
BEGIN = "sqlite_begin"
_BUSY_SECONDS = 30
# https://www.sqlite.org/rescode.html
_BUSY = {5, 6}
_DAMAGED = {11, 26}


def connect(database: str | Path) -> sa.Engine:
    """Return the engine of a database: an SQLite file, or whatever a URL names.

    Raises
    ------
    InvalidSettingError
        The URL is none, or the driver that it names is not installed.
    """
    url = database
    if isinstance(database, Path):
        url = sa.URL.create("sqlite", database=str(database))  # type: ignore[assignment]
    try:
        engine = sa.create_engine(url)  # type: ignore[arg-type]
    except (ArgumentError, ImportError) as error:
        # The URL itself may hold a password and is not shown.
        raise InvalidSettingError(
            "設定 TORIKUMI_DATABASE_URL のデータベースは使えません。"
            "sqlite:///ファイル か postgresql+psycopg://… の形で指定し、"
            f"PostgreSQLではドライバーも入れてください。（{error}）"
        ) from error
    sa.event.listen(engine, "handle_error", _translate)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    # The first to come may have to wait for one who is changing the mode.
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    # Readers go on while one process writes; a kill leaves the last commit whole.
    cursor.execute("PRAGMA journal_mode = WAL")
    # A power cut must not take back a commit whose number the index knows already.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    how = connection.get_execution_options().get(BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {how}")


def _translate(context: sa.engine.ExceptionContext) -> None:
    """Raise what a person can mend by its own name; other errors are ours."""
    error = context.sqlalchemy_exception
    if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
        return
    reason = context.original_exception
    code = getattr(reason, "sqlite_errorcode", 0) & 0xFF
    url = context.engine.url if context.engine else None
    name = f"データベース（{url.database if url else '不明'}）"
    if code in _BUSY:
        raise HomeBusyError(
            f"{name}をほかのプログラムが使っています。"
            "終わるのを待ってから、もう一度実行してください。"
        ) from reason
    if code in _DAMAGED:
        raise HomeError(
            f"{name}が壊れています。控えから戻すか、"
            f"--home で別のフォルダーを指定してください。（{reason}）"
        ) from reason
    raise HomeError(
        f"{name}を読み書きできません。"
        f"ファイルの権限とディスクの空きを確かめてください。（{reason}）"
    ) from reason
