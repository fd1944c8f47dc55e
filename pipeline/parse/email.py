"""RFC 822 e-mail: encoded and raw 8-bit headers, the text of its parts, attachments listed.

Of alternative parts the one that holds more text is read. A text that is a form as JSON, field by field, gives its
fields to the story. An attachment's name, type and size are noted; one that is text, XML, JSON or a message comes as
stories of its own after the e-mail's, linked by ``member``. A mailbox file gives the stories of all its messages.
"""

import binascii
import json
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from itertools import pairwise

from pipeline.errors import StoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import language_tag, whole
from pipeline.parse.decode import CONTROLS, charset_of, decode
from pipeline.parse.framing import damaged
from pipeline.parse.headline import headline_of
from pipeline.parse.json_items import Item, listed, normal, plain
from pipeline.parse.markup import Content, read_html, read_text
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
_WORD = re.compile(
    rb"=\?(?P<charset>[A-Za-z0-9_.:-]{1,40})(?:\*[A-Za-z-]{1,20})?\?(?P<how>[bBqQ])\?(?P<text>.{0,1000}?)\?=", re.DOTALL
)
_BETWEEN_WORDS = re.compile(rb"(\?=)[ \t\r\n]{1,20}(?==\?)")
_ADDRESS = re.compile(r"<([^<>@\s]{1,100}@[^<>\s]{1,100})>")
_MOST_PARTS = 1000
# How deep messages are read in each other.
_MAX_DEPTH = 3
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
        parts = list(_parts(message))
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise StoryError("parse.malformed", f"the e-mail's parts cannot be told apart: {error!r}"[:300]) from error
    if len(parts) > _MOST_PARTS:
        raise StoryError("parse.too_many_parts", f"the e-mail has more than {_MOST_PARTS} parts", str(len(parts)))
    story = _story(message, parts, agency)
    attached = list(_attached(parts, story.agency or agency, depth)) if depth < _MAX_DEPTH else []
    return [story, *attached] if story.source_text or not attached else attached


def _attached(parts: Sequence[Message], agency: str | None, depth: int) -> Iterator[ParsedStory]:
    """The stories of the attachments that are of a readable kind; one that holds none is only noted."""
    for part in filter(_is_attachment, parts):
        if part.get_content_type() not in _READABLE:
            continue
        try:
            found = _read_attachment(part, agency, depth)
        except StoryError:
            continue
        link = Link("member", _file_name(part))
        yield from (replace(story, links=(*story.links, link)) for story in found)


def _read_attachment(part: Message, agency: str | None, depth: int) -> list[ParsedStory]:
    from pipeline.parse import parse as parse_any

    content = _bytes(part)
    if part.get_content_type() == "message/rfc822" or recognise(content):
        return _message(content, agency, depth + 1)
    charset = charset_of(part.get_content_charset() or None)
    media_type = f"{part.get_content_type()}; charset={charset}" if charset else part.get_content_type()
    return parse_any(content, media_type=media_type, name=_file_name(part), agency=agency)


def header_text(raw: bytes) -> str:
    """A header's value with its encoded words read, also those that hold raw bytes of another charset.

    >>> header_text(b"=?windows-1252?Q?Quay=92s_=E2_fire?= again"), header_text(b"=?utf-8?b?w6k=?= =?utf-8?q?t=C3=A9?=")
    ('Quay’s â fire again', 'été')
    """
    raw = _BETWEEN_WORDS.sub(rb"\1", raw)
    found, at = [], 0
    for word in _WORD.finditer(raw):
        found.append(_decoded(raw[at : word.start()]))
        found.append(_word(word))
        at = word.end()
    found.append(_decoded(raw[at:]))
    return " ".join("".join(found).translate(CONTROLS).split())


def _story(message: Message, parts: Sequence[Message], declared: str | None) -> ParsedStory:
    sender = _header(message, "From")
    agency = recognise_agency(_names(sender)) or declared
    clock = Clock(wire_profile(agency).zone)
    content, encoding = _content(parts)
    headline, marks = headline_of(_header(message, "Subject"), content.text)
    attachments = [part for part in parts if _is_attachment(part)]
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
        notes=tuple(Note("attachment", _described(part), public=False) for part in attachments),
        links=(*(Link("attachment", _file_name(part)) for part in attachments), *_answered(message)),
        warnings=(*content.warnings, *marks, *clock.warnings),
    )
    form = _form(content.text)
    return _filled(story, form) if form else story


def _parts(message: Message) -> Iterator[Message]:
    """The leaves; those inside an attached message belong to the attachment."""
    if message.is_multipart() and not _is_attachment(message):
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part)
    else:
        yield message


