"""Sections, names and addresses round a story's text, and lines of the text that look like them."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken


@pytest.mark.parametrize("section", ["Harbour matters", "NTB Innenriks", "nordpress.com"])
def test_a_section_stands_over_the_headline(section: str) -> None:
    assert taken(section, TITLE, *BODY)[section] == (Kind.HEADER, "generic.header.section")


@pytest.mark.parametrize("line", ["Good evening.", "What we know:"])
def test_what_is_no_section_stays(line: str) -> None:
    assert line not in taken(line, TITLE, *BODY)


@pytest.mark.parametrize("line", ["main logo", "clear sky"])
def test_what_stands_over_a_title_is_no_text(line: str) -> None:
    assert taken(line, TITLE, *BODY)[line][0] is Kind.HEADER


@pytest.mark.parametrize(
    "lines",
    [
        ("Norway 3", "Peru 1"),
        ("Mara Linden, 34", "Baker"),
        ("No bread", "No wine", "No company"),
    ],
)
def test_what_stands_over_a_line_of_a_list_stays(lines: tuple[str, ...]) -> None:
    assert set(lines) <= set(kept(*lines, "A bridge that the town got back at last", *BODY))


@pytest.mark.parametrize("line", ["2-1", "1931-2026", "$5", "Ferries"])
def test_a_score_under_a_title_stays(line: str) -> None:
    assert line in kept(TITLE, line, *BODY)


def test_under_a_title_a_line_as_long_stays() -> None:
    assert TITLE in kept("The bridge over the harbour in the middle of Holm", TITLE, *BODY)


@pytest.mark.parametrize("lines", [("World", "6 May 2024, 07:20", "41"), ("07:20",)])
def test_sections_and_counts_between_title_and_text(lines: tuple[str, ...]) -> None:
    assert kept(TITLE, *lines, *BODY) == list(BODY)


@pytest.mark.parametrize(
    "first",
    [
        "A town gets its old bridge back soon",
        "Cranes in summer, cranes in winter",
        "The council's long way to a road",
    ],
)
def test_a_first_line_is_a_title_though_the_lead_says_other_words(first: str) -> None:
    assert taken(first, *BODY)[first] == (Kind.HEADLINE, "generic.headline.first_line")


@pytest.mark.parametrize(
    "lines",
    [
        ("* The mayor opens a bridge at noon",),
        ("Rain on the quay and rain at sea", "and rain upon the bridge", "where nobody walks home", "but you and me"),
        ("These boats may pass the bridge again:", "the ferry of the northern line", "the pilot's boat"),
    ],
)
def test_a_first_line_that_is_no_title_stays(lines: tuple[str, ...]) -> None:
    assert kept(*lines, *BODY[:2])[: len(lines)] == list(lines)


def test_no_section_stands_over_a_sentence() -> None:
    assert "Harbour matters" not in taken("Harbour matters", "It was a good day for the town.", *BODY)


@pytest.mark.parametrize("line", ["Mara Linden", "F. Javier Prado", "Desk - Lotte Linden | lots@example.com"])
def test_a_name_or_an_address_under_the_headline_is_a_byline(line: str) -> None:
    assert taken(TITLE, line, *BODY)[line] == (Kind.BYLINE, "generic.byline.under_title")


@pytest.mark.parametrize(
    "line", ["Mérida, Mexico", "New Delhi", "Cranes missing", "Traffic goes through the lower town", "Ferries"]
)
def test_what_is_no_name_stays(line: str) -> None:
    assert taken(TITLE, line, *BODY).get(line, (Kind.DATELINE, ""))[0] is Kind.DATELINE


def test_a_name_amid_the_text_stays() -> None:
    assert "Mara Linden" in kept(TITLE, BODY[0], "Mara Linden", *BODY[1:])


def test_names_that_each_head_a_text_stay() -> None:
    assert {"Mara Linden", "Tom Reis"} <= set(kept(TITLE, "Mara Linden", BODY[0], "Tom Reis", *BODY[1:]))


@pytest.mark.parametrize("line", ["Friends", "Silence"])
def test_a_short_line_over_one_that_the_text_does_not_take_up_stays(line: str) -> None:
    assert line in kept(line, "Today is a good day for all of us", *BODY)


def test_a_section_stands_before_a_stamp() -> None:
    assert taken(TITLE, "From home", "4 May 2026, 10:30", *BODY)["From home"][0] is Kind.HEADER


ADDRESSES = (
    "Press office",
    "Nina Linden",
    "Telefon: 040 5555-6212",
    "E-Mail: press@example.org",
    "www.example.org",
)


def test_the_addresses_after_the_text_go_with_the_lines_before_them() -> None:
    found = taken(TITLE, *BODY, *ADDRESSES)
    assert {found[line][0] for line in ADDRESSES} == {Kind.SIGNOFF}
    assert kept(TITLE, *BODY, *ADDRESSES)[-3:] == list(BODY)


def test_a_telephone_without_a_letter_box_stays() -> None:
    lines = ("Where to call", "Harbour office, Tel 040 5555-6212")
    assert "generic.signoff.contacts" not in {rule for _, rule in taken(TITLE, *BODY, *lines).values()}


def test_addresses_amid_the_text_stay() -> None:
    assert ADDRESSES[0] in kept(TITLE, BODY[0], *ADDRESSES, BODY[1], BODY[2])
