"""Which pieces of the article's subtree are the story: what a reader would not miss is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bs4.element import Tag

from pipeline.parse.html import lines
from pipeline.parse.html.biography import without_biography, without_told_author
from pipeline.parse.html.blocks import Piece, is_prose, names_of
from pipeline.parse.html.boxes import without_boxes
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.ends import mark_production, without_pointers
from pipeline.parse.html.metadata import PageMetadata
from pipeline.parse.html.names import is_standfirst
from pipeline.parse.html.own_lines import LONGEST_LINE, is_own_line, mark_caption
from pipeline.parse.html.places import LOOSE, held_by, holder, home_of, kind_of, most_common_place, place
from pipeline.parse.html.printed import mark_bylines
from pipeline.parse.html.sections import (
    beside,
    boxed_sections,
    diary,
    heads,
    last_sections,
    rows,
    schedules,
    unlink_subheads,
)
from pipeline.parse.html.teasers import without_teasers
from pipeline.story import BlockKind

_ENOUGH = 300
_PROSE = 80
_LINE = 60
_SHORTEST_STANDFIRST = 40
_ENDS = '.!?:…。！？؟।\u201d"'
_COLONS = (":", "：")
_REPEATED_SHARE = 0.6
_FEWEST_RUNS = 5
_SYNOPSIS = 5
_LONGEST_SYNOPSIS = 1500
_FOLLOWING = 50_000
_SECOND_SHARE = 0.25
_WRAPPERS = 3
_HEAD = 40
_TOLD_APART = 20
_FEWEST_SECTIONS = 3
_SECTION = 10
"""So few blocks stand between one top heading and the next where they head sections, not stories."""

_REPEATED = 70
"""A text of this length does not stand in a story in two places."""

_REPEATING = (BlockKind.LIST_ITEM, BlockKind.TABLE)

_TITLE = 160
_LETTERS = 60
"""So many letters of a title tell it from others."""


def select(pieces: list[Piece], about: PageMetadata) -> list[Piece]:
    """Return the pieces that are part of the story, in order."""
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    pieces = list(_lines_apart(pieces))
    _without_kicker(pieces, about.headline or "")
    title = squeezed(about.headline or "")[:_LETTERS]
    pieces = _from_title_to_end(pieces, title)
    mark_bylines(pieces, about.author_names, _title_at(pieces, title))
    pieces = without_teasers(pieces, about.canonical or "")
    pieces = list(_once(_without_link_lists(_without_shows(without_pointers(pieces)))))
    unlink_subheads(pieces, about.canonical or "")
    pieces = without_boxes(list(_without_own_lines(pieces)), about.canonical or "")
    pieces = _without_synopsis(_within_home(_without_strays(without_told_author(pieces, about.authors))))
    return _without_loose_headings(without_biography(mark_production(pieces), about.authors))


def _without_own_lines(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out the lines of the page's own; mark the captions and credits that stay."""
    timed = schedules(pieces) | diary(pieces)
    for at, piece in enumerate(pieces):
        small = piece.text.lower() if len(piece.text) < LONGEST_LINE else ""
        mark_caption(piece, small, signed=piece is pieces[-1])
        if at in timed or not is_own_line(piece, small):
            yield piece


def _without_kicker(pieces: list[Piece], headline: str) -> None:
    """Cut off the top heading what stands in it beside the headline: a kicker, a label."""
    title = squeezed(headline)
    for piece in pieces[:_HEAD]:
        if piece.tag.name == "h1" and _has_kicker(squeezed(piece.text), title):
            piece.text = headline


def _has_kicker(text: str, title: str) -> bool:
    """Whether a text is a title with a few words before or after it, all squeezed."""
    more = len(text) - len(title)
    return len(title) >= _TOLD_APART and 0 < more < _HEAD and (text.startswith(title) or text.endswith(title))


