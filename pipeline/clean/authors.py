"""Who wrote, read again where all else has spoken: lines near a stamp before the text, and writers' boxes behind it.

A page's frame takes lines by their place, be they a section's, a button's or a writer's. That they are no text is sure
by then; here it is told whose name they are. Names that nothing has taken need more: a text that never speaks of them,
or a byline that bears them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.bylines import LONGEST_BYLINE, is_spoken_of
from pipeline.clean.listed import heads_more
from pipeline.clean.names import EMAIL, PERSON_WORDS, Names, known_region, without_by
from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import texts_of
from pipeline.clean.shape import ENOUGH_TEXT, LONGEST_SECTION, SHORTEST_TITLE, is_text
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A stamp stands within so many lines of the name that it belongs to.
NEAR_STAMP: Final = 3
# A writer's box has hardly more lines between the name and what is told of its bearer.
LONGEST_BOX: Final = 2
# What a page's frame may have taken a byline for.
_FRAMED: Final = (Kind.PROMO, Kind.HEADER, Kind.HEADLINE)
_FIGURES: Final = re.compile(r"\d")
_WORDS: Final = words_of("people")
# What a page tells of a writer: ``Linden covers the harbours``, ``Mara Linden is a reporter``.
_BEARER: Final = r"\S{2,30}(?: \S{1,30}){0,3}? "
_WORKS: Final = re.compile(_BEARER + alternation(_WORDS["of_writers"]) + " ")
# What may be told of anybody: a word for their work must follow.
_IS: Final = re.compile(_BEARER + alternation(_WORDS["of_anybody"]) + " ")
_WORD: Final = re.compile(r"[^\W\d_]{2,30}")
_PIECES: Final = re.compile(r",| ?[|/•·] ?| [–—-] ")
_IN_BOX: Final = {
    Kind.BYLINE: "generic.byline.in_box",
    Kind.PROMO: "generic.promo.in_box",
    Kind.SIGNOFF: "generic.signoff.in_box",
}
# What stands behind a story's end.
_ENDING: Final = (Kind.SIGNOFF, Kind.NOTICE)
# A broadcaster's letters: ``NRB Holm``.
_STATION: Final = re.compile(r"[A-Z]{3,5}")
# A house that writes its name as one word: ``nordNews``, ``nord.example``.
_HOUSE: Final = re.compile(r"[a-z]{2,12}[A-Z][A-Za-z]{1,12}|[\w-]{2,24}\.[a-z]{2,4}")
_OF_HOUSE: Final = frozenset(_WORDS["of_house"])


def before_text(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the bylines among what a page's frame took before the text, or between its first two paragraphs."""
    texts = texts_of(paragraphs)
    for line in paragraphs[: texts[1] if len(texts) > 1 else 0]:
        if _is_agency(line, names) and _is_senders(paragraphs, line):
            line.mark(Kind.BYLINE, "generic.byline.agency")
        elif _may_sign(line) and line.taken and _signs(line, names):
            line.cuts = ()
            line.mark(Kind.BYLINE, "generic.byline.by_frame")
        elif _may_sign(line) and (_is_beside_stamp(paragraphs, line, names) or _is_address(paragraphs, line, names)):
            line.mark(Kind.BYLINE, "generic.byline.by_frame")


