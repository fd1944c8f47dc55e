"""Contributors: the people of bylines, sign-offs and metadata, each with role, title, agency, place and address.

A line is cut at the words that open a list of names (``Reporting by``, ``redigiert von``), each list at its commas and
conjunctions; what is no name is a title, an agency or a place of the people before it, or nothing. The words stand in
``people.toml``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.clean.eastern import Eastern
from pipeline.clean.group import EDGES, Group
from pipeline.clean.labels import Labels
from pipeline.clean.names import EMAIL, Names, alternatives, without_by
from pipeline.clean.wording import words_of
from pipeline.story import Contributor, Furniture, Kind, Note, ParsedStory

# A byline or sign-off is no longer; what is, is cut.
LONGEST_SIGNED: Final = 1500
MOST_PEOPLE: Final = 60
_SIGNOFF: Final = Kind.SIGNOFF
_SIGNED: Final = (Kind.BYLINE, _SIGNOFF)
AUTHOR, CONTRIBUTOR = "author", "contributor"
_STOP: Final = re.compile(r"\.(?<=[^\W\d_]{3}\.)(?:\s+(?=[^\W\d_])|\s*\Z)|[)）\]】](?=\s|\Z)|\n(?=[-•*] )")
_INITIALS: Final = re.compile(r"[a-z]{2,5}(?:[/-][a-z]{2,5}){1,7}|[a-z]{1,4}")
_SIGNATURE: Final = re.compile(r"(?P<mark>[\w-]{2,12})[ /](?P<rest>[a-zA-Z]{1,4}(?:[ /-][a-zA-Z]{1,4}){0,8})")
_SENTENCES: Final = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s+")
_PARTS: Final = re.compile(r"[ /-]")
_URL: Final = re.compile(r"https?://\S+")
# A line of a note that goes on with the list of the line before it.
_CONTINUED: Final = re.compile(r"\n\s*(?=(?:and|und|,)\s)|(?<=,)\s*\n|(?<=\s(?:and|und))\s*\n")
_OPENER: Final = re.compile(r"[-–—(（]")
_TITLE_NOTE: Final = "byline-title"
# What splits a list, joining words kept: it begins with a sign or a space, which is soon found.
_SIGNS: Final = ",;/|•،、؛"
_AFTER_SIGN: Final = r"\s*(?:and\s|und\s|y\s|et\s|e\s)?"


class People:
    """Reads contributors by what ``names`` knows and the words of ``people.toml``."""

    def __init__(self, names: Names) -> None:
        words = words_of("people")
        self._names = names
        self._eastern = Eastern(self._names.marks)
        joining = alternatives([*words["and"], *words["and_or_at"]])
        self._joining = re.compile(rf"(?:{joining})", re.IGNORECASE)
        self._split, self._split_signed = _splitting(joining), _splitting(alternatives(words["and"]))
        self._asides = re.compile(alternatives(words["asides"]))
        self._of_agency = re.compile(rf"(?P<name>.+?)\s(?:{alternatives(words['of_agency'])})\Z", re.IGNORECASE)
        self._sure_places = frozenset(words["at_place"])
        self._signed_places = self._sure_places | frozenset(words["and_or_at"])
        self._labels = Labels(words["roles"])
        after = [(role, pattern) for role, patterns in words["after"].items() for pattern in patterns]
        self._after = tuple((role, re.compile(rf"\s(?:{pattern})\b", re.IGNORECASE)) for role, pattern in after)
        self._any_after = re.compile(rf"\s(?:{'|'.join(pattern for _, pattern in after)})\b", re.IGNORECASE)
        self._no_initials = frozenset(words["no_initials"])

    def of(self, story: ParsedStory, furniture: Sequence[Furniture]) -> tuple[Contributor, ...]:
        """All contributors of a story, each person and role once: metadata, bylines, sign-offs, notes."""
        signed = [piece for piece in furniture if piece.kind in _SIGNED]
        if not (signed or story.byline or story.contributors or story.notes):
            return ()
        found = [*story.contributors, *self._declared(story)]
        for piece in signed[:MOST_PEOPLE]:
            if piece.kind is _SIGNOFF:
                found += self._signed(piece.text, found)
            elif self._titles_alone(piece.text, found):
                found = self._titled(found, _plain(piece.text))
            else:
                found += self.byline(piece.text)
        for note in story.notes[:MOST_PEOPLE]:
            found += self._noted(note)
        return merged(found[:MOST_PEOPLE])

    def byline(self, text: str) -> list[Contributor]:
        """The authors that a byline names.

        Raises nothing: a byline that names no person gives an empty list.
        """
        text = text[:LONGEST_SIGNED]
        eastern = self._eastern.byline(text)
        if eastern is not None:
            return eastern
        rest = without_by(text)
        if text.startswith(("(", "（")):
            rest = _sentence(rest)
        label = next(self._labels.find(rest), None)
        if label:
            before = self._people(rest[: label.start], AUTHOR) if label.start else []
            return [*before, *self.signoff(rest[label.start :])]
        return self._people(rest, AUTHOR, self._split, lower=rest.islower())

    def signoff(self, text: str) -> list[Contributor]:
        """The people that a sign-off names, each in the role that the words before or after the names give."""
        text = text[:LONGEST_SIGNED]
        eastern = self._eastern.signoff(text)
        if eastern is not None:
            return eastern
        labels = list(self._labels.find(text))
        if not labels or text[: labels[0].start].strip(EDGES):
            contributed = self._contributed(text)
            if contributed or not labels:
                return contributed or self._initials(text)
        found: list[Contributor] = []
        if labels[0].start and _OPENER.match(text):
            found += self._people(text[: labels[0].start], AUTHOR)
        for number, label in enumerate(labels, 1):
            end = labels[number].start if number < len(labels) else len(text)
            found += self._people(_sentence(text[label.end : end]), label.role)
        return found

    def _signed(self, text: str, known: Sequence[Contributor]) -> list[Contributor]:
        """A sign-off's people; an address alone belongs to the one author there is."""
        address = EMAIL.fullmatch(text.strip())
        if address is None:
            return self.signoff(text)
        authors = [person for person in known if person.role == AUTHOR]
        return [replace(authors[0], email=address["address"])] if len({a.name for a in authors}) == 1 else []

    def _declared(self, story: ParsedStory) -> Iterator[Contributor]:
        if story.byline:
            people = self.byline(story.byline)
            for note in story.notes:
                if note.role == _TITLE_NOTE:
                    people = self._titled(people, note.text)
            yield from people

    def _noted(self, note: Note) -> Iterator[Contributor]:
        """The people of a note that lists them by role; addresses of one not for publication are left out."""
        for line in _CONTINUED.sub(" ", note.text[:LONGEST_SIGNED]).splitlines():
            bare = line.lstrip(" -•*")
            label = next(self._labels.find(bare), None)
            if label and label.start == 0 and label.colon:
                for person in self.signoff(bare):
                    yield person if note.public else replace(person, email=None)

    def _titles_alone(self, text: str, known: Sequence[Contributor]) -> bool:
        plain = _plain(text)
        return bool(known) and without_by(text) == text and (self._names.title(plain) or self._names.agency(plain))

    def _titled(self, people: Sequence[Contributor], title: str) -> list[Contributor]:
        """The people, the authors with the title or agency of the line below their names."""
        if self._names.title(title):
            job: str | None = title
            agency = self._names.agency_of(title)
        elif self._names.organisation(title):
            job, agency = None, title
        else:
            return list(people)
        return [replace(p, title=p.title or job, agency=p.agency or agency) if p.role == AUTHOR else p for p in people]

    def _contributed(self, text: str) -> list[Contributor]:
        """``X in Oslo contributed to this report``: the names stand before the words."""
        found: list[Contributor] = []
        for sentence in _SENTENCES.split(text) if self._any_after.search(text) else ():
            for role, pattern in self._after:
                match = pattern.search(sentence)
                if match:
                    found += self._people(sentence[: match.start()] + sentence[match.end() :], role)
                    break
        return found

    def _initials(self, text: str) -> list[Contributor]:
        """``ab/cd/efg``, ``(kl-mn)``, ``nord ab cde``: each initials a contributor, the agency's mark aside."""
        bare = _plain(text)
        if len(bare) > 40 or not bare:
            return []
        agency, rest = None, bare
        signature = _SIGNATURE.fullmatch(bare)
        if signature and self._names.agency(signature["mark"]):
            agency, rest = signature["mark"], signature["rest"]
        elif not (_INITIALS.fullmatch(bare) and (len(bare) > 4 or text.strip().startswith("("))):
            return []
        initials = [part for part in _PARTS.split(rest) if part]
        if any(part in self._no_initials for part in initials):
            return []
        return [Contributor(part, CONTRIBUTOR, agency=agency) for part in initials if not self._names.agency(part)]

    def _people(
        self, text: str, role: str, split: re.Pattern[str] | None = None, *, lower: bool = False
    ) -> list[Contributor]:
        """The people of a list of names, cut as sign-offs are unless ``split`` says otherwise."""
        sure = self._sure_places if split else self._signed_places
        group = Group(self._names, sure, self._of_agency, lower=lower, full=split is not None)
        text = _URL.sub("", self._asides.sub("", text.replace("\xa0", " "))).strip(EDGES)
        pieces = (split or self._split_signed).split(text)
        joiner = ""
        for number, piece in enumerate(pieces[:400]):
            if number % 2:
                joiner = piece.strip(" ,;").casefold()
            else:
                group.take(piece, joined=bool(joiner) and self._joining.fullmatch(joiner) is not None, joiner=joiner)
        return [Contributor(p.name, role, p.title, p.agency, p.place, p.email) for p in group.people]


