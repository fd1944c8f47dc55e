"""Teams that bear the name of their city: in a report on sport, what plays, wins or scores is no place.

Countries stay places, as the corpora have it; ``Leeds beat Arsenal in Leeds`` names a team and a city.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipeline.cities import cities
from pipeline.extract.amounts import rows
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.places import territories
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens

LEAST = 2
"""Words that only sport uses, in a report on it."""
SHARE = 0.015
"""The least share of all words of sport, also those that others use (``win``, ``points``)."""
_NATIONS = frozenset(("england", "scotland", "wales", "northern ireland", "west indies"))
"""What plays for itself in some sports, beside countries and territories."""
_ROW = re.compile(r"(C+)(D)(C+)(D)(?:[^CD].*)?")


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split("|")) for row in rows("sport.csv")}


def is_report(tokens: Tokens, clubs: int = 0) -> bool:
    """Whether a story reports on sport, by the words that it uses and the clubs that it names."""
    surely, perhaps = _words()["surely"], _words()["perhaps"]
    words = [word.lower() for word in tokens.words]
    sure = clubs + sum(word in surely for word in words)
    return sure >= LEAST and sure + sum(word in perhaps for word in words) >= SHARE * len(words)


def as_teams(tokens: Tokens, runs: Sequence[Run], lexicon: Lexicon) -> list[Run]:
    """Make the places of a report on sport that act as teams organisations."""
    taken = {at for run in runs for at in range(run.first, run.past)}
    runs = [_club(tokens, run, taken) for run in runs]
    if not is_report(tokens, len({_folded(tokens, run) for run in runs if _named_as_club(tokens, run)})):
        return runs
    runs = _with_results(tokens, _parted(tokens, runs))
    people = {word for run in runs if run.label == "PER" and run.past - run.first > 1 for word in _folded(tokens, run)}
    signs = [_sign(tokens, run) if _may_be_team(tokens, run, lexicon, people) else 0 for run in runs]
    total: Counter[tuple[str, ...]] = Counter()
    for run, sign in zip(runs, signs, strict=True):
        total[_folded(tokens, run)] += sign
    return [
        Run(run.first, run.past, "ORG")
        if sign > 0 or (sign == 0 and total[_folded(tokens, run)] > 0 and _may_be_team(tokens, run, lexicon, people))
        else run
        for run, sign in zip(runs, signs, strict=True)
    ]


def _club(tokens: Tokens, run: Run, taken: Collection[int]) -> Run:
    """Make a club of a name such as ``Slavia`` ``Prague``, whether or not the first word was taken for a part of it.

    ``taken`` are the tokens of all names.
    """
    before = tokens.words[run.first - 1] if run.first and run.first - 1 not in taken else ""
    if run.label == "LOC" and before.istitle() and before.lower() in _words()["clubbefore"] and _is_city(tokens, run):
        return Run(run.first - 1, run.past, "ORG")
    return Run(run.first, run.past, "ORG") if run.label in ("LOC", "PER") and _named_as_club(tokens, run) else run


def _named_as_club(tokens: Tokens, run: Run) -> bool:
    """Whether a name is that of a city with what only clubs are called before or behind it."""
    called = any(
        at < run.past - run.first and " ".join(_folded(tokens, part)) in _words()[side] and _is_city(tokens, rest)
        for at in (1, 2)
        for side, part, rest in (
            ("clubbefore", Run(run.first, run.first + at, ""), Run(run.first + at, run.past, "")),
            ("clubbehind", Run(run.past - at, run.past, ""), Run(run.first, run.past - at, "")),
        )
    )
    return called and not _is_city(tokens, run)


def _is_city(tokens: Tokens, run: Run) -> bool:
    return bool(cities().named(" ".join(tokens.words[run.first : run.past])))


def _is_town_club(tokens: Tokens, run: Run) -> bool:
    """Whether a name is that of a city with ``City`` or ``Town``, and no city is called so."""
    if run.past - run.first < 2 or tokens.words[run.past - 1].lower() not in _words()["clubtown"]:
        return False
    return _is_city(tokens, Run(run.first, run.past - 1, "")) and not _is_city(tokens, run)


def _parted(tokens: Tokens, runs: Sequence[Run]) -> list[Run]:
    """Part ``Leeds United beat Northport`` at the verb."""
    parted = []
    for run in runs:
        first = run.first
        for at in range(run.first + 1, run.past - 1):
            if tokens.words[at].lower() in _words()["between"]:
                parted.append(Run(first, at, run.label))
                first = at + 1
        parted.append(Run(first, run.past, run.label))
    return parted


def _with_results(tokens: Tokens, runs: Sequence[Run]) -> list[Run]:
    """Add the names of both sides of a line such as ``Northport 2 Alder Town 1``; only nations keep their label."""
    rows_found = [run for first, past in tokens.sentences for run in _sides(tokens, first, past)]
    nations = {
        (run.first, run.past) for run in runs if run.label == "LOC" and _is_nation(" ".join(_folded(tokens, run)))
    }
    sides = [run for run in rows_found if (run.first, run.past) not in nations]
    taken = {at for run in sides for at in range(run.first, run.past)}
    kept = [run for run in runs if taken.isdisjoint(range(run.first, run.past))]
    return sorted([*kept, *sides], key=lambda run: run.first)


def _sides(tokens: Tokens, first: int, past: int) -> list[Run]:
    shape = "".join(map(_letter, tokens.words[first : min(past, first + 20)]))
    found = _ROW.fullmatch(shape)
    return [Run(first + found.start(part), first + found.end(part), "ORG") for part in (1, 3)] if found else []


def _letter(word: str) -> str:
    return "D" if word.isdecimal() and len(word) < 4 else "C" if word[0].isupper() else "x"


def _folded(tokens: Tokens, run: Run) -> tuple[str, ...]:
    return tuple(word.lower() for word in tokens.words[run.first : run.past])


def _is_nation(name: str) -> bool:
    return name in _NATIONS or any(len(place.code) == 2 for place in territories(name))


def _may_be_team(tokens: Tokens, run: Run, lexicon: Lexicon, people: Collection[str]) -> bool:
    """Whether a name is that of a place other than a nation, or of a city that was taken for a person."""
    words = _folded(tokens, run)
    if run.label == "PER":
        flags = lexicon.word(words[0]).flags
        return len(words) == 1 and words[0] not in people and ("city" in flags or "bigcity" in flags)
    return run.label == "LOC" and not _is_nation(" ".join(words))


def _sign(tokens: Tokens, run: Run) -> int:
    """1 where a name acts as a team, -1 where it is a place, 0 where nothing tells."""
    words = tokens.words
    if run.label == "LOC" and _is_town_club(tokens, run):
        return 1
    before = words[run.first - 1].lower() if run.first else ""
    if before == "from" and run.first > 1 and words[run.first - 2].lower() in _words()["movedfrom"]:
        return int(run.label == "LOC")
    after = words[run.past] if run.past < len(words) else ""
    if before in _words()["beforeplace"] or (after.isdecimal() and len(after) == 4):
        return -1
    if words[run.first].isupper() and "AT" in (after, before.upper()):
        return 1 if after == "AT" else -1
    if after.isdecimal() and len(after) < 4:
        return 1
    led = before == "of" and run.first > 1 and words[run.first - 2].lower() in _words()["led"]
    acts = led or after.lower() in _words()["behind"] or before in _words()["before"]
    return int(run.label == "LOC" and acts)
