"""The story's own title: said twice over the text, or a line that the text takes up."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.fold import fold
from pipeline.clean.frame import BEFORE_TEXT, IN_FRAME, is_deck
from pipeline.clean.headline import (
    BEFORE_BYLINE,
    BEFORE_DATELINE,
    DECK,
    HEADER_BEFORE_DATELINE,
    POINT,
    PROMO_BEFORE_DATELINE,
    STAR,
)
from pipeline.clean.listed import heads_more
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_TITLE, OF_PAGE, UNDER_TITLE, text_begins
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import is_phrase, is_text, tells
from pipeline.clean.taken_up import HARDLY, SHARE, is_said, opening_of, said_of, takes_up
from pipeline.story import Kind

# What the text takes up, or a page says again, may be a shorter title than one that only its place tells; Chinese,
# Japanese and Korean say as much in half of it. A longer line may be the lead.
SHORTEST_SAID, SHORTEST_SAID_WIDE = 20, 10
LONGEST_SURE: Final = 90
# How much a site's name or a service's number adds to a title.
ADDED: Final = 25
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
_PARTING: Final = "-–—|:：·•/(（…«."
_BULLETS: Final = " *•·▪●-–—|"
_AGAIN: Final = "generic.headline.said_again"
_HEADLINE, _PROMO = Kind.HEADLINE, Kind.PROMO
# What stands straight under a page's title, its picture among it.
_BELOW_TITLE: Final = (Kind.HEADER, Kind.BYLINE, Kind.CAPTION, Kind.CREDIT)
# A section's name is hardly longer.
SECTION_AS_TITLE: Final = 36
# A page says its title again, or asks in it, within so many lines.
FIRST_LINES: Final = 6
_NO_TITLE: Final = (*"\"“”„«»‘'", "Dear ", "Q:", "Q.", "A:")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
# A line in which a Korean paper sums up is no longer.
LONGEST_POINT: Final = 45
_HOUR: Final = re.compile(r"\d{1,2}[:.]\d\d")
# The rules that take a line for the title by where it stands.
_FIRST_LINE: Final = "generic.headline.first_line"
_BY_PLACE: Final = (BEFORE_DATELINE, IN_FRAME, BEFORE_BYLINE, _FIRST_LINE)
# What a page's line in the frame may have been taken for before the title was known.
_FRAMED: Final = (BEFORE_TEXT, PROMO_BEFORE_DATELINE, HEADER_BEFORE_DATELINE)
_PLACED: Final = (*_BY_PLACE, *_FRAMED)


def find(paragraphs: Sequence[Paragraph], declared: str | None) -> None:
    """Mark the title of a story that has neither one nor a dateline yet."""
    if declared is not None:
        return
    first = next((p for p in paragraphs[:HEAD_TO_TITLE] if not p.taken), None)
    after = _after(paragraphs, first) if first else None
    if first is None or after is None or is_text(first, ANY_SENTENCE) or _known(paragraphs):
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
    if declared is not None or _known(paragraphs):
        return
    titles = [line for line in lines if _is_open_title(line)]
    # A long name of a section may stand over a title that a piece of the page stands under.
    titles = titles[:1] + [line for line in titles[1:2] if paragraphs[line.index + 1].taken]
    title = next((line for line in titles if _may_be_first(line, paragraphs[text:])), None)
    if title is None or _sums_up(title, _after(paragraphs, title)):
        return
    at = lines.index(title)
    under_it = [line for line in lines[at + 1 :] if _says_enough(line.text) and line.text[0] not in _BULLETS]
    page = any(p.label in OF_PAGE for p in paragraphs[: title.index])
    listed = not page and (at > MOST_OVER or any(_NUMBER.search(line.text) for line in lines[:at]))
    if not listed and len(under_it) <= MOST_UNDER and not is_deck(title, paragraphs):
        title.mark(_HEADLINE, _FIRST_LINE)
        _over(paragraphs[: title.index])


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
    title = _known(paragraphs)
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
    if len(line.text) > LONGEST_SURE or not is_phrase(line) or line.text[0] in _BULLETS or line.text[-1] in ",;，、":
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
    return (_after(paragraphs, after) if deck else None) or after


def _give_back_under(paragraphs: Sequence[Paragraph], apart: str) -> None:
    """Give back what was taken for the title by its place and says little of the one that stands apart."""
    for line in paragraphs[:HEAD_TO_TITLE]:
        if line.label is _HEADLINE and line.rule in _BY_PLACE and not line.cuts:
            said, of = said_of(apart, line.text)
            if said < SHARE * of:
                line.unmark()


def _give_back(paragraphs: Sequence[Paragraph]) -> None:
    """Give back the standfirst of a story, taken for the title or for a line of the page by its place.

    Below the byline stands no title.
    """
    head = paragraphs[:HEAD_TO_TITLE]
    placed = [p for p in head if p.rule in _PLACED and not p.cuts]
    signed = next((p.index for p in head if p.label is Kind.BYLINE), HEAD_TO_TITLE) if placed else 0
    for line in placed:
        below = line.index > signed and line.rule in _BY_PLACE and len(line.text) >= POINT
        if below or tells(line.text):
            line.unmark()


def settle(paragraphs: Sequence[Paragraph], apart: str | None) -> None:
    """Give the title to the line that the text takes up, and mark what says it again.

    ``apart`` is the title of a story whose text does not have it.
    """
    _give_back(paragraphs)
    if apart is not None:
        _give_back_under(paragraphs, apart)
    _asking(paragraphs)
    _choose(paragraphs)
    _find_framed(paragraphs)
    _said_again(paragraphs)


def _asking(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the story's first line as its title if it asks or calls out and a piece of the page stands under it."""
    first = next((p for p in paragraphs[:FIRST_LINES] if not p.taken), None)
    after = _after(paragraphs, first) if first else None
    if first is None or after is None or first.text[-1] not in "?!" or _known(paragraphs):
        return
    short = _says_enough(first.text) and len(first.text) <= LONGEST_SURE and not first.text.startswith(_NO_TITLE)
    asks = first.text[-1] == "?" and after.label is Kind.CAPTION
    if short and (asks or after.label in UNDER_TITLE):
        first.mark(_HEADLINE, "generic.headline.asking")


