"""People, organisations, places and events that metadata name, and who had a hand in a story: what formats share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.story import Contributor, Named

# The IPTC's natures of concepts and what formats and agencies' vocabularies call the same.
_KINDS = {
    **dict.fromkeys(("person", "persons", "people", "personality"), "person"),
    **dict.fromkeys(("organisation", "organization", "organisations", "organizations"), "organisation"),
    **dict.fromkeys(("org", "orgs", "company", "companies"), "organisation"),
    **dict.fromkeys(("geoarea", "poi", "place", "places", "location", "city", "country"), "place"),
    **dict.fromkeys(("event", "events"), "event"),
}
# A vocabulary that is named after what it lists: an agency's letters and then the kind.
_LISTING = re.compile(
    r"[a-z]{2,8}?[-_.]?(?P<kind>persons?|people|organi[sz]ations?|companies|company|locations?|events?)"
)
_WIKIDATA = re.compile(r"\bQ[1-9]\d{0,9}\Z")
_SCHEMES = {"iso3166-1a2": "iso3166", "iso3166-1a2-ns": "iso3166", "geonamesid": "geonames", "symbol": "ticker"}
# Whoever takes pictures, draws, translates or transmits has a hand in a text and is not its author.
_HELPER = re.compile(
    r"phot|foto|camera|kamera|videograph|cinemat|graphi|illustrat|translat|übersetz|traduc|traduz|caption"
    r"|producer|director|transmi|technic|research",
    re.IGNORECASE,
)
_BY = re.compile(r"By (?=\S)", re.IGNORECASE)
_ROLES = (
    ("editor", re.compile(r"edit|redak|desk|subeditor|revis", re.IGNORECASE)),
    ("contributor", _HELPER),
    ("reporter", re.compile(r"report|correspondent|korrespondent|stringer", re.IGNORECASE)),
    ("author", re.compile(r"author|writer|byline|creator|journalist|autor", re.IGNORECASE)),
)


def kind_of(nature: str | None, scheme: str | None = None) -> str | None:
    """What a concept is, by its type or by the vocabulary that it is from; None for subjects and unknown ones.

    >>> kind_of("geoArea"), kind_of(None, "xyperson"), kind_of("abstract", "medtop")
    ('place', 'person', None)
    """
    found = _KINDS.get((nature or "").lower())
    listed = _LISTING.fullmatch((scheme or "").lower())
    return found or (_KINDS.get(listed["kind"], _KINDS.get(f"{listed['kind']}s")) if listed else None)


def ids_of(codes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Identifiers by scheme, of pairs of a scheme's alias or URI and a code; the first of a scheme counts.

    >>> ids_of([("http://www.wikidata.org/entity", "Q42"), ("iso3166-1a2", "NO"), ("", "12"), ("own", "7")])
    {'wikidata': 'Q42', 'iso3166': 'NO', 'own': '7'}
    """
    found: dict[str, str] = {}
    for scheme, code in codes:
        alias = scheme.rstrip("/").lower()
        if _WIKIDATA.fullmatch(code) and ("wikidata" in alias or alias in {"wd", "qwd", "wdt"}):
            found.setdefault("wikidata", code)
        elif "geonames" in alias and code.isdigit():
            found.setdefault("geonames", code)
        elif scheme and code:
            ours = _SCHEMES.get(alias.rpartition("/")[2])
            found.setdefault(ours or scheme, code.upper() if ours == "iso3166" else code)
    return found


def once(named: Iterable[Named]) -> tuple[Named, ...]:
    """Each thing once by kind and name, with the ids of all its namings."""
    found: dict[tuple[str, str], Named] = {}
    for one in named:
        key = one.kind, one.name.casefold()
        known = found.get(key)
        found[key] = Named(known.kind, known.name, {**one.ids, **known.ids}) if known else one
    return tuple(found.values())


def role_of(text: str | None, default: str = "contributor") -> str:
    """The contributor's role that a provider's word or job title stands for.

    >>> role_of("ctrol:photographer"), role_of("subeditor"), role_of("staff writer"), role_of(None, "author")
    ('contributor', 'editor', 'author', 'author')
    """
    return next((role for role, pattern in _ROLES if text and pattern.search(text)), default)


def creator_role(text: str | None) -> str:
    """The role of whom an item names as its creator: a picture's photographer is its author.

    >>> creator_role("photographer"), creator_role("desk editor")
    ('author', 'editor')
    """
    found = role_of(text, "author")
    return "author" if found == "contributor" else found


def help_of(text: str | None) -> str | None:
    """What a helper did, in the vocabulary's word: ``photographer`` of ``ctrol:photographer``; else None.

    >>> help_of("ctrol:photographer"), help_of("author")
    ('photographer', None)
    """
    word = (text or "").rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return word if role_of(word) == "contributor" and _HELPER.search(word) else None


def people(contributors: Iterable[Contributor]) -> tuple[Contributor, ...]:
    """Each contributor once by name, without ``By``: the first role counts, later namings fill what it lacks."""
    found: dict[str, Contributor] = {}
    for one in (replace(told, name=_BY.sub("", told.name)) for told in contributors):
        known = found.get(one.name.casefold())
        found[one.name.casefold()] = _filled(known, one) if known else one
    return tuple(found.values())


def _filled(known: Contributor, other: Contributor) -> Contributor:
    pairs = zip(_details(known), _details(other), strict=True)
    return Contributor(known.name, known.role, *(one or another for one, another in pairs))


def _details(one: Contributor) -> Iterator[str | None]:
    yield from (one.title, one.agency, one.place, one.email)
