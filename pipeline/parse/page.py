"""HTML pages of newsrooms: the article's blocks, its metadata and pictures, out of everything around it.

lxml parses the page, :mod:`pipeline.parse.html.choose` finds the subtree that holds the article, only that
subtree becomes a BeautifulSoup tree, and :mod:`pipeline.parse.html.blocks` reads the blocks off it.
"""

import datetime as dt
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml.etree import Element, _Element

from pipeline.parse.about import About
from pipeline.parse.decode import CONTROLS
from pipeline.parse.html import markup, metadata, walls
from pipeline.parse.html.above import pieces_above
from pipeline.parse.html.authors import is_byline, is_organisation, people
from pipeline.parse.html.blocks import Piece, walk
from pipeline.parse.html.choose import Choice, choose, squeezed
from pipeline.parse.html.dates import Stamp
from pipeline.parse.html.liveblog import updates_of
from pipeline.parse.html.metadata import PageMetadata
from pipeline.parse.html.select import select
from pipeline.parse.html.state import body_in_state
from pipeline.parse.html.tree import free, soup_of
from pipeline.story import Block, BlockKind, Contributor, Link, ParsedStory, Picture, Update

FORMAT = "html"
ABOUT = About(
    "Begins like HTML, or is declared as HTML and holds a tag.",
    ("One story a page; scripts are not run.",),
)
_CONTROL = "".join(map(chr, CONTROLS)).encode()
_SHOWN = 0.3
"""A page that shows less of its article than this share of what its metadata tells hides it from all but scripts."""

_NOTHING = 140
"""A page that shows less text than this may hold its story in the data for its scripts."""

_ALL = Choice(Element("body"), 0, 0)
"""Of an article's own markup nothing is weighed."""

_NO_BODY = (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page gives: the story as the stages hand it on, and all that the page says of itself."""

    story: ParsedStory
    metadata: PageMetadata


def parse_page(payload: bytes, *, media_type: str | None = None) -> list[ParsedStory]:
    """Return the one story of a page; ``media_type`` may name the charset that the transport declared.

    :raises NotAStoryError: ``parse.paywall``, ``parse.consent_wall`` or a check that begins with ``parse.page.``: the
        page holds no story, see :func:`pipeline.parse.html.walls.check`.
    :raises StoryError: ``parse.too_large`` or ``parse.page.empty``.
    """
    return [read(payload, media_type=media_type).story]


def read(payload: bytes, *, media_type: str | None = None) -> Page:
    """Return the story of a page together with the page's metadata; raises as :func:`parse_page` does."""
    page, encoding = markup.to_utf8(payload, media_type)
    with _no_garbage_collection():
        return _read(markup.tree(page), encoding)


def _read(root: _Element, encoding: str) -> Page:
    # lxml makes an object of an element each time one is asked for, and not again while it is kept.
    body = markup.body_of(root)
    about = metadata.read(root, body)
    pieces, kept = _pieces(body, about)
    shown = sum(len(piece.text) for piece in kept)
    told = _told(about) or (_paragraphs(body_in_state(root, about.headline) or "") if shown < _NOTHING else [])
    if shown < _SHOWN * sum(len(piece.text) for piece in told):
        return Page(_story(told, about, encoding, ("parse.page.text_from_metadata",)), about)
    warnings = walls.check(root, about, pieces, kept)
    return Page(_story(kept, about, encoding, warnings), _signed(about, kept))


def _signed(about: PageMetadata, kept: Sequence[Piece]) -> PageMetadata:
    """Add the authors of the printed byline where the page's data name none, or not all of them."""
    printed = next((piece.text for piece in kept if piece.kind is BlockKind.BYLINE), "")
    if not printed or (about.authors and not is_byline(printed)):
        return about
    named = people((printed,))
    more = {name.casefold() for name in named} > about.author_names
    return replace(about, authors=named) if more and not any(map(is_organisation, named)) else about


def _pieces(body: Sequence[_Element], about: PageMetadata) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the article's subtree and those of them that are the story."""
    choice = choose(body, about.headline)
    if choice is None:
        return [], []
    soup = soup_of(choice.element)
    try:
        pieces = walk(soup, choice, live=_is_live(about), authors=about.author_names)
        kept = select(pieces, about)
        kept = [*pieces_above(body, choice, about, kept), *kept]
        _hand_on_times(pieces, kept)
        return pieces, kept
    finally:
        free(soup)


def _is_live(about: PageMetadata) -> bool:
    return "LiveBlogPosting" in about.types


def _hand_on_times(pieces: Sequence[Piece], kept: Sequence[Piece]) -> None:
    """Give the time before a piece that is left out, such as the time's own line, to the next that is kept."""
    stays = set(map(id, kept))
    time = None
    for piece in pieces:
        time = piece.time or time
        if id(piece) in stays:
            piece.time, time = time, None


def _told(about: PageMetadata) -> list[Piece]:
    """Return the paragraphs that stand in the page's metadata, which scripts draw where the page shows none."""
    if about.article_body or not about.entries:
        return _paragraphs(about.article_body or "")
    pieces: list[Piece] = []
    for entry in about.entries:
        if entry.headline:
            pieces.append(Piece(BlockKind.HEADING, entry.headline, 0, Tag(name="h2")))
        pieces += _paragraphs(entry.text or "")
    return pieces


def _paragraphs(text: str) -> list[Piece]:
    if "</" in text:
        return walk(BeautifulSoup(text, "lxml"), _ALL)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [Piece(BlockKind.PARAGRAPH, line, 0, Tag(name="p")) for line in lines if line]


def body_text(story: ParsedStory) -> str:
    """Return the text of the blocks that can be body: all but captions, credits, bylines and the title."""
    title = squeezed(story.headline or "")
    blocks = (
        (block.kind, story.source_text[block.start : block.end]) for block in story.blocks if block.kind not in _NO_BODY
    )
    return "\n\n".join(text for kind, text in blocks if kind is not BlockKind.HEADING or squeezed(text) != title)


def _story(pieces: list[Piece], about: PageMetadata, encoding: str, warnings: tuple[str, ...]) -> ParsedStory:
    updates = updates_of(pieces, about.entries, declared=_is_live(about))
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
        warnings=(*warnings, *_warnings(about, updates)),
        links=(Link("next", _storable(about.next_page) or ""),) if about.next_page else (),
        contributors=tuple(map(_contributor, about.contributors)),
        url=_storable(about.canonical),
        section=_storable(about.section),
        updates=tuple(Update(each.at, _storable(each.headline), each.paragraph) for each in updates),
    )


