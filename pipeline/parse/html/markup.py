"""From a page's bytes to lxml's tree, whatever the bytes are."""

import codecs
import re

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import StoryError
from pipeline.parse.decode import charset_of, decode

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""Charsets that browsers read as their supersets (WHATWG Encoding Standard), by Python's names."""

_LARGEST = 20_000_000
_PART = 32_768
_MOST_TAGS = 300_000
_SHORTEST_TAG = len("<b>")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_ESCAPING = re.compile(rb"charset\s*=\s*[\"']?\s*(?:iso-2022|hz-)")


def to_utf8(payload: bytes, declared: str | None = None) -> tuple[bytes, str]:
    """Return the page as UTF-8 without NUL, and the encoding that it was found to be in.

    Most pages are UTF-8 and need not be decoded to know it; for the rest :func:`pipeline.parse.decode.decode`
    weighs ``declared`` (a charset or media type, the transport's word) or the page's own declaration.

    >>> to_utf8("<meta charset=iso-8859-1><p>caf\u00e9".encode("latin-1"))
    (b'<meta charset=iso-8859-1><p>caf\\xc3\\xa9', 'cp1252')
    """
    if not payload.startswith(_MARKS) and _is_utf8(payload) and not _ESCAPING.search(payload[:2048].lower()):
        return payload.replace(b"\0", b" "), "utf-8"
    charset = charset_of(declared) if declared and "charset" in declared.lower() else None
    if charset is None and (match := _DECLARED.search(payload[:4096])):
        charset = charset_of(match[1].decode("ascii"))
    text, encoding = decode(payload, _SUPERSETS.get(charset or "", charset))
    return text.encode("utf-8", "replace"), encoding


def _is_utf8(payload: bytes) -> bool:
    view, at = memoryview(payload), 0
    try:
        while at < len(payload):
            # What is decoded only to know that it can be, in parts that stay in the processor's cache.
            at += codecs.utf_8_decode(view[at : at + _PART], "strict", at + _PART >= len(payload))[1]
    except UnicodeDecodeError:
        return False
    return True


def body_of(root: _Element) -> list[_Element]:
    """Return a page's body and the elements that stand in it; all of a page without one.

    >>> [element.tag for element in body_of(tree(b"<title>A ferry</title><p>It sails."))]
    ['body', 'p']
    """
    body = root.find("body")
    return list((root if body is None else body).iter("*"))


def tree(page: bytes) -> _Element:
    """Parse a page in UTF-8 into lxml's tree, without comments.

    :raises StoryError: ``parse.too_large`` for what no newsroom publishes as one page, ``parse.page.empty``
        where there is no element in it.
    """
    if len(page) > _LARGEST or (len(page) > _SHORTEST_TAG * _MOST_TAGS and _tags(page) > _MOST_TAGS):
        raise StoryError("parse.too_large", f"the page has {len(page)} bytes, {_tags(page)} tags", str(len(page)))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(page, parser)
    except etree.LxmlError as error:
        raise StoryError("parse.page.empty", f"no HTML in the page: {error}") from error
    if root is None:
        raise StoryError("parse.page.empty", "no HTML in the page")
    return root


def _tags(page: bytes) -> int:
    """Count what may begin a tag; ``replace`` finds a byte at a third of what ``count`` takes."""
    return len(page) - len(page.replace(b"<", b""))
