"""The row of a run: made by whoever comes first, counted up by each load, closed at the end."""

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.load import statements
from pipeline.load.connection import transaction
from pipeline.load.records import RunRef


def run_number(cursor: Cursor, run: RunRef) -> int:
    """The run's number in this database; its row is made when it has none."""
    named = {
        "command": run.command,
        "run_id": run.run_id,
        "started_at": run.started_at,
        "rules_version": run.rules_version,
    }
    cursor.execute(statements.RUN_NUMBER, named)
    found = cursor.fetchone()
    if found is None:
        cursor.execute(statements.RUN, named)
        cursor.execute(statements.RUN_NUMBER, named)
        [found] = cursor.fetchall()
    return int(found[0])


def start_run(connection: Connection, run: RunRef) -> int:
    """Make the run's row, so that a run that loads nothing is seen too; safe to repeat."""
    with transaction(connection) as cursor:
        return run_number(cursor, run)


def finish_run(connection: Connection, run: RunRef, error: str | None = None) -> None:
    """Close the run as finished or, with ``error``, as failed; safe to repeat."""
    with transaction(connection) as cursor:
        run_number(cursor, run)
        status = "failed" if error else "finished"
        named = {"command": run.command, "run_id": run.run_id, "error": error, "status": status}
        cursor.execute(statements.FINISH_RUN, named)
