import pytest

from pipeline.extract.acronyms import short_names
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.listed import apart, bodies, peoples, storms
from pipeline.extract.runs import Run
from pipeline.extract.tokens import tokenise


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def surfaces(text: str, runs: list[Run]) -> list[tuple[str, str]]:
    words = tokenise(text).words
    return [(" ".join(words[run.first : run.past]), run.label) for run in runs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tropical Storm Ilsa hit Haiti, and Ilsa weakened.", ["Tropical Storm Ilsa", "Ilsa"]),
        ("People fled Typhoon Ampil.", ["Typhoon Ampil"]),
        ("The National Hurricane Center issued a Storm Warning.", []),
        ("The Desert Storm Brigade left.", []),
    ],
)
def test_storms_have_a_kind_and_a_name(lexicon: Lexicon, text: str, found: list[str]) -> None:
    assert surfaces(text, storms(tokenise(text), lexicon)) == [(name, "MISC") for name in found]


def test_joined_nationalities_are_found(lexicon: Lexicon) -> None:
    text = "An Israeli-American and a Paris-based Anglo-Saxon left."
    assert surfaces(text, peoples(tokenise(text), lexicon)) == [("Israeli-American", "MISC")]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Voltaic Labs Inc of Cambridge", [("Voltaic Labs Inc", "ORG"), ("Cambridge", "LOC")]),
        ("Aluminium Corp of China", [("Aluminium Corp of China", "ORG")]),
        ("U.N. Secretary-General", [("U.N.", "ORG")]),
        ("Women Ambassador", [("Women Ambassador", "ORG")]),
    ],
)
def test_seats_and_offices_are_no_part_of_a_name(lexicon: Lexicon, name: str, parts: list[tuple[str, str]]) -> None:
    tokens = tokenise(name)
    assert surfaces(name, apart(tokens, Run(0, len(tokens.words), "ORG"), lexicon)) == parts


def test_a_listed_body_takes_up_its_parts_and_no_longer_name() -> None:
    text = "the People's Liberation Army said"
    assert surfaces(text, bodies(tokenise(text), [Run(3, 5, "ORG")])) == [("People 's Liberation Army", "ORG")]
    longer = "the Royal People's Liberation Army said"
    assert bodies(tokenise(longer), [Run(1, 6, "ORG")]) == []


def test_companies_are_called_by_the_beginning_of_their_names(lexicon: Lexicon) -> None:
    tokens = tokenise("Glen Orrin Ltd and Norvik Coach Inc met Paris Foods Inc and Morgan Stanley Inc of Oslo.")
    names = [Run(0, 3, "ORG"), Run(4, 7, "ORG"), Run(8, 11, "ORG"), Run(12, 15, "ORG")]
    assert short_names(tokens, names, lexicon) == {("Norvik",), ("Norvik", "Coach"), ("Paris", "Foods")}
