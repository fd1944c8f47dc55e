"""What a story says round a possible dateline: whether it names the place, is in it, stands under a byline."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.paragraph import OF_PICTURES, PROSE, Paragraph
from pipeline.clean.shape import is_text
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# Paragraphs before and after one that are looked at for its place.
LOOKED_BEFORE: Final = 12
LOOKED_BEHIND: Final = 40
# Of a mark alone at the start, so much text shows that it is no credit.
TEXT_BEHIND_MARK: Final = 41
# A place printed in capitals that the gazetteer does not know is looked for in the text if it is longer.
LEAST_NAME: Final = 3
_WORDS: Final = words_of("towns")
# A noun that is no name: with an article.
_WITH_ARTICLE: Final = rf"(?<!\w)(?i:{alternation(_WORDS['articles'])}) "
# Words that tell of a town, before its name and behind it.
_OF_TOWN: Final = rf"(?<!\w){alternation(_WORDS['before_name'])} "
_BEHIND: Final = rf"(?:(?:{alternation(_WORDS['in_endings'])}| {alternation(_WORDS['behind_name'])})(?!\w))"
_IN_CASE: Final = rf"(?<!\w){alternation(_WORDS['in_case'])} "
# A case's ending takes the last two letters of a name with it, of a short one none.
CASE: Final = 2
LEAST_STEM: Final = 4
_IN_TOWNS: Final = frozenset(_WORDS["in_towns"])
# What parts a byline's name from its place.
_PARTING: Final = frozenset("|/,·–—-")


class Said:
    """What a story says outside the paragraph that may open with a dateline, its ``paragraphs[index]``.

    It is put together only where a dateline is in doubt. ``before_place`` is a pattern of words for being in a place.
    """

    def __init__(self, paragraphs: Sequence[Paragraph] = (), index: int = 0, before_place: str = "(?!)") -> None:
        self._paragraphs, self._index, self._before_place = paragraphs, index, before_place

    def before(self) -> str:
        """The lines that stand straight before the paragraph."""
        near = self._paragraphs[max(0, self._index - LOOKED_BEFORE) : self._index]
        return " \n".join([p.text for p in near if len(p.text) <= PROSE])

    def _around(self, *, elsewhere: bool = False) -> str:
        """The lines before, captions and decks among them, and the text; ``elsewhere`` leaves the paragraph out."""
        near = self._paragraphs[max(0, self._index - LOOKED_BEFORE) : self._index]
        behind = self.text().partition("\n")[2] if elsewhere else self.text()
        return " \n".join([p.text for p in near]) + f" {behind}"

    def text(self) -> str:
        """The paragraph and those after it, as far as they tell of the place."""
        return "\n".join([p.text for p in self._paragraphs[self._index : self._index + LOOKED_BEHIND]])

    def framed(self) -> bool:
        """Whether furniture stands before the paragraph."""
        return any(p.taken for p in self._paragraphs[: self._index])

    def begins(self) -> bool:
        """Whether furniture stands straight before the paragraph, and before that no line of the text, or one."""
        before = self._paragraphs[: self._index]
        return bool(before) and before[-1].taken and sum(not p.taken for p in before) <= 1

    def names(self, city: str) -> bool:
        """Whether the text has the dateline's place as a name in small letters is written, within a sentence."""
        first = re.escape(in_small_letters(city.split(maxsplit=1)[0]))
        return len(first) > LEAST_NAME and re.search(rf"[^\W\d_A-Z][,’'»]? {first}(?![a-z])", self.text()) is not None

    def as_noun(self, word: str) -> bool:
        """Whether the text has the word with an article, as no town's name has."""
        return re.search(rf"{_WITH_ARTICLE}{re.escape(in_small_letters(word))}(?!\w)", self.text()) is not None

    def as_town(self, city: str, *, elsewhere: bool = False) -> bool:
        """Whether the story calls it a town or a district, be it ``elsewhere`` than in the paragraph."""
        name = re.escape(in_small_letters(city))
        told = re.compile(rf"{_OF_TOWN}{name}(?!\w)|(?<!\w){name}{_BEHIND}")
        return told.search(self._around(elsewhere=elsewhere)) is not None

    def has_line(self, city: str) -> bool:
        """Whether the place stands by itself above, as a page's section or path does."""
        return any(p.text.casefold() == city.casefold() for p in self._paragraphs[: self._index])

    def goes_on(self) -> bool:
        """Whether text, and no list, follows the paragraph."""
        return len("".join(self.text().split("\n", 2)[1:2])) > PROSE

    def opens(self, like: re.Pattern[str], *, decked: bool = False) -> bool:
        """Whether the paragraph is the first of a text in which no other line begins like it.

        It may be ``decked``: one sentence can stand before it.
        """
        before, after = self._paragraphs[: self._index], self._paragraphs[self._index + 1 :][:LOOKED_BEHIND]
        begun = sum(_is_sentence(p) for p in before) > decked
        # A page's line before may be a byline with a dash.
        others = (*(p for p in before if p.terminal), *after)
        alone = not any(not p.taken and like.match(p.text) for p in others)
        return not begun and any(_is_sentence(p) for p in after[:2]) and alone

    def pictured(self) -> str:
        """What pictures before the paragraph show, in captions and credits."""
        near = self._paragraphs[max(0, self._index - LOOKED_BEFORE) : self._index]
        return " \n".join([p.text for p in near if p.label in OF_PICTURES])

    def lists(self, like: re.Pattern[str]) -> bool:
        """Whether another line that begins like the paragraph's stands near: several make a list."""
        others = (p for p in self._paragraphs[:LOOKED_BEHIND] if p.index != self._index)
        return any(not p.taken and like.match(p.text) for p in others)

    def heads(self, city: str) -> bool:
        """Whether the lines before name the place."""
        return re.search(rf"(?<!\w){re.escape(city)}(?!\w)", self.before()) is not None

    def signed(self) -> bool:
        """Whether the line straight before is a byline."""
        return self._index > 0 and self._paragraphs[self._index - 1].label is Kind.BYLINE

    def signed_in(self, city: str) -> bool:
        """Whether the line straight before is a byline that ends in the place."""
        byline = self._paragraphs[self._index - 1].text if self.signed() else ""
        return byline.endswith(city) and byline.removesuffix(city).rstrip()[-1:] in _PARTING

    def answers(self) -> bool:
        """Whether the line before asks, or announces what it is that follows."""
        return self.before().endswith(("?", "？", ":", "："))

    def again(self, word: str) -> bool:
        """Whether the text has a word again behind its beginning."""
        return self.text().count(word.strip()) > 1

    def as_place(self, city: str, within: str | None = None, *, known: bool = False, elsewhere: bool = False) -> bool:
        """Whether somewhere, within a text, or ``elsewhere`` than in the paragraph, something is said to be in it.

        Of a ``known`` one too by a word that means "of" in other languages.
        """
        name = re.escape(in_small_letters(city))
        told = re.compile(rf"(?<!\w)(?:{self._before_place}) {name}(?!\w)")
        if within is not None:
            return told.search(within) is not None
        text = self._around(elsewhere=elsewhere)
        of = known and re.search(rf"(?<!\w)di {name}(?!\w)", text) is not None
        said = of or told.search(text) is not None or _in_case(city).search(text) is not None
        return said or self.as_town(city, elsewhere=elsewhere)


