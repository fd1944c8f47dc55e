"""Inline content to blocks: XHTML, NITF and their dialects, as a tree or as escaped text.

Inline markup and the tails after it stay in the text, sections may nest, lists, tables and preformatted text keep
their kind. Everything in the element is kept as text, or as a picture's caption and credit, or left out by the name of
its element; ``Content.lost`` tells what is none of these.
"""

import html
import re
import statistics
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from pipeline.parse.agencies import LEAST_TEXT
from pipeline.parse.loss import MAX_TEXT, TEXT_LOSS
from pipeline.parse.text import split
from pipeline.parse.xml import local, text_of, texts
from pipeline.story import Block, BlockKind, Picture

_BREAK = "\v"
_PARAGRAPH_BREAK = re.compile(r"\v\s*?\v\s*")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# No XML writer and no wire wraps its lines wider.
_UNWRAPPED = 160
_FEWEST_LINES, _NEARLY_FULL, _SHORT_LINE = 5, 14, 60
_DEEPEST = 200
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]{0,30})((?:\s[^<>]{0,300})?)/?>")
_BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|pre|blockquote|figure|section)\b[^<>]{0,300}>", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block's text before it has its place in the story's text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a content element: blocks separated by an empty line, and the pictures that stood among them.

    ``characters`` counts the element's characters other than white space, ``lost`` those that are neither text nor
    picture nor left out by name.
    """

    text: str = ""
    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    characters: int = 0
    lost: int = 0

    def losses(self, least: float = LEAST_TEXT) -> tuple[str, ...]:
        """``parse.text_loss`` with both numbers when a smaller share of the characters is kept than ``least``."""
        if self.lost <= (1 - least) * self.characters:
            return ()
        return (f"{TEXT_LOSS}: {self.characters - self.lost} of {self.characters} characters kept",)


@dataclass(slots=True)
class _Walk:
    """The state of one walk: pieces so far, the run of inline text not yet ended, characters left out by name."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    left_out: int = 0
    figures: int = 0

    def end(self, kind: BlockKind) -> None:
        raw = "".join(self.run)
        self.run.clear()
        if raw.strip():
            mended = mend(raw)
            self.left_out += max(0, _count(raw) - _count(mended))
            self.pieces.extend(_laid_out(mended, kind))


def read_markup(element: etree._Element) -> Content:
    """The blocks and pictures of a content element and of all that stands in it; none of more than a story's text."""
    if (size := sum(map(len, texts(element)))) > MAX_TEXT:
        return Content(characters=size, lost=size)
    walk = _Walk()
    _children(element, BlockKind.PARAGRAPH, walk, 0)
    walk.end(BlockKind.PARAGRAPH)
    text, blocks = compose(walk.pieces)
    characters = sum(_count(piece) for piece in texts(element))
    lost = max(0, characters - walk.left_out - _count(text))
    return Content(text, blocks, tuple(walk.pictures), characters, lost)


def read_text(text: str) -> Content:
    """The blocks of content that came as text: escaped markup where there are tags in it, else by its layout."""
    if len(text) > 2 * MAX_TEXT:
        return Content(characters=len(text), lost=len(text))
    if _BLOCK_TAG.search(text):
        return read_html(text)
    mended = mend(text)
    pieces = [Piece(block.kind, " ".join(mended[block.start : block.end].split())) for block in split(mended)]
    composed, blocks = compose(pieces)
    return Content(composed, blocks, (), _count(mended), max(0, _count(mended) - _count(composed)))


def read_html(markup: str) -> Content:
    """The blocks of a piece of HTML, well-formed or not."""
    if len(markup) > 2 * MAX_TEXT:
        return Content(characters=len(markup), lost=len(markup))
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, recover=True, encoding="utf-8")
    clean = markup.replace("\0", " ")
    root = etree.fromstring(f"<div>{clean}</div>".encode("utf-8", "replace"), parser) if clean.strip() else None
    return Content() if root is None else read_markup(root)


