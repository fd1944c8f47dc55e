"""A BeautifulSoup tree of one subtree of a page, linked without the parser's own bookkeeping.

``BeautifulSoup(markup, "lxml")`` spends over nine tenths of its time on making objects for parts of
the page that nobody reads. Here lxml parses the page, the article's subtree is chosen on lxml's tree,
and only that subtree becomes BeautifulSoup tags: the same ``Tag`` and ``NavigableString`` objects with the
same links, so that every method of BeautifulSoup works on them. White space at the edges of block elements, which no
browser shows, is left out.
"""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PageElement, Tag
from lxml.etree import _Element

from pipeline.parse.html.names import INLINE, NEVER_TEXT, VOID

_LEFT_OUT = NEVER_TEXT - {"input"}

_DEEPEST = 200
"""Elements nested deeper than this give their text to the tag at this depth: no page of a newsroom goes so deep."""


_new, _new_string = object.__new__, str.__new__


class LeanTag(Tag):
    """A tag whose constant fields stand in the class, so that making one sets eight fields and not twenty."""

    parser_class = BeautifulSoup
    namespace = None
    prefix = None
    sourceline = None
    sourcepos = None
    known_xml = False
    can_be_empty_element = False
    next_element = None
    next_sibling = None
    previous_sibling = None
    cdata_list_attributes = None
    preserve_whitespace_tags = None
    _namespaces: dict[str, str] = {}  # noqa: RUF012 as in the base class, and never changed
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES


class _SubtreeBuilder(LXMLTreeBuilder):
    """Feeds a BeautifulSoup object from an element that lxml has already parsed, instead of from markup."""

    def __init__(self, element: _Element) -> None:
        super().__init__()
        self._element = element

    def prepare_markup(self, markup: str | bytes, *_: Any, **__: Any) -> Iterator[tuple[str | bytes, None, None, bool]]:  # noqa: ANN401
        """Pass on the markup, which is empty."""
        yield markup, None, None, False

    def feed(self, markup: str | bytes) -> None:  # noqa: ARG002 (the base class calls it by this name)
        """Link the element's tree into the soup that the base class has prepared."""
        if self.soup is not None:
            _grow(self._element, self.soup, self.soup.contents, self.soup, 0)


def soup_of(element: _Element) -> BeautifulSoup:
    """Return a BeautifulSoup document that holds ``element`` and all below it that can hold text.

    >>> from lxml.etree import HTML
    >>> soup = soup_of(HTML("<div class='a b'>one<p>two <b>three</b></p><script>no</script> four</div>").find(".//div"))
    >>> soup.p.b.string, soup.div["class"], soup.get_text("|")
    ('three', ['a', 'b'], 'one|two |three| four')
    """
    return BeautifulSoup("", builder=_SubtreeBuilder(element))


def free(soup: BeautifulSoup) -> None:
    """Cut the links of a tree that lead back, so that it goes at once and no collector has to walk the heap for it."""
    node = soup.next_element
    while node is not None:
        node.parent = node.previous_element = node.previous_sibling = None
        node = node.next_element
    soup.__dict__.clear()


def first(tag: Tag, names: frozenset[str]) -> Tag | None:
    """Return the first tag below one with one of these names, as ``find`` does at many times the cost."""
    for child in tag.contents:
        if isinstance(child, Tag):
            if child.name in names:
                return child
            if (found := first(child, names)) is not None:
                return found
    return None


def _grow(
    element: _Element, parent: Tag, siblings: list[PageElement], previous: PageElement, depth: int
) -> PageElement:
    """Add ``element`` to ``parent`` after ``previous`` in document order and return the last node added.

    ``siblings`` are the parent's contents: a Tag looks each attribute up as one that may be a tag's name.
    """
    name = element.tag
    tag: Tag = _new(LeanTag)
    tag.name = name
    attributes: dict[Any, Any] = {}
    for key, value in element.items():
        attributes[key] = value.split() if key == "class" else value
    tag.attrs = attributes
    tag.parent = parent
    tag.previous_element = previous
    previous.next_element = tag
    if siblings:
        before = tag.previous_sibling = siblings[-1]
        before.next_sibling = tag
    siblings.append(tag)
    if name in VOID:
        tag.can_be_empty_element = True
    contents: list[PageElement] = []
    tag.contents = contents
    if depth >= _DEEPEST:
        return _string("".join(map(str, element.itertext())), tag, contents, tag)
    return _fill(tag, contents, element, name, depth)


def _fill(tag: Tag, contents: list[PageElement], element: _Element, name: str, depth: int) -> PageElement:
    """Add what stands in ``element`` to ``tag`` and return the last node added."""
    last: PageElement = tag
    text = element.text
    if text and (name in INLINE or not text.isspace()):
        last = _string(text, tag, contents, last)
    # lxml lists the children faster than it steps from one to the next.
    for child in element[:]:  # type: ignore[index] # its stubs know no slices
        name = child.tag
        if name not in _LEFT_OUT:
            last = _grow(child, tag, contents, last, depth + 1)
        text = child.tail
        if text and (name in INLINE or not text.isspace()):
            last = _string(text, tag, contents, last)
    return last


def _string(text: str, parent: Tag, siblings: list[PageElement], previous: PageElement) -> PageElement:
    string = _new_string(NavigableString, text)
    string.parent = parent
    string.previous_element = previous
    string.next_element = string.next_sibling = string.previous_sibling = None
    previous.next_element = string
    if siblings:
        before = string.previous_sibling = siblings[-1]
        before.next_sibling = string
    siblings.append(string)
    return string
