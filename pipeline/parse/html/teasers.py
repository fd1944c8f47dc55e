"""Teasers of other stories that end a page's text: a title and a sentence or two each, and a link to follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import Tag

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece, is_prose
from pipeline.parse.html.links import ending_link, leads_within
from pipeline.story import BlockKind

_LONGEST = 300
_SHORTEST_TEXT = 40
_LINKED = 0.8
_FEWEST, _FEWEST_LOOSE = 2, 3
"""So many teasers are some where each has a box, or a label heads them, and where they stand loose in the text."""

_SHARE, _SHARE_LOOSE = 0.5, 0.34
"""Teasers have no more than this share of the text before them: digests are made of such titles and sentences."""

_FEWEST_PARAGRAPHS = 4
_TEXTS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class _Teaser:
    """The numbers of a teaser's title and of what comes after it, and the element around title and text."""

    start: int
    end: int
    around: Tag


def without_teasers(pieces: Sequence[Piece], address: str) -> list[Piece]:
    """Leave out the teasers after the last of the text; ``address`` is the page's own.

    A section of the story leads to no other page of the site, or has more than a sentence or two.
    """
    teasers = _last(pieces, address)
    gone = {at for teaser in teasers for at in range(teaser.start, teaser.end)}
    if not teasers or not _are_teasers(teasers, pieces[: teasers[0].start], sum(len(pieces[at].text) for at in gone)):
        return list(pieces)
    return [piece for at, piece in enumerate(pieces) if at not in gone]


def _are_teasers(teasers: Sequence[_Teaser], before: Sequence[Piece], size: int) -> bool:
    """Whether titles over short texts, of this ``size`` together, are few and little beside the text before them."""
    told = sum(len(piece.text) for piece in before)
    labelled = bool(before) and lines.HEADING.match(before[-1].text) is not None
    if labelled or _are_boxed(teasers, before):
        return len(teasers) >= _FEWEST and size <= _SHARE * told
    enough = sum(map(is_prose, before)) >= _FEWEST_PARAGRAPHS
    return enough and len(teasers) >= _FEWEST_LOOSE and size <= _SHARE_LOOSE * told


def _are_boxed(teasers: Sequence[_Teaser], before: Sequence[Piece]) -> bool:
    """Whether each teaser stands in an element of its own."""
    boxes = {id(teaser.around) for teaser in teasers}
    around_text = {id(above) for piece in before if is_prose(piece) for above in piece.tag.parents}
    return len(boxes) == len(teasers) and boxes.isdisjoint(around_text)


def _last(pieces: Sequence[Piece], address: str) -> list[_Teaser]:
    """Return the teasers that no text of the story follows."""
    found = [teaser for at in range(len(pieces)) if (teaser := _teaser(pieces, at, address)) is not None]
    inside = {at for teaser in found for at in range(teaser.start, teaser.end)}
    texts = (at for at in range(len(pieces) - 1, -1, -1) if at not in inside and _is_text(pieces[at]))
    last = next(texts, -1) if found else -1
    return [teaser for teaser in found if teaser.start > last]


def _is_text(piece: Piece) -> bool:
    linked = piece.link_share > _LINKED
    return not linked and len(piece.text) >= _SHORTEST_TEXT and lines.SENTENCE.search(piece.text) is not None


def _teaser(pieces: Sequence[Piece], at: int, address: str) -> _Teaser | None:
    """Return the teaser whose title is this piece: one short text comes after it and a link of the two leads on."""
    if pieces[at].kind is not BlockKind.HEADING or at + 1 == len(pieces):
        return None
    text = pieces[at + 1]
    if text.kind not in _TEXTS or len(text.text) > _LONGEST or text.link_share > _LINKED:
        return None
    end = at + 2
    while end < len(pieces) and pieces[end].link_share > _LINKED and pieces[end].kind in _TEXTS:
        end += 1
    around = _around(pieces[at].tag, text.tag)
    if around is None or (end < len(pieces) and _goes_on(pieces[end], around)):
        return None
    links = (
        _title_link(pieces[at]),
        ending_link(text.tag) if text.linked else None,
        *(piece.tag.find("a") for piece in pieces[at + 2 : end]),
    )
    leads = any(isinstance(link, Tag) and leads_within(link, address) for link in links)
    return _Teaser(at, end, around) if leads else None


def _goes_on(piece: Piece, around: Tag) -> bool:
    """Whether the piece after a title's text is more text under the title."""
    return piece.kind is not BlockKind.HEADING and (_is_text(piece) or any(tag is around for tag in piece.tag.parents))


def _title_link(title: Piece) -> Tag | None:
    """Return the link that a title is."""
    if title.link_share <= _LINKED:
        return None
    inner = title.tag.find("a")
    return inner if isinstance(inner, Tag) else title.tag.find_parent("a")


def _around(title: Tag, text: Tag) -> Tag | None:
    """Return the smallest element that holds a title and its text."""
    above = set(map(id, (text, *text.parents)))
    return next((tag for tag in (title, *title.parents) if id(tag) in above), None)
