"""What the shipped recogniser makes of our own sentences: titles, possessives, capitals, name orders, coordination."""

import pytest

from pipeline.extract import default_recogniser
from pipeline.extract.recogniser import CrfRecogniser

TEAMS = "Chicago lost to Boston 5-3 in the league match. The coach of Milan, Carlo Ruiz, blamed the referee."


@pytest.fixture(scope="module")
def recogniser() -> CrfRecogniser:
    return default_recogniser()


def named(recogniser: CrfRecogniser, text: str, kind: str) -> list[str]:
    return [text[span.start : span.end] for span in recogniser.recognise(text) if span.kind == kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Lt. Gen. Paul Mbeki met Sgt. Ann Reyes.", ["Paul Mbeki", "Ann Reyes"]),
        ("Mr. Abe's aides met Mrs. Otieno's lawyer.", ["Abe", "Otieno"]),
        ("Sen. Carol Dunn and Rep. Bob Ortiz agreed.", ["Carol Dunn", "Bob Ortiz"]),
        ("Mike Pompeo and Kang Kyung Wha met.", ["Mike Pompeo", "Kang Kyung Wha"]),
        ("Kim Jong Un and Moon Jae In shook hands. Moon smiled.", ["Kim Jong Un", "Moon Jae In", "Moon"]),
        ("Kim Jong-un and Moon Jae-in shook hands.", ["Kim Jong-un", "Moon Jae-in"]),
        ("Park Geun-hye met Li Keqiang.", ["Park Geun-hye", "Li Keqiang"]),
        ("Nguyen Xuan Phuc met Lee Hsien Loong.", ["Nguyen Xuan Phuc", "Lee Hsien Loong"]),
        ("Defense Minister Takeshi Iwaya met Taro Kono. Kono left.", ["Takeshi Iwaya", "Taro Kono", "Kono"]),
        ("Sheikh Mohammed bin Rashid Al Maktoum came.", ["Mohammed bin Rashid Al Maktoum"]),
        ("KENYAN PRESIDENT WILLIAM RUTO MET MINISTER ALI KHAN ON TUESDAY.", ["WILLIAM RUTO", "ALI KHAN"]),
    ],
)
def test_people(recogniser: CrfRecogniser, text: str, people: list[str]) -> None:
    assert named(recogniser, text, "person") == people


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Kenya Ports Authority (KPA) struck. KPA workers left.", ["Kenya Ports Authority", "KPA", "KPA"]),
        ("Acme Holdings Inc. rose while Lind & Holm AG fell.", ["Acme Holdings Inc.", "Lind & Holm AG"]),
        ("The Central Bank of Kenya was closed.", ["Central Bank of Kenya"]),
        (TEAMS, ["Chicago", "Boston", "Milan"]),
    ],
)
def test_organisations(recogniser: CrfRecogniser, text: str, bodies: list[str]) -> None:
    assert named(recogniser, text, "organisation") == bodies


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("France's, Germany's and Italy's leaders met.", ["France", "Germany", "Italy"]),
        ("THE DELEGATION FLEW FROM NAIROBI TO MOMBASA AFTER THE TALKS ENDED.", ["NAIROBI", "MOMBASA"]),
    ],
)
def test_places(recogniser: CrfRecogniser, text: str, places: list[str]) -> None:
    assert named(recogniser, text, "place") == places


def test_every_name_has_its_chance(recogniser: CrfRecogniser) -> None:
    spans = recogniser.recognise("Angela Brandt flew from Nairobi to Oslo.")
    assert len(spans) == 3
    assert all(span.confidence is not None and 0 <= span.confidence <= 1 for span in spans)
