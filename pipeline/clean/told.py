"""Other stories behind the text, each a title and what is told of it, of which the text itself does not speak."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.clean.frame import shows_page
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import may_end
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import ENOUGH_TEXT, LONGEST_LINE, SHORTEST_TITLE, is_phrase, is_teaser
from pipeline.clean.taken_up import said_of
from pipeline.story import Kind

# A teaser is hardly longer, and says so many words of its title again, and so many of them.
LONGEST_TEASER: Final = 260
ENOUGH_SAID, SHARE = 2, 0.34
# The text has said hardly any of a title's long words.
SAID_BEFORE: Final = 0.2
# Of a long word so many letters, behind which endings begin.
STEM: Final = 7
# So many are other stories wherever they end a story; one is, behind what announces links.
FEW: Final = 2
# A kicker over a title is no longer.
KICKER: Final = 40
_PROMO: Final = Kind.PROMO
_LONG_WORDS: Final = re.compile(r"[^\W\d_]{6,}")
_WORDS: Final = re.compile(r"\w+")
_RULE: Final = "generic.promo.told_in_short"


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the titles and teasers that end a story, with the lines among them."""
    titles = _titles(paragraphs)
    if not titles or not _are_others(paragraphs, titles):
        return
    first = titles[0] - _has_kicker(paragraphs, titles[0])
    for each in paragraphs[first:]:
        if not each.taken:
            each.mark(_PROMO, _RULE)


def _titles(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Where the titles stand behind which no text comes but their teasers."""
    titles: list[int] = []
    at = len(paragraphs) - 1
    while at > 0:
        if paragraphs[at].taken or not may_end(paragraphs[at]):
            at -= 1
        elif _is_told(paragraphs[at - 1], paragraphs[at]):
            titles.insert(0, at - 1)
            at -= 2
        else:
            break
    return titles


def _is_told(title: Paragraph, teaser: Paragraph) -> bool:
    """Whether a line is a title that the sentence under it takes up."""
    if not (is_phrase(title) or is_teaser(title)) or not SHORTEST_TITLE <= len(title.text) <= LONGEST_LINE:
        return False
    if len(teaser.text) > LONGEST_TEASER or teaser.cuts or title.text[-1] in ":：":
        return False
    # A post that is shown amid text names its writer's account.
    fits = "@" not in title.text and not is_eastern(title.text)
    return fits and said_of(teaser.text, title.text)[0] > 0


def _takes_up(title: Paragraph, teaser: Paragraph) -> bool:
    """Whether a sentence says much of its title again."""
    said, of = said_of(teaser.text, title.text)
    return said >= ENOUGH_SAID and said >= SHARE * of


def _are_others(paragraphs: Sequence[Paragraph], titles: Sequence[int]) -> bool:
    """Whether none of the titles speaks of what the text before them tells, and they are several or announced."""
    text = [p for p in paragraphs[: titles[0]] if not p.taken and may_end(p)]
    above = paragraphs[max(0, titles[0] - 2) : titles[0]]
    linked = any(p.announces or (p.label is _PROMO and p.rule.endswith(".run")) for p in above)
    # A column of the text's own has items without kickers.
    paged = shows_page(paragraphs) or 2 * sum(_has_kicker(paragraphs, at) for at in titles) > len(titles)
    sure = sum(_takes_up(paragraphs[at], paragraphs[at + 1]) for at in titles)
    several = (paged and sure >= FEW) or linked
    if not sure or not several or len(text) < ENOUGH_TEXT:
        return False
    told = " ".join(["", *_WORDS.findall(" ".join([p.text for p in text]).casefold())])
    return all(_is_foreign(paragraphs[at].text, told) for at in titles)


def _has_kicker(paragraphs: Sequence[Paragraph], title: int) -> bool:
    over = paragraphs[title - 1]
    return not over.taken and not over.terminal and len(over.text) <= KICKER


def _is_foreign(title: str, told: str) -> bool:
    stems = {word[:STEM].casefold() for word in _LONG_WORDS.findall(title)}
    return sum(f" {stem}" in told for stem in stems) <= SAID_BEFORE * len(stems)