def _choose(paragraphs: Sequence[Paragraph]) -> None:
    """Give the title to a line under what was taken for it, if the text takes up that line and not the other."""
    title = _known(paragraphs)
    text = next((p for p in paragraphs[:HEAD_TO_TITLE] if not p.taken and p.prose), None)
    if title is None or text is None or title.rule not in _BY_PLACE or takes_up(text, title, HARDLY):
        return
    between = paragraphs[title.index + 1 : text.index]
    signed = next((p.index for p in between if p.label is Kind.BYLINE), text.index)
    others = [p for p in between if p.index < signed and _may_be_title(p)]
    others = [p for p in others if takes_up(text, p)] or _said_alone(others, title, paragraphs[text.index :])
    if len(others) == 1 and all(p.taken or not p.terminal for p in between):
        title.mark(Kind.HEADER, "generic.header.over_title")
        others[0].mark(_HEADLINE, "generic.headline.taken_up")


def _find_framed(paragraphs: Sequence[Paragraph]) -> None:
    """Give the title to the first line of a page's frame that the text takes up, and give back the standfirst below.

    Only where no title is known.
    """
    framed = [p for p in paragraphs[:HEAD_TO_TITLE] if p.rule in _FRAMED]
    text = next((p for p in paragraphs[:HEAD_TO_TITLE] if not p.taken and p.prose), None) if framed else None
    if text is None or _known(paragraphs):
        return
    title = next((p for p in framed if _may_be_title(p) and takes_up(text, p)), None)
    if title is None:
        return
    title.mark(_HEADLINE, "generic.headline.taken_up")
    under = paragraphs[title.index + 1]
    if under.rule in _FRAMED and not under.cuts and len(under.text) >= POINT:
        under.unmark()


def _said_alone(lines: Sequence[Paragraph], title: Paragraph, text: Sequence[Paragraph]) -> list[Paragraph]:
    """The line of which the text's opening has words, if it has none of a section's name taken for the title."""
    if len(lines) != 1 or len(title.text) > SECTION_AS_TITLE:
        return []
    opening = opening_of([p for p in text if not p.taken])
    return [] if is_said(title.text, *opening) else [line for line in lines if is_said(line.text, *opening)]


def _may_be_title(line: Paragraph) -> bool:
    framed = line.rule in _FRAMED or (not line.taken and not line.prose)
    framed = framed and not line.text.startswith(STAR)
    return framed and not line.terminal and len(line.text) <= LONGEST_SURE and _says_enough(line.text)


