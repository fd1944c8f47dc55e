"""Bundles and web archives: zip, tar, gzip and WARC, each member or page read as a payload of its own.

Nothing is unpacked to disk, names inside a bundle are only noted. A member that cannot be read comes as a story with
the warning ``parse.damaged: ...``, so that its neighbours go on; members that are sound and no story are passed over.
"""

import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse.about import About
from pipeline.parse.framing import damage
from pipeline.story import Link, ParsedStory

FORMAT = "archive"
ABOUT = About(
    "First bytes of zip, gzip or WARC, or `ustar` at its place in a tar.",
    (
        "At most 20,000 members of 50 MB, 200 MB in all, 200 times the packed size, three bundles in each other.",
        "Encrypted members and bzip2, xz and 7z are not unpacked.",
        "Of a web archive only pages with status 2xx are read; `revisit` records point to a page and hold none.",
        "Pictures without metadata and marks of file systems are passed over.",
    ),
)
MAX_MEMBERS = 20_000
MAX_MEMBER = 50_000_000
MAX_TOTAL = 200_000_000
# Text rarely shrinks to less than a thirtieth; a bomb to a thousandth.
MAX_RATIO = 200
MAX_DEPTH = 3
_RATIO_FREE = 1_000_000
_CHUNK = 1 << 16
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_RECORD = re.compile(rb"^WARC/\d\.\d+\r?\n(?=[A-Za-z-]+:)", re.MULTILINE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,12})", re.MULTILINE | re.IGNORECASE)
_BLANK = re.compile(rb"[\r\n]*")
_LONGEST_HEAD = 65_536
_PAGE_RECORD = re.compile(rb"^WARC-Type:[ \t]*(?:response|resource)\b", re.MULTILINE | re.IGNORECASE)
# A gzip file that breaks so often is none.
_MOST_FAULTS = 100
# Pictures that say nothing of themselves.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
_CLUTTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_RECORD_END = b"\r\n\r\n"
_PAGES = ("text/", "application/xhtml", "application/xml", "application/json", "application/rss", "application/atom")
# What the readers of broken bundles raise.
_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, ArithmeticError, AssertionError),
    *(AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError, struct.error),
)


