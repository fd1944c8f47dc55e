"""The lists of words that pages are read with."""

import re
import tomllib
from importlib.resources import files

import pytest

from pipeline.parse.html import lines

ESCAPED = re.compile(r"\\.")


@pytest.mark.parametrize(("file", "name"), [("lines", "whole"), ("lines", "start"), ("walls", "paywall")])
def test_lists_that_meet_text_in_small_letters_hold_no_capitals(file: str, name: str) -> None:
    words = tomllib.loads(files("pipeline.parse.html").joinpath(f"{file}.toml").read_text("utf-8"))[name]
    assert [word for word in words if ESCAPED.sub("", word) != ESCAPED.sub("", word).lower()] == []


@pytest.mark.parametrize(
    "text",
    [
        "4 min czytania", "3 godz. temu", "Escuchar este artículo", "1x", "A- A+", "Exclusive for subscribers",
        "Text size", "Read this in Norwegian", "Summary by AI", "Ports: https://nordvik.example/ports",
        "A post shared by Inga Moe (@moe)",
    ],
)  # fmt: skip
def test_whole_block_is_the_pages(text: str) -> None:
    assert lines.WHOLE.match(text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "ČÍTAJTE TIEŽ: Prístav v Holme", "यह भी पढ़ें: बंदरगाह", "Do you have a tip? Write to us",
        "To continue reading, please log in",
        "Get our free app", "Suscríbete a nuestro boletín", "Folgen Sie uns auf allen Kanälen", "Vezi și: portul",
    ],
)  # fmt: skip
def test_block_that_begins_as_the_pages_own_do(text: str) -> None:
    assert lines.START.match(text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "Have questions about the pier gone unanswered, he asked the board on Tuesday in a letter.",
        "For more than a year, the ferry has brought the papers to the island in the morning.",
        "To learn more about the wind, the port put up a mast in 2019.",
        "Follow the coast north and you come to Sund.", "Opinion is divided.", "Get the boat ready, she told them.",
        "Siga o plano, disse a ministra aos deputados na terça-feira.", "Exclusive talks began on Monday.",
        "Escuchar a los vecinos", "Écouter les habitants", "What to watch next",
    ],
)  # fmt: skip
def test_text_that_begins_alike_is_the_storys(text: str) -> None:
    assert not lines.WHOLE.match(text.lower())
    assert not lines.START.match(text.lower())
    assert not lines.ANYWHERE.search(text)
    assert not lines.HEADING.match(text)
