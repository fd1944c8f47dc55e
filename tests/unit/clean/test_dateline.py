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
        ("LAGOS, Nigeria (AP) — ", "Lagos", "NG", "AP"),
        ("MONTEVIDEO, Uruguay (AP) _ ", "Montevideo", "UY", "AP"),
        ("DAMASCUS (Reuters) - ", "Damascus", "SY", "Reuters"),
        ("NEW YORK, Oct 9 (Reuters) - ", "New York", "US", "Reuters"),
        ("VIENNA/KIRKUK, Iraq (Reuters) - ", "Vienna/Kirkuk", "AT", "Reuters"),
        ("SURABAYA, Indonesia/JAKARTA (Reuters) - ", "Surabaya", "ID", "Reuters"),
        ("WASHINGTON, June 8, Reuter - ", "Washington", "US", "Reuter"),
        ("ROCHESTER, N.Y., Feb 26 - ", "Rochester", "US", None),
        ("WASHINGTON, Narch 2 - ", "Washington", "US", None),
        ("Paris, 21 jan 2019 (AFP) - ", "Paris", "FR", "AFP"),
        ("SEOUL, Nov 26 AFP - ", "Seoul", "KR", "AFP"),
        ("NAGASAKI, Japan, May 4 Kyodo - ", "Nagasaki", "JP", "Kyodo"),
        ("SEOUL, Aug. 20 (Yonhap) -- ", "Seoul", "KR", "Yonhap"),
        ("SEOUL – ", "Seoul", "KR", None),
        ("KUCHING, May 4 — ", "Kuching", "MY", None),
        ("STONE MOUNTAIN, Ga. _ ", "Stone Mountain", "US", None),
        ("KAZAN, May 4. /TASS/. ", "Kazan", "RU", "TASS"),
        ("Luxembourg (dpa) - ", "Luxembourg", "LU", "dpa"),
        ("Offenbach/Main (dpa) - ", "Offenbach/Main", "DE", "dpa"),
        ("Lübeck (dpa/lno) – ", "Lübeck", "DE", "dpa/lno"),
        ("San Diego (tca/dpa) - ", "San Diego", "US", "tca/dpa"),
        ("(ANSA) - Turin, May 4 - ", "Turin", "IT", "ANSA"),
        ("Nueva York, 4 may (EFE).- ", "Nueva York", "US", "EFE"),
        ("Lyon (Francia), 4 jun (EFE). ", "Lyon", "FR", "EFE"),
        ("Lyon (ats afp) ", "Lyon", "FR", "ats afp"),
        ("Aarhus /ritzau/: ", "Aarhus", "DK", "ritzau"),
        ("Taipei, Nov. 17 (CNA) ", "Taipei", "TW", "CNA"),
        ("HONOLULU, Dec. 23 (UPI) — ", "Honolulu", "US", "UPI"),
        ("Washington, July 30 (Jiji Press)--", "Washington", "US", "Jiji Press"),
        ("MANAGUA, 4 MAY 91 (AFP) -- ", "Managua", "NI", "AFP"),
        ("ULAANBAATAR, June 20 ", "Ulaanbaatar", "MN", None),
        ("LAKEVIEW, Conn.--(BUSINESS WIRE)--Aug 29, 2024--", "Lakeview", None, "BUSINESS WIRE"),
        ("TACOMA, Wash., May 4, 2020 /PRNewswire-AsiaNet/ -- ", "Tacoma", "US", "PRNewswire-AsiaNet"),
        ("МОСКВА, 10 фев — РИА Новости. ", "Москва", "RU", "РИА Новости"),
        ("【ワシントン時事】", "ワシントン", None, "時事"),
        ("(런던·서울=연합뉴스) 한결 특파원 = ", "런던·서울", "GB", "연합뉴스"),
        ("新华社北京11月17日电 ", "北京", "CN", "新华社"),
        ("MINSK-VILNIUS, Sep 21, BNS - ", "Minsk-Vilnius", "BY", "BNS"),
        ("Garmisch-Partenkirchen (dpa) - ", "Garmisch-Partenkirchen", "DE", "dpa"),
        ("NAIROBI, Kenya and KAMPALA, Uganda (AP) — ", "Nairobi", "KE", "AP"),
        ("GENT 03/09 (BELGA) = ", "Gent", "BE", "BELGA"),
        ("DURBAN December 8 2009 Sapa - ", "Durban", "ZA", "Sapa"),
        ("Medina, Rajab 04, 1442, Feb 16, 2021, SPA -- ", "Medina", "SA", "SPA"),
        ("Veszprém, 2018. november 6., kedd (MTI) - ", "Veszprém", "HU", "MTI"),
        ("Praha 3. července (ČTK) - ", "Praha", "CZ", "ČTK"),
        ("УЖГОРОД, 12 травня. /Укрінформ/. ", "Ужгород", "UA", "Укрінформ"),
        ("Αθήνα, 3 Μαΐου (ΑΠΕ-ΜΠΕ) - ", "Αθήνα", "GR", "ΑΠΕ-ΜΠΕ"),
        ("بيروت, 7-4-2021 (أ ف ب) - ", "بيروت", "LB", "أ ف ب"),
        ("الفجيرة في 11 مارس / وام / ", "الفجيرة", "AE", "وام"),
        ("FUJAIRAH, 8th March, 2026 (WAM) -- ", "Fujairah", "AE", "WAM"),
        ("Rīga, 10.marts, LETA. ", "Rīga", "LV", "LETA"),
        ("Vilnius, kovo 9 d. (ELTA). ", "Vilnius", "LT", "ELTA"),
        ("MADRID, 4 (EUROPA PRESS) ", "Madrid", "ES", "EUROPA PRESS"),
        ("AGI - Sassari, 4 mag. - ", "Sassari", "IT", "AGI"),
        ("TTXVN (Hà Nội 4/5) - ", "Hà Nội", "VN", "TTXVN"),
        ("NORD.CO, Jakarta - ", "Jakarta", "ID", "NORD.CO"),
        ("Київ. 4 травня. Укрінформ – ", "Київ", "UA", "Укрінформ"),
        ("4 мая, Минск /Корр. БЕЛТА/. ", "Минск", "BY", "Корр. БЕЛТА"),
        ("ASTANA. KAZINFORM ", "Astana", "KZ", "KAZINFORM"),
        ("SUVA, March 10 (PACNEWS)---- ", "Suva", "FJ", "PACNEWS"),
        ("دمشق-سانا ", "دمشق", "SY", "سانا"),
        ("وطنية - زحلة - ", "زحلة", "LB", "وطنية"),
        ("المنامة في 10 مارس/ بنا / ", "المنامة", "BH", "بنا"),
        ("नई दिल्ली, 3 मई (भाषा) ", "नई दिल्ली", "IN", "भाषा"),
        ("जुम्ला, २७ फागुन (रासस): ", "जुम्ला", None, "रासस"),
        ("لاہور۔4مئی (اے پی پی): ", "لاہور", "PK", "اے پی پی"),
        # Little but a place that is known, or a town in capitals.
        ("ISLAMABAD: ", "Islamabad", "PK", None),
        ("ঢাকা: ", "ঢাকা", "BD", None),
        ("EL-OUED - ", "El-Oued", "DZ", None),
        ("Azilal – ", "Azilal", "MA", None),
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


