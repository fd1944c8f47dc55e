"""Parse: payloads to stories. One module a format, recognised by content; ``FORMATS`` is the registry.

Formats are tried in the order of ``FORMATS``; plain text comes last and takes what is left.
"""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.parse.decode import CONTROLS, check_size, decode
from pipeline.parse.loss import MAX_TEXT, TEXT_LOSS, WORD_COUNT, letters, word_count_doubt
from pipeline.parse.marks import signals_of, version_mark
from pipeline.parse.text import parse_text
from pipeline.story import ParsedStory

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_START = re.compile(
    rb"\s{0,64}(?:<\?xml[^>]{0,200}>\s{0,64})?(?:<!--.{0,2000}?-->\s{0,64}){0,4}"
    rb"<(?:!doctype\s{1,8}html|html|head|body|article|section|main|div|p|h[1-6]|meta|title|figure|span)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
# A byte order mark, the zero bytes of UTF-16 and white space may come first.
_XML_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]{0,256}<")

_DOCUMENT_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,256}[<{]")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]{0,256}[{\[]")
_PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG|II\*\x00|MM\x00\*|RIFF.{4}WEBP", re.DOTALL)
# zip, gzip, a tar's mark at its place, a web archive.
_BUNDLE = re.compile(rb"PK\x03\x04|PK\x05\x06|\x1f\x8b\x08|.{257}ustar|WARC/\d", re.DOTALL)
_HEADERS = 65_536
# Formats whose word counts are those of the text; teleprinter services count what they transmit.
_COUNTED = frozenset(("newsml-g2", "newsml-1", "nitf", "ninjs", "media-api"))


@dataclass(frozen=True, slots=True)
class Payload:
    """Bytes to parse with what their transport said of them."""

    data: bytes
    media_type: str | None = None
    name: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A wire format: its name, how to recognise it, how to read its stories."""

    name: str
    recognises: Callable[[Payload], bool]
    read: Callable[[Payload], list[ParsedStory]]


def parse(
    payload: bytes, *, media_type: str | None = None, name: str | None = None, agency: str | None = None
) -> list[ParsedStory]:
    """The stories of a payload; ``agency`` is the profile id that the source declares.

    Raises StoryError (``parse.empty``, ``parse.too_large``, ``parse.binary``) for what cannot be read.
    """
    check_size(payload)
    given = Payload(payload, media_type, name, agency)
    stories = sniff(given).read(given)
    return [_finished(story, agency) for story in stories]


def _finished(story: ParsedStory, agency: str | None) -> ParsedStory:
    """The story with what goes for all formats; markup may name control characters that no byte of it holds."""
    if len(story.source_text) > MAX_TEXT:
        story = _without_text(story)
    text = story.source_text.translate(CONTROLS)
    counted = story.declared_word_count if story.format in _COUNTED else None
    doubt = word_count_doubt(counted, text)
    if any(warning.startswith(WORD_COUNT) for warning in story.warnings):
        doubt = ()
    mark = version_mark(story.headline)
    return replace(
        story,
        agency=story.agency or agency,
        source_text=text,
        take=story.take or mark,
        signals=tuple(dict.fromkeys((*story.signals, *signals_of(mark)[0]))),
        warnings=(*story.warnings, *doubt),
    )


def _without_text(story: ParsedStory) -> ParsedStory:
    """A story that is too long, held back alone: its text counts as lost and stands in the payload only."""
    lost = f"{TEXT_LOSS}: 0 of {letters(story.source_text)} characters kept: a story has {MAX_TEXT} at most, split it"
    return replace(story, source_text="", blocks=(), updates=(), warnings=(*story.warnings, lost))


def sniff(payload: Payload) -> Format:
    """The first format that recognises the payload."""
    return next(format_ for format_ in FORMATS if format_.recognises(payload))


def _is_page(payload: Payload) -> bool:
    if _HTML_START.match(payload.data[:4096]):
        return True
    declared = (payload.media_type or "").partition(";")[0].strip().lower()
    return declared in _HTML_TYPES and b"<" in payload.data


def _read_page(payload: Payload) -> list[ParsedStory]:
    from pipeline.parse.page import parse_page

    return parse_page(payload.data, media_type=payload.media_type)


def _read_text(payload: Payload) -> list[ParsedStory]:
    return [parse_text(*decode(payload.data, payload.media_type))]


def _wire(name: str, may_be: Callable[[bytes], object]) -> Format:
    """A format in a module of its own, which is imported when a payload may be of it."""
    module = f"{__name__}.{name}"

    def recognises(payload: Payload) -> bool:
        return bool(may_be(payload.data)) and bool(importlib.import_module(module).recognise(payload.data))

    def read(payload: Payload) -> list[ParsedStory]:
        stories: list[ParsedStory] = importlib.import_module(module).parse(payload.data, agency=payload.agency)
        return stories

    return Format(name, recognises, read)


def _xml(module: str) -> Format:
    """An XML format in a module of its own, which is imported when a payload may be of it."""

    def recognises(payload: Payload) -> bool:
        if not _XML_START.match(payload.data):
            return False
        found: bool = importlib.import_module(module).recognise(payload.data)
        return found

    def read(payload: Payload) -> list[ParsedStory]:
        read_all = importlib.import_module(module).parse
        stories: list[ParsedStory] = read_all(payload.data, agency=payload.agency, media_type=payload.media_type)
        return stories

    return Format(module.rpartition(".")[2], recognises, read)


FORMATS: tuple[Format, ...] = (
    _wire("archive", _BUNDLE.match),
    _wire("jpeg", _PICTURE.match),
    _wire("documents", _DOCUMENT_START.match),
    _wire("anpa", lambda data: b"\x01" in data),
    _wire("iptc7901", lambda data: b"\x01" in data),
    _wire("media_api", _JSON_START.match),
    _wire("ninjs", _JSON_START.match),
    _wire("email", lambda data: b"rom:" in data[:_HEADERS].lower()),
    _wire("zczc", lambda data: b"ZCZC" in data[:512]),
    *(_xml(f"{__name__}.{name}") for name in ("newsml_g2", "newsml1", "nitf", "feed", "own_xml")),
    Format("page", _is_page, _read_page),
    Format("text", lambda _: True, _read_text),
)
