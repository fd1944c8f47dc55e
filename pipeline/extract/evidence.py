"""Which bearer of a place name a story means, judged by the story's own evidence; never a guess.

A city gets an identifier when the story names its country or region, or when no other bearer of the name comes
near it in size. All other city names stay without one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.cities import City, cities
from pipeline.extract.places import Territory, country_of_demonym, foreign_territory, territories

DOMINANT = 4
"""A city counts as meant without further evidence if it is this many times the size of the next of its name."""
KNOWN = 100_000
"""Inhabitants from which a city counts as meant without further evidence."""
_AFTER = re.compile(r",\s+((?:[A-Z][\w.]+)(?:\s[A-Z][\w.]+)*)")
_WATER = re.compile(r"\b(?:Sea|Ocean|Gulf|Bay|Strait|River|Lake|Mount|Island|Peninsula|University|Airport)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a story says of where it plays: its language, countries by ISO code with how often, regions by code."""

    language: str = "en"
    countries: Counter[str] = field(default_factory=Counter)
    regions: frozenset[str] = frozenset()


def gather(surfaces: Iterable[str], dateline_country: str | None, language: str = "en") -> Evidence:
    """Collect the evidence of all names in a story, with the dateline's country."""
    countries: Counter[str] = Counter()
    regions = set()
    for surface in surfaces:
        for territory in territories(_bare(surface))[:1]:
            countries[territory.country] += 1
            if "-" in territory.code:
                regions.add(territory.code)
        if code := country_of_demonym(surface):
            countries[code] += 1
    if dateline_country:
        countries[dateline_country] += 1
    return Evidence(language, countries, frozenset(regions))


def _bare(surface: str) -> str:
    plain = " ".join(surface.replace("’", "'").split())
    return plain[4:] if plain[:4].lower() == "the " else plain


def identify(surface: str, evidence: Evidence, after: str = "") -> tuple[str, dict[str, str]]:
    """Return the canonical name of a place and its identifiers, none if the story does not settle them.

    ``after`` is the text behind the name: ``Paris`` with ``, Texas`` behind it is settled.

    >>> identify("U.S.", Evidence())
    ('United States', {'iso3166': 'US', 'wikidata': 'Q30'})
    >>> identify("Paris", Evidence(), ", Texas, said")
    ('Paris', {'geonames': '4717560', 'country': 'US'})
    """
    name = _bare(surface)
    found = _territory(name, evidence) or foreign_territory(name, evidence.language)
    if found:
        return found.name, found.ids
    city = _city(name, evidence, after)
    if city:
        return city.name, {"geonames": str(city.geonames), "country": city.country}
    return (name.title() if name.isupper() and len(name) > 5 else name), {}


def _territory(name: str, evidence: Evidence) -> Territory | None:
    """The territory of a name; a name of a country and of a state abroad needs the story to say which."""
    bearers = territories(name)
    if len({bearer.country for bearer in bearers}) < 2:
        return bearers[0] if bearers and not _is_city_too(name, bearers[0]) else None
    if bearers[0].code.find("-") > 0:
        return None
    elsewhere = [bearer for bearer in bearers[1:] if bearer.country != bearers[0].code]
    return None if any(evidence.countries[bearer.country] for bearer in elsewhere) else bearers[0]


def _is_city_too(name: str, territory: Territory) -> bool:
    """Whether a region shares its name with a far better known city, as Washington and Sao Paulo do."""
    return "-" in territory.code and any(city.own and city.population > 500_000 for city in cities().named(name))


def _city(name: str, evidence: Evidence, after: str) -> City | None:
    if _WATER.search(name) or len(name) < 3:
        return None
    bearers = [city for city in cities().named(name) if city.own or city.population >= KNOWN]
    stated = _AFTER.match(after)
    if stated:
        within = [city for place in territories(stated[1]) for city in bearers if _lies_in(city, place)]
        if within:
            return max(within, key=lambda city: city.population)
    local = [city for city in bearers if evidence.countries[city.country]]
    return _dominant(local, 1) if local else _dominant(bearers, KNOWN)


def _lies_in(city: City, territory: Territory) -> bool:
    return territory.code in (city.country, f"{city.country}-{city.region}")


def _dominant(bearers: Sequence[City], least: int) -> City | None:
    if not bearers or bearers[0].population < least:
        return None
    return bearers[0] if len(bearers) == 1 or bearers[0].population >= DOMINANT * bearers[1].population else None
