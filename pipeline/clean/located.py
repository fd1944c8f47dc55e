"""What a dateline's parts mean: its places looked up in the gazetteer, its date with the year it must have."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.dateline import Grammar
from pipeline.clean.dateline_parts import MORE, PARTICLES, Found
from pipeline.clean.dateline_shown import KNOWN_CITY
from pipeline.gazetteer import Place, Region, cities, country_of, place, region_named
from pipeline.story import Dateline, Located

# A dateline may be dated a little after its story is received: the sun rises earlier in the east.
AHEAD: Final = dt.timedelta(days=2)
# No day is farther from a story than that, but for the 29th of February.
HALF_A_YEAR: Final = dt.timedelta(days=184)
_JOINED: Final = re.compile(r"[/·、・]")
_WORDS: Final = re.compile(r"([ /.'-])")
_AND: Final = re.compile(r" (?:and|und|y|et|e|og|och|en) ")
_NUMERALS: Final = "一二三四五六七八九十"
_DIGITS: Final = {numeral: number for number, numeral in enumerate(_NUMERALS[:9], 1)}
_EASTERN_DATE: Final = re.compile(
    rf"(?:(?P<year>\d{{4}})[年년] ?)?(?P<month>\d{{1,2}}|[{_NUMERALS}]{{1,2}})[月월] ?"
    rf"(?P<day>\d{{1,2}}|[{_NUMERALS}]{{1,3}})[日일]"
)

_ISO_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


@dataclass(frozen=True, slots=True)
class Near:
    """The day by which a date without a year is dated: the story's own, or the day that it was ``received``."""

    day: dt.date
    received: bool = False


def resolve(found: Found, text: str, grammar: Grammar, near: Near | None) -> Dateline:
    """A dateline with its city spelt as a name, its region and country looked up, its date with a year if known."""
    named = found.city and not grammar.nowhere.fullmatch(found.city)
    city = _spelt(found.city) if found.city and named else None
    printed = " ".join(text[found.start : found.end].split())
    names = _names(city) if city else []
    places = tuple(_places(names, found.region, printed)) if names else ()
    # Of several places, country and region are the first one's, whatever stands behind the last.
    located = places[0] if places else _whole(city, names, found.region)
    return Dateline(
        text=printed,
        city=city,
        region=located.region,
        country=located.country,
        date=_date(found.date, grammar, near),
        agency=found.agency,
        date_text=found.date.strip(" ,.") if found.date else None,
        places=places,
    )


def _whole(city: str | None, names: Sequence[str], printed: str | None) -> Located:
    """The dateline's region and country: as printed, else those of its first city."""
    first = names[0] if names else None
    region = _region_named(printed)
    where = place(first, _last_part(printed)) if first else None
    if where is None and first and region is None and (not printed or not printed.isascii()):
        where = place(first)
    return Located(city, _region(where, region, printed), _country(where, region, printed))


def _places(names: list[str], region: str | None, printed: str) -> Iterator[Located]:
    """All places of a dateline of several; nothing for one."""
    more = _after_region(region, printed) if region else []
    if not more and (len(names) < 2 or _one_city(names)):
        return
    for number, name in enumerate(names, 1):
        yield _located(name, region if number == len(names) else None, region)
    for name in more:
        first, _, its_region = name.partition(",")
        yield _located(_spelt(first.strip()), its_region.strip() or None, None)


def _names(city: str) -> list[str]:
    """The cities of a dateline; an "and" joins two where the gazetteer knows both, a hyphen two large ones.

    >>> _names("Minsk-Vilnius"), _names("Garmisch-Partenkirchen"), _names("Oslo and Bergen")
    (['Minsk', 'Vilnius'], ['Garmisch-Partenkirchen'], ['Oslo', 'Bergen'])
    """
    parts = [part.strip() for part in _JOINED.split(city)]
    if len(parts) == 1 and "-" in city and not cities(city):
        both = [part.strip() for part in city.split("-")]
        return both if all(_is_large(each) for each in both) else parts
    if len(parts) == 1 and _AND.search(city):
        both = [part.strip(" ,") for part in _AND.split(city)]
        return both if all(cities(each) for each in both) else parts
    return parts


def _is_large(name: str) -> bool:
    found = cities(name)
    return bool(found) and found[0].population >= KNOWN_CITY


def _after_region(region: str, printed: str) -> list[str]:
    """``SURABAYA, Indonesia/JAKARTA``: the places behind the region of the first."""
    if not MORE.search(printed):
        return []
    match = re.search(re.escape(region) + r"(?P<more>[^()\d—–:.]{2,120})", printed)
    return [name.strip(" ,-_") for name in MORE.split(region + match["more"])[1:]] if match else []


