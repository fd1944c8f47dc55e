"""From fetch to settled cursor over several runs, killed and side by side; only the checks are left out."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import psycopg2
import pytest

from pipeline import flow, progress
from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.fetch import Watermark
from pipeline.load import RunRef, connect
from pipeline.load.migrate import upgrade
from pipeline.load.report import sources
from pipeline.outcome import Entry
from pipeline.report import Report, report
from pipeline.story import Article, RawItem
from pipeline.validate import Checked

RULES = "rules-1"
KILLED = """
import os, signal, sys
import msgspec
from pipeline import flow
from pipeline.config import Settings
from pipeline.load import RunRef, batch
remember = batch.remember
batch.remember = lambda *given: (remember(*given), os.kill(os.getpid(), signal.SIGKILL))
flow.load_batch(Settings.from_env(), sys.argv[1], msgspec.json.decode(sys.argv[2], type=RunRef))
"""
RECORD = '[[source]]\nid = "drop"\ntransport = "folder"\npath = "drop"\nsettle_seconds = 0\n'


@dataclass(frozen=True)
class Desk:
    """A drop folder and runs over it."""

    settings: Settings

    def drop(self, *names: str) -> None:
        folder = self.settings.home / "drop"
        folder.mkdir(exist_ok=True)
        for name in names:
            text = f"OSLO (Example) - Story {name} came in.\n\nIt says {name} and nothing else.\n"
            (folder / f"{name}.txt").write_text(text if name != "empty" else "")

    def record(self, more: str = "") -> None:
        self.settings.sources.write_text(RECORD + more)

    def fetch(self, run_id: str, limit: int | None = None) -> list[str]:
        """Fetch what is new; the names."""
        (source,) = flow.choose_sources(self.settings)
        path, _ = flow.fetch_source(self.settings, run_id, source, limit, self.watermark())
        return [item.name for item in Batch(path).read("items", RawItem)]

    def watermark(self) -> Watermark:
        (source,) = flow.choose_sources(self.settings)
        return progress.watermark_of(self.settings, source, RULES)

    def prepare(self, run_id: str) -> list[str]:
        """Everything between fetch and load; the batches."""
        paths = flow.gather(self.settings, run_id, flow.fetched(self.settings, run_id))
        for path in paths:
            for stage in ("parse", "clean", "extract"):
                flow.advance(self.settings, stage, path)
            batch = Batch(path)
            batch.write("validate", [Checked(entry) for entry in batch.read("extract", Entry[Article])])
            batch.write("validate.rejections", [])
            batch.write("checks", [])
        return paths

    def load(self, run_id: str, paths: list[str]) -> None:
        for path in paths:
            flow.load_batch(self.settings, path, run_ref(run_id))

    def finish(self, run_id: str) -> Report:
        progress.settle(self.settings, run_id, run_ref(run_id))
        return report(flow.batches(self.settings, run_id), flow.fetched(self.settings, run_id))

    def run(self, run_id: str, limit: int | None = None) -> list[str]:
        """A whole run; the names of what it fetched."""
        names = self.fetch(run_id, limit)
        self.load(run_id, self.prepare(run_id))
        assert self.finish(run_id).balanced
        return names

    def count(self, table: str) -> int:
        with closing(psycopg2.connect(self.settings.database_url)) as connection, connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM newswire.{table}")  # noqa: S608
            [(found,)] = cursor.fetchall()
            return int(found)


def run_ref(run_id: str) -> RunRef:
    return RunRef("test", run_id, dt.datetime(2026, 8, 1, tzinfo=dt.UTC), RULES)


@pytest.fixture
def desk(tmp_path: Path, postgres_url: str) -> Desk:
    upgrade(postgres_url)
    given = {"NEWSWIRE_HOME": str(tmp_path), "NEWSWIRE_DATABASE_URL": postgres_url, "NEWSWIRE_BATCH_SIZE": "2"}
    desk = Desk(replace(Settings.from_env(given), sources=tmp_path / "sources.toml"))
    desk.record()
    return desk


def test_each_run_takes_what_is_new(desk: Desk) -> None:
    desk.drop("a", "b", "c")
    assert desk.run("one") == ["a.txt", "b.txt", "c.txt"]
    assert desk.run("two") == []
    desk.drop("d")
    assert desk.run("three") == ["d.txt"]


def test_limit_gets_to_the_rest(desk: Desk) -> None:
    desk.drop("a", "b", "c", "d", "e")
    assert [desk.run(run, limit=2) for run in ("one", "two", "three", "four")] == [
        ["a.txt", "b.txt"],
        ["c.txt", "d.txt"],
        ["e.txt"],
        [],
    ]
    assert desk.count("revision") == 5


def test_run_that_dies_between_fetch_and_load_skips_nothing(desk: Desk) -> None:
    desk.drop("a", "b", "c")
    desk.fetch("one")
    desk.prepare("one")
    assert desk.run("two") == ["a.txt", "b.txt", "c.txt"]
    assert desk.count("revision") == 3


def test_run_that_dies_between_two_loads_takes_the_rest_again(desk: Desk) -> None:
    desk.drop("a", "b", "c")
    desk.fetch("one")
    first, _ = desk.prepare("one")
    desk.load("one", [first])
    assert not desk.finish("one").balanced
    assert desk.watermark().version == 0
    assert desk.run("two") == ["c.txt"]
    assert desk.count("revision") == 3


def test_run_that_dies_between_load_and_settling_doubles_nothing(desk: Desk) -> None:
    desk.drop("a", "b", "c")
    desk.fetch("one")
    desk.load("one", desk.prepare("one"))
    assert desk.run("two") == []
    assert (desk.count("revision"), desk.watermark().version) == (3, 1)


def test_two_runs_at_once_lose_and_double_nothing(desk: Desk) -> None:
    desk.drop("a", "b", "c", "d")
    fetched = [desk.fetch(run) for run in ("one", "two")]
    batches = {run: desk.prepare(run) for run in ("one", "two")}
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(desk.load, batches, batches.values()))
    assert fetched[0] == fetched[1]
    assert all(desk.finish(run).balanced for run in batches)
    assert desk.count("revision") == 4
    assert desk.run("three") == []


def test_a_load_killed_at_its_last_statement_leaves_no_mark(desk: Desk) -> None:
    desk.drop("a", "b")
    desk.fetch("one")
    (path,) = desk.prepare("one")
    environment = {"NEWSWIRE_DATABASE_URL": str(desk.settings.database_url), "NEWSWIRE_HOME": str(desk.settings.home)}
    told = msgspec.json.encode(run_ref("one")).decode()
    done = subprocess.run([sys.executable, "-c", KILLED, path, told], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert desk.watermark().marks == {}
    assert desk.run("two") == ["a.txt", "b.txt"]
    assert desk.count("revision") == 2


def test_status_tells_of_a_fetch_that_found_nothing(desk: Desk) -> None:
    desk.drop("a")
    desk.run("one")
    progress.settle(desk.settings, "one", replace(run_ref("one"), started_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC)))
    with closing(connect(str(desk.settings.database_url))) as connection:
        (health,) = sources(connection)
    assert health.last_fetched_at == dt.datetime(2099, 1, 1, tzinfo=dt.UTC)


def test_what_is_in_quarantine_is_not_read_by_each_run(desk: Desk) -> None:
    desk.drop("a", "empty")
    assert desk.run("one") == ["a.txt", "empty.txt"]
    assert desk.run("two") == []
    (source,) = flow.choose_sources(desk.settings)
    later = progress.watermark_of(desk.settings, source, "rules-2")
    assert later.retry == {"empty.txt"}


def test_files_are_moved_once_they_are_committed(desk: Desk) -> None:
    desk.record('after = "move"\nmove_to = "done"\n')
    desk.drop("a", "b", "empty")
    desk.fetch("one")
    paths = desk.prepare("one")
    desk.load("one", paths[:1])
    progress.settle(desk.settings, "one", run_ref("one"))
    left = sorted(path.name for path in (desk.settings.home / "drop").iterdir())
    desk.load("one", paths[1:])
    progress.settle(desk.settings, "one", run_ref("one"))
    assert left == ["empty.txt"]
    assert sorted(path.name for path in (desk.settings.home / "done").iterdir()) == ["a.txt", "b.txt"]
    assert [path.name for path in (desk.settings.home / "drop").iterdir()] == ["empty.txt"]


def test_an_item_lost_between_fetch_and_parse_is_missed(desk: Desk) -> None:
    desk.drop("a", "b", "c")
    desk.fetch("one")
    first, second = desk.prepare("one")
    desk.load("one", [first, second])
    Batch(second).write("items", [])
    Batch(second).write("parse", [])
    Batch(second).write("ledger", [])
    found = desk.finish("one")
    assert (found.missing, found.items) == (("drop/c.txt #0",), 3)
    assert desk.watermark().version == 0


def test_sources_are_due_when_their_time_has_come(desk: Desk) -> None:
    desk.record('every = "1h"\n')
    desk.drop("a")
    began = run_ref("one").started_at
    assert [source.id for source in progress.due_sources(desk.settings, began)] == ["drop"]
    desk.run("one")
    assert progress.due_sources(desk.settings, began + dt.timedelta(minutes=59)) == ()
    assert len(progress.due_sources(desk.settings, began + dt.timedelta(minutes=60))) == 1
    desk.record()
    assert len(progress.due_sources(desk.settings, began)) == 1


def test_old_runs_are_pruned_and_the_archive_stays(desk: Desk) -> None:
    desk.drop("a")
    desk.run("one")
    desk.run("two")
    old = time.time() - 8 * 86400
    for path in Path(flow.run_folder(desk.settings, "one")).rglob("*"):
        os.utime(path, (old, old))
    assert progress.prune_runs(desk.settings, dt.timedelta(days=7)) == ["one"]
    assert Path(flow.run_folder(desk.settings, "two")).exists()
    assert len([path for path in (Path(desk.settings.object_store) / "raw").rglob("*") if path.is_file()]) == 1
    assert desk.run("three") == []


def test_runs_whose_names_differ_in_punctuation_only_have_folders_of_their_own(desk: Desk) -> None:
    names = ["a+b", "a:b", "a b", "a-b", "..", "x" * 300, "x" * 301]
    folders = {flow.run_folder(desk.settings, name) for name in names}
    assert len(folders) == len(names)
    assert all(Path(folder).resolve().parent.name == "runs" for folder in folders)
