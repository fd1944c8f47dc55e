"""What stands between a page's title and the element of its text: a standfirst, a byline, the first picture's words."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from bs4.element import Tag
from lxml.etree import _Element

from pipeline.parse.html import lines
from pipeline.parse.html.authors import bylines_of, is_byline, is_byline_before_text
from pipeline.parse.html.blocks import Piece, walk
from pipeline.parse.html.choose import Choice, names_of, squeezed, tag_suspect
from pipeline.parse.html.head import text_of
from pipeline.parse.html.metadata import PageMetadata
from pipeline.parse.html.names import HEADINGS, INLINE, NEVER_TEXT, SUSPECT, is_standfirst, speaks
from pipeline.parse.html.select import is_told
from pipeline.parse.html.tree import free, soup_of
from pipeline.story import BlockKind

_FARTHEST = 300
"""A title farther from the text than so many elements is not its title."""

_MOST_LINES = 40
_NO_LINE = NEVER_TEXT | {"button", "time", "figure", "nav", "select"}
_MOST_FIGURES = 2
_BOXES = frozenset(("div", "section"))
_SHORTEST_CAPTION = 20
_LONGEST_CAPTION = 400
_NEAR = 80
"""Among so many elements below the title a standfirst is looked for."""

_MOST_STANDFIRSTS = 3
_SHORTEST_STANDFIRST = 40
_LONGEST_STANDFIRST = 600
_LETTERS = 60
_LEAST_LETTERS = 30
"""So many letters of a description tell it from others; a shorter one tells nothing."""

_SUMS_UP = frozenset(("p", "h2", "h3", "h4", "h5", "div", "section", "span"))
_FURNITURE = (BlockKind.CAPTION, BlockKind.CREDIT)


def pieces_above(body: Sequence[_Element], choice: Choice, about: PageMetadata, below: Sequence[Piece]) -> list[Piece]:
    """Return what of the story stands between its title and the chosen element.

    ``body`` are the elements of the page's body, ``below`` the other pieces of the story.
    """
    between = _between(body, choice.element, squeezed(about.headline or ""))
    around = set(choice.element.iterancestors())
    figures = [element for element in between if element.tag == "figure" and not _is_beside(element, around)]
    captions = [piece for figure in figures[:_MOST_FIGURES] for piece in _captions(figure, choice)]
    authors = about.author_names
    told = islice(_standfirsts(between, around, about), _MOST_STANDFIRSTS)
    standfirst = next((line for line in told if not is_told(line, below)), None)
    return [
        *([Piece(BlockKind.PARAGRAPH, standfirst, 0, Tag(name="p"))] if standfirst else ()),
        *islice(_bylines(between, authors), 1),
        *(captions or islice(_boxed(between, around, authors), 1)),
    ]


def _standfirsts(between: list[_Element], around: set[_Element], about: PageMetadata) -> Iterator[str]:
    """Give the texts that sum the story up: the page's data describe it so, or the name of their element says it.

    The element is the innermost that holds all of the text.
    """
    letters = squeezed(about.description or "")[:_LETTERS]
    described = letters if len(letters) >= _LEAST_LETTERS else ""
    for element in between[:_NEAR]:
        if element.tag not in _SUMS_UP or any(child.tag not in INLINE for child in element):
            continue
        text = text_of(element)
        if _SHORTEST_STANDFIRST <= len(text) <= _LONGEST_STANDFIRST and _is_text(element):
            said = described and squeezed(text[: 3 * _LETTERS]).startswith(described)
            if said or (_is_called_standfirst(element, around) and _is_no_other(text, about.author_names)):
                yield " ".join(_lines(element))


def _is_called_standfirst(element: _Element, around: set[_Element]) -> bool:
    """Whether an element that stands in no box of its own, or the one around it, is called a standfirst."""
    above = element.getparent()
    called = is_standfirst(names_of(element)) or (above is not None and is_standfirst(names_of(above)))
    return called and not _is_beside(element, around)


def _is_no_other(text: str, authors: frozenset[str]) -> bool:
    """Whether a text that is called a standfirst is no date, byline or credit."""
    other = lines.CREDIT.match(text) or lines.WHOLE.match(text.lower()) or lines.STAMP.match(text)
    return not other and not is_byline_before_text(text, authors)


def _is_text(element: _Element) -> bool:
    """Whether an element is no pointer: in no link, nor mostly one."""
    linked = next(element.iterancestors("a"), None) is not None
    return not linked and 2 * sum(len(text_of(link)) for link in element.iter("a")) <= len(text_of(element))


def _between(body: Sequence[_Element], text: _Element, title: str) -> list[_Element]:
    """Return the elements after the title's and before the text's, in order; none where they stand otherwise."""
    heading = next((h1 for h1 in body[0].iter("h1") if title and squeezed(text_of(h1)) == title), None)
    if heading is None or text in heading.iterancestors():
        return []
    around = set(text.iterancestors())
    found: list[_Element] = []
    start = body.index(heading) + len(list(heading.iter("*")))
    for element in body[start : start + _FARTHEST]:
        if element is text:
            return found
        if element not in around:
            found.append(element)
    return []


def _bylines(between: list[_Element], authors: frozenset[str]) -> Iterator[Piece]:
    """Give the bylines in the elements, each of which is read with all that is in it."""
    read: set[_Element] = set()
    for element in between:
        if element.getparent() not in read and element.tag not in _NO_LINE:
            for line in bylines_of(islice(_lines(element), _MOST_LINES), authors):
                if is_byline(line) or not lines.CREDIT.match(line):
                    yield Piece(BlockKind.BYLINE, line, 0, Tag(name="p"))
        read.add(element)


def _lines(element: _Element) -> Iterator[str]:
    """Give the lines of text in an element, as its blocks and line breaks divide it."""
    run = [element.text or ""]
    for child in element:
        if child.tag in INLINE and child.tag not in _NO_LINE:
            run += (str(text) for text in child.itertext())
        else:
            yield from _folded(run)
            run = []
            if child.tag not in _NO_LINE:
                yield from _lines(child)
        run.append(child.tail or "")
    yield from _folded(run)


def _folded(run: list[str]) -> Iterator[str]:
    if line := " ".join(" ".join(run).split()):
        yield line


def _captions(figure: _Element, choice: Choice) -> list[Piece]:
    soup = soup_of(figure)
    try:
        return [piece for piece in walk(soup, choice) if piece.kind in _FURNITURE]
    finally:
        free(soup)


def _boxed(between: list[_Element], around: set[_Element], authors: frozenset[str]) -> Iterator[Piece]:
    """Give the captions in boxes of a picture that no tag calls a figure."""
    for box in between:
        if box.tag in _BOXES and next(box.iter("img"), None) is not None and not _is_beside(box, around):
            told = list(islice(_lines(box), _MOST_LINES))
            if 0 < sum(map(len, told)) <= _LONGEST_CAPTION and next(box.iter("a", "button", *HEADINGS), None) is None:
                yield from (_piece(line) for line in told if not _is_other(line, authors))


def _piece(line: str) -> Piece:
    return Piece(BlockKind.CREDIT if lines.CREDIT.match(line) else BlockKind.CAPTION, line, 0, Tag(name="p"))


def _is_other(line: str, authors: frozenset[str]) -> bool:
    """Whether a line in a picture's box is rather a byline, a time or the page's own than a caption or credit."""
    if lines.CREDIT.match(line):
        return False
    other = is_byline_before_text(line, authors) or lines.WHOLE.match(line.lower()) or lines.STAMP.match(line)
    return bool(other) or len(line) < _SHORTEST_CAPTION or lines.SENTENCE.search(line) is None


def _is_beside(element: _Element, around: set[_Element]) -> bool:
    """Whether an element stands in one that is suspect: a pointer to another story, a player.

    What is ``around`` the text too is not asked.
    """
    return any(
        tag_suspect(above) or (speaks(names := names_of(above)) & SUSPECT and not is_standfirst(names))
        for above in takewhile(lambda above: above not in around, element.iterancestors())
    )
