"""Where names stand: the body, and the dateline, captions and bylines that the cleaner took out of it.

All zones of a story are read as one text, so that a name in a caption helps to read the body and the other way round.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.places import IDEOGRAPHS
from pipeline.extract.recogniser import Recogniser, Span
from pipeline.story import CleanStory, Dateline, Furniture, Kind

GAP = "\n\n"
"""What parts the zones while they are read as one text: it ends every sentence."""
_THANKED = re.compile(
    r"\b(?:courtesy(?: of)?|(?:provided|supplied|released|distributed) by|handout (?:by|from))\s+", re.IGNORECASE
)
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class Zone:
    """A text in which names stand, ``body`` at 0 or ``source_text`` at ``start``.

    ``name`` is ``body``, ``dateline``, ``caption`` (with whom its credit thanks) or ``byline``.
    """

    name: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The two texts of a story that offsets count in."""

    body: str
    source: str = ""

    def of(self, zone: str) -> str:
        """The text that the offsets of a zone count in."""
        return self.body if zone == "body" else self.source

    def surface(self, span: Span) -> str:
        """The name as printed."""
        return self.of(span.zone)[span.start : span.end]


def zones(story: CleanStory) -> list[Zone]:
    """Return the zones of a story: the body, then the others in the order of the source text."""
    return [Zone("body", 0, story.body), *(zone for furniture in story.furniture for zone in _zones_of(furniture))]


def _zones_of(furniture: Furniture) -> Iterator[Zone]:
    if furniture.kind in (Kind.CAPTION, Kind.BYLINE, Kind.DATELINE):
        yield Zone(furniture.kind.value, furniture.start, _SINGLE_BREAK.sub(" ", furniture.text))
    elif furniture.kind is Kind.CREDIT and (thanks := _THANKED.search(furniture.text)):
        yield Zone("caption", furniture.start + thanks.end(), furniture.text[thanks.end() :])


def recognise(parts: Sequence[Zone], recogniser: Recogniser) -> list[Span]:
    """Return the names of all zones but the dateline, with the zone and the offsets in its own text.

    Of a byline only persons are taken: who somebody writes for is no subject of the story.
    """
    read = [part for part in parts if part.name != "dateline"]
    found = iter(sorted(recogniser.recognise(GAP.join(part.text for part in read)), key=lambda span: span.start))
    span, at, placed = next(found, None), 0, []
    for part in read:
        past = at + len(part.text)
        while span and span.start < past:
            moved = part.start - at
            if span.end <= past and (part.name != "byline" or span.kind == "person"):
                placed.append(replace(span, start=span.start + moved, end=span.end + moved, zone=part.name))
            span = next(found, None)
        at = past + len(GAP)
    return placed


def dateline_spans(parts: Sequence[Zone], dateline: Dateline | None) -> list[Span]:
    """Return the places of the dateline where they are printed; they come from the cleaner, without confidence.

    Of a dateline of several places each is one by itself, not ``Oslo/Lima`` as a whole.
    """
    if dateline is None:
        return []
    named = [(place.city, place.region) for place in dateline.places] or [(dateline.city, dateline.region)]
    wanted = [re.escape(name) for name in dict.fromkeys(name for pair in named for name in pair if name)]
    if not wanted:
        return []
    # In scripts that do not part words a name has no edges: 新华社北京3月5日电.
    edged = [name if name[0] >= IDEOGRAPHS else rf"(?<!\w){name}(?!\w)" for name in wanted]
    pattern = re.compile("|".join(sorted(edged, key=len, reverse=True)), re.IGNORECASE)
    return [
        Span(part.start + match.start(), part.start + match.end(), "place", zone=part.name)
        for part in parts
        if part.name == "dateline"
        for match in pattern.finditer(part.text)
    ]
