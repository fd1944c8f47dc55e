"""The names of one story resolved: which of them mean the same person, organisation, place or group.

Full names come first; a shorter name goes to the full name that it can stand for: of several the one named last
before it. What cannot be decided stays an entity of its own.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.extract.evidence import Evidence, identify
from pipeline.extract.lexicon import DATA, word_classes
from pipeline.extract.places import country_of_demonym
from pipeline.extract.recogniser import Span
from pipeline.story import Entity, Mention

_FAMILY_FIRST = ("chinese", "korean", "vietnamese")


@dataclass(slots=True)
class Group:
    """Mentions found to mean the same thing, while the story is being resolved."""

    kind: str
    name: str
    words: tuple[str, ...]
    ids: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Where it was last named."""
        return self.mentions[-1].start if self.mentions else -1


def resolve(body: str, spans: Sequence[Span], evidence: Evidence) -> tuple[Entity, ...]:
    """Return the entities of a story, in the order of their first mention."""
    groups: list[Group] = []
    groups += _people(body, [span for span in spans if span.kind == "person"])
    groups += _organisations(body, [span for span in spans if span.kind == "organisation"])
    groups += _places(body, [span for span in spans if span.kind == "place"], evidence)
    groups += _groups(body, [span for span in spans if span.kind in ("group", "event")])
    for group in groups:
        group.mentions.sort(key=lambda mention: mention.start)
    groups.sort(key=lambda group: group.mentions[0].start)
    return tuple(Entity(group.kind, group.name, group.ids, tuple(group.mentions)) for group in groups)


def _mention(body: str, span: Span) -> Mention:
    return Mention(span.start, span.end, body[span.start : span.end])


def fold(word: str) -> str:
    """A word as names are compared: without case, and without the hyphen of ``Kyung-wha``."""
    return word.casefold().replace("’", "'").strip(".")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as names are compared.

    >>> name_words("Kang Kyung-wha")
    ('kang', 'kyung', 'wha')
    """
    return tuple(fold(word) for word in name.replace("-", " ").split())


def _people(body: str, spans: Sequence[Span]) -> list[Group]:
    mentions = [(_without_title(_mention(body, span))) for span in spans]
    groups: list[Group] = []
    by_length = sorted(mentions, key=lambda mention: -len(mention.surface.split()))
    full = [mention for mention in by_length if len(mention.surface.split()) > 1]
    for mention in full:
        _add_person(groups, mention)
    lone = [mention for mention in mentions if len(mention.surface.split()) == 1]
    for mention in lone:
        _add_lone(groups, mention)
    return groups


def _add_person(groups: list[Group], mention: Mention) -> None:
    words = name_words(mention.surface)
    for group in groups:
        if words == group.words or _is_part(words, group.words):
            group.mentions.append(mention)
            return
    groups.append(Group("person", _canonical(mention.surface), words, mentions=[mention]))


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name of several words is a shorter form of a full name: same end, or same first and last word."""
    if len(short) >= len(full):
        return False
    return full[-len(short) :] == short or (short[0], short[-1]) == (full[0], full[-1])


def _add_lone(groups: list[Group], mention: Mention) -> None:
    word = fold(mention.surface)
    for fits in (_is_surname, _is_given_name):
        found = [group for group in groups if fits(word, group)]
        if found:
            _nearest(found, mention.start).mentions.append(mention)
            return
    groups.append(Group("person", _canonical(mention.surface), (word,), mentions=[mention]))


def _nearest(groups: Sequence[Group], start: int) -> Group:
    """The group named last before a place in the text, or the first one named after it."""

    def distance(group: Group) -> tuple[bool, int]:
        before = [mention.start for mention in group.mentions if mention.start < start]
        return (not before, -max(before) if before else min(mention.start for mention in group.mentions))

    return min(groups, key=distance)


