"""What is glued to a story's text where it begins and where it ends, though the page goes on."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.rules import FoundCut

# A sentence of the text is at least so long.
SHORTEST_ENDING: Final = 40
# Behind the last sentence a page's lines stand; copy that has none ends there anyway. Its sign is sooner found than
# the letters before it.
_SENTENCE: Final = re.compile(
    r"[.!?…。！？।۔](?:(?<=[^\W\d_]{2}[.!?…])[”\"»')]?(?: ?[—–(/\[-]| [A-Z]|\Z)"
    r"|(?<=[。！？])(?:[（(\d]|\Z)|(?<=[।۔]) ?\S{0,12}\Z)"
)


def may_end(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the paragraphs that may end the story: the last one, sentence and prose that nothing took.

    Behind the text a page has titles and words that no rule may know; a sign-off is glued to the text before them. So
    there are several answers where :func:`pipeline.clean.places.text_ends` has one, that none be missed.
    """
    open_ = [p for p in reversed(paragraphs) if not p.taken]
    if open_ and open_[0].prose and open_[0].terminal:
        return frozenset({open_[0].index})
    told = next((p for p in open_ if len(p.text) >= SHORTEST_ENDING and _SENTENCE.search(p.text[-60:])), None)
    prose = next((p for p in open_ if p.prose), None)
    return frozenset(p.index for p in (*open_[:1], told, prose) if p)


def stamps(paragraphs: Iterable[Paragraph], at_start: Callable[[Paragraph], list[FoundCut]]) -> None:
    """Cut the stamp with which a story without a dateline opens; where several paragraphs have one, it is their log."""
    opening = [p for p in paragraphs if not p.taken and len(p.text) >= SHORTEST_ENDING and p.terminal][:12]
    found = [(p, cuts[0]) for p in opening if (cuts := at_start(p))]
    if len(found) == 1 and found[0][0] in opening[:2]:
        paragraph, (rule, start, end) = found[0]
        paragraph.cut(start, end, rule.kind, rule.id)
