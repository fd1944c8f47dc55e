"""Names that brackets or initials give away: acronyms of what a story names in full, companies before their symbols."""

from pipeline.extract.companies import printed_ticker
from pipeline.extract.features import CONNECTORS
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens

LONGEST = 10
"""Tokens that a company's name, or a bracket with its symbol, may have."""
_OTHERS = frozenset(("country", "region", "calendar", "capital", "demonym", "title"))
"""What a word may mean by itself, so that it is no acronym."""
_MEANING = _OTHERS | {"city", "bigcity", "honorific", "direction", "function"}
"""What a word may mean by itself, so that no company is called so for short."""


def acronyms(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Find ``Full Name (ABC)`` where the initials fit, and return both names.

    They are organisations, or places where the full name is one.
    The full name may reach back over what no run covers, as far as the initials do.
    """
    found = []
    ends = {run.past: run for run in runs}
    words = tokens.words
    for at in range(2, len(words) - 2):
        if words[at] != "(" or words[at + 2] != ")" or not _is_acronym(words[at + 1]):
            continue
        first = _expansion(words, at, words[at + 1])
        run = ends.get(at)
        if first is not None and not (run and run.label == "PER"):
            label = "LOC" if run == Run(first, at, "LOC") else "ORG"
            found += [Run(first, at, label), Run(at + 1, at + 2, label)]
    return found


def shortened(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> list[Run]:
    """Find the acronyms of organisations that the story names in full, without brackets behind them.

    Nothing of a story in capitals, and nothing that means a place, a day or an office by itself.
    """
    known = {
        initials
        for run in runs
        if run.label == "ORG" and run.past - run.first > 1 and not tokens.words[run.first].isupper()
        for initials in _initials(tokens.words[run.first : run.past])
    }
    longer = {at for run in runs for at in range(run.first, run.past) if run.past - run.first > 1}
    return [
        Run(at, at + 1, "ORG")
        for at, word in enumerate(tokens.words)
        if word in known and at not in longer and not _in_capitals(tokens, at)
        if _OTHERS.isdisjoint(lexicon.word(word.lower()).flags)
    ]


def quoted(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Find the companies before a symbol in brackets: ``Alder Foods Inc (ALDR.O)``, ``Alder Foods (NYSE: ALD)``.

    Where a name is read up to the bracket, it is that name; else it reaches back over what is written large.
    """
    found = []
    ends = {run.past: run.first for run in runs}
    starts = {first for first, _ in tokens.sentences}
    for at, word in enumerate(tokens.words):
        if word not in ("(", "<") or not printed_ticker("".join(tokens.words[at : at + LONGEST])):
            continue
        first = ends.get(at, at)
        while (
            first and at - first < LONGEST and at not in ends and _is_part(tokens.words[first - 1], first - 1 in starts)
        ):
            first -= 1
        if first < at and tokens.words[first][0].isupper():
            found.append(Run(first, at, "ORG"))
    return found


def short_names(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> set[tuple[str, ...]]:
    """What companies with a symbol or a legal form are called for short, if it means nothing else.

    ``Tenke`` and ``Tenke Foods`` of ``Tenke Foods Inc``.
    """
    found: set[tuple[str, ...]] = set()
    for run in runs:
        words = tokens.words[run.first : run.past]
        legal = len(words) > 1 and "orgsuffix" in lexicon.word(words[-1].lower()).flags
        if run.label != "ORG" or len(words) < 2 or not (legal or _has_symbol(tokens, run)):
            continue
        if len(words[0]) > 2 and _may_be_short(words[0], lexicon, personal=not legal):
            found.add((words[0],))
        if legal and len(words) > 2 and any(_may_be_short(word, lexicon, personal=False) for word in words[:-1]):
            found.add(tuple(words[:-1]))
    return found


def _has_symbol(tokens: Tokens, run: Run) -> bool:
    return printed_ticker("".join(tokens.words[run.past : run.past + LONGEST])) is not None


def _may_be_short(word: str, lexicon: Lexicon, *, personal: bool) -> bool:
    """Whether a word means nothing but the company; ``personal``: though people are called so too."""
    others = _MEANING if personal else _MEANING | {"first", "last", "family"}
    return word[0].isupper() and others.isdisjoint(lexicon.word(word.lower()).flags)


def _is_part(word: str, begins: bool) -> bool:
    """Whether a word can belong to a company's name."""
    return word == "&" or (word[0].isupper() and not (begins and word.lower() in CONNECTORS | {"the", "a", "an"}))


def _initials(words: list[str]) -> set[str]:
    """The acronyms of a name, with and without its connectors, which it writes small."""
    named = [word for word in words if word[0].isalpha()]
    told = {"".join(word[0] for word in named if word[0].isupper()), "".join(word[0].upper() for word in named)}
    return {acronym for acronym in told if len(acronym) > 1}


def _in_capitals(tokens: Tokens, at: int) -> bool:
    """Whether the words around are in capitals too."""
    around = [*tokens.words[max(0, at - 2) : at], *tokens.words[at + 1 : at + 3]]
    told = [word for word in around if word.isalpha() and len(word) > 1]
    return bool(told) and all(word.isupper() for word in told)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 8 and sum(map(str.isupper, word)) >= max(2, len(word) - 2) and word[0].isupper()


def _expansion(words: list[str], past: int, acronym: str) -> int | None:
    """Where the words before ``past`` begin whose initials are the letters of an acronym, None if they do not fit.

    Connectors may count (``ROTC``) or not (``NASA``).
    """
    found = _reach(words, past, acronym, counted=False)
    return found if found is not None else _reach(words, past, acronym, counted=True)


def _reach(words: list[str], past: int, acronym: str, *, counted: bool) -> int | None:
    letters = [letter for letter in acronym.lower() if letter.isalpha()]
    at = past
    while letters and at > max(0, past - 12):
        at -= 1
        word = words[at]
        initials = [part[0].lower() for part in word.split("-") if part]
        if word in CONNECTORS:
            initials = initials if counted and initials == letters[-1:] else []
        elif not word[0].isupper() or letters[-1] not in initials:
            return None
        for initial in reversed(initials):
            if letters and letters[-1] == initial:
                letters.pop()
    return at if not letters and words[at][0].isupper() and past - at > 1 else None
