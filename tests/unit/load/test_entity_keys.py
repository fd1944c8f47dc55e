"""What an entity is recognised by."""

import pytest

from pipeline.entity import Entity
from pipeline.load.context import AGREES, Context, agreement
from pipeline.load.entity_keys import identifiers, name_keys


def test_entities_are_known_by_their_ids_first() -> None:
    paris = Entity("place", "Paris", {"geonames": "2988507", "wikidata": "Q90", "zz": "1"}, ())
    assert identifiers(paris) == (("wikidata", "Q90"), ("geonames", "2988507"))
    assert name_keys(paris, 1) == ()


def test_a_long_name_has_a_short_key() -> None:
    [(scheme, value)] = name_keys(Entity("person", "x" * 5000, {}, ()), 1)
    assert (scheme, len(value)) == ("story:person", 66)
    assert max(len(value) for _, value in name_keys(Entity("person", "x y" * 5000, {}, ()), 1)) == 64


def test_an_organisation_is_known_without_country_and_legal_form() -> None:
    names = ("Japanese Foreign Ministry", "Foreign Ministry", "the Foreign Ministry")
    assert len({name_keys(Entity("organisation", name, {}, ()), 1) for name in names}) == 1


@pytest.mark.parametrize(
    ("names", "one", "other", "agree"),
    [
        (["Ines Quist"], Context(), Context(), True),
        (["Ines Quist"], Context(around=["US"]), Context(around=["JP"]), True),
        (["Ines Quist"], Context(["US"], ["US"]), Context(["JP"], ["JP"]), False),
        (["John Smith"], Context(around=["US"]), Context(around=["US"]), False),
        (["John Smith"], Context(["US"], roles=["senator"]), Context(["US"], roles=["senator"]), True),
        (["John Smith"], Context(["US"], roles=["senator"]), Context(["US"], roles=["pitcher"]), False),
        (["George W. Reis"], Context(marks=["w"]), Context(marks=["h"]), False),
    ],
)
def test_people_of_one_name_agree_or_not(names: list[str], one: Context, other: Context, agree: bool) -> None:
    assert (agreement("person", names, one, other) >= AGREES) is agree


@pytest.mark.parametrize(
    ("name", "one", "other", "agree"),
    [
        ("Supreme Court", Context(["BR"]), Context(["IN"]), False),
        ("Supreme Court", Context(around=["IN"]), Context(["IN"], ["IN"]), True),
        ("Supreme Court", Context(), Context(), False),
        ("Northern Fisheries Council", Context(), Context(), True),
    ],
)
def test_bodies_of_one_name_agree_or_not(name: str, one: Context, other: Context, agree: bool) -> None:
    assert (agreement("organisation", [name], one, other) >= AGREES) is agree


def test_a_context_is_full_some_time() -> None:
    context = Context()
    assert context.learn(Context(companions=[str(n) for n in range(50)]))
    assert not context.learn(Context(companions=["49"]))
    assert context.companions[-1] == "39"
