"""What speaks for a dateline: its mark, its date, its dash, its place, and what stands behind it.

The less of these it has, the more is asked of the rest: a mark or a date is nearly enough, a lone place must be known,
or the story must say of it that it is one (:mod:`pipeline.clean.dateline_towns`).
"""

import re
from typing import Final

from pipeline.clean import dateline_towns
from pipeline.clean.dateline_said import NOTHING_SAID, TEXT_BEHIND_MARK, Said
from pipeline.clean.dateline_shown import INDIAN_WORD, KNOWN_CITY, LONG, LONG_SENTENCE, Shown
from pipeline.clean.dateline_towns import TOWN
from pipeline.clean.locative import is_somewhere
from pipeline.clean.names import capital, known_place
from pipeline.gazetteer import region_named

# The rules of datelines that show little.
POINTED_RULE: Final = "generic.dateline.pointed"
CAPITALS_RULE: Final = "generic.dateline.capitals"
# So much text behind a town that the gazetteer does not know, or behind a colon, shows that it heads no list.
TEXT_BEHIND_TOWN: Final = 36
# The like behind a name in small letters and a dash.
TEXT_BEHIND_NAME: Final = 51
# So near behind the first a second dash is a table's.
NEXT_DASH: Final = 30
# How an agency that no profile knows may sign.
_MARK_SHAPE: Final = re.compile(r"[A-Z][A-Za-zÀ-ÿ]{1,11}(?: [A-Z][a-z]{2,12})?")
_TWO_WORDS: Final = re.compile(r"[A-Z][a-z]{2,11} [A-Z][a-z]{2,11}")
_SHORT_CAPITALS: Final = re.compile(r"[A-Z]{2,5}")
_DOMAIN: Final = re.compile(r"[a-z]{2,12}\.[a-z]{2,3}")
_SHORT_MARK: Final = re.compile(r"[a-z]{2,5}(?:[/-][a-z]{2,4})?|[A-Z]{2,5}")
# What stands in brackets behind a name and is nobody's mark: an age, a share's code, a word.
_NO_MARK: Final = re.compile(r"[\W\d_]+|[A-Z]{1,6}\.[A-Z]{1,3}|[a-zß-ÿ]{5,}")
# What a sentence may begin with beside a capital.
_BEGINNING: Final = "\"“„«'‘`0123456789<[$€£"
# What quotes may open with behind a mark.
_OPENING: Final = '«„“" '
# Nothing but letters, the signs on them in the scripts of India counted in.
_ALL_LETTERS: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0780-\u1aff](?<!\d))*")


