"""Dates as pages print them: ISO 8601 and its common misspellings, RFC 2822, names of months in many languages."""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib.resources import files

_WORDS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))
_MONTHS = {name: number for number, names in enumerate(_WORDS["months"], 1) for name in names}
_BETWEEN = rf"(?:(?:{'|'.join(_WORDS['between'])})\s+)?"
_MONTH = r"((?:[^\W\d_]|[\u0900-\u0e4f]){2,14})"
"""The marks of Indian and Thai vowels are no letters to Python."""

_YEAR = r"((?:19|20|25)\d\d)"
_BUDDHIST, _BEFORE_OURS = 2400, 543
"""Years from the first on are of the Thai calendar, which is so many years before."""

_ISO = re.compile(
    r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?\.?[\s-]+{_BETWEEN}{_MONTH}\.?,?[\s-]+{_BETWEEN}{_YEAR}(?!\d)"
)
_NAMED_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}\.?\s+(?:m\.\s+|gada\s+)?{_MONTH}\s+(\d{{1,2}})(?!\d)")
_EPOCH = re.compile(r"(1[0-8]\d{8})(?:\d{3})?")
"""Seconds, or thousandths, since 1970."""

_IDEOGRAPHS = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_ZONE = rf"(?:\s(?:{'|'.join((*_WORDS['zones'], *_WORDS['zones_with_day_first']))}))?"
_SHORT_DAY = r"(\d{1,2})([./])(\d{1,2})\2(\d\d)(?![./\d])"
_HOUR = r"\D{0,8}\d{1,2}[:.]\d\d"
_SHORT = re.compile(rf"{_SHORT_DAY}(?:{_HOUR}(?:\W?\w{{1,4}})??{_ZONE})?\W*$")
_SHORT_LISTED = re.compile(rf"[-–—•·|*]\s{_SHORT_DAY}{_HOUR}(?:\s?[AaPp]\.?[Mm]\.?)?{_ZONE}\W*$")
"""Behind a dash or a bullet scores and versions look like days: there a clock must stand too."""

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([./-])(\d{1,2})\2(\d{1,2})(?!\d)")
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/-])|[/-]((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?=[/.-]|$)"
)
_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for digit in range(10)}
_OLDEST = 1990
_NAMED = (_MONTH_FIRST, _DAY_FIRST, _NAMED_YEAR_FIRST)
_LABEL = re.compile(r"\W*(?:\w+\W+){0,3}")
_TIME = re.compile(r"\W*(?:(?:\w{1,4}\W+)?\d{1,2}[:.h]\d\d(?:\W{0,3}\w{1,4}){0,3})?\W*")
"""What may stand around a day that is alone: some words such as a label and the day of the week; a clock and a zone."""

DAY_FIRST_ZONE = re.compile(rf"\d\W?(?:[AaPp]\.?[Mm]\.?)?\s(?:{'|'.join(_WORDS['zones_with_day_first'])})\b")
UPDATED = re.compile("|".join(_WORDS["updated"]), re.IGNORECASE)
"""A printed line that holds this dates the story's latest change, not its publication."""

CHANGED = re.compile("|".join((*_WORDS["updated"], *_WORDS["as_of"])), re.IGNORECASE)
"""The same or the state of the text."""

