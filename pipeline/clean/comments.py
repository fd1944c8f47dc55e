"""What readers wrote behind the text: under a line that speaks of comments, each under a name and a stamp."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from pipeline.clean.moments import is_day, is_moment
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import texts_of
from pipeline.clean.shape import ENOUGH_TEXT
from pipeline.clean.stamped import is_full_day
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A line over comments is no longer, nor is a reader's name; the first comment stands within so many lines below.
LONGEST_HEADING, LONGEST_NAME, WITHIN = 100, 40, 8
# So many names with stamps are comments: what a text tells of day by day has none that speaks of them over it.
FEW: Final = 2
_COMMENTS: Final[tuple[str, ...]] = tuple(words_of("wording")["comments"])
_HOUR: Final = re.compile(r"(?:\w{1,3} )?\d{1,2} ?[:h.] ?\d\d(?: ?[ap]\.?m\.?| Uhr| hs?\.?)?", re.IGNORECASE)
_FIGURE: Final = re.compile(r"\d")


def mark(paragraphs: Sequence[Paragraph], month_of: Callable[[str], int | None]) -> None:
    """Mark a story's comments, from the line that speaks of them to the end."""
    texts = texts_of(paragraphs)
    begins = texts[ENOUGH_TEXT - 1] if len(texts) >= ENOUGH_TEXT else len(paragraphs)
    for heading in paragraphs[begins + 1 : -2]:
        if _is_heading(heading) and _are_under(paragraphs, heading.index, month_of):
            for each in paragraphs[heading.index :]:
                if not each.taken:
                    each.mark(Kind.PROMO, "generic.promo.comments")
            return


def _is_heading(line: Paragraph) -> bool:
    """Whether a line that is no sentence speaks of comments."""
    if len(line.text) > LONGEST_HEADING or (line.terminal and not line.taken):
        return False
    folded = line.text.casefold()
    return any(word in folded for word in _COMMENTS)


def _are_under(paragraphs: Sequence[Paragraph], heading: int, month_of: Callable[[str], int | None]) -> bool:
    """Whether several names with stamps stand under a heading, the first of them soon."""
    after = range(heading + 2, len(paragraphs))
    signed = [at for at in after if _is_stamp(paragraphs, at, month_of) and _is_name(paragraphs[at - 1])]
    return len(signed) >= FEW and signed[0] <= heading + WITHIN


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
    return not line.prose and not line.terminal and len(line.text) <= LONGEST_NAME and not line.text[0].isdigit()
