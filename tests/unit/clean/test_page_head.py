"""What a page prints over its text: stamps by their figures, counters, notes to readers."""

from dataclasses import replace

import pytest

from pipeline.clean import clean
from pipeline.clean.moments import is_day, is_moment
from pipeline.parse.headline import headline_of
from pipeline.parse.text import parse_text
from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken


@pytest.mark.parametrize(
    "stamp",
    [
        "Shtuar më: 12.02.2026 09:15",
        "Објављено: 12. 9. 2022. у 13.05",
        "Kaydedildi 12 Eylül 2022, 13:05 GMT +3",
        "प्रकाशित मिति : २६ असोज २०८२, आइतबार १५:२०",
        "۱۳:۱۳ - ۱۰ مرداد ۱۴۰۲",
        "Pon 12. 9. 2022",
        "12 gorffennaf 2022",
        "há 4 semanas",
        "3時間前",
        "Lu 214 fois",
        "Прегледи: 214",
        "Masa membaca: 2 minit",
        "Размер на текста",
    ],
)
def test_a_line_of_the_page_over_the_text_is_a_header_in_any_language(stamp: str) -> None:
    assert taken(TITLE, stamp, *BODY)[stamp][0] is Kind.HEADER
    assert stamp in taken(TITLE, "By Mara Linden", stamp, "HOLM, May 4 (Reuters) - " + BODY[0], BODY[1])


@pytest.mark.parametrize(
    "line",
    [
        "The fire began at 10:30 on 12 May 2024.",
        "Trains leave at 10:30 and 11:45.",
        "The vote of 12 May 2024 ended after midnight",
        "Vor 3 Gerichten",
        "214 times the limit",
        "Three hours in the dark",
        "Views of the harbour",
    ],
)
@pytest.mark.parametrize("place", [1, 2])
def test_what_only_resembles_it_stays(line: str, place: int) -> None:
    lines = [*BODY]
    lines.insert(place, line)
    assert line in kept(*lines)


def test_the_points_of_an_invitation_stay() -> None:
    points = ("When: Saturday, 12 May 2024, 19:30", "Where: the town hall of Holm")
    assert set(points) <= set(kept(*BODY, *points))


def test_days_and_hours_that_head_entries_of_a_log_stay() -> None:
    log = ("Orkan 12/05/2024, 17:40", BODY[0], "Orkan 12/05/2024, 17:10", BODY[1])
    assert {log[0], log[2]} <= set(kept(*BODY, *log))


def test_a_day_with_two_hours_or_a_price_is_no_moment() -> None:
    assert not any(map(is_moment, ("12 May 2024, 10:30, 3 rooms", "12 May 2024 10:30, €4", "9 to 5")))
    assert not any(map(is_day, ("12 May 2024: the day that the bridge fell", "2024 budget: 12 million")))


def test_titles_without_slugs_over_a_digests_items_may_be_subheads() -> None:
    items = [
        (f"Cranes of {city.title()} to be sold again", f"{city}, Ala. (AP) — {BODY[0]}")
        for city in ("SELMA", "CULLMAN", "AUBURN")
    ]
    assert {item[0] for item in items[1:]} <= set(kept(*(line for item in items for line in item)))


def test_a_short_title_keeps_its_standfirst_under_the_stamp() -> None:
    deck = "After a year of repairs the old harbour bridge is nearly done"
    assert deck in kept("Harbour bridge", "Thứ Hai, 04/06/2018 13:17", deck, *BODY)


@pytest.mark.parametrize(
    ("opening", "city"),
    [
        ("Roma, 11 set 10:03 - (Agenzia Nord) -", "ROMA"),
        ("(ACX)", None),
        ("(NORD) - ROME, JUL 11 -", "ROME"),
    ],
)
def test_datelines_with_an_hour_or_with_letters_alone(opening: str, city: str | None) -> None:
    dateline = clean(parse_text("\n\n".join((TITLE, f"{opening} {BODY[0]}", BODY[1])))).dateline
    assert dateline is not None
    assert (dateline.city or "").upper() == (city or "")


def test_a_stroke_ends_a_dateline_of_nepal() -> None:
    text = "नदीको पुरानो पुल एक साताभित्र फेरि खुल्ने नगरपालिकाले सोमबार जनाएको छ र मर्मतको काम सकिएको छ।"
    dateline = clean(parse_text(f"म्याग्दीको पुल खुल्ने\n\nम्याग्दी, ४ जेठ ।\n\n{text}")).dateline
    assert dateline is not None
    assert dateline.city == "म्याग्दी"
    assert clean(parse_text(f"काम सकियो ।\n\n{text}")).dateline is None


@pytest.mark.parametrize("line", ["Readers share their best recipes 😀", "Readers share their best recipes today！"])
def test_an_emoji_or_a_sign_of_double_width_makes_no_line_the_title(line: str) -> None:
    assert kept(line, *BODY) == [line, *BODY]


