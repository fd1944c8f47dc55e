"""Wires without ids: leads, takes, kills, embargoes and copies end in one state, in whatever order they come."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.load import RunRef, connect, load
from pipeline.story import Link
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, story

SHOWN = "SELECT slugline, body FROM newswire.article WHERE agency = %s ORDER BY slugline, body"
HISTORY = """
SELECT name, state, shown_from, shown_until FROM newswire.article_history WHERE agency = %s ORDER BY name
"""
STORIES = """
SELECT array_agg(i.name ORDER BY h.number) FROM newswire.article_history h
JOIN newswire.raw_item i ON i.source_id = h.source_id AND i.name = h.name
WHERE h.agency = %s GROUP BY h.story_id ORDER BY 1
"""
CHANGES = """
SELECT n.name, o.name, c.kept, c.removed, c.added, c.operations::text
FROM newswire.article_change c
JOIN newswire.revision r ON r.id = c.revision_id JOIN newswire.raw_item n ON n.id = r.raw_item_id
JOIN newswire.revision p ON p.id = c.previous_revision_id JOIN newswire.raw_item o ON o.id = p.raw_item_id
WHERE r.agency = %s ORDER BY 1
"""
PENDING = "SELECT name, candidates FROM newswire.pending_kill WHERE agency = %s ORDER BY name"
CLUSTERS = """
SELECT d.cluster_id, i.name FROM newswire.near_duplicate d
JOIN newswire.revision r ON r.id = d.revision_id JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE r.agency = %s ORDER BY i.name
"""
SOON = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
HOURS = [0, 1, 1, 2, 30, 47, 49, 80]
worlds = itertools.count()


@dataclass(frozen=True)
class Drawn:
    """A message: ``text`` numbers one of a few texts, of which 0, 1 and 2 are alike; with ``guid`` it has an id."""

    slug: str
    take: str | None
    text: int
    hour: int | None
    number: int | None
    embargoed: bool
    kill: str | None
    guid: str | None
    replaces: str | None


messages = st.builds(
    Drawn,
    slug=st.sampled_from(["Harbour-Fire", "Harbour-Fire", "Port-Vote"]),
    take=st.sampled_from([None, None, "1st Ld", "2nd Ld-Writethru", "FIRST ADD", "2nd add"]),
    text=st.integers(0, 4),
    hour=st.sampled_from([None, *HOURS]),
    number=st.sampled_from([None, 1, 2]),
    embargoed=st.sampled_from([False, False, False, True]),
    kill=st.sampled_from([None, None, None, None, "slug", "number", "hold"]),
    guid=st.sampled_from([None, None, None, "g", "h"]),
    replaces=st.sampled_from([None, None, "g", "k"]),
)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Drawn], list[list[int]]]:
    """Messages, and numbers of them in another order and in batches, some of them twice."""
    drawn = draw(st.lists(messages, min_size=2, max_size=7))
    numbers = draw(st.permutations([*range(len(drawn)), *draw(st.lists(st.integers(0, len(drawn) - 1), max_size=2))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(numbers) - 1), max_size=4)))
    return drawn, [numbers[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(numbers)], strict=True)]


def plain(
    *, number: int | None = None, kill: str | None = None, guid: str | None = None, replaces: str | None = None
) -> Drawn:
    """A message of which only its links and its id matter."""
    return Drawn("Harbour-Fire", None, 0, None, number, False, kill, guid, replaces)


# The id of a kill that names a number comes usable later, or is named by other copy.
OWN_ID_LATER = [
    *(plain(), plain(), plain(), plain(number=2)),
    *(plain(number=2, kill="number", guid="g"), plain(), plain(guid="g")),
]
OWN_ID_NAMED = [plain(number=2), plain(number=2, kill="number", guid="g"), plain(guid="h", replaces="g")]
OWN_ID_NAMED_ONLY = [plain(number=2, kill="number", guid="g"), plain(guid="h", replaces="g")]


def text(world: str, number: int) -> str:
    """Five paragraphs; texts 0 to 2 differ in their last one only, which is short, the others in all."""
    family = "same" if number < 3 else str(number)
    long = [" ".join(f"{world}{family}p{n}w{word}" for word in range(10)) for n in range(4)]
    return "\n\n".join([*long, f"{world} {number} ends"])


def message(world: str, n: int, drawn: Drawn) -> Checked:
    numbers = [Link("altId", f"abc {drawn.number}")] if drawn.number and not drawn.kill else []
    targets = [Link("kills", f"abc {drawn.number or 1}")] if drawn.kill == "number" else []
    replaced = [Link("replaces", world + drawn.replaces)] if drawn.guid and drawn.replaces else []
    statuses = {"slug": "canceled", "number": "canceled", "hold": "withheld"}
    return story(
        "" if drawn.kill else text(world, drawn.text),
        name=f"{n}",
        payload=f"{world}{n}",
        source=world,
        minutes=n,
        agency=world,
        format="nitf" if drawn.guid else "anpa1312",
        guid=world + drawn.guid if drawn.guid else None,
        slugline=drawn.slug,
        take=None if drawn.kill else drawn.take,
        version_created=None if drawn.hour is None else START + dt.timedelta(hours=drawn.hour, seconds=n),
        embargo_until=SOON if drawn.embargoed and not drawn.kill else None,
        pubstatus=statuses.get(drawn.kill or ""),
        links=(*numbers, *targets, *replaced),
        signals=(f"service:{n}",),
    )


def deliver(newsroom: Newsroom, world: str, drawn: Sequence[Drawn], batches: Sequence[Sequence[int]]) -> set[str]:
    """Load the messages as an agency of their own; the outcomes."""
    found = [message(world, n, one) for n, one in enumerate(drawn)]
    run = f"{world}-{next(worlds)}"
    with closing(connect(newsroom.url)) as connection:
        rows = [
            load(connection, RunRef("cli", f"{run}-{n}", START), "0000", [found[number] for number in batch], [], [])
            for n, batch in enumerate(batches)
        ]
    return {row.outcome.value for batch in rows for row in batch}


def state(newsroom: Newsroom, world: str) -> list[object]:
    """What readers and operators see, without numbers that the database gave and words that name the world."""
    queries = (SHOWN, HISTORY, STORIES, CHANGES, PENDING)
    told = [[repr(row).replace(world, "") for row in newsroom.rows(query, world)] for query in queries]
    clusters = defaultdict(list)
    for cluster, name in newsroom.rows(CLUSTERS, world):
        clusters[cluster].append(name)
    return [*told, sorted(clusters.values())]


@settings(max_examples=40, deadline=None)
@given(deliveries())
@example((OWN_ID_LATER, [[0], [1, 3, 4], [2, 5, 6, 0, 0]]))
@example((OWN_ID_LATER, [[6], [4], [3], [0, 1, 2, 5]]))
@example((OWN_ID_NAMED, [[2], [1], [0]]))
@example((OWN_ID_NAMED_ONLY, [[1], [0]]))
def test_order_and_batches_do_not_matter(
    shared_newsroom: Newsroom, delivery: tuple[list[Drawn], list[list[int]]]
) -> None:
    drawn, batches = delivery
    one, other = f"world{next(worlds)}x", f"world{next(worlds)}x"
    deliver(shared_newsroom, one, drawn, [range(len(drawn))])
    deliver(shared_newsroom, other, drawn, batches)
    assert state(shared_newsroom, one) == state(shared_newsroom, other)


@settings(max_examples=10, deadline=None)
@given(deliveries())
def test_a_repeat_is_unchanged(shared_newsroom: Newsroom, delivery: tuple[list[Drawn], list[list[int]]]) -> None:
    drawn, batches = delivery
    world = f"world{next(worlds)}x"
    deliver(shared_newsroom, world, drawn, batches)
    before, sizes = state(shared_newsroom, world), shared_newsroom.sizes()
    assert deliver(shared_newsroom, world, drawn, batches) == {"unchanged"}
    assert state(shared_newsroom, world) == before
    grown = {table for table, size in shared_newsroom.sizes().items() if size != sizes[table]}
    assert grown == {"run", "run_item"}
