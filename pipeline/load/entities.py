"""Entities across stories: found by what they are recognised by, made where nobody knew them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.load import statements
from pipeline.load.copy import Row, copy
from pipeline.load.identity import entity_keys
from pipeline.story import Article, Entity


@dataclass
class _Register:
    """The distinct entities of a batch: two that share a key are one."""

    entities: list[Entity] = field(default_factory=list)
    by_key: dict[tuple[str, str], int] = field(default_factory=dict)
    names: set[tuple[int, str]] = field(default_factory=set)

    def add(self, entity: Entity) -> int:
        keys = entity_keys(entity)
        known = [self.by_key[key] for key in keys if key in self.by_key]
        number = known[0] if known else len(self.entities)
        if not known:
            self.entities.append(entity)
        for key in keys:
            self.by_key.setdefault(key, number)
        self.names.add((number, entity.name))
        return number


def store_entities(cursor: Cursor, articles: Iterable[Article]) -> list[Sequence[int]]:
    """Get or create the entities of all articles; for each article the numbers of its entities, in its order."""
    register = _Register()
    places = [[register.add(entity) for entity in article.entities] for article in articles]
    if not register.entities:
        return [[] for _ in places]
    _stage(cursor, register)
    for statement in (
        statements.KNOWN_ENTITIES,
        statements.NEW_ENTITY_NUMBERS,
        statements.NEW_ENTITIES,
        statements.ENTITY_IDS,
        statements.ENTITY_KEYS,
        statements.ENTITY_NAMES,
        statements.ENTITY_NUMBERS,
    ):
        cursor.execute(statement)
    numbers: dict[int, int] = dict(cursor.fetchall())
    return [[numbers[e] for e in entities] for entities in places]


def _stage(cursor: Cursor, register: _Register) -> None:
    entities = enumerate(register.entities)
    rows: list[Row] = [{"e": e, "kind": new.kind, "name": new.name, "ids": new.ids} for e, new in entities]
    copy(cursor, "incoming_entity", rows)
    keys = register.by_key.items()
    copy(cursor, "incoming_entity_key", ({"e": e, "scheme": scheme, "value": value} for (scheme, value), e in keys))
    copy(cursor, "incoming_entity_name", ({"e": e, "name": name} for e, name in sorted(register.names)))
