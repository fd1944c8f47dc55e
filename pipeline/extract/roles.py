"""Roles printed beside a person's name: ``Japanese Foreign Minister X``, ``X, 45, a teacher``, ``X, the CEO of Acme,``.

The words stand in ``data/roles.csv``: heads that make a role, and modifiers that may stand before one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from pipeline.extract.amounts import rows
from pipeline.extract.lexicon import word_classes
from pipeline.extract.places import country_of_demonym, territories
from pipeline.extract.recogniser import Span
from pipeline.extract.zones import Texts

WINDOW = 160
"""Characters before and behind a name in which its role is looked for."""
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_][\w&’'/-]*|\S")
_HONORIFICS = frozenset(("mr", "mrs", "ms", "dr", "sir", "dame", "lady", "lord", "sheikh"))
_OF = frozenset(("of", "for", "to", "at", "in", "with"))
_SMALL = frozenset(("the", "of", "and", "&", "for", "a", "an", "de", "in"))
_ENDS_BASE = _OF | frozenset(
    ("from", "on", "since", "until", "during", "under", "after", "before", "who", "which", "that")
)
_ENDS_ROLE = frozenset(
    (
        "who", "which", "that", "said", "says", "told", "is", "was", "has", "had", "will", "when", "where", "as",
        "after", "since",
    )
)  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an", "its", "his", "her", "their", "our"))
_AT = frozenset(("in", "at", "near"))
_LONGEST = 12
"""Words that a role may have behind the name."""
_APPOSITION = re.compile(
    r"(?:\s\(\d{1,3}\))?,\s(?:(?:aged?\s)?\d{1,3},\s)?(?:who\s(?:is|was)\s|now\s|then\s|also\s)?"
    r"(?:(?:the|an?|its|his|her|their|our|one\sof\sthe)\s)?(?:\d{1,3}-year-old\s)?(?P<phrase>[^\s,;:()\n.—–][^,;:()\n—–]{1,120})"
)
_STOP = re.compile(r"(?<!\b[A-Z])\.(?=\s|$)")


def with_roles(texts: Texts, spans: Sequence[Span]) -> list[Span]:
    """Return the spans, those of persons with the role that is printed beside them, if one is."""
    body = Roles(texts.body, [span for span in spans if span.zone == "body"])
    source = Roles(texts.source, [span for span in spans if span.zone != "body"])
    return [
        replace(span, role=(body if span.zone == "body" else source).of(span)) if span.kind == "person" else span
        for span in spans
    ]


class Roles:
    """Finds the roles in one text, whose names are known."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._text = text
        spans = list(spans)
        self._names = {span.end: span for span in spans if span.kind != "person"}
        self._persons = sorted(span.start for span in spans if span.kind == "person")

    def of(self, person: Span) -> str | None:
        """Return the role of a person as printed, the one before the name first; without article, None if none is.

        >>> text = "When Kenyan Trade Minister Amina Odhiambo came"
        >>> Roles(text, [Span(5, 11, "group")]).of(Span(27, 41, "person"))
        'Kenyan Trade Minister'
        """
        start = self._start(person)
        return self._before(start) or self._set_off(start, person.end) or self._behind(person.end)

    def _start(self, person: Span) -> int:
        """Where the name itself starts: titles that the recogniser took for a part of it count as printed before it."""
        words = list(_WORD.finditer(self._text, person.start, person.end))
        titles = list(takewhile(lambda word: word.group().lower() in _heads(), words[:-1]))
        return words[len(titles)].start() if titles else person.start

    def _before(self, start: int) -> str | None:
        """The role that ends right before a place in the text."""
        words = self._words_before(start)
        head = _head_before(words)
        if head is None:
            return None
        return self._text[words[self._leftmost(words, head)].start() : words[-1].end()]

    def _set_off(self, start: int, end: int) -> str | None:
        """The role of ``Its chairman, X, said``: it begins with an article or whose it is."""
        comma = start - 2
        if self._text[comma:start] != ", " or self._text[end : end + 1] not in (",", ")"):
            return None
        words = self._words_before(comma)
        head = _head_before(words)
        if head is None:
            return None
        first = self._leftmost(words, head)
        before = words[first - 1].group().lower() if first else ""
        told = before in _ARTICLES or before != _possessor(before)
        return self._text[words[first].start() : words[-1].end()] if told else None

    def _words_before(self, start: int) -> list[re.Match[str]]:
        """The words of the line before a place in the text, without ``Mr.`` and its like at their end."""
        first = max(0, start - WINDOW, self._text.rfind("\n\n", max(0, start - WINDOW), start) + 1)
        words = list(_WORD.finditer(self._text, first, start))
        while words and words[-1].group().lower() in _HONORIFICS:
            words.pop()
        dotted = len(words) > 1 and words[-1].group() == "." and words[-2].group().lower() in _HONORIFICS
        return words[:-2] if dotted else words

    def _leftmost(self, words: list[re.Match[str]], head: int) -> int:
        """The first word of the role whose head stands at ``head``: modifiers and names go with it."""
        at = head
        while at:
            step = self._step(words, at)
            if not step:
                break
            at -= step
        return at

    def _step(self, words: list[re.Match[str]], at: int) -> int:
        """How many words before ``at`` belong to the role."""
        word = words[at - 1].group()
        bare = _possessor(word)
        name = self._names.get(words[at - 1].end() - (len(word) - len(bare)))
        if name:
            inside = [each for each in words[:at] if each.start() >= name.start]
            before = words[at - len(inside) - 1].group().lower() if at > len(inside) else ""
            return 0 if name.kind == "place" and before in _AT and bare == word else len(inside)
        lower = ["", *(each.group().lower() for each in words[max(0, at - 2) : at + 1])][-3:]
        if _may_stand_before(lower[1]) or _shortened(words, at - 1):
            return 1
        if lower[1] in ("and", ",", "&"):
            if at > 1 and words[at - 2].end() in self._names:
                return 0  # "the World Bank and engineer X"
            return 2 if lower[0] in _modifiers() and lower[2] in _modifiers() | _heads() else 0
        return int(self._is_capital(words, at - 1))

    def _is_capital(self, words: list[re.Match[str]], at: int) -> bool:
        """Whether a word is a name's by its capital: not one that begins a sentence, no day, no function word."""
        word = words[at].group()
        begins = at == 0 or words[at - 1].group() in ".!?:;\"“”'‘("
        return word[0].isupper() and not begins and word.lower() not in _plain() and word != "I"

    def _behind(self, end: int) -> str | None:
        found = _APPOSITION.match(self._text, end, end + WINDOW)
        if not found:
            return None
        start, stop = found.span("phrase")
        full = _STOP.search(self._text, start, stop)
        words = list(_WORD.finditer(self._text, start, full.start() if full else stop))[:_LONGEST]
        base = list(takewhile(lambda word: word.group().lower() not in _ENDS_BASE, words))
        if not base or base[-1].group().lower() not in _heads():
            return None
        past = _complement(words, len(base))
        role = self._text[start : words[past - 1].end()]
        others = bisect_left(self._persons, start), bisect_left(self._persons, start + len(role) + 2)
        return role if others[0] == others[1] else None