def _is_surname(word: str, group: Group) -> bool:
    words = group.words
    if words == (word,):
        return True
    return words[0] == word if _family_first(words) else words[-1] == word


def _is_given_name(word: str, group: Group) -> bool:
    return len(group.words) > 1 and word in (group.words[0], group.words[-1])


def _family_first(words: Sequence[str]) -> bool:
    """Whether a name of two words or more is written with the family name first."""
    known = surnames()
    return words[0] in known and (len(words) == 3 or words[-1] not in known) and len(words) > 1


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Family names, folded, of the languages that print them first."""
    with (DATA / "surnames.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row["names"].split("|") for row in csv.DictReader(lines) if row["origin"] in _FAMILY_FIRST]
    return frozenset(fold(name) for row in rows for name in row)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    with (DATA / "titles.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["title"].casefold() for row in csv.DictReader(lines))


def _without_title(mention: Mention) -> Mention:
    words = mention.surface.split()
    dropped = 0
    while dropped < len(words) - 1 and words[dropped].strip(".").casefold() in _titles():
        dropped += 1
    if not dropped:
        return mention
    surface = mention.surface.split(maxsplit=dropped)[dropped]
    return Mention(mention.end - len(surface), mention.end, surface)


def _canonical(surface: str) -> str:
    folded = " ".join(surface.split())
    return folded.title() if folded.isupper() and len(folded) > 5 else folded


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(fold(word) for word in word_classes()["orgsuffix"])


def _organisations(body: str, spans: Sequence[Span]) -> list[Group]:
    groups: list[Group] = []
    mentions = sorted((_mention(body, span) for span in spans), key=lambda mention: -len(mention.surface))
    for mention in mentions:
        words = organisation_words(mention.surface)
        found = [group for group in groups if group.words == words or _stands_for(words, group)]
        if found:
            _nearest(found, mention.start).mentions.append(mention)
        else:
            groups.append(Group("organisation", _canonical(mention.surface), words, mentions=[mention]))
    return groups


def organisation_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name as names are compared: without article and legal form.

    >>> organisation_words("the Acme Holdings Co.")
    ('acme',)
    """
    words = [word for word in name_words(name.replace(",", " ")) if word != "the"]
    while len(words) > 1 and words[-1] in _forms():
        words.pop()
    return tuple(words)


def _stands_for(words: tuple[str, ...], group: Group) -> bool:
    """Whether a lone word is the acronym of a group's name, or its first word, or its head word."""
    if len(words) != 1 or len(group.words) < 2:
        return False
    letters = words[0].replace(".", "").replace("&", "")
    initials = "".join(word[0] for word in group.words if word not in ("of", "and", "for", "&", "de", "in", "on"))
    return letters in (initials, "".join(word[0] for word in group.words)) and len(letters) > 1


def _places(body: str, spans: Sequence[Span], evidence: Evidence) -> list[Group]:
    groups: dict[tuple[str, ...], Group] = {}
    for span in spans:
        mention = _mention(body, span)
        name, ids = identify(mention.surface, evidence, body[span.end : span.end + 40])
        same = tuple(sorted(ids.items())) if ids else ()
        key = tuple(map(str, same)) or ("?", *name_words(name))
        group = groups.setdefault(key, Group("place", name, name_words(name), ids))
        group.mentions.append(mention)
    return list(groups.values())


def _groups(body: str, spans: Iterable[Span]) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for span in spans:
        mention = _mention(body, span)
        country = country_of_demonym(mention.surface) if span.kind == "group" else None
        singular = _singular(_canonical(mention.surface)) if span.kind == "group" else _canonical(mention.surface)
        group = groups.setdefault((span.kind, fold(singular)), Group(span.kind, singular, name_words(singular)))
        group.mentions.append(mention)
        if country:
            group.ids["country"] = country
    return list(groups.values())


def _singular(name: str) -> str:
    """``South Koreans`` -> ``South Korean``."""
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) and len(name) > 4 else name
