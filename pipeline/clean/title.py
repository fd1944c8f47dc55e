"""The story's own title: said twice over the text, or a line that the text takes up."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.fold import fold
from pipeline.clean.frame import is_deck
from pipeline.clean.headline import (
    DECK,
    STAR,
)
from pipeline.clean.listed import heads_more
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_TITLE, OF_PAGE, text_begins
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import is_phrase, is_text
from pipeline.clean.taken_up import is_said, opening_of, takes_up
from pipeline.story import Kind

# What the text takes up, or a page says again, may be a shorter title than one that only its place tells; Chinese,
# Japanese and Korean say as much in half of it. A longer line may be the lead.
SHORTEST_SAID, SHORTEST_SAID_WIDE = 20, 10
LONGEST_SURE: Final = 90
# A title that only its place tells has hardly more lines over it, its sections, and under it, its standfirst; lists and
# points have more.
MOST_OVER, MOST_UNDER = 2, 2
# A table's line has more numbers.
MOST_NUMBERS: Final = 2
_NUMBER: Final = re.compile(r"\d+")
# How a line of two sides' results ends.
_SCORE: Final = re.compile(r"[^\W\d_] \d{1,3}(?:[-–:]\d{1,3})?\Z")
# The first of a list's items.
_NUMBERED: Final = re.compile(r"1[.)] ")
# What parts a title from its site or service.
PARTING: Final = "-–—|:：·•/(（…«."
BULLETS: Final = " *•·▪●-–—|"
_HEADLINE, _PROMO = Kind.HEADLINE, Kind.PROMO
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
# A line in which a Korean paper sums up is no longer.
LONGEST_POINT: Final = 45
_HOUR: Final = re.compile(r"\d{1,2}[:.]\d\d")
# What takes the first line that says enough for the title.
FIRST_LINE: Final = "generic.headline.first_line"


def find(paragraphs: Sequence[Paragraph], declared: str | None) -> None:
    """Mark the title of a story that has neither one nor a dateline yet."""
    if declared is not None:
        return
    first = next((p for p in paragraphs[:HEAD_TO_TITLE] if not p.taken), None)
    after = next_to(paragraphs, first) if first else None
    if first is None or after is None or is_text(first, ANY_SENTENCE) or known_title(paragraphs):
        return
    text = _under_deck(paragraphs, first, after)
    taken_up = _is_open_title(first) and len(first.text) <= LONGEST_SURE and takes_up(text, first)
    if taken_up and not heads_more(paragraphs, text.index, is_phrase, takes_up):
        first.mark(_HEADLINE, "generic.headline.taken_up")


def by_place(paragraphs: Sequence[Paragraph], declared: str | None) -> None:
    """Mark the first line that says as much as titles do, and the sections over it, where only sentences follow.

    Two words of it or a long one have to stand there, no more: many leads tell what their title says in other words.
    """
    text = text_begins(paragraphs[:HEAD_TO_TITLE], ANY_SENTENCE)
    lines = [p for p in paragraphs[:text] if not p.taken]
    if declared is not None or known_title(paragraphs):
        return
    titles = [line for line in lines if _is_open_title(line)]
    # A long name of a section may stand over a title that a piece of the page stands under.
    titles = titles[:1] + [line for line in titles[1:2] if paragraphs[line.index + 1].taken]
    title = next((line for line in titles if _may_be_first(line, paragraphs[text:])), None)
    if title is None or _sums_up(title, next_to(paragraphs, title)):
        return
    at = lines.index(title)
    under_it = [line for line in lines[at + 1 :] if says_enough(line.text) and line.text[0] not in BULLETS]
    page = any(p.label in OF_PAGE for p in paragraphs[: title.index])
    listed = not page and (at > MOST_OVER or any(_NUMBER.search(line.text) for line in lines[:at]))
    if not listed and len(under_it) <= MOST_UNDER and not is_deck(title, paragraphs):
        title.mark(_HEADLINE, FIRST_LINE)
        mark_over(paragraphs[: title.index])


def _sums_up(line: Paragraph, after: Paragraph | None) -> bool:
    """Whether a line and the next are the two or three in which Korean papers sum a story up over its picture.

    Where the title stands above them it has its stamp below.
    """
    if after is None or after.taken or after.terminal or len(after.text) > LONGEST_POINT:
        return False
    return all(_HANGUL.search(each.text) for each in (line, after))


def under(paragraphs: Sequence[Paragraph], summing: frozenset[str]) -> None:
    """Mark the lines between the title and the text that say as little as sections, counts and hours do.

    Stamps or buttons there show that they are a page's; without these an hour may stand there alone. What says in a
    word of ``summing`` that it sums the story up is text.
    """
    title = known_title(paragraphs)
    if title is None:
        return
    text = text_begins(paragraphs[title.index + 1 : HEAD_TO_TITLE], ANY_SENTENCE)
    below = paragraphs[title.index + 1 : text or HEAD_TO_TITLE]
    lines = [p for p in below if not p.taken]
    little = [
        p for p in lines if len(p.text) < _least(p.text) and p.text[-1] not in ":：" and fold(p.text) not in summing
    ]
    if not any(p.label in OF_PAGE for p in below):
        little = [line for line in little if _HOUR.fullmatch(line.text)] if len(little) == 1 else []
    if not _is_of_text(lines, paragraphs[title.index + len(below) + 1 :][:1]):
        for line in little:
            line.mark(Kind.HEADER, "generic.header.under_title")


def _is_of_text(lines: Sequence[Paragraph], after: Sequence[Paragraph]) -> bool:
    """Whether lines are a table's, with several numbers each or a score, or a text's that goes on in small letters."""
    table = any(len(_NUMBER.findall(line.text)) > MOST_NUMBERS for line in lines)
    table = table or sum(_SCORE.search(line.text) is not None for line in lines) > 1
    return table or any(p.text[0].islower() for p in (*lines, *after))


def _may_be_first(line: Paragraph, text: Sequence[Paragraph]) -> bool:
    """Whether a line is of a title's shape, and most of what follows is sentences: else it is a list's or a poem's."""
    if len(line.text) > LONGEST_SURE or not is_phrase(line) or line.text[0] in BULLETS or line.text[-1] in ",;，、":
        return False
    if line.text.count(": ") > 1 or _NUMBERED.match(line.text):
        return False  # what is told of a thing that is tested, or the first of several headings
    lines = [p for p in text if not p.taken]
    sentences = sum(p.terminal for p in lines)
    goes_on = bool(lines) and lines[0].text[0].islower()
    return sentences > 1 and sentences * 2 > len(lines) and not goes_on and is_said(line.text, *opening_of(lines))


