"""Bylines that their place tells: a name by itself between a page's pieces, with its address, or with its initials."""

import re
from collections.abc import Container, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from pipeline.clean.bylines import is_name
from pipeline.clean.fold import fold
from pipeline.clean.listed import heads_more
from pipeline.clean.names import EMAIL, Names
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import OF_PAGE
from pipeline.clean.shape import LONGEST_SECTION, SHORTEST_TITLE, is_text
from pipeline.story import Kind

# A byline's number among a story's paragraphs is hardly higher.
BYLINE_WITHIN: Final = 8
# What a lone agency's name may have been taken for.
_SIGNS: Final = (None, Kind.CREDIT, Kind.SIGNOFF)
_GLUED: Final = re.compile(r"(?P<name>[^\d/|:;]{4,40}[a-zß-ÿ])(?P<agency>[A-Z]{2,6})")
_INITIALS: Final = re.compile(r"(?P<first>[^\W\d_A-ZÀ-Þ]{2,8})/(?: ?[^\W\d_A-ZÀ-Þ]{2,8}/){1,4}")
# An agency's mark in brackets, alone or with a full stop or initials behind it.
_BRACKETED: Final = re.compile(
    r"[(\[/（](?P<mark>[^()\[\]/（）\d]{2,30})[)\]/）](?: ?[.;:]| ?[-–—]{1,2})?"
    r"(?: ?[^\W\d_]{1,3}\.?(?:[ /]{1,2}[^\W\d_]{1,4}\.?){0,3})?"
)
# So many lines at the end of a story can be its sign-off.
_LAST: Final = 4
_FIGURES: Final = re.compile(r"\d")


def by_place(paragraphs: Sequence[Paragraph], names: Names, marks: Container[str]) -> None:
    """Mark the bylines before a story's first prose, and a name behind it with its initials; ``marks`` are folded."""
    for first, second in pairwise(paragraphs):
        if "/" in second.text and is_name(first, names) and _initials(first, second):
            first.mark(Kind.BYLINE, "generic.byline.with_initials")
            second.mark(Kind.SIGNOFF, "generic.signoff.with_name")
    is_a_name = partial(is_name, names=names)
    for line in paragraphs[1 : BYLINE_WITHIN + 1]:
        if line.prose and not line.taken:
            return
        before, after = paragraphs[line.index - 1], paragraphs[line.index + 1 : line.index + 2]
        sign = fold(line.text.strip("/() ")) in marks and line.label in _SIGNS and not line.cuts
        begun = any(_is_begun(p) or _is_title_again(p, paragraphs[: line.index]) for p in after)
        named = is_name(line, names) and not heads_more(paragraphs, line.index, is_a_name)
        if named and after and _addresses(line, after[0]):
            line.mark(Kind.BYLINE, "generic.byline.with_address")
            after[0].mark(Kind.BYLINE, "generic.byline.with_address")
        elif named and line.index > 1 and _is_known_stamp(before) and begun:
            line.mark(Kind.BYLINE, "generic.byline.after_stamp")
        elif sign and (before.label is Kind.BYLINE or (begun and _heads(paragraphs, line))):
            line.mark(Kind.BYLINE, "generic.byline.agency")
        elif not line.taken and _glued_to_agency(line, names, marks):
            line.mark(Kind.BYLINE, "generic.byline.glued_agency")


def as_dateline(paragraphs: Sequence[Paragraph], agency: str | None) -> None:
    """Mark the sign-off that says the dateline's agency again in brackets, behind the text: ``(ITALPRESS).``"""
    for line in paragraphs[:0:-1][:_LAST] if agency else ():
        if line.prose and not line.taken:
            return
        signed = None if line.taken else _BRACKETED.fullmatch(line.text)
        if signed and fold(signed["mark"]) == fold(agency or ""):
            line.mark(Kind.SIGNOFF, "generic.signoff.as_dateline")


def _initials(name: Paragraph, line: Paragraph) -> bool:
    """Whether a line of initials follows of which the first are the name's: ``Mara Linden`` and ``mlind/ tr/``."""
    match = _INITIALS.fullmatch(line.text)
    if match is None:
        return False
    given, *_, family = name.text.casefold().split()
    return match["first"][0] == given[0] and match["first"].lstrip(given[0])[:2] in family


def _addresses(name: Paragraph, line: Paragraph) -> bool:
    """Whether an address of that name follows: ``Mara Linden`` and ``mara.linden@example.org``."""
    match = None if line.taken and line.label is not Kind.BYLINE else EMAIL.fullmatch(line.text.strip())
    if match is None:
        return False
    return any(len(word) > 3 and word in match["address"].casefold() for word in name.text.casefold().split())


def _glued_to_agency(line: Paragraph, names: Names, marks: Container[str]) -> bool:
    """Whether a line is a name to which the agency's mark is glued: ``Mara LindenAFP``."""
    glued = _GLUED.fullmatch(line.text)
    if glued is None or fold(glued["agency"]) not in marks:
        return False
    return names.name(glued["name"]) and len(glued["name"].split()) > 1


def _heads(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether nothing but sections' names, buttons and stamps stands before the line over an agency's name."""
    above = paragraphs[: line.index - 1]
    title = paragraphs[line.index - 1]
    headed = not title.terminal and (not title.taken or title.label is Kind.HEADLINE)
    return headed and all(p.label in OF_PAGE or len(p.text) <= LONGEST_SECTION for p in above)


def _is_known_stamp(paragraph: Paragraph) -> bool:
    return paragraph.label is Kind.HEADER and _FIGURES.search(paragraph.text) is not None


def _is_title_again(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a line as long as titles are stands before as well."""
    return len(line.text) >= SHORTEST_TITLE and any(line.text == other.text for other in before)


def _is_begun(paragraph: Paragraph) -> bool:
    return not paragraph.taken and is_text(paragraph, 2 * LONGEST_SECTION)
