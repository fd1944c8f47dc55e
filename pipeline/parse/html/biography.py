"""What a page says of a story's authors before and after its text."""

import re
from collections.abc import Sequence

from pipeline.parse.html import lines
from pipeline.parse.html.authors import is_organisation
from pipeline.parse.html.blocks import Piece, is_prose
from pipeline.parse.html.places import most_common_place, place
from pipeline.story import BlockKind

_WORD = re.compile(r"\w+")
_FIRST = 8
_SHORTEST_NAME = 3
_LONGEST = 700


def without_biography(pieces: list[Piece], authors: tuple[str, ...]) -> list[Piece]:
    """Leave out what is said of the authors before and after the text."""
    names = tuple(author.casefold() for author in authors if not is_organisation(author))
    told = [at for at, piece in enumerate(pieces[:_FIRST]) if _tells_of_author(piece, names)]
    if told:
        home = most_common_place(pieces)
        first = next((at for at, piece in enumerate(pieces) if is_prose(piece) and place(piece) == home), 0)
        pieces = [piece for at, piece in enumerate(pieces) if at >= first or at not in told]
    while pieces and _is_biography(pieces[-1].text.lstrip("•*-– "), names):
        pieces = pieces[:-1]
    return pieces


def without_told_author(pieces: list[Piece], authors: tuple[str, ...]) -> list[Piece]:
    """Leave out the short texts under a heading that says they are about the author, where they name one.

    ``authors`` are those that the page's data name; without them a text that begins with a name is of the author.
    """
    names = _names(authors)
    short = 0
    for at in range(len(pieces) - 1, -1, -1):
        if lines.ABOUT_AUTHOR.match(pieces[at].text):
            told = _told(pieces[at + 1 :], names)
            return pieces[:at] + pieces[at + 1 + told :] if told else pieces
        short += len(pieces[at].text)
        if short > _LONGEST:
            break
    return pieces


def _names(authors: tuple[str, ...]) -> frozenset[str]:
    """Return the parts of the authors' names by which a text can call them."""
    parts = (part for author in authors for part in _WORD.findall(author.casefold()))
    return frozenset(part for part in parts if len(part) >= _SHORTEST_NAME)


def _told(pieces: Sequence[Piece], names: frozenset[str]) -> int:
    """Return how many of the first pieces tell of an author, to the next heading at most."""
    for count, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING or not _is_told(piece.text, names, first=count == 0):
            return count
    return len(pieces)


def _is_told(text: str, names: frozenset[str], *, first: bool) -> bool:
    """Whether a text under such a heading is about the author, as far as its script tells."""
    if lines.CONTACT.search(text) or lines.PRONOUN_FIRST.match(text):
        return True
    if text[0].isalpha() and text[0].upper() == text[0].lower():
        return first
    return not names.isdisjoint(_WORD.findall(text.casefold())) or (
        first and not names and lines.NAMES_FIRST.match(text) is not None
    )


def _tells_of_author(piece: Piece, names: tuple[str, ...]) -> bool:
    """Whether a piece before the text says who an author is."""
    text = piece.text
    if piece.kind is not BlockKind.PARAGRAPH or len(text) >= _LONGEST:
        return False
    if names and text.casefold().startswith(names) and lines.BIOGRAPHY.search(text[:200]):
        return True
    return lines.WHO.search(text) is not None


def _is_biography(text: str, names: tuple[str, ...]) -> bool:
    if len(text) >= _LONGEST:
        return False
    about = bool(names) and text.casefold().startswith(names) and lines.BIOGRAPHY.search(text[:200])
    return bool(
        about or (not names and lines.WHO.search(text)) or (lines.CONTACT.search(text) and not lines.tells(text))
    )
