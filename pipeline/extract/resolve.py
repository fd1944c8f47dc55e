"""The names of one story resolved: which of them mean the same person, organisation, place or group.

Full names come first; a shorter name goes to the full name that it can stand for: of several the one named last
before it. What cannot be decided stays an entity of its own.
"""

import csv
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.extract.evidence import Evidence, identify
from pipeline.extract.features import CONNECTORS
from pipeline.extract.lexicon import DATA, word_classes
from pipeline.extract.places import country_of_demonym
from pipeline.extract.recogniser import Span
from pipeline.extract.zones import Texts
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


def resolve(texts: Texts, spans: Sequence[Span], evidence: Evidence) -> tuple[Entity, ...]:
    """Return the entities of a story, in the order of their first mention."""
    groups: list[Group] = []
    groups += _people(texts, [span for span in spans if span.kind == "person"])
    groups += _organisations(texts, [span for span in spans if span.kind == "organisation"])
    groups += _places(texts, [span for span in spans if span.kind == "place"], evidence)
    groups += _groups(texts, [span for span in spans if span.kind in ("group", "event")])
    for group in groups:
        group.mentions.sort(key=_place)
    groups.sort(key=lambda group: _place(group.mentions[0]))
    return tuple(Entity(group.kind, group.name, group.ids, tuple(group.mentions)) for group in groups)


def _place(mention: Mention) -> tuple[bool, int]:
    """Where a mention stands: those in the body come first."""
    return mention.zone != "body", mention.start


def _mention(texts: Texts, span: Span) -> Mention:
    return Mention(span.start, span.end, texts.surface(span), span.zone, span.confidence, span.role)


def fold(word: str) -> str:
    """A word as names are compared: without case, and without the hyphen of ``Kyung-wha``."""
    return word.casefold().replace("’", "'").strip(".")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as names are compared.

    >>> name_words("Kang Kyung-wha")
    ('kang', 'kyung', 'wha')
    """
    return tuple(fold(word) for word in name.replace("-", " ").split()) or (name,)


def _people(texts: Texts, spans: Sequence[Span]) -> list[Group]:
    mentions = [_without_title(_mention(texts, span)) for span in spans]
    full = [mention for mention in mentions if len(mention.surface.split()) > 1]
    groups = _full_names(sorted(full, key=lambda mention: -len(mention.surface.split())))
    lone = [mention for mention in mentions if len(mention.surface.split()) == 1]
    return [*groups, *_lone_names(groups, lone)]


def _full_names(mentions: Sequence[Mention]) -> list[Group]:
    """Group names of several words, the longest first, with their shorter forms."""
    groups: dict[tuple[str, ...], Group] = {}
    forms: dict[tuple[str, ...], Group] = {}
    for mention in mentions:
        words = name_words(mention.surface)
        group = forms.get(words)
        if group is None:
            group = groups[words] = Group("person", _canonical(mention.surface), words)
            for form in _shorter(words):
                forms.setdefault(form, group)
        group.mentions.append(mention)
    return list(groups.values())


def _shorter(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The forms of several words that a full name is taken up by: itself, its endings, its first and last word."""
    return [*(words[at:] for at in range(len(words) - 1)), (words[0], words[-1])]


def _lone_names(groups: Sequence[Group], mentions: Sequence[Mention]) -> list[Group]:
    """Give lone words to the full names that they can stand for; return those that stand for themselves."""
    surnames_of, given_of = defaultdict(list), defaultdict(list)
    starts = {group.words: sorted(mention.start for mention in group.mentions) for group in groups}
    for group in groups:
        surnames_of[_surname(group.words)].append(group)
        for word in {group.words[0], group.words[-1]}:
            given_of[word].append(group)
    own: dict[str, Group] = {}
    for mention in mentions:
        word = fold(mention.surface)
        bearers = surnames_of.get(word) or given_of.get(word)
        if bearers:
            _nearest(bearers, mention.start, starts).mentions.append(mention)
        else:
            own.setdefault(word, Group("person", _canonical(mention.surface), (word,))).mentions.append(mention)
    return list(own.values())


def _nearest(groups: Sequence[Group], start: int, starts: dict[tuple[str, ...], list[int]]) -> Group:
    """The group whose full name stands last before a place in the text, or first behind it."""

    def distance(group: Group) -> tuple[bool, int]:
        places = starts[group.words]
        before = bisect_left(places, start)
        return (False, -places[before - 1]) if before else (True, places[0])

    return min(groups, key=distance)


def _surname(words: tuple[str, ...]) -> str:
    return words[0] if _family_first(words) else words[-1]


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
    return replace(mention, start=mention.end - len(surface), surface=surface)


def _canonical(surface: str) -> str:
    folded = " ".join(surface.split())
    return folded.title() if folded.isupper() and len(folded) > 5 else folded


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(fold(word) for word in word_classes()["orgsuffix"])


def _organisations(texts: Texts, spans: Sequence[Span]) -> list[Group]:
    """Group organisations by name without legal form; an acronym goes to the name that it shortens."""
    groups: dict[tuple[str, ...], Group] = {}
    acronyms: dict[str, Group] = {}
    mentions = sorted(
        (_mention(texts, span) for span in spans), key=lambda mention: (-len(mention.surface), mention.start)
    )
    for mention in mentions:
        words = organisation_words(mention.surface)
        group = groups.get(words) or (acronyms.get(_letters(words[0])) if len(words) == 1 else None)
        if group is None:
            group = groups[words] = Group("organisation", _canonical(mention.surface), words)
            for initials in _initials(words):
                acronyms.setdefault(initials, group)
        group.mentions.append(mention)
    return list(groups.values())


def organisation_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name as names are compared: without article and legal form.

    >>> organisation_words("the Acme Holdings Co.")
    ('acme',)
    """
    words = [word for word in name_words(name.replace(",", " ")) if word != "the"]
    while len(words) > 1 and words[-1] in _forms():
        words.pop()
    return tuple(words) or (name,)


def _letters(word: str) -> str:
    return word.replace(".", "").replace("&", "")


def _initials(words: tuple[str, ...]) -> set[str]:
    """The acronyms of a name of several words, with and without its connectors."""
    if len(words) < 2:
        return set()
    told = [word[0] for word in words if word not in CONNECTORS]
    return {made for made in ("".join(told), "".join(word[0] for word in words)) if len(made) > 1}


def _places(texts: Texts, spans: Sequence[Span], evidence: Evidence) -> list[Group]:
    groups: dict[tuple[str, ...], Group] = {}
    for span in spans:
        mention = _mention(texts, span)
        name, ids = identify(mention.surface, evidence, texts.of(span.zone)[span.end : span.end + 40])
        same = tuple(sorted(ids.items())) if ids else ()
        key = tuple(map(str, same)) or ("?", *name_words(name))
        group = groups.setdefault(key, Group("place", name, name_words(name), ids))
        group.mentions.append(mention)
    return list(groups.values())


def _groups(texts: Texts, spans: Iterable[Span]) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for span in spans:
        mention = _mention(texts, span)
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
