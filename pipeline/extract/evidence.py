"""Which bearer of a place name a story means, judged by the story's own evidence; never a guess.

Every bearer of a name is given a weight: how large it is, and what the story says for it (its country or region
named, the dateline, other cities of its country). The share of the whole weight is its score. A bearer that has four
fifths of it is what the name means; otherwise the name stays without identifier and all that came into question are
kept with their scores.
"""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline import gazetteer
from pipeline.cities import City, cities
from pipeline.entity import Candidate
from pipeline.extract.known import known_place
from pipeline.extract.lexicon import DATA
from pipeline.extract.names import canonical
from pipeline.extract.places import (
    IDEOGRAPHS,
    Territory,
    by_code,
    countries_of_demonym,
    country_of_demonym,
    country_of_name,
    foreign_territory,
    region_of_short,
    subdivisions,
    territories,
)

SETTLED = 0.8
"""Share of the weight from which a bearer is what a name means: four times all the others."""
KNOWN = 100_000
"""Inhabitants from which a city counts as meant without further evidence."""
KEPT, LEAST = 6, 0.005
"""Candidates that are kept, and their least share."""
_NAMED, _DATELINE, _REGION, _NEIGHBOUR, _WELL_KNOWN = 3.5, 2.0, 4.0, 1.5, 3.0
"""Logarithmic weights: country named, country of the dateline, region named, other cities of it, needs no country."""
_OTHER_NAME = 5.0
"""What counts against a city that bears the name beside its main one, as Delhi bears New Delhi."""
_BEGINNING = 2.0
"""The same where the main name begins so, as Santiago de los Caballeros does."""
_COUNTRY = 1.5
"""What counts for a country against a region abroad, as Georgia."""
_LISTED = 1.5
"""What counts for a region of the list of well-known ones against one of the same name, as Punjab in Pakistan."""
_SEAT, _CITY_OF, _PEERS = 3.0, 1.0, 1.5
"""What counts for a region against the city of its name: its seat named, another city of it, two regions beside it."""
_SMALL = 0.4
"""What the country counts for a city under KNOWN inhabitants: its name alone speaks for a greater one abroad."""
_SMALL_AT_HOME = 0.7
"""The same in a story from its country, where no bearer of the name is known all over the world."""
_AFTER = re.compile(r"(?:,\s+|\s+\()((?:[A-Z][\w.]+)(?:\s[A-Z][\w.]+)*)")
_STATE = re.compile(r"\s+(?:state|province|prefecture|region)\b")
_CITY_BEFORE = re.compile(r"((?:[A-Z][\w.'’-]*\s){0,2}[A-Z][\w.'’-]*),\s\Z")
_GOVERNED = re.compile(r"\s+(?:Gov\b|[Gg]overnor|[Ll]egislature|[Aa]ttorney [Gg]eneral)")
_WATER = re.compile(r"\b(?:Sea|Ocean|Gulf|Bay|Strait|River|Lake|Mount|Island|Peninsula|University|Airport)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a story says of where it plays.

    ``countries`` are those named, by ISO code with how often; ``neighbours`` the cities that are settled by their size
    alone, as (country, name); ``regions`` codes of named parts of countries; ``dateline`` the dateline's country;
    ``names`` all names of the story, in small letters.
    """

    language: str = "en"
    countries: Counter[str] = field(default_factory=Counter)
    regions: frozenset[str] = frozenset()
    dateline: str | None = None
    neighbours: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()

    def others(self, country: str, name: str) -> int:
        """How many cities of a country but this one are named; more than two say no more."""
        return min(sum(code == country and city != name.casefold() for code, city in self.neighbours), 2)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a place name means: name, identifiers, type, and what else it could have meant.

    ``stated`` tells that the region or country is printed behind the name.
    """

    name: str
    ids: dict[str, str] = field(default_factory=dict)
    type: str = "other"
    candidates: tuple[Candidate, ...] = ()
    stated: bool = False


def gather(surfaces: Iterable[str], dateline_country: str | None, language: str = "en") -> Evidence:
    """Collect the evidence of all names in a story, with the dateline's country."""
    names = [bare(surface) for surface in surfaces]
    codes = [code for name in names if (code := _country_told(name))] + ([dateline_country] if dateline_country else [])
    regions = {region.code for name in names if (region := _region_told(name, codes))}
    countries = Counter(codes) + Counter(code[:2] for code in regions)
    cities_ = {(city.country, name.casefold()) for name in names if (city := _plain_city(name))}
    folded = frozenset(name.casefold() for name in names)
    return Evidence(language, countries, frozenset(regions), dateline_country, frozenset(cities_), folded)


def _country_told(name: str) -> str | None:
    return country_of_name(name) or country_of_demonym(name)


def _region_told(name: str, countries: Sequence[str]) -> Territory | None:
    """The one region of a name, unless the story names the country of another one of that name."""
    if short := region_of_short(name):
        return short
    bearers = territories(name)
    if len({bearer.code for bearer in bearers}) != 1 or bearers[0].type == "country":
        return None
    return None if any(part.country in countries for part in _others(name, bearers)) else bearers[0]


def bare(surface: str) -> str:
    """A place name without article."""
    plain = " ".join(surface.replace("’", "'").split())
    return plain[4:] if plain[:4].lower() == "the " else plain


def identify(surface: str, evidence: Evidence, after: str = "", before: str = "") -> Settled:
    """Return what a place name means, without identifiers if the story does not settle it.

    ``after`` is the text behind the name, ``before`` that before it: ``Paris`` with ``, Texas`` behind it is settled,
    and so is ``New York`` with ``Buffalo, `` before it.

    >>> identify("U.S.", Evidence()).ids
    {'iso3166': 'US', 'wikidata': 'Q30'}
    >>> identify("Paris", Evidence(), ", Texas, said").ids
    {'geonames': '4717560', 'country': 'US'}
    >>> identify("서울", Evidence("ko")).name, identify("東京", Evidence("ja")).name
    ('Seoul', 'Tokyo')
    """
    name = _added_names().get(bare(surface), bare(surface))
    if known := known_place(name):
        return Settled(known.name, known.ids)
    found = _shortened(name) or _stated_region(name, evidence, after, before)
    found = found or _of_territories(name, evidence) or _foreign(name, evidence)
    return found or _of_cities(name, evidence, after) or _of_parts(name, evidence) or Settled(canonical(name))


def _shortened(name: str) -> Settled | None:
    """The state or province that the wires shorten to a name: ``Calif.``, ``N.Y.``"""
    part = region_of_short(name)
    return Settled(part.name, part.ids, part.type) if part else None


def _foreign(name: str, evidence: Evidence) -> Settled | None:
    """The country or region of a name in another language; a municipality such as 北京 is its city there too."""
    found = foreign_territory(name, evidence.language)
    if found and found.type == "region" and any(city.country == found.country for city in _cities(name)):
        return None
    return Settled(found.name, found.ids, found.type) if found else None


def _stated_region(name: str, evidence: Evidence, after: str, before: str) -> Settled | None:
    """The region that a name is said to be: by what it is called behind it, or as that of a city before it."""
    called = bool(_STATE.match(after) or _GOVERNED.match(after))
    if not (called or (is_city_too(name) and _city_before(name, before))):
        return None
    parts = {part.code: part for part in (*subdivisions(name), *territories(name)) if part.type == "region"}
    if len(parts) > 1:
        parts = {code: part for code, part in parts.items() if evidence.countries[part.country]}
    if len(parts) != 1:
        return None
    [part] = parts.values()
    return Settled(part.name, part.ids, "region", stated=True)


def _city_before(name: str, before: str) -> bool:
    """Whether a city of the region is printed before its name: ``Buffalo, New York``."""
    match = _CITY_BEFORE.search(before)
    words = match[1].split() if match else []
    return any(gazetteer.place(" ".join(words[at:]), name) for at in range(len(words)))


def _of_territories(name: str, evidence: Evidence) -> Settled | None:
    """The territory of a name; a name of a country and of a state abroad needs the story to say which."""
    bearers = territories(name)
    if not bearers or is_city_too(name):
        return None
    weighed = [(bearer, _territory_weight(bearer, evidence, name) + _LISTED) for bearer in bearers]
    weighed += [(part, _territory_weight(part, evidence, name)) for part in _others(name, bearers)]
    return _choose(canonical(name), weighed)


def _others(name: str, bearers: Sequence[Territory]) -> list[Territory]:
    """Parts of other countries that share the name of a well-known region."""
    codes = {bearer.code for bearer in bearers}
    if not bearers or bearers[0].type == "country":
        return []
    return [part for part in subdivisions(name) if part.code not in codes]


def _territory_weight(territory: Territory, evidence: Evidence, name: str) -> float:
    weight = _DATELINE * (evidence.dateline == territory.country)
    if named := evidence.countries[territory.country]:
        weight += _NAMED * named / sum(evidence.countries.values())
    if territory.type == "country":
        weight += _COUNTRY
    else:
        # Its country is named in many stories that do not speak of the region.
        others = evidence.regions - {territory.code}
        weight = weight / 2 + _REGION * any(code[:2] == territory.country for code in others)
    return weight + _NEIGHBOUR * evidence.others(territory.country, name)


def is_city_too(name: str) -> bool:
    """Whether a region shares its name with a city of its country, as Washington, Geneva and Sao Paulo do."""
    bearers = territories(name)
    if not bearers or bearers[0].type == "country" or gazetteer.is_province(name):
        return False
    territory = bearers[0]
    famous = gazetteer.well_known(name)
    return any(
        city.country == territory.country and (city.geonames in famous or (city.own and city.population >= KNOWN))
        for city in cities().named(name)
    )


def _of_cities(name: str, evidence: Evidence, after: str) -> Settled | None:
    bearers = _cities(name)
    if not bearers:
        return None
    if stated := _stated(name, after):
        return next((replace(_city(city), stated=True) for city in bearers if city.geonames == stated), None)
    if len(bearers) == 1 and bearers[0].population < KNOWN and not _spoken_for(bearers[0], evidence, name):
        return None
    famous = _famous(name, bearers, evidence)
    weighed: list[tuple[Territory | City, float]] = [
        (city, _city_weight(city, evidence, name, famous)) for city in bearers
    ]
    return _choose(canonical(name), [*weighed, *_regions_of_name(name, evidence, max(weight for _, weight in weighed))])


def _regions_of_name(name: str, evidence: Evidence, city: float) -> Iterator[tuple[Territory, float]]:
    """The region that bears the name of its city, weighed against what its city has."""
    if not is_city_too(name):
        return
    region = territories(name)[0]
    seat = _seats().get(region.code, "").casefold() in evidence.names
    peers = sum(code[:2] == region.country and code != region.code for code in evidence.regions)
    others = {one for one in evidence.names - {name.casefold()} if _lies_in(one, region)}
    weight = _SEAT * seat + _PEERS * (peers > 1) + _CITY_OF * bool(others) * (not seat)
    yield region, city - _WELL_KNOWN + weight


def _lies_in(name: str, region: Territory) -> bool:
    """Whether the largest city of a name lies in a region."""
    bearers = [] if territories(name) else cities().named(name)
    return bool(bearers) and f"{bearers[0].country}-{bearers[0].region}" == region.code


@lru_cache(maxsize=1)
def _added_names() -> dict[str, str]:
    """Names of large cities in their readers' scripts that GeoNames lacks -> the English name."""
    with (DATA / "city_names.csv").open(encoding="utf-8", newline="") as lines:
        return {name: row["name"] for row in csv.DictReader(lines) for name in row["names"].split("|")}


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    """Region that bears the name of a city which is not its seat -> the seat of its government."""
    with (DATA / "seats.csv").open(encoding="utf-8", newline="") as lines:
        return {row["region"]: row["seat"] for row in csv.DictReader(lines)}


def _famous(name: str, bearers: Sequence[City], evidence: Evidence) -> frozenset[int]:
    """The bearers that need no country beside them; none where the story names only another large one's country."""
    famous = gazetteer.well_known(name)
    named = {
        city.geonames in famous for city in bearers if city.population >= KNOWN and evidence.countries[city.country]
    }
    return frozenset() if named == {False} else famous


def _cities(name: str) -> list[City]:
    if _WATER.search(name) or (len(name) < 3 and name[0] < IDEOGRAPHS):
        return []
    return [city for city in cities().named(name) if city.own or city.population >= KNOWN]


def _stated(name: str, after: str) -> int | None:
    """GeoNames number of the city in the region or country that is printed behind its name."""
    match = _AFTER.match(after)
    words = match[1].split() if match else []
    named = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    places = (gazetteer.place(name, form) for where in named for form in dict.fromkeys((where, where.rstrip("."))))
    return next((place.geonames for place in places if place), None)


def _spoken_for(city: City, evidence: Evidence, name: str) -> bool:
    return bool(evidence.countries[city.country] or evidence.others(city.country, name))


def _city_weight(city: City, evidence: Evidence, name: str, famous: frozenset[int]) -> float:
    country = _NAMED * bool(evidence.countries[city.country]) + _DATELINE * (evidence.dateline == city.country)
    country += _NEIGHBOUR * evidence.others(city.country, name)
    small = _SMALL_AT_HOME if evidence.dateline == city.country and not famous else _SMALL
    weight = math.log(city.population + 1) + country * (1 if city.population >= KNOWN else small)
    weight += _WELL_KNOWN * (city.geonames in famous)
    if not city.own:
        weight -= _BEGINNING if city.name.startswith(f"{name} ") else _OTHER_NAME
    return weight + _REGION * (f"{city.country}-{city.region}" in evidence.regions)


def _of_parts(name: str, evidence: Evidence) -> Settled | None:
    """A part of a country that no city shares its name with, where the story speaks of the country."""
    parts = [part for part in subdivisions(name) if evidence.countries[part.country]]
    same = {part.code for part in parts}
    return Settled(canonical(name), parts[0].ids, "region") if len(same) == 1 else None


def nationality(name: str, evidence: Evidence) -> Settled:
    """Return the country that a demonym points to: of two that share it the one that the story speaks of.

    >>> nationality("Congolese", Evidence(dateline="CD")).ids
    {'country': 'CD'}
    >>> [one.ids["iso3166"] for one in nationality("Congolese", Evidence()).candidates]
    ['CD', 'CG']
    """
    bearers = [by_code(code) for code in countries_of_demonym(name)]
    if len(bearers) < 2:
        return Settled(name, {"country": bearers[0].code} if bearers else {})
    found = _choose(name, [(bearer, _people_weight(bearer, evidence)) for bearer in bearers])
    return replace(found, name=name, ids={"country": found.ids["iso3166"]} if found.ids else {})


def _people_weight(country: Territory, evidence: Evidence) -> float:
    weight = _NAMED * bool(evidence.countries[country.code]) + _DATELINE * (evidence.dateline == country.code)
    return weight + _NEIGHBOUR * evidence.others(country.code, "")


def _choose(name: str, bearers: Sequence[tuple[Territory | City, float]]) -> Settled:
    """The bearer with four fifths of the weight, and the others that have any worth naming."""
    heaviest = max(weight for _, weight in bearers)
    shares = [math.exp(weight - heaviest) for _, weight in bearers]
    scored = sorted(zip(bearers, shares, strict=True), key=lambda pair: -pair[1])
    whole = sum(shares)
    told = [(_settled(bearer), share / whole) for (bearer, _), share in scored]
    best, share = told[0]
    candidates = tuple(Candidate(one.ids, one.name, round(part, 3)) for one, part in told[:KEPT] if part >= LEAST)
    kept = candidates if len(candidates) > 1 else ()
    if share < SETTLED:
        types = {one.type for one, _ in told}
        return Settled(name, {}, types.pop() if len(types) == 1 else "other", kept)
    return Settled(best.name, best.ids, best.type, kept)


def _settled(bearer: Territory | City) -> Settled:
    return Settled(bearer.name, bearer.ids, bearer.type) if isinstance(bearer, Territory) else _city(bearer)


def _city(city: City) -> Settled:
    return Settled(city.name, {"geonames": str(city.geonames), "country": city.country}, "city")


def _plain_city(name: str) -> City | None:
    """The city that a name means by its size alone."""
    bearers = [] if territories(name) else _cities(name)
    if not bearers or bearers[0].population < KNOWN:
        return None
    whole = sum(city.population for city in bearers)
    famous = bearers[0].geonames in gazetteer.well_known(name)
    return bearers[0] if famous or bearers[0].population >= SETTLED * whole else None
