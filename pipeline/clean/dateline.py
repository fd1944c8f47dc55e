"""Datelines: PLACE[, REGION][, DATE] [AGENCY MARK] [DASH], every part of which can be absent.

One grammar reads the form that most wires share; forms that are not of it (East Asian ones, agency first) are patterns
in the profiles. Evidence decides: an agency's mark, a date, a dash, and whether the gazetteer knows the place. The less
a form shows, the nearer to the story's start it must stand.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.dateline_evidence import KNOWN_CITY, NOTHING_SAID, Evidence, Parts, Said, known
from pipeline.clean.fold import fold
from pipeline.clean.forms import REACH, Forms
from pipeline.clean.months import COMMAS, DAY, LUNAR_DAY, month_of
from pipeline.clean.names import alternatives as alternation
from pipeline.clean.names import people_words
from pipeline.clean.paragraph import ends_sentence
from pipeline.clean.profile import Profile
from pipeline.gazetteer import cities, region_named

# A dateline in the middle of a teaser paragraph begins before this.
MIDDLE: Final = 700
# Before a full stop or colon a dateline is short: place, region and date.
POINTED: Final = 48
# A dateline ends at one of the first so many dashes and brackets.
MOST_TAILS: Final = 6
# A word for "by", a name and a city.
LEAST_WITH_BYLINE: Final = 3
_WORD: Final = r"[^\W\d_][\w'’`.}-]*"
_PREFIX: Final = re.compile(
    rf"(?P<city>[^\W\d_][^{COMMAS}()\d/—–:;!?\"“”]{{0,45}}"
    rf"(?:[/·、] ?[^\W\d_][^{COMMAS}()\d/—–:;!?\"“”]{{1,30}}){{0,3}}?)?"
    rf"(?:,? {{0,2}}\((?P<paren>[^()\d]{{2,40}})\))?"
    rf"(?:[{COMMAS}] {{0,2}}(?P<region>(?!NO DATE)[^\d()—–:;!?]{{2,45}}?))?"
    rf"(?:(?:^|[{COMMAS}]? {{1,3}}|[{COMMAS}] ?)(?:- |(?:a|le|den|em|dne|am) )?(?:{LUNAR_DAY},? )?"
    rf"(?P<date>{DAY})(?:,? (?:- )?\d{{1,2}}[hH:.]\d\d)?)?"
    rf"(?:(?:, |(?<=\d{{4}}) )(?P<sender>[A-Z][A-Za-z]{{1,14}}))?[ {COMMAS}.]{{0,3}}"
)
# Agencies' marks are looked up by so many of their last characters.
MARK_END: Final = 2
# Without any of these what stands before a dateline's end is the name of a place.
_LONE_CITY: Final = frozenset(f"0123456789{COMMAS}()（）/·、-")
# What ends a line that is a place.
ENDS: Final = " :,/"
# A place that is all of its paragraph.
ALONE: Final = "generic.dateline.alone"
# Rules by which only a sentence has a dateline; a headline begins so too.
WEAK: Final = frozenset({"generic.dateline.pointed", "generic.dateline.capitals"})
# What a dateline's tail begins with, but for a space: to search for its sign is ten times as fast as for all of it.
_TAIL_SIGN: Final = re.compile(r"[(/\[\-–—―─_.:।ः|៖፡፦：։]")
_DASHES: Final = frozenset("-–—―─_.|")
_TAIL: Final = re.compile(
    r"(?: ?(?:--?|[–—]) ?(?=\())?(?P<mark>(?:[(\[]|(?<![^\W_])/(?!\d)|/(?= ?[^\W\d][^\s/]{1,20} ?/(?!\w))) ?"
    r"(?P<name>\w{2,12}(?:/\w{2,12}){2,3}(?=\))|[^()/\[\]]{1,45}(?:[/,] ?[^()/\[\]]{1,60})?) ?[)/\]]"
    r"|-- ?\((?P<release>[A-Z ]{4,30})\) ?--[^-]{0,30})"
    r" {0,2}(?P<dash>(?:\.-|\. ?[-–—]|[:.=_–—៖፡፦：-]{1,5}| ?\|)(?= |\Z|[^\W\d_\"“«]))?"
    r"|(?P<bare> ?(?:--|[–—―─_|]|\.-|-)(?=[ <\[]|\Z)|(?:—| -)(?=[A-ZÀ-Þ“«])"
    r"|\.(?:--?|[–—])(?=[A-ZÀ-Þ\"“¿¡«])|-(?=[\u0900-\u0dff]))"
    r"| ?(?P<point>[.:।ः៖፡፦：։](?:(?<=፡)-)?(?= |\Z)|।(?=[\u0900-\u0dff]))"
)
# A page's bullet before the dateline.
_BULLET: Final = re.compile(r"[•·▪■●◆▲►▶※*] ?(?=\S)")
# Before another place, behind the region of the first.
MORE: Final = re.compile(r"/|(?<=[a-zß-ÿ]) (?:and|und|y|et|e) (?=[A-ZÀ-Þ]{3})")
# ``Pajhwok, May 4``: the mark and the day in the same brackets, the day's parts sometimes close together.
_DAY_BEHIND: Final = re.compile(
    rf"(?P<mark>[^{COMMAS}\s\d]{{2,16}}(?: [^{COMMAS}\s\d]{{1,16}}){{0,2}}?) ?[{COMMAS}] ?"
    rf"(?P<date>{DAY}|\d{{1,2}}[^\W\d_]{{2,11}}(?: \d{{2,4}})?)"
)
_SENDER_CITY: Final = re.compile(r"(?P<agency>[A-Z]{2,8}), (?P<city>[A-Z][A-Z .-]{2,24})\Z")
# fmt: off
PARTICLES: Final = frozenset({
    "de", "la", "las", "los", "el", "del", "di", "da", "do", "dos", "du", "des", "sur", "am", "an", "der", "im", "bei",
    "of", "the", "and", "y", "e", "i", "en", "le", "les", "al",
})
# fmt: on
_MIDDLE: Final = re.compile(
    r"(?<=[.!?…:”\"“»]) {1,3}(?P<city>[^\W\d_a-zß-ÿ][^\d,()—–.;:!?]{2,40}) [–—] (?=[„“\"«]?[A-ZÄÖÜ])"
)
_AT_END: Final = re.compile(
    rf"(?<=[.!?”\"]) {{1,3}}(?P<city>[A-Z][A-Z .'-]{{2,30}}), (?P<date>{DAY}) \((?P<name>[^()]{{2,30}})\)\Z"
)
# A capital within a word: text was lost or run together before it ("McAllen" and "DeKalb" are names).
_RUN_TOGETHER: Final = re.compile(r"(?:[a-zà-ÿ]{3}|\))[A-ZÀ-Þ][a-zà-ÿ]|[A-ZÀ-Þ]{3}[a-zà-ÿ]{2}")
_NAME_START: Final = re.compile(r"[A-ZÀ-Þ](?=[a-zà-ÿ])")
_GLUED: Final = re.compile(rf", (?P<date>{DAY}) \((?P<name>[^()\d]{{2,30}})\)(?P<dash>\.-|\.|:| -)?")


class Found:
    """A dateline as it stands in a paragraph's text: its span and its parts as printed.

    Like other classes that are made for each story, it writes its own ``__init__``: a data class's is not compiled.
    """

    def __init__(
        self,
        start: int,
        end: int,
        rule: str,
        parts: Parts = (None, None, None),
        agency: str | None = None,
    ) -> None:
        self.start, self.end, self.rule, self.agency = start, end, rule, agency
        self.city, self.region, self.date = parts
        self.byline: tuple[int, int] | None = None


def _by_name(months: Iterable[tuple[int, Sequence[str]]]) -> dict[str, int]:
    return {name.casefold(): number for number, names in months for name in names}


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
            name: [word for profile in profiles for word in profile.vocabulary.get(name, ())]
            for name in ("outlet", "nowhere", "label", "ambiguous", "other_months", "before_place", "summing")
        }
        other = _by_name([(0, tuple(words["other_months"]))])
        alternatives = "|".join(re.escape(mark) for mark in sorted(set(marks), key=len, reverse=True)) or r"(?!)"
        return cls(
            marks=frozenset(fold(mark) for mark in marks),
            outlets=frozenset(map(fold, words["outlet"])),
            months=more | months | other,
            misspelt=(*months, *other),
            forms=Forms(profiles),
            second=re.compile(rf" {{0,2}}(?P<name>{alternatives})(?: ?(?:--?|[–—]|[:;])|\.)(?= |\Z)"),
            marks_by_end=_by_end(marks),
            bare=re.compile(rf"(?:^|,? | ?[-–] ?)(?P<name>{alternatives})\Z"),
            by=re.compile(rf"(?:{alternation(people_words()['by'])})\s", re.IGNORECASE),
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
        bullet = None if found else _BULLET.match(text, start)
        behind = self.at_start(text, bullet.end(), early=early, day=day, said=said) if bullet else None
        if behind is None or not behind.agency:
            return found
        behind.start = start
        return behind

    def opens(self, text: str) -> bool:
        """Whether a short line is a dateline, whatever marks it bears."""
        return self.at_start(text, early=True) is not None

    def declared(self, text: str) -> Found | None:
        """The dateline that a format carries in a field of its own, often without mark and dash."""
        found = self.at_start(text, early=True)
        parts = None if found else _PREFIX.fullmatch(text.strip(" -–—_.")[:REACH])
        if parts is None or not self._sound(parts):
            return found
        return Found(0, len(text), "generic.dateline.declared", _parts(parts))

    def within(self, text: str) -> Found | None:
        """A dateline after the teaser sentences of a story's first paragraph, or glued to what was before it."""
        head = text[:MIDDLE]
        for match in _MIDDLE.finditer(head) if " – " in head or " — " in head else ():
            if all(known(part) for part in match["city"].split("/")):
                return Found(match.start("city"), match.end(), "generic.dateline.middle", (match["city"], None, None))
        return next(self._glued(head), None)

    def at_end(self, text: str) -> Found | None:
        """A dateline that closes the story."""
        match = _AT_END.search(text, max(0, len(text) - REACH)) if text.endswith(")") else None
        if match is None or self.month(match["date"]) is None:
            return None
        parts = match["city"], None, match["date"]
        return Found(match.start("city"), match.end(), "generic.dateline.end", parts, match["name"])

    def _by_form(self, text: str, start: int, early: bool, day: dt.date | None) -> Found | None:
        found = self.forms.at(text, start, early=early, day=day)
        if found is None:
            return None
        form, match = found
        parts = match.groupdict()
        place = parts.get("city"), parts.get("region"), parts.get("date")
        dateline = Found(start, match.end(), form.id, place, parts.get("agency"))
        dateline.byline = match.span("byline") if parts.get("byline") else None
        return dateline

    def _by_grammar(self, text: str, start: int, early: bool, said: Said) -> Found | None:
        head = text[start : start + REACH]
        found = self._surest(head, early, said)
        if found and (found.rule not in WEAK or ends_sentence(text)):
            rest = len(head) - len(head[found.end :].lstrip()) if found.end < len(head) else found.end
            found.start, found.end = start, start + rest
            self._add_mark(found, text)
            self._cut_byline(found, text)
            return found
        return self._without_tail(head, start, said) if early else None

    def _surest(self, head: str, early: bool, said: Said) -> Found | None:
        """What the first tail shows that shows enough.

        A full stop or colon ends a dateline only where no other tail does: "MOSCOW, May 4. /TASS/.".
        """
        weak: Found | None = None
        end = number = 0
        for sign in _TAIL_SIGN.finditer(head):
            tail = _tail_at(head, sign.start(), end)
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
        city, region, date = _parts(parts)
        if agency and city and date is None and tail["dash"]:
            agency, date = self._without_day(agency, city)
        if agency is None and parts is not None:
            region, agency = _sender(parts, region)
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
        both = _DAY_BEHIND.fullmatch(agency)
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
        lone = prefix[0].isalpha() and _LONE_CITY.isdisjoint(prefix)
        parts = None if lone and not self._is_place(prefix) else _PREFIX.fullmatch(prefix)
        if parts is None or not self._sound(parts):
            return None
        return None if parts["city"] and _RUN_TOGETHER.search(parts["city"]) else parts

    def _doubtful(self, city: str, said: Said) -> bool:
        """Whether a place that is a person's name or a word as well is nowhere said to be a place."""
        return not city.isupper() and fold(city) in self.ambiguous and not said.as_place(city)

    def _without_tail(self, head: str, start: int, said: Said) -> Found | None:
        """``ULAANBAATAR, June 20 The mine ...`` and a place alone in the first paragraph."""
        match = _CITY_DATE.match(head)
        if match and self.month(match["date"]) and known(match["city"], 0):
            end = start + match.end("date") + 1
            return Found(start, end, "generic.dateline.undashed", (match["city"], None, match["date"]))
        sender = _SENDER_CITY.match(head)
        if sender and known(sender["city"], 0):
            parts = sender["city"], None, None
            return Found(start, start + len(head), "generic.dateline.sender_first", parts, sender["agency"])
        alone = head.strip()
        if len(alone) <= 40 and _known_alone(alone.rstrip(ENDS), alone[len(alone.rstrip(ENDS)) :].strip(), said):
            city, _, region = alone.rstrip(ENDS).partition(", ")
            return Found(start, start + len(head), ALONE, (city, region or None, None))
        dated = _LINE_DATED.fullmatch(alone)
        if dated and self.month(dated["date"]) and known(dated["city"], 0) and said.goes_on():
            return Found(start, start + len(head), ALONE, (dated["city"], None, dated["date"]))
        return None

    def _glued(self, head: str) -> Iterator[Found]:
        for match in _GLUED.finditer(head):
            if fold(match["name"]) not in self.marks or self.month(match["date"]) is None:
                continue
            begin = _place_before(head, match.start())
            if begin is not None:
                city, _, region = head[begin : match.start()].rstrip(")").partition(" (")
                parts = city, region or None, match["date"]
                yield Found(begin, match.end(), "generic.dateline.glued", parts, match["name"])

    def _sound(self, parts: re.Match[str]) -> bool:
        """Whether city and region are written as names and the date names a month."""
        if parts["date"] and self.month(parts["date"]) is None:
            return False
        printed = (parts[name] for name in ("city", "region", "paren") if parts[name])
        return all(map(self._is_place, printed))

    def _is_place(self, name: str) -> bool:
        """Whether it is written as the name of a place, or says that the story has none."""
        return _named(name) or self.nowhere.fullmatch(name) is not None

    def month(self, date: str) -> int | None:
        """The month that a printed date names; see :func:`pipeline.clean.months.month_of`."""
        return month_of(date, self.months, self.misspelt)


