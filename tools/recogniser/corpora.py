"""Read the labelled corpora and mend what is known to be wrong in them."""

import gzip
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

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
