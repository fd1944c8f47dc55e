import gzip
from dataclasses import replace

import pytest

from pipeline.errors import BusyError, TransientError
from pipeline.fetch import Archive, Watermark
from pipeline.outcome import Outcome
from pipeline.sources import Limits, Page, Source
from tests.unit.fetch.conftest import Site, bring, quick, reply

MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
ENTRY = "<url><loc>{}</loc><lastmod>{}</lastmod></url>"


@pytest.fixture
def source(site: Site) -> Source:
    site.replies |= {f"/{name}": reply(200, f"page {name}".encode(), Content_Type="text/html") for name in "abc"}
    return Source("site", "page", urls=tuple(site.url(f"/{name}") for name in "abc"), http=quick())


@pytest.fixture
def front(site: Site, source: Source) -> Source:
    return replace(source, urls=(site.url("/front"),), page=Page(links=r".*/[a-c](\?.*)?"))


def test_fixed_pages_come_again_when_they_change(site: Site, source: Source, archive: Archive) -> None:
    site.replies["/a"] = reply(200, b"page a", ETag='"1"')
    first = bring(source, archive)
    assert [archive.get(item.sha256) for item in first.items] == [b"page a", b"page b", b"page c"]
    site.replies |= {"/a": reply(304), "/b": reply(200, b"page b, corrected")}
    second = bring(source, archive, first.watermark())
    assert second.names == [site.url("/b")]
    asked = [headers.get("if-none-match") for path, headers in site.asked if path == "/a"]
    assert asked == [None, '"1"']


def test_limit_gets_to_the_rest(site: Site, source: Source, archive: Archive) -> None:
    few = replace(source, limits=Limits(max_items=2))
    first = bring(few, archive)
    assert bring(few, archive, first.watermark()).names == [site.url("/c")]


def test_links_of_a_front_page(site: Site, front: Source, archive: Archive) -> None:
    body = b'<a href="/a#top">A</a><a href="b?x=1">B</a><a href="/d">D</a><a href="mailto:a@b">m</a><a href="/a">A</a>'
    site.replies |= {"/front": reply(200, body), "/b?x=1": reply(200, b"page b")}
    first = bring(front, archive)
    assert first.names == [site.url("/a"), site.url("/b?x=1")]
    assert bring(front, archive, first.watermark()).items == []


@pytest.mark.parametrize("packed", [False, True])
def test_sitemap_tells_what_changed(packed: bool, site: Site, front: Source, archive: Archive) -> None:
    def publish(dated: str) -> None:
        entries = ENTRY.format(site.url("/a"), dated) + ENTRY.format(site.url("/b"), "2026-08-01")
        content = MAP.format(entries).encode()
        index = f"<sitemapindex><sitemap><loc>{site.url('/map')}</loc></sitemap></sitemapindex>".encode()
        site.replies |= {"/front": reply(200, index), "/map": reply(200, gzip.compress(content) if packed else content)}

    publish("2026-08-01")
    first = bring(front, archive)
    assert first.names == [site.url("/a"), site.url("/b")]
    publish("2026-08-02")
    assert bring(front, archive, first.watermark()).names == [site.url("/a")]


def test_sitemap_with_entities_is_not_read(site: Site, front: Source, archive: Archive) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    site.replies["/front"] = reply(200, bomb)
    assert bring(front, archive).items == []


def test_robots_are_obeyed(site: Site, source: Source, archive: Archive) -> None:
    site.replies["/robots.txt"] = reply(200, b"User-agent: *\nDisallow: /b\n")
    found = bring(source, archive)
    assert found.names == [site.url("/a"), site.url("/c")]
    assert [(row.outcome, row.reasons[0].check) for row in found.rejected] == [(Outcome.IGNORED, "fetch.robots")]
    assert "/b" not in site.paths()
    assert site.paths().count("/robots.txt") == 1
    assert len(bring(replace(source, page=Page(robots=False)), archive).items) == 3


def test_robots_that_are_away_stop_the_host_for_now(site: Site, source: Source, archive: Archive) -> None:
    site.replies["/robots.txt"] = reply(500)
    found = bring(source, archive)
    assert (found.items, found.checks) == ([], ["fetch.unavailable"] * 3)


def test_front_page_that_is_away(site: Site, front: Source, archive: Archive) -> None:
    site.replies["/front"] = reply(500)
    with pytest.raises(TransientError, match="500"):
        bring(front, archive)
    site.replies["/other"] = reply(200, b'<a href="/a">A</a>')
    both = replace(front, urls=(*front.urls, site.url("/other")))
    first = bring(both, archive, Watermark(marks={site.url("/b"): "undated"}))
    assert first.names == [site.url("/a")]
    assert first.cursor is not None
    # What a front page that is away linked to is not forgotten.
    assert first.cursor.gone == ()


def test_a_crawl_delay_beyond_the_time_of_a_fetch_is_told_and_not_slept(
    site: Site, source: Source, archive: Archive
) -> None:
    site.replies["/robots.txt"] = reply(200, b"User-agent: *\nCrawl-delay: 86400")
    with pytest.raises(BusyError, match="86400 s between two requests"):
        bring(source, archive)
