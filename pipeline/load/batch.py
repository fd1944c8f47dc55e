"""One batch, one transaction: all of it is stored, with its ledger and counts, or nothing is."""

import datetime as dt
import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.load import rows, statements
from pipeline.load.connection import transaction
from pipeline.load.copy import Row, copy
from pipeline.load.quarantine import without_rejected, without_undone
from pipeline.load.readings import Payload, Readings, key_of, last_readings
from pipeline.load.records import Given, LedgerRow, RunRef, item_and_part
from pipeline.load.runs import run_number
from pipeline.load.stories import Stored, store_stories
from pipeline.load.watermarks import remember
from pipeline.outcome import Outcome, Reason, Rejection, Severity
from pipeline.validate.records import Checked, CheckResult

GRAVITY = {severity: number for number, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the batch is written: the transaction, the run's number, the batch's id in it, and when it was read."""

    cursor: Cursor
    run: int
    batch: str
    read_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """How entry n of a batch ends: what the ledger says of it."""

    outcome: Outcome
    revision: int | None = None
    case: int | None = None


def load(  # noqa: PLR0913, PLR0917 (the stage's whole input, in its order)
    connection: Connection,
    run: RunRef,
    batch_id: str,
    checked: Sequence[Checked],
    rejections: Sequence[Rejection],
    results: Sequence[CheckResult],
    read_at: dt.datetime | None = None,
) -> list[LedgerRow]:
    """Store a batch in one transaction; the ledger has one row for each item and part of it.

    ``read_at`` is when the payloads were read; the run's beginning where it is not told. Repeating a batch of the same
    run changes nothing and gives the same ledger; a later run finds ``unchanged``.
    Loads take turns, whatever process they run in. Raises TransientError when the server is out of reach or goes away
    (nothing is stored then; open a new connection and repeat), ConfigError when the schema is not there.
    """
    with _collector_paused(), transaction(connection) as cursor:
        # What people decided is read in this load's turn: a decision takes a turn too, and none may slip in between.
        cursor.execute(statements.TAKE_TURN)
        number, read_at = run_number(cursor, run), read_at or run.started_at
        passed, held = without_undone(cursor, checked)
        judged = without_rejected(cursor, passed, [*rejections, *held])
        readings = last_readings(cursor, _distinct(*judged), read_at, number)
        given = sorted(readings.entries, key=lambda entry: isinstance(entry, Rejection))
        stories = [entry for entry in given if isinstance(entry, Checked)]
        _stage(cursor, given, stories, readings)
        _raw_items(cursor)
        stored = store_stories(cursor, number, run.rules_version, stories, anew=bool(readings.given_up))
        cases = _quarantine(cursor, number, given)
        target = _Target(cursor, number, batch_id, read_at)
        _check_results(target, results)
        ledger = _account(target, given, _endings(given, stored, cases, readings))
        remember(cursor, number, run.rules_version)
        return ledger


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking a batch's records, which hold no cycles, again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _distinct(checked: Sequence[Checked], rejections: Sequence[Rejection]) -> list[Given]:
    """One entry for each item and part, stories before rejections."""
    found: dict[tuple[Payload, int], Given] = {}
    entries: list[Given] = [*checked, *rejections]
    for entry in entries:
        found.setdefault(key_of(entry), entry)
    return list(found.values())


def _stage(cursor: Cursor, given: Sequence[Given], stories: Sequence[Checked], readings: Readings) -> None:
    cursor.execute(statements.STAGING)
    lines = (rows.item_row(n, one, given_up=key_of(one) in readings.given_up) for n, one in enumerate(given))
    copy(cursor, "incoming_item", lines)
    copy(cursor, "incoming_story", rows.story_rows(stories))
    cursor.execute(statements.ANALYSE)


def _raw_items(cursor: Cursor) -> None:
    for statement in (statements.SOURCES, statements.RAW_ITEMS, statements.RAW_ITEM_NUMBERS):
        cursor.execute(statement)


def _quarantine(cursor: Cursor, run: int, given: Sequence[Given]) -> dict[int, int]:
    """Open or renew a case for each entry held back, close those that came through; n -> number of the case."""
    cursor.execute(statements.RELEASE)
    cursor.execute(statements.RELEASE_FETCHED)
    held = {n: entry for n, entry in enumerate(given) if _held(entry) and isinstance(entry, Rejection)}
    if not held:
        return {}
    named = {"run": run, "held": list(held)}
    cursor.execute(statements.QUARANTINE, named)
    cursor.execute(statements.QUARANTINE_NUMBERS, named)
    cases: dict[int, int] = dict(cursor.fetchall())
    reasons = {case: _gravest_first(held[n].reasons) for n, case in cases.items()}
    cursor.execute(statements.FORGET_REASONS, {"cases": list(reasons)})
    lines = (row for case, found in reasons.items() for row in rows.reason_rows("quarantine_id", case, found))
    copy(cursor, "newswire.quarantine_reason", lines)
    return cases


def _held(entry: Given) -> bool:
    return isinstance(entry, Rejection) and entry.outcome is Outcome.QUARANTINED


def _gravest_first(reasons: Sequence[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: GRAVITY[reason.severity])


def _endings(
    given: Sequence[Given], stored: Mapping[int, Stored], cases: Mapping[int, int], readings: Readings
) -> list[Ending]:
    return [
        Ending(entry.outcome, readings.earlier.get(key_of(entry)), cases.get(n))
        if isinstance(entry, Rejection)
        else Ending(stored[n].outcome, stored[n].revision)
        for n, entry in enumerate(given)
    ]


def _account(target: _Target, given: Sequence[Given], endings: Sequence[Ending]) -> list[LedgerRow]:
    """Write ledger and counts.

    A repeat finds ``unchanged`` what its first try stored: the run's ledger keeps what that was.
    """
    target.cursor.execute(statements.PREVIOUS, {"run": target.run})
    before = {n: Outcome(outcome) for n, outcome in target.cursor.fetchall()}
    final = {n: ending for n, ending in enumerate(endings) if not _repeats(before.get(n), ending.outcome)}
    lines = (_ledger_line(n, given[n], ending) for n, ending in final.items())
    copy(target.cursor, "incoming_ledger", lines)
    target.cursor.execute(statements.LEDGER, {"run": target.run, "batch": target.batch, "read_at": target.read_at})
    change = Counter(ending.outcome for ending in final.values())
    change.subtract(before[n] for n in final if n in before)
    counts = {outcome.value: change[outcome] for outcome in Outcome}
    target.cursor.execute(statements.COUNTS, {"run": target.run, **counts})
    return [_ledger_row(entry, endings[n].outcome if n in final else before[n]) for n, entry in enumerate(given)]


def _repeats(before: Outcome | None, now: Outcome) -> bool:
    stored = (Outcome.LOADED, Outcome.REVISED, Outcome.WITHDRAWN, Outcome.EMBARGOED)
    return before is now or (before in stored and now is Outcome.UNCHANGED)


def _ledger_line(n: int, entry: Given, ending: Ending) -> Row:
    worst = next(iter(_gravest_first(entry.reasons)), None)
    return {
        "n": n,
        "outcome": ending.outcome.value,
        "revision_id": ending.revision,
        "quarantine_id": ending.case,
        "stage": entry.stage if isinstance(entry, Rejection) else "load",
        "check_id": worst.check if worst else None,
        "message": worst.message if worst else None,
    }


def _ledger_row(entry: Given, outcome: Outcome) -> LedgerRow:
    item, part = item_and_part(entry)
    if isinstance(entry, Rejection):
        return LedgerRow(item, part, outcome, agency=item.agency, reasons=entry.reasons)
    article = entry.entry.value
    return LedgerRow(
        item,
        part,
        outcome,
        agency=article.agency,
        format=article.format,
        paragraphs=len(article.paragraphs),
        furniture=dict(Counter(cut.kind.value for cut in article.furniture)),
        entities=len(article.entities),
        reasons=entry.reasons,
    )


def _check_results(target: _Target, results: Sequence[CheckResult]) -> None:
    lines = [
        {
            "run": target.run,
            "batch": target.batch,
            "suite": result.suite,
            "expectation": result.expectation,
            "severity": result.severity.value,
            "evaluated": result.evaluated,
            "unexpected": result.unexpected,
        }
        for result in results
    ]
    target.cursor.executemany(statements.CHECK_RESULTS, lines)
