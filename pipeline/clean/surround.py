"""What a page sets round a story, by its shape: its menu before the text, titles of other stories after it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from pipeline.clean.frame import is_line, is_sentence
from pipeline.clean.paragraph import Paragraph
from pipeline.story import Kind

# An item of a menu is no longer, Chinese, Japanese and Korean say as much in half of it; so many in a row are one.
ITEM, ITEM_WIDE = 30, 14
MENU: Final = 5
# A menu's last line of so many letters may be the title under it.
TITLE: Final = 20
# A page has hardly more lines before the text.
HEAD: Final = 90
# A sentence as long as this is text.
SENTENCE: Final = 60
# A title or a link is hardly longer.
LINE: Final = 150
# A title that is said again beside a stamp, or round a teaser of no more letters.
SAID, SAID_LONG, TEASER = 8, 25, 400
# So many lines that only their place shows are a page's.
FEW: Final = 3
_PROMO: Final = Kind.PROMO
_OF_MENU: Final = (None, Kind.PROMO, Kind.HEADER, Kind.CREDIT)
_OF_PAGE: Final = (Kind.PROMO, Kind.HEADER)
_NO_ITEM: Final = re.compile(r"\d.*\d|[,;:：、，]")
_BULLET: Final = re.compile(r"[-*•·▪●»›>–]{1,2} ")
_BULLETS: Final = " -*•·▪●»›>–‘’“”\"'"


def menu(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the short lines in a row before the text: a page's sections and buttons. Figures and pairs make a table."""
    text = next((p.index for p in paragraphs[:HEAD] if _is_text(p)), 0)
    if text < MENU:
        return
    for is_item, group in groupby(paragraphs[:text], key=_is_item):
        items = list(group)
        if not is_item or len(items) < MENU or sum(p.label is None for p in items) < 2:
            continue
        if items[-1].index + 1 < len(paragraphs) and len(items[-1].text) >= TITLE:
            items.pop()
        for each in items:
            if not each.taken:
                each.mark(_PROMO, "generic.promo.menu")


def others(paragraphs: Sequence[Paragraph]) -> None:
    """Mark other stories' titles that a page says twice, round a stamp or a teaser, and the teasers."""
    for first, title in _said_twice(paragraphs):
        between = paragraphs[first.index + 1]
        for each in (first, between, title):
            each.mark(_PROMO, "generic.promo.other_story")
        after = paragraphs[title.index + 1 : title.index + 2]
        if between.label is not None and after and after[0].terminal and len(after[0].text) <= TEASER:
            after[0].mark(_PROMO, "generic.promo.other_story")


def _said_twice(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    for first, between, second in zip(paragraphs[1:], paragraphs[2:], paragraphs[3:], strict=False):
        if first.text != second.text or first.taken or first.terminal or len(first.text) > LINE:
            continue
        stamped = between.label is Kind.HEADER and len(first.text) >= SAID
        told = between.terminal and len(first.text) >= SAID_LONG and len(between.text) <= TEASER
        if stamped or (told and _ends_here(paragraphs, second)):
            yield first, second


def _ends_here(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    return all(p.taken or not p.terminal for p in paragraphs[paragraph.index + 1 :])


def tail(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines after the last sentence where one piece of a page stands among them, or several by themselves."""
    last = next((p.index for p in reversed(paragraphs) if not p.taken and (p.prose or is_sentence(p))), -1)
    after = paragraphs[last + 1 :]
    lines = [p for p in after if not p.taken and (is_line(p) or p.terminal)]
    known = [p for p in after if p.label in _OF_PAGE]
    page = len(known) > 1 or any(p.label is _PROMO for p in known)
    if last < 0 or len(lines) + len(known) < FEW or not page:
        return
    for line in lines:
        if line.index > known[0].index:
            line.mark(_PROMO, "generic.promo.after_text")


def bulleted(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the titles behind bullets that end a story below a piece of a page."""
    last = next((p.index for p in reversed(paragraphs) if not p.taken and not _BULLET.match(p.text)), -1)
    listed = [p for p in paragraphs[last + 1 :] if not p.taken]
    if len(listed) < FEW or last < 0:
        return
    above = paragraphs[listed[0].index - 1]
    if above.label is _PROMO and all(len(p.text) <= LINE for p in listed):
        for each in listed:
            each.mark(_PROMO, "generic.promo.bulleted")


def _is_text(paragraph: Paragraph) -> bool:
    return not paragraph.taken and (paragraph.prose or (paragraph.terminal and len(paragraph.text) >= SENTENCE))


def _is_item(paragraph: Paragraph) -> bool:
    text = paragraph.text
    longest = ITEM_WIDE if max(text, default="") > "\u2e80" else ITEM
    return paragraph.label in _OF_MENU and len(text) <= longest and not paragraph.terminal and not _NO_ITEM.search(text)
