"""Datelines of every form, and what only looks like one."""

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import Dateline, Kind

LEAD = "The council of the harbour town said on Monday that the bridge over the river would open again within a week."
REST = "\n\nEngineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road."


def dateline(printed: str, lead: str = LEAD) -> Dateline | None:
    return clean(parse_text(printed + lead + REST)).dateline


@pytest.mark.parametrize(
    ("printed", "city", "country", "agency"),
    [
        ("NEW YORK (AP) — ", "New York", "US", "AP"),
        ("HANOI, Vietnam (AP) — ", "Hanoi", "VN", "AP"),
        ("BUENOS AIRES, Argentina (AP) _ ", "Buenos Aires", "AR", "AP"),
        ("DAMASCUS (Reuters) - ", "Damascus", "SY", "Reuters"),
        ("NEW YORK, Jan 21 (Reuters) - ", "New York", "US", "Reuters"),
        ("GENEVA/ERBIL, Iraq (Reuters) - ", "Geneva/Erbil", "IQ", "Reuters"),
        ("SURABAYA, Indonesia/JAKARTA (Reuters) - ", "Surabaya", "ID", "Reuters"),
        ("WASHINGTON, March 12, Reuter - ", "Washington", "US", "Reuter"),
        ("ROCHESTER, N.Y., Feb 26 - ", "Rochester", "US", None),
        ("WASHINGTON, Narch 2 - ", "Washington", "US", None),
        ("Paris, 21 jan 2019 (AFP) - ", "Paris", "FR", "AFP"),
        ("SEOUL, Nov 26 AFP - ", "Seoul", "KR", "AFP"),
        ("SAITAMA, Japan, Dec. 9 Kyodo - ", "Saitama", "JP", "Kyodo"),
        ("SEOUL, Aug. 20 (Yonhap) -- ", "Seoul", "KR", "Yonhap"),
        ("SEOUL – ", "Seoul", "KR", None),
        ("PUTRAJAYA, Nov 22 — ", "Putrajaya", "MY", None),
        ("STONE MOUNTAIN, Ga. _ ", "Stone Mountain", "US", None),
        ("MOSCOW, January 21. /TASS/. ", "Moscow", "RU", "TASS"),
        ("Luxembourg (dpa) - ", "Luxembourg", "LU", "dpa"),
        ("Frankfurt/Main (dpa) - ", "Frankfurt/Main", "DE", "dpa"),
        ("Hamburg (dpa/lno) – ", "Hamburg", "DE", "dpa/lno"),
        ("San Diego (tca/dpa) - ", "San Diego", "US", "tca/dpa"),
        ("(ANSA) - Rome, October 11 - ", "Rome", "IT", "ANSA"),
        ("Nueva Delhi, 21 ene (EFE).- ", "Nueva Delhi", "IN", "EFE"),
        ("Melbourne (Australia), 25 may (EFE). ", "Melbourne", "AU", "EFE"),
        ("Paris (ats afp) ", "Paris", "FR", "ats afp"),
        ("København /ritzau/: ", "København", "DK", "ritzau"),
        ("Taipei, Nov. 17 (CNA) ", "Taipei", "TW", "CNA"),
        ("HONOLULU, Dec. 23 (UPI) — ", "Honolulu", "US", "UPI"),
        ("Washington, July 30 (Jiji Press)--", "Washington", "US", "Jiji Press"),
        ("SAN SALVADOR, 10 JAN 90 (AFP) -- ", "San Salvador", "SV", "AFP"),
        ("ULAANBAATAR, June 20 ", "Ulaanbaatar", "MN", None),
        ("LAKEVIEW, Conn.--(BUSINESS WIRE)--Aug 29, 2024--", "Lakeview", None, "BUSINESS WIRE"),
        ("AUSTIN, Texas, Feb. 1, 2017 /PRNewswire-AsiaNet/ -- ", "Austin", "US", "PRNewswire-AsiaNet"),
        ("МОСКВА, 10 фев — РИА Новости. ", "Москва", "RU", "РИА Новости"),
        ("【ワシントン時事】", "ワシントン", None, "時事"),
        ("(런던·서울=연합뉴스) 한결 특파원 = ", "런던·서울", "GB", "연합뉴스"),
        ("新华社北京11月17日电 ", "北京", "CN", "新华社"),
        # Agencies that no profile knows.
        ("OSLO, May 4 (NORD) -- ", "Oslo", "NO", "NORD"),
        ("Port Alder (npr) - ", "Port Alder", None, "npr"),
    ],
)
def test_form(printed: str, city: str, country: str | None, agency: str | None) -> None:
    found = dateline(printed)
    assert found is not None
    assert found.text == printed.strip()
    assert (found.city, found.agency) == (city, agency)
    if country:
        assert found.country == country


