"""Recognition on labelled articles stays at or above its floors; the articles are only measured with."""

import tomllib
from pathlib import Path

import pytest

from pipeline.extract.recogniser import default_recogniser
from pipeline.extract.tokens import tokenise
from tools.recogniser.score import articles, summary, tally

ARTICLES = Path(__file__).parents[3] / "shared" / "ner"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["entities"]


def found(text: str) -> list[tuple[int, int, str]]:
    tokens = tokenise(text)
    runs = default_recogniser().runs(tokens)
    return [(tokens.starts[run.first], tokens.ends[run.past - 1], run.label) for run in runs]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_recognition_keeps_its_floor(name: str) -> None:
    path = ARTICLES / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"no labelled articles at {path}")
    scores = summary(tally(found, articles(path)))
    low = {kind: (scores[kind], floor) for kind, floor in FLOORS[name].items() if scores[kind] < floor}
    assert not low, f"below the floor (score, floor): {low}"
