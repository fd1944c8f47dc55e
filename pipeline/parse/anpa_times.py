"""Times of ANPA 1312: of the trailers in their spellings, and of releases that name only a day."""

import re

from pipeline.parse.framing import text_lines

_TIMES = (
    re.compile(
        r"(?P<service>[A-Z]{2,4})-[A-Z]{2}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) "
        r"(?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>[A-Z]{0,4})"
    ),
    re.compile(
        r"(?P<service>[A-Z]{2,4})-(?P<hour>\d\d):(?P<minute>\d\d)-(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d\d)"
        r"(?P<zone>)"
    ),
)


def time_of(trailer: bytes) -> re.Match[str] | None:
    """The parts of a trailer's time, and the letters of its service; None for a trailer without one."""
    lines, _ = text_lines(trailer)
    return next((found for line in lines for form in _TIMES if (found := form.search(line))), None)


def iso(time: re.Match[str] | None) -> str | None:
    """The time as ISO 8601, with its zone as sent."""
    if time is None:
        return None
    century = "19" if time["year"] >= "70" else "20"
    return f"{century}{time['year']}-{time['month']}-{time['day']}T{time['hour']}:{time['minute']}{time['zone']}"


def release_of(time: re.Match[str], day: int) -> str:
    """The next such day of the month, counted from the transmission."""
    year, month = int(("19" if time["year"] >= "70" else "20") + time["year"]), int(time["month"])
    if day < int(time["day"]):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"{year}-{month:02}-{day:02}T00:00"
