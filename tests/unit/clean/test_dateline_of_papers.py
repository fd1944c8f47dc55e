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
