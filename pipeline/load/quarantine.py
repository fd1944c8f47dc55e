"""What people decide of cases in quarantine: each decision is recorded, holds for later runs and can be undone.

A release waives the checks that the case failed, for this story of this payload only, wherever it comes from again.
A rejection ends every later delivery of it as ignored. Decisions and loads take turns.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.errors import ConfigError
from pipeline.load import quarantine_statements as sql
from pipeline.load.connection import connect, transaction
from pipeline.load.records import Given, item_and_part
from pipeline.load.report import Case, cases_of, fetch
from pipeline.load.statements import TAKE_TURN
from pipeline.outcome import Entry, Outcome, Reason, Rejection, Severity
from pipeline.story import Article, RawItem
from pipeline.validate.records import Checked
from pipeline.validate.waivers import Part, Waiver, waivable_checks

REJECTED = "quarantine.rejected"
STATUS = {"release": "released", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a case as recorded; ``checks`` are those that a release waives."""

    id: int
    action: str
    checks: tuple[str, ...]
    decided_at: dt.datetime
    by: str
    why: str
    undone_at: dt.datetime | None
    undone_by: str | None
    undone_why: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One source and name that a payload came from, and where it lies in the archive."""

    source: str
    name: str
    uri: str
    fetched_at: dt.datetime


@dataclass(frozen=True, slots=True)
class History:
    """A case, what was decided of it, and every delivery of its payload, the oldest first."""

    case: Case
    decisions: tuple[Decision, ...]
    deliveries: tuple[Delivery, ...]


def cases(
    connection: Connection, status: str = "open", source: str | None = None, check: str | None = None, limit: int = 50
) -> list[Case]:
    """Cases of that status, those last met first: of what a source delivered, of those that failed a check."""
    named: dict[str, object] = {"status": status, "source": source, "check": check, "limit": limit}
    return cases_of(connection, fetch(connection, sql.CASES, named))


def history(connection: Connection, case: int) -> History:
    """All that is known of a case. Raises ConfigError where there is none of that number."""
    found = cases_of(connection, fetch(connection, sql.CASE, {"case": case}))
    if not found:
        raise _unknown(case)
    decisions = fetch(connection, sql.DECISIONS, {"case": case})
    deliveries = fetch(connection, sql.DELIVERIES, {"case": case})
    return History(
        found[0],
        tuple(Decision(**{**row, "checks": tuple(row["checks"])}) for row in decisions),
        tuple(Delivery(**row) for row in deliveries),
    )


def release(connection: Connection, case: int, by: str, why: str) -> RawItem:
    """Waive what can be waived of the checks that an open case failed; the item, to be taken in again.

    Should nobody take it in at once, the next run of its source does. Raises ConfigError for a case that is not open,
    or whose item could not be fetched: every run tries those by itself.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        if _open_case(cursor, case) == "fetch":
            raise ConfigError(f"case {case} has no payload: each run of its source tries to fetch it again by itself")
        _decide(cursor, case, "release", by, why)
        cursor.execute(sql.TRY_AGAIN, {"case": case})
    [row] = fetch(connection, sql.ITEM, {"case": case})
    return RawItem(**row)


def reject(connection: Connection, case: int, by: str, why: str) -> None:
    """Never take an open case in again, from whatever source it comes. Raises ConfigError for one that is not open."""
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        _open_case(cursor, case)
        _decide(cursor, case, "reject", by, why)
        cursor.execute(sql.LEAVE, {"case": case})


