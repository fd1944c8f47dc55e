"""Bylines, stamps, captions and addresses that only their place or their neighbour tells."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken


def test_a_name_with_its_address_beneath_is_a_byline() -> None:
    found = taken(TITLE, "Nina Holt", "nina.holt@example.org", *BODY)
    assert {found[line][0] for line in ("Nina Holt", "nina.holt@example.org")} == {Kind.BYLINE}


def test_a_name_over_its_own_initials_is_a_byline() -> None:
    found = taken(TITLE, *BODY, "Nina Holt", "nholt/ tr/")
    assert (found["Nina Holt"][0], found["nholt/ tr/"][0]) == (Kind.BYLINE, Kind.SIGNOFF)


def test_a_name_over_other_initials_is_none() -> None:
    assert "Nina Holt" not in {
        line for line, (kind, _) in taken(TITLE, *BODY, "Nina Holt", "abcde/ tr/").items() if kind is Kind.BYLINE
    }


@pytest.mark.parametrize(
    "stamp", ["Isnin, 4 Mei 2026 - Utara", "4 Haziran 2026 Pazartesi - Kuzey", "4 mei 2026 Nieuws"]
)
def test_a_full_day_before_the_text_is_a_stamp_in_any_language(stamp: str) -> None:
    assert taken(TITLE, stamp, *BODY)[stamp] == (Kind.HEADER, "generic.header.full_day")


def test_days_that_head_the_entries_of_a_log_stay() -> None:
    log = ("4 mei 2026 Holm", BODY[0], "5 mei 2026 Holm", BODY[1], "6 mei 2026 Holm", BODY[2])
    assert set(log) <= set(kept(*log))


CAPTION = "Workers lift the first of the two cranes onto the old bridge of Holm"


def test_an_agencys_mark_behind_a_bar_ends_a_caption_before_the_text() -> None:
    found = taken(TITLE, f"{CAPTION} | AFP", *BODY)
    assert (found[CAPTION][0], found["| AFP"][0]) == (Kind.CAPTION, Kind.CREDIT)


def test_marks_that_end_several_lines_of_the_text_stay() -> None:
    lines = (f"{CAPTION} | AFP", f"{CAPTION} and onto the pier | AFP")
    assert set(lines) <= set(kept(BODY[0], *lines, *BODY[1:]))


def test_a_pictures_text_that_stands_twice_is_its_caption() -> None:
    found = taken(TITLE, CAPTION, f"{CAPTION}. Photo: Nina Holt/AFP", *BODY)
    assert found[CAPTION][0] is Kind.CAPTION


def test_lines_that_begin_alike_and_say_different_things_stay() -> None:
    lines = (f"{CAPTION} on Monday", f"{CAPTION} on Friday")
    assert set(lines) <= set(kept(BODY[0], *lines, *BODY[1:]))


def test_names_with_their_ages_over_a_telephone_stay() -> None:
    dead = ("Nina Holt, 41", "Tom Reis, 52", "Ida Vik, 19")
    assert set(dead) <= set(kept(TITLE, *BODY, *dead, "Tel.: 040 5555-6212", "press@example.org"))


STAMP = "Published: May 4, 2026 5:00 AM"


def test_a_writer_over_a_pages_first_button_is_a_byline() -> None:
    assert taken(TITLE, "Nina Holt", "Share", "Print", *BODY)["Nina Holt"][0] is Kind.BYLINE
    assert taken(TITLE, "Mara Linden", "Share", "Print", *BODY)["Mara Linden"][0] is not Kind.BYLINE


def test_a_writer_and_an_agency_under_the_title_are_a_byline_and_with_a_stroke_a_credit() -> None:
    assert taken(TITLE, STAMP, "Nina Holt, AFP", "Share", *BODY)["Nina Holt, AFP"][0] is Kind.BYLINE
    assert taken(TITLE, STAMP, "Nina Holt/AFP", "Share", *BODY)["Nina Holt/AFP"][0] is Kind.CREDIT
    assert taken(TITLE, STAMP, "Von Nina Holt/dpa", "Share", *BODY)["Von Nina Holt/dpa"][0] is Kind.BYLINE


def test_a_writer_under_the_summary_is_a_byline() -> None:
    summary = "The old bridge over the harbour opens again within a week, after a year of repairs and many complaints."
    assert taken("Home", TITLE, summary, "Nina Holt", STAMP, *BODY)["Nina Holt"][0] is Kind.BYLINE


def test_a_credit_by_its_words_is_no_byline_that_wants_company() -> None:
    assert taken("港の古い橋が再び開通した。", "（資料写真）", "市長も歩いて渡った。")["（資料写真）"][0] is Kind.CREDIT


def test_what_wants_company_yields_to_a_rule_that_does_not() -> None:
    assert taken(TITLE, "By Nina Holt", *BODY)["By Nina Holt"] == (Kind.BYLINE, "generic.byline.by")
    assert taken(TITLE, "Von: Nina Holt", *BODY)["Von: Nina Holt"] == (Kind.BYLINE, "desk.byline.by_and_more")


def test_a_last_line_with_a_name_is_a_byline_unless_the_text_speaks_of_its_bearer() -> None:
    assert taken(*BODY, "Von: Nina Holt")["Von: Nina Holt"][0] is Kind.BYLINE
    assert kept(*BODY, "Linden wrote it in a year.", "Von: Mara Linden")[-1] == "Von: Mara Linden"


def test_several_writers_beside_a_stamp_are_a_byline() -> None:
    line = "Nina Holt and Tom Reis"
    assert taken("Home", TITLE, line, STAMP, "Share", *BODY)[line][0] is Kind.BYLINE
    assert line in kept(TITLE, line, *BODY)


def test_a_lists_third_item_credits_nobody() -> None:
    items = ("(b) Tom Reis", "(c) Mara Linden", "(d) Ida Lund")
    assert set(items) <= set(kept(BODY[0], *items, *BODY[1:]))
    assert taken(BODY[0], "(c) Nina Holt", *BODY[1:])["(c) Nina Holt"][0] is Kind.CREDIT
