"""Plain text: paragraphs by their layout.

Three layouts occur on the wires: paragraphs between empty lines, one paragraph a line, and lines wrapped at a fixed
width where an indent or a short line ends the paragraph. Files mix them, so each line end is judged by itself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.parse.about import About
from pipeline.story import Block, ParsedStory

FORMAT = "text"
ABOUT = About(
    "What no other format recognises.",
    (
        "All metadata but the text come from cleaning: dateline, byline, headline.",
        "Documents of word processors and PDF are refused as binary.",
    ),
)
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_STARTS_ALONE = re.compile(r"[\^#]|[-*•–—>] |\d{1,2}[.)] ")
# A dateline on a line of its own, as archives set it: ``NEW YORK 1996-08-30``.
_DATELINE = re.compile(r"[A-Z][A-Z .'/-]{2,25}(?:, [A-Z][A-Za-z. ]{1,25})? \d{4}-\d\d-\d\d")
_BULLET = re.compile(r"[-*•–—>] +")
_TERMINAL = tuple(".!?…:;\"'”’»)]。！？」』）】<=")
# A wrapped line is hardly longer; the longest that wire systems set had some 100 columns.
_WIDEST = 110
_NARROWEST = 30
# Lines shorter than this say nothing about wrapping: headings, names, tables.
_TELLING = 24
_SHARE_OF_FLOWING = 0.3


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    text: str
    after_blank: bool


def parse_text(text: str, encoding: str | None = None) -> ParsedStory:
    """One story of plain text; ``source_text`` is ``text`` unchanged.

    >>> story = parse_text("A headline\\n\\nThe first paragraph of the story,\\nwrapped at some forty letters.")
    >>> [story.source_text[block.start:block.end] for block in story.blocks]
    ['A headline', 'The first paragraph of the story,\\nwrapped at some forty letters.']
    """
    return ParsedStory(FORMAT, text, split(text), encoding=encoding)


def split(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text as blocks, in order; only white space lies outside them."""
    lines = list(_lines(text))
    layout = _Layout.of(lines)
    blocks: list[Block] = []
    paragraph: list[_Line] = []
    for line in lines:
        if paragraph and layout.breaks(paragraph, line):
            blocks.append(Block(paragraph[0].start, paragraph[-1].end))
            paragraph = []
        paragraph.append(line)
    if paragraph:
        blocks.append(Block(paragraph[0].start, paragraph[-1].end))
    return tuple(blocks)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold more than white space, trimmed, and whether an empty line stands before each."""
    last_end = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        gap = text[last_end : match.start()]
        yield _Line(start, start + len(stripped), indent, stripped, gap != "\n" and _has_empty_line(gap))
        last_end = match.end()


def _has_empty_line(gap: str) -> bool:
    ends = gap.replace("\r\n", "\n")
    return sum(ends.count(end) for end in "\n\r\u2028\u2029") > 1


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set: its wrap width (None when every line is a paragraph) and the indent of lines that go on."""

    width: int | None
    indent: int

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> "_Layout":
        pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
        lengths = sorted(line.end - line.start for line in lines)
        width = lengths[min(int(len(lengths) * 0.95), len(lengths) - 1)] if lengths else 0
        telling = [(a, b) for a, b in pairs if len(a.text) >= _TELLING]
        flowing = sum(_flows(a, b, width) for a, b in telling)
        if not telling or not _NARROWEST <= width <= _WIDEST or flowing < _SHARE_OF_FLOWING * len(telling):
            return cls(None, 0)
        indents = Counter(b.indent for a, b in telling)
        return cls(width, min(indents, key=lambda indent: (-indents[indent], indent)))

    def breaks(self, paragraph: Sequence[_Line], line: _Line) -> bool:
        """Whether a new paragraph begins with the line."""
        last = paragraph[-1]
        if line.after_blank or self.width is None or _STARTS_ALONE.match(line.text) or line.text.endswith("="):
            return True
        if _DATELINE.fullmatch(line.text) or _DATELINE.fullmatch(last.text):
            return True
        bullet = _BULLET.match(paragraph[0].text)
        if bullet is not None and line.indent == paragraph[0].indent + bullet.end():
            return False
        if line.indent > self.indent:
            return True
        return last.text.endswith(("=", "<")) or last.text == line.text or not _full(last, line, self.width)


def _flows(line: _Line, following: _Line, width: int) -> bool:
    """Whether a sentence runs over the line end; no wrapped text has the same line twice in a row."""
    if line.text.endswith(_TERMINAL) or line.text == following.text:
        return False
    first = following.text[0]
    return first.islower() or (abs(len(line.text) - width) <= 12 and following.indent <= line.indent)


def _full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word had no more room on this one."""
    word = following.text.split(None, 1)[0]
    return line.end - line.start + line.indent + 1 + min(len(word), 12) >= width - 3