# ``Kullu, May 9`` alone on its line.
_LINE_DATED: Final = re.compile(rf"(?P<city>[A-Z][A-Za-zÀ-ÿ .'-]{{2,30}}), (?P<date>{DAY})[:.]?")
_CITY_DATE: Final = re.compile(rf"(?P<city>[A-Z][A-Z .'-]{{2,30}}), (?P<date>{DAY}) (?=[A-Z])")


def _by_end(marks: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Agencies' marks by how they end."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for mark in marks:
        found[mark[-MARK_END:]] += (mark,)
    return dict(found)


def _tail_at(head: str, at: int, end: int) -> re.Match[str] | None:
    """The tail with its sign at ``head[at]``, behind the ``end`` of the one before."""
    spaced = at > end and head[at - 1] == " " and head[at] in _DASHES
    return (_TAIL.match(head, at - 1) if spaced else None) or (_TAIL.match(head, at) if at >= end else None)


def _sender(parts: re.Match[str], region: str | None) -> tuple[str | None, str | None]:
    """Region and agency where the agency stands without brackets: ``WASHINGTON, June 8, Reuter -``."""
    if parts["sender"]:
        return region, parts["sender"]
    if region and parts["region"] and not parts["date"] and region_named(region.split(",")[-1].strip()) is None:
        return None, region
    return region, None


def _parts(parts: re.Match[str] | None) -> Parts:
    if parts is None:
        return None, None, None
    # Arabic datelines can say "in" or "on" before their day.
    city = parts["city"].strip(f" .{COMMAS}-").removesuffix(" في") if parts["city"] else None
    region = parts["paren"] or parts["region"]
    # "SURABAYA, Indonesia/JAKARTA", "NAIROBI, Kenya and KAMPALA, Uganda": the region is the first city's.
    return city, MORE.split(region)[0].strip(f" {COMMAS}") if region else None, parts["date"]


def _known_alone(line: str, end: str, said: Said) -> bool:
    """Whether a line is nothing but a city: a large one or one that the story speaks of, or with its region."""
    city, _, region = line.partition(", ")
    if not line or line[-1] == "." or len(end) > 1 or not _named(line) or not all(w[0].isupper() for w in city.split()):
        return False
    if region:
        return bool(cities(city)) and region_named(region) is not None and not end
    if end or not cities(city):
        return bool(cities(city)) and cities(city)[0].population >= KNOWN_CITY and said.goes_on()
    return cities(city)[0].population >= KNOWN_CITY or (said.goes_on() and said.as_place(city))


def _named(name: str) -> bool:
    """Whether the words are written as a name: capitals, or small words that names have."""
    words = name.replace("/", " ").replace("-", " ").split()
    if not words or len(words) > 8:
        return False
    if name.islower():
        return len(words) <= 3
    return all(not word[0].islower() or word.casefold() in PARTICLES for word in words)


def _place_before(head: str, end: int) -> int | None:
    """Where the place begins that ends at ``end``: the longest that the gazetteer knows, else what is run together."""
    base = max(0, end - 60)
    starts = [base + match.start() for match in _NAME_START.finditer(head[base:end])]
    for begin in starts:
        if known(head[begin:end].partition(" (")[0], 0):
            return begin
    glued = [begin for begin in starts if begin and not head[begin - 1].isspace() and head[begin - 1] not in "'-("]
    return glued[-1] if glued else None
