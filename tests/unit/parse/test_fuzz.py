"""Damaged specimens of every format end in stories or in StoryError, soon, and never in another exception."""

import warnings
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.story import ParsedStory
from tests.speed import within
from tools.regenerate_golden import specimens

SPECIMENS = {path.name: path.read_bytes() for path in specimens() if path.suffix != ".txt"}
SPECIMENS |= {path.name: path.read_bytes() for path in specimens() if path.name.startswith(("anpa", "iptc", "zczc"))}
PAYLOADS = list(SPECIMENS.values())
# Of several documents in one file those before the cut are whole.
XML = [payload for name, payload in SPECIMENS.items() if name.endswith(".xml") and name != "documents.xml"]
STREAMS = [SPECIMENS[name] for name in ("anpa-1312.txt", "iptc-7901.txt")]
FEW_SECONDS = 5000
SOUP = [
    *(
        b"<",
        b">",
        b"</p>",
        b"<p>",
        b"&",
        b"&amp;",
        b"&#x0;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"'",
        b"<nitf>",
        b"\xef\xbf\xbe",
    ),
    *(
        b"\x01",
        b"\x02",
        b"\x03",
        b"\x04",
        b"\x16\x16\x01",
        b"\x1c\x02",
        b"8BIM",
        b"\xff\xed",
        b"<x:xmpmeta",
        b"\xc3\xa9",
    ),
    *(b"{", b"[", b'"', b"\\u0000", b"\\ud800", b"=?utf-8?b?", b"\n--inner\n", b"\r\n\r\n", b"NNNN\r\n", b"ZCZC\r\n"),
    *(
        b"WARC/1.0\r\n",
        b"Content-Length: ",
        b"9" * 30,
        b"\x00",
        b"^",
        b"=",
        b"<",
        b"\xff\xfe",
        b"\x1b$B",
        b"From a 2026\n",
    ),
]
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
    """Blocks lie in the text in order and hold all of it; every field can be written, read and stored."""
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


def damaged(payload: bytes, changes: list[tuple[float, int]], additions: list[tuple[float, bytes]]) -> bytes:
    found = bytearray(payload)
    for place, value in changes:
        found[int(place * len(found))] = value
    for place, text in additions:
        at = int(place * len(found))
        found[at:at] = text
    return bytes(found)


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_sound(name: str) -> None:
    found = stories(SPECIMENS[name])
    assert found
    for story in found:
        check(story)


@settings(max_examples=500, deadline=FEW_SECONDS)
@given(st.sampled_from(PAYLOADS), flips, inserts)
def test_changed_bytes(specimen: bytes, changes: list[tuple[float, int]], additions: list[tuple[float, bytes]]) -> None:
    for story in stories(damaged(specimen, changes, additions)):
        check(story)


@settings(max_examples=200, deadline=FEW_SECONDS)
@given(st.sampled_from(PAYLOADS), places)
def test_cut_payloads(specimen: bytes, place: float) -> None:
    for story in stories(specimen[: int(place * len(specimen))]):
        check(story)


@settings(max_examples=100, deadline=FEW_SECONDS)
@given(st.sampled_from(XML), st.floats(0, 1))
def test_cut_xml_gives_no_half_stories(specimen: bytes, share: float) -> None:
    cut = specimen[: int(share * len(specimen.rstrip()))]
    assert len(cut) == len(specimen.rstrip()) or not stories(cut) or len(cut) < len("<rdf:RDF")


@settings(max_examples=150, deadline=FEW_SECONDS)
@given(st.lists(st.sampled_from(PAYLOADS), min_size=2, max_size=4))
def test_payloads_one_after_another(payloads: list[bytes]) -> None:
    for story in stories(b"".join(payloads)):
        check(story)


@settings(max_examples=60, deadline=FEW_SECONDS)
@given(
    st.lists(st.sampled_from(SOUP), max_size=300), st.sampled_from(["nitf", "NewsML", "newsItem", "rss", "feed", "x"])
)
def test_soup(pieces: list[bytes], root: str) -> None:
    for story in stories(b"<%b>%b</%b>" % (root.encode(), b"".join(pieces), root.encode())):
        check(story)


@settings(max_examples=60, deadline=FEW_SECONDS)
@given(st.sampled_from(STREAMS), flips, st.integers(1, 6))
def test_a_damaged_message_loses_no_neighbour(good: bytes, changes: list[tuple[float, int]], count: int) -> None:
    [expected] = parse(good)
    found = parse(good * count + damaged(good, changes, []) + b"\r\n" + good * count)
    whole = [
        story for story in found if (story.headline, story.source_text) == (expected.headline, expected.source_text)
    ]
    assert len(whole) >= 2 * count


@pytest.mark.parametrize(
    "start",
    [
        *(b"<!--", b"<!DOCTYPE a [", b"<?xml ", b"<!DOCTYPE a [<!ENTITY ", b"<nitf>&" * 9, b"<rss>" + b"<item>" * 200),
        *(b"\x01" * 9, b"\x16\x16\x01a4711\x1f", b"ZCZC\r\n", b"[" * 25, b"From a 2026\nA:", b"WARC/1.0\r\nA:1\r\n"),
        *(b"\x89PNG\r\n\x1a\n<x:xmpmeta", b"<newsItem>" * 9, b'{"a":' * 9, b"<a><b/></a>"),
    ],
)
def test_repeated_marks_cost_no_time(start: bytes) -> None:
    assert within(FEW_SECONDS / 1000, lambda: stories(start * 20_000))


def test_large_texts_cost_little_time() -> None:
    body = "<p>word &lt;b&gt; &amp;#39; \n line</p>" * 20_000
    (story,) = stories(f"<nitf><body><body.content>{body}</body.content></body></nitf>".encode())
    assert len(story.blocks) == 20_000