def _one_city(names: list[str]) -> bool:
    """Whether a river or a district stands behind the slash: ``Frankfurt/Main``."""
    return len(names) == 2 and not cities(names[1])


def _located(name: str, region: str | None, shared: str | None) -> Located:
    """One place; ``shared`` is the region printed behind the last, in which a doubtful name may lie as well."""
    where = place(name, region) or place(name) or (place(name, shared) if shared else None)
    named = _region_named(region)
    return Located(name, _region(where, named, region), _country(where, named, region))


def _region_named(printed: str | None) -> Region | None:
    """A printed region, ``California`` and ``California, United States`` alike."""
    if not printed:
        return None
    return region_named(printed.strip()) or region_named(printed.partition(",")[0].strip())


def _last_part(printed: str | None) -> str | None:
    if printed and "," in printed and region_named(printed) is None:
        return printed.partition(",")[0].strip()
    return printed


def _region(where: Place | None, region: Region | None, printed: str | None) -> str | None:
    if region is not None and region.name:
        return region.name
    if where is not None:
        return where.region
    return printed if printed and region is None and country_of(printed) is None else None


def _country(where: Place | None, region: Region | None, printed: str | None) -> str | None:
    code = region.country if region else (country_of(printed) if printed else None)
    return code or (where.country if where else None)


def _date(printed: str | None, grammar: Grammar, near: Near | None) -> dt.date | None:
    """The printed day; one without a year in the year that brings it nearest to the story."""
    if printed is None:
        return None
    day, month, year = _parts(printed, grammar)
    if not month or not day:
        return None
    if year is not None:
        return _day(year, month, day)
    return _nearest(day, month, near) if near else None


def _nearest(day: int, month: int, near: Near) -> dt.date | None:
    """The date nearest to the story's own, or the last before the story was received."""
    years = (near.day.year + shift for shift in (0, -1, 1))
    days = [date for year in years if 1 <= year <= 9999 and (date := _day(year, month, day))]
    if near.received:
        return max((date for date in days if date <= near.day + AHEAD), default=None)
    nearest = min(days, key=lambda date: abs((date - near.day).days), default=None)
    return nearest if nearest and abs(nearest - near.day) <= HALF_A_YEAR else None


def _number(printed: str) -> int:
    """The number in figures or, up to 99, in Chinese numerals.

    >>> _number("16"), _number("十"), _number("二十六")
    (16, 10, 26)
    """
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return 10 * (_DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _parts(printed: str, grammar: Grammar) -> tuple[int | None, int | None, int | None]:
    """Day, month and year of a printed date."""
    eastern = None if printed.isascii() else _EASTERN_DATE.search(printed)
    if eastern:
        return _number(eastern["day"]), _number(eastern["month"]), int(eastern["year"]) if eastern["year"] else None
    iso = _ISO_DAY.fullmatch(printed)
    if iso:
        return int(iso["day"]), int(iso["month"]), int(iso["year"])
    month = grammar.month(printed)
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    if not numbers:
        return None, month, None
    if len(numbers) == 1 or (len(numbers) == 2 and "/" in printed):
        return numbers[0], month, None
    if numbers[0] > 99:
        return numbers[-1], month, numbers[0]
    return numbers[0], month, _year(numbers[-1])


def _year(number: int) -> int:
    if number > 99:
        return number
    return 1900 + number if number > 60 else 2000 + number


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _spelt(city: str) -> str:
    """``SAN FRANCISCO`` as San Francisco; a name in mixed case as it is.

    >>> _spelt("SAN FRANCISCO"), _spelt("TOKYO and SEOUL"), _spelt("McAllen")
    ('San Francisco', 'Tokyo and Seoul', 'McAllen')
    """
    words = _WORDS.split(city)
    if not all(word.isupper() or word.casefold() in PARTICLES for word in words if len(word) > 1 and word.isalpha()):
        return city
    if not any(word.isupper() and len(word) > 1 for word in words):
        return city
    return "".join(
        word.lower() if word.lower() in PARTICLES and index else _capitalised(word) for index, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    """A word in capitals with small letters but for its first; Turkish ones have an i with a dot and one without.

    >>> _capitalised("BERGEN"), _capitalised("DİYARBAKIR")
    ('Bergen', 'Diyarbakır')
    """
    rest = word[1:].replace("I", "ı").replace("İ", "i") if "İ" in word else word[1:]
    return word[:1].upper() + rest.lower()
