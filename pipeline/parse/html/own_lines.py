"""Lines among the paragraphs that are no text: a picture's caption or credit, and what the page says of itself."""

from pipeline.parse.html import lines
from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.boxes import captions_picture
from pipeline.parse.html.dates import UPDATED
from pipeline.parse.html.sections import is_step
from pipeline.story import BlockKind

_LONGEST_CAPTION = 400
_SHORT_CAPTION = 250
_LONGEST_CREDIT = 150
LONGEST_LINE = 500
"""A longer text is no line, whatever it says."""

_LONGEST_LINK = 400
_LONGEST_CALL = 200
_LONGEST_STAMP = 120
_LINK_SHARE = 0.8
_TOLD_SHARE = 0.5
_ALL_LINKS = 0.95
_TERMS = ("dt", "dd")
"""Some set who took a picture as a term and what it stands for."""

_QUOTED = (BlockKind.QUOTE, BlockKind.EMBED)
_FURNITURE = (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE)


def mark_caption(piece: Piece, small: str, *, signed: bool) -> None:
    """Call a short block a credit or caption that begins or ends as only those do; a ``signed`` one ends the story.

    ``small`` is its text in small letters.
    """
    text = piece.text
    if (piece.kind is not BlockKind.PARAGRAPH and piece.tag.name not in _TERMS) or len(text) >= _LONGEST_CAPTION:
        return
    credit = len(text) < _LONGEST_CREDIT and _is_credit(text, small)
    if credit and not (signed and text[0] == "©"):
        piece.kind = BlockKind.CREDIT
    elif (len(text) < _SHORT_CAPTION and captions_picture(piece.tag, text)) or (
        not signed and _ends_with_credit(text, small)
    ):
        piece.kind = BlockKind.CAPTION


def _is_credit(text: str, small: str) -> bool:
    if not lines.holds(small, lines.CREDIT_SIGNS):
        return False
    return lines.CREDIT.match(text) is not None and not lines.has_clause(text)


def _ends_with_credit(text: str, small: str) -> bool:
    if text[-1] not in ")]" and not any(map(small.__contains__, lines.CREDIT_WORDS)):
        return False
    credit = lines.CREDIT_END.search(text)
    return credit is not None and not lines.has_clause(credit[0])


def is_own_line(piece: Piece, small: str) -> bool:
    """Whether a piece is the page's own line: a promotion, a time stamp, a row of links, a legal note.

    ``small`` is its text in small letters.
    """
    text = piece.text
    size = len(text)
    if piece.kind in _FURNITURE or size >= LONGEST_LINE:
        return piece.kind is BlockKind.PARAGRAPH and piece.link_share > _ALL_LINKS
    if piece.link_share > _LINK_SHARE and size < _LONGEST_LINK:
        return True
    if (size < _LONGEST_CALL and _is_call(piece, small)) or (
        lines.holds(small, lines.ANYWHERE_WORDS) and lines.ANYWHERE.search(small)
    ):
        return piece.link_share > _TOLD_SHARE or not lines.tells(text)
    return size < _LONGEST_STAMP and lines.may_be_stamp(small) and _is_stamp(piece)


def _is_call(piece: Piece, small: str) -> bool:
    """Whether a short text, also given in small letters, is or begins as what pages say to their readers."""
    if lines.WHOLE.match(small):
        return True
    return lines.begins_as_own(piece.text, small, linked=piece.linked > 0) and not is_step(piece)


def _is_stamp(piece: Piece) -> bool:
    """Whether a text that is no sentence is a time or a count."""
    text = piece.text
    if piece.kind in _QUOTED or (text.endswith((".", "!", "?")) and not (text.endswith(".m.") and text[0].isalpha())):
        return False
    if not lines.STAMP.match(text) or lines.DATELINE.match(text):
        return False
    return UPDATED.search(text) is not None or not lines.LIFE.search(text)
