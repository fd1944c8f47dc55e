import numpy as np
import pytest

from pipeline.extract.recogniser import default_recogniser
from tools.recogniser.recipe import judged


def test_a_model_confirms_relabels_or_drops_noisy_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    model = default_recogniser()
    right = (["Angela", "Brandt", "left", "Nairobi", "."], ["B-PER", "I-PER", "O", "B-LOC", "O"])
    wrong = (["He", "flew", "to", "Nairobi", "."], ["O", "O", "O", "B-ORG", "O"])
    kept = judged([right, wrong], model)
    assert kept[0] == right
    assert kept[1:] == [(wrong[0], ["O", "O", "O", "B-LOC", "O"])]
    unsure = np.full((10, 5), 0.2, np.float32)
    monkeypatch.setattr(type(model), "by_sentence", lambda *_: ([], unsure))
    assert judged([right, wrong], model) == []
