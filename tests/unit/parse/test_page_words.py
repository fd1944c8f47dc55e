"""The lists of words that pages are read with."""

import re
import tomllib
from importlib.resources import files

import pytest

ESCAPED = re.compile(r"\\.")


@pytest.mark.parametrize(("file", "name"), [("lines", "whole"), ("lines", "start"), ("walls", "paywall")])
def test_lists_that_meet_text_in_small_letters_hold_no_capitals(file: str, name: str) -> None:
    words = tomllib.loads(files("pipeline.parse.html").joinpath(f"{file}.toml").read_text("utf-8"))[name]
    assert [word for word in words if ESCAPED.sub("", word) != ESCAPED.sub("", word).lower()] == []
