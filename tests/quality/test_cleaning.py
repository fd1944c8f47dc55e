"""Floors of cleaning on labelled real stories, with all profiles and without the agency's own."""

import json
import tomllib
from pathlib import Path

import pytest

from pipeline.clean import clean
from tests.quality.flattened import rows_of, score_pages
from tests.quality.report import leave_one_out
from tests.quality.scoring import GOLD, Score, score_datelines, score_stories, score_traps, stories
from tests.quality.specimens import specimens
from tests.quality.test_pages import PAGES

with_gold = pytest.mark.skipif(not GOLD.exists(), reason="the labelled stories are not here")
with_pages = pytest.mark.skipif(not PAGES.is_dir(), reason=f"no pages in {PAGES}")
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["cleaning"]


@pytest.fixture(scope="module")
def scored() -> Score:
    return score_stories(stories(), clean)


@with_gold
@pytest.mark.parametrize("figure", FLOORS["known"])
def test_figure_is_over_its_floor(scored: Score, figure: str) -> None:
    assert scored.figures()[figure] >= FLOORS["known"][figure], "\n".join(
        line for lines in scored.failures.values() for line in lines
    )


@with_gold
def test_figures_of_unknown_agencies_are_over_their_floors() -> None:
    # One test for all: cleaners that each lack a profile take a minute to build, and every worker would build its own.
    figures = leave_one_out(stories()).figures()
    low = {figure: (figures[figure], floor) for figure, floor in FLOORS["unknown"].items() if figures[figure] < floor}
    assert low == {}


@with_gold
def test_all_traps_are_kept() -> None:
    traps = [json.loads(line)["text"] for line in (GOLD / "traps.jsonl").read_text("utf-8").splitlines()]
    assert score_traps(traps, clean).failures == {}


@with_gold
@pytest.mark.parametrize("figure", FLOORS["openings"])
def test_datelines_of_openings(figure: str) -> None:
    openings = [json.loads(line) for line in (GOLD / "datelines.jsonl").read_text("utf-8").splitlines()]
    assert score_datelines(openings, clean).rate(figure) >= FLOORS["openings"][figure]


@pytest.fixture(scope="module")
def scored_specimens() -> Score:
    return score_stories(specimens(), clean)


@pytest.mark.parametrize("figure", FLOORS["specimens"])
def test_figure_of_the_projects_own_specimens(scored_specimens: Score, figure: str) -> None:
    assert scored_specimens.figures()[figure] >= FLOORS["specimens"][figure], "\n".join(
        line for lines in scored_specimens.failures.values() for line in lines
    )


@pytest.mark.parametrize("folder", FLOORS["unseen"])
def test_specimens_labelled_before_rules_saw_them(folder: str) -> None:
    score = score_stories(specimens(folder), clean)
    figures, floors = score.figures(), FLOORS["unseen"][folder]
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}, score.failures


@with_pages
@pytest.mark.parametrize("half", FLOORS["flattened"])
def test_pages_turned_into_text(half: str) -> None:
    score = score_pages(rows_of(int(half)), clean)
    low = {label: (score.rate(label), floor) for label, floor in FLOORS["flattened"][half].items()}
    assert {label: each for label, each in low.items() if each[0] < each[1]} == {}
