"""The lines about a story between its page and its text: its section above the headline, the writer's name beneath."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.listed import has_like, heads_more
from pipeline.clean.names import EMAIL, PERSON_WORDS, Names
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import HEAD_TO_NAME, OF_PAGE, UNDER_TITLE, text_begins
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import LONGEST_LINE
from pipeline.clean.taken_up import takes_up
from pipeline.story import Kind

# A section's name is no longer and has no more words.
SECTION_LETTERS: Final = 24
SECTION_WORDS: Final = 3
# A headline is hardly shorter, nor has it fewer words.
TITLE_LETTERS: Final = 12
TITLE_WORDS: Final = 3
# A figure stands only within the name of a medium: ``Newyddion S4C``.
_SECTION: Final = re.compile(
    r"[^\W\d_](?:[^\d_:;,.!?()\[\]\"„“”«»%/|–—=<>@#*]|(?<=[^\W\d_])\d(?=[^\W\d_]))*(?:(?<=[A-Z])\d)?"
)
_SITE: Final = re.compile(r"(?:www\.)?[\w-]{3,20}\.[a-z]{2,4}", re.IGNORECASE)
# A medium's name in one word: ``CBC``, ``PerthNow``.
_MEDIUM: Final = re.compile(r"[A-Z]{3,8}|[A-Z][a-z]{2,12}[A-Z]\w{1,12}")
_OPEN: Final = (None, Kind.HEADLINE)


def mark(paragraphs: Sequence[Paragraph], names: Names, opens: Callable[[str], bool]) -> None:
    """Mark the section above the headline, and the section, name or address between the headline and the text.

    ``opens`` tells whether a line is a dateline.
    """
    first = text_begins(paragraphs[: HEAD_TO_NAME + 1])
    before = paragraphs[:first]
    if not first:
        return
    title = _sections_end(before, names)
    if title and not _is_headline(paragraphs, title, first):
        return
    for line in before[:title]:
        line.mark(Kind.HEADER, "generic.header.section")
    if title < first and _is_title_shaped(before[title]):
        _mark_under(paragraphs, range(title + 1, first + 1), names, opens)


def _sections_end(before: Sequence[Paragraph], names: Names) -> int:
    """How many sections the story begins with: lines so short that the headline after them is longer, and no names."""
    for at, line in enumerate(before[:SECTION_WORDS]):
        if line.taken or not _is_section(line) or _is_person(line, names) or names.place(line.text):
            return at if _is_title_shaped(line) and not line.terminal and _outgrows(line, before[:at]) else 0
    return 0


def _is_headline(paragraphs: Sequence[Paragraph], title: int, text: int) -> bool:
    """Whether a line under a section is known for the headline, by what follows or by the text that takes it up."""
    line, after = paragraphs[title], paragraphs[title + 1]
    return line.label is Kind.HEADLINE or after.label in UNDER_TITLE or takes_up(paragraphs[text], line)


def _outgrows(title: Paragraph, sections: Sequence[Paragraph]) -> bool:
    return all(len(title.text) > len(section.text) for section in sections)


def _is_section(line: Paragraph) -> bool:
    short = len(line.text) <= SECTION_LETTERS and len(line.text.split()) <= SECTION_WORDS
    return short and not line.terminal and (_SECTION.fullmatch(line.text) or _SITE.fullmatch(line.text)) is not None


def _is_title_shaped(line: Paragraph) -> bool:
    long = len(line.text) >= TITLE_LETTERS and (len(line.text.split()) >= TITLE_WORDS or is_eastern(line.text))
    return long and line.label in _OPEN and len(line.text) <= LONGEST_LINE and line.text[-1] not in ":：,"


def _mark_under(paragraphs: Sequence[Paragraph], under: range, names: Names, opens: Callable[[str], bool]) -> None:
    """Mark a name straight before the text, the last of the lines, or before a byline, and a section before a stamp."""
    lines = paragraphs[under.start : under.stop]
    for line, after in pairwise(lines):
        if line.taken or line.terminal or len(line.text) > LONGEST_LINE:
            continue
        ends = after is lines[-1] or after.label in UNDER_TITLE or EMAIL.search(after.text) is not None
        # How old a story is, as a page tells it, may have been taken for a button.
        medium = after.label in OF_PAGE and _MEDIUM.fullmatch(line.text) is not None
        byline = (
            _is_address(line, names)
            or medium
            or (ends and _is_plain_name(line, names) and _is_alone(paragraphs, line, names))
        )
        section = not byline and after.label is Kind.HEADER and _is_section(line)
        if (byline or section) and not names.place(line.text) and not opens(line.text):
            kind, rule = (Kind.BYLINE, "byline.under_title") if byline else (Kind.HEADER, "header.section")
            line.mark(kind, f"generic.{rule}")


def _is_alone(paragraphs: Sequence[Paragraph], line: Paragraph, names: Names) -> bool:
    """Whether a name is no list's: none stands directly beside it, and none heads a later paragraph."""
    if has_like(paragraphs, line.index, names.name):
        return False
    return not heads_more(paragraphs, line.index, lambda each: not each.taken and _is_plain_name(each, names))


def _is_address(line: Paragraph, names: Names) -> bool:
    """Whether a line is somebody's address, be it behind the name: others say where tickets are."""
    address = EMAIL.search(line.text) if "@" in line.text else None
    if address is None:
        return False
    who = line.text[: address.start()].strip(" ,|()·:–-")
    desk, _, name = who.rpartition(" - ")
    return not who or names.name(who) or (desk.isalpha() and names.name(name))


def _is_person(line: Paragraph, names: Names) -> bool:
    """Whether a section may as well be somebody's name: an agency's service begins with the agency."""
    return _is_plain_name(line, names) and not names.agency(line.text.split()[0])


def _is_plain_name(line: Paragraph, names: Names) -> bool:
    """Whether a line is a name in capitals and small letters: one in capitals only may as well be a section."""
    words = line.text.split()
    cased = all(word[0].isupper() or word.casefold() in names.particles for word in words)
    plain = "," not in line.text and words[0].istitle() and cased
    return plain and len(words) in PERSON_WORDS and names.name(line.text)
