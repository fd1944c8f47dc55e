"""Words of sites go beside other furniture, and stay where the text itself may say them."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from tests.unit.clean.stories import kept

BODY = (
    (
        "The council of the harbour town said on Monday that the bridge over the river would open again within a week, "
        "after a year of repairs that cost four million crowns."
    ),
    (
        "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road while "
        "the ferry ran every hour for a crown a car."
    ),
)


@pytest.mark.parametrize(
    "line",
    [
        "Aucun commentaire.",
        "Tillbaka till toppen",
        "Oddaj głos",
        "Piga kura",
        "Meer lezen",
        "La suite",
        "온라인 투표",
        "専門家のコメント",
        "Guhdarî bike",
        "Отправить по почте",
    ],
)
def test_amid_the_text_a_line_is_the_texts(line: str) -> None:
    assert kept(BODY[0], line, BODY[1]) == [BODY[0], line, BODY[1]]


def test_a_heading_over_a_list_of_the_texts_own_takes_nothing() -> None:
    points = ("Mirar el parte del puerto", "Llevar agua y algo de abrigo", "Salir antes de las ocho")
    assert kept(BODY[0], "Recomendaciones", *points, BODY[1]) == [BODY[0], "Recomendaciones", *points, BODY[1]]


def test_beside_furniture_of_the_page_they_go() -> None:
    assert kept(
        *BODY, "Share on Facebook", "Lue koko artikkeli", "Slični članci", "Stari most u luci ponovo otvoren"
    ) == [*BODY]


@pytest.mark.parametrize("line", ["Subscribe to our newsletter", "Download our app", "Folgen Sie uns"])
def test_what_another_rule_takes_by_itself_goes_amid_the_text_too(line: str) -> None:
    assert kept(BODY[0], line, BODY[1]) == [*BODY]


@pytest.mark.parametrize("day", ["sausis 4", "4 gorffennaf", "4 Ogos 2026"])
def test_months_that_no_pattern_knows_are_read_in_datelines(day: str) -> None:
    dateline = clean(parse_text(f"VILNIUS, {day} (ELTA) - {BODY[0]}\n\n{BODY[1]}")).dateline
    assert dateline is not None
    assert (dateline.city, dateline.date_text) == ("Vilnius", day)


def test_they_are_not_forgiven_a_misspelling() -> None:
    dateline = clean(parse_text(f"VILNIUS, gorffennof 4 (ELTA) - {BODY[0]}\n\n{BODY[1]}")).dateline
    assert dateline is None or dateline.date_text is None
