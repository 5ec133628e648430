"""The version of the schema, and the way to the newest one."""

from pathlib import Path

import sqlalchemy as sa

from corpus.database.connecting import BEGIN
from corpus.errors import NewerSchemaError

SCHEMA_VERSION = "0002"


def migrate(engine: sa.Engine) -> None:
    """Bring the schema up to date; most openings find it so at one look.

    Raises
    ------
    NewerSchemaError
        A newer program wrote the database; it is left as it is.
    """
    with engine.connect() as connection:
        version = _schema_version(connection)
    if version == SCHEMA_VERSION:
        return
    if version is not None and version > SCHEMA_VERSION:
        raise NewerSchemaError(
            f"このデータは新しい版のtorikumiで作られています（形式{version}、"
            f"このプログラムは{SCHEMA_VERSION}まで）。"
            "torikumiを更新するか、--home で別のフォルダーを指定してください。"
        )
    # Alembic takes a while to load and is needed only here.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    # One process migrates, whole or not at all; another waits and finds it done.
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _schema_version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    query = sa.text("SELECT version_num FROM alembic_version")
    return connection.execute(query).scalar_one_or_none()
