"""The title that its standfirst, its byline or its stamp shows, whatever its own shape."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, kept, taken

MILL = "Mill town counts what the flood has cost"
EMPTY = "Two hundred houses stand empty, and nobody says for how long."


def test_a_line_over_a_standfirst_and_a_byline_is_the_title_and_sections_stand_over_it() -> None:
    found = taken("Holm County", "Plus", "Floods", MILL, EMPTY, "By Mara Linden", *BODY)
    assert found[MILL] == (Kind.HEADLINE, "generic.headline.over_standfirst")
    assert found["Holm County"] == found["Floods"] == (Kind.HEADER, "generic.header.section")
    assert EMPTY not in found


def test_a_short_line_that_its_place_made_the_title_yields_to_the_one_over_the_standfirst() -> None:
    found = taken("Reviews", "May 4, 2026 9:15am PT", MILL, EMPTY, "By Mara Linden", *BODY)
    assert (found["Reviews"][0], found[MILL][0]) == (Kind.HEADER, Kind.HEADLINE)


@pytest.mark.parametrize("below", [BODY[0], "Mara Linden says so", "The council knew."])
def test_a_line_over_a_sentence_that_no_byline_follows_is_none_for_its_sake(below: str) -> None:
    found = taken("Holm County", MILL, EMPTY, below, *BODY)
    assert found.get(MILL, (None, ""))[1] != "generic.headline.over_standfirst"


STAMP = "May 4, 2026, 10:30 AM"
BY = "By Mara Linden"
SIGNED = "generic.headline.signed"


@pytest.mark.parametrize(
    "title",
    [
        "Is the bridge of Holm open again?",
        "Storm may reach Holm on Monday. Here is what it does to the ferries",
        "The pier, the ferry and a mayor who would not wait...",
        'Skipper of the year: "I only went out for the herrings."',
    ],
)
@pytest.mark.parametrize("sign", [STAMP, BY])
def test_a_line_over_a_byline_or_a_stamp_is_the_title_though_it_ends_as_a_sentence(title: str, sign: str) -> None:
    found = taken("Floods", title, sign, *BODY)
    assert (found["Floods"][0], found[title][0]) == (Kind.HEADER, Kind.HEADLINE)


def test_a_title_over_its_standfirst_shows_above_pictures_and_buttons() -> None:
    asked = "Who pays for the flood in Holm?"
    found = taken("Advertisement", asked, EMPTY, "Photo: Tom Reis", "Share on Facebook", STAMP, *BODY)
    assert found[asked] == (Kind.HEADLINE, "generic.headline.over_standfirst")
    assert EMPTY not in found


def test_a_standfirst_over_a_byline_whose_title_stands_nowhere_stays() -> None:
    told = "The ferry had been the only way to the town for forty years"
    assert told in kept("Social Sharing", told, BY, *BODY)


@pytest.mark.parametrize(
    "lines",
    [
        (MILL + ".", "Was it worth the wait?", BY, *BODY),
        (MILL, EMPTY, "Was it worth the wait?", STAMP, *BODY),
        (*BODY[:2], "Was it worth the wait?", STAMP, BODY[2]),
        ("“Was it worth the wait?”", BY, *BODY),
        ("Was it worth the wait? So we asked.", BY, *BODY),
    ],
)
def test_a_question_of_the_text_or_a_sentence_stays(lines: tuple[str, ...]) -> None:
    assert any("worth the wait" in text for text in kept(*lines))


TWICE = ("Boat -- Skipper of Holm ... Wait, It Is Mine!", "Boat Skipper of Holm ... Wait, It Is Mine!")


@pytest.mark.parametrize("lines", [TWICE, ("Who pays for the flood in Holm?",) * 2])
def test_a_title_said_again_in_other_signs_or_as_a_question_is_the_title(lines: tuple[str, ...]) -> None:
    found = taken("Floods", *lines, "Exclusive", STAMP, *BODY)
    assert {found[line][0] for line in lines} == {Kind.HEADLINE}


@pytest.mark.parametrize(
    "lines",
    [
        (*TWICE, *BODY),
        (BODY[0], *TWICE, "Share on Facebook", *BODY[1:]),
        ("Where have all the herrings gone?", "Where have they gone, the herrings?", "Share", *BODY),
    ],
)
def test_lines_said_again_without_a_page_or_amid_the_text_are_no_title_for_that(lines: tuple[str, ...]) -> None:
    assert "generic.headline.said_twice" not in {rule for _, rule in taken(*lines).values()}


def test_a_title_round_the_time_of_its_film_is_the_players() -> None:
    film = "Storms bring a threat to the northern harbours"
    found = taken(MILL, BY, STAMP, "Advertisement", film, "2:02 • Source: NRB", film, "Share on Facebook", *BODY)
    assert found[film] == (Kind.PROMO, "generic.promo.other_story")
    assert film in kept(BODY[0], film, "20:02", film, *BODY[1:])


def test_a_standfirst_of_three_sentences_over_the_byline_is_no_title() -> None:
    deck = "No one works at the pier after six. Guests weigh, pay and leave. Last year 11 crowns were missing"
    assert deck in kept("Economy", "Consumers", deck, BY, STAMP, *BODY)
