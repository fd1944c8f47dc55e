"""What stands between a page's title and the element of its text: the first picture's caption and credit, a byline."""

from collections.abc import Iterator
from itertools import islice

from bs4.element import Tag
from lxml.etree import _Element

from pipeline.parse.html import lines
from pipeline.parse.html.authors import is_byline
from pipeline.parse.html.blocks import Piece, bylines_in, walk
from pipeline.parse.html.choose import Choice, names_of, squeezed, tag_suspect
from pipeline.parse.html.head import text_of
from pipeline.parse.html.names import NEVER_TEXT, SUSPECT, speaks
from pipeline.parse.html.tree import free, soup_of
from pipeline.story import BlockKind

_FARTHEST = 300
"""A title farther from the text than so many elements is not its title."""

_LONGEST = 400
_MOST_FIGURES = 2
_FURNITURE = (BlockKind.CAPTION, BlockKind.CREDIT)


def pieces_above(root: _Element, choice: Choice, headline: str | None, authors: frozenset[str]) -> list[Piece]:
    """Return the furniture of the story that stands above the chosen element and below the title ``headline``.

    ``authors`` are those whom the page's data name, in small letters.
    """
    between = _between(root, choice.element, squeezed(headline or ""))
    figures = [element for element in between if element.tag == "figure" and not _is_beside(element)]
    captions = [piece for figure in figures[:_MOST_FIGURES] for piece in _captions(figure, choice)]
    return [*islice(_bylines(between, authors), 1), *captions]


def _between(root: _Element, text: _Element, title: str) -> list[_Element]:
    """Return the elements after the title's and before the text's, in order; none where they stand otherwise."""
    found: list[_Element] = []
    begun = False
    for element in root.iter("*"):
        if element is text:
            return found
        if begun:
            found.append(element)
            if len(found) > _FARTHEST:
                return []
        elif element.tag == "h1" and title:
            begun = squeezed(text_of(element)) == title
    return []


def _bylines(between: list[_Element], authors: frozenset[str]) -> Iterator[Piece]:
    for element in between:
        if element.tag in NEVER_TEXT or element.tag == "figure" or len(text_of(element)) > _LONGEST:
            continue
        soup = soup_of(element)
        for line in bylines_in(soup, authors):
            if is_byline(line) or not lines.CREDIT.match(line):
                yield Piece(BlockKind.BYLINE, line, 0, Tag(name="p"))
        free(soup)


def _captions(figure: _Element, choice: Choice) -> list[Piece]:
    soup = soup_of(figure)
    try:
        return [piece for piece in walk(soup, choice) if piece.kind in _FURNITURE]
    finally:
        free(soup)


def _is_beside(element: _Element) -> bool:
    """Whether an element stands in one that is suspect: a pointer to another story, a player."""
    return any(tag_suspect(above) or speaks(names_of(above)) & SUSPECT for above in element.iterancestors())
