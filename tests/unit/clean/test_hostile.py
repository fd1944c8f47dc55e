"""Bylines, notices and credits that mean ill: each reader is done with a megabyte in a tenth of a second."""

from collections.abc import Callable

import pytest

from pipeline.clean.crediting import Crediting
from pipeline.clean.names import Names
from pipeline.clean.notices import Notices
from pipeline.clean.people import People
from pipeline.clean.profile import profiles
from tests.speed import within

MEGABYTE = 1_000_000
NAMES = Names.of(profiles())
PEOPLE, NOTICES, CREDITING = People(NAMES), Notices(profiles()), Crediting(profiles(), NAMES)
READERS: dict[str, Callable[[str], object]] = {
    "byline": PEOPLE.byline,
    "signoff": PEOPLE.signoff,
    "notice": NOTICES.notice,
    "credit": CREDITING.parts,
}
PIECES = (
    *(
        "A ",
        "(",
        "a@",
        "1",
        "A and ",
        "Reporting by ",
        "a.b@",
        " ",
        ",",
        "A in ",
        "Aa AA ",
        "AA's ",
        "-- ",
        "Writer ",
        "ab/",
    ),
    *(
        "May 4 ",
        "first and ",
        "paragraphs 1, ",
        " via ",
        "a",
        "\u0301",
        "한결·",
        "记者林一、",
        "カイロ金井、",
        "A contributed to this ",
    ),
)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte(reader: str, piece: str) -> None:
    READERS[reader]("By Mara Linden in Port Alder")  # The gazetteer is read once.
    text = "By " + piece * (MEGABYTE // len(piece))
    assert within(0.1, lambda: READERS[reader](text))
