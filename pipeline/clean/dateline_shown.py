"""What one possible dateline shows by itself: its parts as printed, its dash or stop, and the text behind it."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.dateline_parts import Parts
from pipeline.clean.fold import fold
from pipeline.clean.names import COLONS, known_place
from pipeline.clean.wording import words_of
from pipeline.gazetteer import cities, region_named

# So much text behind a town is a sentence of the text: lists and tables have shorter ones.
LONG_SENTENCE: Final = 66
# A city that stands without mark or date must be one that readers know.
KNOWN_CITY: Final = 90_000
# A region's name that is cut short is hardly longer: ``Calif.``, ``Conn.``
ABBREVIATION: Final = 5
# Dashes that join no compound words.
LONG: Final = frozenset({"–", "—", "―", "─", "--", "––", "——"})
# Ethiopian papers set the sign between words for a colon.
_COLONS: Final = frozenset(f"{COLONS}፡")
_TAKES_UP: Final = words_of("towns")["takes_up"]
_CITIES: Final = re.compile(r"[/·、]| and ")
_JOINED: Final = re.compile(r"[/,]| - |-")
# The rest of a sentence that a dash put in after its first word: ``Florence - the storm of 2018 - cost ...``.
_PAIRED: Final = re.compile(r".{8,90}\S [-–—] [a-zß-ÿ]")
# A match and its result, or a line between two places: ``Roma - Lazio 2-1``, ``Stockholm - Uppsala in an hour``.
_SCORE: Final = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+){0,2} \d{1,2}[-:]\d{1,2}\b")
_OTHER_END: Final = re.compile(r"(?P<place>[A-ZÀ-ÞİА-Я][\w'’-]+(?: [A-ZÀ-ÞА-Я][\w'’-]+)?) [a-zß-ÿа-я]")
# In the scripts of India a hyphen joins two ends of a line without a space.
INDIAN_WORD: Final = re.compile(r"[\u0900-\u0dff]{2,}")
# A team and its players, or a sentence that takes up the place: ``Lyon: Lopes; Dubois``, ``Leipzig: Hier begann``.
_LISTED: Final = re.compile(
    r"[^.;a-zß-ÿа-я][^.; ]{1,20}(?: [^.;a-zß-ÿа-я][^.; ]{1,20}){0,3}; ?\w|" + alternation(_TAKES_UP) + " "
)
# Letters with stops: ``U.S``, ``EE.UU``, ``R.I``, whose last stop ends no dateline.
_LETTERS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.){1,3}[^\W\d_]{1,2}")


class Shown:
    """What one possible dateline shows."""

    def __init__(  # noqa: PLR0913, PLR0917 (a dateline has so many parts)
        self,
        marks: frozenset[str],
        parts: Parts,
        tail: re.Match[str],
        agency: str | None,
        rest: str,
        of_paper: bool,
    ) -> None:
        """Of the ``marks`` of all agencies, what a tail and the parts before it show; ``rest`` follows them.

        ``of_paper`` tells that the agency's name ends as a paper's does.
        """
        city, self.region, date = parts
        dash, bare, point, mark = tail.group("dash", "bare", "point", "mark")
        self.city = city or ""
        self.dated = date is not None
        self.agency = agency
        self.of_paper = of_paper
        self.known_mark = agency is not None and _is_mark(agency, marks)
        self.dash: str = dash or bare or tail["release"] or ""
        if agency is None and self.region and dash == ".":
            # The stop behind a region in brackets ends the dateline as any other: "Neiva (Huila).".
            point = dash
        self.pointed = point is not None
        self.colon = point is not None and point[0] in _COLONS
        self.spaced = tail.string[max(0, tail.start() - 1) : tail.start()] == " "
        self.rest = rest.strip()
        self.bracketed: str = mark[0] if mark else " "
        self.glued = bare in ("—", "--") and not rest.startswith(" ")

    @property
    def marked(self) -> bool:
        """Whether an agency's mark stands in it."""
        return self.agency is not None

    @property
    def dashed(self) -> bool:
        """Whether a dash, and not only a stop, divides it from the text."""
        return bool(self.dash) and self.dash not in ".:"

    @property
    def bare_place(self) -> bool:
        """Whether a place and a dash are all there is."""
        return not (self.marked or self.dated or self.region)

    def is_place(self, least: int) -> bool:
        """Whether the gazetteer knows the place with so many people, or the region behind it; of several all."""
        if self.region and known_place(self.region.split(",")[-1].strip()):
            return True
        parts = [part.strip() for part in _CITIES.split(self.city)]
        return known_place(parts[0], least) if self.marked else all(known_place(part, least) for part in parts)

    def two_cities(self) -> bool:
        """``KOŠICE, PREŠOV. Mestá``: what stands where a region does is a city too."""
        return self.city.isupper() and (self.region or "").isupper() and known_place(self.region or "")

    def abbreviated(self) -> bool:
        """Whether the stop is the name's own: ``U.S. District Judge``, ``Calif. Gov.``, ``Washington, D.C. Mayor``."""
        if self.region and (self.city.isupper() or self.bracketed == "("):
            return False
        last = (self.region or self.city).rpartition(",")[2].strip()
        cut_short = not self.colon and len(last) <= ABBREVIATION and not last.isupper() and not cities(last)
        return _LETTERS.fullmatch(last) is not None or (cut_short and region_named(last) is not None)

    def sentence_begun(self) -> bool:
        """Whether place and dash are a sentence's own: two ends of a line, two teams, or words put in by dashes."""
        other = _OTHER_END.match(self.rest)
        indian = INDIAN_WORD.match(self.rest) if self.dash == "-" else None
        headed = self.pointed and self.city.isupper()
        between = other is not None and not headed and known_place(other["place"], KNOWN_CITY)
        between = between or (indian is not None and known_place(indian[0]))
        return between or any(pattern.match(self.rest) for pattern in (_PAIRED, _SCORE, _LISTED))


def _is_mark(name: str, marks: frozenset[str]) -> bool:
    folded = fold(name)
    if folded in marks or any(word in marks for word in folded.split()):
        return True
    return any(fold(part) in marks for part in _JOINED.split(name))
