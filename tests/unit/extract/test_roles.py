import pytest

from pipeline.extract import Span
from pipeline.extract.roles import Roles, role_country, with_roles
from pipeline.extract.zones import Texts
from tests.speed import within


def roles(text: str, *names: str, **others: str) -> list[str | None]:
    """The roles of the named persons; ``others`` maps kinds of other names to them."""
    spans = [Span(text.index(name), text.index(name) + len(name), "person") for name in names]
    spans += [Span(text.index(name), text.index(name) + len(name), kind) for kind, name in others.items()]
    reader = Roles(text, spans)
    return [reader.of(span) for span in spans if span.kind == "person"]


@pytest.mark.parametrize(
    ("text", "others", "role"),
    [
        ("when Kenyan Trade Minister Amina Odhiambo came", {"group": "Kenyan"}, "Kenyan Trade Minister"),
        ("when Kenya's Trade Minister Amina Odhiambo came", {"place": "Kenya"}, "Kenya's Trade Minister"),
        ("In Kenya, Trade Minister Amina Odhiambo spoke", {"place": "Kenya"}, "Trade Minister"),
        ("In Nairobi President Amina Odhiambo spoke", {"place": "Nairobi"}, "President"),
        ("On Tuesday President Amina Odhiambo spoke", {}, "President"),
        ("Meanwhile President Amina Odhiambo spoke", {}, "President"),
        ("with Trade and Industry Minister Amina Odhiambo", {}, "Trade and Industry Minister"),
        ("with U.S. Secretary of State Amina Odhiambo", {"place": "U.S."}, "U.S. Secretary of State"),
        ("with former Acme chief executive Amina Odhiambo", {"organisation": "Acme"}, "former Acme chief executive"),
        ("the head of the Fisheries Council Amina Odhiambo", {}, "head of the Fisheries Council"),
        ("a spokesman for the ministry Amina Odhiambo", {}, "spokesman for the ministry"),
        ("A spokeswoman for the ministry, Amina Odhiambo, said", {}, "spokeswoman for the ministry"),
        ("Interior ministry spokeswoman Amina Odhiambo", {}, "Interior ministry spokeswoman"),
        ("with Lt. Gen. Amina Odhiambo", {}, "Lt. Gen."),
        ("with Ambassador Dr. Amina Odhiambo", {}, "Ambassador"),
        ("with analyst Amina Odhiambo", {}, "analyst"),
        ("Amina Odhiambo, the CEO of Acme, said", {"organisation": "Acme"}, "CEO of Acme"),
        ("Amina Odhiambo, 45, a teacher, said", {}, "teacher"),
        ("Amina Odhiambo (45), a teacher from Kisumu, said", {}, "teacher"),
        ("Amina Odhiambo, a 45-year-old nurse in Kisumu, said", {}, "nurse in Kisumu"),
        ("said Amina Odhiambo, chief economist at Acme Inc. It rose", {}, "chief economist at Acme Inc"),
        ("Amina Odhiambo, who is president of the council, said", {}, "president of the council"),
        ("Amina Odhiambo, who left early, said", {}, None),
        ("with Mr. Amina Odhiambo, and left", {}, None),
        ("the minister. Amina Odhiambo said", {}, None),
        ("the minister\n\nAmina Odhiambo", {}, None),
    ],
)  # fmt: skip
def test_a_role_stands_before_or_behind_the_name(text: str, others: dict[str, str], role: str | None) -> None:
    assert roles(text, "Amina Odhiambo", **others) == [role]


def test_a_role_of_the_next_person_is_left_to_them() -> None:
    text = "From left: Amina Odhiambo, Secretary of State Jane Alder and Finance Minister Carlos Brandt"
    assert roles(text, "Amina Odhiambo", "Jane Alder", "Carlos Brandt") == [
        None, "Secretary of State", "Finance Minister",
    ]  # fmt: skip


def test_a_title_that_was_read_as_part_of_the_name_is_a_role() -> None:
    assert roles("when Queen Amina came", "Queen Amina") == ["Queen"]


def test_roles_are_found_in_every_zone() -> None:
    texts = Texts("when President Odhiambo came", "(Mayor Alder, left)")
    spans = [Span(15, 23, "person"), Span(7, 12, "person", zone="caption"), Span(24, 28, "place")]
    assert [span.role for span in with_roles(texts, spans)] == ["President", "Mayor", None]


@pytest.mark.parametrize(
    ("role", "country"),
    [
        ("South Korean Foreign Minister", "KR"),
        ("U.S. Secretary of State", "US"),
        ("Japan’s Prime Minister", "JP"),
        ("Georgia governor", None),
        ("Franco-German envoy", None),
        ("teacher", None),
    ],
)
def test_a_role_names_its_country(role: str, country: str | None) -> None:
    assert role_country(role) == country


@pytest.mark.parametrize("part", ["minister and ", "Prime Minister of the ", "x, ", "Aa ", ". "])
def test_no_text_takes_long(part: str) -> None:
    text = part * 20_000

    def read() -> None:
        reader = Roles(text, [Span(at, at + 1, "person") for at in range(0, len(text) - 1, 50)])
        for at in range(0, len(text) - 1, 50):
            reader.of(Span(at, at + 1, "person"))

    assert within(10, read)
