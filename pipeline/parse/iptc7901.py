"""IPTC 7901: the text messages of European wires.

``SOH`` source letters, number, priority, category, word count, code, service and message number; the slug; ``STX``
marks of the desk, headline and byline up to a line that ends with ``=``; the text; notes that are not for publication;
``ETX`` day and time. The numbers recur, so a message has no id of its own; kills name the message number.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import whole
from pipeline.parse.decode import CONTROLS
from pipeline.parse.framing import Frame, damage, damaged, frames, text_lines, trailer_note
from pipeline.parse.headline import headline_of
from pipeline.parse.loss import text_loss
from pipeline.parse.marks import NOT_PUBLIC, is_take, signals_of
from pipeline.parse.text import split
from pipeline.parse.times import Clock
from pipeline.story import Block, Link, Note, ParsedStory

FORMAT = "iptc7901"
ABOUT = About(
    "`SOH`, source letters, number, priority digit, category, anywhere in the payload.",
    (
        "Messages have no id of their own: the message number recurs; it is the link `altId`, without leading zeros.",
        "A head without a line that ends with `=` is read as text.",
        "Dates take two digits of the year, as the trailer has them.",
    ),
)
_MARK = re.compile(rb"\x01[A-Za-z]{1,6}\d{2,5} [0-9] [A-Za-z]{1,4} ")
_HEADER = re.compile(
    r"(?P<source>[A-Za-z]{1,6})(?P<number>\d{2,5}) (?P<priority>\d) (?P<category>[A-Za-z]{1,4})"
    r"(?: +(?P<words>\d{1,5}))?(?P<rest>(?: .{0,80})?)"
)
_SERVICE = re.compile(r"(?:^|\s)(?P<service>[A-Za-z]{2,8}) (?P<message>\d{1,6})\s*\Z")
_TIME = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) {0,3}(?P<zone>[A-Z]{3,4})? {0,3}"
    r"(?P<month>[^\W\d_]{3,9})\.? (?P<year>\d\d)"
)
_MONTHS = ("jan", "feb|fev|fév", "mar|mär|mae|mrz", "apr|avr|abr", "may|mai|mag", "jun|juin|giu", "jul|juil|lug")
_LATER_MONTHS = ("aug|aoû|aou|ago", "sep|set", "oct|okt|ott|out", "nov", "dec|dez|déc|dic")
_MONTH_NAMES = [re.compile(names, re.IGNORECASE) for names in (*_MONTHS, *_LATER_MONTHS)]
_NOTEBOOK = re.compile(r"# \S.{0,60}")
_SECTION = re.compile(r"##+ +(?P<title>\S.{0,60})")
_SEPARATOR = re.compile(r"[*=_ -]{3,60}")
_INITIALS = re.compile(r"[a-z]{2,6}(?: [a-z][a-z0-9]{1,3}){1,6}")
_BYLINE = re.compile(r"(?:By|BY|Von|VON|Por|Par|Di|De) (?P<name>\S.{1,120})")
_REFERRED = re.compile(
    r"(?i)\b(?:items?|messages?|stor(?:y|ies)|meldung(?:en)?|dépêche|mensaje)\s+"
    r"(?P<service>[a-z]{2,8}) ?(?P<number>\d{2,5})\b"
)
# What the desk says of a version: ``(Berichtigung: ...)``.
_REMARK = re.compile(r"\([^()]{2,200}\)")
# How many lines the desk's marks, headline and byline take at most.
_HEADER_LINES = 9
# A headline goes on in the next line only where it filled its own.
_FULL = 40


def recognise(payload: bytes) -> bool:
    """Whether a header of the format stands anywhere."""
    return _MARK.search(payload) is not None


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The messages of a capture in order; ``agency`` is the profile id that the source declares.

    A damaged message, and words between messages, come as stories with the warning ``parse.damaged: ...``.
    """
    return [_story(frame, agency) for frame in frames(payload)]


@dataclass(slots=True)
class _Head:
    """The lines before the text: marks of the desk, lines before the headline, headline, byline."""

    take: str | None = None
    kickers: tuple[str, ...] = ()
    headline: str | None = None
    byline: str | None = None


def _story(frame: Frame, declared: str | None) -> ParsedStory:
    header_lines, _ = text_lines(frame.header)
    header = _HEADER.fullmatch(header_lines[0][:200].rstrip()) if header_lines else None
    if header is None:
        reason = frame.damage or f"the header of the message cannot be read, at byte {frame.start}"
        return damaged(FORMAT, frame.raw, reason)
    lines, encoding = text_lines(frame.text)
    lines = [line.translate(CONTROLS) for line in lines]
    service = _SERVICE.search(header["rest"])
    code = header["rest"][: service.start() if service else None].strip()
    agency = recognise_agency([service["service"] if service else None, header["source"], *code.split()]) or declared
    story = _told(lines, ParsedStory(FORMAT, "", (), encoding=encoding, agency=agency))
    slug = " ".join(" ".join(header_lines[1:]).split()).rstrip("/ ")
    clock = Clock(wire_profile(agency).zone)
    sent = clock.read(_iso(frame.trailer))
    warnings = [damage(frame.damage)] if frame.damage else []
    return replace(
        story,
        slugline=slug or None,
        urgency=whole(header["priority"]),
        priority=header["priority"],
        category=header["category"],
        sequence=header["number"],
        declared_word_count=whole(header["words"]),
        source=header["source"],
        version_created=sent,
        first_created=None if story.take else sent,
        notes=(*story.notes, *trailer_note(frame)),
        signals=(*([f"code:{code}"] if code else []), *story.signals),
        links=(*_own_number(service), *(_withdrawn(story, service) if story.pubstatus else ())),
        warnings=(*warnings, *story.warnings, *clock.warnings),
    )