def _splitting(joining: str) -> re.Pattern[str]:
    """What divides a list of names: a sign with the space round it, a dash or one of the joining words in spaces."""
    spaced = rf"\s*[{_SIGNS}]{_AFTER_SIGN}|[-–—]\s|\s*&\s*|(?:{joining})\s"
    behind = rf"(?<=\s)(?:{spaced})|(?<=[{_SIGNS}]){_AFTER_SIGN}|(?<=&)\s*"
    return re.compile(rf"([\s&{_SIGNS}](?:{behind}))", re.IGNORECASE)


def merged(people: Iterable[Contributor]) -> tuple[Contributor, ...]:
    """Each person once in each role, with all that is known of them; a surname alone is who bears it in full.

    >>> merged([Contributor("MARA LINDEN", "author"), Contributor("Mara Linden", "author", agency="NORD")])
    (Contributor(name='Mara Linden', role='author', title=None, agency='NORD', place=None, email=None),)
    """
    found: dict[tuple[str, str], Contributor] = {}
    full: dict[str, str] = {}
    for person in people:
        name = person.name if " " in person.name else full.get(person.name.casefold(), person.name)
        if " " in name:
            full.setdefault(name.split()[-1].casefold(), name)
        key = (" ".join(name.casefold().split()), person.role)
        found[key] = _joined(found[key], person) if key in found else _renamed(person, name)
    return tuple(found.values())


def _renamed(person: Contributor, name: str) -> Contributor:
    return person if person.name == name else replace(person, name=name)


def _joined(known: Contributor, person: Contributor) -> Contributor:
    mixed = known.name.isupper() and not person.name.isupper() and " " in person.name
    return Contributor(
        person.name if mixed else known.name,
        known.role,
        known.title or person.title,
        known.agency or person.agency,
        known.place or person.place,
        known.email or person.email,
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(EDGES)


def _sentence(text: str) -> str:
    """A list of names up to its full stop or to the bracket that closes it; the stop of an initial is none."""
    for match in _STOP.finditer(text):
        before = text[: match.start()]
        if match[0][0] not in ")）" or before.count("(") + before.count("（") <= before.count(")") + before.count("）"):
            return before
    return text
