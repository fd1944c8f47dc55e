import pytest

from pipeline.extract.evidence import Evidence, Settled, gather, identify


def meant(name: str, *others: str, after: str = "", dateline: str | None = None) -> dict[str, str]:
    return identify(name, gather((name, *others), dateline), after).ids


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


def test_georgia_is_the_one_that_the_story_speaks_for() -> None:
    assert meant("Georgia", "Russia")["iso3166"] == "GE"
    assert meant("Georgia", "Florida", "U.S.")["iso3166"] == "US-GA"
    assert meant("Georgia", "Russia", "U.S.", dateline="US") == {}


def test_water_is_no_city() -> None:
    assert meant("Sea of Japan", "Japan") == {"wikidata": "Q27092"}
    assert meant("Sea of Nowhere", "Japan") == {}


def test_the_article_of_a_country_is_no_part_of_it() -> None:
    assert meant("the Netherlands")["iso3166"] == "NL"


def test_capitals_are_no_other_name() -> None:
    assert identify("SAN FRANCISCO", Evidence()).name == "San Francisco"


def test_a_code_that_is_not_official_is_not_given() -> None:
    assert identify("Kosovo", Evidence()) == Settled("Kosovo", {"wikidata": "Q1246"}, "country")


def test_a_state_has_the_code_of_its_part_of_the_country() -> None:
    assert meant("California")["iso3166"] == "US-CA"


def test_a_region_that_shares_its_name_with_a_great_city_is_the_city() -> None:
    assert "geonames" in meant("Washington", "U.S.")


def test_what_came_into_question_is_kept_with_its_share() -> None:
    found = identify("Tripoli", gather(("Tripoli",), None))
    assert [candidate.ids["country"] for candidate in found.candidates] == ["LY", "LB"]
    assert found.ids["country"] == "LY"
    assert sum(candidate.score for candidate in found.candidates) == pytest.approx(1, abs=0.02)


def test_a_small_town_is_not_meant_because_its_country_is_named() -> None:
    assert meant("Paris", "U.S.", "America", dateline="US")["country"] == "FR"


def test_a_region_of_a_name_that_two_countries_have_is_that_of_the_story() -> None:
    assert meant("Punjab", "Pakistan", "Lahore")["iso3166"] == "PK-PB"
    assert meant("Punjab", "India", "New Delhi")["iso3166"] == "IN-PB"
    assert meant("Florida")["iso3166"] == "US-FL"


def test_a_part_of_a_country_that_only_the_code_list_names_needs_its_country() -> None:
    assert meant("Chiapas", "Mexico")["iso3166"] == "MX-CHP"
    assert meant("Chiapas") == {}


def test_a_type_tells_countries_regions_and_cities_apart() -> None:
    found = [identify(name, Evidence()).type for name in ("Japan", "California", "Osaka", "Black Sea")]
    assert found == ["country", "region", "city", "other"]


@pytest.mark.parametrize(
    ("before", "after", "others", "meant"),
    [
        ("", " said", (), {"geonames": "5128581", "country": "US"}),
        ("in Buffalo, ", " said", ("Buffalo",), {"iso3166": "US-NY", "wikidata": "Q1384"}),
        ("", " Governor Ann Reis", (), {"iso3166": "US-NY", "wikidata": "Q1384"}),
        ("", " state police", (), {"iso3166": "US-NY", "wikidata": "Q1384"}),
        ("", " said", ("Albany", "Vermont", "Ohio"), {"iso3166": "US-NY", "wikidata": "Q1384"}),
        ("", " said", ("Albany",), {}),
        ("", " said", ("Texas", "Ohio"), {"geonames": "5128581", "country": "US"}),
    ],
)
def test_a_state_that_bears_a_citys_name(
    before: str, after: str, others: tuple[str, ...], meant: dict[str, str]
) -> None:
    found = identify("New York", gather(("New York", *others), "US"), after, before)
    assert found.ids == meant
    assert len(found.candidates) == (0 if found.stated else 2)
