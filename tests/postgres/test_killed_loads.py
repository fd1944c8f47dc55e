"""Loads that are killed at any moment and repeated lose nothing and double nothing."""

import datetime as dt
import multiprocessing
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from pipeline.entity import Entity, Mention
from pipeline.load import RunRef, connect, load
from pipeline.load.migrate import upgrade
from pipeline.story import Furniture, Kind
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, raw, rejection, story

STORIES, BATCH, KILLED, ROUNDS = 40, 10, 4, 4
CONTENT = (
    "SELECT guid, version, headline, body, search FROM newswire.article ORDER BY guid",
    "SELECT guid, number, state, body, shown_from, shown_until FROM newswire.article_history ORDER BY guid, number",
    """SELECT a.guid, e.kind, e.name, e.ids, e.mentions, e.salience FROM newswire.article_entity e
    JOIN newswire.article a USING (story_id) ORDER BY a.guid, e.kind, e.name""",
    """SELECT a.guid, d.size, first.guid, d.similarity FROM newswire.article_duplicate d
    JOIN newswire.article a USING (story_id) JOIN newswire.article first ON first.story_id = d.earliest_story_id
    ORDER BY a.guid""",
    "SELECT kind, name, ids FROM newswire.entity ORDER BY kind, name",
    """SELECT r.run_id, i.name, l.part, l.outcome IN ('loaded', 'revised', 'unchanged') FROM newswire.run_item l
    JOIN newswire.run r ON r.id = l.run_id JOIN newswire.raw_item i ON i.id = l.raw_item_id ORDER BY 1, 2, 3""",
    "SELECT sum(loaded), sum(revised) + sum(unchanged), sum(quarantined) FROM newswire.run",
)
processes = multiprocessing.get_context("fork")


def one(n: int, version: int) -> Checked:
    """A story with entities and furniture; every sixth is nearly the text of another."""
    names = (f"Ann Reis{n // 3}", f"Bo Lund{n}")
    people = [Entity("person", name, {}, (Mention(0, 3, name[:3]),), 0.4) for name in names]
    country = Entity("place", "Japan", {"iso3166": "JP"}, (Mention(4, 9, "Japan"),), 0.2, type="country")
    body = " ".join(f"word{n - n % 6 // 5}x{at}" for at in range(60)) + f" version {version}"
    credit = Furniture(Kind.CREDIT, "(Wire)", 0, 6, 0, "generic.credit")
    made = START + dt.timedelta(days=version, minutes=n)
    return story(
        body,
        name=f"{n}-{version}",
        guid=f"g{n:03}",
        agency="x",
        version=str(version),
        version_created=made,
        headline=f"Story {n}",
        entities=(*people, country),
        furniture=(credit,),
    )


def batches(loader: str) -> Iterator[Sequence[Checked]]:
    """What a loader brings: two loaders share most stories, in other orders."""
    first = [one(n, 1) for n in range(STORIES)]
    second = [one(n, 2) for n in range(0, STORIES, 3)]
    brought = {"one": [*first, *second], "other": [*second[::-1], *first[10:][::-1]]}[loader]
    return (brought[at : at + BATCH] for at in range(0, len(brought), BATCH))


def bring(url: str, loader: str) -> None:
    """Load all of a loader's batches, as a run that is repeated does."""
    with closing(connect(url)) as connection:
        for number, batch in enumerate(batches(loader)):
            held = [rejection(raw(f"{loader}{number}", f"{loader}{number}"))]
            load(connection, RunRef("cli", loader, START), f"{number:04}", batch, held, [])


def content(newsroom: Newsroom) -> list[object]:
    return [newsroom.sizes(), *map(newsroom.rows, CONTENT)]


def test_killed_loads_end_as_undisturbed_ones(new_database: Callable[[], str]) -> None:
    calm, troubled = Newsroom(new_database()), Newsroom(new_database())
    for newsroom in (calm, troubled):
        upgrade(newsroom.url)
    started = time.monotonic()
    for loader in ("one", "other"):
        bring(calm.url, loader)
    lasted = time.monotonic() - started
    chance = random.Random(11)  # noqa: S311
    killed = rounds = 0
    while rounds < ROUNDS or killed < KILLED:
        rounds += 1
        loaders = [processes.Process(target=bring, args=(troubled.url, loader)) for loader in ("one", "other")]
        for process in loaders:
            process.start()
        for process in loaders:
            process.join(chance.uniform(0, lasted / 4))
            process.kill()
            process.join()
            killed += process.exitcode != 0
            # Who came to his end is killed sooner the next time: the machine was busier when that was measured.
            lasted *= 1.0 if process.exitcode else 0.5
    for loader in ("one", "other"):
        bring(troubled.url, loader)
    assert content(troubled) == content(calm)
