"""Bylines that no rule knows by itself: a name under the headline, over its agency or job, or after a lone By."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.names import NAME_PARTICLE, PERSON_WORDS, Names, joined, without_by
from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import HEAD_TO_NAME
from pipeline.clean.shape import SHORTEST_TITLE, is_phrase
from pipeline.gazetteer import region_named
from pipeline.story import Kind

# A line with a name, its agency, job or place, or one of these is hardly longer.
LONGEST_BYLINE: Final = 70
# A byline's number among a story's paragraphs is hardly higher, whatever pictures and stamps are before it.
SIGN_WITHIN: Final = 3
# What an agency's name alone under a headline may have been taken for.
_SIGNS: Final = (Kind.CREDIT, Kind.SIGNOFF)
# Under a headline a name with its agency may have been taken for a credit, or for a caption and its credit.
_UNSIGNED: Final = (None, Kind.CREDIT, Kind.CAPTION)
# What a title over a name and the dateline may have been taken for.
_TITLED: Final = (None, Kind.HEADLINE)
# So many paragraphs from the dateline on tell whom the story speaks of.
SPOKEN_OF_WITHIN: Final = 3
# A title and a name have hardly more lines over the dateline; a role or a remark behind a name shows none.
OVER_DATELINE: Final = 3
# What a text is about it names so often.
TOLD_AGAIN: Final = 2
_FIGURE: Final = re.compile(r"\d")
# What a name may have behind it.
_BEHIND_NAME: Final = re.compile(r" ?[(|@/•]")
_PAPER: Final = re.compile(r"[A-Z][\w.&]{1,15}(?: [A-Z][\w.&]{1,15}){0,2}")
_ENUMERATES: Final = re.compile(r"[,(/]")
_PIECES: Final = re.compile(r"[,|•(·]| [–—-] |\. ")
_WORD: Final = rf"[A-ZÀ-Þ\u0400-\u042f][\w.'’-]{{0,20}}(?: (?:{NAME_PARTICLE}|al|y|e|and|und|&))?"
# Words that nothing parts would be tried in all the ways that they can be cut.
_NAME: Final = re.compile(rf"{_WORD}(?:(?:, ?| ){_WORD}){{0,7}},? ?")
# The same behind a "By": also for which paper, or nothing but initials.
_NAMED_BELOW: Final = re.compile(
    rf"{_NAME.pattern}(?: ?[|/•·–—-] ?[A-ZÀ-Þ][\w./&'’-]{{1,30}}(?: [\w./&'’-]{{1,30}}){{0,3}})?"
    r"|(?:[A-ZÀ-Þ]\w{1,8}\. )?[a-z]{2,5}(?:/[a-z]{2,5}){1,3}"
)


def mark(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the name after a "By" that stands alone, and the line under a name that tells for whom or as what.

    ``Mara Linden`` with ``Northern Press`` beneath is a byline; without the second line the name may be anything.
    """
    _after_by(paragraphs, names)
    _before_stamp(paragraphs, names)
    for first, second in pairwise(paragraphs):
        if first.prose and not first.taken:
            return
        if first.label in _SIGNS and _signs_head(paragraphs, first) and names.agency(first.text.strip("/()")):
            first.mark(Kind.BYLINE, "generic.byline.agency")
        if first.label in _UNSIGNED and first.index == 1 and is_phrase(paragraphs[0]) and _is_signed(first, names):
            first.cuts = ()
            first.mark(Kind.BYLINE, "generic.byline.signed")
        if first.index and is_name(first, names) and second.label is Kind.HEADER and is_phrase(paragraphs[0]):
            first.mark(Kind.BYLINE, "generic.byline.before_stamp")
        if first.index and not first.taken and paragraphs[first.index - 1].taken and _is_of_agency(first, names):
            first.mark(Kind.BYLINE, "generic.byline.signed")
        signed = first.label is Kind.BYLINE
        if (signed or is_name(first, names)) and (
            _is_second_line(second, names) or (signed and _is_job(second, names))
        ):
            for each in (first, second):
                each.mark(Kind.BYLINE, each.rule if each.label is Kind.BYLINE else "generic.byline.two_lines")