def _lines_apart(pieces: list[Piece]) -> Iterator[Piece]:
    """Make pieces of the lines of short texts before the first paragraph: title, byline and date of plain pages."""
    first = next((at for at, piece in enumerate(pieces) if is_prose(piece) and "\n" not in piece.text), len(pieces))
    for at, piece in enumerate(pieces):
        rows = piece.text.split("\n") if at < first and piece.kind is BlockKind.PARAGRAPH else []
        if len(rows) > 1 and len(max(rows, key=len)) < _TITLE:
            share = piece.linked / len(piece.text)
            yield from (replace(piece, text=row, linked=round(share * len(row))) for row in rows)
        else:
            yield piece


def _without_strays(pieces: list[Piece]) -> list[Piece]:
    """Leave out short texts that stand neither where the other paragraphs stand nor in an element for text.

    After the first paragraph those stay that stand in a row, or right beside several paragraphs.
    """
    home = most_common_place(pieces)
    first = next((at for at, piece in enumerate(pieces) if is_prose(piece)), 0)
    short = {at for at, piece in enumerate(pieces) if _is_stray(piece, home, before=at < first)}
    strays = {at for at in short if not (_heads_list(pieces, at) or (at < first and _is_standfirst(pieces[at])))}
    among = rows(pieces) | beside(pieces) if strays else set()
    return [piece for at, piece in enumerate(pieces) if at not in strays or (at > first and at in among)]


def _is_stray(piece: Piece, home: str, *, before: bool) -> bool:
    """Whether a text is short and stands elsewhere than the story: ``before`` it, or in an element for anything."""
    if piece.kind is not BlockKind.PARAGRAPH or len(piece.text) >= _PROSE:
        return False
    if len(piece.text) >= _PROSE // 2 and lines.SENTENCE.search(piece.text):
        return False
    return place(piece) != home and (before or piece.tag.name in LOOSE)


