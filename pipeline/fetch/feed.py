"""Transport ``feed``: RSS, Atom, RDF or a JSON list at a URL, asked only for what changed.

``entries = "inline"``: the feed's document is the item, its stories are told apart by parse. ``"linked"``: each entry
links to its item.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from pipeline.errors import ConfigError, StoryError
from pipeline.fetch.archive import Archive
from pipeline.fetch.http import Answer, Client
from pipeline.fetch.linked import linked
from pipeline.fetch.receipt import Desk
from pipeline.fetch.watermark import Cursor, Found, Listed, Watermark, take
from pipeline.sources import Source


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The feed's documents or the payloads that its entries link to; nothing where it has not changed."""
    with Client(source) as client:
        yield from _Reader(source, client, Desk(source, archive), watermark).items()


@dataclass(slots=True)
class _Reader:
    """Reads one feed, page by page."""

    source: Source
    client: Client
    desk: Desk
    watermark: Watermark
    rest: str | None = None

    def items(self) -> Iterator[Found | Cursor]:
        pages = list(self._pages())
        if not pages:
            yield Cursor(self.watermark.cursor)
            return
        listed: list[Listed] = []
        state = self._state(pages)
        for name, answer in pages:
            try:
                listed += self._listed(name, answer)
            except StoryError as error:
                # The payload is kept; the old cursor makes the next run ask for the document again.
                yield self.desk.reject(name, answer.url, error, answer.payload)
                state = self.watermark.cursor
        at_once = self.source.http.per_host_concurrency if self.source.feed.entries == "linked" else 1
        complete = self.rest is None and not self._resumed()
        yield from take(_distinct(listed), self.watermark, state, complete=complete, at_once=at_once)

    def _known(self) -> dict[str, Any]:
        """The cursor, unless it is another URL's."""
        known = self.watermark.cursor
        return known if known.get("url") == self.source.url else {}

    def _resumed(self) -> str | None:
        """The page that the last fetch would have gone on with, had ``max_pages`` let it."""
        return self._known().get("rest")

    def _first(self) -> tuple[str, dict[str, str]]:
        """Where to begin, and with which headers."""
        rest = self._resumed()
        if rest is not None:
            return rest, {}
        headers = {} if self.watermark.reread else conditions(self._known())
        token, where = self._known().get("token"), self.source.feed.token_to or ""
        return _with_token(self.source.url or "", headers, where, token) if token else (self.source.url or "", headers)

    def _pages(self) -> Iterator[tuple[str, Answer]]:
        """Name and answer of each page; none where the server says that nothing has changed."""
        url, headers = self._first()
        name = self._resumed() or self.source.url or ""
        for _ in range(self.source.feed.max_pages):
            answer = self._ask(url, headers)
            if answer.status == 304:
                return
            yield name, answer
            following = self._next(answer)
            if following is None or following == url:
                return
            url = name = following
            headers = {}
        self.rest = url

    def _ask(self, url: str, headers: dict[str, str]) -> Answer:
        try:
            return self.client.get(url, headers)
        except StoryError as error:
            raise ConfigError(f"source {self.source.id}: {error}") from error

    def _next(self, answer: Answer) -> str | None:
        where = self.source.feed.next
        if where is None:
            return None
        found = _linked_next(answer) or _atom_next(answer) if where == "link" else _pointed_in(answer, where)
        base = httpx.URL(answer.url)
        return str(base.join(found)) if isinstance(found, str) and found and _is_web(base, found) else None

    def _state(self, pages: list[tuple[str, Answer]]) -> dict[str, Any]:
        first, last = pages[0][1], pages[-1][1]
        state = {"url": self.source.url, "etag": first.headers.get("etag")}
        state |= {"last_modified": first.headers.get("last-modified"), "rest": self.rest}
        if self._resumed() is not None:
            state |= {"etag": None, "last_modified": None}
        where = self.source.feed.token or ""
        if where.startswith("header:"):
            state["token"] = last.headers.get(where.removeprefix("header:"))
        elif where:
            found = _pointed_in(last, where)
            state["token"] = None if found is None else str(found)
        # A page without a token does not take back the one before.
        state["token"] = state.get("token") or self._known().get("token")
        return {key: value for key, value in state.items() if value is not None}

    def _listed(self, name: str, answer: Answer) -> list[Listed]:
        if self.source.feed.entries == "inline":
            digest = hashlib.sha256(answer.content).hexdigest()
            return [Listed(name, digest, lambda: self.desk.accept(name, answer.url, answer.payload))]
        entries = self._json_entries(answer) if _is_json(answer.content) else _xml_entries(answer)
        base = httpx.URL(answer.url)
        return [
            linked(str(base.join(link)), mark, self.client, self.desk) for link, mark in entries if _is_web(base, link)
        ]

    def _json_entries(self, answer: Answer) -> Iterator[tuple[str, str]]:
        feed = self.source.feed
        entries = pointed(_json(answer), feed.items)
        if not isinstance(entries, list):
            raise StoryError(
                "fetch.no_entries", f"{answer.url} has no list at {feed.items or 'its root'}: mend feed.items"
            )
        for entry in entries:
            link = pointed(entry, feed.link)
            changed = pointed(entry, feed.updated) if feed.updated else entry
            if isinstance(link, str):
                yield link, _digest(changed)


