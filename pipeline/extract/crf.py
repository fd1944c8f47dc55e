"""A linear-chain conditional random field, decoded with arrays.

The weights are trained elsewhere (``tools/train_recogniser.py``) and shipped as numbers: every feature is
known by its CRC-32, weights are half-precision. Scores of a word in each slot are kept once computed, so
that a token costs a few additions of short rows; the sentences of a story are decoded side by side.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.extract.features import BOUNDARY, CONJUNCTIONS, SLOTS, Layout, view
from pipeline.extract.lexicon import DATA, Lexicon, number
from pipeline.extract.network import Network

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_KEPT = 14_000
"""Words whose scores are kept; at some 2.5 kB each, most of it the network's."""
SHARE = 0.6
"""What the network's log-probabilities count for beside the field's scores."""


def conjunction_key(family: int, values: tuple[int, ...]) -> int:
    """Pack a conjunction's number and its values into 64 bits.

    >>> conjunction_key(2, (5,)) == (3 << 48) + 5
    True
    """
    key = family + 1
    for value in (0,) * (3 - len(values)) + values:
        key = (key << 16) + value
    return key


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
            self.conjunctions: Ints = arrays["conjunctions"]
            self.conjunction_values: npt.NDArray[np.float16] = arrays["conjunction_values"]

    def of_words(self, words: Sequence[tuple[tuple[str, ...], ...]]) -> Floats:
        """Return the scores of words, given their features by level: words x slots x labels."""
        size = len(SLOTS) * len(self.labels)
        features = [list(chain.from_iterable(levels)) for levels in words]
        keys = np.array([number(feature) for own in features for feature in own], np.uint32)
        word = np.repeat(np.arange(len(words)), [len(own) for own in features])
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        at, word = at[known], word[known]
        counts = self.offsets[at + 1] - self.offsets[at]
        cells = np.arange(counts.sum()) + np.repeat(self.offsets[at] - counts.cumsum() + counts, counts)
        places = np.repeat(word * size, counts) + self.columns[cells]
        scores = np.bincount(places, self.values[cells], len(words) * size).astype(np.float32)
        return scores.reshape(len(words), len(SLOTS), -1)

    @cached_property
    def outside(self) -> int:
        """The number of the label ``O``."""
        return self.labels.index("O")


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
        self._scores = np.zeros((room, len(SLOTS), len(self.weights.labels)), np.float32)
        self._numbers = np.zeros((room, 4), np.int64)
        self._parts = np.zeros((room, len(SLOTS), self.network.hidden if self.network else 0), np.float16)
        self._learn([BOUNDARY])

    def _learn(self, words: list[str]) -> None:
        rows = slice(len(self._rows), len(self._rows) + len(words))
        self._rows.update(zip(words, range(rows.start, rows.stop), strict=True))
        views = [view(word, self.lexicon) for word in words]
        self._scores[rows] = self.weights.of_words([seen.features for seen in views])
        self._numbers[rows] = [(seen.shape, seen.c64, seen.c512, seen.word_class) for seen in views]
        if self.network:
            self._parts[rows] = self.network.of_words(words, self.lexicon)

    def _rows_of(self, words: list[str]) -> Ints:
        unseen = [word for word in dict.fromkeys(words) if word not in self._rows]
        if len(self._rows) + len(unseen) > len(self._scores):
            unseen = list(dict.fromkeys(words))
            self._forget(len(unseen))
        if unseen:
            self._learn(unseen)
        return np.array([0, *map(self._rows.__getitem__, words)], np.int64)

    def scores(self, layout: Layout) -> Floats:
        """Return the score of each token and label, before transitions."""
        rows = self._rows_of(layout.words)
        total = np.zeros((len(layout.words), len(self.weights.labels)), np.float32)
        slots = {name: np.array(layout.slots[name], np.int64) + 1 for name in SLOTS}
        for at, positions in enumerate(slots.values()):
            total += self._scores[rows[positions], at]
        total += self._conjoined(layout, rows, slots)
        return total + self._judged(layout, rows, slots, self.network) if self.network else total

    def _judged(self, layout: Layout, rows: Ints, slots: dict[str, Ints], network: Network) -> Floats:
        """The network's log-probabilities by the field's labels, weighted."""
        parts = np.zeros((len(layout.words), network.hidden), np.float32)
        for at, positions in enumerate(slots.values()):
            parts += self._parts[rows[positions], at]
        order = [network.labels.index(label) for label in self.weights.labels]
        return SHARE * network.scores(layout, parts)[:, order]

    def _conjoined(self, layout: Layout, rows: Ints, slots: dict[str, Ints]) -> Floats:
        numbers = self._numbers[rows]
        channels = {name: np.array([0, *values], np.int64) for name, values in layout.channels.items()}
        channels |= {"shape": numbers[:, 0], "c64": numbers[:, 1], "c512": numbers[:, 2], "class": numbers[:, 3]}
        keys = np.stack([self._keys(family, channels, slots) for family in range(len(CONJUNCTIONS))])
        known = self.weights.conjunctions
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        values = self.weights.conjunction_values[at].astype(np.float32)
        values[known[at] != keys] = 0
        total: Floats = values.sum(axis=0)
        return total

    def _keys(self, family: int, channels: dict[str, Ints], slots: dict[str, Ints]) -> Ints:
        key: Ints = np.full(len(slots["0"]), family + 1, np.int64) << (16 * (3 - len(CONJUNCTIONS[family])))
        for name, offset in CONJUNCTIONS[family]:
            key = (key << 16) + channel(name, offset, channels, slots)
        return key

    def decode(self, layout: Layout, scores: Floats) -> list[str]:
        """Return the best label of each token (Viterbi over all sentences at once)."""
        labels = self.weights.labels
        best = np.full(len(layout.words), self.weights.outside, np.int64)
        _viterbi(scores, self.weights.transitions, *_longest_first(layout), best)
        return [labels[label] for label in best]

    def marginals(self, layout: Layout, scores: Floats) -> Floats:
        """Return the probability of each label at each token (forward-backward over all sentences at once)."""
        return _marginals(scores, self.weights.transitions, *_longest_first(layout))


