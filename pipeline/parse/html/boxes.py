"""Small boxes in and before a story's text: pictures, offers, pull quotes; by what is in them, not by their names."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bs4.element import NavigableString, Tag

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.links import ending_link, leads_within, links_in, named_in, strings_in, text_in
from pipeline.parse.html.names import HEADINGS
from pipeline.parse.html.places import held_by, holder, home_of, kind_of, most_common_place, place
from pipeline.parse.html.tree import first
from pipeline.story import BlockKind

_LARGEST = 450
"""A box with more text than so many characters is no caption and no pointer."""

_SHARE = 0.2
"""Where such boxes hold more than this share of the prose, they are the story's own sections."""

_WRAPPERS = 3
_TITLE = 25
_LONGEST_OFFER = 250
_REPLY = 30
_SHORTEST_QUOTE = 30
_LONGEST_QUOTE = 300
_IMAGES = frozenset(("img", "picture", "amp-img"))
_ASIDE = frozenset(("em", "i", "small", "cite"))
_FULL_STOPS = '.!?…:\u201d"'
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]\d.!?]{2,60}[)\]]$")
_WRITTEN = frozenset(("text", "email", "tel"))
_LINK = frozenset(("a", "button"))
_LINKS = frozenset(("a",))
_TITLES = HEADINGS | {"b", "strong"}
_CHOSEN = "radio"
_LISTS = frozenset(("ul", "ol", "dl"))
_BOXES = frozenset(("div", "section", "article", "aside"))
_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE)
_OFFER = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_QUOTED = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def without_boxes(pieces: Sequence[Piece], address: str = "") -> list[Piece]:
    """Leave out of the text what boxes of their own in it offer, say again or point to; mark the captions of pictures.

    This holds where one element holds most of the prose. ``address`` is the page's own.
    """
    own = _own(pieces)
    if not own:
        return list(pieces)
    inside = set(own)
    beside = [at for at in range(len(pieces)) if at not in inside and pieces[at].kind in _KINDS]
    around = {id(above) for above in (pieces[own[0]].tag, *pieces[own[0]].tag.parents)}
    sizes: dict[int, int] = {}
    boxes = {at: small for at in beside if (small := _small(pieces[at], around, sizes))}
    gone = _offers(pieces, boxes, own[0]) | _pull_quotes(pieces, own, beside)
    gone |= _teasers(pieces, boxes, own, address) | _comments(pieces, own)
    found = _pictured(pieces, own, boxes)
    if sum(len(pieces[at].text) for at in found) > _SHARE * sum(len(piece.text) for piece in pieces):
        found = {}
    return _marked(pieces, found, gone)


def _small(piece: Piece, around: set[int], sizes: dict[int, int]) -> list[Tag]:
    """Return the elements with little text that a piece stands in, ``around`` the text aside, the smallest first.

    ``sizes`` keeps how much text stands in an element, by its ``id``: several pieces may stand in it.
    """
    found: list[Tag] = []
    box: Tag | None = piece.tag
    while box is not None and (given := id(box)) not in around:
        if given not in sizes:
            sizes[given] = _size(box)
        if sizes[given] > _LARGEST:
            break
        found.append(box)
        box = box.parent
    return found


def _size(tag: Tag) -> int:
    """Return how many characters stand in a tag, counted until they are too many."""
    size = 0
    for child in tag.contents:
        if isinstance(child, Tag):
            size += _size(child)
        elif isinstance(child, str):
            size += len(child)
        if size > _LARGEST:
            break
    return size


def _own(pieces: Sequence[Piece]) -> list[int]:
    """Return the numbers of the paragraphs in the element that holds most of the prose.

    Where each paragraph has a wrapper of its own in it, those in wrappers of the most common kind.
    """
    for wrappers in range(_WRAPPERS):
        if home := home_of(held_by(pieces, wrappers)):
            common = most_common_place(pieces) if wrappers else ""
            paragraphs = (at for at, piece in enumerate(pieces) if piece.kind is BlockKind.PARAGRAPH)
            inside = (at for at in paragraphs if id(holder(pieces[at], wrappers)) == home)
            return [at for at in inside if not wrappers or place(pieces[at]) == common]
    return []


def _pictured(pieces: Sequence[Piece], own: list[int], boxes: dict[int, list[Tag]]) -> dict[int, Tag]:
    """Return the boxes with a picture before and among the paragraphs, by the numbers of the texts in them.

    A text in the one box before the paragraphs that is made as they are is the lead.
    """
    start = own[0]
    found = {}
    for at, small in boxes.items():
        shown = at < own[-1] and pieces[at].kind in _TEXT and first(small[-1], _IMAGES) is not None
        if shown and not _is_headed(small[-1], before=at < start):
            found[at] = small[-1]
    before = {at: box for at, box in found.items() if at < start}
    if len(set(map(id, before.values()))) == 1:
        like = {kind_of(pieces[at].tag) for at in own}
        return {at: box for at, box in found.items() if at not in before or kind_of(pieces[at].tag) not in like}
    return found


