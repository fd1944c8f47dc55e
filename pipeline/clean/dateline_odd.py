"""Odd datelines: without a tail, behind a teaser, glued to what stands before them, or at a story's end."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.dateline_parts import Found, is_named
from pipeline.clean.dateline_said import Said
from pipeline.clean.dateline_shown import KNOWN_CITY
from pipeline.clean.fold import fold
from pipeline.clean.forms import DATELINE_REACH
from pipeline.clean.months import DAY
from pipeline.clean.names import known_place, known_region
from pipeline.clean.wording import words_of
from pipeline.gazetteer import cities, place, region_named

# Gives the month that a printed date names; None where it names none.
MonthOf = Callable[[str], int | None]

# A place that is all of its paragraph.
ALONE: Final = "generic.dateline.alone"
# A dateline in the middle of a teaser paragraph begins before this.
MIDDLE: Final = 700
_PLACES: Final = words_of("towns")
# What ends a line that is a place.
_ENDS: Final = " :,/"
# A line of a place and its region is no longer.
LONGEST_LINE: Final = 40
_CITY_DATE: Final = re.compile(
    r"(?:(?P<capitals>[A-Z][A-Z .'-]{2,30})(?:,|(?=.{90}))"
    r"|(?P<city>[A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})?(?=.{75})),)"
    rf" (?P<date>{DAY}) (?=[A-Z])"
)
# Before a company's name.
_DAY_ONLY: Final = re.compile(
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}) (?=[A-Z][\w.&'-]{1,20}(?: [A-Z][\w.&'-]{0,20}){0,4} "
    + alternation(words_of("wording")["company"])
    + r"\b.{60})"
)
# ``Kullu, May 9`` alone on its line.
_LINE_DATED: Final = re.compile(rf"(?P<city>[A-Z][A-Za-zÀ-ÿ .'-]{{2,30}}), (?P<date>{DAY})[:.]?")
_SENDER_CITY: Final = re.compile(r"(?P<agency>[A-Z]{2,8}), (?P<city>[A-Z][A-Z .-]{2,24})\Z")
# Behind a byline that ends in the place: ``By Mara Linden | LONDON``.
_CAPITALS: Final = re.compile(
    r"(?P<city>[A-Z]{3,}(?: [A-Z]{3,}){0,2}) (?!"
    + alternation(_PLACES["behind_city"])
    + r" )(?=[A-Z“\"](?:[a-z]| [a-z]|[A-Z.]))"
)
# A place in bold type, run into the text.
_RUN_IN: Final = re.compile(
    r"(?P<city>[A-ZÀ-Þ][a-zß-ÿ]{2,}(?:[ /-][A-ZÀ-Þ][a-zß-ÿ]+)?)" + alternation(_PLACES["run_in"]) + " "
)
# A place in bold type before a sentence's first word, which is no part of a name: ``Kleve Er klingelte``.
_SPACED: Final = re.compile(
    r"(?P<city>[A-ZÀ-Þ][a-zß-ÿ]{2,}(?:[ /-][A-ZÀ-Þ][a-zß-ÿ]+){0,2}?) (?="
    + alternation(_PLACES["run_in_spaced"])
    + r" [^\n]{60})"
)
# ``SARAJEVO, Bosnia and Herzegovina Residents``: what may be a region is one to four words.
_CAPITALS_AND_REGION: Final = re.compile(
    r"(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?: [A-ZÀ-Þ.'’-]{2,}){0,2}), (?=[A-ZÀ-Þ][a-zß-ÿ])"
)
_REGION_WORDS: Final = re.compile(r"(?:(?:[A-ZÀ-Þ][\w.’'-]+|and|of|the) ){1,4}(?=[A-Z“\"][^\n]{60})")
# What begins a sentence behind the region, and no name: ``France The``, but not ``France Football``.
_BEGINS: Final = re.compile(
    rf"[“\"]|{alternation(_PLACES['behind_region'])} "
    rf"|{alternation(_PLACES['behind_region_articles'])} (?=[^\W\d_A-ZÀ-Þ])"
)
# What is called as the place and its region are: ``PARIS, Texas The film``.
_OF_WORK: Final = re.compile(
    r"(?:The|A|An) (?:\w{1,12} ){0,2}(?:film|movie|book|novel|band(?! of)|album|guide|song|musical|opera)\b"
)
# A paper's row: who sent the story and the day of the paper, behind the text.
_SIGNED_DAY: Final = re.compile(r"\([^()\d]{2,60}, \d{1,2}\.\d{1,2}\.\d{4}\) ?\Z")
_IN_TOWNS: Final = frozenset(_PLACES["in_towns"])
_IN_TITLES: Final = frozenset(_PLACES["in_titles"])
_MIDDLE: Final = re.compile(
    r"(?<=[.!?…:”\"“»]) {1,3}(?P<city>[^\W\d_a-zß-ÿ][^\d,()—–.;:!?]{2,40}) [–—] (?=[„“\"«]?[A-ZÄÖÜ])"
)
_GLUED: Final = re.compile(rf", (?P<date>{DAY}) \((?P<name>[^()\d]{{2,30}})\)(?P<dash>\.-|\.|:| -)?")
_NAME_START: Final = re.compile(r"[A-ZÀ-Þ](?=[a-zà-ÿ])")
_AT_END: Final = re.compile(
    rf"(?<=[.!?”\"]) {{1,3}}(?P<city>[A-Z][A-Z .'-]{{2,30}}), (?P<date>{DAY}) \((?P<name>[^()]{{2,30}})\)\Z"
)


def without_tail(head: str, start: int, said: Said, month_of: MonthOf) -> Found | None:
    """``ULAANBAATAR, June 20 The mine``, ``HOUSTON Jan 28 Oil``; a line ``NORD, OSLO``, a place alone on its line."""
    dated = _dated(head, start, said, month_of)
    if dated:
        return dated
    sender = _SENDER_CITY.match(head)
    if sender and known_place(sender["city"]):
        parts = sender["city"], None, None
        return Found(start, start + len(head), "generic.dateline.sender_first", parts, sender["agency"])
    found = _alone(head, start, said, month_of) or _before_text(head, start, said)
    return _behind_byline(head, start, said, month_of) if found is None and said.signed() else found


def _before_text(head: str, start: int, said: Said) -> Found | None:
    """A place with its region, or below furniture by itself, that only a space parts from the text's first sentence."""
    return _with_region(head, start, said) or (_spaced(head, start, said) if said.framed() else None)


