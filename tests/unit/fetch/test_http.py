"""The client against a server that misbehaves on demand."""

import gzip
import socket
import ssl
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from pipeline.errors import BusyError, StoryError, TransientError
from pipeline.fetch.address import addresses as checked
from pipeline.fetch.http import Client
from pipeline.sources import Limits, Source
from tests.unit.fetch.conftest import Reply, Site, quick, reply


@pytest.fixture
def source(site: Site) -> Source:
    return Source("wire", "feed", url=site.url(), http=quick())


def get(source: Source, url: str) -> bytes:
    with Client(source) as client:
        return client.get(url).content


def refused(source: Source, url: str) -> str:
    with Client(source) as client, pytest.raises(StoryError) as caught:
        client.get(url)
    return caught.value.check


def raw(content: bytes, *, chunks: int = 1, pause: float = 0.0, **headers: str) -> Reply:
    """Sends what it is told to, whatever the head promises."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        reply(200, b"", **{"Content-Length": str(len(content) * chunks), **headers})(request)
        for _ in range(chunks):
            request.wfile.write(content)
            request.wfile.flush()
            time.sleep(pause)

    return answer


def test_content_and_head_come_through(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200, b"a story", Content_Type="text/plain; charset=utf-8", ETag='"1"')
    with Client(source) as client:
        answer = client.get(site.url())
    assert answer.payload.content == b"a story"
    assert answer.payload.media_type == "text/plain"
    assert answer.payload.headers["etag"] == '"1"'
    assert site.asked[0][1]["host"] == f"127.0.0.1:{site.port}"


def test_packed_content_is_unpacked(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200, gzip.compress(b"a story"), Content_Encoding="gzip")
    assert get(source, site.url()) == b"a story"


def test_bomb_is_not_blown_up(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    small = replace(source, limits=Limits(max_bytes=1_000_000))
    assert refused(small, site.url()) == "fetch.too_large"


def test_endless_body_is_cut_at_the_limit(site: Site, source: Source) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(bytes(65536))

    site.replies["/"] = endless
    assert refused(replace(source, limits=Limits(max_bytes=1_000_000)), site.url()) == "fetch.too_large"


def test_a_body_that_is_cut_off_is_not_taken(site: Site, source: Source) -> None:
    site.replies["/"] = raw(b"half a st", Content_Length="100")
    with pytest.raises(TransientError, match="cut off"):
        get(source, site.url())


def test_a_packed_body_that_is_cut_off_is_not_taken(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200, gzip.compress(b"a story" * 99)[:-9], Content_Encoding="gzip")
    with pytest.raises(TransientError, match="cut off"):
        get(source, site.url())


def test_coding_that_was_not_asked_for(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200, b"?", Content_Encoding="br")
    assert refused(source, site.url()) == "fetch.encoding"


def test_a_server_that_drips_runs_out_of_time(site: Site, source: Source) -> None:
    site.replies["/"] = raw(b"x", chunks=500, pause=0.02)
    with pytest.raises(TransientError, match="too slow"):
        get(replace(source, http=quick(timeout_seconds=1.0)), site.url())


def test_a_server_that_says_nothing_runs_out_of_time(site: Site, source: Source) -> None:
    enough = threading.Event()

    def silent(_: BaseHTTPRequestHandler) -> None:
        enough.wait(60)

    site.replies["/"] = silent
    with pytest.raises(TransientError, match="did not answer in time"):
        get(replace(source, http=quick(timeout_seconds=0.2)), site.url())
    enough.set()


def test_nobody_at_the_port(source: Source) -> None:
    # Bound, so that nobody else gets it, and not listening.
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        with pytest.raises(TransientError, match="cannot be reached"):
            get(source, f"http://127.0.0.1:{holder.getsockname()[1]}/")


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wait_is_sat_out(status: int, site: Site, source: Source) -> None:
    def once(request: BaseHTTPRequestHandler) -> None:
        (reply(status, b"", Retry_After="0") if len(site.asked) == 1 else reply(200, b"a story"))(request)

    site.replies["/"] = once
    assert get(replace(source, http=quick(patience_seconds=1)), site.url()) == b"a story"
    assert len(site.asked) == 2


@pytest.mark.parametrize("after", ["3600", "Wed, 01 Jan 2070 00:00:00 GMT"])
def test_a_long_wait_is_left_to_the_next_run(after: str, site: Site, source: Source) -> None:
    site.replies["/"] = reply(429, b"", Retry_After=after)
    with pytest.raises(BusyError, match="429"):
        get(source, site.url())
    assert len(site.asked) == 1


@pytest.mark.parametrize(("status", "error"), [(500, TransientError), (404, StoryError), (401, StoryError)])
def test_other_answers(status: int, error: type[Exception], site: Site, source: Source) -> None:
    site.replies["/"] = reply(status, b"sorry")
    with pytest.raises(error, match=str(status)):
        get(source, site.url())


def test_wrong_type_is_not_read(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200, b"<html>log in</html>", Content_Type="text/html")
    assert refused(replace(source, http=quick(types=("application/json",))), site.url()) == "fetch.wrong_type"


def test_redirects_are_followed_and_end(site: Site, source: Source) -> None:
    site.replies |= {
        "/": reply(302, Location="/there"),
        "/there": reply(200, b"a story"),
        "/loop": reply(301, Location="/loop"),
    }
    assert get(source, site.url()) == b"a story"
    assert refused(source, site.url("/loop")) == "fetch.redirects"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/x", "file:///etc/passwd"]
)
def test_redirect_to_the_own_network_is_refused(
    target: str, site: Site, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first address passes for a public one; the redirect's target is checked by the real rule."""
    site.replies["/"] = reply(302, Location=target)
    let_in(monkeypatch, "wire.test")
    guarded = replace(source, http=quick(allow_private=False))
    assert refused(guarded, f"http://wire.test:{site.port}/") == "fetch.refused_address"


