"""What stands in a page's scripts, taken out before the page is parsed: half of its bytes, and none of its markup.

libxml2 reads the content of scripts, style sheets and drawings character by character into a tree in which nobody
looks for text. Their tags stay where they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

_BEGIN = re.compile(rb"<(s(?:cript|tyle|vg))\b")
_ENDS = {name: b"</" + name for name in (b"script", b"style", b"svg")}
_TYPE = re.compile(rb"""\stype\s*=\s*["']?\s*([^"'\s>]{1,99})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Script:
    """One script of a page: the type that it declares, empty where it declares none, and its content in UTF-8."""

    kind: str
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8", "replace")


def apart(page: bytes) -> tuple[bytes, list[Script]]:
    """Return a page with nothing in its scripts, style sheets and drawings, and the scripts that had content.

    What is in a comment, or begun by a tag that is not surely whole, stays for the parser to judge.

    >>> rest, scripts = apart(b"<script type='text/x'>a</script><p>b</p><!-- <svg> --><style>c</style><svg><g/></svg>")
    >>> rest, [(script.kind, script.text) for script in scripts]
    (b"<script type='text/x'></script><p>b</p><!-- <svg> --><style></style><svg></svg>", [('text/x', 'a')])
    """
    parts: list[bytes] = []
    scripts: list[Script] = []
    at = 0
    for name, start, inner, end in _filled(page):
        parts.append(page[at:inner])
        at = end
        if name == b"script":
            scripts.append(Script(_kind(page[start:inner]), page[inner:end]))
    return b"".join((*parts, page[at:])), scripts


def _filled(page: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Give name and beginning of such elements, of drawings in one another the inner, and where their content stands.

    No part of a page is searched twice for the same, as pages may be made to be.
    """
    ends = dict.fromkeys(_ENDS, 0)
    after = 0
    while (tag := _BEGIN.search(page, after)) and (inner := page.find(b">", tag.end()) + 1):
        name, start = tag[1], tag.start()
        if 0 <= ends[name] < inner:
            ends[name] = page.find(_ENDS[name], inner)
        if (comment := page.rfind(b"<!--", after, start)) >= 0 and page.find(b"-->", comment, start) < 0:
            after = page.find(b"-->", start)
            if after < 0:
                break
        elif ends[name] < 0 or not _is_whole(page[start:inner]):
            after = inner
        elif name == b"svg" and (nested := page.rfind(b"<svg", inner, ends[name])) >= 0:
            after = nested
        else:
            after = ends[name]
            yield name, start, inner, after


def scripts_in(root: _Element) -> Iterator[Script]:
    """Give the scripts that a parsed page still holds."""
    for script in root.iter("script"):
        if script.text:
            yield Script(script.get("type") or "", script.text.encode("utf-8", "replace"))


def _is_whole(tag: bytes) -> bool:
    """Whether a tag ends where it seems to: not within an attribute's value, and not as one that holds nothing."""
    return not (tag.endswith(b"/>") or tag.count(b'"') % 2 or tag.count(b"'") % 2)


def _kind(tag: bytes) -> str:
    match = _TYPE.search(tag) if b"type" in tag else None
    return match[1].decode("utf-8", "replace") if match else ""