@pytest.mark.parametrize(
    "printed",
    [
        "Undated (AP) — ",
        "ABOARD THE USS NORTHERN (AP) _ ",
        "AT SEA (AP) — ",
        "Off the coast of Norway, June 3 (AFP) - ",
        "ON THE NORTHERN BORDER (Reuters) - ",
        "À BORD DU GOÉLAND (AFP) - ",
        "A BORDO DEL GAVIOTA, 14 ene (EFE).- ",
        "AN BORD DER MÖWE (dpa) - ",
        "НА БОРТУ ЛЕДОКОЛА, 3 мая. /ТАСС/. ",
    ],
)
def test_what_is_no_place_gives_no_city(printed: str) -> None:
    found = dateline(printed)
    assert found is not None
    assert (found.text, found.city, found.places) == (printed.strip(), None, ())


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
        "UPDATE - June 4, noon: The mayor said that he was sorry for the bridge, and that it would never close again.",
        "Harbour/Ferry - New York is where both companies are to be merged into one, the mayor said on Monday.",
        "Peoria, April 7 - Clear/43 degrees -",
        "The World Bridge Organization (WBO) said on Monday that no bridge in the north was as old as the town's.",
        "Kim Reis (36) - the engineer who built the bridge - said on Monday that it would stand for a century more.",
        "Paris - the city of light - has thirty-seven bridges, and not one of them was closed last winter, it said.",
        "Norway (Group C): third attempt",
        "WATCH LIVE — The council of the harbour town meets on Monday to vote on the bridge and on the ferry.",
        "UPDATE (Monday) - The council of the harbour town has voted for the bridge and against the ferry.",
        "Kairouan: the last workshop of its kind opens its doors again to apprentices and to the town",
        "Nancy: The bridge is ours.\n\nPeter: And the ferry, and the road behind it, and all that came after them.",
        "PIER NORTH — The boats leave every hour for the islands.\n\nPIER SOUTH — The boats leave twice a day only.",
        "U.S. District Judge Mara Linden said on Monday that the bridge could be opened. ",
        "R.I. Attorney General Mara Linden said on Monday that the bridge could be opened. ",
        "Calif. Gov. Mara Linden said on Monday that the bridge could be opened. ",
    ],
)
def test_what_only_looks_like_one(opening: str) -> None:
    assert clean(parse_text(opening + REST)).dateline is None


