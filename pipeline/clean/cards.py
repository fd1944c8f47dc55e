"""Cards: what a page tells of other stories, a title, a teaser and how long ago, one like the other."""

from collections.abc import Sequence
from typing import Final

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import may_end
from pipeline.story import Kind

# A card has hardly more paragraphs besides its age, and one teaser at most.
LONGEST_CARD: Final = 5
# So many paragraphs of text stand before cards; what they tell is shorter, a running story's entries are longer.
TOLD_BEFORE: Final = 3
_RULE: Final = "generic.promo.card"
# A card's paragraph is a teaser or it is none.
_Shape = tuple[bool, ...]


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the cards that a page sets behind a story or amid it, told by their ages at even distances.

    Before company is asked for: an age between a title and a teaser has none. Before datelines are cut, for teasers
    have theirs.
    """
    ages = [p.index for p in paragraphs if p.by is not None and p.by.aged]
    row = _row(paragraphs, ages) if len(ages) > 1 else []
    if not row:
        return
    begins, ends = _bounds(paragraphs, row)
    before, cards = paragraphs[:begins], paragraphs[begins:ends]
    if len(list(filter(_is_text, before))) >= TOLD_BEFORE and _length(cards) < _length(before):
        for each in cards:
            each.mark(Kind.PROMO, _RULE)


def _row(paragraphs: Sequence[Paragraph], ages: Sequence[int]) -> list[int]:
    """The last of the ages between which cards of one shape stand, where there are two or more."""
    row = [ages[-1]]
    shape = _shape(paragraphs, ages[-2], ages[-1])
    for first, second in zip(reversed(ages[:-1]), reversed(ages), strict=False):
        between = _shape(paragraphs, first, second)
        if not 0 < len(between) <= LONGEST_CARD or sum(between) > 1 or sum(between) != sum(shape):
            break
        row.insert(0, first)
    return row if len(row) > 1 else []


def _bounds(paragraphs: Sequence[Paragraph], row: Sequence[int]) -> tuple[int, int]:
    """Where the cards begin and end: each closes with its age, if what stands before the first is a card too.

    A card without a title is told from the text's own paragraph by the line over it.
    """
    shape = _shape(paragraphs, row[0], row[1])
    size = len(shape)
    begins = row[0] - size
    closed = begins > 0 and _shape(paragraphs, begins - 1, row[0]) == shape
    closed = closed and (not _is_text(paragraphs[begins - 1]) or not all(shape))
    opened = _shape(paragraphs, row[-1], row[-1] + size + 1) == shape
    if closed and not opened:
        return begins, row[-1] + 1
    return row[0], row[-1] + 1 + (size if opened else 0)


def _shape(paragraphs: Sequence[Paragraph], first: int, last: int) -> _Shape:
    """Which of the paragraphs between two numbers are teasers."""
    return tuple(_is_text(p) for p in paragraphs[first + 1 : last])


def _is_text(paragraph: Paragraph) -> bool:
    return not paragraph.taken and may_end(paragraph)


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs)