@pytest.mark.parametrize("printed", ["(Reuters) — ", "(EFE).- ", "(CNN) -- ", "(NORD) -- ", "NORTHERN via JTA — "])
def test_forms_without_a_place(printed: str) -> None:
    found = dateline(printed)
    assert found is not None
    assert (found.text, found.city) == (printed.strip(), None)


def test_what_follows_is_the_body() -> None:
    cleaned = clean(parse_text(f"OSLO, May 4 (AP) -- {LEAD}{REST}"))
    assert cleaned.paragraphs[0].text == LEAD


@pytest.mark.parametrize(
    "opening",
    [
        "UPDATE - May 30, 10 p.m.: The mayor issued an apology for the bridge, and said it would never close again.",
        "Harbour/Ferry - New York is where both companies are to be merged into one, the mayor said on Monday.",
        "Peoria, April 7 - Clear/43 degrees -",
        "The World Bridge Organization (WBO) said on Monday that no bridge in the north was as old as the town's.",
        "Kim Reis (36) - the engineer who built the bridge - said on Monday that it would stand for a century more.",
        "Paris - the city of light - has thirty-seven bridges, and not one of them was closed last winter, it said.",
        "England (Group A): 10th appearance",
    ],
)
def test_what_only_looks_like_one(opening: str) -> None:
    assert clean(parse_text(opening + REST)).dateline is None


def test_a_place_alone_on_its_line() -> None:
    found = clean(parse_text(f"Pittsburgh\n\n{LEAD}{REST}")).dateline
    assert found is not None
    assert (found.text, found.city, found.country) == ("Pittsburgh", "Pittsburgh", "US")


def test_after_the_teaser() -> None:
    cleaned = clean(parse_text(f"Die Brücke ist offen. Washington/Teheran – {LEAD}{REST}"))
    assert cleaned.dateline is not None
    assert cleaned.dateline.city == "Washington/Teheran"
    assert cleaned.paragraphs[0].text == f"Die Brücke ist offen. {LEAD}"


def test_several_in_a_digest() -> None:
    cleaned = clean(parse_text(f"OSLO, May 4 (AP) -- {LEAD}\n\nROME, May 4 (AP) -- {LEAD}{REST}"))
    assert [f.text for f in cleaned.furniture if f.kind is Kind.DATELINE] == [
        "OSLO, May 4 (AP) --",
        "ROME, May 4 (AP) --",
    ]
    assert cleaned.dateline is not None
    assert cleaned.dateline.city == "Oslo"


@pytest.mark.parametrize(
    ("printed", "created", "date"),
    [
        ("OSLO, May 4 (AP) -- ", None, None),
        ("OSLO, May 4 (AP) -- ", "2020-05-05", dt.date(2020, 5, 4)),
        ("OSLO, Dec. 31 (AP) -- ", "2021-01-01", dt.date(2020, 12, 31)),
        ("Oslo, 4 mai 2020 (AFP) - ", None, dt.date(2020, 5, 4)),
        ("OSLO, 10 JAN 90 (AFP) -- ", None, dt.date(1990, 1, 10)),
        ("OSLO, NO DATE (FBIS) -- ", "2020-05-05", None),
        ("OSLO, Feb. 31 (AP) -- ", "2020-05-05", None),
    ],
)
def test_the_year_comes_from_the_copy_or_the_storys_own_date(
    printed: str, created: str | None, date: dt.date | None
) -> None:
    story = parse_text(printed + LEAD + REST)
    if created:
        story = replace(story, version_created=dt.datetime.fromisoformat(created).replace(tzinfo=dt.UTC))
    found = clean(story).dateline
    assert found is not None
    assert found.date == date


def test_a_dateline_that_only_the_format_carries() -> None:
    story = replace(parse_text(LEAD + REST), dateline="BEIJING, July 23")
    found = clean(story).dateline
    assert found is not None
    assert (found.text, found.city, found.country) == ("BEIJING, July 23", "Beijing", "CN")
