"""Names that a list or their form gives away where the recogniser missed them: listed bodies, joined nationalities."""

from pipeline.extract.features import CONNECTORS
from pipeline.extract.known import listed_bodies
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens


def bodies(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Find listed bodies that were missed: ``the`` ``Kremlin``; not within a longer run of capitals."""
    known = listed_bodies()
    taken = {at for run in runs for at in range(run.first, run.past)}
    found = []
    for at, word in enumerate(tokens.words):
        for name in known.get(word, ()):
            past = at + len(name)
            if tuple(tokens.words[at:past]) == name and taken.isdisjoint(range(at - 1, past + 1)):
                if _is_whole(tokens, at, past):
                    found.append(Run(at, past, "ORG"))
                break
    return found


def _is_whole(tokens: Tokens, first: int, past: int) -> bool:
    """Whether no capital stands beside a name that could belong to it, nor behind ``of``, ``on`` or ``for``."""
    before = tokens.words[first - 1] if first else ""
    after = [*tokens.words[past : past + 2], "", ""]
    behind = after[1] if after[0] in CONNECTORS else after[0]
    starts = {start for start, _ in tokens.sentences}
    return not behind[:1].isupper() and (first in starts or not before[:1].isupper() or first - 1 in starts)


def peoples(tokens: Tokens, lexicon: Lexicon) -> list[Run]:
    """Find nationalities joined by a hyphen: ``Israeli-American``."""
    return [
        Run(at, at + 1, "MISC")
        for at, word in enumerate(tokens.words)
        if "-" in word and all(_is_people(part, lexicon) for part in word.split("-"))
    ]


def _is_people(word: str, lexicon: Lexicon) -> bool:
    return word[:1].isupper() and "demonym" in lexicon.word(word.lower()).flags
