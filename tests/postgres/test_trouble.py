"""Two at once, a server that goes away, a process that is killed: nothing doubled, nothing half stored."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import psycopg2
import pytest

from pipeline.errors import ConfigError, TransientError
from pipeline.load import RunRef, connect, load
from pipeline.load.story_decisions import restore, withdraw
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, entity, story

LOADS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
STORED = (
    *("run", "run_item", "story", "revision", "raw_item", "entity", "mention"),
    *("chain_item", "joined", "joined_part", "revision_change", "near_duplicate", "near_duplicate_band", "story_key"),
)
LOAD = """
import pathlib, sys
import msgspec
from pipeline.load import RunRef, connect, load
from pipeline.validate import Checked
run, batch = msgspec.json.decode(pathlib.Path(sys.argv[2]).read_bytes(), type=tuple[RunRef, list[Checked]])
load(connect(sys.argv[1]), run, "0000", batch, [], [])
"""


@contextmanager
def ledger_locked(newsroom: Newsroom) -> Iterator[None]:
    """While this holds, a load stores its stories and then waits, in the middle of its transaction."""
    with closing(psycopg2.connect(newsroom.url)) as connection, connection.cursor() as cursor:
        cursor.execute("LOCK TABLE newswire.run_item IN EXCLUSIVE MODE")
        yield


def wait_for_load(newsroom: Newsroom) -> int:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        waiting = newsroom.column(LOADS)
        if waiting:
            return int(waiting[0])
        time.sleep(0.02)
    raise AssertionError("no load came to the lock")


def test_two_runs_at_once_load_once(newsroom: Newsroom) -> None:
    batch = [story(f"Story {n}.", name=f"{n}", guid=f"g{n}" if n % 2 else None) for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(newsroom.outcomes, *batch[:: (-1) ** n], run=f"r{n}") for n in range(4)]
        outcomes = Counter(outcome for run in runs for outcome in run.result())
    assert outcomes == {"loaded": 40, "unchanged": 120}
    sizes = newsroom.sizes()
    assert (sizes["story"], sizes["revision"], sizes["showing"], sizes["run_item"]) == (40, 40, 40, 160)
    assert newsroom.column("SELECT sum(items) FROM newswire.run") == [160]


def test_loads_at_once_make_an_entity_once(newsroom: Newsroom) -> None:
    people = [entity(f"Person {n}") for n in range(20)]
    batches = [
        [story(f"{b} {n}", name=f"{b}-{n}", entities=tuple(people[:: (-1) ** b])) for n in range(5)] for b in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(newsroom.load, *batch, run=f"r{b}") for b, batch in enumerate(batches)]:
            done.result()
    assert newsroom.sizes()["entity"] == 20


def test_a_connection_lost_in_the_middle_is_tried_again(newsroom: Newsroom) -> None:
    batch = [story("One.", name="1", entities=(entity("Ann Lee"),)), story("Two.", name="2")]
    errors: list[BaseException] = []

    def attempt() -> None:
        try:
            newsroom.load(*batch)
        except TransientError as error:
            errors.append(error)

    thread = threading.Thread(target=attempt)
    with ledger_locked(newsroom):
        thread.start()
        newsroom.rows("SELECT pg_terminate_backend(%s)", wait_for_load(newsroom))
        thread.join()
    assert "out of reach" in str(errors[0])
    assert {newsroom.sizes()[table] for table in STORED} == {0}
    assert newsroom.outcomes(*batch) == ["loaded", "loaded"]
    assert newsroom.rows("SELECT loaded, items FROM newswire.run") == [(2, 2)]


def test_a_load_killed_in_the_middle_leaves_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    batch = [story("One.", name="1", entities=(entity("Ann Lee"),)), story("Two.", name="2")]
    kill_a_load(newsroom, tmp_path, batch)
    assert {newsroom.sizes()[table] for table in STORED} == {0}
    assert newsroom.outcomes(*batch) == ["loaded", "loaded"]
    assert newsroom.rows("SELECT loaded, items FROM newswire.run") == [(2, 2)]


def kill_a_load(newsroom: Newsroom, folder: Path, batch: list[Checked]) -> None:
    """Load the batch as run r1 in a process that is killed once its stories are stored."""
    given = folder / "batch.json"
    given.write_bytes(msgspec.json.encode((RunRef("newswire ingest", "r1", START + timedelta(minutes=5)), batch)))
    with ledger_locked(newsroom):
        process = subprocess.Popen([sys.executable, "-c", LOAD, newsroom.url, str(given)])
        wait_for_load(newsroom)
        process.send_signal(signal.SIGKILL)
        process.wait()


def read_twice(count: int = 4) -> tuple[list[Checked], list[Checked]]:
    """Payloads with two stories each, and what a later reading makes of them: the first story, told otherwise."""
    earlier = [
        story(f"Story {n}, part {part}.\n\nMore.", name=f"{n}", payload=f"{n}", part=part)
        for n in range(count)
        for part in (0, 1)
    ]
    return earlier, [story(f"Story {n}, part 0.", name=f"{n}", payload=f"{n}") for n in range(count)]


def test_a_replay_killed_in_the_middle_leaves_the_earlier_reading(newsroom: Newsroom, tmp_path: Path) -> None:
    earlier, later = read_twice()
    newsroom.load(*earlier, run="r0")
    before = newsroom.sizes()
    kill_a_load(newsroom, tmp_path, later)
    assert newsroom.sizes() == before
    assert newsroom.column("SELECT count(*) FROM newswire.article") == [8]
    assert Counter(newsroom.outcomes(*later, run="r1", read=5)) == {"revised": 4, "ignored": 4}
    assert newsroom.column("SELECT count(*) FROM newswire.article") == [4]


def test_readings_and_decisions_at_once_end_in_one_state(newsroom: Newsroom) -> None:
    earlier, later = read_twice()
    newsroom.load(*earlier, run="r0")
    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(newsroom.load, *later, run=f"later{n}", read=5) for n in range(3)]
        work += [pool.submit(newsroom.load, *earlier, run=f"late{n}", read=-n) for n in range(2)]
        pool.submit(decide, newsroom, withdraw, 1).result()
        for done in work:
            done.result()
    shown = newsroom.column("SELECT body FROM newswire.article ORDER BY body")
    assert shown == [f"Story {n}, part 0." for n in (1, 2, 3)]
    assert newsroom.column("SELECT count(*) FROM newswire.sighting") == [4]
    assert newsroom.column("SELECT count(*) FROM newswire.revision") == [12]
    unbalanced = (
        "SELECT id FROM newswire.run r WHERE items <> (SELECT count(*) FROM newswire.run_item WHERE run_id = r.id)"
    )
    assert newsroom.column(unbalanced) == []
    with pytest.raises(ConfigError, match="withdrawn already"):
        decide(newsroom, withdraw, 1)
    decide(newsroom, restore, 1)
    assert newsroom.column("SELECT count(*) FROM newswire.article") == [4]


def decide(newsroom: Newsroom, action: Callable[..., None], story: int) -> None:
    with closing(connect(newsroom.url)) as connection:
        action(connection, story, "ann", "libel")


def messages() -> list[Checked]:
    """A wire without ids: a text, twelve leads, two takes of the last, and a kill of another slug before its story."""
    marks = [None, *(f"{n}th Ld" for n in range(1, 13)), "12th Ld, 1st Add", "12th Ld, 2nd Add"]
    fire: dict[str, Any] = {"format": "anpa1312", "agency": "x", "slugline": "Harbour-Fire"}
    vote: dict[str, Any] = {**fire, "slugline": "Port-Vote"}
    hours = [START + timedelta(hours=n) for n in range(len(marks) + 2)]
    return [
        *(
            story(f"Text {n}.", name=f"{n}", take=take, version_created=hours[n], **fire)
            for n, take in enumerate(marks)
        ),
        story("Vote.", name="v", version_created=hours[-2], **vote),
        story("", name="k", version_created=hours[-1], pubstatus="canceled", **vote),
    ]


def test_loads_at_once_end_in_one_chain(newsroom: Newsroom) -> None:
    found = messages()
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(newsroom.load, *found[n::4], run=f"r{n}") for n in reversed(range(4))]:
            done.result()
    assert newsroom.column("SELECT body FROM newswire.article") == ["Text 12.\n\nText 13.\n\nText 14."]
    assert newsroom.column("SELECT count(*) FROM newswire.story") == [2]
    assert newsroom.column("SELECT count(*) FROM newswire.pending_kill") == [0]


def test_a_chain_killed_in_the_middle_is_whole_after_the_next_try(newsroom: Newsroom, tmp_path: Path) -> None:
    found = messages()
    newsroom.load(*found[5:], run="r0")
    before = {table: newsroom.sizes()[table] for table in STORED}
    kill_a_load(newsroom, tmp_path, found[:5])
    assert {table: newsroom.sizes()[table] for table in STORED} == before
    newsroom.load(*found[:5], run="r1")
    assert newsroom.column("SELECT body FROM newswire.article") == ["Text 12.\n\nText 13.\n\nText 14."]


def test_a_closed_connection_is_named(newsroom: Newsroom) -> None:
    connection = connect(newsroom.url)
    connection.close()
    with pytest.raises(TransientError, match="out of reach"):
        load(connection, RunRef("cli", "r", START), "0000", [story()], [], [])
