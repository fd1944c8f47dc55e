"""Words before a name, a day or a list, in languages of all scripts: they go in their place, and stay amid the text."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken


def kind_of(line: str, *lines: str) -> Kind | None:
    """What kind a line of a story is held for; None for body."""
    return taken(*lines).get(line, (None, ""))[0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Argazkia: Mara Lindal", Kind.CREDIT),
        ("Фота: Мара Ліндал", Kind.CREDIT),
        ("Լուսանկարը՝ Մարա Լինդալ", Kind.CREDIT),
        ("ഫോട്ടോ: മാരാ ലിൻഡ", Kind.CREDIT),
        ("ፎቶ፦ ማራ ሊንዳል", Kind.CREDIT),
        ("Μάρα Λινδάλ / Φωτογραφία", Kind.CREDIT),
        ("მარა ლინდალი / ფოტო", Kind.CREDIT),
        ("Egilea: Mara Lindal", Kind.BYLINE),
        ("लेखक: मारा लिंडा", Kind.BYLINE),
        ("Հեղինակ՝ Մարա Լինդալ", Kind.BYLINE),
        ("Erredakzioa", Kind.BYLINE),
        ("온라인뉴스팀", Kind.BYLINE),
        ("Iturria: Norda", Kind.BYLINE),
        ("Argitaratze data: 2024ko martxoaren 12a", Kind.HEADER),
        ("Zuletzt geändert: 12. März 2024", Kind.HEADER),
        ("प्रकाशित: 12 मार्च 2024", Kind.HEADER),
        ("تاریخ انتشار: ۲۲ اسفند ۱۴۰۲", Kind.HEADER),
    ],
)
def test_under_the_title(line: str, kind: Kind) -> None:
    assert kind_of(line, TITLE, line, *BODY) is kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Redaktorius: Mara Lindal", Kind.SIGNOFF),
        ("Źródło informacji: Norda", Kind.SIGNOFF),
        ("स्रोत: नोर्डा", Kind.SIGNOFF),
        ("出所：北港社", Kind.SIGNOFF),
        ("一审：林一 二审：王丽 三审：李明", Kind.SIGNOFF),
        ("Žymos: žvejyba, uostas", Kind.PROMO),
        ("ট্যাগ: সমুদ্র, বন্দর", Kind.PROMO),
        ("ANAHTAR KELİMELER: deniz, liman", Kind.PROMO),
        ("Kaikki oikeudet pidätetään", Kind.SIGNOFF),
        ("جميع الحقوق محفوظة", Kind.SIGNOFF),
        ("(koniec)", Kind.SIGNOFF),
        ("おわり", Kind.SIGNOFF),
    ],
)
def test_behind_the_text(line: str, kind: Kind) -> None:
    assert kind_of(line, TITLE, *BODY, line) is kind


def test_tags_each_on_its_line() -> None:
    assert kept(TITLE, *BODY, "Etiketak", "arrantza", "portua")[-1] == BODY[-1]


@pytest.mark.parametrize(
    "line",
    [
        "Iturria: ibaia mendian jaiotzen da",
        "स्रोत: नदी पहाड़ के ऊपर से निकलती है",
        "Fuente de vida",
        "Egilea hil zen atzo",
        "الكاتب: لا أعرف لماذا سألوني",
        "글: 다리가 없는 도시에서 사는 사람들의 이야기",
        "Data utworzenia: 12 marca 1924",
        "Paskelbta 2024 m. kovo 12 d. nuosprendžiu",
        "Žymos: trys linijos, du taškai",
        "Etiketak",
        "Kopiowanie zabronione",
        "Redakcja",
        "Koniec",
        "Picture: a town without a bridge.",
        "Wide / Photo",
        "一审：原告胜诉，二审：驳回上诉。",
    ],
)
def test_amid_the_text_it_is_the_texts(line: str) -> None:
    assert line in kept(TITLE, *BODY, line, *reversed(BODY))


@pytest.mark.parametrize(
    "points",
    [
        ("Título: El puente", "Autora: Ana Ruiz", "Editorial: Norte", "Páginas: 240"),
        ("Režie: Jan Novák", "Překlad: Eva Malá", "Foto: Petr Dub", "Hudba: Ota Lis"),
        ("शीर्षक: पुल", "लेखक: मारा लिंडा", "अनुवाद: नोरा लिंडा", "पृष्ठ: 240"),
        ("題名：橋", "著者：山田一郎", "翻訳：川田二郎", "出版社：北港社"),
        ("Farina: 300 g", "Burro: 100 g", "Fonte: Ministero", "Tempo: 20 minuti"),
    ],
)
def test_in_a_list_of_what_is_told_of_a_work_they_are_the_texts(points: tuple[str, ...]) -> None:
    assert kept(TITLE, *BODY, *points)[-4:] == [*points]
    assert kept(TITLE, BODY[0], *points, *BODY[1:])[-6:-2] == [*points]


def test_a_sign_off_beside_tags_goes_with_them() -> None:
    assert kept(TITLE, *BODY, "Kaynak: AA", "Anahtar Kelimeler: deniz, liman")[-1] == BODY[-1]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Egilea: Mara Lindal", "author"),
        ("Redaktorius: Mara Lindal", "editor"),
        ("Itzulpena: Mara Lindal", "contributor"),
    ],
)
def test_who_is_named_is_a_contributor(line: str, role: str) -> None:
    (person,) = clean(parse_text("\n\n".join((TITLE, *BODY, line)))).contributors
    assert (person.name, person.role) == ("Mara Lindal", role)