def undo(connection: Connection, case: int, by: str, why: str) -> None:
    """Take back the decisions on a case: it is open again, and the next run of its source tries it.

    What a release has loaded stays. Raises ConfigError where no decision of a person is in force.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        _status(cursor, case)
        cursor.execute(sql.UNDO, {"case": case, "by": by, "why": why})
        if not cursor.fetchall():
            raise ConfigError(f"nobody has decided on case {case}: newswire quarantine show {case} tells its state")
        cursor.execute(sql.REOPEN, {"case": case})
        cursor.execute(sql.TRY_AGAIN, {"case": case})


def waivers_of(url: str, rejections: Sequence[Rejection]) -> Mapping[Part, Sequence[Waiver]]:
    """What people waived of these stories, by payload and part."""
    with closing(connect(url)) as connection, transaction(connection) as cursor:
        return _waivers(cursor, [held.item.sha256 for held in rejections])


def _waivers(cursor: Cursor, payloads: Iterable[str]) -> dict[Part, list[Waiver]]:
    found: dict[Part, list[Waiver]] = defaultdict(list)
    cursor.execute(sql.WAIVERS, {"payloads": sorted(set(payloads))})
    for sha256, part, checks, by, why in cursor.fetchall():
        found[sha256, part].append(Waiver(frozenset(checks), by, why))
    return found


def without_undone(cursor: Cursor, checked: Sequence[Checked]) -> tuple[list[Checked], list[Rejection]]:
    """Within a load: a story whose waiver was undone since it was checked is held back after all."""
    waived = [one for one in checked if one.waived]
    if not waived:
        return list(checked), []
    in_force = _waivers(cursor, [one.entry.item.sha256 for one in waived])
    judged = [(one, set(one.waived) - _checks(in_force, one.entry)) for one in checked]
    held = [_held_again(one, undone) for one, undone in judged if undone]
    return [one for one, undone in judged if not undone], held


def _checks(waivers: Mapping[Part, Sequence[Waiver]], entry: Entry[Article]) -> set[str]:
    return {check for waiver in waivers.get((entry.item.sha256, entry.part), ()) for check in waiver.checks}


def _held_again(checked: Checked, undone: set[str]) -> Rejection:
    reasons = (
        replace(one, severity=Severity.CRITICAL, message=f"{one.message}; that was undone")
        if one.check in undone
        else one
        for one in checked.reasons
    )
    return Rejection(checked.entry.item, checked.entry.part, "validate", Outcome.QUARANTINED, tuple(reasons))


def without_rejected(
    cursor: Cursor, checked: Sequence[Checked], rejections: Sequence[Rejection]
) -> tuple[list[Checked], list[Rejection]]:
    """Within a load: what a person rejected ends as ignored, whether or not it would pass today."""
    entries: list[Given] = [*checked, *rejections]
    payloads = sorted({item_and_part(entry)[0].sha256 for entry in entries})
    cursor.execute(sql.REJECTED, {"payloads": payloads})
    rules = [_Rule(*row) for row in cursor.fetchall()]
    if not rules:
        return list(checked), list(rejections)
    judged = [(entry, next((rule for rule in rules if rule.means(entry)), None)) for entry in entries]
    kept = [entry for entry, rule in judged if rule is None]
    ignored = [rule.ignored(entry) for entry, rule in judged if rule is not None]
    return (
        [entry for entry in kept if isinstance(entry, Checked)],
        [*(entry for entry in kept if isinstance(entry, Rejection)), *ignored],
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rejected case; ``part`` is None for all parts, ``source`` only given for what could not be fetched."""

    case: int
    sha256: str
    part: int | None
    by: str
    why: str | None
    source: str | None
    name: str

    def means(self, entry: Given) -> bool:
        item, part = item_and_part(entry)
        if self.source is not None and (self.source, self.name) != (item.source, item.name):
            return False
        return item.sha256 == self.sha256 and self.part in {None, part}

    def ignored(self, entry: Given) -> Rejection:
        item, part = item_and_part(entry)
        message = f"case {self.case} was rejected by {self.by}: {self.why}"
        reason = Reason(REJECTED, message, severity=Severity.INFO)
        stage = entry.stage if isinstance(entry, Rejection) else "load"
        return Rejection(item, part, stage, Outcome.IGNORED, (reason,))


def _status(cursor: Cursor, case: int) -> tuple[str, str]:
    cursor.execute(sql.LOCK_CASE, {"case": case})
    found = cursor.fetchall()
    if not found:
        raise _unknown(case)
    return found[0]


def _open_case(cursor: Cursor, case: int) -> str:
    """The stage of an open case."""
    status, stage = _status(cursor, case)
    if status != "open":
        raise ConfigError(f"case {case} is {status}: newswire quarantine undo {case} opens it again")
    return stage


def _decide(cursor: Cursor, case: int, action: str, by: str, why: str) -> None:
    if not why.strip():
        raise ConfigError("a decision needs its reason: say it with --why")
    waivable = sorted(waivable_checks()) if action == "release" else []
    told = {"case": case, "action": action, "by": by, "why": why, "waivable": waivable}
    cursor.execute(sql.DECIDE, told)
    cursor.execute(sql.CLOSE, {**told, "status": STATUS[action]})


def _unknown(case: int) -> ConfigError:
    return ConfigError(f"there is no case {case}: newswire quarantine list shows their numbers")
