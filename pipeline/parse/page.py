"""HTML pages of newsrooms: the article's blocks, its metadata and pictures, out of everything around it.

lxml parses the page, :mod:`pipeline.parse.html.choose` finds the subtree that holds the article, only that
subtree becomes a BeautifulSoup tree, and :mod:`pipeline.parse.html.blocks` reads the blocks off it.
"""

import datetime as dt
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml.etree import _Element

from pipeline.errors import NotAStoryError
from pipeline.parse.about import About
from pipeline.parse.decode import CONTROLS
from pipeline.parse.html import markup, metadata
from pipeline.parse.html.blocks import Piece, walk
from pipeline.parse.html.choose import choose, squeezed
from pipeline.parse.html.dates import Stamp
from pipeline.parse.html.metadata import PageMetadata
from pipeline.parse.html.select import select
from pipeline.parse.html.tree import free, soup_of
from pipeline.story import Block, BlockKind, ParsedStory, Picture

FORMAT = "html"
ABOUT = About(
    "Begins like HTML, or is declared as HTML and holds a tag.",
    ("One story a page; scripts are not run.",),
)
_CONSENT = re.compile(
    r"cookies?|consent|gdpr|privacy (?:policy|settings|choices)|javascript|datenschutz|einwilligung|consentement|"
    r"captcha|are you a robot|access denied|enable js|ad ?blocker|subscribe to (?:read|continue)",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_LEAST = 140
_LEAST_DECLARED = 40
"""The shortest text of a story; news flashes are shorter, on pages that say they are articles."""
_SHOWN = 0.3
"""A page that shows less of its article than this share of what its metadata tells hides it from all but scripts."""


_NO_BODY = (BlockKind.CAPTION, BlockKind.CREDIT)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page gives: the story as the stages hand it on, and all that the page says of itself."""

    story: ParsedStory
    metadata: PageMetadata


def parse_page(payload: bytes, *, media_type: str | None = None) -> list[ParsedStory]:
    """Return the one story of a page; ``media_type`` may name the charset that the transport declared.

    :raises NotAStoryError: ``parse.page.consent`` for a wall of consent, scripts or subscription instead of an
        article, ``parse.page.no_article`` for a page without one.
    :raises StoryError: ``parse.too_large`` or ``parse.page.empty``.
    """
    return [read(payload, media_type=media_type).story]


def read(payload: bytes, *, media_type: str | None = None) -> Page:
    """Return the story of a page together with the page's metadata; raises as :func:`parse_page` does."""
    page, encoding = markup.to_utf8(payload, media_type)
    with _no_garbage_collection():
        root = markup.tree(page)
        about = metadata.read(root)
        shown, kept = _pieces(root, about)
    length = sum(len(piece.text) for piece in kept)
    if length < _SHOWN * len(about.article_body or ""):
        kept = _described(about.article_body or "")
        warnings: tuple[str, ...] = ("parse.page.text_from_metadata",)
    elif length < (_LEAST_DECLARED if any(kind.endswith("Article") for kind in about.types) else _LEAST):
        raise _no_article(shown)
    else:
        warnings = ()
    return Page(_story(kept, about, encoding, warnings), about)


def _pieces(root: _Element, about: PageMetadata) -> tuple[str, list[Piece]]:
    """Return the text of the article's subtree and those of its pieces that are the story."""
    choice = choose(root, about.headline)
    if choice is None:
        return "", []
    soup = soup_of(choice.element)
    try:
        pieces = walk(soup, choice)
        return " ".join(piece.text for piece in pieces), select(pieces, about)
    finally:
        free(soup)


def _described(text: str) -> list[Piece]:
    """Return the paragraphs of an article that stands in the page's metadata only, drawn by scripts a browser runs."""
    if "</" in text:
        text = BeautifulSoup(text, "lxml").get_text("\n")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [Piece(BlockKind.PARAGRAPH, line, 0, Tag(name="p")) for line in lines if line]


def body_text(story: ParsedStory) -> str:
    """Return the text of the blocks that can be body: all but captions, credits and the title."""
    title = squeezed(story.headline or "")
    blocks = (
        (block.kind, story.source_text[block.start : block.end]) for block in story.blocks if block.kind not in _NO_BODY
    )
    return "\n\n".join(text for kind, text in blocks if kind is not BlockKind.HEADING or squeezed(text) != title)


def _no_article(text: str) -> NotAStoryError:
    if _CONSENT.search(text):
        return NotAStoryError("parse.page.consent", "the page asks for consent, a script or a subscription", text[:200])
    return NotAStoryError(
        "parse.page.no_article", f"the page holds no article, only {len(text)} characters", text[:200]
    )


def _story(pieces: list[Piece], about: PageMetadata, encoding: str, warnings: tuple[str, ...]) -> ParsedStory:
    return ParsedStory(
        format=FORMAT,
        source_text=_storable("\n\n".join(piece.text for piece in pieces)) or "",
        blocks=tuple(_blocks(pieces)),
        encoding=encoding,
        guid=_storable(about.canonical),
        headline=_storable(about.headline),
        byline=_storable(_byline(about.authors)),
        language=about.language,
        version_created=_instant(about.modified or about.published),
        first_created=_instant(about.published),
        abstract=_storable(about.description),
        source=_storable(about.site),
        keywords=tuple(_storable(word) or "" for word in about.keywords),
        pictures=tuple(_pictures(pieces, about)),
        warnings=(*warnings, *_warnings(about)),
    )


def _storable(text: str | None) -> str | None:
    """Blank control characters, one for one: Postgres stores no NUL, and JSON-LD can spell one."""
    return text.translate(CONTROLS) if text and _CONTROL.search(text) else text


def _byline(authors: tuple[str, ...]) -> str | None:
    """Join names as a byline does.

    >>> _byline(("Kari Lund", "Ole Berg", "Per Ask")), _byline(())
    ('Kari Lund, Ole Berg and Per Ask', None)
    """
    return " and ".join(filter(None, (", ".join(authors[:-1]), *authors[-1:]))) or None


def _instant(stamp: Stamp | None) -> dt.datetime | None:
    """Return the instant of a stamp; a day without a time is its first moment in UTC, and the story says so."""
    if stamp is None:
        return None
    return stamp.instant or dt.datetime.combine(stamp.day, dt.time(), dt.UTC)


def _pictures(pieces: list[Piece], about: PageMetadata) -> Iterator[Picture]:
    """Return the pictures that only the metadata describes: the others are captions among the blocks."""
    captions = {squeezed(piece.text)[:80] for piece in pieces if piece.kind is BlockKind.CAPTION}
    for picture in about.pictures:
        if squeezed(picture.caption or "")[:80] not in captions:
            yield Picture(_storable(picture.caption), _storable(picture.credit))


def _blocks(pieces: list[Piece]) -> Iterator[Block]:
    start = 0
    for piece in pieces:
        yield Block(start, start + len(piece.text), piece.kind)
        start += len(piece.text) + 2


def _warnings(about: PageMetadata) -> Iterator[str]:
    stamp = about.modified or about.published
    if stamp and stamp.instant is None:
        yield "parse.page.date_without_zone"
    if "LiveBlogPosting" in about.types:
        yield "parse.page.live_blog"
    if "ImageGallery" in about.types or "MediaGallery" in about.types:
        yield "parse.page.gallery"
    if about.continues:
        yield "parse.page.more_pages"
    if about.free is False:
        yield "parse.page.not_free"


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Keep the cyclic collector from walking a tree while it grows: that alone costs 40 % more time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
