"""robots.txt (RFC 9309), read once a host and fetch, by Protego."""

import threading
from dataclasses import dataclass, field

import httpx
from protego import Protego

from pipeline.errors import NotAStoryError, StoryError
from pipeline.fetch.http import Client

# RFC 9309: a crawler has to read at least so much.
MAX_BYTES = 512_000


@dataclass(slots=True)
class Robots:
    """What the hosts of one source allow; a crawl delay slows the client down. Threads may share it."""

    client: Client
    _rules: dict[str, Protego] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, url: str) -> None:
        """Raises NotAStoryError ``fetch.robots`` for what is disallowed, TransientError where the rules are away."""
        target = httpx.URL(url)
        host = f"{target.scheme}://{target.netloc.decode('ascii')}"
        agent = self.client.source.http.user_agent
        with self._lock:
            if host not in self._rules:
                self._rules[host] = self._read(host)
                self.client.gaps[target.host] = float(self._rules[host].crawl_delay(agent) or 0)
        if not self._rules[host].can_fetch(url, agent):
            raise NotAStoryError("fetch.robots", f"{host}/robots.txt disallows {url}", url)

    def _read(self, host: str) -> Protego:
        """A host without the file allows everything."""
        try:
            content = self.client.get(f"{host}/robots.txt").content
        except StoryError:
            content = b""
        return Protego.parse(content[:MAX_BYTES].decode("utf-8", "replace"))
