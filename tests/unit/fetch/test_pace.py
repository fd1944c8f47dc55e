"""What one host is asked by several sources and processes together, as the host itself measures it."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest

from pipeline.errors import BusyError, ConfigError
from pipeline.fetch import Archive, pace
from pipeline.fetch.http import Client
from pipeline.sources import Limits, Source
from tests.unit.fetch.conftest import Reply, Site, bring, quick, reply

ASKER = "import sys; from tests.unit.fetch.test_pace import ask; ask(sys.argv[1], float(sys.argv[2]))"
# Clocks are set right a little all the time.
TICK = 0.001
PAGE = reply(200, b"page")


@dataclass
class Host:
    """What a host saw: when requests came, how many it had at once; ``turns`` is when they were to come."""

    times: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    most: int = 0
    _now: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def slow(self, seconds: float = 0.0, together: int = 1, answer: Reply = PAGE) -> Reply:
        """An answer that takes so long, and before that until so many have been asked for at once."""

        def take_time(request: BaseHTTPRequestHandler) -> None:
            with self._changed:
                self.times.append(time.time())
                self._now += 1
                self.most = max(self.most, self._now)
                self._changed.notify_all()
                self._changed.wait_for(lambda: self.most >= together, 10)
            time.sleep(seconds)
            with self._changed:
                self._now -= 1
            answer(request)

        return take_time

    def kept(self, gap: float, last: int) -> bool:
        """Whether the last turns lay so far apart and no request came before its turn.

        Two requests may well come closer: a busy machine can hold up the first of them on its way.
        """
        times, turns = sorted(self.times), sorted(self.turns)
        apart = [after - before >= gap - TICK for before, after in pairwise(turns[-last:])]
        waited = [time >= turn - TICK for time, turn in zip(times, turns, strict=True)]
        return len(apart) == last - 1 and all(apart) and all(waited)


@pytest.fixture
def host(site: Site, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host that notes the turns which this process gives."""
    host = Host()
    monkeypatch.setattr(pace, "_write", noting(host.turns))
    site.replies["/robots.txt"] = host.slow(answer=reply(404))
    return host


def noting(turns: list[float]) -> Callable[[IO[str], pace._State], None]:
    write = pace._write

    def note(file: IO[str], state: pace._State) -> None:
        turns.append(state.asked)
        write(file, state)

    return note


def pages(site: Site, name: str, count: int, answer: Reply) -> tuple[str, ...]:
    paths = [f"/{name}{number}" for number in range(count)]
    site.replies |= dict.fromkeys(paths, answer)
    return tuple(map(site.url, paths))


def ask(url: str, per_second: float) -> None:
    """Three requests of a source of its own, once a line is read; tests run it in processes of their own."""
    turns: list[float] = []
    setattr(pace, "_write", noting(turns))  # noqa: B010 (a test's process ends with it)
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    with Client(Source("other", "page", urls=(url,), http=quick(per_second=per_second))) as client:
        for _ in range(3):
            client.get(url)
    print(json.dumps(turns))  # noqa: T201


def started(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_two_sources_at_once_keep_the_distance_of_one(site: Site, archive: Archive, host: Host) -> None:
    sources = [Source(name, "page", urls=pages(site, name, 4, host.slow()), http=quick(per_second=10)) for name in "ab"]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda source: bring(source, archive), sources))
    assert [len(one.items) for one in found] == [4, 4]
    assert host.kept(0.1, last=10)


def test_two_processes_at_once_keep_the_distance_of_one(site: Site, host: Host) -> None:
    [url] = pages(site, "a", 1, host.slow())
    command = [sys.executable, "-c", ASKER, url, "4"]
    with ExitStack() as stack:
        processes = [stack.enter_context(started(command)) for _ in range(2)]
        assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 2
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            host.turns += json.loads(process.communicate(timeout=60)[0])
    assert [process.returncode for process in processes] == [0, 0]
    assert len(host.times) == 6
    assert host.kept(0.25, last=6)


