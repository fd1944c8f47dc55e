"""Organisations and waters that a list of the project knows, with the identifiers of Wikidata where it has them."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.lexicon import DATA
from pipeline.extract.names import organisation_words
from pipeline.extract.tokens import tokenise

SAFE = 7
"""Letters from which a listed name means nothing else."""

_REST = re.compile(r"(?:['’]s)?(?: [a-z]+(?:['’]s)?){1,3}")


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of a list: its name, its identifiers, and the ISO 3166-1 code of the country that it belongs to."""

    name: str
    ids: dict[str, str]
    country: str | None = None


def known_organisation(name: str) -> Known | None:
    """The organisation that bears a name.

    >>> known_organisation("the U.N.").name, known_organisation("State Department").country
    ('United Nations', 'US')
    """
    return _organisations().get(_folded(name))


def with_rest(text: str, start: int, end: int) -> int:
    """Return where a listed name ends that goes on behind an organisation's name in small letters.

    >>> text = "the U.N. refugee agency said"
    >>> text[4 : with_rest(text, 4, 8)]
    'U.N. refugee agency'
    """
    behind = _REST.match(text, end)
    past = behind.end() if behind else end
    while " " in text[end:past]:
        if known_organisation(text[start:past]):
            return past - 2 if text[past - 2] in "'’" else past
        past = text.rfind(" ", end, past)
    return end


@lru_cache(maxsize=1)
def listed_bodies() -> dict[str, list[tuple[str, ...]]]:
    """First word -> the listed names that begin with it, as tokens, the longest first: long names, no acronyms."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row, known in _read("organisations.csv"):
        for name in (known.name, *filter(None, row["names"].split("|"))):
            words = tuple(tokenise(name).words)
            if len(name) >= SAFE and words[0][0].isupper():
                found.setdefault(words[0], []).append(words)
    return {first: sorted(names, key=len, reverse=True) for first, names in found.items()}


def known_place(name: str) -> Known | None:
    """The sea, ocean or continent that bears a name.

    >>> known_place("Sea of Japan").ids
    {'wikidata': 'Q27092'}
    """
    return _places().get(name.casefold())


def _folded(name: str) -> str:
    return " ".join(organisation_words(name)).replace(".", "")


@lru_cache(maxsize=1)
def _organisations() -> dict[str, Known]:
    found = {}
    for row, known in _read("organisations.csv"):
        for name in (known.name, *filter(None, row["names"].split("|"))):
            found[_folded(name)] = known
    return found


@lru_cache(maxsize=1)
def _places() -> dict[str, Known]:
    return {
        name.casefold(): known
        for row, known in _read("waters.csv")
        for name in (known.name, *filter(None, row["names"].split("|")))
    }


def _read(file: str) -> list[tuple[dict[str, str], Known]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [(row, Known(row["name"], _ids(row), row.get("country") or None)) for row in rows]


def _ids(row: dict[str, str]) -> dict[str, str]:
    return {scheme: row[scheme] for scheme in ("wikidata", "geonames") if row.get(scheme)}
