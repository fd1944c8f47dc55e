"""Framing of the teletype protocols: ``SOH header STX text ETX trailer EOT``, many messages in one capture.

A capture may begin in the middle of a message, carry a modem's noise between messages and hold damaged ones. It is cut
at each start of a message, so damage ends where the next message starts; what lies between messages and holds words
comes as a frame of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.errors import StoryError
from pipeline.parse.decode import CONTROLS, decode
from pipeline.parse.text import split
from pipeline.story import Note, ParsedStory

DAMAGED = "parse.damaged"
SOH, STX, ETX, EOT = b"\x01", b"\x02", b"\x03", b"\x04"
# A start of heading counts where synchronisation bytes or the end of a message stand before it, or a header after it.
_START = re.compile(
    rb"\x16{1,8}\s{0,4}\x01|(?:\A|(?<=[\x04\x7f\r\n\x00]))\x01|\x01(?=[A-Za-z]{1,6}\d{3,5}[ A-Z]{0,12}[\x1f ])"
)
# The end of a message, also as some capture programs print it.
_END = re.compile(rb"\x04|^\[EOT\]", re.MULTILINE)
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{3}")
_LONGEST_TRAILER = 300
_PADDING = bytes.maketrans(b"\x00\x07\x7f", b"   ")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of a capture, or a piece of one: all of its bytes, where they start, its parts without their marks.

    ``damage`` says what is wrong with the framing and where, None for a whole message.
    """

    raw: bytes
    start: int
    header: bytes = b""
    text: bytes = b""
    trailer: bytes = b""
    damage: str | None = None


def frames(payload: bytes) -> Iterator[Frame]:
    """The messages of a capture in order, and between them the pieces that belong to none, adjacent ones as one.

    >>> [(frame.text, frame.damage) for frame in frames(b"noise \\x16\\x16\\x01a1\\x02One\\x03\\x04\\x01a2\\x02Two")]
    [(b'', 'text outside any message, at byte 0'), (b'One', None), (b'Two', 'the message has no end, at byte 17')]
    """
    for loose, group in groupby(_pieces(payload), key=lambda frame: bool(frame.damage) and not frame.header):
        if loose:
            first, *others = group
            last = others[-1] if others else first
            yield replace(first, raw=payload[first.start : last.start + len(last.raw)])
        else:
            yield from group


def _pieces(payload: bytes) -> Iterator[Frame]:
    starts = [match.start() for match in _START.finditer(payload)]
    yield from _gap(payload[: starts[0] if starts else len(payload)], 0)
    for start, end in zip(starts, [*starts[1:], len(payload)], strict=True):
        yield from _segment(payload[start:end], start)


def damaged(format_: str, raw: bytes, reason: str) -> ParsedStory:
    """A piece that cannot be read as a story: its text as it came, and the warning that sends it to quarantine.

    >>> damaged("anpa1312", b"TERNOON AND\\x00TONIGHT", "text outside any message").warnings
    ('parse.damaged: text outside any message',)
    """
    try:
        text, encoding = decode(raw.translate(_PADDING))
    except StoryError as error:
        shown = "" if error.check == "parse.empty" else raw.decode("latin-1").translate(CONTROLS)
        text, encoding = shown, "iso8859-1"
    return ParsedStory(format_, text, split(text), encoding=encoding, warnings=(damage(reason),))


def damage(reason: str) -> str:
    """The warning of a part that must not pass, though its neighbours may."""
    return f"{DAMAGED}: {reason}"


def text_lines(raw: bytes) -> tuple[list[str], str | None]:
    """The lines of a part of a message without padding, control characters still in it, and its encoding."""
    kept = raw.replace(b"\x00", b"").replace(b"\x7f", b"").replace(b"\x07", b"")
    plain = kept.translate(bytes(code if code not in CONTROLS or code == 0x1B else 32 for code in range(256)))
    if not plain.strip():
        return [], None
    _, encoding = decode(plain)
    return re.split(r"\r*\n|\r", kept.decode(encoding, "replace")), encoding


def trailer_note(frame: Frame) -> tuple[Note, ...]:
    """What stands after the text, time and service, as it was sent."""
    text = " ".join(" ".join(text_lines(frame.trailer)[0]).translate(CONTROLS).split())
    return (Note("trailer", text.rstrip("<"), public=False),) if text else ()


def _segment(segment: bytes, start: int) -> Iterator[Frame]:
    """The message that begins here, then what stands between its end and the next beginning."""
    end = _END.search(segment, max(segment.find(ETX), 0))
    stop = end.end() if end else len(segment)
    yield _message(segment[:stop], start, segment[: end.start()] if end else segment, end is not None)
    yield from _gap(segment[stop:], start + stop)


def _message(raw: bytes, start: int, content: bytes, ended: bool) -> Frame:
    head, stx, rest = content[content.index(SOH) + 1 :].partition(STX)
    text, etx, trailer = rest.partition(ETX)
    reason = None
    if not stx:
        head, text, reason = b"", head, "the message has no start of text"
    elif not etx and not (ended and content.endswith((b"\n", b"\r", b"\f"))):
        reason = "the message has no end"
    elif EOT in text or STX in text or SOH in text:
        reason = "a mark of the protocol stands within the text"
    elif ETX in trailer or len(trailer) > _LONGEST_TRAILER:
        reason = "text goes on behind the end of the message"
    return Frame(raw, start, head, text, trailer, f"{reason}, at byte {start}" if reason else None)


def _gap(raw: bytes, start: int) -> Iterator[Frame]:
    if _WORD.search(raw):
        yield Frame(raw, start, damage=f"text outside any message, at byte {start}")
