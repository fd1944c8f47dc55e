"""Which entity of the database a story speaks of: by identifier, else by name and context.

Of several bearers of a name the one whose context agrees best is meant, if it agrees at all; otherwise the story's is a
new one. What was decided by people goes first.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.entity import Entity
from pipeline.load.context import AGREES, Context, agreement
from pipeline.load.entity_keys import ANY_ORDER, SCHEMES, Key, Keys

SAME_STORY = 4.0
"""What counts for a bearer whom an earlier revision of the story speaks of."""
TURNED = 3.0
"""What counts against two names that differ in the order of their words, as Henry James and James Henry do."""


@dataclass(slots=True, eq=False)
class Bearer:
    """An entity across stories, as far as a load needs to know it. ``number`` is None until it is stored."""

    number: int | None
    kind: str
    name: str
    ids: dict[str, str]
    type: str | None = None
    keys: set[Key] = field(default_factory=set)
    context: Context = field(default_factory=Context)
    names: set[str] = field(default_factory=set)
    fresh_keys: set[Key] = field(default_factory=set)
    learnt: bool = False
    """Whether its context has grown since it was read."""
    identified: bool = False
    """Whether it has got an identifier since it was read."""


class Register:
    """The entities that a batch may speak of: those known by its keys, and those that it brings."""

    def __init__(
        self,
        known: Iterable[Bearer] = (),
        pins: Mapping[tuple[int, int], Bearer] | None = None,
        spoken_of: Container[tuple[int, int]] = (),
    ) -> None:
        self.bearers: list[Bearer] = []
        self._by_key: dict[Key, list[Bearer]] = defaultdict(list)
        self._pins = pins or {}
        self._spoken_of = spoken_of
        for bearer in known:
            self.bearers.append(bearer)
            for key in bearer.keys:
                self._by_key[key].append(bearer)

    def find_all(
        self, entities: Sequence[Entity], keys: Sequence[Keys], contexts: Sequence[Context | None], story: int
    ) -> list[Bearer]:
        """The bearers of a story's entities, in their order."""
        found: list[Bearer] = []
        for entity, its, context in zip(entities, keys, contexts, strict=True):
            found.append(self._find(entity, its, context, story, found))
        return found

    def _find(
        self, entity: Entity, keys: Keys, context: Context | None, story: int, others: Sequence[Bearer]
    ) -> Bearer:
        """The bearer that an entity is; a new one where nobody known agrees with it.

        ``others`` are taken by the story already: what the story tells apart is not joined by name.
        """
        ids, names = keys
        bearer = self._identified(ids) or self._named(entity, names, context, (story, others)) or self._new(entity)
        if bearer.number is not None and (story, bearer.number) in self._pins:
            bearer = self._pins[story, bearer.number]
        self._learn(bearer, entity, (*ids, *names))
        bearer.learnt |= context is not None and bearer.context.learn(context)
        return bearer

    def _identified(self, ids: Iterable[Key]) -> Bearer | None:
        found = [bearer for key in ids for bearer in self._by_key.get(key, ())]
        return min(found, key=_age, default=None)

    def _named(
        self, entity: Entity, names: tuple[Key, ...], context: Context | None, place: tuple[int, Sequence[Bearer]]
    ) -> Bearer | None:
        story, others = place
        if context is None:
            return next(self._sharing(names), None)
        fitting = [
            (self._agreement(entity, bearer, context, story) - _turned(bearer, names), bearer)
            for bearer in self._sharing(names)
            if bearer not in others and not _contradict(bearer.ids, entity.ids)
        ]
        agreeing = [pair for pair in fitting if pair[0] >= AGREES]
        return min(agreeing, key=lambda pair: (-pair[0], _age(pair[1])), default=(0.0, None))[1]

    def _agreement(self, entity: Entity, bearer: Bearer, context: Context, story: int) -> float:
        """How well two contexts agree; an earlier revision of the story speaks of the same people."""
        known = bearer.number is not None and (story, bearer.number) in self._spoken_of
        names = (entity.name, bearer.name)
        return SAME_STORY * known + agreement(entity.kind, names, bearer.context, context)

    def _sharing(self, keys: Iterable[Key]) -> Iterator[Bearer]:
        return iter(dict.fromkeys(bearer for key in keys for bearer in self._by_key.get(key, ())))

    def _new(self, entity: Entity) -> Bearer:
        bearer = Bearer(None, entity.kind, entity.name, {}, entity.type)
        self.bearers.append(bearer)
        return bearer

    def _learn(self, bearer: Bearer, entity: Entity, keys: Iterable[Key]) -> None:
        bearer.names.add(entity.name)
        for key in keys:
            if key not in bearer.keys and not self._taken(key):
                bearer.keys.add(key)
                bearer.fresh_keys.add(key)
                self._by_key[key].append(bearer)
        if not entity.ids.keys() <= bearer.ids.keys():
            bearer.ids = {**entity.ids, **bearer.ids}
            bearer.identified = True

    def _taken(self, key: Key) -> bool:
        """Whether somebody else has a key that can be one entity's only."""
        return not key[0].startswith("name:") and bool(self._by_key.get(key))


def _age(bearer: Bearer) -> float:
    """The older first; those of this batch behind all others, in their order (``min`` is stable)."""
    return float("inf") if bearer.number is None else bearer.number


def _turned(bearer: Bearer, names: Iterable[Key]) -> float:
    """What counts against a bearer whose name is the same in another order only."""
    return 0.0 if any(key in bearer.keys and key[0] != ANY_ORDER for key in names) else TURNED


def _contradict(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(one[scheme] != other[scheme] for scheme in SCHEMES if scheme in one and scheme in other)
