"""What the recogniser sees of a token, written once for training and for use.

A token's score is a sum over *slots*: the word itself, its neighbours, and the first and last word of the run of
capitalised words that it stands in, with the words around that run. Each slot names a word, and all that
is said of a word depends on the word alone, so it is computed once a word and not once a token. Beside the slots
stand *conjunctions* of small numbers (cluster, shape, gazetteer class) of a token and its neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.lexicon import PHRASES, Lexicon, word_classes

SLOTS = {
    "0": 0,
    "-1": 1,
    "+1": 1,
    "-2": 2,
    "+2": 2,
    "head": 1,
    "first": 1,
    "whead": 2,
    "wfirst": 2,
    "before": 2,
    "after": 2,
}
"""Slot -> lowest level of word features that it takes: 0 all, 1 without affixes, 2 without all but the gist."""
RUN_SLOTS = ("head", "first", "whead", "wfirst", "before", "after")
"""Slots that name a word only for a token in a run; ``whead`` does so for all of these."""
BOUNDARY = ""
"""The word that stands where a slot points outside the sentence."""
CONNECTORS = frozenset(
    ("of", "for", "and", "the", "&", "de", "del", "da", "la", "on", "in", "'s", "al", "bin", "y", "e", "du")
)
_WIDE = frozenset(("of", "for", "the", "&", "de", "del", "da", "'s"))
_FUNCTION = frozenset(word_classes()["function"])
_TITLES = frozenset(word_classes()["title"]) | frozenset(word_classes()["honorific"])
_NAMED = frozenset(("country", "capital", "bigcity", "demonym", "company", "orghead", "title", "honorific", "calendar"))
_PRIORITY = (
    "calendar", "honorific", "title", "orgsuffix", "orghead", "country", "demonym", "religion", "party", "capital",
    "bigcity", "region", "placehead", "eventhead", "direction", "company", "particle", "speech", "city", "first",
    "last", "abbreviation", "family",
)  # fmt: skip
SHAPES = (
    "",
    "x",
    "X",
    "Xx",
    "XX",
    "xX",
    "XxXx",
    "X.",
    "X.X.",
    "d",
    "Xd",
    "x-x",
    "X-x",
    "X-X",
    "x-X",
    "'",
    ",",
    ".",
    '"',
    "(",
    ")",
    "-",
    "$",
    "p",
    "o",
)
_SHAPE_OF = {shape: at for at, shape in enumerate(SHAPES)}
CONJUNCTIONS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("c64", -1), ("c64", 0)),
    (("c64", 0), ("c64", 1)),
    (("c64", -1), ("shape", 0), ("c64", 1)),
    (("shape", -1), ("shape", 0), ("shape", 1)),
    (("mark", 0), ("shape", 0)),
    (("mark", 0), ("c512", 0)),
    (("mark", 0), ("class", 0)),
    (("phrase", 0),),
    (("phrase", -1),),
    (("phrase", 1),),
    (("class", -1), ("class", 0)),
    (("class", 0), ("class", 1)),
    (("class", -1), ("shape", 0), ("class", 1)),
    (("place", 0), ("class", 0)),
    (("place", 0), ("headclass", 0)),
    (("place", 0), ("whead", 0)),
    (("headclass", 0), ("c64", 0)),
    (("headclass", 0), ("firstclass", 0), ("place", 0)),
    (("beforeclass", 0), ("place", 0), ("headclass", 0)),
)


SIZES = {
    "mark": 4, "phrase": 2 * len(PHRASES) + 2, "place": 9, "shape": len(SHAPES), "class": len(_PRIORITY) + 1,
    "c64": 65, "c512": 513,
}  # fmt: skip
"""How many small numbers there are of each kind; 0 is always one of them."""


def shape(word: str) -> str:
    """Return a word's shape, one of a small set.

    >>> [shape(word) for word in ("Seoul", "said", "NATO", "U.S.", "McDonald", "al-Qaida", "1987", "%")]
    ['Xx', 'x', 'XX', 'X.X.', 'XxXx', 'x-X', 'd', 'p']
    """
    if word.isalpha():
        if word.islower():
            return "x"
        if word.isupper():
            return "XX" if len(word) > 1 else "X"
        rest = word[1:]
        return "Xx" if rest.islower() else "xX" if word[0].islower() else "XxXx"
    if word in _SHAPE_OF:
        return word
    if not any(map(str.isalnum, word)):
        return "p"
    return _mixed(word)


def _mixed(word: str) -> str:
    if word[-1] == ".":
        return "X.X." if word.count(".") > 1 else "X."
    if "-" in word:
        return f"{'X' if word[0].isupper() else 'x'}-{'X' if word.rpartition('-')[2][:1].isupper() else 'x'}"
    if any(map(str.isdigit, word)):
        return "d" if not any(map(str.isalpha, word)) else "Xd"
    if "'" in word:
        return "XxXx" if word[0].isupper() else "x"
    return "o"


class WordView(NamedTuple):
    """All that is said of one word: features by level, and its small numbers."""

    features: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    shape: int
    c64: int
    c512: int
    word_class: int


def view(word: str, lexicon: Lexicon) -> WordView:
    """Look at a word; the boundary word is a word of its own."""
    if word == BOUNDARY:
        return WordView(((), (), ("edge",)), 0, 0, 0, 0)
    lower = word.lower()
    known = lexicon.word(lower)
    if "honorific" in known.flags:
        lower = lower.rstrip(".")
    form = shape(word)
    gist = [f"l={lower}", f"s={form}", *_flagged(known.flags), *_leaning(known.leanings)]
    gist += [f"{grain}={cluster}" for grain, cluster in zip(("k", "m", "n"), known.clusters, strict=True) if cluster]
    near = [f"3={lower[-3:]}", f"gs={','.join(known.flags)}|{form}"]
    return WordView(
        (tuple(_affixes(word, lower)), tuple(near), tuple(gist)),
        _SHAPE_OF[form], known.clusters[0], known.clusters[1], _word_class(known.flags),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _flagged(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"g={flag}" for flag in flags)


@lru_cache(maxsize=4096)
def _leaning(leanings: tuple[int, ...]) -> tuple[str, ...]:
    if not any(leanings):
        return ()
    kinds = (f"{kind}={lean}" for kind, lean in zip("POLM", leanings, strict=True))
    return (*kinds, f"v={_strongest(leanings)}")


def _strongest(leanings: tuple[int, ...]) -> int:
    """The number of the strongest leaning, from 1; 0 if none is stronger than the label O."""
    top = max(leanings)
    return leanings.index(top) + 1 if top > 3 else 0


def _affixes(word: str, lower: str) -> list[str]:
    size = len(lower)
    made = [f"w={word}", f"z={min(size, 8)}"]
    made += [f"p{cut}={lower[:cut]}" for cut in (2, 3, 4) if size > cut]
    made += [f"e{cut}={lower[-cut:]}" for cut in (1, 2, 4, 5) if size > cut]
    if "-" in word[1:]:
        made += [f"h={part}" for part in lower.split("-") if part]
    return made


@lru_cache(maxsize=4096)
def _word_class(flags: tuple[str, ...]) -> int:
    for at, name in enumerate(_PRIORITY, 1):
        if name in flags:
            return at
    return 0


@dataclass(slots=True)
class Layout:
    """The tokens of one or more sentences, ready to be scored.

    ``words`` are as the features see them (an all-capitals line in the case of running text). ``slots`` maps a slot
    to the position of its word for each token, -1 for the boundary. ``channels`` holds the small numbers that are
    not a word's own.
    """

    words: list[str] = field(default_factory=list)
    slots: dict[str, list[int]] = field(default_factory=dict)
    channels: dict[str, list[int]] = field(default_factory=dict)
    sentences: list[tuple[int, int]] = field(default_factory=list)


def lay_out(words: Sequence[str], sentences: Sequence[tuple[int, int]], lexicon: Lexicon) -> Layout:
    """Find runs of capitalised words, listed phrases and headline lines."""
    count = len(words)
    layout = Layout(words=list(words), sentences=list(sentences))
    layout.slots = {name: [-1] * count for name in SLOTS}
    layout.channels = {name: [0] * count for name in ("mark", "phrase", "place")}
    for first, past in sentences:
        _mark_sentence(layout, first, past, lexicon)
        _neighbours(layout, first, past)
        _runs(layout, first, past)
    _phrases(layout, lexicon)
    return layout


def _mark_sentence(layout: Layout, first: int, past: int, lexicon: Lexicon) -> None:
    """Mark all-capitals (3) and title-case (2) lines and the first word of a sentence (1)."""
    words, marks = layout.words, layout.channels["mark"]
    alphabetic = [word for word in words[first:past] if word[0].isalpha()]
    upper = sum(map(str.isupper, alphabetic))
    if len(alphabetic) > 1 and upper > 0.8 * len(alphabetic) and any(len(word) > 4 for word in alphabetic):
        marks[first:past] = [3] * (past - first)
        layout.words[first:past] = [_cased(word, lexicon) for word in words[first:past]]
        return
    capitalised = sum(word[0].isupper() for word in alphabetic)
    if len(alphabetic) > 4 and capitalised > 0.65 * len(alphabetic):
        marks[first:past] = [2] * (past - first)
        return
    start = first
    while start < past - 1 and not words[start][0].isalnum():
        start += 1
    marks[start] = 1


def _cased(word: str, lexicon: Lexicon) -> str:
    """A word of an all-capitals line as it would be written else: plain words small, all others as names are."""
    known = lexicon.word(word.lower())
    if "function" in known.flags or (0 < max(known.leanings) <= 2 and _NAMED.isdisjoint(known.flags)):
        return word.lower()
    return _title(word)


def _title(word: str) -> str:
    return word.title() if word.isalpha() and len(word) > 1 else word if "." in word else word.title()


def _neighbours(layout: Layout, first: int, past: int) -> None:
    inside = range(first, past)
    size = past - first
    layout.slots["0"][first:past] = inside
    layout.slots["-1"][first:past] = [-1, *range(first, past - 1)]
    layout.slots["+1"][first:past] = [*range(first + 1, past), -1]
    layout.slots["-2"][first:past] = [-1, -1, *range(first, past - 2)][:size]
    layout.slots["+2"][first:past] = [*range(first + 2, past), -1, -1][-size:]


def _runs(layout: Layout, first: int, past: int) -> None:
    """Give every token of a run of capitalised words the run's first and last word and the words around it."""
    words, at = layout.words, first
    capital = [_is_capital(layout, index) for index in range(first, past)]
    strict: list[tuple[int, int]] = []
    while at < past:
        if not capital[at - first]:
            at += 1
            continue
        end = at + 1
        while end < past and capital[end - first]:
            end += 1
        strict.append((at, end))
        at = end
    for start, end in _parted(strict, words):
        _fill_run(layout, start, end, first, past)
    for start, end in _join(strict, words):
        layout.slots["wfirst"][start:end] = [start] * (end - start)
        layout.slots["whead"][start:end] = [end - 1] * (end - start)


