"""Which line is the story's title in the end, when all that stands over its text is known, and what says it again."""

from collections.abc import Sequence
from typing import Final

from pipeline.clean.frame import BEFORE_TEXT, IN_FRAME
from pipeline.clean.headline import (
    BEFORE_BYLINE,
    BEFORE_DATELINE,
    HEADER_BEFORE_DATELINE,
    POINT,
    PROMO_BEFORE_DATELINE,
    STAR,
)
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_TITLE
from pipeline.clean.shape import is_text, tells
from pipeline.clean.taken_up import HARDLY, SHARE, is_said, opening_of, said_of, takes_up
from pipeline.clean.title import BULLETS, FIRST_LINE, LONGEST_SURE, PARTING, known_title, says_enough
from pipeline.story import Kind

_HEADLINE, _PROMO = Kind.HEADLINE, Kind.PROMO
# How much a site's name or a service's number adds to a title.
ADDED: Final = 25
_AGAIN: Final = "generic.headline.said_again"
# What stands straight under a page's title, its picture among it.
_BELOW_TITLE: Final = (Kind.HEADER, Kind.BYLINE, Kind.CAPTION, Kind.CREDIT)
# What takes a section's name that was held for the title; such a name is hardly longer.
OVER_TITLE: Final = "generic.header.over_title"
SECTION_AS_TITLE: Final = 36
# A page says its title again within so many lines.
FIRST_LINES: Final = 6
# The rules that take a line for the title by where it stands.
BY_PLACE: Final = (BEFORE_DATELINE, IN_FRAME, BEFORE_BYLINE, FIRST_LINE)
# What a page's line in the frame may have been taken for before the title was known.
FRAMED: Final = (BEFORE_TEXT, PROMO_BEFORE_DATELINE, HEADER_BEFORE_DATELINE)
_PLACED: Final = (*BY_PLACE, *FRAMED)


def give_back(paragraphs: Sequence[Paragraph], apart: str | None) -> None:
    """Give back what was taken for the title by its place, and is the standfirst.

    ``apart`` is the title of a story whose text does not have it.
    """
    _give_back_standfirst(paragraphs)
    if apart is not None:
        _give_back_under(paragraphs, apart)


def _give_back_under(paragraphs: Sequence[Paragraph], apart: str) -> None:
    """Give back what was taken for the title by its place and says little of the one that stands apart."""
    for line in paragraphs[:HEAD_TO_TITLE]:
        if line.label is _HEADLINE and line.rule in BY_PLACE and not line.cuts:
            said, of = said_of(apart, line.text)
            if said < SHARE * of:
                line.unmark()


def _give_back_standfirst(paragraphs: Sequence[Paragraph]) -> None:
    """Give back the standfirst of a story, taken for the title or for a line of the page by its place.

    Below the byline stands no title.
    """
    head = paragraphs[:HEAD_TO_TITLE]
    placed = [p for p in head if p.rule in _PLACED and not p.cuts]
    signed = next((p.index for p in head if p.label is Kind.BYLINE), HEAD_TO_TITLE) if placed else 0
    for line in placed:
        below = line.index > signed and line.rule in BY_PLACE and len(line.text) >= POINT
        if below or tells(line.text):
            line.unmark()


def settle(paragraphs: Sequence[Paragraph]) -> None:
    """Give the title to the line that the text takes up, and mark what says it again."""
    # Of two lines the text tells; where none was taken, the page's lines may hold it.
    _choose(paragraphs)
    _find_framed(paragraphs)
    # By now the title is known, and is looked for elsewhere.
    _said_again(paragraphs)


def _choose(paragraphs: Sequence[Paragraph]) -> None:
    """Give the title to a line under what was taken for it, if the text takes up that line and not the other."""
    title = known_title(paragraphs)
    text = next((p for p in paragraphs[:HEAD_TO_TITLE] if not p.taken and p.prose), None)
    if title is None or text is None or title.rule not in BY_PLACE or takes_up(text, title, HARDLY):
        return
    between = paragraphs[title.index + 1 : text.index]
    signed = next((p.index for p in between if p.label is Kind.BYLINE), text.index)
    others = [p for p in between if p.index < signed and _may_be_title(p)]
    others = [p for p in others if takes_up(text, p)] or _said_alone(others, title, paragraphs[text.index :])
    if len(others) == 1 and all(p.taken or not p.terminal for p in between):
        title.mark(Kind.HEADER, OVER_TITLE)
        others[0].mark(_HEADLINE, "generic.headline.taken_up")


