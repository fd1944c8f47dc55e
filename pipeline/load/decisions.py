"""What people decide of entities: merges, splits, names. Each is recorded, holds for later loads and can be undone.

Nothing is rewritten by a merge: mentions keep the entity that they were stored with, and ``merged_into`` says who
stands for it. A split moves the mentions of some stories, and pins those stories. Decisions and loads take turns.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.entity import Entity, Mention
from pipeline.errors import ConfigError
from pipeline.load import decision_statements as sql
from pipeline.load.connection import transaction
from pipeline.load.context import Context, contexts
from pipeline.load.entity_keys import SCHEMES, keys_of
from pipeline.load.statements import TAKE_TURN


@dataclass(frozen=True, slots=True)
class Stored:
    """An entity as the database has it; ``stands_as`` is the one that it was merged into."""

    id: int
    kind: str
    name: str
    ids: dict[str, str]
    type: str | None
    stands_as: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as recorded."""

    id: int
    action: str
    entity: int
    other: int | None
    old_name: str | None
    new_name: str | None
    decided_at: dt.datetime
    decided_by: str
    note: str | None
    undone_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A story that speaks of an entity."""

    story: int
    headline: str | None
    mentions: int
    salience: float
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of an entity: names, who was merged into it, decisions, the newest stories, their number."""

    entity: Stored
    names: tuple[str, ...]
    merged: tuple[Stored, ...]
    decisions: tuple[Decision, ...]
    stories: int
    newest: tuple[Appearance, ...]


def find(connection: Connection, named: str) -> list[Stored]:
    """The entities with a number or a name, those that stand for themselves first."""
    with transaction(connection) as cursor:
        if named.isdecimal():
            cursor.execute(sql.BY_NUMBER, {"entities": [int(named)]})
        else:
            cursor.execute(sql.BY_NAME, {"name": named})
        return [Stored(*row) for row in cursor.fetchall()]


def find_by_part(connection: Connection, part: str, most: int = 50) -> list[Stored]:
    """The entities of whose names a word, or several in a row, is ``part``: ``Motegi`` of Toshimitsu Motegi."""
    with transaction(connection) as cursor:
        words = " ".join(part.translate(str.maketrans("-'’", "   ")).split())
        cursor.execute(sql.BY_PART, {"part": words, "most": most})
        return [Stored(*row) for row in cursor.fetchall()]


def profile(connection: Connection, entity: int) -> Profile:
    """What is known of an entity. Raises ConfigError where there is none of that number."""
    with transaction(connection) as cursor:
        stored = _entity(cursor, entity)
        cursor.execute(sql.NAMES, {"entity": entity})
        names = tuple(name for (name,) in cursor.fetchall())
        cursor.execute(sql.MERGED, {"entity": entity})
        merged = tuple(Stored(*row) for row in cursor.fetchall())
        cursor.execute(sql.DECISIONS, {"entity": entity})
        decisions = tuple(Decision(*row) for row in cursor.fetchall())
        cursor.execute(sql.STORIES, {"entity": entity})
        [(stories,)] = cursor.fetchall()
        cursor.execute(sql.NEWEST, {"entity": entity})
        newest = tuple(Appearance(row[0], row[1], row[2], row[3], tuple(row[4])) for row in cursor.fetchall())
    return Profile(stored, names, merged, decisions, stories, newest)


def merge(connection: Connection, entity: int, into: int, by: str, note: str | None = None) -> int:
    """Let ``into`` stand for ``entity``; the decision's number.

    Raises ConfigError for entities of two kinds, of contradicting identifiers, or of which one is merged already.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        one, other = _entity(cursor, entity), _entity(cursor, into)
        _may_merge(one, other)
        number = _decide(cursor, "merge", entity, by, note, other=into)
        cursor.execute(sql.REFRESH_MERGES)
        return number


def _may_merge(one: Stored, other: Stored) -> None:
    for stored in (one, other):
        if stored.stands_as is not None:
            raise ConfigError(f"entity {stored.id} is merged into {stored.stands_as}: name that one, or split it first")
    if one.id == other.id:
        raise ConfigError(f"entity {one.id} cannot be merged into itself: name another one")
    if one.kind != other.kind:
        raise ConfigError(f"entity {one.id} is a {one.kind} and {other.id} a {other.kind}: only one kind can be merged")
    shared = [scheme for scheme in SCHEMES if scheme in one.ids and scheme in other.ids]
    if differing := [scheme for scheme in shared if one.ids[scheme] != other.ids[scheme]]:
        raise ConfigError(f"entities {one.id} and {other.id} differ in {differing[0]}: they are two")


def split(connection: Connection, entity: int, stories: Sequence[int], by: str, note: str | None = None) -> int:
    """Take some stories of an entity for another one; the new entity's number.

    Without stories the merge of the entity is undone, and its own number given. Raises ConfigError for a story that
    does not speak of it.
    """
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        stored = _entity(cursor, entity)
        if not stories:
            return _unmerge(cursor, stored, by)
        members = [entity, *_members(cursor, entity)]
        _speak_of(cursor, members, stories)
        cursor.execute(sql.NEW_ENTITY, {"entity": entity})
        [(fresh,)] = cursor.fetchall()
        cursor.execute(sql.COPY_NAMES, {"entity": entity, "fresh": fresh})
        number = _decide(cursor, "split", entity, by, note, other=fresh)
        values = {"members": members, "stories": list(stories), "fresh": fresh, "decision": number}
        for statement in (sql.PIN, sql.MOVE_MENTIONS, sql.MOVE_LINKS):
            cursor.execute(statement, values)
        _learn_anew(cursor, [*members, fresh])
        return int(fresh)


def rename(connection: Connection, entity: int, name: str, by: str, note: str | None = None) -> int:
    """Show an entity under another name; the decision's number. What it is recognised by does not change."""
    if not name.strip():
        raise ConfigError("an entity needs a name: give one with a letter in it")
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        stored = _entity(cursor, entity)
        number = _decide(cursor, "rename", entity, by, note, names=(stored.name, name))
        cursor.execute(sql.RENAME, {"entity": entity, "name": name})
        return number


