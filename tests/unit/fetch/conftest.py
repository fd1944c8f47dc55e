"""An archive, and an HTTP server that does what a test tells it to."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from upath import UPath

from pipeline.fetch import Archive, Cursor, Found, Watermark, follow
from pipeline.outcome import Rejection
from pipeline.sources import Http, Source
from pipeline.story import RawItem

Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(status: int = 200, body: bytes = b"", **headers: str) -> Reply:
    """A well-behaved answer; underscores in names of headers stand for hyphens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


class Quiet(ThreadingHTTPServer):
    """Says nothing of clients that hang up: it is what they are to do."""

    def handle_error(self, *args: object) -> None:
        pass


@dataclass
class Site:
    """A server on loopback: path -> answer, and what it was asked."""

    port: int = 0
    server: ThreadingHTTPServer | None = None
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        """The whole URL of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        assert self.server is not None
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)

    def paths(self) -> list[str]:
        """What was asked for so far, in order."""
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    """The server; what it was not told of is a 404."""
    stage = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            stage.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.close_connection = True
            with contextlib.suppress(ConnectionError):
                stage.replies.get(self.path, reply(404))(self)

        def log_message(self, *args: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    stage.server, stage.port = server, server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield stage
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: what a host asked of one test is nothing to the next."""
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(UPath(tmp_path / "raw"))


def quick(**more: Any) -> Http:  # noqa: ANN401
    """Settings that do not make a test wait."""
    return Http(**{"allow_private": True, "per_second": 1000.0, "patience_seconds": 0.0, **more})


@dataclass(frozen=True)
class Brought:
    """What a fetch gave, sorted out."""

    items: list[RawItem]
    rejected: list[Rejection]
    cursor: Cursor | None

    @property
    def names(self) -> list[str]:
        return [item.name for item in self.items]

    @property
    def checks(self) -> list[str]:
        return [row.reasons[0].check for row in self.rejected]

    def watermark(self, before: Watermark | None = None, **more: Any) -> Watermark:  # noqa: ANN401
        """What the database would know once all of it is loaded."""
        held = [row.item for row in self.rejected]
        known = before or Watermark()
        marks = known.marks | {item.name: item.mark or "" for item in [*self.items, *held]}
        names = frozenset(item.name for item in held)
        state = self.cursor.state if self.cursor else known.cursor
        return Watermark(state, marks, held=names, retry=names, **more)


def bring(source: Source, archive: Archive, watermark: Watermark | None = None, limit: int | None = None) -> Brought:
    """Fetch everything there is."""
    found: list[Found | Cursor] = list(follow(source, archive, watermark, limit))
    cursors = [row for row in found if isinstance(row, Cursor)]
    return Brought(
        [row for row in found if isinstance(row, RawItem)],
        [row for row in found if isinstance(row, Rejection)],
        cursors[-1] if cursors else None,
    )
