"""Choosing the subtree of a page that holds the article, on lxml's tree, by where its prose stands."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element

from pipeline.parse.html.head import text_of
from pipeline.parse.html.names import (
    BODY,
    HEADINGS,
    HOPELESS,
    INLINE,
    NEVER_TEXT,
    STRONG,
    SUSPECT,
    SUSPECT_TAGS,
    speaks,
)

SUSPECT_SHARE = 0.35
"""What is suspect by name is no part of the article unless it holds more than this share of the good text."""

HOPELESS_SHARE = 0.75
"""The same for names that hardly ever stand on an article: comments, footers, consent."""

_HINTED_SHARE = 0.8
_HINTED = 250
_TRUSTED_SHARE = 0.5
_SHORTEST = 25
_FULL = 120
_LINK = 0.3
"""What a character in a link outside of running text speaks against the elements around it."""

_LINKED = 1.5
_BODY_SHARE = 0.25
_TEASER = 800
_NAMES = 300
_BEFORE_TITLE = 0.3
_NEARER = 0.5
_FAR_MORE = 2.0

_LEAST_TEXT = 16
"""Shorter runs of text (menus, dates, words between two links) say nothing about where the prose stands."""

_ARTICLES = frozenset(("article", "main"))
_PARTS = frozenset(("ul", "ol", "dl", "p"))
_MOST_PARTS = 2000
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_MARKS = tuple(mark.encode() for mark in "“”‘’–—…«»\xa0")
"""Most texts have no others beyond ASCII, and bytes are rid of them at a tenth of a pattern's cost."""

