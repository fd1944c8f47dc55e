"""From a page's bytes to lxml's tree, whatever the bytes are."""

import codecs
import re

from lxml import etree

from pipeline.errors import StoryError

_LARGEST = 20_000_000
_MOST_TAGS = 300_000
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
            "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932",
            "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874", "big5": "big5hkscs"}  # fmt: skip
"""Charsets that browsers read as their supersets (WHATWG Encoding Standard)."""


def decode(payload: bytes, charset: str | None = None) -> tuple[bytes, str]:
    """Return the page as UTF-8 without NUL, and the encoding that it was found to be in.

    A byte order mark wins, then UTF-8 where every byte agrees with it, then ``charset`` (the transport's
    word), then the page's own declaration, then Windows-1252, which every byte agrees with.

    >>> decode("<meta charset=iso-8859-1><p>caf\u00e9\\0".encode("latin-1"))
    (b'<meta charset=iso-8859-1><p>caf\\xc3\\xa9 ', 'cp1252')
    """
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            return _utf8(payload.decode(encoding, "replace")), encoding
    declared = charset or _declared(payload[:4096])
    escaping = declared is not None and declared.lower().startswith(("iso-2022", "hz-"))
    if not escaping and _is_utf8(payload):
        return payload.replace(b"\0", b" "), "utf-8"
    encoding = _known(declared) or "cp1252"
    return _utf8(payload.decode(encoding, "replace")), encoding


def _is_utf8(payload: bytes) -> bool:
    try:
        return payload.isascii() or bool(payload.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace").replace(b"\0", b" ")


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return match[1].decode("ascii") if match else None


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    text = _WESTERN.get((name or "").lower()) or _WESTERN.get(found, found)
    return text if codecs.lookup(text)._is_text_encoding else None  # noqa: SLF001 as bytes.decode itself asks


def tree(page: bytes) -> etree._Element:
    """Parse a page in UTF-8 into lxml's tree, without comments.

    :raises StoryError: ``parse.too_large`` for what no newsroom publishes as one page, ``parse.page.empty``
        where there is no element in it.
    """
    if len(page) > _LARGEST or (len(page) > _MOST_TAGS and page.count(b"<") > _MOST_TAGS):
        raise StoryError("parse.too_large", f"the page has {len(page)} bytes, {page.count(b'<')} tags", str(len(page)))
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
