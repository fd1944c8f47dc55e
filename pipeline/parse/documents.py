"""Documents one after another: XML written into one file, and JSON lines, each read as a payload of its own.

One that cannot be read comes as a story with the warning ``parse.damaged: ...``, so that its neighbours go on.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse.about import About
from pipeline.parse.framing import damaged
from pipeline.parse.json_items import read_json
from pipeline.parse.xml import check_stories, read_xml, root_name
from pipeline.story import ParsedStory

FORMAT = "documents"
ABOUT = About(
    "XML whose end another XML document follows; two lines or more that are a JSON object each, and no JSON together.",
    (
        "Their stories have the format of their document.",
        "A cut XML document ends where a line begins with the declaration of another.",
    ),
)
# A declaration at the start of a line: where one document was cut, the next begins.
_DECLARATION = re.compile(rb"(?<=[\r\n])[ \t]*<\?xml\s+version=")
_LINE = re.compile(rb"^[ \t]*\{[ \t]*\".*\}[ \t\r]*$", re.MULTILINE)
_LINE_START = re.compile(rb"^[ \t]*\{[ \t]*\"", re.MULTILINE)
_HEAD = 8192
_BLANK = b" \t\r\n\x00\x1a"
# Roots that never stand beside one of their own in a document.
_ROOTS = frozenset(("nitf", "NewsML", "newsMessage", "newsItem", "packageItem", "rss", "RDF", "feed"))
# Pages may hold drawings with declarations of their own.
_PAGES = frozenset(("html", "HTML"))


def recognise(payload: bytes) -> bool:
    r"""Whether more than one document stands in the payload.

    >>> recognise(b"<nitf/>\n"), recognise(b"<nitf></nitf><nitf></nitf>"), recognise(b'{"uri": 1}\n{"uri": 2}')
    (False, True, True)
    """
    if payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        lines = len(_LINE_START.findall(payload)) > 1 and _LINE.search(payload) is not None
        # An envelope may have its items a line each.
        return lines and not _is_json(payload)
    name = root_name(payload)
    if name is None or name in _PAGES:
        return False
    return _end_of(name).search(payload) is not None or (_begins_anew(payload) and not _is_whole(payload))


def parse(payload: bytes, *, agency: str | None = None) -> list[ParsedStory]:
    """The stories of all documents in their order; ``agency`` is the profile id that the source declares.

    Raises NotAStoryError where no document holds a story, StoryError ``parse.too_large`` for too many of them.
    """
    stories: list[ParsedStory] = []
    refused: StoryError | None = None
    for number, (start, raw) in enumerate(_documents(payload)):
        # Documents without a story cost as much.
        check_stories(max(number, len(stories)))
        try:
            stories.extend(_parsed(raw, agency))
        except NotAStoryError as error:
            refused = error
        except StoryError as error:
            stories.append(damaged(FORMAT, raw, f"{error}, in the document at byte {start}"))
    check_stories(len(stories))
    if stories:
        return stories
    raise refused or NotAStoryError("parse.no_item", "the documents hold no story")


def _parsed(raw: bytes, agency: str | None) -> list[ParsedStory]:
    from pipeline.parse import Payload, sniff
    from pipeline.parse import parse as parse_any

    if sniff(Payload(raw)).name == "text":
        raise StoryError("parse.malformed", "no document, only text")
    return parse_any(raw, agency=agency)


def _documents(payload: bytes) -> Iterator[tuple[int, bytes]]:
    """Each document and where it starts."""
    cut = _lines if payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _cut
    return ((start, raw) for start, raw in cut(payload) if raw.strip(_BLANK))


def _lines(payload: bytes) -> Iterator[tuple[int, bytes]]:
    start = 0
    for line in payload.splitlines(keepends=True):
        yield start, line
        start += len(line)


def _cut(payload: bytes) -> Iterator[tuple[int, bytes]]:
    start = 0
    while start < len(payload):
        stop = _next(payload, start)
        yield start, payload[start:stop]
        start = stop


def _next(payload: bytes, start: int) -> int:
    """Where the document after the one that starts there begins, or the payload ends."""
    name = root_name(payload[start : start + _HEAD])
    ends = _end_of(name).search(payload, start) if name else None
    begins = _DECLARATION.search(payload, start + 1)
    return min(ends.end() if ends else len(payload), begins.start() if begins else len(payload))


@lru_cache(maxsize=64)
def _end_of(name: str) -> re.Pattern[bytes]:
    """The end of a document with such a root, where another one follows."""
    root = rb"(?:[A-Za-z_][\w.-]*:)?" + re.escape(name.encode())
    again = rb"|<%b[\s>]" % root if name in _ROOTS else b""
    return re.compile(rb"</%b\s*>[\s\x00\x1a]*(?:\xef\xbb\xbf)?(?=<\?xml\s|<!DOCTYPE\b%b)" % (root, again))


def _begins_anew(payload: bytes) -> bool:
    return _DECLARATION.search(payload, 1) is not None


def _is_json(payload: bytes) -> bool:
    try:
        read_json(payload)
    except StoryError:
        return False
    return True


def _is_whole(payload: bytes) -> bool:
    try:
        read_xml(payload)
    except StoryError:
        return False
    return True