def recognise(payload: bytes) -> bool:
    """Whether the payload is a zip, gzip, tar or WARC file."""
    return payload.startswith((*_ZIP, _GZIP, _WARC)) or payload[257:262] == b"ustar"


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The stories of all members in their order, each linked to its member's name by ``member``.

    Raises StoryError: ``parse.bundle_malformed``, ``parse.bundle_too_large`` for more than a bundle may hold, and
    NotAStoryError where no member holds a story.
    """
    return _Bundle(len(payload), agency).read(payload, 1)


@dataclass(frozen=True, slots=True)
class _Member:
    """One member: its name, its bytes or what is wrong with it, and the media type that its archive tells."""

    name: str
    data: bytes = b""
    media_type: str | None = None
    fault: str | None = None


class _Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""


@dataclass(slots=True)
class _Bundle:
    """Reads one payload with all that is packed in it, and counts against the limits."""

    packed: int
    agency: str | None
    members: int = 0
    unpacked: int = 0

    def read(self, payload: bytes, depth: int) -> list[ParsedStory]:
        stories: list[ParsedStory] = []
        refused: StoryError | None = None
        for member in self._members(payload):
            self.members += 1
            if self.members > MAX_MEMBERS:
                raise _too_large(f"more than {MAX_MEMBERS} members", str(self.members))
            try:
                stories.extend(self._stories(member, depth))
            except NotAStoryError as error:
                refused = error
        if stories:
            return stories
        raise refused or NotAStoryError("parse.bundle_empty", "the bundle holds no story")

    def _stories(self, member: _Member, depth: int) -> list[ParsedStory]:
        link = Link("member", member.name)
        try:
            found = self._parsed(member, depth)
        except NotAStoryError:
            raise
        except StoryError as error:
            if error.check == "parse.bundle_too_large":
                raise
            if error.check == "parse.binary" and member.data.startswith(_PICTURES):
                raise NotAStoryError(error.check, f"{member.name} is no text: {error}", member.name) from error
            found = [_damaged(f"{member.name}: {error}")]
        return [replace(story, links=(*story.links, link)) for story in found]

    def _parsed(self, member: _Member, depth: int) -> list[ParsedStory]:
        from pipeline.parse import parse as parse_any

        if member.fault:
            return [_damaged(f"{member.name}: {member.fault}")]
        if _is_clutter(member.name):
            raise NotAStoryError("parse.bundle_clutter", f"{member.name} is a mark of a file system", member.name)
        if not member.data.strip():
            raise NotAStoryError("parse.bundle_empty_member", f"{member.name} is empty", member.name)
        if not recognise(member.data):
            return parse_any(member.data, media_type=member.media_type, name=member.name, agency=self.agency)
        if depth >= MAX_DEPTH:
            raise StoryError(
                "parse.bundle_nested", f"bundles lie more than {MAX_DEPTH} deep in each other", member.name
            )
        return self.read(member.data, depth + 1)

    def _members(self, payload: bytes) -> Iterator[_Member]:
        """The members; what breaks in the middle of a bundle comes as its last member."""
        kinds = {_GZIP: self._gzip, _WARC: self._warc, **dict.fromkeys(_ZIP, self._zip)}
        read = next((reader for mark, reader in kinds.items() if payload.startswith(mark)), self._tar)
        try:
            yield from read(payload)
        except _BROKEN as error:
            if self.members == 0:
                raise StoryError("parse.bundle_malformed", f"the bundle cannot be opened: {error!r}"[:300]) from error
            yield _Member("rest of the bundle", fault=f"it cannot be read: {error!r}"[:300])

    def _zip(self, payload: bytes) -> Iterator[_Member]:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            for info in bundle.infolist():
                if info.is_dir():
                    continue
                try:
                    with bundle.open(info) as stream:
                        yield self._member(info.filename, stream)
                except _BROKEN as error:
                    yield _Member(info.filename, fault=f"it cannot be unpacked: {error!r}"[:300])

    def _tar(self, payload: bytes) -> Iterator[_Member]:
        with tarfile.open(fileobj=io.BytesIO(payload), mode="r:") as bundle:
            for info in bundle:
                stream = bundle.extractfile(info) if info.isfile() else None
                if stream is not None:
                    yield self._member(info.name, stream)

    def _gzip(self, payload: bytes) -> Iterator[_Member]:
        """What a gzip file holds: it may be written in members, of which a damaged one does not hide the next."""
        found, faults, at = bytearray(), list[_Member](), 0
        while at >= 0 and len(faults) < _MOST_FAULTS:
            try:
                data, at = self._inflated(payload, at)
                found += data
            except _BROKEN as error:
                faults.append(_Member(f"gzip member at byte {at}", fault=f"it cannot be unpacked: {error!r}"[:300]))
                at += 1
            at = payload.find(_GZIP, at)
        yield from self._warc(bytes(found)) if found.startswith(_WARC) else [_Member("content", bytes(found))]
        yield from faults

    def _inflated(self, payload: bytes, at: int) -> tuple[bytes, int]:
        """The gzip member that begins there, and where it ends."""
        inflater = zlib.decompressobj(31)
        found = bytearray()
        while not inflater.eof:
            pending = inflater.unconsumed_tail or payload[at : at + _CHUNK]
            at += 0 if inflater.unconsumed_tail else len(pending)
            if not pending:
                raise EOFError("the file ends before its time")
            chunk = inflater.decompress(pending, _CHUNK)
            found += chunk
            self._count(len(chunk), len(found), "content")
        return bytes(found), at - len(inflater.unused_data)

    def _warc(self, payload: bytes) -> Iterator[_Member]:
        """The pages among the records, with their addresses; other records are about the crawl."""
        from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
        from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

        for start, raw in _records(payload):
            if not _PAGE_RECORD.search(raw, 0, _LONGEST_HEAD):
                continue
            try:
                record = next(iter(ArchiveIterator(io.BytesIO(raw + _RECORD_END))))
                yield from self._page(record)
            except (ArchiveLoadFailed, StopIteration, *_BROKEN) as error:
                yield _Member(f"record at byte {start}", fault=f"it cannot be read: {error!r}"[:300])

    def _page(self, record: Any) -> Iterator[_Member]:  # noqa: ANN401 (warcio has no types)
        headers = record.http_headers
        status = (headers.get_statuscode() or "") if headers else "200"
        media_type = headers.get_header("Content-Type") if headers else record.content_type
        if status.startswith("2") and (media_type or "text/html").lower().startswith(_PAGES):
            address = record.rec_headers.get_header("WARC-Target-URI") or "record"
            yield self._member(address, record.content_stream(), media_type)

    def _member(self, name: str, stream: _Readable, media_type: str | None = None) -> _Member:
        shown = name.encode("utf-8", "replace").decode().replace("\0", " ")
        return _Member(shown, self._read(stream, shown), media_type)

    def _read(self, stream: _Readable, name: str) -> bytes:
        """A member's bytes, read in small steps so that a bomb is noticed before it fills the memory."""
        found = bytearray()
        while chunk := stream.read(_CHUNK):
            found += chunk
            self._count(len(chunk), len(found), name)
        return bytes(found)

    def _count(self, more: int, member: int, name: str) -> None:
        self.unpacked += more
        if member > MAX_MEMBER and not name.startswith("content"):
            raise _too_large(f"{name} has more than {MAX_MEMBER} bytes", name)
        if self.unpacked > MAX_TOTAL:
            raise _too_large(f"the members have more than {MAX_TOTAL} bytes", str(self.unpacked))
        if self.unpacked > _RATIO_FREE and self.unpacked > MAX_RATIO * self.packed:
            raise _too_large(f"the members are more than {MAX_RATIO} times the bundle's size", str(self.unpacked))


def _records(payload: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a web archive and where they start, also behind one whose length is wrong."""
    record = _RECORD.search(payload)
    while record:
        following = _RECORD.search(payload, record.end())
        stop = following.start() if following else len(payload)
        head = _HEAD_END.search(payload, record.end(), min(stop, record.end() + _LONGEST_HEAD))
        length = _LENGTH.search(payload, record.end(), head.end()) if head else None
        end = head.end() + int(length[1]) if head and length else len(payload) + 1
        if end <= len(payload) and (blank := _BLANK.match(payload, end)):
            # A page may hold what looks like the start of a record.
            told = _RECORD.match(payload, blank.end())
            following = told or (following if blank.end() < len(payload) else None)
        yield record.start(), payload[record.start() : following.start() if following else len(payload)]
        record = following


def _is_clutter(name: str) -> bool:
    """Whether the member is what a file system or an archiver left: ``__MACOSX/``, ``.DS_Store``, ``Thumbs.db``."""
    parts = name.split("/")
    return "://" not in name and (parts[0] == "__MACOSX" or parts[-1] in _CLUTTER or parts[-1].startswith("._"))


def _damaged(reason: str) -> ParsedStory:
    return ParsedStory(FORMAT, "", (), warnings=(damage(reason),))


def _too_large(what: str, value: str) -> StoryError:
    return StoryError("parse.bundle_too_large", f"the bundle holds too much: {what}; split it at the source", value)
