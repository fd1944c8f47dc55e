"""What a story says around each of its people and organisations, and how well two contexts agree."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.entity import Entity
from pipeline.extract.lexicon import DATA
from pipeline.extract.names import is_generic, name_words, organisation_words, surname
from pipeline.extract.organisations import country_of_words
from pipeline.extract.roles import role_country
from pipeline.extract.variants import CACHED, marks, plain_words
from pipeline.load.entity_keys import Keys

KEPT = 40
"""Values of each sort that are kept of an entity, the first: what is often named is known soon, and no more written."""
AROUND, COMPANIONS = 3, 5
"""Countries and companions that are taken from one story, the most mentioned."""
AGREES = 0.0
"""Least agreement at which two bearers of one name are one."""
_NAMED = frozenset(("person", "organisation"))
_TELLING, _COMMON, _GENERIC = 2.0, -1.5, -0.5
_ELSEWHERE = 6.0
"""What counts against two organisations of one name in two countries: their ministries and courts have one name."""
_COUNTRY, _ROLE, _FIELD, _AROUND, _COMPANION, _MARK = 2.0, 2.0, 2.0, 1.0, 1.5, 6.0


@dataclass(slots=True)
class Context:
    """What is known around an entity; each a list of values.

    ``countries`` are those that its role or name gives it, ``around`` those that its stories speak of most, ``roles``
    words of its roles that tell a field of life, ``companions`` the keys of those named beside it, ``marks`` its
    initials and ``Jr.``.
    """

    countries: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    companions: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def learn(self, other: "Context") -> bool:
        """Take in what another context says; whether there was anything new."""
        grown = False
        for mine, new in zip(self.lists(), other.lists(), strict=True):
            if new and len(mine) < KEPT:
                grown |= _add(mine, new)
        return grown

    def lists(self) -> tuple[list[str], ...]:
        """Its lists, in the order of its fields."""
        return self.countries, self.around, self.roles, self.companions, self.marks

    def as_row(self) -> dict[str, list[str]]:
        """Its lists by the names of their columns."""
        return {name: getattr(self, name) for name in ("countries", "around", "roles", "companions", "marks")}


def _add(known: list[str], new: Sequence[str]) -> bool:
    fresh = [value for value in new if value not in known][: KEPT - len(known)]
    known.extend(fresh)
    return bool(fresh)


def contexts(entities: Sequence[Entity], keys: Sequence[Keys], dateline_country: str | None) -> list[Context | None]:
    """The context of each entity of a story, in its order; None for what is no person or organisation."""
    around = _countries(entities, dateline_country)
    named = [number for number, entity in enumerate(entities) if entity.kind in _NAMED]
    named = sorted(named, key=lambda number: -entities[number].salience)[: COMPANIONS + 1]
    beside = {number: key for number in named if (key := _key(keys[number]))}
    return [_context(number, entity, around, beside) for number, entity in enumerate(entities)]


def _context(number: int, entity: Entity, around: list[str], beside: dict[int, str]) -> Context | None:
    if entity.kind not in _NAMED:
        return None
    own = entity.ids.get("country")
    told = [_of_role(role) for role in entity.roles]
    return Context(
        sorted({country for country in (own, *(country for country, _ in told)) if country}),
        around,
        sorted(set().union(*(words for _, words in told))) if told else [],
        [key for other, key in beside.items() if other != number][:COMPANIONS],
        sorted(marks(entity.name)) if entity.kind == "person" else [],
    )


@lru_cache(maxsize=CACHED)
def _of_role(role: str) -> tuple[str | None, frozenset[str]]:
    """The country that a role names, and its words that tell a field of life."""
    return role_country(role), frozenset(name_words(role)) & _fields().keys()


def _countries(entities: Sequence[Entity], dateline_country: str | None) -> list[str]:
    counts: Counter[str] = Counter()
    for entity in entities:
        code = entity.ids.get("country") or entity.ids.get("iso3166", "")[:2]
        if code:
            counts[code] += len(entity.mentions) or 1
    if dateline_country:
        counts[dateline_country] += 1
    return [code for code, _ in counts.most_common(AROUND)]


def _key(keys: Keys) -> str | None:
    """The first key that means the same in all stories."""
    scheme, value = (*keys[0], *keys[1])[0]
    return None if scheme.startswith("story:") else f"{scheme}:{value}"


def agreement(kind: str, names: Sequence[str], one: Context, other: Context) -> float:
    """How much speaks for one bearer of a name in two contexts; from ``AGREES`` on they are one.

    >>> senator, surfer = Context(["US"], ["US"], ["senator"]), Context([], ["AU"], ["surfer"])
    >>> agreement("person", ["John Smith"], senator, surfer) < AGREES
    True
    >>> agreement("person", ["John Smith"], senator, Context(["US"], ["US"], [])) < AGREES
    False
    """
    score = max([_rarity(kind, name) for name in names])
    apart = _ELSEWHERE if kind == "organisation" else _COUNTRY
    score += _compare(one.countries, other.countries, _COUNTRY, -apart)
    score += _compare(one.around, other.around, _AROUND, -_AROUND)
    score += _roles(one.roles, other.roles)
    if one.companions and other.companions:
        score += _COMPANION * min(len(set(one.companions).intersection(other.companions)), 2)
    if kind == "person" and one.marks and other.marks:
        score -= _MARK * set(one.marks).isdisjoint(other.marks)
    return score


def _compare(one: Sequence[str], other: Sequence[str], shared: float, apart: float) -> float:
    if not one or not other:
        return 0.0
    return apart if set(one).isdisjoint(other) else shared


def _roles(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    if set(one) & set(other):
        return _ROLE
    fields = [set().union(*(_fields()[word] for word in words)) for words in (one, other)]
    return 0.0 if fields[0] & fields[1] else -_FIELD


@lru_cache(maxsize=50_000)
def _rarity(kind: str, name: str) -> float:
    """How much a name alone speaks for one bearer: little where its surname is common, or it tells a kind only."""
    if kind == "organisation":
        _, rest = country_of_words(organisation_words(name))
        return _GENERIC if is_generic(rest) else _COMMON if len(name) < 5 else _TELLING
    words = plain_words(name_words(name))
    return _COMMON if len(words) == 2 and surname(words) in _common() else _TELLING


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    with (DATA / "common_surnames.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(word for row in csv.DictReader(lines) for word in plain_words(tuple(row["names"].split("|"))))


@lru_cache(maxsize=1)
def _fields() -> dict[str, frozenset[str]]:
    """Word of a role -> the fields of life that it belongs to."""
    found: dict[str, set[str]] = {}
    with (DATA / "role_fields.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split("|"):
                found.setdefault(word, set()).add(row["field"])
    return {word: frozenset(fields) for word, fields in found.items()}
