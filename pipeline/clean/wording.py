"""The words of languages that stand in files beside the modules; those of agencies stand in their profiles."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words_of(name: str) -> dict[str, Any]:
    """The tables of a file of words by its name, read once.

    >>> words_of("people")["compass"][:2]
    ['north', 'south']
    """
    return tomllib.loads(files("pipeline.clean").joinpath(f"{name}.toml").read_text("utf-8"))
