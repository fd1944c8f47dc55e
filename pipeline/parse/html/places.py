"""Where the pieces of an article stand: the element that holds most of the prose, and elements of its kind."""

from collections.abc import Sequence

from bs4.element import Tag

from pipeline.parse.html.blocks import Piece
from pipeline.story import BlockKind

_LINE = 60
_TITLE = 25
_HOME_SHARE = 0.6
LOOSE = ("div", "section", "article")
"""Elements that can hold text of their own, beside the paragraphs."""


def holder(piece: Piece, wrappers: int = 0) -> Tag:
    """Return the element that a piece stands in, a paragraph's parent or the element of loose text, or above it."""
    found = piece.holder
    if found is None:
        tag = piece.tag
        found = piece.holder = tag if tag.name in LOOSE or tag.parent is None else tag.parent
    for _ in range(wrappers):
        if (above := found.parent) is None:
            break
        found = above
    return found


def place(piece: Piece) -> str:
    """Name the kind of element that a piece stands in."""
    if not piece.place:
        piece.place = kind_of(holder(piece))
    return piece.place


def kind_of(tag: Tag) -> str:
    """Return a tag's name and classes, which elements that are made alike share."""
    return f"{tag.name}.{'.'.join(tag.attrs.get('class', ()))}"


def most_common_place(pieces: Sequence[Piece]) -> str:
    """Return the place that holds most of the text."""
    held: dict[str, int] = {}
    for piece in pieces:
        kind = piece.place or place(piece)
        held[kind] = held.get(kind, 0) + len(piece.text)
    return max(held, key=held.__getitem__, default="")


def held_by(pieces: Sequence[Piece], wrappers: int = 0) -> dict[int, list[int]]:
    """Return the lengths of the paragraphs that the elements hold which are so many above them, by their ``id``."""
    held: dict[int, list[int]] = {}
    for piece in pieces:
        if piece.kind is BlockKind.PARAGRAPH and len(piece.text) >= _LINE and not _is_teaser(piece):
            held.setdefault(id(holder(piece, wrappers)), []).append(len(piece.text))
    return held


def _is_teaser(piece: Piece) -> bool:
    """Whether the first of a text's lines is a link as long as all that is linked in it: a title of another story."""
    return piece.linked >= _TITLE and piece.text.find("\n") == piece.linked


def home_of(held: dict[int, list[int]]) -> int:
    """Return the ``id`` of the element that holds more than half of the prose by far, 0 where none does."""
    sizes = {around: sum(lengths) for around, lengths in held.items()}
    home = max(sizes, key=sizes.__getitem__, default=0)
    return home if home and sizes[home] > _HOME_SHARE * sum(sizes.values()) else 0
