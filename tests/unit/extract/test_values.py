import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.amounts import LANGUAGES
from pipeline.extract.values import values, values_of
from pipeline.story import CleanStory, Dateline, Paragraph, ParsedStory
from tests.speed import within

TUESDAY = dt.date(2020, 1, 14)


def amounts(text: str, language: str = "en", country: str | None = None) -> list[tuple[str, float | None, str | None]]:
    return [(value.surface, value.amount, value.unit) for value in values(text, language, TUESDAY, country)]


def dates(text: str, language: str = "en", day: dt.date | None = TUESDAY) -> list[tuple[str, str | None]]:
    return [(value.surface, value.date.isoformat() if value.date else None) for value in values(text, language, day)]


@pytest.mark.parametrize(
    ("text", "surface", "amount", "unit"),
    [
        ("The port cost $1.2 billion.", "$1.2 billion", 1.2e9, "USD"),
        ("The port cost US$85 to mend.", "US$85", 85, "USD"),
        ("It sold for HK$8.50 a share.", "HK$8.50", 8.5, "HKD"),
        ("It raised €3m from friends.", "€3m", 3e6, "EUR"),
        ("It raised £2.5bn from friends.", "£2.5bn", 2.5e9, "GBP"),
        ("It lent 500 million yen.", "500 million yen", 5e8, "JPY"),
        ("A ticket is 1,000 won.", "1,000 won", 1000, "KRW"),
        ("It spent Rs 10 crore on it.", "Rs 10 crore", 1e8, "INR"),
        ("It spent Rs. 2,50,000 on it.", "Rs. 2,50,000", 250_000, "INR"),
        ("It owes 3 billion Canadian dollars.", "3 billion Canadian dollars", 3e9, "CAD"),
        ("It owes 20 Hong Kong dollars.", "20 Hong Kong dollars", 20, "HKD"),
        ("It owes 40 Swiss francs.", "40 Swiss francs", 40, "CHF"),
        ("A 500-million-euro loan was agreed.", "500-million-euro", 5e8, "EUR"),
        ("It owes five million dollars.", "five million dollars", 5e6, "USD"),
        ("It owes half a billion euros.", "half a billion euros", 5e8, "EUR"),
        ("It owes EUR 7 million.", "EUR 7 million", 7e6, "EUR"),
        ("It owes 7 million USD.", "7 million USD", 7e6, "USD"),
        ("They paid 20 pounds each.", "20 pounds", 20, "GBP"),
    ],
)
def test_money_has_amount_and_currency(text: str, surface: str, amount: float, unit: str) -> None:
    assert amounts(text) == [(surface, amount, unit)]


@pytest.mark.parametrize(
    ("text", "country", "unit"),
    [
        ("It cost 7 million pesos.", "MX", "MXN"),
        ("It cost 7 million pesos.", "PH", "PHP"),
        ("It cost 7 million pesos.", None, None),
        ("It cost 7 million rupees.", "PK", "PKR"),
        ("It cost 7 million kroner.", "NO", "NOK"),
        ("It cost 7 million pounds.", "EG", "EGP"),
        ("It cost 7 million pounds.", "FR", "GBP"),
        ("It cost $7 million.", "AU", "USD"),
        ("It cost 7 million dollars.", "AU", "USD"),
        ("It cost 7 million Australian dollars.", "NZ", "AUD"),
    ],
)
def test_a_currency_of_many_countries_is_told_by_the_story(text: str, country: str | None, unit: str | None) -> None:
    assert [value[2] for value in amounts(text, country=country)] == [unit]


def test_bare_dollars_beside_marked_american_ones_are_the_countrys_own() -> None:
    assert [value[2] for value in amounts("It cost $7 million, or US$5 million.", country="AU")] == ["AUD", "USD"]
    text = "It cost 7 million dollars, some 5 million U.S. dollars."
    assert [value[2] for value in amounts(text, country="NZ")] == ["NZD", "USD"]
    assert [value[2] for value in amounts("It cost A$7 million, or $5 million.", country="AU")] == ["AUD", "USD"]
    assert [value[2] for value in amounts("It cost $7 million, or US$7 million.", country="FR")] == ["USD", "USD"]


