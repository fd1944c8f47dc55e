"""Damaged specimens end in stories or in StoryError, soon, and never in another exception."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.story import ParsedStory

SPECIMENS = [path.read_bytes() for path in sorted((Path(__file__).parents[3] / "seeds" / "stories").glob("*.xml"))]
SOUP = [
    "<",
    ">",
    "</p>",
    "<p>",
    "&",
    "&amp;",
    "&#x0;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "\x00",
    "\ufffe",
    "é",
    "<nitf>",
    "'",
]
FEW_SECONDS = 5000

flips = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8)
inserts = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(SOUP)), max_size=4)


def _stories(payload: bytes) -> list[ParsedStory]:
    try:
        return parse(payload)
    except StoryError:
        return []


def _check(story: ParsedStory) -> None:
    end = 0
    for block in story.blocks:
        assert end <= block.start < block.end <= len(story.source_text)
        assert not story.source_text[end : block.start].strip()
        end = block.end
    assert not story.source_text[end:].strip()
    assert "\x00" not in story.source_text


@settings(max_examples=300, deadline=FEW_SECONDS)
@given(st.sampled_from(SPECIMENS), flips, inserts)
def test_changed_bytes(specimen: bytes, changes: list[tuple[float, int]], additions: list[tuple[float, str]]) -> None:
    payload = bytearray(specimen)
    for place, value in changes:
        payload[int(place * len(payload))] = value
    for place, text in additions:
        at = int(place * len(payload))
        payload[at:at] = text.encode()
    for story in _stories(bytes(payload)):
        _check(story)


@settings(max_examples=100, deadline=FEW_SECONDS)
@given(st.sampled_from(SPECIMENS), st.floats(0, 1))
def test_cut_payloads(specimen: bytes, share: float) -> None:
    cut = specimen[: int(share * len(specimen.rstrip()))]
    stories = _stories(cut)
    assert len(cut) == len(specimen.rstrip()) or not stories or len(cut) < len("<?xml ")


@settings(max_examples=30, deadline=FEW_SECONDS)
@given(st.sampled_from(SPECIMENS), st.sampled_from(SPECIMENS))
def test_joined_payloads(first: bytes, second: bytes) -> None:
    for story in _stories(first + second):
        _check(story)


@settings(max_examples=60, deadline=FEW_SECONDS)
@given(st.lists(st.sampled_from(SOUP), max_size=300), st.sampled_from(["nitf", "NewsML", "newsItem", "rss", "feed"]))
def test_soup(pieces: list[str], root: str) -> None:
    for story in _stories(f"<{root}>{''.join(pieces)}</{root}>".encode()):
        _check(story)


def test_unclosed_comments_and_document_types_cost_no_time() -> None:
    for start in ("<!--", "<!DOCTYPE a [", "<?xml ", "<!DOCTYPE a [<!ENTITY ", "<nitf>&" * 9, "<rss>" + "<item>" * 200):
        _stories((start * 20_000).encode())


def test_large_texts_cost_little_time() -> None:
    body = "<p>word &lt;b&gt; &amp;#39; \n line</p>" * 20_000
    (story,) = _stories(f"<nitf><body><body.content>{body}</body.content></body></nitf>".encode())
    assert len(story.blocks) == 20_000
