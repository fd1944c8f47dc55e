"""Where a story's paragraphs stand, and where its text begins and ends.

The **text** is what the story tells, in prose and sentences that nothing took. The **head** is what stands before its
first paragraph, the **tail** what stands behind its last. How long a sentence must be to be the text's depends on what
is concluded from it: before a stamp or a title any will do, for what stands before it is judged line by line; before
a menu or a page's frame, where lines are taken by the dozen, a caption or a button with a full stop must not end the
head too soon.
"""

from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from pipeline.clean.paragraph import OF_PICTURES, PROSE, Paragraph
from pipeline.clean.rules import PLACES, Place
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import (
    SHORTEST_TEXT,
    WITHIN_LIST,
    is_marked_or_counted,
    is_sentence,
    is_text,
    may_close,
)
from pipeline.story import Kind

# What a page sets round a story, and what stands between a title and the text.
OF_PAGE: Final = (Kind.PROMO, Kind.HEADER)
UNDER_TITLE: Final = (Kind.BYLINE, Kind.HEADER)
# Any sentence, or none however long but prose.
ANY_SENTENCE, PROSE_ALONE = 0, 10_000
# A page's head has hardly more lines before the text where it is but sections and a name, before the sentences that
# tell what its pictures show, before the title, the stamp, and the end of the menu.
HEAD_TO_NAME, HEAD_TO_PICTURE, HEAD_TO_TITLE, HEAD_TO_STAMP, HEAD_TO_MENU = 12, 15, 40, 60, 90
# A sentence in Chinese, Japanese or Korean is hardly shorter.
SHORTEST_WIDE: Final = 14
# So many lines stand before a sentence that is the page's, so many promos among them, and so many paragraphs of text
# before these; as many lines with figures or a list's mark are goods, results or points.
FEW_LINES, PROMOS_AMONG, LEAST_TEXT, FEW_MARKED = 3, 2, 3, 2
_OF_PICTURES: Final = frozenset(OF_PICTURES)
# A story's tail has at least so many paragraphs.
TAIL: Final = 12


def text_begins(paragraphs: Sequence[Paragraph], least: int = SHORTEST_TEXT) -> int:
    """Where the text begins, with prose or a sentence that is so long; 0 also where there is no text."""
    for paragraph in paragraphs:
        if not paragraph.taken and is_text(paragraph, least):
            return paragraph.index
    return 0


def first_text(paragraphs: Sequence[Paragraph]) -> int:
    """Where the text begins with the first prose, in a story of short paragraphs with the first sentence.

    A sentence before the prose may be a caption that a page's lines stand behind.
    """
    return text_begins(paragraphs, PROSE_ALONE) or text_begins(paragraphs)


def text_ends(paragraphs: Sequence[Paragraph]) -> int:
    """Where the last sentence stands, however short; -1 where there is none."""
    for paragraph in reversed(paragraphs):
        if not paragraph.taken and may_end(paragraph):
            return paragraph.index
    return -1


def story_ends(paragraphs: Sequence[Paragraph]) -> int:
    """Where the last sentence stands, or the one before it where a page sets the last among its lines; -1 without any.

    That one is short and stands alone behind several lines, of which two are promos.
    """
    ends = text_ends(paragraphs)
    if ends < 1 or paragraphs[ends].prose or WITHIN_LIST.match(paragraphs[ends].text):
        return ends
    run = list(takewhile(_is_no_text, reversed(paragraphs[:ends])))
    begins = ends - len(run) - 1
    told = (p for p in paragraphs[: begins + 1] if not _is_no_text(p))
    return begins if _is_of_page(run) and len(list(islice(told, LEAST_TEXT))) == LEAST_TEXT else ends


def _is_of_page(run: Sequence[Paragraph]) -> bool:
    """Whether lines before a sentence are a page's: no pictures that text tells of one by one, no list of its own."""
    labels = [p.label for p in run]
    if len(run) < FEW_LINES or labels.count(Kind.PROMO) < PROMOS_AMONG or not _OF_PICTURES.isdisjoint(labels):
        return False
    lines = [p.text for p in run if not p.taken]
    listed = sum(map(is_marked_or_counted, lines)) >= FEW_MARKED
    return not listed and not any(line[-1] in ":：" for line in lines)


def _is_no_text(paragraph: Paragraph) -> bool:
    return paragraph.taken or not may_end(paragraph)


def may_end(paragraph: Paragraph) -> bool:
    """Whether a paragraph can be the text's last: prose, or a sentence."""
    if paragraph.prose or may_close(paragraph):
        return True
    text = paragraph.text
    # Titles call out and ask, as sentences do that stand behind others.
    calls = text[-1] in "！？!?" and "。" not in text
    return paragraph.terminal and len(text) >= SHORTEST_WIDE and not calls and is_eastern(text)


def texts_of(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The numbers of the text's paragraphs, but for its short sentences."""
    return [p.index for p in paragraphs if not p.taken and is_text(p)]


def places_of(paragraphs: Sequence[Paragraph]) -> list[Place]:
    """The place of each paragraph, before any is taken: in the head, in the tail, the last."""
    size = len(paragraphs)
    # Papers that write in short paragraphs have sentences, but nothing as long as prose.
    long = [p.index for p in paragraphs if p.prose]
    prose = long or [p.index for p in paragraphs if is_sentence(p)]
    # The head reaches over one paragraph of prose: a summary or an editor's note can stand before the byline.
    reach = 1 if long else 2
    first, last = (prose[min(reach, len(prose) - 1)], prose[-1]) if prose else (size, -1)
    tail = max(min(last, 0.4 * size), min(last, size - TAIL))
    return [PLACES[index <= first, index >= tail, index == size - 1] for index in range(size)]


def last_of(paragraphs: Sequence[Paragraph]) -> int:
    """The number of the story's last paragraph: the last long one, for what comes after may be a page's links.

    In a story of short paragraphs it is the last that ends as a sentence, be it with a mark behind. Unlike
    :func:`text_ends` it does not end at a short sentence behind long ones, which a page's boxes have.
    """
    open_ = [p for p in reversed(paragraphs) if not p.taken]
    long = next((p for p in open_ if p.prose or len(p.text) >= PROSE), None) or next(filter(may_close, open_), None)
    return min((long or open_[0]).index, story_ends(paragraphs)) if open_ else -1
