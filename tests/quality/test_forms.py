"""Floors of the lines that desks are known to write, each asked by itself."""

import tomllib
from pathlib import Path

import pytest

from tests.quality.forms import SCORES

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["forms"]


@pytest.mark.parametrize("name", FLOORS)
def test_forms_are_known(name: str) -> None:
    score = SCORES[name]()
    low = {figure: (score.rate(figure), floor) for figure, floor in FLOORS[name].items() if score.rate(figure) < floor}
    assert low == {}, {figure: score.failures[figure] for figure in low}
