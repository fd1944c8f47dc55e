"""Bylines among the pieces of a page: lines that say who wrote the story, by their words and by where they stand."""

from collections.abc import Sequence

from pipeline.parse.html import lines
from pipeline.parse.html.authors import byline_text, is_byline, is_byline_before_text
from pipeline.parse.html.blocks import Piece
from pipeline.story import BlockKind

_PROSE = 80
_FARTHEST = 300
"""Among so many pieces from the title on a line without the words of a byline can be one."""

_TEXT = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
_PICTURE = (BlockKind.CAPTION, BlockKind.CREDIT)


def mark_bylines(pieces: Sequence[Piece], authors: frozenset[str], title: int) -> None:
    """Call a line a byline that says so by its words; before the text, which a standfirst may precede, names will do.

    ``authors`` are those whom the page's data name, in small letters; ``title`` is the number of the piece that is the
    headline or -1.
    """
    prose = [at for at, piece in enumerate(pieces) if at > title and len(piece.text) >= _PROSE]
    end = min(prose[min(1, len(prose) - 1)] if prose else len(pieces), title + _FARTHEST)
    for at, piece in enumerate(pieces):
        if at == title or piece.kind not in _TEXT:
            continue
        before = pieces[at - 1] if at else None
        said = piece.kind is BlockKind.PARAGRAPH and is_byline(piece.text)
        if title < at <= end and before is not None and before.kind is BlockKind.BYLINE and _is_job(piece.text):
            piece.kind = BlockKind.BYLINE
        elif said or (title < at <= end and _signs(piece, before, authors)):
            piece.kind = BlockKind.BYLINE
            piece.text = byline_text(piece.text, authors)


def _is_job(text: str) -> bool:
    """Whether a line only says what somebody does."""
    return len(text) < _PROSE and lines.JOB_LINE.match(text) is not None


def _signs(piece: Piece, before: Piece | None, authors: frozenset[str]) -> bool:
    """Whether a piece before the text is a byline, or the names after a word that stands alone.

    After a picture a name with a job is the photographer's.
    """
    if before is not None and before.kind in _PICTURE and lines.BYLINE_HEAD.match(piece.text):
        return False
    if before is not None and before.kind is BlockKind.BYLINE and lines.BY.match(before.text):
        return lines.NAMES.match(piece.text) is not None
    return is_byline_before_text(piece.text, authors)
