"""Sentences that a page sets among its pieces behind the text: teasers of other stories, offers, a writer's box.

A text ends by its last sentence, so one of the page's would keep all lines before it for text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import may_end
from pipeline.clean.shape import ENOUGH_TEXT
from pipeline.clean.speech import TOLD
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A sentence of a page is hardly longer, and hardly more stand in a row.
LONGEST: Final = 520
IN_A_ROW: Final = 2
# So many lines stand before the first one, so many promos among them, each in other words, and few tell figures.
LINES_BEFORE, PROMOS_BEFORE, FEW_COUNTED = 8, 3, 0.25
# To each sentence come so many lines and pieces; a text is so many times as long as what a page's sentences say.
TO_A_SENTENCE: Final = 2
# Of a text that speaks to its readers one in so many paragraphs does.
SPEAKING: Final = 4
TIMES_AS_LONG: Final = 1
_PROMO: Final = Kind.PROMO
_FIGURES: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ADDRESSED: Final[frozenset[str]] = frozenset(words_of("wording")["addressed"])
_RULE: Final = "generic.promo.teased"
_OF_PICTURES: Final = frozenset(OF_PICTURES)


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the sentences behind many lines of a page: no more prose follows that is longer than teasers are."""
    begins = _page_begins(paragraphs)
    for each in paragraphs[begins:] if begins else ():
        if _is_open(each):
            each.mark(_PROMO, _RULE)


def _page_begins(paragraphs: Sequence[Paragraph]) -> int:
    """Where the lines begin among which the page's sentences stand; 0 where there are none."""
    found = 0
    for run, told in _runs_and_sentences(paragraphs):
        if told and not _are_of_page(told):
            break
        if told and _is_of_page(run):
            found = run[0].index
    text, page = paragraphs[:found], paragraphs[found:]
    return found if found and _is_short_for(text, page) and not _speak_alike(text, page) else 0


def _runs_and_sentences(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[list[Paragraph], list[Paragraph]]]:
    """The lines in a row and the sentences behind them, from the story's end to its beginning."""
    told: list[Paragraph] = []
    for is_open, group in groupby(reversed(paragraphs), key=_is_open):
        in_a_row = list(group)[::-1]
        if is_open:
            told = in_a_row
        else:
            yield in_a_row, told
            told = []


def _is_open(paragraph: Paragraph) -> bool:
    return not paragraph.taken and may_end(paragraph)


def _is_of_page(run: Sequence[Paragraph]) -> bool:
    """Whether lines are so many, and so many of them a page's, that what stands behind is the page's too."""
    if len(run) < LINES_BEFORE or len({p.text for p in run if p.label is _PROMO}) < PROMOS_BEFORE:
        return False
    lines = [p.text for p in run if not p.taken]
    return sum(_FIGURES.search(line) is not None for line in lines) <= FEW_COUNTED * len(lines) and not any(
        p.label in _OF_PICTURES for p in run
    )


def _are_of_page(told: Sequence[Paragraph]) -> bool:
    """Whether sentences in a row, of which none is somebody's, say we or you; else the text may go on behind a box."""
    if len(told) > IN_A_ROW or any(len(p.text) > LONGEST or TOLD.search(p.text) for p in told):
        return False
    return any(map(_addressing, told))


def _speak_alike(text: Sequence[Paragraph], page: Sequence[Paragraph]) -> bool:
    """Whether the text itself, and nobody in it, says we or you as the page does: an opinion, advice, a letter."""
    own = [p for p in text if _is_open(p) and not TOLD.search(p.text)]
    again = frozenset().union(*(_addressing(p) for p in page if _is_open(p)))
    return SPEAKING * sum(not again.isdisjoint(_addressing(p)) for p in own) > len(own)


def _addressing(paragraph: Paragraph) -> frozenset[str]:
    """The words by which a paragraph speaks to its readers."""
    return _ADDRESSED.intersection(word[0].lower() + word[1:] for word in _WORD.findall(paragraph.text))


def _is_short_for(text: Sequence[Paragraph], page: Sequence[Paragraph]) -> bool:
    """Whether a page's sentences are few among its lines, and few for what the text has told."""
    told = [p for p in text if _is_open(p)]
    said = [p for p in page if _is_open(p)]
    letters, others = (sum(len(p.text) for p in each) for each in (told, said))
    return (
        len(told) >= ENOUGH_TEXT
        and letters >= TIMES_AS_LONG * others
        and len(page) - len(said) >= TO_A_SENTENCE * len(said)
    )
