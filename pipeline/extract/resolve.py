"""The names of one story resolved: which of them mean the same person, organisation, place or group.

What the story does not decide stays an entity of its own, or keeps its candidates.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.companies import is_symbol
from pipeline.extract.evidence import Evidence
from pipeline.extract.grouping import Group, place
from pipeline.extract.known import known_organisation
from pipeline.extract.metadata import add_named
from pipeline.extract.names import canonical, fold, name_words, singular
from pipeline.extract.organisations import organisations
from pipeline.extract.people import people
from pipeline.extract.placenames import halves, places
from pipeline.extract.places import country_of_demonym
from pipeline.extract.recogniser import Span
from pipeline.extract.roles import role_country
from pipeline.extract.salience import salience
from pipeline.extract.zones import Texts
from pipeline.story import Entity, Mention, Named


def resolve(
    texts: Texts,
    spans: Sequence[Span],
    evidence: Evidence,
    *,
    headline: str | None = None,
    named: Sequence[Named] = (),
) -> tuple[Entity, ...]:
    """Return the entities of a story in the order of their first mention, those only in metadata last."""
    spans = [*_names(texts, spans), *halves(texts, spans, evidence)]
    groups = [
        *people(_mentions(texts, spans, "person")),
        *organisations(texts, _mentions(texts, spans, "organisation")),
        *places(texts, _mentions(texts, spans, "place"), evidence),
        *_groups(_mentions(texts, spans, "group"), "group"),
        *_groups(_mentions(texts, spans, "event"), "event"),
    ]
    add_named(groups, named, evidence)
    for group in groups:
        group.mentions.sort(key=place)
    groups.sort(key=lambda group: place(group.mentions[0]) if group.mentions else (True, len(texts.source)))
    shares = salience(groups, headline, texts.body)
    return tuple(_entity(group, share) for group, share in zip(groups, shares, strict=True))


def _names(texts: Texts, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without companies' symbols; the listed seat of a government stands for it: ``the Kremlin``."""
    for span in spans:
        if is_symbol(texts.of(span.zone), span.start):
            continue
        seat = span.kind == "place" and known_organisation(texts.surface(span))
        yield replace(span, kind="organisation") if seat else span


def _mentions(texts: Texts, spans: Iterable[Span], kind: str) -> Iterator[Mention]:
    for span in spans:
        if span.kind == kind:
            yield Mention(span.start, span.end, texts.surface(span), span.zone, span.confidence, span.role)


def _entity(group: Group, share: float) -> Entity:
    roles = tuple(dict.fromkeys(mention.role for mention in group.mentions if mention.role))
    countries = filter(None, map(role_country, roles))
    country = next(countries, None) if group.kind == "person" else None
    return Entity(
        group.kind,
        group.name,
        {**group.ids, "country": country} if country else group.ids,
        tuple(group.mentions),
        share,
        roles,
        group.candidates,
        group.type,
        group.in_metadata,
    )


def _groups(mentions: Iterable[Mention], kind: str) -> list[Group]:
    groups: dict[str, Group] = {}
    for mention in mentions:
        country = country_of_demonym(mention.surface) if kind == "group" else None
        name = singular(canonical(mention.surface)) if kind == "group" else canonical(mention.surface)
        group = groups.setdefault(fold(name), Group(kind, name, name_words(name)))
        group.mentions.append(mention)
        if country:
            group.ids["country"] = country
    return list(groups.values())