def test_the_first_of_a_range_takes_the_scale_of_the_last() -> None:
    assert [value[1] for value in amounts("It wants $5-7 million.")] == [5e6]
    assert [value[1] for value in amounts("It wants between $5 and $7 billion.")] == [5e9, 7e9]
    assert [value[1] for value in amounts("One cost $5 and the other $7 billion.")] == [5, 7e9]


@pytest.mark.parametrize(
    "text",
    [
        "He lost 20 pounds in a month.", "They seized 20 pounds of flour.", "A 200-pound man came.",
        "It took 3 won medals.", "It rose half a percentage point.", "Chapter 5 pages", "The score was 7-5.",
    ],
)  # fmt: skip
def test_what_is_no_money_or_percentage_is_left_alone(text: str) -> None:
    assert values(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("up 5 percent", [5.0]), ("up 5 per cent", [5.0]), ("up 3.2 %", [3.2]), ("down -0.5%", [-0.5]),
        ("by five percent", [5.0]), ("at minus 0.5 percent", [-0.5]),
        ("by 5 to 7 percent", [5.0, 7.0]), ("by 5-7%", [5.0, 7.0]), ("yields 5-1/2 pct", [5.5]), ("yields 8/3 pct", []),
    ],
)  # fmt: skip
def test_percentages(text: str, found: list[float]) -> None:
    assert [amount for _, amount, _ in amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met on Tuesday.", [("Tuesday", "2020-01-14")]),
        ("They met Monday.", [("Monday", "2020-01-13")]),
        ("They met Wednesday.", [("Wednesday", "2020-01-08")]),
        ("They met last Tuesday.", [("last Tuesday", "2020-01-07")]),
        ("They meet next Tuesday.", [("next Tuesday", "2020-01-21")]),
        ("They will meet on Friday, she said on Monday.", [("Friday", "2020-01-17"), ("Monday", "2020-01-13")]),
        ("She said on Monday that they would meet Thursday.", [("Monday", "2020-01-13"), ("Thursday", "2020-01-16")]),
        ("It fell yesterday and falls today.", [("yesterday", "2020-01-13"), ("today", "2020-01-14")]),
        ("Tuesday's talks failed in today's world.", [("Tuesday", "2020-01-14")]),
        ("Alder Town will play Northport on Friday.", [("Friday", "2020-01-17")]),
        ("The teams travel to Alder on Friday.", [("Friday", "2020-01-17")]),
        ("She flies to Lima on Friday.", [("Friday", "2020-01-17")]),
        ("The bridge will be opened on Friday.", [("Friday", "2020-01-17")]),
        ("A choice will be made Friday.", [("Friday", "2020-01-17")]),
        ("She retires on Friday.", [("Friday", "2020-01-17")]),
        ("They expect more by Friday.", [("Friday", "2020-01-17")]),
        ("All had left by Friday.", [("Friday", "2020-01-10")]),
        ("The vote is on Friday.", [("Friday", "2020-01-17")]),
        ("They agreed to meet on Friday.", [("Friday", "2020-01-17")]),
        ("The pact, which will end in May, began on Friday.", [("Friday", "2020-01-10")]),
        ("It came during his visit on Friday.", [("Friday", "2020-01-10")]),
        ("His return to Lima on Friday drew crowds.", [("Friday", "2020-01-10")]),
        ("The Sunday Times wrote of Good Friday.", []),
        ("It opened on Nov. 3.", [("Nov. 3", "2019-11-03")]),
        ("It opens on March 3.", [("March 3", "2020-03-03")]),
        ("It opened on Wednesday, Nov. 3, 2021.", [("Wednesday, Nov. 3, 2021", "2021-11-03")]),
        ("It opened on 3 November 2019.", [("3 November 2019", "2019-11-03")]),
        ("It opened on 2020-03-04.", [("2020-03-04", "2020-03-04")]),
        ("It ran Jan. 5-7.", [("Jan. 5", "2020-01-05")]),
        ("Since the Sept. 11 attacks it is shut.", []),
        ("In March 5,000 people came; by May 20 percent had left; Feb. 31 never was.", []),
        ("It opened in January 2020.", []),
    ],
)  # fmt: skip
def test_days_are_resolved_against_the_storys_day(text: str, found: list[tuple[str, str]]) -> None:
    assert [pair for pair in dates(text) if pair[1]] == found


def test_without_a_storys_day_only_full_dates_are_resolved() -> None:
    text = "On Monday, Nov. 3 and Nov. 4, 2019"
    assert dates(text, day=None) == [("Monday, Nov. 3", None), ("Nov. 4, 2019", "2019-11-04")]


