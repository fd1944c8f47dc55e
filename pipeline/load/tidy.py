"""Housekeeping of the stories' database: dead rows given back, the planner's statistics made anew."""

from psycopg2 import sql
from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.load.report import fetch

TABLES = """
SELECT tablename AS name, pg_has_role(tableowner, 'USAGE') AS ours
FROM pg_tables WHERE schemaname = 'newswire' ORDER BY tablename
"""


def tidy_tables(connection: Connection) -> tuple[list[str], list[str]]:
    """``VACUUM (ANALYZE)`` on each table; those that were tidied, and those that this user does not own.

    Takes no lock that a load or a reader would wait for.
    """
    found = fetch(connection, TABLES, {})
    tidied = [row["name"] for row in found if row["ours"]]
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in tidied:
            cursor.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier("newswire", name)))
    return tidied, [row["name"] for row in found if not row["ours"]]
