"""The headline, and what else stands over the text: a page's lines before the dateline, a section's name."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from pipeline.clean.fold import fold
from pipeline.clean.frame import is_deck
from pipeline.clean.months import WEEKDAY
from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import UNDER_TITLE
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import LONGEST_LINE, LONGEST_SECTION, PLAIN_CAPTION, SHORTEST_TITLE, is_line
from pipeline.story import Kind

# The rules of which another line may turn out to be the title.
BEFORE_DATELINE: Final = "generic.headline.before_dateline"
BEFORE_BYLINE: Final = "generic.headline.before_byline"
PROMO_BEFORE_DATELINE: Final = "generic.promo.before_dateline"
HEADER_BEFORE_DATELINE: Final = "generic.header.before_dateline"
# So many lines of furniture before the dateline show a page's frame: nothing there is the story's.
CLUTTER: Final = 5
# Chinese, Japanese and Korean say in a headline of half the length as much.
SHORTEST_TITLE_WIDE: Final = 12
# A headline is hardly longer; a standfirst can be, which many papers end without a full stop.
LONGEST_HEADLINE: Final = 125
# The points that a paper sets over a story, and a line that says more under its headline, are hardly shorter.
POINT: Final = 40
# A standfirst is hardly shorter.
DECK: Final = 60
# What a wire sets before each point of its summary.
STAR: Final = "* "
_WEEKDAY: Final = re.compile(rf"\b{WEEKDAY}\b")
# A name behind a dash is no longer.
GIVER: Final = 70
_GIVER: Final = re.compile(r"(?<=[^\W\d_][.!?”\"]) {0,2}[–—-] ?[A-Z][\w.]{1,20}(?:[ /][A-Z][\w.]{1,20}){0,2}\Z")
_NUMBERED: Final = re.compile(r"[(（]\d{2,6}[)）]\Z")
_FIGURES: Final = re.compile(r"\d")
_CREDIT: Final = Kind.CREDIT
_JUNK: Final = (Kind.PROMO, Kind.CAPTION, Kind.CREDIT)


def before_byline(paragraphs: Sequence[Paragraph], declared: str | None, opens: Callable[[str], bool]) -> None:
    """Mark the headline where the text repeats it, or where a byline or a time stamp follows it.

    A line between the headline and the byline is the standfirst, which is body. ``opens`` tells a dateline, which no
    headline begins with.
    """
    wanted = fold(declared) if declared else None
    repeated = False
    for paragraph in paragraphs[:6]:
        if paragraph.taken:
            continue
        if wanted and fold(paragraph.text) == wanted:
            paragraph.mark(Kind.HEADLINE, "generic.headline.declared")
            repeated = True
        elif paragraph.prose or paragraph.terminal or repeated or opens(paragraph.text):
            return
        elif _labelled(paragraphs, paragraph.index + 1) in UNDER_TITLE and len(paragraph.text) <= LONGEST_LINE:
            if is_deck(paragraph, paragraphs) or _is_over_section(paragraphs, paragraph.index):
                return
            paragraph.mark(Kind.HEADLINE, BEFORE_BYLINE)
            # After a title comes its standfirst; a shorter line was a section's name.
            repeated = _is_title_long(paragraph.text)
        else:
            return


def _is_over_section(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a word stands over another, which is known as a section's name: it is one itself."""
    word, under = paragraphs[index : index + 2]
    sections = under.label is Kind.HEADER and _FIGURES.search(under.text) is None
    return sections and len(word.text) <= LONGEST_SECTION and len(under.text) <= LONGEST_SECTION


def _is_title_long(text: str) -> bool:
    """Whether a line is as long as headlines are; a service's line over one ends in its number in brackets."""
    wide = len(text) >= SHORTEST_TITLE_WIDE and is_eastern(text) and _NUMBERED.search(text) is None
    return wide or len(text) >= SHORTEST_TITLE


def before_dateline(paragraphs: Sequence[Paragraph], dateline: int, told: Collection[int]) -> None:
    """Mark the short lines before the dateline: the first is the headline, those beside promos are promos.

    Those with a number that is ``told`` are the text's.
    """
    before = paragraphs[:dateline]
    over = before[: min(told, default=dateline)]
    _mark_signed(over)
    lines = [p for p in before if is_line(p) and p.index not in told]
    junk = sum(p.label in _JUNK for p in before)
    if junk + len(lines) >= CLUTTER and junk + len(lines) >= 0.6 * len(before):
        _mark_clutter(before, told)
        return
    _mark_credited(over)
    if any(p.label is Kind.HEADLINE for p in before):
        _mark_section(over)  # what else stands between the headline and the dateline is the standfirst
        return
    lines = [line for line in lines if line.text[-1] not in ":："]
    title = next((line for line in lines if _is_title_long(line.text)), lines[0] if lines else None)
    for line in lines:
        if line is title and len(line.text) <= LONGEST_HEADLINE:
            line.mark(Kind.HEADLINE, BEFORE_DATELINE)
        elif title is not None and line.index < title.index:
            line.mark(Kind.HEADER, HEADER_BEFORE_DATELINE)
    _mark_section(over)


def _mark_credited(before: Sequence[Paragraph]) -> None:
    """Mark a sentence before the dateline and a lone credit; an agency's bare name under a summary signs that."""
    for paragraph, credit in pairwise(before):
        lone = credit.label is Kind.CREDIT and not credit.cuts and not _signs_summary(paragraph, credit)
        if lone and paragraph.terminal and not paragraph.taken and len(paragraph.text) <= PLAIN_CAPTION:
            paragraph.mark(Kind.CAPTION, "generic.caption.before_dateline")


