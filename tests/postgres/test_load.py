"""What a batch comes to: stories and revisions, the ledger, and that a repeat changes nothing."""

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, TransientError
from pipeline.load import RunRef, connect, finish_run, load, record_sources, start_run
from pipeline.outcome import Reason, Severity
from pipeline.sources import Rights, Source
from pipeline.story import Furniture, Kind, Picture, Subject
from pipeline.validate import CheckResult
from tests.postgres.conftest import LEDGER, START, Newsroom, entity, raw, rejection, story

SHOWN = "SELECT body FROM newswire.article ORDER BY body"


def test_a_second_run_adds_to_the_ledger_only(newsroom: Newsroom) -> None:
    batch = [
        story("One.", name="1", entities=(entity("Ann Lee"),), reasons=[Reason("article.x", "y", None, Severity.INFO)]),
        story("Two.", name="2", guid="g", subjects=(Subject("medtop", "1"),), pictures=(Picture("c", None),)),
        story("Gone.", name="3", guid="h", pubstatus="canceled"),
        story("Later.", name="4", embargo_until=dt.datetime.now(dt.UTC) + dt.timedelta(days=1)),
    ]
    held = [rejection(raw("5", "x")), rejection(raw("6", "y"), ignored=True)]
    rows = newsroom.load(*batch, rejections=held)
    assert [row.outcome.value for row in rows] == [
        *("loaded", "loaded", "withdrawn", "embargoed", "quarantined", "ignored")
    ]
    before = newsroom.sizes()
    again = newsroom.load(*batch, rejections=held, run="r2")
    assert [row.outcome.value for row in again] == [*["unchanged"] * 4, "quarantined", "ignored"]
    after = newsroom.sizes()
    assert {table for table in after if after[table] != before[table]} == {"run", "run_item"}
    assert set(LEDGER) <= set(after)


def test_a_repeat_of_the_same_run_finds_its_own_ledger(newsroom: Newsroom) -> None:
    batch = [story("One.", name="1"), story("Two.", name="2")]
    held = [rejection(raw("3", "x"))]
    results = [CheckResult("article", "article.x", Severity.INFO, 2, 1)]
    first = newsroom.load(*batch, rejections=held, results=results)
    before = newsroom.sizes()
    assert newsroom.load(*batch, rejections=held, results=results) == first
    assert newsroom.sizes() == before
    counts = newsroom.rows("SELECT loaded, unchanged, quarantined, items FROM newswire.run")
    assert counts == [(2, 0, 1, 3)]
    assert newsroom.column("SELECT attempts FROM newswire.quarantine") == [1]


