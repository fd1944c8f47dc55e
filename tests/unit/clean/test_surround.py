"""A menu, the title and what stands after the text, told by their shape; and text of nearly that shape."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text

TEXT = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.",
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road by day.",
    "A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year.",
)
TITLE = "Harbour bridge to open again within a week"
MENU = ("Nord Today", "Cities", "The Sea", "Letters", "Weather and tides", "Shop")


def rules(*lines: str) -> dict[str, str]:
    """The rule that took each line whole, by its text; lines of the text are not there."""
    found = clean(parse_text("\n\n".join(lines)))
    return {" ".join(each.text.split()): each.rule for each in found.furniture}


def test_a_menu_goes_and_the_title_under_it_is_found() -> None:
    found = rules(*MENU, TITLE, *TEXT)
    assert {found.get(line) for line in MENU} == {"generic.promo.menu"}
    assert found[TITLE] == "generic.headline.taken_up"


@pytest.mark.parametrize(
    "lines",
    [
        ("Linden: gold", "Okoro: silver", "Reis: bronze", "Ferro: fourth", "Sund: fifth"),
        ("1. Oslo 14", "2. Bergen 12", "3. Bodø 9", "4. Narvik 7", "5. Alta 1"),
        ("Rain came.", "It did not stop.", "The river rose.", "Nobody slept.", "Then it fell."),
    ],
)
def test_a_table_and_short_sentences_before_the_text_stay(lines: tuple[str, ...]) -> None:
    assert not set(lines) & set(rules(*lines, *TEXT))


@pytest.mark.parametrize(
    "lines",
    [
        ("Mara Linden", "Tom Reis", "Ann Keller", "Jonas Berg", "Peter Holt", "Ida Vik"),
        ("The water knows my name", "The water knows the way", "And every stone", "I threw away", "Let the river go"),
    ],
)
def test_a_list_before_the_text_stays_whatever_ends_the_page(lines: tuple[str, ...]) -> None:
    assert not set(lines) & set(rules(*lines, *TEXT, "Share"))


def test_a_title_said_again() -> None:
    found = clean(parse_text("\n\n".join((TITLE, TITLE, *TEXT, f'0 Responses to "{TITLE}"'))))
    assert [each.rule for each in found.furniture] == [
        "generic.headline.said_twice",
        "generic.headline.said_twice",
        "generic.promo.title_again",
    ]
    lead = f"{TITLE}, it says."
    assert lead not in rules(TITLE, TITLE, lead, *TEXT)


def test_a_title_under_its_section_and_over_its_standfirst() -> None:
    found = rules("Harbours", TITLE, *TEXT)
    assert (found["Harbours"], found[TITLE]) == ("generic.header.section", "generic.headline.taken_up")
    deck = "Engineers closed it after a storm that damaged two of its pillars in spring"
    found = rules(TITLE, deck, *TEXT)
    assert found[TITLE] == "generic.headline.taken_up"
    assert deck not in found


@pytest.mark.parametrize("line", ["Herrings are back in the lake for good", "Within a week"])
def test_a_first_line_that_the_text_does_not_take_up_stays(line: str) -> None:
    assert line not in rules(line, *TEXT)


def test_the_title_is_the_line_that_the_text_takes_up() -> None:
    claim = "News from the north in ten languages"
    found = rules(claim, TITLE, f"OSLO (NTB) - {TEXT[0]}", *TEXT[1:])
    assert (found[claim], found[TITLE]) == ("generic.header.over_title", "generic.headline.taken_up")


@pytest.mark.parametrize(
    "lines",
    [
        ("Du kan også lide", "Havnen", "Broen »", "Vejret »"),
        ("-", "Why the ferry is late in winter", "-", "A lighthouse is sold for one crown"),
    ],
)
def test_lines_after_the_text_go_beside_pieces_of_a_page(lines: tuple[str, ...]) -> None:
    found = rules(*TEXT, *lines)
    assert {found.get(line) for line in lines} <= {"generic.promo.beside_pieces", "generic.promo.closing_lines"}


@pytest.mark.parametrize(
    "lines",
    [
        ("($1 = 10.4970 Norwegian crowns)",),
        ("Winners of the day:", "The boat of the year", "The best small harbour", "The best cook at sea"),
        (
            "The lighthouse is sold for one single crown",
            "Why the ferry to the islands runs late",
            "Herrings come back at last",
        ),
        ("- The bridge opens on Monday", "- The ferry stops on Tuesday", "- The road closes for good"),
    ],
)
def test_a_list_that_ends_the_text_stays(lines: tuple[str, ...]) -> None:
    assert not set(lines) & set(rules(*TEXT, *lines))


def test_bullets_below_a_heading_for_links_go() -> None:
    links = ("- “Did it hurt?” “No.”", "- Herrings come back!", "- Ferry sails again")
    assert set(links) <= set(rules(*TEXT, "Most Read Stories", *links))


def test_another_story_that_stands_twice_goes_with_its_teaser() -> None:
    teaser = "The keeper has found a buyer at last, and he is glad of it."
    lines = ("Lights out", "02 Jun, 2024", "Lights out", teaser)
    found = rules(*TEXT, *lines, "Share", "Read more")
    assert found["Lights out"] == found[teaser] == "generic.promo.other_story"
    assert not set(lines) & set(rules(*TEXT, *lines))


def test_the_title_stays_as_a_refrain() -> None:
    found = clean(parse_text("\n\n".join((TITLE, "By Mara Linden", TEXT[0], TITLE, *TEXT[1:]))))
    assert [each.text for each in found.paragraphs] == [TEXT[0], TITLE, *TEXT[1:]]


def test_a_refrain_stays() -> None:
    lines = ("Row on, row on", "The boatmen sang it all night long, she said.", "Row on, row on")
    assert not set(lines) & set(rules(*TEXT[:2], *lines, *TEXT[2:]))