def conditions(known: dict[str, Any]) -> dict[str, str]:
    """Headers that ask for a document only where it has changed.

    >>> conditions({"etag": '"1"', "last_modified": None})
    {'If-None-Match': '"1"'}
    """
    named = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in named.items() if value}


def pointed(document: Any, pointer: str) -> Any:  # noqa: ANN401 (any JSON)
    """What a JSON pointer (RFC 6901) points at, None where there is nothing.

    >>> pointed({"data": [{"a/b": 1}]}, "/data/0/a~1b"), pointed([], "/x"), pointed([2], "")
    (1, None, [2])
    """
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document.get(key)
        elif isinstance(document, list) and key.isdecimal() and int(key) < len(document):
            document = document[int(key)]
        else:
            return None
    return document


def _pointed_in(answer: Answer, pointer: str) -> Any:  # noqa: ANN401 (any JSON)
    """None also where the answer is no JSON: the entries' reader says so."""
    try:
        return pointed(_json(answer), pointer)
    except StoryError:
        return None


def _json(answer: Answer) -> Any:  # noqa: ANN401 (any JSON)
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise StoryError("fetch.no_json", f"{answer.url} is no JSON: {error}") from error


def _is_json(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def _parsed(answer: Answer) -> Any:  # noqa: ANN401 (feedparser is not typed)
    import feedparser  # type: ignore[import-untyped]

    from pipeline.parse.xml import decode_xml, plain_xml

    text = plain_xml(decode_xml(answer.content, answer.headers.get("content-type"))[0])
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")), sanitize_html=False, resolve_relative_uris=False
    )


def _xml_entries(answer: Answer) -> Iterator[tuple[str, str]]:
    found = _parsed(answer)
    if not found.version:
        raise StoryError(
            "fetch.no_entries", f"{answer.url} is neither a feed nor JSON: mend url, or use transport page"
        )
    # Plain dicts: feedparser's own warn when they are asked for what is not there.
    for entry in map(dict, found.entries):
        if entry.get("link"):
            changed = entry.get("updated") or entry.get("published") or entry.get("title", "")
            yield entry["link"], _digest([entry.get("id"), changed])


def _linked_next(answer: Answer) -> str | None:
    return httpx.Response(200, headers=dict(answer.headers)).links.get("next", {}).get("url")


def _atom_next(answer: Answer) -> str | None:
    if _is_json(answer.content):
        return None
    links = _parsed(answer).feed.get("links", [])
    return next((link.get("href") for link in links if link.get("rel") == "next"), None)


def _with_token(url: str, headers: dict[str, str], where: str, token: str) -> tuple[str, dict[str, str]]:
    way, _, name = where.partition(":")
    if way == "header":
        return url, headers | {name: token}
    return str(httpx.URL(url).copy_merge_params({name: token})), headers


def _digest(value: Any) -> str:  # noqa: ANN401 (any JSON)
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _is_web(base: httpx.URL, link: str) -> bool:
    try:
        return base.join(link).scheme in {"http", "https"}
    except (httpx.InvalidURL, ValueError):
        return False


def _distinct(listed: list[Listed]) -> list[Listed]:
    """The first of each name: two entries may link to one page."""
    return list({item.name: item for item in reversed(listed)}.values())[::-1]
