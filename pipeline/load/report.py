"""What the database knows of runs, sources and quarantine, for the command line and other readers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.load.connection import transaction
from pipeline.outcome import Outcome, Reason, Severity

RUNS = """
SELECT command, run_id, status, started_at, finished_at, error, items,
       loaded, revised, unchanged, withdrawn, embargoed, quarantined, ignored
FROM newswire.run ORDER BY started_at DESC, id DESC LIMIT %(limit)s
"""

ITEMS = """
SELECT i.source_id AS source, i.name, l.part, l.outcome, l.batch_id, l.stage, l.check_id AS check,
       l.message
FROM newswire.run r
JOIN newswire.run_item l ON l.run_id = r.id
JOIN newswire.raw_item i ON i.id = l.raw_item_id
WHERE r.command = %(command)s AND r.run_id = %(run_id)s
ORDER BY i.source_id, i.name, l.part
"""

SOURCES = """
SELECT source_id AS source, agency, enabled, greatest(last_fetched_at, fetched_at) AS last_fetched_at, last_new_at,
       items_day, changed_day, quarantined_day, ignored_day, quarantine_open, abandoned_day
FROM newswire.source_health LEFT JOIN newswire.watermark USING (source_id) ORDER BY source_id
"""

QUARANTINE_COUNTS = "SELECT status AS key, count(*) FROM newswire.quarantine GROUP BY status"

QUARANTINE_CHECKS = """
SELECT r.check_id AS key, count(DISTINCT q.id)
FROM newswire.quarantine q JOIN newswire.quarantine_reason r ON r.quarantine_id = q.id
WHERE q.status = 'open' AND r.severity = 'critical'
GROUP BY r.check_id ORDER BY count(DISTINCT q.id) DESC, r.check_id
"""

REASONS = """
SELECT quarantine_id, check_id AS check, message, value, severity
FROM newswire.quarantine_reason WHERE quarantine_id = ANY(%(cases)s) ORDER BY quarantine_id, position
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run and its counts; ``outcomes`` has all seven, ``items`` is their sum."""

    command: str
    run_id: str
    status: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    error: str | None
    items: int
    outcomes: dict[Outcome, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a run's ledger; ``check`` and ``message`` are those of the gravest check that it failed."""

    source: str
    name: str
    part: int
    outcome: Outcome
    batch_id: str
    stage: str
    check: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does; counts ending in ``_day`` are of the last 24 hours.

    ``last_fetched_at`` also tells of a fetch that found nothing new.
    """

    source: str
    agency: str | None
    enabled: bool
    last_fetched_at: dt.datetime | None
    last_new_at: dt.datetime | None
    items_day: int
    changed_day: int
    quarantined_day: int
    ignored_day: int
    quarantine_open: int
    abandoned_day: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A case in quarantine with the reasons of its last attempt, the gravest first."""

    id: int
    status: str
    source: str
    name: str
    sha256: str
    part: int
    stage: str
    attempts: int
    opened_at: dt.datetime
    last_seen_at: dt.datetime
    decided_by: str | None
    note: str | None
    reasons: tuple[Reason, ...]


def runs(connection: Connection, limit: int = 20) -> list[Run]:
    """The newest runs, the newest first."""
    rows = fetch(connection, RUNS, {"limit": limit})
    counts = [{outcome: row.pop(outcome.value) for outcome in Outcome} for row in rows]
    return [Run(**row, outcomes=outcomes) for row, outcomes in zip(rows, counts, strict=True)]


def items(connection: Connection, command: str, run_id: str) -> list[Item]:
    """The ledger of a run, in order of source and name; empty when the run is unknown."""
    rows = fetch(connection, ITEMS, {"command": command, "run_id": run_id})
    return [Item(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows]


def sources(connection: Connection) -> list[SourceHealth]:
    """Every source that a run has brought something from."""
    return [SourceHealth(**row) for row in fetch(connection, SOURCES, {})]


def quarantine_counts(connection: Connection) -> dict[str, int]:
    """Number of cases that are ``open``, ``released`` and ``rejected``."""
    found = {row["key"]: row["count"] for row in fetch(connection, QUARANTINE_COUNTS, {})}
    return {status: found.get(status, 0) for status in ("open", "released", "rejected")}


def quarantine_checks(connection: Connection) -> dict[str, int]:
    """Check id -> number of open cases that failed it critically, the most frequent first."""
    return {row["key"]: row["count"] for row in fetch(connection, QUARANTINE_CHECKS, {})}


def cases_of(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[Case]:
    """Cases from their rows, with their reasons."""
    reasons: dict[int, list[Reason]] = {row["id"]: [] for row in rows}
    for row in fetch(connection, REASONS, {"cases": list(reasons)}):
        case, severity = row.pop("quarantine_id"), Severity(row.pop("severity"))
        reasons[case].append(Reason(**row, severity=severity))
    return [Case(**row, reasons=tuple(reasons[row["id"]])) for row in rows]


def fetch(connection: Connection, statement: str, named: dict[str, object]) -> list[dict[str, Any]]:
    """The rows of a query as column -> value."""
    with transaction(connection) as cursor:
        cursor.execute(statement, named)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
