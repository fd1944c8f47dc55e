"""Train the conditional random field on laid-out sentences and turn its weights into the shipped arrays."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite  # type: ignore[import-untyped]

from pipeline.extract.conjunctions import channel, conjunction_key
from pipeline.extract.features import BOUNDARY, CONJUNCTIONS, SLOTS, Layout, WordView, lay_out, view
from pipeline.extract.lexicon import Lexicon, number
from tools.recogniser.corpora import Sentence


class Strings:
    """Turns sentences into the feature strings that crfsuite learns from."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._views: dict[str, WordView] = {}
        self._slotted: dict[tuple[str, str], list[str]] = {}

    def _view(self, word: str) -> WordView:
        if word not in self._views:
            self._views[word] = view(word, self.lexicon)
        return self._views[word]

    def _of(self, slot: str, word: str) -> list[str]:
        key = (slot, word)
        if key not in self._slotted:
            levels = self._view(word).features[SLOTS[slot] :]
            self._slotted[key] = [f"{slot}|{feature}" for level in levels for feature in level]
        return self._slotted[key]

    def sentence(self, words: Sequence[str]) -> list[list[str]]:
        """Return the features of each word of one sentence."""
        layout = lay_out(words, [(0, len(words))], self.lexicon)
        slotted = (
            [feature for slot in SLOTS for feature in self._of(slot, _at(layout, layout.slots[slot][at]))]
            for at in range(len(words))
        )
        return [own + joined for own, joined in zip(slotted, self._conjoined(layout), strict=True)]

    def _conjoined(self, layout: Layout) -> Iterator[list[str]]:
        views = [self._view(word) for word in (BOUNDARY, *layout.words)]
        slots = {name: np.array(layout.slots[name]) + 1 for name in SLOTS}
        channels = {name: np.array([0, *values]) for name, values in layout.channels.items()}
        channels |= {
            "shape": np.array([seen.shape for seen in views]), "c64": np.array([seen.c64 for seen in views]),
            "c512": np.array([seen.c512 for seen in views]), "class": np.array([seen.word_class for seen in views]),
        }  # fmt: skip
        columns = [
            [channel(name, offset, channels, slots).tolist() for name, offset in family] for family in CONJUNCTIONS
        ]
        for at in range(len(layout.words)):
            yield [f"~{family}|{'|'.join(str(column[at]) for column in part)}" for family, part in enumerate(columns)]


def _at(layout: Layout, position: int) -> str:
    return layout.words[position] if position >= 0 else BOUNDARY


def fit(sentences: Sequence[Sentence], lexicon: Lexicon, out: Path, *, options: dict[str, float] | None = None) -> None:
    """Train on the sentences and write crfsuite's own model file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.2, "c2": 0.02, "max_iterations": 90, "feature.minfreq": 2} | (options or {}))
    strings = Strings(lexicon)
    for words, labels in sentences:
        trainer.append(strings.sentence(words), labels)
    trainer.train(str(out))


def export(models: Sequence[Path], out: Path, *, least: float = 0.001) -> None:
    """Write the mean of the models' weights as arrays; weights below ``least`` are dropped.

    The models score the same features, so that their mean costs no more to use than one of them.
    """
    moves, states = _mean_weights(models)
    labels = sorted({label for pair in moves for label in pair}, key=lambda label: (label != "O", label))
    index = {label: at for at, label in enumerate(labels)}
    transitions = np.zeros((len(labels), len(labels)), np.float32)
    for (before, after), weight in moves.items():
        transitions[index[before], index[after]] = weight
    words: dict[str, list[tuple[int, float]]] = defaultdict(list)
    joined: dict[int, dict[int, float]] = defaultdict(dict)
    slots = {slot: at for at, slot in enumerate(SLOTS)}
    for (name, label), weight in states.items():
        if abs(weight) < least:
            continue
        head, _, feature = name.partition("|")
        if head[0] == "~":
            values = tuple(map(int, re.split(r"\|", feature)))
            joined[conjunction_key(int(head[1:]), values)][index[label]] = weight
        else:
            words[feature].append((slots[head] * len(labels) + index[label], weight))
    _write(out, labels, transitions, words, joined)


def _mean_weights(models: Sequence[Path]) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Return the mean weights of transitions and of features with labels."""
    moves: dict[tuple[str, str], float] = defaultdict(float)
    states: dict[tuple[str, str], float] = defaultdict(float)
    for model in models:
        tagger = pycrfsuite.Tagger()
        tagger.open(str(model))
        info = tagger.info()
        for total, weights in ((moves, info.transitions), (states, info.state_features)):
            for key, weight in weights.items():
                total[key] += weight / len(models)
    return moves, states


def _write(
    out: Path,
    labels: list[str],
    transitions: "np.typing.NDArray[np.float32]",
    words: dict[str, list[tuple[int, float]]],
    joined: dict[int, dict[int, float]],
) -> None:
    by_key: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for feature, cells in words.items():
        by_key[number(feature)] += cells
    keys = sorted(by_key)
    rows = [sorted(by_key[key]) for key in keys]
    packed = sorted(joined)
    table = np.zeros((len(packed), len(labels)), np.float16)
    for row, key in enumerate(packed):
        for label, weight in joined[key].items():
            table[row, label] = weight
    np.savez_compressed(
        out,
        labels=np.array(labels),
        transitions=transitions,
        keys=np.array(keys, np.uint32),
        offsets=np.cumsum([0, *map(len, rows)]).astype(np.uint32),
        columns=np.array([column for row in rows for column, _ in row], np.uint8),
        values=np.array([weight for row in rows for _, weight in row], np.float16),
        conjunctions=np.array(packed, np.int64),
        conjunction_values=table,
    )