def _is_headed(box: Tag, *, before: bool) -> bool:
    """Whether a box has a heading and is no pointer: one before the text, or without a link in it or around it."""
    if first(box, HEADINGS) is None:
        return False
    return before or not (first(box, _LINK) is not None or any(above.name == "a" for above in (box, *box.parents)))


def _offers(pieces: Sequence[Piece], boxes: dict[int, list[Tag]], first: int) -> set[int]:
    """Return which of the pieces after the first stand in a small box that offers a newsletter, an app, a bet, a vote.

    Items of a list are offered only where a reader can choose among them.
    """
    known: dict[tuple[int, bool], bool] = {}
    found = set()
    for at, small in boxes.items():
        listed = pieces[at].kind is BlockKind.LIST_ITEM
        if at > first and (listed or pieces[at].kind in _OFFER):
            box = next((box for box in reversed(small) if box.name in _BOXES or "-" in box.name), None)
            if box is not None and (id(box), listed) not in known:
                known[id(box), listed] = _asks(box) if listed else _is_offer(box)
            if box is not None and known[id(box), listed]:
                found.add(at)
    return found


def _is_offer(box: Tag) -> bool:
    """Whether a box asks a reader for something by its words or a field: one that tells and leads nowhere does not."""
    text = text_in(box)
    small = text.lower()
    said = (lines.holds(small, lines.BOXED_WORDS) and lines.BOXED.search(small)) or (
        lines.holds(small, lines.ANYWHERE_WORDS) and lines.ANYWHERE.search(small)
    )
    if said and not (lines.tells(text) and first(box, _LINK) is None):
        return True
    return _asks(box)


def _asks(box: Tag) -> bool:
    """Whether a reader can write or vote in a box; a list beside what is voted on tells how others did."""
    fields = _fields_in(box)
    if not fields.isdisjoint(_WRITTEN):
        return True
    if _CHOSEN not in fields:
        return False
    listed = box.find_all(_LISTS)
    return not listed or any(_CHOSEN in _fields_in(tag) for tag in listed)


def _fields_in(tag: Tag) -> set[str]:
    """Return the kinds of the fields in a tag."""
    return {str(field.attrs.get("type") or "text") for field in named_in(tag, "input")}


def _teasers(pieces: Sequence[Piece], boxes: dict[int, list[Tag]], own: list[int], address: str) -> set[int]:
    """Return which of the pieces after the first stand in a small box that points to another story.

    Among the paragraphs boxes with a good part of the text are sections.
    """
    largest = ((at, small[-1]) for at, small in boxes.items() if at > own[0])
    around = {at: box for at, box in largest if box is not pieces[at].tag or box.name in _BOXES}
    told = {id(box): box for box in around.values()}
    ending = {given for given, box in told.items() if _ends_elsewhere(box, address)}
    if ending:
        ending -= {id(above) for at in own for above in pieces[at].tag.parents}
    pointing = ending | {given for given, box in told.items() if _is_pointer(box)}
    titled = {at for at, box in around.items() if id(box) in pointing}
    amid = {at for at in titled if at < own[-1]}
    sections = sum(len(pieces[at].text) for at in amid) > _SHARE * sum(len(pieces[at].text) for at in own)
    return titled - amid if sections else titled


def _is_pointer(box: Tag) -> bool:
    """Whether a box has a title that is a link, and more for a reader to follow than to read.

    A section of the story may have its title linked too, once, and is text below it.
    """
    links = links_in(box)
    titles = {str(link.attrs.get("href")) for link in links if _is_title(link)}
    if not titles:
        return False
    led = sum(str(link.attrs.get("href")) in titles for link in links)
    linked = sum(len(text_in(link)) for link in links)
    return led > len(titles) or 2 * linked >= len(text_in(box)) or first(box, _IMAGES) is not None


def _ends_elsewhere(box: Tag, address: str) -> bool:
    """Whether a title and a sentence or two of a box end with where on the site a reader is to go on."""
    if first(box, _TITLES) is None or first(box, _LINKS) is None or len(text_in(box)) > _LONGEST_OFFER:
        return False
    link = ending_link(box)
    return link is not None and leads_within(link, address)


