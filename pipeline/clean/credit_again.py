"""Who made a story's pictures, where the same line stands beside several of them without a word that says so."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from pipeline.clean.caption import Captions
from pipeline.clean.caption_layout import SHORT_CAPTION
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.shape import SHORTEST_CAPTION
from pipeline.clean.showing import is_shown
from pipeline.clean.speech import QUOTED
from pipeline.story import Kind

_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
_BESIDE_CREDIT: Final = "generic.caption.beside_credit"
# Such a line is no longer.
LONGEST_REPEATED: Final = 60
# So many pictures at least have it, and as many captions are told by something else.
SEVERAL: Final = 2
# A story has hardly more photographers, nor more pictures of one.
MOST_REPEATED: Final = 3
MOST_PICTURES: Final = 8
# A caption stands again within so many lines.
AGAIN_WITHIN: Final = 2
# Two words at least, as a person and a house have: ``Mara Linden``, ``NRB Alder: Mara Linden``; ``北浜新聞NEXT``.
_WORD: Final = r"[A-ZÀ-Þ][\w.’'&-]{0,24}"
_SHAPE: Final = re.compile(
    rf"{_WORD}(?:(?: ?[,:/|] ?| ){_WORD}){{1,6}}(?: photo)?|[\u3041-\u9fff\uac00-\ud7a3A-Z]{{4,14}}"
)


def mark(paragraphs: Sequence[Paragraph], captions: Captions) -> None:
    """Mark the lines that stand again beside what several pictures show, and what is told so over or under them all."""
    if len({p.text for p in paragraphs}) == len(paragraphs):
        return
    several = _again(paragraphs)
    # More than a few such lines are a list's: meals of a plan, shops of goods.
    if len(several) > MOST_REPEATED:
        return
    for lines in several:
        over, under = ([_beside(paragraphs, line, step) for line in lines] for step in (-1, 1))
        told = max((_shown_of(side, paragraphs, captions) for side in (over, under)), key=len)
        if len(told) >= SEVERAL:
            _mark_all(lines, told)
            _mark_glued(paragraphs, lines[0].text)
        # Known credits over which only furniture stands have their captions under them.
        elif len(lines) > SEVERAL and lines[0].taken and all(p is None or p.taken for p in over):
            _mark_all(lines, [p for p in under if p and p.terminal])


def _shown_of(side: Sequence[Paragraph | None], paragraphs: Sequence[Paragraph], captions: Captions) -> list[Paragraph]:
    """Those of the lines on one side of a credit that something shows to be captions."""
    return [p for p in side if p is not None and _tells(p, paragraphs, captions)]


def _mark_all(lines: Sequence[Paragraph], captions: Sequence[Paragraph]) -> None:
    for line in lines:
        line.mark(_CREDIT, line.rule or "generic.credit.again")
    for caption in captions:
        if not caption.taken and _may_be(caption):
            caption.mark(_CAPTION, _BESIDE_CREDIT)


def _mark_glued(paragraphs: Sequence[Paragraph], credit: str) -> None:
    """Mark the lines of a caption and the credit that stand apart as well: ``The old pier Mara Linden``."""
    told = {p.text for p in paragraphs if p.rule == _BESIDE_CREDIT}
    for line in paragraphs:
        caption = line.text.removesuffix(credit).rstrip()
        if caption in told and not line.taken and len(caption) < len(line.text):
            line.mark(_CAPTION, _BESIDE_CREDIT)
            line.cut(len(line.text) - len(credit), len(line.text), _CREDIT, "generic.credit.again")


def _again(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The lines that are written as names and stand several times, not straight under one another."""
    places: dict[str, list[Paragraph]] = defaultdict(list)
    for line in paragraphs:
        free = not line.taken or (line.label is _CREDIT and not line.cuts)
        if free and not line.terminal and len(line.text) <= LONGEST_REPEATED:
            places[line.text].append(line)
    return [
        lines
        for text, lines in places.items()
        if SEVERAL <= len(lines) <= MOST_PICTURES
        and _SHAPE.fullmatch(text)
        and lines[-1].index - lines[0].index >= len(lines)
    ]


def _beside(paragraphs: Sequence[Paragraph], line: Paragraph, step: int) -> Paragraph | None:
    at = line.index + step
    return paragraphs[at] if 0 <= at < len(paragraphs) else None


def _tells(caption: Paragraph, paragraphs: Sequence[Paragraph], captions: Captions) -> bool:
    """Whether a line is a caption by its grammar, or stands again close by, as a refrain does not."""
    if caption.taken:
        return caption.label is _CAPTION
    near = paragraphs[max(0, caption.index - AGAIN_WITHIN) : caption.index + AGAIN_WITHIN + 1]
    again = len(caption.text) >= SHORTEST_CAPTION and sum(p.text == caption.text for p in near) > 1
    return again or is_shown(caption.text) or captions.speaks(caption.text)


def _may_be(caption: Paragraph) -> bool:
    return len(caption.text) <= SHORT_CAPTION and not QUOTED.search(caption.text)
