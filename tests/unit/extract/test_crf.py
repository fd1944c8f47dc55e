import numpy as np
import pytest

from pipeline.extract.crf import Tagger, Weights
from pipeline.extract.features import Layout, lay_out
from pipeline.extract.lexicon import Lexicon

SENTENCES = ("Angela Brandt met the Northern Fisheries Council in Oslo .", "It rained .", "She left Oslo on Tuesday .")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(Weights(), Lexicon())


def laid_out(*sentences: str) -> Layout:
    words: list[str] = []
    ranges = []
    for sentence in sentences:
        ranges.append((len(words), len(words) + len(sentence.split())))
        words += sentence.split()
    return lay_out(words, ranges, Lexicon())


def test_sentences_side_by_side_are_read_as_alone(tagger: Tagger) -> None:
    together = laid_out(*SENTENCES)
    labels = tagger.decode(together, tagger.scores(together))
    alone = [laid_out(sentence) for sentence in SENTENCES]
    assert labels == [label for layout in alone for label in tagger.decode(layout, tagger.scores(layout))]


def test_the_best_path_is_the_best(tagger: Tagger) -> None:
    layout = laid_out("Brandt left Oslo")
    scores = tagger.scores(layout)
    moves = tagger.weights.transitions
    count = len(tagger.weights.labels)
    paths = {
        (a, b, c): scores[0, a] + moves[a, b] + scores[1, b] + moves[b, c] + scores[2, c]
        for a in range(count)
        for b in range(count)
        for c in range(count)
    }
    best = max(paths, key=lambda path: paths[path])
    assert tagger.decode(layout, scores) == [tagger.weights.labels[label] for label in best]
    total = np.exp(np.array(list(paths.values()), np.float64))
    first = sum(weight for path, weight in zip(paths, total, strict=True) if path[0] == best[0]) / total.sum()
    assert tagger.marginals(layout, scores)[0, best[0]] == pytest.approx(first, abs=1e-4)


def test_chances_add_up_to_one(tagger: Tagger) -> None:
    layout = laid_out(*SENTENCES)
    chances = tagger.marginals(layout, tagger.scores(layout))
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(layout.words)), abs=1e-5)


def test_words_are_forgotten_when_there_are_too_many(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = laid_out(SENTENCES[0])
    before = tagger.scores(layout)
    monkeypatch.setattr("pipeline.extract.crf._KEPT", 40)
    for number in range(30):
        other = laid_out(f"word{number} spoke .")
        tagger.scores(other)
    assert np.array_equal(tagger.scores(layout), before)


def test_more_words_than_are_kept_are_read_all_the_same(tagger: Tagger) -> None:
    words = [f"Word{at}" for at in range(12_000)]
    layout = lay_out(words, [(0, len(words))], Lexicon())
    assert tagger.scores(layout).shape == (12_000, len(tagger.weights.labels))
    again = laid_out("She left Oslo .")
    assert tagger.scores(again) == pytest.approx(Tagger(tagger.weights, tagger.lexicon).scores(again))
