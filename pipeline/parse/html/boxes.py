"""Small boxes with a picture in and before a story's text, by what stands in them and without a word of their names."""

from collections.abc import Sequence

from bs4.element import Tag

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.names import HEADINGS
from pipeline.parse.html.places import held_by, holder, home_of, kind_of
from pipeline.story import BlockKind

_LARGEST = 450
"""A box with more text than so many characters is no caption and no pointer."""

_SHARE = 0.2
"""Where such boxes hold more than this share of the prose, they are the story's own sections."""

_TITLE = 25
_IMAGES = frozenset(("img", "picture", "amp-img"))
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def without_boxes(pieces: Sequence[Piece]) -> list[Piece]:
    """Call text that shares a box with a picture its caption, and leave the box out where it leads to another story.

    This holds where one element holds most of the prose and the box stands before or among its paragraphs. A text
    before them that is made as they are is the lead.
    """
    home = home_of(held_by(pieces))
    own = [at for at, piece in enumerate(pieces) if id(holder(piece)) == home and piece.kind is BlockKind.PARAGRAPH]
    if not home or not own:
        return list(pieces)
    around = {id(above) for above in (pieces[own[0]].tag, *pieces[own[0]].tag.parents)}
    like = {kind_of(pieces[at].tag) for at in own}
    found: dict[int, Tag] = {}
    for at, piece in enumerate(pieces[: own[-1]]):
        if piece.kind in _TEXT and id(holder(piece)) != home and (at > own[0] or kind_of(piece.tag) not in like):
            box = _box(piece, around)
            if box is not None and (at > own[0] or not _has(box, HEADINGS)):
                found[at] = box
    taken = sum(len(pieces[at].text) for at in found)
    if taken > _SHARE * sum(len(piece.text) for piece in pieces):
        return list(pieces)
    return _marked(pieces, found)


def _box(piece: Piece, around: set[int]) -> Tag | None:
    """Return the largest of the small elements with a picture that a piece stands in, ``around`` the text aside."""
    box: Tag | None = piece.tag
    found = None
    while box is not None and id(box) not in around and _size(box) <= _LARGEST:
        found = box if found is not None or _has(box, _IMAGES) else None
        box = box.parent
    return found


def _size(tag: Tag) -> int:
    size = 0
    for text in tag.strings:
        size += len(text)
        if size > _LARGEST:
            break
    return size


def _has(tag: Tag, names: frozenset[str]) -> bool:
    return any(isinstance(child, Tag) and (child.name in names or _has(child, names)) for child in tag.contents)


def _marked(pieces: Sequence[Piece], found: dict[int, Tag]) -> list[Piece]:
    """Mark what is found as captions and credits; of boxes that lead on nothing stays."""
    leading = {id(box): _leads_on(box) for box in found.values()}
    kept = []
    for at, piece in enumerate(pieces):
        box = found.get(at)
        if box is not None and leading[id(box)]:
            continue
        if box is not None:
            piece.kind = BlockKind.CREDIT if lines.CREDIT.match(piece.text) else BlockKind.CAPTION
        kept.append(piece)
    return kept


def _leads_on(box: Tag) -> bool:
    """Whether a box is a link to another story: a heading or a title in a link stands in it, or it stands in a link."""
    if _has(box, HEADINGS) or any(above.name == "a" for above in (box, *box.parents)):
        return True
    return any(len(link.get_text(" ", strip=True)) >= _TITLE for link in _links(box))


def _links(tag: Tag) -> list[Tag]:
    found = []
    for child in tag.contents:
        if isinstance(child, Tag):
            found += [child] if child.name == "a" else _links(child)
    return found
