import datetime as dt
import hashlib
import struct
from pathlib import Path

import pytest

from pipeline.errors import NotAStoryError
from pipeline.parse import parse
from pipeline.parse.jpeg import parse as parse_jpeg
from pipeline.story import BlockKind, Code, Named, Note, Picture

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "picture.jpg").read_bytes()
CAPTION = "The ferry Skår at its first call, Port Alder, Sunday, March 8, 2026."


def dataset(number: int, value: bytes, record: int = 2) -> bytes:
    return b"\x1c" + bytes([record, number]) + struct.pack(">H", len(value)) + value


def picture(records: bytes, name: bytes = b"\x00\x00") -> bytes:
    resource = b"8BIM\x04\x04" + name + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    segment = b"Photoshop 3.0\x00" + resource
    return b"\xff\xd8\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + b"\xff\xd9"


def test_a_picture_is_a_story_of_its_caption() -> None:
    [story] = parse(SPECIMEN)
    assert (story.format, story.source_text, [block.kind for block in story.blocks]) == (
        "jpeg",
        CAPTION,
        [BlockKind.CAPTION],
    )
    assert story.pictures == (Picture(CAPTION, "Northern Press", "Tom Reis"),)
    assert (story.headline, story.slugline, story.byline) == (
        "Battery ferry at its first call",
        "BATTERY-FERRY",
        "Tom Reis",
    )
    assert story.guid == "urn:newsml:northern-press.example:20260309:picture-7"
    assert story.version_created == dt.datetime(2026, 3, 8, 16, 15, tzinfo=dt.UTC)
    assert (story.urgency, story.category, story.usage_terms) == (4, "F", "Editorial use only.")
    assert (story.dateline, story.keywords) == ("Port Alder, Examplia", ("ferries", "islands"))
    assert Code(None, "Port Alder") in story.places
    assert "04015004" in {subject.code for subject in story.subjects}
    assert Note("instructions", "NO SALES BEFORE MARCH 10", public=False) in story.notes


def test_iim_alone_in_latin_1() -> None:
    [story] = parse(picture(dataset(120, "Die Fähre.".encode("latin-1")) + dataset(110, b"NP")))
    assert (story.pictures, story.encoding) == ((Picture("Die Fähre.", "NP"),), "windows-1252")


def test_a_release_time_is_an_embargo() -> None:
    [story] = parse(picture(dataset(120, b"A pier.") + dataset(30, b"20260310") + dataset(35, b"060000+0100")))
    assert story.embargo_until == dt.datetime(2026, 3, 10, 5, tzinfo=dt.UTC)


def test_a_resource_with_a_name() -> None:
    assert parse(picture(dataset(120, b"A pier."), name=b"\x03abc"))[0].source_text == "A pier."


def test_a_dataset_with_a_long_length() -> None:
    caption = b"Long. " * 20
    extended = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", len(caption)) + caption
    assert parse(picture(extended))[0].source_text == caption.decode().strip()


@pytest.mark.parametrize(
    "payload", [b"\xff\xd8\xff\xd9", SPECIMEN[:40], picture(b"\x1c"), picture(dataset(80, b"Reis"))]
)
def test_a_picture_without_words_is_no_story(payload: bytes) -> None:
    with pytest.raises(NotAStoryError) as error:
        parse_jpeg(payload)
    assert error.value.check == "parse.no_metadata"


def test_hostile_xmp_is_passed_over() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    segment = b"http://ns.adobe.com/xap/1.0/\x00" + bomb
    payload = picture(dataset(120, b"A pier."))
    hostile = payload[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + payload[2:]
    assert parse(hostile)[0].source_text == "A pier."


@pytest.mark.parametrize(
    ("kind", "start"),
    [("png", b"\x89PNG\r\n\x1a\n"), ("tiff", b"II*\x00"), ("tiff", b"MM\x00*"), ("webp", b"RIFF\x00\x01\x00\x00WEBP")],
)
def test_the_xmp_packet_of_other_pictures(kind: str, start: bytes) -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="r" xmlns:d="d" xmlns:i="i"><r:Description>'
        b"<d:description><r:Alt><r:li>A ferry.</r:li></r:Alt></d:description>"
        b"<i:PersonInImage><r:Bag><r:li>Ada Lund</r:li></r:Bag></i:PersonInImage></r:Description></r:RDF></x:xmpmeta>"
    )
    [story] = parse(start + b"\x00\xff" + packet + b"\x00\xfe\x00")
    assert (story.format, story.source_text, story.named) == (kind, "A ferry.", (Named("person", "Ada Lund"),))
    with pytest.raises(NotAStoryError):
        parse(start + b"\x00\xff" + packet[:90])


def twofold(iim: str, xmp: str, digest: bytes | None) -> bytes:
    """A picture whose caption stands in both kinds of metadata, and the digest of the IIM if there is one."""
    records = dataset(120, iim.encode()) + dataset(90, b"\x1b%G", record=1)
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    if digest is not None:
        resource += b"8BIM\x04\x25\x00\x00" + struct.pack(">I", 16) + (digest or hashlib.md5(records).digest())  # noqa: S324
    segment = b"Photoshop 3.0\x00" + resource
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d:description xmlns:d="d">{xmp}</d:description></x:xmpmeta>'
    other = b"http://ns.adobe.com/xap/1.0/\x00" + packet.encode()
    parts = (
        b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment,
        b"\xff\xe1" + struct.pack(">H", len(other) + 2),
    )
    return b"\xff\xd8" + parts[0] + parts[1] + other + b"\xff\xd9"


@pytest.mark.parametrize(
    ("iim", "xmp", "digest", "caption", "conflict"),
    [
        ("A pier.", "A quay.", None, "A quay.", True),
        ("A pier.", "A quay.", bytes(16), "A quay.", True),
        ("A pier.", "A quay.", b"", "A quay.", True),
        ("A pier.", "A quay.", b"\x01" * 16, "A pier.", True),
        ("A pier in the", "A pier in the morning.", b"\x01" * 16, "A pier in the morning.", False),
        ("A pier in the morning.", "A pier", None, "A pier in the morning.", False),
    ],
)
def test_iim_and_xmp_that_tell_two_captions(
    iim: str, xmp: str, digest: bytes | None, caption: str, conflict: bool
) -> None:
    """A digest that is not that of the IIM tells that it was edited after the XMP; the empty one stands for its own."""
    [story] = parse(twofold(iim, xmp, digest))
    assert story.source_text == caption
    assert [warning for warning in story.warnings if "metadata_conflict" in warning] == [
        "parse.metadata_conflict: IIM and XMP tell another caption"
    ] * conflict
    assert (Note("other caption", iim if caption == xmp else xmp, public=False) in story.notes) is conflict


def test_iim_of_an_old_mac() -> None:
    [story] = parse(picture(dataset(120, "Die Fähre für Gäste.".encode("mac_roman"))))
    assert (story.source_text, story.encoding) == ("Die Fähre für Gäste.", "mac_roman")
