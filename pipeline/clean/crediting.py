"""A picture's credit taken apart: who took it, who distributes it, who else holds or gave it.

A credit runs from the picture's origin to its distributor (``Mara Linden/NORD via WESTPIX``), or from the distributor
to the photographer (``NORD/Mara Linden``). What is neither a name nor an agency that is known is a rights holder.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.eastern import Eastern
from pipeline.clean.fold import fold
from pipeline.clean.names import Names, alternatives, capital, joined
from pipeline.clean.profile import Profile, pooled
from pipeline.clean.script import is_eastern
from pipeline.clean.wording import words_of
from pipeline.story import Picture

# A credit is read no farther.
MOST_READ: Final = 300
# A photographer's name has no more words.
MOST_MAKER_WORDS: Final = 5
_BY: Final = (" by", " von", " por", " par", " di")
_VIA: Final = "\0via\0"
_SPLIT: Final = re.compile(
    r"\s?[/／|;·•＝=()\[\]（）—]\s?|(?<=\S)[:：]\s|,\s(?!"
    + alternation(words_of("wording")["company"])
    + r"\b)|\s[-–]\s"
    r"|\s(?=\0via\0)|\s(?:for|on behalf of|on|im Auftrag von|pour|para)\s"
)
_VIA_WORD: Final = re.compile(r"\svia\s", re.IGNORECASE)
_MARKS: Final = re.compile(r"https?://\S+|©|\([cC]\)|[Cc]opyright:?|\b(?:19|20)\d\d\b")
_WORDS: Final = words_of("crediting")
_KIND: Final = re.compile(
    rf"(?<=\w)\s{alternation([*_WORDS['kinds_spaced'], *_WORDS['kinds_of_credit']])}\Z", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"[A-Z]{0,3}\d{2,10}")
# ``U.S. Navy photo by Mara Linden``: whose picture, and who made it.
_OF_HOUSE: Final = re.compile(
    r"(?P<house>\S.{1,50}?) (?i:photo|photograph|image|illustration|graphic) by (?P<maker>[^\W\d_a-zß-ÿ].{2,80})"
)
# What stands between an agency and a name besides the signs that part all credits.
_BESIDE: Final = (" . ", ". ", "-")
# Names in scripts without capitals: of so many letters, in so many words.
_EASTERN_NAME: Final = re.compile(
    r"[\u3400-\u9fff々\u3041-\u3096]{2,5}|[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々]{1,3}|[가-힣]{2,4}"
)
_UNCASED_NAME: Final = re.compile(r"[^\s\d,.:;/|()]{2,16}(?:[ -][^\s\d,.:;/|()]{1,16}){1,3}")
_HOUSES_EAST: Final = tuple(_WORDS["houses_east"][0])
_EDGES: Final = " \t\n.,:：;-–—＝="
_EAST: Final = words_of("people")["east"]
_TAKEN_BY: Final = re.compile(
    rf"(?:(?P<agency>[\u4e00-\u9fff]{{2,6}}{alternation(_EAST['zh_outlets'])})?(?:{alternation(_EAST['zh_engaged'])})?"
    rf"(?:{alternation(_EAST['zh_reporters'])})?[ \u3000:：]*)?"
    r"(?P<name>[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff])[ \u3000]*" + alternation(_EAST["taken"])
)


@dataclass(slots=True)
class _Parts:
    """A credit's parts as printed: organisations in their order, each with whether a profile knows it as an agency."""

    organisations: list[tuple[str, bool]]
    photographer: str | None = None
    photographer_last: bool = False
    via: str | None = None
    given_by: str | None = None


