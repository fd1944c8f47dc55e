"""What the desk's marks say of a version's place in its story: first text, lead, or a take to be added to one."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from pipeline.story import Article

SLUG_LENGTH = 200
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})"
_ORDINAL = rf"{_NUMBER}(?:st|nd|rd|th|\.|e)?"
_ADDS = (
    re.compile(rf"\b{_ORDINAL}[ -]?adds?\b"),
    re.compile(rf"\badds?[ -]?{_NUMBER}\b"),
)
_TAKES = (
    re.compile(rf"\b{_ORDINAL}[ -]?takes?\b"),
    re.compile(rf"\btakes?[ -]?{_NUMBER}\b(?: ?of ?\d{{1,2}}\b)?"),
)
_LEADS = (
    re.compile(rf"\b(?:{_ORDINAL}[ -]?)?(?:ld|lead)\b(?:[ -]?write-?thr[ou]u?g?h?\b)?"),
    re.compile(rf"\b(?:update|wrapup)[ -]?{_NUMBER}\b"),
    re.compile(
        r"\b(?:write-?thru|writethrough|subs?|substitute|correct(?:ed|ion|ive)|refile|repeat|rpt|rewrites?|updated"
        r"|zusammenfassung|wiederholung|berichtigung|korrektur|neufassung)\b"
    ),
)
# What desks put before a headline: nothing later in it is a mark.
_HEADLINE = re.compile(
    r"\s*(?:\((?P<bracket>[^()]{2,16})\)|(?P<plain>(?:update|wrapup) \d{1,2}|corrected|correction|refile|rpt)(?=[ :-]))"
)
_CYCLE = re.compile(r"(?:am|pm|bc)-(?=[^\s-])")
_REVISING = frozenset({"sig:update", "sig:correction", "sig:repeat"})


class Kind(StrEnum):
    """``lead`` stands in for all that came before it, ``add`` goes on where the text before it ends."""

    STORY = "story"
    LEAD = "lead"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Marks:
    """``lead`` is the number of the lead that it is or belongs to, ``add`` that of the addition; 0 where none."""

    kind: Kind = Kind.STORY
    lead: int = 0
    add: int = 0

    @property
    def step(self) -> int:
        """Its place among versions of the same minute."""
        return self.lead * 100 + self.add


def marks_of(article: Article) -> Marks:
    """The marks of the take line, the slug and the headline's beginning."""
    headline = _HEADLINE.match((article.headline or "").casefold())
    told = headline and (headline["bracket"] or headline["plain"])
    marks = read_marks(" ".join(filter(None, (article.take, article.slugline, told))))
    if marks.kind is Kind.STORY and _REVISING & {*article.signals}:
        return Marks(Kind.LEAD, 1)
    return marks


def read_marks(text: str) -> Marks:
    """The marks that stand in a line of the desk.

    >>> read_marks("1st Ld-Writethru").lead, read_marks("FIRST ADD").add, read_marks("Take 3 of 4").add
    (1, 1, 2)
    >>> read_marks("2nd Ld, 1st Add"), read_marks("Harbour-Fire").kind
    (Marks(kind=<Kind.ADD: 'add'>, lead=2, add=1), <Kind.STORY: 'story'>)
    """
    line = text.casefold()
    lead = _number(line, _LEADS)
    # The first take is the story itself.
    add = _number(line, _ADDS) or max((_number(line, _TAKES) or 1) - 1, 0)
    if add:
        return Marks(Kind.ADD, lead or 0, add)
    return Marks() if lead is None else Marks(Kind.LEAD, lead)


def slug_key(slugline: str | None) -> str | None:
    """The slug by which versions of a story are known: without cycle, marks, case and punctuation.

    >>> slug_key("BC-Harbour-Fire, 1st Ld-Writethru"), slug_key("Harbour Fire"), slug_key("--")
    ('harbour fire', 'harbour fire', None)
    """
    slug = _CYCLE.sub("", unicodedata.normalize("NFKC", slugline or "").casefold().strip(), count=1)
    for pattern in (*_ADDS, *_TAKES, *_LEADS):
        slug = pattern.sub(" ", slug)
    return " ".join(re.findall(r"\w+", slug))[:SLUG_LENGTH] or None


def _number(line: str, patterns: tuple[re.Pattern[str], ...]) -> int | None:
    """The number beside the mark, 1 where none is printed; None without such a mark."""
    found = next((match for pattern in patterns if (match := pattern.search(line))), None)
    if found is None:
        return None
    number = found.groupdict().get("number")
    if number is None:
        return 1
    return _WORDS.index(number) + 1 if number in _WORDS else int(number)
