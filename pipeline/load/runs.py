"""The row of a run: made by whoever comes first, held while a process works on it, closed at the end.

Several runs, of one source too, may be under way at once. What tells a run that was killed is that nobody holds its
advisory lock: the server gives the locks of a dead process back, however it died.
"""

import datetime as dt
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.errors import NewswireError, TransientError
from pipeline.load import statements
from pipeline.load.connection import connect, transaction
from pipeline.load.records import RunRef

LOCK = 7402
"""First half of the advisory locks of runs; the other half is the run's number."""
PAUSE = dt.timedelta(minutes=15)
"""How long a run of several tasks may stand between two of them. One that was taken for dead too soon says so itself:
its next task sets it back to running."""
PULSE = 20.0
"""Seconds between two looks at whether a run that is worked on is still held."""
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
def held(url: str, run: RunRef, pulse: float = PULSE) -> Iterator[None]:
    """Hold the run while a piece of work lasts, and note when it ended.

    A connection that the server or the network drops is made anew within ``pulse`` seconds: the work may be in none.
    """
    done = threading.Event()
    keeper = _Keeper(url, run)
    watch = threading.Thread(target=keeper.watch, args=(done, pulse), name="newswire run", daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()
        keeper.end()


class _Keeper:
    """The connection that holds a run; only one thread at a time works with it."""

    def __init__(self, url: str, run: RunRef) -> None:
        self._url = url
        self._run = run
        self._connection = connect(url)
        self._number = _hold(self._connection, run)

    def watch(self, done: threading.Event, pulse: float) -> None:
        """See to it that the run stays held, until the work is done."""
        while not done.wait(pulse):
            self._try("SELECT 1", "is not held for now: the database is out of reach")

    def end(self) -> None:
        """Note the end of the work."""
        self._try(statements.SEE_RUN, "has ended a piece of work, which could not be noted")
        self._connection.close()

    def _try(self, statement: str, trouble: str) -> None:
        try:
            self._work(statement)
        except NewswireError:
            log.warning("run %s %s", self._run.run_id, trouble, exc_info=True)

    def _work(self, statement: str) -> None:
        """Do a statement over the connection, or over a new one that holds the run again."""
        try:
            self._execute(statement)
        except TransientError:
            self._connection.close()
            self._connection = connect(self._url)
            _hold(self._connection, self._run)
            self._execute(statement)

    def _execute(self, statement: str) -> None:
        with transaction(self._connection) as cursor:
            cursor.execute(statement, {"run": self._number})


def finish_run(connection: Connection, run: RunRef, error: str | None = None) -> None:
    """Close the run as finished or, with ``error``, as failed; safe to repeat."""
    with transaction(connection) as cursor:
        run_number(cursor, run)
        status = "failed" if error else "finished"
        named = {"command": run.command, "run_id": run.run_id, "error": error, "status": status}
        cursor.execute(statements.FINISH_RUN, named)
