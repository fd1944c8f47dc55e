"""The text of an article in the data that a page hands to its scripts, where the page itself shows none."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml.etree import _Element

from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.lines import SENTENCE

_LARGEST = 5_000_000
_DEEPEST = 40
_NEAREST = 4
"""So many levels below an object that bears the page's title its text may stand."""

_DEEPEST_TEXT = 8
_SHORTEST_TITLE = 10
_CUT = "…"
_LONGEST_TITLE = 500
_PROSE = 40
_FEWEST = 3
_LEADS_ON = frozenset(("url", "href", "slug", "link", "src", "headline", "title"))
"""What has one of these is a picture, a card of another story, not a paragraph."""

_JSON = ("[{", '{"')
"""Some systems keep a body as JSON in a text of the JSON."""

_ASSIGNED = re.compile(r"\s{0,99}(?:(?:var|let|const)\s|window|self)[\w.$\[\]\"']{1,80}\s?=\s?(?=[{\[])")
"""Some keep the data in a script that gives them to a variable of the page."""

_TEXT = ("text", "value", "html", "content", "children", "body", "data", "paragraph")
"""Fields in which systems keep a paragraph's text, or the runs of it."""


def body_in_state(root: _Element, headline: str | None) -> str | None:
    """Return the article's paragraphs as HTML out of the JSON in a page's scripts, None where none surely is it.

    Sure is a list of paragraphs, or one text of several, in an object that bears the page's title or close below it.
    """
    title = squeezed(headline or "")
    if len(title) < _SHORTEST_TITLE:
        return None
    title += _CUT if str(headline).endswith(("...", _CUT)) else ""
    texts = (text for script in root.iter("script") if (text := _data(script)) and len(text) <= _LARGEST)
    return max((body for text in texts for body in _bodies(_decoded(text), title)), key=len, default=None)


def _data(script: _Element) -> str | None:
    """Return what a script holds as data: all of it, or the object that it only assigns to a name."""
    kind, text = script.get("type") or "text/javascript", script.text or ""
    if kind == "application/json":
        return text
    assigned = _ASSIGNED.match(text) if kind == "text/javascript" else None
    return text[assigned.end() :].rstrip("; \n") if assigned else None


def _decoded(text: str) -> Any:  # noqa: ANN401 (a page's own data)
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _bodies(state: Any, title: str) -> Iterator[str]:  # noqa: ANN401 (a page's own data)
    """Give the bodies of an object that bears the title, and of what it holds but other stories."""
    waiting: list[tuple[Any, int, int]] = [(state, _NEAREST + 1, 0)]
    while waiting:
        value, away, depth = waiting.pop()
        if isinstance(value, str) and value.startswith(_JSON):
            value = _decoded(value)
        if isinstance(value, dict) and _bears(value, title):
            away = 0
        elif isinstance(value, dict) and _bears_another(value):
            away = _NEAREST + 1
        elif away <= _NEAREST and (body := _body(value)):
            yield body
            continue
        if depth < _DEEPEST and isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            waiting += [(each, away + 1, depth + 1) for each in inner]


def _bears(value: dict[str, Any], title: str) -> bool:
    """Whether an object has the title in a field, or in a field of one of its fields, such as a headline's wordings."""
    below = (each for each in value.values() if isinstance(each, dict))
    fields = [*value.values(), *(field for each in below for field in each.values())]
    texts = (each for each in fields if isinstance(each, str) and len(each) < _LONGEST_TITLE)
    return any(_is_title(squeezed(text), title) for text in texts)


def _is_title(text: str, title: str) -> bool:
    """Whether a text is the title, or begins with one that the page has cut."""
    return text == title or (title.endswith(_CUT) and text.startswith(title[:-1]))


def _bears_another(value: dict[str, Any]) -> bool:
    """Whether an object has a title of its own: stores of data hold the stories that a page points to."""
    texts = (value.get(name) for name in ("headline", "title"))
    return any(isinstance(text, str) and len(squeezed(text)) >= _SHORTEST_TITLE for text in texts)


def _body(value: Any) -> str | None:  # noqa: ANN401 (a page's own data)
    """Return a value as paragraphs where it is several of them."""
    if isinstance(value, str):
        parts = [value] if "</p>" in value else [f"<p>{part}</p>" for part in value.split("\n\n")]
        prose = value.count("</p>") if "</p>" in value else sum(map(_is_prose, parts))
    elif isinstance(value, list):
        texts = [text for each in value if (text := _text(each))]
        parts = [text if text.startswith("<p") else f"<p>{text}</p>" for text in texts]
        prose = sum(map(_is_prose, texts))
    else:
        return None
    return "\n".join(parts) if prose >= _FEWEST else None


def _text(item: Any) -> str:  # noqa: ANN401 (a page's own data)
    """Return the text of one paragraph, empty for anything else."""
    if isinstance(item, dict) and not _LEADS_ON.isdisjoint(item):
        return ""
    return "".join(_runs(item, 0)).strip()


def _runs(value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 (a page's own data)
    if isinstance(value, str):
        yield value
    elif depth < _DEEPEST_TEXT and isinstance(value, list):
        for each in value:
            yield from _runs(each, depth + 1)
    elif depth < _DEEPEST_TEXT and isinstance(value, dict):
        field = next((name for name in _TEXT if isinstance(value.get(name), str | list | dict)), None)
        if field is not None:
            yield from _runs(value[field], depth + 1)


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and SENTENCE.search(text) is not None
