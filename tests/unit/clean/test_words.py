"""Lines of pages that are found by their words, however these are printed, and text that looks like them."""

import pytest

from pipeline.clean import clean
from pipeline.clean.fold import loosely
from pipeline.parse.text import parse_text
from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken


@pytest.mark.parametrize(
    ("printed", "listed"),
    [
        ("قد يعجبك أيضًا", "قد يعجبك ايضا"),
        ("Ko‘proq yangiliklar:", "Koʻproq yangiliklar"),
        ("ප්\u200dරතිචාර", "ප්රතිචාර"),
        ("» Más noticias…", "mas noticias"),
        ("Komentarai (3)", "Komentarai (12)"),
    ],
)
def test_a_line_is_the_same_however_it_is_printed(printed: str, listed: str) -> None:
    assert loosely(printed) == loosely(listed)


@pytest.mark.parametrize("line", ["2 commentaires", "Rašyti komentarą", "» Rašyti komentarą", "Rasyti komentara (4)"])
def test_a_word_of_a_page_ends_a_story(line: str) -> None:
    assert line in taken(*BODY, line)
    assert line in kept(BODY[0], line, *BODY[1:])


@pytest.mark.parametrize("line", ["Sports | Weather", "Technology  ·  Science"])
def test_sections_between_strokes_stand_over_a_title(line: str) -> None:
    assert taken(line, TITLE, *BODY)[line][0] is Kind.HEADER


@pytest.mark.parametrize(
    "line",
    ["Torsdag 4. mars 2027 ·•· Innenriks", "4 marca 2027, 07:30 | Czas czytania: 2 min", "Oslo | 12/03/2024 14:26"],
)
def test_a_stamp_between_strokes(line: str) -> None:
    assert taken(TITLE, line, *BODY)[line][0] is Kind.HEADER


def test_words_of_a_page_after_the_text_are_each_others_company() -> None:
    lines = ("Copy link", "Some words that nobody knows", "Rašyti komentarą", "Mest lesið")
    assert kept(*BODY, *lines)[:3] == list(BODY)
    assert {"Copy link", "Rašyti komentarą"} <= set(taken(*BODY, *lines))


def test_words_of_a_page_in_a_row_amid_the_text_are_each_others_company() -> None:
    box = ("La newsletter Le Port", "S’inscrire à la newsletter")
    assert set(box) <= set(taken(*BODY, *box, *BODY))
    assert box[1] in kept(*BODY, box[1], *BODY)


@pytest.mark.parametrize("lines", [("▶ 구독 신청: 누리집", "▶ 장소: 북항"), ("Menu", "Search", "Send")])
def test_a_list_amid_the_text_is_no_page(lines: tuple[str, ...]) -> None:
    assert set(lines) <= set(kept(*BODY, *lines, *BODY))


def test_what_a_sentence_announces_is_a_list_and_no_page() -> None:
    lines = ("Politics", "Weather", "Football")
    assert kept(*BODY, "These three words were read most often in the papers:", *lines)[-3:] == list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("“Vote!”", "“Share!”", "“Live!”"),
        ("Umwelt", "Gesundheit", "Familie"),
        ("Menu", "Search", "Send"),
    ],
)
def test_words_that_a_text_ends_with_stay(lines: tuple[str, ...]) -> None:
    assert set(lines) <= set(kept(*BODY, *lines))


def test_a_subhead_over_a_pictures_credit_stays() -> None:
    assert "Economy" in kept(*BODY, "Economy", "Foto: Jon Dahl/Reuters", *BODY)


def test_a_strange_town_with_a_strange_mark_opens_a_text() -> None:
    found = clean(parse_text("\n\n".join((f"Velmora (Norden Online) – {BODY[0]}", *BODY[1:]))))
    assert found.dateline is not None
    assert (found.dateline.city, found.dateline.agency) == ("Velmora", "Norden Online")


@pytest.mark.parametrize(
    "blocks",
    [
        (f"Mara Linden (Harbour Theatre) – {BODY[0]}", *BODY[1:]),
        (f"Lindqvisten (Labour) – {BODY[0]}", f"Reisinger (Greens) – {BODY[1]}", BODY[2]),
    ],
)
def test_people_and_their_parties_are_no_datelines(blocks: tuple[str, ...]) -> None:
    assert clean(parse_text("\n\n".join(blocks))).dateline is None


@pytest.mark.parametrize("day", ["28 de Payares", "3 ochobre", "12 сентябры"])
def test_months_of_small_languages(day: str) -> None:
    found = clean(parse_text("\n\n".join((f"OSLO, {day} (NTB) - {BODY[0]}", *BODY[1:]))))
    assert found.dateline is not None
    assert (found.dateline.city, found.dateline.date_text) == ("Oslo", day)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Le pont en mars, à Valombre (Photo, AFP).", "(Photo, AFP)."),
        ("Le toit du hangar a été percé. (© Police cantonale vaudoise)", "(© Police cantonale vaudoise)"),
        ("Woda podeszła pod most. Fot. czytelnik", "Fot. czytelnik"),
    ],
)
def test_credits_of_offices_and_readers(caption: str, credit: str) -> None:
    found = taken(TITLE, caption, *BODY)
    assert found[credit][0] is Kind.CREDIT
    assert caption not in kept(TITLE, caption, *BODY)


def test_a_last_sentence_over_a_mere_mark_is_text() -> None:
    last = "No further repair of the pillars is planned this year."
    picture = "The bridge in May. Foto: Mara Linden/Norden"
    assert last in kept(TITLE, picture, *BODY, last, "Fenix-magazin/TK/Hina")
