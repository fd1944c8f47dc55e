"""A credit by its words: those for pictures, of agencies and other holders, and the names that stand beside them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.beginning import MOST_KEPT, can_begin
from pipeline.clean.fold import fold
from pipeline.clean.names import COLONS, HOUSE_WORD, NAME_NEXT, NAME_PARTICLE, NAME_WORD, PLAIN_HOUSE, PLAIN_HOUSE_NEXT
from pipeline.clean.profile import Profile, pooled
from pipeline.clean.script import is_eastern
from pipeline.clean.wording import words_of

# A credit is no longer.
LONGEST_CREDIT: Final = 120
# A list of names is no credit beyond so many parts.
MOST_PARTS: Final = 5
# A credit behind a word for pictures has hardly more words.
FEW_WORDS: Final = 5
_SIGN: Final = r"[/|·•,;＝=+&()\[\]（）©]"
# What parts its names.
SEPARATOR: Final = re.compile(
    rf" (?:{_SIGN} ?|(?:[-–—]|via|for|on|su|and|und|et|y|on behalf of|by|von|par|por) )|{_SIGN} ?|: ?"
)
_CREDITING: Final = words_of("crediting")
_KINDS: Final = frozenset(_CREDITING["kinds_telling"])
_BEFORE_KIND: Final = re.compile(rf" {alternation(_CREDITING['before_kind'])}\Z")
_PARTICLES: Final = frozenset(_CREDITING["particles"])
# A Chinese, Japanese or Korean name is no longer.
NAME_EAST: Final = 4
_LISTS: Final = ("photo", "house", "holder", "aside", "outlet", "kind", "source", "giver", "office")
# What stands round it.
STRIP: Final = " .|()[]（）【】<>"
# Names are written without these letters and marks; sentences are not.
_JAPANESE_GRAMMAR: Final = re.compile(r"[\u3041-\u3096、。「」]")
# One word in small letters, which says of a picture whether there is one or how it is: ``Photo: none``.
_SMALL: Final = re.compile(r"[a-zß-ÿ]{4,11}")
# Signs of copyright that stand for ``©``; the brackets of the first, which a list's third item has as well, would be
# stripped off: a year, two words of a name or another script stand behind it.
_BRACKETED_C: Final = re.compile(
    r"\A(?:[(（][cCｃＣ][)）](?= ?(?:\d{4}|[A-ZÀ-Þ][\w.’'-]* ?[/A-ZÀ-Þ]|[^\x00-\u2e7f]))|[ⓒⒸ])"
)
_HAS_LETTER: Final = re.compile(r"[^\W\d_]")
_FIGURE: Final = re.compile(r"\d(?<!\d\d)\d{0,2}(?!\d)")
_GIVER: Final = re.compile(rf"{PLAIN_HOUSE}(?: (?:{PLAIN_HOUSE_NEXT}|of|the|and|for|&|via)){{0,7}}")
# Small words of places: ``Ayuntamiento de Torrel``.
_OF_PLACE: Final = "de|del|de la|de los|di|da|do|du|des|della|la|le|les|of|von|im|in|am|w|van|v"
# The initials of who edited a picture, behind its sender and its photographer.
_EDITOR: Final = re.compile(r"/[a-z]{2,4}\Z")
# ``Mara Linden for The``: who worked, before the paper's name; one word alone is in capitals, for ``Record`` is none.
_PERSON_FOR: Final = (
    rf"{NAME_WORD}(?: (?:{NAME_NEXT}|{NAME_PARTICLE}|al)){{1,3}} for "
    rf"(?:(?:[Tt]he |{PLAIN_HOUSE} )(?:{PLAIN_HOUSE} ){{0,3}}|(?=[A-Z]{{2}}))"
)


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Tells how surely a text is a credit, by the words of all profiles: marks, houses, what introduces a credit."""

    names: frozenset[str]
    printed: frozenset[str]
    weak: frozenset[str]
    kinds: frozenset[str]
    sources: frozenset[str]
    photo: frozenset[str]
    asides: frozenset[str]
    givers: tuple[str, ...]
    office: re.Pattern[str]
    outlets: frozenset[str]
    assigned: re.Pattern[str]
    lead: re.Pattern[str]
    lead_begins: Callable[[str], bool]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "CreditWords":
        """Built of the marks and vocabularies of the profiles."""
        profiles = tuple(profiles)
        marks = [mark for profile in profiles for mark in profile.marks]
        words = {name: pooled(profiles, name) for name in _LISTS}
        # A word of several, or cut short by a full stop, needs no colon: ``Fot. Mara Linden``.
        single = alternation(word for word in words["photo"] if " " not in word and word[-1] != ".")
        double = alternation(word for word in words["photo"] if " " in word or word[-1] == ".")
        lead = rf"(?:(?:{double}) ?[{COLONS}/]? ?|(?:{single}) ?(?:[{COLONS}/=＝|]|\.\.\.|…) ?|(?:©|\([cC]\)) ?)"
        return cls(
            names=frozenset(fold(name) for name in (*marks, *words["house"])),
            printed=frozenset((*marks, *words["house"])),
            weak=frozenset(fold(name) for name in words["holder"]),
            kinds=frozenset(fold(word) for word in words["kind"]),
            sources=frozenset(fold(word) for word in words["source"]),
            photo=frozenset(fold(word) for word in words["photo"]),
            asides=frozenset(fold(word) for word in words["aside"]),
            givers=tuple(f" {word}" for word in words["giver"]),
            office=re.compile(rf"(?:{alternation(words['office'])})(?: (?:{HOUSE_WORD}|{_OF_PLACE})){{1,5}}"),
            outlets=frozenset(map(fold, words["outlet"])),
            assigned=re.compile(rf"{_PERSON_FOR}(?:{alternation(words['outlet'])})"),
            lead=re.compile(lead),
            lead_begins=lru_cache(maxsize=MOST_KEPT)(can_begin(lead)),
        )

    def strength(self, text: str) -> int:
        """How surely the text is a credit: 2 by its words, 1 by its shape only, 0 not at all."""
        text = _BRACKETED_C.sub("©", text).strip(STRIP)
        if self.is_kind(text) or (" for " in text and self.assigned.fullmatch(text)):
            return 2
        return self._strength(text) if 2 <= len(text) <= LONGEST_CREDIT else 0

    def _strength(self, text: str) -> int:
        lead = self.lead.match(text) if self.lead_begins(text[0]) else None
        rest = (text[lead.end() :].lstrip() if lead else text).removeprefix("The ")
        # Without a word for pictures, figures belong to a list and a full stop to a sentence.
        plain = not lead and "/" not in rest and "|" not in rest and " via " not in rest
        if (plain and (rest.count(" ") > 4 or _FIGURE.search(rest))) or not any(map(str.isalpha, rest)):
            return 0
        # Whoever let it be used or passed it on stands as a house does: ``Image by Ann Lee, courtesy of Holm Museum``.
        rest = rest.replace(", courtesy of ", "/").replace(", via ", "/") if lead else rest
        parts = [part.strip() for part in SEPARATOR.split(rest) if part.strip(" .'\"") and not part.isspace()]
        if len(parts) > 2 and _EDITOR.search(rest):
            parts.pop()
        if not parts or (not lead and len(parts) > MOST_PARTS) or not self._names(parts, lead):
            return 0
        if lead or any(self.holds(part) or _holder_photo(part, self.names) for part in parts):
            return 2
        strangers = [part for part in parts if fold(part) not in self.weak and fold(part) not in self.photo]
        if len(parts) > len(strangers) > 0 and any(fold(part) in self.weak for part in parts):
            return 2
        if len(parts) > len(strangers) == 1 and strangers[0] == parts[0] and self._tells(strangers[0], rest):
            return 2
        # Figures beside a stroke are a file's or a minute: ``Case 9 Ds 311/26``, ``Linden (71./foul)``.
        named = len(strangers) > 1 and all(map(_HAS_LETTER.search, strangers)) and parts[-1].upper() != "OR"
        return int(named and ("/" in rest or " via " in rest))

    @staticmethod
    def _tells(name: str, rest: str) -> bool:
        """Whether words for pictures behind a stroke tell of a name: ``Mara Linden / Foto``, not ``Sport / Foto``."""
        return ("/" in rest or "|" in rest) and (" " in name or (len(name) <= NAME_EAST and is_eastern(name)))

    def _names(self, parts: Sequence[str], lead: re.Match[str] | None) -> bool:
        """Whether all parts are written as names; few words after ``Photo:``, ``Fot.`` or ``©`` pass in any case."""
        sign = lead[0].rstrip()[-1:] if lead and sum(len(part.split()) for part in parts) <= FEW_WORDS else ""
        if sign and sign in f"{COLONS}©.":
            return self._few_words(parts, sign)
        return all(
            _nameish(part, lead is not None) or _holder_photo(part, self.names) or self._listed(fold(part))
            for part in parts
        )

    def _few_words(self, parts: Sequence[str], sign: str) -> bool:
        """Whether few words are a credit behind that sign: with a capital, or one alone as in ``Fot. czytelnik``."""
        if sign == "." and len(parts) == 1 and " " not in parts[0]:
            return True
        if sign not in COLONS and all(part.islower() for part in parts):
            return False
        return any(_SMALL.fullmatch(part) is None or self.known(part) for part in parts)

    def _listed(self, folded: str) -> bool:
        return folded in self.names or folded in self.weak or folded in self.kinds

    def known(self, part: str) -> bool:
        """Whether a part stands in credits also in small letters: an agency's mark, ``privat``, ``handout``."""
        folded = fold(part)
        return self._listed(folded) or folded in self.photo

    def holds(self, part: str) -> bool:
        """Whether the part is a known holder's name, in a case that it is written in: ``ePA`` is not ``EPA``."""
        if fold(part) not in self.names:
            return False
        return part in self.printed or " " in part or part.isupper() or part.islower() or part.istitle()

    def of_giver(self, text: str) -> bool:
        """Whether the text names an office or a network that gives pictures away: ``Port Alder Police Department``."""
        named = _GIVER.fullmatch(text) is not None
        return named and f" {fold(text.replace('’', chr(39)))}".endswith(self.givers)

    def of_office(self, text: str) -> bool:
        """Whether the text names an office whose kind stands before its place: ``Kantonspolizei Torrel``."""
        return self.office.fullmatch(text) is not None and text.rpartition(" ")[2][0].isupper()

    def of_house(self, part: str) -> bool:
        """Whether the part is a known house's name, or ends as papers' names do: ``The Northern Star``."""
        return self._listed(fold(part)) or (" " in part and fold(part.rpartition(" ")[2]) in self.outlets)

    def is_kind(self, text: str) -> bool:
        """Whether the text is nothing but a word for the kind of a picture: ``(Symbolbild)``."""
        return fold(text.strip(STRIP)) in self.kinds

    def of_source(self, text: str) -> bool:
        """Whether the text names a source, which may be the text's own: ``Quelle: dpa``."""
        word, sign, _ = text.replace("：", ":").replace("=", ":").partition(":")
        return bool(sign) and fold(word.strip(STRIP)) in self.sources

    def of_stranger(self, text: str) -> bool:
        """Whether the text names a source that is no agency: a table's, of which the line before is part."""
        return self.of_source(text) and fold(text.replace("：", ":").partition(":")[2].strip(STRIP)) not in self.names

    def labelled(self, text: str) -> bool:
        """Whether the text begins with a word for pictures and a colon."""
        lead = self.lead.match(text.strip(STRIP))
        return lead is not None and lead[0].rstrip().endswith(tuple(COLONS))

    def introduced(self, text: str) -> bool:
        """Whether the text begins with a word for pictures or with a copyright sign."""
        return self.lead.match(text.strip(STRIP)) is not None


def _nameish(part: str, introduced: bool) -> bool:
    """Whether the part is written as a name; a short lower-case one passes for an agency after ``Photo:``."""
    if introduced and part.islower() and len(part) <= 5:
        return True
    if part[0] > "\u2e80":
        return len(part) <= 12 and not _JAPANESE_GRAMMAR.search(part)
    words = part.split()
    if part[0].isalpha() and part[0].title() == part[0].lower():
        # A script without capitals shows names by nothing but their length.
        return len(words) <= 3
    return len(words) <= 6 and all(
        not word[0].islower() or word.casefold() in _PARTICLES or not word[:1].isalpha() for word in words
    )


def _holder_photo(part: str, names: frozenset[str]) -> bool:
    """``AP Photo``, ``REUTERS File``, ``AFP file photo``: a name or capitals with the kind of picture after it."""
    head, _, kind = part.rpartition(" ")
    head = _BEFORE_KIND.sub("", head)
    named = fold(head) in names or (head.isupper() and head.isalpha() and len(head) <= 8)
    return named and kind.casefold() in _KINDS
