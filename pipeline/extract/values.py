"""Typed values of a body: money, percentages and days, made comparable.

English is read in full; in the other languages of ``LANGUAGES`` amounts and dates, but no days of the week.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.entity import Value
from pipeline.extract.amounts import LANGUAGES, UNSPACED, grammar
from pipeline.extract.days import days
from pipeline.extract.money import money
from pipeline.parse.agencies import wire_profile
from pipeline.story import CleanStory

_MINUS = re.compile(r"\b(?:minus|negative)\s$", re.IGNORECASE)


def values_of(story: CleanStory, language: str | None) -> tuple[Value, ...]:
    """Return the values of a story's body; the dateline's date is its day, else the day of the version.

    A story without a dateline plays at its agency's home.
    """
    parsed, dateline = story.parsed, story.dateline
    made = parsed.version_created or parsed.first_created
    day = (dateline.date if dateline else None) or (made.date() if made else None)
    home = wire_profile(story.agency or parsed.agency).country
    return values(story.body, language, day, (dateline.country if dateline else None) or home, home)


def values(
    text: str,
    language: str | None,
    story_day: dt.date | None = None,
    country: str | None = None,
    home: str | None = None,
) -> tuple[Value, ...]:
    """Return the values of a text in order; of two that overlap the longer is taken.

    ``country`` is where the story plays, ``home`` that of the papers it is written for.

    >>> [(value.kind, value.amount, value.unit) for value in values("It paid $1.2 billion, up 5 percent.", "en")]
    [('money', 1200000000.0, 'USD'), ('percent', 5.0, None)]
    """
    if language not in LANGUAGES:
        return ()
    found = [*money(text, language, country, home), *_percentages(text, language), *days(text, language, story_day)]
    return tuple(_apart(found))


def _apart(found: Iterable[Value]) -> Iterator[Value]:
    past = 0
    for value in sorted(found, key=lambda value: (value.start, -value.end)):
        if value.start >= past:
            yield value
            past = value.end


def _percentages(text: str, language: str) -> Iterator[Value]:
    read = grammar(language)
    for match in percent_pattern(language).finditer(text):
        number = match["number"]
        amount = read.amount(number.lstrip("-−+"))
        below = number[0] in "-−" or (
            language == "en" and _MINUS.search(text, max(0, match.start() - 9), match.start())
        )
        amount = -amount if below else amount
        yield Value("percent", match.start(), match.end(), match.group(), amount)


@lru_cache(maxsize=16)
def percent_pattern(language: str) -> re.Pattern[str]:
    """The pattern of a percentage, or of the first number of a range of them: ``5`` in ``5 to 7 percent``."""
    read = grammar(language)
    percent = read.percent if language in UNSPACED else rf"(?:{read.percent}(?!\w))"
    other = rf"(?=\s?(?:-|–|~|to|and|or)\s?(?:{read.digits})[\s-]?{percent})"
    behind = r"(?<![\d.,/])" if language in UNSPACED else r"(?<![\w.,/$€£])"
    return re.compile(rf"{behind}(?P<number>[-−+]?(?i:{read.number}))(?:[\s-]?{percent}|{other})")
