"""ZCZC ... NNNN: the teleprinter's frame, still used by services that mark their header lines with one character.

After ``ZCZC`` and the service's name come header lines: ``$`` category, ``:`` slug, ``=`` take, ``^`` headline, ``*``
text (X) or table (T), ``+`` IPTC subject, ``%`` and ``&`` destinations; profiles name other uses of the characters. A
file may hold several messages; ``NNNN`` may be missing at the last one's end only.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import StoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import SUBJECT_CODE, complete
from pipeline.parse.decode import decode
from pipeline.parse.framing import damaged
from pipeline.parse.headline import headline_of
from pipeline.parse.loss import text_loss
from pipeline.parse.marks import signals_of
from pipeline.parse.text import split
from pipeline.parse.times import Clock
from pipeline.story import Block, BlockKind, Note, ParsedStory, Subject

FORMAT = "zczc"
ABOUT = About(
    "`ZCZC` after nothing but padding and a channel's number.",
    (
        "Messages have no id of their own.",
        "What a line's first character means is the profile's `line_marks` where a service has its own.",
    ),
)
_FIRST = re.compile(rb"[\s\x00\x01\x7f]{0,200}(?:[A-Z0-9 :]{0,12}[ \t\r\n])?ZCZC(?![A-Za-z])")
_START = re.compile(rb"(?:\A|(?<=[\r\n]))[ \t\x00\x01\x7f]*(?:[A-Z0-9 :]{0,12}[ \t])?ZCZC(?![A-Za-z])[^\r\n]*")
# Some end the line of the time with it.
_END = re.compile(rb"^[ \t]*NNNN\b[^\r\n]*|(?<=[ \t])NNNN(?=[ \t]*(?:[\r\n]|\Z))", re.MULTILINE)
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{3}")
_MARKS = "$:=^*+%&#@"
_FIELDS = {"$": "category", ":": "slugline", "=": "take", "^": "headline", "*": "layout", "+": "subject"}
_TABLE = "T"
# The time of transmission in a line of its own at the end: ``25-NOV-26 10:15``.
_SENT = re.compile(r"\n[ \t]*(?P<time>\d{1,2}-[A-Z]{3}-\d{2} \d{1,2}:\d\d)\s*\Z")
# Lines of the service's own before the text: ``XAB20351003120_SXA_QBXB``, ``R CRO S0B QBXB``.
_ROUTING = re.compile(r"[A-Z]{1,5}\d{3,}[A-Z0-9_/]*|[A-Z](?: [A-Z0-9]{2,4}){2,6}")
# A service's code above lines with marks.
_CODE_LINE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_CODE = re.compile(r"\d{8}")


def recognise(payload: bytes) -> bool:
    """Whether the payload begins with ``ZCZC``, after nothing but padding and a channel's number.

    >>> recognise(b"  ZCZC XY\\r\\n$A\\r\\n:Slug\\r\\n"), recognise(b"The code ZCZC starts a message.")
    (True, False)
    """
    return _FIRST.match(payload) is not None


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The messages of a file in order; ``agency`` is the profile id that the source declares.

    Words between messages come as stories with the warning ``parse.damaged: ...``.
    """
    starts = [match.start() for match in _START.finditer(payload)] or [0]
    stories = list(_between(payload[: starts[0]], 0))
    for start, stop in zip(starts, [*starts[1:], len(payload)], strict=True):
        stories.extend(_segment(payload[start:stop], start, stop == len(payload), agency))
    return stories


@dataclass(frozen=True, slots=True)
class _Header:
    """The header's values by their character, and the number of lines that it takes."""

    values: dict[str, list[str]]
    lines: int


def _segment(raw: bytes, start: int, last: bool, declared: str | None) -> Iterator[ParsedStory]:
    end = _END.search(raw)
    if end is None and not last:
        # A frame that is begun again at once is noise.
        if _WORD.search(raw.partition(b"ZCZC")[2]):
            yield damaged(FORMAT, raw, f"the message has no end, at byte {start}")
        return
    stop = end.start() if end else len(raw)
    try:
        yield _story(raw[:stop], declared)
    except StoryError as error:
        yield damaged(FORMAT, raw[:stop], f"{error}, at byte {start}")
    yield from _between(raw[end.end() :] if end else b"", start + (end.end() if end else 0))