def _heads_list(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a text ends with a colon before the first item of a list."""
    following = pieces[at + 1].kind if at + 1 < len(pieces) else None
    return following is BlockKind.LIST_ITEM and pieces[at].text.endswith(_COLONS)


def _is_standfirst(piece: Piece) -> bool:
    """Whether a text before the story is called its standfirst."""
    around = piece.tag.parent
    called = is_standfirst(names_of(piece.tag)) or (around is not None and is_standfirst(names_of(around)))
    return called and len(piece.text) >= _SHORTEST_STANDFIRST


def _without_synopsis(pieces: list[Piece]) -> list[Piece]:
    """Leave out, of the first texts, a box that says what the story says again in the same words."""
    home = most_common_place(pieces)
    first = pieces[:_SYNOPSIS]
    apart = [piece for piece in first if piece.kind is BlockKind.PARAGRAPH and place(piece) != home]
    if not apart:
        return pieces
    told = "\n".join(piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH)
    again = {id(piece) for piece in apart if _told_again(piece.text, told)}
    return [piece for piece in pieces if id(piece) not in again]


def is_told(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the story tells a text that stands before it in the same words."""
    told = "\n".join((text, *(piece.text for piece in pieces)))
    return squeezed(text) in squeezed(told[len(text) :]) or _told_again(text, told)


def _told_again(text: str, told: str) -> bool:
    """Whether most runs of four words of a short text stand in what is told after it too."""
    if len(text) > _LONGEST_SYNOPSIS:
        return False
    after = told.index(text) + len(text)
    rest = told[after : after + _FOLLOWING]
    words = text.split()
    runs = [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]
    return len(runs) >= _FEWEST_RUNS and sum(run in rest for run in runs) > _REPEATED_SHARE * len(runs)


def _within_home(pieces: list[Piece]) -> list[Piece]:
    """Leave out what follows the element that most of the prose stands in, and lone lines in boxes inside it.

    This needs no names: it holds on pages whose classes say nothing. Another element that holds several paragraphs or a
    good part of the prose, or looks like the first, is the story's too, and so are boxes that only tell.
    """
    for wrappers in range(_WRAPPERS):
        held = held_by(pieces, wrappers)
        if home := home_of(held):
            own = [at for at, piece in enumerate(pieces) if id(holder(piece, wrappers)) == home]
            gone = set(_elsewhere(pieces, own, held, wrappers))
            told = _told_in_boxes(pieces, own, home, wrappers) if gone else set()
            return [piece for at, piece in enumerate(pieces) if at not in gone or at in told]
    return pieces


def _elsewhere(pieces: list[Piece], own: list[int], held: dict[int, list[int]], wrappers: int) -> Iterator[int]:
    """Give the numbers of the pieces that stand elsewhere than the story's ``own`` paragraphs do."""
    home = id(holder(pieces[own[0]], wrappers))
    like_home = place(pieces[own[0]])
    second = _SECOND_SHARE * sum(held[home])
    for at in range(own[0], len(pieces)):
        piece = pieces[at]
        if not (
            _belongs(piece, home, held, wrappers, after=at > own[-1])
            or (piece.kind is BlockKind.PARAGRAPH and place(piece) == like_home)
            or sum(held.get(id(holder(piece, wrappers)), ())) > second
        ):
            yield at


def _told_in_boxes(pieces: list[Piece], own: list[int], home: int, wrappers: int) -> set[int]:
    """Return the numbers of the pieces in boxes that are sections of the story."""
    boxes = last_sections(pieces[own[-1] + 1 :]) | boxed_sections(pieces[own[0] + 1 :], home, wrappers)
    around = ((at, (pieces[at].tag, *pieces[at].tag.parents)) for at in range(own[0], len(pieces)) if boxes)
    return {at for at, tags in around if not boxes.isdisjoint(map(id, tags))}


def _belongs(piece: Piece, home: int, held: dict[int, list[int]], wrappers: int, *, after: bool) -> bool:
    """Whether a piece stands in the element ``home`` as its text does, not in a box of its own."""
    around = id(holder(piece, wrappers))
    if around == home:
        return True
    box: Tag | None = piece.tag
    while box is not None and id(box) != home:
        box = box.parent
    if box is None:
        return not after
    if piece.kind is not BlockKind.PARAGRAPH:
        return True
    if after:
        return len(held.get(around, ())) > 1
    return len(piece.text) >= _LINE or piece.text[-1] in _ENDS or id(piece.tag.parent) == home


def _from_title_to_end(pieces: list[Piece], title: str) -> list[Piece]:
    """Leave out what stands before the title and, from the next title on, the articles that follow."""
    titles = [at for at, piece in enumerate(pieces) if title and len(piece.text) < 300 and _begins(piece.text, title)]
    whole = (at for at in titles if len(title) == _LETTERS or squeezed(pieces[at].text) == title)
    start = next((at for at in titles if pieces[at].kind is BlockKind.HEADING), next(whole, 0))
    before, after = (sum(len(piece.text) for piece in part) for part in (pieces[:start], pieces[start + 1 :]))
    if before > 2 * after:
        start = 0
    for at in titles:
        pieces[at].kind = BlockKind.HEADING
    return pieces[start : _next_title(pieces, start, set(titles))]


def _next_title(pieces: list[Piece], start: int, titles: set[int]) -> int:
    """Return where the story ends: at the readers' comments or a title that stands elsewhere than the paragraphs do."""
    prose = 0
    restarted = False
    beside: Tag | None = None
    sections = _heads_sections(pieces[start:])
    for at in range(start, len(pieces)):
        piece = pieces[at]
        another = prose >= _ENOUGH and (at in titles or (piece.tag.name == "h1" and not sections))
        if another and piece.tag.parent is not beside:
            if restarted or at not in titles or 2 * prose > _fresh(pieces, at):
                return at
            prose, restarted = 0, True
        if prose >= _ENOUGH and (
            (at not in titles and start in titles and _begins_another(piece, pieces[start]))
            or (len(piece.text) < _PROSE and lines.COMMENTS.match(piece.text.lower()))
        ):
            return at
        if is_prose(piece):
            prose += len(piece.text)
            beside = piece.tag.parent
    return len(pieces)


def _heads_sections(pieces: list[Piece]) -> bool:
    """Whether the top headings are those of a story's sections: several, none a link, close together."""
    heads = [at for at, piece in enumerate(pieces) if piece.tag.name == "h1"]
    if len(heads) < _FEWEST_SECTIONS or any(pieces[at].linked for at in heads):
        return False
    return (heads[-1] - heads[0]) / (len(heads) - 1) < _SECTION


def _begins_another(piece: Piece, title: Piece) -> bool:
    """Whether a piece is made as the title is, in another element made as the title's: the page goes on endlessly."""
    around, other = title.tag.parent, piece.tag.parent
    return (
        around is not None
        and other is not None
        and other is not around
        and around.attrs.get("class") is not None
        and kind_of(piece.tag) == kind_of(title.tag)
        and kind_of(other) == kind_of(around)
    )


def _fresh(pieces: list[Piece], at: int) -> int:
    """Return how much text from a piece on did not stand before it: a gallery comes before the story's text."""
    return sum(map(len, {piece.text for piece in pieces[at:]} - {piece.text for piece in pieces[:at]}))


def _title_at(pieces: list[Piece], title: str) -> int:
    """Return the number of the first of the first pieces that is the title, -1 where none is."""
    heads = enumerate(pieces[:_HEAD])
    return next(
        (at for at, piece in heads if piece.kind is BlockKind.HEADING and title and _begins(piece.text, title)), -1
    )


def _begins(text: str, title: str) -> bool:
    """Whether the first letters of a text are ``title``, which is squeezed; most texts differ in the first."""
    return title[0] in text[:8].casefold() and squeezed(text[:150])[:_LETTERS] == title


def _once(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Leave out what the page repeats: pull quotes, summaries, texts for another width.

    What stands later in the same element again, as steps of a recipe do, is the story's.
    """
    seen: dict[str, Tag | None] = {}
    last = ""
    for piece in pieces:
        text = piece.text
        if len(text) < _REPEATED:
            yield piece
        else:
            around = piece.tag.parent
            again = text in seen and (text == last or seen[text] is not around)
            if not again or piece.kind in _REPEATING:
                yield piece
            seen.setdefault(text, around)
        last = text


def _without_shows(pieces: list[Piece]) -> list[Piece]:
    """Leave out long list items that stand twice, one after the other: galleries list pictures large and small."""
    twice = {
        piece.text
        for piece, following in pairwise(pieces)
        if piece.kind is BlockKind.LIST_ITEM and piece.text == following.text and len(piece.text) >= _REPEATED
    }
    return [piece for piece in pieces if piece.kind is not BlockKind.LIST_ITEM or piece.text not in twice]


def _without_link_lists(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out lists whose items are mostly links."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and pieces[end].kind is BlockKind.LIST_ITEM:
            end += 1
        if end == at:
            yield pieces[at]
            at += 1
            continue
        items = pieces[at:end]
        linked = sum(piece.linked for piece in items) / sum(len(piece.text) for piece in items)
        brief = len(items) > 2 and sum(len(piece.text) for piece in items) < 90 * len(items)
        if linked < (0.3 if brief else 0.6):
            yield from items
        at = end


def _without_loose_headings(pieces: list[Piece]) -> list[Piece]:
    """Leave out headings that head nothing, and such as head other stories where no text stands right below."""
    kept: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind is BlockKind.HEADING and (
            not kept or (lines.HEADING.match(piece.text) and not heads(piece, kept[-1]))
        ):
            continue
        kept.append(piece)
    kept.reverse()
    return kept
