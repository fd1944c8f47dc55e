"""Days in a text, resolved against the day of the story: full dates, day and month, days of the week.

Only what is one day is taken: no months, weeks or years.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.entity import Value
from pipeline.extract.amounts import UNSPACED, either, grammar, rows

# Behind a day and month without a year, the name of what once happened on it.
_EVENT = r"(?!['’]?s?\s(?:attack|terror|hijack|massacre|uprising|riot|revolution|coup|movement|crackdown))"
_AHEAD = re.compile(
    r"\b(?:will|would|shall|due|scheduled|slated|expected|planned|planning)\b"
    r"|\b(?:set (?:to|for)|plans? to|(?:is|are) to|to be)\b"
    r"|\b(?:agreed|vow(?:s|ed)|pledge[sd]|promise[sd]|hop(?:es?|ing)|wants?|intends?|aims?|ready|preparing) to\b"
    r"|\b(?:until|ahead of)\b|['’]ll\b|\b(?:is|are)(?:\son)?$|\bby$"
    r"|\b(?:retires|resigns|opens|closes|starts|begins|ends|concludes|leaves|departs|arrives|returns)(?:\son)?$"
    # Fixtures and timetables stand in the present: ``the ministers meet on Friday``, ``she flies to Lima on Monday``.
    r"|\b(?:(?:fl(?:y|ies)|travels?|heads|goes|returns) (?:to|for|back)|meets|swims|resumes|expires)\b"
    r"|\b(?:kicks off|takes (?:on|place)|gets? under way|goes (?:on trial|on sale|before))\b"
    r"|\b[A-Z]\w+ (?:play|face|host|take on)s?\b"
    r"|\b(?!(?:hi|thi|it|wa|ha)s )(?:[a-z]{2,}s|they|who) (?:play|face|host|meet|visit|vote|take on|go to the polls)\b"
)
_PAST = re.compile(
    r"\b(?<!\bbe )(?:said|says|told|was|were|had|did|met|flew|went|took|held|won|lost|beat|began|left|came|made|gave"
    r"|saw|fell|rose|hit|struck|shot|found|led|sent|spoke|drew|became|broke|brought|fought|ran|swam|sank|wrote|[a-z]{2,}ed)\b"
)
_FEAST = re.compile(r"\b(?:Black|Good|Bloody|Super|Ash|Palm|Easter|Holy|Cyber|Fat)\s$")
_CLAUSE = re.compile(r"[.;!?\n]")
_ISO = re.compile(r"(?<![\w/.-])(?P<year>\d{4})([-/.])(?P<month>\d{2})\2(?P<day>\d{2})(?![\w/-])")
_DOTTED = re.compile(r"(?<![\w/.-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?![\w/-])")
_EASTERN = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일](?![間间])"
)


def days(text: str, language: str, story_day: dt.date | None) -> Iterator[Value]:
    """Yield the days of a text; ``date`` is None where only the story's day, which is unknown, would tell it."""
    patterns = [_ISO, _DOTTED, *([_EASTERN] if language in UNSPACED else written(language))]
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield from _dated(match, language, story_day)
    if language == "en":
        for match in spoken().finditer(text):
            if not _is_title(match):
                yield _value(match, _relative(match, story_day))


def _value(match: re.Match[str], date: dt.date | None) -> Value:
    return Value("date", match.start(), match.end(), match.group(), date=date)


