"""The working record of one paragraph while a story is cleaned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.profile import Rule
from pipeline.clean.script import is_eastern
from pipeline.story import Block, BlockKind, Kind

# White space beside the plain one; few texts hold any of it but line ends.
_ASCII_SPACES: Final = "\n\t\v\f\r"
_SPACES: Final = (
    _ASCII_SPACES + "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
# Control characters that fold as white space does, but are none of a text's own.
_SEPARATORS: Final = "\x1c\x1d\x1e\x1f"
_TERMINAL: Final = frozenset(".!?…。！？؟۔।॥።፧។៕။։")
_SAID: Final = frozenset("」』")
# German and others close with the marks that English opens with.
_CLOSING: Final = "\"'”’»“‘«)]」』）】›‹ "
_CLOSING_SIGNS: Final = frozenset(_CLOSING)
# In Python 3.11 an enumeration's member is slow to come by: each module names those that paragraphs are compared with.
_PREFORMATTED: Final = BlockKind.PREFORMATTED
_NOTHING_OR_SPACE: Final = frozenset(("", " ", *_SEPARATORS))
PROSE: Final = 120
# So long a paragraph is prose however it ends.
PROSE_UNENDED: Final = 2 * PROSE
# No paragraph has more furniture in it; what would be cut beyond is left in the body.
MOST_CUTS: Final = 40
PROSE_WIDE: Final = 45
# Thai ends no sentence with a sign: so long a paragraph of it is text.
PROSE_THAI: Final = 110
# What pictures bring with them.
OF_PICTURES: Final = (Kind.CAPTION, Kind.CREDIT)


@dataclass(frozen=True, slots=True)
class Cut:
    """Furniture within a paragraph: ``text[start:end]`` of the paragraph, its kind, the rule that found it."""

    start: int
    end: int
    kind: Kind
    rule: str


# A Japanese or Chinese sentence and its writer in brackets: ``…発表した。（林田彩）``.
_BRACKETS: Final = frozenset(")）")
_SIGNED_WIDE: Final = re.compile(r"。 ?[(（][^()（）]{2,12}[)）]\Z")


class Paragraph:
    """A block's text, its white space made plain spaces one for one, and what has been found in it.

    ``label`` set: the whole paragraph is furniture (a caption's credit still stands in ``cuts``). ``taken``: nothing
    of it is body. ``by``: the profile's rule that took it, None where the cleaner itself did. ``held`` are the literals
    that the text holds of those that rules look for, ``asked`` tells that one of the rules may fit. ``plain`` tells
    that its white space needs no folding.
    """

    # No dataclass, for the methods that those are given stay interpreted where all else is compiled.
    def __init__(self, index: int, start: int, text: str, block: BlockKind) -> None:
        self.index, self.start, self.text, self.block = index, start, text, block
        self.terminal = self.prose = self.plain = False
        self.label: Kind | None = None
        self.taken = False
        self.rule = ""
        self.by: Rule | None = None
        self.cuts: tuple[Cut, ...] = ()
        self.held: Sequence[str] = ()
        self.asked = True

    def mark(self, kind: Kind, rule: str) -> None:
        """Take the whole paragraph out."""
        self.label, self.rule, self.taken, self.by = kind, rule, True, None

    def mark_by(self, rule: Rule) -> None:
        """Take the whole paragraph out by a profile's rule."""
        self.label, self.rule, self.taken, self.by = rule.kind, rule.id, True, rule

    def unmark(self) -> None:
        """Give the whole paragraph back to the text."""
        self.label, self.rule, self.taken, self.by = None, "", False, None

    def cut(self, start: int, end: int, kind: Kind, rule: str) -> None:
        """Take ``text[start:end]`` out, unless something there is out already or the paragraph is in shreds."""
        if (
            start < end
            and len(self.cuts) < MOST_CUTS
            and all(end <= other.start or other.end <= start for other in self.cuts)
        ):
            self.cuts = (*self.cuts, Cut(start, end, kind, rule))
            self.taken = self.taken or self.first >= len(self.text)

    @property
    def announces(self) -> bool:
        """Whether the rule that took the line says that it announces others."""
        return self.by is not None and self.by.run

    @property
    def wants_company(self) -> bool:
        """Whether the rule that took the line wants it beside other furniture, and it may be given back."""
        return self.by is not None and self.by.company

    @property
    def first(self) -> int:
        """Where the text begins that no cut at the start has taken."""
        if not self.cuts:
            return 0
        position = 0
        for cut in sorted(self.cuts, key=lambda cut: cut.start):
            if self.text[position : cut.start].strip():
                break
            position = cut.end
        return position + len(self.text[position:]) - len(self.text[position:].lstrip())


def spaced(source: str) -> str:
    """The source text with each character of white space made a plain space, so that all offsets stay."""
    for space in _ASCII_SPACES if source.isascii() else _SPACES:
        if space in source:
            source = source.replace(space, " ")
    return source


def paragraphs_of(text: str, blocks: Sequence[Block]) -> list[Paragraph]:
    """The working paragraphs of a story's blocks, in order; ``text`` is its source :func:`spaced`."""
    odd = any(separator in text for separator in _SEPARATORS)
    return [_paragraph(index, text[block.start : block.end], block, odd) for index, block in enumerate(blocks)]


def beside(paragraphs: Sequence[Paragraph], index: int) -> tuple[Paragraph, ...]:
    """The paragraphs straight before and straight after one, as far as there are."""
    return (*paragraphs[max(0, index - 1) : index], *paragraphs[index + 1 : index + 2])


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, quotation marks and brackets after it aside.

    >>> ends_sentence('He said: "Yes."'), ends_sentence("Talks in Oslo")
    (True, False)
    """
    last = text[-1:]
    if last in _TERMINAL or (last in _CLOSING_SIGNS and text[-6:].rstrip(_CLOSING)[-1:] in _TERMINAL):
        return True
    return last in _BRACKETS and _SIGNED_WIDE.search(text[-20:]) is not None


def _paragraph(index: int, text: str, block: Block, odd: bool) -> Paragraph:
    size, last, paragraph = len(text), text[-1:], Paragraph(index, block.start, text, block.kind)
    terminal = last in _TERMINAL or ends_sentence(text) or (size >= PROSE_THAI and _is_thai(text))
    terminal = terminal or (last in _SAID and size >= PROSE_WIDE and _is_said(text))
    paragraph.terminal = terminal
    paragraph.prose = size > PROSE_UNENDED or (terminal and size >= PROSE_WIDE and (size >= PROSE or _is_wide(text)))
    if last != " " and text[:1] not in _NOTHING_OR_SPACE:
        paragraph.plain = not odd and block.kind is not _PREFORMATTED and "  " not in text
    elif not text or text.isspace():
        # A block of nothing but white space, which no format should give, is neither body nor furniture.
        paragraph.label, paragraph.taken = Kind.SEPARATOR, True
    return paragraph


def _is_wide(text: str) -> bool:
    """Whether the text is Chinese, Japanese or Korean, which say in 45 characters what takes 120 letters."""
    middle = len(text) // 2
    return text > "\u2e80" and is_eastern(text[middle - 5 : middle + 5])


def _is_said(text: str) -> bool:
    """Whether a line in Japanese ends in what somebody says, without a full stop: ``…と話す。「橋は開く」``."""
    return "。「" in text or (text[0] == "「" and "。" in text)


def _is_thai(text: str) -> bool:
    middle = len(text) // 2
    return any("\u0e01" <= char <= "\u0e5b" for char in text[middle - 2 : middle + 2])
