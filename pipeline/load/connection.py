"""Connections to Postgres, and what its errors mean for the caller."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.errors import ConfigError, NewswireError, TransientError

# libpq gives no code when it is turned away at the door, only these words.
TURNED_AWAY = ("authentication failed", "no password supplied", "does not exist", "no pg_hba.conf entry")
LIMIT_EXCEEDED = "54"
# A network that falls silent is noticed after so many seconds, not after the system's hours.
SILENT = 60


def connect(url: str) -> Connection:
    """Open a psycopg2 connection whose session works in UTC; the caller closes it.

    ``url`` is any that libpq takes: ``postgresql://user@host/db``, ``postgresql://user@/db?host=/socket/folder``.
    Raises TransientError when the server is out of reach, ConfigError when it turns us away.
    """
    try:
        connection = psycopg2.connect(
            url, application_name="newswire", connect_timeout=10,
            keepalives_idle=SILENT // 2, keepalives_interval=SILENT // 6, keepalives_count=3,
            tcp_user_timeout=1000 * SILENT,
        )  # fmt: skip
        with connection, connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
    except psycopg2.Error as error:
        raise named(error) from error
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[Cursor]:
    """One transaction: committed at the end, rolled back on any error.

    Raises TransientError when the server or the connection went away, ConfigError when the schema is not there.
    """
    try:
        with connection, connection.cursor() as cursor:
            yield cursor
    except psycopg2.Error as error:
        meaning = named(error)
        if meaning is error:
            raise
        raise meaning from error


def named(error: psycopg2.Error) -> NewswireError | psycopg2.Error:
    """The error by what the caller does next; itself when it is a fault of ours."""
    words = " ".join(str(error).split())
    if isinstance(error, psycopg2.errors.UndefinedTable | psycopg2.errors.InvalidSchemaName):
        return ConfigError(f"the database is not migrated ({words}): run newswire db migrate")
    if isinstance(error, psycopg2.errors.InsufficientPrivilege):
        return ConfigError(
            f"this database user lacks a right ({words}): grant it newswire_loader, or CREATE to migrate"
        )
    if error.pgcode is None and any(phrase in words for phrase in TURNED_AWAY):
        return ConfigError(f"the database turns us away: {words}; mend NEWSWIRE_DATABASE_URL")
    if isinstance(error, psycopg2.ProgrammingError) and error.pgcode is None:
        # The driver's own words quote the URL, and with it the password.
        return ConfigError("NEWSWIRE_DATABASE_URL is no database URL, such as postgresql://user:password@host/name")
    gone = isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)
    if gone and not (error.pgcode or "").startswith(LIMIT_EXCEEDED):
        return TransientError(f"the database is out of reach: {words}")
    return error