def _dated(match: re.Match[str], language: str, story_day: dt.date | None) -> Iterator[Value]:
    month = int(match["month"]) if match["month"].isdecimal() else _months(language)[match["month"].lower()]
    year, day = match.groupdict().get("year"), int(match["day"])
    if year:
        date = _day(int(year), month, day)
        if date:
            yield _value(match, date)
    elif _day(2000, month, day):
        yield _value(match, nearest(month, day, story_day) if story_day else None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def nearest(month: int, day: int, story_day: dt.date) -> dt.date | None:
    """The day and month of the year that is nearest to the story's day.

    >>> nearest(12, 30, dt.date(2020, 1, 14))
    datetime.date(2019, 12, 30)
    """
    years = range(max(story_day.year - 1, dt.MINYEAR), min(story_day.year + 1, dt.MAXYEAR) + 1)
    found = [date for year in years if (date := _day(year, month, day))]
    return min(found, key=lambda date: abs(date - story_day), default=None)


def _relative(match: re.Match[str], story_day: dt.date | None) -> dt.date | None:
    if story_day is None:
        return None
    word, which = match["word"].lower().rstrip("."), (match["which"] or "").lower()
    try:
        if word in _OFFSETS:
            return story_day + dt.timedelta(days=_OFFSETS[word])
        back = (story_day.weekday() - _weekdays()[word]) % 7
        if which in ("next", "coming") or (not which and _looks_ahead(match)):
            return story_day + dt.timedelta(days=-back % 7 or (7 if which else 0))
        return story_day - dt.timedelta(days=back or (7 if which in ("last", "past") else 0))
    except OverflowError:
        return None


_OFFSETS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def _looks_ahead(match: re.Match[str]) -> bool:
    """Whether what the clause says of the day is still to come: of verbs of past and future the nearest decides."""
    before = match.string[max(0, match.start() - 120) : match.start()]
    clause = before[max((end.end() for end in _CLAUSE.finditer(before)), default=0) :]
    clause = clause.rstrip()
    ahead = max((found.end() for found in _AHEAD.finditer(clause)), default=-1)
    past = max((found.end() for found in _PAST.finditer(clause)), default=-1)
    # ``by Monday`` is to come, unless something had happened by then.
    return ahead > past and not (clause.endswith(" by") and re.search(r"\bhad\b", clause))


@lru_cache(maxsize=16)
def _names(language: str, kind: str) -> dict[str, int]:
    row = next(row for row in rows("calendar.csv") if (row["language"], row["kind"]) == (language, kind))
    return {
        form.lower(): number
        for number, names in enumerate(row["names"].split("|"))
        for name in names.split("/")
        for form in (name, name.rstrip("."))
    }


def _months(language: str) -> dict[str, int]:
    return {name: number + 1 for name, number in _names(language, "month").items()}


def _weekdays() -> dict[str, int]:
    return _names("en", "weekday")


@lru_cache(maxsize=16)
def written(language: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a day with its month in words: ``3 November 2020``, in English ``Nov. 3, 2020`` too."""
    capitals = language in ("en", "de")
    names = [name.title() if capitals else name for name in _months(language)]
    month = f"(?P<month>{either(names)})" if capitals else f"(?P<month>(?i:{either(names)}))"
    of, ordinal = {"en": (r"(?:\sof)?", r"(?:st|nd|rd|th)?"), "de": ("", r"\.")}.get(
        language, (r"(?:\sde)?", r"(?:er|º|°)?")
    )
    year = rf"(?:(?:,?\s|{of}\s)(?P<year>\d{{4}})(?![\d%]))"
    day_first = rf"(?<![\w.,/$€£-])(?P<day>\d{{1,2}}){ordinal}{of}\s{month}(?!\w)(?:{year}|{_EVENT})"
    if language != "en":
        return (re.compile(day_first),)
    weekday = rf"(?:{either([name.title() for name in _weekdays()])},?\s)?"
    amount = rf"(?!\d|,\d{{3}}|[.:/]\d|\s?(?:{grammar('en').percent}|{grammar('en').scale}\b))"
    closing = rf"(?:(?=\s?[-–]\s?\d)|(?:,\s|\s)(?P<year>\d{{4}})(?!\d)|{_EVENT})"
    month_first = rf"(?<!\w){weekday}{month}\s(?P<day>\d{{1,2}}){ordinal}{amount}{closing}"
    return re.compile(month_first), re.compile(day_first)


@lru_cache(maxsize=1)
def spoken() -> re.Pattern[str]:
    """The pattern of days named from the story's day: ``Tuesday``, ``next Friday``, ``yesterday``."""
    full = either([name.title() for name in _weekdays() if len(name) > 5])
    which = r"(?:(?P<which>[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming|[Tt]his)\s)?"
    return re.compile(rf"(?<![\w-]){which}(?P<word>{full}|[Yy]esterday|[Tt]oday(?!['’]s)|[Tt]omorrow)(?!\w|-\w)")


def _is_title(match: re.Match[str]) -> bool:
    """Whether a weekday is part of a name: ``Good Friday``, ``Sunday Times``."""
    before, after = match.string[max(0, match.start() - 8) : match.start()], match.string[match.end() : match.end() + 3]
    named = re.fullmatch(r"\s[A-Z][a-z]", after) and not re.search(r"\b[Oo]n\s$", before)
    return bool(named or _FEAST.search(before))
