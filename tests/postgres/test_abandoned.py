"""Runs whose process is gone: told by the lock that nobody holds, and never while somebody works."""

import datetime as dt
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing

from pipeline.load import RunRef, connect, held, record_sources, report, start_run
from pipeline.sources import Source
from tests.postgres.conftest import START, Newsroom

KILLED = """
import os, signal, sys
from pipeline.load import RunRef, connect, held, start_run
import datetime as dt
run = RunRef("newswire ingest", "killed", dt.datetime(2024, 5, 1, tzinfo=dt.UTC), one_process=True)
connection = connect(sys.argv[1])
start_run(connection, run, ["desk"])
with held(sys.argv[1], run):
    os.kill(os.getpid(), signal.SIGKILL)
"""
STATUS = "SELECT status FROM newswire.run WHERE run_id = %s"
SOURCE = Source("desk", "folder")


def start(newsroom: Newsroom, name: str, *, one_process: bool = False) -> RunRef:
    run = RunRef("newswire_ingest", name, START, one_process=one_process)
    with closing(connect(newsroom.url)) as connection:
        record_sources(connection, [SOURCE])
        start_run(connection, run, ["desk"])
    return run


def age(newsroom: Newsroom, name: str, minutes: int) -> None:
    newsroom.rows("UPDATE newswire.run SET seen_at = now() - %s WHERE run_id = %s", dt.timedelta(minutes=minutes), name)


def test_a_killed_run_is_abandoned_when_the_next_begins(newsroom: Newsroom) -> None:
    with closing(connect(newsroom.url)) as connection:
        record_sources(connection, [SOURCE])
    killed = subprocess.run([sys.executable, "-c", KILLED, newsroom.url], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert newsroom.column(STATUS, "killed") == ["running"]
    until(newsroom, LOCKED, (0,))
    start(newsroom, "next")
    [(status, error)] = newsroom.rows("SELECT status, error FROM newswire.run WHERE run_id = 'killed'")
    assert status == "abandoned"
    assert error.startswith("no process works on it, as run next found")
    with closing(connect(newsroom.url)) as connection:
        [health] = report.sources(connection)
    assert health.abandoned_day == 1


def test_a_run_that_is_worked_on_is_left_alone(newsroom: Newsroom) -> None:
    whole, tasks = start(newsroom, "whole", one_process=True), start(newsroom, "tasks")
    with ExitStack() as stack:
        for run in (whole, tasks):
            stack.enter_context(held(newsroom.url, run))
            age(newsroom, run.run_id, 300)
        start(newsroom, "next")
        assert newsroom.column(STATUS, "whole") == newsroom.column(STATUS, "tasks") == ["running"]


def test_a_run_between_two_tasks_is_left_alone_for_a_while(newsroom: Newsroom) -> None:
    start(newsroom, "tasks")
    age(newsroom, "tasks", 10)
    start(newsroom, "next")
    assert newsroom.column(STATUS, "tasks") == ["running"]
    age(newsroom, "tasks", 20)
    start(newsroom, "later")
    assert newsroom.column(STATUS, "tasks") == ["abandoned"]


def test_a_task_tried_again_neither_abandons_its_run_nor_leaves_it_abandoned(newsroom: Newsroom) -> None:
    run = start(newsroom, "tasks")
    age(newsroom, "tasks", 300)
    start(newsroom, "tasks")
    assert newsroom.column(STATUS, "tasks") == ["running"]
    start(newsroom, "next")
    assert newsroom.column(STATUS, "tasks") == ["abandoned"]
    with held(newsroom.url, run):
        assert newsroom.rows("SELECT status, error FROM newswire.run WHERE run_id = 'tasks'") == [("running", None)]


LOCKED = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = 7402"
RUNNING = """
SELECT status, error, (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')
FROM newswire.run WHERE run_id = 'alive'
"""
CUT_OFF = """
SELECT pg_terminate_backend(pid, 30000) FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = 7402
"""


def test_a_run_whose_connection_dies_is_held_again(newsroom: Newsroom) -> None:
    run = start(newsroom, "alive", one_process=True)
    with held(newsroom.url, run, pulse=0.1):
        newsroom.rows(CUT_OFF)
        start(newsroom, "next")
        until_running(newsroom)
        start(newsroom, "later")
        assert newsroom.column(STATUS, "alive") == ["running"]
    until(newsroom, LOCKED, (0,))


def test_the_end_of_work_is_noted_over_a_new_connection(newsroom: Newsroom) -> None:
    run = start(newsroom, "alive", one_process=True)
    with held(newsroom.url, run):
        newsroom.rows(CUT_OFF)
        start(newsroom, "next")
        assert newsroom.column(STATUS, "alive") == ["abandoned"]
    assert newsroom.column(STATUS, "alive") == ["running"]


def until_running(newsroom: Newsroom) -> None:
    until(newsroom, RUNNING, ("running", None, 1))


def until(newsroom: Newsroom, query: str, row: tuple[object, ...]) -> None:
    """Wait for it: the server gives a lock back a moment after the connection that held it was closed."""
    deadline = time.monotonic() + 30
    while newsroom.rows(query) != [row]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
