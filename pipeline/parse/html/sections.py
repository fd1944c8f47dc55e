"""Sections of a story that look like pointers to others: under titles that are links, in boxes after the text."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bs4.element import Tag

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece, is_prose
from pipeline.parse.html.links import text_in
from pipeline.parse.html.names import HEADINGS
from pipeline.parse.html.places import holder, kind_of
from pipeline.parse.html.tree import first
from pipeline.story import BlockKind

_TEXT = 60
_LINKED = 0.8
_LINKED_TEXT = 0.5
_STEP = 0.5
_FEWEST = 3
"""So many titles that are links, with the text below them in one element, are the story's own."""

_EVENT = re.compile(r"\d{1,2}[:.h]\d{2}\b.*[^\W\d_]{3}")
_LONGEST_DAY = 30
_OTHER_THAN_DAY = re.compile(r"\d:\d|\b(?:publi|updat|post|modif|last|ago|read|min)", re.IGNORECASE)
_FIELDS = frozenset(("input", "form"))
_ROLES = ("link", "button")
_PICTURES = frozenset(("img", "picture", "figure"))
_SHOWN = frozenset((BlockKind.CAPTION, BlockKind.CREDIT))
_LEADING = frozenset(("a", "img", "picture", "svg", "button"))


def unlink_subheads(pieces: Sequence[Piece], address: str) -> None:
    """Take headings for text, though they are links, where they lead to themselves or there are several over texts."""
    over_text: dict[tuple[int, str], list[Piece]] = {}
    for piece, following in pairwise(pieces):
        if piece.linked and piece.kind is BlockKind.HEADING and piece.link_share > _LINKED:
            if _leads_to_itself(piece.tag, address):
                piece.linked = 0
            elif _is_over(piece.tag, following):
                over_text.setdefault((id(following.tag.parent), piece.tag.name), []).append(piece)
    for piece in (piece for found in over_text.values() if len(found) >= _FEWEST for piece in found):
        piece.linked = 0


def _is_over(heading: Tag, following: Piece) -> bool:
    """Whether the piece after a heading is a text that is no link and stands in the same element."""
    if following.kind is not BlockKind.PARAGRAPH or len(following.text) < _TEXT or following.link_share > _LINKED_TEXT:
        return False
    around = heading.parent
    return following.tag.parent is (around.parent if around is not None and around.name == "a" else around)


def _leads_to_itself(heading: Tag, address: str) -> bool:
    """Whether the one link in a heading leads to a place of its own page."""
    links = heading.find_all("a")
    page, mark, _ = str(links[0].attrs.get("href") or "").partition("#") if len(links) == 1 else ("", "", "")
    return bool(mark) and page in ("", address)


def last_sections(pieces: Sequence[Piece]) -> set[int]:
    """Return, by their ``id``, the elements after the text that are made alike, two and more, a heading and text each.

    One with a picture, or a link outside of its sentences, points to another story.
    """
    headed = {id(holder(piece)) for piece in pieces if piece.kind is BlockKind.HEADING}
    texts = [piece for piece in pieces if piece.kind is BlockKind.PARAGRAPH and len(piece.text) >= _TEXT]
    boxes = {id(box): kind_of(box) for box in map(holder, texts) if id(box) in headed and not _leads_away(box)}
    made = Counter(boxes.values())
    return {box for box, kind in boxes.items() if made[kind] > 1}


def boxed_sections(pieces: Sequence[Piece], home: int, wrappers: int) -> set[int]:
    """Return, by their ``id``, boxes beside the paragraphs in the element ``home``: sections, verses, questions.

    Of those made alike nothing is asked but that none leads on; one that stands alone has a heading or several texts,
    and shows no picture.
    """
    boxes: dict[int, Tag] = {}
    kinds: dict[int, list[BlockKind]] = {}
    for piece in pieces:
        if id(holder(piece, wrappers)) != home and (box := _box_in(home, piece.tag)) is not None:
            boxes[id(box)] = box
            kinds.setdefault(id(box), []).append(piece.kind)
    boxes = {given: box for given, box in boxes.items() if not (_is_lead(box) or _leads_on(box))}
    made = Counter(map(kind_of, boxes.values()))
    return {given for given, box in boxes.items() if made[kind_of(box)] > 1 or _tells(box, kinds[given])}


def _tells(box: Tag, kinds: Sequence[BlockKind]) -> bool:
    """Whether a box that stands alone is a section by the kinds of what stands in it."""
    if not _SHOWN.isdisjoint(kinds) or first(box, _PICTURES) is not None:
        return False
    return len(kinds) >= _FEWEST or BlockKind.HEADING in kinds


def _box_in(home: int, tag: Tag) -> Tag | None:
    """Return the child of the element ``home`` that a tag stands in or is, None where it stands elsewhere."""
    above = tag.parent
    while above is not None and id(above) != home:
        tag, above = above, above.parent
    return tag if above is not None else None


def heads(heading: Piece, following: Piece) -> bool:
    """Whether a text stands right below a heading, with nothing between that was left out."""
    if not is_prose(following):
        return False
    below = _next_element(heading.tag)
    return below is not None and any(tag is below for tag in (following.tag, *following.tag.parents))