def joined(contents: Iterable[Content]) -> Content:
    """Several contents of one story as one, in their order."""
    found = list(contents)
    pieces = [Piece(block.kind, one.text[block.start : block.end]) for one in found for block in one.blocks]
    text, blocks = compose(pieces)
    pictures = tuple(picture for one in found for picture in one.pictures)
    return Content(text, blocks, pictures, sum(one.characters for one in found), sum(one.lost for one in found))


def compose(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of pieces in order, an empty line between them.

    >>> compose([Piece(BlockKind.HEADING, "One"), Piece(BlockKind.PARAGRAPH, "Two")])[0]
    'One\\n\\nTwo'
    """
    parts: list[str] = []
    blocks = []
    at = 0
    for piece in pieces:
        blocks.append(Block(at, at + len(piece.text), piece.kind))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return "\n\n".join(parts), tuple(blocks)


def mend(text: str) -> str:
    """Text without the traces of markup escaped once too often: ``&#39;`` and pairs of tags.

    >>> mend("o&#39;clock, 35<endash>-</endash>40, 3 < 4 > 2, AT&T")
    "o'clock, 35-40, 3 < 4 > 2, AT&T"
    """
    if "<" in text:
        closed = {tag[2].lower() for tag in _TAG.finditer(text) if tag[1]}
        text = _TAG.sub(lambda tag: "" if tag[2].lower() in closed else _lone(tag), text)
    return _ESCAPED.sub(lambda reference: html.unescape(reference[0]), text) if "&" in text else text


def _lone(tag: re.Match[str]) -> str:
    return _BREAK if tag[2].lower() == "br" else tag[0]


def _children(element: etree._Element, kind: BlockKind, walk: _Walk, depth: int) -> None:
    """The element's text, its children and the tails after them."""
    walk.run.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _element(child, kind, walk, depth + 1)
        walk.run.append(child.tail or "")


def _element(element: etree._Element, kind: BlockKind, walk: _Walk, depth: int) -> None:
    name = local(element).lower()
    role = _roles().get(name)
    if name == "br":
        walk.run.append(_BREAK)
    elif depth > _DEEPEST:
        walk.run.extend(texts(element))
    elif role == "skip":
        walk.left_out += sum(_count(text) for text in texts(element))
    elif role == "picture" and not walk.figures:
        _figure(element, kind, walk, depth)
    elif role == "inline" or (role is None and _within_text(element)):
        _children(element, kind, walk, depth)
    elif name in {"td", "th"}:
        walk.run.append("\t")
        _children(element, kind, walk, depth)
    else:
        walk.end(kind)
        inner = _kind(role, kind)
        _children(element, inner, walk, depth)
        walk.end(inner)


def _kind(role: str | None, kind: BlockKind) -> BlockKind:
    """The kind of an element's text: its own, or for mere containers that of what they stand in."""
    if role in _NAMED and not (kind is BlockKind.TABLE and role == "preformatted"):
        return _NAMED[role]
    return kind


_NAMED = {kind.value: kind for kind in BlockKind}


def _within_text(element: etree._Element) -> bool:
    """Whether an unknown element stands in running text: text beside it that is no white space."""
    before = element.getprevious()
    parent = element.getparent()
    text = before.tail if before is not None else (parent.text if parent is not None else None)
    return bool((text or "").strip() or (element.tail or "").strip())


def _figure(element: etree._Element, kind: BlockKind, walk: _Walk, depth: int) -> None:
    """A picture, or else a frame around other text; what lies in it is not asked again."""
    walk.end(kind)
    if not _picture(element, walk):
        walk.figures += 1
        _children(element, kind, walk, depth)
        walk.end(kind)
        walk.figures -= 1


def _picture(element: etree._Element, walk: _Walk) -> bool:
    """Take a picture out with its captions and credits; not one that holds other text, which would be lost."""
    found: dict[str, list[str]] = {"caption": [], "credit": [], "skip": []}
    taken = 0
    for role, part in _picture_parts(element):
        found[role].append(text_of(part) or "")
        taken += sum(_count(text) for text in texts(part))
    total = sum(_count(text) for text in texts(element))
    if total - taken > (1 - LEAST_TEXT) * total:
        return False
    walk.left_out += total
    caption, credit = " ".join(filter(None, found["caption"])), " ".join(filter(None, found["credit"]))
    if caption or credit:
        walk.pictures.append(Picture(caption or None, credit or None, href=_file(element)))
    return True


def _file(element: etree._Element) -> str | None:
    """Where the picture lies: ``img src`` of XHTML, ``media-reference source`` of NITF."""
    files = element.iter("{*}img", "{*}media-reference")
    return next((href for one in files if (href := one.get("src") or one.get("source"))), None)


def _picture_parts(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for child in element.iterchildren(etree.Element):
        role = _roles().get(local(child).lower())
        if role in {"caption", "credit", "skip"}:
            yield role, child
        else:
            yield from _picture_parts(child)


def _laid_out(raw: str, kind: BlockKind) -> Iterator[Piece]:
    """The pieces of one run of text: one, or several where empty lines or an agency's layout divide it."""
    if kind is BlockKind.PREFORMATTED:
        yield Piece(kind, textwrap.dedent(raw.replace(_BREAK, "\n").expandtabs()).strip("\n").rstrip())
        return
    for part in _PARAGRAPH_BREAK.split(raw):
        if _BREAK in part or "\n" not in part.strip() or kind is not BlockKind.PARAGRAPH:
            folded = "\n".join(line for run in part.split(_BREAK) if (line := _folded(run, kind)))
            yield from [Piece(kind, folded)] if folded else []
        else:
            yield from _lines(part)


def _folded(text: str, kind: BlockKind) -> str:
    if kind is BlockKind.TABLE and "\t" in text:
        return "\t".join(" ".join(cell.split()) for cell in text.strip("\t\n ").split("\t"))
    return " ".join(text.split())


def _lines(raw: str) -> Iterator[Piece]:
    """Text with line ends in it: mostly the writer's of the XML, sometimes those of a list or of paragraphs."""
    text = _dedented(raw.expandtabs())
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if _ragged(lines):
        yield Piece(BlockKind.PREFORMATTED, "\n".join(lines))
    elif _divided(text, lines):
        for block in split(text):
            yield Piece(BlockKind.PARAGRAPH, " ".join(text[block.start : block.end].split()))
    else:
        yield Piece(BlockKind.PARAGRAPH, " ".join(text.split()))


def _divided(text: str, lines: Sequence[str]) -> bool:
    """Whether line ends divide paragraphs: empty lines, some first lines indented, or lines too long to be wrapped."""
    indented = sum(line.startswith("  ") for line in lines)
    return bool(_EMPTY_LINE.search(text)) or 0 < indented < len(lines) / 2 or max(map(len, lines)) > _UNWRAPPED


def _dedented(raw: str) -> str:
    """Lines without the indent that a writer of XML put before all of them; the first follows its tag directly."""
    first, _, rest = raw.partition("\n")
    return f"{first.strip()}\n{textwrap.dedent(rest)}".strip("\n")


def _ragged(lines: Sequence[str]) -> bool:
    """Whether lines end where their content does: few are about as long as the longest, as lines of prose would be."""
    widest = max(map(len, lines))
    full = sum(len(line) > widest - min(_NEARLY_FULL, widest // 5) for line in lines)
    return len(lines) >= _FEWEST_LINES and full < len(lines) / 2 and statistics.median(map(len, lines)) < _SHORT_LINE


def _count(text: str) -> int:
    """Characters other than white space."""
    return len(_SPACE.sub("", text))


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: role for role, names in table.items() for name in names}
