from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]
import pytest

from pipeline.extract.crf import Tagger, Weights
from pipeline.extract.features import lay_out
from pipeline.extract.lexicon import Lexicon
from tools.recogniser.corpora import Sentence
from tools.recogniser.train import Strings, export, fit

TEXTS = (
    ("Angela Brandt met Tom Reyes in Oslo .", "B-PER I-PER O B-PER I-PER O B-LOC O"),
    ("The Northern Fisheries Council met in Lima .", "O B-ORG I-ORG I-ORG O O B-LOC O"),
    ("Brandt left the Danish Fisheries Council .", "B-PER O O B-ORG I-ORG I-ORG O"),
    ("It rained in Oslo .", "O O O B-LOC O"),
)
SENTENCES: list[Sentence] = [(text.split(), labels.split()) for text, labels in TEXTS]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("models")
    fit(SENTENCES, Lexicon(), folder / "own", options={"feature.minfreq": 1, "max_iterations": 30})
    export([folder / "own", folder / "own"], folder / "model.npz", least=0)
    return folder / "own", folder / "model.npz"


def test_our_decoder_reads_as_the_trainer_does(models: tuple[Path, Path]) -> None:
    theirs = pycrfsuite.Tagger()
    theirs.open(str(models[0]))
    lexicon = Lexicon()
    ours, strings = Tagger(Weights(models[1]), lexicon), Strings(lexicon)
    for text in ("Tom Brandt left Lima .", "The Oslo Council met .", "Reyes met Angela Brandt of the Danish Council"):
        words = text.split()
        layout = lay_out(words, [(0, len(words))], lexicon)
        scores = ours.scores(layout)
        assert ours.decode(layout, scores) == theirs.tag(strings.sentence(words))
        chances = ours.marginals(layout, scores)
        for at, label in enumerate(ours.weights.labels):
            assert chances[0, at] == pytest.approx(theirs.marginal(label, 0), abs=0.01)


def test_training_twice_gives_the_same_weights(models: tuple[Path, Path], tmp_path: Path) -> None:
    fit(SENTENCES, Lexicon(), tmp_path / "again", options={"feature.minfreq": 1, "max_iterations": 30})
    export([tmp_path / "again"], tmp_path / "model.npz", least=0)
    first, second = Weights(models[1]), Weights(tmp_path / "model.npz")
    assert (first.keys == second.keys).all()
    assert first.values == pytest.approx(second.values)
