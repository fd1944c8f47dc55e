"""What an entity is recognised by when another story speaks of it.

An identifier is one entity's alone. A name's keys are shared by its spellings and by namesakes, whom their contexts
tell apart. What a story does not name in full (a lone surname, a city that may be several) is known in that story only.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

from pipeline.entity import Entity
from pipeline.extract.names import organisation_words
from pipeline.extract.organisations import country_of_words, spelt
from pipeline.extract.variants import CACHED, loosely, person_keys, without_accents
from pipeline.storable import storable

# Schemes that identify by themselves, the strongest first.
SCHEMES = ("wikidata", "iso3166", "iso3166_2", "geonames", "ticker")
ANY_ORDER = "name:person:any order"
KEY_LENGTH = 200
Key = tuple[str, str]
Keys = tuple[tuple[Key, ...], tuple[Key, ...]]
"""Identifiers, and keys of the name."""
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,9}")


def keys_of(entity: Entity, story: int) -> Keys:
    """All that an entity of a story is recognised by."""
    return identifiers(entity), name_keys(entity, story)


def identifiers(entity: Entity) -> tuple[Key, ...]:
    """The identifiers of an entity, strongest first, as (scheme, value).

    >>> identifiers(Entity("place", "Japan", {"iso3166": "JP", "wikidata": "Q17"}, ()))
    (('wikidata', 'Q17'), ('iso3166', 'JP'))
    """
    ids = entity.ids
    return tuple([(scheme, storable(ids[scheme][:KEY_LENGTH])) for scheme in SCHEMES if scheme in ids]) if ids else ()


def name_keys(entity: Entity, story: int) -> tuple[Key, ...]:
    """The keys of the entity's name; of a place or group only where no identifier says what it is.

    >>> name_keys(Entity("person", "Ann Reis", {}, ()), 7)
    (('name:person', 'ann reis'), ('name:person:any order', 'ann reis'))
    >>> name_keys(Entity("person", "Motegi", {}, ()), 7)
    (('story:person', '7:motegi'),)
    >>> name_keys(Entity("person", "Reis-Holt", {}, ()), 7)
    (('story:person', '7:reis holt'),)
    >>> name_keys(Entity("group", "Japanese", {"country": "JP"}, ()), 7)
    (('name:group:JP', 'japanese'),)
    """
    if entity.kind == "person":
        return _person(entity.name, story)
    if entity.kind == "organisation":
        return _organisation(entity)
    if identifiers(entity):
        return ()
    if entity.kind == "place" and entity.candidates:
        return ((f"story:{entity.kind}", f"{story}:{_short(normalised_name(entity.name))}"),)
    # Where it belongs tells namesakes apart, but does not say what it is.
    belongs = entity.ids.get("country")
    return ((f"name:{entity.kind}" + (f":{belongs}" if belongs else ""), _short(normalised_name(entity.name))),)


def _person(name: str, story: int) -> tuple[Key, ...]:
    return _full_name(name) or (("story:person", f"{story}:{_short(normalised_name(name))}"),)


@lru_cache(maxsize=CACHED)
def _full_name(name: str) -> tuple[Key, ...]:
    """The keys of a name of two words or more; none of a lone surname."""
    if len(name.split()) < 2 or " " not in normalised_name(name):
        return ()
    keys = sorted(person_keys(name))
    # Copy that turns a name round, or leaves its article out, is told by what stands around it only.
    turned = sorted({loosely(key) for key in keys})
    return (*(("name:person", _short(key)) for key in keys), *((ANY_ORDER, _short(key)) for key in turned))


def _organisation(entity: Entity) -> tuple[Key, ...]:
    """The name without country and legal form, and the acronyms that the story uses."""
    surfaces = {mention.surface for mention in entity.mentions}
    names = {_organisation_name(entity.name), *filter(None, map(_acronym, surfaces))}
    return tuple([("name:organisation", _short(name)) for name in sorted(names)])


@lru_cache(maxsize=CACHED)
def _acronym(surface: str) -> str | None:
    letters = surface.replace(".", "")
    return letters.casefold() if _ACRONYM.fullmatch(letters) else None


@lru_cache(maxsize=CACHED)
def _organisation_name(name: str) -> str:
    _, rest = country_of_words(spelt(organisation_words(name)))
    return normalised_name(" ".join(rest))


@lru_cache(maxsize=CACHED)
def normalised_name(name: str) -> str:
    """Lower case without accents and punctuation; a name of nothing but punctuation stays as it is.

    >>> normalised_name("Beyoncé  Knowles-Carter"), normalised_name("U.S. State Department"), normalised_name("***")
    ('beyonce knowles carter', 'us state department', '***')
    """
    words = re.findall(r"\w+", re.sub(r"[.'’]", "", without_accents(unicodedata.normalize("NFKC", name))))
    return " ".join(words) or name.strip()


def _short(key: str) -> str:
    """The key as it is stored: what is read back later has to be the same."""
    key = storable(key)
    return key if len(key) <= KEY_LENGTH else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
