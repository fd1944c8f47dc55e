import pytest

from pipeline.extract.evidence import Evidence, gather, identify


def meant(name: str, *others: str, after: str = "", dateline: str | None = None) -> dict[str, str]:
    return identify(name, gather((name, *others), dateline), after)[1]


def test_the_bigger_paris_is_meant_without_evidence() -> None:
    assert meant("Paris")["country"] == "FR"


def test_the_state_behind_a_city_settles_it() -> None:
    assert meant("Paris", "Texas", after=", Texas, said")["country"] == "US"


@pytest.mark.parametrize(("other", "country"), [("Libya", "LY"), ("Lebanese", "LB")])
def test_a_country_in_the_story_settles_a_city(other: str, country: str) -> None:
    assert meant("Tripoli", other)["country"] == country


def test_a_dateline_settles_a_city() -> None:
    assert meant("Birmingham", dateline="US")["country"] == "US"


def test_a_name_of_many_towns_stays_open() -> None:
    assert meant("Springfield") == {}


def test_georgia_needs_to_be_free_of_the_other() -> None:
    assert meant("Georgia", "Russia")["iso3166"] == "GE"
    assert meant("Georgia", "Florida", "U.S.") == {}


def test_water_is_no_city() -> None:
    assert meant("Sea of Japan", "Japan") == {}


def test_the_article_of_a_country_is_no_part_of_it() -> None:
    assert meant("the Netherlands")["iso3166"] == "NL"


def test_capitals_are_no_other_name() -> None:
    assert identify("SAN FRANCISCO", Evidence())[0] == "San Francisco"


def test_a_code_that_is_not_official_is_not_given() -> None:
    assert identify("Kosovo", Evidence()) == ("Kosovo", {"wikidata": "Q1246"})


def test_a_state_has_the_code_of_its_part_of_the_country() -> None:
    assert meant("California")["iso3166"] == "US-CA"


def test_a_region_that_shares_its_name_with_a_great_city_is_the_city() -> None:
    assert "geonames" in meant("Washington", "U.S.")
