"""What a story's other paragraphs say of a possible dateline: a digest has several, a list has headings like them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Final

from pipeline.clean.dateline import WEAK
from pipeline.clean.dateline_odd import ALONE
from pipeline.clean.dateline_parts import Found
from pipeline.clean.fold import fold
from pipeline.clean.names import known_place
from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.shape import LONGEST_LINE, is_line
from pipeline.story import Kind

# The dash behind a place stands within so many characters.
PLACE_NEAR: Final = 60
# So many paragraphs after a place alone tell whether it is a page's section.
PAGE: Final = 4
# Fewer items with a credited line over each may be pictures.
ITEMS: Final = 3

_LABELLED: Final = re.compile(r"[^\W\d_][^\d.:;!?()\n–—]{1,40}(?P<sign>:| ?[–—]| --?) ")
_DASHES: Final = frozenset("-–—")
_SEPARATOR: Final = Kind.SEPARATOR
_PLACE: Final = re.compile(
    r"(?P<city>[^\W\d_][\w .'’-]{2,30})(?:, [A-Z][\w .]{1,20})? ?(?:--?|[–—]) (?=[^\W\d_]|[\"“„«])"
)


def summed_up(paragraphs: Sequence[Paragraph], dateline: int, summing: frozenset[str]) -> int:
    """Where the line over the points stands in which a story is summed up before its dateline, else the dateline."""
    heads = (p.index for p in paragraphs[:dateline] if fold(p.text) in summing)
    return next(heads, dateline)


def points_under(paragraphs: Sequence[Paragraph], label: int) -> frozenset[int]:
    """The numbers of the line over a story's points and of these, to the next piece of the page but a picture."""
    below = takewhile(lambda p: not p.taken or p.label in OF_PICTURES, paragraphs[label:])
    return frozenset(p.index for p in below if not p.taken)


def is_headed(paragraphs: Sequence[Paragraph], datelines: Sequence[int]) -> bool:
    """Whether each of several datelines stands under a line of its own: the headings of a digest's items."""
    return len(datelines) > 1 and all(at and is_line(paragraphs[at - 1]) for at in datelines)


def give_headings(paragraphs: Sequence[Paragraph], datelines: Sequence[int]) -> None:
    """Give the headings of a digest's items back that end in a credit as captions do.

    ``Bridge open (Photo - file)`` stands over an item as other headings do.
    """
    above = [paragraphs[at - 1] for at in datelines if at]
    if len(datelines) < ITEMS or not all(_is_credited_line(p) or not (p.taken or p.terminal) for p in above):
        return
    for heading in above:
        if heading.taken:
            heading.unmark()


def _is_credited_line(paragraph: Paragraph) -> bool:
    """Whether a line as long as headings are, without a full stop, was taken for a caption by its credit."""
    if paragraph.label is not Kind.CAPTION or len(paragraph.cuts) != 1:
        return False
    [credit] = paragraph.cuts
    said = paragraph.text[: credit.start].rstrip()
    return credit.end == len(paragraph.text) and 0 < len(said) <= LONGEST_LINE and said[-1] != "."


def listed(found: Found, paragraph: Paragraph, paragraphs: Sequence[Paragraph], others: Iterable[Paragraph]) -> bool:
    """Whether a dateline that shows little is one of several like headings: speakers, towns, points of a list.

    A digest's items with dashes have a heading each over them.
    """
    label = _LABELLED.match(paragraph.text) if found.rule in WEAK else None
    if label is None:
        return False
    signs = ((other, _LABELLED.match(other.text)) for other in others if other.terminal and other is not paragraph)
    like = [other for other, sign in signs if sign is not None and sign["sign"] == label["sign"]]
    headed = label["sign"] != ":" and all(p.index and is_line(paragraphs[p.index - 1]) for p in (paragraph, *like))
    return bool(like) and not headed


def is_bare(
    found: Found, paragraphs: Sequence[Paragraph], index: int, opens: Callable[[str], bool], *, begun: bool
) -> bool:
    """Whether a place alone on its line is no dateline: a verse, a heading, one of a page's lines.

    It is where the text has ``begun`` and no page stands before it, where other lines follow, or a dateline itself.
    """
    if found.rule != ALONE:
        return False
    if begun and all(p.label is not Kind.PROMO for p in paragraphs[:index]):
        return True
    after = paragraphs[index + 1 : index + 3]
    if _is_section(paragraphs[index + 1 : index + 1 + PAGE]):
        return True
    lines = [p for p in after if not p.terminal and not p.prose and p.label is None and len(p.text) <= PLACE_NEAR]
    return len(lines) > 1 or (bool(lines) and lines[0] is after[0] and opens(after[0].text))


def _is_section(after: Sequence[Paragraph]) -> bool:
    """Whether a page's pieces and then a line, no sentence, follow a place: it is the section above a title."""
    line = next((p for p in after if not p.taken), None)
    return line is not None and line is not after[0] and not (line.terminal or line.prose)


def goes_on(first: Found, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether an item of a digest begins: behind a separator and a heading, or with place and dash as the first did."""
    if paragraphs[index - 1].label is _SEPARATOR or (index > 1 and paragraphs[index - 2].label is _SEPARATOR):
        return True
    text = paragraphs[index].text
    if text[1:2].islower() or not first.city or not first.city.isupper():
        return False
    match = None if _DASHES.isdisjoint(text[:PLACE_NEAR]) else _PLACE.match(text)
    return match is not None and match["city"].isupper() and known_place(match["city"])
