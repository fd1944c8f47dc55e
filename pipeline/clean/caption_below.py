"""Captions that a line of its own below them shows: who made the picture, without a word that says so."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.caption import DATED, LONE_CREDIT, Captions
from pipeline.clean.caption_layout import SHORT_CAPTION, is_counted, is_told
from pipeline.clean.fold import fold
from pipeline.clean.names import PLAIN_NEXT, PLAIN_WORD
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.showing import is_shown, shows
from pipeline.clean.wording import words_of
from pipeline.story import Kind

_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
# ``Ann Lee, Port Alder Press``
_NAME_AND_HOUSE: Final = re.compile(
    rf"{PLAIN_WORD}(?: {PLAIN_NEXT}){{1,2}}, (?:The )?{PLAIN_WORD}(?: {PLAIN_WORD}){{1,3}}"
)
# ``ANN LEE, POST-HERALD``
_CAPITALS: Final = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20}(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,20}){1,2}, "
    r"(?:THE )?[A-ZÀ-Þ][A-ZÀ-Þ-]{3,20}(?: [A-ZÀ-Þ]{3,20}){0,3}"
)
_LAST_WORD: Final = re.compile(r"[^\W_]+\Z")
_NAME: Final = re.compile(rf"{PLAIN_WORD}(?: {PLAIN_NEXT}){{1,3}}")
_SIGNS: Final = frozenset(words_of("crediting")["signs"])
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


def houses(paragraphs: Sequence[Paragraph], captions: Captions) -> None:
    """Mark a caption and the line below that names who made it: ``Ann Lee, Alder Times``, ``(Alder Police)``."""
    for first, second in pairwise(paragraphs):
        line = not (second.taken or second.terminal or len(second.text) > LONE_CREDIT)
        told = is_told(first) or (not first.taken and first.terminal and len(first.text) <= SHORT_CAPTION)
        if line and told and _signs(second.text, first, captions, counted=is_counted(first, paragraphs)):
            _mark(first, second, "generic.credit.below_caption")


def _mark(caption: Paragraph, credit: Paragraph, rule: str) -> None:
    caption.mark(_CAPTION, caption.rule or "generic.caption.before_credit")
    credit.mark(_CREDIT, rule)


def _signs(line: str, caption: Paragraph, captions: Captions, *, counted: bool) -> bool:
    """Whether a line names a person and a house, or an office or a station, below what a picture shows.

    An office is named also below a sentence that a gallery has ``counted``.
    """
    words = captions.credits.words
    given = _STATION.fullmatch(line) is not None or words.of_giver(line.strip("()"))
    if words.of_office(line.strip("()")):
        return caption.taken or counted
    if not given and _NAME_AND_HOUSE.fullmatch(line) is None:
        # A reader's letter is signed so as well, with a town.
        paper = fold(_LAST_WORD.findall(line)[-1]) in words.outlets if _CAPITALS.fullmatch(line) else False
        return paper and is_shown(caption.text)
    if caption.taken or (given and DATED.search(caption.text)):
        return True
    return is_shown(caption.text) and (given or captions.cue.search(caption.text) is not None)
