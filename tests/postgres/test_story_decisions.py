"""Stories withdrawn and kills attached or dropped by a person: recorded, kept by later loads, undone."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.load import connect
from pipeline.load.migrate import downgrade
from pipeline.load.story_decisions import (
    apply_kill,
    drop_kill,
    kills,
    restore,
    story_history,
    undo_kill,
    withdraw,
    withdrawn_stories,
)
from pipeline.load.waiting import pending_kills
from pipeline.story import Link
from tests.postgres.conftest import Newsroom, story
from tests.postgres.test_wires_without_ids import FIRE, VOTE, kill, number, wire

SHOWN = "SELECT body FROM newswire.article ORDER BY body"
PENDING = "SELECT name FROM newswire.pending_kill ORDER BY name"
STORY_OF = "SELECT story_id FROM newswire.revision r JOIN newswire.raw_item i ON i.id = r.raw_item_id WHERE i.name = %s"
KILL_OF = "SELECT r.id FROM newswire.revision r JOIN newswire.raw_item i ON i.id = r.raw_item_id WHERE i.name = %s"


def decide(newsroom: Newsroom, action: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401
    with closing(connect(newsroom.url)) as connection:
        return action(connection, *given)


def story_of(newsroom: Newsroom, name: str) -> int:
    [found] = newsroom.column(STORY_OF, name)
    return int(found)


def kill_of(newsroom: Newsroom, name: str) -> int:
    [found] = newsroom.column(KILL_OF, name)
    return int(found)


def test_a_story_is_withdrawn_and_given_back(newsroom: Newsroom) -> None:
    newsroom.load(story("Talks.", guid="g1", version="1"), story("Else.", name="b"))
    decide(newsroom, withdraw, 1, "ann", "a court has forbidden it")
    assert newsroom.column(SHOWN) == ["Else."]
    assert newsroom.column("SELECT state FROM newswire.article_history WHERE story_id = 1") == ["withdrawn"]
    [told] = decide(newsroom, withdrawn_stories)
    assert (told.story, told.action, told.by, told.why) == (1, "withdraw", "ann", "a court has forbidden it")
    decide(newsroom, restore, 1, "bob", "the court has allowed it")
    assert newsroom.column(SHOWN) == ["Else.", "Talks."]
    [decision] = decide(newsroom, story_history, 1).decisions
    assert (decision.by, decision.why, decision.undone_by, decision.undone_why) == (
        *("ann", "a court has forbidden it"),
        *("bob", "the court has allowed it"),
    )
    assert decide(newsroom, withdrawn_stories) == []


def test_redelivery_and_new_versions_do_not_bring_a_withdrawn_story_back(newsroom: Newsroom) -> None:
    newsroom.load(story("Talks.", guid="g1", version="1"))
    decide(newsroom, withdraw, 1, "ann", "libel")
    again = story("Talks.", name="other", source="second", guid="g1", version="1")
    assert newsroom.outcomes(again, run="r2") == ["unchanged"]
    newer = story("Talks go on.", guid="g1", version="2", minutes=5)
    assert newsroom.outcomes(newer, run="r3") == ["withdrawn"]
    assert newsroom.column(SHOWN) == []
    decide(newsroom, restore, 1, "ann", "settled")
    assert newsroom.column(SHOWN) == ["Talks go on."]


def test_a_decision_stays_with_the_payload_whatever_story_it_turns_out_to_be(newsroom: Newsroom) -> None:
    newsroom.load(story("Talks.", payload="x"), story("Talks go on.", payload="y", minutes=5))
    decide(newsroom, withdraw, 1, "ann", "libel")
    # Today's rules find an id in the older version: it is a story of its own.
    read_anew = story("Talks.", payload="x", guid="g9")
    assert newsroom.outcomes(read_anew, run="r2") == ["withdrawn"]
    assert len(set(newsroom.column("SELECT story_id FROM newswire.revision"))) == 2
    assert newsroom.column(SHOWN) == []


def test_a_withdrawn_story_stays_so_when_two_turn_out_to_be_one(newsroom: Newsroom) -> None:
    newsroom.load(story("Old.", guid="g1", agency="x"), story("New.", name="b", guid="g2", agency="x", minutes=5))
    decide(newsroom, withdraw, 2, "ann", "libel")
    joins = story("Newest.", name="c", guid="g2", agency="x", minutes=9, links=(Link("replaces", "g1"),))
    assert newsroom.outcomes(joins, run="r2") == ["withdrawn"]
    assert newsroom.column(SHOWN) == []
    decide(newsroom, restore, 1, "ann", "settled")
    assert newsroom.column(SHOWN) == ["Newest."]


def test_a_kill_stands_when_the_story_is_given_back(newsroom: Newsroom) -> None:
    newsroom.load(story("Talks.", guid="g1", version="1"))
    decide(newsroom, withdraw, 1, "ann", "libel")
    newsroom.load(story("", name="k", guid="g1", version="2", pubstatus="canceled", minutes=5), run="r2")
    decide(newsroom, restore, 1, "ann", "settled")
    assert newsroom.column(SHOWN) == []
    assert decide(newsroom, story_history, 1).story.state == f"killed by {kill_of(newsroom, 'k')}"


def test_decisions_that_cannot_be_are_named(newsroom: Newsroom) -> None:
    newsroom.load(story("Talks."))
    with pytest.raises(ConfigError, match="there is no story 7"):
        decide(newsroom, withdraw, 7, "ann", "why")
    with pytest.raises(ConfigError, match="nobody has withdrawn story 1"):
        decide(newsroom, restore, 1, "ann", "why")
    with pytest.raises(ConfigError, match="--why"):
        decide(newsroom, withdraw, 1, "ann", " ")
    decide(newsroom, withdraw, 1, "ann", "libel")
    with pytest.raises(ConfigError, match="withdrawn already: newswire story restore 1"):
        decide(newsroom, withdraw, 1, "bob", "libel")
    for decision in (drop_kill, undo_kill):
        with pytest.raises(ConfigError, match="there is no kill 1: newswire kill list"):
            decide(newsroom, decision, 1, "ann", "why")
    assert newsroom.sizes()["story_decision"] == 1


def test_a_kill_that_may_mean_several_names_them_and_is_applied(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "a"), wire(VOTE, "b", hour=1))
    assert newsroom.outcomes(kill("k", hour=2), run="r2") == ["withdrawn"]
    [waiting] = decide(newsroom, kills)
    assert (waiting.candidates, [one.id for one in waiting.may_mean]) == (2, [1, 2])
    assert [one.state for one in waiting.may_mean] == ["shown", "shown"]
    decide(newsroom, apply_kill, waiting.id, 2, "ann", "the desk called")
    assert newsroom.column(SHOWN) == [FIRE]
    assert newsroom.column(PENDING) == decide(newsroom, kills) == []
    [applied] = decide(newsroom, kills, "apply")
    assert (applied.applied_to, applied.by, applied.why) == ([2], "ann", "the desk called")
    with pytest.raises(ConfigError, match="kill 3 has been decided on"):
        decide(newsroom, drop_kill, waiting.id, "bob", "no")
    decide(newsroom, undo_kill, waiting.id, "bob", "the wrong one")
    assert newsroom.column(SHOWN) == [VOTE, FIRE]
    assert newsroom.column(PENDING) == ["k"]


def test_a_waiting_kill_does_not_name_itself(newsroom: Newsroom) -> None:
    newsroom.load(kill("k", hour=0, links=(Link("altId", "abc 8"), Link("kills", "abc 5"))))
    [waiting] = decide(newsroom, kills)
    [pending] = decide(newsroom, pending_kills)
    assert waiting.names == pending.names == ["abc 5"]


def test_an_applied_kill_is_lifted_by_a_newer_version_only(newsroom: Newsroom) -> None:
    text = story("Talks.", payload="x")
    newsroom.load(text, kill("k", hour=0, slugline="Nothing-Known"))
    waiting = kill_of(newsroom, "k")
    decide(newsroom, apply_kill, waiting, story_of(newsroom, "a.txt"), "ann", "the desk called")
    assert newsroom.outcomes(story("Talks.", payload="x", minutes=90), run="r2") == ["unchanged"]
    assert newsroom.column(SHOWN) == []
    assert newsroom.outcomes(kill("k", hour=0, slugline="Nothing-Known"), run="r3") == ["unchanged"]
    assert newsroom.column(SHOWN) == newsroom.column(PENDING) == []
    assert newsroom.outcomes(story("Talks, corrected.", minutes=99), run="r4") == ["revised"]
    assert newsroom.column(SHOWN) == ["Talks, corrected."]


def test_a_dropped_kill_kills_nothing_that_comes_later(newsroom: Newsroom) -> None:
    newsroom.load(kill("k", hour=2))
    waiting = kill_of(newsroom, "k")
    decide(newsroom, drop_kill, waiting, "ann", "a test message")
    assert newsroom.column(PENDING) == []
    assert newsroom.outcomes(wire(FIRE, "a"), run="r2") == ["loaded"]
    assert newsroom.column(SHOWN) == [FIRE]
    decide(newsroom, undo_kill, waiting, "bob", "it was meant")
    assert newsroom.column(SHOWN) == newsroom.column(PENDING) == []


def test_a_kill_that_was_carried_out_is_dropped(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "a", **number(157)), kill("k", hour=2, links=(Link("kills", "abc 157"),)))
    assert newsroom.column(SHOWN) == []
    done = kill_of(newsroom, "k")
    with pytest.raises(ConfigError, match=f"kill {done} does not wait"):
        decide(newsroom, apply_kill, done, story_of(newsroom, "a"), "ann", "why")
    decide(newsroom, drop_kill, done, "ann", "the number was wrong")
    assert newsroom.column(SHOWN) == [FIRE]
    assert newsroom.outcomes(kill("k", hour=2, links=(Link("kills", "abc 157"),)), run="r2") == ["unchanged"]
    assert newsroom.column(SHOWN) == [FIRE]
    decide(newsroom, undo_kill, done, "bob", "it was right")
    assert newsroom.column(SHOWN) == []


def test_a_decision_on_a_kill_follows_its_payload_when_read_anew(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "a"), kill("k", hour=2, slugline="Elsewhere", payload="kill"))
    decide(newsroom, apply_kill, kill_of(newsroom, "k"), story_of(newsroom, "a"), "ann", "the desk called")
    newsroom.load(kill("k", hour=2, slugline="Elsewhere", headline="Read anew", payload="kill"), run="r2")
    newsroom.load(wire(FIRE, "a", minutes=30), run="r3")
    assert newsroom.column(SHOWN) == newsroom.column(PENDING) == []
    with pytest.raises(ConfigError, match="there is no kill 2"):
        decide(newsroom, undo_kill, 2, "ann", "why")
    [applied] = decide(newsroom, kills, "apply")
    assert (applied.headline, len(newsroom.column(KILL_OF, "k"))) == ("Read anew", 2)


def test_a_downgrade_does_not_give_withdrawn_stories_back(newsroom: Newsroom) -> None:
    newsroom.load(story("bridge"))
    number_of_it = newsroom.column("SELECT story_id FROM newswire.article")[0]
    decide(newsroom, withdraw, number_of_it, "ed", "libel")
    with pytest.raises(Exception, match="in force"):
        downgrade(newsroom.url, "0009")
    decide(newsroom, restore, number_of_it, "ed", "settled")
    downgrade(newsroom.url, "0009")