def _with_region(head: str, start: int, said: Said) -> Found | None:
    match = _CAPITALS_AND_REGION.match(head)
    region = _region_before(head, match.end()) if match and known_place(match["city"]) else None
    if match and region and not _is_in(match["city"], region):
        return None
    if match is None or region is None or not said.opens(_CAPITALS_AND_REGION, decked=True):
        return None
    end, parts = match.end() + len(region) + 1, (match["city"], region, None)
    return Found(start, start + end, "generic.dateline.undashed", parts)


def _region_before(head: str, begin: int) -> str | None:
    """The longest region or country at ``head[begin]``, if a sentence follows: no other region, and no name's rest."""
    words = _REGION_WORDS.match(head, begin)
    for end in range(words.end() - 1, begin, -1) if words else ():
        if head[end] == " " and known_region(head[begin:end]):
            begun = _BEGINS.match(head, end + 1) is not None and _OF_WORK.match(head, end + 1) is None
            return head[begin:end] if begun else None
    return None


def _is_in(city: str, region: str) -> bool:
    """Whether the gazetteer has the city in the region or country: ``BOSTON, New York Yankees`` are two teams.

    Behind an American city Georgia is the state.
    """
    return place(city, region) is not None or any(bearer.region == region for bearer in cities(city))


def _spaced(head: str, start: int, said: Said) -> Found | None:
    match = _SPACED.match(head)
    if match is None or not said.opens(_SPACED, decked=True):
        return None
    city = match["city"]
    # "Baden" and "Singen" are what one does as well: the text must have something in them.
    placed = said.as_place(city, elsewhere=True) and not said.as_noun(city)
    told = placed and said.heads(city) and (known_place(city) or said.has_line(city))
    return Found(start, start + match.end(), "generic.dateline.run_in", (city, None, None)) if told else None


def _dated(head: str, start: int, said: Said, month_of: MonthOf) -> Found | None:
    """A place and a day without a dash; without a comma too only a city's, where no other line begins so."""
    match = _CITY_DATE.match(head)
    if match is None or month_of(match["date"]) is None:
        return None
    city = match["capitals"] or match["city"]
    if head[len(city)] != "," and not (cities(city) and said.opens(_CITY_DATE)):
        return None
    if not known_place(city, 0 if match["capitals"] else KNOWN_CITY):
        return None
    return Found(start, start + match.end("date") + 1, "generic.dateline.undashed", (city, None, match["date"]))


def _behind_byline(head: str, start: int, said: Said, month_of: MonthOf) -> Found | None:
    """What nothing but the byline straight before it shows."""
    dated = _day_only(head, start, month_of)
    return dated or _as_byline(head, start, said) or _run_in(head, start, said)


def _day_only(head: str, start: int, month_of: MonthOf) -> Found | None:
    """``May 4 Northern Freight Inc, the ...``: a day that the place was cut from."""
    match = _DAY_ONLY.match(head)
    if match is None or month_of(match["date"]) is None:
        return None
    return Found(start, start + match.end(), "generic.dateline.undashed", (None, None, match["date"]))


def _alone(head: str, start: int, said: Said, month_of: MonthOf) -> Found | None:
    """A place that is all of its line, or has but a day beside it."""
    alone = head.strip()
    if len(alone) <= LONGEST_LINE:
        city, region, ends = _divided(alone)
        if city and _known_alone(city, region, ends, said):
            return Found(start, start + len(head), ALONE, (city, region or None, None))
    dated = _LINE_DATED.fullmatch(alone)
    if dated and month_of(dated["date"]) and known_place(dated["city"]) and said.goes_on():
        return Found(start, start + len(head), ALONE, (dated["city"], None, dated["date"]))
    return None