@pytest.mark.parametrize(
    ("line", "city", "agency"),
    [
        ("EFE Madrid", "Madrid", "EFE"),
        ("Madrid | EFE", "Madrid", "EFE"),
        ("Lənkəran, 11 mart, AZƏRTAC", "Lənkəran", "AZƏRTAC"),
    ],
)
def test_a_line_of_place_and_agency(line: str, city: str, agency: str) -> None:
    found = clean(parse_text(f"{line}\n\n{LEAD}{REST}")).dateline
    assert found is not None
    assert (found.text, found.city, found.agency) == (line, city, agency)


def test_a_place_and_a_full_stop_where_the_story_tells_the_place() -> None:
    there = clean(parse_text(f"Bridge opens in Hamburg\n\nHamburg. {LEAD}{REST}"))
    assert there.dateline is not None
    assert (there.dateline.text, there.dateline.country) == ("Hamburg.", "DE")
    assert clean(parse_text(f"Bridge opens\n\nSplit. {LEAD}{REST}")).dateline is None


def test_a_small_town_in_capitals_below_a_byline() -> None:
    found = clean(parse_text(f"Bridge opens\n\nBy Mara Linden\n\nHARTLAND BAY — {LEAD}{REST}")).dateline
    assert found is not None
    assert (found.text, found.city) == ("HARTLAND BAY —", "Hartland Bay")


def test_a_digests_items_go_on_without_the_agency() -> None:
    digest = f"SEOUL, May 4 (Yonhap) -- {LEAD}\n\nThe ferry sails\n\nINCHEON -- {LEAD}\n\nTHE FERRY -- {LEAD}"
    cleaned = clean(parse_text(digest))
    datelines = [each.text for each in cleaned.furniture if each.kind is Kind.DATELINE]
    assert [text.strip() for text in datelines] == ["SEOUL, May 4 (Yonhap) --", "INCHEON --"]


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
        ("OSLO, 4 MAY 91 (AFP) -- ", None, dt.date(1991, 5, 4)),
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
    story = replace(parse_text(LEAD + REST), dateline="BEIJING, May 4")
    found = clean(story).dateline
    assert found is not None
    assert (found.text, found.city, found.country) == ("BEIJING, May 4", "Beijing", "CN")


