"""Bring a database to the schema that this version of the pipeline works with, or back.

The migrations are plain SQL in ``schemas/postgres/versions``, one file each, its name starting with its number.
"""

import logging
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.errors import ConfigError
from pipeline.load.connection import connect, named, transaction

MIGRATIONS = Path(__file__).resolve().parents[2] / "schemas" / "postgres"
# "newswire" in ASCII; nothing but migrations takes this key.
LOCK = 0x6E65777377697265

log = logging.getLogger(__name__)


def head() -> str:
    """Number of the newest migration, such as ``0002``."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def current(connection: Connection) -> str | None:
    """Number of the migration that the database is at; None for an empty one."""
    with transaction(connection) as cursor:
        cursor.execute("SELECT to_regclass('newswire.alembic_version') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return None
        cursor.execute("SELECT version_num FROM newswire.alembic_version")
        row = cursor.fetchone()
        return None if row is None else str(row[0])


def upgrade(url: str) -> bool:
    """Migrate to the newest version; True when there was something to do. Two at once take turns.

    Group roles are made where the user may; where not, a warning is logged that names what to run.
    Raises TransientError when the server is out of reach, ConfigError when the schema cannot be made or is newer.
    """
    connection = connect(url)
    try:
        if _is_current(connection):
            return False
        with transaction(connection) as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        return not _is_current(connection) and _upgrade(connection)
    finally:
        connection.close()


def downgrade(url: str, revision: str = "base") -> None:
    """Undo the migrations after ``revision``; ``base`` undoes all, with everything that is stored."""
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        if current(connection) is None:
            return
        _alembic(connection, "downgrade", revision)
        if revision == "base":
            with transaction(connection) as cursor:
                cursor.execute("DROP TABLE newswire.alembic_version; DROP SCHEMA newswire")
    finally:
        connection.close()


def _is_current(connection: Connection) -> bool:
    version = current(connection)
    if version is not None and version > head():
        raise ConfigError(f"the database is at migration {version}, this version knows {head()}: install a newer one")
    return version == head()


def _upgrade(connection: Connection) -> bool:
    with transaction(connection) as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS newswire")
        cursor.execute("COMMENT ON SCHEMA newswire IS 'What came in over the wires and what became of it.'")
    _alembic(connection, "upgrade", "head")
    _grant(connection)
    return True


def _grant(connection: Connection) -> None:
    del connection.notices[:]
    with transaction(connection) as cursor:
        cursor.execute((MIGRATIONS / "roles.sql").read_text(encoding="utf-8"))
    for notice in connection.notices:
        log.warning("%s", notice.strip())


def _alembic(connection: Connection, direction: str, revision: str) -> None:
    """Run Alembic on our own connection, so that any URL that libpq takes will do."""
    import alembic.command
    import alembic.config
    import sqlalchemy

    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg2://", creator=lambda: connection, poolclass=sqlalchemy.pool.StaticPool
    )
    try:
        with engine.begin() as begun:
            config.attributes["connection"] = begun
            getattr(alembic.command, direction)(config, revision)
    except sqlalchemy.exc.DBAPIError as error:
        raise (named(error.orig) if isinstance(error.orig, psycopg2.Error) else error) from error
