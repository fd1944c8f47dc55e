from pathlib import Path

import numpy as np
import pytest

from pipeline.extract.features import SLOTS, lay_out
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.network import Network
from tools.recogniser import network
from tools.recogniser.corpora import Sentence

TEXTS = (
    ("Angela Brandt met Tom Reyes in Oslo .", "B-PER I-PER O B-PER I-PER O B-LOC O"),
    ("The Northern Fisheries Council met in Lima .", "O B-ORG I-ORG I-ORG O O B-LOC O"),
    ("It rained in Oslo .", "O O O B-LOC O"),
)
SENTENCES: list[Sentence] = [(text.split(), labels.split()) for text, labels in TEXTS]
WORDS = ("the", "in", "met", "oslo", "lima", "angela")
VECTORS = np.eye(50, dtype=np.float32)[: len(WORDS)]


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(network, "EPOCHS", 300)
    network.fit(SENTENCES, Lexicon(), network.packed(WORDS, VECTORS), tmp_path / "network.npz", seed=3)
    return tmp_path / "network.npz"


def labels(path: Path, words: list[str]) -> list[str]:
    lexicon, net = Lexicon(), Network(path)
    layout = lay_out(words, [(0, len(words))], lexicon)
    of_words = net.of_words(["", *layout.words], lexicon)
    parts = sum(of_words[np.array(layout.slots[slot]) + 1, at] for at, slot in enumerate(SLOTS))
    scores = net.scores(layout, np.asarray(parts, np.float32))
    assert np.exp(scores).sum(axis=1) == pytest.approx(1, abs=1e-3)
    return [net.labels[at] for at in scores.argmax(axis=1)]


def test_what_was_learnt_is_read(trained: Path) -> None:
    for words, wanted in SENTENCES:
        assert labels(trained, words) == wanted


def test_training_twice_gives_the_same_bytes(trained: Path, tmp_path: Path) -> None:
    network.fit(SENTENCES, Lexicon(), network.packed(WORDS, VECTORS), tmp_path / "again.npz", seed=3)
    assert (tmp_path / "again.npz").read_bytes() == trained.read_bytes()


def test_vectors_are_found_by_word() -> None:
    vectors = network.packed(WORDS, VECTORS)
    found, known = vectors.of(["oslo", "nowhere", "the"])
    assert found == pytest.approx(3 * VECTORS[[3, 3, 0]] * [[1], [0], [1]])
    assert known.tolist() == [True, False, True]
