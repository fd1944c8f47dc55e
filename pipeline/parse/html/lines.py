"""Lines of the page's own, by their words: ``lines.toml`` compiled, one pattern a list."""

import re
import tomllib
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

_LISTS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("lines.toml").read_text("utf-8"))


_MONTHS: list[list[str]] = tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))["months"]
_CAPITAL = r"(?-i:[^\W\d_a-z\xdf-\xff\u0430-\u045f])"
_NAME = rf"{_CAPITAL}[\w.'\u2019-]*"
_PARTICLE = "(?-i:de|del|della|da|do|dos|di|du|la|le|van|von|der|den|ter|ten|zu|bin|al|el|and|und|y|et|e|og|och|en|и)"
_PARTS = {
    "capital": _CAPITAL,
    "name": _NAME,
    "people": rf"{_NAME}(?:[,&]?\s(?:{_PARTICLE}\s){{0,2}}(?:&\s)?{_NAME}){{1,9}}",
    "month": f"(?:{'|'.join(sorted({name for names in _MONTHS for name in names}, key=len, reverse=True))})",
}
_PART = re.compile(r"\{([a-z_]+)\}")


def _any(name: str) -> str:
    return f"(?:{_PART.sub(lambda part: _PARTS[part[1]], '|'.join(_LISTS[name]))})"


for _name in ("agencies", "by", "job", "put_up", "hand", "change", "weekday", "day", "clock", "when", "put_up_told"):
    _PARTS[_name] = _any(_name)


def _found(name: str) -> str:
    """Return a pattern to search for: what begins with a word is tried only where a word begins."""
    begin = [each.removeprefix(r"\b") for each in _LISTS[name] if each.startswith(r"\b")]
    others = [each for each in _LISTS[name] if not each.startswith(r"\b")]
    return "|".join((*others, rf"\b(?:{'|'.join(begin)})"))


def _words(name: str) -> AhoCorasick:
    return AhoCorasick(_LISTS[name])


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*{_any(name)}\W*$", re.IGNORECASE)


WHOLE = re.compile(rf"^\W*{_any('whole')}\W*$")
START = re.compile(rf"^\W*(?:{_any('start')}|(?P<invite>{_any('invite')}))")
ANYWHERE = re.compile(_found("anywhere"))
BOXED = re.compile(_found("boxed"))
COMMENTS = re.compile(rf"^\W*{_any('comments')}(?:\W{{1,2}}\d{{1,6}})?\W*$")
"""These are for a text in small letters: all short texts meet them, and ignoring case takes twice as long."""

_LEADS_ON = re.compile(r"\S@\S|\w\.\w\w|[^.!?]$")
"""An address stands in the text, or it does not end as a sentence."""

STAMP = _whole("stamp")
SIGNED = re.compile(rf"^{_any('signed')}$", re.IGNORECASE)
HEADING = _whole("heading")
BYLINE = _whole("byline")
BYLINE_HEAD = _whole("byline_head")
BYLINE_END = re.compile(rf"(?:\s(?:on|at|am|le|el|em|il|op))?[\s,;|/·•–—-]++{_any('byline_end')}.*$", re.IGNORECASE)
BY = _whole("by")
BY_WORDS = _any("by")
NAMES = re.compile(rf"^\W*{_PARTS['people']}\W*$", re.IGNORECASE)
NAMES_FIRST = re.compile(rf"^\W*{_PARTS['people']}\b", re.IGNORECASE)
PRONOUN_FIRST = re.compile(rf"^\W*{_any('pronouns')}\b", re.IGNORECASE)
JOB_LINE = _whole("job_line")
CREDIT = _whole("credit")
PRODUCTION = _whole("production")
PICTURED = re.compile(_any("pictured"), re.IGNORECASE)
SHOT = re.compile(rf"\b{_any('shot')}", re.IGNORECASE)
STAGED = re.compile(_any("staged"), re.IGNORECASE)
REPLY = frozenset(_LISTS["reply"])
ABOUT_AUTHOR = _whole("about_author")
DATELINE = re.compile(
    rf"^(?!{_any('byline_end')}|{_PARTS['month']}\b)(?-i:[A-Z\xc0-\xde][A-Z\xc0-\xde.'’ -]{{2,30}}),\s", re.IGNORECASE
)
"""A city in capitals begins a line that is a dateline, though it holds a date."""
LIFE = re.compile(r"\b((?:1[89]|20)\d\d)\b.{1,40}\b(?!\1)(?:1[89]|20)\d\d\b")
"""Two years stand in the text: it tells of a life or a term, and is no stamp."""

