"""The best path of labels through sentences, and how likely each label is, for many sentences side by side."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class SideBySide:
    """Sentences (half-open ranges of tokens) step by step, the longest first.

    The tokens of one step lie together, those of the sentences that still run at the next step foremost: ``forth``
    lists the tokens so, each sentence from its first; ``back`` each sentence from its last.
    """

    def __init__(self, sentences: Sequence[tuple[int, int]]) -> None:
        pairs = np.array(sorted(sentences, key=lambda pair: pair[0] - pair[1]), np.int64).reshape(-1, 2)
        firsts, sizes = pairs[:, 0], pairs[:, 1] - pairs[:, 0]
        steps = np.arange(sizes[0] if len(sizes) else 0)
        running = np.searchsorted(-sizes, -steps)
        begins = running.cumsum() - running
        self.ranges: list[tuple[int, int]] = list(zip(begins.tolist(), running.tolist(), strict=True))
        rank = np.arange(sizes.sum()) - np.repeat(begins, running)
        step = np.repeat(steps, running)
        self.forth: Ints = firsts[rank] + step
        self.back: Ints = pairs[:, 1][rank] - 1 - step
        self.lasts: Ints = begins[sizes - 1] + np.arange(len(sizes))


def best_path(scores: Floats, transitions: Floats, sentences: Sequence[tuple[int, int]]) -> Ints:
    """Return the numbers of the labels with the highest sum of scores and transitions (Viterbi)."""
    steps = SideBySide(sentences)
    best, found = np.zeros(len(scores), np.int64), np.zeros(len(scores), np.int64)
    alpha = scores[steps.forth]
    for (before, _), (at, running) in zip(steps.ranges, steps.ranges[1:], strict=False):
        alpha[at : at + running] += (alpha[before : before + running, :, None] + transitions).max(axis=1)
    moves, label = transitions.T.copy(), alpha[steps.lasts].argmax(axis=1)
    for (before, _), (at, running) in zip(steps.ranges[-2::-1], steps.ranges[:0:-1], strict=True):
        own = label[:running]
        found[at : at + running] = own
        label[:running] = (alpha[before : before + running] + moves[own]).argmax(axis=1)
    found[: len(label)] = label
    best[steps.forth] = found
    return best


def marginals(scores: Floats, transitions: Floats, sentences: Sequence[tuple[int, int]]) -> Floats:
    """Return the probability of each label at each token.

    Forward and backward go side by side, on probabilities scaled at every step, which is quicker than logarithms.
    """
    steps = SideBySide(sentences)
    local: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    both = np.stack([local[steps.forth], local[steps.back]])
    coming = np.ones_like(both)
    moves = np.exp(np.stack([transitions, transitions.T]))
    for (before, _), (at, running) in zip(steps.ranges, steps.ranges[1:], strict=False):
        row = both[:, before : before + running] @ moves
        row /= row.sum(axis=2, keepdims=True)
        coming[:, at : at + running] = row
        both[:, at : at + running] *= row
    chances = np.ones_like(local)
    chances[steps.forth] = both[0]
    chances[steps.back] *= coming[1]
    chances /= chances.sum(axis=1, keepdims=True)
    return chances
