"""What people decide of stories and kills: each decision is recorded, holds for later loads and can be undone.

A decision is bound to the payloads that carried the story or the kill. So it goes with them, whichever story they turn
out to be of, by today's rules and from other sources too. Decisions and loads take turns.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.errors import ConfigError
from pipeline.identity.kills import Candidate, meant
from pipeline.identity.rule import widest_window
from pipeline.load import story_decision_statements as sql
from pipeline.load.chain_statements import MEANT
from pipeline.load.connection import transaction
from pipeline.load.identity import REPLACING
from pipeline.load.report import fetch
from pipeline.load.statements import TAKE_TURN
from pipeline.load.stories import settle_stories


@dataclass(frozen=True, slots=True)
class StoryState:
    """A story: ``state`` is ``shown``, ``not shown``, ``withdrawn by hand`` or ``killed by`` a kill's number.

    A kill that a person applied to it has ``, applied by hand`` behind its number.
    """

    id: int
    agency: str | None
    headline: str | None
    slugline: str | None
    state: str


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """A revision of a story; ``state`` as in the view ``article_history``."""

    id: int
    state: str
    version_created: dt.datetime | None
    fetched_at: dt.datetime
    headline: str | None
    word_count: int
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """A decision as recorded; ``action`` is ``withdraw``, ``apply`` (a kill means the story) or ``drop`` (none)."""

    id: int
    action: str
    decided_at: dt.datetime
    by: str
    why: str
    undone_at: dt.datetime | None
    undone_by: str | None
    undone_why: str | None


@dataclass(frozen=True, slots=True)
class StoryHistory:
    """A story, its revisions in their order, and what was decided of it, the oldest first."""

    story: StoryState
    versions: tuple[StoryVersion, ...]
    decisions: tuple[StoryDecision, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that a decision in force keeps from readers."""

    story: int
    agency: str | None
    headline: str | None
    slugline: str | None
    action: str
    decided_at: dt.datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill or hold that waits for its story, or of which a person has decided (``action``, ``by``, ``why``).

    ``id`` is the number of its revision, ``stands_in`` that of the story it stands in, ``names`` what it names;
    ``may_mean`` are the stories that it may mean, ``applied_to`` those that a person says it means.
    """

    id: int
    stands_in: int
    agency: str | None
    pubstatus: str
    slugline: str | None
    headline: str | None
    names: list[str]
    source: str
    name: str
    fetched_at: dt.datetime
    action: str | None
    by: str | None
    why: str | None
    applied_to: list[int]
    candidates: int
    may_mean: tuple[StoryState, ...] = ()


def story_history(connection: Connection, story: int) -> StoryHistory:
    """All that is known of a story. Raises ConfigError where there is none of that number."""
    found = fetch(connection, sql.STORIES, {"stories": [story]})
    if not found:
        raise _unknown(story)
    versions = fetch(connection, sql.REVISIONS, {"story": story})
    decisions = fetch(connection, sql.STORY_DECISIONS, {"story": story})
    return StoryHistory(
        StoryState(**found[0]),
        tuple(StoryVersion(**row) for row in versions),
        tuple(StoryDecision(**row) for row in decisions),
    )


def withdrawn_stories(connection: Connection, limit: int = 50) -> list[Withdrawn]:
    """The stories that decisions in force keep from readers, those decided last first."""
    return [Withdrawn(**row) for row in fetch(connection, sql.WITHDRAWN, {"limit": limit})]


def withdraw(connection: Connection, story: int, by: str, why: str) -> None:
    """Take a story from readers, with all versions of it that are still to come.

    Raises ConfigError for a number without a story, for one that has no text, or is withdrawn already.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        _has_versions(cursor, story)
        if _in_force(cursor, story):
            raise ConfigError(f"story {story} is withdrawn already: newswire story restore {story} gives it back")
        decision = _decide(cursor, "withdraw", by, why)
        cursor.execute(sql.STORY_PARTS, {"decision": decision, "story": story})
        settle_stories(cursor, [story])