def _between(raw: bytes, start: int) -> Iterator[ParsedStory]:
    if _WORD.search(raw):
        yield damaged(FORMAT, raw, f"text outside any message, at byte {start}")


def _story(raw: bytes, declared: str | None) -> ParsedStory:
    text, encoding = decode(raw)
    first, *lines = re.split(r"\r\n|\n|\r", text)
    agency = recognise_agency(first.partition("ZCZC")[2].split()) or declared
    header = _header(lines)
    told = "\n".join(lines[header.lines :])
    sent = _SENT.search(told)
    body = (told[: sent.start()] if sent else told).strip("\n ")
    clock = Clock(wire_profile(agency).zone)
    created = clock.read(_iso(sent["time"])) if sent else None
    kept = [first, body, sent["time"] if sent else None, *(one for ones in header.values.values() for one in ones)]
    story = ParsedStory(
        FORMAT,
        body,
        (),
        encoding=encoding,
        agency=agency,
        version_created=created,
        notes=(Note("trailer", sent["time"], public=False),) if sent else (),
        warnings=(*_losses(text, kept, agency), *clock.warnings),
    )
    return _told(header, story)


def _iso(time: str) -> str | None:
    """A transmission's time as ISO 8601; None where its month is no English one.

    >>> _iso("25-NOV-26 10:15"), _iso("01-GEN-26 10:15")
    ('2026-11-25T10:15:00', None)
    """
    try:
        return dt.datetime.strptime(time, "%d-%b-%y %H:%M").isoformat()  # noqa: DTZ007 (the clock knows the zone)
    except ValueError:
        return None


def _losses(text: str, kept: list[str | None], agency: str | None) -> tuple[str, ...]:
    return text_loss(text, kept, wire_profile(agency).least_text)


def _fields(agency: str | None) -> dict[str, str]:
    return {**_FIELDS, **wire_profile(agency).line_marks}


def _header(lines: Sequence[str]) -> _Header:
    """The lines that begin with a mark: a bullet's space tells a list in the text from a header."""
    values: dict[str, list[str]] = defaultdict(list)
    count = 0
    for number, line in enumerate(lines):
        coded = not values.keys() - {"routing"} and _CODE_LINE.fullmatch(line.strip()) and _marked(lines[number + 1 :])
        if coded or _ROUTING.fullmatch(line.strip()):
            count += 1
            values["routing"].append(line.strip())
            continue
        if line.strip() and not _marked([line]):
            break
        count += 1
        if line[1:].strip():
            values[line[0]].append(line[1:].strip())
    return _Header(values, count)


def _marked(lines: Sequence[str]) -> bool:
    """Whether the first of the lines begins with a header's mark."""
    return bool(lines and lines[0]) and lines[0][0] in _MARKS and lines[0][1:2] != " "


def _told(header: _Header, story: ParsedStory) -> ParsedStory:
    """The story with what its header tells."""
    fields = _fields(story.agency)
    values = {field: " ".join(header.values.get(mark, ())) or None for mark, field in fields.items()}
    headline, marks = headline_of(values.get("headline"), story.source_text)
    signals, status = signals_of(values.get("take"), values.get("headline"))
    others = [(mark, one) for mark, ones in header.values.items() for one in ones if mark not in fields]
    table = (values.get("layout") or "").startswith(_TABLE)
    return replace(
        story,
        blocks=_blocks(story.source_text, table=table),
        headline=headline,
        slugline=values.get("slugline"),
        pubstatus=status,
        source=values.get("source"),
        subjects=complete(Subject(SUBJECT_CODE, code) for code in _CODE.findall(values.get("subject") or "")),
        notes=(*(Note(f"header {mark}", one, public=False) for mark, one in others), *story.notes),
        category=values.get("category"),
        take=values.get("take"),
        signals=(*(["tabular"] if table else []), *signals),
        warnings=(*marks, *story.warnings),
    )


def _blocks(body: str, *, table: bool) -> tuple[Block, ...]:
    if not body:
        return ()
    return (Block(0, len(body), BlockKind.PREFORMATTED),) if table else split(body)
