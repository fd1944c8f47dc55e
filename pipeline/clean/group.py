"""One list of people, read piece by piece: a name, or what is said of the names before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.names import EMAIL, PHONE, Names, capital, known_region

EDGES: Final = " \t\n^=<>*•()[]（）【】.。;|_—–-"
# A name with its agency has no more words.
MOST_WORDS: Final = 12
_PAREN: Final = re.compile(r"\s*[(（](?P<inside>[^()（）]{1,60})[)）]?\s*")
_CAPITALS_AFTER: Final = re.compile(
    r"(?P<name>[^,]{3,60}[a-zß-ÿ][\w.'’-]{0,20})\s(?P<agency>[A-Z]{2,12}(?:\s[A-Z]{2,12}){0,3})"
)


# An account, and when the story was changed.
_REMARKS: Final = re.compile(r"(?:\A| )@[\w.]{2,30}|(?:\A| )(?:[Uu]pdated|UPDATED|[Pp]ublished|[Pp]osted) .{2,40}\Z")
# For whom somebody wrote: ``Mara Linden for The Holm Post``, ``Special to The Post``, ``Mara Linden The Holm Post``.
_FOR: Final = re.compile(
    r"(?:(?P<name>(?![Ss]pecial )\S+ .{2,40}?),? )?"
    r"(?:[Ss]pecial to (?=[A-Zt])|(?:[Ff]or|of) (?=[Tt]he )|(?:pour|especial para) (?=[LEle][aelo] )|(?=The ))"
    r"(?P<agency>(?:[Tt]he |[LEle][aelo] )?[A-ZÀ-Þ][\w.&]{1,20}(?: [A-ZÀ-Þ][\w.&]{1,20}){0,3})"
)


@dataclass(slots=True)
class Person:
    """Somebody of a list, as far as it has been read; ``joined`` where an ``and`` stands before the name."""

    name: str
    joined: bool
    title: str | None = None
    agency: str | None = None
    place: str | None = None
    email: str | None = None


class Group:
    """The people of one list, filled piece by piece."""

    def __init__(
        self, names: Names, sure_places: frozenset[str], of_agency: re.Pattern[str], *, lower: bool, full: bool
    ) -> None:
        """An empty list; ``lower`` where names stand in small letters, ``full`` where all are of several words."""
        self.people: list[Person] = []
        self._names = names
        self._sure = sure_places
        self._of_agency = of_agency
        self._lower, self._full = lower, full
        self._placed = 0
        self._after_place = False
        # What a title in the plural or an owner says of all who follow: "NORD writers X and Y", "NORD's X and Y".
        self._carried: tuple[str | None, str | None] = None, None

    def take(self, piece: str, *, joined: bool, joiner: str) -> None:
        """Add a piece: a person, or what it says of those before it."""
        piece = self._addresses(piece)
        inside = _PAREN.search(piece) if "(" in piece or "（" in piece else None
        if inside and not self._names.title(piece):
            piece = f"{piece[: inside.start()]} {piece[inside.end() :]}"
        piece = _REMARKS.sub("", " ".join(piece.strip(EDGES).split())).strip(EDGES)
        if piece:
            self._piece(piece, joined, joiner)
        if inside:
            self._aside(inside["inside"].strip())

    def _addresses(self, piece: str) -> str:
        """What is left of a piece when its addresses are given to the people before them."""
        position = 0
        for match in EMAIL.finditer(piece) if "@" in piece else ():
            before = PHONE.sub("", piece[position : match.start()]).strip(EDGES + ",")
            before = before.removesuffix(" at").removeprefix("at ").strip()
            if before and before != "at":
                self._piece(before, joined=False, joiner="")
            if self.people and self.people[-1].email is None:
                self.people[-1].email = match["address"]
            position = match.end()
        return PHONE.sub("", piece[position:])

    def _piece(self, piece: str, joined: bool, joiner: str) -> None:
        names, known = self._names, self._names.agency(piece)
        if self._after_place and not joined and known_region(piece):
            self._extend_place(piece, joiner)
        elif (signed := self._capitals_after(piece)) is not None:
            self._named(signed[0], joined)
            self._describe(agency=signed[1])
        elif not known and (self._for_whom(piece, joined) or self._before_job(piece, joined)):
            return
        elif not known and (beside := self._agency_beside(piece)) is not None:
            named = self._named(beside[1], joined)
            self._describe(title=None if named else beside[1], agency=beside[0])
        elif known or names.ends_as_organisation(piece):
            self._describe(agency=piece)
        elif names.title(piece):
            self._describe(title=piece, agency=names.agency_of(piece))
        elif " " not in piece and names.place(piece):
            self._place(piece)
        elif not self._located(piece, joined):
            self._named(piece, joined)

    def _for_whom(self, piece: str, joined: bool) -> bool:
        """``Mara Linden for The Holm Post``, and the same behind a name."""
        match = _FOR.fullmatch(piece)
        if match is None or not (match["name"] or self.people) or self._names.name(piece):
            return False
        if match["name"] and not self._named(match["name"], joined):
            return False
        if self._names.place(match["agency"]):
            self._place(match["agency"])
        else:
            self._describe(agency=match["agency"])
        return True

    def _before_job(self, piece: str, joined: bool) -> bool:
        """``Mara Linden Political Editor``: a name of two words, with small ones between, and the job behind it."""
        words = piece.split()
        size = 2 + sum(word.casefold() in self._names.particles for word in words[1:3])
        title = " ".join(words[size:])
        if not title or not self._names.title(title) or not self._names.begins_job(words[size]):
            return False
        if self._names.begins_job(words[0]) or not self._named(" ".join(words[:size]), joined):
            return False
        self._describe(title=title, agency=self._names.agency_of(title))
        return True

    def _located(self, piece: str, joined: bool) -> bool:
        match = self._names.located(piece)
        if match is None or not capital(match["place"]):
            return False
        place = match["place"]
        if not match["who"] and self._place_first(place.split()):
            return True
        if match["word"].casefold() not in self._sure and not self._names.place(place):
            return False
        if match["who"] and not self._named(match["who"], joined):
            return False
        self._place(place)
        return True

    def _place_first(self, words: Sequence[str]) -> bool:
        """``a Roma Carla Neri``: the place before the name."""
        for size in range(len(words) - 2, 0, -1):
            if self._names.place(" ".join(words[:size])) and self._named(" ".join(words[size:]), joined=False):
                self._place(" ".join(words[:size]))
                return True
        return False

    def _named(self, piece: str, joined: bool) -> bool:
        agency, piece = self._names.owner(piece)
        title = None
        titled = self._names.titled(piece)
        if titled:
            title, piece = titled
            agency = agency or self._names.agency_of(title)
        if not self._names.name(piece, lower=self._lower):
            return False
        # A word behind a full name is a place or a paper that nobody knows.
        if self._full and not joined and " " not in piece and any(" " in person.name for person in self.people):
            return False
        if (title or agency) and (title is None or title.endswith("s")):
            self._carried = title, agency
        self.people.append(Person(piece, joined, title or self._carried[0], agency or self._carried[1]))
        self._after_place = False
        return True

    def _capitals_after(self, piece: str) -> tuple[str, str] | None:
        """``Mara Linden EASTERN TIMES``: a name and its newspaper."""
        match = _CAPITALS_AFTER.fullmatch(piece) if piece[-1].isupper() else None
        if match is None or " " not in match["name"] or not self._names.name(match["name"]):
            return None
        # One word alone may be a surname: "Jean Paul DUPONT".
        sure = " " in match["agency"] or self._names.agency(match["agency"])
        return (match["name"], match["agency"]) if sure else None

    def _agency_beside(self, piece: str) -> tuple[str, str] | None:
        """``Nord Mara Linden``, ``Mara Linden of Nord``: agency and name where the agency is known."""
        words = piece.split()
        if not self._names.may_hold_agency(words):
            return None
        for size in range(1, len(words) if len(words) <= MOST_WORDS else 0):
            before, after = " ".join(words[:size]), " ".join(words[size:])
            if self._names.agency(after):
                of = self._of_agency.fullmatch(before)
                name = of["name"] if of else before
                job = of is not None and self._names.title(name)
                if job or self._names.name(name) or before.casefold() in self._names.no_names:
                    return after, name
            if size < len(words) - 1 and self._names.agency(before) and self._names.name(after):
                return before, after
        return None

    def _place(self, place: str) -> None:
        """The place of the last person, and of those that an ``and`` joins to him."""
        last = self.people[-1:] or []
        several = bool(last) and last[0].joined
        for person in self.people[self._placed :] if several else last:
            person.place = person.place or place
        self._placed = len(self.people)
        self._after_place = True

    def _extend_place(self, region: str, joiner: str) -> None:
        before = self.people[-1].place if self.people else None
        for person in self.people:
            if before and person.place == before:
                person.place = f"{before}{joiner or ','} {region}"

    def _describe(self, *, title: str | None = None, agency: str | None = None) -> None:
        for person in self.people:
            person.title = person.title or title
            person.agency = person.agency or agency

    def _aside(self, inside: str) -> None:
        """What stands in brackets behind a name."""
        if not self.people:
            return
        if self._names.agency(inside):
            self.people[-1].agency = self.people[-1].agency or inside
        elif self._names.place(inside.partition("/")[0]):
            self.people[-1].place = self.people[-1].place or inside
