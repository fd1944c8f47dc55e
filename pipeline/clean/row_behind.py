"""Rows of many lines behind the text, with a piece of the page among them and a sentence of it behind them.

That sentence would be held for the text's last, and the lines before it for text. Of lines behind the last sentence of
unseen real pages that no rule knew, 112 of 116 were the page's. Without a piece among them a text's own list would go.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from pipeline.clean.open_end import are_a_list, goes_on, hold_titles
from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import texts_of
from pipeline.clean.script import width
from pipeline.clean.shape import ENOUGH_TEXT, LONGEST_LINE
from pipeline.story import Kind

# So many lines in a row, of which some are as long as titles, or else so many.
FEW_LINES, MANY_LINES = 5, 8
# A shorter sentence before them announces them: ``The cast and crew.``
SHORTEST_BEFORE: Final = 40
# A page's sentences behind them are hardly longer, and the text so many times as long as all of them; to each, and to
# each piece of a picture, come so many lines.
LONGEST_SENTENCE, TIMES_AS_LONG, TO_A_SENTENCE, TO_A_PICTURE = 400, 4, 2, 2
_OF_PICTURES: Final = frozenset(OF_PICTURES)


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the first such row and all lines behind it; the sentences stay, for each may be the text's."""
    begins = _row_begins(paragraphs)
    for each in paragraphs[begins:] if begins else ():
        if not each.taken and not goes_on(each):
            each.mark(Kind.PROMO, "generic.promo.row_behind")


def _row_begins(paragraphs: Sequence[Paragraph]) -> int:
    """Where the first such row begins; 0 without one."""
    texts = texts_of(paragraphs)
    if len(texts) < ENOUGH_TEXT:
        return 0
    last, letters = texts[ENOUGH_TEXT - 1], sum(len(p.text) for p in paragraphs if _is_told(p))
    found = said = sentences = lines = pictures = 0
    for is_told, group in groupby(reversed(paragraphs[last:]), key=_is_told):
        row = list(group)[::-1]
        if is_told:
            sentences += len(row)
            said += sum(len(p.text) for p in row)
            if max(len(p.text) for p in row) > LONGEST_SENTENCE:
                break
            continue
        unknown = [p for p in row if not p.taken]
        lines += len(unknown)
        pictures += sum(p.label in _OF_PICTURES for p in row)
        if TIMES_AS_LONG * said > letters - said or any(width(p.text) > LONGEST_LINE for p in unknown):
            break
        enough = lines >= max(TO_A_SENTENCE * sentences, TO_A_PICTURE * pictures)
        if enough and len(unknown) < len(row) and _is_of_page(paragraphs[row[0].index - 1], unknown):
            found = row[0].index
    return found


def _is_told(paragraph: Paragraph) -> bool:
    return not paragraph.taken and goes_on(paragraph)


def _is_of_page(before: Paragraph, lines: Sequence[Paragraph]) -> bool:
    """Whether lines are many, and no list that the sentence before them has."""
    if len(lines) < FEW_LINES or width(before.text) < SHORTEST_BEFORE or are_a_list(before, lines):
        return False
    return len(lines) >= MANY_LINES or hold_titles(lines)