def _under_deck(paragraphs: Sequence[Paragraph], title: Paragraph, after: Paragraph) -> Paragraph:
    """What follows a title, or the line under it that is longer and says more: its standfirst."""
    deck = not after.prose and is_phrase(after) and len(after.text) >= max(DECK, len(title.text))
    return (next_to(paragraphs, after) if deck else None) or after


def known_title(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """What has been marked as the story's title, the first of several."""
    for paragraph in paragraphs[:HEAD_TO_TITLE]:
        if paragraph.label is _HEADLINE:
            return paragraph
    return None


def said_twice(paragraphs: Sequence[Paragraph], declared: str | None) -> None:
    """Mark two lines before the text of which one is the other or begins it: the page's title and the story's."""
    if declared is None:
        _said_round_deck(paragraphs[:HEAD_TO_TITLE])
    for first, second in pairwise(paragraphs[:HEAD_TO_TITLE] if declared is None else ()):
        if first.label is _HEADLINE or (not first.taken and is_text(first, ANY_SENTENCE)):
            return
        if not _is_open_title(first) or first.text[0] in BULLETS:
            continue
        longer, shorter = (first, second) if len(first.text) >= len(second.text) else (second, first)
        if _is_open_title(second) and _ends_path(first.text, second.text):
            first.mark(Kind.HEADER, "generic.header.path")
            second.mark(_HEADLINE, "generic.headline.said_twice")
            return
        rest = longer.text.removeprefix(shorter.text).strip()
        if _is_open_title(second) and longer.text.startswith(shorter.text) and (not rest or rest[0] in PARTING):
            for each in (first, second):
                each.mark(_HEADLINE, "generic.headline.said_twice")
            mark_over(paragraphs[: first.index])
        return


def _said_round_deck(head: Sequence[Paragraph]) -> None:
    """Mark the title that stands over its standfirst and again under it, below a piece of the page: else a refrain."""
    framed = False
    for first, deck, second in zip(head, head[1:], head[2:], strict=False):
        if not first.taken and is_text(first, ANY_SENTENCE):
            return
        framed = framed or first.label in OF_PAGE
        alike = framed and first.text == second.text and not second.taken and _is_open_title(first)
        if alike and not deck.taken and len(deck.text) >= DECK:
            for each in (first, second):
                each.mark(_HEADLINE, "generic.headline.said_twice")
            return


def _ends_path(path: str, title: str) -> bool:
    """Whether a line is the way to the page: ``Home | Harbour | Bridge to open again``."""
    return path.endswith(title) and path[: -len(title)].rstrip().endswith(("|", ">", "»", "›", "/"))


def mark_over(lines: Sequence[Paragraph]) -> None:
    """Mark what stands over a page's title: sections' names."""
    for line in lines:
        if not line.taken and line.text[-1] not in ":：":
            line.mark(Kind.HEADER, "generic.header.section")


def next_to(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> Paragraph | None:
    """The paragraph straight after one, None after the last."""
    return next(iter(paragraphs[paragraph.index + 1 : paragraph.index + 2]), None)


def _is_open_title(line: Paragraph) -> bool:
    plain = not line.taken and not line.terminal and not line.prose and line.text[-1] not in ":："
    plain = plain and not line.text.startswith(STAR) and "。" not in line.text
    return plain and says_enough(line.text)


def says_enough(text: str) -> bool:
    """Whether a line is long enough for a title that the text takes up."""
    return len(text) >= _least(text)


def _least(text: str) -> int:
    """So many characters a title has in the text's script."""
    return SHORTEST_SAID_WIDE if is_eastern(text) else SHORTEST_SAID
