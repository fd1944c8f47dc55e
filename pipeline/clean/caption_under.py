"""Captions that stand under their credit, or under a page's byline: the page sets these over what a picture shows."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.caption_layout import PROSE_NEAR, SENTENCES
from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_PICTURE, UNDER_TITLE
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import SHORTEST_CAPTION, is_text
from pipeline.clean.speech import QUOTED
from pipeline.story import Kind

# A sentence there that is longer may be the story's summary.
LONGEST_UNDER: Final = 110
# A line between the byline and the text has so many words, and is as long; the text's first sentence is longer.
FEWEST_WORDS: Final = 8
SHORTEST_LINE, LONGEST_LINE, SHORTEST_FIRST = 38, 120, 60
_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
# What stands between the byline and such a line: a stamp, buttons.
_UNDER_BYLINE: Final = (*UNDER_TITLE, Kind.PROMO)
# A title, a bar, and a sentence.
_TITLED: Final = re.compile(r"(?!\d|[A-ZÀ-Þ]{3})[^|.!?:]{3,80} \| [^|]{20,320}[.!]")
_OPEN: Final = re.compile(r"[?!:;\"“”„«»|@•*]|\.\.\.|…")


def titled(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark what has a title of its own under a picture's credit: ``The old pier | Boats have lain here since May.``

    ``opens`` tells a dateline, which some papers part from the text with a bar too.
    """
    for credit, line in pairwise(paragraphs):
        barred = credit.label in OF_PICTURES and not line.taken and " | " in line.text
        if barred and _TITLED.fullmatch(line.text) and not opens(line.text):
            line.mark(_CAPTION, "generic.caption.titled")


def after_byline(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark a line without a full stop between the byline or the stamp under it and the text's first sentence.

    The title stands above, and so would a summary; a picture without a credit stands there. Over a dateline it is
    the heading of what an agency tells: ``opens`` knows one.
    """
    labels = [p.label for p in paragraphs[:HEAD_TO_PICTURE]]
    if Kind.HEADLINE not in labels or Kind.BYLINE not in labels:
        return
    under = max(labels.index(Kind.HEADLINE), labels.index(Kind.BYLINE)) + 1
    at = next((at for at, label in enumerate(labels) if at >= under and label not in _UNDER_BYLINE), None)
    if at is None or at + 1 >= len(paragraphs):
        return
    line, first = paragraphs[at : at + 2]
    goes_on = first.terminal and not first.taken and len(first.text) >= SHORTEST_FIRST and not opens(first.text)
    if goes_on and _is_unstopped(line) and not opens(line.text):
        line.mark(_CAPTION, "generic.caption.after_byline")


def _is_unstopped(line: Paragraph) -> bool:
    """Whether a line says something in several words without a full stop, in nobody's words."""
    text = line.text
    if line.taken or line.terminal or not SHORTEST_LINE <= len(text) <= LONGEST_LINE or text.isupper():
        return False
    several = text.count(" ") + 1 >= FEWEST_WORDS and text[0].isupper() and not is_eastern(text)
    return several and _OPEN.search(text) is None


def mark(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark a short sentence between a lone credit and a byline or stamp, where the summary stands over both.

    Without a summary the sentence may be it. ``opens`` tells a dateline, behind which a text begins.
    """
    head = paragraphs[: HEAD_TO_PICTURE + 1]
    for at, (credit, line, under) in enumerate(zip(head, head[1:], head[2:], strict=False)):
        if credit.label is not _CREDIT or not _is_plain(line) or not _is_frame(under):
            continue
        over = paragraphs[:at]
        alone = not over or over[-1].label is not _CAPTION
        summed = any(not p.taken and is_text(p, ANY_SENTENCE) for p in over)
        behind = paragraphs[under.index : under.index + PROSE_NEAR]
        if alone and summed and any(not p.taken and (p.prose or opens(p.text)) for p in behind):
            line.mark(_CAPTION, "generic.caption.under_credit")


def _is_plain(line: Paragraph) -> bool:
    """Whether a line is one sentence in nobody's words, as short as a caption."""
    if line.taken or not line.terminal or not SHORTEST_CAPTION <= len(line.text) <= LONGEST_UNDER:
        return False
    return SENTENCES.search(line.text) is None and QUOTED.search(line.text) is None


def _is_frame(line: Paragraph) -> bool:
    return line.label in UNDER_TITLE
