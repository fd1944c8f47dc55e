import numpy as np
import pytest

from pipeline.extract.acronyms import acronyms
from pipeline.extract.document import LABELS, Chances, agree
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens, tokenise


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def read(text: str, *names: tuple[str, str, float]) -> tuple[Tokens, list[Run], Chances]:
    """Mark the next occurrence of each name with a label and its chance; the rest of the chance is O's."""
    tokens = tokenise(text)
    chances = np.zeros((len(tokens.words), len(LABELS)), np.float32)
    chances[:, 0] = 1
    runs, past = [], 0
    for surface, label, chance in names:
        start = text.index(surface, past)
        past = start + len(surface)
        run = Run(tokens.starts.index(start), tokens.ends.index(past) + 1, label)
        runs.append(run)
        chances[run.first : run.past] = 0
        chances[run.first : run.past, 0] = 1 - chance
        chances[run.first : run.past, LABELS.index(label)] = chance
    return tokens, runs, chances


def agreed(lexicon: Lexicon, text: str, *names: tuple[str, str, float]) -> list[tuple[str, str]]:
    tokens, runs, chances = read(text, *names)
    return [(" ".join(tokens.words[run.first : run.past]), run.label) for run in agree(tokens, runs, chances, lexicon)]


def test_the_surer_occurrence_decides_for_all(lexicon: Lexicon) -> None:
    names = (("Tenke", "ORG", 0.5), ("Tenke", "LOC", 0.95))
    assert agreed(lexicon, "At Tenke they met. Near Tenke it rained.", *names) == [("Tenke", "LOC"), ("Tenke", "LOC")]


def test_a_lone_surname_is_a_person(lexicon: Lexicon) -> None:
    names = (("Angela Brandt", "PER", 0.9), ("Brandt", "ORG", 0.6))
    assert agreed(lexicon, "It was Angela Brandt. So Brandt left.", *names)[1] == ("Brandt", "PER")


def test_a_lone_surname_read_as_a_person_speaks_for_the_full_name(lexicon: Lexicon) -> None:
    names = (("Kang Kyung Wha", "ORG", 0.6), ("Kang", "PER", 0.95))
    tokens, runs, chances = read("He met Kang Kyung Wha and Kang left.", *names)
    chances[2:5, LABELS.index("PER")] = 0.3
    assert [run.label for run in agree(tokens, runs, chances, lexicon)] == ["PER", "PER"]


def test_missed_repeats_are_found(lexicon: Lexicon) -> None:
    tokens, runs, chances = read("It hit Tenke. Then Tenke fell.", ("Tenke", "LOC", 0.99))
    chances[5, :] = (0.55, 0, 0, 0.45, 0)
    assert [run.first for run in agree(tokens, runs, chances, lexicon)] == [2, 5]


def test_a_part_of_a_longer_run_of_capitals_is_left_alone(lexicon: Lexicon) -> None:
    assert len(agreed(lexicon, "It hit Tenke. Old Tenke Road fell.", ("Tenke", "LOC", 0.99))) == 1


def test_a_capital_that_acts_is_still_a_place(lexicon: Lexicon) -> None:
    assert agreed(lexicon, "After Seoul suspended it", ("Seoul", "ORG", 0.9)) == [("Seoul", "LOC")]


def test_a_nationality_is_no_organisation(lexicon: Lexicon) -> None:
    assert agreed(lexicon, "while Muslims said", ("Muslims", "ORG", 0.9)) == [("Muslims", "MISC")]


def test_titles_fall_away_and_tell_a_person(lexicon: Lexicon) -> None:
    assert agreed(lexicon, "when Mr Otieno said", ("Mr Otieno", "ORG", 0.9))[0][0] == "Otieno"


