"""ANPA 1312: text messages of American wires, single or as a captured stream.

A message has two header lines (service letter and transmission number, selector; priority, category, version bits,
keyword, date, word count), header lines of the copy that begin with ``^`` and end with ``<`` or ``=``, paragraphs that
begin with a tab or five spaces, table rows that begin with a backspace, and a trailer with the time. The transmission
number recurs, so a message has no id of its own.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.parse.about import About
from pipeline.parse.agencies import WireProfile, recognise_agency, wire_profile
from pipeline.parse.anpa_times import iso, release_of, time_of
from pipeline.parse.codes import SUBJECT_CODE, complete, whole
from pipeline.parse.decode import CONTROLS
from pipeline.parse.framing import Frame, damage, damaged, frames, text_lines, trailer_note
from pipeline.parse.headline import headline_of
from pipeline.parse.loss import text_loss
from pipeline.parse.marks import is_take, signals_of, split_take
from pipeline.parse.markup import Piece, compose
from pipeline.parse.times import Clock
from pipeline.story import BlockKind, Code, Link, Note, ParsedStory, Subject

FORMAT = "anpa1312"
ABOUT = About(
    "`SOH`, a letter, four digits, and `US` before the selector, anywhere in the payload.",
    (
        "Messages have no id of their own: the transmission number recurs.",
        "A year of two digits is of this century up to 69.",
        "The region before a slug is told from the slug for the agencies whose profile lists regions.",
    ),
)
RELEASE_UNKNOWN = "parse.embargo_without_end"
_MARK = re.compile(rb"\x01[A-Za-z]\d{4}[A-Za-z -]{0,20}\x1f")
_SERVICE = re.compile(r"(?P<letter>[A-Za-z])(?P<number>\d{3,4})(?P<name>[A-Za-z -]{0,20})\x1f(?P<selector>.{0,40})")
_VERSION = re.compile(
    r"(?P<priority>[A-Za-z]) (?P<category>\S) ?[\x13\x14]? ?(?P<text>[\x11\x12]?) ?(?P<keyword>.*?)"
    r"(?:\s+(?P<month>\d\d)-(?P<day>\d\d)(?:\s+(?P<words>\d{1,5}))?)?\s*"
)
# The cycles that a keyword begins with: both, morning, evening; some services put their own letters.
_CYCLE = re.compile(r"(?P<cycle>[A-Z]{2})-(?=[^\s-])")
_REGION = re.compile(r"(?P<region>[A-Z]{2})--(?=\S)")
_NOTES = (
    ("editor", re.compile(r"(?i:eds?|editors?)\s?:\s*(?P<text>.*)", re.DOTALL)),
    ("editor", re.compile(r"(?i:editor'?s'? note)[\s_—:.-]*(?P<text>.*)", re.DOTALL)),
    (
        "embargo",
        re.compile(r"(?P<text>\$?(?i:adv)\.? ?\d{1,2}\b.*|(?i:for (?:immediate )?(?:release|use)\b).*)", re.DOTALL),
    ),
    ("pictures", re.compile(r"(?P<text>(?:[A-Z]{2,4} )?(?:Photos?|Video|Graphics?|Audio)\b.*[A-Z]\w*\d.*)", re.DOTALL)),
    (None, re.compile(r"(?P<text>[a-z]+\d+)")),
)
_BYLINE = re.compile(r"(?i:by) [^\W\d_a-z]")
_ADVANCE = re.compile(r"(?i:adv)\.? ?(?P<day>\d{1,2})\b")
_PICTURE = re.compile(r"\b[A-Z]{2,6}\d{2,6}\b")
_DATELINE = re.compile(r"[^\n]{2,70}?\([^()\n]{2,20}\) [—–-]+ ")
# Lines that never go on the paragraph before them.
_ALONE = re.compile(r"==|--\s*\Z|[-*] ")
_TYPESET = (("``", "“"), ("''", "”"), ("{", "½"))
_DASH = re.compile(r"(?<=\s)_(?=\s)")
_TAB_STOPS = re.compile(r"\^?[\x1e\x1f][\x1e\x1f ]*")
# Flash, bulletin, urgent (all corrections), regular, deferred; anything else is copy in advance.
_PRIORITIES = {"f": 1, "b": 2, "u": 2, "r": 4, "d": 5}
_LOWEST = 6
# What desks put on the slug of a kill: the story has its slug without it.
_KILLING = re.compile(r"(?i)(?:^(?:kill|hold)[ -]+|[ -]+(?:kill|hold)$)")
# No header line is longer, but for one whose end is lost.
_LONGEST = 1000
_TABULAR = "\x12"


def recognise(payload: bytes) -> bool:
    """Whether a header of the format stands anywhere: a capture may begin in the middle of a message."""
    return _MARK.search(payload) is not None


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The messages of a capture in order; ``agency`` is the profile id that the source declares.

    A damaged message, and words between messages, come as stories with the warning ``parse.damaged: ...``.
    """
    stories = [_story(frame, agency) for frame in frames(payload)]
    agencies = {story.agency for story in stories} - {None}
    # A capture is of one service: who signs its other messages has sent those without a signature too.
    service = agencies.pop() if len(agencies) == 1 else agency
    return [replace(story, agency=story.agency or service) for story in stories]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the copy without its marks: ``kind`` is header, paragraph, row or plain; ``end`` its last mark."""

    kind: str
    text: str
    end: str = ""


@dataclass(slots=True)
class _Head:
    """What the header lines of the copy say."""

    keyword: str = ""
    headline: str | None = None
    abstract: str | None = None
    byline: str | None = None
    mark: str | None = None
    notes: list[Note] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def take(self, line: _Line) -> bool:
        """Whether the line is a header; then it has been read."""
        if not self._reads(line):
            return False
        self.lines.append(line.text)
        return True

    def _reads(self, line: _Line) -> bool:
        note = _note(line.text)
        if not line.text:
            return True
        if note:
            self.notes.append(note)
        elif self.mark is None and is_take(line.text):
            self.mark = line.text
        elif _BYLINE.match(line.text) and len(line.text) < 120:
            self.byline = f"{self.byline} {line.text}" if self.byline else line.text
        elif self.byline and line.end == "=" and len(line.text) < 60 and not line.text.isupper():
            self.notes.append(Note("byline-title", line.text))
        elif self.headline is None and not self.byline and any(map(str.isalnum, line.text)):
            self.headline = line.text.rstrip("+ ")
        elif self.abstract is None and line.end != "=" and not self.byline:
            self.abstract = line.text
        else:
            return False
        return True


def _story(frame: Frame, declared: str | None) -> ParsedStory:
    header, _ = text_lines(frame.header)
    service = _SERVICE.match(header[0]) if header else None
    version = _VERSION.fullmatch(header[1][:_LONGEST].rstrip()) if len(header) > 1 else None
    if service is None or version is None:
        reason = frame.damage or f"the header of the message cannot be read, at byte {frame.start}"
        return damaged(FORMAT, frame.raw, reason)
    lines, encoding = text_lines(frame.text)
    # Some put the copy's own headers before the start of text.
    lines = [*header[2:], *lines]
    time = time_of(frame.trailer)
    agency = recognise_agency([time["service"] if time else None, service["name"], service["selector"]]) or declared
    return _told(_Message(frame, service, version, lines, encoding, time, wire_profile(agency), agency))


@dataclass(frozen=True, slots=True)
class _Message:
    """A message taken apart."""

    frame: Frame
    service: re.Match[str]
    version: re.Match[str]
    lines: list[str]
    encoding: str | None
    time: re.Match[str] | None
    profile: WireProfile
    agency: str | None


def _told(message: _Message) -> ParsedStory:
    head, pieces = _divide(list(_logical(message.lines)))
    text, blocks = compose(pieces)
    slug, take, counted = _keyword(message.version["keyword"].translate(CONTROLS), head.keyword)
    region, slugline = _region(slug, message.profile)
    clock = Clock(message.profile.zone)
    sent = clock.read(iso(message.time))
    embargo, held = _embargo(message, take, head, clock)
    signals, status = signals_of(" ".join(filter(None, (take, head.mark))), head.headline)
    headline, marks = headline_of(head.headline or (head.mark if status else None), _beginning(pieces))
    take = take or head.mark
    slugline = _KILLING.sub("", slugline) or slugline if status and slugline else slugline
    priority = _PRIORITIES.get(message.version["priority"].lower(), _LOWEST)
    lost = text_loss("\n".join(message.lines), [text, *head.lines], message.profile.least_text)
    damages = [damage(message.frame.damage)] if message.frame.damage else []
    story = ParsedStory(
        format=FORMAT,
        source_text=text,
        blocks=blocks,
        encoding=message.encoding,
        agency=message.agency,
        headline=headline,
        slugline=slugline,
        byline=head.byline,
        urgency=priority,
        pubstatus="withheld" if held else status,
        embargo_until=embargo,
        version_created=sent,
        first_created=None if take else sent,
        take=take,
        declared_word_count=whole(message.version["words"]) or counted,
        signals=(*_signals(message), *signals),
        links=(*_pictures(head), *([Link("kills", slugline)] if status and slugline else [])),
        warnings=(*damages, *marks, *clock.warnings, *lost, *([RELEASE_UNKNOWN] if held else [])),
    )
    places = (Code(region),) if region else ()
    return _described(replace(story, subjects=_subjects(slug, message.profile), places=places), message, head)


def _described(story: ParsedStory, message: _Message, head: _Head) -> ParsedStory:
    """The story with what the message's headers say beside its text and times."""
    return replace(
        story,
        abstract=head.abstract,
        notes=(
            *([Note("keyword-line", head.keyword)] if head.keyword else []),
            *head.notes,
            *trailer_note(message.frame),
        ),
        priority=str(story.urgency),
        category=message.version["category"],
        sequence=message.service["number"],
    )


