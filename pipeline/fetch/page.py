"""Transport ``page``: pages by their URLs, or those that front pages and sitemaps link to."""

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import BusyError, ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.feed import conditions
from pipeline.fetch.http import Answer, Client
from pipeline.fetch.linked import attempt, linked
from pipeline.fetch.links import links_of
from pipeline.fetch.receipt import Desk
from pipeline.fetch.robots import Robots
from pipeline.fetch.watermark import Cursor, Found, Listed, Watermark, take
from pipeline.sources import Source

MAX_SITEMAPS = 100
MAX_LINKS = 50_000
log = logging.getLogger(__name__)


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The pages, or the stories that they link to; robots.txt is obeyed unless the record says otherwise.

    A linked story is fetched once, and again when its sitemap gives it another date.
    """
    with Client(source) as client:
        reader = _Reader(
            source, client, Desk(source, archive), watermark, Robots(client) if source.page.robots else None
        )
        at_once = source.http.per_host_concurrency
        listed = reader.stories() if source.page.links else reader.all_fixed(at_once)
        state = {"pages": reader.heads} if reader.heads else {}
        yield from take(listed, watermark, state, complete=not reader.failed, at_once=at_once)


@dataclass(slots=True)
class _Reader:
    """Reads the pages of one source; ``heads`` keeps what asks a fixed page for changes only."""

    source: Source
    client: Client
    desk: Desk
    watermark: Watermark
    robots: Robots | None
    heads: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def all_fixed(self, at_once: int) -> list[Listed]:
        """The pages that the record names, asked for at once."""
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(self.fixed, self.source.urls))

    def fixed(self, url: str) -> Listed:
        """A page that the record names; its mark is the digest of what it holds now."""
        known = self.watermark.cursor.get("pages", {}).get(url, {})
        settled = url in self.watermark.marks and url not in self.watermark.retry and not self.watermark.reread
        try:
            answer = attempt(url, self.client, self.robots, conditions(known) if settled else {})
        except BusyError as error:
            return Listed(url, "", _raising(error))
        except StoryError as error:
            rejected = self.desk.reject(url, url, error)
            return Listed(url, error.check, lambda: rejected)
        if answer.status == 304:
            self.heads[url] = known
            return Listed(url, self.watermark.marks[url], lambda: None)
        self.heads[url] = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        item = self.desk.accept(url, answer.url, answer.payload)
        return Listed(url, item.sha256, lambda: item)

    def stories(self) -> list[Listed]:
        """What the front pages and sitemaps link to and the record's pattern takes."""
        wanted = re.compile(self.source.page.links or "")
        waiting, seen, found = list(self.source.urls), set(self.source.urls), dict[str, str]()
        while waiting:
            answer = self._front(waiting.pop(0))
            pages, sitemaps = links_of(answer) if answer else ({}, [])
            found |= {url: mark for url, mark in pages.items() if wanted.fullmatch(url)}
            more = [url for url in sitemaps if url not in seen][: max(MAX_SITEMAPS - len(seen), 0)]
            waiting, seen = waiting + more, seen | set(more)
            if len(found) > MAX_LINKS:
                raise ConfigError(f"source {self.source.id}: more than {MAX_LINKS} links match: narrow page.links")
        if self.failed and not found:
            raise TransientError(f"source {self.source.id}: {'; '.join(self.failed)}")
        return [linked(url, mark, self.client, self.desk, self.robots) for url, mark in found.items()]

    def _front(self, url: str) -> Answer | None:
        """One front page that fails does not stop the others."""
        try:
            return attempt(url, self.client, self.robots)
        except (BusyError, StoryError) as error:
            log.warning("source %s: %s", self.source.id, error)
            self.failed.append(str(error))
            return None


def _raising(error: Exception) -> Callable[[], None]:
    def read() -> None:
        raise error

    return read
