"""What speaks for a dateline: its mark, its date, its dash, its place, and what stands behind it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.rules import fold
from pipeline.gazetteer import cities, region_named

# Of a mark alone at the start, so much text shows that it is no credit.
LEAD = 40
# A city that stands without mark or date must be one that readers know.
KNOWN_CITY = 90_000
_CITIES = re.compile(r"[/·、]| and ")
_JOINED = re.compile(r"[/,]| - |-")
# How an agency that no profile knows may sign.
_MARK_SHAPE = re.compile(r"[A-Z][A-Za-z]{1,11}(?: [A-Z][a-z]{2,12})?")
_SHORT_MARK = re.compile(r"[a-z]{2,5}(?:[/-][a-z]{2,4})?|[A-Z]{2,5}")
# What stands in brackets behind a name and is nobody's mark: an age, a share's code, a word.
_NO_MARK = re.compile(r"[\W\d_]+|[A-Z]{1,6}\.[A-Z]{1,3}|[a-zß-ÿ]{5,}")
# The rest of a sentence that a dash put in after its first word: ``Florence - the storm of 2018 - cost ...``.
_PAIRED = re.compile(r".{8,90}\S [-–—] [a-zß-ÿ]")
# A match and its result, or a line between two places: ``Roma - Lazio 2-1``, ``Stockholm - Uppsala in an hour``.
_SCORE = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+){0,2} \d{1,2}[-:]\d{1,2}\b")
_OTHER_END = re.compile(r"(?P<place>[A-ZÀ-Þİ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?) [a-zß-ÿ]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one possible dateline shows."""

    city: str
    region: str | None
    dated: bool
    agency: str | None
    known_mark: bool
    dash: str
    rest: str
    bracketed: str

    @classmethod
    def of(
        cls,
        marks: frozenset[str],
        parts: tuple[str | None, str | None, str | None],
        tail: re.Match[str],
        agency: str | None,
        rest: str,
    ) -> "Evidence":
        """Of the ``marks`` of all agencies, what a tail and the parts before it show; ``rest`` follows them."""
        city, region, date = parts
        dash = tail["dash"] or tail["bare"] or tail["release"] or ""
        return cls(
            city=city or "",
            region=region,
            dated=date is not None,
            agency=agency,
            known_mark=agency is not None and _is_mark(agency, marks),
            dash=dash,
            rest=rest.strip(),
            bracketed=(tail["mark"] or " ")[0],
        )

    @property
    def marked(self) -> bool:
        """Whether an agency's mark stands in it."""
        return self.agency is not None

    @property
    def dashed(self) -> bool:
        """Whether a dash, and not only a stop, divides it from the text."""
        return bool(self.dash) and self.dash not in ".:"

    @property
    def rule(self) -> str:
        """The id of the evidence that decided."""
        shown = "marked" if self.marked else "dated" if self.dated else "place"
        return f"generic.dateline.{shown}"

    def convincing(self, early: bool) -> bool:
        """Whether it is a dateline, by what stands in it and how far into the story it is."""
        if self.marked:
            return self._marked(early)
        if not self.dashed or not self.city:
            return False
        if self.dated:
            return self._dated(early)
        return early and self._place_only()

    def _marked(self, early: bool) -> bool:
        if self.known_mark:
            if self.dashed or (self.dated and self.city):
                return True
            alone = early and self.bracketed == "(" and len(self.rest) > LEAD
            return bool(self.dash.strip()) or (self.rest[:1].isupper() and (self._is_place(0) if self.city else alone))
        return self._unknown_mark(early)

    def _unknown_mark(self, early: bool) -> bool:
        """A mark that no profile knows: believed beside a date or a place, or if short, or alone at the start."""
        mark = self.agency or ""
        if self.bracketed == "(" and _NO_MARK.fullmatch(mark):
            return False
        if not self.city:
            capitals = mark.isupper() and len(self.dash.strip()) > 1
            alone = (early or capitals) and self.dashed and self.bracketed == "("
            return alone and _MARK_SHAPE.fullmatch(mark) is not None
        if self.bracketed == "/" and early and bool(self.dash.strip()) and self._is_place(0):
            return True
        if not self.dashed:
            return False
        short = _SHORT_MARK.fullmatch(mark) is not None and len(self.city.split()) <= 3
        placed = self.city.isupper() or short or self._is_place(0)
        return self.dated or (early and placed and (not self.rest or not self.rest[0].islower()))

    def _dated(self, early: bool) -> bool:
        if self.city.isupper():
            return early or len(self.rest) > 40
        # A list item such as a weather table's line is short and goes on with another dash.
        return early and (not self.rest or len(self.rest) > 40 or self.rest[0].islower()) and " -" not in self.rest[:30]

    def _place_only(self) -> bool:
        if self.rest and not (self.rest[0].isupper() or self.rest[0] in "\"“„«'‘`0123456789<[$€£"):
            return False
        if self.city.isupper() and len(self.city) > 2:
            return self._is_place(0)
        return self._is_place(KNOWN_CITY) and (not self.rest or (len(self.rest) > 50 and not self._sentence_begun()))

    def _sentence_begun(self) -> bool:
        """Whether place and dash are a sentence's own: two ends of a line, two teams, or words put in by dashes."""
        other = _OTHER_END.match(self.rest)
        between = other is not None and known(other["place"], KNOWN_CITY)
        return between or any(pattern.match(self.rest) for pattern in (_PAIRED, _SCORE))

    def _is_place(self, least: int) -> bool:
        if self.region and region_named(self.region.split(",")[-1].strip()):
            return True
        parts = [part.strip() for part in _CITIES.split(self.city)]
        return known(parts[0], least) if self.marked else all(known(part, least) for part in parts)


def _is_mark(name: str, marks: frozenset[str]) -> bool:
    folded = fold(name)
    if folded in marks or any(word in marks for word in folded.split()):
        return True
    return any(fold(part) in marks for part in _JOINED.split(name))


@lru_cache(maxsize=4096)
def known(name: str, least: int = KNOWN_CITY) -> bool:
    """Whether it is a region, or a city whose largest bearer has at least so many inhabitants."""
    found = cities(name.strip())
    if found:
        return found[0].population >= least
    return region_named(name.strip()) is not None