@pytest.mark.parametrize(
    ("printed", "places"),
    [
        ("VIENNA/KIRKUK, Iraq (Reuters) - ", [("Vienna", "AT"), ("Kirkuk", "IQ")]),
        ("SURABAYA, Indonesia/JAKARTA (Reuters) - ", [("Surabaya", "ID"), ("Jakarta", "ID")]),
        ("Hamburg/Kiel (dpa) - ", [("Hamburg", "DE"), ("Kiel", "DE")]),
        ("VIENNA/PRAGUE/WARSAW (Reuters) - ", [("Vienna", "AT"), ("Prague", "CZ"), ("Warsaw", "PL")]),
        ("HOUSTON/FORT WORTH, Texas, May 4 - ", [("Houston", "US"), ("Fort Worth", "US")]),
        ("TOKYO and SEOUL (AP) — ", [("Tokyo", "JP"), ("Seoul", "KR")]),
        ("(런던·서울=연합뉴스) 한결 기자 = ", [("런던", "GB"), ("서울", "KR")]),
        ("Offenbach/Main (dpa) - ", []),
        ("Neustadt/Weinstraße (dpa) - ", []),
        ("OSLO (AP) — ", []),
    ],
)
def test_each_of_several_places(printed: str, places: list[tuple[str, str]]) -> None:
    found = dateline(printed)
    assert found is not None
    assert [(each.city, each.country) for each in found.places] == places


@pytest.mark.parametrize(
    ("printed", "created", "received", "date", "date_text"),
    [
        ("OSLO, Dec 30 (Reuters) - ", (2019, 1, 2), None, (2018, 12, 30), "Dec 30"),
        ("OSLO, Jan 2 (Reuters) - ", (2018, 12, 31), None, (2019, 1, 2), "Jan 2"),
        ("OSLO, Jan 2 (Reuters) - ", (2019, 1, 2), (2024, 6, 1), (2019, 1, 2), "Jan 2"),
        ("OSLO, Dec 30 (Reuters) - ", None, (2019, 1, 2), (2018, 12, 30), "Dec 30"),
        ("OSLO, May 4 (Reuters) - ", None, (2019, 1, 2), (2018, 5, 4), "May 4"),
        ("OSLO, Jan 3 (Reuters) - ", None, (2019, 1, 2), (2019, 1, 3), "Jan 3"),
        ("OSLO, Feb 29 (Reuters) - ", (2019, 1, 2), None, None, "Feb 29"),
        ("OSLO, Feb 29 (Reuters) - ", (2020, 3, 2), None, (2020, 2, 29), "Feb 29"),
        ("OSLO, May 4 (Reuters) - ", None, None, None, "May 4"),
        ("OSLO, May 4, 2017 (Reuters) - ", None, None, (2017, 5, 4), "May 4, 2017"),
        ("Oslo, 21 jan 2019 (AFP) - ", None, None, (2019, 1, 21), "21 jan 2019"),
        ("OSLO, 4 MAY 91 (AFP) -- ", None, None, (1991, 5, 4), "4 MAY 91"),
        ("新华社北京12月30日电 ", (2019, 1, 2), None, (2018, 12, 30), "12月30日"),
    ],
)
def test_the_year_is_the_storys_or_the_last_before_receipt(
    printed: str,
    created: tuple[int, int, int] | None,
    received: tuple[int, int, int] | None,
    date: tuple[int, int, int] | None,
    date_text: str,
) -> None:
    story = replace(parse_text(printed + LEAD + REST), version_created=created and dt.datetime(*created, tzinfo=dt.UTC))
    found = clean(story, received=received and dt.datetime(*received, 12, tzinfo=dt.UTC)).dateline
    assert found is not None
    assert (found.date, found.date_text) == (date and dt.date(*date), date_text)


def test_the_first_versions_date_serves_where_this_ones_is_unknown() -> None:
    story = replace(
        parse_text(f"OSLO, Dec 30 (AP) — {LEAD}{REST}"), first_created=dt.datetime(2019, 1, 2, tzinfo=dt.UTC)
    )
    found = clean(story).dateline
    assert found is not None
    assert found.date == dt.date(2018, 12, 30)


@pytest.mark.parametrize(
    ("declared", "city", "region", "date_text"),
    [
        ("Paris, 21 jan 2019 (AFP) -", "Paris", None, "21 jan 2019"),
        ("BEIJING, May 4", "Beijing", None, "May 4"),
        ("San Francisco, California, United States", "San Francisco", "California", None),
        ("BERLIN/PARIS, Dec 30", "Berlin/Paris", None, "Dec 30"),
    ],
)
def test_a_dateline_in_the_metadata_only(declared: str, city: str, region: str | None, date_text: str | None) -> None:
    found = clean(replace(parse_text(LEAD + REST), dateline=declared)).dateline
    assert found is not None
    assert (found.text, found.city, found.region, found.date_text) == (declared, city, region, date_text)