NOTHING_SAID: Final = Said()


def in_small_letters(city: str) -> str:
    """A place in capitals as a sentence writes it.

    >>> in_small_letters("ZELL AM SEE"), in_small_letters("İZMİR"), in_small_letters("Oslo")
    ('Zell am See', 'İzmir', 'Oslo')
    """
    if not city.isupper():
        return city
    words = [word.lower() if word.lower() in _IN_TOWNS else _capitalised(word) for word in city.split()]
    return " ".join(words)


def _capitalised(word: str) -> str:
    return re.sub(r"(?<=[^\W\d_])[^\W\d_]+", lambda rest: rest[0].replace("İ", "i").lower(), word)


def _in_case(city: str) -> re.Pattern[str]:
    """In a place whose name has a case's ending, or in the country round it: ``v Přerově``, ``na Přerovsku``."""
    name = " ".join(map(_stem, in_small_letters(city).split()))
    return re.compile(rf"{_IN_CASE}{name}|(?<!\w)na {name}(?<=[sc]ku)")


def _stem(word: str) -> str:
    """The part of a name that all its cases share, as a pattern with what may stand behind it."""
    kept = max(len(word) - CASE, min(len(word), LEAST_STEM))
    return re.escape(word[:kept]) + r"[^\W\d_]{0,6}(?!\w)"


def _is_sentence(paragraph: Paragraph) -> bool:
    return not paragraph.taken and is_text(paragraph, TEXT_BEHIND_MARK)