class Evidence(Shown):
    """What speaks for one possible dateline."""

    @property
    def rule(self) -> str:
        """The id of the evidence that decided."""
        if self.marked:
            return "generic.dateline.marked"
        if self.pointed:
            return POINTED_RULE
        if self.dated:
            return "generic.dateline.dated"
        return "generic.dateline.place" if self.is_place(0) else CAPITALS_RULE

    def convincing(self, early: bool, said: Said = NOTHING_SAID) -> bool:
        """Whether it is a dateline, by what stands in it and how far into the story it is."""
        if self.marked:
            return self._marked(early, said)
        if not self.city or not (self.dashed or self.pointed):
            return False
        if self.pointed:
            return early and self._pointed(said)
        if self.dated:
            return self._dated(early)
        return early and self._place_only(said)

    def _marked(self, early: bool, said: Said) -> bool:
        """With an agency's mark, or with what stands in brackets as one does."""
        if self.known_mark:
            return self._known_mark(early, said)
        if self.glued and self.dash == "--" and self.bracketed == " ":
            return False
        return self._unknown_mark(early) or (early and dateline_towns.with_its_paper(self, said))

    def _known_mark(self, early: bool, said: Said) -> bool:
        """A mark that a profile knows: with a dash, a day and a place, or before a sentence alone or beside a place."""
        if self.dashed or self.dash.strip() or (self.dated and self.city):
            return True
        alone = early and self.bracketed == "(" and len(self.rest) >= TEXT_BEHIND_MARK
        caseless = self.rest[:1].upper() == self.rest[:1].lower()
        begun = self.rest.lstrip(_OPENING)[:1].isupper() or (self.dated and caseless)
        if begun and (alone or (bool(self.city) and self.is_place(0))):
            return True
        return alone and dateline_towns.caseless(self, said)

    def _unknown_mark(self, early: bool) -> bool:
        """A mark that no profile knows: believed beside a date or a place, or if short, or alone at the start."""
        mark = self.agency or ""
        if self.bracketed == "(" and _NO_MARK.fullmatch(mark):
            return False
        if not self.city:
            capitals = mark.isupper() and len(self.dash.strip()) > 1
            alone = (early or capitals) and self.dashed and self.bracketed == "("
            return alone and _MARK_SHAPE.fullmatch(mark) is not None
        if self.bracketed == "/" and ((early and self.dash.strip()) or self.dated) and self.is_place(0):
            return True
        if not self.dashed:
            return early and self._undashed(mark)
        short = _SHORT_MARK.fullmatch(mark) is not None and len(self.city.split()) <= 3
        placed = self.city.isupper() or short or self.is_place(0)
        return self.dated or (early and placed and (not self.rest or not self.rest[0].islower()))

    def _undashed(self, mark: str) -> bool:
        """A strange mark before text: beside a day, or behind a known place in capitals or before a colon."""
        begun = len(self.rest) >= TEXT_BEHIND_MARK and not self.rest[0].islower()
        if self.bracketed != "(" or not begun:
            return begun and self.bracketed == "/" and self.dated
        if known_place(mark):
            return False
        letters = mark.replace(" ", "")
        capitals = (mark.isupper() and mark == letters) or mark.upper() == mark.lower()
        upper = capitals and _ALL_LETTERS.fullmatch(letters) is not None
        if self.dated and (upper or _TWO_WORDS.fullmatch(mark)):
            return True
        shaped = _MARK_SHAPE.fullmatch(mark) is not None
        if self.dash.strip():
            small = any(shape.fullmatch(mark) for shape in (_DOMAIN, _SHORT_MARK))
            shown = upper or (shaped and (self.dated or self.city.isupper())) or small
        elif self.dated:
            shown = shaped or (_DOMAIN.fullmatch(mark) is not None and self.rest[0].isupper())
        else:
            shown = self.city.isupper() and _SHORT_CAPITALS.fullmatch(mark) is not None and self.rest[0].isupper()
        return shown and self.is_place(0)

    def _dated(self, early: bool) -> bool:
        """``KUCHING, May 4 —``: a place and a day.

        In small letters a table of weather has them too; its line is short and goes on with another dash.
        """
        told = len(self.rest) >= TEXT_BEHIND_MARK
        if self.city.isupper():
            return early or told
        return early and (not self.rest or told or self.rest[0].islower()) and " -" not in self.rest[:NEXT_DASH]

    def _place_only(self, said: Said) -> bool:
        """``INCHEON -- The``, ``Madrid — El``: a place and a dash; in small letters one that readers know."""
        if self.rest and not (capital(self.rest) or self.rest[0] in _BEGINNING):
            return False
        if self.city.isupper() and len(self.city) > 2:
            return self._in_capitals(said)
        least = 0 if self.dash.strip() in LONG or said.heads(self.city) else KNOWN_CITY
        if self.rest and (len(self.rest) < TEXT_BEHIND_NAME or self.sentence_begun()):
            return False
        if self.rest and self.glued and not self.region:
            return False
        placed = self.is_place(least) or is_somewhere(self.city, said.text())
        return placed or dateline_towns.below_furniture(self, said) or dateline_towns.known_to_few(self, said)

    def _in_capitals(self, said: Said) -> bool:
        """A place in capitals and a dash: one of the gazetteer's, or one that the story shows to be one."""
        joined = self.glued and self.dash == "--"
        if joined and self.region is None:  # what parts two names as often has no great city first
            return len(self.rest) >= LONG_SENTENCE and not self.sentence_begun() and self.is_place(KNOWN_CITY)
        if self.is_place(0) or (not joined and self._is_shown(said)):
            return True
        return dateline_towns.in_region(self, said)

    def _is_shown(self, said: Said) -> bool:
        """Whether it stands below furniture and is of a town's shape, or the text has its name in small letters."""
        if len(self.rest) >= TEXT_BEHIND_TOWN and TOWN.fullmatch(self.city) and said.framed():
            return True
        return bool(self.dash.strip()) and len(self.rest) >= TEXT_BEHIND_MARK and said.names(self.city)

    def _pointed(self, said: Said) -> bool:
        """``ISLAMABAD: The``, ``Hamburg. Die``: a known place, and a sentence behind it.

        Before a full stop a name in small letters must be told to be a place, or stand below furniture.
        """
        if len(self.rest) < TEXT_BEHIND_TOWN or self.rest[0].islower() or self.sentence_begun() or self.abbreviated():
            return False
        if self.region and region_named(self.region.split(",")[-1].strip()) is None and not self.two_cities():
            return False
        sure = self.dated or self.city == self.city.upper()
        if not sure and not self.region and said.as_place(self.city, self.rest):
            headed = said.framed() and said.as_place(self.city, said.before()) and self.is_place(0)
            return headed or self.is_place(KNOWN_CITY) or INDIAN_WORD.match(self.city) is not None
        framed = said.framed()
        told = sure or self.colon or framed or said.heads(self.city) or said.as_place(self.city)
        small = sure or self.region is not None or (framed and said.names(self.city))
        placed = self.is_place(0 if small else KNOWN_CITY) or is_somewhere(self.city, said.text())
        placed = placed or (framed and dateline_towns.named_as_town(self))
        if told and (placed or dateline_towns.heads_text(self, said)):
            return True
        return framed and not self.colon and not self.region and dateline_towns.before_stop(self, said)
