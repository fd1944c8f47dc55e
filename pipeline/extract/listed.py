"""Names that a list or their form gives away: listed bodies, joined nationalities, storms."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.extract.features import CONNECTORS
from pipeline.extract.known import known_organisation, listed_bodies
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens

_COMPANIES = frozenset(("AG", "GmbH", "Inc", "Inc.", "LLC", "Ltd", "Ltd.", "NV", "PLC"))
"""Legal forms behind which ``of`` names a seat: a ``Corp of`` somewhere bears its country."""
STORMS = frozenset(("Cyclone", "Hurricane", "Storm", "Typhoon"))
_STORM_KINDS = frozenset(("Super", "Tropical", "Winter"))


def bodies(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Find listed bodies that were missed: ``the`` ``Kremlin``; not within a longer run of capitals."""
    known = listed_bodies()
    owner = {at: run for run in runs for at in range(run.first, run.past)}
    found = []
    for at, word in enumerate(tokens.words):
        for name in known.get(word, ()):
            past = at + len(name)
            if tuple(tokens.words[at:past]) == name and _is_free(owner, at, past, name):
                if _is_whole(tokens, at, past):
                    found.append(Run(at, past, "ORG"))
                break
    return found


def _is_free(owner: Mapping[int, Run], first: int, past: int, name: Sequence[str]) -> bool:
    """Whether no name stands there or beside it but parts of this one: ``Liberation Army`` of the ``People's`` one."""
    others = {owner[at] for at in range(first - 1, past + 1) if at in owner}
    inside = all(first <= run.first and run.past <= past for run in others)
    return not others or (inside and name[-1][0].isupper())


def _is_whole(tokens: Tokens, first: int, past: int) -> bool:
    """Whether no capital stands beside a name that could belong to it, nor behind ``of``, ``on`` or ``for``."""
    before = tokens.words[first - 1] if first else ""
    after = [*tokens.words[past : past + 2], "", ""]
    behind = after[1] if after[0] in CONNECTORS else after[0]
    starts = {start for start, _ in tokens.sentences}
    return not behind[:1].isupper() and (first in starts or not before[:1].isupper() or first - 1 in starts)


def apart(tokens: Tokens, run: Run, lexicon: Lexicon) -> list[Run]:
    """Part an organisation from what is no part of it: its seat (``Acme Inc of Oslo``), an office (``U.N. envoy``)."""
    words = tokens.words[run.first : run.past]
    for at, word in enumerate(words[1:-2], 1):
        if run.label == "ORG" and word in _COMPANIES and words[at + 1] == "of":
            return [Run(run.first, run.first + at + 1, "ORG"), Run(run.first + at + 2, run.past, "LOC")]
    office = any("title" in lexicon.word(part.lower()).flags for part in words[-1].split("-"))
    if office and run.label == "ORG" and known_organisation(" ".join(words[:-1])):
        return [Run(run.first, run.past - 1, "ORG")]
    return [run]


def peoples(tokens: Tokens, lexicon: Lexicon) -> list[Run]:
    """Find nationalities joined by a hyphen: ``Israeli-American``."""
    return [
        Run(at, at + 1, "MISC")
        for at, word in enumerate(tokens.words)
        if "-" in word and all(_is_people(part, lexicon) for part in word.split("-"))
    ]


def _is_people(word: str, lexicon: Lexicon) -> bool:
    return word[:1].isupper() and "demonym" in lexicon.word(word.lower()).flags


def storms(tokens: Tokens, lexicon: Lexicon) -> list[Run]:
    """Find storms by their kind and name, and the name by itself: ``Tropical Storm Ilsa``, ``Ilsa``."""
    found = [Run(at, past, "MISC") for at, past in _storms(tokens, lexicon)]
    names = {tokens.words[run.past - 1] for run in found}
    taken = {at for run in found for at in range(run.first, run.past)}
    again = (at for at, word in enumerate(tokens.words) if word in names and at not in taken)
    return [*found, *(Run(at, at + 1, "MISC") for at in again)]


def _storms(tokens: Tokens, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    words = tokens.words
    for first, past in tokens.sentences:
        for at in range(first, past - 1):
            start = at - 1 if at > first and words[at - 1] in _STORM_KINDS else at
            around = (*words[max(first, start - 1) : start], *words[at + 2 : min(at + 3, past)])
            longer = any(word[0].isupper() for word in around)
            if words[at] in STORMS and _names_storm(words[at + 1], lexicon) and not longer:
                yield start, at + 2


def _names_storm(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a name: neither ``Hurricane Center`` nor ``Storm Warning``."""
    known = lexicon.word(word.lower())
    plain = {"orghead", "orgsuffix", "calendar", "function"}.intersection(known.flags) or 0 < max(known.leanings) <= 2
    return word.istitle() and word.isalpha() and not plain