def undo(connection: Connection, decision: int, by: str) -> Decision:
    """Undo a decision. Raises ConfigError where there is none of that number in force."""
    with transaction(connection) as cursor:
        cursor.execute(TAKE_TURN)
        return _undo(cursor, decision, by)


def _undo(cursor: Cursor, decision: int, by: str) -> Decision:
    cursor.execute(sql.UNDO, {"decision": decision, "by": by})
    undone = [Decision(*row) for row in cursor.fetchall()]
    if not undone:
        raise ConfigError(f"there is no decision {decision} in force: newswire entity show lists those of an entity")
    if undone[0].action == "rename":
        cursor.execute(sql.RENAME, {"entity": undone[0].entity, "name": undone[0].old_name})
    # A split that is undone leaves the rows where they are: the entity split off is merged back.
    cursor.execute(sql.UNPIN, {"decision": decision})
    cursor.execute(sql.REFRESH_MERGES)
    return undone[0]


def _unmerge(cursor: Cursor, stored: Stored, by: str) -> int:
    cursor.execute(sql.MERGE_OF, {"entity": stored.id})
    found = cursor.fetchall()
    if not found:
        raise ConfigError(f"entity {stored.id} is merged into none: name the stories to split off with --story")
    _undo(cursor, found[0][0], by)
    return stored.id


def _entity(cursor: Cursor, number: int) -> Stored:
    cursor.execute(sql.BY_NUMBER, {"entities": [number]})
    found = [Stored(*row) for row in cursor.fetchall()]
    if not found:
        raise ConfigError(f"there is no entity {number}: newswire entity show NAME finds its number")
    return found[0]


def _members(cursor: Cursor, entity: int) -> list[int]:
    cursor.execute(sql.MERGED, {"entity": entity})
    return [row[0] for row in cursor.fetchall()]


def _speak_of(cursor: Cursor, members: Sequence[int], stories: Sequence[int]) -> None:
    cursor.execute(sql.SPOKEN_OF, {"members": list(members), "stories": list(stories)})
    silent = set(stories) - {story for (story,) in cursor.fetchall()}
    if silent:
        raise ConfigError(
            f"story {min(silent)} does not speak of entity {members[0]}: newswire entity show lists its stories"
        )


def _decide(  # noqa: PLR0913 (the columns of a decision)
    cursor: Cursor,
    action: str,
    entity: int,
    by: str,
    note: str | None,
    *,
    other: int | None = None,
    names: tuple[str | None, str | None] = (None, None),
) -> int:
    told = {
        "action": action,
        "entity": entity,
        "by": by,
        "note": note,
        "other": other,
        "old": names[0],
        "new": names[1],
    }
    cursor.execute(sql.DECIDE, told)
    [(number,)] = cursor.fetchall()
    return int(number)


def _learn_anew(cursor: Cursor, entities: Iterable[int]) -> None:
    """Make the contexts of entities from the stories that are left to them."""
    for number in entities:
        cursor.execute(sql.AROUND, {"entity": number})
        revisions: dict[tuple[int, int, str | None], list[tuple[int, Entity]]] = defaultdict(list)
        for story, revision, country, other, kind, name, ids, salience, roles, mentions in cursor.fetchall():
            entity = Entity(kind, name, ids, (Mention(0, 1, name),) * mentions, salience, tuple(roles))
            revisions[story, revision, country].append((other, entity))
        context = Context()
        for (story, _, country), told in revisions.items():
            spoken_of = [entity for _, entity in told]
            made = contexts(spoken_of, [keys_of(one, story) for one in spoken_of], country)
            for (other, _), around in zip(told, made, strict=True):
                if other == number and around:
                    context.learn(around)
        cursor.execute(sql.SET_CONTEXT, {"entity": number, **context.as_row()})