@pytest.mark.parametrize("found_in_text", [True, False])
def test_a_headline_that_was_copied_from_the_text_is_none_that_was_declared(found_in_text: bool) -> None:
    section, rest = "World", ("Bridge at Holm to open again within a week", *BODY)
    story = parse_text("\n\n".join((section, *(rest if found_in_text else BODY))))
    headline, warnings = headline_of(None, story.source_text)
    cleaned = clean(replace(story, headline=headline, warnings=warnings))
    assert cleaned.headline == (rest[0] if found_in_text else section)
    assert [paragraph.text for paragraph in cleaned.paragraphs] == list(BODY)
    assert cleaned.furniture == clean(story).furniture


def test_a_title_that_asks_stands_over_a_piece_of_the_page() -> None:
    title = "Did the mayor of Holm really turn down the bridge?"
    assert taken(title, "By Tom Reis", *BODY)[title][0] is Kind.HEADLINE
    assert title in kept(*BODY, title, "Photo: Tom Reis/NORD", BODY[0])


def test_the_title_again_without_its_place_and_under_the_lead() -> None:
    again = "Harbour bridge to open again within a week"
    found = taken(
        "May 4, 2026 10:30 AM", f"Holm: {again}", "Holm", again, "Two men on the old pier. Photo: Tom Reis/NORD", *BODY
    )
    assert found[again] == (Kind.HEADLINE, "generic.headline.said_again")
    path = f"Home | Harbour | {TITLE}"
    found = taken(path, TITLE, *BODY)
    assert (found[path][0], found[TITLE][0]) == (Kind.HEADER, Kind.HEADLINE)


def test_a_section_s_long_name_is_no_title_where_another_line_has_the_text_s_words() -> None:
    shown = "Two men on the old pier of the harbour. Photo: Tom Reis/NORD"
    found = taken("Business, Economics and Jobs", TITLE, shown, *BODY)
    assert found[TITLE][0] is Kind.HEADLINE


def test_the_lines_in_which_a_korean_paper_sums_up_are_no_title() -> None:
    points = ("북항 두 섬 잇는 다리 개통", '주민 412명 "이제 밤에도 병원 간다"')
    shown = "12일 북항군 두 섬을 잇는 다리에서 주민들이 개통식을 마치고 걷고 있다. 북항군 제공"
    text = "북항군의 두 섬을 잇는 다리가 12일 개통해 주민 412명이 밤에도 뭍의 병원에 갈 수 있게 됐다고 군이 밝혔다."
    assert kept(*points, shown, text, text) == [*points, text, text]


def test_standfirst_of_a_page_is_no_title() -> None:
    text = "\n\n".join(["A rare look at how a northern harbour is dug", "By Mara Linden", *BODY])
    plain = parse_text(text)
    page = replace(plain, format="html", headline="Ships that sail on sand")
    assert clean(plain).headline == "A rare look at how a northern harbour is dug"
    assert clean(page).paragraphs[0].text == "A rare look at how a northern harbour is dug"
    again = replace(page, headline="A rare look: how a harbour is dug in the north")
    assert next(piece.text for piece in clean(again).furniture) == "A rare look at how a northern harbour is dug"


# The frame of a page that sets nothing of its own beside the title: sections, buttons and a stamp.
FRAME = ("Home page", "All regions", "Harbour and coast", "Listen to us live")
LEAD = (
    "HOLM, May 4 (Reuters) - The harbour bridge of Holm opened again on Monday "
    "after a year of repairs that cost nine million, officials said."
)


def test_the_title_among_a_pages_lines_is_what_the_text_takes_up() -> None:
    title, deck = "Harbour bridge opens again after repairs", "Ferries had carried 4,000 people a day in the meantime"
    lines = (*FRAME, title, deck, "Share", "Updated May 4, 2024, 10:30 AM", LEAD, BODY[1])
    assert taken(*lines)[title][0] is Kind.HEADLINE
    assert deck in kept(*lines)


def test_the_points_of_a_wires_summary_stay_among_its_lines() -> None:
    points = ("* Q3 profit up 4 pct", "* Sees more of it")
    lines = ("0912 GMT", "UPDATE 2-HOLM BANK-RESULTS", "UPDATE 2-Holm bank lifts outlook", *points)
    assert set(points) <= set(kept(*lines, "(Adds quote)", "By Mara Linden", LEAD, BODY[1]))


@pytest.mark.parametrize(
    "deck",
    [
        "A porter was left hanging over the harbour when power failed in a storm",
        "The cable ferry has been tied up since January, says the harbour master",
        "Traders have lost a third of the season's catch",
    ],
)
def test_a_line_in_a_tense_that_headlines_do_not_use_is_no_title(deck: str) -> None:
    assert deck in kept(deck, "By Mara Linden", "May 4, 2024", *BODY)


@pytest.mark.parametrize(
    "title", ["‘We were left to die’, says a porter of Holm harbour", "Who has been paid for the bridge?"]
)
def test_what_is_said_or_asked_may_be_the_title_in_any_tense(title: str) -> None:
    assert taken(title, "By Mara Linden", "May 4, 2024", *BODY)[title][0] is Kind.HEADLINE
