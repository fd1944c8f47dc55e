"""What each specimen becomes, compared with what it became when last looked at."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from pipeline.flow import preview
from tests.golden.side_by_side import side_by_side
from tools.regenerate_golden import GOLDEN, difference, golden_path, render, specimens

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "story.schema.json"


@pytest.mark.parametrize("specimen", specimens(), ids=lambda path: path.stem)
def test_specimen_becomes_what_it_was(specimen: Path) -> None:
    expected, found = golden_path(specimen).read_text("utf-8"), render(specimen)
    changed = difference(expected, found)
    if changed:
        shown = side_by_side(specimen, expected, found)
        pytest.fail(f"if this is meant, run tools/regenerate_golden.py\n{shown}\n{changed}", pytrace=False)


def test_no_golden_file_is_left_over() -> None:
    assert sorted(GOLDEN.glob("*.json")) == sorted(golden_path(specimen) for specimen in specimens())


@pytest.mark.parametrize("specimen", specimens(), ids=lambda path: path.name)
def test_specimen_is_an_article_by_the_schema(specimen: Path) -> None:
    schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for article in preview(specimen.read_bytes()):
        schema.validate(json.loads(msgspec.json.encode(article)))
