"""Pages that are no story, with the reason: walls before an article, lists, searches, pages that are gone."""

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

from lxml.etree import _Element

from pipeline.errors import NotAStoryError
from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.choose import length_of
from pipeline.parse.html.head import text_of
from pipeline.parse.html.lines import SENTENCE, tells
from pipeline.parse.html.metadata import PageMetadata
from pipeline.parse.html.names import NEVER_TEXT
from pipeline.story import BlockKind

_WORDS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("walls.toml").read_text("utf-8"))
_CONSENT, _NOT_FOUND, _SEARCH = (
    re.compile("|".join(_WORDS[name]), re.IGNORECASE) for name in ("consent", "not_found", "search")
)
_PAYWALL = re.compile("|".join(_WORDS["paywall"]))
"""For text in small letters: whole pages are searched, and ignoring case takes twice as long."""

_LEAST = 140
_LEAST_DECLARED = 40
"""The shortest text of a story; news flashes are shorter, on pages that say they are articles."""

_TEASER = 300
"""What a paywall lets stand of an article is worth keeping from this length on, with a warning."""

_WHOLE = 1200
"""A text of this length beside a paywall is taken for the article."""

_TOLD = 3
_SENTENCES = 80
_LINKED = 0.2
_WALL_TEXT = 2500
_WALL_WORDS = 3
_SHOWN = 200
_FEWEST_TITLES = 6
_TITLE = 25
_NO_TEXT = (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE)
_LISTS = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "ItemPage"))
_MOST_TEXT = 200_000


def check(root: _Element, about: PageMetadata, pieces: Sequence[Piece], kept: Sequence[Piece]) -> tuple[str, ...]:
    """Return a warning where a page shows only a part of its story; ``kept`` of its ``pieces`` are what it shows.

    :raises NotAStoryError: ``parse.paywall`` and ``parse.consent_wall`` stand before an article;
        ``parse.page.not_found``, ``.search``, ``.index``, ``.video`` and ``.no_article`` say what is there instead.
    """
    length = sum(length_of(piece.text) for piece in kept if piece.kind not in _NO_TEXT)
    if not about.is_article:
        _check_title(about, pieces)
        _check_list(about, pieces, kept)
    if length >= _WHOLE:
        return ()
    page = _text_of(root)
    short = length < (_LEAST_DECLARED if about.is_article else _LEAST)
    # The whole page is searched only where a wall would matter.
    wall = _PAYWALL.search(page.lower()) if short or _is_teaser(about, pieces, kept) else None
    if wall and length < _TEASER:
        told = f"the page shows {length:.0f} characters of an article and keeps the rest for subscribers ({wall[0]!r})"
        raise NotAStoryError("parse.paywall", told, _begin(kept))
    paragraphs = [piece.text for piece in kept if piece.kind is BlockKind.PARAGRAPH]
    if not about.is_article and (short or not (about.published or all(map(tells, paragraphs)))):
        _check_consent(kept, page, short=short)
    if short:
        raise _nothing(root, about, pieces, length)
    return ("parse.page.paywalled",) if wall else ()


def _check_title(about: PageMetadata, pieces: Sequence[Piece]) -> None:
    """Refuse what its title calls a page of results, or none, unless it has a text: 404 may be people, and a search one
    for a boat.
    """
    title = (about.headline or "").strip()
    if _tells(pieces):
        return
    if _NOT_FOUND.fullmatch(title):
        raise NotAStoryError("parse.page.not_found", "the page says that there is nothing at its address", title)
    if "SearchResultsPage" in about.types or (_SEARCH.fullmatch(title) and about.published is None):
        raise NotAStoryError("parse.page.search", "the page lists the results of a search", title)


def _tells(pieces: Sequence[Piece]) -> bool:
    """Whether several paragraphs of sentences stand one after another, without a title or a link between them."""
    run = 0
    for piece in pieces:
        told = piece.kind is BlockKind.PARAGRAPH and piece.link_share < _LINKED and SENTENCE.search(piece.text)
        run = run + 1 if told and len(piece.text) >= _SENTENCES else 0
        if run == _TOLD:
            return True
    return False


def _check_list(about: PageMetadata, pieces: Sequence[Piece], kept: Sequence[Piece]) -> None:
    """Refuse a list of articles: it says so, or its paragraphs stand one by one under titles that are links."""
    if not _LISTS.isdisjoint(about.types):
        raise _index(about, "its data call it a list")
    prose = [at for at, piece in enumerate(pieces) if _is_prose(piece)]
    under = [at for at in prose if any(_is_linked_title(piece) for piece in pieces[max(0, at - 3) : at])]
    if len(under) >= _FEWEST_TITLES and 3 * len(under) > 2 * len(prose) and len(kept) < 3 * len(under):
        raise _index(about, f"{len(under)} of its {len(prose)} paragraphs follow a title that is a link")


def _index(about: PageMetadata, why: str) -> NotAStoryError:
    return NotAStoryError("parse.page.index", f"the page is a list of articles: {why}", about.canonical)


def _is_prose(piece: Piece) -> bool:
    return piece.kind is BlockKind.PARAGRAPH and len(piece.text) >= _TITLE and piece.link_share < 0.5


def _is_linked_title(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and len(piece.text) >= _TITLE and piece.link_share > 0.8


def _check_consent(kept: Sequence[Piece], page: str, *, short: bool) -> None:
    text = " ".join(piece.text for piece in kept) or page[:_WALL_TEXT]
    words = {match.casefold() for match in _CONSENT.findall(text)}
    if len(words) >= (1 if short else _WALL_WORDS):
        told = "the page asks for consent, a script or a proof that a person reads it"
        raise NotAStoryError("parse.consent_wall", told, text[:_SHOWN])


def _is_teaser(about: PageMetadata, pieces: Sequence[Piece], kept: Sequence[Piece]) -> bool:
    """Whether a text is only the beginning of an article: its data say so, it breaks off, the wall stands in it."""
    words = sum(len(piece.text.split()) for piece in kept)
    if about.free is False or (about.word_count or 0) > 2 * words:
        return True
    last = kept[-1].text if kept else ""
    broken = not SENTENCE.search(last[-3:]) or last.endswith(("...", "…"))
    return broken or any(_PAYWALL.search(piece.text.lower()) for piece in pieces)


def _begin(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)[:_SHOWN]


def _nothing(root: _Element, about: PageMetadata, pieces: Sequence[Piece], length: float) -> NotAStoryError:
    text = _begin(pieces)
    if "VideoObject" in about.types or (about.open_graph_type or "").startswith("video"):
        return NotAStoryError("parse.page.video", "the page shows a video and no text", text)
    if sum(map(_leads_on, root.iter("h1", "h2", "h3", "h4"))) >= _FEWEST_TITLES:
        return _index(about, "it holds titles that are links and no text")
    return NotAStoryError("parse.page.no_article", f"the page holds no article, only {length:.0f} characters", text)


def _leads_on(heading: _Element) -> bool:
    """Whether a heading is a link to an article of that title."""
    above = heading.getparent()
    linked = heading.find(".//a") is not None or (above is not None and above.tag == "a")
    return linked and len(text_of(heading)) >= _TITLE


def _text_of(root: _Element) -> str:
    """Return the text of a whole page, what is hidden or beside the article too."""
    parts: list[str] = []
    size = 0
    for element in root.iter("*"):
        if element.tag not in NEVER_TEXT and element.text:
            parts.append(element.text)
        if element.tail:
            parts.append(element.tail)
        size += len(parts[-1]) if parts else 0
        if size > _MOST_TEXT:
            break
    return " ".join(" ".join(parts).split())