def test_the_slower_of_two_sources_sets_the_pace(site: Site, host: Host) -> None:
    [url] = pages(site, "a", 1, host.slow())
    for per_second in (1000, 5, 1000):
        with Client(Source("wire", "page", urls=(url,), http=quick(per_second=per_second))) as client:
            client.get(url)
    assert host.kept(0.2, last=3)


@pytest.mark.parametrize("at_once", [1, 3])
def test_as_many_pages_at_once_as_the_record_says(at_once: int, site: Site, archive: Archive, host: Host) -> None:
    urls = pages(site, "a", 6, host.slow(0.15, together=at_once))
    source = Source("wire", "page", urls=urls, http=quick(per_host_concurrency=at_once))
    found = bring(source, archive)
    assert found.names == list(urls)
    assert host.most == at_once


def test_linked_pages_come_in_their_order_and_share_the_host_with_another_source(
    site: Site, archive: Archive, host: Host
) -> None:
    urls = pages(site, "a", 5, host.slow(0.1, together=2))
    site.replies["/feed"] = reply(200, json.dumps({"items": [{"url": url} for url in urls]}).encode())
    feed = Source("wire", "feed", url=site.url("/feed"), http=quick(per_host_concurrency=2))
    feed = replace(feed, feed=replace(feed.feed, entries="linked"))
    others = pages(site, "b", 5, host.slow(0.1, together=2))
    other = Source("site", "page", urls=others, http=quick(per_host_concurrency=2))
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda source: bring(source, archive), (feed, other)))
    assert [one.names for one in found] == [list(urls), list(other.urls)]
    assert host.most == 2


def test_a_host_that_wants_peace_has_it_from_all_sources(site: Site) -> None:
    site.replies["/busy"] = reply(429, b"", Retry_After="600")
    site.replies["/calm"] = reply(200, b"page")
    for path, told in (("/busy", "answers 429"), ("/calm", "one of its readers")):
        with (
            Client(Source(path[1:], "page", urls=(site.url(path),), http=quick())) as client,
            pytest.raises(BusyError, match=told),
        ):
            client.get(site.url(path))
    assert site.paths() == ["/busy"]


def test_a_crawl_delay_binds_a_source_that_reads_no_robots(site: Site, archive: Archive, host: Host) -> None:
    site.replies["/robots.txt"] = host.slow(answer=reply(200, b"User-agent: *\nCrawl-delay: 0.3"))
    polite = Source("polite", "page", urls=pages(site, "a", 2, host.slow()), http=quick())
    [url] = pages(site, "b", 1, host.slow())
    bring(polite, archive)
    with Client(Source("hasty", "page", urls=(url,), http=quick())) as client:
        client.get(url)
    assert host.kept(0.3, last=3)


def test_a_turn_too_far_away_is_left_to_the_next_run(site: Site) -> None:
    source = Source("wire", "page", urls=(site.url(),), http=quick(per_second=0.01), limits=Limits(max_seconds=5))
    site.replies["/"] = reply(200, b"page")
    with Client(source) as client:
        client.get(site.url())
        with pytest.raises(BusyError, match="100 s between two requests"):
            client.get(site.url())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"asked": "soon"}', '{"other": 1}', '{"asked": 99999999999}'])
def test_a_damaged_file_stops_nobody(text: str, tmp_path: Path) -> None:
    known = pace.Pace(tmp_path)
    with known.turn("wire.example", 0.0, at_once=1, patience=0.0, longest=1.0):
        pass
    [file] = tmp_path.glob("*.json")
    file.write_text(text)
    # Who would have to wait at all would be told to come again.
    with known.turn("wire.example", 0.0, at_once=1, patience=0.0, longest=0.0):
        pass


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(ConfigError, match="NEWSWIRE_HOME"),
        pace.Pace(tmp_path / "file").turn("wire.example", 0.0, at_once=1, patience=0.0, longest=1.0),
    ):
        pass
