"""RFC 822 e-mail: encoded and raw 8-bit headers, the text of its parts, attachments listed.

Of alternative parts the one that holds more text is read. A text that is a form as JSON, field by field, gives its
fields to the story. An attachment's name, type and size are noted; one that is text, XML, JSON or a message comes as
stories of its own after the e-mail's, linked by ``member``. A mailbox file gives the stories of all its messages.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from itertools import pairwise

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import language_tag, whole
from pipeline.parse.decode import CONTROLS, charset_of
from pipeline.parse.email_parts import bytes_of, content_of, described, file_name, header_text, is_attachment, leaves
from pipeline.parse.framing import damaged
from pipeline.parse.headline import headline_of
from pipeline.parse.json_items import Item, listed, normal, plain
from pipeline.parse.markup import read_text
from pipeline.parse.times import Clock
from pipeline.story import Code, Link, Note, ParsedStory

FORMAT = "email"
ABOUT = About(
    "A block of headers with `From:` and one more of the usual.",
    (
        "Attachments that are text, XML, JSON or messages are stories of their own; others are only listed.",
        "Encrypted and signed content is read as far as it is plain; TNEF (`winmail.dat`) is not unpacked.",
        "Quoted text of earlier messages is not told from new text.",
    ),
)
_HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t\r\n]|[!-9;-~]{1,76}:[^/]")
_FROM = re.compile(rb"^(?i:from):[ \t]", re.MULTILINE)
_OTHERS = re.compile(
    rb"^(?i:date|subject|message-id|received|mime-version|delivered-to|return-path|to|content-type):", re.MULTILINE
)
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_LONGEST_HEAD = 65_536
_ADDRESS = re.compile(r"<([^<>@\s]{1,100}@[^<>\s]{1,100})>")
_MOST_PARTS = 1000
# How deep messages are read in each other.
_MAX_DEPTH = 3
# A plain text attachment with fewer is a note or a signature.
_FEWEST_WORDS = 8
_POSTMARK = re.compile(rb"^From \S{1,200} [^\r\n]{0,80}\d{4}[^\r\n]{0,20}\r?\n(?=[!-9;-~]{1,76}:)", re.MULTILINE)
_READABLE = frozenset(
    (
        *("text/plain", "text/html", "text/xml", "application/xml", "application/json", "message/rfc822"),
        *("application/nitf+xml", "application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml"),
    )
)
# A form's own words for what the story's fields are called.
_FORM_FIELDS = frozenset(
    (
        *(
            "headline",
            "slugline",
            "byline",
            "abstract",
            "dateline",
            "category",
            "genre",
            "place",
            "newsvalue",
            "urgency",
        ),
        "priority",
    )
)
_FORM_PRIORITIES = {"flash": "1", "bulletin": "2", "urgent": "3", "routine": "4", "ordinary": "6"}


def recognise(payload: bytes) -> bool:
    """Whether the payload begins with a block of headers, ``From`` and one more of the usual among them.

    >>> recognise(b"From: a@b.example\\nSubject: x\\n\\nText"), recognise(b"From: the desk\\n\\nText")
    (True, False)
    """
    head = payload[:_LONGEST_HEAD].lstrip()
    blank = _BLANK.search(head)
    head = head[: blank.start()] if blank else head
    first = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    starts = first.startswith((b"From ", b">From ")) or _HEADER.match(first) is not None
    return starts and _FROM.search(head) is not None and _OTHERS.search(head) is not None


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The message's story, then those of its attachments; ``agency`` is the profile id that the source declares.

    An e-mail without text of its own counts for its attachments only. Raises StoryError: ``parse.too_many_parts``,
    ``parse.malformed`` for parts nested without end; in a mailbox such a message comes as a story with the warning
    ``parse.damaged: ...``.
    """
    messages = _mailbox(payload.lstrip())
    if len(messages) == 1:
        return _message(messages[0], agency, 1)
    stories: list[ParsedStory] = []
    for message in messages:
        try:
            stories.extend(_message(message, agency, 1))
        except StoryError as error:
            stories.append(damaged(FORMAT, message, str(error)))
    return stories


def _mailbox(payload: bytes) -> list[bytes]:
    """The messages of a mailbox file, each after a line of its own; any other payload is one message."""
    starts = [match.start() for match in _POSTMARK.finditer(payload)] if payload.startswith(b"From ") else []
    return [payload[start:stop] for start, stop in pairwise([*starts, len(payload)])] if len(starts) > 1 else [payload]


def _message(payload: bytes, agency: str | None, depth: int) -> list[ParsedStory]:
    try:
        message = BytesParser(policy=compat32).parsebytes(payload)
        parts = list(leaves(message))
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise StoryError("parse.malformed", f"the e-mail's parts cannot be told apart: {error!r}"[:300]) from error
    if len(parts) > _MOST_PARTS:
        raise StoryError("parse.too_many_parts", f"the e-mail has more than {_MOST_PARTS} parts", str(len(parts)))
    story = _story(message, parts, agency)
    attached = list(_attached(parts, story.agency or agency, depth)) if depth < _MAX_DEPTH else []
    return [story, *attached] if story.source_text or not attached else attached