def _known(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
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
        if not _is_open_title(first) or first.text[0] in _BULLETS:
            continue
        longer, shorter = (first, second) if len(first.text) >= len(second.text) else (second, first)
        if _is_open_title(second) and _ends_path(first.text, second.text):
            first.mark(Kind.HEADER, "generic.header.path")
            second.mark(_HEADLINE, "generic.headline.said_twice")
            return
        rest = longer.text.removeprefix(shorter.text).strip()
        if _is_open_title(second) and longer.text.startswith(shorter.text) and (not rest or rest[0] in _PARTING):
            for each in (first, second):
                each.mark(_HEADLINE, "generic.headline.said_twice")
            _over(paragraphs[: first.index])
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


def _over(lines: Sequence[Paragraph]) -> None:
    """Mark what stands over a page's title: sections' names."""
    for line in lines:
        if not line.taken and line.text[-1] not in ":：":
            line.mark(Kind.HEADER, "generic.header.section")


def _said_again(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what says the known title again: before the text as the title, after it as a link or a page's own words."""
    title = _known(paragraphs)
    said = title.text.strip(_BULLETS) if title else ""
    if title is None or not _says_enough(said):
        return
    begun = False
    for paragraph in paragraphs:
        begun = begun or (not paragraph.taken and is_text(paragraph, ANY_SENTENCE))
        if paragraph is title or (paragraph.taken and paragraph.rule not in _FRAMED):
            continue
        if said in paragraph.text:
            _mark_again(paragraph, title, paragraphs, begun=begun)
        elif not begun and _ends_title(paragraph, said):
            paragraph.mark(_HEADLINE, _AGAIN)


def _mark_again(line: Paragraph, title: Paragraph, paragraphs: Sequence[Paragraph], *, begun: bool) -> None:
    """Mark a line that holds the title, by where it stands and what else it says."""
    said = title.text.strip(_BULLETS)
    rest = line.text.replace(said, "").strip(_BULLETS)
    if line.terminal and rest and not title.terminal:
        return  # the lead, which says more
    if line.index < title.index:
        line.mark(*((_HEADLINE, _AGAIN) if len(rest) <= ADDED else (Kind.HEADER, "generic.header.path")))
    elif begun and len(rest) <= ADDED and _is_beside_page(paragraphs, line, rest):
        again = line.index < FIRST_LINES and not rest
        line.mark(*((_HEADLINE, _AGAIN) if again else (_PROMO, "generic.promo.title_again")))
    elif not begun and _says_no_more(line.text, said):
        line.mark(_HEADLINE, _AGAIN)


def _ends_title(line: Paragraph, title: str) -> bool:
    """Whether a line is the title without the place or word before its colon: ``Holm: Bridge to open again``."""
    whole = not line.terminal and _says_enough(line.text) and title.endswith(line.text)
    return whole and title[: -len(line.text)].rstrip().endswith((":", "|", "–", "-"))


def _after(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> Paragraph | None:
    return next(iter(paragraphs[paragraph.index + 1 : paragraph.index + 2]), None)


def _is_open_title(line: Paragraph) -> bool:
    plain = not line.taken and not line.terminal and not line.prose and line.text[-1] not in ":："
    plain = plain and not line.text.startswith(STAR) and "。" not in line.text
    return plain and _says_enough(line.text)


def _is_beside_page(paragraphs: Sequence[Paragraph], line: Paragraph, more: str) -> bool:
    """Whether a line stands beside a promo, or ends the story with more than the title: else it is a refrain."""
    beside = (paragraphs[line.index - 1], *paragraphs[line.index + 1 : line.index + 2])
    if line.index < FIRST_LINES and any(p.label in _BELOW_TITLE for p in beside):
        return True
    return any(p.label is _PROMO for p in beside) or (len(beside) == 1 and more != "")


def _says_no_more(text: str, said: str) -> bool:
    """Whether a line is the title, be it with its site behind a sign: a song goes on with words."""
    rest = text.strip(_BULLETS).removeprefix(said).strip()
    return len(rest) <= ADDED and (not rest or rest[0] in _PARTING)


def _says_enough(text: str) -> bool:
    return len(text) >= _least(text)


def _least(text: str) -> int:
    """So many characters a title has in the text's script."""
    return SHORTEST_SAID_WIDE if is_eastern(text) else SHORTEST_SAID
