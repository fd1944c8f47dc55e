"""HTTP as a hostile world demands it: checked addresses, redirects by hand, limits on size, time and pace."""

import base64
import contextlib
import datetime as dt
import email.utils
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType

import httpx

from pipeline.config import Settings
from pipeline.errors import BusyError, StoryError, TransientError
from pipeline.fetch.address import addresses
from pipeline.fetch.credentials import Credentials, credentials_of
from pipeline.fetch.pace import Pace
from pipeline.fetch.receipt import Payload
from pipeline.sources import Source

MAX_REDIRECTS = 8
TRIES = 3
REDIRECTS = frozenset((301, 302, 303, 307, 308))
BUSY = frozenset((429, 503))
# What is kept of the answer's head, with the item.
KEPT = ("content-type", "etag", "last-modified", "date", "link")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave in the end; ``url`` is where the redirects led, ``content`` is empty for a 304."""

    status: int
    url: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def payload(self) -> Payload:
        """The content with what the head says of it."""
        kept = {key: self.headers[key] for key in KEPT if key in self.headers}
        return Payload(self.content, media_type(self.headers), kept)


@dataclass(slots=True)
class Client:
    """Asks servers on behalf of one source; a context manager, within which threads may share it.

    ``gaps`` are the seconds between two requests that a host has asked for.
    """

    source: Source
    gaps: dict[str, float] = field(default_factory=dict)
    _pace: Pace = field(default_factory=lambda: Pace(Settings.from_env().home / "hosts"))
    _credentials: Credentials = field(init=False)
    _httpx: httpx.Client = field(init=False)

    def __enter__(self) -> "Client":
        self._credentials = credentials_of(self.source)
        self._httpx = _connections(self.source)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._httpx.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET, redirects followed, each to a checked address.

        Raises StoryError for what will not get better by itself (``fetch.refused_address``, ``fetch.too_large``,
        ``fetch.status``, ...), BusyError where the server wants more patience than the record has, and
        TransientError for what may pass: no answer, a broken connection, a body cut off, an error of the server's.
        """
        target = _joined(httpx.URL(), url)
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._patiently(target, headers or {})
            if answer.status not in REDIRECTS:
                return _sound(answer)
            target = _joined(target, answer.headers.get("location", ""))
        raise StoryError("fetch.redirects", f"{url} redirects more than {MAX_REDIRECTS} times", url)

    def _patiently(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        """Waits as long as the server asks for, within the record's patience."""
        for attempt in range(1, TRIES + 1):
            answer = self._ask(url, headers)
            if answer.status not in BUSY:
                return answer
            wait = retry_after(answer.headers.get("retry-after"), attempt)
            self._pace.rest(url.host, wait)
            if wait > self.source.http.patience_seconds or attempt == TRIES:
                break
        raise BusyError(f"{url.host} answers {answer.status} and wants {wait:.0f} s of peace: {url}")

    def _ask(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
            raise StoryError(
                "fetch.refused_address", f"{url.scheme}://{url.host} is no http or https address", url.host
            )
        port = url.port or (443 if url.scheme == "https" else 80)
        found = addresses(url.host, port, allow_private=self.source.http.allow_private)
        try:
            with self._turn(url.host):
                return self._try_each(url, found, self._headers(url) | dict(headers))
        except httpx.TimeoutException as error:
            raise TransientError(f"{url} did not answer in time ({type(error).__name__})") from error
        except httpx.RemoteProtocolError as error:
            raise TransientError(f"{url} was cut off: {error}") from error
        except (httpx.TransportError, ssl.SSLError) as error:
            raise TransientError(f"{url} cannot be reached: {error}") from error

    def _try_each(self, url: httpx.URL, found: list[str], headers: Mapping[str, str]) -> Answer:
        for number, address in enumerate(found, 1):
            try:
                return self._send(url, address, headers)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number == len(found):
                    raise
        raise TransientError(f"{url.host} has no address")

    def _send(self, url: httpx.URL, address: str, headers: Mapping[str, str]) -> Answer:
        """Connect to the address that was checked, and hold the certificate against the name all the same."""
        request = self._httpx.build_request(
            "GET", url.copy_with(host=address), headers=headers, extensions={"sni_hostname": url.host}
        )
        with contextlib.closing(self._httpx.send(request, stream=True)) as response:
            # A redirect's or an error's body is of no use.
            content = self._read(url, response) if response.status_code == 200 else b""
            return Answer(response.status_code, str(url), response.headers, content)

    def _read(self, url: httpx.URL, response: httpx.Response) -> bytes:
        self._check_type(url, response.headers)
        deadline = time.monotonic() + self.source.http.timeout_seconds
        most, parts = self.source.limits.max_bytes, []
        room = most
        for chunk in _decoded(url, response, most):
            room -= len(chunk)
            if room < 0:
                message = (
                    f"{url} has more than {most} bytes, the source's limits.max_bytes: raise the limit if it is meant"
                )
                raise StoryError("fetch.too_large", message, str(url))
            if time.monotonic() > deadline:
                raise TransientError(
                    f"{url} is too slow: {most - room} bytes in {self.source.http.timeout_seconds:g} s"
                )
            parts.append(chunk)
        return b"".join(parts)

    def _check_type(self, url: httpx.URL, headers: Mapping[str, str]) -> None:
        wanted, found = self.source.http.types, media_type(headers)
        if wanted and found not in wanted:
            message = f"{url} is {found or 'of no type'}; the source's http.types are {', '.join(wanted)}"
            raise StoryError("fetch.wrong_type", message, found)

    def _headers(self, url: httpx.URL) -> dict[str, str]:
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self.source.http.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
        }
        return headers | (self._authorisation() if self._is_own(url) else {})

    def _is_own(self, url: httpx.URL) -> bool:
        """Whether the URL is on the host that the record names: no other one is told the password."""
        own = [httpx.URL(own) for own in (self.source.url, *self.source.urls) if own]
        return any((url.scheme, url.host, url.port) == (known.scheme, known.host, known.port) for known in own)

    def _authorisation(self) -> dict[str, str]:
        login, password = self._credentials.login or "", self._credentials.password
        if password is None:
            return {}
        way, _, name = self.source.http.auth.partition(":")
        if way == "header":
            return {name: password}
        pair = base64.b64encode(f"{login}:{password}".encode()).decode()
        return {"Authorization": f"Bearer {password}" if way == "bearer" else f"Basic {pair}"}

    def _turn(self, host: str) -> contextlib.AbstractContextManager[None]:
        http = self.source.http
        return self._pace.turn(
            host,
            max(1.0 / http.per_second, self.gaps.get(host, 0.0)),
            at_once=http.per_host_concurrency,
            patience=http.patience_seconds,
            longest=self.source.limits.max_seconds,
        )


def _connections(source: Source) -> httpx.Client:
    """Every request has a connection of its own.

    One that is kept may be gone when it is needed, and may belong to another host of the same address.
    """
    timeout = httpx.Timeout(min(30.0, source.http.timeout_seconds), connect=10.0)
    limits = httpx.Limits(max_keepalive_connections=0)
    # A proxy of the environment would resolve the names itself.
    return httpx.Client(verify=trust(source), trust_env=False, timeout=timeout, limits=limits)


def trust(source: Source) -> ssl.SSLContext:
    """The system's certificates and those of ``ca_file``."""
    context = ssl.create_default_context()
    if source.ca_file is not None:
        try:
            context.load_verify_locations(source.ca_file)
        except OSError as error:
            message = f"source {source.id}: ca_file {source.ca_file} cannot be read: {error}"
            raise TransientError(message) from error
    return context


def media_type(headers: Mapping[str, str]) -> str | None:
    """The media type without its parameters.

    >>> media_type({"content-type": "Text/HTML; charset=utf-8"}), media_type({})
    ('text/html', None)
    """
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def retry_after(text: str | None, attempt: int) -> float:
    """Seconds that a server asks for, in seconds or as a date; without its word one, two, four.

    >>> retry_after("7", 1), retry_after(None, 3), retry_after("soon", 1)
    (7.0, 4.0, 1.0)
    """
    if text and text.strip().isdecimal():
        return float(text)
    with contextlib.suppress(ValueError, TypeError):
        until = email.utils.parsedate_to_datetime(text or "")
        return max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds())
    return 2.0 ** (attempt - 1)


