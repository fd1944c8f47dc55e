"""Where front pages and sitemaps lead."""

import zlib

import httpx

from pipeline.errors import StoryError
from pipeline.fetch.http import Answer, inflate

GZIP = b"\x1f\x8b"
# sitemaps.org allows so much unpacked.
MAX_SITEMAP = 50_000_000
# The mark of a link that says nothing of when its page changed.
UNDATED = "undated"


def links_of(answer: Answer) -> tuple[dict[str, str], list[str]]:
    """Links of a page or sitemap with their marks, and further sitemaps; no links where it cannot be read."""
    content = _unpacked(answer.content)
    head = content[:2000].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _sitemap(answer.url, content)
    return dict.fromkeys(_anchors(answer.url, content), UNDATED), []


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(GZIP):
        return content
    try:
        return b"".join(inflate(iter([content]), MAX_SITEMAP))[:MAX_SITEMAP]
    except (EOFError, zlib.error):
        return b""


def _sitemap(base: str, content: bytes) -> tuple[dict[str, str], list[str]]:
    from pipeline.parse.xml import decode_xml, parse_xml, plain_xml

    try:
        root = parse_xml(plain_xml(decode_xml(content)[0]))
    except StoryError:
        return {}, []
    pages: dict[str, str] = {}
    sitemaps: list[str] = []
    for entry in root:
        told = {str(part.tag).rpartition("}")[2]: (part.text or "").strip() for part in entry}
        url = _absolute(base, told.get("loc", ""))
        if url is None:
            continue
        if str(entry.tag).endswith("sitemap"):
            sitemaps.append(url)
        else:
            pages[url] = told.get("lastmod") or UNDATED
    return pages, sitemaps


def _anchors(base: str, content: bytes) -> list[str]:
    from bs4 import BeautifulSoup
    from bs4.filter import SoupStrainer

    soup = BeautifulSoup(content, "lxml", parse_only=SoupStrainer(["a", "base"]))
    given = soup.find("base", href=True)
    root = _absolute(base, str(given["href"])) if given else base
    found = (_absolute(root or base, str(anchor["href"])) for anchor in soup.find_all("a", href=True))
    return [url for url in found if url is not None]


def _absolute(base: str, link: str) -> str | None:
    """The link as a whole URL without its fragment; None for what is no web address."""
    try:
        url = httpx.URL(base).join(link.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        return None
    return str(url) if link.strip() and url.scheme in {"http", "https"} and not url.userinfo else None
