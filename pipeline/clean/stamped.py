"""Stamps in whatever language: a line that is a full day, with its hour or a word beside it, before the text begins."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from pipeline.clean.moments import YEAR, is_day, is_moment
from pipeline.clean.names import known_place
from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_STAMP, text_begins
from pipeline.clean.shape import FIELD, is_text
from pipeline.story import Kind

# A stamp with a weekday, an hour and a section's name is hardly longer.
LONGEST_STAMP: Final = 64
# A standfirst that ends as a sentence does may stand before the stamp, which is then among the first so many lines.
UNDER_DECK: Final = 5
# Behind the text a stamp has a weekday beside it; what has more words is a fixture.
BESIDE_LAST: Final = 1
# A section's name, a writer or a count beside a stamp is no longer.
PART: Final = 48
# Between a stamp and these; a stroke that leans stands within days: ``4/5/2026``.
_BESIDE_STAMP: Final = re.compile(r" *[|·•]+ *| - ")
_WORD: Final = r"[^\W\d_][^\s\d_,.:;()/|–—]{2,13}"
# With the sign or word before it and its zone.
_HOUR_BEHIND: Final = r"(?:,? ?(?:[-–|·•] ?)?(?:[^\W\d_]{1,5}\.? )?\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[^\W\d_.]{1,5}\.?)?)"
_STAMP: Final = re.compile(
    rf"(?:(?P<first>{_WORD}(?:-{_WORD})?)\.?,? )?(?:[^\W\d_]{{1,3}} )?(?:"
    rf"(?P<day>\d{{1,2}}(?:\.|º|er)? ?(?:de |di |d['’])?{_WORD}),? (?:de |del )?(?:19|20)\d\d"
    rf"|(?P<month>{_WORD}\.? \d{{1,2}}(?:st|nd|rd|th|\.)?),? (?:19|20)\d\d"
    rf"|(?:19|20)\d\d\.? (?P<year>{_WORD} \d{{1,2}})\.?)"
    rf"(?: ?[^\W\d_]{{1,2}}\.)?{_HOUR_BEHIND}?(?:,? {_WORD})?(?: ?[-–—|·•] ?[^\W\d_][^.!?:\d]{{1,24}})?{_HOUR_BEHIND}?"
)


def in_head(paragraphs: Sequence[Paragraph], month_of: Callable[[str], int | None]) -> None:
    """Mark the stamps before a story's first sentence; where others follow amid text, they are the text's own log."""
    head = paragraphs[: text_begins(paragraphs[:HEAD_TO_STAMP], ANY_SENTENCE)]
    found = [p for p in head if _is_stamp(p, month_of)]
    if found and any(
        _is_stamp(p, month_of) and _is_followed(paragraphs, p.index) for p in paragraphs[len(head) :][:HEAD_TO_STAMP]
    ):
        return
    for paragraph in found:
        paragraph.mark(Kind.HEADER, "generic.header.full_day")
    _moments(paragraphs, head)


def _moments(paragraphs: Sequence[Paragraph], head: Sequence[Paragraph]) -> None:
    """Mark lines of a day and its hour whatever month and calendar: before the text, under its deck or behind it."""
    told = [p for p in paragraphs[: 2 * HEAD_TO_STAMP] if not p.taken and is_moment(p.text)]
    told = [p for p in told if not _is_of_invitation(paragraphs, p)]
    amid = [p for p in told if p.index >= len(head) and _is_followed(paragraphs, p.index)]
    if len(amid) > 1:
        return  # a log
    for line in told:
        if _may_stamp(paragraphs, head, line):
            line.mark(Kind.HEADER, "generic.header.moment")
    for line in head[1:]:
        if not line.taken and is_day(line.text) and not _is_of_invitation(paragraphs, line):
            line.mark(Kind.HEADER, "generic.header.day")
    parted = [line for line in head if not line.taken and _BESIDE_STAMP.search(line.text) and _is_parted(line.text)]
    if len(parted) == 1 and len(head) > 1:  # several are a programme
        parted[0].mark(Kind.HEADER, "generic.header.parts")


def _is_parted(text: str) -> bool:
    """Whether of a line's short parts between strokes or dots one is a stamp: ``4 May 2026, 07:30 | 2 min``."""
    parts = [part for part in _BESIDE_STAMP.split(text) if part]
    short = len(parts) > 1 and all(len(part) <= PART for part in parts)
    return short and any(is_moment(part) or is_day(part) or _STAMP.fullmatch(part) is not None for part in parts)


def _may_stamp(paragraphs: Sequence[Paragraph], head: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether a stamp may stand there: not straight before the text as the first line, nor amid the text."""
    if line.index < len(head):
        return line.index > 0 or len(head) > 1
    before, after = paragraphs[line.index - 1], paragraphs[line.index + 1 : line.index + 2]
    if FIELD.match(line.text) and not before.taken:
        return False  # a point of an invitation
    if line.index <= UNDER_DECK and sum(not p.taken and p.terminal for p in paragraphs[: line.index]) == 1:
        return any(p.taken or is_text(p) for p in after)
    ends = not after and before.terminal
    return is_moment(line.text, BESIDE_LAST) and (before.taken or ends or any(p.taken for p in after))


def _is_of_invitation(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether a day behind a colon is one of the points of an invitation, which has others beside it."""
    near = beside(paragraphs, line.index)
    return FIELD.match(line.text) is not None and any(not p.taken and FIELD.match(p.text) for p in near)


def _is_followed(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether text follows a line at once."""
    return any(not p.taken and p.terminal for p in paragraphs[index + 1 : index + 2])


def _is_stamp(paragraph: Paragraph, month_of: Callable[[str], int | None]) -> bool:
    return not paragraph.taken and is_full_day(paragraph.text, month_of)


def is_full_day(text: str, month_of: Callable[[str], int | None]) -> bool:
    """Whether a line is a day with its month's name and its year, and at most an hour and a word."""
    if len(text) > LONGEST_STAMP or YEAR.search(text) is None:
        return False
    match = _STAMP.fullmatch(text)
    if match is None or (match["first"] and known_place(match["first"])):
        return False  # a place and a day are a dateline
    return bool(month_of(match["day"] or match["month"] or match["year"]))
