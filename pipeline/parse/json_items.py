"""JSON from outside: read without trust, keys compared without case and separators, texts made storable."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import StoryError
from pipeline.parse.decode import CONTROLS, decode

Item = dict[str, Any]
# What envelopes call the items that they carry.
_WRAPPERS = ("data", "item", "items", "newsitem", "newsitems", "results", "stories", "content")
_DEEPEST = 5
_JSON_FEED = "https://jsonfeed.org/version/"
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\[\s*)?\{\s*[\"}]")


def looks_like_json(payload: bytes) -> bool:
    """Whether the payload begins like a JSON object or an array of objects; reads only its head.

    >>> looks_like_json(b' {\\n "uri": 1'), looks_like_json(b"{Note} Text"), looks_like_json(b"[Photo] Text")
    (True, False, False)
    """
    return _BEGINNING.match(payload[:1024].replace(b"\x00", b"")) is not None


def read_json(payload: bytes, media_type: str | None = None) -> tuple[Any, str]:
    """The document and its encoding. Raises StoryError: ``parse.malformed``, and those of ``decode``."""
    text, encoding = decode(payload, media_type)
    text = text.strip("\ufeff \t\r\n")
    try:
        return json.loads(text, strict=False), encoding
    except (ValueError, RecursionError) as error:
        raise StoryError("parse.malformed", f"the payload is no JSON: {error}"[:300]) from error


def objects(document: object, depth: int = 0) -> Iterator[Item]:
    """The document's objects inside its envelopes, each with its keys in lower case without ``_`` and ``-``.

    A JSON Feed's items have what the feed says of all of them, and their authors for a byline.

    >>> [sorted(item) for item in objects({"data": {"item": {"headLine": "Fire", "body_html": "<p>"}}})]
    [['bodyhtml', 'headline']]
    """
    if isinstance(document, list):
        for one in document:
            yield from objects(one, depth)
    elif isinstance(document, dict) and depth <= _DEEPEST:
        item = normal(document)
        if str(item.get("version", "")).startswith(_JSON_FEED):
            yield from _feed_items(item)
            return
        inner = [item[name] for name in _WRAPPERS if isinstance(item.get(name), dict | list) and item[name]]
        found = [one for value in inner for one in objects(value, depth + 1)] if not is_item(item) else []
        yield from found or [item]


def _feed_items(feed: Item) -> Iterator[Item]:
    """The items of a JSON Feed, with the language and the authors of the feed where they have none of their own."""
    shared: Item = {name: feed[name] for name in ("language", "authors", "author") if name in feed}
    if title := plain(feed.get("title")):
        shared["provider"] = title
    for one in listed(feed.get("items")):
        if isinstance(one, dict):
            item = normal(one)
            own = {**shared, "title": "", **item}
            own = {key: value for key, value in own.items() if key != "author" or "authors" not in item}
            signed = [text_at(one, "name") for name in ("authors", "author") for one in named(own.get(name))]
            yield {"byline": ", ".join(filter(None, signed)), **own}


def is_item(item: Item) -> bool:
    """Whether an object is a news item: by an id with headline, body or a version's time; or by headline and body."""
    told = any(name.startswith(("headline", "bod", "description", "versioncreated")) for name in item)
    text = any(name.startswith(("bod", "contenthtml", "contenttext")) for name in item)
    titled = text and bool(item.keys() & {"headline", "headlines", "title"})
    return (bool(item.keys() & {"uri", "guid", "usn"}) and told) or titled


def normal(document: dict[str, Any]) -> Item:
    """The object with its keys in lower case and without separators."""
    return {str(key).lower().replace("_", "").replace("-", ""): value for key, value in document.items()}


def text_at(item: Item, *names: str) -> str | None:
    """The first of the named values that is a text or a number, folded; None if there is none."""
    return next((text for name in names if (text := plain(item.get(name)))), None)


def plain(value: object) -> str | None:
    """A text or number as storable text with white space folded; None for anything else and for no text."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return " ".join(storable(str(value)).split()) or None


def storable(text: str) -> str:
    """Text without control characters and without halves of surrogate pairs."""
    return text.translate(CONTROLS).encode("utf-8", "replace").decode("utf-8")


def listed(value: object) -> list[Any]:
    """A list as it is, nothing as an empty one, anything else as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" else [value]


def named(value: object) -> Iterator[Item]:
    """The objects of a list, of one object, or of an object of lists side by side; bare words become names.

    >>> list(named({"code": ["a", "b"]})), list(named(["Oslo", {"Name": "Rome"}]))
    ([{'code': 'a'}, {'code': 'b'}], [{'name': 'Oslo'}, {'name': 'Rome'}])
    """
    if isinstance(value, dict) and any(isinstance(one, list) for one in value.values()):
        for key, ones in normal(value).items():
            yield from ({key: one} for one in listed(ones))
        return
    for one in listed(value):
        if isinstance(one, dict):
            yield normal(one)
        elif plain(one):
            yield {"name": one}