def _parted(runs: list[tuple[int, int]], words: list[str]) -> list[tuple[int, int]]:
    """Part a run behind a title: ``Foreign Minister`` | ``Toshimitsu Motegi``."""
    parted = []
    for start, end in runs:
        first = start
        for at in range(start + 1, end):
            if words[at - 1].lower() in _TITLES:
                parted.append((first, at))
                first = at
        parted.append((first, end))
    return parted


def _is_capital(layout: Layout, index: int) -> bool:
    word = layout.words[index]
    return word[0].isupper() and not (layout.channels["mark"][index] and word.lower() in _FUNCTION)


def _fill_run(layout: Layout, start: int, end: int, first: int, past: int) -> None:
    size, slots = end - start, layout.slots
    slots["first"][start:end] = [start] * size
    slots["head"][start:end] = [end - 1] * size
    slots["before"][start:end] = [start - 1 if start > first else -1] * size
    slots["after"][start:end] = [end if end < past else -1] * size
    if size == 1:
        layout.channels["place"][start] = 1
        return
    inner = 3 if size == 2 else 6
    layout.channels["place"][start:end] = [inner, *[inner + 1] * (size - 2), inner + 2]


def _join(runs: list[tuple[int, int]], words: list[str]) -> list[tuple[int, int]]:
    """Join runs that one or two connectors hold together, as in ``Ministry of the Interior``."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] <= 2 and all(word in _WIDE for word in words[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _phrases(layout: Layout, lexicon: Lexicon) -> None:
    lower = [word.lower() for word in layout.words]
    starts = [at for at, word in enumerate(layout.words) if word[0].isupper()]
    channel = layout.channels["phrase"]
    for start, end, kind in lexicon.phrases(lower, starts):
        channel[start] = kind * 2
        channel[start + 1 : end] = [kind * 2 + 1] * (end - start - 1)