PUBLISHED = re.compile("|".join(_WORDS["published"]), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as printed: the day where it was printed, and the instant in UTC where time and zone are known."""

    day: dt.date
    instant: dt.datetime | None = None


@lru_cache(maxsize=4096)
def stamp(text: str, *, month_first: bool = False) -> Stamp | None:
    """Read one date, None where there is none or no day that can have been printed on a page.

    ``month_first`` reads ``12/11/2023`` as the eleventh of December.

    >>> stamp("2023-12-21T23:30:00-05:00")
    Stamp(day=datetime.date(2023, 12, 21), instant=datetime.datetime(2023, 12, 22, 4, 30, tzinfo=datetime.timezone.utc))
    >>> stamp("December 21, 2023").day == stamp("21 Dec 2023").day == stamp("20231221").day == stamp("21.12.2023").day
    True
    >>> stamp("2023年12月21日").day == stamp("21 de diciembre de 2023").day == stamp("21 ديسمبر 2023").day
    True
    >>> [stamp(text).day.day for text in ("2024. május 14.", "14 พฤษภาคม 2567", "14 मई 2024", "1715678400")]
    [14, 14, 14, 14]
    >>> stamp("0000-00-00"), stamp("yesterday"), stamp("2999-01-01")
    (None, None, None)
    """
    text = with_plain_digits(text.strip()[:80])
    if match := _EPOCH.fullmatch(text):
        moment = dt.datetime.fromtimestamp(int(match[1]), dt.UTC)
        return Stamp(moment.date(), moment)
    try:
        return _from_iso(match) if (match := _ISO.match(text)) else _printed(text, month_first)
    except (ValueError, OverflowError):
        return None


def with_plain_digits(text: str) -> str:
    """Return a text with the digits of Arabic, Persian, Indian and Thai pages as those of ASCII."""
    return text if text.isascii() else text.translate(_DIGITS)


def _printed(text: str, month_first: bool) -> Stamp | None:
    return _with_name(text) or _in_numbers(text, month_first)


def _with_name(text: str) -> Stamp | None:
    """Read a date whose month is named."""
    if match := _MONTH_FIRST.search(text):
        return _named(match[3], match[1], match[2])
    if match := _DAY_FIRST.search(text):
        return _with_zone(text) or _named(match[3], match[2], match[1])
    if match := _NAMED_YEAR_FIRST.search(text):
        return _named(match[1], match[2], match[3])
    return None


def _in_numbers(text: str, month_first: bool) -> Stamp | None:
    if match := _IDEOGRAPHS.search(text):
        return Stamp(_day(match[1], match[2], match[3]))
    if match := _YEAR_FIRST.search(text):
        return Stamp(_day(match[1], match[3], match[4]))
    if match := _NUMBERS.search(text):
        first, second = match[1], match[3]
        american = int(second) > 12 or (month_first and match[2] != "." and int(first) <= 12)
        return Stamp(_day(match[4], *((first, second) if american else (second, first))))
    return None


def short_stamp(text: str, *, month_first: bool = False) -> Stamp | None:
    """Read the date that a short text begins with, its year in two digits; years from 90 on are of the last century.

    >>> short_stamp("02.12.19").day, short_stamp("8/17/13 11:04am").day, short_stamp("10.15.22.99 to reach us")
    (datetime.date(2019, 12, 2), datetime.date(2013, 8, 17), None)
    >>> short_stamp("- 12/22/23 12:24 PM ET").day, short_stamp("- 6.3.10"), short_stamp("* 10/12/24 8:30 pm show")
    (datetime.date(2023, 12, 22), None, None)
    """
    match = _SHORT.match(text) or _SHORT_LISTED.match(text)
    if match is None:
        return None
    year = f"{19 if match[4] >= '90' else 20}{match[4]}"
    try:
        return _printed(f"{match[1]}{match[2]}{match[3]}{match[2]}{year}", month_first)
    except ValueError:
        return None


def day_alone(text: str) -> dt.date | None:
    """Read the day that a text says and hardly more, its month by name: one in numbers can be read in two orders.

    >>> day_alone("Published on Wednesday, May 15, 2024 at 10:45 AM EDT"), day_alone("15 mai 2024 à 10h45")
    (datetime.date(2024, 5, 15), datetime.date(2024, 5, 15))
    >>> day_alone("05/04/2024"), day_alone("Posted Monday. The festival of May 2, 2019 returns.")
    (None, None)
    """
    text = with_plain_digits(text)
    match = next((match for pattern in _NAMED if (match := pattern.search(text))), None)
    if match is None or not (_LABEL.fullmatch(text[: match.start()]) and _TIME.fullmatch(text[match.end() :])):
        return None
    found = stamp(match[0])
    return found.day if found else None


def stamp_in_address(address: str) -> Stamp | None:
    """Read the day from an address such as ``/2023/12/21/title``.

    >>> stamp_in_address("https://news.example/2023/12/21/title").day
    datetime.date(2023, 12, 21)
    >>> stamp_in_address("https://news.example/title-20231221.html").day
    datetime.date(2023, 12, 21)
    """
    match = _IN_ADDRESS.search(address[:500])
    if match is None:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
    try:
        return Stamp(_day(year, str(_MONTHS.get(month) or month), day))
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> Stamp:
    day = _day(match[1], match[2], match[3])
    if match[4] is None or match[7] is None:
        return Stamp(day)
    clock = dt.time(int(match[4]), int(match[5]), int(match[6] or 0))
    return Stamp(day, (dt.datetime.combine(day, clock, _zone(match[7]))).astimezone(dt.UTC))


def _zone(text: str) -> dt.timezone:
    if text[0] not in "+-":
        return dt.UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if text[0] == "-" else offset)


def _with_zone(text: str) -> Stamp | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    day = moment.date()
    return Stamp(_day(day.year, day.month, day.day), moment.astimezone(dt.UTC) if moment.tzinfo else None)


def _named(year: str, month: str, day: str) -> Stamp | None:
    number = _MONTHS.get(month.lower())
    given = int(year)
    return Stamp(_day(given - _BEFORE_OURS if given > _BUDDHIST else given, number, day)) if number else None


def _day(year: str | int, month: str | int, day: str | int) -> dt.date:
    """Make a day; ValueError for one that is none, lies in the future or is older than pages are."""
    found = dt.date(int(year), int(month), int(day))
    if not (found.year >= _OLDEST and found <= dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)):
        raise ValueError(found)
    return found
