"""The people of bylines and sign-offs, in the languages and forms of the wires; every line is our own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.clean.names import Names, without_by
from pipeline.clean.people import People
from pipeline.clean.profile import profiles
from pipeline.clean.wording import words_of
from pipeline.parse.text import parse_text
from pipeline.story import Contributor, Note, ParsedStory

LEAD = "The council of the harbour town said on Monday that the bridge over the river would open again within a week."
REST = "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road."
PEOPLE = People(Names.of(profiles()))
A, R, E, C = "author", "reporter", "editor", "contributor"
Told = tuple[str | None, ...]


def told(people: list[Contributor] | tuple[Contributor, ...]) -> list[Told]:
    """Name and role, and what else is known: title, agency, place, address."""
    return [(each.name, each.role, each.title, each.agency, each.place, each.email) for each in people]


def names(people: list[Contributor] | tuple[Contributor, ...]) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in people]


def story(text: str, **metadata: object) -> ParsedStory:
    return replace(parse_text(f"{text}\n\n{LEAD}\n\n{REST}"), **metadata)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Mara Linden and Joao Reis", ["Mara Linden", "Joao Reis"]),
        ("By Ann Lee, Joao Reis and Tom O'Neill", ["Ann Lee", "Joao Reis", "Tom O'Neill"]),
        ("by mara linden", ["mara linden"]),
        ("Von Jonas Hauer und Anna von der Au, dpa", ["Jonas Hauer", "Anna von der Au"]),
        ("Por María de la Cruz y José Pérez", ["María de la Cruz", "José Pérez"]),
        ("Por João Alves e Rita Melo", ["João Alves", "Rita Melo"]),
        ("Par Claire Dupont et Jean-Luc Roy", ["Claire Dupont", "Jean-Luc Roy"]),
        ("Di Carla Neri", ["Carla Neri"]),
        ("Door Jan de Vries en Piet van der Berg", ["Jan de Vries", "Piet van der Berg"]),
        ("Av Kari Lund", ["Kari Lund"]),
        ("Par Marie Claire DUPONT", ["Marie Claire DUPONT"]),
        ("By Tom Reis, Jr. and Ann Lee", ["Tom Reis", "Ann Lee"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("بقلم: سمير حداد", ["سمير حداد"]),
        ("한결 특파원 가온 기자", ["한결", "가온"]),
        ("김철한·이영한 기자", ["김철한", "이영한"]),
        ("（记者林一、王小二）", ["林一", "王小二"]),
        ("记者 林　一", ["林　一"]),
        ("山田太郎記者", ["山田太郎"]),
        ("By dpa correspondents =", []),
        ("By Reuters Staff", []),
        ("By The Associated Press", []),
        ("By our correspondent", []),
        ("admin", []),
        ("Photograph by Mara Linden, available at https://example.com/1", ["Mara Linden"]),
        ("/ritzau/", []),
        ("NORD with AFP", []),
        ("Posted By: Mara Linden", ["Mara Linden"]),
        ("Von: Mara Linden, Tom Reis", ["Mara Linden", "Tom Reis"]),
        ("By Mara Linden, Nordwire", ["Mara Linden"]),
        ("By Mara Linden @maralinden", ["Mara Linden"]),
        ("By Mara Linden Updated 5 hours ago", ["Mara Linden"]),
        ("Skrevet af Mara Linden", ["Mara Linden"]),
        ("Publicado por Mara Linden", ["Mara Linden"]),
        ("Text Mara Linden", ["Mara Linden"]),
        ("Της Μάρας Λίντεν", ["Μάρας Λίντεν"]),
        ("Theo Reis", ["Theo Reis"]),
        ("Da Reuters", []),
        ("Theo Reuters", []),
        ("Editorial Board", []),
        ("編集部", []),
        ("글 김민수", ["김민수"]),
        ("记者 林一 实习生 王二", ["林一", "王二"]),
    ],
)
def test_a_byline_names_its_authors(line: str, expected: list[str]) -> None:
    assert names(PEOPLE.byline(line)) == [(name, A) for name in expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Mara Linden, Reuters", ("Mara Linden", A, None, "Reuters", None, None)),
        ("By Mara Linden of The Associated Press", ("Mara Linden", A, None, "The Associated Press", None, None)),
        ("By MARA LINDEN, AP Business Writer", ("MARA LINDEN", A, "AP Business Writer", "AP", None, None)),
        (
            "By Ann Lee / Daily Herald Staff Writers",
            ("Ann Lee", A, "Daily Herald Staff Writers", "Daily Herald", None, None),
        ),
        ("By Ann Lee, Northern University", ("Ann Lee", A, None, "Northern University", None, None)),
        ("Ann Lee EASTERN TIMES", ("Ann Lee", A, None, "EASTERN TIMES", None, None)),
        ("By Mara Linden for The Nordwire", ("Mara Linden", A, None, "The Nordwire", None, None)),
        ("By Mara Linden of The Holm Post", ("Mara Linden", A, None, "The Holm Post", None, None)),
        ("By Mara Linden, Special to The Post", ("Mara Linden", A, None, "The Post", None, None)),
        ("Mara Linden Political Editor", ("Mara Linden", A, "Political Editor", None, None, None)),
        ("Mara van Linden Staff Writer", ("Mara van Linden", A, "Staff Writer", None, None, None)),
        ("Mara Linden - Repórter da Agência Brasil", ("Mara Linden", A, "Repórter", "Agência Brasil", None, None)),
        ("Ole Berg / Faktisk.no", ("Ole Berg", A, None, "Faktisk.no", None, None)),
        ("By Mara Linden | OSLO", ("Mara Linden", A, None, None, "OSLO", None)),
        ("Mara Linden, mara@example.com", ("Mara Linden", A, None, None, None, "mara@example.com")),
        ("Por Ana Pérez, enviada especial", ("Ana Pérez", A, "enviada especial", None, None, None)),
        ("부산 한결 기자 han@example.co.kr", ("한결", A, "기자", None, "부산", "han@example.co.kr")),
        ("新华社记者 林一", ("林一", A, "记者", "新华社", None, None)),
        ("【カイロ金井二郎】", ("金井二郎", A, None, None, "カイロ", None)),
    ],
)
def test_what_a_byline_says_of_its_author(line: str, expected: Told) -> None:
    assert told(PEOPLE.byline(line)) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Reporting by Mara Linden; Editing by Tom Reis)", [("Mara Linden", R), ("Tom Reis", E)]),
        (
            "(Writing by Tom Reis; Additional reporting by Ann Lee and Bo Chan; Editing by Jo Park)",
            [("Tom Reis", A), ("Ann Lee", R), ("Bo Chan", R), ("Jo Park", E)],
        ),
        ("(Reporte de Ana Pérez en Ciudad de México; Editado por Luis Gil)", [("Ana Pérez", R), ("Luis Gil", E)]),
        (
            "(Reportage de Claire Dupont, version française Jean Roy, édité par Anne Petit)",
            [("Claire Dupont", R), ("Jean Roy", C), ("Anne Petit", E)],
        ),
        ("(Bericht von Max Frei, redigiert von Eva Klein)", [("Max Frei", R), ("Eva Klein", E)]),
        ("(Reportagem de João Alves em São Paulo; edição de Rita Melo)", [("João Alves", R), ("Rita Melo", E)]),
        ("(Tradotto da Carla Neri, in redazione a Roma Luca Blu)", [("Carla Neri", C), ("Luca Blu", E)]),
        ("(Иван Петров. Редактор Анна Орлова)", [("Иван Петров", A), ("Анна Орлова", E)]),
        ("(Muhabir: Ayşe Demir, Editör: Can Kaya)", [("Ayşe Demir", R), ("Can Kaya", E)]),
        ("(تغطية صحفية: سمير حداد - تحرير كريم علي)", [("سمير حداد", R), ("كريم علي", E)]),
        ("（取材：山田花子、編集：鈴木一郎）", [("山田花子", R), ("鈴木一郎", E)]),
        ("责任编辑：林一", [("林一", E)]),
        ("Mara Linden in Oslo contributed to this report.", [("Mara Linden", C)]),
        (
            "--Mara Linden, with assistance from Tom Reis. Editors: Ann Lee.",
            [("Mara Linden", A), ("Tom Reis", C), ("Ann Lee", E)],
        ),
        ("— By Mara Linden in Halifax, with files from Tom Reis", [("Mara Linden", A), ("Tom Reis", C)]),
        ("ab/cd/ef", [("ab", C), ("cd", C), ("ef", C)]),
        ("(abc/de)", [("abc", C), ("de", C)]),
        ("(Con información de AFP, EFE y Reuters)", []),
        ("(Compiled by Northern newsroom)", []),
        ("ends", []),
        ("(fin)", []),
        ("Copyright 2010 Northern Press. All rights reserved.", []),
        ("Media contact: Northern Ferries, press@example.com", []),
    ],
)
def test_a_signoff_names_people_by_role(line: str, expected: list[tuple[str, str]]) -> None:
    assert names(PEOPLE.signoff(line)) == expected


def test_initials_behind_an_agencys_mark() -> None:
    assert told(PEOPLE.signoff("dpa ab cd")) == [(each, C, None, "dpa", None, None) for each in ("ab", "cd")]


def test_a_place_holds_for_those_that_an_and_joins() -> None:
    line = "(Reporting by Ann Lee, Bo Chan and Tom Reis in OSLO, Jo Park in Coos Bay, Oregon, and Al Roe in Rome)"
    assert [(each.name, each.place) for each in PEOPLE.signoff(line)] == [
        *((name, "OSLO") for name in ("Ann Lee", "Bo Chan", "Tom Reis")),
        ("Jo Park", "Coos Bay, Oregon"),
        ("Al Roe", "Rome"),
    ]


def test_a_plural_title_holds_for_all_who_follow() -> None:
    line = "Associated Press writers Ann Lee and Tom Reis contributed to this report from Oslo."
    expected = ("Associated Press writers", "Associated Press", "Oslo", None)
    assert told(PEOPLE.signoff(line)) == [("Ann Lee", C, *expected), ("Tom Reis", C, *expected)]


def test_a_title_line_below_the_byline() -> None:
    [person] = clean(story("^By MARA LINDEN=\n\n^AP Sports Writer=")).contributors
    assert told([person]) == [("MARA LINDEN", A, "AP Sports Writer", "AP", None, None)]


def test_metadata_and_text_are_one_person() -> None:
    noted = (Note("byline-title", "AP Business Writer"),)
    [person] = clean(story("By Mara Linden", byline="By MARA LINDEN", notes=noted)).contributors
    assert told([person]) == [("Mara Linden", A, "AP Business Writer", "AP", None, None)]


def test_what_a_parser_knows_of_a_person_stays() -> None:
    given_ = (Contributor("Mara Linden", A, email="mara@example.com"),)
    [person] = clean(story("By Mara Linden, Reuters", contributors=given_)).contributors
    assert told([person]) == [("Mara Linden", A, None, "Reuters", None, "mara@example.com")]


def test_a_surname_in_a_signoff_is_who_bears_it() -> None:
    text = f"By Mara Linden and Joao Reis\n\nOSLO (AP) — {LEAD}\n\n{REST}\n\nReis reported from Lisbon."
    assert names(clean(parse_text(text)).contributors) == [("Mara Linden", A), ("Joao Reis", A), ("Joao Reis", R)]


def test_an_address_alone_is_the_one_authors() -> None:
    text = f"By Han Gyeol\n\nSEOUL, May 4 (Yonhap) -- {LEAD}\n\n{REST}\n\nhan@example.com\n\n(END)"
    assert told(clean(parse_text(text)).contributors) == [("Han Gyeol", A, None, None, None, "han@example.com")]


def test_addresses_that_are_not_for_publication_stay_in_their_note() -> None:
    note = Note(
        "contacts", "Autorin: Anja Frei (Karlsruhe), +49 711 1234, <frei@example.com>\nFoto: Newsdesk", public=False
    )
    [person] = clean(story("", notes=(note,))).contributors
    assert told([person]) == [("Anja Frei", A, None, None, "Karlsruhe", None)]


def test_a_list_of_a_note_goes_on_in_the_next_line() -> None:
    text = "- Reporting by: Ann Lee in Oslo, Bo Chan in Rome\nand Tom Reis in Paris\n- Editing by: Jo Park"
    people = clean(story("", notes=(Note("editorial contacts", text),))).contributors
    assert names(people) == [("Ann Lee", R), ("Bo Chan", R), ("Tom Reis", R), ("Jo Park", E)]


@pytest.mark.parametrize(
    "line",
    [
        "(Reporte de Mara Linden; Editado por Tom Reis)",
        "(Reportage Mara Linden à Lyon; édité par Tom Reis)",
        "(Bericht von Mara Linden, redigiert von Tom Reis)",
        "(Reportagem de Mara Linden; edição de Tom Reis)",
        "(Mara Linden, editing Tom Reis)",
        "(Mara Linden, edição de Tom Reis)",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_signoff_in_brackets_is_taken_out_and_read(line: str, between: str) -> None:
    found = clean(parse_text(f"OSLO (Reuters) - {LEAD}\n\n{REST}\n\n{LEAD}{between}{line}"))
    assert [(each.name, each.role in {A, R}) for each in found.contributors] == [
        ("Mara Linden", True),
        ("Tom Reis", False),
    ]
    assert [each.text for each in found.paragraphs] == [LEAD, REST, LEAD]


def test_a_book_in_brackets_is_no_signoff() -> None:
    text = f"OSLO (Reuters) - {LEAD}\n\n{REST}\n\nEl libro se agotó en un mes (editado por Luis Gil)."
    assert clean(parse_text(text)).paragraphs[-1].text.endswith("(editado por Luis Gil).")


def test_a_line_that_begins_with_the_words_of_a_signoff() -> None:
    assert names(PEOPLE.byline("With files from Tom Reis")) == [("Tom Reis", C)]


WORDS = st.sampled_from(
    [
        *(word for words in words_of("people")["roles"].values() for word in words),
        *(
            "By ",
            "Mara Linden",
            "林一",
            "記者",
            "기자",
            "한결",
            " and ",
            ", ",
            "; ",
            " in ",
            "Oslo",
            "(",
            ")",
            "/",
            "ab",
            "=",
            "\n",
        ),
        *("contributed to this report", "AP Writer", "a@example.com", "\u0301", "ﷺ", "\u202e", "’s ", "．", "【", "】"),
    ]
)
LINES = st.lists(WORDS | st.text(max_size=6), max_size=14).map("".join)


@given(LINES)
def test_whatever_stands_there_names_are_printed_so(line: str) -> None:
    printed = " ".join(line.split())
    for person in (*PEOPLE.byline(line), *PEOPLE.signoff(line)):
        assert person.name
        assert person.name in line or " ".join(person.name.split()) in printed


@given(LINES, LINES)
def test_contributors_are_substrings_of_text_or_metadata(text: str, byline: str) -> None:
    given_ = story(text, byline=byline)
    everything = " ".join(f"{given_.source_text} {byline}".split())
    for person in clean(given_).contributors:
        assert " ".join(person.name.split()) in everything


def test_a_part_of_a_region_is_no_person() -> None:
    assert names(PEOPLE.byline("By Mara Linden, Southern California")) == [("Mara Linden", "author")]
    assert names(PEOPLE.byline("By Terry Southern and Mara West")) == [
        ("Terry Southern", "author"),
        ("Mara West", "author"),
    ]


def test_a_mark_that_a_picture_belongs_to_the_story_is_no_person() -> None:
    assert PEOPLE.signoff("(foto)") == []


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Written by Mara Linden", "Mara Linden"),
        ("By: Mara Linden", "Mara Linden"),
        ("Texte de Lise Moreau", "Lise Moreau"),
        ("Oleh: Sari Utami", "Sari Utami"),
        ("Автор: Анна Берг", "Анна Берг"),
        ("本报记者 林一", "林一"),
        ("北港日报记者 林一 通讯员 王二", "林一 王二"),
    ],
)
def test_the_printed_byline_has_no_word_for_by(line: str, byline: str) -> None:
    assert clean(parse_text("\n\n".join(("Bridge of Holm to open", line, LEAD, REST)))).byline == byline


@pytest.mark.parametrize("name", ["Theo Reis", "Per Hansen", "Oleh Berg", "De Boer"])
def test_a_name_that_begins_as_a_word_for_by(name: str) -> None:
    assert without_by(name) == name
    assert without_by(f"{name.split(maxsplit=1)[0]} Mara Linden") == "Mara Linden"
