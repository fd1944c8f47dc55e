"""Other stories that a page tells of: a title that stands twice, with a stamp or a teaser between."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.clean.frame import shows_page
from pipeline.clean.moments import YEAR
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.shape import LONGEST_LINE, LONGEST_LINK_STAMP
from pipeline.story import Kind

# A teaser is hardly longer.
LONGEST_TEASER: Final = 400
# A title that is said again beside a stamp, or round a teaser, has so many letters.
SHORTEST_DATED, SHORTEST_TEASED = 8, 25
_PROMO: Final = Kind.PROMO
_OPEN: Final = (None, _PROMO)
_PLAYED: Final = re.compile(r"\d{1,2}:[0-5]\d(?:\Z| ?[•·|])")
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
        # Before the text its own title stands twice as well, and what follows is no teaser.
        begun = any(p.terminal and not p.taken for p in paragraphs[: first.index])
        if begun and not between.terminal and after and _is_teaser(after[0]):
            after[0].mark(_PROMO, _RULE)


def _said_twice(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    for first, between, second in zip(paragraphs[1:], paragraphs[2:], paragraphs[3:], strict=False):
        if first.text != second.text or first.label not in _OPEN or first.terminal or len(first.text) > LONGEST_LINE:
            continue
        if _is_played(between) and len(first.text) >= SHORTEST_DATED:
            yield first, second
        told = between.terminal and len(first.text) >= SHORTEST_TEASED and len(between.text) <= LONGEST_TEASER
        if (_is_link_stamp(between) and len(first.text) >= SHORTEST_DATED) or (told and _ends_here(paragraphs, second)):
            yield first, second


def _is_played(paragraph: Paragraph) -> bool:
    """Whether a line that a rule took for the page's tells how long a film is, be it with whose it is."""
    return paragraph.label is _PROMO and paragraph.by is not None and _PLAYED.match(paragraph.text) is not None


def _is_link_stamp(paragraph: Paragraph) -> bool:
    dated = YEAR.search(paragraph.text) is not None  # an hour or a figure alone may be a programme's or a table's
    return dated and (paragraph.label is Kind.HEADER or len(paragraph.text) <= LONGEST_LINK_STAMP)


def _is_teaser(paragraph: Paragraph) -> bool:
    return not paragraph.taken and paragraph.terminal and len(paragraph.text) <= LONGEST_TEASER


def _ends_here(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    return all(p.taken or not p.terminal for p in paragraphs[paragraph.index + 1 :])
