"""What stands behind a story's end, links told twice, and captions that only what stands round them tells."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken

OWNED = "Copyright 2026 Northern Press. All rights reserved."
TEASERS = (
    "Police of Holm are looking for a man who left the old mill on Sunday.",
    "A new boat will go to Alder in May.",
)
DATELINED = "ALDER, May 4 (NORD) - The pier of Alder was closed on Monday after a storm that took two boats."
LONG = f"{TEASERS[0]} He was seen on Monday, where he asked two boys for the way to the ferry and for bread."
SECOND = "Its harbour master said that the planks had been loose for years."


def test_nothing_of_a_story_stands_behind_its_copyright() -> None:
    assert kept(*BODY, OWNED, *TEASERS) == list(BODY)


def test_nothing_of_a_story_stands_behind_its_signoff_and_a_piece_of_the_page() -> None:
    assert kept(*BODY, "Reporting by Mara Linden", "Read also", *TEASERS) == list(BODY)


def test_text_goes_on_behind_a_signoff_alone() -> None:
    assert kept(*BODY, "Reporting by Mara Linden", LONG)[-1] == LONG


def test_a_digests_next_story_stays_behind_the_first_ones_copyright() -> None:
    assert kept(*BODY, OWNED, DATELINED, SECOND)[-1] == SECOND


def test_prose_goes_on_behind_a_signoff_and_a_link_amid_it() -> None:
    assert kept(*BODY, "AP writer Mara Linden in Alder contributed to this report.", "Read more", LONG)[-1] == LONG


def test_text_that_is_longer_than_what_stands_before_stays() -> None:
    assert kept(BODY[0], "Reporting by Mara Linden", "Read also", *BODY)[-1] == BODY[-1]


def test_a_title_that_stands_twice_with_its_stamp_between_is_a_links_with_its_teaser() -> None:
    link = "Olive fair of Alder draws record crowd"
    lines = (*BODY, link, "Updated 14 February 2026", link, TEASERS[0])
    assert kept(*lines) == list(BODY)
    assert taken(*lines)[TEASERS[0]] == (Kind.PROMO, "generic.promo.twin")


def test_a_refrain_without_a_stamp_between_stays() -> None:
    line = "And the bridge goes over the water"
    assert kept(*BODY, line, "Sang the boys at the pier of Holm,", line, "Sang the girls.").count(line) == 2


def test_a_stamp_over_a_title_amid_text_is_a_links() -> None:
    link = "Old ferry of Holm is to be sold by May"
    assert kept(BODY[0], BODY[1], "17 May 2026, 12:30", link, BODY[2]) == list(BODY)


def test_the_entries_of_a_log_keep_their_lines() -> None:
    entries = (
        "17 May 2026, 12:30",
        "The first walkers are on the bridge now",
        BODY[1],
        "17 May 2026, 13:10",
        "Rain sets in",
    )
    assert entries[1] in kept(BODY[0], BODY[2], *entries, BODY[2])


def test_a_caption_says_the_lead_again() -> None:
    caption = "The bridge over the harbour of Holm will be open again after four million crowns of repairs."
    lead = BODY[0].replace("would open", "will be open")
    lines = (lead, BODY[1], BODY[2], "Advertisement", caption, SECOND)
    assert taken(*lines)[caption] == (Kind.CAPTION, "generic.caption.lead_again")
    assert caption in kept(lead, BODY[1], BODY[2], caption, SECOND)


def test_a_sentence_that_stands_twice_with_text_between_is_a_pictures_beside_a_piece_of_the_page() -> None:
    shown = "Two of the cranes stand idle at the pier of the old harbour."
    assert kept(BODY[0], "Advertisement", shown, *BODY[1:], shown).count(shown) == 0
    assert kept(BODY[0], shown, *BODY[1:], shown, SECOND, "Advertisement").count(shown) == 2


def test_a_lead_that_is_its_standfirst_again_stays() -> None:
    assert kept(BODY[0], BODY[1], BODY[0], BODY[2]).count(BODY[0]) == 2


@pytest.mark.parametrize("credit", ["— Nord", "– Holm Herald", "- NORD"])
def test_a_name_behind_a_dash_credits_the_caption_before_the_dateline(credit: str) -> None:
    caption = "WOMEN and children of Holm wait for the ferry on Monday."
    found = taken(TITLE, f"{caption} {credit}", DATELINED, SECOND)
    assert found[caption][0] is Kind.CAPTION
    assert found[credit][0] is Kind.CREDIT


def test_the_same_behind_the_dateline_signs_text() -> None:
    sentence = "Two of the cranes came over the water from the yard of Alder."
    assert any(sentence in text for text in kept(DATELINED, BODY[1], f"{sentence} — Aurora"))


@pytest.mark.parametrize(
    "giver", ["Holm County Sheriff's Office", "Port Alder Police Department", "City of Holm via Facebook"]
)
def test_offices_and_networks_give_pictures_away(giver: str) -> None:
    caption = "Two of the cranes stand idle at the pier of the old harbour."
    assert taken(*BODY[:2], f"{caption} ({giver})", BODY[2])[f"({giver})"][0] is Kind.CREDIT


@pytest.mark.parametrize("said", ["sic", "words indistinct", "Begin recording", "see the annual report of the council"])
def test_what_is_said_aside_is_no_giver(said: str) -> None:
    sentence = f"Two of the cranes stand idle at the pier of the old harbour. [{said}]"
    assert sentence in kept(*BODY[:2], sentence, BODY[2])


def test_a_question_can_be_the_first_of_the_titles_that_are_announced() -> None:
    titles = ("Who pays for the old ferry of Holm now?", "The boats that the council wants to sell")
    assert kept(*BODY[:2], "Editor's picks", *titles, BODY[2]) == list(BODY)


def test_a_question_that_a_sentence_answers_stays() -> None:
    asked = "Who pays for the old ferry of Holm now?"
    assert asked in kept(*BODY[:2], "Read more", asked, BODY[2])


def test_a_subhead_in_quotes_stays_behind_a_link() -> None:
    assert "‘No intention’" in kept(*BODY[:2], "Read more", "‘No intention’", BODY[2])


def test_a_word_over_a_section_is_a_section_and_the_title_is_found() -> None:
    title = "Council: town must pay gardeners for the move"
    found = taken("Rulings", "Politics", "Gardens", "06.11.2026 15:12", title, DATELINED, SECOND)
    assert found[title][0] is Kind.HEADLINE
    assert found["Rulings"][0] is Kind.HEADER


def test_a_name_between_stamp_and_the_title_again_is_a_byline() -> None:
    found = taken(TITLE, "Updated 14 February 2026", "Mara Linden", TITLE, *BODY)
    assert found["Mara Linden"][0] is Kind.BYLINE


def test_the_first_of_two_in_a_row_is_a_pictures_beside_a_piece_of_the_page() -> None:
    told = "Two of the cranes at the pier of the old harbour of Holm."
    assert kept(*BODY[:2], "Advertisement", told, told, BODY[2]).count(told) == 1
    assert kept(*BODY[:2], told, told, BODY[2]).count(told) == 2
    shown = "Two men walk on the new bridge over the harbour of Holm."
    assert kept(*BODY[:2], shown, shown, BODY[2]).count(shown) == 0


def test_a_release_ends_in_its_pictures_caption() -> None:
    shown = "Mayor Mara Linden, left, hands the keys of the new boat to Tom Reis of the harbour office."
    told = "A photo accompanying this announcement is available at https://example.org/1"
    assert taken(*BODY, told, shown)[shown][0] is Kind.CAPTION
    assert shown in kept(*BODY, shown)


def test_a_name_and_a_paper_under_a_caption_are_its_credit() -> None:
    shown = "Mara Linden, right, greets the boys of Holm at the pier in May 2026."
    found = taken(*BODY[:2], shown, "Ann Lee, Port Alder Press", BODY[2])
    assert found[shown][0] is Kind.CAPTION
    assert found["Ann Lee, Port Alder Press"][0] is Kind.CREDIT


BOX = (
    "Trending",
    "Ferry fares to rise",
    "Advertisement",
    "Most read",
    "Old mill is sold",
    "Share",
    "School wins",
    "Menu",
)


@pytest.mark.parametrize(
    "said",
    ["He is due back in court next week.", "“We did what we could,” a clerk said.", "경찰은 경위를 조사하고 있다."],
)
def test_text_that_speaks_to_no_reader_goes_on_behind_a_box(said: str) -> None:
    assert kept(*BODY, *BODY, *BOX, said)[-1] == said
