"""Spellings of one name: transliterations, accents, hyphens, orders, short forms, as the keys that they share.

The same name in two spellings has a key in common; which of two bearers of one name is meant is decided by context
(``pipeline.load.matching``).
"""

import csv
import re
import unicodedata
from functools import lru_cache

from pipeline.extract.lexicon import DATA
from pipeline.extract.names import either_order, family_first, name_words

_ENDINGS = (("skyy", "sky"), ("skiy", "sky"), ("skij", "sky"), ("skyi", "sky"), ("ski", "sky"), ("yev", "ev"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"})
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe"})
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_JOINED = re.compile(r"abd(?:[aeu]|ou)l(?=\w{3})|abdur(?=r)")
CACHED = 50_000
"""Names whose keys are kept: the same ones come in story after story."""
_TWO_SYLLABLES = 3
"""Words of a Korean or Chinese name whose given name is printed apart."""
_SERVANT = "abdul"
"""The spelling that stands for all of it."""
_ARTICLES = frozenset(("al", "ar", "as", "el", "er", "ul", "ur"))
_COMPOUND = 2
"""Words from which on the first two may be one name: ``Abdel Karim`` alone may be first name and surname."""
_ARTICLE = "al"
"""The Arabic article, as it is written before a surname; some agencies leave it out."""


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Word -> the first of its spellings."""
    with (DATA / "spellings.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row["spellings"].split("|") for row in csv.DictReader(lines)]
    return {word: row[0] for row in rows for word in row}


@lru_cache(maxsize=CACHED)
def without_accents(text: str) -> str:
    """Lower case without accents.

    >>> without_accents("Müller"), without_accents("Løkke")
    ('muller', 'lokke')
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return bare.translate(_LETTERS)


@lru_cache(maxsize=CACHED)
def spelling(word: str) -> str:
    """The spelling that stands for all spellings of a folded word.

    >>> spelling("mohammed"), spelling("muhammad"), spelling("zelenskyy"), spelling("olga")
    ('muhammad', 'muhammad', 'zelensky', 'olga')
    """
    plain = without_accents(word).replace("'", "").replace(".", "")
    known = _spellings().get(plain)
    if known:
        return known
    if servant := _JOINED.match(plain):
        return f"{_SERVANT}{plain[servant.end() :]}"
    return next((plain.removesuffix(end) + to for end, to in _ENDINGS if plain.endswith(end) and len(plain) > 5), plain)


def plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name, each in the spelling that stands for all, a servant of God in one word.

    >>> plain_words(("abdel", "karim", "hassan")), plain_words(("abdulkarim", "hassan"))
    (('abdulkarim', 'hassan'), ('abdulkarim', 'hassan'))
    """
    made: list[str] = []
    for word in map(spelling, words):
        if len(words) <= _COMPOUND or made[-1:] != [_SERVANT]:
            made.append(word)
        elif word not in _ARTICLES:
            made[-1] += word
    return tuple(made)


def spellings(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """A name's words in the spelling that stands for all; a second time, with umlauts written out, where it has any."""
    return frozenset((plain_words(words), plain_words(tuple(word.translate(_UMLAUTS) for word in words))))


@lru_cache(maxsize=CACHED)
def person_keys(name: str) -> frozenset[str]:
    """The keys of a person's name: two spellings of one name share one.

    >>> bool(person_keys("Kim Jong Un") & person_keys("Kim Jong-un") & person_keys("Jong Un Kim"))
    True
    >>> bool(person_keys("Kim Jong Un") & person_keys("Kim Jongun"))
    True
    >>> bool(person_keys("Jürgen Müller") & person_keys("Juergen Mueller"))
    True
    >>> bool(person_keys("Omar al-Basri") & person_keys("Umar El Basri"))
    True
    >>> bool(person_keys("Henry James") & person_keys("James Henry"))
    False
    """
    words = tuple(word for word in name_words(name) if word not in _GENERATIONS)
    keys: set[str] = set()
    for form in spellings(words):
        full = tuple(word for word in form if len(word) > 1)
        bare = full if len(full) > 1 else form
        keys.add(" ".join(bare))
        if either_order(bare):
            keys.add(" ".join(sorted(bare)))
    if len(words) == _TWO_SYLLABLES and either_order(words):
        keys.add(_run_together(words))
    return frozenset(keys)


def loosely(key: str) -> str:
    """What remains of a key where neither the order of the words nor the Arabic article counts.

    >>> loosely("omar al basri"), loosely("basri omar"), loosely("al basri")
    ('basri omar', 'basri omar', 'al basri')
    """
    words = key.split()
    bare = [word for word in words if word != _ARTICLE]
    return " ".join(sorted(bare if len(bare) > 1 else words))


def _run_together(words: tuple[str, ...]) -> str:
    """The key of a name whose given name of two syllables may be printed as one word: ``Kim Jongun``."""
    family, given = (words[0], words[1:]) if family_first(words) else (words[-1], words[:-1])
    return " ".join(sorted((spelling(family), without_accents("".join(given)))))


@lru_cache(maxsize=CACHED)
def marks(name: str) -> frozenset[str]:
    """What tells bearers of one name apart: initials and ``Jr.``, ``Sr.``, ``II``.

    >>> sorted(marks("George W. Bush")), sorted(marks("Ann Lee"))
    (['w'], [])
    """
    words = name_words(name)
    return frozenset(word for word in words[1:] if word in _GENERATIONS or re.fullmatch(r"[a-z]", word))
