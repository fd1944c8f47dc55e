import numpy as np
import pytest

from pipeline.extract.conjunctions import channel, conjunction_key
from pipeline.extract.crf import NUMBERS, Tagger, Weights
from pipeline.extract.features import CONJUNCTIONS, Layout, lay_out, view
from pipeline.extract.lexicon import DATA, Lexicon, numbers

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


def test_what_is_met_often_is_kept(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.extract.crf._KEPT", 40)
    small = Tagger(tagger.weights, tagger.lexicon)
    for number in range(40):
        layout = laid_out(f"Oslo said word{number} .")
        assert small.scores(layout) == pytest.approx(tagger.scores(layout))
    learnt: list[str] = []
    monkeypatch.setattr(small, "_learn", learnt.extend)
    assert {"Oslo", "said", ".", "word39"} <= small._rows.keys()
    assert "word0" not in small._rows
    small.scores(laid_out("Oslo said ."))
    assert not learnt


def test_conjunctions_are_found_in_their_cells(tagger: Tagger) -> None:
    with np.load(DATA / "model.npz") as arrays:
        keys, values = arrays["conjunctions"].tolist(), arrays["conjunction_values"].astype(np.float32)
    known = dict(zip(keys, values, strict=True))
    layout = laid_out(*SENTENCES)
    slots = {name: np.array(layout.slots[name]) + 1 for name in layout.slots}
    views = [view(word, tagger.lexicon) for word in ("", *layout.words)]
    channels = {name: np.array([0, *numbers]) for name, numbers in layout.channels.items()}
    channels |= {name: np.array([seen[at] for seen in views]) for at, name in enumerate(NUMBERS, 1)}
    expected = np.zeros((len(layout.words), len(tagger.weights.labels)), np.float32)
    for family, parts in enumerate(CONJUNCTIONS):
        columns = [channel(name, offset, channels, slots) for name, offset in parts]
        for token, row in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
            expected[token] += known.get(conjunction_key(family, row), 0)
    assert expected.any()
    assert tagger.weights.conjunctions.scores(channels, slots) == pytest.approx(expected)


def test_more_words_than_are_kept_are_read_all_the_same(tagger: Tagger) -> None:
    words = [f"Word{at}" for at in range(12_000)]
    layout = lay_out(words, [(0, len(words))], Lexicon())
    assert tagger.scores(layout).shape == (12_000, len(tagger.weights.labels))
    again = laid_out("She left Oslo .")
    assert tagger.scores(again) == pytest.approx(Tagger(tagger.weights, tagger.lexicon).scores(again))


def test_words_are_looked_up_together_as_alone() -> None:
    words = ["oslo", "minister", "qqzx", "oslo", "\ud83d"]
    together = Lexicon().words(words)
    assert together == [Lexicon().word(word) for word in words]
    assert "capital" in together[0].flags
    assert numbers(words)[0] == numbers(["oslo"])[0]
