"""Instants from the wires' many spellings of a time.

Seen: ISO 8601 in both forms, with fractions, with ``Z``, ``+0000``, ``+02:00`` or no offset at all, with a space for
the ``T``; RFC 822; ``2020.09.07 14:45:26``; ``2026-05-04 09:30:00 GMT+00:00``; placeholders such as ``YYYYMMDD``.
"""

import datetime as dt
import email.utils
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-./]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)"
    r"(?:[T_ ]{0,2}(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?)?"
    r"\s*(?P<offset>\S{0,12})$"
)
_DAY_FIRST = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})(?=\D|$)")
_OFFSET = re.compile(r"(?:GMT|UTC)?(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?(?::?\d\d)?")
_NAMES = {
    **dict.fromkeys(("Z", "GMT", "UTC", "UT", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("HKT", "SGT", "AWST"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
    "AEST": 600,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "EST": -300,
    "EDT": -240,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
}
# Where a day ends last.
_LAST = dt.timezone(dt.timedelta(hours=-12))
EMBARGO_NAIVE = "parse.embargo_without_zone"
UNREADABLE, NAIVE, ODD_OFFSET = "parse.time_unreadable", "parse.time_without_zone", "parse.time_offset_mended"


@dataclass(slots=True)
class Clock:
    """Reads times of one payload; ``zone`` is where its naive ones are local, UTC with a warning when None.

    With ``utc_mark_is_local`` a ``Z`` is taken for that zone too: some agencies append it to local times.
    """

    zone: ZoneInfo | None = None
    utc_mark_is_local: bool = False
    warnings: list[str] = field(default_factory=list)

    def read(self, text: str | None) -> dt.datetime | None:
        """The instant in UTC; None for no text and, with a warning, for what is no time.

        >>> clock = Clock(ZoneInfo("Europe/Helsinki"))
        >>> clock.read("20130216T173620"), clock.read("2013-02-16T17:36:20+02:00") == clock.read("20130216T153620Z")
        (datetime.datetime(2013, 2, 16, 15, 36, 20, tzinfo=datetime.timezone.utc), True)
        >>> clock.read("YYYYMMDD"), clock.warnings
        (None, ['parse.time_unreadable'])
        """
        text = " ".join((text or "").split())
        if not text:
            return None
        try:
            found = self._iso(text) or self._rfc822(text)
            return found and found.astimezone(dt.UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            self._warn(UNREADABLE)
            return None

    def read_end(self, text: str | None) -> dt.datetime | None:
        """The end of an embargo: one without a zone is over where its hour has come everywhere.

        >>> clock = Clock()
        >>> clock.read_end("20261125T060000"), clock.warnings
        (datetime.datetime(2026, 11, 25, 18, 0, tzinfo=datetime.timezone.utc), ['parse.embargo_without_zone'])
        """
        strict = Clock(self.zone, self.utc_mark_is_local)
        end = strict.read(text)
        if end and NAIVE in strict.warnings:
            self._warn(EMBARGO_NAIVE)
            return end.replace(tzinfo=_LAST).astimezone(dt.UTC)
        for warning in strict.warnings:
            self._warn(warning)
        return end

    def _iso(self, text: str) -> dt.datetime | None:
        match = _ISO.match(_DAY_FIRST.sub(r"\3-\2-\1", text))
        if match is None:
            return None
        part = match.groupdict(default="0")
        day = (int(part["year"]), int(part["month"]), int(part["day"]))
        micro = int(part["fraction"].ljust(6, "0")[:6])
        naive = dt.datetime(*day, int(part["hour"]), int(part["minute"]), int(part["second"]), micro)  # noqa: DTZ001
        return self._placed(naive, match["offset"] or "")

    def _placed(self, naive: dt.datetime, offset: str) -> dt.datetime:
        minutes = _minutes(offset)
        if minutes is None or (offset == "Z" and self.utc_mark_is_local and self.zone):
            return naive.replace(tzinfo=self.zone or self._assumed())
        if minutes % 15:
            return self._mended(naive, minutes)
        return naive.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))

    def _mended(self, naive: dt.datetime, minutes: int) -> dt.datetime:
        """No zone has had such an offset for decades: it is the zone's local mean time, of before the railways."""
        self._warn(ODD_OFFSET)
        if self.zone:
            return naive.replace(tzinfo=self.zone)
        return naive.replace(tzinfo=dt.timezone(dt.timedelta(hours=round(minutes / 60))))

    def _rfc822(self, text: str) -> dt.datetime:
        found = email.utils.parsedate_to_datetime(text)
        return found if found.tzinfo else found.replace(tzinfo=self.zone or self._assumed())

    def _assumed(self) -> dt.timezone:
        self._warn(NAIVE)
        return dt.UTC

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)


def _minutes(offset: str) -> int | None:
    """Minutes east of Greenwich, None for no offset; raises ValueError for what is none."""
    if not offset:
        return None
    if offset.upper() in _NAMES:
        return _NAMES[offset.upper()]
    match = _OFFSET.fullmatch(offset)
    if match is None:
        raise ValueError(offset)
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    return minutes if match["sign"] == "+" else -minutes
