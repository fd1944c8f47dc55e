"""A linear-chain conditional random field, decoded with arrays.

The weights are trained elsewhere (``tools/train_recogniser.py``) and shipped as numbers: every feature is
known by its CRC-32, weights are half-precision. Scores of a word in each slot are kept once computed, so
that a token costs a few additions of short rows; the sentences of a story are decoded side by side.
"""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract.conjunctions import Conjunctions
from pipeline.extract.features import BOUNDARY, RUN_SLOTS, SLOTS, Layout, view
from pipeline.extract.lexicon import DATA, Lexicon, numbers
from pipeline.extract.network import Network
from pipeline.extract.paths import best_path, marginals

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_KEPT = 14_000
"""Words whose scores are kept; at some 2.5 kB each, most of it the network's."""
_MOVED = 500
"""Rows that are moved at once when words are forgotten, so that no second table is needed."""
NUMBERS = ("shape", "c64", "c512", "class")
"""A word's own channels, in the order of the view."""
SHARE = 0.6
"""What the network's log-probabilities count for beside the field's scores."""


class Weights:
    """The shipped weights of one model."""

    def __init__(self, path: Path = DATA / "model.npz") -> None:
        with np.load(path) as arrays:
            self.labels: list[str] = arrays["labels"].tolist()
            self.transitions: Floats = arrays["transitions"].astype(np.float32)
            self.keys: npt.NDArray[np.uint32] = arrays["keys"]
            self.offsets: npt.NDArray[np.int64] = arrays["offsets"].astype(np.int64)
            self.columns: npt.NDArray[np.int64] = arrays["columns"].astype(np.int64)
            self.values: Floats = arrays["values"].astype(np.float32)
            self.conjunctions = Conjunctions(arrays["conjunctions"], arrays["conjunction_values"])

    def of_words(self, words: Sequence[tuple[tuple[str, ...], ...]]) -> Floats:
        """Return the scores of words, given their features by level: words x slots x labels."""
        size = len(SLOTS) * len(self.labels)
        features = [list(chain.from_iterable(levels)) for levels in words]
        keys = numbers(list(chain.from_iterable(features)))
        word = np.repeat(np.arange(len(words)), [len(own) for own in features])
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        at, word = at[known], word[known]
        counts = self.offsets[at + 1] - self.offsets[at]
        cells = np.arange(counts.sum()) + np.repeat(self.offsets[at] - counts.cumsum() + counts, counts)
        places = np.repeat(word * size, counts) + self.columns[cells]
        scores = np.bincount(places, self.values[cells], len(words) * size).astype(np.float32)
        return scores.reshape(len(words), len(SLOTS), -1)


class Tagger:
    """Scores and decodes laid-out text, with a network's opinion where one is given; keeps what words score."""

    def __init__(self, weights: Weights, lexicon: Lexicon, network: Network | None = None) -> None:
        self.weights = weights
        self.lexicon = lexicon
        self.network = network
        self._forget()

    def _forget(self, wanted: int = 0) -> None:
        """Begin anew, with room for the words that are wanted now."""
        room = max(_KEPT, wanted + 1)
        self._rows: dict[str, int] = {}
        self._met = np.zeros(room, np.int32)
        self._scores = np.zeros((room, len(SLOTS), len(self.weights.labels)), np.float32)
        self._numbers = np.zeros((room, len(NUMBERS)), np.int64)
        self._parts = np.zeros((room, len(SLOTS), self.network.hidden if self.network else 0), np.int16)
        self._learn([BOUNDARY])

    def _thin_out(self) -> None:
        """Forget half of the words: those that were met least, of these the oldest."""
        often = np.argsort(self._met[1 : len(self._rows)], kind="stable")[len(self._rows) // 2 :]
        kept = np.concatenate([[0], np.sort(often) + 1])
        names = list(self._rows)
        self._rows = {names[old]: new for new, old in enumerate(kept.tolist())}
        self._met //= 2
        for table in (self._met, self._scores, self._numbers, self._parts):
            for at in range(0, len(kept), _MOVED):
                moved = kept[at : at + _MOVED]
                table[at : at + len(moved)] = table[moved]

    def _learn(self, words: list[str]) -> None:
        rows = slice(len(self._rows), len(self._rows) + len(words))
        self._rows.update(zip(words, range(rows.start, rows.stop), strict=True))
        self.lexicon.words([word.lower() for word in words])
        views = [view(word, self.lexicon) for word in words]
        self._met[rows] = 0
        self._scores[rows] = self.weights.of_words([seen.features for seen in views])
        self._numbers[rows] = [seen[1:] for seen in views]
        if self.network:
            self._parts[rows] = self.network.of_words(words, self.lexicon)

    def _rows_of(self, words: list[str]) -> Ints:
        distinct = list(dict.fromkeys(words))
        unseen = self._unseen(distinct)
        if len(self._rows) + len(unseen) > len(self._scores):
            self._thin_out()
            unseen = self._unseen(distinct)
        if len(self._rows) + len(unseen) > len(self._scores):
            self._forget(len(distinct))
            unseen = distinct
        if unseen:
            self._learn(unseen)
        rows = np.array([0, *map(self._rows.__getitem__, words)], np.int64)
        self._met[rows] += 1
        return rows

    def _unseen(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if word not in self._rows]

    def scores(self, layout: Layout) -> Floats:
        """Return the score of each token and label, before transitions."""
        rows = self._rows_of(layout.words)
        slots = {name: np.array(layout.slots[name], np.int64) + 1 for name in SLOTS}
        total = _summed(self._scores, rows, slots, np.float32)
        channels = {name: np.array([0, *values], np.int64) for name, values in layout.channels.items()}
        channels |= dict(zip(NUMBERS, self._numbers[rows].T, strict=True))
        total += self.weights.conjunctions.scores(channels, slots)
        return total + self._judged(layout, rows, slots, self.network) if self.network else total

    def _judged(self, layout: Layout, rows: Ints, slots: dict[str, Ints], network: Network) -> Floats:
        """The network's log-probabilities by the field's labels, weighted."""
        order = [network.labels.index(label) for label in self.weights.labels]
        return SHARE * network.scores(layout, _summed(self._parts, rows, slots, np.int32))[:, order]

    def decode(self, layout: Layout, scores: Floats) -> list[str]:
        """Return the best label of each token."""
        labels = self.weights.labels
        return [labels[label] for label in best_path(scores, self.weights.transitions, layout.sentences).tolist()]

    def marginals(self, layout: Layout, scores: Floats) -> Floats:
        """Return the probability of each label at each token."""
        return marginals(scores, self.weights.transitions, layout.sentences)


def _summed(
    table: npt.NDArray[Any], rows: Ints, slots: dict[str, Ints], kind: type[np.number[Any]]
) -> npt.NDArray[Any]:
    """Add up what the words in all of a token's slots say; outside runs most slots name the boundary."""
    inside = np.flatnonzero(slots["whead"])
    total = np.zeros((len(slots["0"]), table.shape[2]), kind)
    for at, name in enumerate(SLOTS):
        if name not in RUN_SLOTS:
            total += table[rows[slots[name]], at]
    own = total[inside]
    for at, name in enumerate(SLOTS):
        if name in RUN_SLOTS:
            own += table[rows[slots[name][inside]], at]
            total += table[0, at]
    total[inside] = own
    return total
