"""Dates as pages print them in machine-readable places: ISO 8601 and its common misspellings, RFC 2822, month names."""

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache

_ISO = re.compile(
    r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_MONTH_NAMES = (
    "jan january januar janvier enero gennaio janeiro",
    "feb february februar février febrero febbraio fevereiro",
    "mar march märz mars marzo março",
    "apr april avril abril aprile",
    "may mai mayo maggio maio",
    "jun june juni juin junio giugno junho",
    "jul july juli juillet julio luglio julho",
    "aug august août agosto",
    "sep sept september septembre septiembre settembre setembro",
    "oct october oktober octobre octubre ottobre outubro",
    "nov november novembre noviembre novembro",
    "dec december dezember décembre diciembre dicembre dezembro",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/-])")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as printed: the day where it was printed, and the instant in UTC where time and zone are known."""

    day: dt.date
    instant: dt.datetime | None = None


@lru_cache(maxsize=4096)
def stamp(text: str) -> Stamp | None:
    """Read one machine-readable date, None where it is none or no day that can have been printed on a page.

    >>> stamp("2023-12-21T23:30:00-05:00")
    Stamp(day=datetime.date(2023, 12, 21), instant=datetime.datetime(2023, 12, 22, 4, 30, tzinfo=datetime.timezone.utc))
    >>> stamp("December 21, 2023").day == stamp("21 Dec 2023").day == stamp("20231221").day
    True
    >>> stamp("0000-00-00"), stamp("yesterday")
    (None, None)
    """
    text = text.strip()[:80]
    try:
        if match := _ISO.match(text):
            return _from_iso(match)
        if match := _MONTH_FIRST.search(text):
            return _named(match[3], match[1], match[2])
        if match := _DAY_FIRST.search(text):
            return _with_zone(text) or _named(match[3], match[2], match[1])
    except (ValueError, OverflowError):
        return None
    return None


def stamp_in_address(address: str) -> Stamp | None:
    """Read the day from an address such as ``/2023/12/21/title``.

    >>> stamp_in_address("https://news.example/2023/12/21/title").day
    datetime.date(2023, 12, 21)
    """
    match = _IN_ADDRESS.search(address[:500])
    if match is None:
        return None
    try:
        month = _MONTHS.get(match[2]) or int(match[2])
        return Stamp(_sane(dt.date(int(match[1]), month, int(match[3]))))
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> Stamp:
    day = _sane(dt.date(int(match[1]), int(match[2]), int(match[3])))
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
    return Stamp(_sane(moment.date()), moment.astimezone(dt.UTC) if moment.tzinfo else None)


def _named(year: str, month: str, day: str) -> Stamp | None:
    number = _MONTHS.get(month.lower())
    return Stamp(_sane(dt.date(int(year), number, int(day)))) if number else None


def _sane(day: dt.date) -> dt.date:
    if not 1990 <= day.year <= 2100:
        raise ValueError(day)
    return day
