"""Entities across stories: namesakes apart, spellings together, decisions that hold, counts that are right."""

import multiprocessing
from contextlib import closing
from typing import Any

import pytest

from pipeline.entity import Candidate, Entity, Mention, Reader, Value
from pipeline.errors import ConfigError
from pipeline.load import connect
from pipeline.load.decisions import find, find_by_part, merge, profile, rename, split, undo
from pipeline.story import Link
from tests.postgres.conftest import Newsroom, entity, story

NAMES = "SELECT e.name FROM newswire.article_entity e JOIN newswire.article a USING (story_id) WHERE a.body = %s"


def person(name: str, *roles: str, **ids: str) -> Entity:
    mention = Mention(0, 1, name, role=roles[0] if roles else None)
    return Entity("person", name, ids, (mention,), 0.5, roles)


def country(code: str) -> Entity:
    return Entity("place", code, {"iso3166": code}, (Mention(1, 2, code),), 0.1, type="country")


def load(newsroom: Newsroom, number: int, *entities: Entity) -> None:
    """Load a story of its own."""
    newsroom.load(story(f"Story {number}.", name=str(number), entities=entities), run=f"r{number}")


def people(newsroom: Newsroom) -> list[tuple[str, int]]:
    """Name and number of stories of each person."""
    return newsroom.rows(
        "SELECT min(name), count(DISTINCT story_id) FROM newswire.article_entity WHERE kind = 'person' "
        "GROUP BY entity_id ORDER BY entity_id"
    )


@pytest.mark.parametrize("name", ["Maria Garc\udce9a", "Ann\x00 Reis"])
def test_a_name_that_cannot_be_stored_as_it_is_is_found_again(newsroom: Newsroom, name: str) -> None:
    load(newsroom, 1, person(name))
    load(newsroom, 2, person(name))
    assert [count for _, count in people(newsroom)] == [2]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Kim Jong Un", "Kim Jong-un", "Kim Jongun", "KIM JONG UN"),
        ("Mohammed Sherif Aziz", "Muhammad Sharif Aziz"),
        ("Jürgen Müllenbach", "Juergen Muellenbach"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "Vladimir Zelenskiy"),
        ("Shinzo Abe", "Abe Shinzo"),
        ("Walter B. Lindqvist", "Walter Lindqvist"),
        ("Muammar Gaddafi", "Moammar Kadhafi"),
        ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
        ("Tsai Ing-wen", "TSAI ING-WEN", "Tsai Ing Wen"),
    ],
)
def test_spellings_of_a_name_are_one(newsroom: Newsroom, spellings: tuple[str, ...]) -> None:
    for number, name in enumerate(spellings):
        load(newsroom, number, person(name))
    assert people(newsroom) == [(spellings[0], len(spellings))]


def test_namesakes_of_other_countries_and_trades_stay_apart(newsroom: Newsroom) -> None:
    senator, surfer = person("John Smith", "U.S. Senator"), person("John Smith", "Australian surfer")
    load(newsroom, 0, senator, country("US"))
    load(newsroom, 1, surfer, country("AU"))
    load(newsroom, 2, person("John Smith", "Senator"), country("US"))
    load(newsroom, 3, person("John Smith", "surfer"), country("AU"), country("US"))
    assert people(newsroom) == [("John Smith", 2), ("John Smith", 2)]


