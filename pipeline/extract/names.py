"""Words of names: how they are folded, which order a person's name is written in, what is no part of a name."""

import csv
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.features import CONNECTORS
from pipeline.extract.lexicon import DATA, word_classes

_FAMILY_FIRST = ("chinese", "korean", "vietnamese")
_EITHER = (*_FAMILY_FIRST, "japanese", "hungarian")

CACHED = 20_000
"""Names whose words are kept: the same ones come in story after story."""


def fold(word: str) -> str:
    """A word as names are compared: without case, typographic apostrophe and end point."""
    return word.casefold().replace("’", "'").strip(".")


@lru_cache(maxsize=CACHED)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as names are compared.

    >>> name_words("Kang Kyung-wha")
    ('kang', 'kyung', 'wha')
    """
    return tuple(fold(word) for word in name.replace("-", " ").split()) or (name,)


def canonical(surface: str) -> str:
    """A name as it is shown: on one line, and not in capitals.

    >>> canonical("SAN FRANCISCO")
    'San Francisco'
    """
    folded = " ".join(surface.split())
    return folded.title() if folded.isupper() and len(folded) > 5 else folded


def surname(words: tuple[str, ...]) -> str:
    """The word that a person's name is shortened to.

    >>> surname(("kang", "kyung", "wha")), surname(("angela", "brandt"))
    ('kang', 'brandt')
    """
    return words[0] if family_first(words) else words[-1]


def family_first(words: tuple[str, ...]) -> bool:
    """Whether a name of two words or more is written with the family name first."""
    known = surnames(_FAMILY_FIRST)
    return words[0] in known and (len(words) == 3 or words[-1] not in known) and len(words) > 1


def either_order(words: tuple[str, ...]) -> bool:
    """Whether a name comes from where family names stand first at home, and last in some foreign copy.

    >>> either_order(("shinzo", "abe")), either_order(("henry", "james"))
    (True, False)
    """
    known = surnames(_EITHER)
    return len(words) > 1 and (words[0] in known or words[-1] in known)


@lru_cache(maxsize=2)
def surnames(origins: tuple[str, ...]) -> frozenset[str]:
    """Family names, folded, of the languages of some origins."""
    with (DATA / "surnames.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row["names"].split("|") for row in csv.DictReader(lines) if row["origin"] in origins]
    return frozenset(fold(name) for row in rows for name in row)


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Titles and forms of address, folded, that stand before a name and are no part of it."""
    with (DATA / "titles.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["title"].casefold() for row in csv.DictReader(lines))


@lru_cache(maxsize=1)
def legal_forms() -> frozenset[str]:
    """Legal forms of companies, folded, such as ``gmbh``."""
    return frozenset(fold(word) for word in word_classes()["orgsuffix"])


@lru_cache(maxsize=CACHED)
def organisation_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name as names are compared: without article and legal form.

    >>> organisation_words("the Acme Holdings Co.")
    ('acme',)
    """
    plain = name.replace(",", " ").replace("’", "'").replace("'s ", " ").removesuffix("'s")
    words = [word for word in name_words(plain) if word != "the"]
    while len(words) > 1 and words[-1] in legal_forms():
        words.pop()
    return tuple(words) or (name,)


def letters(word: str) -> str:
    """An acronym without its points and signs.

    >>> letters("u.n.")
    'un'
    """
    return word.replace(".", "").replace("&", "")


def initials(words: tuple[str, ...]) -> set[str]:
    """The acronyms of a name of several words, with and without its connectors."""
    if len(words) < 2:
        return set()
    told = [word[0] for word in words if word not in CONNECTORS]
    return {made for made in ("".join(told), "".join(word[0] for word in words)) if len(made) > 1}


def singular(name: str) -> str:
    """The singular of a group's name.

    >>> singular("South Koreans"), singular("Swiss")
    ('South Korean', 'Swiss')
    """
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) and len(name) > 4 else name


def is_generic(words: Sequence[str]) -> bool:
    """Whether an organisation's name says what it is and not which: every country has a ``supreme court``.

    >>> is_generic(("supreme", "court")), is_generic(("acme", "court"))
    (True, False)
    """
    return bool(words) and generic_words().issuperset(words)


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Words that say what kind of organisation something is."""
    with (DATA / "generic.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(word for row in csv.DictReader(lines) for word in row["words"].split("|"))
