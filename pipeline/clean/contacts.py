"""Whom to ask: the lines of addresses that an office sets under its release."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.names import EMAIL
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.shape import is_text
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# An address's line is no longer, and no office sets more of them, nor more before the first with a number in it.
LONGEST_ADDRESS: Final = 90
MOST_ADDRESSES: Final = 24
MOST_ABOVE: Final = 2
# A sentence after the text is at least so long.
LAST_SENTENCE: Final = 50
# A telephone's number with its sign or word, not a figure of the text.
_PHONE: Final = re.compile(
    alternation(words_of("wording")["phone"]) + r"\.?\s?[:：.]?\s?[+(\d][\d ()/+.–-]{5,}|\A\+\d[\d ()/.–-]{7,20}\Z"
)
_SITE: Final = re.compile(r"(?:https?://|www\.)\S{4,80}")
# A town's number, or a house's before its street: behind other commas stand what somebody is, and what there is to see.
_ADDRESS: Final = re.compile(r"(?<!\d)\d{5}(?!\d)|\A\d{1,5} [A-ZÀ-Þ]")


def block(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the short lines after the text up to the last address, where a telephone and a letter box are among them."""
    last = next((p.index for p in reversed(paragraphs) if _is_text(p)), -1)
    after = paragraphs[last + 1 :]
    if last < 0 or len(after) < 2:
        return
    boxes = [p.index for p in after if len(p.text) <= LONGEST_ADDRESS and _has_address(p.text)]
    phones = [p.index for p in after if len(p.text) <= LONGEST_ADDRESS and _PHONE.search(p.text)] if boxes else []
    if not phones or max(*phones, *boxes) - last > MOST_ADDRESSES:
        return
    first, end = min(*phones, *boxes), max(*phones, *boxes)
    sites = [p.index for p in after if p.index == end + 1 and _SITE.search(p.text) and len(p.text) <= LONGEST_ADDRESS]
    above = takewhile(_names_office, reversed(paragraphs[max(last + 1, first - MOST_ABOVE) : first]))
    for paragraph in (*above, *paragraphs[first : max(end, *sites, end) + 1]):
        if not paragraph.taken and len(paragraph.text) <= LONGEST_ADDRESS and not paragraph.prose:
            paragraph.mark(Kind.SIGNOFF, "generic.signoff.contacts")


def _names_office(paragraph: Paragraph) -> bool:
    """Whether a line over the first number can tell whose it is."""
    return not paragraph.terminal and ("," not in paragraph.text or _ADDRESS.search(paragraph.text) is not None)


def _is_text(paragraph: Paragraph) -> bool:
    """Whether it is the text's: sentences that say whom to write to are as long, and end no text here."""
    return not paragraph.taken and is_text(paragraph, LAST_SENTENCE) and not _has_address(paragraph.text)


def _has_address(text: str) -> bool:
    return "@" in text and EMAIL.search(text) is not None