_NO_LETTER = re.compile(r"\W+")
_NO_PROSE = NEVER_TEXT | HEADINGS | {"figcaption", "caption", "cite", "th", "summary"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The element that holds the article and the weight of the prose in it, about its length in characters.

    ``raw`` is the same with what stands in suspect elements.
    ``trusted`` are names that sound suspect but hold so much of the page's prose together that they are the article.
    """

    element: _Element
    prose: float
    raw: float
    trusted: frozenset[str] = frozenset()


def choose(body: Sequence[_Element], headline: str | None = None) -> Choice | None:
    """Return the element whose prose outweighs the links in it by most, None where a page has no prose.

    ``body`` are the elements of the page's body, ``headline`` tells where on the page the article begins.
    """
    page = _Page()
    page.read(body, headline)
    return page.choice() if page.order else None


def length_of(text: str) -> float:
    """Return the length of a text in letters of an alphabet: an ideograph says as much as 2.5 of them."""
    text = text.strip()
    return len(text) * 2.5 if text and text[0] > "\u2e80" else float(len(text))


def weight(length: float) -> float:
    """Return how much a block of this length speaks for prose.

    >>> weight(9), weight(60), weight(240)
    (0.0, 30.0, 240.0)
    """
    return 0.0 if length < _SHORTEST else length * min(1.0, length / _FULL)


class _Page:
    """The elements of a page that hold text, parents before children, as parallel lists of what they hold."""

    def __init__(self) -> None:
        self.order: list[_Element] = []
        self.index: dict[_Element, int] = {}
        self.parent: list[int] = []
        self.text: list[float] = []
        self.links: list[float] = []
        self.linked: list[bool] = []
        self.silent: list[bool] = []
        self._title = ""
        self._seen: set[int] = set()
        self.title_at = -1
        self.around_title: set[_Element] = set()

    def read(self, body: Sequence[_Element], headline: str | None) -> None:
        """Take in the text of a page, block by block."""
        self._title = squeezed(headline or "")[:60]
        for element in body:
            # The text of a script is not asked for: lxml would decode it.
            text = element.text if element.tag not in NEVER_TEXT else None
            if text is not None and len(text) > _LEAST_TEXT and not text.isspace():
                self._put(element, text.strip())
            text = element.tail
            if text is not None and len(text) > _LEAST_TEXT and not text.isspace():
                self._put(element.getparent(), text.strip())

    def _put(self, holder: _Element | None, text: str) -> None:
        length = length_of(text)
        if length <= _LEAST_TEXT or self._seen_before(text, length):
            return
        linked = False
        while holder is not None and (tag := holder.tag) in INLINE:
            linked = linked or tag == "a"
            holder = holder.getparent()
        if holder is None:
            return
        at = self.index.get(holder, -1)
        if at < 0:
            at = self._place(holder)
        if self.title_at < 0 and holder.tag == "h1":
            self._find_title(holder, at)
        if linked or self.linked[at]:
            self.links[at] += length
        else:
            self.text[at] += length

    def _seen_before(self, text: str, length: float) -> bool:
        """Whether a sentence stood on the page already: galleries and summaries repeat, articles do not."""
        if length < _FULL / 2:
            return False
        known = len(self._seen)
        self._seen.add(hash(text))
        return len(self._seen) == known

    def _find_title(self, heading: _Element, at: int) -> None:
        if self._title and squeezed(text_of(heading))[:60] == self._title:
            self.title_at = at
            self.around_title.update(heading.iterancestors())

    def _place(self, element: _Element) -> int:
        """Return the number of an element, with numbers given to it and those above it that have none."""
        chain = []
        here: _Element | None = element
        while here is not None and here not in self.index:
            chain.append(here)
            here = here.getparent()
        above = self.index[here] if here is not None else -1
        linked, silent = above >= 0 and self.linked[above], above >= 0 and self.silent[above]
        for here in reversed(chain):
            tag = here.tag
            linked, silent = linked or tag == "a", silent or tag in _NO_PROSE
            self.index[here] = at = len(self.order)
            self.order.append(here)
            self.parent.append(above)
            self.linked.append(linked)
            self.silent.append(silent)
            above = at
        self.text += [0.0] * len(chain)
        self.links += [0.0] * len(chain)
        return above

    def choice(self) -> Choice:
        """Weigh all elements and return the best one."""
        prose = [self._prose(at) if length >= _SHORTEST else 0.0 for at, length in enumerate(self.text)]
        raw = self._sums(prose)
        names = [names_of(element) if value else "" for element, value in zip(self.order, raw, strict=True)]
        said = [speaks(name) if name else 0 for name in names]
        trusted = self._trusted(raw, names, said)
        kept = self._without(self._out(prose, raw, names, said, trusted), prose)
        good = raw if kept is prose else self._sums(kept)
        against = self._sums([0.0 if prose[at] else _LINK * value for at, value in enumerate(self.links)])
        scores = [value - less for value, less in zip(good, against, strict=True)]
        best = len(scores) - 1 - scores[::-1].index(max(scores))
        best = self._around_part(self._of_more_paragraphs(self._nearer_title(best, scores), good, kept), scores)
        return Choice(self.order[best], good[best], raw[best], trusted)

    def _nearer_title(self, best: int, scores: list[float]) -> int:
        """Return what stands between the title and the best element where it is not much worse: flashes are short."""
        if not 0 <= self.title_at < best:
            return best
        above = {best}
        while (at := self.parent[min(above)]) >= 0:
            above.add(at)
        between = (at for at in range(best - 1, self.title_at, -1) if at not in above)
        nearer = max(between, key=scores.__getitem__, default=best)
        return nearer if scores[nearer] > _NEARER * scores[best] else best

    def _around_part(self, best: int, scores: list[float]) -> int:
        """Return what is around a list or a paragraph and as good: what heads a list, or a last line, stands there."""
        while self.order[best].tag in _PARTS and (above := self.parent[best]) >= 0 and scores[above] >= scores[best]:
            if len(self.order[above]) > _MOST_PARTS:
                break
            best = above
        return best

    def _of_more_paragraphs(self, best: int, good: list[float], prose: list[float]) -> int:
        """Return the element whose own paragraphs hold far more prose than the best, which only has fewer links.

        So it is on plain pages, where paragraphs and menus stand side by side.
        """
        own = list(prose)
        for at, value in enumerate(prose):
            if value and at:
                own[self.parent[at]] += value
        most = own.index(max(own))
        return most if own[most] > _FAR_MORE * good[best] else best

    def _prose(self, at: int) -> float:
        if self.linked[at] or self.silent[at]:
            return 0.0
        length = self.text[at]
        value = weight(length) * max(0.0, 1.0 - _LINKED * self.links[at] / (length + self.links[at]))
        return value * _BEFORE_TITLE if at < self.title_at else value

    def _sums(self, values: list[float]) -> list[float]:
        sums, parent = list(values), self.parent
        for at in range(len(sums) - 1, 0, -1):
            if value := sums[at]:
                sums[parent[at]] += value
        return sums

    def _sums_without(self, gone: Collection[int], prose: list[float], raw: list[float]) -> list[float]:
        """Return what the elements hold of the prose outside those that are ``gone``; ``raw`` is all of it."""
        return self._sums(self._without(gone, prose)) if gone else raw

    def _without(self, gone: Collection[int], prose: list[float]) -> list[float]:
        """Return the prose without that of the elements that are ``gone`` and of all below them."""
        if not gone:
            return prose
        below, parent = [at in gone for at in range(len(prose))], self.parent
        for at in range(1, len(below)):
            if not below[at] and below[parent[at]]:
                below[at] = True
        return [0.0 if left_out else value for left_out, value in zip(below, prose, strict=True)]

    def _trusted(self, raw: list[float], names: list[str], said: list[int]) -> frozenset[str]:
        """Return the suspect names of an article's own paragraphs: repeated in its body, most of the prose together.

        Sections of a body share their first class; each may have others, and an id, of its own.
        """
        together: dict[tuple[int, str], dict[int, float]] = {}
        paragraphs: Counter[str] = Counter()
        for at, words in enumerate(said):
            if words & (SUSPECT | HOPELESS) != SUSPECT or not raw[at]:
                continue
            if self.order[at].tag == "p":
                paragraphs[names[at]] += 1
            elif said[self.parent[at]] & BODY or self.order[self.parent[at]].tag in _ARTICLES:
                kind = names[at].partition(" ")[0] or names[at]
                together.setdefault((self.parent[at], kind), {})[at] = raw[at]
        several = [found for found in together.values() if len(found) > 2]
        trusted = {names[at] for found in several if sum(found.values()) > _TRUSTED_SHARE * raw[0] for at in found}
        return frozenset(trusted | {name for name, count in paragraphs.items() if count > 2})

    def _out(
        self, prose: list[float], raw: list[float], names: list[str], said: list[int], trusted: frozenset[str]
    ) -> set[int]:
        """Return the elements that hold prose and are no part of an article."""
        holds = self._holds_body(raw, said)
        suspects = {
            at
            for at, value in enumerate(raw)
            if value
            and (said[at] & SUSPECT or self.order[at].tag in SUSPECT_TAGS)
            and self.order[at].tag != "p"
            and names[at] not in trusted
            and at not in holds
        }
        clean = self._sums_without(suspects, prose, raw)
        sure = max((c for c, words in zip(clean, said, strict=True) if words & STRONG), default=0.0) > _HINTED
        limit = (_HINTED_SHARE if sure else SUSPECT_SHARE) * raw[0]
        hopeless_limit = (1.0 if sure else HOPELESS_SHARE) * raw[0]
        teasers = self._teasers(prose, raw)
        fresh = self._sums_without(teasers, prose, raw)
        return teasers | {
            at
            for at in suspects
            if at > 1
            and fresh[at] <= (hopeless_limit if said[at] & HOPELESS or self.order[at].tag == "footer" else limit)
        }

    def _holds_body(self, raw: list[float], said: list[int]) -> set[int]:
        """Return the elements in which an article's body with a good part of the page's prose stands."""
        holds: set[int] = set()
        least = _BODY_SHARE * raw[0]
        for at, words in enumerate(said):
            here = at if words & STRONG and raw[at] > least else -1
            while here >= 0 and here not in holds:
                holds.add(here)
                here = self.parent[here]
        return holds

    def _teasers(self, prose: list[float], raw: list[float]) -> set[int]:
        """Return the elements that hold a linked title and then a little text: pointers to other articles."""
        limit = min(_TEASER, 0.3 * raw[0])
        # How many elements before each hold prose.
        before = [0, *accumulate(map(bool, prose))]
        found = set()
        for start, linked in enumerate(self.links):
            if linked < _SHORTEST or self.text[start] >= _SHORTEST:
                continue
            at = self._with_prose(start, raw)
            if 0 < raw[at] < limit and self.order[at] not in self.around_title and before[at] == before[start]:
                found.add(at)
        return found

    def _with_prose(self, at: int, raw: list[float]) -> int:
        """Return the nearest of the elements around one that holds prose, not more than six above it."""
        for _ in range(6):
            if at <= 0 or raw[at] > _SHORTEST:
                break
            at = self.parent[at]
        return at


def tag_suspect(element: _Element) -> bool:
    """Whether the name of an element speaks against the text in it."""
    return element.tag in SUSPECT_TAGS


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, case folded: what titles are compared by.

    >>> squeezed("Don’t \\u2013 it’s 5_°C"), squeezed("氷 & Über-\\ud800")
    ('dontits5c', '氷über')
    """
    letters = text.casefold().encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS)
    if not letters.isascii():
        for mark in _MARKS:
            letters = letters.replace(mark, b"")
    folded = letters.decode("utf-8", "surrogatepass")
    return folded if folded.isalnum() else _NO_LETTER.sub("", folded)


def names_of(element: _Element) -> str:
    """Return class and id of an element as one string, white space folded."""
    return f"{' '.join((element.get('class') or '')[:_NAMES].split())} {(element.get('id') or '')[:_NAMES]}"