def test_particles_join_a_name(lexicon: Lexicon) -> None:
    names = (("Mohammed", "PER", 0.9), ("Salman", "PER", 0.9))
    assert agreed(lexicon, "Prince Mohammed bin Salman said", *names) == [("Mohammed bin Salman", "PER")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Northern Fisheries Council (NFC) met", "Northern Fisheries Council"),
        ("the Ministry of Agriculture and Food (MAF) met", "Ministry of Agriculture and Food"),
        ("the National Air and Space Administration (NASA) met", "National Air and Space Administration"),
        ("the Organisation for Economic Co-operation (OEC) met", "Organisation for Economic Co-operation"),
    ],
)  # fmt: skip
def test_an_acronym_tells_its_full_name(text: str, name: str) -> None:
    tokens = tokenise(text)
    full, short = acronyms(tokens, [])
    assert " ".join(tokens.words[full.first : full.past]) == name
    assert (full.label, short.label) == ("ORG", "ORG")


@pytest.mark.parametrize("text", ["Northern Fisheries Council (XYZ) met", "he (AB) left", "a b (AB) c"])
def test_what_does_not_fit_is_no_acronym(text: str) -> None:
    assert acronyms(tokenise(text), []) == []


def test_a_name_that_ends_like_a_plain_word_is_completed(lexicon: Lexicon) -> None:
    assert agreed(lexicon, "President Moon Jae In says", ("Moon Jae", "PER", 0.9)) == [("Moon Jae In", "PER")]
    assert agreed(lexicon, "President Moon Jae met", ("Moon Jae", "PER", 0.9)) == [("Moon Jae", "PER")]


@pytest.mark.parametrize(
    ("text", "name", "label", "kept"),
    [
        ("left of Port Alder", "of Port Alder", "LOC", "Port Alder"),
        ("in northern Tenke", "northern Tenke", "LOC", "northern Tenke"),
        ("a trade pact with Lima", "trade pact with Lima", "MISC", "Lima"),
        ("says bin Reyes", "bin Reyes", "PER", "bin Reyes"),
    ],
)
def test_small_words_begin_no_name(lexicon: Lexicon, text: str, name: str, label: str, kept: str) -> None:
    assert agreed(lexicon, text, (name, label, 0.9))[0][0] == kept


def test_initials_of_a_named_organisation_are_its_acronym(lexicon: Lexicon) -> None:
    names = (("National Tide Agency", "ORG", 0.9),)
    text = "The National Tide Agency warned. The NTA head said NTA boats left. All NTA boats."
    assert agreed(lexicon, text, *names) == [("National Tide Agency", "ORG"), *[("NTA", "ORG")] * 3]


def test_initials_that_mean_something_else_are_no_acronym(lexicon: Lexicon) -> None:
    names = (("Union of Kayakers", "ORG", 0.9),)
    assert agreed(lexicon, "The Union of Kayakers met in the UK that day.", *names)[0] == ("Union of Kayakers", "ORG")


def test_a_listed_body_that_was_missed_is_found(lexicon: Lexicon) -> None:
    assert agreed(lexicon, "So the Kremlin agreed.") == [("Kremlin", "ORG")]
    assert agreed(lexicon, "The European Council on Kites met at the Kremlin Inn.") == []


def test_what_stands_before_a_symbol_is_a_company(lexicon: Lexicon) -> None:
    text = "The rival Tenke Foods Inc (TNKE.O) and Brandt (TYO: 4982) fell."
    assert agreed(lexicon, text) == [("Tenke Foods Inc", "ORG"), ("Brandt", "ORG")]
    short = (("Tenke Foods Inc", "ORG", 0.9), ("Tenke", "PER", 0.9))
    assert agreed(lexicon, f"{text} So Tenke fell.", *short)[-1] == ("Tenke", "ORG")
    assert agreed(lexicon, text, ("Tenke Foods Inc", "ORG", 0.9), ("Brandt", "PER", 0.9)) == [
        ("Tenke Foods Inc", "ORG"),
        ("Brandt", "ORG"),
    ]
