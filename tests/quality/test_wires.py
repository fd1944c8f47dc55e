"""Each format meets at least the share of the expected values that floors.toml says."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.quality.wires import WIRES, Value, measure

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["wires"]

pytestmark = pytest.mark.skipif(not WIRES.is_dir(), reason=f"no wire files in {WIRES}; NEWSWIRE_WIRES names a folder")


@pytest.fixture(scope="module")
def values() -> list[Value]:
    return list(measure())


@pytest.mark.parametrize("format_", FLOORS)
def test_format_meets_its_floor(values: list[Value], format_: str) -> None:
    wanted = [value for value in values if value.format == format_]
    missed = [f"{value.path} {value.key}: {value.expected} / {value.found}" for value in wanted if not value.met]
    assert wanted
    assert len(wanted) - len(missed) >= FLOORS[format_], "\n".join(missed)


def test_every_format_has_a_floor(values: list[Value]) -> None:
    assert set(Counter(value.format for value in values)) == set(FLOORS)
