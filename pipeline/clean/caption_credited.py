"""Captions with their own credits behind them, told from what signs the story at the end of its last paragraph."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.caption import DATED, LONE_CREDIT, Captions
from pipeline.clean.caption_layout import SENTENCES, SHORT_CAPTION
from pipeline.clean.credit import NAME_AND_PAPER, Credits
from pipeline.clean.credit_words import CreditWords
from pipeline.clean.fold import fold
from pipeline.clean.paragraph import PROSE, Paragraph
from pipeline.clean.shape import LONGEST_CAPTION, PLAIN_CAPTION, SHORTEST_CAPTION
from pipeline.clean.showing import is_shown, shows
from pipeline.clean.speech import QUOTED, SPEECH_AROUND
from pipeline.clean.wording import words_of
from pipeline.story import Kind

_CREDITING: Final = words_of("crediting")
# Text amid the story that an agency signs is longer.
AMID: Final = 120
_BRACKETED_PAIR: Final = re.compile(r"[(（].{10,600}[)）] {0,2}[\[［].{2,100}[\]］]\Z")
# Where a list says that somebody is found: ``Twitter: @name``; a mark with initials in capitals, a stamp in brackets.
_NO_CREDIT: Final = re.compile(
    alternation(words_of("wording")["networks"]) + r": ?@\S{2,40}"
    r"|[A-Z]{2,5}(?: [A-Z]{2,3}){2,4}|[（(]\d{4}[/.-]\d{1,2}[/.-]\d{1,2}[^（()）]{0,12}[）)]"
)
# A word that no mark of a story's end has.
_OF_PICTURE: Final = re.compile(
    rf"(?i:\b{alternation(_CREDITING['before_kind'])} {alternation(_CREDITING['kinds_spaced'])}\b)"
)
_INITIALS: Final = re.compile(r"[A-ZÀ-Þ]{2,4}|[a-zß-ÿ]{2,4}")
# Of a quotation that is the whole text before a name.
_OPENING: Final = tuple('"“„«「')
_CLOSING: Final = tuple('"”“»」')
_CLOSING_BRACKETS: Final = ")]）】>"
# What signs a story is no longer.
LONGEST_SIGN: Final = 40
# What stands before a credit is a caption if it is no shorter.
SHORTEST_BEFORE: Final = 3


def mark(paragraph: Paragraph, captions: Captions, *, last: bool) -> None:
    """Mark a paragraph that is a caption with its credit; ``last`` where a mark may close the story instead."""
    text = paragraph.text
    stopped = paragraph.terminal and text[-1] not in _CLOSING_BRACKETS and text[-2:-1] != ")"
    if stopped or len(text) > LONGEST_CAPTION:
        if not last:
            _with_stopped_credit(paragraph, captions.credits)
        return
    if text[0] in "(（" and _BRACKETED_PAIR.match(text):
        start = max(text.rfind("["), text.rfind("［"))
        paragraph.mark(Kind.CAPTION, "generic.caption.bracketed")
        paragraph.cut(start, len(text), Kind.CREDIT, "generic.credit.bracketed")
        return
    found = captions.credits.after_caption(text)
    if found is None or (found[0] and _closes(paragraph, text[slice(*found)], captions, last=last)):
        return
    before = text[: found[0]].strip(" .:-–—")
    credit = text[slice(*found)].strip()
    # After a number stands an item's name.
    if before.isdigit() or _NO_CREDIT.fullmatch(credit) or _signs_quotation(before, credit, captions.credits.words):
        return
    if len(before) < SHORTEST_BEFORE:
        paragraph.mark(Kind.CREDIT, "generic.credit.alone")
        return
    if not SPEECH_AROUND.match(before):
        paragraph.mark(Kind.CAPTION, "generic.caption.credited")
    paragraph.cut(*found, Kind.CREDIT, "generic.credit.after_caption")


def _with_stopped_credit(paragraph: Paragraph, credits_: Credits) -> None:
    """Mark a caption whose credit has a full stop behind: ``Foto: Ann Lee.``, ``Arkivfoto.``."""
    text = paragraph.text.removesuffix(".")
    kind = text.rfind(". ", 0, SHORT_CAPTION) + 2
    ends_in_kind = kind > SHORTEST_CAPTION and len(text) <= SHORT_CAPTION and credits_.words.is_kind(text[kind:])
    if ends_in_kind and not QUOTED.search(text):
        paragraph.mark(Kind.CAPTION, "generic.caption.credited")
        paragraph.cut(kind, len(paragraph.text), Kind.CREDIT, "generic.credit.kind")
        return
    found = credits_.after_caption(text) if len(text) <= PLAIN_CAPTION and ": " in text[-LONE_CREDIT:] else None
    if found is None or found[0] < SHORTEST_CAPTION or not credits_.words.labelled(text[slice(*found)]):
        return
    if credits_.labels_sentence(paragraph.text[found[0] :]):
        return
    paragraph.mark(Kind.CAPTION, "generic.caption.credited")
    paragraph.cut(found[0], len(paragraph.text), Kind.CREDIT, "generic.credit.after_caption")


def _signs_quotation(before: str, name: str, words: CreditWords) -> bool:
    """Whether a name that only its shape makes a credit stands behind somebody's words."""
    return before[:1] in _OPENING and before[-1] in _CLOSING and words.strength(name) < 2


