"""Datelines that show little: in brackets, alone on their line, behind a byline, behind a row's teaser."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from tests.unit.clean.stories import BODY, TITLE, kept, taken


def city_of(*lines: str) -> str | None:
    dateline = clean(parse_text("\n\n".join(lines))).dateline
    return dateline.city if dateline else None


@pytest.mark.parametrize(
    ("printed", "city"),
    [
        ("(PUEBLO, Colo.) --", "Pueblo"),
        ("(NEW YORK) --", "New York"),
        ("(Beirut) –", "Beirut"),
        ("(Nairobi, May 4, 2026) –", "Nairobi"),
    ],
)
def test_a_place_in_brackets_before_dashes(printed: str, city: str) -> None:
    assert city_of(f"{printed} {BODY[0]}", *BODY[1:]) == city


def test_a_place_in_brackets_amid_a_sentence_stays() -> None:
    assert kept(f"(Oslo) a – {BODY[0]}", *BODY[1:])[0].startswith("(Oslo)")


@pytest.mark.parametrize(
    ("line", "city"), [("OPELIKA, Ala.", "Opelika"), ("Düsseldorf.", "Düsseldorf"), ("BERGEN, Norway", "Bergen")]
)
def test_a_line_of_a_place_with_its_region_or_a_full_stop(line: str, city: str) -> None:
    assert city_of(line, *BODY) == city


def test_a_town_with_a_full_stop_that_answers_a_question_stays() -> None:
    assert "Düsseldorf." in kept(*BODY, "Where were you born, and when did you come to Holm?", "Düsseldorf.", BODY[1])


def test_a_byline_that_ends_in_the_place_speaks_for_it() -> None:
    assert (
        city_of("By Mara Linden | LONDON", f"LONDON Small bakers of the town said so. {BODY[0]}", *BODY[1:]) == "London"
    )


def test_a_place_in_capitals_is_text_where_no_byline_names_it() -> None:
    assert kept("By Mara Linden", f"LEEDS United won. {BODY[0]}", *BODY[1:])[0].startswith("LEEDS United")


def test_a_place_run_into_the_text_behind_a_byline() -> None:
    assert city_of("By Mara Linden", f"Oslo{BODY[0]}", *BODY[1:]) == "Oslo"


def test_a_name_that_begins_as_a_place_and_comes_again_stays() -> None:
    text = "WienMobil of the town runs the boats. The boats of WienMobil are new, and the pier is old, said the mayor."
    assert kept("By Mara Linden", text, *BODY)[0] == text


def test_a_section_that_is_the_dateline_s_place_yields_to_it() -> None:
    found = taken("Singapore", TITLE, BODY[1], f"SINGAPORE: {BODY[0]}", BODY[2])
    assert any(text.startswith("SINGAPORE:") for text in found)


@pytest.mark.parametrize("town", ["Wien", "Zell am Moos"])
def test_a_row_of_a_paper_has_its_dateline_behind_the_teaser(town: str) -> None:
    row = f"Bridge of the town to open soon. {town} – {BODY[0]} {BODY[1]} (APA, 14.9.2015)"
    assert f"{town} –" in taken(row)


def test_a_name_before_a_dash_stays_where_no_paper_signs_the_row() -> None:
    row = f"Bridge of the town to open soon. Zella Moosberg – {BODY[0]} {BODY[1]}"
    assert kept(row) == [row]


@pytest.mark.parametrize(
    ("opening", "city"),
    [
        ("HOUSTON Jan 28 Workers", "Houston"),
        ("（中央社記者林育賢花蓮28日電）業者", "花蓮"),
        ("（中央社記者王明台北28日電）業者", "台北"),
    ],
)
def test_a_day_without_a_comma_and_a_name_glued_to_its_place(opening: str, city: str) -> None:
    assert city_of(f"{opening} {BODY[0]}", *BODY[1:]) == city


def test_a_place_and_an_agency_alone_over_results() -> None:
    assert city_of("Madrid (AFP)", "Madrid Open at a glance:", "+ Third seed out after a long match", *BODY) == "Madrid"
    assert city_of("San José, Costa Rica (6 mayo 2022) .-18:55 hrs", *BODY) == "San José"


def test_an_unknown_town_below_a_picture_that_says_in_it() -> None:
    shown = "Ein Storch steht auf dem Dach der alten Mühle in Velmora. Foto: Mara Linden/dpa"
    assert city_of(shown, f"Velmora - Die {BODY[0]}", *BODY[1:]) == "Velmora"
    assert city_of("Ein Storch steht auf dem Dach. Foto: Mara Linden/dpa", f"Fazit - Die {BODY[0]}", *BODY[1:]) is None


SHOWN = "Ein Storch steht auf dem Dach der Mühle. Foto: Mara Linden/dpa"


@pytest.mark.parametrize(
    ("printed", "told", "city"),
    [
        ("KREMSWALD.", "Am Montag wurde in Kremswald gefeiert, sagte der Sprecher der Stadt am Abend.", "Kremswald"),
        ("Velmora.", "Am Montag wurde in der Gemeinde Velmora gefeiert, sagte der Sprecher am Abend.", "Velmora"),
        (
            "Zella am Moos.",
            "Am Montag wurde in Zella am Moos gefeiert, sagte der Sprecher der Stadt am Abend.",
            "Zella am Moos",
        ),
        (
            "Niederau an der Sulm.",
            "Am Montag wurde in Niederau an der Sulm gefeiert, sagte der Sprecher am Abend.",
            "Niederau an der Sulm",
        ),
        ("Neiva (Huila).", "Am Montag wurde gefeiert, sagte der Sprecher der Stadt am Abend.", "Neiva"),
        ("Dar es Salaam.", "Am Montag wurde gefeiert, sagte der Sprecher der Stadt am Abend.", "Dar es Salaam"),
        ("Velmora -", "Yang hadir di Kabupaten Velmora pada hari Senin adalah warga, dan yang lain.", "Velmora"),
        ("İZMİR -", "Am Montag wurde gefeiert, sagte der Sprecher der Stadt am Abend dazu.", "İzmir"),
    ],
)
def test_a_town_that_the_story_speaks_of(printed: str, told: str, city: str) -> None:
    assert city_of(SHOWN, f"{printed} Die {BODY[0]}", told, *BODY[1:]) == city


@pytest.mark.parametrize(
    ("opening", "more"),
    [
        ("Brand am Kanal.", ""),
        ("Brief des Vaters.", ""),
        ("Haus de la Torre - The", ""),
        ("HYGIENE. Viele arbeiten in Hygiene und Pflege. Die", ""),
        ("FUNDORT. Die", "Am Montag war niemand am Fundort, und in Fundort und Keller lag nichts mehr."),
        ("Chemie - Alle, die in Chemie gut sind, kommen: Die", ""),
        ("Netzbuch - Die", "Viele schrieben in Netzbuch, dass die Brücke schon am Montag offen war."),
        ("Paris (Texas): Die", ""),
    ],
)
def test_what_stands_like_a_town_and_is_nowhere_told_to_be_one_stays(opening: str, more: str) -> None:
    assert city_of(SHOWN, f"{opening} {BODY[0]}", *filter(None, [more]), *BODY[1:]) is None


def test_a_small_town_in_a_case_before_a_hyphen() -> None:
    told = "Na místě v Přerově zasahovali hasiči až do večera, řekl novinářům mluvčí."
    assert city_of(f"Přerov - Most {BODY[0]}", told, *BODY[1:]) == "Přerov"
    assert city_of(f"Přerov - Most {BODY[0]}", *BODY[1:]) is None


@pytest.mark.parametrize("word", ["KOMMENTAR", "Stille"])
def test_a_noun_before_a_full_stop_stays(word: str) -> None:
    told = f"Niemand sprach, und der {word.title()} folgte ein Lied, in {word.title()} und Dunkelheit gesungen."
    assert kept(SHOWN, f"{word}. Die {BODY[0]}", told, *BODY[1:])[0].startswith(word)


def test_a_town_told_by_the_title_as_well_as_by_the_sentence() -> None:
    title = "Mähdrescher brennt bei Schwalmstadt"
    assert (
        city_of(title, SHOWN, f"Schwalmstadt. Auf einem Feld bei Schwalmstadt {BODY[0]}", *BODY[1:]) == "Schwalmstadt"
    )


def test_a_place_in_bold_type_before_a_sentence_below_furniture() -> None:
    told = "Am Montag wurde in Kleve noch nicht gesprochen, sagte der Sprecher des Gerichts."
    assert city_of("Prozess am Landgericht Kleve", SHOWN, f"Kleve Er {BODY[0]}", told, *BODY[1:]) == "Kleve"
    assert city_of("Prozess am Landgericht", SHOWN, f"Kleve Er {BODY[0]}", told, *BODY[1:]) is None


def test_what_one_does_and_a_town_is_called_too_stays() -> None:
    title = "Baden ist wieder erlaubt"
    assert city_of(title, SHOWN, f"Baden Im Fluss {BODY[0]}", "Das Baden war verboten.", *BODY[1:]) is None


@pytest.mark.parametrize(
    ("opening", "city"),
    [
        ("SARAJEVO, Bosnia and Herzegovina Residents", "Sarajevo"),
        ("ATLANTA, Georgia The", "Atlanta"),
        ("BOSTON, New York The", None),
        ("BOSTON, New York Yankees and Reds met, and", None),
        ("PARIS, France Football wrote:", None),
        ("SYDNEY, Chad The", None),
        ("NAIROBI, Kenya “The", "Nairobi"),
        ("LINDEN, Georgia Mara Reis, 84, and", None),
        ("PARIS, France and Germany said so:", None),
        ("ATLANTA, Georgia State University said:", None),
    ],
)
def test_a_place_in_capitals_and_its_region_before_a_sentence(opening: str, city: str | None) -> None:
    assert city_of(f"{opening} {BODY[0]}", *BODY[1:]) == city


def test_a_known_agency_behind_a_place_in_a_script_without_capitals() -> None:
    text = "أعيد فتح الجسر المقام على النهر يوم الاثنين بعد أعمال ترميم طويلة على الضفتين."
    port = "وقال المتحدث إن الأعمال في ميناء خورفكان انتهت قبل الموعد المحدد."
    assert city_of(f"خورفكان (وام) {text}", port, text) == "خورفكان"
    assert city_of(f"قالت (وام) {text}", port, text) is None


@pytest.mark.parametrize("word", ["Physik", "Fortnite", "Telegram", "Retail"])
@pytest.mark.parametrize("stop", [" - ", ". "])
def test_what_one_is_good_in_is_no_town(word: str, stop: str) -> None:
    head = word if stop == " - " else word.upper()
    lines = (
        f"Immer mehr Schüler sind in {word} gut",
        "Von Anna Berg",
        f"{head}{stop}Das Fach ist an den Schulen des Landes so beliebt wie nie, sagt der Verband der Lehrer.",
        f"Wer in {word} gut ist, hat später gute Aussichten auf eine Stelle in der Forschung oder in der Wirtschaft.",
    )
    assert clean(parse_text("\n\n".join(lines))).dateline is None


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Halle (Saale). Zwölf Grad und Regen, am Abend auch Wind.",
            "Frankfurt (Oder). Elf Grad und Wind aus dem Westen.",
        ),
        (
            "Cartagena (Colombia). Ein kleines Hotel am Meer mit Garten.",
            "Cusco (Peru). Ein Haus aus Stein über dem Tal.",
        ),
        (
            "Florence (Web Desk): The team of the north will win it this year.",
            "Mara (News Desk): The south has a coach.",
        ),
    ],
)
def test_a_place_in_brackets_that_heads_one_of_several_items_is_no_dateline(lines: tuple[str, ...]) -> None:
    said = ("Drei Fragen an zwei Orte", "Von Anna Berg", *lines)
    assert clean(parse_text("\n\n".join(said))).dateline is None


def test_a_film_called_as_a_town_and_its_state_is_no_dateline() -> None:
    film = "PARIS, Texas The film by Mara Linden won the prize of the festival of Holm in the spring of the year."
    mayor = "PARIS, Texas The mayor of the town won the prize of the festival of Holm in the spring of the year."
    assert clean(parse_text(f"A prize\n\nBy Tom Reis\n\n{film}\n\n{BODY[1]}\n\n{BODY[2]}")).dateline is None
    assert clean(parse_text(f"A prize\n\nBy Tom Reis\n\n{mayor}\n\n{BODY[1]}\n\n{BODY[2]}")).dateline is not None
