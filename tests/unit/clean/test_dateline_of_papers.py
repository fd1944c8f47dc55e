"""Datelines as papers and lesser agencies print them, and text that nearly is one."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import CleanStory

LEAD = "The council of the harbour town said on Monday that the bridge over the river would open again within a week."
REST = "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road by day."


def cleaned(printed: str) -> CleanStory:
    return clean(parse_text(f"{printed}{LEAD}\n\n{REST}"))


@pytest.mark.parametrize(
    ("printed", "city", "agency"),
    [
        ("MANILA – (PNA) ", "Manila", "PNA"),
        ("Palermo, 24 nov. - (Adnkronos) - ", "Palermo", "Adnkronos"),
        ("Moskau – Reuters – ", "Moskau", "Reuters"),
        ("بغداد – واع – ", "بغداد", "واع"),
        ("KABUL (Norddesk): ", "Kabul", "Norddesk"),
        ("VIENTIANE (NPL) ", "Vientiane", "NPL"),
        ("کابل (شمال): ", "کابل", "شمال"),
        ("Bern, 24.11.2025 (nord.ch) ", "Bern", "nord.ch"),
        ("Antananarivo, 24 Novembre, 15h30 – ", "Antananarivo", None),
        ("Köln / Bonn - ", "Köln / Bonn", None),
        ("DİYARBAKIR (AA) - ", "Diyarbakır", "AA"),
        ("(Montréal) ", "Montréal", None),
        ("[NAIROBI] ", "Nairobi", None),
    ],
)
def test_form(printed: str, city: str, agency: str | None) -> None:
    story = cleaned(printed)
    assert story.dateline is not None
    assert (story.dateline.text, story.dateline.city, story.dateline.agency) == (printed.strip(), city, agency)
    assert story.paragraphs[0].text == LEAD


@pytest.mark.parametrize(
    "opening",
    [
        "London (Heathrow) handled more boats than any other harbour in the north, and nobody could say why. ",
        "BOSTON (4-2) beat the visitors after a late goal. ",
        "(Laughter) ",
        "[INAUDIBLE] ",
        "Leipzig: Hier begann vor Jahren, was am Sonntag gefeiert wird. ",
        "Lyon: Linden; Reis, Moor, Falk; Holm. ",
        "Москва — Петербург за два часа: такой поезд обещали пустить. ",
    ],
)
def test_what_only_looks_like_one(opening: str) -> None:
    assert cleaned(opening).dateline is None


@pytest.mark.parametrize(("line", "city"), [("New Delhi:", "New Delhi"), ("Passau", "Passau")])
def test_a_line_of_its_own_before_text(line: str, city: str) -> None:
    text = f"{line}\n\n{LEAD.replace('harbour town', 'town')} Boats that lay in {city} were moved.\n\n{REST}"
    found = clean(parse_text(text)).dateline
    assert found is not None
    assert (found.text, found.city) == (line, city)
    assert clean(parse_text(f"{line}\n\nMen 3-1\n\nWomen 2-0\n\n{LEAD}\n\n{REST}")).dateline is None


def test_a_standfirst_without_a_full_stop_stays() -> None:
    long = f"{LEAD[:-1]}, for boats and trains alike"
    assert cleaned(f"{long}\n\nOslo – ").paragraphs[0].text == long
    short = "Boats must wait no longer, the council says"
    framed = cleaned(f"Bridge over the river opens again\n\n{short}\n\nShare\n\n3 comments\n\nPrint\n\nOslo – ")
    assert [paragraph.text for paragraph in framed.paragraphs] == [short, LEAD, REST]


HINDI = "नदी पर बना पुराना पुल एक सप्ताह के भीतर फिर खोल दिया जाएगा, नगर निगम ने सोमवार को सबको बताया।"
URDU = "دریا پر بنا پرانا پل ایک ہفتے کے اندر دوبارہ کھول دیا جائے گا، بلدیہ نے پیر کو سب کو بتایا ہے۔"
MALAYALAM = "നദിക്കു കുറുകെയുള്ള പഴയ പാലം ഒരാഴ്ചയ്ക്കകം വീണ്ടും തുറക്കുമെന്ന് നഗരസഭ തിങ്കളാഴ്ച അറിയിച്ചു."
CHINESE = "市政府星期一宣布，河上舊橋的兩根裂柱修好後，將在一周內重新開放。"


@pytest.mark.parametrize(
    ("printed", "lead", "city", "date", "agency"),
    [
        ("BERGEN (ANP/AFP/RTR) - ", LEAD, "Bergen", None, "ANP/AFP/RTR"),
        ("BERGEN—", LEAD, "Bergen", None, None),
        ("NEAR BERGEN, Norway—", LEAD, "Bergen", None, None),
        ("Bergen, May 4.--", LEAD, "Bergen", "May 4", None),
        ("Bergen/04.05.26/Nord: ", LEAD, "Bergen", "04.05.26", "Nord"),
        ("jateng.nord.com, SEMARANG - ", LEAD, "Semarang", None, "jateng.nord.com"),
        ("BERGEN, (Nord / Northern News - 4th May, 2026) ", LEAD, "Bergen", "4th May, 2026", "Nord / Northern News"),
        ("(Bergen, Norway) ", LEAD, "Bergen", None, None),
        ("Bergen, May 4\n\n", f"{LEAD} {REST}", "Bergen", "May 4", None),
        ("• OSLO (AFP) - ", LEAD, "Oslo", None, "AFP"),
        ("Polizeidirektion Bergen (ots) – ", LEAD, "Bergen", None, "ots"),
        ("पोखरा-", HINDI, "पोखरा", None, None),
        ("काठमाडौंः ", HINDI, "काठमाडौं", None, None),
        ("४ असार, पोखरा । ", HINDI, "पोखरा", "४ असार", None),
        ("पटना, चार मई ", HINDI, "पटना", "चार मई", None),
        ("नाशिक, दि. ४ (नाबी) – ", HINDI, "नाशिक", "दि. ४", "नाबी"),
        ("لاہور(آن لائن)", URDU, "لاہور", None, "آن لائن"),
        ("کراچی… ", URDU, "کراچی", None, None),
        ("കൊച്ചി ∙ ", MALAYALAM, "കൊച്ചി", None, None),
        ("記者林一∕高雄報導 ", CHINESE, "高雄", None, None),
        ("【北方2026年05月04日訊】", CHINESE, None, "2026年05月04日", "北方"),
    ],
)
def test_form_met_on_pages(printed: str, lead: str, city: str | None, date: str | None, agency: str | None) -> None:
    story = clean(parse_text(f"{printed}{lead}\n\n{lead}"))
    assert story.dateline is not None
    assert (story.dateline.city, story.dateline.date_text, story.dateline.agency) == (city, date, agency)
    assert story.paragraphs[0].text == lead


@pytest.mark.parametrize(
    "opening",
    [
        "Paris—The city’s oldest bakery closed its doors on Saturday after a hundred years in the same family.",
        "NATO—The alliance said on Monday that it would move two battalions to the north before the end of summer.",
        "London, The Hague and Bergen will share the cost of the new ferry, the three councils said on Monday.",
        "NEAR MISS - two ferries came within forty metres of each other in the harbour on Monday, somebody said.",
        "Nice, Le Havre et Lille se partageront les trois matchs de préparation, a annoncé lundi la fédération.",
        "* Oslo: 14 degrees and rain, with a light wind from the south and some sun towards the evening hours.",
        "Essen, Die Linke und die Grünen stimmten am Montag gegen den Haushalt, den der Rat am Abend verabschiedete.",
        "CSGT - lực lượng có mặt sớm nhất ở hiện trường - cho biết hôm thứ Hai không có ai bị thương trong vụ này.",
        "पोखरा-काठमाडौं सडक सोमबारदेखि फेरि सञ्चालनमा आएको छ, सडक विभागले एक विज्ञप्तिमा जनाएको छ।",
        "दिल्ली, चार मई को होने वाली बैठक टाल दी गई है और नई तारीख अगले सप्ताह बताई जाएगी, मंत्री ने कहा।",
        "راہول : میں نے کہا تھا کہ پل ایک ہفتے میں کھل جائے گا اور پیر کو وہ سچ مچ کھل گیا، یہ سب نے دیکھا۔",
        "لاہور (پاکستان) میں بلدیہ نے پیر کو بتایا ہے کہ دریا کا پل ایک ہفتے کے اندر دوبارہ کھل جائے گا۔",
    ],
)
def test_text_that_nearly_is_a_form_of_a_page(opening: str) -> None:
    assert clean(parse_text(f"{opening}\n\n{REST}")).body.startswith(opening)


def test_a_town_that_no_gazetteer_has() -> None:
    told = "सोमवार को रामपुरा में पुल पर भीड़ रही, और लोग देर शाम तक नदी के किनारे खड़े रहे।"
    story = clean(parse_text(f"रामपुरा : {HINDI}\n\n{told}"))
    assert story.dateline is not None
    assert story.dateline.city == "रामपुरा"


def test_a_fuller_dateline_goes_before_a_place_in_a_page_s_box() -> None:
    story = clean(parse_text(f"Bridge opens\n\nBergen\n\nOSLO (AFP) - {LEAD}\n\n{REST}"))
    assert story.dateline is not None
    assert story.dateline.city == "Oslo"
