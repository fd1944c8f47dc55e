"""Pictures: captions paired with their credits."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.fold import once, without_brackets
from pipeline.clean.paragraph import OF_PICTURES
from pipeline.clean.shape import SHORTEST_CAPTION
from pipeline.clean.wording import words_of
from pipeline.story import Furniture, Kind, Picture

_CREDIT: Final = Kind.CREDIT
_MORE: Final[tuple[str, ...]] = tuple(words_of("wording")["more"])
_SHORTENED: Final = re.compile(rf" ?(?:\.\.\.|…) ?(?:{alternation(_MORE)})?\Z")
# The longest end of a shortened caption: `` ... more``.
SHORTENED_END: Final = len(" ... ") + max(map(len, _MORE))
# What stands between a caption and its credit.
_SIGNS: Final = " —–-|/•"
_ICONS: Final[tuple[str, ...]] = tuple(words_of("wording")["icons"])
# What says itself twice is so long: ``Bora Bora`` is a place.
LEAST_TWICE: Final = 30
# ``(Archivbild) - Foto: ...``, and ``Photo: Linden May 4, 2026``.
_KIND_BEFORE: Final = re.compile(r"\A\([^\W\d_]{5,20}\)[ .]{0,2}(?:[-–—] ?|(?=[A-Z][a-z]+:))")
_DAY_BEHIND: Final = re.compile(r"(?<=[^\W\d_])[ ,]{1,2}[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\Z")


def pictures_of(furniture: Sequence[Furniture]) -> tuple[Picture, ...]:
    """A picture for each caption or credit, the same picture once.

    A caption goes with the credit that opens its paragraph, else with one in or after it, else with one before it.
    """
    pieces = [f for f in furniture if f.kind in OF_PICTURES]
    if not pieces:
        return ()
    pictures = dict.fromkeys(_paired(pieces))
    captions = sorted(picture.caption or "" for picture in pictures)
    return tuple(picture for picture in pictures if not _is_shortened(picture, captions))


def with_told(told: Sequence[Picture], found: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures that the payload's metadata tell, then those found in the text whose caption none of them has.

    Where the text took a credit out of a caption that is told with the picture's address, or that has nothing else in
    it, both halves count.

    >>> with_told([Picture("A pier. (Reis)", None, href="a.jpg")], [Picture("A pier.", "Reis")])[0].credit
    'Reis'
    >>> told, found = [Picture("A pier.", "Reis")], [Picture("A pier.", None), Picture("A ship.", None)]
    >>> [picture.credit for picture in with_told(told, found)]
    ['Reis', None]
    """
    if not told:
        return tuple(found)
    captions = {picture.caption: picture for picture in reversed(found) if picture.caption}
    lengths = sorted({len(caption) for caption in captions}, reverse=True)
    told = [_divided(picture, captions, lengths) for picture in told]
    known = {picture.caption or picture.credit for picture in told}
    return (*told, *(picture for picture in found if (picture.caption or picture.credit) not in known))


def _divided(told: Picture, captions: Mapping[str, Picture], lengths: Sequence[int]) -> Picture:
    """A picture whose caption the payload tells as the text divided it: the longest of ``captions`` that begins it."""
    caption = told.caption
    if caption is None:
        return told
    begun = (captions.get(caption[:length]) for length in lengths if length <= len(caption))
    same = next((picture for picture in begun if picture is not None), None)
    if same is None or (told.href is None and not _is_whole(caption, same)):
        return told
    return replace(told, caption=same.caption, credit=same.credit or told.credit)


def _is_whole(caption: str, divided: Picture) -> bool:
    """Whether a caption is nothing but the divided one and its credit."""
    return _plain(caption.removeprefix(divided.caption or "")) == (divided.credit or "")


def _is_shortened(picture: Picture, captions: Sequence[str]) -> bool:
    """Whether the caption ends in "... more" and another one of ``captions``, which are sorted, has it in full."""
    caption = picture.caption or ""
    match = _SHORTENED.search(caption, max(0, len(caption) - SHORTENED_END))
    if match is None:
        return False
    begin = caption[: match.start()]
    first = bisect_left(captions, begin)
    return len(captions) > first + 1 and captions[first + 1].startswith(begin)


def _paired(pieces: Sequence[Furniture]) -> Iterator[Picture]:
    caption: Furniture | None = None
    waiting: Furniture | None = None
    # Paragraph -> where its first credit ends.
    ended = {piece.paragraph: piece.end for piece in reversed(pieces) if piece.kind is _CREDIT}
    opening = {id(credit) for credit, caption in pairwise(pieces) if _opens(credit, caption)}
    for piece in pieces:
        if piece.kind is _CREDIT:
            if caption is not None and piece.paragraph - caption.paragraph <= 1 and id(piece) not in opening:
                yield _picture(caption, piece)
                caption = None
                continue
            yield from _left(caption, waiting)
            caption, waiting = None, piece
        elif waiting is not None and piece.paragraph - waiting.paragraph <= 1:
            yield _picture(piece, waiting)
            waiting = None
        elif not (caption and piece.paragraph == caption.paragraph) and not _follows_its_credit(piece, ended):
            yield from _left(caption, waiting)
            caption, waiting = piece, None
    yield from _left(caption, waiting)


def _opens(credit: Furniture, caption: Furniture) -> bool:
    """Whether a credit stands straight before a caption in the same paragraph, which is no button's "less"."""
    same = credit.paragraph == caption.paragraph and credit.kind is _CREDIT and caption.kind is not _CREDIT
    return same and caption.start - credit.end <= 1 and len(caption.text) >= SHORTEST_CAPTION


def _follows_its_credit(piece: Furniture, ended: Mapping[int, int]) -> bool:
    """What is left of a caption's paragraph behind the credit: a button's "less"."""
    return piece.paragraph in ended and ended[piece.paragraph] <= piece.start


def _left(caption: Furniture | None, credit: Furniture | None) -> Iterator[Picture]:
    if credit is not None:
        yield _picture(None, credit)
    if caption is not None:
        yield _picture(caption, None)


def _picture(caption: Furniture | None, credit: Furniture | None) -> Picture:
    told = once(without_icon(_plain(caption.text)), LEAST_TWICE) if caption else None
    return Picture(told, _bare(credit.text) if credit else None)


def without_icon(caption: str) -> str:
    """A caption without what a page's icon says before it.

    >>> without_icon("Camera IconMara Linden at the pier.")
    'Mara Linden at the pier.'
    """
    icon = next(filter(caption.startswith, _ICONS), "")
    return caption[len(icon) :].lstrip()


def _bare(credit: str) -> str:
    """A credit without the sign before it, the kind of picture in brackets, and the day behind it.

    >>> _bare("(Archivbild) - Foto: Mara Linden/NORD"), _bare("| Mara Linden"), _bare("Photo: Linden May 4, 2026")
    ('Foto: Mara Linden/NORD', 'Mara Linden', 'Photo: Linden')
    """
    return _plain(_DAY_BEHIND.sub("", _KIND_BEFORE.sub("", credit.lstrip(_SIGNS))).lstrip(_SIGNS))


def _plain(text: str) -> str:
    """The text without the brackets round it and the sign before it."""
    return without_brackets(" ".join(text.split()).lstrip("＝= ").rstrip(" —–|"))