def _is_attachment(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).lower()
    if disposition.startswith("attachment") or part.get_content_maintype() not in {"text", "multipart"}:
        return True
    return _has_name(part) and not disposition.startswith("inline")


def _has_name(part: Message) -> bool:
    return part.get_param("filename", header="content-disposition") is not None or part.get_param("name") is not None


def _file_name(part: Message) -> str:
    raw = part.get_filename() or str(part.get("Subject", ""))
    return header_text(raw.encode("utf-8", "surrogateescape")) or _type(part)


def _type(part: Message) -> str:
    return header_text(part.get_content_type().encode("utf-8", "surrogateescape"))


def _described(part: Message) -> str:
    return f"{_file_name(part)} ({_type(part)}, {len(_bytes(part))} bytes)"


def _content(parts: Sequence[Message]) -> tuple[Content, str | None]:
    """The text that the reader sees: markup, unless plain text holds more; and its encoding."""
    plain_text = [_read(part) for part in parts if _is_text(part, "plain")]
    marked = [_read(part) for part in parts if _is_text(part, "html")]
    texts = [(text, encoding) for text, encoding in plain_text if text.strip()]
    pages = [(text, encoding) for text, encoding in marked if text.strip()]
    content = read_text("\n\n".join(text for text, _ in texts)) if texts else Content()
    page = read_html("\n".join(text for text, _ in pages)) if pages else Content()
    richer = len(page.text) >= 0.9 * len(content.text) and page.text.strip()
    chosen, sources = (page, pages) if richer else (content, texts)
    return chosen, sources[0][1] if sources else None


def _is_text(part: Message, kind: str) -> bool:
    return part.get_content_type() == f"text/{kind}" and not _is_attachment(part)


def _read(part: Message) -> tuple[str, str | None]:
    """The part's text, lines that flow joined, and its encoding; nothing for a part that is no text."""
    charset = charset_of(part.get_content_charset() or None)
    text, encoding = _decoded_or_none(_bytes(part), charset) or _decoded_or_none(_as_sent(part), charset) or ("", None)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _flowed(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
    return text, encoding


def _bytes(part: Message) -> bytes:
    """The part's content; where its transfer encoding is broken, as it came; of a message the whole message."""
    if part.is_multipart():
        return b"\r\n".join(_whole(one) for one in part.get_payload() if isinstance(one, Message))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    return content if isinstance(content, bytes) else _as_sent(part)


def _whole(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError):
        return message.as_string().encode("utf-8", "surrogateescape")


def _as_sent(part: Message) -> bytes:
    """The part's content as it came, for one that is not in the transfer encoding it names."""
    content = part.get_payload()
    return str(content if isinstance(content, str) else part).encode("utf-8", "surrogateescape")


def _decoded_or_none(content: bytes, charset: str | None) -> tuple[str, str | None] | None:
    try:
        return decode(content, charset)
    except StoryError:
        return None


def _flowed(text: str, *, delete: bool) -> str:
    """Lines that end with a space go on in the next (RFC 3676), but for the line before a signature."""
    lines = re.split(r"\r?\n", text)
    joined: list[str] = []
    for number, line in enumerate(lines):
        if number and lines[number - 1].endswith(" ") and lines[number - 1] != "-- ":
            joined[-1] = (joined[-1][:-1] if delete else joined[-1]) + line.removeprefix(" ")
        else:
            joined.append(line.removeprefix(" "))
    return "\n".join(joined)


def _header(message: Message, name: str) -> str | None:
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return header_text(str(value).encode("utf-8", "surrogateescape")) or None
    return None


def _word(word: re.Match[bytes]) -> str:
    try:
        content = (
            binascii.a2b_base64(word["text"])
            if word["how"] in b"bB"
            else quopri.decodestring(word["text"], header=True)
        )
    except (binascii.Error, ValueError):
        content = word["text"]
    raw = max(word["text"], default=0) > 127
    return _decoded(content, None if raw else charset_of(word["charset"].decode("ascii")))


def _decoded(raw: bytes, charset: str | None = None) -> str:
    for encoding in (charset, "utf-8"):
        try:
            return raw.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


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
        warnings=content.warnings,
    )


def _first(fields: dict[str, list[str]], name: str) -> str | None:
    return next(iter(fields.get(name, ())), None)


def _line(value: object) -> str | None:
    """A text with its line ends, anything else as ``plain`` has it."""
    return value.translate(CONTROLS) if isinstance(value, str) and value.strip() else plain(value)
