"""The pass over the whole story: what one sentence leaves open, another settles.

One label a surface form; a lone surname takes the label of the full name; repeats that were missed are
labelled; ``Full Name (ABC)`` makes ABC an organisation. A part of a longer run of capitals is left alone.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.extract.features import CONNECTORS
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.tokens import Tokens

Surface = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A name as a half-open run of tokens, with the label of the corpora: PER, ORG, LOC or MISC."""

    first: int
    past: int
    label: str


def agree(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> list[Run]:
    """Make the names of one story agree with each other."""
    names = acronyms(tokens, runs)
    runs = _merge(runs, names)
    surnames = _surnames(tokens, runs, lexicon)
    runs = [_settle(tokens, run, surnames, lexicon) for run in runs]
    majority = _majority(tokens, runs, {_surface(tokens, run): "ORG" for run in names})
    runs = [Run(run.first, run.past, majority.get(_surface(tokens, run), run.label)) for run in runs]
    return _merge(runs, _repeats(tokens, runs, majority, lexicon))


def _surface(tokens: Tokens, run: Run) -> Surface:
    return tuple(tokens.words[run.first : run.past])


def _merge(runs: list[Run], added: list[Run]) -> list[Run]:
    """Put runs in that do not overlap the others."""
    taken = {at for run in runs for at in range(run.first, run.past)}
    fresh = [run for run in added if taken.isdisjoint(range(run.first, run.past))]
    return sorted([*runs, *fresh], key=lambda run: run.first)


def acronyms(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Find ``Full Name (ABC)`` where the initials fit, and return both names as organisations."""
    found = []
    starts = {run.past: run for run in runs}
    words = tokens.words
    for at in range(2, len(words) - 2):
        if words[at] == "(" and words[at + 2] == ")" and _is_acronym(words[at + 1]):
            run = starts.get(at)
            if run and run.label in ("ORG", "MISC") and _fits(words[at + 1], words[run.first : run.past]):
                found += [Run(run.first, run.past, "ORG"), Run(at + 1, at + 2, "ORG")]
    return found


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 8 and sum(map(str.isupper, word)) >= max(2, len(word) - 2) and word[0].isupper()


def _fits(acronym: str, words: list[str]) -> bool:
    """Whether the letters of an acronym are initials of the words, in order, its first that of the first word."""
    letters = [letter for letter in acronym.lower() if letter.isalpha()]
    initials = [part[0] for word in words for part in word.lower().split("-") if part]
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return bool(initials) and initials[0] == letters[0] and at >= len(letters) - 1


def _surnames(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> dict[str, int]:
    """Count the words of the full names of persons that could stand for the person alone."""
    words: Counter[str] = Counter()
    for run in runs:
        if run.label == "PER" and run.past - run.first > 1:
            words.update({word for word in _surface(tokens, run) if len(word) > 2 and word[0].isupper()})
    return {word: count for word, count in words.items() if "particle" not in lexicon.word(word.lower()).flags}


def _settle(tokens: Tokens, run: Run, surnames: dict[str, int], lexicon: Lexicon) -> Run:
    """A lone surname is a person; a country or capital stays a place where its government is meant."""
    word = tokens.words[run.first]
    if run.past - run.first > 1 or run.label == "PER":
        return run
    if {"country", "capital"}.intersection(lexicon.word(word.lower()).flags) and run.label == "ORG":
        return Run(run.first, run.past, "LOC")
    return Run(run.first, run.past, "PER") if word in surnames else run


def _majority(tokens: Tokens, runs: list[Run], fixed: dict[Surface, str]) -> dict[Surface, str]:
    votes: dict[Surface, Counter[str]] = defaultdict(Counter)
    for run in runs:
        votes[_surface(tokens, run)][run.label] += 1
    return {surface: counts.most_common(1)[0][0] for surface, counts in votes.items()} | fixed


def _repeats(tokens: Tokens, runs: list[Run], majority: dict[Surface, str], lexicon: Lexicon) -> list[Run]:
    """Label what the story names elsewhere, unless it is part of a longer run of capitals."""
    starts: dict[str, list[Surface]] = defaultdict(list)
    for surface in majority:
        if surface[0][0].isupper() and _telling(surface, lexicon):
            starts[surface[0]].append(surface)
    taken = {at for run in runs for at in range(run.first, run.past)}
    found = []
    for at, word in enumerate(tokens.words):
        if word in starts and at not in taken:
            for surface in sorted(starts[word], key=len, reverse=True):
                past = at + len(surface)
                if tuple(tokens.words[at:past]) == surface and _stands_alone(tokens, at, past, taken):
                    found.append(Run(at, past, majority[surface]))
                    break
    return found


def _telling(surface: Surface, lexicon: Lexicon) -> bool:
    if len(surface) > 1:
        return True
    flags = lexicon.word(surface[0].lower()).flags
    return len(surface[0]) > 1 and not {"calendar", "title", "honorific", "direction"}.intersection(flags)


def _stands_alone(tokens: Tokens, first: int, past: int, taken: set[int]) -> bool:
    before = tokens.words[first - 1] if first else ""
    after = tokens.words[past] if past < len(tokens.words) else ""
    inside = before[:1].isupper() and first - 1 not in taken and not _is_break(tokens, first)
    return not inside and not after[:1].isupper() and before not in CONNECTORS - {"and", "in", "the", "of", "on", "for"}


def _is_break(tokens: Tokens, first: int) -> bool:
    return any(start == first for start, _ in tokens.sentences)
