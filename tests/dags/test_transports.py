"""The DAG against live wires: everything that a played folder brings by four servers, and what the next run does."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import PROJECT

STORIES = ("kyodo-trilateral.txt", "ninjs-story.json")
SERVERS = ("feed", "ftp", "sftp")
SETTLED = 2.1


@dataclass(frozen=True)
class Wires:
    """Servers on loopback that have played their folder, and a home whose sources they are."""

    environment: dict[str, str]

    def run(self, *options: str) -> Any:  # noqa: ANN401
        command = [sys.executable, "-m", "pipeline.cli", "run", "--json", *options]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=250)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def wires(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wires]:
    folder = tmp_path_factory.mktemp("wires")
    (folder / "payloads").mkdir()
    for name in STORIES:
        (folder / "payloads" / name).write_bytes((PROJECT / "seeds" / "stories" / name).read_bytes())
    command = [sys.executable, "-m", "pipeline.cli", "serve-wires", str(folder / "payloads"), "--speed", "0"]
    ports = [part for server in ("http", "ftp", "sftp") for part in (f"--{server}", "0")]
    with subprocess.Popen([*command, *ports], stdout=subprocess.PIPE, text=True) as server:
        try:
            yield Wires(_environment(folder, _told(server)))
        finally:
            server.send_signal(signal.SIGINT)


def _told(server: "subprocess.Popen[str]") -> str:
    told: list[str] = []
    for line in server.stdout or ():
        told.append(line)
        if line == f"# {STORIES[-1]}\n":
            break
    time.sleep(SETTLED)
    return "".join(told)


def _environment(folder: Path, told: str) -> dict[str, str]:
    (folder / "sources.toml").write_text(told)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "NEWSWIRE"))}
    own = {"NEWSWIRE_HOME": str(folder / "home"), "NEWSWIRE_SOURCES": str(folder / "sources.toml")}
    return kept | own | dict(re.findall(r"^# export (\w+)=(\S+)$", told, re.MULTILINE))


@pytest.fixture(scope="module")
def played(wires: Wires) -> Any:  # noqa: ANN401
    """What the run answers that takes all that was played: those after it find nothing new."""
    return wires.run()


def test_all_that_is_played_is_loaded_once(played: Any) -> None:  # noqa: ANN401
    answer = played
    items = {(row["item"]["source"], row["item"]["sha256"]) for row in answer["rows"]}
    assert len(items) == answer["items"] == len(SERVERS) * len(STORIES)
    assert answer["balanced"]
    assert answer["outcomes"]["quarantined"] == 0
    # The same bytes by another server are the same story.
    assert answer["outcomes"]["loaded"] * (len(SERVERS) - 1) == answer["outcomes"]["unchanged"] > 0


@pytest.mark.usefixtures("played")
def test_the_schedule_takes_only_what_is_new(wires: Wires) -> None:
    assert wires.run("--new")["items"] == 0


@pytest.mark.usefixtures("played")
def test_a_run_by_hand_asks_servers_for_what_is_new(wires: Wires) -> None:
    assert wires.run()["items"] == 0


@pytest.mark.usefixtures("played")
def test_all_is_read_again_where_that_is_asked_for(wires: Wires) -> None:
    answer = wires.run("--reread", "--source", "wires-sftp")
    assert answer["items"] == len(STORIES)
    assert answer["outcomes"]["unchanged"] == len(answer["rows"])
