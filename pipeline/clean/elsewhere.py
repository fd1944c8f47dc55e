"""Other stories that a page tells of: a title that stands twice, with a stamp or a teaser between."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.clean.frame import shows_page
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.shape import LINE
from pipeline.story import Kind

# A stamp is no longer, a teaser hardly.
STAMP, TEASER = 24, 400
# A title that is said again beside a stamp, or round a teaser, has so many letters.
SAID, SAID_LONG = 8, 25
# Before the first teaser stand a title and text; a line over teasers is no longer.
FIRST_TEASER, HEADING = 3, 40
_PROMO: Final = Kind.PROMO
# How long ago: a figure and its words.
_AGE: Final = re.compile(r"(?:[^\W\d_]{2,8} )?\d{1,2} (?P<words>[^\W\d_]{1,10}(?: [^\W\d_]{2,10}){0,2})")
# An hour or a figure alone may stand in a programme or a table.
_DAY: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPEN: Final = (None, _PROMO)
_RULE: Final = "generic.promo.other_story"


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark other stories' titles, their stamps and what is told of them; in other copy one may be a programme's."""
    if len({p.text for p in paragraphs}) == len(paragraphs):
        return
    found = list(_said_twice(paragraphs))
    for first, title in found if len(found) > 1 or shows_page(paragraphs) else ():
        between, after = paragraphs[first.index + 1], paragraphs[title.index + 1 : title.index + 2]
        for each in (first, between, title):
            each.mark(_PROMO, _RULE)
        if not between.terminal and after and _is_teaser(after[0]):
            after[0].mark(_PROMO, _RULE)


def aged(paragraphs: Sequence[Paragraph]) -> None:
    """Mark teasers that how long ago each was told ends, glued to the next: ``2 hours agoOSLO (NORD) - ...``.

    The last one's age stands alone; the words are the page's, whatever the language, and the same for all.
    """
    for last in paragraphs[FIRST_TEASER:]:
        age = _AGE.fullmatch(last.text) if len(last.text) <= STAMP else None
        if age is None or any(p.prose for p in paragraphs[last.index + 1 : last.index + 2]):
            continue
        first = last.index
        while first > FIRST_TEASER and _begins_aged(paragraphs[first - 1].text, age["words"]):
            first -= 1
        if first < last.index:
            _mark_teasers(paragraphs, first - 1, last.index)


def _begins_aged(text: str, words: str) -> bool:
    """Whether an age in these words is glued to a capital: the age of the teaser before."""
    at = text.find(words, 0, STAMP)
    after = text[at + len(words) :][:1]
    return at > 0 and after.isupper() and _AGE.fullmatch(text[: at + len(words)]) is not None


def _mark_teasers(paragraphs: Sequence[Paragraph], first: int, last: int) -> None:
    """Mark the teasers from the first to the last one's age, and the line over them."""
    head = paragraphs[first - 1]
    over = first - 1 if not head.taken and not head.terminal and len(head.text) <= HEADING else first
    for paragraph in paragraphs[over : last + 1]:
        if len(paragraph.text) <= TEASER:
            paragraph.mark(_PROMO, _RULE)


def _said_twice(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    for first, between, second in zip(paragraphs[1:], paragraphs[2:], paragraphs[3:], strict=False):
        if first.text != second.text or first.label not in _OPEN or first.terminal or len(first.text) > LINE:
            continue
        told = between.terminal and len(first.text) >= SAID_LONG and len(between.text) <= TEASER
        if (_is_stamp(between) and len(first.text) >= SAID) or (told and _ends_here(paragraphs, second)):
            yield first, second


def _is_stamp(paragraph: Paragraph) -> bool:
    dated = _DAY.search(paragraph.text) is not None
    return dated and (paragraph.label is Kind.HEADER or len(paragraph.text) <= STAMP)


def _is_teaser(paragraph: Paragraph) -> bool:
    return not paragraph.taken and paragraph.terminal and len(paragraph.text) <= TEASER


def _ends_here(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    return all(p.taken or not p.terminal for p in paragraphs[paragraph.index + 1 :])