def _unsigned(line: str) -> str:
    """A line without the ``By`` before a name, which the byline does not keep."""
    found = _BYLINE.fullmatch(line.rstrip(" ="))
    return found["name"] if found else line


def _told(lines: list[str], story: ParsedStory) -> ParsedStory:
    """The story with what its text tells: head, body, notes."""
    first = _first_of_text(lines)
    head = _head(lines[:first])
    body, notes = _divide(lines[first:])
    text = "\n".join(body).strip("\n ")
    headline, marks = headline_of(head.headline, text)
    signals, status = signals_of(head.take, head.headline)
    kept = [text, head.take, *head.kickers, head.headline, head.byline, *(f"{note.role} {note.text}" for note in notes)]
    return replace(
        story,
        source_text=text,
        blocks=_blocks(text),
        headline=headline,
        byline=head.byline,
        pubstatus=status,
        notes=(*(Note("kicker", kicker) for kicker in head.kickers), *notes),
        take=head.take,
        signals=signals,
        warnings=(*marks, *text_loss("\n".join(map(_unsigned, lines)), kept, wire_profile(story.agency).least_text)),
    )


def _first_of_text(lines: Sequence[str]) -> int:
    """The line after those that end the head with ``=``; 0 where the message has no head."""
    ends = [line.rstrip().endswith("=") for line in lines[:_HEADER_LINES]]
    if not any(ends):
        return 0
    first = ends.index(True)
    return first + sum(1 for _ in itertools.takewhile(bool, ends[first:]))


def _head(lines: Sequence[str]) -> _Head:
    told = [line.strip().removesuffix("=").strip() for line in lines]
    told = [line for line in told if line]
    marks = []
    while told and (is_take(told[0]) or (len(told) > 1 and _REMARK.fullmatch(told[0]))):
        marks.append(told.pop(0))
    bylines = [line for line in told if _BYLINE.fullmatch(line)]
    others = [line for line in told if line not in bylines]
    start = len(others) - 1
    while start > 0 and len(others[start - 1]) >= _FULL:
        start -= 1
    start = max(start, 0)
    names = [found["name"] for line in bylines if (found := _BYLINE.fullmatch(line))]
    headline = " ".join(others[start:]) or (marks[-1] if marks else None)
    return _Head(" ".join(marks) or None, tuple(others[:start]), headline, ", ".join(names) or None)


def _divide(lines: Sequence[str]) -> tuple[list[str], tuple[Note, ...]]:
    """The story's own lines, and the notes below them by their headings; initials at the very end stay with it."""
    first = next((n for n, line in enumerate(lines) if _ends_story(line)), None)
    if first is None:
        return list(lines), ()
    tail = next((n for n in range(len(lines) - 1, first, -1) if lines[n].strip()), first)
    signed = _INITIALS.fullmatch(lines[tail].strip()) is not None
    body, rest = list(lines[:first]), lines[first : tail if signed else len(lines)]
    while body and (not body[-1].strip() or _SEPARATOR.fullmatch(body[-1].strip())):
        body.pop()
    return [*body, *(["", lines[tail]] if signed else [])], tuple(_notes(rest))


def _ends_story(line: str) -> bool:
    return _NOTEBOOK.fullmatch(line.strip()) is not None or NOT_PUBLIC.search(line) is not None


def _notes(lines: Sequence[str]) -> Iterator[Note]:
    """One note a section; those after the words that say so are not for publication."""
    role, public, run = "notebook", True, list[str]()
    for line in [*lines, "## end"]:
        section = _SECTION.fullmatch(line.strip())
        secret = NOT_PUBLIC.search(line) is not None
        if not section and not secret:
            run.append(line)
            continue
        yield from _note(role, run, public)
        run = [line] if secret else []
        role, public = (section["title"] if section else "not for publication"), public and not secret


def _note(role: str, run: Sequence[str], public: bool) -> Iterator[Note]:
    text = "\n".join(line for line in map(str.strip, run) if line and not _SEPARATOR.fullmatch(line))
    if text:
        yield Note(role.lower(), text.removeprefix("# "), public)


def _blocks(text: str) -> tuple[Block, ...]:
    return split(text) if text else ()


def _own_number(service: re.Match[str] | None) -> Iterator[Link]:
    """The message's number in its service: what a kill will name."""
    if service:
        yield Link("altId", f"{service['service'].lower()} {int(service['message'])}")


def _withdrawn(story: ParsedStory, service: re.Match[str] | None) -> Iterator[Link]:
    """The messages that a kill or hold names: as an item of some service, or by the service's own name alone."""
    kickers = (note.text for note in story.notes if note.role == "kicker")
    text = "\n".join([story.headline or "", *kickers, story.source_text])
    found = [(one["service"], one["number"]) for one in _REFERRED.finditer(text)]
    if service:
        own = re.compile(rf"(?i)\b({re.escape(service['service'])}) ?(\d{{2,5}})\b")
        found += [(one[1], one[2]) for one in own.finditer(text)]
    targets = dict.fromkeys(f"{name.lower()} {int(number)}" for name, number in found)
    yield from (Link("kills", target) for target in targets)


def _iso(trailer: bytes) -> str | None:
    lines, _ = text_lines(trailer)
    found = next((match for line in lines if (match := _TIME.search(line))), None)
    month = found and next((n for n, names in enumerate(_MONTH_NAMES, 1) if names.match(found["month"])), None)
    if not found or not month:
        return None
    century = "19" if found["year"] >= "70" else "20"
    return f"{century}{found['year']}-{month:02}-{found['day']}T{found['hour']}:{found['minute']}{found['zone'] or ''}"
