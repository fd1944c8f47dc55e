"""Entities across stories: found by what they are recognised by, made where nobody knew them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.entity import Reader
from pipeline.load import entity_statements as sql
from pipeline.load.context import Context, contexts
from pipeline.load.copy import Row, copy
from pipeline.load.entity_keys import Key, Keys, keys_of
from pipeline.load.entity_rows import link_rows, mention_rows, value_rows
from pipeline.load.matching import Bearer, Register
from pipeline.story import Article


@dataclass(frozen=True, slots=True)
class Told:
    """An article that is being stored: its story and revision."""

    story: int
    revision: int
    article: Article


def store_entities(cursor: Cursor, told: Sequence[Told]) -> None:
    """Get or create the entities of all articles and store what each article says of them, mention by mention."""
    if not told:
        return
    cursor.execute(sql.STAGING)
    keys = [[keys_of(entity, one.story) for entity in one.article.entities] for one in told]
    register = Register(*_known(cursor, told, keys), _spoken_of(cursor, told))
    found = [_find(register, one, its) for one, its in zip(told, keys, strict=True)]
    _number(cursor, register.bearers)
    _store(cursor, register.bearers)
    readers = _recognisers(cursor, {one.article.recogniser for one in told})
    pairs = [(one, [_stored(bearer) for bearer in bearers]) for one, bearers in zip(told, found, strict=True)]
    links = (link_rows(one.revision, one.article, numbers) for one, numbers in pairs)
    copy(cursor, "newswire.revision_entity", (row for rows in links for row in rows))
    mentions = (
        mention_rows(one.revision, one.article, numbers, readers.get(one.article.recogniser)) for one, numbers in pairs
    )
    copy(cursor, "newswire.mention", (row for rows in mentions for row in rows))
    copy(cursor, "newswire.value", (row for one in told for row in value_rows(one.revision, one.article)))


def _known(
    cursor: Cursor, told: Sequence[Told], keys: Iterable[Iterable[Keys]]
) -> tuple[list[Bearer], dict[tuple[int, int], Bearer]]:
    """The entities that share a key with the batch, and the pins of its stories."""
    wanted_keys = {key for its in keys for both in its for some in both for key in some}
    copy(cursor, "incoming_entity_key", ({"scheme": scheme, "value": value} for scheme, value in sorted(wanted_keys)))
    cursor.execute("ANALYZE incoming_entity_key")
    cursor.execute(sql.KNOWN_KEYS)
    known: dict[int, set[Key]] = defaultdict(set)
    for scheme, value, number in cursor.fetchall():
        known[number].add((scheme, value))
    cursor.execute(sql.PINS, {"stories": [one.story for one in told]})
    pins = cursor.fetchall()
    wanted = {*known, *(becomes for _, _, becomes in pins)}
    cursor.execute(sql.KNOWN, {"entities": sorted(wanted)})
    bearers = {row[0]: _bearer(row, known[row[0]]) for row in cursor.fetchall()}
    return list(bearers.values()), {(story, number): bearers[becomes] for story, number, becomes in pins}


def _spoken_of(cursor: Cursor, told: Sequence[Told]) -> set[tuple[int, int]]:
    """Story and entity, for all that earlier revisions of the batch's stories speak of."""
    cursor.execute(sql.SPOKEN_OF, {"stories": [one.story for one in told]})
    return set(cursor.fetchall())


def _bearer(row: Sequence[Any], keys: set[Key]) -> Bearer:
    number, kind, name, ids, type_, *lists = row
    return Bearer(
        number, kind, name, dict(ids), type_, keys, Context(*([*values] if values else [] for values in lists))
    )


def _find(register: Register, told: Told, keys: Sequence[Keys]) -> list[Bearer]:
    dateline = told.article.dateline
    around = contexts(told.article.entities, keys, dateline.country if dateline else None)
    return register.find_all(told.article.entities, keys, around, told.story)


def _number(cursor: Cursor, bearers: Iterable[Bearer]) -> None:
    """Give new entities their numbers and store them."""
    fresh = [bearer for bearer in bearers if bearer.number is None]
    cursor.execute(sql.NUMBERS, {"count": len(fresh)})
    for bearer, (number,) in zip(fresh, cursor.fetchall(), strict=True):
        bearer.number = number
        bearer.identified = False
    rows: Iterator[Row] = (
        {"id": new.number, "kind": new.kind, "name": new.name, "ids": new.ids, "type": new.type} for new in fresh
    )
    copy(cursor, "newswire.entity", rows)


def _store(cursor: Cursor, bearers: Sequence[Bearer]) -> None:
    """Store keys, names, identifiers and contexts that are new."""
    copy(cursor, "newswire.entity_key", (row for bearer in bearers for row in _key_rows(bearer)))
    names: Iterator[Row] = ({"entity_id": b.number, "name": name} for b in bearers for name in sorted(b.names))
    copy(cursor, "incoming_entity_name", names)
    ids: Iterator[Row] = ({"entity_id": b.number, "ids": b.ids, "type": b.type} for b in bearers if b.identified)
    copy(cursor, "incoming_entity_ids", ids)
    copy(cursor, "incoming_context", (_context_row(bearer) for bearer in bearers if bearer.learnt))
    for statement in (sql.NAMES, sql.IDS, sql.CONTEXTS):
        cursor.execute(statement)


def _key_rows(bearer: Bearer) -> Iterator[Row]:
    for scheme, value in sorted(bearer.fresh_keys):
        yield {"scheme": scheme, "value": value, "entity_id": bearer.number}


def _context_row(bearer: Bearer) -> Row:
    return {"entity_id": bearer.number, **{name: tuple(values) for name, values in bearer.context.as_row().items()}}


def _recognisers(cursor: Cursor, readers: Iterable[Reader | None]) -> Mapping[Reader | None, int]:
    numbers: dict[Reader | None, int] = {}
    for reader in sorted(filter(None, readers), key=lambda reader: (reader.name, reader.version, reader.sha256)):
        cursor.execute(sql.RECOGNISER, {"name": reader.name, "version": reader.version, "sha256": reader.sha256})
        [(numbers[reader],)] = cursor.fetchall()
    return numbers


def _stored(bearer: Bearer) -> int:
    assert bearer.number is not None  # noqa: S101 (all have been numbered)
    return bearer.number