class Crediting:
    """Takes credits apart by the marks, houses and introducing words of the profiles."""

    def __init__(self, profiles: Iterable[Profile], names: Names) -> None:
        profiles = tuple(profiles)
        photo = pooled(profiles, "photo")
        self._names = names
        self._eastern = Eastern(names.marks)
        self._lead = re.compile(
            rf"\s*(?:{alternation({word.lower() for word in (*photo, *_WORDS['leads'])})})"
            r"(?:\s?[:：=＝/／|・.]\s?|\.\.\.|…|\s(?:by|von|por|par|di|de)\s|\s|(?<=[・／/]))",
            re.IGNORECASE,
        )
        self._given = re.compile(rf"\s*(?:{alternatives(_WORDS['given_by'])})\s?[:：=＝]?\s?(?=\S)", re.IGNORECASE)
        self._given_after = tuple(_WORDS["given_after"])
        self._given_beside = frozenset(_WORDS["given_beside"])
        self._ends = (*_WORDS["given_after"], *_WORDS["kinds"])
        self._sources = frozenset(map(fold, pooled(profiles, "source")))
        self._nobody = frozenset((*_WORDS["nobody"], *map(fold, pooled(profiles, "kind"))))
        self._bodies = frozenset(_WORDS["bodies"])
        self._makers = frozenset(_WORDS["makers"])
        # The same few credits stand below most pictures.
        self._known = lru_cache(maxsize=2048)(self._taken_apart)

    def apart(self, picture: Picture) -> Picture:
        """The picture with its credit taken apart; what the payload's metadata said stays."""
        text = picture.credit
        if not text or (picture.photographer and picture.agency):
            return picture
        photographer, agency, holder = self.parts(text)
        return replace(
            picture,
            photographer=picture.photographer or photographer,
            agency=picture.agency or agency,
            rights_holder=picture.rights_holder or holder,
        )

    def parts(self, credit: str) -> tuple[str | None, str | None, str | None]:
        """Photographer, agency, rights holder of a credit."""
        return self._known(credit[:MOST_READ])

    def _taken_apart(self, credit: str) -> tuple[str | None, str | None, str | None]:
        text = " ".join(credit.split())
        if fold(text) in self._nobody:
            return None, None, None
        taken = _TAKEN_BY.search(text)
        if taken:
            return taken["name"], taken["agency"], None
        reporter = self._eastern.byline(text)
        if reporter and reporter[0].title:
            return reporter[0].name, reporter[0].agency, None
        of_house = _OF_HOUSE.fullmatch(text)
        if of_house and not self._lead.match(text):
            return of_house["maker"], None, of_house["house"]
        return self._assigned(self._read(_MARKS.sub(" / ", text)))

    def _read(self, text: str) -> _Parts:
        parts = _Parts([])
        given = self._given.match(text)
        lead = given or self._lead.match(text)
        word = lead[0].strip().casefold() if lead else ""
        text = text[lead.end() :] if lead else text
        raw = _SPLIT.split(_VIA_WORD.sub(f" {_VIA}", text))
        pieces = [piece for each in raw for half in self._halves(each) if (piece := self._piece(half))]
        made = word.strip(_EDGES + "・／/") in self._makers
        for number, piece in enumerate(pieces, 1):
            surely = number == 1 and (word.endswith(_BY) or (made and _is_maker(piece)))
            self._sort(parts, piece, last=number == len(pieces), surely=surely)
        if given or word.strip(_EDGES) in self._sources or any(self._is_given(each) for each in raw):
            self._give(parts)
        return parts

    def _halves(self, piece: str) -> Sequence[str]:
        """A part, or two where an agency stands beside a name without a stroke: ``Mara Linden-Nord Images``."""
        for sign in _BESIDE if not self._names.agency(piece.strip(_EDGES)) else ():
            first, found, second = piece.partition(sign)
            if found and (self._names.agency(first.strip()) or self._names.agency(second.strip(_EDGES))):
                return first, second
            first, found, second = piece.rpartition(sign)
            if found and self._names.agency(second.strip(_EDGES)):
                return first, second
        return (piece,)

    def _is_given(self, piece: str) -> bool:
        """Whether a part says that its neighbour, or what stands before the word, gave the picture out."""
        bare = piece.removeprefix(_VIA).strip(_EDGES)
        return bare.casefold() in self._given_beside or bare.endswith(self._given_after)

    @staticmethod
    def _give(parts: _Parts) -> None:
        """Who gave the picture out: the first that is no agency, else the name that looked like a photographer's."""
        giver = next((name for name, known in parts.organisations if not known), None)
        if giver:
            parts.organisations.remove((giver, False))
        else:
            giver, parts.photographer = parts.photographer, None
        parts.given_by = giver

    def _piece(self, piece: str) -> str:
        """A part without what names nobody; empty where nothing is left."""
        via = piece.startswith(_VIA)
        bare = piece.removeprefix(_VIA).strip(_EDGES).removeprefix("the ").strip("_")
        for end in self._ends:
            bare = bare.removesuffix(end).strip()
        if not self._names.agency(bare):
            bare = self._lead.sub("", bare, count=1) if self._lead.match(bare) else bare
            stem = _KIND.sub("", bare)
            bare = stem if self._names.agency(stem) or stem.isupper() else bare
        if not bare or fold(bare) in self._nobody or _NUMBER.fullmatch(bare):
            return ""
        return _VIA + bare if via else bare

    def _sort(self, parts: _Parts, piece: str, *, last: bool, surely: bool) -> None:
        if piece.startswith(_VIA):
            parts.via = piece.removeprefix(_VIA)
        elif self._names.agency(piece):
            parts.organisations.append((piece, True))
        elif parts.photographer is None and (self._person(piece) or (surely and capital(piece))):
            parts.photographer, parts.photographer_last = piece, last and bool(parts.organisations)
        elif capital(piece):
            parts.organisations.append((piece, False))

    def _person(self, piece: str) -> bool:
        several = joined(piece)
        if len(several) > 1:
            return all(self._person(name) for name in several)
        words = piece.split()
        if piece.lower() == piece.upper() or not 2 <= len(words) <= MOST_MAKER_WORDS:
            return False
        return self._names.name(piece, places=True) and not any(word.casefold() in self._bodies for word in words)

    @staticmethod
    def _assigned(parts: _Parts) -> tuple[str | None, str | None, str | None]:
        named = [name for name, _ in parts.organisations]
        known = [name for name, is_known in parts.organisations if is_known]
        if not known and not parts.given_by and (parts.photographer or (len(named) == 1 and named[0].isupper())):
            known = named
        if parts.via:
            agency: str | None = parts.via
        else:
            agency = (known[0] if parts.photographer_last else known[-1]) if known else None
        rest = dict.fromkeys(name for name in named if agency is None or fold(name) != fold(agency))
        return parts.photographer, agency, parts.given_by or "/".join(rest) or None


def _is_maker(piece: str) -> bool:
    """Whether what stands behind a word for who made a picture is a name in a script without capitals, and no house."""
    if piece.lower() != piece.upper() or any(word in _WORDS["houses_abroad"] for word in piece.split()):
        return False
    if is_eastern(piece):
        return _EASTERN_NAME.fullmatch(piece) is not None and not any(sign in piece for sign in _HOUSES_EAST)
    return _UNCASED_NAME.fullmatch(piece) is not None