def _divided(line: str) -> tuple[str, str, str]:
    """City, region and the sign that ends a line of them; the full stop of ``OPELIKA, Ala.`` is the region's.

    >>> _divided("OSLO, Norway"), _divided("OPELIKA, Ala."), _divided("Oslo.")
    (('OSLO', 'Norway', ''), ('OPELIKA', 'Ala.', ''), ('Oslo', '', '.'))
    """
    place = line.rstrip(_ENDS)
    city, _, region = place.partition(", ")
    if not region:
        city = city.removesuffix(".")
    return city, region, line[len(city) if not region else len(place) :].strip()


def _known_alone(city: str, region: str, ends: str, said: Said) -> bool:
    """Whether a line is nothing but a city: a large one or one that the story speaks of, or with its region."""
    if (
        len(ends) > 1
        or (ends == "." and said.answers())
        or not is_named(f"{city} {region}")
        or not all(word[0].isupper() for word in city.split())
    ):
        return False
    found = cities(city)
    if region:
        under = said.begins() or (region[-1] == "." and said.framed())
        framed = city.isupper() and city.count(" ") <= 1 and under and said.goes_on()
        return (bool(found) or framed) and region_named(region) is not None and not ends
    if not found:
        return False
    large = found[0].population >= KNOWN_CITY
    if ends:
        return large and said.goes_on()
    return large or (said.goes_on() and ((" " not in city and said.begins()) or said.as_place(city)))


def _as_byline(head: str, start: int, said: Said) -> Found | None:
    """A place in capitals without any sign behind it, straight after a byline that ends in it."""
    match = _CAPITALS.match(head)
    if match and said.signed_in(match["city"]) and known_place(match["city"]):
        return Found(start, start + match.end(), "generic.dateline.as_byline", (match["city"], None, None))
    return None


def _run_in(head: str, start: int, said: Said) -> Found | None:
    """A place that is run into the text, straight after a byline."""
    match = _RUN_IN.match(head)
    if match and known_place(match["city"]) and not said.again(match[0]):
        return Found(start, start + match.end("city"), "generic.dateline.run_in", (match["city"], None, None))
    return None


def within(text: str, marks: frozenset[str], month_of: MonthOf) -> Found | None:
    """A dateline after the teaser sentences of a story's first paragraph, or glued to what was before it."""
    head, signed = text[:MIDDLE], _SIGNED_DAY.search(text, max(0, len(text) - DATELINE_REACH)) is not None
    for match in _MIDDLE.finditer(head) if " – " in head or " — " in head else ():
        parts = match["city"].split("/")
        if all(known_place(part, 0 if signed else KNOWN_CITY) for part in parts) or (
            signed and _is_town(match["city"])
        ):
            return Found(match.start("city"), match.end(), "generic.dateline.middle", (match["city"], None, None))
    return next(_glued(head, marks, month_of), None)


def _is_town(name: str) -> bool:
    """Whether a name is written as a town's, which no gazetteer need know: ``Velmora am See``."""
    words = name.split()
    shaped = words[0] not in _IN_TITLES and not _IN_TOWNS.isdisjoint(words)
    shaped = shaped and all(word[0].isupper() or word in _IN_TOWNS for word in words)
    return len(name) <= LONGEST_LINE and (shaped or known_place(name))


def _glued(head: str, marks: frozenset[str], month_of: MonthOf) -> Iterator[Found]:
    """Datelines glued to what stands before them: ``... within a weekOslo, May 4 (NORD) -``."""
    for match in _GLUED.finditer(head):
        if fold(match["name"]) not in marks or month_of(match["date"]) is None:
            continue
        begin = _place_before(head, match.start())
        if begin is not None:
            city, _, region = head[begin : match.start()].rstrip(")").partition(" (")
            parts = city, region or None, match["date"]
            yield Found(begin, match.end(), "generic.dateline.glued", parts, match["name"])


def _place_before(head: str, end: int) -> int | None:
    """Where the place begins that ends at ``end``: the longest that the gazetteer knows, else what is run together."""
    base = max(0, end - 60)
    starts = [base + match.start() for match in _NAME_START.finditer(head[base:end])]
    for begin in starts:
        if known_place(head[begin:end].partition(" (")[0]):
            return begin
    glued = [begin for begin in starts if begin and not head[begin - 1].isspace() and head[begin - 1] not in "'-("]
    return glued[-1] if glued else None


def at_end(text: str, month_of: MonthOf) -> Found | None:
    """A dateline that closes the story."""
    match = _AT_END.search(text, max(0, len(text) - DATELINE_REACH)) if text.endswith(")") else None
    if match is None or month_of(match["date"]) is None:
        return None
    parts = match["city"], None, match["date"]
    return Found(match.start("city"), match.end(), "generic.dateline.end", parts, match["name"])
