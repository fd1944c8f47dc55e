"""What element names, classes and ids say about the text that they hold: words of markup, no site's own.

A name that speaks against text makes it suspect, never more: what is suspect is judged by how much of the
page's good text it holds.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
NEVER_TEXT = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "map", "head", "link", "meta", "input", "select", "option", "optgroup", "textarea", "datalist", "progress",
    "meter", "source", "track", "param", "amp-ad", "amp-analytics", "amp-iframe", "amp-embed", "amp-sidebar",
    "amp-video", "amp-social-share", "amp-sticky-ad", "amp-consent",
))  # fmt: skip
"""Elements whose content is never a story's text."""

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture",
))  # fmt: skip
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
SUSPECT_TAGS = frozenset((
    "nav", "aside", "footer", "form", "button", "dialog", "noscript", "menu", "fieldset",
))  # fmt: skip

SUSPECT, HOPELESS, BODY, CAPTION, CREDIT, STRONG, PICTURE = 1, 2, 4, 8, 16, 32, 64
"""What a name can say; STRONG is surely the body, BODY may also be what is around it."""

_WORDS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
_LISTS = ("suspect", "hopeless", "credit", "no_credit", "caption", "picture", "no_picture", "standfirst")
_LISTED = [(name, word) for name in _LISTS for word in _WORDS[name]]
_FINDER = AhoCorasick([word for _, word in _LISTED])
_LAYOUT = tuple(_WORDS["layout"])
_SUSPECT_PARTS = frozenset(_WORDS["suspect_parts"])
_HOPELESS_PARTS = frozenset(_WORDS["hopeless_parts"])
_STRONG = re.compile(r"(?:article|story|entry|post|news|blog)(?:body|content|text|copy)|bodycopy|bodytext|hentry")
_BODY = re.compile(
    r"(?:article|story|entry|post|content|page|main|news|text|rich|blog|node|field)"
    r"(?:body|content|text|copy|main|container|wrap|article)|bodymain|wysiwyg"
)
OWN_BOX = re.compile(
    r"newsletter|advert|sponsor|donat|subscri|sign-?up|related|sidebar|author|bio\b|paywall|share|\btoc\b|poll\b|promo",
    re.IGNORECASE,
)
"""Names of boxes in which the page speaks of itself, its writers or its other pages."""

_LETTERS = re.compile("[a-z]+")
_DIGITS = str.maketrans("", "", "0123456789")
_JOINED = str.maketrans("", "", "-_")


@lru_cache(maxsize=8192)
def speaks(names: str) -> int:
    """Return what class and id say of an element, as bits; a body's name outweighs a suspect one beside it.

    >>> speaks("related-posts") == SUSPECT, speaks("article-body premium-promo") == BODY | STRONG
    (True, True)
    >>> speaks("header overflow-hidden")
    0
    """
    bits = 0
    for name in names.translate(_DIGITS).split():
        bits |= _speaks(name)
    return bits & ~SUSPECT if bits & BODY else bits


@lru_cache(maxsize=16384)
def _speaks(name: str) -> int:
    lower = name.lower()
    joined = lower.translate(_JOINED)
    if joined.startswith(_LAYOUT):
        return 0
    parts = set(_LETTERS.findall(lower))
    held = _held(joined)
    bits = 0
    if "suspect" in held or not parts.isdisjoint(_SUSPECT_PARTS):
        bits |= SUSPECT
    if "hopeless" in held or joined == "footer" or not parts.isdisjoint(_HOPELESS_PARTS):
        bits |= SUSPECT | HOPELESS
    if not bits:
        bits |= (BODY | STRONG) if _STRONG.search(joined) else BODY if _BODY.search(joined) else 0
    if "credit" in held and "no_credit" not in held:
        bits |= CREDIT
    if "caption" in held:
        bits |= CAPTION
    if ("img" in parts or "picture" in held) and "no_picture" not in held:
        bits |= PICTURE
    return bits


def _held(joined: str) -> set[str]:
    """Return the lists of which a word stands in a name."""
    try:
        found = _FINDER.find_matches_as_indexes(joined, overlapping=True)
    except UnicodeEncodeError:
        return _held(joined.encode("utf-8", "replace").decode())  # lone surrogates as question marks
    return {_LISTED[at][0] for at, _, _ in found}


@lru_cache(maxsize=8192)
def is_standfirst(names: str) -> bool:
    """Whether class and id say that an element sums the story up below its title.

    >>> is_standfirst("article__sub-headline"), is_standfirst("article-body")
    (True, False)
    """
    return "standfirst" in _held(names.lower().translate(_JOINED))
