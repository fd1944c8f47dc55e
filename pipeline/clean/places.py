"""Where in its story each paragraph stands: at its head, in its tail, as its last."""

from collections.abc import Sequence
from typing import Final

from pipeline.clean.paragraph import PROSE, Paragraph
from pipeline.clean.rules import PLACES, Place
from pipeline.clean.shape import is_sentence, may_close

# A story's tail has at least so many paragraphs.
TAIL: Final = 12


def places_of(paragraphs: Sequence[Paragraph]) -> list[Place]:
    """The place of each paragraph."""
    size = len(paragraphs)
    # Papers that write in short paragraphs have sentences, but nothing as long as prose.
    long = [p.index for p in paragraphs if p.prose]
    prose = long or [p.index for p in paragraphs if is_sentence(p)]
    # The head reaches over one paragraph of prose: a summary or an editor's note can stand before the byline.
    reach = 1 if long else 2
    first, last = (prose[min(reach, len(prose) - 1)], prose[-1]) if prose else (size, -1)
    tail = max(min(last, 0.4 * size), min(last, size - TAIL))
    return [PLACES[index <= first, index >= tail, index == size - 1] for index in range(size)]


def last_of(paragraphs: Sequence[Paragraph]) -> int:
    """The number of the story's last paragraph: the last long one, for what comes after may be a page's links.

    In a story of short paragraphs it is the last that ends as a sentence, be it with a mark behind.
    """
    open_ = [p for p in reversed(paragraphs) if not p.taken]
    long = next((p for p in open_ if p.prose or len(p.text) >= PROSE), None) or next(filter(may_close, open_), None)
    return (long or open_[0]).index if open_ else -1