def _closes(paragraph: Paragraph, credit: str, captions: Captions, *, last: bool) -> bool:
    """Whether a lone mark in brackets, or a source, signs the story or an item of it, and credits no picture."""
    words = captions.credits.words
    before = paragraph.text[: -len(credit)].rstrip()
    if _credits_picture(before, credit, words):
        return False
    told = SENTENCES.search(before) is not None
    if last:
        if _of_houses(credit, words) and not _is_caption(before, captions):
            return True
        told = told or len(before) >= PROSE
    elif told and len(before) > AMID and _is_agency(credit, words) and not _is_caption(before, captions):
        return True
    if words.is_kind(credit):
        return (last and told) or len(paragraph.text) > SHORT_CAPTION
    if last and told and words.of_source(credit):
        return True
    stopped = credit.endswith(").") and not captions.speaks(paragraph.text)
    signs = last or len(paragraph.text) > PLAIN_CAPTION or stopped
    return signs and _is_sign(credit, words) and not captions.opening.match(paragraph.text)


def _is_caption(text: str, captions: Captions) -> bool:
    """Whether a text has a caption's grammar, or shows what is seen."""
    return captions.speaks(text) or shows(text)


def _credits_picture(before: str, credit: str, words: CreditWords) -> bool:
    """Whether a credit signs no story: ``[Ann Lee, Standard]``, an office's, one behind what a day shows."""
    if credit[0] == "[" and NAME_AND_PAPER.fullmatch(credit.strip("[]. ")):
        return len(before) <= SHORT_CAPTION
    dated = is_shown(before) and DATED.search(before) is not None
    return dated or bool(_OF_PICTURE.search(credit)) or words.of_giver(credit.strip(" ()."))


def _is_agency(credit: str, words: CreditWords) -> bool:
    """Whether an agency's mark stands alone in round brackets."""
    return credit[0] == "(" and fold(credit.strip(" ().")) in words.names


def _of_houses(credit: str, words: CreditWords) -> bool:
    """Whether nothing but two houses or papers stand there, who share the text: ``THE STAR/ASIA NEWS NETWORK``."""
    parts = [part.strip() for part in credit.strip(" ().–—-").split("/")]
    return len(parts) > 1 and all(map(words.of_house, parts))


def _is_sign(credit: str, words: CreditWords) -> bool:
    """Whether a credit may as well be what signs a story: short, of one, without a word for pictures."""
    if len(credit) > LONGEST_SIGN or ":" in credit or " via " in credit:
        return False
    if "/" in credit.lstrip("/") and not _are_initials(credit, words):
        return False
    return not words.introduced(credit.replace(", ", ": ", 1)) or _is_copyright(credit, words)


def _are_initials(credit: str, words: CreditWords) -> bool:
    """Whether a mark with slashes is initials of those who wrote and edited, none of whom holds pictures."""
    parts = credit.strip(" ()[].").split("/")
    return all(_INITIALS.fullmatch(part) and fold(part) not in words.names for part in parts)


def _is_copyright(credit: str, words: CreditWords) -> bool:
    """Whether nothing but an agency's mark follows the copyright sign: ``(©NORD)``."""
    return fold(credit.strip(" ()[].©")) in words.names