@pytest.mark.parametrize(
    ("printed", "text", "byline"),
    [
        ("By Mara Linden SEOUL, Dec. 28 (Yonhap) -- ", "SEOUL, Dec. 28 (Yonhap) --", "Mara Linden"),
        ("Por Ana Pérez Bilbao, 4 jun (EFE). ", "Bilbao, 4 jun (EFE).", "Ana Pérez"),
    ],
)
def test_a_byline_run_into_the_dateline(printed: str, text: str, byline: str) -> None:
    found = clean(parse_text(printed + LEAD + REST))
    assert found.dateline is not None
    assert (found.dateline.text, found.byline) == (text, byline)
    assert [each.name for each in found.contributors] == [byline]
    assert found.paragraphs[0].text == LEAD


@pytest.mark.parametrize(("printed", "there"), [("【ソウル山田一郎】", True), ("【サッカー日本代表】", False)])
def test_a_writer_beside_a_japanese_city_that_is_known(printed: str, there: bool) -> None:
    body = "台風で橋脚が壊れて通行止めになっていた南の島の橋が四日、七週間ぶりに再開した。町役場が発表した。"
    found = clean(parse_text(printed + body))
    assert (found.dateline is not None) == there
    assert [each.name for each in found.contributors] == (["山田一郎"] if there else [])


@pytest.mark.parametrize(
    ("before", "printed", "city"),
    [
        ("Von Jonas Hauer", "Hamburg. ", "Hamburg"),
        ("A bridge reopens", "MUMBAI: ", "Mumbai"),
        ("Azilal : le pont rouvre", "Azilal – ", "Azilal"),
        ("A bridge reopens", "FUJAIRAH, 8th March, 2026 (WAM) -- ", "Fujairah"),
        ("A bridge reopens", "नई दिल्ली, 3 मई (भाषा) ", "नई दिल्ली"),
        ("A bridge reopens", "Vilnius, kovo 9 d. (ELTA). ", "Vilnius"),
        ("A bridge reopens", "Taipei, March 2 (NORD) ", "Taipei"),
        ("A bridge reopens", "Vilnius (NORD): ", "Vilnius"),
        ("A bridge reopens", "ҚЫЗЫЛОРДА. KAZINFORM – ", "Қызылорда"),
    ],
)
def test_forms_below_a_headline_or_byline(before: str, printed: str, city: str) -> None:
    found = dateline(f"{before}\n\n{printed}")
    assert found is not None
    assert found.city == city


@pytest.mark.parametrize(
    "opening",
    [
        "Charlotte - The princess, who is three, cut the ribbon of the bridge and then asked for an ice cream.",
        "Split - The party has not agreed on the new pier, and its two wings met apart on Monday night.",
        "UPDATE (Monday) - The harbour fire is out, and the road along the pier is open again, police said.",
        "London. The word on the crate was all that the harbour master could read of it, he said later.",
        "Sydney: I love the harbour and I have lived there since I was three, on the boat of my father.",
    ],
)
def test_names_and_words_that_places_bear_too(opening: str) -> None:
    assert clean(parse_text(f"A day at the harbour\n\n{opening}{REST}")).dateline is None


def test_capitals_that_the_text_takes_up() -> None:
    opening = "WENONA PIER – The saw is older than anyone who stands on the ice with it this winter morning."
    taken_up = "\n\nThe pier of Wenona was closed for a year, and then Wenona forgot about it."
    found = clean(parse_text(f"Ice cutters\n\n{opening}{taken_up}")).dateline
    assert found is not None
    assert found.text == "WENONA PIER –"
    assert clean(parse_text(f"Ice cutters\n\n{opening}{REST}")).dateline is None


def test_items_after_separators_have_datelines_of_their_own() -> None:
    digest = f"SEOUL, May 4 (Yonhap) -- The week.\n\n------------\n\nA subway\n\nINCHEON -- {LEAD}"
    taken = [f.text for f in clean(parse_text(digest)).furniture if f.kind is Kind.DATELINE]
    assert taken == ["SEOUL, May 4 (Yonhap) --", "INCHEON --"]
