"""What stands in a story's body: entities with their mentions, typed values, and the recogniser that read it.

Records as those of :mod:`pipeline.story`, of whose article they are a part: offsets are Unicode code points and
half-open, what is unknown is ``None``.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity: ``body[start:end] == surface`` in the zone ``body``.

    In the zones ``dateline``, ``caption`` and ``byline`` the offsets count in ``source_text``. ``confidence`` is the
    recogniser's chance of the mention's kind, 0 to 1; None where it came from a list. ``role`` is the role printed
    beside the name (``Foreign Minister``).
    """

    start: int
    end: int
    surface: str
    zone: str = "body"
    confidence: float | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an entity may be by the gazetteer: identifiers, name, and the share of the evidence for it, 0 to 1."""

    ids: dict[str, str]
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or other named thing of one story, with all its mentions in it.

    ``ids`` maps a scheme (``iso3166``, ``geonames``, ``wikidata``, ``ticker``) to the identifier in it; ``country``
    says what it belongs to. ``salience`` is its share of what the story is about, 0 to 1. ``roles`` are the roles that
    the story gives it. ``candidates`` are what it may be where several came into question, best first. ``type`` is
    what a place is: ``country``, ``region``, ``city`` or ``other``. ``in_metadata`` tells that the wire's own metadata
    name it; such an entity may have no mention.
    """

    kind: str
    name: str
    ids: dict[str, str]
    mentions: tuple[Mention, ...]
    salience: float = 0.0
    roles: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    type: str | None = None
    in_metadata: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value of the body, ``body[start:end] == surface``, made comparable.

    ``kind`` is ``money`` (``amount`` in the currency ``unit``, ISO 4217), ``percent`` (``amount`` in per cent) or
    ``date`` (``date`` resolved against the story's date).
    """

    kind: str
    start: int
    end: int
    surface: str
    amount: float | None = None
    unit: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Which recogniser found a story's names: its name, version, and the SHA-256 of its model."""

    name: str
    version: str
    sha256: str
