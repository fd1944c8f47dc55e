"""Places in languages that the recogniser does not read: only names that a list knows, and only plain ones."""

import re
from functools import lru_cache

from pipeline.cities import DATA as CITIES
from pipeline.cities import cities
from pipeline.extract.lexicon import DATA
from pipeline.extract.places import foreign_names, translated
from pipeline.extract.recogniser import Span, sha256_of

LARGE = 500_000
"""Inhabitants from which a city is taken in a language that the recogniser does not read."""
VERY_LARGE = 1_000_000
"""The same in Korean."""
_PARTICLE = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|에서도|으로|에서|에게|까지|부터|과의|와의|은|는|이|가|을|를|과|와|의|에|도|로|측)$"
)
"""What Korean writes behind a name without a space."""
_ELISION = re.compile(r"(?i)^(?:[dl]|qu|dall|dell|all|nell|sull)['’](?=\w)")
"""What French, Italian and Catalan write before a name without a space."""
_PROCLITIC = re.compile(r"^[وفبلك](?=\w{4})")
"""What Arabic writes before a name without a space."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_UNSPACED = frozenset(("ja", "zh", "th", "lo", "my", "km"))


class PlaceLists:
    """What stands in for a recogniser in a language that has none: it finds the places that the lists name."""

    name = "newswire-lists"
    version = "1"

    def __init__(self, language: str | None) -> None:
        self._language = language

    @property
    def sha256(self) -> str:
        """The SHA-256 of the lists."""
        return sha256_of(DATA / "territories.csv", DATA / "country_names.csv", CITIES)

    def recognise(self, text: str) -> list[Span]:
        """Return the listed places of a text, in order and without overlap."""
        return listed_places(text, self._language)


def listed_places(text: str, language: str | None) -> list[Span]:
    """Return the countries and large cities that the lists name in the text, in order and without overlap."""
    names = _names(language)
    if language in _UNSPACED:
        return _anywhere(text, names)
    found, past = [], 0
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if word.start() >= past and (span := _longest(text, words[at : at + 5], names)):
            found.append(span)
            past = span.end
    return found


def _longest(text: str, words: list[re.Match[str]], names: frozenset[str]) -> Span | None:
    first = words[0].start()
    for last in reversed(words):
        whole = text[first : last.end()]
        for surface in dict.fromkeys((whole, _PARTICLE.sub("", whole), _bare(whole))):
            if "\n" not in surface and ((surface.casefold() in names and not surface.islower()) or _is_large(surface)):
                start = first + whole.index(surface)
                return Span(start, start + len(surface), "place")
    return None


def _bare(word: str) -> str:
    return _PROCLITIC.sub("", _ELISION.sub("", word))


def _is_large(surface: str) -> bool:
    hangul = "가" <= surface[0] <= "힣"
    if not hangul and (not surface[0].isupper() or len(surface) < 4):
        return False
    # Korean has no capitals, and names of smaller cities are words of it too.
    return any(city.population >= (VERY_LARGE if hangul else LARGE) for city in cities().named(surface))


def _anywhere(text: str, names: frozenset[str]) -> list[Span]:
    """Find names in a script that does not part words, the longest first."""
    own = sorted((name for name in names if not name.isascii() and len(name) > 1), key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(re.escape, own)))
    return [Span(match.start(), match.end(), "place") for match in pattern.finditer(text)]


@lru_cache(maxsize=16)
def _names(language: str | None) -> frozenset[str]:
    """The names of countries in a language, folded, with the names in scripts of their own."""
    return frozenset(foreign_names()) | frozenset(translated(language) if language else ())
