"""What each piece of a specimen was held for and is held for now, beside its text, for a failing golden test."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.parse import parse

Span = tuple[int, int, str]
COLUMN = 40
TEXT = 90
_FURNITURE = re.compile(r"(\w+) (\d+)-(\d+) (\S+): (.*)", re.DOTALL)


def side_by_side(specimen: Path, expected: str, found: str) -> str:
    """The pieces that changed, each with a neighbour before and after it; ``!`` marks the changed ones."""
    sources = [story.source_text for story in parse(specimen.read_bytes(), name=specimen.name)]
    parts = []
    for number, stories in enumerate(zip(sources, json.loads(expected), json.loads(found), strict=False)):
        lines = list(compared(*stories))
        if lines:
            heads = f"  {'expected':<{COLUMN}} {'found':<{COLUMN}} source"
            parts += [f"{specimen.name}, story {number}:", heads, *lines]
    return "\n".join(parts)


def compared(source: str, expected: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """A line for each piece of the source that is held for something else now, and for its neighbours."""
    before, after = _spans(source, expected), _spans(source, found)
    if before is None or after is None:
        yield "  the text that the parser gives has changed: the expected spans lie elsewhere"
        return
    pieces = [
        (_label(before, start), _label(after, start), text)
        for start, text in _pieces(source, (*before, *after))
        if text.strip()
    ]
    changed = {number for number, (old, new, _) in enumerate(pieces) if old != new}
    for number, (old, new, text) in enumerate(pieces):
        if changed & {number - 1, number, number + 1}:
            mark = "!" if number in changed else " "
            yield f"{mark} {old:<{COLUMN}} {new:<{COLUMN}} {text.strip()[:TEXT]}"


def _spans(source: str, story: dict[str, Any]) -> list[Span] | None:
    """The furniture of a golden story in order, None where it does not lie in the source."""
    spans = []
    for line in story["furniture"]:
        match = _FURNITURE.fullmatch(line)
        if match is None or source[int(match[2]) : int(match[3])] != match[5]:
            return None
        spans.append((int(match[2]), int(match[3]), f"{match[1]} {match[4]}"))
    return sorted(spans)


def _label(spans: Sequence[Span], position: int) -> str:
    number = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return spans[number][2] if number >= 0 and position < spans[number][1] else "body"


def _pieces(source: str, spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """The source cut where a span begins or ends, and at its lines' ends."""
    ends = (match.start() for match in re.finditer("\n", source))
    cuts = {0, len(source), *ends, *(edge for span in spans for edge in span[:2])}
    for start, end in pairwise(sorted(cuts)):
        yield start, source[start:end]
