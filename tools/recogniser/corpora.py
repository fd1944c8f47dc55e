"""Read the labelled corpora and mend what is known to be wrong in them."""

import csv
import gzip
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.extract.lexicon import PHRASES, Lexicon
from pipeline.extract.tokens import PREFIXES, SUFFIXES

Sentence = tuple[list[str], list[str]]
"""Words and their labels (``O``, ``B-PER``, ``I-PER`` ...)."""
_SUFFIXES = frozenset(SUFFIXES.split("|"))
_PREFIXES = frozenset(PREFIXES.split("|"))


def read(path: Path) -> list[Sentence]:
    """Read a file of ``token TAB label`` lines, sentences parted by an empty line."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return list(_sentences(lines))


def _sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    words: list[str] = []
    labels: list[str] = []
    for line in lines:
        word, _, label = line.rstrip("\n").partition("\t")
        if word.strip():
            words.append(word)
            labels.append(label or "O")
        elif words:
            yield words, labels
            words, labels = [], []
    if words:
        yield words, labels


def split_hyphens(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Part ``Geneva-based`` and ``ex-FARC`` as the tokeniser does; the name keeps the label that it has elsewhere."""
    usual = usual_labels(sentences)
    return [_split(words, labels, usual) for words, labels in sentences]


def usual_labels(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Map words to the label that four in five of their occurrences have."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for words, labels in sentences:
        for word, label in zip(words, labels, strict=True):
            seen[word][label] += 1
    usual = {}
    for word, counts in seen.items():
        label, count = counts.most_common(1)[0]
        if count > 0.8 * counts.total():
            usual[word] = label
    return usual


def _split(words: list[str], labels: list[str], usual: dict[str, str]) -> Sentence:
    new_words, new_labels = [], []
    for word, label in zip(words, labels, strict=True):
        for part, own in _parts(word):
            new_words.append(part)
            kept = usual.get(part, "O") if label == "O" or label.endswith("MISC") else label
            new_labels.append(label if part == word else kept if own else "O")
    return new_words, new_labels


def _parts(word: str) -> list[tuple[str, bool]]:
    left, dash, right = word.rpartition("-")
    if dash and right in _SUFFIXES and left[:1].isupper():
        return [(left, True), (f"-{right}", False)]
    left, dash, right = word.partition("-")
    if dash and left in _PREFIXES and right[:1].isupper():
        return [(f"{left}-", False), (right, True)]
    return [(word, True)]


def mend(sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Sentence]:
    """Correct labels that are wrong by the corpora's own rules.

    Nationalities and religions alone are MISC, with their point of the compass (``South Korean``); parties to a
    contract (``Borrower``) are no names.
    """
    return [_mended(words, list(labels), lexicon) for words, labels in sentences]


_ROLES = frozenset(("borrower", "lender", "bank", "parent", "guarantor", "company", "commonwealth"))
_COMPASS = frozenset(("South", "North", "Central", "West", "East", "Southeast", "Latin", "Saudi", "Sri"))


def _mended(words: list[str], labels: list[str], lexicon: Lexicon) -> Sentence:
    for at, word in enumerate(words):
        ahead = labels[at + 1] if at + 1 < len(labels) else "O"
        alone = labels[at][:1] != "I" and ahead[:1] != "I"
        flags = lexicon.word(word.lower()).flags
        if alone and word.lower() in _ROLES:
            labels[at] = "O"
        elif word[0].isupper() and {"demonym", "religion"}.intersection(flags) and "country" not in flags:
            _mend_group(words, labels, at, alone=alone)
    _mend_countries(words, labels, lexicon)
    return words, labels


def _mend_countries(words: list[str], labels: list[str], lexicon: Lexicon) -> None:
    """Label ``Czech Republic`` as one place where nothing longer is labelled."""
    lower = [word.lower() for word in words]
    starts = [at for at, word in enumerate(words) if word[0].isupper()]
    for first, past, kind in lexicon.phrases(lower, starts):
        inside = labels[first][:1] == "I" or (past < len(labels) and labels[past][:1] == "I")
        if PHRASES[kind - 1] == "country" and not inside:
            _label(labels, first, past, "LOC")


def _mend_group(words: list[str], labels: list[str], at: int, *, alone: bool) -> None:
    if at and words[at - 1] in _COMPASS and (at + 1 == len(words) or labels[at + 1][:1] != "I"):
        labels[at - 1 : at + 1] = ["B-MISC", "I-MISC"]
    elif alone:
        labels[at] = "B-MISC"


def by_majority(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Give a name the label that two in three of its occurrences in the corpus have, where it is labelled at all.

    A name that is labelled four times in five is labelled everywhere it stands alone.
    """
    labelled: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for words, labels in sentences:
        for first, past, kind in spans(labels):
            labelled[tuple(words[first:past])][kind] += 1
    usual = {name: counts.most_common(1)[0] for name, counts in labelled.items() if counts.total() > 4}
    sure = {name: kind for name, (kind, count) in usual.items() if count > 0.66 * labelled[name].total()}
    sure |= {name: kind for name, kind in corrections().items() if name in labelled}
    plain = _occurrences(sentences, sure)
    firm = {name for name in sure if labelled[name].total() > 0.8 * plain[name]}
    return [_outvoted(words, list(labels), sure, firm) for words, labels in sentences]


def corrections() -> dict[tuple[str, ...], str]:
    """Return the names that the corpus mostly labels wrongly, with their right label."""
    with Path(__file__).with_name("corrections.csv").open(encoding="utf-8", newline="") as lines:
        return {tuple(row["name"].split()): row["kind"] for row in csv.DictReader(lines)}


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the labelled names of a sentence as (first, past, kind)."""
    found: list[tuple[int, int, str]] = []
    for at, label in enumerate(labels):
        if label[0] == "I" and found and found[-1][1] == at and found[-1][2] == label[2:]:
            found[-1] = (found[-1][0], at + 1, label[2:])
        elif label != "O":
            found.append((at, at + 1, label[2:]))
    return found


def _occurrences(sentences: Sequence[Sentence], names: Iterable[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    starts = {name[0] for name in names}
    longest = 5
    found: Counter[tuple[str, ...]] = Counter()
    wanted = set(names)
    for words, _ in sentences:
        for at, word in enumerate(words):
            if word in starts:
                found.update(name for size in range(1, longest) if (name := tuple(words[at : at + size])) in wanted)
    return found


def _outvoted(
    words: list[str], labels: list[str], sure: dict[tuple[str, ...], str], firm: set[tuple[str, ...]]
) -> Sentence:
    for first, past, kind in spans(labels):
        _label(labels, first, past, sure.get(tuple(words[first:past]), kind))
    for at in range(len(words)):
        for size in (4, 3, 2, 1):
            name = tuple(words[at : at + size])
            if name in firm and set(labels[at : at + size]) == {"O"} and _alone(words, at, at + size):
                _label(labels, at, at + size, sure[name])
    return words, labels


def _alone(words: list[str], first: int, past: int) -> bool:
    before = words[first - 1] if first else ""
    after = words[past] if past < len(words) else ""
    return first > 0 and not before[:1].isupper() and not after[:1].isupper()


def _label(labels: list[str], first: int, past: int, kind: str) -> None:
    labels[first:past] = [f"B-{kind}", *[f"I-{kind}"] * (past - first - 1)]


def in_capitals(sentences: Sequence[Sentence], share: float, seed: int) -> list[Sentence]:
    """Return copies of a share of the sentences, half in capitals, half in title case, as headlines are."""
    chance = random.Random(seed)  # noqa: S311
    copies = []
    for words, labels in sentences:
        draw = chance.random()
        if draw < share / 2:
            copies.append(([word.upper() for word in words], labels))
        elif draw < share:
            copies.append(([word if word == "'s" else word[0].upper() + word[1:] for word in words], labels))
    return copies