def _storable(text: str | None) -> str | None:
    """Blank control characters, one for one: Postgres stores no NUL, and JSON-LD can spell one."""
    if not text:
        return text
    # Bytes are searched for them at a tenth of a pattern's cost.
    known = text.encode("utf-8", "surrogatepass")
    return text if len(known.translate(None, _CONTROL)) == len(known) else text.translate(CONTROLS)


def _contributor(person: Contributor) -> Contributor:
    title, agency, email = map(_storable, (person.title, person.agency, person.email))
    return Contributor(_storable(person.name) or "", person.role, title=title, agency=agency, email=email)


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
    """Return the pictures of figures that say where they lie, then those that only the metadata describes."""
    captions = {squeezed(piece.text)[:80] for piece in pieces if piece.kind is BlockKind.CAPTION}
    shown = list(_shown(pieces, about.canonical or ""))
    yield from shown
    for picture in about.pictures:
        told = squeezed(picture.caption or "")[:80]
        if told not in captions and (told or not shown):
            yield Picture(_storable(picture.caption), _storable(picture.credit), href=_storable(picture.href))


def _shown(pieces: list[Piece], address: str) -> Iterator[Picture]:
    credits_ = {id(piece.tag): piece.text for piece in reversed(pieces) if piece.kind is BlockKind.CREDIT}
    for piece in pieces:
        if piece.href and piece.kind is BlockKind.CAPTION:
            credit = credits_.get(id(piece.tag))
            yield Picture(_storable(piece.text), _storable(credit), href=_storable(_joined(address, piece.href)))


def _joined(address: str, href: str) -> str:
    """Resolve a picture's address against the page's, leaving one that no address can be as it is."""
    try:
        return urljoin(address, href)
    except ValueError:
        return href


def _blocks(pieces: list[Piece]) -> Iterator[Block]:
    start = 0
    for piece in pieces:
        yield Block(start, start + len(piece.text), piece.kind)
        start += len(piece.text) + 2


def _warnings(about: PageMetadata, updates: Sequence[Update]) -> Iterator[str]:
    stamp = about.modified or about.published
    if stamp and stamp.instant is None:
        yield "parse.page.date_without_zone"
    if updates or _is_live(about):
        yield "parse.page.live_blog"
    if "ImageGallery" in about.types or "MediaGallery" in about.types:
        yield "parse.page.gallery"
    if about.next_page:
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