def _is_title(link: Tag) -> bool:
    """Whether a link leads to another page by a title: it is or holds a heading of some length."""
    if "#" in str(link.attrs.get("href") or "#") or len(text_in(link)) < _TITLE:
        return False
    return first(link, HEADINGS) is not None or any(above.name in HEADINGS for above in islice(link.parents, _WRAPPERS))


def _comments(pieces: Sequence[Piece], own: list[int]) -> set[int]:
    """Return the pieces after the paragraphs that stand among readers' comments, which all can be replied to."""
    replies = list(islice(_replies(pieces[own[-1]].tag), 2))
    if len(replies) < 2:
        return set()
    around = set(map(id, replies[1].parents))
    list_ = next(above for above in replies[0].parents if id(above) in around)
    if any(above is list_ for at in own for above in pieces[at].tag.parents):
        return set()
    return {at for at in range(own[-1], len(pieces)) if any(above is list_ for above in pieces[at].tag.parents)}


def _replies(tag: Tag) -> Iterator[NavigableString]:
    """Give the texts after a tag that are buttons or links to reply."""
    node = tag.next_element
    while node is not None:
        if not isinstance(node, Tag) and isinstance(node, NavigableString) and _asks_for_reply(node):
            yield node
        node = node.next_element


def _asks_for_reply(text: str) -> bool:
    return len(text) < _REPLY and text.strip().casefold() in lines.REPLY


def _pull_quotes(pieces: Sequence[Piece], own: list[int], beside: list[int]) -> set[int]:
    """Return which of the pieces ``beside`` say again, word for word, a part of what the story's ``own`` tell."""
    quotes = [
        at
        for at in beside
        if at > own[0] and pieces[at].kind in _QUOTED and _SHORTEST_QUOTE <= len(pieces[at].text) <= _LONGEST_QUOTE
    ]
    told = "".join(squeezed(pieces[at].text) for at in own) if quotes else ""
    return {at for at in quotes if squeezed(pieces[at].text) in told}


def captions_picture(tag: Tag, text: str) -> bool:
    """Whether a short text is a caption by the picture in its own element or right before it.

    With the picture in one element it ends with who took it, in brackets, which stand after a sentence or are signed;
    after it it is no sentence, set apart by its letters and signed, as a line of verse is not.
    """
    if text[-1] in ")]":
        last = _IN_BRACKETS.search(text)
        if last is None or first(tag, _IMAGES) is None:
            return False
        return (
            lines.SENTENCE.search(text, 0, last.start()) is not None or lines.PICTURE_SIGN.search(last[0]) is not None
        )
    if text[-1] in _FULL_STOPS or lines.SENTENCE.search(text):
        return False
    inner = tag if tag.name == "center" else _only_child(tag)
    apart = inner is not None and (inner is tag or inner.name in _ASIDE) and _follows_picture(tag)
    return apart and lines.PICTURE_SIGN.search(text) is not None


def _only_child(tag: Tag) -> Tag | None:
    """Return the one element that holds all of a tag's text, None where there is none."""
    filled = [child for child in tag.contents if not isinstance(child, NavigableString) or child.strip()]
    return filled[0] if len(filled) == 1 and isinstance(filled[0], Tag) else None


def _follows_picture(tag: Tag) -> bool:
    """Whether what stands right before a tag is a picture and nothing else."""
    before = tag.previous_sibling
    while (isinstance(before, NavigableString) and not before.strip()) or (
        isinstance(before, Tag) and before.name == "br"
    ):
        before = before.previous_sibling
    if not isinstance(before, Tag):
        return False
    return before.name in _IMAGES or (first(before, _IMAGES) is not None and not "".join(strings_in(before)).strip())


def _marked(pieces: Sequence[Piece], found: dict[int, Tag], gone: set[int]) -> list[Piece]:
    """Mark what is found as captions and credits; of boxes that lead on, and of what is ``gone``, nothing stays."""
    leading = {id(box): _leads_on(box) for box in found.values()}
    kept = []
    for at, piece in enumerate(pieces):
        box = found.get(at)
        if at in gone or (box is not None and leading[id(box)]):
            continue
        if box is not None:
            piece.kind = BlockKind.CREDIT if lines.CREDIT.match(piece.text) else BlockKind.CAPTION
        kept.append(piece)
    return kept


def _leads_on(box: Tag) -> bool:
    """Whether a box is a link to another story: a heading or a title in a link stands in it, or it stands in a link."""
    if first(box, HEADINGS) is not None or any(above.name == "a" for above in (box, *box.parents)):
        return True
    return any(len(link.get_text(" ", strip=True)) >= _TITLE for link in links_in(box))
