"""The same bytes read twice: the reading that was made last stands, and what readers lose by it is on record."""

from contextlib import closing
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from pipeline.load import connect
from pipeline.load.quarantine import history
from pipeline.outcome import Reason, Rejection
from pipeline.story import Contributor, Furniture, Kind
from pipeline.validate import Checked
from tests.postgres.conftest import Newsroom, entity, rejection, story
from tests.postgres.test_wires_without_ids import FIRE, kill, wire

SHOWN = "SELECT body FROM newswire.article ORDER BY body"
LEDGER = "SELECT part, outcome, revision_id, check_id FROM newswire.run_item WHERE run_id = %s ORDER BY part"
STATES = "SELECT state, body FROM newswire.article_history ORDER BY revision_id"
NO_STORY = Reason("parse.no_story", "the payload is sound and holds no story")
LOST = Reason("article.text_accounted", "12 characters differ")


def held(reason: Reason = LOST, *, stage: str = "validate", ignored: bool = False) -> Rejection:
    """Today's reading of the payload x, which gives nothing to load."""
    return rejection(story(payload="x").entry.item, reason, stage=stage, ignored=ignored)


def two_parts(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", payload="x"), story("Two.", payload="x", part=1))


def test_a_part_that_is_not_found_any_more_leaves_the_readers(newsroom: Newsroom) -> None:
    two_parts(newsroom)
    again = newsroom.load(story("One.", payload="x"), run="r2", read=5)
    assert [(row.part, row.outcome.value) for row in again] == [(0, "unchanged"), (1, "ignored")]
    assert newsroom.column(SHOWN) == ["One."]
    assert newsroom.rows(LEDGER, 2) == [(0, "unchanged", 1, None), (1, "ignored", 2, "load.part_gone")]
    assert newsroom.rows(STATES) == [("shown", "One."), ("read anew", "Two.")]
    assert newsroom.load(story("One.", payload="x"), run="r2", read=5) == again
    assert newsroom.outcomes(story("One.", payload="x"), run="r3", read=6) == ["unchanged"]


def test_a_part_that_is_found_again_is_shown_again(newsroom: Newsroom) -> None:
    two_parts(newsroom)
    newsroom.load(story("One.", payload="x"), run="r2", read=5)
    both = (story("One.", payload="x"), story("Two.", payload="x", part=1))
    assert newsroom.outcomes(*both, run="r3", read=9) == ["unchanged", "revised"]
    assert newsroom.column(SHOWN) == ["One.", "Two."]


def test_a_payload_that_holds_no_story_any_more_leaves_the_readers(newsroom: Newsroom) -> None:
    two_parts(newsroom)
    newsroom.load(rejections=[held(NO_STORY, stage="parse", ignored=True)], run="r2", read=5)
    assert newsroom.column(SHOWN) == []
    assert newsroom.rows(LEDGER, 2) == [(0, "ignored", 1, "parse.no_story"), (1, "ignored", 2, "load.part_gone")]


def test_a_reading_that_is_held_back_leaves_the_earlier_one_and_says_so(newsroom: Newsroom) -> None:
    two_parts(newsroom)
    newsroom.load(story("Two.", payload="x", part=1), rejections=[held()], run="r2", read=5)
    assert newsroom.column(SHOWN) == ["One.", "Two."]
    assert newsroom.rows(LEDGER, 2) == [(0, "quarantined", 1, LOST.check), (1, "unchanged", 2, None)]
    with closing(connect(newsroom.url)) as connection:
        *_, told = history(connection, 1).case.reasons
    assert told.check == "load.earlier_reading"
    assert told.message.startswith("revision 1 of story 1, read by rules rules-1, stays as it is")


def test_a_payload_that_cannot_be_read_today_leaves_all_of_it(newsroom: Newsroom) -> None:
    two_parts(newsroom)
    newsroom.load(rejections=[held(stage="parse")], run="r2", read=5)
    assert newsroom.column(SHOWN) == ["One.", "Two."]
    assert newsroom.rows(LEDGER, 2) == [(0, "quarantined", 1, LOST.check)]


def test_the_same_name_with_other_bytes_is_another_payload(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", payload="x", guid="g1"), story("Two.", payload="x", part=1, guid="g2"))
    assert newsroom.outcomes(story("One more.", payload="y", guid="g3"), run="r2", read=5) == ["loaded"]
    assert newsroom.column(SHOWN) == ["One more.", "One.", "Two."]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_loads_does_not_decide_which_reading_stands(newsroom: Newsroom, order: tuple[int, ...]) -> None:
    readings = [
        (story("One.", payload="x"), story("Two.", payload="x", part=1)),
        (story("One, cleaner.", payload="x"), story("Two.", payload="x", part=1)),
        (story("One, clean.", payload="x"),),
    ]
    for reading in order:
        newsroom.load(*readings[reading], run=f"r{reading}", read=reading)
    assert newsroom.column(SHOWN) == ["One, clean."]
    # What the late ones say that stands anyway is unchanged, not ignored.
    assert newsroom.outcomes(story("One, clean.", payload="x"), run="late", read=-1) == ["unchanged"]


def test_a_batch_that_is_loaded_late_says_why_it_does_not_count(newsroom: Newsroom) -> None:
    newsroom.load(story("One, clean.", payload="x"), run="r1", read=5)
    late = newsroom.load(story("One.", payload="x"), rejections=[rejection(story(payload="y").entry.item)], run="r2")
    assert [(row.outcome.value, row.reasons[0].check) for row in late] == [
        ("ignored", "load.read_later"),
        ("quarantined", "parse.binary"),
    ]
    assert "it was read again on 2024-05-01 12:05:00 UTC" in late[0].reasons[0].message
    assert newsroom.column("SELECT count(*) FROM newswire.revision") == [1]


def test_a_late_batch_opens_no_case_of_what_has_loaded_since(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", payload="x"), run="r1", read=5)
    newsroom.load(rejections=[held()], run="r2")
    assert newsroom.sizes()["quarantine"] == 0
    assert newsroom.column(SHOWN) == ["One."]


def people(*names: str) -> dict[str, Any]:
    return {"entities": tuple(entity(name) for name in names)}


@pytest.mark.parametrize(
    "made",
    [
        people("Ann Example"),
        {"agency": "x", "guid": None},
        {"furniture": (Furniture(Kind.NOTICE, "More", 0, 4, 0, "desk.more"),)},
        {"contributors": (Contributor("Ann Example", "author"),)},
    ],
)
def test_what_the_rules_make_otherwise_is_a_new_revision(newsroom: Newsroom, made: dict[str, Any]) -> None:
    newsroom.load(story("One.", payload="x"))
    assert newsroom.outcomes(story("One.", payload="x", **made), run="r2", read=5) == ["revised"]
    assert newsroom.rows(STATES) == [("read anew", "One."), ("shown", "One.")]
    assert newsroom.outcomes(story("One.", payload="x", **made), run="r3", read=6) == ["unchanged"]
    late = newsroom.load(story("One.", payload="x"), run="late", read=1)
    assert [row.reasons[0].check for row in late] == ["load.read_later"]
    assert newsroom.column(SHOWN) == ["One."]


def test_entities_are_those_of_the_last_reading(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", payload="x", **people("Ann Example")))
    newsroom.load(story("One.", payload="x", **people("Bob Example")), run="r2", read=5)
    shown = "SELECT e.name FROM newswire.article a JOIN newswire.revision_entity l ON l.revision_id = a.revision_id"
    assert newsroom.column(f"{shown} JOIN newswire.entity e ON e.id = l.entity_id") == ["Bob Example"]


def test_a_redelivery_that_reads_otherwise_says_nothing_new(newsroom: Newsroom) -> None:
    first = story("One.", payload="x", guid="g", agency="x")
    other = story("One.", payload="y", source="second", guid="g", agency="x", **people("Ann Example"))
    assert newsroom.outcomes(first, run="r1") == ["loaded"]
    assert newsroom.outcomes(other, run="r2") == ["unchanged"]
    assert newsroom.outcomes(first, other, run="r3", read=5) == ["unchanged", "unchanged"]
    # Today's rules find somebody in the one and somebody else in the other: the text has one revision all the same.
    today = [replace_people(one, name) for one, name in ((first, "Bob Example"), (other, "Cy Example"))]
    assert newsroom.outcomes(*today, run="r4", read=9) == ["revised", "unchanged"]
    assert newsroom.outcomes(*today, run="r5", read=10) == ["unchanged", "unchanged"]
    assert newsroom.column("SELECT count(*) FROM newswire.sighting GROUP BY revision_id") == [2]


def replace_people(checked: Checked, name: str) -> Checked:
    article = replace(checked.entry.value, entities=(entity(name),))
    return Checked(replace(checked.entry, value=article))


def test_chains_and_kills_go_over_to_the_reading_that_stands(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "a", payload="a"), wire(FIRE, "b", hour=1, take="1st Ld", payload="b", headline="Lead"))
    newsroom.load(wire(FIRE, "a", payload="a", **people("Ann Example")), run="r2", read=5)
    assert newsroom.rows("SELECT revision_id, follows FROM newswire.chain_item ORDER BY revision_id") == [
        (2, 3),
        (3, None),
    ]
    assert newsroom.column(SHOWN) == [FIRE]
    assert newsroom.outcomes(kill("k", hour=2), run="r3", read=6) == ["withdrawn"]
    assert newsroom.column(SHOWN) == []


def test_of_rows_from_before_readings_were_kept_the_rules_are_compared(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", payload="x"), story("Two.", payload="y", name="b"))
    newsroom.rows("UPDATE newswire.sighting SET reading = NULL")
    newsroom.rows("UPDATE newswire.revision SET rules_version = 'rules-0' WHERE body = 'One.'")
    both = (story("One.", payload="x"), story("Two.", payload="y", name="b"))
    assert newsroom.outcomes(*both, run="r2", read=5) == ["revised", "unchanged"]
    assert newsroom.outcomes(*both, run="r3", read=6) == ["unchanged", "unchanged"]
