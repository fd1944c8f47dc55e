"""The title that the lines under it show: its standfirst, its byline, its stamp, or a caption under a question.

Of such a title the shape need not be sure: it can ask, call out, quote, hold two sentences or tell a whole one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.frame import BEFORE_TEXT
from pipeline.clean.headline import LONGEST_HEADLINE
from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import HEAD_TO_TITLE, OF_PAGE, UNDER_TITLE
from pipeline.clean.shape import tells
from pipeline.clean.title import LONGEST_SURE, known_title, mark_over, next_to, says_enough
from pipeline.clean.title_settled import BY_PLACE, FIRST_LINES, FRAMED, OVER_TITLE, SECTION_AS_TITLE
from pipeline.story import Kind

# Over a title stand hardly more lines: its region, its town and its section.
MOST_SECTIONS: Final = 3
# A standfirst is one paragraph of prose.
MOST_DECK: Final = 1
_QUOTES: Final = "\"“”„«»‘'「『"
_NO_TITLE: Final = (*_QUOTES, "Dear ", "Q:", "Q.", "A:")
# What a title with a sentence's end has there: it asks, calls out, breaks off, or somebody is quoted behind a colon.
_ENDS_TITLE: Final = re.compile(
    r"[?!…？！][\"“”»'’)」』]?\Z|\.\.\.\Z|[:：] ?[\"“„«»‘'「『][^\"“”„«»]{4,90}[\"“”»«'’」』]\Z"
)
# An answer is shorter than a standfirst; a section that was taken for the title has no more words.
SHORTEST_STANDFIRST, SECTION_WORDS = 60, 2
# A title holds two sentences at most.
MOST_STOPS: Final = 1
_STOP_WITHIN: Final = re.compile(r"(?<=[^\W\d_]{3})[.!?…][\"”»]? ")
_WORD: Final = re.compile(r"\w+")
_FIGURE: Final = re.compile(r"\d")


def mark(paragraphs: Sequence[Paragraph], apart: str | None) -> None:
    """Mark the title by what stands under it; ``apart`` is the title of a story whose text does not have it."""
    if apart is None:
        _signed(paragraphs)
    _asking(paragraphs)


def said_in_other_signs(paragraphs: Sequence[Paragraph], declared: str | None) -> None:
    """Mark a title that stands twice in a page's first lines, be it with other signs or as a question.

    A line that is said again is a song's as well where no piece of a page stands by.
    """
    if declared is not None or known_title(paragraphs):
        return
    for first, second in pairwise(paragraphs[:FIRST_LINES]):
        over = paragraphs[: first.index]
        page = any(p.label in OF_PAGE for p in paragraphs[: second.index + 3]) and all(map(_is_no_title, over))
        if page and _may_be_title(first) and _may_be_title(second) and _words_of(first) == _words_of(second):
            for line in (first, second):
                line.mark(Kind.HEADLINE, "generic.headline.said_twice")
            mark_over(over)
            return


def _words_of(line: Paragraph) -> list[str]:
    return _WORD.findall(line.text.casefold())


def _signed(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the title over the first byline or stamp that has one over it; of prose only a standfirst stands before."""
    told = 0
    for sign in paragraphs[:HEAD_TO_TITLE]:
        told += sign.prose and not sign.taken
        if told > MOST_DECK or (_is_sign(sign) and _signed_below(paragraphs, sign)):
            return


def _is_sign(line: Paragraph) -> bool:
    """Whether a line is a byline or a stamp; without figures a header is a section's name."""
    return line.label is Kind.BYLINE or (line.label is Kind.HEADER and _FIGURE.search(line.text) is not None)


def _signed_below(paragraphs: Sequence[Paragraph], sign: Paragraph) -> bool:
    """Mark the title over a byline or stamp, or over the standfirst that stands between; whether there is one."""
    below = _over(paragraphs, sign)
    above = _over(paragraphs, below) if below else None
    if below is None or not _is_open(below):
        return False
    decked = above and above.index == below.index - 1 and not below.taken and below.terminal
    if above and decked and _may_be_title(above) and not _is_asked(above, below):
        return _mark(paragraphs, above, sign, "generic.headline.over_standfirst")
    if _may_be_title(below) and not below.text.startswith(_NO_TITLE) and not _may_stand_over(above):
        return _mark(paragraphs, below, sign, "generic.headline.signed")
    return False