def test_a_spelling_without_the_article_joins_the_same_trade_only(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Mohammed al-Qasbari", "Kuwaiti foreign minister"), country("KW"))
    load(newsroom, 1, person("Muhammad Qasbari", "Kuwait's foreign minister"), country("KW"))
    load(newsroom, 2, person("Mohamed Qasbari", "surfer"), country("AU"))
    assert people(newsroom) == [("Mohammed al-Qasbari", 2), ("Mohamed Qasbari", 1)]


def test_a_double_surname_alone_is_known_in_its_story_only(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Okafor-Reis"))
    load(newsroom, 1, person("Okafor-Reis"))
    assert people(newsroom) == [("Okafor-Reis", 1), ("Okafor-Reis", 1)]


def test_a_common_name_needs_more_than_a_country(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("John Smith"), country("US"))
    load(newsroom, 1, person("John Smith"), country("US"))
    newsroom.load(story("Story 0, again.", name="0", minutes=1, entities=(person("John Smith"),)), run="r2")
    assert people(newsroom) == [("John Smith", 1), ("John Smith", 1)]


def test_what_one_story_tells_apart_is_not_joined_by_name(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Mary Quistgaard", "mayor"), person("Mary Quistgaard", "her daughter"))
    assert people(newsroom) == [("Mary Quistgaard", 1), ("Mary Quistgaard", 1)]


@pytest.mark.parametrize(("one", "other"), [("Walter B. Reis", "Walter K. Reis"), ("Henry James", "James Henry")])
def test_names_that_differ_stay_apart(newsroom: Newsroom, one: str, other: str) -> None:
    load(newsroom, 0, person(one))
    load(newsroom, 1, person(other))
    assert people(newsroom) == [(one, 1), (other, 1)]


def test_a_lone_surname_is_known_in_its_story_only(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Rossi"))
    load(newsroom, 1, person("Rossi"))
    newsroom.load(story("Story 0, again.", name="0", minutes=1, entities=(person("Rossi"),)), run="r2")
    assert newsroom.column("SELECT count(*) FROM newswire.entity") == [2]


def test_a_city_that_may_be_several_is_not_one_across_stories(newsroom: Newsroom) -> None:
    candidates = (Candidate({"geonames": "1"}, "Springfield", 0.5), Candidate({"geonames": "2"}, "Springfield", 0.5))
    for number in (0, 1):
        load(newsroom, number, Entity("place", "Springfield", {}, (Mention(0, 1, "S"),), 1.0, (), candidates, "city"))
    assert newsroom.column("SELECT count(*) FROM newswire.entity") == [2]
    kept = newsroom.column("SELECT candidates FROM newswire.article_entity")
    assert kept[0][0] == {"ids": {"geonames": "1"}, "name": "Springfield", "score": 0.5}


def test_ministries_of_two_countries_stay_apart(newsroom: Newsroom) -> None:
    load(newsroom, 0, entity("Japanese Foreign Ministry", "organisation", country="JP"))
    load(newsroom, 1, entity("Foreign Ministry", "organisation", country="JP"))
    load(newsroom, 2, entity("Foreign Ministry", "organisation", country="KR"))
    stories = newsroom.column("SELECT count(*) FROM newswire.revision_entity GROUP BY entity_id ORDER BY entity_id")
    assert stories == [2, 1]


def test_a_company_is_known_by_its_ticker(newsroom: Newsroom) -> None:
    load(newsroom, 0, entity("Apple Inc", "organisation", ticker="NASDAQ:AAPL"))
    load(newsroom, 1, entity("Apple", "organisation", ticker="NASDAQ:AAPL"))
    assert newsroom.column("SELECT name FROM newswire.entity") == ["Apple Inc"]


def test_an_identifier_that_is_told_later_is_added(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Ines Okafor-Reis"))
    load(newsroom, 1, person("Ines Okafor-Reis", wikidata="Q1"))
    load(newsroom, 2, person("Somebody Else", wikidata="Q1"))
    assert newsroom.rows("SELECT name, ids FROM newswire.entity") == [("Ines Okafor-Reis", {"wikidata": "Q1"})]


def test_counts_zones_and_values_of_an_article(newsroom: Newsroom) -> None:
    mentions = (Mention(0, 3, "Ann", confidence=0.9), Mention(9, 12, "Ann"), Mention(30, 33, "Ann", "caption"))
    ann = Entity("person", "Ann Reis", {}, mentions, 0.8, ("mayor", "host"), (), None, in_metadata=True)
    bob = Entity("person", "Bob Reis", {}, (Mention(40, 43, "Bob", "caption"),), 0.2)
    money = Value("money", 4, 6, "$5", 5.0, "USD")
    newsroom.load(story("Ann: $5, Ann.", entities=(ann, bob), values=(money,), recogniser=Reader("r", "1", "ab")))
    rows = newsroom.rows(
        "SELECT name, mentions, first_offset, round(salience::numeric, 2)::float, other_mentions, zones, roles, "
        "in_metadata FROM newswire.article_entity ORDER BY name"
    )
    assert rows == [
        ("Ann Reis", 2, 0, 0.8, 1, ["body", "caption"], ["mayor", "host"], True),
        ("Bob Reis", 0, None, 0.2, 1, ["caption"], [], False),
    ]
    assert newsroom.rows("SELECT kind, amount, unit, date FROM newswire.article_value") == [("money", 5.0, "USD", None)]
    stored = newsroom.rows(
        "SELECT m.zone, m.confidence, r.name, r.version, r.sha256 FROM newswire.mention m "
        "JOIN newswire.recogniser r ON r.id = m.recogniser_id WHERE m.start_offset = 0"
    )
    assert stored == [("body", pytest.approx(0.9), "r", "1", "ab")]


def test_a_merge_holds_for_later_loads_and_can_be_undone(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Beyla Ortmann"))
    load(newsroom, 1, person("Beyla Ortmann-Reis"))
    one, other = newsroom.column("SELECT id FROM newswire.entity ORDER BY id")
    with closing(connect(newsroom.url)) as connection:
        decision = merge(connection, other, one, "desk", "married")
        load(newsroom, 2, person("Beyla Ortmann-Reis"))
        assert people(newsroom) == [("Beyla Ortmann", 3)]
        assert [stored.id for stored in profile(connection, one).merged] == [other]
        undo(connection, decision, "desk")
    assert people(newsroom) == [("Beyla Ortmann", 1), ("Beyla Ortmann-Reis", 2)]


def test_a_wrong_merge_leaves_nothing_behind(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Ivo Tarnow", "Czech judge"), country("CZ"))
    load(newsroom, 1, person("Ida Tarnow", "Danish singer"), country("DK"))
    judge, singer = newsroom.column("SELECT id FROM newswire.entity WHERE kind = 'person' ORDER BY id")
    with closing(connect(newsroom.url)) as connection:
        wrong = merge(connection, singer, judge, "desk")
        load(newsroom, 2, person("Ida Tarnow", "singer"), country("DK"))
        fresh = split(connection, judge, [1], "desk")
        assert [stories for _, stories in people(newsroom)] == [2, 1]
        [parted] = [one for one in profile(connection, fresh).decisions if one.action == "split"]
        undo(connection, parted.id, "desk")
        undo(connection, wrong, "desk")
    for number, name, role, at in ((0, "Ivo Tarnow", "Czech judge", "CZ"), (2, "Ida Tarnow", "singer", "DK")):
        again = story(
            f"Story {number}, again.", name=str(number), minutes=1, entities=(person(name, role), country(at))
        )
        newsroom.load(again, run=f"again{number}")
    assert sorted(people(newsroom)) == [("Ida Tarnow", 2), ("Ivo Tarnow", 1)]


def test_chains_of_merges_come_apart_one_by_one(newsroom: Newsroom) -> None:
    for number, name in enumerate(("Ada Quist", "Bea Quist", "Cora Quist")):
        load(newsroom, number, person(name))
    a, b, c = newsroom.column("SELECT id FROM newswire.entity ORDER BY id")
    with closing(connect(newsroom.url)) as connection:
        merge(connection, a, b, "desk")
        second = merge(connection, b, c, "desk")
        assert people(newsroom) == [("Cora Quist", 3)]
        with pytest.raises(ConfigError, match="is merged into"):
            merge(connection, c, a, "desk")
        undo(connection, second, "desk")
        assert people(newsroom) == [("Bea Quist", 2), ("Cora Quist", 1)]
        split(connection, a, [], "desk")
    assert people(newsroom) == [("Ada Quist", 1), ("Bea Quist", 1), ("Cora Quist", 1)]


def test_a_split_holds_for_later_revisions_and_can_be_undone(newsroom: Newsroom) -> None:
    for number in range(3):
        load(newsroom, number, person("Odile Varga", "minister"))
    [one] = newsroom.column("SELECT id FROM newswire.entity")
    [wrong] = newsroom.column("SELECT id FROM newswire.story WHERE name = '1'")
    with closing(connect(newsroom.url)) as connection:
        other = split(connection, one, [wrong], "desk")
        again = story("Story 1, again.", name="1", minutes=1, entities=(person("Odile Varga", "minister"),))
        newsroom.load(again, run="again")
        assert people(newsroom) == [("Odile Varga", 2), ("Odile Varga", 1)]
        assert [stored.id for stored in find(connection, "odile varga")] == [one, other]
        [decision] = profile(connection, one).decisions
        undo(connection, decision.id, "desk")
    assert people(newsroom) == [("Odile Varga", 3)]


def test_a_split_moves_with_its_story(newsroom: Newsroom) -> None:
    them = (person("Odile Varga", "minister"),)
    for guid in ("a", "b"):
        newsroom.load(story(f"Of {guid}.", name=guid, guid=guid, agency="x", version="1", entities=them), run=guid)
    [one] = newsroom.column("SELECT id FROM newswire.entity")
    home, moved = newsroom.column("SELECT id FROM newswire.story ORDER BY id")
    with closing(connect(newsroom.url)) as connection:
        other = split(connection, one, [moved], "desk")
    links = (Link("replaces", "a"), Link("replaces", "b"))
    newsroom.load(story("Of both.", name="c", guid="c", agency="x", version="1", links=links), run="c")
    assert newsroom.column("SELECT id FROM newswire.story") == [home]
    assert newsroom.rows("SELECT story_id, entity_id, becomes FROM newswire.entity_pin") == [(home, one, other)]
    newsroom.load(story("Of b, again.", name="d", guid="b", agency="x", version="2", entities=them), run="d")
    said = "SELECT l.entity_id FROM newswire.revision_entity l JOIN newswire.revision r ON r.id = l.revision_id"
    assert newsroom.column(f"{said} WHERE r.body = %s", "Of b, again.") == [other]


def test_a_split_tells_namesakes_apart_from_then_on(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Odile Varga"), country("HU"))
    load(newsroom, 1, person("Odile Varga"), country("CA"), person("Remy Fontaine-Roy"))
    [one] = newsroom.column("SELECT min(id) FROM newswire.entity")
    [wrong] = newsroom.column("SELECT id FROM newswire.story WHERE name = '1'")
    with closing(connect(newsroom.url)) as connection:
        split(connection, one, [wrong], "desk")
    load(newsroom, 2, person("Odile Varga"), country("CA"), person("Remy Fontaine-Roy"))
    load(newsroom, 3, person("Odile Varga"), country("HU"))
    assert [count for name, count in people(newsroom) if name == "Odile Varga"] == [2, 2]


def test_a_name_can_be_changed_and_changed_back(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Odile Varga"))
    [one] = newsroom.column("SELECT id FROM newswire.entity")
    with closing(connect(newsroom.url)) as connection:
        decision = rename(connection, one, "Odile Varga (minister)", "desk")
        load(newsroom, 1, person("Odile Varga"))
        assert people(newsroom) == [("Odile Varga (minister)", 2)]
        undo(connection, decision, "desk")
        with pytest.raises(ConfigError, match="no decision"):
            undo(connection, decision, "desk")
    assert people(newsroom) == [("Odile Varga", 2)]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("into itself", lambda connection, one, _: merge(connection, one, one, "desk")),
        ("only one kind", lambda connection, one, place: merge(connection, one, place, "desk")),
        ("there is no entity 999", lambda connection, one, _: merge(connection, one, 999, "desk")),
        ("does not speak of", lambda connection, one, _: split(connection, one, [999], "desk")),
        ("merged into none", lambda connection, one, _: split(connection, one, [], "desk")),
        ("needs a name", lambda connection, one, _: rename(connection, one, " ", "desk")),
    ],
)
def test_what_cannot_be_is_refused(newsroom: Newsroom, words: str, act: Any) -> None:  # noqa: ANN401
    load(newsroom, 0, person("Odile Varga"), country("HU"))
    one, place = newsroom.column("SELECT id FROM newswire.entity ORDER BY id")
    with closing(connect(newsroom.url)) as connection, pytest.raises(ConfigError, match=words):
        act(connection, one, place)
    assert newsroom.sizes()["entity_decision"] == 0


def test_two_countries_cannot_be_merged(newsroom: Newsroom) -> None:
    load(newsroom, 0, country("KR"), country("KP"))
    one, other = newsroom.column("SELECT id FROM newswire.entity ORDER BY id")
    with closing(connect(newsroom.url)) as connection, pytest.raises(ConfigError, match="differ in iso3166"):
        merge(connection, one, other, "desk")


def _load_in_a_process(url: str, number: int) -> None:
    names = [person(f"Person{n} Testname", "minister") for n in range(20)]
    load(Newsroom(url), number, *names[:: (-1) ** number])


def test_processes_that_meet_the_same_new_people_make_each_once(newsroom: Newsroom) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_load_in_a_process, args=(newsroom.url, number)) for number in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert newsroom.sizes()["entity"] == 20


def test_a_part_of_a_name_finds_who_bears_it(newsroom: Newsroom) -> None:
    load(newsroom, 0, person("Odile Varga"), person("Remy Fontaine-Roy"))
    load(newsroom, 1, person("Bea Varga"), person("Ada Vargas"))
    with closing(connect(newsroom.url)) as connection:
        assert find(connection, "Varga") == []
        assert [stored.name for stored in find_by_part(connection, "varga")] == ["Bea Varga", "Odile Varga"]
        assert [stored.name for stored in find_by_part(connection, "Fontaine")] == ["Remy Fontaine-Roy"]
        assert find_by_part(connection, "%") == find_by_part(connection, "_") == []
