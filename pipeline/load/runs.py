"""The row of a run: made by whoever comes first, held while a process works on it, closed at the end.

Several runs, of one source too, may be under way at once. What tells a run that was killed is that nobody holds its
advisory lock: the server gives the locks of a dead process back, however it died.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.errors import TransientError
from pipeline.load import statements
from pipeline.load.connection import transaction
from pipeline.load.records import RunRef

LOCK = 7402
"""First half of the advisory locks of runs; the other half is the run's number."""
PAUSE = dt.timedelta(minutes=15)
"""How long a run of several tasks may stand between two of them. One that was taken for dead too soon says so itself:
its next task sets it back to running."""
log = logging.getLogger(__name__)


def run_number(cursor: Cursor, run: RunRef) -> int:
    """The run's number in this database; its row is made when it has none."""
    named = {
        "command": run.command,
        "run_id": run.run_id,
        "started_at": run.started_at,
        "rules_version": run.rules_version,
        "one_process": run.one_process,
    }
    cursor.execute(statements.RUN_NUMBER, named)
    found = cursor.fetchone()
    if found is None:
        cursor.execute(statements.RUN, named)
        cursor.execute(statements.RUN_NUMBER, named)
        [found] = cursor.fetchall()
    return int(found[0])


def start_run(connection: Connection, run: RunRef, sources: Sequence[str] = ()) -> int:
    """Make the run's row, so that a run that loads nothing is seen too, and note its sources; safe to repeat.

    Earlier runs that nobody works on any more are marked as abandoned.
    """
    with transaction(connection) as cursor:
        number = run_number(cursor, run)
        cursor.execute(statements.RUN_SOURCES, {"run": number, "sources": list(sources)})
        told = {"run": number, "by": run.run_id, "lock": LOCK, "pause": PAUSE}
        cursor.execute(statements.ABANDON_RUNS, told)
        for command, run_id in cursor.fetchall():
            log.warning("%s %s was killed: what it had not loaded is fetched again", command, run_id)
        return number


def _hold(connection: Connection, run: RunRef) -> int:
    """Let the connection show that somebody works on the run, for as long as it is open; the run's number."""
    with transaction(connection) as cursor:
        number = run_number(cursor, run)
        cursor.execute(statements.HOLD_RUN, {"lock": LOCK, "run": number})
        cursor.execute(statements.SEE_RUN, {"run": number})
        return number


@contextmanager
def held(connection: Connection, run: RunRef) -> Iterator[None]:
    """Hold the run while a piece of work lasts, and note when it ended."""
    number = _hold(connection, run)
    try:
        yield
    finally:
        _see(connection, number)


def _see(connection: Connection, number: int) -> None:
    try:
        with transaction(connection) as cursor:
            cursor.execute(statements.SEE_RUN, {"run": number})
    except TransientError:
        log.warning("the end of a piece of work on run %d could not be noted", number, exc_info=True)


def finish_run(connection: Connection, run: RunRef, error: str | None = None) -> None:
    """Close the run as finished or, with ``error``, as failed; safe to repeat."""
    with transaction(connection) as cursor:
        run_number(cursor, run)
        status = "failed" if error else "finished"
        named = {"command": run.command, "run_id": run.run_id, "error": error, "status": status}
        cursor.execute(statements.FINISH_RUN, named)
