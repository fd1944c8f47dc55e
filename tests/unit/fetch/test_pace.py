"""What one host is asked by several sources and processes together, as the host itself measures it."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.errors import BusyError, ConfigError
from pipeline.fetch import Archive
from pipeline.fetch.http import Client
from pipeline.fetch.pace import Pace
from pipeline.sources import Limits, Source
from tests.unit.fetch.conftest import Site, bring, quick, reply

# A busy machine can hold up the first of two requests on its way; sources that share no pace leave no gap at all.
SEEN = 0.5
ASKER = "import sys; from tests.unit.fetch.test_pace import ask; ask(sys.argv[1], float(sys.argv[2]))"


@dataclass
class Host:
    """What a host saw: when requests came, how many it had at once."""

    times: list[float] = field(default_factory=list)
    most: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def slow(self, seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
        def answer(request: BaseHTTPRequestHandler) -> None:
            with self._lock:
                self.times.append(time.monotonic())
                self._now += 1
                self.most = max(self.most, self._now)
            time.sleep(seconds)
            with self._lock:
                self._now -= 1
            reply(200, b"page")(request)

        return answer

    @property
    def shortest(self) -> float:
        return min(after - before for before, after in pairwise(sorted(self.times)))


def pages(site: Site, host: Host, name: str, count: int, seconds: float = 0.0) -> tuple[str, ...]:
    paths = [f"/{name}{number}" for number in range(count)]
    site.replies |= dict.fromkeys(paths, host.slow(seconds))
    return tuple(map(site.url, paths))


def ask(url: str, per_second: float) -> None:
    """Three requests of a source of its own; tests run it in processes of their own."""
    with Client(Source("other", "page", urls=(url,), http=quick(per_second=per_second))) as client:
        for _ in range(3):
            client.get(url)


def test_two_sources_at_once_keep_the_distance_of_one(site: Site, archive: Archive) -> None:
    host = Host()
    sources = [Source(name, "page", urls=pages(site, host, name, 4), http=quick(per_second=10)) for name in "ab"]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda source: bring(source, archive), sources))
    assert [len(one.items) for one in found] == [4, 4]
    assert host.shortest >= 0.1 * SEEN


def test_two_processes_at_once_keep_the_distance_of_one(site: Site) -> None:
    host = Host()
    [url] = pages(site, host, "a", 1)
    command = [sys.executable, "-c", ASKER, url, "4"]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(host.times) == 6
    assert host.shortest >= 0.25 * SEEN


def test_the_slower_of_two_sources_sets_the_pace(site: Site) -> None:
    host = Host()
    [url] = pages(site, host, "a", 1)
    for per_second in (1000, 5, 1000):
        with Client(Source("wire", "page", urls=(url,), http=quick(per_second=per_second))) as client:
            client.get(url)
    assert host.shortest >= 0.2 * SEEN


@pytest.mark.parametrize("at_once", [1, 3])
def test_as_many_pages_at_once_as_the_record_says(at_once: int, site: Site, archive: Archive) -> None:
    host = Host()
    urls = pages(site, host, "a", 6, seconds=0.15)
    source = Source("wire", "page", urls=urls, http=quick(per_host_concurrency=at_once))
    found = bring(source, archive)
    assert found.names == list(urls)
    assert host.most == at_once


def test_linked_pages_come_in_their_order_and_share_the_host_with_another_source(site: Site, archive: Archive) -> None:
    host = Host()
    urls = pages(site, host, "a", 5, seconds=0.1)
    site.replies["/feed"] = reply(200, json.dumps({"items": [{"url": url} for url in urls]}).encode())
    feed = Source("wire", "feed", url=site.url("/feed"), http=quick(per_host_concurrency=2))
    feed = replace(feed, feed=replace(feed.feed, entries="linked"))
    other = Source("site", "page", urls=pages(site, host, "b", 5, seconds=0.1), http=quick(per_host_concurrency=2))
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


def test_a_crawl_delay_binds_a_source_that_reads_no_robots(site: Site, archive: Archive) -> None:
    host = Host()
    site.replies["/robots.txt"] = reply(200, b"User-agent: *\nCrawl-delay: 0.3")
    polite = Source("polite", "page", urls=pages(site, host, "a", 2), http=quick())
    [url] = pages(site, host, "b", 1)
    bring(polite, archive)
    with Client(Source("hasty", "page", urls=(url,), http=quick())) as client:
        client.get(url)
    assert host.shortest >= 0.3 * SEEN


def test_a_turn_too_far_away_is_left_to_the_next_run(site: Site) -> None:
    source = Source("wire", "page", urls=(site.url(),), http=quick(per_second=0.01), limits=Limits(max_seconds=5))
    site.replies["/"] = reply(200, b"page")
    with Client(source) as client:
        client.get(site.url())
        with pytest.raises(BusyError, match="100 s between two requests"):
            client.get(site.url())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"asked": "soon"}', '{"other": 1}', '{"asked": 99999999999}'])
def test_a_damaged_file_stops_nobody(text: str, tmp_path: Path) -> None:
    pace = Pace(tmp_path)
    with pace.turn("wire.example", 0.0, at_once=1, patience=0.0, longest=1.0):
        pass
    [file] = tmp_path.glob("*.json")
    file.write_text(text)
    started = time.monotonic()
    with pace.turn("wire.example", 0.0, at_once=1, patience=0.0, longest=1.0):
        assert time.monotonic() - started < 0.5


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(ConfigError, match="NEWSWIRE_HOME"),
        Pace(tmp_path / "file").turn("wire.example", 0.0, at_once=1, patience=0.0, longest=1.0),
    ):
        pass
