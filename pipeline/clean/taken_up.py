"""Whether a text says the words of a title again: one by one, by how they begin."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import is_text

# A lead that takes up its title has so many letters.
LEAD_TAKING_UP: Final = 100
# So many of a title's words stand in the text under it, or such a share of them, two at least.
ENOUGH, SHARE = 3, 0.4
# A title of which hardly any word stands there is none.
HARDLY: Final = 0.2
# So many paragraphs open the text, and say two words of a title or one that is long.
OPENING_PARAGRAPHS: Final = 5
_LONG_WORDS: Final = re.compile(r"[^\W\d_]{6,}")
# Of a word so many letters, which its endings leave alone, and words that have as many.
STEM: Final = 5
_WORDS: Final = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_ANY_WORDS: Final = re.compile(r"\w+")


def takes_up(paragraph: Paragraph, title: Paragraph, share: float = SHARE) -> bool:
    """Whether a paragraph of text says such a share of the words of the title over it again."""
    if paragraph.taken or not is_text(paragraph, LEAD_TAKING_UP):
        return False
    said, of = said_of(paragraph.text, title.text)
    if is_eastern(title.text):
        return said >= share * of
    return said >= ENOUGH or (said >= (2 if share == SHARE else 1) and said >= share * of)


def said_of(text: str, title: str) -> tuple[int, int]:
    """How many of a title's words a text says, and how many they are; of Chinese, Japanese and Korean its pairs."""
    if is_eastern(title):
        pairs = {title[at : at + 2] for at in range(len(title) - 1)}
        return sum(pair in text for pair in pairs), len(pairs)
    stems, words = _stems(title), _folded_words(text)
    return sum(f" {stem}" in words for stem in stems), len(stems)


def _stems(title: str) -> set[str]:
    """How a title's words begin, in small letters."""
    return {word[:STEM].casefold() for word in _WORDS.findall(title)}


def _folded_words(text: str) -> str:
    """A text's words in small letters, a space before each."""
    return " ".join(["", *_ANY_WORDS.findall(text.casefold())])


def opening_of(text: Sequence[Paragraph]) -> tuple[str, str]:
    """The text's opening, and its words in small letters."""
    opening = " ".join([p.text for p in text[:OPENING_PARAGRAPHS]])
    return opening, _folded_words(opening)


def is_said(title: str, opening: str, words: str) -> bool:
    """Whether the text's opening says two words of a title, or a long one."""
    if is_eastern(title):
        said, of = said_of(opening, title)
        return said >= HARDLY * of
    stems = _stems(title)
    told = [stem for stem in stems if f" {stem}" in words]
    return len(told) > 1 or any(f" {stem}" in words for stem in _stems(" ".join(_LONG_WORDS.findall(title))))
