import pytest

from pipeline.extract.eastern import eastern_names
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("So Moon Jae In said", ["Moon Jae In"]),
        ("So Moon Jae-in said", ["Moon Jae-in"]),
        ("President Park Geun-hye said", ["Park Geun-hye"]),
        ("Taiwanese Tsai Ing-Wen said", ["Tsai Ing-Wen"]),
        ("Chris Kim Young Ho said", []),
        ("The Long Anglo-American war", []),
        ("So Moon Base In orbit", []),
        ("So Kim", []),
    ],
)
def test_names_are_told_by_their_form(text: str, names: list[str]) -> None:
    tokens = tokenise(text)
    found = eastern_names(tokens, Lexicon())
    assert [" ".join(tokens.words[run.first : run.past]) for run in found] == names
    assert {run.label for run in found} <= {"PER"}