def _after_by(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the name after a "By" that stands alone, also below a standfirst or behind the text."""
    for by, line in pairwise(paragraphs):
        if by.by is None or not by.by.over_name or not is_phrase(line):
            continue
        if _NAMED_BELOW.fullmatch(line.text) or names.name(line.text):
            line.mark(Kind.BYLINE, "generic.byline.after_by")


def _before_stamp(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the name between a standfirst that is prose and a stamp, with text behind: ``Mara Linden,NORD`` as well."""
    told = 0
    for line, stamp in pairwise(paragraphs[: HEAD_TO_NAME + 1]):
        told += line.prose and not line.taken
        if told > 1:
            return
        dated = line.index and stamp.label is Kind.HEADER and _FIGURE.search(stamp.text) is not None
        begun = any(p.prose and not p.taken for p in paragraphs[stamp.index :]) if dated else False
        if begun and (is_name(line, names) or _is_glued_to_paper(line, names)):
            line.mark(Kind.BYLINE, "generic.byline.before_stamp")


def _is_glued_to_paper(line: Paragraph, names: Names) -> bool:
    """Whether a line is a name and its paper with nothing but a comma between."""
    name, comma, paper = line.text.partition(",")
    glued = not line.taken and comma != "" and _PAPER.fullmatch(paper) is not None
    return glued and len(name.split()) in PERSON_WORDS and names.name(name)


def _is_of_agency(line: Paragraph, names: Names) -> bool:
    """Whether a line is a name, or several in a row or glued, and their agency: ``Mara LindenTom Reis, AFP``."""
    name, _, agency = line.text.rpartition(", ")
    short = len(line.text) <= LONGEST_BYLINE and "," not in name
    return short and len(name.split()) in PERSON_WORDS and names.agency(agency) and names.name(name)


def _is_job(line: Paragraph, names: Names) -> bool:
    """Whether a line under a byline is a job and where: ``Education correspondent, NRB News``."""
    plain = not line.taken and not line.terminal and len(line.text) <= LONGEST_BYLINE
    return plain and names.title(line.text.partition(", ")[0])


def over_dateline(paragraphs: Sequence[Paragraph], dateline: int, names: Names) -> None:
    """Mark the name that stands alone between a title and the dateline; what the text speaks of is no reporter."""
    over, text = paragraphs[:dateline][-2:], paragraphs[dateline : dateline + SPOKEN_OF_WITHIN]
    if len(over) < 2 or dateline > OVER_DATELINE:
        return
    above, line = over
    titled = len(above.text) >= SHORTEST_TITLE and above.label in _TITLED and not _ENUMERATES.search(line.text)
    if titled and is_name(line, names) and not _spoken_of(line.text, text):
        line.mark(Kind.BYLINE, "generic.byline.over_dateline")


def give_back_told(paragraphs: Sequence[Paragraph]) -> None:
    """Give back a line that is a byline in company only, where the text speaks of whom it names.

    Over the text he is its subject. As its last line he made the book or the play that it is about, and the text names
    him again; a picture's credit names a reporter once.
    """
    for line in paragraphs:
        if line.label is not Kind.BYLINE or line.by is None or not line.by.company:
            continue
        text = [p for p in paragraphs if not p.taken and p.terminal]
        told, least = (text, TOLD_AGAIN) if line.by.where == "last" else (text[:SPOKEN_OF_WITHIN], 1)
        names = joined(_BEHIND_NAME.split(without_by(line.text))[0])
        if any(" " in name.strip() and _times_told(name, told) >= least for name in names):
            line.unmark()


def is_spoken_of(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether what the story tells first speaks of one of those whom a line before it names: no reporters."""
    told = [p for p in paragraphs if p is not line and not p.taken and p.terminal]
    return any(_spoken_of(name, told[:SPOKEN_OF_WITHIN]) for name in joined(line.text) if name.strip())


def _spoken_of(name: str, text: Sequence[Paragraph]) -> bool:
    return _times_told(name, text) > 0


def _times_told(name: str, text: Sequence[Paragraph]) -> int:
    family = name.rsplit(maxsplit=1)[-1].casefold()
    return sum(p.text.casefold().count(family) for p in text)


def _signs_head(paragraphs: Sequence[Paragraph], sign: Paragraph) -> bool:
    """Whether an agency's name stands where a byline would: under the first line, or beside a stamp near the start."""
    if sign.index == 1 and is_phrase(paragraphs[0]):
        return True
    near = beside(paragraphs, sign.index)
    return sign.index <= SIGN_WITHIN and not sign.cuts and any(p.label is Kind.HEADER for p in near)


def is_name(paragraph: Paragraph, names: Names) -> bool:
    """Whether a paragraph that nothing took is a person's name of several words, by its shape, and no place's.

    A place has its region behind it: ``PORT ALDER, Maine``.
    """
    named = not paragraph.taken and len(paragraph.text.split()) in PERSON_WORDS and names.name(paragraph.text)
    return named and region_named(paragraph.text.rpartition(", ")[2]) is None


def _is_signed(paragraph: Paragraph, names: Names) -> bool:
    """Whether a line is a name and nothing but its agency, job or place: ``Mara Linden, AFP``."""
    pieces = [piece.strip(" ()") for piece in _PIECES.split(paragraph.text) if piece.strip(" ()")]
    if len(pieces) < 2 or len(paragraph.text) > LONGEST_BYLINE or len(pieces[0].split()) not in PERSON_WORDS:
        return False
    name, *rest = pieces
    return names.name(name) and all(names.agency(each) or names.title(each) or names.place(each) for each in rest)


def _is_second_line(paragraph: Paragraph, names: Names) -> bool:
    """Whether a line is nothing but an agency's name or a job title, whatever else it was taken for."""
    plain = paragraph.text.strip("()[]^=< ")
    return len(plain) <= LONGEST_BYLINE and (names.agency(plain) or names.title(plain))