def _may_stand_before(word: str) -> bool:
    """Whether a word may stand before the head of a role by itself: ``vice-foreign``, ``ministry``, ``secretary``."""
    known = _modifiers() | _heads() | _organisations()
    return word in known or ("-" in word and all(part in known for part in word.split("-")))


def _possessor(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _head_before(words: Sequence[re.Match[str]]) -> int | None:
    """Where the head of a role stands that ends with the words: the last of them, or before ``of`` and a name."""
    last = len(words) - 1
    if last < 0:
        return None
    dotted = _shortened(words, last)
    if words[last - dotted].group().lower() in _heads():
        return last - dotted
    for at in range(last, max(0, last - 6), -1):
        word = words[at].group()
        if word.lower() in ("of", "for") and words[at - 1].group().lower() in _heads():
            return at - 1 if at < last else None
        if not (word[0].isupper() or word in _SMALL or word in _organisations()):
            return None
    return None


def _complement(words: Sequence[re.Match[str]], base: int) -> int:
    """How many words a role behind the name has: its base and what follows ``of``, ``for`` or ``at``."""
    if base == len(words) or words[base].group().lower() not in _OF:
        return base
    past = base + 1
    while past < len(words) and words[past].group().lower() not in _ENDS_ROLE:
        past += 1
    while past > base and words[past - 1].group().lower() in _SMALL | _OF:
        past -= 1
    return past


@lru_cache(maxsize=1)
def _parts() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {"head": set(), "short": set(), "modifier": set()}
    for row in rows("roles.csv"):
        words[row["part"]].update(row["words"].split("|"))
    return {part: frozenset(found) for part, found in words.items()}


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return _parts()["head"] | _parts()["short"]


def _modifiers() -> frozenset[str]:
    return _parts()["modifier"]


def _shortened(words: Sequence[re.Match[str]], dot: int) -> bool:
    """Whether a full stop belongs to a short form: ``Gen.``."""
    return dot > 0 and words[dot].group() == "." and words[dot - 1].group().lower() in _parts()["short"]


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return frozenset(word_classes()["calendar"] | word_classes()["function"])


@lru_cache(maxsize=1)
def _organisations() -> frozenset[str]:
    return frozenset(word_classes()["orghead"])


def role_country(role: str, told: Mapping[str, str] | None = None) -> str | None:
    """Return the ISO 3166-1 code of the country that a role names, None if it names none or several.

    ``told`` maps names to countries where the story settles which is meant (``Georgia``, ``Congolese``).

    >>> role_country("South Korean Foreign Minister"), role_country("president of Kenya"), role_country("teacher")
    ('KR', 'KE', None)
    """
    words = [word.removesuffix("'s").removesuffix("’s") for word in role.split()]
    found = dict.fromkeys(
        code for at in range(len(words)) for size in (1, 2, 3) for code in _countries(words, at, size, told or {})
    )
    return next(iter(found)) if len(found) == 1 else None


def _countries(words: list[str], at: int, size: int, told: Mapping[str, str]) -> set[str]:
    name = " ".join(words[at : at + size])
    if at + size > len(words) or not name[:1].isupper():
        return set()
    wider = " ".join(words[max(0, at - 1) : at + size])
    if wider != name and (country_of_demonym(wider) or territories(wider)):
        return set()
    country = told.get(name) or country_of_demonym(name)
    return {country} if country else {place.country for place in territories(name)}