def _logical(lines: Sequence[str]) -> Iterator[_Line]:
    """Lines of the copy as their marks tell them: a header or paragraph goes on over lines without one."""
    kind, run = "", [""]
    for line in lines:
        mark = _kind(line)
        goes_on = mark == "plain" and kind in {"header", "paragraph"} and not _ALONE.match(line.strip())
        if goes_on and not run[-1].rstrip().endswith(("<", "=")):
            run.append(line)
            continue
        if kind:
            yield _line(kind, run)
        kind, run = mark, [line]
    if kind:
        yield _line(kind, run)


def _kind(line: str) -> str:
    if line.startswith("\b"):
        return "row"
    if line.startswith("^"):
        return "header"
    if not line.strip():
        return ""
    return "paragraph" if line.startswith(("\t", "     ")) else "plain"


def _line(kind: str, run: Sequence[str]) -> _Line:
    text = _typeset("\n".join(run))
    if kind == "row":
        return _Line(kind, text.removeprefix("^").rstrip().removesuffix("<"))
    text = " ".join(text.split()).lstrip("^")
    end = text[-1:] if text.endswith(("<", "=")) and not text.endswith("==") else ""
    return _Line(kind, (text[:-1] if end else text).strip(), end)


def _typeset(text: str) -> str:
    """Typewriter marks as the characters they stand for.

    >>> _typeset("``Fine,'' he said _ in 2{ days.")
    '“Fine,” he said — in 2½ days.'
    """
    for mark, character in _TYPESET:
        text = text.replace(mark, character)
    text = _TAB_STOPS.sub("\t", text.removeprefix("\b").replace("\x10 ", " "))
    return _DASH.sub("—", text.translate(CONTROLS))


