"""What happens to a batch when a load is killed, the database is away, or two runs take the same source at once."""

import datetime as dt
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from pipeline import flow
from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.errors import TransientError
from pipeline.load import LedgerRow, RunRef
from pipeline.load.migrate import upgrade
from pipeline.outcome import Entry, Outcome
from pipeline.report import report
from pipeline.sources import Source
from pipeline.story import Article
from pipeline.validate import Checked

STORIES = 12
KILLED = """
import os, signal, sys
import msgspec
from pipeline import flow
from pipeline.config import Settings
from pipeline.load import RunRef, batch
batch._account = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
flow.load_batch(Settings.from_env(), sys.argv[1], msgspec.json.decode(sys.argv[2], type=RunRef))
"""


@pytest.fixture
def settings(tmp_path: Path, postgres_url: str) -> Settings:
    upgrade(postgres_url)
    drop = tmp_path / "drop"
    drop.mkdir()
    for number in range(STORIES):
        text = f"OSLO (Example) - Story number {number} came in.\n\nIt says {number} and nothing else.\n"
        (drop / f"{number:02d}.txt").write_text(text)
    (drop / "empty.txt").touch()
    given = {"NEWSWIRE_HOME": str(tmp_path), "NEWSWIRE_DATABASE_URL": postgres_url, "NEWSWIRE_BATCH_SIZE": "5"}
    return Settings.from_env(given)


def run_ref(run_id: str) -> RunRef:
    return RunRef("test", run_id, dt.datetime(2026, 8, 1, tzinfo=dt.UTC))


def ready_to_load(settings: Settings, run_id: str) -> list[str]:
    """Everything up to the load; the checks themselves are left out, as they take seconds to import."""
    source = Source("drop", "folder", path=settings.home / "drop", settle_seconds=0)
    paths = flow.gather(settings, run_id, [flow.fetch_source(settings, run_id, source)[0]])
    for path in paths:
        for stage in ("parse", "clean", "extract"):
            flow.advance(settings, stage, path)
        batch = Batch(path)
        batch.write("validate", [Checked(entry) for entry in batch.read("extract", Entry[Article])])
        batch.write("validate.rejections", [])
        batch.write("checks", [])
    return paths


def count(settings: Settings, table: str) -> int:
    with closing(psycopg2.connect(settings.database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM newswire.{table}")  # noqa: S608
        (found,) = cursor.fetchall()
        return int(found[0])


def outcomes(rows: Sequence[LedgerRow]) -> dict[Outcome, int]:
    return dict(Counter(row.outcome for row in rows))


def test_load_that_was_killed_is_simply_run_again(settings: Settings) -> None:
    import msgspec

    paths = ready_to_load(settings, "one")
    flow.load_batch(settings, paths[0], run_ref("one"))
    environment = {"NEWSWIRE_DATABASE_URL": str(settings.database_url), "NEWSWIRE_HOME": str(settings.home)}
    told = msgspec.json.encode(run_ref("one")).decode()
    done = subprocess.run([sys.executable, "-c", KILLED, paths[1], told], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert count(settings, "revision") == 5
    assert not report(paths).balanced
    for path in paths[1:]:
        flow.load_batch(settings, path, run_ref("one"))
    result = report(paths)
    assert result.balanced
    assert outcomes(result.rows) == {Outcome.LOADED: STORIES, Outcome.QUARANTINED: 1}
    assert count(settings, "revision") == STORIES
    assert count(settings, "run_item") == STORIES + 1


def test_load_that_was_done_and_not_told_gives_the_same_ledger(settings: Settings) -> None:
    paths = ready_to_load(settings, "one")
    first = [flow.load_batch(settings, path, run_ref("one")) for path in paths]
    assert [flow.load_batch(settings, path, run_ref("one")) for path in paths] == first


def test_two_runs_at_once_double_nothing(settings: Settings) -> None:
    runs = {name: ready_to_load(settings, name) for name in ("one", "two")}
    jobs = [(path, run_ref(name)) for name, paths in runs.items() for path in paths]
    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(lambda job: flow.load_batch(settings, *job), jobs))
    found = outcomes([row for paths in runs.values() for row in report(paths).rows])
    assert found == {Outcome.LOADED: STORIES, Outcome.UNCHANGED: STORIES, Outcome.QUARANTINED: 2}
    assert all(report(paths).balanced for paths in runs.values())
    assert count(settings, "revision") == STORIES


def test_database_that_is_away_can_be_tried_again(settings: Settings) -> None:
    (first, *_) = ready_to_load(settings, "one")
    away = replace(settings, database_url="postgresql://postgres@127.0.0.1:1/none")
    with pytest.raises(TransientError):
        flow.load_batch(away, first, run_ref("one"))
    assert flow.load_batch(settings, first, run_ref("one")) == {"loaded": 5}