def _next_element(tag: Tag) -> Tag | None:
    """Return the element after a tag, or after the elements that hold nothing else."""
    while True:
        after = next((each for each in tag.next_siblings if isinstance(each, Tag) or each.get_text(strip=True)), None)
        above = tag.parent
        if after is not None or above is None or len(above.find_all(recursive=False)) > 1:
            return after if isinstance(after, Tag) else None
        tag = above


def rows(pieces: Sequence[Piece]) -> set[int]:
    """Return the numbers of short texts in no link that stand in a row of elements made alike.

    These are three and more in one element, or two and more in boxes made alike, as questions and answers are.
    """
    alike: dict[tuple[int, str], list[int]] = {}
    boxed: dict[tuple[int, str, str], list[int]] = {}
    for at, piece in enumerate(pieces):
        if piece.kind is BlockKind.PARAGRAPH and not piece.linked and (box := piece.tag.parent) is not None:
            made = kind_of(piece.tag)
            alike.setdefault((id(box), made), []).append(at)
            boxed.setdefault((id(box.parent), kind_of(box), made), []).append(at)
    found = {at for several in alike.values() if len(several) >= _FEWEST for at in several}
    return found | {at for several in boxed.values() if _in_boxes(several, pieces) for at in several}


def _in_boxes(several: Sequence[int], pieces: Sequence[Piece]) -> bool:
    """Whether texts stand in two boxes and more, and say something else in each."""
    boxes = {id(pieces[at].tag.parent) for at in several}
    return len(boxes) > 1 and len({pieces[at].text for at in several}) == len(several)


def diary(pieces: Sequence[Piece]) -> set[int]:
    """Return the numbers of two and more days, each another, that head paragraphs of a story."""
    found = [
        at
        for at, (piece, following) in enumerate(pairwise(pieces))
        if (piece.kind is BlockKind.HEADING or piece.strong)
        and len(piece.text) <= _LONGEST_DAY
        and _OTHER_THAN_DAY.search(piece.text) is None
        and is_prose(following)
        and lines.STAMP.match(piece.text)
    ]
    several = len({pieces[at].text for at in found}) == len(found) > 1
    return set(found) if several else set()


def schedules(pieces: Sequence[Piece]) -> set[int]:
    """Return the numbers of three and more texts in a row that begin with a time of day and tell what is then."""
    found: set[int] = set()
    run: list[int] = []
    for at, piece in enumerate(pieces):
        run = [*run, at] if piece.text[:1].isdigit() and _EVENT.match(piece.text) else []
        if len(run) >= _FEWEST:
            found.update(run)
    return found


def beside(pieces: Sequence[Piece]) -> set[int]:
    """Return the numbers of texts without a link in one element with several of the long paragraphs, amid these."""
    prose = [at for at, piece in enumerate(pieces) if is_prose(piece)]
    held = Counter(id(holder(pieces[at])) for at in prose)
    return {
        at
        for at in range(prose[-1] if prose else 0)
        if held[id(pieces[at].tag.parent)] >= _FEWEST and not pieces[at].linked
    }


def is_step(piece: Piece) -> bool:
    """Whether a piece stands in a numbered list: what it asks of the reader is the story's.

    The page's own offers may be numbered too: most of the items are such by words in which the page speaks of itself or
    calls for it now, and neither a heading nor a colon is before them.
    """
    around = piece.tag.parent
    if piece.kind is not BlockKind.LIST_ITEM or around is None or around.name != "ol" or piece.link_share >= _STEP:
        return False
    texts = [text_in(item) for item in around.find_all("li", recursive=False)]
    own = sum(lines.begins_as_own(text, text.lower(), linked=True) and bool(lines.US.search(text)) for text in texts)
    return 2 * own <= len(texts) or _is_announced(around)


def _is_announced(list_: Tag) -> bool:
    before = next((each for each in list_.previous_siblings if each.get_text(strip=True)), None)
    return before is not None and (
        (isinstance(before, Tag) and before.name in HEADINGS) or before.get_text().rstrip().endswith((":", "："))
    )


def _leads_on(tag: Tag) -> bool:
    """Whether a link to elsewhere outside of paragraphs, a field or a button that unfolds nothing stands in a box."""
    for child in tag.contents:
        if isinstance(child, Tag) and (_is_lead(child) or (child.name != "p" and _leads_on(child))):
            return True
    return False


def _is_lead(tag: Tag) -> bool:
    name, attributes = tag.name, tag.attrs
    if name == "a":
        return not str(attributes.get("href") or "#").startswith("#")
    if name == "button":
        return "aria-expanded" not in attributes
    return name in _FIELDS or "onclick" in attributes or attributes.get("role") in _ROLES


def _leads_away(box: Tag) -> bool:
    """Whether a picture or a link outside of paragraphs stands in a box, or it is a link itself."""
    if _is_lead(box):
        return True
    below = (child for child in box.children if isinstance(child, Tag) and child.name != "p")
    return any(child.name in _LEADING or first(child, _LEADING) is not None for child in below)