def _said_alone(lines: Sequence[Paragraph], title: Paragraph, text: Sequence[Paragraph]) -> list[Paragraph]:
    """The line of which the text's opening has words, if it has none of a section's name taken for the title."""
    if len(lines) != 1 or len(title.text) > SECTION_AS_TITLE:
        return []
    opening = opening_of([p for p in text if not p.taken])
    return [] if is_said(title.text, *opening) else [line for line in lines if is_said(line.text, *opening)]


def _find_framed(paragraphs: Sequence[Paragraph]) -> None:
    """Give the title to the first line of a page's frame that the text takes up, and give back the standfirst below.

    Only where no title is known.
    """
    framed = [p for p in paragraphs[:HEAD_TO_TITLE] if p.rule in FRAMED]
    text = next((p for p in paragraphs[:HEAD_TO_TITLE] if not p.taken and p.prose), None) if framed else None
    if text is None or known_title(paragraphs):
        return
    title = next((p for p in framed if _may_be_title(p) and takes_up(text, p)), None)
    if title is None:
        return
    title.mark(_HEADLINE, "generic.headline.taken_up")
    under = paragraphs[title.index + 1]
    if under.rule in FRAMED and not under.cuts and len(under.text) >= POINT:
        under.unmark()


def _may_be_title(line: Paragraph) -> bool:
    framed = line.rule in FRAMED or (not line.taken and not line.prose)
    framed = framed and not line.text.startswith(STAR)
    return framed and not line.terminal and len(line.text) <= LONGEST_SURE and says_enough(line.text)


def _said_again(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what says the known title again: before the text as the title, after it as a link or a page's own words."""
    title = known_title(paragraphs)
    said = title.text.strip(BULLETS) if title else ""
    if title is None or not says_enough(said):
        return
    begun = False
    for paragraph in paragraphs:
        begun = begun or (not paragraph.taken and is_text(paragraph, ANY_SENTENCE))
        if paragraph is title or (paragraph.taken and paragraph.rule not in FRAMED):
            continue
        if said in paragraph.text:
            _mark_again(paragraph, title, paragraphs, begun=begun)
        elif not begun and _ends_title(paragraph, said):
            paragraph.mark(_HEADLINE, _AGAIN)


def _mark_again(line: Paragraph, title: Paragraph, paragraphs: Sequence[Paragraph], *, begun: bool) -> None:
    """Mark a line that holds the title, by where it stands and what else it says."""
    said = title.text.strip(BULLETS)
    rest = line.text.replace(said, "").strip(BULLETS)
    if line.terminal and rest and not title.terminal:
        return  # the lead, which says more
    if line.index < title.index:
        line.mark(*((_HEADLINE, _AGAIN) if len(rest) <= ADDED else (Kind.HEADER, "generic.header.path")))
    elif begun and len(rest) <= ADDED and _is_beside_page(paragraphs, line, rest):
        again = line.index < FIRST_LINES and not rest
        line.mark(*((_HEADLINE, _AGAIN) if again else (_PROMO, "generic.promo.title_again")))
    elif not begun and _says_no_more(line.text, said):
        line.mark(_HEADLINE, _AGAIN)


def _ends_title(line: Paragraph, title: str) -> bool:
    """Whether a line is the title without the place or word before its colon: ``Holm: Bridge to open again``."""
    whole = not line.terminal and says_enough(line.text) and title.endswith(line.text)
    return whole and title[: -len(line.text)].rstrip().endswith((":", "|", "–", "-"))


def _is_beside_page(paragraphs: Sequence[Paragraph], line: Paragraph, more: str) -> bool:
    """Whether a line stands beside a promo, or ends the story with more than the title: else it is a refrain."""
    beside = (paragraphs[line.index - 1], *paragraphs[line.index + 1 : line.index + 2])
    if line.index < FIRST_LINES and any(p.label in _BELOW_TITLE for p in beside):
        return True
    return any(p.label is _PROMO for p in beside) or (len(beside) == 1 and more != "")


def _says_no_more(text: str, said: str) -> bool:
    """Whether a line is the title, be it with its site behind a sign: a song goes on with words."""
    rest = text.strip(BULLETS).removeprefix(said).strip()
    return len(rest) <= ADDED and (not rest or rest[0] in PARTING)
