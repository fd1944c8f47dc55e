"""Captions that stand under their credit in a page's frame: the page sets who made the picture over what it shows."""

from collections.abc import Callable, Sequence
from typing import Final

from pipeline.clean.caption_layout import PROSE_NEAR, SENTENCES
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_PICTURE, UNDER_TITLE
from pipeline.clean.shape import SHORTEST_CAPTION, is_text
from pipeline.clean.speech import QUOTED
from pipeline.story import Kind

# A sentence there that is longer may be the story's summary.
LONGEST_UNDER: Final = 110
_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT


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