def _signs_summary(paragraph: Paragraph, credit: Paragraph) -> bool:
    """Whether an agency's bare name stands under prose: who wrote, and what the prose sums up."""
    return paragraph.prose and credit.text.isalpha()


def _mark_signed(before: Sequence[Paragraph]) -> None:
    """Mark sentences before the dateline that a name behind a dash ends: a caption and who gave the picture."""
    for paragraph in before:
        text = paragraph.text
        may_be = not paragraph.taken and len(text) <= PLAIN_CAPTION and not paragraph.terminal
        signed = _GIVER.search(text, max(0, len(text) - GIVER)) if may_be else None
        if signed:
            paragraph.mark(Kind.CAPTION, "generic.caption.before_dateline")
            paragraph.cut(signed.start(), len(paragraph.text), Kind.CREDIT, "generic.credit.before_dateline")


def _mark_section(before: Sequence[Paragraph]) -> None:
    """Mark a word or two between headline and byline or stamp: the section; after them, over a caption: its title."""
    for title, line, after in zip(before, before[1:], before[2:], strict=False):
        short = is_line(line) and len(line.text) <= LONGEST_SECTION
        if short and title.label is Kind.HEADLINE and after.label in UNDER_TITLE:
            line.mark(Kind.PROMO, "generic.promo.section")
        elif short and title.label in UNDER_TITLE and after.label is Kind.CAPTION:
            line.mark(Kind.CAPTION, "generic.caption.title")


def _mark_clutter(before: Sequence[Paragraph], told: Collection[int]) -> None:
    """Mark a page's frame before the dateline; short sentences there, and any beside a picture's, are captions."""
    points = _points(before).union(told, _decks(before))
    for paragraph in before:
        text = paragraph.index in points or _is_standfirst(before, paragraph)
        if text or paragraph.taken or (paragraph.prose and not _is_caption_there(before, paragraph)):
            continue
        if paragraph.index == 0 and not paragraph.terminal and len(paragraph.text) >= SHORTEST_TITLE:
            paragraph.mark(Kind.HEADLINE, BEFORE_DATELINE)
            continue
        if paragraph.terminal:
            if _is_caption_there(before, paragraph):
                paragraph.mark(Kind.CAPTION, "generic.caption.before_dateline")
        else:
            title = _labelled(before, paragraph.index + 1) is Kind.PROMO and len(paragraph.text) >= SHORTEST_TITLE
            paragraph.mark(Kind.PROMO, PROMO_BEFORE_DATELINE)
            if title and paragraph.index > len(before) - 4:
                paragraph.mark(Kind.HEADLINE, BEFORE_DATELINE)


def _decks(before: Sequence[Paragraph]) -> Iterator[int]:
    """The numbers of the lines over a byline that say more than the title over them, which is marked."""
    for title, deck, under in zip(before, before[1:], before[2:], strict=False):
        titled = under.label is Kind.BYLINE and is_line(title) and len(title.text) >= SHORTEST_TITLE
        # Where another line is as long the title is that, and two standfirsts stand below.
        titled = titled and not any(is_line(p) and len(p.text) >= SHORTEST_TITLE for p in before[: title.index])
        if titled and is_line(deck) and len(deck.text) >= max(DECK, len(title.text)):
            title.mark(Kind.HEADLINE, BEFORE_DATELINE)
            yield deck.index


def _points(before: Sequence[Paragraph]) -> set[int]:
    """The numbers of the points in which a paper, straight over the dateline, or a wire, by its star, sums up.

    Below the byline nothing is a title, and points may be shorter.
    """
    signed = any(p.label is Kind.BYLINE for p in before)
    least = SHORTEST_TITLE if signed else POINT
    lines = [p for p in before if p.label not in OF_PICTURES]
    straight = {p.index for p in takewhile(lambda p: _is_point(p, least), reversed(lines))}
    starred = {p.index for p in before if p.text.startswith(STAR)}
    return set().union(*(points for points in (straight, starred) if len(points) > 1 - signed))


def _is_point(paragraph: Paragraph, least: int = POINT) -> bool:
    wide = len(paragraph.text) * 2 >= least and is_eastern(paragraph.text)
    return is_line(paragraph) and (wide or len(paragraph.text) >= least)


def _is_standfirst(before: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether a line stands straight under the headline and says more than a button: the standfirst."""
    return _is_point(paragraph) and _labelled(before, paragraph.index - 1) is Kind.HEADLINE


def _is_caption_there(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether sentences before a dateline are a caption: by a credit that has none yet, or with a full day in them."""
    at = paragraph.index
    told = _labelled(paragraphs, at - 1) is Kind.CREDIT and _labelled(paragraphs, at - 2) is Kind.CAPTION
    beside = paragraphs[max(0, at - 1 + told) : at + 2]
    if any(p.label is Kind.CREDIT and p.index > at and _signs_summary(paragraph, p) for p in beside):
        return False
    pictures = (p.label is Kind.CREDIT or (p.label is Kind.CAPTION and not p.cuts) for p in beside)
    return any(pictures) or _WEEKDAY.search(paragraph.text) is not None


def _labelled(paragraphs: Sequence[Paragraph], index: int) -> Kind | None:
    return paragraphs[index].label if 0 <= index < len(paragraphs) else None


def of_gallery(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a short line between a gallery's captions, credits and counters: the gallery's own title."""
    for before, line, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        shown = before.label is _CREDIT and after.by is not None and after.by.gallery
        if shown and not line.taken and not line.terminal and len(line.text) <= LONGEST_LINE:
            line.mark(Kind.HEADLINE, "generic.headline.gallery")
