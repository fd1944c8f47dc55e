"""Choosing the subtree of a page that holds the article, on lxml's tree, by where its prose stands."""

from dataclasses import dataclass
from typing import cast

from lxml.etree import XPath, _Element, _ElementUnicodeResult

from pipeline.parse.html.names import HEADINGS, NEVER_TEXT, SUSPECT_TAGS, is_body, is_comments, is_suspect

_SHORTEST = 25
_FULL = 120
"""A run of text counts in full from this length on; teasers are shorter than sentences of prose."""

SUSPECT_SHARE = 0.35
"""What is suspect by name is no part of the article unless it holds more than this share of the good text."""

_STEP = 0.8
_HINTED_STEP = 0.5

_TEXTS = XPath("//body//text()[string-length(.) > 11]")
_NO_PROSE = NEVER_TEXT | HEADINGS | {"a", "figcaption", "button", "label", "caption", "cite", "noscript", "th"}


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
        own: dict[_Element, float] = {}
        for text in cast("list[_ElementUnicodeResult]", _TEXTS(root)):
            value = weight(text)
            holder = text.getparent() if value else None
            if holder is not None and text.is_tail:
                holder = holder.getparent()
            if holder is not None:
                own[holder] = own.get(holder, 0.0) + value
        for element in own:
            self._climb(element)
        self._own = self._without(own, {e for e in self.order if e.tag in _NO_PROSE})
        self.raw = self._sum(self._own)
        self.total = max(self.raw.values(), default=0.0)
        self.good = self._sum(self._without(self._own, self._suspects()))

    def _climb(self, element: _Element | None) -> None:
        chain = []
        while element is not None and element not in self.parents:
            parent = element.getparent()
            self.parents[element] = parent
            chain.append(element)
            element = parent
        self.order.extend(reversed(chain))

    def _without(self, own: dict[_Element, float], out: set[_Element]) -> dict[_Element, float]:
        """Drop the prose of the elements in ``out`` and of all below them."""
        if not out:
            return own
        gone = set(out)
        for element in self.order:
            if self.parents[element] in gone:
                gone.add(element)
        return {element: value for element, value in own.items() if element not in gone}

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
            e for e in self.order if self.raw[e] <= 0.6 * self.total and is_comments(_names(e))
        }


def _names(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _suspect(element: _Element) -> bool:
    if element.tag in {"html", "body", "p"}:
        return False
    if element.tag in SUSPECT_TAGS:
        return True
    names = _names(element)
    return len(names) > 1 and is_suspect(names) and not hinted(element)


def hinted(element: _Element) -> bool:
    """Whether the markup itself says that this element is the article or its body."""
    return element.get("itemprop") == "articleBody" or element.tag == "article" or is_body(_names(element))


def choose(root: _Element) -> Choice | None:
    """Return the smallest element that holds nearly all prose of the article, None where a page has no prose."""
    weights = _Weights(root)
    if not weights.total:
        return None
    children: dict[_Element, list[_Element]] = {}
    for element in weights.order:
        parent = weights.parents[element]
        if parent is not None:
            children.setdefault(parent, []).append(element)
    here = weights.order[0]
    while True:
        best = max(children.get(here, ()), key=lambda e: weights.good[e], default=None)
        if best is None or best.tag == "p" or weights.good[best] <= 0:
            break
        share = weights.good[best] / weights.good[here]
        if share < (_HINTED_STEP if hinted(best) else _STEP):
            break
        here = best
    return Choice(here, weights.good[here])
