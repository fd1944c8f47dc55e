"""The same bytes read twice: the reading that was made last stands, and what readers lose by it is on record."""

from contextlib import closing
from itertools import permutations

import pytest

from pipeline.load import connect
from pipeline.load.quarantine import history
from pipeline.outcome import Reason, Rejection
from tests.postgres.conftest import Newsroom, rejection, story

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
