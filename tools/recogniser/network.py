"""Train the small network on laid-out sentences and write it as the shipped arrays.

Plain NumPy: one hidden layer, label by label, Adam with a falling rate, words and hidden units left out by chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract.features import BOUNDARY, SLOTS, Layout, lay_out
from pipeline.extract.lexicon import Lexicon, number
from pipeline.extract.network import CONTEXT, UNIT, WIDTH, Floats, Vectors, describe
from tools.recogniser.corpora import Sentence

HIDDEN = 96
EPOCHS = 5
BATCH = 1024
RATE = 1e-3
"""Adam's rate at the start; it falls in a line to a hundredth of that."""
WORDS_LEFT_OUT = 0.05
"""Chance that a slot's word is not seen: the others have to tell."""
UNITS_LEFT_OUT = 0.2
KNOWN = 80_000
"""Words that get a vector, the most frequent first."""
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Tokens to learn from: descriptions of words, each token's words by slot, its channels, its label."""

    words: Floats
    slots: Ints
    context: Floats
    labels: Ints

    def rows(self, at: Ints, left_out: Floats) -> Floats:
        """Return the network's input for some tokens; ``left_out`` is 0 where a slot's word is not seen."""
        seen = self.words[self.slots[at]] * left_out[:, :, None]
        return np.concatenate([seen.reshape(len(at), -1), self.context[at]], axis=1)


def packed(words: Sequence[str], table: Floats) -> Vectors:
    """Pack unit vectors into bytes, sorted by the words' numbers; of two words with one number the first stays."""
    rows: dict[int, int] = {}
    for at, word in enumerate(words[:KNOWN]):
        rows.setdefault(number(word), at)
    keys = sorted(rows)
    return Vectors(np.array(keys, np.uint32), np.rint(table[[rows[key] for key in keys]] * UNIT).astype(np.int8))


def examples(sentences: Sequence[Sentence], lexicon: Lexicon, vectors: Vectors, labels: Sequence[str]) -> Examples:
    """Lay sentences out as the recogniser does."""
    ids, slots, context, found = {BOUNDARY: 0}, [], [], []
    number_of = {label: at for at, label in enumerate(labels)}
    for words, own in sentences:
        layout = lay_out(words, [(0, len(words))], lexicon)
        row = np.array([0, *(ids.setdefault(word, len(ids)) for word in layout.words)])
        slots.append(np.stack([row[np.array(layout.slots[slot]) + 1] for slot in SLOTS], axis=1))
        context.append(_context(layout))
        found += [number_of[label] for label in own]
    return Examples(
        describe(list(ids), lexicon, vectors), np.concatenate(slots), np.concatenate(context), np.array(found)
    )


def _context(layout: Layout) -> Floats:
    columns = [np.eye(size, dtype=np.float32)[layout.channels[name]] for name, size in CONTEXT.items()]
    return np.concatenate(columns, axis=1)


class Trainer:
    """The weights while they are learnt; the same seed and examples give the same weights."""

    def __init__(self, labels: int, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        wide = len(SLOTS) * WIDTH + sum(CONTEXT.values())
        self.weights = [
            self._draw(wide, HIDDEN) / np.float32(16), np.zeros(HIDDEN, np.float32),
            self._draw(HIDDEN, labels) / np.sqrt(np.float32(HIDDEN)), np.zeros(labels, np.float32),
        ]  # fmt: skip
        self._means = [np.zeros_like(weight) for weight in self.weights]
        self._squares = [np.zeros_like(weight) for weight in self.weights]
        self._steps = 0

    def _draw(self, rows: int, columns: int) -> Floats:
        return self.chance.standard_normal((rows, columns), np.float32)

    def batches(self, known: Examples) -> Iterator[tuple[Floats, Ints]]:
        """Yield inputs and labels of all tokens once, in an order by chance."""
        order = self.chance.permutation(len(known.labels))
        for first in range(0, len(order), BATCH):
            at = order[first : first + BATCH]
            seen = self.chance.random((len(at), len(SLOTS)), np.float32) >= WORDS_LEFT_OUT
            yield known.rows(at, seen.astype(np.float32)), known.labels[at]

    def learn(self, inputs: Floats, labels: Ints, rate: float) -> None:
        """Take one step."""
        first, bias, second, out_bias = self.weights
        drawn = self.chance.random((len(labels), HIDDEN), np.float32) >= UNITS_LEFT_OUT
        hidden = inputs @ first + bias
        kept = (drawn & (hidden > 0)).astype(np.float32) / np.float32(1 - UNITS_LEFT_OUT)
        hidden *= kept
        wrong = _softmax(hidden @ second + out_bias)
        wrong[np.arange(len(labels)), labels] -= 1
        wrong /= len(labels)
        back = (wrong @ second.T) * kept
        self._adam((inputs.T @ back, back.sum(axis=0), hidden.T @ wrong, wrong.sum(axis=0)), rate)

    def _adam(self, slopes: Sequence[Floats], rate: float) -> None:
        self._steps += 1
        for at, slope in enumerate(slopes):
            self._means[at] += 0.1 * (slope - self._means[at])
            self._squares[at] += 0.001 * (slope * slope - self._squares[at])
            spread = np.sqrt(self._squares[at] / (1 - 0.999**self._steps)) + 1e-8
            self.weights[at] -= rate / (1 - 0.9**self._steps) * self._means[at] / spread


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def fit(sentences: Sequence[Sentence], lexicon: Lexicon, vectors: Vectors, out: Path, *, seed: int) -> None:
    """Train on the sentences and write the network's file."""
    labels = sorted({label for _, own in sentences for label in own}, key=lambda label: (label != "O", label))
    known = examples(sentences, lexicon, vectors, labels)
    trainer = Trainer(len(labels), seed)
    steps = EPOCHS * ceil(len(known.labels) / BATCH)
    for epoch in range(EPOCHS):
        done = epoch * steps // EPOCHS
        for taken, (inputs, wanted) in enumerate(trainer.batches(known), done):
            trainer.learn(inputs, wanted, RATE * max(0.01, 1 - taken / steps))
    write(trainer.weights, vectors, labels, out)


def write(weights: Sequence[Floats], vectors: Vectors, labels: Sequence[str], out: Path) -> None:
    """Write the network, its first layer parted by word and channel: a word's numbers by all slots side by side."""
    first, bias, second, out_bias = (weight.astype(np.float16) for weight in weights)
    past = len(SLOTS) * WIDTH
    by_word = first[:past].reshape(len(SLOTS), WIDTH, -1).transpose(1, 0, 2).reshape(WIDTH, -1)
    context = np.split(first[past:], np.cumsum(list(CONTEXT.values()))[:-1])
    arrays: dict[str, npt.NDArray[Any]] = dict(zip(CONTEXT, context, strict=True))
    arrays |= {"labels": np.array(labels), "vector_keys": vectors.keys, "vectors": vectors.table}
    arrays |= {"slots": by_word, "bias": bias, "out": second, "out_bias": out_bias}
    np.savez_compressed(out, allow_pickle=False, **arrays)
