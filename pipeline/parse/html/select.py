"""Which pieces of the article's subtree are the story: what a reader would not miss is left out."""

from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.metadata import PageMetadata


def select(pieces: list[Piece], about: PageMetadata) -> list[Piece]:
    """Return the pieces that are part of the story, in order."""
    return [piece for piece in pieces if any(map(str.isalnum, piece.text))]
