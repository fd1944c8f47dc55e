"""From the article's tree to its blocks: what is a paragraph, heading, list item, quote, table row or caption."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4.element import NavigableString, Tag

from pipeline.parse.html.choose import HOPELESS_SHARE, SUSPECT_SHARE, weight
from pipeline.parse.html.names import (
    HEADINGS,
    INLINE,
    NEVER_TEXT,
    SUSPECT_TAGS,
    is_body,
    is_caption,
    is_credit,
    is_hopeless,
    is_suspect,
)
from pipeline.story import BlockKind, Picture

_KINDS = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.PREFORMATTED,
    "tr": BlockKind.TABLE,
    "figcaption": BlockKind.CAPTION,
}
_INHERITED = frozenset((BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.CREDIT))


_POST = re.compile(r"tweet|instagram|tiktok|bluesky|mastodon|fb-post|reddit", re.IGNORECASE)
"""Classes of embedded posts, which are part of the story whatever their wrapper is called."""


@dataclass(slots=True)
class Piece:
    """A block of the article before anything is decided about it; ``linked`` counts its characters in links."""

    kind: BlockKind
    text: str
    linked: int
    tag: Tag
    strong: bool = False

    @property
    def link_share(self) -> float:
        """The share of the text that stands in links."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class _Walk:
    """The state of one walk: pieces so far and the run of inline text not yet ended."""

    limit: float
    hopeless_limit: float
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0

    def end(self, kind: BlockKind, tag: Tag) -> None:
        if not self.run:
            return
        text = "".join(self.run)
        self.run.clear()
        linked, self.linked = self.linked, 0
        strong, self.strong = self.strong, 0
        parts = [folded for part in text.split("\v\v") if (folded := _fold(part))]
        total = sum(map(len, parts))
        for part in parts:
            share = round(linked * len(part) / total)
            self.pieces.append(Piece(kind, part, share, tag, strong * 10 >= 9 * total))


def _fold(text: str) -> str:
    if "\v" not in text:
        return " ".join(text.split())
    return "\n".join(line for part in text.split("\v") if (line := " ".join(part.split())))


def walk(article: Tag, prose: float) -> tuple[list[Piece], list[Picture]]:
    """Return the pieces of text and the pictures of ``article``, whose prose weighs ``prose``."""
    state = _Walk(SUSPECT_SHARE * prose, HOPELESS_SHARE * prose)
    for top in article.find_all(recursive=False):
        kind = _KINDS.get(top.name, BlockKind.PARAGRAPH)
        _children(top, kind, state)
        state.end(kind, top)
    return state.pieces, state.pictures


def _children(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    for child in tag.contents:
        if isinstance(child, NavigableString):
            state.run.append(child)
        elif isinstance(child, Tag):
            _element(child, kind, state)


def _element(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    name = tag.name
    if name == "br":
        state.run.append("\v")
    elif name in INLINE:
        _inline(tag, kind, state)
    elif name == "figure":
        _figure(tag, kind, state)
    elif name in NEVER_TEXT or _out(tag, state):
        state.end(kind, tag)
    else:
        _block(tag, kind, state)


def _inline(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    before = len(state.run)
    if tag.attrs and _suspect_inline(tag) and prose_of(tag) <= state.limit:
        return
    _children(tag, kind, state)
    if tag.name in ("a", "b", "strong"):
        length = len(" ".join("".join(state.run[before:]).split()))
        if tag.name == "a":
            state.linked += length
        else:
            state.strong += length


def _block(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    state.end(kind, tag.parent or tag)
    inner = _KINDS.get(tag.name) or (kind if kind in _INHERITED else BlockKind.PARAGRAPH)
    if inner is not BlockKind.CAPTION:
        inner = _caption_kind(tag) or inner
    if tag.name in ("td", "th"):
        state.run.append(" ")
        _children(tag, inner, state)
        state.run.append(" ")
        return
    _children(tag, inner, state)
    state.end(inner, tag)


def _caption_kind(tag: Tag) -> BlockKind | None:
    names = names_of(tag)
    if len(names) < 3:
        return None
    if is_credit(names) and prose_of(tag) < 300:
        return BlockKind.CREDIT
    if is_caption(names) and prose_of(tag) < 1000:
        return BlockKind.CAPTION
    return None


def _figure(tag: Tag, kind: BlockKind, state: _Walk) -> None:
    if tag.find("figcaption") is None and prose_of(tag) > state.limit:
        _block(tag, kind, state)
        return
    state.end(kind, tag)


def names_of(tag: Tag) -> str:
    """Return class and id of a tag as one string."""
    classes = tag.attrs.get("class")
    return f"{' '.join(classes) if classes else ''} {tag.attrs.get('id') or ''}"


def _out(tag: Tag, state: _Walk) -> bool:
    names = names_of(tag)
    if tag.name == "footer" or is_hopeless(names):
        return prose_of(tag) <= state.hopeless_limit
    if tag.name not in SUSPECT_TAGS and (len(names) < 2 or not is_suspect(names) or is_body(names)):
        return False
    return prose_of(tag) <= state.limit and tag.find("blockquote", class_=_POST) is None


def _suspect_inline(tag: Tag) -> bool:
    if tag.name == "a":
        return False
    names = names_of(tag)
    return len(names) > 1 and is_suspect(names)


def prose_of(tag: Tag) -> float:
    """Return the weight of the prose in a tag, links aside."""
    return sum(weight(text) for text in _texts(tag))


def _texts(tag: Tag) -> Iterator[str]:
    for child in tag.contents:
        if isinstance(child, NavigableString):
            yield child
        elif isinstance(child, Tag) and child.name != "a":
            yield from _texts(child)
