"""Cases released and rejected by a person: recorded, kept by later runs and deliveries, undone."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.errors import ConfigError
from pipeline.load import connect, report
from pipeline.load.quarantine import cases, history, reject, release, undo, waivers_of
from pipeline.load.statements import TAKE_TURN
from pipeline.outcome import Outcome, Reason, Rejection, Severity
from pipeline.validate import Checked, Verdict
from pipeline.validate.waivers import waive
from tests.postgres.conftest import Newsroom, raw, rejection, story

LOST = Reason("article.text_accounted", "12 characters differ", "12")
MARKS = "SELECT held_stage, rules_version FROM newswire.watermark_item ORDER BY name"


def hold(newsroom: Newsroom, *reasons: Reason, stage: str = "validate", source: str = "desk") -> Rejection:
    """Quarantine an item that its source lists."""
    held = rejection(replace(raw(payload="x", source=source), mark="1"), *(reasons or (LOST,)), stage=stage)
    newsroom.load(rejections=[held], run=f"hold {source}")
    return held


def decide(newsroom: Newsroom, action: object, *given: object) -> object:
    with closing(connect(newsroom.url)) as connection:
        return action(connection, *given)  # type: ignore[operator]


def outcomes(newsroom: Newsroom, run: str, rejections: Sequence[Rejection]) -> list[Outcome]:
    return [row.outcome for row in newsroom.load(rejections=rejections, run=run)]


def test_a_release_waives_the_failed_check_for_every_delivery(newsroom: Newsroom) -> None:
    held = hold(newsroom)
    item = decide(newsroom, release, 1, "ann", "the table is not needed")
    assert item == replace(held.item, mark=None)
    assert newsroom.rows(MARKS) == [("validate", None)]
    again = story("Talks.", source="other", payload="x")
    failed = replace(held, item=again.entry.item)
    waivers = waivers_of(newsroom.url, [failed])
    verdict = waive(Verdict((), (failed,), ()), [again.entry], waivers)
    [checked] = verdict.entries
    assert verdict.rejections == ()
    assert checked.reasons[0].severity is Severity.WARNING
    assert checked.reasons[0].message == "12 characters differ; waived by ann: the table is not needed"
    assert [row.outcome for row in newsroom.load(checked, run="r2")] == [Outcome.LOADED]
    assert newsroom.rows("SELECT status, decided_by FROM newswire.quarantine") == [("released", "ann")]
    assert newsroom.column("SELECT check_id FROM newswire.revision_reason") == ["article.text_accounted"]


@pytest.mark.parametrize("other", ["article.storable", "article.body_not_empty"])
def test_a_check_that_was_not_waived_holds_it_back_again(newsroom: Newsroom, other: str) -> None:
    held = hold(newsroom)
    decide(newsroom, release, 1, "ann", "as it is")
    failed = replace(held, reasons=(LOST, Reason(other, "another fault")))
    entry = story("Talks.", payload="x").entry
    verdict = waive(Verdict((), (failed,), ()), [entry], waivers_of(newsroom.url, [failed]))
    assert (verdict.entries, verdict.rejections) == ((), (failed,))
    assert outcomes(newsroom, "r2", [failed]) == [Outcome.QUARANTINED]
    assert newsroom.column("SELECT status FROM newswire.quarantine") == ["open"]


def test_what_cannot_be_stored_is_never_waived(newsroom: Newsroom) -> None:
    held = hold(newsroom, Reason("article.storable", "NUL in body"))
    decide(newsroom, release, 1, "ann", "try it")
    assert newsroom.column("SELECT checks FROM newswire.quarantine_decision") == [[]]
    assert waivers_of(newsroom.url, [held]) == {}


def test_a_rejected_case_is_ignored_whatever_source_brings_it(newsroom: Newsroom) -> None:
    held = hold(newsroom)
    decide(newsroom, reject, 1, "ann", "an advertisement")
    assert newsroom.rows(MARKS) == [(None, "rules-1")]
    elsewhere = story("Talks.", source="other", payload="x")
    assert newsroom.outcomes(elsewhere, run="r2") == ["ignored"]
    assert outcomes(newsroom, "r3", [held]) == [Outcome.IGNORED]
    told = newsroom.rows("SELECT check_id, message FROM newswire.run_item WHERE outcome = 'ignored'")
    assert set(told) == {("quarantine.rejected", "case 1 was rejected by ann: an advertisement")}
    assert newsroom.sizes()["story"] == 0


def test_rejecting_a_story_leaves_the_other_parts_of_its_payload(newsroom: Newsroom) -> None:
    hold(newsroom)
    decide(newsroom, reject, 1, "ann", "an advertisement")
    parts = [story(f"Talks {part}.", payload="x", part=part) for part in (0, 1)]
    assert newsroom.outcomes(*parts, run="r2") == ["loaded", "ignored"]


def test_a_payload_rejected_unread_is_rejected_whole(newsroom: Newsroom) -> None:
    hold(newsroom, stage="parse")
    decide(newsroom, reject, 1, "ann", "no news")
    assert newsroom.outcomes(story("Talks.", payload="x", part=1), run="r2") == ["ignored"]


def test_only_the_item_that_could_not_be_fetched_is_rejected(newsroom: Newsroom) -> None:
    held = [rejection(raw(name, ""), stage="fetch") for name in ("a", "b")]
    newsroom.load(rejections=held)
    with pytest.raises(ConfigError, match="no payload"):
        decide(newsroom, release, 1, "ann", "try")
    decide(newsroom, reject, 1, "ann", "gone for good")
    assert sorted(outcomes(newsroom, "r2", held)) == [Outcome.IGNORED, Outcome.QUARANTINED]


def test_a_decision_is_undone_and_stays_on_record(newsroom: Newsroom) -> None:
    held = hold(newsroom)
    decide(newsroom, reject, 1, "ann", "an advertisement")
    with pytest.raises(ConfigError, match="case 1 is rejected"):
        decide(newsroom, release, 1, "bob", "no")
    decide(newsroom, undo, 1, "bob", "it is news")
    assert newsroom.rows(MARKS) == [("validate", None)]
    assert outcomes(newsroom, "r2", [held]) == [Outcome.QUARANTINED]
    with closing(connect(newsroom.url)) as connection:
        known = history(connection, 1)
    [decision] = known.decisions
    assert (decision.by, decision.why, decision.undone_by, decision.undone_why) == (
        *("ann", "an advertisement"),
        *("bob", "it is news"),
    )
    assert known.case.status == "open"
    with pytest.raises(ConfigError, match="nobody has decided"):
        decide(newsroom, undo, 1, "bob", "again")


def test_an_undone_release_waives_nothing(newsroom: Newsroom) -> None:
    held = hold(newsroom)
    decide(newsroom, release, 1, "ann", "as it is")
    decide(newsroom, undo, 1, "ann", "a mistake")
    assert waivers_of(newsroom.url, [held]) == {}


def released(newsroom: Newsroom) -> Checked:
    """A story that a release has let through the checks, and that waits for its load."""
    held = hold(newsroom)
    decide(newsroom, release, 1, "ann", "as it is")
    entry = story("Talks.", payload="x").entry
    [checked] = waive(Verdict((), (held,), ()), [entry], waivers_of(newsroom.url, [held])).entries
    return checked


def test_a_release_undone_between_validate_and_load_holds_back(newsroom: Newsroom) -> None:
    checked = released(newsroom)
    decide(newsroom, undo, 1, "bob", "a mistake")
    [row] = newsroom.load(checked, run="r2")
    assert (row.outcome, row.reasons[0].severity) == (Outcome.QUARANTINED, Severity.CRITICAL)
    assert row.reasons[0].message == "12 characters differ; waived by ann: as it is; that was undone"
    assert newsroom.column("SELECT status FROM newswire.quarantine") == ["open"]
    assert newsroom.sizes()["story"] == 0


def test_a_release_given_twice_loads_once(newsroom: Newsroom) -> None:
    checked = released(newsroom)
    with pytest.raises(ConfigError, match="case 1 is released"):
        decide(newsroom, release, 1, "bob", "as it is")
    assert newsroom.outcomes(checked, run="r2") == ["loaded"]
    assert newsroom.outcomes(checked, run="r3") == ["unchanged"]
    assert newsroom.column("SELECT status FROM newswire.quarantine") == ["released"]


@pytest.mark.parametrize(("action", "outcome"), [(reject, "ignored"), (undo, "quarantined")])
def test_a_decision_reaches_a_load_that_waits_for_its_turn(
    newsroom: Newsroom, action: Callable[..., object], outcome: str
) -> None:
    checked = released(newsroom)
    if action is reject:
        decide(newsroom, undo, 1, "bob", "a mistake")
    with ThreadPoolExecutor(2) as pool, closing(connect(newsroom.url)) as other, other, other.cursor() as cursor:
        cursor.execute(TAKE_TURN)
        decision = pool.submit(decide, newsroom, action, 1, "bob", "no news")
        until_waiting(newsroom, 1)
        load = pool.submit(newsroom.outcomes, checked, run="r2")
        until_waiting(newsroom, 2)
        other.commit()
        decision.result(60)
        assert load.result(60) == [outcome]
    assert newsroom.sizes()["story"] == 0


def until_waiting(newsroom: Newsroom, count: int) -> None:
    """Until so many wait for their turn, first come first served."""
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    deadline = time.monotonic() + 30
    while newsroom.column(waiting) != [count]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("action", [release, reject, undo])
def test_an_unknown_case_is_named(newsroom: Newsroom, action: object) -> None:
    with pytest.raises(ConfigError, match="there is no case 7: newswire quarantine list"):
        decide(newsroom, action, 7, "ann", "why")


def test_a_decision_needs_its_reason(newsroom: Newsroom) -> None:
    hold(newsroom)
    with pytest.raises(ConfigError, match="--why"):
        decide(newsroom, reject, 1, "ann", " ")
    assert newsroom.sizes()["quarantine_decision"] == 0


def test_cases_by_source_and_check_count_every_delivery(newsroom: Newsroom) -> None:
    for source in ("desk", "second", "third"):
        hold(newsroom, source=source)
    with closing(connect(newsroom.url)) as connection:
        assert [case.id for case in cases(connection, source="desk")] == [1]
        assert cases(connection, source="nobody") == cases(connection, check="parse.binary") == []
        assert [one.source for one in history(connection, 1).deliveries] == ["desk", "second", "third"]
        counts = {health.source: health.quarantine_open for health in report.sources(connection)}
    assert counts == {"desk": 1, "second": 1, "third": 1}
