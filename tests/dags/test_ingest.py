"""The DAG from end to end on an embedded Postgres, in one home: what came before a test, its fixtures bring about."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest

from pipeline.config import PROJECT, Settings
from pipeline.home import Home

SOURCES = """
[[source]]
id = "wire"
transport = "folder"
path = "drop"
settle_seconds = 0

[[source]]
id = "away"
transport = "folder"
path = "not-mounted"
enabled = {away}
"""
TABLES = "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'newswire' ORDER BY 1"
LEDGER = {"run", "run_source", "run_item", "check_result"}


@dataclass(frozen=True)
class House:
    """A home with a drop folder of its own."""

    folder: Path
    environment: dict[str, str]

    def newswire(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "pipeline.cli", *arguments, "--json"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=250)

    def sources(self, *, away: bool) -> None:
        (self.folder / "sources.toml").write_text(SOURCES.format(away=str(away).lower()))

    def rows(self, *, ledger: bool = False) -> dict[str, int]:
        """Table -> rows, those of the runs' own ledger only if that is asked for."""
        home = Home(Settings.from_env(self.environment))
        with home.database("test", share=False) as url, closing(psycopg2.connect(url)) as connection:
            cursor = connection.cursor()
            cursor.execute(TABLES)
            counts = {}
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT count(*) FROM newswire.{table}")  # noqa: S608
                counts[table] = cursor.fetchone()[0]  # type: ignore[index]
            return {table: count for table, count in counts.items() if ledger or table not in LEDGER}


@pytest.fixture(scope="module")
def new_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house")
    drop = folder / "drop"
    drop.mkdir()
    (drop / "story.txt").write_bytes((PROJECT / "seeds" / "stories" / "kyodo-trilateral.txt").read_bytes())
    (drop / "empty.txt").touch()
    (drop / "rubbish.bin").write_bytes(bytes(range(256)) * 20)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "NEWSWIRE"))}
    environment = kept | {
        "NEWSWIRE_HOME": str(folder / "home"),
        "NEWSWIRE_SOURCES": str(folder / "sources.toml"),
        "NEWSWIRE_RETRY_SECONDS": "1",
    }
    return House(folder, environment)


@pytest.fixture(scope="module")
def first_run(new_house: House) -> "subprocess.CompletedProcess[str]":
    """A run with a source that fails."""
    new_house.sources(away=True)
    return new_house.newswire("run")


@pytest.fixture(scope="module")
def house(new_house: House, first_run: "subprocess.CompletedProcess[str]") -> House:  # noqa: ARG001
    """The home after its first run, the source that failed switched off."""
    new_house.sources(away=False)
    return new_house


@dataclass(frozen=True)
class Rerun:
    """A run of what had been loaded before: its answer, the tables' rows before it and after, and the status then."""

    answer: dict[str, Any]
    before: dict[str, int]
    after: dict[str, int]
    status: dict[str, Any]


@pytest.fixture(scope="module")
def second_run(house: House) -> Rerun:
    before = house.rows()
    done = house.newswire("run")
    assert done.returncode == 0, done.stderr
    status = json.loads(house.newswire("status").stdout)
    return Rerun(json.loads(done.stdout), before, house.rows(), status)


@pytest.fixture
def new_story(house: House) -> Iterator[Path]:
    """A story in the drop folder that no run has seen, and that no other test will."""
    path = house.folder / "drop" / "new.txt"
    path.write_text("OSLO (Example) - A second story came in.\n\nIt has two paragraphs.\n")
    yield path
    path.unlink()


def outcomes(answer: dict[str, Any]) -> dict[str, str]:
    return {row["item"]["name"]: row["outcome"] for row in answer["rows"]}


def test_source_that_fails_and_items_that_fail_leave_the_rest_alone(
    first_run: "subprocess.CompletedProcess[str]",
) -> None:
    answer = json.loads(first_run.stdout)
    assert first_run.returncode == 1
    assert answer["failed"] == ["alert", "fetch[away]"]
    assert outcomes(answer) == {"story.txt": "loaded", "empty.txt": "quarantined", "rubbish.bin": "quarantined"}
    assert answer["items"] == sum(answer["outcomes"].values()) == 3
    assert answer["balanced"]
    assert "fetch[away]" in first_run.stderr


def test_second_run_says_unchanged_and_adds_no_row(second_run: Rerun) -> None:
    told = outcomes(second_run.answer)
    assert told == {"story.txt": "unchanged", "empty.txt": "quarantined", "rubbish.bin": "quarantined"}
    assert second_run.after == second_run.before


@pytest.mark.usefixtures("new_story")
def test_dry_run_writes_nothing(house: House) -> None:
    before = house.rows(ledger=True)
    done = house.newswire("run", "--dry-run")
    assert done.returncode == 0, done.stderr
    expected = "4 items in: 2 would be loaded, 2 quarantined; nothing was written"
    assert json.loads(done.stdout) == {"dry_run": expected, "failed": []}
    assert house.rows(ledger=True) == before


def test_status_tells_the_runs(second_run: Rerun) -> None:
    newest, *_, first = second_run.status["runs"]
    assert (newest["status"], newest["error"]) == ("finished", None)
    assert (first["status"], first["error"]) == ("failed", "not fetched: away")
    assert second_run.status["quarantine"]["open"] == 2


def run_dag(house: House, dag: str, **conf: object) -> Any:  # noqa: ANN401
    """Run another DAG once in the home; its answer."""
    home = Home(Settings.from_env(house.environment))
    command = [sys.executable, "-m", "pipeline.dagrun", dag, json.dumps(conf)]
    with home.servers("test") as urls:
        environment = home.environment(urls)
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            return json.loads(run.stdout.read())


def test_replay_of_what_is_stored_changes_nothing(house: House) -> None:
    before = house.rows()
    answer = run_dag(house, "newswire_replay", dry_run=False)
    assert (answer["state"], answer["failed"]) == ("success", [])
    assert house.rows() == before
    (run, *_) = json.loads(house.newswire("status").stdout)["runs"]
    assert (run["command"], run["status"], run["items"]) == ("newswire_replay", "finished", 3)
    assert (run["outcomes"]["unchanged"], run["outcomes"]["quarantined"]) == (1, 2)


def test_upkeep_takes_old_runs_and_keeps_the_stories(house: House) -> None:
    old = house.folder / "home" / "store" / "runs" / "old"
    old.mkdir()
    (old / "plan.jsonl").touch()
    os.utime(old / "plan.jsonl", (0, 0))
    before = house.rows()
    answer = run_dag(house, "newswire_upkeep")
    assert (answer["state"], answer["failed"]) == ("success", [])
    assert not old.exists()
    assert house.rows() == before


def test_nothing_is_left_running(house: House) -> None:
    assert not Home(Settings.from_env(house.environment)).server.ready()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_run_that_is_broken_off_leaves_nothing_running(house: House, number: signal.Signals) -> None:
    log = house.folder / "home" / "run.log"
    log.unlink()
    command = [sys.executable, "-m", "pipeline.cli", "run"]
    with subprocess.Popen(command, env=house.environment, start_new_session=True, stderr=subprocess.PIPE) as run:
        wait_for(lambda: log.exists() and log.stat().st_size > 0)
        run.send_signal(number)
    assert run.returncode == (-signal.SIGKILL if number is signal.SIGKILL else 130)
    wait_for(lambda: not processes_of(house))


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def processes_of(house: House) -> list[str]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            told = [*process.cmdline(), process.environ().get("NEWSWIRE_HOME", "")]
            if any(str(house.folder) in part for part in told) and process.pid != os.getpid():
                found.append(" ".join(process.cmdline()))
    return found