def _divide(lines: list[_Line]) -> tuple[_Head, list[Piece]]:
    """Header lines before the first paragraph or row, and the pieces of the body."""
    head = _Head()
    first = next((n for n, line in enumerate(lines) if line.kind in {"paragraph", "row"}), len(lines))
    if lines and first:
        head.keyword, head.lines = lines[0].text, [lines[0].text]
    others = [line for line in lines[1:first] if not head.take(line)]
    return head, list(_pieces([*others, *lines[first:]]))


def _pieces(lines: Sequence[_Line]) -> Iterator[Piece]:
    """A block a line; that of a header in the middle of the text is a heading."""
    for line in lines:
        if not line.text.strip():
            continue
        heading = (line.kind == "header" or line.end == "<") and any(map(str.isalnum, line.text))
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        yield Piece(BlockKind.TABLE if line.kind == "row" else kind, line.text)


def _beginning(pieces: Sequence[Piece]) -> str:
    """The text without its dateline where it begins with prose: a table's first row is no headline."""
    if not pieces or pieces[0].kind is BlockKind.TABLE:
        return ""
    return _DATELINE.sub("", pieces[0].text, count=1)


def _note(text: str) -> Note | None:
    for role, pattern in _NOTES:
        found = pattern.fullmatch(text) if len(text) < _LONGEST else None
        if found and found["text"]:
            return Note(role, found["text"])
    return None


