"""Cases in quarantine: one for each payload, part and stage, however often it is tried."""

from contextlib import closing

from pipeline.load import connect, report
from pipeline.load.quarantine import cases
from pipeline.outcome import Outcome, Reason, Severity
from tests.postgres.conftest import Newsroom, raw, rejection, story

CASES = "SELECT status, attempts, decided_by FROM newswire.quarantine ORDER BY id"


def test_another_run_raises_attempts(newsroom: Newsroom) -> None:
    newsroom.load(rejections=[rejection(raw(payload="x"))])
    warning = Reason("article.furniture_share", "0.9", "0.9", Severity.WARNING)
    critical = Reason("article.body_not_empty", "no text")
    newsroom.load(rejections=[rejection(raw(payload="x"), warning, critical)], run="r2")
    assert newsroom.rows(CASES) == [("open", 2, None)]
    reasons = newsroom.rows("SELECT check_id, severity FROM newswire.quarantine_reason ORDER BY position")
    assert reasons == [("article.body_not_empty", "critical"), ("article.furniture_share", "warning")]
    assert newsroom.column("SELECT check_id FROM newswire.run_item ORDER BY run_id") == [
        "parse.binary",
        "article.body_not_empty",
    ]


def test_the_same_bytes_under_two_names_are_one_case(newsroom: Newsroom) -> None:
    newsroom.load(rejections=[rejection(raw("a", "x")), rejection(raw("b", "x"))])
    assert newsroom.rows(CASES) == [("open", 1, None)]
    assert newsroom.column("SELECT count(DISTINCT quarantine_id) FROM newswire.run_item") == [1]
    assert newsroom.sizes()["run_item"] == 2


def test_stages_and_parts_are_cases_of_their_own(newsroom: Newsroom) -> None:
    item = raw(payload="x")
    newsroom.load(rejections=[rejection(item, stage="parse")])
    newsroom.load(rejections=[rejection(item, stage="validate")], run="r2")
    assert newsroom.column("SELECT stage FROM newswire.quarantine ORDER BY id") == ["parse", "validate"]


def test_items_that_could_not_be_fetched_are_told_apart_by_name(newsroom: Newsroom) -> None:
    held = [rejection(raw("a", ""), stage="fetch"), rejection(raw("b", ""), stage="fetch")]
    newsroom.load(rejections=held)
    newsroom.load(rejections=held, run="r2")
    assert newsroom.rows(CASES) == [("open", 2, None), ("open", 2, None)]
    newsroom.load(story("One.", name="a", payload="now it is there"), run="r3")
    assert newsroom.rows(CASES) == [("released", 2, "pipeline"), ("open", 2, None)]


def test_a_story_that_loads_at_last_closes_its_case(newsroom: Newsroom) -> None:
    late = story("One.")
    newsroom.load(rejections=[rejection(late.entry.item)])
    newsroom.load(late, run="r2")
    assert newsroom.rows(CASES) == [("released", 1, "pipeline")]
    newsroom.load(rejections=[rejection(late.entry.item)], run="r3")
    assert newsroom.rows(CASES) == [("open", 2, None)]


def test_what_a_person_rejected_stays_rejected(newsroom: Newsroom) -> None:
    held = [rejection(raw(payload="x"))]
    newsroom.load(rejections=held)
    newsroom.rows("UPDATE newswire.quarantine SET status = 'rejected', decided_at = now(), decided_by = 'ann'")
    assert [row.outcome for row in newsroom.load(rejections=held, run="r2")] == [Outcome.IGNORED]
    assert newsroom.rows(CASES) == [("rejected", 1, "ann")]


def test_reports(newsroom: Newsroom) -> None:
    newsroom.load(story("One."), rejections=[rejection(raw("b", "x")), rejection(raw("c", "y"), ignored=True)])
    newsroom.load(story("One."), run="r2")
    with closing(connect(newsroom.url)) as connection:
        second, first = report.runs(connection)
        assert (first.run_id, first.items, second.outcomes[Outcome.UNCHANGED]) == ("r1", 3, 1)
        assert sum(first.outcomes.values()) == first.items
        ledger = report.items(connection, "newswire ingest", "r1")
        assert [(item.name, item.outcome.value, item.check) for item in ledger] == [
            ("a.txt", "loaded", None),
            ("b", "quarantined", "parse.binary"),
            ("c", "ignored", "parse.binary"),
        ]
        assert report.items(connection, "newswire ingest", "no such run") == []
        [health] = report.sources(connection)
        assert (health.source, health.items_day, health.changed_day, health.quarantine_open) == ("desk", 4, 1, 1)
        assert report.quarantine_counts(connection) == {"open": 1, "released": 0, "rejected": 0}
        assert report.quarantine_checks(connection) == {"parse.binary": 1}
        [case] = cases(connection)
        assert (case.name, case.stage, case.attempts) == ("b", "parse", 1)
        assert case.reasons == (Reason("parse.binary", "no text in it", "PK\x03"),)
        assert cases(connection, status="rejected") == []
