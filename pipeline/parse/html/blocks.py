"""From the article's tree to its blocks: what is a paragraph, heading, list item, quote, table row or caption."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bs4.element import NavigableString, Tag

from pipeline.parse.html import lines
from pipeline.parse.html.asides import POSTS, holds_post, is_post, is_text, tells_facts
from pipeline.parse.html.authors import bylines_of
from pipeline.parse.html.choose import HOPELESS_SHARE, SUSPECT_SHARE, Choice, length_of, weight
from pipeline.parse.html.dates import stamp
from pipeline.parse.html.names import (
    CAPTION,
    CREDIT,
    HEADINGS,
    HOPELESS,
    INLINE,
    NEVER_TEXT,
    PICTURE,
    SUSPECT,
    SUSPECT_TAGS,
    speaks,
)
from pipeline.parse.html.tree import first
from pipeline.story import BlockKind

_KINDS = {
    **dict.fromkeys((*HEADINGS, "summary"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.PREFORMATTED,
    "tr": BlockKind.TABLE,
    "figcaption": BlockKind.CAPTION,
}
_INHERITED = frozenset(
    (BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.EMBED, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.CREDIT)
)

_NAMES = 300
_SENTENCES = 300
"""A paragraph of this length is judged by its text, whatever its class says."""

_FIGURE_TEXT = frozenset(("figcaption", "table", "blockquote", "pre", "ul", "ol"))
_EMPTY = frozenset(("br", "input"))
_IMAGE = frozenset(("img", "picture", "amp-img"))
_SOURCE = frozenset(("img", "amp-img"))
_LEADING = frozenset((*HEADINGS, "table", "form"))
_TIME = frozenset(("time",))
_STRONG = frozenset(("b", "strong"))
_CELLS = frozenset(("td", "th"))
_LONGEST_ADDRESS = 2000
_NO_LINE = frozenset(("button", "time", "figure", "nav", "select"))
_MOST_LINES = 40
_BLOCKS = frozenset(("p", "div", "br", "table"))
_LAYOUT = 300
_SENTENCE = 60
_FIRST_TEXTS = 200
_FEWEST_LINKS = 3
_LINKS = 100
"""Characters of the links that a box over a line has at least: names in a row are shorter."""

_PROSE = 80
_LONGEST_CAPTION = 300
_NO_CAPTION = frozenset(("button", "noscript", "form", "svg"))


@dataclass(slots=True)
class Piece:
    """A block of the article before anything is decided about it; ``linked`` counts its characters in links.

    ``time`` is the instant printed right before it, ``href`` the picture's address of a caption or credit; ``holder``
    and ``place`` keep what :mod:`pipeline.parse.html.places` found, which is asked for again and again.
    """

    kind: BlockKind
    text: str
    linked: int
    tag: Tag
    strong: bool = False
    time: dt.datetime | None = None
    href: str | None = None
    holder: Tag | None = None
    place: str = ""

    @property
    def link_share(self) -> float:
        """The share of the text that stands in links."""
        return self.linked / max(1, len(self.text)) if self.linked else 0.0


def is_prose(piece: Piece) -> bool:
    """Whether a piece is long enough for a sentence or two, and not mostly links."""
    return len(piece.text) >= _PROSE and piece.link_share < 0.5


@dataclass(slots=True)
class _Walk:
    """The state of one walk: pieces so far, the run of inline text not yet ended, and how deep in links it is."""

    limit: float
    hopeless_limit: float
    trusted: frozenset[str]
    live: bool = False
    authors: frozenset[str] = frozenset()
    prose: int = 0
    time: dt.datetime | None = None
    pieces: list[Piece] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0
    in_link: int = 0
    in_strong: int = 0

    def note(self, text: str) -> None:
        """Count a text in a link or in bold letters."""
        length = len(" ".join(text.split()))
        self.linked += length if self.in_link else 0
        self.strong += length if self.in_strong else 0

    def end(self, kind: BlockKind, tag: Tag) -> None:
        if not self.run:
            return
        text = "".join(self.run)
        self.run.clear()
        linked, self.linked = self.linked, 0
        strong, self.strong = self.strong, 0
        texts = text.split("\v\v") if "\v\v" in text else (text,)
        parts = [folded for part in texts if (folded := _fold(part))]
        total = sum(map(len, parts))
        for part in parts:
            share = round(linked * len(part) / total)
            self.pieces.append(Piece(kind, part, share, tag, strong * 10 >= 9 * total, self.time))
            self.time = None
            self.prose += len(part) >= _PROSE


def _fold(text: str) -> str:
    if "\v" not in text:
        text = text.strip()
        # Most texts are folded: of white space only the space is printable.
        return text if text.isprintable() and "  " not in text else " ".join(text.split())
    return "\n".join(line for part in text.split("\v") if (line := " ".join(part.split())))


def walk(article: Tag, choice: Choice, *, live: bool = False, authors: frozenset[str] = frozenset()) -> list[Piece]:
    """Return the pieces of text of ``article``, the tree of the choice's element, captions and credits too.

    ``live``: times are looked for in what is left out too, such as a line with a class that says time stamp.
    ``authors``, in small letters, are looked for in what is left out before the text.
    """
    state = _Walk(SUSPECT_SHARE * choice.raw, HOPELESS_SHARE * choice.raw, choice.trusted, live, authors)
    for top in article.find_all(recursive=False):
        kind = _KINDS.get(top.name, BlockKind.PARAGRAPH)
        _children(top, kind, state)
        state.end(kind, top)
    return state.pieces


def _children(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    for child in tag.contents:
        if isinstance(child, Tag):
            _element(child, kind, state)
        elif isinstance(child, str):
            if state.in_link or state.in_strong:
                state.note(child)
            state.run.append(child)


def _element(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    name = tag.name
    if name == "br":
        state.run.append("\v")
    if name in _EMPTY:
        return
    # What a link is called says nothing of it.
    names = names_of(tag) if name != "a" else ""
    words = speaks(names) if names else 0
    if name == "time":
        _note_time(tag, state)
    if name in INLINE:
        _inline(tag, name, kind, words, state)
    elif name == "figure":
        _figure(tag, kind, state)
    elif name == "table" and (caption := _framed(tag)):
        state.end(kind, tag)
        state.pieces.append(Piece(BlockKind.CAPTION, caption, 0, tag, href=_picture_address(tag)))
    elif name in NEVER_TEXT or ((words or name in SUSPECT_TAGS) and _out(tag, names, words, state)):
        state.end(kind, tag)
        if state.live and (time := first(tag, _TIME)) is not None:
            _note_time(time, state)
        if name not in NEVER_TEXT and state.prose <= 1:
            _keep_byline(tag, state)
    else:
        _block(tag, name, kind, words, state)


def _note_time(tag: Tag, state: _Walk) -> None:
    """Keep the instant of a time element for the piece that follows it."""
    found = stamp(str(tag.attrs.get("datetime") or ""))
    if found is not None and found.instant is not None:
        state.time = found.instant


def _keep_byline(tag: Tag, state: _Walk) -> None:
    """Keep of an element that is left out before the text the lines that are bylines."""
    known = {piece.text for piece in state.pieces if piece.kind is BlockKind.BYLINE}
    found = bylines_of(islice(_lines(tag), _MOST_LINES), state.authors)
    new = (line for line in dict.fromkeys(found) if line not in known)
    state.pieces += (Piece(BlockKind.BYLINE, line, 0, tag) for line in new)


def _lines(tag: Tag) -> Iterator[str]:
    """Give the lines of text in an element, as its blocks and line breaks divide it."""
    run: list[str] = []
    for child in tag.contents:
        if isinstance(child, NavigableString):
            run.append(child)
        elif isinstance(child, Tag) and child.name in INLINE and child.name not in _TIME:
            # Names, jobs and dates stand in elements of their own, which only the style sheet sets apart.
            run += (part for text in child.strings for part in (text, " "))
        elif isinstance(child, Tag):
            if line := _fold("".join(run)):
                yield line
            run.clear()
            if child.name not in _NO_LINE:
                yield from _lines(child)
    if line := _fold("".join(run)):
        yield line


def _inline(tag: Tag, name: str, kind: BlockKind, words: int, state: _Walk) -> None:
    if words & SUSPECT and prose_of(tag) <= state.limit:
        return
    if name == "span" and len(tag.contents) >= _FEWEST_LINKS and _only_links(tag):
        return
    if words & (CAPTION | CREDIT) and kind is BlockKind.PARAGRAPH and _stands_alone(tag, state):
        state.end(kind, tag)
        credits_ = words & CREDIT or lines.CREDIT.match("".join(tag.strings))
        _children(tag, kind, state)
        state.end(BlockKind.CREDIT if credits_ else BlockKind.CAPTION, tag)
        return
    link, strong = name == "a", name in _STRONG
    state.in_link += link
    state.in_strong += strong
    _children(tag, kind, state)
    state.in_link -= link
    state.in_strong -= strong


def _stands_alone(tag: Tag, state: _Walk) -> bool:
    """Whether a tag within a line is a short line of its own, after a picture or nothing."""
    after = tag.next_sibling
    ends = after is None or not isinstance(after, NavigableString) or not after.strip()
    inline = isinstance(after, Tag) and after.name in INLINE
    return ends and not inline and not any(map(str.strip, state.run)) and sum(map(len, tag.strings)) < _LONGEST_CAPTION


def _only_links(tag: Tag) -> bool:
    """Whether a tag within a line is a box that opens over it: titles as links, with nothing between them."""
    links = [child for child in tag.contents if isinstance(child, Tag) and child.name == "a"]
    between = any(isinstance(child, NavigableString) and child.strip() for child in tag.contents)
    if len(links) < _FEWEST_LINKS or between:
        return False
    return sum(len(text) for link in links for text in link.strings) > _LINKS


def _block(tag: Tag, name: str, kind: BlockKind, words: int, state: _Walk) -> None:
    if kind is BlockKind.TABLE and name in _CELLS:
        state.run.append(" ")
        _children(tag, kind, state)
        return
    if state.run:
        state.end(kind, tag if tag.parent is None else tag.parent)
    inner = _KINDS.get(name) or (kind if kind in _INHERITED else BlockKind.PARAGRAPH)
    if name == "tr" and _is_layout(tag):
        inner = BlockKind.PARAGRAPH
    if kind is BlockKind.EMBED or (name in POSTS and is_post(tag)):
        inner = BlockKind.EMBED
    if words and inner is not BlockKind.CAPTION:
        inner = _caption_kind(tag, words) or inner
    _children(tag, inner, state)
    if state.run:
        state.end(inner, tag)


def _framed(table: Tag) -> str:
    """Return the caption in a table that holds a picture and one short text, empty for any other."""
    if first(table, _LEADING) is not None or first(table, _IMAGE) is None:
        return ""
    told = [text for cell in table.find_all("td") if (text := " ".join(" ".join(cell.strings).split()))]
    return told[0] if len(told) == 1 and len(told[0]) < _LONGEST_CAPTION else ""


def _is_layout(row: Tag) -> bool:
    """Whether a row of a table lays out the page: a cell of it holds running text of its own."""
    return any(isinstance(cell, Tag) and first(cell, _BLOCKS) is not None and _runs_on(cell) for cell in row.contents)


def _runs_on(cell: Tag) -> bool:
    """Whether the first texts in a cell are longer than those of tables of figures or facts."""
    lengths = (len(text) for text in islice(cell.strings, _FIRST_TEXTS))
    return sum(length for length in lengths if length >= _SENTENCE) > _LAYOUT


def _caption_kind(tag: Tag, words: int) -> BlockKind | None:
    if words & CREDIT and prose_of(tag) < 300:
        return BlockKind.CREDIT
    if words & CAPTION and sum(map(len, tag.strings)) < 700:
        return BlockKind.CAPTION
    if words & PICTURE and prose_of(tag) < 600 and first(tag, _IMAGE) is not None:
        return BlockKind.CAPTION
    return None


def _figure(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    """Take caption and credit of a picture; a figure that holds a table, a quote or running text is none."""
    captioned = first(tag, _FIGURE_TEXT)
    if (captioned is not None and captioned.name != "figcaption") or prose_of(tag) > state.limit:
        _block(tag, "figure", kind, 0, state)
        return
    state.end(kind, tag)
    caption: list[str] = []
    credit: list[str] = []
    for text, words in _figure_texts(tag, 0):
        if words & (CREDIT | CAPTION):
            (credit if words & CREDIT else caption).append(text)
    for texts, inner in ((caption, BlockKind.CAPTION), (credit, BlockKind.CREDIT)):
        if text := _fold(" ".join(texts)):
            state.pieces.append(Piece(inner, text, 0, tag, href=_picture_address(tag)))


def _picture_address(figure: Tag) -> str | None:
    """Return where the first picture of a figure lies; pages that load pictures late keep the address elsewhere."""
    image = first(figure, _SOURCE)
    for name in ("data-src", "data-original", "src"):
        given = str(image.attrs.get(name) or "").strip() if image is not None else ""
        if given and not given.startswith("data:"):
            return given[:_LONGEST_ADDRESS]
    return None


def _figure_texts(tag: Tag, words: int) -> Iterator[tuple[str, int]]:
    """Give each text of a figure with what the elements around it say."""
    for child in tag.contents:
        if isinstance(child, NavigableString):
            yield child, words
        elif isinstance(child, Tag) and child.name not in _NO_CAPTION:
            said = words | speaks(names_of(child)) if child.attrs else words
            yield from _figure_texts(child, said | CAPTION if child.name == "figcaption" else said)


def names_of(tag: Tag) -> str:
    """Return class and id of a tag as one string, empty where it has neither."""
    attributes = tag.attrs
    if not attributes:
        return ""
    classes, given = attributes.get("class"), attributes.get("id")
    if not classes and not given:
        return ""
    return f"{' '.join(classes)[:_NAMES] if classes else ''} {(given or '')[:_NAMES]}"


def _out(tag: Tag, names: str, words: int, state: _Walk) -> bool:
    """Whether a block is no part of the article: suspect, and without a good part of the article's prose.

    It is asked where a block's tag or name says something.
    """
    if tag.name == "footer" or words & HOPELESS:
        return prose_of(tag) <= state.hopeless_limit
    if (tag.name not in SUSPECT_TAGS and (not words & SUSPECT or names in state.trusted)) or is_text(tag):
        return False
    prose = prose_of(tag)
    if tag.name == "p" and prose > _SENTENCES:
        return False
    return prose <= state.limit and not holds_post(tag) and not (state.prose and tells_facts(tag))


def prose_of(tag: Tag) -> float:
    """Return the weight of the prose in a tag, links aside."""
    blocks: dict[int, float] = {}
    _gather(tag, id(tag), blocks)
    return sum(map(weight, blocks.values()))


def _gather(tag: Tag, block: int, blocks: dict[int, float]) -> None:
    for child in tag.contents:
        if isinstance(child, Tag):
            if (name := child.name) != "a":
                _gather(child, block if name in INLINE else id(child), blocks)
        elif isinstance(child, str):
            blocks[block] = blocks.get(block, 0.0) + length_of(child)
