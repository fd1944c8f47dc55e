"""What a page says behind the text of who wrote it: the name of the byline again, the job, a biography."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.names import PERSON_WORDS, Names, without_by
from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import HEAD_TO_TITLE, may_end
from pipeline.clean.shape import ENOUGH_TEXT, LONGEST_LINE, is_line
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A biography is hardly longer, and hardly more sentences of the page stand behind it.
LONGEST_BIOGRAPHY: Final = 700
MOST_BEHIND: Final = 5
# Beside no piece of the page a name has none behind it, a sentence one at most.
MOST_STRAIGHT: Final = 1
# The job stands so near behind the name.
_NEAR: Final = "[^.!?]{0,80}?"
_JOBS: Final = alternation([*words_of("people")["jobs"], *words_of("wording")["writing"]])
# What a biography says behind the name: what its bearer covers, or is by trade.
_TELLS: Final = re.compile(
    rf",? (?:(?:{'|'.join(words_of('wording')['of_writer'])})\b"
    rf"|(?:{'|'.join(words_of('wording')['of_job'])})\b{_NEAR}(?<!\w){_JOBS}(?!\w))",
    re.IGNORECASE,
)
# Who speaks in an interview stands in its byline too.
_SPOKEN_WITH: Final = re.compile(rf" (?:{'|'.join(words_of('wording')['spoken_with'])}) ")


def mark(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the lines and sentences behind the text that begin with a name of the byline, and the job below it."""
    over = "\n".join(_bylines(paragraphs[:HEAD_TO_TITLE]))
    texts = [p.index for p in paragraphs if _is_text(p)][:ENOUGH_TEXT] if over else []
    for each in list(_told_of(paragraphs, texts[-1], over, names)) if len(texts) == ENOUGH_TEXT else ():
        if each.terminal:
            each.mark(Kind.PROMO, "generic.promo.of_writer")
        else:
            each.mark(Kind.BYLINE, "generic.byline.of_writer")
        for job in paragraphs[each.index + 1 : each.index + 2]:
            if not job.taken and names.title(job.text):
                job.mark(Kind.PROMO, "generic.promo.of_writer")


def _bylines(head: Sequence[Paragraph]) -> Iterator[str]:
    """Who wrote by the lines over the text, in small letters, a space before each."""
    for line in takewhile(lambda each: each.taken or not each.prose, head):
        bare = without_by(line.text) if len(line.text) <= LONGEST_LINE else line.text
        spoken = _SPOKEN_WITH.search(f" {line.text.casefold()}")
        written = line.label is Kind.BYLINE or bare != line.text
        if written and not spoken and not any(map(_tells_of_work, head[line.index + 1 : line.index + 2])):
            yield f" {bare.casefold()}"


def _tells_of_work(line: Paragraph) -> bool:
    """Whether a line under a name tells of a book or a play: its publisher and pages, its house and days."""
    return is_line(line) and any(map(str.isdecimal, line.text))


def _told_of(paragraphs: Sequence[Paragraph], begins: int, over: str, names: Names) -> Iterator[Paragraph]:
    """What begins with a name of the bylines, from the end on, and by itself where text follows."""
    behind = 0
    for paragraph in reversed(paragraphs[begins + 1 :]):
        if paragraph.taken or behind > MOST_BEHIND:
            continue
        size = _named(paragraph, over, names)
        if size and (size == len(paragraph.text) or _TELLS.match(paragraph.text, size)):
            if behind < MOST_STRAIGHT + paragraph.terminal or any(p.taken for p in beside(paragraphs, paragraph.index)):
                yield paragraph
        elif may_end(paragraph):
            behind += 1


def _named(paragraph: Paragraph, over: str, names: Names) -> int:
    """How long the name is that a paragraph begins with, if the bylines give it; else 0."""
    words = paragraph.text.split(None, PERSON_WORDS[-1])[: PERSON_WORDS[-1]]
    if len(paragraph.text) > LONGEST_BIOGRAPHY or f" {words[0].casefold()} " not in over:
        return 0
    for size in reversed(PERSON_WORDS):
        name = " ".join(words[:size]).rstrip(",")
        if len(words) >= size and f" {name.casefold()}" in over and names.name(name):
            return len(name)
    return 0


def _is_text(paragraph: Paragraph) -> bool:
    return not paragraph.taken and may_end(paragraph)
