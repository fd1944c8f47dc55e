"""An agency's mark behind a caption that ends as no sentence: glued to its last word, or after a bar or a dash."""

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from pipeline.clean.names import NAME_WORD
from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.story import Kind

# A caption is hardly shorter or longer; a title in capitals and small letters is as long as the shortest.
SHORTEST_MARKED, LONGEST_MARKED = 45, 320
# An agency's mark and the sign before it are hardly longer.
MARK: Final = 26
_SIGN: Final = re.compile(r"(?: ?[|/] ?| [-–—] )(?=[^|/–—-]{2,24}\Z)")
_GLUED: Final = re.compile(r"(?<=[a-zß-ÿ]{3})(?=[A-Z][^a-zß-ÿ]|[A-Z][a-z]{3,8}(?: Images)?\Z)")
# Who took the picture, behind a sign of his own or before its day: ``/ Mara Linden``, ``Mara Linden - 4.mai.26``.
_NAME: Final = re.compile(
    rf" [-–|/] (?:{NAME_WORD} ?){{2,3}}\Z| (?:{NAME_WORD} ){{2,3}}[-–] ?\d{{1,2}}\.[a-zç]{{3}}\.\d{{2,4}}\Z"
)
_ENDS: Final = frozenset(".!?…:;,")


def marks(paragraphs: Sequence[Paragraph], printed: Set[str]) -> None:
    """Mark the captions that an agency's mark ends, before the text or beside pictures; ``printed`` are the marks.

    Lines in a row that end so are a list.
    """
    # Prose that has been taken counts: pictures stand between it as between the text.
    prose = [p.index for p in paragraphs if p.prose] or [0]
    found = [(p, start) for p in paragraphs[1 : prose[-1]] if (start := _mark_of(p, printed)) is not None]
    listed = {paragraph.index for paragraph, _ in found}
    for paragraph, start in found:
        beside = {paragraph.index - 1, paragraph.index + 1}
        shown = paragraph.index < prose[0] or any(paragraphs[each].label in OF_PICTURES for each in beside)
        if shown and beside.isdisjoint(listed):
            paragraph.mark(Kind.CAPTION, "generic.caption.marked")
            paragraph.cut(start, len(paragraph.text), Kind.CREDIT, "generic.credit.marked")


def _mark_of(paragraph: Paragraph, printed: Set[str]) -> int | None:
    """Where the mark begins that ends what may be a caption."""
    if paragraph.taken or paragraph.terminal or not SHORTEST_MARKED <= len(paragraph.text) <= LONGEST_MARKED:
        return None
    return next((at for at, mark in _ends(paragraph.text) if mark in printed), None)


def _ends(text: str) -> Iterator[tuple[int, str]]:
    """What may be a mark at a line's end, with where it begins; behind a dash it is in capitals."""
    near = len(text) - MARK
    for sign in _SIGN.finditer(text, near):
        mark = text[sign.end() :]
        if text[sign.start() - 1] not in _ENDS and (mark.isupper() or sign[0].strip() in "|/"):
            name = _NAME.search(text, max(0, near - MARK), sign.start())
            yield name.start() + 1 if name else sign.end() - len(sign[0].lstrip()), mark
    for glue in _GLUED.finditer(text, near):
        yield glue.start(), text[glue.start() :]