ANYWHERE_WORDS = _words("anywhere_words")
CREDIT_END = re.compile(rf"{_any('credit_end')}\W*$", re.IGNORECASE)
PICTURE_SIGN = re.compile(_any("picture_sign"), re.IGNORECASE)
US = re.compile(rf"\b{_any('us')}\b", re.IGNORECASE)
BOXED_WORDS = _words("boxed_words")
CREDIT_SIGNS = _words("credit_signs")
STAMP_WORDS = _words("stamp_words")
_DIGIT = re.compile(r"\d")
CREDIT_WORDS = tuple(_LISTS["credit_words"])
"""So few that looking for each is faster than the search for all."""
BIOGRAPHY = re.compile(rf"\b{_any('biography')}\b", re.IGNORECASE)
WHO = re.compile(rf"^(?:[A-Z][\w.'’-]+\s){{2,4}}(?:\([^)]*\)\s)?(?i:{_any('who')})")
CONTACT = re.compile(rf"^.{{0,120}}{_any('contact')}\b.{{0,200}}$", re.IGNORECASE)
_REPORTED = re.compile(rf"\b{_any('reported')}\b", re.IGNORECASE)
_SPEAKS = re.compile(_any("speaks"), re.IGNORECASE)
_ENGLISH = re.compile(rf"\b{_any('english')}\b", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b{_any('clause')}\b", re.IGNORECASE)
_FULL_STOP = (".", ".”", '."', ".’", ".'", ".)", "。")
SENTENCE = re.compile(r"[.!?…。！？؟।](?:[\"'”’»)\]]|\s|$)")
"""A sentence ends in the text."""


def begins_as_own(text: str, small: str, *, linked: bool) -> bool:
    """Whether a short text, and the same in small letters, begins as lines of the page's own do.

    One that only invites the reader has to lead on: a link or an address stands in it, or it is no sentence.

    >>> [begins_as_own(text, text.lower(), linked=False) for text in ("Follow us.", "Iscriviti", "Iscriviti, disse.")]
    [True, True, False]
    """
    match = START.match(small)
    return match is not None and (match["invite"] is None or linked or _LEADS_ON.search(text) is not None)


def tells(text: str) -> bool:
    """Whether a text tells what somebody said, or something in English that asks nothing and is not of the page.

    What ends as no sentence tells nothing.

    >>> tells("Follow us on Facebook."), tells("They follow the singer on Facebook."), tells("Follow me, he said.")
    (False, True, True)
    """
    if not text.endswith(_FULL_STOP):
        return False
    return bool(_REPORTED.search(text) or (_ENGLISH.search(text) and not _SPEAKS.search(text)))


def has_clause(text: str) -> bool:
    """Whether a text is a sentence with a word of one, as credits of pictures are none.

    >>> has_clause("Via Roma was closed."), has_clause("Photo: Ann Lee."), has_clause("Photo: what he took")
    (True, False, False)
    """
    return text.endswith(_FULL_STOP) and _CLAUSE.search(text) is not None


def may_be_stamp(small: str) -> bool:
    """Whether a text in small letters can be a stamp: most have a digit, the others a word of what was done.

    >>> may_be_stamp("5 may"), may_be_stamp("updated today"), may_be_stamp("a ferry for holm")
    (True, True, False)
    """
    return _DIGIT.search(small) is not None or holds(small, STAMP_WORDS)


def holds(small: str, words: AhoCorasick) -> bool:
    """Whether one of these words stands in a text, both in small letters: a cheap test before a costly pattern.

    >>> holds("sign up now", ANYWHERE_WORDS), holds("signed", ANYWHERE_WORDS), holds("\\ud800 sign up", ANYWHERE_WORDS)
    (True, False, True)
    """
    try:
        return bool(words.find_matches_as_indexes(small))
    except UnicodeEncodeError:
        return holds(small.encode("utf-8", "replace").decode(), words)  # lone surrogates as question marks
