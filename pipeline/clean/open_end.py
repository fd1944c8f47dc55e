"""Lines that end a page of which no rule knows one: titles of other stories, tags, a site's own words.

A text ends in lines too: results, a cast, a list of addresses. These have figures, fields or a list's marks, or the
text announces them; and copy that no page stands round ends in nothing else.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from pipeline.clean.listed import is_own
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import OF_PAGE, may_end, texts_of
from pipeline.clean.script import width
from pipeline.clean.shape import ENOUGH_TEXT, FIELD, LONGEST_LINE, SHORTEST_TITLE, is_sentence
from pipeline.story import Kind

# So many lines end a page; where more pieces than one among them are known, other steps have judged them.
FEW_LINES, MOST_KNOWN = 4, 1
# To each short sentence among them, as an offer is, come so many lines.
TO_A_SENTENCE: Final = 2
# So many pieces of the page stand before the text's end.
PIECES: Final = 2
# So many of the lines are as long as titles.
FEW_TITLES: Final = 2
# Of so many lines one has figures, a list's mark or a field.
TO_A_COUNTED: Final = 3
# Where more of the lines than this tell figures they are a timetable, a tour's days, a price list.
MOST_COUNTED: Final = 0.6
# A list's mark, a figure before all else, or two of them.
_LISTED: Final = re.compile(r"[-*•·▪●–—\d]|.*?\d\D+\d")


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines behind the last sentence of a text that a page stands round, where none tells what it is."""
    ends = _text_ends(paragraphs)
    after = paragraphs[ends + 1 :]
    told = [p for p in after if not p.taken]
    lines = [p for p in told if not may_end(p)]
    if ends < 0 or len(lines) < max(FEW_LINES, TO_A_SENTENCE * (len(told) - len(lines))):
        return
    if len(after) - len(told) > MOST_KNOWN or not _is_paged(paragraphs[: ends + 1]):
        return
    if not are_a_list(paragraphs[ends], lines) and hold_titles(lines):
        for line in lines:
            line.mark(Kind.PROMO, "generic.promo.open_end")


def _text_ends(paragraphs: Sequence[Paragraph]) -> int:
    """Where the last sentence stands that is as long as a text's, or the shorter ones straight behind it; else -1."""
    last = max((p.index for p in paragraphs if not p.taken and (p.prose or is_sentence(p))), default=-1)
    return last + sum(1 for _ in takewhile(goes_on, paragraphs[last + 1 :])) if last >= 0 else -1


def goes_on(paragraph: Paragraph) -> bool:
    """Whether a paragraph behind a text's sentence is one, be it as short as what announces a list in Japanese."""
    return may_end(paragraph) or (not paragraph.taken and paragraph.text[-1] == "。")


def _is_paged(text: Sequence[Paragraph]) -> bool:
    pieces = sum(p.label in OF_PAGE for p in text)
    return pieces >= PIECES and len(texts_of(text)) >= ENOUGH_TEXT


def are_a_list(announcing: Paragraph, lines: Sequence[Paragraph]) -> bool:
    """Whether lines may be the text's own: announced, alike, or several counted, marked or fields."""
    if any(p.text[-1] in ":：" for p in (announcing, *lines)) or is_own(announcing, lines):
        return True
    listed = sum(_LISTED.match(p.text) is not None or FIELD.match(p.text) is not None for p in lines)
    counted = sum(any(map(str.isdecimal, p.text)) for p in lines)
    return TO_A_COUNTED * listed > len(lines) or counted > MOST_COUNTED * len(lines)


def hold_titles(lines: Sequence[Paragraph]) -> bool:
    """Whether some of the lines are as long as titles, and none longer than lines are."""
    long = [p for p in lines if width(p.text) >= SHORTEST_TITLE]
    return len(long) >= FEW_TITLES and all(len(p.text) <= LONGEST_LINE for p in lines)
