"""Whatever order a story's revisions come in, and however they are split into batches, readers see the same."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.load import RunRef, connect, load
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, story

SHOWN = "SELECT guid, body FROM newswire.article ORDER BY guid, body"
HISTORY = """
SELECT guid, body, state, shown_from, shown_until FROM newswire.article_history
ORDER BY guid, version_number NULLS FIRST, coalesce(version_created, fetched_at), fetched_at, body
"""
SOON = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
versions = st.one_of(st.none(), st.integers(1, 4).map(str))
instants = st.one_of(st.none(), st.integers(0, 4).map(lambda hour: START + dt.timedelta(hours=hour)))
embargoes = st.sampled_from([None, None, SOON, SOON + dt.timedelta(days=1), START])
statuses = st.sampled_from([None, "usable", "usable", "canceled", "withheld"])
revisions = st.tuples(st.sampled_from("gh"), versions, instants, embargoes, statuses)


def revision(number: int, drawn: tuple[str, str | None, dt.datetime | None, dt.datetime | None, str | None]) -> Checked:
    guid, version, created, embargo, pubstatus = drawn
    body = "" if pubstatus == "canceled" else f"Text {number}."
    fields = {"guid": guid, "version": version, "version_created": created, "embargo_until": embargo}
    return story(body, name=f"{number}.xml", minutes=number, payload=str(number), pubstatus=pubstatus, **fields)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Checked], list[list[Checked]]]:
    """A list of revisions, and the same in another order and in batches, some of them twice."""
    straight = [revision(number, drawn) for number, drawn in enumerate(draw(st.lists(revisions, min_size=2, max_size=7)))]
    again = draw(st.permutations([*straight, *draw(st.lists(st.sampled_from(straight), max_size=3))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(again) - 1), max_size=3)))
    return straight, [again[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(again)], strict=True)]


def final_state(newsroom: Newsroom, batches: Sequence[Sequence[Checked]]) -> tuple[object, ...]:
    newsroom.rows("TRUNCATE newswire.source, newswire.run, newswire.entity CASCADE")
    connection = connect(newsroom.url)
    for number, batch in enumerate(batches):
        load(connection, RunRef("cli", f"r{number}", START), "0000", batch, [], [])
    connection.close()
    return newsroom.rows(SHOWN), newsroom.rows(HISTORY), newsroom.sizes()["revision"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries())
def test_order_and_batches_do_not_matter(
    shared_newsroom: Newsroom, delivery: tuple[list[Checked], list[list[Checked]]]
) -> None:
    straight, batches = delivery
    assert final_state(shared_newsroom, batches) == final_state(shared_newsroom, [straight])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries())
def test_a_repeat_is_unchanged(
    shared_newsroom: Newsroom, delivery: tuple[list[Checked], list[list[Checked]]]
) -> None:
    _, batches = delivery
    state = final_state(shared_newsroom, batches)
    sizes = shared_newsroom.sizes()
    for batch in batches:
        assert set(shared_newsroom.outcomes(*batch, run="again")) == {"unchanged"}
    assert (shared_newsroom.rows(SHOWN), shared_newsroom.rows(HISTORY)) == state[:2]
    grown = {table for table, size in shared_newsroom.sizes().items() if size != sizes[table]}
    assert grown == {"run", "run_item"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from("XYZ")), min_size=2, max_size=6))
def test_files_without_ids_show_what_lies_there_last(
    shared_newsroom: Newsroom, sightings: list[tuple[str, str]]
) -> None:
    """What a folder holds at the end is what readers see, each text once, and a further look changes nothing."""
    seen = [story(text, name=name, minutes=minute, payload=text) for minute, (name, text) in enumerate(sightings)]
    final_state(shared_newsroom, [[one] for one in seen])
    latest = [max((one for one in seen if one.entry.item.name == name), key=lambda one: one.entry.item.fetched_at)
              for name in {name for name, _ in sightings}]  # fmt: skip
    shared_newsroom.load(*latest, run="look")
    shown = set(shared_newsroom.column("SELECT body FROM newswire.article"))
    assert shown >= {one.entry.value.body for one in latest}
    assert set(shared_newsroom.outcomes(*latest, run="look again")) == {"unchanged"}


@pytest.mark.parametrize("reverse", [False, True])
def test_one_batch_may_hold_many_versions(newsroom: Newsroom, reverse: bool) -> None:
    batch = [story(f"Version {n}.", name=f"{n}", guid="g", version=str(n)) for n in range(1, 6)]
    outcomes = newsroom.outcomes(*(batch[::-1] if reverse else batch))
    assert outcomes == ["loaded", *["revised"] * 4]
    assert newsroom.column("SELECT body FROM newswire.article") == ["Version 5."]
