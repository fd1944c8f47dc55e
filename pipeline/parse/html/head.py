"""The machine-readable parts of a page: meta tags, JSON-LD, title, links; and its top headings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from lxml.etree import _Element, tostring

from pipeline.parse.html import jsonld

_ADDRESS = re.compile(r"https?://[^\s/]+")
_PAGE = re.compile(r"[/?&_-](?:page|p|seite|pagina|part|s)?[/=_-]?\d{1,3}")
_ENDING = re.compile(r"(?:\.[a-z]{3,5})?/?$")
_LONGEST = 2000
_LONGEST_VALUE = 4000


class Head:
    """The machine-readable parts of a page and its top headings, gathered in one pass over its elements.

    ``body`` are the elements of its body.
    """

    def __init__(self, root: _Element, body: Sequence[_Element]) -> None:
        self.root = root
        self.body = body
        self.metas: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.headings: list[_Element] = []
        self.title: str | None = None
        self.canonical: str | None = None
        self.next: str | None = None
        for element in root.iter("meta", "script", "title", "link", "h1"):
            self._READERS[str(element.tag)](self, element)
        self.nodes = jsonld.nodes(self.scripts)
        self.address = self._address()
        self.node = jsonld.article_node(self.nodes, self.address)

    def first(self, *names: str) -> str | None:
        """Return the first value of the first of these meta names that the page gives."""
        return next(self._folded(names), None)

    def values(self, names: Iterable[str]) -> list[str]:
        """Return all values of these meta names, in the order of the names."""
        return list(self._folded(names))

    def _folded(self, names: Iterable[str]) -> Iterator[str]:
        """Give the values of some of the meta tags, white space folded: most are never asked for."""
        given = (value for name in names for value in self.metas.get(name, ()))
        return filter(None, (" ".join(value[:_LONGEST_VALUE].split()) for value in given))

    def _meta(self, element: _Element) -> None:
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name:
            self.metas.setdefault(name.lower(), []).append(content)

    def _script(self, element: _Element) -> None:
        if "ld+json" in (element.get("type") or "") and element.text:
            self.scripts.append(element.text)

    def _title(self, element: _Element) -> None:
        if self.title is None and element.text:
            self.title = " ".join(element.text.split()) or None

    def _heading(self, element: _Element) -> None:
        self.headings.append(element)

    def _link(self, element: _Element) -> None:
        kind = element.get("rel")
        if kind == "canonical" and self.canonical is None:
            self.canonical = (element.get("href") or "").strip() or None
        if kind == "next" and self.next is None:
            self.next = (element.get("href") or "").strip()[:_LONGEST] or None

    def _address(self) -> str | None:
        """Return the page's own address: its canonical link, else what Open Graph or the article's data say."""
        declared = (jsonld.text(node.get("url")) for node in self.nodes if jsonld.is_article(node))
        for given in (self.canonical, self.first("og:url"), *declared):
            if given and _ADDRESS.match(given):
                return given[:_LONGEST]
        return None

    def next_page(self) -> str | None:
        """Return the address of the article's next page; blogs call their next article ``next`` too."""
        if self.next is None:
            return None
        target = urljoin(self.address or "", self.next)
        own, following = _ENDING.sub("", (self.address or "").partition("?")[0]), _ENDING.sub("", target)
        return target if own and following.startswith(own) and _PAGE.fullmatch(following[len(own) :]) else None

    _READERS = {"meta": _meta, "script": _script, "title": _title, "link": _link, "h1": _heading}  # noqa: RUF012 never changed


def text_of(element: _Element) -> str:
    """Return an element's text with white space folded."""
    return " ".join(tostring(element, method="text", with_tail=False, encoding=str).split())


def after(element: _Element) -> Iterator[_Element]:
    """Give the elements that begin after an element ends, in order."""
    here: _Element | None = element
    while here is not None:
        for sibling in here.itersiblings():
            yield from sibling.iter("*")
        here = here.getparent()
