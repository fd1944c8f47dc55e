"""Korean, Chinese and Vietnamese names by their form: a family name, then syllables apart or hyphened.

``Moon Jae In`` reads like a plain word at its end and ``Park Geun-hye`` like a place at its beginning; the form is
surer than either.
"""

import re
from functools import lru_cache

from pipeline.extract.amounts import rows
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens

ORIGINS = ("korean", "chinese", "vietnamese")
_HYPHENED = re.compile(r"([A-Z][a-z]{0,6})-([A-Za-z][a-z]{0,6})")
_MAY_PRECEDE = frozenset(("title", "honorific", "demonym", "function", "calendar", "speech"))


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    return {row["origin"]: frozenset(row["names"].split("|")) for row in rows("surnames.csv")}


@lru_cache(maxsize=1)
def _syllables() -> dict[str, frozenset[str]]:
    return {row["origin"]: frozenset(row["names"].split("|")) for row in rows("syllables.csv")}


def eastern_names(tokens: Tokens, lexicon: Lexicon) -> list[Run]:
    """Return the names that have the form, as persons."""
    families = frozenset().union(*(_names()[origin] for origin in ORIGINS))
    places = (
        (at, past)
        for first, past in tokens.sentences
        for at in range(first, past - 1)
        if tokens.words[at] in families and _begins(tokens, at, first, lexicon)
    )
    return [Run(at, at + size, "PER") for at, past in places if (size := _size(tokens, at, past))]


def _begins(tokens: Tokens, at: int, first: int, lexicon: Lexicon) -> bool:
    """Whether no name goes on before: ``Chris Kim Young Ho`` is left alone."""
    before = tokens.words[at - 1] if at > first else ""
    known = lexicon.word(before.lower()).flags if before else ()
    return not before[:1].isupper() or not _MAY_PRECEDE.isdisjoint(known)


def _size(tokens: Tokens, at: int, past: int) -> int:
    """The number of tokens of the name that begins with a family name, 0 if none does."""
    family, given = tokens.words[at], tokens.words[at + 1]
    hyphened = _HYPHENED.fullmatch(given)
    if hyphened and (hyphened[2].islower() or any(hyphened[2] in known for known in _syllables().values())):
        return 2
    third = tokens.words[at + 2] if at + 2 < past else ""
    for origin, known in _syllables().items():
        if family in _names()[origin] and given in known and third in known:
            return 3
    return 0
