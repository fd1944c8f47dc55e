"""What is known of countries and their parts: names, ISO 3166 and Wikidata ids, demonyms.

A name is looked up as printed; who of several bearers is meant is decided elsewhere, by the story's evidence.
"""

import csv
import gettext
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pycountry

from pipeline import gazetteer
from pipeline.extract.lexicon import DATA

_PART = re.compile(
    r"\s+(?:prefecture|province|region|state|governorate|oblast|county|department|district|canton)$", re.IGNORECASE
)

IDEOGRAPHS = "\u2e80"
"""The first sign of the scripts in which two signs are a whole name."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A country (``KR``) or a part of one (``US-CA``).

    ``official`` is False for a code that ISO 3166 does not hold, such as ``XK`` for Kosovo.
    """

    code: str
    name: str
    wikidata: str | None
    official: bool = True

    @property
    def ids(self) -> dict[str, str]:
        """Its identifiers by scheme."""
        known = {"wikidata": self.wikidata} if self.wikidata else {}
        return {"iso3166": self.code} | known if self.official else known

    @property
    def type(self) -> str:
        """``country`` or ``region``."""
        return "region" if "-" in self.code else "country"

    @property
    def country(self) -> str:
        """The ISO 3166-1 code of the country that it is or belongs to."""
        return self.code[:2]


@lru_cache(maxsize=1)
def _territory_names() -> tuple[dict[str, list[Territory]], dict[str, Territory]]:
    english: dict[str, list[Territory]] = {}
    foreign: dict[str, Territory] = {}
    with (DATA / "territories.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code = row["code"]
            territory = Territory(code.rstrip("?"), row["name"], row["wikidata"], not code.endswith("?"))
            for name in row["names"].split("|"):
                english.setdefault(name.casefold(), []).append(territory)
            for name in filter(None, row["foreign"].split("|")):
                foreign.setdefault(name.casefold(), territory)
    return english, foreign


def territories(name: str) -> list[Territory]:
    """Return the territories that bear an English name, countries first.

    >>> [territory.code for territory in territories("South Korea")]
    ['KR']
    >>> [territory.code for territory in territories("Georgia")]
    ['GE', 'US-GA']
    """
    found = _territory_names()[0].get(name.replace("’", "'").casefold(), [])
    return sorted(found, key=lambda territory: len(territory.code))


def subdivisions(name: str) -> list[Territory]:
    """Return the parts of countries that ISO 3166-2 lists under a name, with or without what kind of part it is.

    >>> [territory.code for territory in subdivisions("Sindh province")]
    ['PK-SD']
    """
    return _subdivisions().get(_PART.sub("", name).casefold(), [])


@lru_cache(maxsize=1)
def _subdivisions() -> dict[str, list[Territory]]:
    found: dict[str, list[Territory]] = {}
    for part in pycountry.subdivisions:
        names = {part.name, _ascii(part.name), _PART.sub("", part.name)}
        for name in names:
            found.setdefault(name.casefold(), []).append(Territory(part.code, part.name, None))
    return found


def _ascii(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=512)
def region_of_short(name: str) -> Territory | None:
    """The part of a country whose name the wires shorten so; None for a name in full.

    >>> region_of_short("Calif.").code, region_of_short("N.Y.").code, region_of_short("U.S.")
    ('US-CA', 'US-NY', None)
    """
    region = gazetteer.region_named(name) if name.endswith(".") else None
    if region is None or region.name is None:
        return None
    return next((part for part in territories(region.name) if part.code.startswith(f"{region.country}-")), None)


def foreign_names() -> dict[str, Territory]:
    """Territories by their names in other languages than English, in lower case."""
    return _territory_names()[1]


@lru_cache(maxsize=16)
def translated(language: str) -> dict[str, str]:
    """Map the names of countries in a language, folded, to their ISO 3166-1 codes.

    >>> translated("es")["alemania"], translated("de")["russland"]
    ('DE', 'RU')
    """
    found = {name.casefold(): code for own, code, name in _everyday_names() if own == language}
    try:
        catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
    except OSError:
        return found
    for country in pycountry.countries:
        for name in filter(None, (getattr(country, "name", None), getattr(country, "common_name", None))):
            translation = catalogue.gettext(name)
            if "," not in translation and "(" not in translation:
                found.setdefault(translation.casefold(), country.alpha_2)
    return found


def _everyday_names() -> Iterator[tuple[str, str, str]]:
    """Language, country and name where a language's copy does not use the name of ISO 3166."""
    with (DATA / "country_names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from ((row["language"], row["code"], name) for name in row["names"].split("|"))


def foreign_territory(name: str, language: str) -> Territory | None:
    """The country that a name in another language means, None for English."""
    if language == "en":
        return None
    code = translated(language).get(name.casefold())
    return by_code(code) if code else foreign_names().get(name.casefold())


def by_code(code: str) -> Territory:
    """The territory of an ISO 3166 code."""
    return _by_code()[code]


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Territory]:
    return {territory.code: territory for found in _territory_names()[0].values() for territory in found}


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, tuple[str, ...]]:
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        return {row["demonym"].casefold(): tuple(row["country"].split("|")) for row in csv.DictReader(lines)}


def countries_of_demonym(name: str) -> tuple[str, ...]:
    """Return the ISO 3166-1 codes of the countries whose people are called so.

    >>> countries_of_demonym("Congolese"), countries_of_demonym("Kurdish")
    (('CD', 'CG'), ())
    """
    return _demonyms().get(name.casefold(), ())


def country_of_demonym(name: str) -> str | None:
    """Return the ISO 3166-1 code of the country that a demonym names, and no other.

    >>> country_of_demonym("South Koreans"), country_of_demonym("Congolese")
    ('KR', None)
    """
    countries = countries_of_demonym(name)
    return countries[0] if len(countries) == 1 else None


@lru_cache(maxsize=20_000)
def country_of_name(name: str) -> str | None:
    """Return the ISO 3166-1 code of the country that a name or a demonym means, and no other.

    >>> country_of_name("U.S."), country_of_name("us"), country_of_name("japanese"), country_of_name("Georgia")
    ('US', 'US', 'JP', None)
    """
    found = {territory.code for territory in territories(name)}
    if not found:
        return country_of_demonym(name)
    only = found.pop() if len(found) == 1 else ""
    return only if len(only) == 2 else None
