"""Whom to ask: the lines of addresses that an office sets under its release."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.clean.names import EMAIL
from pipeline.clean.paragraph import Paragraph
from pipeline.story import Kind

# An address's line is no longer, and no office sets more of them, nor as many before the first with a number in it.
LINE: Final = 90
LINES: Final = 24
BEFORE: Final = 5
# A sentence after the text is at least so long.
SENTENCE: Final = 50
# A telephone's number with its sign or word, not a figure of the text.
_PHONE: Final = re.compile(
    r"(?:Tel|Telefon|Phone|Fax|Mobil|Mobile|Handy|Tél|Téléphone|Teléfono|Telefone|Telefono|Puh|Tlf|Тел|هاتف|電話|电话|전화)"
    r"\.?\s?[:：.]?\s?[+(\d][\d ()/+.–-]{5,}|\A\+\d[\d ()/.–-]{7,20}\Z"
)
_SITE: Final = re.compile(r"(?:https?://|www\.)\S{4,80}")


def block(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the short lines after the text up to the last address, where a telephone and a letter box are among them."""
    last = next((p.index for p in reversed(paragraphs) if _is_text(p)), -1)
    after = paragraphs[last + 1 :]
    if last < 0 or len(after) < 2:
        return
    phones = [p.index for p in after if len(p.text) <= LINE and _PHONE.search(p.text)]
    boxes = [p.index for p in after if len(p.text) <= LINE and _has_address(p.text)]
    if not phones or not boxes or max(*phones, *boxes) - last > LINES:
        return
    first, end = min(*phones, *boxes), max(*phones, *boxes)
    sites = [p.index for p in after if p.index == end + 1 and _SITE.search(p.text) and len(p.text) <= LINE]
    for paragraph in paragraphs[max(last + 1, first - BEFORE) : max(end, *sites, end) + 1]:
        if not paragraph.taken and len(paragraph.text) <= LINE and not paragraph.prose:
            paragraph.mark(Kind.SIGNOFF, "generic.signoff.contacts")


def _is_text(paragraph: Paragraph) -> bool:
    sentence = paragraph.terminal and len(paragraph.text) >= SENTENCE
    return not paragraph.taken and (paragraph.prose or sentence) and not _has_address(paragraph.text)


def _has_address(text: str) -> bool:
    return "@" in text and EMAIL.search(text) is not None
