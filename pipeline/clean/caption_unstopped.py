"""Captions in Japanese that drop the full stop of their last sentence, in a text whose sentences all have it.

``橋の入り口。ここから先は歩いて渡る`` holds a full stop and ends without one; what stands between two such lines is
a third. Headings hold no full stop, and points of a list have it or stand in rows of their own.
"""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.script import is_eastern
from pipeline.story import Kind

# Such a line is so long; a heading of two sentences is hardly.
SHORTEST_UNSTOPPED, LONGEST_UNSTOPPED = 28, 110
# So many sentences show how the text ends its own.
LEAST_TOLD: Final = 3
# So many stand straight behind the text's last sentence.
AT_END: Final = 2
_KANA: Final = re.compile(r"[\u3041-\u3096]")
# Nobody speaks, nothing is asked, labelled or counted.
_PLAIN: Final = re.compile(
    r"(?![・●■◆▼▽◇○◎★☆※①-⑳（(【［「『\d])[^？！?!：:=＝/／|→@]{28,110}(?<![。．.」』）)】…、〉》])", re.ASCII
)
_STOP: Final = re.compile(r"。(?=[^」』）)])")


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines that hold a full stop and end without one, and those between two captions."""
    told = [p for p in paragraphs if p.prose and not p.taken]
    if len(told) < LEAST_TOLD or not is_eastern(told[0].text) or not all(_is_stopped(p) for p in told):
        return
    # Titles that hold a full stop stand before the text and behind it, but for the last pictures.
    amid = paragraphs[told[0].index + 1 : told[-1].index + 1 + AT_END]
    for line in amid:
        if "。" in line.text[:LONGEST_UNSTOPPED] and _may_be(line) and _STOP.search(line.text):
            line.mark(Kind.CAPTION, "generic.caption.unstopped")
    for before, line, after in zip(amid, amid[1:], amid[2:], strict=False):
        if before.label is after.label is Kind.CAPTION and not (before.cuts or after.cuts) and _may_be(line):
            line.mark(Kind.CAPTION, "generic.caption.unstopped")


def _is_stopped(told: Paragraph) -> bool:
    return told.terminal and _KANA.search(told.text) is not None


def _may_be(line: Paragraph) -> bool:
    """Whether a line is as long as a caption, and plain."""
    if line.taken or line.terminal or line.prose or not SHORTEST_UNSTOPPED <= len(line.text) <= LONGEST_UNSTOPPED:
        return False
    return _PLAIN.fullmatch(line.text) is not None and _KANA.search(line.text) is not None
