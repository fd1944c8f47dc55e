"""What a page says of a story's authors before and after its text."""

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece, is_prose
from pipeline.parse.html.places import most_common_place, place
from pipeline.story import BlockKind

_FIRST = 8
_LONGEST = 700


def without_biography(pieces: list[Piece], authors: tuple[str, ...]) -> list[Piece]:
    """Leave out what is said of the authors before and after the text."""
    names = tuple(author.casefold() for author in authors)
    told = [at for at, piece in enumerate(pieces[:_FIRST]) if _tells_of_author(piece, names)]
    if told:
        home = most_common_place(pieces)
        first = next((at for at, piece in enumerate(pieces) if is_prose(piece) and place(piece) == home), 0)
        pieces = [piece for at, piece in enumerate(pieces) if at >= first or at not in told]
    while pieces and _is_biography(pieces[-1].text.lstrip("•*-– "), names):
        pieces = pieces[:-1]
    return pieces


def without_told_author(pieces: list[Piece]) -> list[Piece]:
    """Leave out a short text at the end under a heading that says it is about the author."""
    short = 0
    for at in range(len(pieces) - 1, -1, -1):
        if lines.ABOUT_AUTHOR.match(pieces[at].text):
            return pieces[:at]
        short += len(pieces[at].text)
        if short > _LONGEST:
            break
    return pieces


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
    return bool(about or lines.WHO.search(text) or lines.CONTACT.search(text))
