"""Metadata of pictures: IPTC-IIM and XMP of JPEG, XMP of PNG, TIFF and WebP, read without decoding the picture.

A picture item's text is its caption. Where both kinds of metadata tell a field, XMP counts, unless the digest beside
the IIM shows that somebody has edited the IIM alone since (Metadata Working Group, guidelines 2.0).
"""

import hashlib
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import SUBJECT_CODE, complete, whole
from pipeline.parse.decode import CONTROLS, western
from pipeline.parse.markup import Piece, compose
from pipeline.parse.named import once, people
from pipeline.parse.times import Clock
from pipeline.parse.xml import local, read_xml, text_of
from pipeline.story import BlockKind, Code, Contributor, Named, Note, ParsedStory, Picture, Subject

FORMAT = "jpeg"
ABOUT = About(
    "First bytes of JPEG, PNG, TIFF or WebP.",
    (
        "IPTC-IIM is read of JPEG only; of the other kinds the XMP packet, where it is not compressed.",
        "Exif is not read, nor is the picture decoded.",
        "A picture without caption and headline is no story.",
    ),
)
_JPEG = re.compile(rb"\xff\xd8\xff")
# Other kinds by their first bytes; their XMP packet stands in them as it is, with its own start and end.
_OTHERS = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("tiff", re.compile(rb"II\*\x00|MM\x00\*")),
    ("webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
)
_PACKET_START, _PACKET_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_PHOTOSHOP, _XMP = b"Photoshop 3.0\x00", b"http://ns.adobe.com/xap/1.0/\x00"
_IIM_RESOURCE, _DIGEST_RESOURCE = 0x0404, 0x0425
CONFLICT = "parse.metadata_conflict"
_TOLD_TWICE = ("caption", "headline")
# Segments without a length, and the start of the compressed picture.
_BARE, _SCAN, _END = {0x01, *range(0xD0, 0xD9)}, 0xDA, 0xD9
_UTF_8 = b"\x1b%G"
_RECORD_2 = {
    5: "title",
    10: "urgency",
    12: "subject",
    15: "category",
    22: "fixture",
    25: "keywords",
    30: "release_date",
    35: "release_time",
    40: "instructions",
    55: "date",
    60: "time",
    80: "creator",
    85: "creator_title",
    90: "city",
    92: "sublocation",
    95: "state",
    100: "country_code",
    101: "country",
    103: "reference",
    105: "headline",
    110: "credit",
    115: "source",
    116: "rights",
    120: "caption",
    122: "writer",
}
_XMP_NAMES = {
    "description": "caption",
    "Headline": "headline",
    "title": "title",
    "creator": "creator",
    "AuthorsPosition": "creator_title",
    "Credit": "credit",
    "Source": "source",
    "rights": "rights",
    "UsageTerms": "usage",
    "Instructions": "instructions",
    "City": "city",
    "Location": "sublocation",
    "State": "state",
    "Country": "country",
    "CountryCode": "country_code",
    "subject": "keywords",
    "SubjectCode": "subject",
    "Urgency": "urgency",
    "Category": "category",
    "TransmissionReference": "reference",
    "CaptionWriter": "writer",
    "DateCreated": "created",
    "CreateDate": "created",
    "DigImageGUID": "guid",
    "PersonInImage": "person",
    "OrganisationInImageName": "organisation",
    "Event": "event",
    "CopyrightOwnerName": "holder",
}
_NAMED = ("person", "organisation", "event")
_REFERENCE = re.compile(r"\b\d{8}\b")
_MOST_RESOURCES = 10_000

Fields = dict[str, list[str]]


def recognise(payload: bytes) -> bool:
    """Whether the payload begins like a picture file."""
    return _kind(payload) is not None


def _kind(payload: bytes) -> str | None:
    kinds = ((FORMAT, _JPEG), *_OTHERS)
    return next((kind for kind, start in kinds if start.match(payload)), None)


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The picture as a story: its caption as text; ``agency`` is the profile id that the source declares.

    Raises NotAStoryError ``parse.no_metadata`` for a picture without caption and headline.
    """
    kind = _kind(payload) or FORMAT
    told = _read(_segments(payload) if kind == FORMAT else _packet(payload))
    fields = _Fields(_merged(told))
    if not (fields.first("caption") or fields.first("headline")):
        raise NotAStoryError("parse.no_metadata", "the picture carries no caption and no headline")
    return [_with_conflicts(replace(_story(fields, told.encoding, agency), format=kind), told)]


@dataclass(slots=True)
class _Told:
    """What a file's metadata say; ``edited`` tells that the IIM is newer than the XMP."""

    iim: Fields = field(default_factory=dict)
    xmp: Fields = field(default_factory=dict)
    encoding: str | None = None
    edited: bool = False


