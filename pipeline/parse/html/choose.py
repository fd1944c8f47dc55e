"""Choosing the subtree of a page that holds the article, on lxml's tree, by where its prose stands."""

from dataclasses import dataclass
from typing import cast

from lxml.etree import XPath, _Element, _ElementUnicodeResult

from pipeline.parse.html.names import HEADINGS, INLINE, NEVER_TEXT, SUSPECT_TAGS, is_body, is_hopeless, is_suspect

_SHORTEST = 25
_FULL = 120
"""A run of text counts in full from this length on; teasers are shorter than sentences of prose."""

SUSPECT_SHARE = 0.35
"""What is suspect by name is no part of the article unless it holds more than this share of the good text."""

HOPELESS_SHARE = 0.75
"""The same for names that hardly ever stand on an article: comments, footers, consent."""

_LINK = 0.3
"""What a character in a link speaks against the element around it, as a share of a character of prose."""

_TEASER = 800
_TEXTS = XPath("//body//text()[string-length(normalize-space(.)) > 5]")
_LINKED_HEADINGS = XPath("//body//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6][descendant::a or ancestor::a]")
_NO_PROSE = NEVER_TEXT | HEADINGS | {"figcaption", "button", "label", "caption", "cite", "noscript", "th"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The element that holds the article and the weight of the prose in it, about its length in characters."""

    element: _Element
    prose: float


def weight(text: str) -> float:
    """Return how much a run of text speaks for prose.

    >>> weight("Read more"), weight("x" * 60), weight("x" * 240)
    (0.0, 30.0, 240.0)
    """
    text = text.strip()
    length: float = len(text)
    if text and text[0] > "\u2e80":
        length *= 2.5
    if length < _SHORTEST:
        return 0.0
    return length * min(1.0, length / _FULL)


class _Weights:
    """The prose in each element that holds any; ``order`` lists the elements parents first."""

    def __init__(self, root: _Element) -> None:
        self.parents: dict[_Element, _Element | None] = {}
        self.order: list[_Element] = []
        own: dict[_Element, list[str]] = {}
        for text in cast("list[_ElementUnicodeResult]", _TEXTS(root)):
            holder = text.getparent()
            if holder is not None and text.is_tail:
                holder = holder.getparent()
            if holder is not None:
                own.setdefault(holder, []).append(text)
        for element in own:
            self._climb(element)
        silent = self._below({e for e in self.order if e.tag in _NO_PROSE})
        linked = self._below({e for e in self.order if e.tag == "a"})
        prose = {e: sum(map(weight, texts)) for e, texts in own.items() if e not in silent and e not in linked}
        links = {e: sum(map(len, texts)) for e, texts in own.items() if e in linked and not self._in_prose(e, prose)}
        self.raw = self._sum(prose)
        self.total = max(self.raw.values(), default=0.0)
        out = self._below(self._suspects() | self._teasers(root))
        self.good = self._sum({e: value for e, value in prose.items() if e not in out})
        against = self._sum({e: _LINK * value for e, value in links.items()})
        self.score = {e: self.good[e] - against[e] for e in self.order}

    def _climb(self, element: _Element | None) -> None:
        chain = []
        while element is not None and element not in self.parents:
            parent = element.getparent()
            self.parents[element] = parent
            chain.append(element)
            element = parent
        self.order.extend(reversed(chain))

    def _in_prose(self, element: _Element, prose: dict[_Element, float]) -> bool:
        """Whether a link stands in running text: its paragraph has prose of its own."""
        here: _Element | None = element
        while here is not None and here.tag in INLINE:
            here = self.parents[here]
        return here is not None and prose.get(here, 0.0) > 0

    def _below(self, tops: set[_Element]) -> set[_Element]:
        """Return these elements and all below them."""
        if tops:
            for element in self.order:
                if self.parents[element] in tops:
                    tops.add(element)
        return tops

    def _sum(self, own: dict[_Element, float]) -> dict[_Element, float]:
        sums = dict.fromkeys(self.order, 0.0)
        sums.update(own)
        for element in reversed(self.order):
            parent = self.parents[element]
            if parent is not None:
                sums[parent] += sums[element]
        return sums

    def _suspects(self) -> set[_Element]:
        limit = SUSPECT_SHARE * self.total
        return {e for e in self.order if self.raw[e] <= limit and _suspect(e)} | {
            e for e in self.order if self.raw[e] <= HOPELESS_SHARE * self.total and _hopeless(e)
        }

    def _teasers(self, root: _Element) -> set[_Element]:
        """Return the elements that hold a linked heading with a little text: pointers to other articles."""
        found = set()
        for heading in cast("list[_Element]", _LINKED_HEADINGS(root)):
            element: _Element | None = heading
            for _ in range(5):
                element = None if element is None else element.getparent()
                if element is None or self.raw.get(element, 0.0) > 0:
                    break
            if element is not None and 0 < self.raw.get(element, 0.0) < min(_TEASER, 0.3 * self.total):
                found.add(element)
        return found


def _names(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _suspect(element: _Element) -> bool:
    if element.tag in {"html", "body", "p"}:
        return False
    if element.tag in SUSPECT_TAGS:
        return True
    names = _names(element)
    return len(names) > 1 and is_suspect(names) and not hinted(element)


def _hopeless(element: _Element) -> bool:
    if element.tag in {"html", "body"}:
        return False
    return element.tag == "footer" or is_hopeless(_names(element))


def hinted(element: _Element) -> bool:
    """Whether the markup itself says that this element is the article or its body."""
    return element.get("itemprop") == "articleBody" or element.tag == "article" or is_body(_names(element))


def choose(root: _Element) -> Choice | None:
    """Return the smallest element that holds nearly all prose of the article, None where a page has no prose."""
    weights = _Weights(root)
    if not weights.total:
        return None
    best = max(reversed(weights.order), key=lambda e: weights.score[e])
    return Choice(best, weights.good[best])
