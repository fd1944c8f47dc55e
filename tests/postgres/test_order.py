"""Whatever order a story's revisions come in, and however they are split into batches, readers see the same."""

import datetime as dt
import itertools
from collections.abc import Sequence
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.load import RunRef, connect, load
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, story

SHOWN = "SELECT body FROM newswire.article WHERE guid LIKE %s ORDER BY guid"
HISTORY = """
SELECT body, state, shown_from, shown_until FROM newswire.article_history WHERE guid LIKE %s ORDER BY guid, number
"""
SOON = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
Drawn = tuple[str, str | None, str | None, dt.datetime | None, dt.datetime | None, str | None]
agencies = st.sampled_from([None, "x"])
versions = st.one_of(st.none(), st.integers(1, 4).map(str))
instants = st.one_of(st.none(), st.integers(0, 4).map(lambda hour: START + dt.timedelta(hours=hour)))
embargoes = st.sampled_from([None, None, SOON, SOON + dt.timedelta(days=1), START])
statuses = st.sampled_from([None, "usable", "usable", "canceled", "withheld"])
revisions = st.lists(
    st.tuples(st.sampled_from("gh"), agencies, versions, instants, embargoes, statuses), min_size=2, max_size=7
)
worlds = itertools.count()


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Drawn], list[list[int]]]:
    """Revisions, and numbers of them in another order and in batches, some of them twice."""
    drawn = draw(revisions)
    numbers = draw(st.permutations([*range(len(drawn)), *draw(st.lists(st.integers(0, len(drawn) - 1), max_size=3))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(numbers) - 1), max_size=3)))
    return drawn, [numbers[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(numbers)], strict=True)]


def revision(world: str, number: int, drawn: Drawn) -> Checked:
    guid, agency, version, created, embargo, pubstatus = drawn
    return story(
        "" if pubstatus == "canceled" else f"Text {number}.",
        name=f"{world}{number}.xml",
        payload=f"{world}{number}",
        minutes=number,
        guid=world + guid,
        agency=agency,
        version=version,
        version_created=created,
        embargo_until=embargo,
        pubstatus=pubstatus,
    )


def deliver(newsroom: Newsroom, world: str, drawn: Sequence[Drawn], batches: Sequence[Sequence[int]]) -> set[str]:
    """Load stories of their own under the ids of a world; the outcomes."""
    found = [revision(world, number, one) for number, one in enumerate(drawn)]
    run = f"{world}{next(worlds)}"
    with closing(connect(newsroom.url)) as connection:
        rows = [
            load(connection, RunRef("cli", f"{run}-{n}", START), "0000", [found[number] for number in batch], [], [])
            for n, batch in enumerate(batches)
        ]
    return {row.outcome.value for batch in rows for row in batch}


def state(newsroom: Newsroom, world: str) -> tuple[object, ...]:
    return newsroom.rows(SHOWN, f"{world}%"), newsroom.rows(HISTORY, f"{world}%")


@settings(max_examples=30, deadline=None)
@given(deliveries())
def test_order_and_batches_do_not_matter(
    shared_newsroom: Newsroom, delivery: tuple[list[Drawn], list[list[int]]]
) -> None:
    drawn, batches = delivery
    one, other = f"{next(worlds)}/", f"{next(worlds)}/"
    deliver(shared_newsroom, one, drawn, [range(len(drawn))])
    deliver(shared_newsroom, other, drawn, batches)
    assert state(shared_newsroom, one) == state(shared_newsroom, other)


@settings(max_examples=12, deadline=None)
@given(deliveries())
def test_a_repeat_is_unchanged(shared_newsroom: Newsroom, delivery: tuple[list[Drawn], list[list[int]]]) -> None:
    drawn, batches = delivery
    world = f"{next(worlds)}/"
    deliver(shared_newsroom, world, drawn, batches)
    before, sizes = state(shared_newsroom, world), shared_newsroom.sizes()
    assert deliver(shared_newsroom, world, drawn, batches) == {"unchanged"}
    assert state(shared_newsroom, world) == before
    grown = {table for table, size in shared_newsroom.sizes().items() if size != sizes[table]}
    assert grown == {"run", "run_item"}


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("XYZ")), min_size=2, max_size=6))
def test_files_without_ids_show_what_lies_there_last(
    shared_newsroom: Newsroom, sightings: list[tuple[str, str]]
) -> None:
    """What the files of a folder hold at the end is what readers see, and a further look changes nothing."""
    world = f"{next(worlds)}/"
    seen = [story(world + text, name=world + name, minutes=minute) for minute, (name, text) in enumerate(sightings)]
    for number, one in enumerate(seen):
        shared_newsroom.load(one, run=f"{world}{number}")
    latest = list({one.entry.item.name: one for one in seen}.values())
    shared_newsroom.load(*latest, run=f"{world}look")
    shown = shared_newsroom.column("SELECT body FROM newswire.article WHERE name LIKE %s", f"{world}%")
    assert set(shown) >= {one.entry.value.body for one in latest}
    assert set(shared_newsroom.outcomes(*latest, run=f"{world}again")) == {"unchanged"}


@pytest.mark.parametrize("reverse", [False, True])
def test_one_batch_may_hold_many_versions(newsroom: Newsroom, reverse: bool) -> None:
    batch = [story(f"Version {n}.", name=f"{n}", guid="g", version=str(n)) for n in range(1, 6)]
    outcomes = newsroom.outcomes(*(batch[::-1] if reverse else batch))
    assert outcomes == ["loaded", *["revised"] * 4]
    assert newsroom.column("SELECT body FROM newswire.article") == ["Version 5."]
