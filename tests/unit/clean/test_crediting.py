"""Credits taken apart; every one is our own, in the shapes of the wires."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.clean.crediting import Crediting
from pipeline.clean.names import Names
from pipeline.clean.profile import profiles
from pipeline.parse.text import parse_text
from pipeline.story import Picture

CREDITING = Crediting(profiles(), Names.of(profiles()))
LEAD = "The council of the harbour town said on Monday that the bridge over the river would open again within a week."


@pytest.mark.parametrize(
    ("credit", "photographer", "agency", "holder"),
    [
        ("AP Photo/Mara Linden, File", "Mara Linden", "AP", None),
        ("(AP Photo/Mara Linden) AP Photo", "Mara Linden", "AP", None),
        ("REUTERS/Mara Linden", "Mara Linden", "REUTERS", None),
        ("Handout via REUTERS", None, "REUTERS", None),
        ("Northern Command/Handout via Reuters", None, "Reuters", "Northern Command"),
        ("Mara Linden/AP Photo/picture alliance", "Mara Linden", "picture alliance", "AP"),
        ("Mara Linden/AFP via Getty Images", "Mara Linden", "Getty Images", "AFP"),
        ("STR/AFP via Getty Images", None, "Getty Images", "AFP"),
        ("Mara Linden/Pool via AP", "Mara Linden", "AP", None),
        ("KCNA via KNS", None, "KNS", "KCNA"),
        ("Foto: Max Frei/dpa/Archivbild", "Max Frei", "dpa", None),
        ("Bild: picture alliance / dpa | Max Frei", "Max Frei", "picture alliance", "dpa"),
        ("© AFP 2019 / Ivan Petrov", "Ivan Petrov", "AFP", None),
        ("Photo: Mara Linden, AP", "Mara Linden", "AP", None),
        ("Photo by Mara Linden on Unsplash", "Mara Linden", "Unsplash", None),
        ("Photographer: Mara Linden/Bloomberg", "Mara Linden", "Bloomberg", None),
        ("NORD/Mara Linden", "Mara Linden", "NORD", None),
        ("Mara Linden/The Northern Times via AP", "Mara Linden", "AP", "The Northern Times"),
        ("Courtesy of the Northern Museum", None, None, "Northern Museum"),
        ("Photo: Mara Linden", "Mara Linden", None, None),
        ("Source: Northern Science Prize", None, None, "Northern Science Prize"),
        ("B1234/_Mara Linden", "Mara Linden", None, None),
        ("Foto: Ana Pérez / EFE", "Ana Pérez", "EFE", None),
        ("Crédit photo : Claire Dupont/AFP", "Claire Dupont", "AFP", None),
        ("Фото: Иван Петров, Газета", "Иван Петров", "Газета", None),
        ("صورة: رويترز", None, "رويترز", None),
        ("تصوير: مارا ليندن", "مارا ليندن", None, None),
        ("צילום: מארה לינדן, פלאש 90", "מארה לינדן", "פלאש 90", None),
        ("撮影：佐藤太郎", "佐藤太郎", None, None),
        ("写真：ハルム市", None, None, "ハルム市"),
        ("U.S. Navy photo by Petty Officer Mara Linden", "Petty Officer Mara Linden", None, "U.S. Navy"),
        ("Mandatory Credit: Mara Linden-Imagn Images", "Mara Linden", "Imagn Images", None),
        ("(ABC News: Mara Linden)", "Mara Linden", "ABC News", None),
        ("Photos: Mara Linden and Tom Reis", "Mara Linden and Tom Reis", None, None),
        ("Foto: Ayuntamiento de Torrel", None, None, "Ayuntamiento de Torrel"),
        ("新华社记者 林一 摄", "林一", "新华社", None),
        ("＝ＡＰ", None, "ＡＰ", None),
        ("北港市提供", None, None, "北港市"),
        ("写真：ロイター", None, "ロイター", None),
        ("사진 출처 = 연합뉴스", None, "연합뉴스", None),
        ("로이터=연합뉴스", None, "연합뉴스", "로이터"),
        ("한결 기자", "한결", None, None),
        ("AP", None, "AP", None),
        ("代表撮影", None, None, None),
        ("Foto: Privat", None, None, None),
        ("PHOTO NOT FOR SALE) (Yonhap", None, "Yonhap", None),
    ],
)
def test_parts(credit: str, photographer: str | None, agency: str | None, holder: str | None) -> None:
    assert CREDITING.parts(credit) == (photographer, agency, holder)


def test_pictures_of_the_text_and_of_the_payload() -> None:
    told = (Picture("A pier.", "Tom Reis/dpa"), Picture("A ship in the harbour. REUTERS/Ann Lee", None, href="x.jpg"))
    text = f"{LEAD}\n\nThe bridge at dawn. (AP Photo/Mara Linden)\n\n{LEAD}"
    pictures = clean(replace(parse_text(text), pictures=told)).pictures
    assert [(each.photographer, each.agency, each.href) for each in pictures] == [
        ("Tom Reis", "dpa", None),
        ("Ann Lee", "REUTERS", "x.jpg"),
        ("Mara Linden", "AP", None),
    ]


def test_what_the_metadata_says_of_a_picture_stays() -> None:
    told = Picture("A pier.", "Tom Reis/dpa", photographer="T. Reis")
    [picture] = clean(replace(parse_text(LEAD), pictures=(told,))).pictures
    assert (picture.photographer, picture.agency) == ("T. Reis", "dpa")


@pytest.mark.parametrize(
    ("told", "caption", "credit"),
    [
        ("A ship in the harbour. (AP Photo/Ann Lee)", "A ship in the harbour.", "AP Photo/Ann Lee"),
        ("Skipet ved kai. Foto: Ola Nes / NTB", "Skipet ved kai.", "Foto: Ola Nes / NTB"),
        ("A ship in the harbour (left).", "A ship in the harbour (left).", None),
        ("(AP Photo/Ann Lee)", None, "(AP Photo/Ann Lee)"),
    ],
)
def test_a_payload_s_caption_that_ends_in_its_credit(told: str, caption: str | None, credit: str | None) -> None:
    [picture] = clean(replace(parse_text(LEAD), pictures=(Picture(told, None),))).pictures
    assert (picture.caption, picture.credit) == (caption, credit)


PIECES = st.sampled_from(
    [
        *("AP", " Photo", "/", " via ", "Mara Linden", "©", "Courtesy of ", "Foto: "),
        *("提供", "摄", "林一", ", ", "Handout", "(", ")"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=10).map("".join))
def test_parts_are_printed_so(credit: str) -> None:
    photographer, agency, holder = CREDITING.parts(credit)
    printed = " ".join(credit.split())
    for part in (photographer, agency, *(holder.split("/") if holder else ())):
        assert part is None or part in printed


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        ("A pier in Holm on Monday — Tom Reis / AFP", "Tom Reis / AFP"),
        ("A pier in Holm on Monday (Archivbild) - Foto: Tom Reis/dpa", "Foto: Tom Reis/dpa"),
        ("People cross the bridge on May 4, 2023. ( Alder Rescue / Handout )", "Alder Rescue / Handout"),
        ("The last well in the village that is not dry. IAN MARA LEE/PN", "IAN MARA LEE/PN"),
        ("People cross the bridge, Monday, May 4, 2026. Mara Linden AP Photo", "Mara Linden AP Photo"),
        (
            "Copper in Holm, May 4, 2023. REUTERS/Ann Lee/File Photo Acquire Licensing Rights",
            "REUTERS/Ann Lee/File Photo",
        ),
    ],
)
def test_a_credit_is_told_whole_and_without_its_sign(printed: str, credit: str) -> None:
    [picture] = clean(parse_text(f"{LEAD}\n\n{printed}\n\n{LEAD}")).pictures
    assert (picture.credit or "").startswith(credit)


def test_a_credit_that_opens_its_paragraph_is_the_picture_s_behind_it() -> None:
    text = f"{LEAD}\n\nANN LEE/STUFF The pier of Holm.\n\nTOM REIS/STUFF The bridge of Holm.\n\n{LEAD}"
    told = [(picture.caption, picture.credit) for picture in clean(parse_text(text)).pictures]
    assert told == [("The pier of Holm.", "ANN LEE/STUFF"), ("The bridge of Holm.", "TOM REIS/STUFF")]


def test_a_caption_is_told_once_and_without_a_page_s_icon() -> None:
    shown = "The northern ferry lies at its berth in Holm, where it has been since the storm."
    lines = (
        LEAD,
        shown + shown,
        LEAD,
        "The old pier of Holm at dawn.",
        "Camera IconThe old pier of Holm at dawn. Credit: Mara Linden/NORD",
    )
    cleaned = clean(parse_text("\n\n".join((*lines, LEAD))))
    assert [picture.caption for picture in cleaned.pictures if picture.credit] == ["The old pier of Holm at dawn."]
    assert shown in [picture.caption for picture in cleaned.pictures]
    assert [paragraph.text for paragraph in cleaned.paragraphs] == [LEAD] * 3
