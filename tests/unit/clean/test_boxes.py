"""Boxes that a page sets amid the text, and text that nearly reads like them."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text

TEXT = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.",
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road by day.",
    "A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year.",
    "Boats that had lain in the old harbour since the spring were moved on Sunday, and their owners will be paid now.",
    "The mayor thanked the engineers, the owners and the council, and asked the town to be on the bridge on Saturday.",
)


def kept(*lines: str, at: int = 2) -> list[str]:
    """Which of some lines stay when they stand together before that paragraph of plain text."""
    paragraphs = [*TEXT[:at], *lines, *TEXT[at:]]
    body = {paragraph.text for paragraph in clean(parse_text("\n\n".join(paragraphs))).paragraphs}
    assert set(TEXT) <= body
    return [line for line in lines if line in body]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Sign up for Nord Today",
            "Evening Alert",
            "Get the headlines that count from all over the north.",
            "Subscribe",
        ),
        ("Newsletter La Marée", "Je m'abonne"),
        ("Advertisement", "Support the journalism of the Northern Post"),
    ],
)
def test_a_box_goes(lines: tuple[str, ...]) -> None:
    assert kept(*lines) == []


@pytest.mark.parametrize(
    ("stays", "lines"),
    [
        (0, ("Get vaccinated before winter, the health office asks all who are over sixty.", "Subscribe")),
        (1, ("Advertisement", "Stay at home, doctors advise")),
        (1, ("Advertisement", "Support for the mayor fell to a third of voters.")),
        (0, ("Environment", "Herrings are back in the river for good", f"{TEXT[0][:-1]}, she said.", "Travel")),
    ],
)
def test_text_beside_a_box_stays(stays: int, lines: tuple[str, ...]) -> None:
    assert lines[stays] in kept(*lines)


def test_links_under_sections_go_from_a_page_and_a_list_stays_in_plain_copy() -> None:
    links = ("Environment", "Where have all the herrings gone?", "Travel", "How to cross the river without a ferry")
    page = ("Advertisement", "Share this article", *TEXT[:2], *links, *TEXT[2:])
    assert tuple(p.text for p in clean(parse_text("\n\n".join(page))).paragraphs) == TEXT
    assert kept(*links) == list(links)


def test_a_title_that_ends_the_page() -> None:
    title = "Ferry sails for the islands again after a year"
    assert kept("Share", title, at=len(TEXT)) == []
    assert kept("Share", "12 boats wait for the bridge to open", at=len(TEXT)) == [
        "12 boats wait for the bridge to open"
    ]


def test_a_standfirst_under_byline_and_stamp_stays() -> None:
    deck = "Boats must wait no longer, the council says"
    copy = ["By Mara Linden", "4 May 2026, 10:12", deck, "The bridge in May. Photo: Tom Reis / NTB", *TEXT]
    assert deck in [paragraph.text for paragraph in clean(parse_text("\n\n".join(copy))).paragraphs]


def test_a_subhead_before_the_first_long_paragraph_stays() -> None:
    subhead = "What matters in short"
    head = ["NTB", "4 May 2026, 10:12", TEXT[0], subhead, "The bridge opens on Monday.", "Boats may pass it again."]
    copy = [*head, "The bridge in May. Photo: Tom Reis / NTB", f"{TEXT[1]} {TEXT[2]}", *TEXT[3:]]
    assert subhead in [paragraph.text for paragraph in clean(parse_text("\n\n".join(copy))).paragraphs]
