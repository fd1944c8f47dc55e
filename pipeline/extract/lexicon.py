"""What is known of words before any story is read: clusters of word vectors, gazetteers, name lists.

The words themselves are not kept: a word is the CRC-32 of its lower-case form, the arrays are sorted by it, and
a look-up is a binary search. So 250,000 words take 3 MB on disk and in memory. One unknown word in some
17,000 meets the number of a known one; that costs a feature, not a fact.
"""

import csv
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

FLAGS = (
    "first", "last", "country", "capital", "city", "bigcity", "region", "demonym", "company", "ticker",
    "title", "honorific", "orghead", "orgsuffix", "placehead", "direction", "eventhead", "calendar",
    "particle", "religion", "party", "speech", "function", "disease",
    "abbreviation", "family",
)  # fmt: skip
PHRASES = ("country", "city", "region", "demonym", "company", "person")
GRAINS = ("c64", "c512", "c2048")
LEANINGS = ("PER", "ORG", "LOC", "MISC")
_KEPT = 20_000
"""Looked-up words that are kept."""
DATA = Path(str(files("pipeline.extract") / "data"))


def number(text: str) -> int:
    """Return the 32-bit number under which a word, phrase or feature is stored."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def numbers(texts: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Return the numbers of many texts, in a fraction of the time."""
    try:
        return np.array(list(map(zlib.crc32, map(str.encode, texts))), np.uint32)
    except UnicodeEncodeError:  # half of a character outside the basic plane
        return np.array(list(map(number, texts)), np.uint32)


def word_classes(path: Path = DATA / "words.csv") -> dict[str, set[str]]:
    """Return the closed word classes (titles, head words of organisations ...) by name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["class"]: set(row["words"].split("|")) for row in csv.DictReader(lines)}


@dataclass(frozen=True, slots=True)
class Word:
    """What the lexicon knows of a word.

    ``clusters`` holds its cluster at each grain, ``flags`` its classes, ``leanings`` how words with such vectors are
    labelled (PER, ORG, LOC, MISC; 0 never to 7 always). An unknown word has 0 throughout.
    """

    clusters: tuple[int, ...]
    flags: tuple[str, ...]
    leanings: tuple[int, ...] = (0, 0, 0, 0)


@lru_cache(maxsize=4096)
def _flags_of(mask: int) -> tuple[str, ...]:
    return tuple(flag for bit, flag in enumerate(FLAGS) if mask >> bit & 1)


class Lexicon:
    """The lexicon as shipped, read once."""

    def __init__(self, path: Path = DATA / "lexicon.npz") -> None:
        with np.load(path) as arrays:
            self._keys: npt.NDArray[np.uint32] = arrays["keys"]
            self._clusters: npt.NDArray[np.int16] = arrays["clusters"]
            self._flags: npt.NDArray[np.uint32] = arrays["flags"]
            self._leanings: npt.NDArray[np.uint8] = arrays["leanings"]
            self._phrases = dict(zip(arrays["phrase_keys"].tolist(), arrays["phrase_kinds"].tolist(), strict=True))
            self._seen: dict[str, Word] = {}
            self._prefixes = frozenset(arrays["phrase_prefixes"].tolist())

    def word(self, lower: str) -> Word:
        """Look a word up by its lower-case form."""
        return self._seen.get(lower) or self.words([lower])[0]

    def words(self, lower: Sequence[str]) -> list[Word]:
        """Look words up by their lower-case forms, those not met before side by side."""
        unseen = [word for word in dict.fromkeys(lower) if word not in self._seen]
        if unseen and len(self._seen) + len(unseen) > _KEPT:
            self._seen.clear()
            unseen = list(dict.fromkeys(lower))
        if unseen:
            self._seen.update(zip(unseen, self._look_up(unseen), strict=True))
        return [self._seen[word] for word in lower]

    def _look_up(self, lower: Sequence[str]) -> Iterator[Word]:
        keys = numbers(lower)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[at] == keys
        masks = np.where(known, self._flags[at], 0).tolist()
        clusters = np.where(known[:, None], self._clusters[at], 0).tolist()
        leanings = np.where(known[:, None], self._leanings[at], 0).tolist()
        for mask, own, lean in zip(masks, clusters, leanings, strict=True):
            yield Word(tuple(own), _flags_of(mask), tuple(lean))

    def phrases(self, words: list[str], starts: list[int]) -> list[tuple[int, int, int]]:
        """Return the longest listed phrase of two words or more at each start as (first, last + 1, kind).

        ``words`` are in lower case; ``kind`` counts from 1 in PHRASES. A start inside a found phrase is skipped.
        """
        found, past = [], 0
        for start in starts:
            if start >= past and (hit := self._longest(words, start)):
                found.append(hit)
                past = hit[1]
        return found

    def _longest(self, words: list[str], start: int) -> tuple[int, int, int] | None:
        hit, key = None, number(words[start])
        if key not in self._prefixes:
            return None
        for end in range(start + 2, min(start + 7, len(words)) + 1):
            key = zlib.crc32(f" {words[end - 1]}".encode("utf-8", "surrogatepass"), key)
            if kind := self._phrases.get(key):
                hit = (start, end, kind)
            if key not in self._prefixes:
                break
        return hit
