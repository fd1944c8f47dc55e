import pytest

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.runs import Run
from pipeline.extract.sport import as_teams, is_report
from pipeline.extract.tokens import tokenise

REPORT = "The striker scored two goals in the league match at the stadium, the referee said."
POLITICS = (
    "The minister won the vote by two points after a long campaign and a defeat in the final debate of the season."
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def read(lexicon: Lexicon, text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """Mark the next occurrence of each name and return names and labels as the rules for sport leave them."""
    tokens = tokenise(f"{text}\n{REPORT}")
    runs, past = [], 0
    for surface, label in names:
        start = f"{text}\n".index(surface, past)
        past = start + len(surface)
        runs.append(Run(tokens.starts.index(start), tokens.ends.index(past) + 1, label))
    return [
        (" ".join(tokens.words[run.first : run.past]), run.label)
        for run in as_teams(tokens, runs, lexicon)
        if tokens.ends[run.past - 1] <= len(text)
    ]


@pytest.mark.parametrize(("text", "expected"), [(REPORT, True), (POLITICS, False), ("", False)])
def test_a_report_on_sport_is_known_by_its_words(text: str, expected: bool) -> None:
    assert is_report(tokenise(text)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Then Leeds beat them", "They drew against Leeds", "So Leeds were glad", "Leeds 3 points",
        "the Leeds striker fell", "the coach of Leeds smiled", "LEEDS AT YORK",
    ],
)  # fmt: skip
def test_what_acts_as_a_team_is_one(lexicon: Lexicon, text: str) -> None:
    name = "Leeds" if "Leeds" in text else "LEEDS"
    assert read(lexicon, text, (name, "LOC")) == [(name, "ORG")]


@pytest.mark.parametrize("text", ["They met in Leeds", "They walked near Leeds", "LEEDS 1996-08-30", "YORK AT LEEDS"])
def test_what_is_a_place_stays_one(lexicon: Lexicon, text: str) -> None:
    name = "Leeds" if "Leeds" in text else "LEEDS"
    assert read(lexicon, text, (name, "LOC")) == [(name, "LOC")]


def test_a_team_and_its_city_are_told_apart(lexicon: Lexicon) -> None:
    text = "Leeds beat York in Leeds . Later Leeds left"
    names = (("Leeds", "LOC"), ("York", "LOC"), ("Leeds", "LOC"), ("Leeds", "LOC"))
    assert [label for _, label in read(lexicon, text, *names)] == ["ORG", "ORG", "LOC", "LOC"]


@pytest.mark.parametrize("name", ["Kenya", "Scotland", "Faroe Islands", "Hong Kong"])
def test_nations_stay_places(lexicon: Lexicon, name: str) -> None:
    assert read(lexicon, f"Then {name} beat them", (name, "LOC")) == [(name, "LOC")]


def test_people_stay_people(lexicon: Lexicon) -> None:
    names = (("Ann Houston", "PER"), ("Houston", "PER"), ("Brandt", "PER"))
    assert [label for _, label in read(lexicon, "Ann Houston beat them. Houston 5 . Brandt 3", *names)] == ["PER"] * 3


def test_both_sides_of_a_result_are_teams_but_for_nations(lexicon: Lexicon) -> None:
    assert read(lexicon, "Northport 2 Alder Town 1") == [("Northport", "ORG"), ("Alder Town", "ORG")]
    assert read(lexicon, "Kenya 2 Chad 1", ("Kenya", "LOC"), ("Chad", "LOC")) == [("Kenya", "LOC"), ("Chad", "LOC")]


def test_two_teams_are_parted_at_the_verb(lexicon: Lexicon) -> None:
    found = read(lexicon, "Leeds United beat Northport at home", ("Leeds United beat Northport", "ORG"))
    assert found == [("Leeds United", "ORG"), ("Northport", "ORG")]


def test_other_stories_are_left_alone(lexicon: Lexicon) -> None:
    tokens = tokenise(f"Leeds beat them. {POLITICS}")
    assert as_teams(tokens, [Run(0, 1, "LOC")], lexicon) == [Run(0, 1, "LOC")]


@pytest.mark.parametrize(("first", "marked", "club"), [("", "Slavia Prague", ""), ("Real ", "Madrid", "Real Madrid")])
def test_a_club_that_bears_its_citys_name_is_no_place(lexicon: Lexicon, first: str, marked: str, club: str) -> None:
    tokens = tokenise(f"The mayor spoke of {first}{marked} at length.")
    run = Run(*((5, 6) if first else (4, 6)), "LOC")
    [found] = as_teams(tokens, [run], lexicon)
    assert (" ".join(tokens.words[found.first : found.past]), found.label) == (club or marked, "ORG")


def test_a_city_is_no_club_because_a_word_stands_before_it(lexicon: Lexicon) -> None:
    tokens = tokenise("The union met in Real del Monte near Kansas City .")
    runs = [Run(4, 7, "LOC"), Run(8, 10, "LOC")]
    assert as_teams(tokens, runs, lexicon) == runs


def test_town_and_city_make_a_club_in_a_report_only(lexicon: Lexicon) -> None:
    assert read(lexicon, "In Manchester City they sang", ("Manchester City", "LOC")) == [("Manchester City", "ORG")]
    assert read(lexicon, "In Kansas City they sang", ("Kansas City", "LOC")) == [("Kansas City", "LOC")]
    tokens = tokenise("In Manchester City they sang")
    assert as_teams(tokens, [Run(1, 3, "LOC")], lexicon) == [Run(1, 3, "LOC")]


def test_who_is_left_for_another_club_is_one(lexicon: Lexicon) -> None:
    assert read(lexicon, "He joined from Leeds", ("Leeds", "LOC")) == [("Leeds", "ORG")]
    assert read(lexicon, "They will play Leeds", ("Leeds", "LOC")) == [("Leeds", "ORG")]
