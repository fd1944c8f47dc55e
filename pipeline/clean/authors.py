"""Who wrote, read again where all else has spoken: what a page's frame took by its place, and agencies' bare names.

The frame takes lines by their place, be they a section's, a button's or a writer's, and an agency's name is its credit
until nothing is found that it gave. That they are no text is known by then; here only their kind is told.
"""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.clean.bylines import LONGEST_BYLINE, is_spoken_of
from pipeline.clean.frame import BEFORE_TEXT
from pipeline.clean.headline import PROMO_BEFORE_DATELINE
from pipeline.clean.names import EMAIL, PERSON_WORDS, Names, joined, known_region, without_by
from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import HEAD_TO_TITLE, texts_of
from pipeline.clean.shape import SHORTEST_TITLE
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A stamp stands within so many lines of the name that it belongs to.
NEAR_STAMP: Final = 3
# What a page's frame may have taken a byline for.
_FRAMED: Final = (Kind.PROMO, Kind.HEADER, Kind.HEADLINE)
# What takes a line for a page's by nothing but its place before the text, be it under the standfirst.
_BEFORE: Final = (BEFORE_TEXT, PROMO_BEFORE_DATELINE)
_FIGURES: Final = re.compile(r"\d")
_PIECES: Final = re.compile(r",| ?[|/•·] ?| [–—-] ")
# What credits pictures begins so, be there a "by" or not.
_OF_PICTURE: Final = re.compile(r"\W{0,2}(?:ph|f)oto|\W{0,2}(?:picture|image|video|illustration|фото)", re.IGNORECASE)
# A broadcaster's letters: ``NRB Holm``.
_STATION: Final = re.compile(r"[A-Z]{3,5}")
# A house that writes its name as one word: ``nordNews``, ``nord.example``.
_HOUSE: Final = re.compile(r"[a-z]{2,12}[A-Z][A-Za-z]{1,12}|[\w-]{2,24}\.[a-z]{2,4}")
_OF_HOUSE: Final = frozenset(words_of("people")["of_house"])
_BY_AS_WELL: Final = frozenset(words_of("people")["by_as_well"])


def before_text(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Call bylines what a page's frame took before the text, and agencies' names that are no picture's credit."""
    titled, told = False, 0
    for line in paragraphs[:HEAD_TO_TITLE]:
        if not line.taken and line.prose:
            told += 1
        elif told > 1:
            return
        elif not told and _is_agency(line, names) and _is_senders(paragraphs, line):
            line.mark(Kind.BYLINE, "generic.byline.agency")
        elif (not told or line.rule in _BEFORE) and _is_writers(paragraphs, line, names, titled=titled):
            line.cuts = ()
            line.mark(Kind.BYLINE, "generic.byline.by_frame")
        titled = titled or len(line.text) >= SHORTEST_TITLE


def _is_writers(paragraphs: Sequence[Paragraph], line: Paragraph, names: Names, *, titled: bool) -> bool:
    """Whether a line that was taken by its place, or as a credit, says who wrote."""
    if line.label is Kind.CREDIT:
        return titled and _is_senders(paragraphs, line) and _is_of_agency(line.text, names)
    return _may_sign(line) and (_signs(line, names) or (titled and _is_beside(paragraphs, line, names)))


def behind_text(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Call sign-offs the agencies' names that stand alone straight behind the text."""
    if not any(p.label is Kind.CREDIT for p in paragraphs):
        return
    ends = max(texts_of(paragraphs), default=len(paragraphs))
    for line in paragraphs[ends + 1 :]:
        if _is_agency(line, names) and not paragraphs[line.index - 1].taken:
            line.mark(Kind.SIGNOFF, "generic.signoff.agency")


def _may_sign(line: Paragraph) -> bool:
    """Whether nothing but its place has taken a short line."""
    by_place = line.label in _FRAMED and line.by is None and not line.cuts
    return by_place and len(line.text) <= LONGEST_BYLINE and line.text[-1] not in ".!?:"


def _signs(line: Paragraph, names: Names) -> bool:
    """Whether a line says by itself who wrote: by its word for "by", a job behind the name, an address, a job alone."""
    if _FIGURES.search(line.text):
        return False
    bare = without_by(line.text)
    if bare != line.text and len(bare.split()) > 1 and bare[0].isupper():
        doubtful = line.text.split(maxsplit=1)[0].rstrip(":").casefold() in _BY_AS_WELL
        return not doubtful or _are_persons(_PIECES.split(bare)[0], names)
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


def _is_beside(paragraphs: Sequence[Paragraph], line: Paragraph, names: Names) -> bool:
    """Whether a name of which the text does not speak stands near a stamp or at a byline, or a job under a name."""
    above = paragraphs[line.index - 1]
    if above.label is Kind.BYLINE and names.title(line.text.partition(", ")[0]):
        return True
    near = paragraphs[max(0, line.index - NEAR_STAMP) : line.index + NEAR_STAMP + 1]
    signed = any(map(_is_stamp, near)) or any(p.label is Kind.BYLINE for p in beside(paragraphs, line.index))
    return (
        (signed or _is_over_button(paragraphs, line))
        and _are_persons(line.text, names)
        and not is_spoken_of(paragraphs, line)
    )


def _is_over_button(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether the first of a page's buttons stands straight under a line."""
    above, under = paragraphs[line.index - 1], paragraphs[line.index + 1 : line.index + 2]
    return above.label is not Kind.PROMO and any(p.label is Kind.PROMO and p.by is not None for p in under)


def _are_persons(text: str, names: Names) -> bool:
    """Whether a line is a person's name, or several: ``Mara Linden and Tom Reis``."""
    return all(_is_persons(name, names) for name in joined(text))


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


def _is_of_agency(text: str, names: Names) -> bool:
    """Whether a line is a writer and an agency as bylines have them: ``Mara Linden, AFP``, ``Von Mara Linden/dpa``.

    Pictures have a stroke between, and no word for "by".
    """
    bare = text if _OF_PICTURE.match(text) else without_by(text)
    name, _, agency = bare.rstrip(") ").replace(" (", ", ").rpartition("/" if bare != text and "/" in bare else ", ")
    return names.agency(agency) and (_is_persons(name, names) or (bare != text and names.agency(name)))


def _is_stamp(paragraph: Paragraph) -> bool:
    return paragraph.label is Kind.HEADER and _FIGURES.search(paragraph.text) is not None


def _is_persons(text: str, names: Names) -> bool:
    """Whether a line is a person's name in a script with capitals, with no word of a house, a station or a region."""
    words = text.split()
    if len(words) not in PERSON_WORDS or not text[0].isupper() or not names.name(text):
        return False
    station = not text.isupper() and any(_STATION.fullmatch(word) for word in words)
    house = any(word.casefold() in names.organisations for word in words)
    return not station and not house and not known_region(words[-1])
