"""What the pieces of a byline or sign-off are: names, job titles, agencies, places, addresses."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.clean.fold import fold
from pipeline.clean.profile import Profile
from pipeline.clean.wording import words_of
from pipeline.gazetteer import cities, country_of, region_named

# Longer or more words are no name.
LONGEST_NAME: Final = 60
MOST_NAME_WORDS: Final = 6
# A person's name that nothing but its shape tells has so many words; one word may be anything.
PERSON_WORDS: Final = range(2, 5)
# How names are written, as parts of patterns: a name's first word, and a further one, which may be an initial; the
# small words of names; a house's word, which may have an "&". The plain ones, of forms seen in English, begin with no
# accent. ``al``, which Italian and Spanish text has as well, is added where more than the shape shows a name.
NAME_WORD, NAME_NEXT = r"[A-ZÀ-Þ][\w.'’-]{1,20}", r"[A-ZÀ-Þ][\w.'’-]{0,20}"
NAME_PARTICLE: Final = "de|da|van|von|der|di|bin"
HOUSE_WORD: Final = r"[A-ZÀ-Þ][\w.&'’-]{1,20}"
PLAIN_WORD, PLAIN_NEXT = r"[A-Z][\w.'’-]{1,20}", r"[A-Z][\w.'’-]{0,20}"
PLAIN_HOUSE, PLAIN_HOUSE_NEXT = r"[A-Z][\w.&'’-]{1,20}", r"[A-Z][\w.&'’-]{0,20}"
# The words before the place that somebody is in.
_PLACED: Final = ("at_place", "at_known_place")
# What may stand before an agency's name.
_ARTICLES: Final = ("The", "the")
# What parts a word from what it tells of: the colons of all scripts, and vowel signs that some set for them.
COLONS: Final = ":：՝፦៖ঃៈ"
EMAIL: Final = re.compile(r"[<(]?(?:mailto:)?(?P<address>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4})[>)]?")
PHONE: Final = re.compile(r"[+(]{0,2}\d[\d ()./+-]{5,22}\d")
_NO_NAME: Final = re.compile(r"[\d@#_*=<>\[\]{}|\\%$€£?!:\"“”„«»]|https?|www\.")
_DOMAIN: Final = re.compile(r"[\w-]{2,30}\.[a-z]{2,4}")
_POSSESSIVE: Final = re.compile(r"(?P<owner>[A-Z][\w.&-]{1,20}(?: [A-Z][\w.&-]{1,20}){0,2})['’]s (?=[A-Z])")


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def _before_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a byline's names: a word for "by" behind signs, or in Chinese a job behind its paper."""
    words = words_of("people")
    # A word that is a name as well says "by" only before a name of two words: ``Theo Reis``, ``Theo Mara Linden``.
    either = alternatives(words["by_or_name"])
    by = rf"(?!(?:{either})\s+\S+\s*\Z)(?:{alternatives(words['by'])})(?:\s?[:：]\s*|\s+|(?<=[:：＝・])\s*)"
    outlets = alternatives(words["east"]["zh_outlets"])
    paper = rf"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,4}}(?:{outlets}))?"
    job = rf"{paper}(?:{alternatives(words['east']['zh'])})[ :：]?"
    return re.compile(rf"[\^(—–-]*\s*{by}", re.IGNORECASE), re.compile(job)


@lru_cache(maxsize=1)
def _between_names() -> re.Pattern[str]:
    """What stands between the names of several."""
    words = alternatives((*words_of("people")["and"], "&"))
    return re.compile(rf", ?(?:(?:{words}) )?| (?:{words}) ")


def joined(text: str) -> list[str]:
    """The names of a line that tells of several.

    >>> joined("Mara Linden, Tom Reis and Ida Holm"), joined("Mara Linden")
    (['Mara Linden', 'Tom Reis', 'Ida Holm'], ['Mara Linden'])
    """
    return _between_names().split(text)