def _read(segments: Iterable[bytes]) -> _Told:
    told = _Told()
    for data in segments:
        if data.startswith(_PHOTOSHOP):
            resources = list(_resources(data[len(_PHOTOSHOP) :]))
            records = b"".join(content for kind, content in resources if kind == _IIM_RESOURCE)
            if not records:
                continue
            found, told.encoding = _iim(records)
            told.iim |= found
            told.edited = told.edited or _differs(records, dict(resources).get(_DIGEST_RESOURCE, b""))
        elif data.startswith(_XMP):
            told.xmp |= _xmp(data[len(_XMP) :])
    told.encoding = told.encoding if told.edited or not told.xmp else "utf-8"
    return told


def _differs(records: bytes, digest: bytes) -> bool:
    """Whether the IIM is no more what it was when the XMP was written; no digest, or one of zeros, tells nothing."""
    return len(digest) == 16 and any(digest) and hashlib.md5(records, usedforsecurity=False).digest() != digest


def _merged(told: _Told) -> Fields:
    """The fields that count; of a text that one of the two has cut short the whole one."""
    merged = {**told.xmp, **told.iim} if told.edited else {**told.iim, **told.xmp}
    both = ((name, [*told.iim.get(name, ()), *told.xmp.get(name, ())]) for name in _TOLD_TWICE)
    whole = {name: [max(texts, key=len)] for name, texts in both if len(texts) > 1 and _is_one(*texts[:2])}
    return merged | whole


def _is_one(text: str, other: str) -> bool:
    """Whether one text is the other, or its beginning."""
    short, long = sorted((" ".join(text.split()), " ".join(other.split())), key=len)
    return long.startswith(short)


def _with_conflicts(story: ParsedStory, told: _Told) -> ParsedStory:
    """The story with what the metadata that do not count say otherwise."""
    counts, other = (told.iim, told.xmp) if told.edited else (told.xmp, told.iim)
    both = [name for name in _TOLD_TWICE if name in counts and name in other]
    names = [name for name in both if not _is_one(counts[name][0], other[name][0])]
    if not names:
        return story
    notes = (Note(f"other {name}", other[name][0], public=False) for name in names)
    warning = f"{CONFLICT}: IIM and XMP tell another {' and '.join(names)}"
    return replace(story, notes=(*story.notes, *notes), warnings=(*story.warnings, warning))


@dataclass(frozen=True, slots=True)
class _Fields:
    """Values by field name."""

    values: Fields

    def first(self, name: str) -> str | None:
        return next(iter(self.values.get(name, ())), None)

    def joined(self, name: str) -> str | None:
        return ", ".join(self.values.get(name, ())) or None


def _story(fields: _Fields, encoding: str | None, declared: str | None) -> ParsedStory:
    caption = fields.first("caption") or fields.first("headline") or ""
    credit = fields.first("credit") or fields.first("source")
    agency = recognise_agency([credit, fields.first("source"), *(credit or "").split("/")]) or declared
    profile = wire_profile(agency)
    clock = Clock(profile.zone)
    text, blocks = compose([Piece(BlockKind.CAPTION, " ".join(caption.split()))])
    created = clock.read(fields.first("created")) or clock.read(_moment(fields, "date", "time"))
    codes = [code for text in fields.values.get("subject", ()) for code in _REFERENCE.findall(text)]
    return ParsedStory(
        format=FORMAT,
        source_text=text,
        blocks=blocks,
        encoding=encoding,
        agency=agency,
        guid=fields.first("guid"),
        headline=fields.first("headline"),
        slugline=fields.first("title"),
        byline=fields.joined("creator"),
        dateline=", ".join(filter(None, (fields.first(name) for name in ("city", "state", "country")))) or None,
        urgency=whole(fields.first("urgency")),
        embargo_until=clock.read_end(_release(fields)),
        version_created=created,
        first_created=created,
        subjects=complete((Subject(SUBJECT_CODE, code) for code in codes), profile.schemes),
        pictures=(Picture(text, credit, fields.joined("creator"), rights_holder=fields.first("holder")),),
        source=fields.first("source") or credit,
        keywords=tuple(dict.fromkeys(fields.values.get("keywords", ()))),
        places=tuple(_places(fields)),
        notes=tuple(_notes(fields)),
        usage_terms=fields.first("usage") or fields.first("rights"),
        category=fields.first("category"),
        sequence=fields.first("reference"),
        contributors=people(_contributors(fields)),
        named=once(Named(kind, name) for kind in _NAMED for name in fields.values.get(kind, ())),
        warnings=tuple(clock.warnings),
    )


def _packet(payload: bytes) -> Iterator[bytes]:
    """The first XMP packet, under the mark that it has in a JPEG file."""
    start = payload.find(_PACKET_START)
    end = payload.find(_PACKET_END, start)
    if 0 <= start < end:
        yield _XMP + payload[start : end + len(_PACKET_END)]