def _attached(parts: Sequence[Message], agency: str | None, depth: int) -> Iterator[ParsedStory]:
    """The stories of the attachments that are of a readable kind; one that cannot be read comes as damaged."""
    for part in filter(is_attachment, parts):
        if part.get_content_type() not in _READABLE:
            continue
        try:
            found = _read_attachment(part, agency, depth)
        except NotAStoryError:
            continue
        except StoryError as error:
            found = [damaged(FORMAT, bytes_of(part), f"{file_name(part)}: {error}")]
        link = Link("member", file_name(part))
        yield from (replace(story, links=(*story.links, link)) for story in found)


def _read_attachment(part: Message, agency: str | None, depth: int) -> list[ParsedStory]:
    from pipeline.parse import archive
    from pipeline.parse import parse as parse_any

    content = bytes_of(part)
    if not content.strip() or archive.recognise(content):
        raise NotAStoryError("parse.unread_attachment", f"{file_name(part)} is empty or a bundle")
    if part.get_content_type() == "message/rfc822" or recognise(content):
        return _message(content, agency, depth + 1)
    charset = charset_of(part.get_content_charset() or None)
    if part.get_content_type() == "text/plain" and len(content.split()) < _FEWEST_WORDS:
        raise NotAStoryError("parse.short_attachment", f"{file_name(part)} holds only a few words")
    media_type = f"{part.get_content_type()}; charset={charset}" if charset else part.get_content_type()
    return parse_any(content, media_type=media_type, name=file_name(part), agency=agency)


def _story(message: Message, parts: Sequence[Message], declared: str | None) -> ParsedStory:
    sender = _header(message, "From")
    agency = recognise_agency(_names(sender)) or declared
    profile = wire_profile(agency)
    clock = Clock(profile.zone)
    content, encoding = content_of(message)
    headline, marks = headline_of(_header(message, "Subject"), content.text)
    attachments = [part for part in parts if is_attachment(part)]
    sent = clock.read(_header(message, "Date"))
    story = ParsedStory(
        format=FORMAT,
        source_text=content.text,
        blocks=content.blocks,
        encoding=encoding,
        agency=agency,
        guid=(_header(message, "Message-ID") or "").strip("<> ") or None,
        headline=headline,
        language=language_tag((_header(message, "Content-Language") or "").partition(",")[0]),
        version_created=sent,
        first_created=sent,
        pictures=content.pictures,
        source=sender,
        keywords=tuple(filter(None, (word.strip() for word in (_header(message, "Keywords") or "").split(",")))),
        notes=tuple(Note("attachment", described(part), public=False) for part in attachments),
        links=(*(Link("attachment", file_name(part)) for part in attachments), *_answered(message)),
        warnings=(*content.losses(profile.least_text), *marks, *clock.warnings),
    )
    form = _form(content.text)
    return _filled(story, form) if form else story


def _header(message: Message, name: str) -> str | None:
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return header_text(str(value).encode("utf-8", "surrogateescape")) or None
    return None


def _names(sender: str | None) -> list[str]:
    """The sender's name, and the parts of the address's domain."""
    address = _ADDRESS.search(sender or "")
    domain = address[1].rpartition("@")[2] if address else ""
    return [(sender or "").partition("<")[0].strip(' "'), *domain.split(".")[:-1]]


def _answered(message: Message) -> Iterator[Link]:
    for target in re.findall(r"<([^<>\s]{3,200})>", _header(message, "In-Reply-To") or ""):
        yield Link("inReplyTo", target)


def _form(text: str) -> Item | None:
    """The fields of a form that came as JSON, None for any other text."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    form = {name.replace(" ", ""): value for name, value in normal(found).items()} if isinstance(found, dict) else {}
    return form if "body" in form and "headline" in form else None


def _filled(story: ParsedStory, form: Item) -> ParsedStory:
    """The story with the form's fields; those that no field of the story takes become notes."""
    fields = {name: [text for one in listed(value) if (text := _line(one))] for name, value in form.items()}
    content = read_text("\n\n".join(fields.pop("body")))
    priority = _first(fields, "priority")
    notes = (Note(name, ", ".join(texts), public=False) for name, texts in fields.items() if name not in _FORM_FIELDS)
    return replace(
        story,
        source_text=content.text,
        blocks=content.blocks,
        headline=_first(fields, "headline"),
        slugline=_first(fields, "slugline"),
        byline=_first(fields, "byline"),
        abstract=_first(fields, "abstract"),
        dateline=_first(fields, "dateline"),
        category=_first(fields, "category"),
        genres=tuple(Code(None, name) for name in fields.get("genre", ())),
        places=tuple(Code(None, name) for name in fields.get("place", ())),
        urgency=whole(_first(fields, "newsvalue") or _first(fields, "urgency")),
        priority=_FORM_PRIORITIES.get((priority or "").lower(), priority),
        notes=(*story.notes, *(note for note in notes if note.text)),
        warnings=content.losses(wire_profile(story.agency).least_text),
    )


def _first(fields: dict[str, list[str]], name: str) -> str | None:
    return next(iter(fields.get(name, ())), None)


def _line(value: object) -> str | None:
    """A text with its line ends, anything else as ``plain`` has it."""
    return value.translate(CONTROLS) if isinstance(value, str) and value.strip() else plain(value)
