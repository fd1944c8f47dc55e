"""What sounds like no part of an article by its name or tag, and is: boxes of facts, titles that unfold, posts."""

import re

from bs4.element import Tag

from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.names import HEADINGS, OWN_BOX
from pipeline.parse.html.tree import first

_LONGEST = 1000
_TEXT = 60
_LETTERS = 40
_ITEMS = frozenset(("li", "dd"))
_FEWEST_ITEMS = 2
_LEADING = frozenset(("a", "button", "input", "form", "select", "img", "picture", "svg", "iframe", "video", "time"))
"""What points elsewhere, asks, or shows: none of it stands in a box of facts."""


_POST = re.compile(r"tweet|instagram|tiktok|bluesky|mastodon|reddit|text-post-media|vk_post", re.IGNORECASE)
"""Classes of embedded posts, which are part of the story whatever their wrapper is called."""


POSTS = frozenset(("blockquote", "div"))
"""Elements that hold a post's text."""


def is_text(tag: Tag) -> bool:
    """Whether a suspect element is text of the story: a heading whose id repeats it, or the button that unfolds one."""
    if tag.name == "button":
        return tag.parent is not None and tag.parent.name in HEADINGS
    return tag.name in HEADINGS and _names_itself(tag)


def tells_facts(tag: Tag) -> bool:
    """Whether a suspect element amid the text is a box of facts: a heading over a list or sentences, no more."""
    if first(tag, HEADINGS) is None or first(tag, _LEADING) is not None or tag.find_parent("li") is not None:
        return False
    if OWN_BOX.search(f"{tag.attrs.get('class')} {tag.attrs.get('id')}"):
        return False
    if len(tag.get_text()) > _LONGEST:
        return False
    listed = len(tag.find_all(_ITEMS)) >= _FEWEST_ITEMS
    return listed or any(len(paragraph.get_text()) >= _TEXT for paragraph in tag.find_all("p"))


def holds_post(tag: Tag) -> bool:
    """Whether an embedded post stands in a tag."""
    for child in tag.contents:  # noqa: SIM110 (a generator for each level takes twice as long)
        if isinstance(child, Tag) and (is_post(child) or holds_post(child)):
            return True
    return False


def is_post(tag: Tag) -> bool:
    """Whether a tag is the text of an embedded post, as the networks' own embedding codes mark it."""
    classes = tag.attrs.get("class") if tag.name in POSTS else None
    if not classes:
        return False
    return "fb-post" in classes if tag.name == "div" else _POST.search(" ".join(classes)) is not None


def _names_itself(heading: Tag) -> bool:
    """Whether the id of a heading is made of its text, as systems make it, so that its words say nothing."""
    given = squeezed(str(heading.attrs.get("id") or ""))
    return bool(given) and not heading.attrs.get("class") and squeezed(heading.get_text()).startswith(given[:_LETTERS])