def _keyword(cut: str, line: str) -> tuple[str | None, str | None, int | None]:
    """Slug, take and word count of the keyword line; the header's keyword tells the slug's limits.

    The header has the keyword without spaces and cut, the line has it whole, with a qualifier after the slug.

    >>> _keyword("BC-XY--Harbour-FireQ", "BC-XY--Harbour-Fire Quay, 1st Ld-Writethru,416")
    ('XY--Harbour-Fire', '1st Ld-Writethru', 416)
    """
    whole_slug, take, counted = split_take(line)
    cut_slug, _, cut_take = cut.strip().replace(",", " ").partition(" ")
    slug, compact = _CYCLE.sub("", cut_slug, count=1), _CYCLE.sub("", whole_slug or "", count=1)
    if slug and compact and compact.replace(" ", "") != slug and compact.replace(" ", "").startswith(slug):
        slug = _whole_words(compact, len(slug)) or slug
    return slug or compact or None, take or cut_take.strip() or None, counted


def _whole_words(slug: str, room: int) -> str:
    kept = ""
    for word in slug.split():
        if len(kept) + len(word) > room:
            break
        kept += word
    return kept


def _region(slug: str | None, profile: WireProfile) -> tuple[str | None, str | None]:
    """A region that the agency's desks put before the slug, and the slug without it."""
    found = _REGION.match(slug or "")
    if slug and found and found["region"] in profile.slug_regions:
        return found["region"], slug[found.end() :]
    return None, slug


def _subjects(slug: str | None, profile: WireProfile) -> tuple[Subject, ...]:
    prefix = (slug or "").partition("-")[0]
    code = profile.slug_subjects.get(prefix)
    return complete([Subject(SUBJECT_CODE, code)]) if code else ()


def _embargo(message: _Message, take: str | None, head: _Head, clock: Clock) -> tuple[dt.datetime | None, bool]:
    """When copy in advance may be used: the start of its first day; and whether that cannot be told."""
    advance = _ADVANCE.search(take or "")
    held = advance is not None or any(note.role == "embargo" for note in head.notes)
    if advance is None or message.time is None:
        return None, held
    # Without the agency's own zone the day begins where the trailer's clock stands, not in Greenwich.
    zone = "" if clock.zone else message.time["zone"]
    until = clock.read_end(release_of(message.time, int(advance["day"])) + zone)
    return until, until is None


def _signals(message: _Message) -> Iterator[str]:
    """Marks of the header that no other field holds."""
    cycle = _CYCLE.match(message.version["keyword"])
    yield f"service:{message.service['letter']}{message.service['number']}"
    yield f"selector:{message.service['selector'].translate(CONTROLS).strip()}"
    yield f"priority:{message.version['priority']}"
    if cycle:
        yield f"cycle:{cycle['cycle'].lower()}"
    if message.version["text"] == _TABULAR:
        yield "tabular"


def _pictures(head: _Head) -> Iterator[Link]:
    for note in head.notes:
        if note.role == "pictures":
            yield from (Link("picture", number) for number in _PICTURE.findall(note.text))
