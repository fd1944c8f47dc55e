"""A small neural network beside the conditional random field: one hidden layer over the same slots.

Where the field adds up what each slot says, the network weighs them together. A word's part in the hidden layer
depends on the word and slot alone, so it is computed once a word; a token costs eleven additions of short
rows and one small product. Trained by ``tools/train_recogniser.py`` (``tools/recogniser/network.py``).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.extract.features import BOUNDARY, SHAPES, SIZES, SLOTS, Layout, shape
from pipeline.extract.lexicon import DATA, FLAGS, LEANINGS, Lexicon, numbers

Floats = npt.NDArray[np.float32]
SIZE = 50
"""Numbers in a word vector."""
UNIT = 127
"""What a unit vector's numbers are multiplied by before they are rounded to bytes."""
STEPS = 4096
"""Steps of a word's part in the hidden layer within 1: whole numbers are added up in a tenth of half floats' time."""
_LIMIT = 2**15 - 1
_WEIGHT = 3
"""What a vector counts for beside flags and shape."""
CONTEXT = {name: SIZES[name] for name in ("mark", "phrase", "place")}
"""Channels of the layout that the network sees, and how many numbers each can have."""
_FLAGS_AT, _LEANINGS_AT = SIZE, SIZE + len(FLAGS)
_SHAPES_AT = _LEANINGS_AT + len(LEANINGS)
_FLAG_AT = {flag: at for at, flag in enumerate(FLAGS, _FLAGS_AT)}
_SHAPE_AT = {form: at for at, form in enumerate(SHAPES, _SHAPES_AT)}
WIDTH = _SHAPES_AT + len(SHAPES) + 2
"""Numbers that describe a word: vector, flags, leanings, shape, without vector (0 or 1), the boundary (0 or 1)."""


class Vectors:
    """Word vectors as whole numbers, found by the word's number."""

    def __init__(self, keys: npt.NDArray[np.uint32], table: npt.NDArray[np.int8]) -> None:
        self.keys = keys
        self.table = table

    def of(self, words: Sequence[str]) -> tuple[Floats, npt.NDArray[np.bool]]:
        """Return the vectors of lower-case words, and which of them have one; the others' are 0."""
        keys = numbers(words)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        return self.table[at] * (known * np.float32(_WEIGHT / UNIT))[:, None], known


def describe(words: Sequence[str], lexicon: Lexicon, vectors: Vectors) -> Floats:
    """Describe words in WIDTH numbers each, as the hidden layer takes them."""
    lower = [word.lower() for word in words]
    known = lexicon.words(lower)
    rows = np.zeros((len(words), WIDTH), np.float32)
    rows[:, :SIZE], found = vectors.of(lower)
    rows[:, -2] = ~found
    flags = [(row, _FLAG_AT[flag]) for row, word in enumerate(known) for flag in word.flags]
    rows[tuple(np.array(flags, np.int64).reshape(-1, 2).T)] = 1
    rows[:, _LEANINGS_AT:_SHAPES_AT] = np.array([word.leanings for word in known]) / 7
    rows[range(len(words)), [_SHAPE_AT[shape(word)] if word else 0 for word in words]] = 1
    rows[[at for at, word in enumerate(words) if word == BOUNDARY]] = np.eye(WIDTH, dtype=np.float32)[-1]
    return rows


class Network:
    """The shipped network; ``labels`` are its labels in the order of its scores."""

    def __init__(self, path: Path = DATA / "network.npz") -> None:
        with np.load(path) as arrays:
            self.vectors = Vectors(arrays["vector_keys"], arrays["vectors"])
            self.labels: list[str] = arrays["labels"].tolist()
            self._slots: Floats = arrays["slots"].astype(np.float32)
            self._context: dict[str, Floats] = {name: arrays[name].astype(np.float32) for name in CONTEXT}
            self._bias: Floats = arrays["bias"].astype(np.float32)
            self._out: Floats = arrays["out"].astype(np.float32)
            self._out_bias: Floats = arrays["out_bias"].astype(np.float32)

    @property
    def hidden(self) -> int:
        """The size of the hidden layer."""
        return len(self._bias)

    def of_words(self, words: Sequence[str], lexicon: Lexicon) -> npt.NDArray[np.int16]:
        """Return what each word adds to the hidden layer by slot, in steps of 1 / STEPS: words x slots x hidden."""
        parts = describe(words, lexicon, self.vectors) @ self._slots
        parts *= STEPS
        rounded: npt.NDArray[np.int16] = np.rint(parts).clip(-_LIMIT, _LIMIT).astype(np.int16)
        return rounded.reshape(len(words), len(SLOTS), -1)

    def scores(self, layout: Layout, parts: npt.NDArray[np.int32]) -> Floats:
        """Return the log-probability of each label at each token; ``parts`` is the sum of the slots' words."""
        total: Floats = parts.astype(np.float32)
        total *= np.float32(1 / STEPS)
        total += self._bias
        for name, table in self._context.items():
            total += table[layout.channels[name]]
        scores = np.maximum(total, 0) @ self._out + self._out_bias
        scores -= scores.max(axis=1, keepdims=True)
        result: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return result
