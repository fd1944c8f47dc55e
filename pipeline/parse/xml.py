"""XML from outside, read without trust: no DTD, no entities, no network, limits on size, elements and depth.

The text is decoded by evidence first (declared and real encodings differ on the wires), the document type declaration
is cut off, and the named characters of HTML stand for themselves whether or not a DTD declares them.
"""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import StoryError
from pipeline.parse.decode import charset_of, decode

# A story has some hundred elements, a captured day of a feed some ten thousand.
MAX_ELEMENTS = 250_000
MAX_STORIES = 10_000
MAX_ENTITY = 64
_DECLARATION = re.compile(r"\s*<\?xml\b([^>]{0,300})\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_PROLOG = re.compile(r"\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[(?P<subset>.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?:(?P<external>SYSTEM|PUBLIC)\b|(?P<value>\"[^\"]*\"|'[^']*'))")
_REFERENCE = re.compile(r"&(?:#(?P<number>[xX]?[0-9A-Fa-f]+)|(?P<name>[A-Za-z][\w.-]*));")
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_ROOT_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>)\s*)*", re.DOTALL
)
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
# What a sniffer reads of a payload: prologs with comments and document types stay far below.
_HEAD = 8192
# White space of old printers, which XML does not allow.
_FEEDS = {0x0B: " ", 0x0C: " "}


@dataclass(frozen=True, slots=True)
class Document:
    """A document's root element and the encoding that its bytes were in."""

    root: etree._Element
    encoding: str


def root_name(payload: bytes) -> str | None:
    """The local name of the root element, None for what does not begin like XML; reads only the payload's head.

    >>> root_name(b'<?xml version="1.0"?><!-- x --><n:nitf xmlns:n="u">'), root_name(b"Text with <b>")
    ('nitf', None)
    """
    head = payload[:_HEAD]
    if head[:4].count(0):
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    prolog = _ROOT_PROLOG.match(head)
    found = _ROOT.match(head, prolog.end() if prolog else 0)
    return found[1].decode() if found else None


def read_xml(payload: bytes, media_type: str | None = None) -> Document:
    """The document of a payload.

    Raises StoryError: ``parse.malformed`` for what is no well-formed XML, ``parse.xml_entities`` for entities that
    reach outside or refer to others, ``parse.too_large`` for too many elements, and those of ``decode``.
    """
    text, encoding = decode_xml(payload, media_type)
    return Document(parse_xml(plain_xml(text)), encoding)


def decode_xml(payload: bytes, media_type: str | None = None) -> tuple[str, str]:
    """The document's text and its real encoding; what the document declares is one piece of evidence."""
    found = _ENCODING.search(payload[:400].decode("latin-1"))
    declared = found[1] if found else media_type
    text, encoding = decode(payload, declared)
    if found and (payload.isascii() or encoding == charset_of(declared)):
        encoding = found[1].lower()
    return text, encoding


def plain_xml(text: str) -> str:
    """A decoded document without declaration and document type, its named characters resolved.

    Raises StoryError ``parse.xml_entities`` and ``parse.too_large``.
    """
    text = _without_doctype(text.lstrip("\ufeff").translate(_FEEDS))
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise StoryError("parse.too_large", f"the document has more than {MAX_ELEMENTS} elements; split it")
    return text


def parse_xml(text: str) -> etree._Element:
    """The root element of a plain document. Raises StoryError ``parse.malformed``."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StoryError("parse.malformed", f"no well-formed XML: {error}; was it cut on the way?") from error


def _without_doctype(text: str) -> str:
    """The text without XML declaration and document type, its named characters resolved."""
    declaration = _DECLARATION.match(text)
    start = declaration.end() if declaration else 0
    prolog = _PROLOG.match(text, start)
    doctype = _DOCTYPE.match(text, prolog.end()) if prolog else None
    entities = _entities(doctype["subset"] or "") if doctype else {}
    return _resolved(text[doctype.end() if doctype else start :].strip(), entities)


def _entities(subset: str) -> dict[str, str]:
    """The characters that a document type declares by name; parameter entities are never read, so they do no harm."""
    found = {}
    for entity in _ENTITY.finditer(subset):
        value = (entity["value"] or "")[1:-1]
        named = "&" in _REFERENCE.sub(lambda reference: "" if reference["number"] else reference[0], value)
        if entity["external"] or named or len(value) > MAX_ENTITY or "%" in value or "<" in value:
            message = (
                f"the document declares the entity {entity['name']}, which is more than a character; send it plain"
            )
            raise StoryError("parse.xml_entities", message, entity["name"])
        found[entity["name"]] = _REFERENCE.sub(_character, value)
    return found


def _resolved(text: str, entities: dict[str, str]) -> str:
    def resolve(reference: re.Match[str]) -> str:
        name = reference["name"]
        if name in _XML_NAMES:
            return reference[0]
        if name is None:
            return _character(reference) if reference["number"] else reference[0]
        return entities.get(name) or html.entities.html5.get(f"{name};") or reference[0]

    return _REFERENCE.sub(resolve, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    """A numeric reference unchanged, or U+FFFD for one to a character that XML does not allow."""
    number = reference["number"]
    if number is None:
        return reference[0]
    code = int(number[1:], 16) if number[0] in "xX" else int(number) if number.isdigit() else 0
    allowed = code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if allowed else "\ufffd"


def check_stories(count: int) -> None:
    """Raise StoryError ``parse.too_large`` for more stories than one payload may hold."""
    if count > MAX_STORIES:
        raise StoryError(
            "parse.too_large", f"{count} stories in one payload, {MAX_STORIES} may be; split it", str(count)
        )


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first descendant by a path of local names, whatever their namespace: ``head/docdata``, ``.//name``."""
    return None if element is None else element.find(_wild(path))


def find_all(element: etree._Element | None, path: str) -> list[etree._Element]:
    """All descendants by a path of local names, whatever their namespace."""
    return [] if element is None else element.findall(_wild(path))


def coded(element: etree._Element | None) -> str | None:
    """A value of NewsML-G2 as its qcode, or as the last two steps of its URI, which read like one.

    >>> coded(etree.fromstring('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>'))
    'pubstatusg2:canceled'
    """
    if element is None:
        return None
    steps = (element.get("uri") or "").rstrip("/").split("/")
    return element.get("qcode") or (":".join(steps[-2:]) if len(steps) > 1 else None)


def text_of(element: etree._Element | None) -> str | None:
    """The element's whole text with white space folded; None for no element and for no text."""
    if element is None:
        return None
    return " ".join("".join(texts(element)).split()) or None


def texts(element: etree._Element) -> Iterator[str]:
    """The element's pieces of text in order."""
    return (text for text in element.itertext() if isinstance(text, str))


def _wild(path: str) -> str:
    steps = path.split("/")
    return "/".join(step if step in {"", ".", ".."} or step.startswith("{") else f"{{*}}{step}" for step in steps)