def without_by(text: str) -> str:
    """A byline without its word for "by" and the signs before that.

    >>> without_by("Written by Mara Linden"), without_by("Oleh: Mara Linden"), without_by("Theo Reis")
    ('Mara Linden', 'Mara Linden', 'Theo Reis')
    """
    by = _before_names()[0].match(text)
    return text[by.end() :] if by else text


def without_job(text: str) -> str:
    """A byline without the jobs that Chinese sets before the names, each with its paper or agency.

    >>> without_job("北港日报记者 林一 通讯员 王二")
    '林一 王二'
    """
    return text if text.isascii() else _before_names()[1].sub("", text)


@dataclass(frozen=True, slots=True)
class Names:
    """Tells the pieces apart by the marks of the profiles and the words of ``people.toml``."""

    marks: frozenset[str]
    mark_edges: frozenset[str]
    nobody: frozenset[str]
    organisations: frozenset[str]
    particles: frozenset[str]
    no_names: frozenset[str]
    compass: frozenset[str]
    jobs: frozenset[str]
    job_words: frozenset[str]
    job: re.Pattern[str]
    title_before: re.Pattern[str]
    in_place: re.Pattern[str]
    place_words: frozenset[str]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Names":
        """Built of the profiles' marks and names, and of the houses that hold pictures."""
        words = words_of("people")
        marks: set[str] = set()
        for profile in profiles:
            marks.update(map(fold, (*profile.marks, profile.name, *profile.vocabulary.get("house", ()))))
        jobs = alternatives(words["jobs"])
        places = alternatives(word for name in _PLACED for word in words[name])
        return cls(
            marks=frozenset(marks),
            mark_edges=frozenset(mark.split()[end] for mark in marks if mark for end in (0, -1)),
            nobody=frozenset(words["nobody"]),
            organisations=frozenset(words["organisations"]),
            particles=frozenset(words["particles"]),
            no_names=frozenset((*words["suffixes"], *words["particles"], *words["by_or_name"])),
            compass=frozenset(words["compass"]),
            jobs=frozenset(job.split()[-1] for job in words["jobs"]),
            job_words=frozenset(words["job_words"]),
            job=re.compile(rf"(?:.*\W)?(?:{jobs})", re.IGNORECASE),
            title_before=re.compile(rf"(?P<title>(?:[^\s,]+\s){{0,6}}(?:{jobs}))\s(?P<name>\S.*)", re.IGNORECASE),
            place_words=frozenset(word.split()[0] for name in _PLACED for word in words[name]),
            in_place=re.compile(rf"(?P<who>.*?)(?:^|\s)(?P<word>{places})\s(?P<place>\S.*)", re.IGNORECASE),
        )

    def name(self, text: str, *, lower: bool = False, places: bool = False) -> bool:
        """Whether the text is written as a person's name.

        ``lower`` where the whole line is in small letters, ``places`` where a name that a city bears as well may stand.
        """
        words = text.split()
        if not 2 <= len(text) <= LONGEST_NAME or not words or len(words) > MOST_NAME_WORDS or _NO_NAME.search(text):
            return False
        folded = fold(text)
        if folded in self.marks or folded in self.nobody or fold(words[-1]) in self.organisations:
            return False
        if not self.nobody.isdisjoint(map(str.casefold, words)):
            return False
        if len(words) == 1 and (folded in self.no_names or (text.isupper() and len(text) <= 5)):
            return False
        if not places and len(words) in {2, 3} and (known_place(text) or self._part_of_place(words)):
            return False
        return all(self._word(word, lower) for word in words) and (lower or any(capital(word) for word in words))

    def _part_of_place(self, words: Sequence[str]) -> bool:
        return words[0].casefold() in self.compass and known_region(" ".join(words[1:]))

    def _word(self, word: str, lower: bool) -> bool:
        bare = word.strip("'’.‘-,()").removeprefix("d'").removeprefix("d’")
        if not bare.isalpha() and not (bare and all(_of_a_name(letter) for letter in bare)):
            return False
        return lower or capital(bare) or word.casefold() in self.particles

    def agency(self, text: str) -> bool:
        """Whether the text names an agency that the profiles know."""
        bare = text.removeprefix("The ").removeprefix("the ")
        return fold(bare) in self.marks or (bare != text and fold(text) in self.marks)

    def may_hold_agency(self, words: Sequence[str]) -> bool:
        """Whether an agency's name may begin or end some words: a quick look at the first and the last of them."""
        first, last = words[0], fold(words[-1])
        return (
            first.casefold() in self.mark_edges
            or fold(first) in self.mark_edges
            or first in _ARTICLES
            or not last
            or last in self.mark_edges
        )

    def organisation(self, text: str) -> bool:
        """Whether the text names an agency, or ends as organisations do."""
        return self.agency(text) or self.ends_as_organisation(text)

    def ends_as_organisation(self, text: str) -> bool:
        """Whether a text that names no agency ends as organisations do, be it as a domain."""
        words = text.split()
        return (len(words) > 1 and fold(words[-1]) in self.organisations) or _DOMAIN.fullmatch(text) is not None

    def title(self, text: str) -> bool:
        """Whether the text is a job title."""
        last = text.rpartition(" ")[2].casefold()
        return last in self.jobs and len(text) <= LONGEST_NAME and self.job.fullmatch(text) is not None

    def begins_job(self, word: str) -> bool:
        """Whether a word may be a job title's first: ``Political`` of an editor, ``Korrespondentin``."""
        return word.casefold() in self.job_words or word.casefold() in self.jobs

    def titled(self, text: str) -> tuple[str, str] | None:
        """``NORD Business Writer Ann Lee`` as title and name."""
        if self.jobs.isdisjoint(map(str.casefold, text.split())):
            return None
        match = self.title_before.fullmatch(text)
        return (match["title"], match["name"]) if match and self.name(match["name"]) else None

    def agency_of(self, title: str) -> str | None:
        """The agency that a job title begins with: one that is known, else what stands before ``Staff``."""
        words = title.split()
        for size in range(len(words) - 1, 0, -1):
            if self.agency(" ".join(words[:size])):
                return " ".join(words[:size])
        staff = next((at for at, word in enumerate(words) if word.casefold() == "staff"), 0)
        return " ".join(words[:staff]) or None

    def located(self, text: str) -> re.Match[str] | None:
        """``Mara Linden in Oslo`` as ``who``, ``word`` and ``place``."""
        if self.place_words.isdisjoint(text.casefold().split()):
            return None
        return self.in_place.fullmatch(text)

    def owner(self, text: str) -> tuple[str | None, str]:
        """``NORD's Mara Linden`` as owner and name."""
        match = _POSSESSIVE.match(text) if "s " in text else None
        return (match["owner"], text[match.end() :]) if match else (None, text)

    def place(self, text: str) -> bool:
        """Whether the gazetteer knows the place, or each place of several."""
        return known_place(text.strip(" ."))


@lru_cache(maxsize=4096)
def known_place(name: str, least: int = 0) -> bool:
    """Whether it is a region, or a city whose largest bearer has at least so many inhabitants."""
    found = cities(name.strip())
    if found:
        return found[0].population >= least
    return region_named(name.strip()) is not None


@lru_cache(maxsize=2048)
def known_region(text: str) -> bool:
    """Whether the text names a region or a country, which may stand behind a city."""
    return region_named(text) is not None or country_of(text) is not None


def capital(word: str) -> bool:
    """Whether a word begins as names do: with a capital, or in a script that has none."""
    first = word[:1]
    return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def _of_a_name(letter: str) -> bool:
    return letter.isalpha() or letter in "'’.-‐‑·" or bool(unicodedata.combining(letter))
