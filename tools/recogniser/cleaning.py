"""Noisy labels judged by a model that was trained without them: kept, corrected, or the sentence left out."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.extract.crf import Tagger, Weights
from pipeline.extract.features import lay_out
from pipeline.extract.lexicon import Lexicon
from tools.recogniser.corpora import Sentence

BELIEVED = 0.05
"""A label that the model gives this chance is kept."""
SURE = 0.9
"""A label that is not believed is replaced by one that the model gives this chance."""


def judged(sentences: Sequence[Sentence], model: Path, lexicon: Lexicon) -> Iterator[Sentence]:
    """Yield the sentences that the model can make sense of, their labels corrected where it is sure."""
    tagger = Tagger(Weights(model), lexicon)
    index = {label: at for at, label in enumerate(tagger.weights.labels)}
    for words, labels in sentences:
        layout = lay_out(words, [(0, len(words))], lexicon)
        scores = tagger.scores(layout)
        chances = tagger.marginals(layout, scores)
        given = np.array([index[label] for label in labels])
        doubted = chances[np.arange(len(words)), given] < BELIEVED
        if not doubted.any():
            yield words, labels
        elif (chances[doubted].max(axis=1) > SURE).all():
            yield words, _sound([tagger.weights.labels[at] for at in np.where(doubted, chances.argmax(axis=1), given)])


def _sound(labels: list[str]) -> list[str]:
    """Begin a name where a correction left only its continuation."""
    made: list[str] = []
    for label in labels:
        before = made[-1] if made else "O"
        made.append(f"B{label[1:]}" if label[0] == "I" and before[1:] != label[1:] else label)
    return made
