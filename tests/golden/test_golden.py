"""What each specimen becomes, compared with what it became when last looked at."""

from pathlib import Path

import pytest

from tools.regenerate_golden import GOLDEN, difference, golden_path, render, specimens


@pytest.mark.parametrize("specimen", specimens(), ids=lambda path: path.stem)
def test_specimen_becomes_what_it_was(specimen: Path) -> None:
    changed = difference(golden_path(specimen).read_text("utf-8"), render(specimen))
    assert not changed, f"if this is meant, run tools/regenerate_golden.py\n{changed}"


def test_no_golden_file_is_left_over() -> None:
    assert sorted(GOLDEN.glob("*.json")) == sorted(golden_path(specimen) for specimen in specimens())