def test_counts_balance_over_batches(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", name="1"), rejections=[rejection(raw("2", "x"))], batch="0000")
    newsroom.load(story("Three.", name="3"), rejections=[rejection(raw("4", "y"), ignored=True)], batch="0001")
    [counts] = newsroom.rows("SELECT loaded, quarantined, ignored, items FROM newswire.run")
    assert counts == (2, 1, 1, 4)
    by_outcome = newsroom.rows("SELECT outcome, count(*) FROM newswire.run_item GROUP BY 1 ORDER BY 1")
    assert by_outcome == [("ignored", 1), ("loaded", 2), ("quarantined", 1)]


def test_a_cleared_task_replaces_what_its_run_said_before(newsroom: Newsroom) -> None:
    item = story("One.", name="1")
    newsroom.load(rejections=[rejection(item.entry.item)])
    assert newsroom.outcomes(item) == ["loaded"]
    assert newsroom.rows("SELECT loaded, quarantined, items FROM newswire.run") == [(1, 0, 1)]
    assert newsroom.column("SELECT outcome FROM newswire.run_item") == ["loaded"]


def test_the_ledger_tells_what_was_done(newsroom: Newsroom) -> None:
    spans = (Furniture(Kind.SIGNOFF, "(X)", 4, 7, 0, "x.end"), Furniture(Kind.NOTICE, "N", 8, 9, 1, "x.note"))
    checked = story("One.", source_text="One.(X) N", furniture=spans, entities=(entity("Ann Lee"),), agency="x")
    [row] = newsroom.load(checked)
    assert (row.agency, row.format, row.paragraphs, row.entities) == ("x", "text", 1, 1)
    assert row.furniture == {"signoff": 1, "notice": 1}
    assert row.item == checked.entry.item


def test_an_item_given_twice_has_one_row(newsroom: Newsroom) -> None:
    one = story("One.")
    assert newsroom.outcomes(one, one) == ["loaded"]


def test_parts_of_a_payload_are_stories(newsroom: Newsroom) -> None:
    parts = [story(f"Part {part}.", payload="bundle", part=part) for part in range(3)]
    assert newsroom.outcomes(*parts) == ["loaded"] * 3
    assert newsroom.outcomes(*parts, run="r2") == ["unchanged"] * 3


def test_an_edited_file_is_a_revision(newsroom: Newsroom) -> None:
    assert newsroom.outcomes(story("Old.")) == ["loaded"]
    assert newsroom.outcomes(story("New.", minutes=1), run="r2") == ["revised"]
    assert newsroom.column(SHOWN) == ["New."]
    states = newsroom.rows("SELECT number, state, body FROM newswire.article_history ORDER BY number")
    assert states == [(1, "superseded", "Old."), (2, "shown", "New.")]


def test_a_file_that_goes_back_to_what_it_was_is_shown_as_it_is(newsroom: Newsroom) -> None:
    newsroom.load(story("Old."))
    newsroom.load(story("New.", minutes=1), run="r2")
    assert newsroom.outcomes(story("Old.", minutes=2), run="r3") == ["revised"]
    assert newsroom.column(SHOWN) == ["Old."]
    assert newsroom.outcomes(story("Old.", minutes=3), run="r4") == ["unchanged"]
    assert newsroom.sizes()["revision"] == 2


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("other", [{"name": "b.txt"}, {"source": "archive"}])
def test_the_same_bytes_elsewhere_are_the_same_story(newsroom: Newsroom, other: dict[str, str], together: bool) -> None:
    first, second = story("One.", payload="p"), story("One.", payload="p", **other)  # type: ignore[arg-type]
    if together:
        assert newsroom.outcomes(first, second) == ["loaded", "unchanged"]
    else:
        assert newsroom.outcomes(first) + newsroom.outcomes(second, run="r2") == ["loaded", "unchanged"]
    assert newsroom.column(SHOWN) == ["One."]
    assert newsroom.sizes()["sighting"] == 2


def test_a_copy_that_is_edited_becomes_a_story_of_its_own(newsroom: Newsroom) -> None:
    newsroom.load(story("One."), story("One.", name="copy"))
    edited = story("Two.", name="copy", minutes=1)
    assert newsroom.outcomes(edited, run="r2") == ["loaded"]
    for run in ("r3", "r4"):
        assert newsroom.outcomes(story("One.", minutes=2), edited, run=run) == ["unchanged", "unchanged"]
    assert newsroom.column(SHOWN) == ["One.", "Two."]


def test_the_same_id_from_another_source_is_the_same_story_when_the_bytes_have_met(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", guid="g", version="1", payload="p"))
    assert newsroom.outcomes(story("One.", guid="g", version="1", payload="p", source="b"), run="r2") == ["unchanged"]
    assert newsroom.outcomes(story("Two.", guid="g", version="2", source="b"), run="r3") == ["revised"]
    assert newsroom.column(SHOWN) == ["Two."]


def test_an_agency_recognised_by_newer_rules_makes_no_second_story(newsroom: Newsroom) -> None:
    newsroom.load(story("One. X", guid="g", payload="p"))
    assert newsroom.outcomes(story("One.", guid="g", payload="p", agency="x"), run="r2") == ["revised"]
    assert newsroom.column(SHOWN) == ["One."]


@pytest.mark.parametrize("together", [True, False])
def test_a_kill_whose_agency_nobody_can_tell_finds_its_story(newsroom: Newsroom, together: bool) -> None:
    first = story("One. (X)", name="1", guid="g", version="1", agency="x")
    kill = story("", name="2", guid="g", version="2", pubstatus="canceled")
    if together:
        assert newsroom.outcomes(kill, first) == ["withdrawn", "withdrawn"]
    else:
        assert newsroom.outcomes(first) + newsroom.outcomes(kill, run="r2") == ["loaded", "withdrawn"]
    assert (newsroom.column(SHOWN), newsroom.sizes()["story"]) == ([], 1)


@pytest.mark.parametrize("together", [True, False])
def test_an_agency_recognised_later_is_that_of_the_story(newsroom: Newsroom, together: bool) -> None:
    batch = [story(f"{n}.", name=f"{n}", guid="g", version=f"{n}", agency="x" if n == 2 else None) for n in (1, 2, 3)]
    if together:
        assert newsroom.outcomes(*batch) == ["loaded", "revised", "revised"]
    else:
        assert [newsroom.outcomes(one, run=one.entry.item.name) for one in batch] == [
            ["loaded"],
            ["revised"],
            ["revised"],
        ]
    assert newsroom.rows(
        "SELECT s.agency, a.body FROM newswire.story s JOIN newswire.article a ON a.story_id = s.id"
    ) == [("x", "3.")]


@pytest.mark.parametrize("together", [True, False])
def test_two_agencies_of_one_source_may_use_the_same_id(newsroom: Newsroom, together: bool) -> None:
    batch = [story(f"By {agency}.", name=agency, guid="1", agency=agency) for agency in "xyz"]
    if together:
        assert newsroom.outcomes(*batch) == ["loaded"] * 3
    else:
        assert [newsroom.outcomes(one, run=one.entry.item.name) for one in batch] == [["loaded"]] * 3
    assert newsroom.column(SHOWN) == ["By x.", "By y.", "By z."]


def test_a_late_older_version_is_kept_and_not_shown(newsroom: Newsroom) -> None:
    newsroom.load(story("Three.", guid="g", agency="x", version="10"))
    assert newsroom.outcomes(story("Two.", guid="g", agency="x", version="9", minutes=5), run="r2") == ["revised"]
    assert newsroom.column(SHOWN) == ["Three."]
    assert newsroom.column("SELECT body FROM newswire.article_history ORDER BY number") == ["Two.", "Three."]


def test_versions_without_number_are_ordered_by_time(newsroom: Newsroom) -> None:
    at = [START + dt.timedelta(hours=hour) for hour in range(2)]
    newsroom.load(
        story("New.", name="1", guid="g", version_created=at[1]),
        story("Old.", name="2", guid="g", version_created=at[0]),
    )
    assert newsroom.column(SHOWN) == ["New."]


def test_undated_revisions_with_an_id_stay_as_first_seen(newsroom: Newsroom) -> None:
    first, second = story("A.", name="1", guid="g"), story("B.", name="2", guid="g", minutes=1)
    newsroom.load(first, second)
    again = story("A.", name="1", guid="g", minutes=9)
    assert newsroom.outcomes(again, second, run="r2") == ["unchanged", "unchanged"]
    assert newsroom.column(SHOWN) == ["B."]


def test_a_kill_takes_the_story_out_and_keeps_its_text(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", name="1", guid="g", version="1"))
    assert newsroom.outcomes(story("", name="2", guid="g", version="2", pubstatus="canceled"), run="r2") == [
        "withdrawn"
    ]
    assert newsroom.column(SHOWN) == []
    assert newsroom.sizes()["showing"] == 0
    states = newsroom.rows("SELECT state, body FROM newswire.article_history ORDER BY number")
    assert states == [("withdrawn", "One."), ("kill", "")]


def test_a_kill_waits_for_its_story(newsroom: Newsroom) -> None:
    kill = story("", name="2", guid="g", version_created=START, pubstatus="withheld")
    assert newsroom.outcomes(kill) == ["withdrawn"]
    late = story("One.", name="1", guid="g", version_created=START - dt.timedelta(hours=1), minutes=5)
    assert newsroom.outcomes(late, run="r2") == ["withdrawn"]
    assert newsroom.column(SHOWN) == []


def test_a_newer_version_lifts_a_kill(newsroom: Newsroom) -> None:
    newsroom.load(story("", name="2", guid="g", version="2", pubstatus="withheld"))
    assert newsroom.outcomes(story("Right.", name="3", guid="g", version="3"), run="r2") == ["revised"]
    assert newsroom.column(SHOWN) == ["Right."]


def test_a_kill_without_version_is_held_against_times(newsroom: Newsroom) -> None:
    newsroom.load(story("One.", name="1", guid="g", version="4", version_created=START))
    kill = story("", name="2", guid="g", version_created=START + dt.timedelta(hours=1), pubstatus="canceled")
    assert newsroom.outcomes(kill, run="r2") == ["withdrawn"]
    assert newsroom.column(SHOWN) == []


def test_an_embargo_hides_until_its_instant(newsroom: Newsroom) -> None:
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    assert newsroom.outcomes(story("One.", guid="g", version="1", embargo_until=until)) == ["embargoed"]
    assert newsroom.column(SHOWN) == []
    assert newsroom.column("SELECT state FROM newswire.article_history") == ["embargoed"]
    passed = story("Two.", name="b", embargo_until=until - dt.timedelta(days=1))
    assert newsroom.outcomes(passed, run="r2") == ["loaded"]
    assert newsroom.column(SHOWN) == ["Two."]


def test_an_embargoed_correction_leaves_the_story_as_it_is_until_then(newsroom: Newsroom) -> None:
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    newsroom.load(story("One.", name="1", guid="g", version="1"))
    newsroom.load(story("Two.", name="2", guid="g", version="2", embargo_until=until), run="r2")
    assert newsroom.column(SHOWN) == ["One."]
    later = until + dt.timedelta(seconds=1)
    at = "SELECT r.body FROM newswire.showing w JOIN newswire.revision r ON r.id = w.revision_id WHERE w.period @> %s"
    assert newsroom.column(at, later) == ["Two."]
    assert newsroom.column(at, until - dt.timedelta(seconds=1)) == ["One."]


def test_the_ends_of_time_are_instants_too(newsroom: Newsroom) -> None:
    first, last = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)
    batch = [story("A.", name="1", guid="g", version_created=last, embargo_until=first)]
    batch.append(story("B.", name="2", guid="g", version_created=first, embargo_until=last))
    assert newsroom.outcomes(*batch) == ["loaded", "embargoed"]
    assert newsroom.column(SHOWN) == ["A."]
    assert newsroom.rows("SELECT version_created FROM newswire.revision ORDER BY id") == [(last,), (first,)]


def test_a_run_is_opened_and_closed(newsroom: Newsroom) -> None:
    connection = connect(newsroom.url)
    run = RunRef("newswire ingest", "r1", START)
    assert start_run(connection, run) == start_run(connection, run)
    load(connection, run, "0000", [story()], [], [])
    finish_run(connection, run)
    assert newsroom.rows("SELECT status, error, items, finished_at > started_at FROM newswire.run") == [
        ("finished", None, 1, True)
    ]
    finish_run(connection, run, error="disk full")
    assert newsroom.rows("SELECT status, error FROM newswire.run") == [("failed", "disk full")]
    connection.close()


def test_what_sources_are_is_recorded(newsroom: Newsroom) -> None:
    newsroom.load(story())
    record = Source("desk", "folder", title="The desk", path=Path("/in"), agency="x", rights=Rights("X", "internal"))
    other = Source("archive", "folder", enabled=False)
    with closing(connect(newsroom.url)) as connection:
        for sources in ([record, other], [other, record]):
            record_sources(connection, sources)
    assert newsroom.rows(
        "SELECT id, title, agency, location, usage_terms, enabled FROM newswire.source ORDER BY id"
    ) == [
        ("archive", None, None, None, None, False),
        ("desk", "The desk", "x", "/in", "internal", True),
    ]


def test_an_empty_batch_is_a_batch(newsroom: Newsroom) -> None:
    assert newsroom.load() == []
    assert newsroom.column("SELECT items FROM newswire.run") == [0]


def test_a_database_that_is_not_migrated_is_named(postgres_url: str) -> None:
    with pytest.raises(ConfigError, match="not migrated"):
        Newsroom(postgres_url).load(story())


def test_what_connect_says_of_bad_urls(postgres_url: str) -> None:
    with pytest.raises(TransientError, match="out of reach"):
        connect("postgresql://postgres@/x?host=/nowhere")
    with pytest.raises(ConfigError, match="turns us away"):
        connect(postgres_url.replace("/test_", "/absent_"))
    with pytest.raises(ConfigError, match="no database URL"):
        connect("jdbc:nonsense")
