"""The frame of a page round a story: lines beside known furniture before the first and after the last paragraph."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import HEAD_TO_TITLE, SHORTEST_WIDE, UNDER_TITLE, first_text, text_ends
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import SHORTEST_TITLE, is_phrase, is_teaser, is_text
from pipeline.story import Kind

# What the points over a story begin with.
_BULLETS: Final = "-–*•·▪"
# A line after the headline as long as this may be its summary.
SUMMARY: Final = 70
# One straight between the headline and a stamp is hardly shorter.
STAMPED: Final = 40
# A deck has so many lines.
MOST_DECK: Final = 3
# So many pieces of known furniture before the first paragraph, or after the last, show that a page's frame is there.
KNOWN: Final = 2
# So many promos show that a page stands round the text.
FEW_PROMOS: Final = 2
# What takes a line for the title, and for the page's.
IN_FRAME: Final = "generic.headline.in_frame"
BEFORE_TEXT: Final = "generic.promo.before_text"
# What boxes take lone figures by, and tickers.
FIGURES: Final = "generic.promo.figures"
_PROMO: Final = Kind.PROMO
_FRAME: Final = frozenset({Kind.PROMO, Kind.HEADER, Kind.BYLINE, Kind.CREDIT, Kind.CAPTION})
_SIGNED: Final = frozenset(UNDER_TITLE)


def head(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines before the first paragraph of prose where known furniture stands among them.

    What stands after the last known piece may be the text's own subhead or table and stays, and so does a long line
    after the headline: its summary.
    """
    before = paragraphs[: first_text(paragraphs[:HEAD_TO_TITLE])]
    lines = [p for p in before if is_phrase(p) and not is_deck(p, before)]
    known = [p.index for p in before if _is_frame(p)]
    if not lines or not known:
        return
    told = next((p for p in before if p.label is Kind.HEADLINE), None)
    first = lines[0] if told is None and _is_first_line(lines[0], known[-1], paragraphs) else None
    if len(known) < KNOWN or len(lines) > 2 * len(known):
        lines = [first] if first else []
    title = told or first or _first_title(lines)
    # A story's own lines stand over its pictures.
    frame = max((at for at in known if paragraphs[at].label not in OF_PICTURES), default=-1)
    for line in lines:
        ends = known[-1] if line.text.isdigit() else frame
        if line is title:
            line.mark(Kind.HEADLINE, IN_FRAME)
        elif line.index < ends and not _is_subhead(line, before) and not _is_standfirst(line, title, before):
            line.mark(Kind.PROMO, BEFORE_TEXT)


def _is_standfirst(line: Paragraph, title: Paragraph | None, before: Sequence[Paragraph]) -> bool:
    """Whether a line under the title sums the story up, and is no button."""
    if title is None or line.index < title.index:
        return False
    return _is_summary(line, before) or _is_deck_of(title, line, before)


def _is_subhead(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a sentence of the text stands before a line, and one follows at once: the story has begun."""
    begun = any(not p.taken and is_text(p) for p in before[: line.index])
    after = before[line.index + 1 : line.index + 2]
    return begun and all(not p.taken and p.terminal for p in after)


def _is_summary(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a line after the headline is long for a button, or not so long and straight before a byline or stamp."""
    above, below = (before[at].label if at < len(before) else None for at in (line.index - 1, line.index + 1))
    deck = below is Kind.BYLINE and above in (Kind.HEADLINE, Kind.HEADER)
    stamped = below is Kind.HEADER and above is Kind.HEADLINE
    return len(line.text) >= (SHORTEST_TITLE if deck else STAMPED if stamped else SUMMARY)


def _is_deck_of(title: Paragraph, line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a line in Chinese, Japanese or Korean is of the two or three between a title and its byline: the deck."""
    rows = before[title.index + 1 : title.index + 1 + MOST_DECK]
    row = list(takewhile(lambda each: not each.taken and len(each.text) >= SHORTEST_WIDE, rows))
    under = before[title.index + 1 + len(row) :][:1]
    return line in row and is_eastern(line.text) and bool(under) and under[0].label is Kind.BYLINE


def is_deck(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a long line comes straight after nothing but buttons, or byline and stamp: what stands above a deck."""
    above = before[: line.index]
    if len(line.text) >= SHORTEST_TITLE and {p.label for p in above} == _SIGNED:
        return True
    return bool(above) and len(line.text) >= SUMMARY and all(p.by is not None and p.by.button for p in above)


def _is_first_line(line: Paragraph, known: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the story's first line, no sentence and followed by known furniture, is its headline."""
    nothing_before = all(p.taken for p in paragraphs[: line.index])
    return nothing_before and line.index < known and len(line.text) >= SHORTEST_TITLE and line.text[-1] not in ":："


def _first_title(lines: Sequence[Paragraph]) -> Paragraph | None:
    """The first line that is nearly as long as the longest: a summary after it can be longer."""
    titles = [line for line in lines if line.text[0] not in _BULLETS]
    longest = max((len(p.text) for p in titles), default=0)
    return next(
        (p for p in titles if len(p.text) >= max(SHORTEST_TITLE, 0.6 * longest) and p.text[-1] not in ":："), None
    )


def tail(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines after the last paragraph where links and boxes are known to have begun.

    Two promos are needed, and then any number of lines goes: :func:`pipeline.clean.surround.after_text`, which one
    promo is enough for, spares more lines than a few to a piece. Both bounds hold only where one promo is known.
    """
    last = text_ends(paragraphs)
    after = paragraphs[last + 1 :]
    known = [p.index for p in after if p.label is Kind.PROMO and _is_frame(p)]
    if last < 0 or len(known) < KNOWN:
        return
    for paragraph in after:
        if paragraph.index > known[0] and (is_phrase(paragraph) or is_teaser(paragraph)):
            paragraph.mark(Kind.PROMO, "generic.promo.after_text")


def shows_page(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether promos show that a page stands round the text; in other copy their shapes are lists, tables, chants."""
    return [paragraph.label for paragraph in paragraphs].count(_PROMO) >= FEW_PROMOS


def _is_frame(paragraph: Paragraph) -> bool:
    """Whether the paragraph is known to be no part of the text; lone figures may be a table's."""
    return paragraph.label in _FRAME and paragraph.rule != FIGURES
