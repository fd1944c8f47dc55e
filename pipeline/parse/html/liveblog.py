"""Live blogs: one story of many entries, each with its time, from the page's data or from the times that it prints."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.html import jsonld
from pipeline.parse.html.blocks import Piece
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.dates import stamp
from pipeline.story import BlockKind, Update

_BEGINNING = 60
_MOST = 1000
_FEWEST = 4
"""A page that does not say it is a live blog is one where so many entries carry times of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the page's data tell it."""

    at: dt.datetime | None
    headline: str | None
    text: str | None


def entries_told(nodes: Sequence[jsonld.Node]) -> tuple[Entry, ...]:
    """Return the entries in a page's data of a live blog, none for other articles."""
    given = next((node["liveBlogUpdate"] for node in nodes if "liveBlogUpdate" in node), None)
    told = given if isinstance(given, list) else [given]
    return tuple(_entry(each) for each in told[:_MOST] if isinstance(each, dict))


def _entry(node: jsonld.Node) -> Entry:
    found = stamp(jsonld.text(node.get("datePublished") or node.get("dateModified")) or "")
    body = node.get("articleBody")
    at = found.instant if found else None
    return Entry(at, jsonld.text(node.get("headline")), body if isinstance(body, str) else None)


def updates_of(pieces: Sequence[Piece], entries: Sequence[Entry], *, declared: bool) -> tuple[Update, ...]:
    """Return the entries of a live blog, ``paragraph`` being the number of the piece that each begins with.

    ``declared``: the page says that it is a live blog, and two times on it are enough.
    """
    found = _found(pieces, entries) if entries else ()
    return found or _timed(pieces, 2 if declared else _FEWEST)


def _found(pieces: Sequence[Piece], entries: Sequence[Entry]) -> tuple[Update, ...]:
    """Look for the headlines and beginnings of told entries among the pieces."""
    places: dict[str, int] = {}
    for number, piece in enumerate(pieces):
        places.setdefault(squeezed(piece.text[: 2 * _BEGINNING])[:_BEGINNING], number)
    updates = []
    for entry in entries:
        texts = (squeezed(text[: 2 * _BEGINNING])[:_BEGINNING] for text in (entry.headline, entry.text) if text)
        found = [places[text] for text in texts if text in places]
        if found:
            updates.append(Update(entry.at, entry.headline, found[0]))
    return tuple(sorted(updates, key=lambda update: update.paragraph))


def _timed(pieces: Sequence[Piece], fewest: int) -> tuple[Update, ...]:
    """Take the pieces that a time with a zone stands right before, where there are several such times."""
    updates = []
    for number, piece in enumerate(pieces):
        if piece.time is not None:
            begin = number - 1 if number and pieces[number - 1].kind is BlockKind.HEADING else number
            heading = next((p.text for p in pieces[begin : begin + 2] if p.kind is BlockKind.HEADING), None)
            updates.append(Update(piece.time, heading, begin))
    return tuple(updates) if len({update.at for update in updates}) >= fewest else ()
