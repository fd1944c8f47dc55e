"""The parts of an e-mail: which are text and which attachments, what they hold, and headers in any charset."""

import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from email.message import Message

from pipeline.errors import StoryError
from pipeline.parse.decode import CONTROLS, charset_of, decode
from pipeline.parse.markup import Content, joined, read_html, read_text

_WORD = re.compile(
    rb"=\?(?P<charset>[A-Za-z0-9_.:-]{1,40})(?:\*[A-Za-z-]{1,20})?\?(?P<how>[bBqQ])\?(?P<text>.{0,1000}?)\?=", re.DOTALL
)
_BETWEEN_WORDS = re.compile(rb"(\?=)[ \t\r\n]{1,20}(?==\?)")


def header_text(raw: bytes) -> str:
    """A header's value with its encoded words read, also those that hold raw bytes of another charset.

    >>> header_text(b"=?windows-1252?Q?Quay=92s_=E2_fire?= again"), header_text(b"=?utf-8?b?w6k=?= =?utf-8?q?t=C3=A9?=")
    ('Quay’s â fire again', 'été')
    """
    raw = _BETWEEN_WORDS.sub(rb"\1", raw)
    # Some cut a character in two between words: those of one charset are read as one.
    runs: list[tuple[str | None, bytes]] = []
    at = 0
    for word in _WORD.finditer(raw):
        if word.start() > at:
            runs.append((None, raw[at : word.start()]))
        charset, content = _word(word)
        before = runs.pop()[1] if runs and charset and runs[-1][0] == charset else b""
        runs.append((charset, before + content))
        at = word.end()
    runs.append((None, raw[at:]))
    return " ".join("".join(_decoded(content, charset) for charset, content in runs).translate(CONTROLS).split())


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; those inside an attached message belong to the attachment."""
    if message.is_multipart() and not is_attachment(message):
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from leaves(part)
    else:
        yield message


def is_attachment(part: Message) -> bool:
    """Whether a part is no text to read: by its disposition, its kind, or a name without ``inline``."""
    disposition = str(part.get("Content-Disposition", "")).lower()
    if disposition.startswith("attachment") or part.get_content_maintype() not in {"text", "multipart"}:
        return True
    return _has_name(part) and not disposition.startswith("inline")


def _has_name(part: Message) -> bool:
    return part.get_param("filename", header="content-disposition") is not None or part.get_param("name") is not None


def file_name(part: Message) -> str:
    """An attachment's name; of a message its subject, of anything else its media type."""
    inside = [one for one in part.get_payload() if isinstance(one, Message)] if part.is_multipart() else [part]
    raw = part.get_filename() or str(next((one["Subject"] for one in inside if one["Subject"]), ""))
    return header_text(raw.encode("utf-8", "surrogateescape")) or _type(part)


def _type(part: Message) -> str:
    return header_text(part.get_content_type().encode("utf-8", "surrogateescape"))


def described(part: Message) -> str:
    """An attachment's name, type and size in words."""
    return f"{file_name(part)} ({_type(part)}, {len(bytes_of(part))} bytes)"


def content_of(message: Message) -> tuple[Content, str | None]:
    """The text that a reader sees, of alternatives the fullest; and the encoding of its first part."""
    if message.is_multipart() and not is_attachment(message):
        found = [content_of(part) for part in message.get_payload() if isinstance(part, Message)]
        told = [(content, encoding) for content, encoding in found if content.text or content.lost]
        if message.get_content_subtype() == "alternative":
            return _fullest(told)
        return joined(content for content, _ in told), told[0][1] if told else None
    if is_attachment(message) or message.get_content_type() not in {"text/plain", "text/html"}:
        return Content(), None
    text, encoding = _read(message)
    if not text.strip():
        return Content(), None
    return (read_html(text) if message.get_content_subtype() == "html" else read_text(text)), encoding


def _fullest(told: Sequence[tuple[Content, str | None]]) -> tuple[Content, str | None]:
    """The last, which RFC 2046 calls the richest, unless an earlier one holds clearly more."""
    best: tuple[Content, str | None] = (Content(), None)
    for content, encoding in told:
        if len(content.text) >= 0.9 * len(best[0].text):
            best = content, encoding
    return best


def _read(part: Message) -> tuple[str, str | None]:
    """The part's text, lines that flow joined, and its encoding; nothing for a part that is no text."""
    charset = charset_of(part.get_content_charset() or None)
    text, encoding = (
        _decoded_or_none(bytes_of(part), charset) or _decoded_or_none(_as_sent(part), charset) or ("", None)
    )
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _flowed(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
    return text, encoding


def bytes_of(part: Message) -> bytes:
    """The part's content; where its transfer encoding is broken, as it came; of a message the whole message."""
    if part.is_multipart():
        whole = b"\r\n".join(_whole(one) for one in part.get_payload() if isinstance(one, Message))
        return _unpacked(whole) if str(part.get("Content-Transfer-Encoding", "")).lower().strip() == "base64" else whole
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    return content if isinstance(content, bytes) else _as_sent(part)


def _unpacked(content: bytes) -> bytes:
    """A message that was packed, which RFC 2046 forbids and some do."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        return content


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


def _word(word: re.Match[bytes]) -> tuple[str | None, bytes]:
    """The charset that an encoded word names, None where raw bytes belie it, and its content."""
    try:
        content = (
            binascii.a2b_base64(word["text"])
            if word["how"] in b"bB"
            else quopri.decodestring(word["text"], header=True)
        )
    except (binascii.Error, ValueError):
        content = word["text"]
    raw = max(word["text"], default=0) > 127
    return (None if raw else charset_of(word["charset"].decode("ascii"))), content


def _decoded(raw: bytes, charset: str | None = None) -> str:
    for encoding in (charset, "utf-8"):
        try:
            return raw.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")