def _longest_first(layout: Layout) -> tuple[Ints, Ints]:
    """The starts and sizes of the sentences, longest first, so that those still running are always a prefix."""
    order = sorted(layout.sentences, key=lambda pair: pair[0] - pair[1])
    starts = np.array([first for first, _ in order], np.int64)
    return starts, np.array([past - first for first, past in order], np.int64)


def channel(name: str, offset: int, channels: dict[str, Ints], slots: dict[str, Ints]) -> Ints:
    """Return a channel's numbers as each token sees them; ``headclass`` is the class of the word in slot ``head``."""
    if name in slots:
        return channels["class"][slots[name]]
    if name.endswith("class") and name != "class":
        return channels["class"][slots[name.removesuffix("class")]]
    return channels[name][slots[f"{offset:+d}" if offset else "0"]]


def _viterbi(scores: Floats, transitions: Floats, starts: Ints, sizes: Ints, best: Ints) -> None:
    """Fill in the best labels."""
    if not len(starts):
        return
    longest, live = int(sizes[0]), _still_running(sizes)
    alpha = scores[starts]
    back = np.zeros((longest, len(starts), scores.shape[1]), np.int8)
    for step in range(1, longest):
        running = live[step]
        paths = alpha[:running, :, None] + transitions
        back[step, :running] = paths.argmax(axis=1)
        alpha[:running] = paths.max(axis=1) + scores[starts[:running] + step]
    label = alpha.argmax(axis=1)
    for step in range(longest - 1, -1, -1):
        running = live[step]
        best[starts[:running] + step] = label[:running]
        label[:running] = back[step, np.arange(running), label[:running]]


def _still_running(sizes: Ints) -> list[int]:
    """How many sentences have a token at each step."""
    return [int(np.searchsorted(-sizes, -step)) for step in range(int(sizes[0]))]


def _marginals(scores: Floats, transitions: Floats, starts: Ints, sizes: Ints) -> Floats:
    """Forward-backward on probabilities scaled at every step, which is quicker than on logarithms."""
    local: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    if not len(starts):
        return local
    moves, live = np.exp(transitions), _still_running(sizes)
    forward = local.copy()
    forward[starts] /= forward[starts].sum(axis=1, keepdims=True)
    for step in range(1, int(sizes[0])):
        at = starts[: live[step]] + step
        row = (forward[at - 1] @ moves) * local[at]
        forward[at] = row / row.sum(axis=1, keepdims=True)
    backward = np.ones_like(local)
    for step in range(int(sizes[0]) - 1, 0, -1):
        at = starts[: live[step]] + step
        row = (backward[at] * local[at]) @ moves.T
        backward[at - 1] = row / row.sum(axis=1, keepdims=True)
    both = forward * backward
    result: Floats = both / both.sum(axis=1, keepdims=True)
    return result