def test_the_own_network_needs_leave(site: Site, source: Source) -> None:
    guarded = replace(source, http=quick(allow_private=False))
    assert refused(guarded, site.url()) == "fetch.refused_address"
    assert refused(guarded, f"http://localhost:{site.port}/") == "fetch.refused_address"
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    site: Site, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time (DNS rebinding) is resolved once only."""
    site.replies["/"] = reply(200, b"a story")
    asked = let_in(monkeypatch, "wire.test")
    assert get(source, f"http://wire.test:{site.port}/") == b"a story"
    assert asked == ["wire.test"]
    assert site.asked[0][1]["host"] == f"wire.test:{site.port}"


def let_in(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Make the resolver lead a name to the test's server; names asked for."""
    asked: list[str] = []

    def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if host == name else checked(host, port, allow_private=allow_private)

    monkeypatch.setattr("pipeline.fetch.http.addresses", addresses)
    return asked


def test_the_password_goes_to_the_configured_host_only(
    site: Site, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_DESK", "http://desk:secret@host")
    site.replies |= {"/": reply(302, Location=f"http://localhost:{site.port}/there"), "/there": reply(200, b"a story")}
    assert get(replace(source, credentials="desk"), site.url()) == b"a story"
    assert [headers.get("authorization") for _, headers in site.asked] == ["Basic ZGVzazpzZWNyZXQ=", None]


@pytest.mark.parametrize(
    ("auth", "name", "value"), [("bearer", "authorization", "Bearer secret"), ("header:X-Key", "x-key", "secret")]
)
def test_ways_to_send_the_password(  # noqa: PLR0913, PLR0917
    auth: str, name: str, value: str, site: Site, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_DESK", '{"password": "secret"}')
    site.replies["/"] = reply(200)
    get(replace(source, credentials="desk", http=quick(auth=auth)), site.url())
    assert site.asked[0][1][name] == value


def test_certificate_is_held_against_the_name(
    site: Site, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to a number; the certificate is still that of the name in the URL, and of no other."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("wire.test").configure_cert(context)
    site.replies["/"] = reply(200, b"a story")
    site.secure(context)
    secure = replace(source, ca_file=tmp_path / "ca.pem")
    let_in(monkeypatch, "wire.test")
    assert get(secure, f"https://wire.test:{site.port}/") == b"a story"
    with pytest.raises(TransientError, match="cannot be reached"):
        get(secure, f"https://localhost:{site.port}/")
    with pytest.raises(TransientError, match="cannot be reached"):
        get(source, f"https://wire.test:{site.port}/")


def test_requests_keep_their_distance(site: Site, source: Source) -> None:
    site.replies["/"] = reply(200)
    started = time.monotonic()
    with Client(replace(source, http=quick(per_second=10))) as client:
        for _ in range(3):
            client.get(site.url())
    assert time.monotonic() - started >= 0.2
