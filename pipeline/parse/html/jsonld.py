"""JSON-LD on pages: the nodes that describe the article, whatever they are wrapped in."""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review|Recipe|NewsStory)$")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|/[/*]\s*<!\[CDATA\[(?:\s*\*/)?|<!\[CDATA\[)|(?:-->|(?:/[/*]\s*)?\]\]>(?:\s*\*/)?)\s*$"
)
_SCHEME = re.compile(r"https?://(?:www\.)?")
_LARGEST = 2_000_000
_DEEPEST = 6

Node: TypeAlias = dict[str, Any]


def nodes(scripts: list[str]) -> list[Node]:
    """Return every object of all scripts that names its type, in document order, wrappers opened.

    >>> [n["@type"] for n in nodes(['{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle"}}]}', "{"])]
    ['WebPage', 'NewsArticle']
    """
    return [node for script in scripts if len(script) <= _LARGEST for node in _flat(_decode(script), 0)]


def article_node(found: list[Node], address: str | None = None) -> Node:
    """Return the node of the article itself, that of the page's ``address`` before others; an empty one where none is.

    >>> several = [{"@type": "NewsArticle", "url": "https://a.example/1"}, {"@type": "Article", "@id": "https://a.example/2#it"}]
    >>> article_node(several, "https://a.example/2")["@id"]
    'https://a.example/2#it'
    """
    articles = [node for node in found if is_article(node)]
    own = _plain_address(address or "")
    return max(articles, key=lambda node: (bool(own) and own in _addresses(node), *_fullness(node)), default={})


def authors(node: Node, found: list[Node]) -> list[Any]:
    """Return what a node gives as its authors, those that it only refers to as the nodes that tell of them.

    >>> person = {"@type": "Person", "@id": "#kim", "name": "Kim Lee"}
    >>> authors({"author": {"@id": "#kim"}}, [person]) == [person]
    True
    """
    given = node.get("author") or node.get("creator")
    known = {key: each for each in found if isinstance(key := each.get("@id"), str) and "name" in each}
    return [known.get(_reference(author), author) for author in (given if isinstance(given, list) else [given])]


def _reference(value: object) -> str:
    """Return what a value refers to, empty where it says more than that."""
    target = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return target if isinstance(target, str) else ""


def _addresses(node: Node) -> set[str]:
    """Return the addresses that a node goes by, without scheme, query and fragment."""
    page = node.get("mainEntityOfPage")
    given = [
        node.get("url"),
        node.get("@id"),
        *([page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]),
    ]
    return {_plain_address(text) for text in given if isinstance(text, str)}


def _plain_address(text: str) -> str:
    scheme = _SCHEME.match(text)
    return text[scheme.end() if scheme else 0 :].partition("?")[0].partition("#")[0].removesuffix("/")


def is_article(node: Node) -> bool:
    """Whether a node's type is a kind of article."""
    return any(ARTICLE.search(kind) for kind in types(node))


def types(node: Node) -> list[str]:
    """Return the types of a node without their vocabulary's address.

    >>> types({"@type": ["http://schema.org/NewsArticle", 1]})
    ['NewsArticle']
    """
    kinds = node.get("@type")
    return [k.rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def text(value: object) -> str | None:
    """Return the one text in a value: itself, its ``name`` or ``@id`` or the first of a list; None where it has none.

    >>> text([{"@type": "Person", "name": " Kim  A "}]), text({}), text(3)
    ('Kim A', None, None)
    """
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, list):
        return next((found for item in value if (found := text(item))), None)
    if isinstance(value, dict):
        return text(value.get("name")) or text(value.get("@value")) or text(value.get("url"))
    return None


def texts(value: object) -> list[str]:
    """Return all texts in a value, one for each item of a list."""
    items = value if isinstance(value, list) else [value]
    return [found for item in items if (found := text(item))]


def _fullness(node: Node) -> tuple[bool, int]:
    return "headline" in node, sum(
        key in node for key in ("datePublished", "author", "articleBody", "mainEntityOfPage")
    )


def _decode(script: str) -> object:
    try:
        return msgspec.json.decode(script)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _decode_cleaned(_CONTROL.sub(" ", _WRAPPED.sub("", script)).strip().rstrip(";"))


def _decode_cleaned(script: str) -> object:
    try:
        return msgspec.json.decode(script)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _first_value(script)


def _first_value(script: str) -> object:
    """Read the first object of a script that goes on after it."""
    start = script.find("{")
    try:
        return json.JSONDecoder(strict=False).raw_decode(script, start)[0] if start >= 0 else None
    except (ValueError, RecursionError):
        return None


def _flat(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:500]:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), dict | list):
                yield from _flat(value[key], depth + 1)