def behind_text(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the writers' names behind the text, each with what its box tells of whom: ``Linden covers the harbours``."""
    texts = texts_of(paragraphs)
    if not texts:
        return
    signed = "\n".join([p.text.casefold() for p in paragraphs if p.label is Kind.BYLINE])
    for line in paragraphs[texts[0] + 1 :]:
        if _is_agency(line, names) and line.index > texts[-1] and not paragraphs[line.index - 1].taken:
            line.mark(Kind.SIGNOFF, "generic.signoff.agency")
        if not _is_person(line, names):
            continue
        known = _holds(signed, line.text) and not heads_more(paragraphs, line.index, _same_as(line))
        told = list(_told_of(paragraphs, line, names))
        boxed = told and paragraphs[line.index - 1].taken and texts[-1] <= max(each.index for each, _ in told)
        if known or boxed or _closes(paragraphs, line, texts):
            line.mark(Kind.BYLINE, _IN_BOX[Kind.BYLINE])
            for each, kind in told:
                if not each.taken:
                    each.mark(kind, _IN_BOX[kind])


def _closes(paragraphs: Sequence[Paragraph], line: Paragraph, texts: Sequence[int]) -> bool:
    """Whether a name that the story does not speak of stands between its last sentence and the page's next piece."""
    above, after = paragraphs[line.index - 1], paragraphs[line.index + 1 : line.index + 2]
    ended = any(p.label in _ENDING for p in paragraphs[texts[0] : line.index])
    between = not ended and not above.taken and is_text(above) and len(texts) >= ENOUGH_TEXT and line.index > texts[-1]
    family = line.text.rpartition(" ")[2].casefold()
    told = any(family in p.text.casefold() for p in paragraphs if p is not line)
    return between and not line.taken and not told and any(p.taken for p in after)


def _may_sign(line: Paragraph) -> bool:
    """Whether nothing but its place has taken a short line."""
    by_place = not line.taken or (line.label in _FRAMED and line.by is None)
    return by_place and len(line.text) <= LONGEST_BYLINE and line.text[-1] not in ".!?:"


def _signs(line: Paragraph, names: Names) -> bool:
    """Whether a line says by itself who wrote: by its word for "by", a job behind the name, an address, a job alone."""
    if _FIGURES.search(line.text):
        return False
    bare = without_by(line.text)
    if bare != line.text and len(bare.split()) > 1 and bare[0].isupper():
        return True
    return EMAIL.fullmatch(line.text.strip("| ")) is not None or _has_job(line, names) or _is_of_house(line, names)


def _has_job(line: Paragraph, names: Names) -> bool:
    """Whether a line is a name with a job or an agency: ``Mara Linden / Correspondent``, ``Tom Reis - nordNews``."""
    pieces = [piece.strip() for piece in _PIECES.split(line.text) if piece.strip()]
    if len(pieces) < 2 or len(pieces[0].split()) not in PERSON_WORDS or not names.name(pieces[0]):
        return False
    jobs = [names.title(piece) or piece.split()[0].casefold() in names.jobs for piece in pieces[1:]]
    return any(jobs) or all(names.agency(piece) or _HOUSE.fullmatch(piece) for piece in pieces[1:])


def _is_of_house(line: Paragraph, names: Names) -> bool:
    """Whether a line is a reporter of the house without a name, be it with the place: ``A Correspondent, Alder``."""
    job, _, place = line.text.partition(", ")
    words = job.casefold().split()
    return len(words) in PERSON_WORDS and words[0] in _OF_HOUSE and names.title(job) and len(place.split()) <= 2


def _is_beside_stamp(paragraphs: Sequence[Paragraph], line: Paragraph, names: Names) -> bool:
    """Whether a name of which the text does not speak stands under a title and near a stamp."""
    # A heading over results is written so: ``GIRLS BASKETBALL``.
    if not _is_persons(line.text, names) or (not line.taken and line.text.isupper()):
        return False
    titled = any(len(p.text) >= SHORTEST_TITLE for p in paragraphs[: line.index])
    near = paragraphs[max(0, line.index - NEAR_STAMP) : line.index + NEAR_STAMP + 1]
    listed = heads_more(paragraphs, line.index, partial(_is_person, names=names))
    return titled and any(map(_is_stamp, near)) and not listed and not is_spoken_of(paragraphs, line)


def _is_address(paragraphs: Sequence[Paragraph], line: Paragraph, names: Names) -> bool:
    """Whether a line before the text is an address, or a job over one."""
    above, after = paragraphs[line.index - 1], paragraphs[line.index + 1 : line.index + 2]
    if EMAIL.fullmatch(line.text.strip("| ")):
        return line.index > 0 and (above.taken or above.text[-1] != ":")
    return names.title(line.text) and any(EMAIL.fullmatch(each.text) for each in after)


def _is_agency(line: Paragraph, names: Names) -> bool:
    """Whether a line that was taken for a credit is nothing but an agency's name."""
    return line.label is Kind.CREDIT and names.agency(line.text.strip("/()（） "))


def _is_senders(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether an agency's name is no picture's: beside no caption that has not its own credit."""
    return line.index > 0 and not any(map(_is_uncredited, beside(paragraphs, line.index)))


def _is_uncredited(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be a caption without its credit, as a picture's count and text can be as well."""
    caption = paragraph.label is Kind.CAPTION and not paragraph.cuts
    return caption or (paragraph.by is not None and paragraph.by.gallery)


def _is_stamp(paragraph: Paragraph) -> bool:
    return paragraph.label is Kind.HEADER and _FIGURES.search(paragraph.text) is not None


def _is_person(line: Paragraph, names: Names) -> bool:
    """Whether a line is a name that no rule knows for anything else."""
    free = not line.taken or (line.label is Kind.PROMO and line.by is None)
    return free and _is_persons(line.text, names)


def _is_persons(text: str, names: Names) -> bool:
    """Whether a line is a person's name in a script with capitals, with no word of a house, a station or a region."""
    words = text.split()
    if len(words) not in PERSON_WORDS or not text[0].isupper() or not names.name(text):
        return False
    station = not text.isupper() and any(_STATION.fullmatch(word) for word in words)
    house = any(word.casefold() in names.organisations for word in words)
    return not station and not house and not known_region(words[-1])


def _holds(signed: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", signed) is not None


def _same_as(line: Paragraph) -> Callable[[Paragraph], bool]:
    """Tells whether another line is the same: a speaker's, whose words follow each time."""
    return lambda other: other.text == line.text


def _told_of(paragraphs: Sequence[Paragraph], line: Paragraph, names: Names) -> Iterator[tuple[Paragraph, Kind]]:
    """What a box says of the bearer of the name over it, with its kind: a job, an address, a life, more of theirs."""
    for each in paragraphs[line.index + 1 : line.index + 1 + LONGEST_BOX]:
        kind = _kind_of(line.text, each.text, names)
        if kind:
            yield each, kind
        elif len(each.text) > LONGEST_SECTION:
            return


def _kind_of(name: str, text: str, names: Names) -> Kind | None:
    """What a line tells of the bearer of a name; None where it tells of something else."""
    family = name.rpartition(" ")[2].casefold()
    if names.title(text) or (EMAIL.fullmatch(text) and family in text.casefold()):
        return Kind.BYLINE
    works = _WORKS.match(text) or (_IS.match(text) and not names.jobs.isdisjoint(_WORD.findall(text.casefold())))
    if works and family in text[: len(name) + 1].casefold():
        return Kind.SIGNOFF
    more = len(name) < len(text) <= LONGEST_BYLINE and text.casefold().endswith(f" {name.casefold()}")
    return Kind.PROMO if more else None
