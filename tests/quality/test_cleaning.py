"""Floors of cleaning on labelled real stories, with all profiles and without the agency's own."""

import json
import tomllib
from pathlib import Path

import pytest

from pipeline.clean import clean
from tests.quality.report import leave_one_out
from tests.quality.scoring import GOLD, Score, score_datelines, score_stories, score_traps, stories

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the labelled stories are not here")
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["cleaning"]


@pytest.fixture(scope="module")
def scored() -> Score:
    return score_stories(stories(), clean)


@pytest.fixture(scope="module")
def scored_unknown() -> Score:
    return leave_one_out(stories())


@pytest.mark.parametrize("figure", FLOORS["known"])
def test_figure_is_over_its_floor(scored: Score, figure: str) -> None:
    assert scored.figures()[figure] >= FLOORS["known"][figure], "\n".join(
        line for lines in scored.failures.values() for line in lines
    )


@pytest.mark.parametrize("figure", FLOORS["unknown"])
def test_figure_of_unknown_agencies_is_over_its_floor(scored_unknown: Score, figure: str) -> None:
    assert scored_unknown.figures()[figure] >= FLOORS["unknown"][figure]


def test_all_traps_are_kept() -> None:
    traps = [json.loads(line)["text"] for line in (GOLD / "traps.jsonl").read_text("utf-8").splitlines()]
    assert score_traps(traps, clean).failures == {}


@pytest.mark.parametrize("figure", FLOORS["openings"])
def test_datelines_of_openings(figure: str) -> None:
    openings = [json.loads(line) for line in (GOLD / "datelines.jsonl").read_text("utf-8").splitlines()]
    assert score_datelines(openings, clean).rate(figure) >= FLOORS["openings"][figure]
