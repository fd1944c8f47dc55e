"""What speaks for a dateline: its mark, its date, its dash, its place, and what stands behind it."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.dateline_said import NOTHING_SAID, TEXT_BEHIND_MARK, Said
from pipeline.clean.fold import fold
from pipeline.clean.locative import is_somewhere, may_be_town
from pipeline.clean.names import COLONS, capital, known_place
from pipeline.clean.wording import words_of
from pipeline.gazetteer import cities, region_named

# The rules of datelines that show little.
POINTED_RULE: Final = "generic.dateline.pointed"
CAPITALS_RULE: Final = "generic.dateline.capitals"
# So much text behind a town that the gazetteer does not know, or behind a colon, shows that it heads no list.
TEXT_BEHIND_TOWN: Final = 36
# Before so much text a town of India stands that nothing else tells of.
LONG_SENTENCE: Final = 66
# A city that stands without mark or date must be one that readers know.
KNOWN_CITY: Final = 90_000
# A region's name that is cut short is hardly longer: ``Calif.``, ``Conn.``
ABBREVIATION: Final = 5
# Ethiopian papers set the sign between words for a colon.
_COLONS: Final = frozenset(f"{COLONS}፡")
# Dashes that join no compound words.
LONG: Final = frozenset({"–", "—", "―", "─", "--", "––", "——"})
_WORDS: Final = words_of("towns")
_CITIES: Final = re.compile(r"[/·、]| and ")
_JOINED: Final = re.compile(r"[/,]| - |-")
# How an agency that no profile knows may sign.
_MARK_SHAPE: Final = re.compile(r"[A-Z][A-Za-zÀ-ÿ]{1,11}(?: [A-Z][a-z]{2,12})?")
_TWO_WORDS: Final = re.compile(r"[A-Z][a-z]{2,11} [A-Z][a-z]{2,11}")
_SHORT_CAPITALS: Final = re.compile(r"[A-Z]{2,5}")
_DOMAIN: Final = re.compile(r"[a-z]{2,12}\.[a-z]{2,3}")
_SHORT_MARK: Final = re.compile(r"[a-z]{2,5}(?:[/-][a-z]{2,4})?|[A-Z]{2,5}")
# What stands in brackets behind a name and is nobody's mark: an age, a share's code, a word.
_NO_MARK: Final = re.compile(r"[\W\d_]+|[A-Z]{1,6}\.[A-Z]{1,3}|[a-zß-ÿ]{5,}")
# The rest of a sentence that a dash put in after its first word: ``Florence - the storm of 2018 - cost ...``.
_PAIRED: Final = re.compile(r".{8,90}\S [-–—] [a-zß-ÿ]")
# A match and its result, or a line between two places: ``Roma - Lazio 2-1``, ``Stockholm - Uppsala in an hour``.
_SCORE: Final = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+){0,2} \d{1,2}[-:]\d{1,2}\b")
_OTHER_END: Final = re.compile(r"(?P<place>[A-ZÀ-ÞİА-Я][\w'’-]+(?: [A-ZÀ-ÞА-Я][\w'’-]+)?) [a-zß-ÿа-я]")
# In the scripts of India a hyphen joins two ends of a line without a space.
_INDIAN_WORD: Final = re.compile(r"[\u0900-\u0dff]{2,}")
# A team and its players, or a sentence that takes up the place: ``Lyon: Lopes; Dubois``, ``Leipzig: Hier begann``.
_LISTED: Final = re.compile(
    r"[^.;a-zß-ÿа-я][^.; ]{1,20}(?: [^.;a-zß-ÿа-я][^.; ]{1,20}){0,3}; ?\w|" + alternation(_WORDS["takes_up"]) + " "
)
# A town that the gazetteer is too small for: ``HARTLAND BAY``, and no acronym.
_TOWN: Final = re.compile(r"(?=.{5,30}\Z)[^\W\d_][\w'’-]{2,}\.?(?: [^\W\d_][\w'’-]+\.?){0,2}")
# A German town that the gazetteer is too small for: ``Morsum``, ``Groß Kummerfeld``.
_NAMED_AS_TOWN: Final = re.compile(
    rf"(?:{alternation(_WORDS['before_town'])} )?[A-ZÄÖÜ][a-zäöüß]{{1,14}}{alternation(_WORDS['town_ends'])}"
    r"(?:/[A-ZÄÖÜ][\w-]{2,20}(?: [A-ZÄÖÜ]\w{2,20})?)?"
)

# What heads a line before a colon: who speaks, what is asked, what is listed.
_HEADED: Final = re.compile(r"[\u0900-\u0dff][^\s:]{1,24}(?: [^\s:]{1,24}){0,2} ?:(?: |\Z)")
DIVISION: Final = re.compile(rf" {alternation(_WORDS['divisions'])}\Z")
# A word in capitals and what stands behind a comma.
_REGIONED: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}, [A-ZÀ-Þ]")
# A word in capitals and a full stop: a town, or what heads a piece of a page.
_STOPPED: Final = re.compile(r"[^\W\d_a-zß-ÿ]{3,30}\. ")
# Somebody with what stands in brackets behind the name, and a dash.
_NAMED: Final = re.compile(r"[^().!?]{2,40} \([^()]{2,40}\) ?[-–—]")
# A word or two before a dash.
_DASHED: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,20}(?: [\w'’-]{1,20})? [-–—] ")
_CAPITAL_WORD: Final = r"[^\W\d_a-zß-ÿа-я][\w'’]{1,20}\.?"
# How an agency may be called: ``Norden Online``, ``NORDEN``.
_NAME_SHAPE: Final = re.compile(r"[A-Z][\w'’]{1,14}(?: [A-Z][\w'’]{1,14}){0,2}")
# How a town may be called: ``Velmora``, ``Velmora am See``, ``Qasr al-Nil``.
_TOWN_SHAPE: Final = re.compile(
    rf"{_CAPITAL_WORD}(?:(?: {alternation(_WORDS['in_towns'])}){{0,2}}[ -](?:al-|el-)?{_CAPITAL_WORD}){{0,3}}"
)
# A town by a water: ``Velmora am Main``, ``Velmora nad Moravou``.
_BY_WATER: Final = re.compile(rf"{_CAPITAL_WORD} (?:{alternation(_WORDS['by_water'])}|(?:nad|pod) {_CAPITAL_WORD})")
# What quotes may open with behind a mark.
_OPENING: Final = '«„“" '
# Nothing but letters, the signs on them in the scripts of India counted in.
_ALL_LETTERS: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0780-\u1aff](?<!\d))*")
# Letters with stops: ``U.S``, ``EE.UU``, ``R.I``, whose last stop ends no dateline.
_LETTERS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.){1,3}[^\W\d_]{1,2}")

# A dateline's city, region and date as printed.
Parts = tuple[str | None, str | None, str | None]


class Evidence:
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
    def rule(self) -> str:
        """The id of the evidence that decided."""
        if self.marked:
            return "generic.dateline.marked"
        if self.pointed:
            return POINTED_RULE
        if self.dated:
            return "generic.dateline.dated"
        return "generic.dateline.place" if self._is_place(0) else CAPITALS_RULE

    @property
    def bare_place(self) -> bool:
        """Whether a place and a dash are all there is."""
        return not (self.marked or self.dated or self.region)

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
        if self.known_mark:
            if self.dashed or (self.dated and self.city):
                return True
            alone = early and self.bracketed == "(" and len(self.rest) >= TEXT_BEHIND_MARK
            begun = self.rest.lstrip(_OPENING)[:1].isupper() or (
                self.dated and self.rest[:1].upper() == self.rest[:1].lower()
            )
            shown = begun and (alone or (bool(self.city) and self._is_place(0)))
            return bool(self.dash.strip()) or shown or (alone and self._caseless(said))
        if self.glued and self.dash == "--" and self.bracketed == " ":
            return False
        return self._unknown_mark(early) or (early and self._stranger(said))

    def _caseless(self, said: Said) -> bool:
        """``خورفكان (وام) ارتفع``: in a script without capitals the place must be known, or told to be one."""
        first = self.rest[:1]
        if not first.isalpha() or first.upper() != first.lower() or len(self.city.split()) > 3:
            return False
        return bool(self.city) and (self._is_place(0) or said.as_town(self.city))

    def _stranger(self, said: Said) -> bool:
        """``Velmora (Norden Online) – The``: an unknown town and paper, and the text's first sentence behind them.

        A list of people and their parties has more such lines, and most people have two names.
        """
        shaped = self.of_paper and self.bracketed == "(" and bool(self.dash.strip()) and " " not in self.city
        if not shaped or len(self.rest) < LONG_SENTENCE or not self.rest[0].isupper() or self._sentence_begun():
            return False
        return _NAME_SHAPE.fullmatch(self.agency or "") is not None and said.opens(_NAMED)

    def _unknown_mark(self, early: bool) -> bool:
        """A mark that no profile knows: believed beside a date or a place, or if short, or alone at the start."""
        mark = self.agency or ""
        if self.bracketed == "(" and _NO_MARK.fullmatch(mark):
            return False
        if not self.city:
            capitals = mark.isupper() and len(self.dash.strip()) > 1
            alone = (early or capitals) and self.dashed and self.bracketed == "("
            return alone and _MARK_SHAPE.fullmatch(mark) is not None
        if self.bracketed == "/" and ((early and self.dash.strip()) or self.dated) and self._is_place(0):
            return True
        if not self.dashed:
            return early and self._undashed(mark)
        short = _SHORT_MARK.fullmatch(mark) is not None and len(self.city.split()) <= 3
        placed = self.city.isupper() or short or self._is_place(0)
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
        return shown and self._is_place(0)

    def _dated(self, early: bool) -> bool:
        if self.city.isupper():
            return early or len(self.rest) > 40
        # A list item such as a weather table's line is short and goes on with another dash.
        return early and (not self.rest or len(self.rest) > 40 or self.rest[0].islower()) and " -" not in self.rest[:30]

    def _place_only(self, said: Said) -> bool:
        if self.rest and not (capital(self.rest) or self.rest[0] in "\"“„«'‘`0123456789<[$€£"):
            return False
        if self.city.isupper() and len(self.city) > 2:
            framed = len(self.rest) >= TEXT_BEHIND_TOWN and _TOWN.fullmatch(self.city) is not None and said.framed()
            told = bool(self.dash.strip()) and len(self.rest) >= TEXT_BEHIND_MARK and said.names(self.city)
            if self.glued and self.dash == "--":
                if self.region is None:  # what parts two names as often has no great city first
                    begins = len(self.rest) >= LONG_SENTENCE and not self._sentence_begun()
                    return begins and self._is_place(KNOWN_CITY)
                return self._is_place(0) or self._in_region(said)
            return self._is_place(0) or framed or told or self._in_region(said)
        least = 0 if self.dash.strip() in LONG or said.heads(self.city) else KNOWN_CITY
        if self.rest and (len(self.rest) <= 50 or self._sentence_begun() or (self.glued and not self.region)):
            return False
        placed = self._is_place(least) or is_somewhere(self.city, said.text())
        return placed or self._told_below_furniture(said) or self._small_town(said)

    def _small_town(self, said: Said) -> bool:
        """``Přerov - Více``: a town that few know, with a spaced hyphen, before a text in which something is in it."""
        spaced = self.dash.startswith(" ") and len(self.rest) >= LONG_SENTENCE and self._is_place(0)
        return spaced and said.opens(_DASHED, decked=True) and said.as_place(self.city, known=True)

    def _told_below_furniture(self, said: Said) -> bool:
        """``Velmora - Die``: an unknown town below furniture and before the text, in which something is said to be.

        It must be called a town, stand on a line of its own, or have something in it in a line before, for one may be
        good in physics and write in a network too. A list has more lines that begin so.
        """
        shaped = _TOWN_SHAPE.fullmatch(self.city) is not None and self.dash.startswith(" ") and not self.region
        if not shaped or len(self.rest) < LONG_SENTENCE or not said.framed():
            return False
        # Italian says "of" by the Indonesian word for "in".
        indonesian = " yang " in said.text()
        placed = said.as_place(self.city, known=indonesian, elsewhere=True) and not said.as_noun(self.city)
        told = said.as_town(self.city, elsewhere=True) or said.has_line(self.city)
        told = told or said.as_place(self.city, said.before())
        return placed and told and said.opens(_DASHED)

    def _in_region(self, said: Said) -> bool:
        """``KAWABE, Nagano Prefecture--The``: an unknown town and region before the text's first sentence.

        A list of people has more such lines: ``LINDEN, Mara``.
        """
        if self.region is None or self.dash.strip() not in LONG or _TOWN.fullmatch(self.city) is None:
            return False
        region = DIVISION.search(self.region) is not None or (" " not in self.region and not self.glued)
        return region and len(self.rest) >= LONG_SENTENCE and said.opens(_REGIONED)

    def _pointed(self, said: Said) -> bool:
        """``ISLAMABAD: The``, ``Hamburg. Die``: a known place, and a sentence behind it.

        Before a full stop a name in small letters must be told to be a place, or stand below furniture.
        """
        if len(self.rest) < TEXT_BEHIND_TOWN or self.rest[0].islower() or self._sentence_begun() or self._abbreviated():
            return False
        if self.region and region_named(self.region.split(",")[-1].strip()) is None and not self._two_cities():
            return False
        sure = self.dated or self.city == self.city.upper()
        if not sure and not self.region and said.as_place(self.city, self.rest):
            headed = said.framed() and said.as_place(self.city, said.before()) and self._is_place(0)
            return headed or self._is_place(KNOWN_CITY) or _INDIAN_WORD.match(self.city) is not None
        framed = said.framed()
        told = sure or self.colon or framed or said.heads(self.city) or said.as_place(self.city)
        small = sure or self.region is not None or (framed and said.names(self.city))
        placed = self._is_place(0 if small else KNOWN_CITY) or is_somewhere(self.city, said.text())
        if told and (placed or (framed and self._named_as_town()) or self._heads_text(said)):
            return True
        return framed and not self.colon and not self.region and self._told_town(said)

    def _told_town(self, said: Said) -> bool:
        """``KREMSWALD. Im``: a town that no gazetteer has, below furniture, which other paragraphs speak of as a town.

        What an article makes a noun heads a page's piece: ``KOMMENTAR. Der``.
        """
        if len(self.rest) < LONG_SENTENCE or said.as_noun(self.city) or not said.opens(_STOPPED, decked=True):
            return False
        if self.city.isupper():
            return _TOWN.fullmatch(self.city) is not None and said.as_place(self.city, elsewhere=True)
        if _TOWN_SHAPE.fullmatch(self.city) is None:
            return False
        shaped = said.has_line(self.city) or _BY_WATER.fullmatch(self.city) is not None
        return (shaped and said.as_place(self.city, elsewhere=True)) or said.as_town(self.city, elsewhere=True)

    def _two_cities(self) -> bool:
        """``KOŠICE, PREŠOV. Mestá``: what stands where a region does is a city too."""
        return self.city.isupper() and (self.region or "").isupper() and known_place(self.region or "")

    def _named_as_town(self) -> bool:
        """``Morsum. Eine Herde``: before a sentence a word that ends as the names of German towns do."""
        alone = not self.region and len(self.rest) >= LONG_SENTENCE
        return alone and _NAMED_AS_TOWN.fullmatch(self.city) is not None

    def _heads_text(self, said: Said) -> bool:
        """``लासलगाव : येथील``: a word of a script of India and a spaced colon, the first and only one of the text."""
        spaced = self.colon and self.spaced and not self.region and len(self.rest) >= LONG_SENTENCE
        return spaced and may_be_town(self.city, self.rest) and said.opens(_HEADED)

    def _abbreviated(self) -> bool:
        """Whether the stop is the name's own: ``U.S. District Judge``, ``Calif. Gov.``, ``Washington, D.C. Mayor``."""
        if self.region and (self.city.isupper() or self.bracketed == "("):
            return False
        last = (self.region or self.city).rpartition(",")[2].strip()
        cut_short = not self.colon and len(last) <= ABBREVIATION and not last.isupper() and not cities(last)
        return _LETTERS.fullmatch(last) is not None or (cut_short and region_named(last) is not None)

    def _sentence_begun(self) -> bool:
        """Whether place and dash are a sentence's own: two ends of a line, two teams, or words put in by dashes."""
        other = _OTHER_END.match(self.rest)
        indian = _INDIAN_WORD.match(self.rest) if self.dash == "-" else None
        headed = self.pointed and self.city.isupper()
        between = other is not None and not headed and known_place(other["place"], KNOWN_CITY)
        between = between or (indian is not None and known_place(indian[0]))
        return between or any(pattern.match(self.rest) for pattern in (_PAIRED, _SCORE, _LISTED))

    def _is_place(self, least: int) -> bool:
        if self.region and known_place(self.region.split(",")[-1].strip()):
            return True
        parts = [part.strip() for part in _CITIES.split(self.city)]
        return known_place(parts[0], least) if self.marked else all(known_place(part, least) for part in parts)


def _is_mark(name: str, marks: frozenset[str]) -> bool:
    folded = fold(name)
    if folded in marks or any(word in marks for word in folded.split()):
        return True
    return any(fold(part) in marks for part in _JOINED.split(name))
