"""What a page sets round a story, by its shape: its menu before the text, and what stands after the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from pipeline.clean.listed import NAME_AND_PLACE, is_own, signs_letters
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import HEAD_TO_MENU, OF_PAGE, may_end, story_ends, text_begins, text_ends
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import LONGEST_LINE, SHORTEST_SENTENCE, is_marked_or_counted, is_phrase
from pipeline.clean.taken_up import takes_up
from pipeline.clean.title import SHORTEST_SAID
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# An item of a menu is no longer, Chinese, Japanese and Korean say as much in half of it; so many in a row are one.
MENU_ITEM, MENU_ITEM_WIDE = 30, 14
MENU: Final = 5
# A line over links is no longer.
HEADING: Final = 40
# A title behind a bullet is hardly shorter; points and facts are, and end as sentences do.
BULLETED: Final = 27
# So many lines after the text, and pieces of a page among them, are the page's; more to a piece may be a table.
FEW_BEHIND, MOST_TO_A_PIECE, MOST_BEHIND = 3, 8, 24
# So many pieces of the page stand before a sentence that is the page's too.
PIECES_BEFORE: Final = 5
# So many lines over the first piece head it; more are tags over several pieces, or the text's.
FEW_OVER: Final = 2
# A story has hardly more tags.
MOST_TAGS: Final = 12
# Who sent a text, or a tag, is no longer.
SENDER: Final = 30
_PROMO: Final = Kind.PROMO
_OF_MENU: Final = (None, Kind.PROMO, Kind.HEADER, Kind.CREDIT)
# Two numbers, or pieces with signs between them: a table's line or a list's.
_NO_ITEM: Final = re.compile(r"\d\D+\d|[,;:：、，]")
_BULLET: Final = re.compile(r"[-*•·▪●»›>–]{1,2} ")
_NO_HEADING: Final = re.compile(r"[\d:：;,，()（）\[\]@.。!！?？]|\A[-*•·▪●–—\"“„«‘']")
# A page speaks to whom reads it, and quotes nobody.
_TO_READER: Final = re.compile(rf"(?!.{{0,400}}[\"“”„«»]).{{0,400}}?(?:{'|'.join(words_of('wording')['to_reader'])})")
_SIGN: Final = re.compile(r"[^\w\s]{1,2}|https?://\S+|[^«„“]*[»›]")


def menu(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the short lines in a row before the text: a page's sections and buttons. Figures and pairs make a table.

    A list of the text is of the same shape, but it has no buttons beside it and no title under it.
    """
    text = text_begins(paragraphs[:HEAD_TO_MENU], SHORTEST_SENTENCE)
    if text < MENU:
        return
    for is_item, group in groupby(paragraphs[:text], key=_is_item):
        items = list(group)
        if not is_item or len(items) < MENU or sum(p.label is None for p in items) < 2 or _is_counted(items):
            continue
        if items[-1].index + 1 < len(paragraphs) and len(items[-1].text) >= SHORTEST_SAID:
            items.pop()
        if not _is_of_page(paragraphs, items, paragraphs[text]):
            continue
        for each in items:
            if not each.taken:
                each.mark(_PROMO, "generic.promo.menu")


def _is_of_page(paragraphs: Sequence[Paragraph], items: Sequence[Paragraph], text: Paragraph) -> bool:
    """Whether a promo stands among the lines or beside them, or the title that the text takes up under them."""
    start, end = items[0].index, items[-1].index + 1
    below = paragraphs[end]
    titled = below is not text and not below.terminal and len(below.text) >= SHORTEST_SAID
    titled = titled and (takes_up(text, below) or any(p.label in OF_PAGE for p in paragraphs))
    return titled or any(p.label is _PROMO for p in paragraphs[max(0, start - 1) : end + 1])


def _is_counted(items: Sequence[Paragraph]) -> bool:
    """Whether figures stand in several lines: a list of goods or of results, and no menu."""
    return sum(any(map(str.isdecimal, p.text)) for p in items if p.label is None) > 1