def _is_asked(title: Paragraph, below: Paragraph) -> bool:
    """Whether a line is a question that the one below answers, or a quotation: no title for a standfirst's sake."""
    answered = title.text[-1] in "?？" and len(below.text) < SHORTEST_STANDFIRST
    return answered or title.text.startswith(_NO_TITLE)


def _over(paragraphs: Sequence[Paragraph], line: Paragraph) -> Paragraph | None:
    """What stands over a line, but for pictures and a page's buttons."""
    above = reversed(paragraphs[: line.index])
    return next((p for p in above if p.label not in OF_PICTURES and not (p.label is Kind.PROMO and p.by)), None)


def _mark(paragraphs: Sequence[Paragraph], title: Paragraph, sign: Paragraph, rule: str) -> bool:
    """Mark a title, if over it stand only a page's pieces and its sections, of which one was taken for the title."""
    over, known = paragraphs[: title.index], known_title(paragraphs)
    if sum(not p.taken for p in over) > MOST_SECTIONS or not all(map(_is_no_title, over)):
        return False
    if known and not _yields(known, title, sign):
        return False
    if tells(title.text) and not any(p.label is Kind.HEADER and p.by for p in over):
        return False  # without a section over it a standfirst, whose title is not in the text
    if known:
        known.mark(*((Kind.HEADER, OVER_TITLE) if known.index < title.index else (Kind.PROMO, BEFORE_TEXT)))
    title.mark(Kind.HEADLINE, rule)
    mark_over(over)
    return True


def _yields(known: Paragraph, title: Paragraph, sign: Paragraph) -> bool:
    """Whether what only its place made the title is a section over this one, or a line below the byline."""
    section = known.index < title.index and _is_section(known) and title.index + 1 < sign.index
    section = section and known.text.count(" ") < SECTION_WORDS
    return known.rule in BY_PLACE and (section or known.index > sign.index)


def _is_no_title(line: Paragraph) -> bool:
    """Whether a line over a title is none itself: a section's name, or what something surer than its place took."""
    return _is_section(line) or (line.taken and line.rule not in FRAMED and line.rule not in BY_PLACE)


def _is_section(line: Paragraph) -> bool:
    return len(line.text) <= SECTION_AS_TITLE and not line.terminal


def _is_open(line: Paragraph) -> bool:
    return not line.taken or (line.rule in FRAMED and not line.cuts)


def _may_be_title(line: Paragraph) -> bool:
    """Whether a line that nothing sure took is of a title's length and ends as one."""
    if not _is_open(line) or line.prose or len(line.text) > LONGEST_HEADLINE or not says_enough(line.text):
        return False
    ends = not line.terminal or _ENDS_TITLE.search(line.text) is not None
    if len(_STOP_WITHIN.findall(line.text)) > MOST_STOPS:
        return False
    return ends and line.text[-1] not in ":：,;" and line.text[0] not in "*•·▪-–—"


def _may_stand_over(line: Paragraph | None) -> bool:
    """Whether the line over one that may be the title is rather it."""
    return line is not None and not _is_no_title(line)


def _asking(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the story's first line as its title if it asks or calls out and a piece of the page stands under it."""
    first = next((p for p in paragraphs[:FIRST_LINES] if not p.taken), None)
    after = next_to(paragraphs, first) if first else None
    if first is None or after is None or first.text[-1] not in "?!" or known_title(paragraphs):
        return
    short = says_enough(first.text) and len(first.text) <= LONGEST_SURE and not first.text.startswith(_NO_TITLE)
    asks = first.text[-1] == "?" and after.label is Kind.CAPTION
    if short and (asks or after.label in UNDER_TITLE):
        first.mark(Kind.HEADLINE, "generic.headline.asking")
