"""Datelines: PLACE[, REGION][, DATE] [AGENCY MARK] [DASH], every part of which can be absent.

One grammar reads the form that most wires share; forms that are not of it (East Asian ones, agency first) are patterns
in the profiles. Evidence decides: an agency's mark, a date, a dash, and whether the gazetteer knows the place. The less
a form shows, the nearer to the story's start it must stand.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.dateline_evidence import CAPITALS_RULE, POINTED_RULE, Evidence
from pipeline.clean.dateline_odd import without_tail
from pipeline.clean.dateline_parts import (
    DAY_BEHIND,
    LONE_CITY,
    PREFIX,
    RUN_TOGETHER,
    TAIL_SIGN,
    Found,
    is_named,
    parts_of,
    sender_of,
    tail_at,
)
from pipeline.clean.dateline_said import NOTHING_SAID, Said
from pipeline.clean.fold import fold
from pipeline.clean.forms import DATELINE_REACH, Forms
from pipeline.clean.months import month_of
from pipeline.clean.names import alternatives
from pipeline.clean.paragraph import ends_sentence
from pipeline.clean.profile import Profile, pooled
from pipeline.clean.script import is_eastern
from pipeline.clean.wording import words_of
from pipeline.gazetteer import cities, region_named

# Before a full stop or colon a dateline is short: place, region and date.
POINTED: Final = 48
# A dateline ends at one of the first so many dashes and brackets.
MOST_TAILS: Final = 6
# A word for "by", a name and a city.
LEAST_WITH_BYLINE: Final = 3
# Agencies' marks are looked up by so many of their last characters.
MARK_END: Final = 2
# Rules by which only a sentence has a dateline; a headline begins so too.
WEAK: Final = frozenset({POINTED_RULE, CAPITALS_RULE})
# What the names of cities and counties end in, which datelines leave out.
_KINDS: Final = ("", "市", "縣", "县")
# A name, what stands in brackets behind it, and the sign that ends them.
_BRACKETED: Final = re.compile(r"[^().:!?\n]{2,40} \([^()\n]{2,40}\)[.:](?= )")
# A page's bullet before the dateline.
_BULLET: Final = re.compile(r"[•·▪■●◆▲►▶※*] ?(?=\S)")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Reads datelines by the marks and months of all profiles."""

    marks: frozenset[str]
    outlets: frozenset[str]
    months: dict[str, int]
    misspelt: tuple[str, ...]
    forms: Forms
    bare: re.Pattern[str]
    second: re.Pattern[str]
    marks_by_end: dict[str, tuple[str, ...]]
    by: re.Pattern[str]
    nowhere: re.Pattern[str]
    labels: frozenset[str]
    ambiguous: frozenset[str]
    before_place: str
    summing: frozenset[str]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Grammar":
        """Built of the marks, month names and dateline forms of the profiles."""
        profiles = tuple(profiles)
        marks = [mark for profile in profiles for mark in profile.marks]
        months = _by_name(each for profile in profiles for each in enumerate(profile.months, 1))
        more = _by_name(each for profile in profiles for each in enumerate(profile.more_months, 1))
        words = {
            name: pooled(profiles, name)
            for name in ("outlet", "nowhere", "label", "ambiguous", "other_months", "before_place", "summing")
        }
        other = _by_name([(0, tuple(words["other_months"]))])
        any_mark = "|".join(re.escape(mark) for mark in sorted(set(marks), key=len, reverse=True)) or r"(?!)"
        return cls(
            marks=frozenset(fold(mark) for mark in marks),
            outlets=frozenset(map(fold, words["outlet"])),
            months=more | months | other,
            misspelt=(*months, *other),
            forms=Forms(profiles),
            second=re.compile(rf" {{0,2}}(?P<name>{any_mark})(?: ?(?:--?|[–—]|[:;])|\.)(?= |\Z)"),
            marks_by_end=_by_end(marks),
            bare=re.compile(rf"(?:^|,? | ?[-–] ?)(?P<name>{any_mark})\Z"),
            by=re.compile(rf"(?:{alternatives(words_of('people')['by'])})\s", re.IGNORECASE),
            nowhere=re.compile("|".join(words["nowhere"]) or r"(?!)", re.IGNORECASE),
            labels=frozenset(map(fold, words["label"])),
            ambiguous=frozenset(map(fold, words["ambiguous"])),
            before_place="|".join(map(re.escape, words["before_place"])) or "(?!)",
            summing=frozenset(map(fold, words["summing"])),
        )

    def at_start(
        self, text: str, start: int = 0, *, early: bool, day: dt.date | None = None, said: Said = NOTHING_SAID
    ) -> Found | None:
        """The dateline that begins at ``text[start]``; ``early`` admits forms that show little.

        ``said`` is what the story says elsewhere, which can speak for a place that stands by itself.
        """
        found = self._by_form(text, start, early, day) or self._by_grammar(text, start, early, said)
        if found and self._heads_item(found, text, said):
            return None
        bullet = None if found else _BULLET.match(text, start)
        behind = self.at_start(text, bullet.end(), early=early, day=day, said=said) if bullet else None
        if behind is None or not behind.agency:
            return found
        behind.start = start
        return behind

    def _heads_item(self, found: Found, text: str, said: Said) -> bool:
        """Whether what ends in brackets and a stop or colon heads a list's item, without an agency's mark.

        ``Halle (Saale). Zwölf Grad``, ``Cusco (Peru). Ein Haus``, ``Florence (Web Desk): The team``: others stand near.
        """
        marked = found.agency is not None and fold(found.agency) in self.marks
        return not marked and _BRACKETED.match(text, found.start) is not None and said.lists(_BRACKETED)

    def opens(self, text: str) -> bool:
        """Whether a short line is a dateline, whatever marks it bears."""
        return self.at_start(text, early=True) is not None

    def declared(self, text: str) -> Found | None:
        """The dateline that a format carries in a field of its own, often without mark and dash."""
        found = self.at_start(text, early=True)
        parts = None if found else PREFIX.fullmatch(text.strip(" -–—_.")[:DATELINE_REACH])
        if parts is None or not self._sound(parts):
            return found
        return Found(0, len(text), "generic.dateline.declared", parts_of(parts))

    def _by_form(self, text: str, start: int, early: bool, day: dt.date | None) -> Found | None:
        found = self.forms.at(text, start, early=early, day=day)
        if found is None:
            return None
        form, match = found
        parts = match.groupdict()
        place = parts.get("city"), parts.get("region"), parts.get("date")
        dateline = Found(start, match.end(), form.id, place, parts.get("agency"))
        if parts.get("byline"):
            dateline.byline = match.start("byline"), match.end("byline")
            _part_from_place(dateline, text)
        return dateline

    def _by_grammar(self, text: str, start: int, early: bool, said: Said) -> Found | None:
        head = text[start : start + DATELINE_REACH]
        found = self._surest(head, early, said)
        if found and (found.rule not in WEAK or ends_sentence(text)):
            rest = len(head) - len(head[found.end :].lstrip()) if found.end < len(head) else found.end
            found.start, found.end = start, start + rest
            self._add_mark(found, text)
            self._cut_byline(found, text)
            return found
        return without_tail(head, start, said, self.month) if early else None

    def _surest(self, head: str, early: bool, said: Said) -> Found | None:
        """What the first tail shows that shows enough.

        A full stop or colon ends a dateline only where no other tail does: "MOSCOW, May 4. /TASS/.".
        """
        weak: Found | None = None
        end = number = 0
        for sign in TAIL_SIGN.finditer(head):
            tail = tail_at(head, sign.start(), end)
            if tail is None:
                continue
            end, number = tail.end(), number + 1
            found = self._read(head, tail, early, said)
            if found and found.rule not in WEAK:
                return found
            weak = weak or found
            if number == MOST_TAILS:
                break
        return weak

    def _add_mark(self, found: Found, text: str) -> None:
        """``Oslo – Reuters –``: the mark of an agency that a second dash or stop divides from the text."""
        match = self.second.match(text, found.end) if found.agency is None else None
        if match:
            found.end, found.agency = match.end(), match["name"]

    def _cut_byline(self, found: Found, text: str) -> None:
        """``By Mara Linden SEOUL``: a byline that was run into the dateline, cut off before a city that is known."""
        printed = found.city or ""
        words = printed.split()
        if len(words) < LEAST_WITH_BYLINE or not self.by.match(printed):
            return
        for size in range(min(3, len(words) - 2), 0, -1):
            city = " ".join(words[-size:])
            if cities(city):
                begin = text.index(words[-size], text.index(printed, found.start) + len(words[0]))
                found.byline = found.start, begin
                found.start, found.city = begin, city
                return

    def _read(self, head: str, tail: re.Match[str], early: bool, said: Said) -> Found | None:
        prefix, agency = head[: tail.start()].rstrip(), tail["name"] or tail["release"]
        if tail["point"] and tail.start() > POINTED:
            return None
        bare = self._bare_mark(prefix) if agency is None else None
        if bare:
            prefix, agency = prefix[: bare.start()], bare["name"]
        parts = self._before_tail(prefix) if prefix else None
        if parts is None and (prefix or tail["name"] is None):
            return None
        city, region, date = parts_of(parts)
        if agency and city and date is None and tail["dash"]:
            agency, date = self._without_day(agency, city)
        if agency is None and parts is not None:
            region, agency = sender_of(parts, region)
        elif agency and city and region is None and fold(agency) not in self.marks and region_named(agency):
            region, agency = agency, None  # "BERGEN (Norway) -"
        of_paper = agency is not None and fold(agency.rpartition(" ")[2]) in self.outlets
        seen = Evidence(self.marks, (city, region, date), tail, agency, head[tail.end() :], of_paper)
        doubtful = city is not None and (fold(city) in self.labels or (seen.bare_place and self._doubtful(city, said)))
        if doubtful or not seen.convincing(early, said):
            return None
        return Found(0, tail.end(), seen.rule, (city, region, date), agency.strip() if agency else None)

    def _without_day(self, agency: str, city: str) -> tuple[str, str | None]:
        """An agency's mark and the day that stands behind it in the same brackets: ``KABUL (Pajhwok, May 4):``.

        Beside a name in small letters a mark that no profile knows may be a theatre's or a station's.
        """
        both = DAY_BEHIND.fullmatch(agency)
        if both is None or self.month(both["date"]) is None:
            return agency, None
        if city != city.upper() and fold(both["mark"]) not in self.marks:
            return agency, None
        return both["mark"], both["date"]

    def _bare_mark(self, prefix: str) -> re.Match[str] | None:
        """The agency's mark that stands without brackets at the end of what is before the tail."""
        marks = self.marks_by_end.get(prefix[-MARK_END:])
        return self.bare.search(prefix) if marks and prefix.endswith(marks) else None

    def _before_tail(self, prefix: str) -> re.Match[str] | None:
        """Place, region and date before a dateline's tail; None where they are not written as such."""
        lone = prefix[0].isalpha() and LONE_CITY.isdisjoint(prefix)
        parts = None if lone and not self._is_place(prefix) else PREFIX.fullmatch(prefix)
        if parts is None or not self._sound(parts):
            return None
        return None if parts["city"] and RUN_TOGETHER.search(parts["city"]) else parts

    def _doubtful(self, city: str, said: Said) -> bool:
        """Whether a place that is a person's name or a word as well is nowhere said to be a place."""
        return not city.isupper() and fold(city) in self.ambiguous and not said.as_place(city)

    def _sound(self, parts: re.Match[str]) -> bool:
        """Whether city and region are written as names and the date names a month: a stroke behind is a credit's."""
        if parts["city"] and parts["city"].rstrip().endswith("|"):
            return False
        if parts["date"] and self.month(parts["date"]) is None:
            return False
        printed = (parts[name] for name in ("city", "region", "paren") if parts[name])
        return all(map(self._is_place, printed))

    def _is_place(self, name: str) -> bool:
        """Whether it is written as the name of a place, or says that the story has none."""
        return is_named(name) or self.nowhere.fullmatch(name) is not None

    def month(self, date: str) -> int | None:
        """The month that a printed date names; see :func:`pipeline.clean.months.month_of`."""
        return month_of(date, self.months, self.misspelt)


def _part_from_place(dateline: Found, text: str) -> None:
    """Give letters read as the place's to the reporter's name, if only so it is known: ``林育賢花蓮28日電``."""
    printed, byline = dateline.city or "", dateline.byline
    if byline is None or not text.startswith(printed, byline[1]) or not is_eastern(printed) or _is_city(printed):
        return
    size = next((size for size in range(1, len(printed) - 1) if _is_city(printed[size:])), 0)
    dateline.city, dateline.byline = printed[size:], (byline[0], byline[1] + size)


def _is_city(printed: str) -> bool:
    """Whether a name is a city's, be it without the word for one behind it."""
    return any(cities(printed + kind) for kind in _KINDS)


def _by_name(months: Iterable[tuple[int, Sequence[str]]]) -> dict[str, int]:
    return {name.casefold(): number for number, names in months for name in names}


def _by_end(marks: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Agencies' marks by how they end."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for mark in marks:
        found[mark[-MARK_END:]] += (mark,)
    return dict(found)
