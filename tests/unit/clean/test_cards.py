"""Cards of other stories behind the text: titles, teasers, ages; and what is like them and stays."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, kept, taken

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
    assert taken(*BODY, "Share this article", *cards)[ages[0]] == (Kind.PROMO, "generic.promo.card")
    assert kept(*BODY, *cards) == [*BODY, *cards]


def test_teasers_with_datelines_show_other_stories() -> None:
    teasers = ("HOLM (NORD) - Two of the cranes stand idle.", "ALDER, May 4 (NORD) - The pier was closed.")
    cards = [line for card in zip(TITLES, teasers, AGES["en"], strict=False) for line in card]
    assert kept(*BODY, *cards) == list(BODY)


def test_teasers_with_datelines_under_a_line() -> None:
    cards = [line for card in zip(TEASERS[1:], AGES["nl"], strict=False) for line in card]
    assert kept(DATELINED, *BODY[1:], "Other news", *cards)[1:] == list(BODY[1:])


def test_ages_over_titles() -> None:
    cards = [line for card in zip(AGES["en"], TITLES, strict=True) for line in card]
    assert kept(*BODY, "Advertisement", *cards) == list(BODY)


@pytest.mark.parametrize("over", [(), ("Latest updates",), ("How it came to this:",)])
@pytest.mark.parametrize("behind", [(), BODY])
@pytest.mark.parametrize("ages", AGES.values(), ids=AGES)
def test_the_entries_of_a_running_story_stay(
    over: tuple[str, ...], behind: tuple[str, ...], ages: tuple[str, ...]
) -> None:
    entries = [line for entry in zip(TITLES, TEASERS[:2], strict=False) for line in entry]
    told = [line for entry in zip(ages, TITLES, TEASERS[:2], strict=False) for line in entry]
    told += [line for line in (*entries, ages[2]) if not behind]
    text = kept(*BODY, *over, *told, *behind)
    assert [line for line in text if line in entries] == [line for line in told if line in entries]


@pytest.mark.parametrize(
    "told",
    [
        ("40 years ago", "The bridge opens", "It cost four crowns.", "20 years ago", "A crack is found", "It is shut."),
        ("Tom Reis, 14", "2 days ago", "Ann Lee, 9", "5 days ago"),
        ("Ann Lee", "The water is in the kitchen and the chairs are on the table", "2 hours ago") * 2,
        ("How it came to this:", "5 days ago", "The bridge opens", "2 days ago", "The first crack is found"),
        ("vor 40 Jahren", "Die Brücke wird eröffnet", "vor 20 Jahren", "Der erste Riss"),
    ],
)
def test_what_has_ages_without_a_page_stays(told: tuple[str, ...]) -> None:
    assert kept(*BODY, *told, *BODY) == [*BODY, *told, *BODY]
    assert kept(*BODY, *told) == [*BODY, *told]


def test_what_the_text_announces_is_its_own_below_a_button_too() -> None:
    told = ("How it came to this:", "5 days ago", "The bridge opens", "2 days ago", "The first crack is found")
    assert set(told) <= set(kept(*BODY, "Share", *told, BODY[0]))


def test_the_last_paragraph_stays_where_ages_stand_over_teasers() -> None:
    cards = [line for card in zip(AGES["en"], TEASERS, strict=True) for line in card]
    assert kept(*BODY, *cards)[: len(BODY)] == list(BODY)


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


PIECES = ("Share this article", "Advertisement", "Related stories", *TITLES)


@pytest.mark.parametrize(
    ("told", "behind"),
    [
        ("Your mail is used for the letters of the harbour and for nothing else.", "Subscribe"),
        ("Man left the old mill of the harbour, and nobody knows who he is.", "Published May 4, 2026"),
        ("Two cranes stand idle is a column by Mara Linden.", "Subscribe"),
    ],
)
def test_a_sentence_amid_many_pieces_of_the_page_is_the_pages(told: str, behind: str) -> None:
    assert kept(*BODY, *PIECES, told, behind) == list(BODY)
    assert kept(*BODY, *PIECES, told)[-1] == told
    assert kept(*BODY, *PIECES[:3], told)[-1] == told
    assert kept(*BODY, *PIECES, told, BODY[0])[-2:] == [told, BODY[0]]


@pytest.mark.parametrize(
    "told",
    [
        "The man died on the way to the hospital.",
        "Nobody was hurt.",
        "Die Polizei ermittelt.",
        "“It is your bridge and ours,” said Linden.",
    ],
)
@pytest.mark.parametrize("behind", [(), ("Subscribe",), ("Subscribe", "Print")])
def test_the_last_sentence_behind_many_pieces_of_the_page_stays(told: str, behind: tuple[str, ...]) -> None:
    assert kept(*BODY, *PIECES, told, *behind) == [*BODY, told]
    assert kept(*BODY, "Share on Facebook", "Print", "Subscribe", "Share", "E-mail", told, *behind) == [*BODY, told]


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
def test_what_looks_like_cards_stays_without_a_page(cards: tuple[str, ...]) -> None:
    assert kept(*BODY, *cards, *BODY) == [*BODY, *cards, *BODY]
    assert kept(*BODY, *cards) == [*BODY, *cards]


def test_a_column_of_other_years_stays() -> None:
    titled = ("100 years ago", "The mill", "The mill burned down.", "50 years ago", "The ferry", "The ferry was sold.")
    assert kept(*BODY, *titled) == [*BODY, *titled]
    assert kept(*BODY, *titled, *BODY) == [*BODY, *titled, *BODY]
