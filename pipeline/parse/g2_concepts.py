"""The concepts of a NewsML-G2 item: subjects, places, keywords, and whom and what it names."""

import json
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.parse.agencies import recognise_agency
from pipeline.parse.codes import MEDIA_TOPIC, SUBJECT_CODE, complete, split_qcode, suffix
from pipeline.parse.named import creator_role, help_of, ids_of, kind_of, once, people, role_of
from pipeline.parse.xml import coded, find, find_all, local, text_of, texts
from pipeline.story import Code, Contributor, Named, Subject

_IPTC_SCHEMES = frozenset((SUBJECT_CODE, MEDIA_TOPIC))
_EIGHT_DIGITS = re.compile(r"(?<!\d)\d{8}(?!\d)")
# cptType:5 and the like: the concept is a place.
_GEO_TYPES = frozenset(("geoarea", "5", "poi", "city", "country"))


def subjects_of(content: etree._Element | None, schemes: dict[str, str]) -> tuple[Subject, ...]:
    """The item's subjects with what its concepts are the same as and lie in, and the parents they imply."""
    stated: list[Subject] = []
    implied: list[Subject] = []
    for element in find_all(content, "subject"):
        stated.extend(_subject(element))
        for other in (*find_all(element, "sameAs"), *find_all(element, "broader")):
            implied.extend(subject for subject in _subject(other) if subject.scheme in _IPTC_SCHEMES)
    return complete([*stated, *implied, *_found_subjects(content)], schemes)


def _subject(element: etree._Element) -> Iterator[Subject]:
    """A subject by qcode or URI, or by an IPTC code that stands in its literal."""
    scheme, code = _pair(element)
    if code:
        yield Subject(scheme, code, text_of(find(element, "name")))
    elif found := _EIGHT_DIGITS.search(element.get("literal") or ""):
        yield Subject(SUBJECT_CODE, found[0], text_of(find(element, "name")))


def _pair(element: etree._Element) -> tuple[str, str]:
    """Scheme and code of a concept; the IPTC's own URIs by their usual alias."""
    qcode, uri = element.get("qcode"), (element.get("uri") or "").rstrip("/")
    if qcode:
        return split_qcode(qcode)
    scheme, _, code = uri.rpartition("/")
    aliases = {"mediatopic": MEDIA_TOPIC, "subjectcode": SUBJECT_CODE}
    return aliases.get(scheme.rpartition("/")[2], scheme), code if scheme else ""


def _found_subjects(content: etree._Element | None) -> Iterator[Subject]:
    """Subject codes that a provider's analysis of the text adds, as JSON in a description."""
    for element in find_all(content, "description"):
        if (element.get("role") or "").endswith("semantics"):
            try:
                domains = json.loads("".join(texts(element)))["iptcDomains"]
                yield from [Subject(SUBJECT_CODE, str(one["id"]), one.get("value")) for one in domains]
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue


def keywords_of(content: etree._Element | None) -> tuple[str, ...]:
    """Keywords, and subjects that are words without a code."""
    found = [*map(text_of, find_all(content, "keyword"))]
    for element in find_all(content, "subject"):
        literal = element.get("literal") or ""
        if not _pair(element)[1] and not is_place(element) and not _EIGHT_DIGITS.search(literal):
            found.append(name_of(element))
    return tuple(dict.fromkeys(filter(None, found)))


def category_of(content: etree._Element | None) -> str | None:
    """The ANPA category, which comes as a subject of its own scheme or type."""
    for element in find_all(content, "subject"):
        scheme, code = split_qcode(element.get("qcode") or "")
        if scheme == "a1312cat":
            return code
        if suffix(element.get("type")) == "cat" and element.get("literal"):
            return element.get("literal")
    return None


def places_of(item: etree._Element, content: etree._Element | None) -> tuple[Code, ...]:
    """Places that the text is about, with the wider ones they lie in, then the place it was written at."""
    found: list[Code] = []
    for element in find_all(content, "subject"):
        if is_place(element):
            found.extend(_with_wider(element))
    for element in find_all(item, "assert"):
        if any(is_place(wider) for wider in find_all(element, "broader")):
            found.extend(_with_wider(element))
    for element in find_all(content, "located"):
        found.extend(_with_wider(element))
    return tuple(dict.fromkeys(found))


def _with_wider(element: etree._Element) -> Iterator[Code]:
    for place in (element, *find_all(element, "broader")):
        code = code_of(place)
        if code.name:
            yield code


def named_of(item: etree._Element, content: etree._Element | None) -> tuple[Named, ...]:
    """The people, organisations, places and events among the subjects and the concepts asserted of the item."""
    return once(named for element in _concepts(item, content) for named in _named(element))


def _concepts(item: etree._Element, content: etree._Element | None) -> Iterator[etree._Element]:
    yield from find_all(content, "subject")
    yield from find_all(item, "assert")
    yield from (bag for element in find_all(content, "subject") for bag in find_all(element, "bag/bit"))


def _named(element: etree._Element) -> Iterator[Named]:
    nature = next((local(part)[: -len("Details")] for part in element if local(part).endswith("Details")), None)
    kind = "place" if is_place(element) else kind_of(suffix(element.get("type")) or nature, _pair(element)[0])
    name = name_of(element)
    if kind and name:
        yield Named(kind, name, ids_of(map(_pair, (element, *find_all(element, "sameAs")))))


def contributors_of(content: etree._Element | None) -> tuple[Contributor, ...]:
    """Who created the content and who worked on it, without the organisations among them."""
    found = []
    for tag in ("creator", "contributor"):
        for element in find_all(content, tag):
            name = name_of(element)
            agency = kind_of(suffix(element.get("type"))) == "organisation" or recognise_agency([name])
            if name and not agency:
                job = element.get("role") or element.get("jobtitle")
                title = text_of(find(element, "jobtitle")) or _word(element.get("jobtitle"))
                role = role_of(job) if tag == "contributor" else creator_role(job)
                found.append(Contributor(name, role, title or help_of(element.get("role"))))
    return people(found)


def _word(qcode: str | None) -> str | None:
    return split_qcode(qcode)[1] or None if qcode else None


def is_place(element: etree._Element) -> bool:
    """Whether the concept's type says that it is a place."""
    return (suffix(element.get("type")) or "") in _GEO_TYPES


def code_of(element: etree._Element) -> Code:
    """A concept's code, of a place the ISO one where the item tells it, and its name."""
    same = (coded(other) or "" for other in find_all(element, "sameAs"))
    country = next((code for code in same if code.startswith("iso3166-1a2:")), None)
    return Code(country or coded(element), name_of(element))


def name_of(element: etree._Element) -> str | None:
    """A concept's name as printed, else its literal."""
    return text_of(find(element, "name")) or (element.get("literal") or "").strip() or None
