"""The names of one story resolved: which of them mean the same person, organisation, place or group.

What the story does not decide stays an entity of its own, or keeps its candidates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.entity import Entity, Mention
from pipeline.extract.companies import is_symbol
from pipeline.extract.evidence import Evidence, bare, nationality
from pipeline.extract.grouping import Group, place
from pipeline.extract.known import known_organisation, with_rest
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
from pipeline.story import Named


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
        *_nationalities(_mentions(texts, spans, "group"), evidence),
        *_events(_mentions(texts, spans, "event")),
    ]
    add_named(groups, named, evidence)
    for group in groups:
        group.mentions.sort(key=place)
    groups.sort(key=lambda group: place(group.mentions[0]) if group.mentions else (True, len(texts.source)))
    shares, told = salience(groups, headline, texts.body), _countries_told(groups)
    return tuple(_entity(group, share, told) for group, share in zip(groups, shares, strict=True))


def _names(texts: Texts, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without companies' symbols; the listed seat of a government stands for it: ``the Kremlin``.

    ``Israeli-American`` names two peoples; a listed name may go on in small letters.
    """
    for span in (part for whole in spans for part in _peoples(texts, whole)):
        text = texts.of(span.zone)
        if is_symbol(text, span.start):
            continue
        seat = span.kind == "place" and known_organisation(texts.surface(span))
        named = replace(span, kind="organisation") if seat else span
        whole = named.kind == "organisation"
        yield replace(named, end=with_rest(text, named.start, named.end)) if whole else named


def _peoples(texts: Texts, span: Span) -> Iterator[Span]:
    """The span, in its parts where each of two joined by a hyphen is a nationality."""
    first, hyphen, last = texts.surface(span).partition("-") if span.kind == "group" else ("", "", "")
    if hyphen and country_of_demonym(first) and country_of_demonym(last):
        yield replace(span, end=span.start + len(first))
        yield replace(span, start=span.end - len(last))
    else:
        yield span


def _mentions(texts: Texts, spans: Iterable[Span], kind: str) -> Iterator[Mention]:
    for span in spans:
        if span.kind == kind:
            yield Mention(span.start, span.end, texts.surface(span), span.zone, span.confidence, span.role)


def _countries_told(groups: Iterable[Group]) -> dict[str, str]:
    """Names of countries, regions and nationalities -> the country that the story makes of them."""
    return {
        bare(mention.surface): group.ids.get("country") or group.ids["iso3166"][:2]
        for group in groups
        if group.kind == "group" or group.type in ("country", "region")
        for mention in group.mentions
        if {"country", "iso3166"} & group.ids.keys()
    }


def _entity(group: Group, share: float, told: Mapping[str, str]) -> Entity:
    roles = tuple(dict.fromkeys(mention.role for mention in group.mentions if mention.role))
    countries = filter(None, (role_country(role, told) for role in roles))
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


def _nationalities(mentions: Iterable[Mention], evidence: Evidence) -> list[Group]:
    groups: dict[str, Group] = {}
    for mention in mentions:
        name = singular(canonical(mention.surface))
        meant = nationality(canonical(mention.surface), evidence)
        made = Group("group", name, name_words(name), meant.ids, candidates=meant.candidates)
        groups.setdefault(fold(name), made).mentions.append(mention)
    return list(groups.values())


def _events(mentions: Iterable[Mention]) -> list[Group]:
    """Group events; ``Ilsa`` is the one whose longer name ends so."""
    groups: dict[str, Group] = {}
    for mention in sorted(mentions, key=lambda mention: -len(mention.surface)):
        name = canonical(mention.surface)
        longer = [group for whole, group in groups.items() if whole.endswith(f" {fold(name)}")]
        made = longer[0] if len(longer) == 1 else Group("event", name, name_words(name))
        groups.setdefault(fold(name), made).mentions.append(mention)
    return list({id(group): group for group in groups.values()}.values())
