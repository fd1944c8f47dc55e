"""Captions that a line of its own below them shows: who made the picture, without a word that says so."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.caption import DATED, LONE_CREDIT, Captions
from pipeline.clean.caption_layout import SHORT_CAPTION, is_told
from pipeline.clean.fold import fold
from pipeline.clean.names import PLAIN_NEXT, PLAIN_WORD
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import HEAD_TO_PICTURE
from pipeline.clean.shape import SHORTEST_CAPTION, is_sentence
from pipeline.clean.showing import is_shown, shows
from pipeline.clean.speech import QUOTED
from pipeline.clean.wording import words_of
from pipeline.story import Kind

_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
# ``Ann Lee, Port Alder Press``
_NAME_AND_HOUSE: Final = re.compile(
    rf"{PLAIN_WORD}(?: {PLAIN_NEXT}){{1,2}}, (?:The )?{PLAIN_WORD}(?: {PLAIN_WORD}){{1,3}}"
)
_NAME: Final = re.compile(rf"{PLAIN_WORD}(?: {PLAIN_NEXT}){{1,3}}")
_SIGNS: Final = frozenset(words_of("crediting")["signs"])
_OFFICES: Final = frozenset(words_of("crediting")["offices"])
# Behind an office stands where it is: ``Kantonspolizei Holm``, ``Vigili del Fuoco``; nothing that it does.
_OFFICE: Final = re.compile(
    r"(?P<first>[^\W\d_][\w-]{1,24}|\d{3})(?: (?:de|del|della|di|da|do|du|des|la|van|for|i|v) | d['’]| )\S.{1,36}"
)
# The text goes on so soon behind it.
GOES_ON: Final = 3
# A caption there has so many spaces.
FEW_SPACES: Final = 3
_YEAR_AT_END: Final = re.compile(r" (?:19|20)\d\d\Z")
_PARTICLES: Final = frozenset(words_of("crediting")["particles"])
_STATION: Final = re.compile(r"\([KW][A-Z]{2,3}(?:[ -]TV)?\)")


def names(paragraphs: Sequence[Paragraph], captions: Captions) -> None:
    """Mark a caption and the name that stands between it and a credit: ``Ann Lee`` over ``NORD Photo``."""
    for caption, name, credit in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if credit.label is not _CREDIT or name.taken or _NAME.fullmatch(name.text) is None:
            continue
        reads = not caption.taken and (captions.speaks(caption.text) or shows(caption.text))
        if reads or is_told(caption):
            _mark(caption, name, "generic.credit.over_credit")


def signs(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the name below a sign or a word for pictures that a page's markup has set apart: ``©`` and ``Ann Lee``."""
    for sign, name in pairwise(paragraphs):
        if sign.text in _SIGNS and not name.taken and _NAME.fullmatch(name.text):
            sign.mark(_CREDIT, "generic.credit.below_sign")
            name.mark(_CREDIT, "generic.credit.below_sign")


def before_dateline(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark the sentence between a credit, over which no caption stands, and a dateline, which ``opens`` tells."""
    for credit, line, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if credit.label is not _CREDIT or credit.cuts or line.taken or line.prose or not opens(after.text):
            continue
        captioned = credit.index > 0 and paragraphs[credit.index - 1].label is _CAPTION
        sentence = line.terminal and len(line.text) >= SHORTEST_CAPTION and not QUOTED.search(line.text)
        # An agency's bare name over a summary is no picture's.
        if sentence and not captioned and not credit.text.isalpha() and not opens(line.text):
            line.mark(_CAPTION, "generic.caption.after_credit")


def houses(paragraphs: Sequence[Paragraph], captions: Captions) -> None:
    """Mark a caption and the line below that names who made it: ``Ann Lee, Alder Times``, ``(Alder Police)``."""
    for first, second in pairwise(paragraphs):
        if second.terminal or len(second.text) > LONE_CREDIT:
            continue
        told = is_told(first) or (not first.taken and first.terminal and len(first.text) <= SHORT_CAPTION)
        signed = told and not second.taken and _signs(second.text, first, captions)
        # An office under a title has been taken for who wrote.
        office = (not second.taken or second.label is Kind.BYLINE) and _is_office(second.text)
        if signed or (office and _is_shown_there(first, second, paragraphs, captions)):
            _mark(first, second, "generic.credit.below_caption")


def _mark(caption: Paragraph, credit: Paragraph, rule: str) -> None:
    caption.mark(_CAPTION, caption.rule or "generic.caption.before_credit")
    credit.mark(_CREDIT, rule)


def _signs(line: str, caption: Paragraph, captions: Captions) -> bool:
    """Whether a line names a person and a house, or an office or a station, below what a picture shows."""
    given = _STATION.fullmatch(line) is not None or captions.credits.words.of_giver(line.strip("()"))
    if not given and _NAME_AND_HOUSE.fullmatch(line) is None:
        return False
    if caption.taken or (given and DATED.search(caption.text)):
        return True
    return is_shown(caption.text) and (given or captions.cue.search(caption.text) is not None)


def _is_office(line: str) -> bool:
    """Whether a line is an office or a station and where it is, each word with a capital: ``Kantonspolizei Holm``."""
    match = _OFFICE.fullmatch(line)
    if match is None or fold(match["first"]) not in _OFFICES:
        return False
    return all(not word[:1].islower() or word in _PARTICLES or word[1:2] in "'’" for word in line.split())


def _is_shown_there(line: Paragraph, credit: Paragraph, paragraphs: Sequence[Paragraph], captions: Captions) -> bool:
    """Whether a line over an office's name is a caption: by its words, or straight under what a page's head has."""
    if line.label is _CAPTION or line.taken or line.prose or len(line.text) < SHORTEST_CAPTION:
        return line.label is _CAPTION and not line.cuts
    if QUOTED.search(line.text) or not any(is_sentence(p) for p in paragraphs[credit.index + 1 :][: 1 + GOES_ON]):
        return False
    above = paragraphs[: line.index][-1:]
    framed = bool(above) and above[0].taken and line.index <= HEAD_TO_PICTURE
    # Other lines may be the title, or a name.
    told = line.text.count(" ") >= FEW_SPACES and (line.terminal or _YEAR_AT_END.search(line.text) is not None)
    return captions.speaks(line.text) or (framed and told)
