"""Resolution and place disambiguation on the project's own stories; the floors stand in ``floors.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract import extract
from pipeline.flow import cleaned
from tests.quality.resolving import (
    FILES,
    KINDS,
    accuracy,
    across,
    bcubed,
    gold,
    gold_within,
    recognition,
    roles_told,
    specimens,
    values_told,
    within,
)

FLOORS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text())["resolution"]
SEED = Path(__file__).parents[2] / "seeds" / "stories" / "kyodo-trilateral.txt"


@pytest.mark.parametrize("file", FILES)
def test_resolution_holds_its_floors(file: str) -> None:
    stories = specimens(file)
    assert len(stories) >= 10
    scores = {
        "within": bcubed(within(stories), gold_within(stories)),
        "across": bcubed(across(stories), gold(stories)),
        "across_recognised": bcubed(across(stories, told=False), gold(stories)),
        "places": accuracy(stories, "l"),
        "organisations": accuracy(stories, "o"),
    }
    below = {name: score for name, score in scores.items() if score < FLOORS[file][name]}
    assert not below


@pytest.mark.parametrize("file", ["newsroom", "second_look", "third_look"])
def test_what_stands_beside_names_holds_its_floors(file: str) -> None:
    stories = specimens(file)
    roles = [right for *_, right in roles_told(stories)]
    assert len(roles) > 20
    scores = {
        "roles": sum(roles) / len(roles),
        **{KINDS[kind]: recognition(stories, kind) for kind in "pol"},
    }
    below = {name: score for name, score in scores.items() if score < FLOORS[file][name]}
    assert not below


@pytest.mark.parametrize("file", ["newsroom", "second_look"])
def test_values_hold_their_floors(file: str) -> None:
    values = [found and stated for *_, found, stated in values_told(specimens(file))]
    assert len(values) > 20
    assert sum(values) / len(values) >= FLOORS[file]["values"]


def test_there_are_forty_stories() -> None:
    assert sum(len(specimens(file)) for file in FILES) >= 40


def test_the_seed_is_exactly_right() -> None:
    [story] = cleaned(SEED.read_bytes())
    entities = {entity.name: entity for entity in extract(story).entities}
    people = {name: (one.roles, one.ids.get("country")) for name, one in entities.items() if one.kind == "person"}
    assert people == {
        "Toshimitsu Motegi": (("Japanese Foreign Minister",), "JP"),
        "Mike Pompeo": (("U.S. Secretary of State",), "US"),
        "Kang Kyung Wha": (("South Korean Foreign Minister",), "KR"),
        "Kim Jong Un": (("North Korean leader",), "KP"),
        "Moon Jae In": (("South Korean President",), "KR"),
        "Shinzo Abe": (("Japanese Prime Minister",), "JP"),
    }
    countries = {name: one.ids["iso3166"] for name, one in entities.items() if one.type == "country"}
    assert countries == {"Japan": "JP", "United States": "US", "South Korea": "KR", "North Korea": "KP"}
    assert entities["San Francisco"].ids == {"geonames": "5391959", "country": "US"}
    assert entities["Sea of Japan"].ids == {"wikidata": "Q27092"}
    organisations = {name: one.ids["country"] for name, one in entities.items() if one.kind == "organisation"}
    assert organisations == {"U.S. State Department": "US", "Japanese Foreign Ministry": "JP"}
    captioned = {name for name, one in entities.items() if any(mention.zone == "caption" for mention in one.mentions)}
    assert {
        "Kang Kyung Wha",
        "Mike Pompeo",
        "Toshimitsu Motegi",
        "Japanese Foreign Ministry",
        "North Korea",
    } <= captioned
    assert sum(one.salience for one in entities.values()) == pytest.approx(1, abs=0.01)
