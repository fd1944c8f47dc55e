"""The guard against lost text, in every format: a parser that drops a paragraph says so, with both numbers."""

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.parse import parse
from pipeline.parse.agencies import LEAST_TEXT, WireProfile
from pipeline.parse.loss import MAX_TEXT, text_loss
from tools.regenerate_golden import specimens

BY_NAME = {path.name: path for path in specimens()}
# A specimen, the function that puts its text together, and how its result is spoilt.
MARKUP = ("pipeline.parse.markup", "_laid_out")
PLANTED = {
    "newsml-g2-story.xml": MARKUP,
    "newsml-1-story.xml": MARKUP,
    "nitf-story.xml": MARKUP,
    "rss-feed.xml": MARKUP,
    "ninjs-story.json": MARKUP,
    "media-api-story.json": MARKUP,
    "mailbox.mbox": MARKUP,
    "own-xml.xml": MARKUP,
    "anpa-1312.txt": ("pipeline.parse.anpa", "_pieces"),
    "iptc-7901.txt": ("pipeline.parse.iptc7901", "_divide"),
    "zczc-story.txt": ("pipeline.parse.zczc", "_header"),
}


def _losses(path: Path) -> list[str]:
    return [warning for story in parse(path.read_bytes()) for warning in story.warnings if "text_loss" in warning]


def _spoilt(found: Any) -> Any:  # noqa: ANN401 (each reader's own result)
    """The result without its text: pieces without the long ones, a body without lines, a header of all lines."""
    if isinstance(found, tuple):
        return [], found[1]
    if hasattr(found, "lines"):
        return type(found)(found.values, 10_000)
    pieces: Iterable[Any] = found
    return iter([piece for piece in pieces if len(piece.text) < 20])


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_loss_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, function = PLANTED[name]
    assert not _losses(BY_NAME[name])
    reader = importlib.import_module(module)
    sound = getattr(reader, function)
    monkeypatch.setattr(reader, function, lambda *given: _spoilt(sound(*given)))
    assert _losses(BY_NAME[name])


def test_a_profile_sets_the_share() -> None:
    assert WireProfile("x").least_text == LEAST_TEXT
    assert text_loss("Fire at the quay", ["Fire at the"], 0.5) == ()
    assert text_loss("Fire at the quay", ["Fire at the"], 0.9) == ("parse.text_loss: 9 of 13 characters kept",)


def test_a_text_longer_than_any_story_counts_as_lost() -> None:
    [story] = parse(b"The harbour is closed.\n" * (MAX_TEXT // 23 + 1))
    assert (story.source_text, story.blocks) == ("", ())
    assert [warning for warning in story.warnings if warning.startswith("parse.text_loss: 0 of ")]