def after_text(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what a page sets after the text: titles behind bullets, and lines beside pieces of a page."""
    _bulleted(paragraphs)
    _beside_pieces(paragraphs)


def _beside_pieces(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines after the last sentence where pieces of a page stand among them.

    Lines over the first piece head what follows, if they are no list's and no contacts.
    """
    last = story_ends(paragraphs)
    after = paragraphs[last + 1 :]
    if last < 0 or len(after) < FEW_BEHIND:
        return
    known = _page_pieces(after)
    lines = [p for p in after if not p.taken and (is_phrase(p) or (p.terminal and not may_end(p)) or _is_sign(p))]
    if (
        not known
        or len(lines) > min(MOST_TO_A_PIECE * len(known), MOST_BEHIND)
        or len({*_at(lines), *_at(known)}) < FEW_BEHIND
    ):
        return
    over = [p for p in lines if p.index < known[0].index]
    letter = len(over) == NAME_AND_PLACE and signs_letters(paragraphs[: last + 1])
    few = len(over) <= FEW_OVER or (len(known) > 1 and _are_tags(over, paragraphs[: last + 1]))
    headed = all(map(_may_head, over)) and not letter and few
    for line in lines:
        if headed or line.index >= known[0].index:
            line.mark(_PROMO, "generic.promo.beside_pieces")


def amid_page(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what is still open behind the text, most of it sentences, where several pieces of the page come first.

    The text's own last sentence stands behind a page's box too: what is marked must be shown to be none.
    """
    ends = story_ends(paragraphs)
    pieces = 0
    for paragraph in paragraphs[ends + 1 :] if ends >= 0 else ():
        if not paragraph.taken and pieces >= PIECES_BEFORE and _is_of_box(paragraphs, paragraph):
            paragraph.mark(_PROMO, "generic.promo.amid_page")
        pieces = pieces + 1 if paragraph.taken else 0


def _is_of_box(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether a piece follows and the page speaks: to its reader, of whom the line before names, of a story by date."""
    before, after = paragraphs[paragraph.index - 1], paragraphs[paragraph.index + 1 :][:1]
    if not after or not after[0].taken:
        return False
    named = before.text.casefold() in paragraph.text.casefold() and " " in before.text
    return named or after[0].label is Kind.HEADER or _TO_READER.match(paragraph.text) is not None


def last_line(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the one line that stands between the last sentence and a page's pieces: who sent the text, or a tag."""
    last = text_ends(paragraphs)
    after = paragraphs[last + 1 :]
    open_ = [p for p in after if not p.taken]
    if last < 1 or len(open_) != 1 or open_[0] is not after[0] or len(after) < FEW_BEHIND:
        return
    line = open_[0]
    listed = is_marked_or_counted(line.text) or "," in line.text
    lone = is_phrase(line) and len(line.text) <= SENDER and not listed
    if lone and line.text[-1] not in ":：" and after[1].label is _PROMO and paragraphs[last].text[-1] not in ":：":
        line.mark(Kind.SIGNOFF, "generic.signoff.before_page")


def _may_head(line: Paragraph) -> bool:
    """Whether a line over pieces of a page can head them: a sentence there is the text's last, be it left open."""
    return not line.terminal and len(line.text) <= HEADING and _NO_HEADING.search(line.text) is None


def _are_tags(lines: Sequence[Paragraph], text: Sequence[Paragraph]) -> bool:
    """Whether lines are words that a page files a story under: short, most of them said in the text, not all names."""
    if len(lines) > MOST_TAGS or any(len(p.text) > SENDER for p in lines) or is_own(text[-1], lines):
        return False
    told = [p.text.casefold() for p in text if not p.taken]
    said = [{at for at, each in enumerate(told) if p.text.casefold() in each} for p in lines]
    # What one paragraph names most of is its own list, the last one above all.
    in_one = max(Counter(at for each in said for at in each).values(), default=0)
    spread = len(set().union(*said)) > 1 and 2 * in_one <= len(lines)
    return 2 * sum(map(bool, said)) >= len(lines) and spread and any(" " not in p.text for p in lines)


def _page_pieces(after: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The pieces of a page among the lines after the text: a promo, or two with a sign; hours alone are a programme."""
    known = [p for p in after if p.label in OF_PAGE or _is_sign(p)]
    signs = len(known) > 1 and any(map(_is_sign, known))
    return known if signs or any(p.label is _PROMO for p in known) else ()


def _bulleted(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the titles behind bullets that end a story below a piece of a page."""
    last = -1
    for paragraph in reversed(paragraphs):
        if not paragraph.taken and not _BULLET.match(paragraph.text):
            last = paragraph.index
            break
    listed = [p for p in paragraphs[last + 1 :] if not p.taken]
    if len(listed) < FEW_BEHIND or last < 0:
        return
    above = paragraphs[listed[0].index - 1]
    if above.announces and all(BULLETED <= len(p.text) <= LONGEST_LINE and not p.terminal for p in listed):
        for each in listed:
            each.mark(_PROMO, "generic.promo.bulleted")


def _at(paragraphs: Iterable[Paragraph]) -> Iterator[int]:
    return (paragraph.index for paragraph in paragraphs)


def _is_sign(paragraph: Paragraph) -> bool:
    """Whether a line is nothing but a sign or an address, or ends in an arrow: no text's, but a page's."""
    return not paragraph.taken and len(paragraph.text) <= LONGEST_LINE and _SIGN.fullmatch(paragraph.text) is not None


def _is_item(paragraph: Paragraph) -> bool:
    text = paragraph.text
    longest = MENU_ITEM_WIDE if is_eastern(text) else MENU_ITEM
    return paragraph.label in _OF_MENU and len(text) <= longest and not paragraph.terminal and not _NO_ITEM.search(text)