def _segments(payload: bytes) -> Iterator[bytes]:
    """The contents of the file's application segments, up to the compressed picture or the first fault."""
    at = 2
    while at + 4 <= len(payload) and payload[at] == 0xFF:
        marker = payload[at + 1]
        if marker in _BARE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(payload[at + 2 : at + 4], "big")
        if marker in {_SCAN, _END} or length < 2:
            return
        if 0xE0 <= marker <= 0xEF:
            yield payload[at + 4 : at + 2 + length]
        at += 2 + length


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of a Photoshop segment's resources; each is padded to an even length."""
    at = 0
    for _ in range(_MOST_RESOURCES):
        if data[at : at + 4] != b"8BIM" or at + 7 > len(data):
            return
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        at += 6 + (data[at + 6] // 2 * 2 + 2)
        size = int.from_bytes(data[at : at + 4], "big")
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2


def _iim(data: bytes) -> tuple[Fields, str]:
    """Fields of record 2 in the character set that record 1 names, else by evidence."""
    raw: dict[str, list[bytes]] = defaultdict(list)
    declared = b""
    for record, dataset, value in _datasets(data):
        if (record, dataset) == (1, 90):
            declared = value
        elif record == 2 and dataset in _RECORD_2:
            raw[_RECORD_2[dataset]].append(value)
    encoding = _encoding(declared, b"".join(value for values in raw.values() for value in values))
    fields = {name: [text for value in values if (text := _text(value, encoding))] for name, values in raw.items()}
    return {name: texts for name, texts in fields.items() if texts}, encoding


def _datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Record, dataset and value; a length with the high bit set says how many bytes the length itself takes."""
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, dataset, size = struct.unpack(">BBH", data[at + 1 : at + 5])
        at += 5
        if size & 0x8000:
            width = size & 0x7FFF
            size, at = int.from_bytes(data[at : at + min(width, 8)], "big"), at + width
        yield record, dataset, data[at : at + size]
        at += size


def _encoding(declared: bytes, values: bytes) -> str:
    try:
        values.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if declared == _UTF_8 else western(values)
    return "utf-8"


def _text(value: bytes, encoding: str) -> str:
    return value.decode(encoding, "replace").translate(CONTROLS).strip()


def _xmp(packet: bytes) -> Fields:
    """Fields of an XMP packet, as elements or as attributes; nothing from one that is no sound XML."""
    try:
        root = read_xml(packet.strip(b"\x00 \r\n\t")).root
    except StoryError:
        return {}
    fields: Fields = defaultdict(list)
    for element in root.iter("{*}*"):
        for attribute, value in element.attrib.items():
            _add(fields, str(attribute).rpartition("}")[2], str(value))
        for text in _values(element) if local(element) in _XMP_NAMES else ():
            _add(fields, local(element), text)
    return dict(fields)


def _values(element: etree._Element) -> list[str]:
    """The items of a bag or list, of alternatives the first; else the text itself."""
    items = [text for item in element.iter("{*}li") if (text := text_of(item))]
    alternatives = any(local(child) == "Alt" for child in element)
    if items:
        return items[:1] if alternatives else items
    text = text_of(element)
    return [text] if text else []


def _add(fields: Fields, told: str, value: str) -> None:
    if (name := _XMP_NAMES.get(told)) and value.strip() and value.strip() not in fields[name]:
        fields[name].append(value.strip())


def _moment(fields: _Fields, date: str, time: str) -> str | None:
    """Date and time, which IIM keeps apart: ``20260803`` and ``141500+0200``; a date alone is no instant."""
    day, hour = fields.first(date), fields.first(time)
    return f"{day}T{hour}" if day and hour else None


def _release(fields: _Fields) -> str | None:
    """When the picture may be used: the start of a day that comes without a time."""
    return _moment(fields, "release_date", "release_time") or fields.first("release_date")


def _contributors(fields: _Fields) -> Iterator[Contributor]:
    """The photographers, and who wrote the caption."""
    creators = fields.values.get("creator", [])
    title = fields.first("creator_title") if len(creators) == 1 else None
    yield from (Contributor(name, "author", title) for name in creators)
    yield from (Contributor(name, "editor") for name in fields.values.get("writer", ()))


def _places(fields: _Fields) -> Iterator[Code]:
    for name in ("sublocation", "city", "state"):
        if text := fields.first(name):
            yield Code(None, text)
    if fields.first("country") or fields.first("country_code"):
        yield Code(fields.first("country_code"), fields.first("country"))


def _notes(fields: _Fields) -> Iterator[Note]:
    for role, name, public in (
        ("instructions", "instructions", False),
        ("copyright", "rights", True),
        ("byline-title", "creator_title", True),
        ("caption-writer", "writer", False),
        ("fixture", "fixture", False),
    ):
        if text := fields.joined(name):
            yield Note(role, text, public)
