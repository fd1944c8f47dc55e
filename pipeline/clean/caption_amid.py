"""Captions without a full stop amid a text whose subheads are much shorter: ``Divers found the old ferry in 1997``."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.script import is_eastern
from pipeline.clean.speech import TOLD
from pipeline.story import Kind

# Several subheads of few words show how long the story's are.
SEVERAL: Final = 2
SUBHEAD_WORDS: Final = 4
# A caption has so many words, and is twice as long as any line that has not; there are no more of them than subheads.
CAPTION_WORDS: Final = 10
SHORTEST_AMID, LONGEST_AMID = 56, 120
LONGER: Final = 2
# Sentences on both sides are so long.
SHORTEST_BESIDE: Final = 50
_OPEN: Final = re.compile(r"[?!:;\"“”„«»|@•*]|\.\.\.|…|\A[^\w]")


def mark(paragraphs: Sequence[Paragraph], referring: re.Pattern[str]) -> None:
    """Mark them. Nobody speaks in them, none is ``referring`` to the text, and no line stands beside them."""
    lines = list(_between_sentences(paragraphs))
    subheads = [line for line in lines if line.text.count(" ") < SUBHEAD_WORDS]
    if len(subheads) < SEVERAL or is_eastern(subheads[0].text):
        return
    long = [line for line in lines if _is_long(line.text)]
    longest = max(len(line.text) for line in lines if not _is_long(line.text))
    for line in long if len(long) <= len(subheads) else ():
        if len(line.text) >= LONGER * longest and _is_plain(line.text) and not referring.match(line.text):
            line.mark(Kind.CAPTION, "generic.caption.amid")


def _is_long(text: str) -> bool:
    return len(text) >= SHORTEST_AMID and text.count(" ") + 1 >= CAPTION_WORDS


def _is_plain(text: str) -> bool:
    return text[0].isupper() and not text.isupper() and not (_OPEN.search(text) or TOLD.search(f"{text}."))


def _between_sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The lines without a full stop between two sentences of the text."""
    for before, line, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if (
            not (line.terminal or line.taken)
            and _is_told(before)
            and _is_told(after)
            and len(line.text) <= LONGEST_AMID
        ):
            yield line


def _is_told(line: Paragraph) -> bool:
    return line.terminal and not line.taken and len(line.text) >= SHORTEST_BESIDE
