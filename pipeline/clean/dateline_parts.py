"""A dateline's parts as printed: place, region and date, and its tail, which is an agency's mark, a dash or a stop."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.months import COMMAS, DAY, LUNAR_DAY
from pipeline.clean.wording import words_of
from pipeline.gazetteer import region_named

# A dateline's city, region and date as printed.
Parts = tuple[str | None, str | None, str | None]
_WORDS: Final = words_of("towns")
# A word for a division of a country behind its name: ``Nagano Prefecture``.
DIVISION: Final = re.compile(rf" {alternation(_WORDS['divisions'])}\Z")
# What stands before a tail.
PREFIX: Final = re.compile(
    rf"(?P<city>[^\W\d_][^{COMMAS}()\d/—–:;!?\"“”]{{0,45}}"
    rf"(?:[/·、] ?[^\W\d_][^{COMMAS}()\d/—–:;!?\"“”]{{1,30}}){{0,3}}?)?"
    rf"(?:,? {{0,2}}\((?P<paren>[^()\d]{{2,40}})\))?"
    rf"(?:[{COMMAS}] {{0,2}}(?P<region>(?!NO DATE)[^\d()—–:;!?]{{2,45}}?))?"
    rf"(?:(?:^|[{COMMAS}]? {{1,3}}|[{COMMAS}] ?)(?:- |{alternation(_WORDS['before_day'])} )?(?:{LUNAR_DAY},? )?"
    rf"(?P<date>{DAY})(?:,? (?:- )?\d{{1,2}}[hH:.]\d\d)?)?"
    rf"(?:(?:, |(?<=\d{{4}}) )(?P<sender>[A-Z][A-Za-z]{{1,14}}))?[ {COMMAS}.]{{0,3}}"
)
# Without any of these what stands before a dateline's end is the name of a place.
LONE_CITY: Final = frozenset(f"0123456789{COMMAS}()（）/·、-")
# What a dateline's tail begins with, but for a space: to search for its sign is ten times as fast as for all of it.
TAIL_SIGN: Final = re.compile(r"[(/\[\-–—―─_.:।ः|៖፡፦：։]")
_DASHES: Final = frozenset("-–—―─_.|")
_TAIL: Final = re.compile(
    r"(?: ?(?:--?|[–—]) ?(?=\())?(?P<mark>(?:[(\[]|(?<![^\W_])/(?!\d)|/(?= ?[^\W\d][^\s/]{1,20} ?/(?!\w))) ?"
    r"(?P<name>\w{2,12}(?:/\w{2,12}){2,3}(?=\))|[^()/\[\]]{1,45}(?:[/,] ?[^()/\[\]]{1,60})?) ?[)/\]]"
    r"|-- ?\((?P<release>[A-Z ]{4,30})\) ?--[^-]{0,30})"
    r" {0,2}(?P<dash>(?:\.-|\. ?[-–—]|[:.=_–—៖፡፦：-]{1,5}| ?\|)(?= |\Z|[^\W\d_\"“«]))?"
    r"|(?P<bare> ?(?:--|––|——|[–—―─_|]|\.-|-)(?=[ <\[]|\Z)|(?:—|--| -)(?=[A-ZÀ-Þ“«])"
    r"|\.(?:--?|[–—])(?=[A-ZÀ-Þ\"“¿¡«])|-(?=[\u0900-\u0dff]))"
    r"| ?(?P<point>[.:।ः៖፡፦：։](?:(?<=፡)-)?(?= |\Z)|।(?=[\u0900-\u0dff]))"
)
# ``Pajhwok, May 4``: the mark and the day in the same brackets, the day's parts sometimes close together.
DAY_BEHIND: Final = re.compile(
    rf"(?P<mark>[^{COMMAS}\s\d]{{2,16}}(?: [^{COMMAS}\s\d]{{1,16}}){{0,2}}?) ?[{COMMAS}] ?"
    rf"(?P<date>{DAY}|\d{{1,2}}[^\W\d_]{{2,11}}(?: \d{{2,4}})?)"
)
# Before another place, behind the region of the first: a stroke, or a word before capitals.
MORE: Final = re.compile(r"[/ ](?:(?<=/)|(?<=[a-zß-ÿ] )" + alternation(_WORDS["and"]) + " (?=[A-ZÀ-Þ]{3}))")
PARTICLES: Final = frozenset(_WORDS["small"])
# A capital within a word: text was lost or run together before it ("McAllen" and "DeKalb" are names).
RUN_TOGETHER: Final = re.compile(r"[A-ZÀ-Þ](?:(?:(?<=[a-zà-ÿ]{3}.)|(?<=\).))[a-zà-ÿ]|[A-ZÀ-Þ]{2}[a-zà-ÿ]{2})")


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


def tail_at(head: str, at: int, end: int) -> re.Match[str] | None:
    """The tail with its sign at ``head[at]``, behind the ``end`` of the one before."""
    spaced = at > end and head[at - 1] == " " and head[at] in _DASHES
    return (_TAIL.match(head, at - 1) if spaced else None) or (_TAIL.match(head, at) if at >= end else None)


def parts_of(before: re.Match[str] | None) -> Parts:
    """City, region and date of what stands before a tail, a match of ``PREFIX``; None for what is not printed."""
    if before is None:
        return None, None, None
    # Arabic datelines can say "in" or "on" before their day.
    city = before["city"].strip(f" .{COMMAS}-").removesuffix(" في") if before["city"] else None
    region = before["paren"] or before["region"]
    # "SURABAYA, Indonesia/JAKARTA", "NAIROBI, Kenya and KAMPALA, Uganda": the region is the first city's.
    return city, MORE.split(region)[0].strip(f" {COMMAS}") if region else None, before["date"]


def sender_of(before: re.Match[str], region: str | None) -> tuple[str | None, str | None]:
    """Region and agency where the agency stands without brackets: ``WASHINGTON, June 8, Reuter -``."""
    if before["sender"]:
        return region, before["sender"]
    known = not region or DIVISION.search(region) or region_named(region.split(",")[-1].strip()) is not None
    if known or not before["region"] or before["date"]:
        return region, None
    return None, region


def is_named(name: str) -> bool:
    """Whether the words are written as a name: capitals, or small words that names have."""
    words = name.replace("/", " ").replace("-", " ").split()
    if not words or len(words) > 8:
        return False
    if name.islower():
        return len(words) <= 3
    return all(not word[0].islower() or word.casefold() in PARTICLES for word in words)
