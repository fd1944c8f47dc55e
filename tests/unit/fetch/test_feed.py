import json
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from pipeline.errors import ConfigError, TransientError
from pipeline.fetch import Archive, Watermark
from pipeline.fetch.feed import fetch
from pipeline.sources import Feed, Limits, Source
from tests.unit.fetch.conftest import Reply, Site, bring, quick, reply

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{}</channel></rss>"""
ENTRY = "<item><title>Story {0}</title><link>/{0}</link><guid>{0}</guid><pubDate>{1}</pubDate></item>"
DATED = "Sat, 01 Aug 2026 10:00:00 GMT"


@pytest.fixture
def source(site: Site) -> Source:
    return Source("wire", "feed", url=site.url("/feed"), http=quick())


@pytest.fixture
def linked(source: Source) -> Source:
    return replace(source, feed=Feed(entries="linked"))


def rss(*names: str, dated: str = DATED, **headers: str) -> Reply:
    return reply(200, RSS.format("".join(ENTRY.format(name, dated) for name in names)).encode(), **headers)


def listing(document: object, **headers: str) -> Reply:
    return reply(200, json.dumps(document).encode(), **headers)


def stories(site: Site, *names: str) -> None:
    site.replies |= {f"/{name}": reply(200, f"story {name}".encode(), Content_Type="text/plain") for name in names}


def test_inline_feed_is_kept_as_it_was_received(site: Site, source: Source, archive: Archive) -> None:
    site.replies["/feed"] = rss("a", "b", Content_Type="application/rss+xml")
    (item,) = bring(source, archive).items
    assert item.name == site.url("/feed")
    assert item.media_type == "application/rss+xml"
    assert archive.get(item.sha256).startswith(b"<?xml")


def test_what_has_not_changed_is_not_sent_again(site: Site, source: Source, archive: Archive) -> None:
    site.replies["/feed"] = rss("a", ETag='"1"', Last_Modified=DATED)
    first = bring(source, archive)
    site.replies["/feed"] = reply(304)
    second = bring(source, archive, first.watermark())
    assert (site.asked[1][1]["if-none-match"], site.asked[1][1]["if-modified-since"]) == ('"1"', DATED)
    assert second.items == []
    assert second.cursor is not None
    assert first.cursor is not None
    assert second.cursor.state == first.cursor.state


def test_the_same_document_without_a_tag_is_known(site: Site, source: Source, archive: Archive) -> None:
    site.replies["/feed"] = rss("a")
    first = bring(source, archive)
    assert bring(source, archive, first.watermark()).items == []
    assert len(bring(source, archive, first.watermark(reread=True)).items) == 1


def test_another_url_is_asked_without_the_old_ones_tag(site: Site, source: Source, archive: Archive) -> None:
    site.replies |= {"/feed": rss("a", ETag='"1"'), "/other": rss("b")}
    before = bring(source, archive).watermark()
    bring(replace(source, url=site.url("/other")), archive, before)
    assert "if-none-match" not in site.asked[1][1]


def test_linked_stories_come_once_and_again_when_they_change(site: Site, linked: Source, archive: Archive) -> None:
    site.replies["/feed"] = rss("a", "b")
    stories(site, "a", "b", "c")
    first = bring(linked, archive)
    assert first.names == [site.url("/a"), site.url("/b")]
    site.replies["/feed"] = rss("a", "b", "c")
    second = bring(linked, archive, first.watermark())
    assert second.names == [site.url("/c")]
    site.replies["/feed"] = rss("b", "c", dated="Sun, 02 Aug 2026 10:00:00 GMT")
    third = bring(linked, archive, second.watermark(first.watermark()))
    assert third.names == [site.url("/b"), site.url("/c")]
    assert third.cursor is not None
    assert third.cursor.gone == (site.url("/a"),)


def test_json_list_by_pointers(site: Site, linked: Source, archive: Archive) -> None:
    entries: list[dict[str, Any]] = [
        {"links": [{"href": "/a"}], "version": 1},
        {"links": [{"href": "/b"}], "version": 1},
        {"links": []},
    ]
    site.replies["/feed"] = listing({"data": {"results": entries}})
    stories(site, "a", "b")
    pointing = Feed(entries="linked", items="/data/results", link="/links/0/href", updated="/version")
    source = replace(linked, feed=pointing)
    first = bring(source, archive)
    assert first.names == [site.url("/a"), site.url("/b")]
    entries[1]["version"] = 2
    site.replies["/feed"] = listing({"data": {"results": entries}})
    assert bring(source, archive, first.watermark()).names == [site.url("/b")]


@pytest.mark.parametrize("way", ["pointer", "header", "atom"])
def test_pages_are_followed(way: str, site: Site, linked: Source, archive: Archive) -> None:
    stories(site, "a", "b")
    feed = Feed(entries="linked", next="/next" if way == "pointer" else "link")
    if way == "atom":
        atom = '<feed xmlns="http://www.w3.org/2005/Atom">{}<entry><id>x</id><link href="/{}"/></entry></feed>'
        site.replies["/feed"] = reply(200, atom.format('<link rel="next" href="/feed2"/>', "a").encode())
        site.replies["/feed2"] = reply(200, atom.format("", "b").encode())
    else:
        headers = {"Link": '</feed2>; rel="next"'} if way == "header" else {}
        site.replies["/feed"] = listing({"items": [{"url": "/a"}], "next": "/feed2"}, **headers)
        site.replies["/feed2"] = listing({"items": [{"url": "/b"}], "next": None})
    assert bring(replace(linked, feed=feed), archive).names == [site.url("/a"), site.url("/b")]


def test_a_page_that_cannot_be_read_leaves_the_others_alone(site: Site, linked: Source, archive: Archive) -> None:
    site.replies |= {"/feed": listing({"items": [{"url": "/a"}], "next": "/two"}), "/two": reply(200, b"{oops")}
    stories(site, "a")
    found = bring(replace(linked, feed=Feed(entries="linked", next="/next")), archive)
    assert (found.names, found.checks) == ([site.url("/a")], ["fetch.no_json"])


def test_pages_behind_the_last_one_come_with_the_next_run(site: Site, linked: Source, archive: Archive) -> None:
    for page, following in (("feed", "two"), ("two", "three"), ("three", None)):
        document = {"items": [{"url": f"/{page}.txt"}], "next": following and f"/{following}"}
        site.replies |= {f"/{page}": listing(document, ETag='"1"'), f"/{page}.txt": reply(200, page.encode())}
    source = replace(linked, feed=Feed(entries="linked", next="/next", max_pages=1))
    known = Watermark()
    names = []
    for _ in range(3):
        found = bring(source, archive, known)
        names += found.names
        known = found.watermark(known)
    assert names == [site.url(f"/{page}.txt") for page in ("feed", "two", "three")]
    assert bring(source, archive, known).items == []
    assert site.paths()[-1] == "/feed"


def test_pages_that_lead_in_a_circle_end(site: Site, linked: Source, archive: Archive) -> None:
    site.replies |= {"/feed": listing({"items": [], "next": "/two"}), "/two": listing({"items": [], "next": "/feed"})}
    bring(replace(linked, feed=Feed(entries="linked", next="/next", max_pages=5)), archive)
    assert len(site.asked) == 5


@pytest.mark.parametrize(
    ("token", "token_to"),
    [("/token", "query:since"), ("header:X-Next", "header:X-Since"), ("/token", "header:X-Since")],
)
def test_token_is_sent_back(token: str, token_to: str, site: Site, linked: Source, archive: Archive) -> None:
    site.replies["/feed"] = listing({"items": [], "token": "t 1"}, X_Next="t 1")
    site.replies["/feed?since=t+1"] = listing({"items": []})
    source = replace(linked, feed=Feed(entries="linked", token=token, token_to=token_to))
    first = bring(source, archive)
    second = bring(source, archive, first.watermark())
    path, headers = site.asked[-1]
    assert "since=t" in path or headers["x-since"] == "t 1"
    assert second.cursor is not None
    # A page that gives no token leaves the last one standing.
    assert second.cursor.state.items() >= {("token", "t 1")}


def test_limit_gets_to_the_rest_and_asks_in_full_until_then(site: Site, linked: Source, archive: Archive) -> None:
    site.replies["/feed"] = rss("a", "b", "c", ETag='"1"')
    stories(site, "a", "b", "c")
    few = replace(linked, limits=Limits(max_items=2))
    first = bring(few, archive)
    assert first.cursor is None
    second = bring(few, archive, first.watermark())
    assert "if-none-match" not in site.asked[3][1]
    assert (first.names, second.names) == ([site.url("/a"), site.url("/b")], [site.url("/c")])
    assert second.cursor is not None
    assert second.cursor.state["etag"] == '"1"'


def test_entry_that_fails_leaves_the_others_alone_and_is_tried_again(
    site: Site, linked: Source, archive: Archive
) -> None:
    def truncated(request: BaseHTTPRequestHandler) -> None:
        reply(200, b"half", **{"Content-Length": "100"})(request)

    site.replies["/feed"] = rss("a", "gone", "cut", "down", "b", ETag='"1"')
    stories(site, "a", "b")
    site.replies |= {"/cut": truncated, "/down": reply(500)}
    first = bring(linked, archive)
    assert first.names == [site.url("/a"), site.url("/b")]
    assert first.checks == ["fetch.status", "fetch.unavailable", "fetch.unavailable"]
    assert {row.item.size for row in first.rejected} == {0}
    stories(site, "cut")
    second = bring(linked, archive, first.watermark())
    assert second.names == [site.url("/cut")]


def test_a_server_that_wants_peace_keeps_what_came_before(site: Site, linked: Source, archive: Archive) -> None:
    site.replies["/feed"] = rss("a", "b", "c")
    stories(site, "a", "c")
    site.replies["/b"] = reply(429, b"", Retry_After="600")
    found = bring(replace(linked, http=quick(per_host_concurrency=1)), archive)
    assert (found.names, found.rejected, found.cursor) == ([site.url("/a")], [], None)
    assert site.paths() == ["/feed", "/a", "/b"]


def test_links_to_other_schemes_and_to_the_own_network_bring_nothing(
    site: Site, linked: Source, archive: Archive
) -> None:
    site.replies["/feed"] = listing({"items": [{"url": "file:///etc/passwd"}, {"url": "/a"}, {"url": 5}]})
    stories(site, "a")
    assert bring(linked, archive).names == [site.url("/a")]


def test_a_page_instead_of_the_feed_is_kept_and_named(site: Site, linked: Source, archive: Archive) -> None:
    site.replies["/feed"] = reply(200, b"<html><body>Please log in</body></html>")
    found = bring(linked, archive)
    assert found.checks == ["fetch.no_entries"]
    assert found.cursor is not None
    assert found.cursor.state == {}
    assert archive.get(found.rejected[0].item.sha256).startswith(b"<html>")


@pytest.mark.parametrize(("status", "error"), [(404, ConfigError), (401, ConfigError), (502, TransientError)])
def test_a_feed_that_is_not_there(
    status: int, error: type[Exception], site: Site, source: Source, archive: Archive
) -> None:
    site.replies["/feed"] = reply(status)
    with pytest.raises(error, match=str(status)):
        list(fetch(source, archive, Watermark()))
