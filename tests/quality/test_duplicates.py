"""Texts that desks have edited are found again, and different stories are not taken for one."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.duplicates import Found, labelled, measure, specimens
from tests.quality.scoring import GOLD

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["duplicates"]


def hold(found: Found, floors: dict[str, float]) -> None:
    assert found.recall >= floors["recall"], found
    assert found.precision >= floors["precision"], found


def test_the_projects_own_stories() -> None:
    hold(measure(specimens()), FLOORS["specimens"])


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled stories do not lie beside the checkout")
def test_labelled_stories() -> None:
    hold(measure(labelled(GOLD / "stories.jsonl")), FLOORS["labelled"])
