"""The organisations of one story: which names mean the same one, and what is known of it.

A shorter name goes to the longer one that it is the end or the beginning of, an acronym to the name that it shortens,
``the Foreign Ministry`` to the one foreign ministry of the story; between several nothing is chosen.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.entity import Mention
from pipeline.extract.companies import listed, printed_ticker
from pipeline.extract.grouping import Group
from pipeline.extract.known import Known, known_organisation
from pipeline.extract.names import canonical, fold, initials, is_generic, legal_forms, letters, organisation_words
from pipeline.extract.places import country_of_name
from pipeline.extract.zones import Texts

Words = tuple[str, ...]
_BEHIND = re.compile(r"[\"'”’]?,? \(([A-Z](?=[A-Za-z.&]*[A-Z])[A-Za-z.&]{1,9})\)")
_SHORT = re.compile(r" \(([A-Z][a-z]{3,11})\)")
_EXPLAINED = re.compile(r"\b([A-Z](?=\w*[A-Z])\w{1,9}), the \Z")
_CLOSED = re.compile(r", (?!and\b|or\b|the\b)[a-z]")
_BEFORE = re.compile(r"((?:[A-Z][\w.]*[ -]){0,2}[A-Z][\w.]*)(?:['’]s?)? (?:[a-z]+ )?\Z")
_OF = re.compile(r" (?:of|in) (?:the )?([A-Z][\w.]*(?: [A-Z][\w.]*){0,2})")
_OPENINGS = frozenset(("united", "new", "first", "american", "international", "european", "world", "royal", "bank"))
_SPELT = {
    "organization": "organisation",
    "center": "centre",
    "defense": "defence",
    "labor": "labour",
    "program": "programme",
}


def organisations(texts: Texts, mentions: Iterable[Mention]) -> list[Group]:
    """Group organisations; the longest names are read first."""
    mentions = list(mentions)
    register = _Register(texts, mentions)
    for mention in sorted(mentions, key=lambda mention: (-len(mention.surface), mention.zone, mention.start)):
        register.add(mention)
    return register.groups


class _Register:
    """The organisations of a story by all that they may be called."""

    def __init__(self, texts: Texts, mentions: Iterable[Mention]) -> None:
        self._starts = {(mention.zone, mention.start) for mention in mentions}
        self.groups: list[Group] = []
        self._texts = texts
        self._known: dict[str, Group] = {}
        self._by_words: dict[Words, list[Group]] = defaultdict(list)
        self._by_acronym: dict[str, Group] = {}
        self._shorter: dict[Words, list[Group]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        """Put a mention where it belongs."""
        words = spelt(organisation_words(mention.surface))
        told = len(words) == 1 and letters(words[0]) in self._by_acronym
        known = None if told else known_organisation(mention.surface)
        country, rest = country_of_words(words)
        if country is None and is_generic(words):
            country = self._country_beside(mention)
        found = self._known.get(known.name) if known else self._find(rest, country, short=not _is_full(mention.surface))
        group = found or self._new(mention, rest, known, country)
        if country and is_generic(rest):
            group.ids.setdefault("country", country)
        group.mentions.append(mention)
        self._learn(mention, group)

    def _find(self, words: Words, country: str | None, *, short: bool) -> Group | None:
        """The one organisation that a name can stand for, of a country where that is told."""
        if len(words) == 1 and (acronym := self._by_acronym.get(letters(words[0]))):
            return acronym
        for bearers in (self._by_words.get(words, ()), self._shorter.get(words, ()) if short else ()):
            fitting = [group for group in bearers if country in {None, group.ids.get("country", country)}]
            exact = [group for group in fitting if country and group.ids.get("country") == country] or fitting
            if len(exact) == 1:
                return exact[0]
        return None

    def _new(self, mention: Mention, words: Words, known: Known | None, country: str | None) -> Group:
        belongs = known.country if known else country
        ids = {**(known.ids if known else {}), **({"country": belongs} if belongs else {})}
        group = Group("organisation", known.name if known else canonical(mention.surface), words, ids)
        self.groups.append(group)
        if known:
            self._known[known.name] = group
        forms = {words, spelt(organisation_words(mention.surface)), spelt(organisation_words(group.name))}
        for form in forms:
            self._by_words[form].append(group)
            for made in initials(form):
                self._by_acronym.setdefault(made, group)
        for shorter in {short for form in forms for short in _shorter(form)} - forms:
            self._shorter[shorter].append(group)
        return group

    def _country_beside(self, mention: Mention) -> str | None:
        """The country printed before a ministry, court or the like (``Brazil's Supreme Court``), or behind it."""
        text = self._texts.of(mention.zone)
        before = _BEFORE.search(text[max(0, mention.start - 40) : mention.start])
        words = before[1].split() if before else []
        named = [" ".join(words[at:]) for at in range(len(words))]
        if behind := _OF.match(text[mention.end : mention.end + 50]):
            words = behind[1].split()
            named += [" ".join(words[:length]) for length in range(len(words), 0, -1)]
        return next((code for name in named if (code := country_of_name(name))), None)

    def _learn(self, mention: Mention, group: Group) -> None:
        """Read the short name or ticker that is printed behind a name, or before it: ``BuSa, the Bureau of Sails,``."""
        text = self._texts.of(mention.zone)
        behind = text[mention.end : mention.end + 60]
        printed = _BEHIND.match(behind)
        if not printed and (bracket := _SHORT.match(behind)):
            printed = bracket if (mention.zone, mention.end + bracket.start(1)) in self._starts else None
        if not printed and _CLOSED.match(behind):
            printed = _EXPLAINED.search(text[max(0, mention.start - 20) : mention.start])
        if len(mention.surface.split()) > 1 and printed:
            self._by_acronym[letters(printed[1].casefold())] = group
        told = "country" in group.ids or "wikidata" in group.ids
        if ticker := printed_ticker(behind) or (None if told else listed(mention.surface)):
            group.ids.setdefault("ticker", ticker)


def _is_full(name: str) -> bool:
    """Whether a name is printed with its legal form: it is short for no other one then."""
    return len(name.split()) > 1 and fold(name.rsplit(maxsplit=1)[-1]) in legal_forms()


def spelt(words: Words) -> Words:
    """The words in one of two spellings: ``center`` and ``centre`` are the same."""
    return tuple(_SPELT.get(word, word) for word in words)


def country_of_words(words: Words) -> tuple[str | None, Words]:
    """The country that a name begins or ends with, and the name without it.

    >>> country_of_words(("japanese", "foreign", "ministry")), country_of_words(("bank", "of", "japan"))
    (('JP', ('foreign', 'ministry')), ('JP', ('bank', 'of', 'japan')))
    >>> country_of_words(("south", "korean", "navy"))
    ('KR', ('navy',))
    """
    for length in range(min(3, len(words) - 1), 0, -1):
        if code := country_of_name(" ".join(words[:length])):
            return code, words[length:]
    for length in range(min(3, len(words) - 2), 0, -1):
        if words[-length - 1] == "of" and (code := country_of_name(" ".join(words[-length:]))):
            return code, words
    return None, words


def _shorter(words: Words) -> Iterator[Words]:
    """The endings and beginnings that an organisation is shortened to."""
    yield from (words[at:] for at in range(1, len(words)) if words[at] not in {"of", "for", "and"})
    yield from (words[:to] for to in range(1, len(words)) if _stands_alone(words[:to], words[to]))


def _stands_alone(start: Sequence[str], following: str) -> bool:
    if start[-1] in {"of", "for", "and"} or following in {"of", "for"}:
        return False
    return start[0] not in _OPENINGS and (following == "party" or not is_generic(start))
