"""What heads and follows other stories' links in a text, and the credits of a production at its end."""

from collections.abc import Iterator, Sequence

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.places import most_common_place, place
from pipeline.story import BlockKind

_LABEL = 80
"""A label over links to other stories is shorter."""

_LINKED = 0.8
_LONGEST_LINK = 400
_LONGEST_POINTER = 300
_CREDIT_LINE = 90
_FEWEST_CREDITS = 4
_LABELS = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_LINES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)


def without_pointers(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the labels of links to other stories, and lists of pointers under labels that say so.

    What is only a link is left out later, by itself.
    """
    home = ""
    gone: set[int] = set()
    first = next((at for at, piece in enumerate(pieces) if len(piece.text) >= _LABEL), len(pieces))
    for at in range(first, len(pieces) - 1):
        piece = pieces[at]
        if piece.kind not in _LABELS or len(piece.text) >= _LABEL or piece.link_share > _LINKED:
            continue
        following = pieces[at + 1]
        if following.kind is not BlockKind.LIST_ITEM and following.link_share <= _LINKED:
            continue
        pointers, links = _pointers(pieces, at + 1), _links(pieces, at + 1)
        if pointers and _says_so(piece.text):
            gone.update(range(at, at + 1 + pointers))
        elif links and piece.kind is BlockKind.PARAGRAPH:
            home = home or most_common_place(pieces)
            if _is_label(pieces, at, links, home):
                gone.add(at)
    return [piece for at, piece in enumerate(pieces) if at not in gone]


def _says_so(text: str) -> bool:
    """Whether a short text is what pages print over other stories."""
    small = text.lower()
    return bool(lines.HEADING.match(text) or lines.WHOLE.match(small) or lines.START.match(small))


def _pointers(pieces: Sequence[Piece], start: int) -> int:
    """Return how many list items stand from ``start`` on where each has a link in it, 0 where one has none."""
    end = start
    while end < len(pieces) and pieces[end].kind is BlockKind.LIST_ITEM:
        end += 1
    items = pieces[start:end]
    return len(items) if all(item.linked and len(item.text) < _LONGEST_POINTER for item in items) else 0


def _links(pieces: Sequence[Piece], start: int) -> int:
    """Return how many pieces from ``start`` on are nothing but a link."""
    end = start
    while end < len(pieces) and pieces[end].link_share > _LINKED and len(pieces[end].text) < _LONGEST_LINK:
        end += 1
    return end - start


def _is_label(pieces: Sequence[Piece], at: int, links: int, home: str) -> bool:
    """Whether a short text heads the links after it: it says so, or no sentence of the story's can it be.

    A subhead before a box of links has text after them, and stands where the text stands.
    """
    text = pieces[at].text
    if _says_so(text):
        return True
    if links == 1 or (lines.SENTENCE.search(text) and not text.endswith(("...", "…"))):
        return False
    after = at + 1 + links
    return after == len(pieces) or pieces[after].kind is BlockKind.HEADING or place(pieces[at]) != home


def mark_production(pieces: list[Piece]) -> list[Piece]:
    """Call the lines that end a story credits where they tell who did what for its pictures and its making.

    Headings among them go. Under a heading, or with those who made a play or a film, they are the story's.
    """
    start = len(pieces)
    while start and _may_credit(pieces[start - 1]):
        start -= 1
    told = [at for at in range(start, len(pieces)) if lines.PRODUCTION.match(pieces[at].text)]
    if len(told) < _FEWEST_CREDITS or 2 * len(told) < len(pieces) - told[0] or not _is_of_pictures(pieces, told):
        return pieces
    headed = told[0] > 0 and pieces[told[0] - 1].kind is BlockKind.HEADING
    staged = any(lines.STAGED.search(piece.text) for piece in pieces[start:])
    return pieces if headed or staged else [*pieces[: told[0]], *_credits(pieces[told[0] :])]


def _is_of_pictures(pieces: Sequence[Piece], told: Sequence[int]) -> bool:
    """Whether two and more of the lines tell of work on pictures, and one of who took them."""
    pictured = sum(lines.PICTURED.search(pieces[at].text) is not None for at in told)
    return pictured > 1 and any(lines.SHOT.search(pieces[at].text) for at in told)


def _may_credit(piece: Piece) -> bool:
    return piece.kind in _LINES and len(piece.text) < _CREDIT_LINE and not piece.text.endswith((".", "!", "?"))


def _credits(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.kind is not BlockKind.HEADING:
            piece.kind = BlockKind.CREDIT
            yield piece
