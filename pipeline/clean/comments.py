"""What readers wrote behind the text: under a line that speaks of comments, each under a name and a stamp."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.moments import is_day, is_moment
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import OF_PAGE, texts_of
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import ENOUGH_TEXT
from pipeline.clean.stamped import is_full_day
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A line over comments that does not count them has no more words, nor has a reader's name, and that is no longer; the
# first comment stands within so many lines below, and its first sentence so soon under its stamp.
MOST_WORDS, LONGEST_NAME, WITHIN, LINES = 3, 40, 8, 6
# So many names with stamps are comments: what a text tells of day by day has none that speaks of them over it.
FEW: Final = 2
_COMMENTS: Final[tuple[str, ...]] = tuple(words_of("wording")["comments"])
_HOUR: Final = re.compile(r"(?:\w{1,3} )?\d{1,2} ?[:h.] ?\d\d(?: ?[ap]\.?m\.?| Uhr| hs?\.?)?", re.IGNORECASE)
_FIGURE: Final = re.compile(r"\d")
# Behind such a word's beginning stands no more than an ending: commentators comment themselves.
_OVER: Final = re.compile(rf"(\d )?(?<!\w)(?:{'|'.join(map(re.escape, _COMMENTS))})\w{{0,3}}(?!\w)")
_OVER_WIDE: Final = re.compile("|".join(filter(is_eastern, _COMMENTS)))


def mark(paragraphs: Sequence[Paragraph], month_of: Callable[[str], int | None]) -> None:
    """Mark a story's comments, from the line that speaks of them to the last one's first paragraph."""
    texts = texts_of(paragraphs) if any(p.label in OF_PAGE for p in paragraphs) else []
    begins = texts[ENOUGH_TEXT - 1] if len(texts) >= ENOUGH_TEXT else len(paragraphs)
    for heading in paragraphs[begins + 1 : -2]:
        if _is_heading(heading) and (ends := _end_of(paragraphs, heading.index, month_of)):
            for each in paragraphs[heading.index : ends + 1]:
                if not each.taken:
                    each.mark(Kind.PROMO, "generic.promo.comments")
            return


def _is_heading(line: Paragraph) -> bool:
    """Whether a line says hardly more than that there are comments, or how many there are."""
    if line.terminal and not line.taken:
        return False
    folded = line.text.casefold()
    said = _OVER.search(folded)
    if said is not None and said[1] is not None:
        return True
    return line.text.count(" ") < MOST_WORDS and (said is not None or _OVER_WIDE.search(folded) is not None)


def _end_of(paragraphs: Sequence[Paragraph], heading: int, month_of: Callable[[str], int | None]) -> int:
    """Where the last of several comments stands that have names and stamps, the first of them soon; else 0.

    Titles in a box of links have stamps as well, and nothing between them that no rule knows.
    """
    after = range(heading + 2, len(paragraphs) - 1)
    signed = [at for at in after if _is_stamp(paragraphs, at, month_of) and _is_name(paragraphs[at - 1])]
    bounds = pairwise([*signed, len(paragraphs)])
    told = [_first_told(paragraphs[at + 1 : min(until, at + LINES)]) for at, until in bounds]
    said = [number for number in told if number]
    return said[-1] if len(said) >= FEW and signed[0] <= heading + WITHIN else 0


def _first_told(lines: Sequence[Paragraph]) -> int:
    """The number of the first sentence that no rule took; 0 without one."""
    return next((p.index for p in lines if not p.taken and p.terminal), 0)


def _is_stamp(paragraphs: Sequence[Paragraph], at: int, month_of: Callable[[str], int | None]) -> bool:
    """Whether a line is a day with its hour, be that in the next line, or says how long ago it was."""
    line, after = paragraphs[at], paragraphs[at + 1 : at + 2]
    if line.by is not None and line.by.aged:
        return True
    if not _FIGURE.search(line.text):
        return False
    hour = any(_HOUR.fullmatch(p.text) for p in after)
    return is_moment(line.text) or (hour and (is_day(line.text) or is_full_day(line.text, month_of)))


def _is_name(line: Paragraph) -> bool:
    short = len(line.text) <= LONGEST_NAME and line.text.count(" ") < MOST_WORDS
    return short and not line.prose and not line.terminal and not line.text[0].isdigit()
