"""Cards: what a page tells of other stories, a title, a teaser and how long ago, one like the other."""

import operator
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import may_end
from pipeline.story import Kind

# A card has hardly more paragraphs besides its age, and one teaser at most.
LONGEST_CARD: Final = 5
# So many paragraphs of text stand before cards; what they tell is shorter, a running story's entries are longer.
TOLD_BEFORE: Final = 3
# A teaser is hardly longer.
CARD_TEASER: Final = 280
_RULE: Final = "generic.promo.card"
_PROMO: Final = Kind.PROMO
_QUOTES: Final = '"“„«»‘「『'
_COLONS: Final = ":："
# A card's paragraph is a teaser or it is none.
_Shape = tuple[bool, ...]


def mark(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark the cards that a page sets behind a story or amid it, told by their ages at even distances.

    Before company is asked for: an age between a title and a teaser has none. Before datelines are cut, for teasers
    have theirs, as ``opens`` tells. A running story, an account of what came before and a list of people have ages too.
    """
    ages = [p.index for p in paragraphs if p.by is not None and p.by.aged]
    row = _row(paragraphs, ages) if len(ages) > 1 else []
    if not row:
        return
    begins, ends = _bounds(paragraphs, row)
    before, cards = paragraphs[:begins], paragraphs[begins:ends]
    several = len(list(filter(_is_text, before))) >= TOLD_BEFORE and _length(cards) < _length(before)
    if several and not _announced(before[-1], cards) and _are_of_page(before[-1], cards, opens):
        for each in cards:
            each.mark(_PROMO, _RULE)


def _announced(before: Paragraph, cards: Sequence[Paragraph]) -> bool:
    """Whether the text announces what follows, or somebody is quoted in it."""
    announced = any(p.text[-1] in _COLONS and not p.taken for p in (before, *cards))
    return announced or any(p.text[0] in _QUOTES for p in cards)


def _are_of_page(before: Paragraph, cards: Sequence[Paragraph], opens: Callable[[str], bool]) -> bool:
    """Whether a promo stands straight before the cards, or each teaser opens as another story does.

    What a promo stands before may be a running story still, where an age and no more opens each entry.
    """
    teasers = list(filter(_is_text, cards))
    if len(teasers) > 1 and all(opens(p.text) for p in teasers):
        return True
    entries = bool(teasers) and cards[0].label is Kind.HEADER
    return before.label is _PROMO and not entries


def _row(paragraphs: Sequence[Paragraph], ages: Sequence[int]) -> list[int]:
    """The last of the ages between which cards of one shape stand, where there are two or more."""
    shape = _shape(paragraphs, ages[-2], ages[-1])
    if not 0 < len(shape) <= LONGEST_CARD or sum(shape) > 1:
        return []
    row = [ages[-1]]
    for first, second in zip(reversed(ages[:-1]), reversed(ages), strict=False):
        if _shape(paragraphs, first, second) != shape:
            break
        row.insert(0, first)
    return row


def _bounds(paragraphs: Sequence[Paragraph], row: Sequence[int]) -> tuple[int, int]:
    """Where the cards begin and end.

    An age closes its card where lines as in the others stand before the first, opens it where they stand behind the
    last. A teaser that begins a card's shape is not looked for before the first, nor one behind the last: there the
    text's own paragraph may stand. Cards without titles stand under a promo's line.
    """
    shape = _shape(paragraphs, row[0], row[1])
    first, last = row[0], row[-1] + 1
    if all(shape):
        return _untitled(paragraphs, first), last
    lines = shape if not shape[0] else tuple(takewhile(operator.not_, reversed(shape)))
    begins = first - len(lines)
    closes = begins > 0 and _shape(paragraphs, begins - 1, first) == lines
    if closes and not any(p.label is _PROMO for p in paragraphs[begins:first]):
        return begins, last
    return first, last + _opened(paragraphs, last, shape)


def _untitled(paragraphs: Sequence[Paragraph], first: int) -> int:
    """Where teasers without titles begin, of which ``first`` is the first age; past all where no promo heads them."""
    headed = first > 1 and paragraphs[first - 2].label is _PROMO
    if not headed:
        return len(paragraphs)
    return first - 1 if _is_short_text(paragraphs[first - 1]) else first


def _opened(paragraphs: Sequence[Paragraph], last: int, shape: _Shape) -> int:
    """How many paragraphs behind the last age are of its card, where an age opens its card."""
    lines = tuple(takewhile(operator.not_, shape))
    if not lines or _shape(paragraphs, last - 1, last + len(lines)) != lines:
        return 0
    teaser = paragraphs[last + len(lines) :][:1]
    teased = len(shape) > len(lines) and all(map(_is_short_text, teaser))
    return len(lines) + (len(teaser) if teased else 0)


def _is_short_text(paragraph: Paragraph) -> bool:
    return _is_text(paragraph) and len(paragraph.text) <= CARD_TEASER


def _shape(paragraphs: Sequence[Paragraph], first: int, last: int) -> _Shape:
    """Which of the paragraphs between two numbers are teasers."""
    return tuple(_is_text(p) for p in paragraphs[first + 1 : last])


def _is_text(paragraph: Paragraph) -> bool:
    return not paragraph.taken and may_end(paragraph)


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs)
