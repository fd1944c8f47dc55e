"""The developers' wire, played and fetched from: what it prints is all that is needed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from upath import UPath

from pipeline.errors import ConfigError
from pipeline.fetch import Archive
from pipeline.serve import Ports, play
from pipeline.serve.servers import imap
from pipeline.sources import Source, check_sources, load_sources
from tests.unit.fetch.conftest import bring

NAMES = ("one.txt", "two.xml", "three.eml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "payloads"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text("OSLO (Example) - A story came in.")
    (folder / "two.xml").write_bytes(b"\xff\xfe not text")
    (folder / "deep" / "three.eml").write_text("Subject: three\n\nA story by mail.\n")
    return folder


@contextmanager
def served(folder: Path, *options: str, temporary: Path | None = None) -> Iterator[str]:
    """The command, up to the moment at which it has played everything; what it printed."""
    environment = dict(os.environ, **({"TMPDIR": str(temporary)} if temporary else {}))
    command = [sys.executable, "-m", "pipeline.cli", "serve-wires", str(folder), "--speed", "0", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = []
        for line in process.stdout:
            told.append(line)
            if line == "# two.xml\n":
                break
        try:
            yield "".join(told)
        finally:
            process.send_signal(signal.SIGINT)
    assert process.returncode == 130


def test_every_server_brings_what_is_played(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "sources.toml"
    with served(folder) as told:
        variable, value = re.findall(r"^# export (\w+)=(\S+)$", told, re.MULTILINE)[0]
        monkeypatch.setenv(variable, value)
        file.write_text(told)
        assert check_sources(file) == ()
        sources = load_sources(file)
        assert [source.transport for source in sources] == ["feed", "ftp", "sftp", "imap"]
        time.sleep(2.1)  # Until the files count as settled.
        brought = {source.transport: sizes(source, tmp_path) for source in sources}
    files = sorted(path.stat().st_size for path in folder.rglob("*.*"))
    assert brought["feed"] == brought["ftp"] == brought["sftp"] == files
    assert len(brought["imap"]) == 3


def sizes(source: Source, tmp_path: Path) -> list[int]:
    return sorted(item.size for item in bring(source, Archive(UPath(tmp_path / "raw"))).items)


def test_only_the_servers_that_are_wanted(folder: Path) -> None:
    with served(folder, "--http", "0") as told:
        assert told.count("[[source]]") == 1


def test_items_appear_at_the_speed_that_is_asked_for(folder: Path) -> None:
    told: list[str] = []
    started = time.monotonic()
    play(folder, Ports(http=0), 20, told.append, stay=False)
    assert 0.15 <= time.monotonic() - started < 10
    assert told[1:] == ["# three.eml", "# one.txt", "# two.xml"]


def test_a_folder_without_payloads(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no file below"):
        play(tmp_path, Ports(http=0), 0, print)


def test_a_server_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.serve.servers.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="pymap is not installed"), imap(0):
        pass


def test_nothing_is_left_behind(folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served(folder, "--http", "0", temporary=temporary):
        assert list(temporary.glob("newswire-wires*"))
    assert list(temporary.iterdir()) == []
