"""Captions that name themselves as pictures, and their credits, amid text of many languages."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import Kind
from tests.unit.clean.stories import BODY

_LINES = """\
The council of the harbour town said on Monday that the bridge over the river would open again within a week, at last.
Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road for a winter.
A spokeswoman said that the repair had cost less than planned, and that no other bridge of the town needed work now.
"""
_TEXT = tuple(f"{line} The ferry is to run until then." for line in _LINES.splitlines())


def pieces(text: str) -> list[tuple[Kind, str]]:
    """What is taken of a paragraph amid text, which stays whole."""
    story = clean(parse_text("\n\n".join(("A bridge opens", *_TEXT[:2], text, _TEXT[2]))))
    assert [p.text for p in story.paragraphs if p.text not in text][-3:] == list(_TEXT)
    return [(f.kind, f.text) for f in story.furniture if f.text in text]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The old ferry at its pier.", "(File pic)"),
        ("Die alte Fähre am Steg", "(Symbolbild)"),
        ("Le vieux bac au quai.", "(photo d'illustration)"),
        ("Stary prom przy molo.", "Fot. Mara Linden/PAP"),
        ("Старый паром у причала.", "Скриншот видео"),
        ("العبارة القديمة عند الرصيف.", "(أرشيفية)"),
        ("घाट पर पुरानी नाव।", "(फाइल फोटो)"),
        ("הסירה הישנה ברציף.", "צילום ארכיון"),
        ("หมู่เรือเก่าที่ท่า.", "(แฟ้มภาพ)"),
        ("古い渡し船", "＝ロイター"),
        ("旧渡船停在码头。", "（视频截图）"),
        ("낡은 배가 부두에 서 있다.", "[AP=뉴시스]"),
        ("Vanha lautta laiturissa.", "Kuvituskuva."),
        ("O velho barco no cais", "- Divulgação"),
        ("The old ferry at its pier.", "(NORD photo by Mara Linden)"),
        ("Die alte Fähre am Steg.", "- keystone"),
        ("Den gamle ferja lå ved kai i 2019.", "Foto: Jon Terje Linden / NTB"),
        ("Vanha lautta laiturissa.", "Kuva: Anna Liisa Virta / Lehtikuva"),
        ("Stary prom przy molo.", "Fot. Anna Maria Lis / PAP"),
        ("Yr hen gwch wrth y cei.", "Llun: Mara Linden"),
        ("重新開放的大橋。", "（北港社 林一攝）"),
        ("港湾合同庁舎＝北港市", "（AFP）"),
        ("הסירה הישנה ברציף.", "צילום: רויטרס"),
        ("낡은 배가 서 있다.", "/사진=뉴시스"),
    ],
)
def test_a_caption_with_its_credit(caption: str, credit: str) -> None:
    (first, head), (second, tail) = pieces(f"{caption} {credit}" if credit[0] != "＝" else caption + credit)
    assert (first, head.rstrip(" -")) == (Kind.CAPTION, caption)
    assert (second, tail.lstrip("- ")) == (Kind.CREDIT, credit.lstrip("- "))


@pytest.mark.parametrize(
    "text",
    [
        "Soldan sağa: Can Ak, Ayşe Su",
        "Na zdjęciu: Jan Lis i Ewa Nowak",
        "Screenshot of the ferry's page on Monday",
        "Vista aérea del muelle viejo",
        "صورة جوية للرصيف القديم",
        "Ảnh minh họa",
        "※写真はイメージです",
        "圖片非當事人",
        "기사 이해를 돕기 위한 자료사진",
    ],
)
def test_a_caption_that_names_itself(text: str) -> None:
    assert {kind for kind, _ in pieces(text)} <= {Kind.CAPTION, Kind.CREDIT}
    assert pieces(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pictured here is what the old pier will never be, the mayor said of the plan.",
        "From left to right, the parties voted for the pier.",
        "An aerial view of the pier cost 20 crowns in 1902.",
        "The bill has friends left, right and centre.",
        "Tom Reis (left) said he would never sell the pier.",
        "Crédit : les banques prêtent moins.",
        "На фото, по её словам, почти ничего не видно.",
        "Στη φωτογραφία, είπε, δεν φαίνεται τίποτα.",
        "A képen, mondta, alig látszik valami.",
        "据路透报道，渡船已经停航。",
        "The pier is to stay open. It is not mine — Tom Reis",
        "The boat carries a health kiosk too. PTI TGB SA",
        "船会社は決算を発表した。（2025/11/20-19:27）",
    ],
)
def test_text_that_reads_like_one(text: str) -> None:
    assert [piece for kind, piece in pieces(text) if kind is not Kind.SIGNOFF] == []


def test_a_source_at_a_storys_end_credits_no_picture() -> None:
    story = clean(parse_text("\n\n".join((*_TEXT[:2], f"{_TEXT[2]} No trains ran. Quelle: dpa"))))
    assert story.paragraphs[-1].text == f"{_TEXT[2]} No trains ran."
    assert [(f.kind, f.text) for f in story.furniture] == [(Kind.SIGNOFF, "Quelle: dpa")]


def test_a_kind_closes_only_short_captions() -> None:
    long = f"{_TEXT[0]} {_TEXT[1]} (Archiv)"
    assert [p.text for p in clean(parse_text("\n\n".join((_TEXT[2], long, _TEXT[2])))).paragraphs] == [
        _TEXT[2],
        long,
        _TEXT[2],
    ]


def test_headings_of_a_digest_are_no_captions() -> None:
    items = [
        paragraph
        for town, heading in (("OSLO", "Bridge open again"), ("BERGEN", "Ferry sold"), ("TROMSO", "Pier closed"))
        for paragraph in (f"{heading} (Photo: File)", f"{town} (AP) - {BODY[0]}")
    ]
    assert [p.text for p in clean(parse_text("\n\n".join(items))).paragraphs][::2] == [
        "Bridge open again",
        "Ferry sold",
        "Pier closed",
    ]


TITLE_OF_PAGE = "Harbour bridge of Holm opens again"
_LONG = (
    "Der Rat der Hafenstadt hat am Montag gesagt, dass die Brücke über den Fluss in einer Woche wieder geöffnet wird."
)


def taken_from(*lines: str) -> list[tuple[Kind, str]]:
    """What is taken of a story of these lines."""
    return [(f.kind, f.text) for f in clean(parse_text("\n\n".join(lines))).furniture]


@pytest.mark.parametrize(
    "line",
    ["Polizei sucht Zeugen", "Feuerwehr und Technisches Hilfswerk im Einsatz", "Polizei Holm bittet um Hinweise"],
)
def test_a_subhead_that_begins_with_an_office(line: str) -> None:
    taken = taken_from(
        "Boot am Ufer gestrandet", "04.05.2026, 10:30", "Das Boot blieb am Ufer stecken.", line, _LONG, *_TEXT
    )
    assert line not in [text for _, text in taken]


def test_a_list_of_places_behind_sentences() -> None:
    rows = ("Пісні моря до самої ночі. Стара Ратуша", "Ігри для дітей біля води. Стара Ратуша")
    kept = clean(parse_text("\n\n".join((*_TEXT[:2], *rows, _TEXT[2])))).paragraphs
    assert {*rows} <= {paragraph.text for paragraph in kept}


def test_a_credit_before_its_caption() -> None:
    shown = "Mayor Mara Reis speaks during a hearing of the council in Holm on Monday."
    assert taken_from(f"Tom Linden/Reuters. {shown}", *_TEXT)[:2] == [
        (Kind.CREDIT, "Tom Linden/Reuters."),
        (Kind.CAPTION, shown),
    ]


def test_a_place_and_its_agency_are_no_credit() -> None:
    text = f"LULEÅ/TT. {_LONG}"
    assert not [kind for kind, _ in taken_from(text, *_TEXT) if kind in (Kind.CAPTION, Kind.CREDIT)]


def test_a_summary_over_an_agency_is_no_caption() -> None:
    summary = (
        "The old boat of Holm was found after eleven months in a mountain village, a house for goats and a shepherd."
    )
    lines = ("Boat found", summary, "DHA", "14.05.2026 - 10:14", f"HOLM, May 4 (AP) -- {_TEXT[0]}", *_TEXT[1:])
    assert (Kind.CAPTION, summary) not in taken_from(*lines)


_LEAD = (
    "The harbour board of Holm said on Monday that the bridge over the river would open again within a week of work."
)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ((TITLE_OF_PAGE, "3 May 2024", "Mara Linden/AFP", "The firm leaves the market of Holm after nine years."), -1),
        ((TITLE_OF_PAGE, "3 May 2024", "Photo: Reuters", "The council failed to agree on the bridge."), -1),
        (("HOLM (ots)", "Am Montag ist in Holm ein Mann verletzt worden.", "Polizei Holm"), 1),
        ((_LEAD, "Who wrote it in 1915? Albert Einstein", _LEAD, "Who won it in 1921? Albert Einstein"), 1),
        ((_LEAD, "“A masterpiece of its kind.” – Mara Linden / The Port"), 1),
        ((_LEAD, "Anyone who saw it may write to police. HOLM POLICE tips@example.com"), 1),
        ((_LEAD, "For bookings call the office. Ph: Mara Linden"), 1),
        ((_LEAD, "– foto di famiglia con il premier –"), 1),
        ((_LEAD, "北港の警察は月曜日、盗まれた品を公開した（カメラ・三脚）"), 1),
        ((_LEAD, "The debate airs on Sunday. (Fox 5)"), 1),
        ((TITLE_OF_PAGE, "Ann Lee/Reuters", "The council failed to agree on the bridge.", "By Tom Reis"), 2),
        (("It began with a call that nobody in the town took.", "Photo: Mara Linden"), 0),
        (("The council failed to agree on the bridge of Holm. It will meet again on Friday.", "Belga"), 0),
        ((_LEAD, "Die Fähre ist voll.", "Polizei Holm"), 2),
        ((_LEAD, "Nord.de/Prime Video Die neue Serie beginnt am Montag im Fernsehen."), 1),
    ],
)
def test_what_only_resembles_a_caption_or_a_credit_stays(lines: tuple[str, ...], line: int) -> None:
    story = clean(parse_text("\n\n".join((*lines, *_TEXT))))
    assert lines[line] in [paragraph.text for paragraph in story.paragraphs]
