"""What a story's other paragraphs say of a possible dateline: a digest has several, a list has headings like them."""

import re
from collections.abc import Iterable

from pipeline.clean.dateline import WEAK, Found
from pipeline.clean.dateline_evidence import known
from pipeline.clean.paragraph import Paragraph

_LABELLED = re.compile(r"[^\W\d_][^\d.:;!?()\n–—]{1,40}(?P<sign>:| ?[–—]| --?) ")
_PLACE = re.compile(r"(?P<city>[^\W\d_][\w .'’-]{2,30})(?:, [A-Z][\w .]{1,20})? ?(?:--?|[–—]) (?=[^\W\d_]|[\"“„«])")


def listed(found: Found, paragraph: Paragraph, others: Iterable[Paragraph]) -> bool:
    """Whether a dateline that shows little is one of several like headings: speakers, towns, points of a list."""
    label = _LABELLED.match(paragraph.text) if found.rule in WEAK else None
    if label is None:
        return False
    signs = (_LABELLED.match(other.text) for other in others if other.terminal and other is not paragraph)
    return any(sign is not None and sign["sign"] == label["sign"] for sign in signs)


def goes_on(first: Found, text: str) -> bool:
    """Whether an item of a digest begins here, with a place and a dash as its first one did."""
    match = _PLACE.match(text) if first.city and first.city.isupper() else None
    return match is not None and match["city"].isupper() and known(match["city"], 0)
