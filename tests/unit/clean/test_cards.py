"""Cards of other stories behind the text: titles, teasers, ages; and what is like them and stays."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken

DATELINED = "ALDER, May 4 (NORD) - The pier of Alder was closed on Monday after a storm that took two boats."
TEASERS = (
    "Police of Holm are looking for a man who left the old mill on Sunday.",
    "A new boat will go to Alder in May.",
    "HOLM (NORD) - Two of the cranes stand idle at the pier of the old harbour until June.",
)
TITLES = ("Man left the old mill", "New boat for Alder", "Two cranes stand idle")
AGES = {
    "en": ("3 hours ago", "an hour ago", "5 days ago"),
    "de": ("vor 3 Stunden", "vor 4 Stunden", "vor 5 Tagen"),
    "nl": ("2 uur geleden", "3 uur geleden", "5 uur geleden"),
    "ja": ("3時間前", "5時間前", "6時間前"),
}


@pytest.mark.parametrize("ages", AGES.values(), ids=AGES)
def test_titles_teasers_and_ages(ages: tuple[str, ...]) -> None:
    cards = [line for card in zip(TITLES, TEASERS, ages, strict=True) for line in card]
    assert kept(*BODY, "Share this article", *cards) == list(BODY)
    assert taken(*BODY, *cards)[ages[0]] == (Kind.PROMO, "generic.promo.card")


def test_teasers_with_datelines_under_a_line() -> None:
    cards = [line for card in zip(TEASERS[1:], AGES["nl"], strict=False) for line in card]
    assert kept(DATELINED, *BODY[1:], "Other news", *cards)[1:] == list(BODY[1:])


def test_ages_over_titles_and_teasers() -> None:
    cards = [line for card in zip(AGES["en"], TITLES, TEASERS, strict=True) for line in card]
    assert kept(*BODY, *cards) == list(BODY)


def test_the_last_paragraph_stays_where_ages_stand_over_teasers() -> None:
    cards = [line for card in zip(AGES["en"], TEASERS, strict=True) for line in card]
    assert kept(*BODY, *cards)[: len(BODY)] == list(BODY)


def test_the_entries_of_a_running_story_stay() -> None:
    entries = [line for entry in zip(AGES["en"], BODY, strict=False) for line in entry]
    text = [line for line in kept(TITLE, *entries, *entries) if line in BODY]
    assert text == [*BODY[:3], *BODY[:3]]


def test_a_log_with_text_of_two_paragraphs_an_entry_stays() -> None:
    told = (*BODY, AGES["en"][0], TEASERS[0], TEASERS[1], AGES["en"][1], BODY[1], TEASERS[2], AGES["en"][2], BODY[2])
    assert [line for line in kept(*told) if line not in AGES["en"]] == [t for t in told if t not in AGES["en"]]


def test_lines_before_a_sentence_of_the_page() -> None:
    tail = ("Harbours", "Share this article", "Advertisement", "Ferries", "The paper says what it does with your mail.")
    assert kept(*BODY, *tail) == [*BODY, tail[-1]]


@pytest.mark.parametrize(
    "lines",
    [
        ("Share this article", "Winter boats 4", "Summer boats 12", "Ferries 2"),
        ("Winter boats", "Summer boats", "Ferries"),
        ("Share this article", "What comes next"),
    ],
)
def test_lines_of_the_texts_own_before_its_last_sentence_stay(lines: tuple[str, ...]) -> None:
    own = [line for line in lines if line != "Share this article"]
    assert kept(*BODY, *lines, BODY[0])[-len(own) - 1 :] == [*own, BODY[0]]


def test_text_that_tells_of_pictures_one_by_one_stays() -> None:
    sentence = "The old mill stood for two hundred years."
    told = ("Share this article", "Photo: Mara Linden/AFP", "Advertisement", sentence)
    assert kept(*BODY, *told, *told)[-2:] == [told[-1], told[-1]]


def test_lines_behind_the_text_of_which_one_asks() -> None:
    tail = ("Sponsored content", "A question about your paper?", "Alder: all news of the town")
    assert kept(*BODY, *tail) == list(BODY)
    assert kept(*BODY, "And now what?")[-1] == "And now what?"
    assert kept(*BODY, "What comes next", "Who knows?")[-2:] == ["What comes next", "Who knows?"]


def test_a_sentence_behind_many_pieces_of_the_page_is_the_pages() -> None:
    pieces = ("Share this article", "Advertisement", "Related stories", *TITLES)
    told = "The paper of the harbour has told of boats since they had sails."
    assert kept(*BODY, *pieces, told) == list(BODY)
    assert kept(*BODY, *pieces[:3], told) == [*BODY, told]
    assert kept(*BODY, *pieces, told, BODY[0]) == [*BODY, told, BODY[0]]


def test_one_button_before_a_list_and_a_last_sentence_shows_no_page() -> None:
    told = ("Fish soup", "Apple cake", "The kitchen closes at ten.")
    assert kept(*BODY, "Share", *told) == [*BODY, *told]


def test_heads_between_paragraphs_of_text_stay() -> None:
    heads = ("Harbour Lights", "Mara Linden, Holm Press")
    told = [line for text in BODY for line in ("Share", *heads, text)]
    assert kept(*BODY, *told) == [*BODY, *[line for line in told if line != "Share"]]


@pytest.mark.parametrize(
    "cards",
    [
        ("Boats", "3 hours ago", "The boats came in.", "Mayor leaves hall", "5 hours ago", "The mayor left."),
        ("The boats came in.", "3 hours ago", "The mayor left.", "5 hours ago"),
        ("3 hours ago", "“The bridge is shut,” she wrote.", "5 hours ago", "“It is open,” she wrote."),
        ("100 years ago", "The mill burned down.", "50 years ago", "The ferry was sold."),
    ],
)
def test_the_paragraphs_beside_what_looks_like_cards_stay(cards: tuple[str, ...]) -> None:
    told = kept(*BODY, *cards, *BODY)
    assert [line for line in told if line in BODY] == [*BODY, *BODY]
    assert kept(*BODY, *cards)[: len(BODY)] == list(BODY)


def test_a_column_of_other_years_stays() -> None:
    told = ("100 years ago", "The mill burned down.", "50 years ago", "The ferry was sold.")
    assert {told[1], told[3]} <= set(kept(*BODY, *told))