@pytest.mark.parametrize(
    ("language", "text", "amount", "unit", "date"),
    [
        ("de", "Am 3. November 2020 waren es 1,2 Milliarden Euro.", 1.2e9, "EUR", "2020-11-03"),
        ("de", "Am 03.11.2020 waren es 1.250 Franken.", 1250, "CHF", "2020-11-03"),
        ("fr", "Le 1er novembre 2020, il devait 10 millions d'euros.", 1e7, "EUR", "2020-11-01"),
        ("es", "El 3 de noviembre de 2020 eran 3 mil millones de dólares.", 3e9, "USD", "2020-11-03"),
        ("it", "Il 3 novembre 2020 erano 5 milioni di euro.", 5e6, "EUR", "2020-11-03"),
        ("pt", "Em 3 de novembro de 2020 eram R$ 5 milhões.", 5e6, "BRL", "2020-11-03"),
        ("ru", "3 ноября 2020 года это стоило 5 млн рублей.", 5e6, "RUB", "2020-11-03"),
        ("ja", "2020年11月3日に1億2000万円を払った。", 1.2e8, "JPY", "2020-11-03"),
        ("zh", "2020年11月3日支付了5万亿美元。", 5e12, "USD", "2020-11-03"),
        ("ko", "2020년 11월 3일 3조5000억원을 냈다.", 3.5e12, "KRW", "2020-11-03"),
    ],
)
def test_other_languages(language: str, text: str, amount: float, unit: str, date: str) -> None:
    found = values(text, language)
    assert [(value.amount, value.unit) for value in found if value.kind == "money"] == [(amount, unit)]
    assert [value.date and value.date.isoformat() for value in found if value.kind == "date"] == [date]


def test_the_datelines_date_goes_before_that_of_the_version() -> None:
    made = dt.datetime(2020, 1, 15, 2, tzinfo=dt.UTC)
    parsed = ParsedStory("text", "", (), version_created=made)
    body = (Paragraph("They met on Monday.", ()),)
    assert [value.date for value in values_of(CleanStory(parsed, body), "en")] == [dt.date(2020, 1, 13)]
    dateline = Dateline("", date=dt.date(2020, 1, 6))
    assert [value.date for value in values_of(CleanStory(parsed, body, dateline=dateline), "en")] == [
        dt.date(2020, 1, 6)
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from(LANGUAGES), st.dates())
def test_any_text_can_be_read(text: str, language: str, day: dt.date) -> None:
    found = values(f"{text} on Sunday Feb. 29 {text} $5 million", language, day)
    whole = f"{text} on Sunday Feb. 29 {text} $5 million"
    assert all(whole[value.start : value.end] == value.surface for value in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize("language", ["en", "fr", "ja"])
@pytest.mark.parametrize(
    "part", ["1,", "1 ", "$1 ", "$1 to ", "1.111", " ", "a ", "Monday ", "May 5, ", "1", "1 million ", "1億"]
)
def test_no_text_takes_long(part: str, language: str) -> None:
    text = part * (200_000 // len(part))
    assert within(5, lambda: values(text, language, TUESDAY))


@pytest.mark.parametrize(
    ("agency", "country", "unit"),
    [
        ("aap", "AU", "AUD"),
        ("aap", None, "AUD"),
        ("canadian-press", "CA", "CAD"),
        # From abroad, and where nobody writes for home, the dollar of all the world.
        ("aap", "US", "USD"),
        ("aap", "JP", "USD"),
        ("reuters", "AU", "USD"),
        (None, "CA", "USD"),
    ],
)
def test_bare_dollars_of_a_home_agency_are_its_countrys_own(agency: str | None, country: str | None, unit: str) -> None:
    parsed = ParsedStory("text", "", (), agency=agency)
    dateline = Dateline("There", country=country) if country else None
    story = CleanStory(parsed, (Paragraph("The port cost $1.2 billion and US$3 for luck.", ()),), dateline=dateline)
    assert [value.unit for value in values_of(story, "en")][-1] == "USD"
    alone = CleanStory(parsed, (Paragraph("The port cost $1.2 billion.", ()),), dateline=dateline)
    assert [value.unit for value in values_of(alone, "en")] == [unit]
