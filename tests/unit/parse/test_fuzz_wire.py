"""Damaged specimens end in stories or in StoryError, soon, and never in another exception."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.story import ParsedStory

NAMES = (
    *("anpa-1312.txt", "iptc-7901.txt", "ninjs-story.json", "media-api-story.json", "email-story.eml"),
    *("zczc-story.txt", "picture.jpg", "pages.warc"),
)
STORIES = Path(__file__).parents[3] / "seeds" / "stories"
FEW_SECONDS = 5000
SOUP = [
    *(b"\x01", b"\x02", b"\x03", b"\x04", b"\x16\x16\x01", b"\x1c\x02", b"8BIM", b"\xff\xed"),
    *(b"{", b"[", b'"', b"\\u0000", b"\\ud800", b"=?utf-8?b?", b"\n--inner\n", b"\r\n\r\n", b"NNNN\r\n", b"ZCZC\r\n"),
    *(b"WARC/1.0\r\n", b"Content-Length: ", b"9" * 30, b"\x00", b"^", b"=", b"<", b"\xff\xfe", b"\x1b$B"),
]


def bundle(payloads: list[bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, payload in enumerate(payloads):
            archive.writestr(str(number), payload)
    return out.getvalue()


PAYLOADS = [(STORIES / name).read_bytes() for name in NAMES]
SPECIMENS = [*PAYLOADS, bundle(PAYLOADS)]
places = st.floats(0, 1, exclude_max=True)
flips = st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)
inserts = st.lists(st.tuples(places, st.sampled_from(SOUP)), max_size=4)


def stories(payload: bytes) -> list[ParsedStory]:
    with warnings.catch_warnings():
        # The standard library warns of odd zip files before it raises.
        warnings.simplefilter("ignore")
        try:
            return parse(payload)
        except StoryError:
            return []


def check(story: ParsedStory) -> None:
    end = 0
    for block in story.blocks:
        assert end <= block.start < block.end <= len(story.source_text)
        assert not story.source_text[end : block.start].strip()
        end = block.end
    assert not story.source_text[end:].strip()
    told = msgspec.json.encode(story)
    assert msgspec.json.decode(told, type=ParsedStory) == story
    assert not any("\x00" in text for text in texts(msgspec.json.decode(told)))


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@settings(max_examples=300, deadline=FEW_SECONDS)
@given(st.sampled_from(SPECIMENS), flips, inserts)
def test_changed_bytes(specimen: bytes, changes: list[tuple[float, int]], additions: list[tuple[float, bytes]]) -> None:
    payload = bytearray(specimen)
    for place, value in changes:
        payload[int(place * len(payload))] = value
    for place, text in additions:
        at = int(place * len(payload))
        payload[at:at] = text
    for story in stories(bytes(payload)):
        check(story)


@settings(max_examples=150, deadline=FEW_SECONDS)
@given(st.sampled_from(SPECIMENS), places)
def test_cut_payloads(specimen: bytes, place: float) -> None:
    for story in stories(specimen[: int(place * len(specimen))]):
        check(story)


@settings(max_examples=100, deadline=FEW_SECONDS)
@given(st.lists(st.sampled_from(SPECIMENS), min_size=2, max_size=4))
def test_payloads_one_after_another(specimens: list[bytes]) -> None:
    for story in stories(b"".join(specimens)):
        check(story)


@settings(max_examples=60, deadline=FEW_SECONDS)
@given(st.sampled_from(PAYLOADS[:2]), flips, st.integers(1, 6))
def test_a_damaged_message_loses_no_neighbour(good: bytes, changes: list[tuple[float, int]], count: int) -> None:
    bad = bytearray(good)
    for place, value in changes:
        bad[int(place * len(bad))] = value
    [expected] = parse(good)
    found = parse(good * count + bytes(bad) + b"\r\n" + good * count)
    whole = [
        story for story in found if (story.headline, story.source_text) == (expected.headline, expected.source_text)
    ]
    assert len(whole) >= 2 * count


@pytest.mark.parametrize(
    "payload", [b"\x01" * 200_000, b"\x16\x16\x01a4711\x1f" * 20_000, b"ZCZC\r\n" * 20_000, b"[" * 500_000]
)
def test_repeated_marks_take_no_time(payload: bytes) -> None:
    stories(payload)
