import pytest

from pipeline.extract import extract
from pipeline.story import Article, CleanStory, Dateline, Paragraph, ParsedStory


def article(text: str, country: str | None = None) -> Article:
    parsed = ParsedStory("text", text, (), language="en")
    dateline = Dateline("", country=country) if country else None
    return extract(CleanStory(parsed, (Paragraph(text, ()),), dateline=dateline))


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Congolese troops left Goma, in the Democratic Republic of the Congo.", None, "CD"),
        ("Congolese troops left the border, an officer said.", "CG", "CG"),
        ("Korean shipyards in Busan won orders, the industry said.", "KR", "KR"),
        ("Congolese troops left the border, an officer said.", None, None),
        (
            "Congolese troops met on the border of the Republic of Congo and the Democratic Republic of Congo.",
            None,
            None,
        ),
    ],
)
def test_a_nationality_of_two_countries_is_settled_by_the_story(
    text: str, country: str | None, code: str | None
) -> None:
    [group] = [entity for entity in article(text, country).entities if entity.kind == "group"]
    assert group.ids.get("country") == code
    assert len(group.candidates) == 2 or code


def test_nationalities_joined_by_a_hyphen_are_two() -> None:
    text = "The Israeli-American chemist Dana Roth spoke after Greek-Turkish talks."
    groups = {entity.name: entity.ids for entity in article(text).entities if entity.kind == "group"}
    assert groups == {
        name: {"country": code}
        for name, code in zip(("Israeli", "American", "Greek", "Turkish"), ("IL", "US", "GR", "TR"), strict=True)
    }


def test_people_in_the_plural_belong_to_their_country() -> None:
    [group] = [entity for entity in article("Forty Americans were freed.").entities if entity.kind == "group"]
    assert (group.name, group.ids) == ("American", {"country": "US"})


def test_a_role_names_the_country_that_the_story_settles() -> None:
    text = "Georgia Gov. Pat Moss spoke. Congolese Foreign Minister Jean Kalala was in Kinshasa."
    people = {entity.name: entity.ids.get("country") for entity in article(text).entities if entity.kind == "person"}
    assert people == {"Pat Moss": "US", "Jean Kalala": "CD"}


def test_a_body_may_be_named_in_small_letters() -> None:
    text = "The U.N. refugee agency said so. The UN refugee agency's head left; the U.N. did not answer."
    found = {e.name: [m.surface for m in e.mentions] for e in article(text).entities if e.kind == "organisation"}
    assert found == {
        "UN High Commissioner for Refugees": ["U.N. refugee agency", "UN refugee agency"],
        "United Nations": ["U.N."],
    }