def inflate(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """gzip or zlib undone; stops one byte behind ``most``, so that a bomb is seen and not blown up.

    Raises EOFError where the stream ends too soon, zlib.error where it is none.
    """
    inflater, room = zlib.decompressobj(wbits=47), most + 1
    for chunk in chunks:
        found = inflater.decompress(chunk, room)
        room -= len(found)
        yield found
        if room <= 0:
            return
    if not inflater.eof:
        raise EOFError


def _decoded(url: httpx.URL, response: httpx.Response, most: int) -> Iterator[bytes]:
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in {"", "identity"}:
        return response.iter_raw()
    if coding in {"gzip", "x-gzip", "deflate"}:
        return _inflated(url, response, most)
    raise StoryError("fetch.encoding", f"{url} is packed with {coding}, which was not asked for", coding)


def _inflated(url: httpx.URL, response: httpx.Response, most: int) -> Iterator[bytes]:
    try:
        yield from inflate(response.iter_raw(), most)
    except (zlib.error, EOFError) as error:
        raise TransientError(f"{url} was cut off or damaged while packed: {error}") from error


def _joined(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise StoryError("fetch.bad_url", f"{location[:200]!r} is no URL", location[:200]) from error


def _sound(answer: Answer) -> Answer:
    if answer.status in {200, 304}:
        return answer
    message = f"{answer.url} answers {answer.status}"
    if answer.status >= 500 or answer.status == 408:
        raise TransientError(message)
    raise StoryError("fetch.status", f"{message}: mend the address or the credentials", str(answer.status))