def restore(connection: Connection, story: int, by: str, why: str) -> None:
    """Give a story that was withdrawn back to readers, unless a kill or an embargo keeps it from them.

    Raises ConfigError for one that no decision withdraws.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        decisions = _in_force(cursor, story)
        if not decisions:
            raise ConfigError(
                f"nobody has withdrawn story {story}: newswire story show {story} tells its state; "
                "of one that is killed newswire kill undo, or drop, takes the kill back"
            )
        _undo(cursor, decisions, by, why)


def kills(connection: Connection, action: str | None = None, limit: int = 50) -> list[Kill]:
    """Kills that wait, those of several candidates first; with ``action`` those on which that was decided."""
    asked: dict[str, object] = {"action": action, "limit": limit, "naming": list(REPLACING)}
    found = [Kill(**row) for row in fetch(connection, sql.KILLS, asked)]
    if action is not None:
        return found
    named = _may_mean(connection, [kill.id for kill in found])
    stories = sorted({story for stories in named.values() for story in stories})
    known = {row["id"]: StoryState(**row) for row in fetch(connection, sql.STORIES, {"stories": stories})}
    return [replace(kill, may_mean=tuple(known[story] for story in sorted(named[kill.id]))) for kill in found]


def apply_kill(connection: Connection, kill: int, story: int, by: str, why: str) -> None:
    """Say which story a waiting kill means; a version that comes later and is newer than the kill lifts it.

    Raises ConfigError for a kill that does not wait, or a story without text.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        _has_versions(cursor, story)
        if not _undecided(cursor, kill):
            raise ConfigError(f"kill {kill} does not wait: it was carried out, newswire kill drop {kill} takes it back")
        decision = _decide(cursor, "apply", by, why)
        cursor.execute(sql.KILL_PARTS, {"decision": decision, "kill": kill})
        cursor.execute(sql.STORY_PARTS, {"decision": decision, "story": story})
        settle_stories(cursor, _spoken_of(cursor, [decision]))


def drop_kill(connection: Connection, kill: int, by: str, why: str) -> None:
    """Carry a kill out on no story, now or later; one that it has killed is given back.

    Raises ConfigError for a number without a kill, or one of which a person has decided.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        _undecided(cursor, kill)
        decision = _decide(cursor, "drop", by, why)
        cursor.execute(sql.KILL_PARTS, {"decision": decision, "kill": kill})
        settle_stories(cursor, _spoken_of(cursor, [decision]))


def undo_kill(connection: Connection, kill: int, by: str, why: str) -> None:
    """Take back what was decided of a kill: it is asked anew what it means. Raises ConfigError where nothing was."""
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        _, decision = _kill(cursor, kill)
        if decision is None:
            raise ConfigError(f"nobody has decided on kill {kill}: newswire kill list shows those that wait")
        _undo(cursor, [decision], by, why, [kill])


def _may_mean(connection: Connection, numbers: Sequence[int]) -> dict[int, set[int]]:
    """Kill -> the stories that it may mean, asked as a load asks."""
    asked: dict[tuple[int, str | None, bool], list[Candidate]] = defaultdict(list)
    with transaction(connection) as cursor:
        cursor.execute(sql.ASKED, {"kills": list(numbers)})
        cursor.execute(MEANT, {"window": widest_window()})
        for kill, _, agency, _, by_number, *candidate in cursor.fetchall():
            asked[kill, agency, by_number] += [Candidate(*candidate)] if candidate[0] is not None else []
    found: dict[int, set[int]] = {number: set() for number in numbers}
    for (kill, agency, by_number), candidates in asked.items():
        found[kill] |= meant(agency, candidates, by_number=by_number)
    return found


def _has_versions(cursor: Cursor, story: int) -> None:
    cursor.execute(sql.VERSIONS, {"story": story})
    [(versions,)] = cursor.fetchall()
    if not versions:
        raise _unknown(story)


def _in_force(cursor: Cursor, story: int) -> list[int]:
    """The decisions that withdraw a story."""
    cursor.execute(sql.IN_FORCE, {"story": story})
    return [decision for (decision,) in cursor.fetchall()]


def _kill(cursor: Cursor, kill: int) -> tuple[bool, int | None]:
    """Whether a kill waits, and the decision on it that is in force."""
    cursor.execute(sql.KILL, {"kill": kill})
    found = cursor.fetchall()
    if not found:
        raise ConfigError(f"there is no kill {kill}: newswire kill list shows their numbers")
    return found[0]


def _undecided(cursor: Cursor, kill: int) -> bool:
    """Whether a kill waits. Raises ConfigError where a decision on it is in force."""
    waits, decision = _kill(cursor, kill)
    if decision is not None:
        raise ConfigError(f"kill {kill} has been decided on: newswire kill undo {kill} takes that back")
    return waits


def _spoken_of(cursor: Cursor, decisions: Sequence[int]) -> list[int]:
    cursor.execute(sql.SPOKEN_OF, {"decisions": list(decisions)})
    return [story for (story,) in cursor.fetchall()]


def _decide(cursor: Cursor, action: str, by: str, why: str) -> int:
    _needs_reason(why)
    cursor.execute(sql.DECIDE, {"action": action, "by": by, "why": why})
    [(number,)] = cursor.fetchall()
    return int(number)


def _undo(cursor: Cursor, decisions: Sequence[int], by: str, why: str, kills: Sequence[int] = ()) -> None:
    _needs_reason(why)
    stories = _spoken_of(cursor, decisions)
    cursor.execute(sql.UNDO, {"decisions": list(decisions), "by": by, "why": why})
    settle_stories(cursor, stories, kills)


def _needs_reason(why: str) -> None:
    if not why.strip():
        raise ConfigError("a decision needs its reason: say it with --why")


def _unknown(story: int) -> ConfigError:
    return ConfigError(
        f"there is no story {story} with a text: article_history and newswire kill list have the numbers of stories"
    )
