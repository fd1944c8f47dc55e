"""NITF: the IPTC's News Industry Text Format, with or without a namespace, alone or inside NewsML."""

import copy
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.parse.about import About
from pipeline.parse.agencies import WireProfile, recognise_agency, wire_profile
from pipeline.parse.codes import SUBJECT_CODE, complete, language_tag, whole
from pipeline.parse.headline import headline_of
from pipeline.parse.marks import NOT_PUBLIC
from pipeline.parse.markup import Content, joined, read_markup
from pipeline.parse.named import ids_of, kind_of, once, people
from pipeline.parse.times import Clock
from pipeline.parse.xml import find, find_all, local, read_xml, root_name, text_of
from pipeline.story import KILLS, Code, Contributor, Link, Named, Note, ParsedStory, Subject

FORMAT = "nitf"
ABOUT = About(
    "XML root `nitf` in any namespace.",
    (
        "People and places marked in the running text are not taken for metadata: the marking is often automatic.",
        "Names of elements count with their case.",
    ),
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# An attribute that names a level of the subject, and how many digits of the code that level has.
_LEVELS = {"tobject.subject.type": 2, "tobject.subject.matter": 5, "tobject.subject.detail": 8}
_LEADS = ("lede", "lead")
_BY = re.compile(r"(?i:by|von|par|por|di) [^\W\d_]")
OPEN_EMBARGO = "parse.embargo_without_end"
_NAMED = ("person", "org", "location", "event")


def recognise(payload: bytes) -> bool:
    """Whether the document's root is ``nitf``, in any namespace."""
    return root_name(payload) == FORMAT


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The document's one story. ``agency`` is the profile id that the source declares.

    Raises StoryError as ``read_xml`` does.
    """
    document = read_xml(payload, media_type)
    return [_story(document.root, document.encoding, agency)]


def content_of(element: etree._Element) -> Content:
    """The text of a NITF tree, or of any other tree that stands in its place."""
    bodies = [body for body in find_all(element, ".//body.content") if _is_text(body)]
    return joined(map(read_markup, bodies)) if bodies else read_markup(element)


def _is_text(body: etree._Element) -> bool:
    """Whether it is the document's text: a note to editors in the head has a ``body.content`` of its own."""
    return not any(local(above) in {"note", "body.head"} for above in body.iterancestors())


def byline_of(element: etree._Element | None) -> tuple[str | None, str | None]:
    """Byline and its writer's title, two things that stand in one element: ``By JANE ROE<byttl>Reporter</byttl>``."""
    if element is None:
        return None, None
    titles = [text for title in find_all(element, ".//byttl") if (text := text_of(title))]
    rest = copy.deepcopy(element)
    etree.strip_elements(rest, "{*}byttl", with_tail=False)
    byline, title = (text_of(rest) or "").rstrip(" ,;"), ", ".join(titles)
    # Some have no title and put the byline itself there.
    return (title, None) if not byline and _BY.match(title) else (byline or None, title or None)


def dateline_of(element: etree._Element | None) -> str | None:
    """The dateline as a reader sees it: place and date with a comma where only markup divides them."""
    if element is None:
        return None
    parts = [" ".join(str(text).split()) for text in element.itertext()]
    kept = [part for part in parts if part]
    if any(part.startswith(",") or part.endswith(",") for part in kept):
        return " ".join(" ".join(kept).replace(" ,", ",").split())
    return ", ".join(kept) or None


def _story(root: etree._Element, encoding: str, agency: str | None) -> ParsedStory:
    head, docdata, top = find(root, "head"), find(root, "head/docdata"), find(root, "body/body.head")
    meta = _meta(head)
    guid = _attribute(docdata, "doc-id", "id-string")
    agency = recognise_agency(_signatures(docdata, top), guid) or agency
    profile = wire_profile(agency)
    clock = Clock(profile.zone, profile.utc_mark_is_local)
    content = content_of(root)
    byline, title = byline_of(find(top, "byline"))
    headline, marks = headline_of(_headline(root), content.text)
    issued = clock.read(_attribute(docdata, "date.issue", "norm"))
    embargo = _embargo(docdata, clock, issued)
    status, held = usable_after(docdata.get("management-status") if docdata is not None else None, embargo)
    story = ParsedStory(
        format=FORMAT,
        source_text=content.text,
        blocks=content.blocks,
        encoding=encoding,
        agency=agency,
        guid=guid,
        version=_attribute(docdata, "du-key", "version") or _attribute(docdata, "du-key", "generation"),
        headline=headline,
        slugline=meta.get("anpa-keyword") or _attribute(docdata, "du-key", "key"),
        byline=byline,
        dateline=dateline_of(find(top, "dateline")),
        language=language_tag(root.get("baselang") or root.get(_LANG)),
        urgency=whole(_attribute(docdata, "urgency", "ed-urg")),
        pubstatus="withheld" if held else status,
        embargo_until=embargo,
        version_created=issued,
        first_created=_first_created(root, clock, issued),
        subjects=_subjects(root, profile),
        pictures=content.pictures,
        abstract=text_of(find(top, "abstract")) or _lead(root),
        source=_source(docdata, top),
        warnings=(*content.losses(profile.least_text), *marks, *clock.warnings, *((OPEN_EMBARGO,) if held else ())),
    )
    return _described(story, root, title)


def _described(story: ParsedStory, root: etree._Element, title: str | None) -> ParsedStory:
    """The story with what describes it beside its text and times."""
    head, docdata, top = find(root, "head"), find(root, "head/docdata"), find(root, "body/body.head")
    meta = _meta(head)
    return replace(
        story,
        keywords=tuple(_values(docdata, "key-list/keyword", "key")),
        genres=tuple(Code(None, name) for name in _values(head, "tobject/tobject.property", "tobject.property.type")),
        places=tuple(_places(docdata)),
        notes=tuple(_notes(docdata, title, root)),
        usage_terms=_attribute(docdata, "doc.rights", "limitations") or text_of(find(top, "rights")),
        category=meta.get("anpa-category") or meta.get("category"),
        sequence=meta.get("anpa-sequence"),
        take=meta.get("anpa-takekey") or None,
        declared_word_count=whole(meta.get("anpa-wordcount") or meta.get("wordcount") or _length(head)),
        signals=tuple(f"fixture:{name}" for name in _values(docdata, "fixture", "fix-id")),
        links=tuple(_links(docdata)),
        contributors=_contributors(top, root, title),
        url=_attribute(root, "head/pubdata", "item-url") or None,
        section=_attribute(head, "pubdata", "position.section"),
        named=named_of(root),
    )


def usable_after(told: str | None, embargo: dt.datetime | None) -> tuple[str, bool]:
    """The status in the words of NewsML-G2, and whether there is an embargo whose end nobody tells.

    >>> usable_after("Embargoed", None), usable_after(None, None)
    (('usable', True), ('usable', False))
    """
    status = (told or "usable").strip().lower()
    status = {"cancelled": "canceled", "embargoed": "usable"}.get(status, status)
    return status, (told or "").strip().lower() == "embargoed" and embargo is None


def _length(head: etree._Element | None) -> str | None:
    unit = _attribute(head, "pubdata", "unit-of-measure")
    return _attribute(head, "pubdata", "item-length") if (unit or "").startswith("word") else None


def named_of(root: etree._Element) -> tuple[Named, ...]:
    """People, organisations, places and events that the head identifies, and the organisations of the tagline."""
    identified = find_all(root, "head/docdata/identified-content")
    found = [(tag, one) for tag in _NAMED for content in identified for one in find_all(content, f".//{tag}")]
    return once(
        Named(kind, name, ids_of([(one.get("idsrc") or "", one.get("value") or "")]))
        for tag, one in found
        if (name := text_of(one)) and (kind := kind_of(tag))
    )


def _contributors(top: etree._Element | None, root: etree._Element, title: str | None) -> tuple[Contributor, ...]:
    """The people whom byline and tagline mark as such."""
    writers = [name for one in find_all(top, "byline//person") if (name := text_of(one))]
    helpers = [name for one in find_all(root, "body/body.end//person") if (name := text_of(one))]
    one_title = title if len(writers) == 1 else None
    return people(
        (
            *(Contributor(name, "author", one_title) for name in writers),
            *(Contributor(name, "contributor") for name in helpers),
        )
    )


def _meta(head: etree._Element | None) -> dict[str, str]:
    """The head's ``meta`` elements by name in lower case."""
    return {(meta.get("name") or "").lower(): (meta.get("content") or "").strip() for meta in find_all(head, "meta")}


def _headline(root: etree._Element) -> str | None:
    for path in ("body/body.head/hedline/hl1", "body/body.head/hedline", "head/title"):
        found = text_of(find(root, path))
        if found:
            return found
    return None


def _lead(root: etree._Element) -> str | None:
    """The paragraph that the markup calls the lead; a summary where there is no abstract."""
    for paragraph in find_all(find(root, "body/body.content"), ".//p"):
        if paragraph.get("lede") == "true" or paragraph.get("lead") == "true" or paragraph.get("class") in _LEADS:
            return text_of(paragraph)
    return None


def _subjects(root: etree._Element, profile: WireProfile) -> tuple[Subject, ...]:
    found = []
    for element in find_all(root, "head/tobject/tobject.subject"):
        code = element.get("tobject.subject.refnum") or ""
        levels = ((code[:digits].ljust(8, "0"), element.get(level)) for level, digits in _LEVELS.items())
        names = {broader: name for broader, name in levels if name}
        if code:
            found.append(Subject(SUBJECT_CODE, code, names.pop(code, None)))
            found.extend(Subject(SUBJECT_CODE, broader, name) for broader, name in names.items())
    return complete(found, profile.schemes)


def _embargo(docdata: etree._Element | None, clock: Clock, issued: dt.datetime | None) -> dt.datetime | None:
    """A release after the issue is an embargo; most items name the moment of their issue.

    Of an item whose status is ``embargoed`` the release counts whenever it is.
    """
    told = _attribute(docdata, "date.release", "norm")
    release = clock.read(told)
    held = (docdata.get("management-status") or "").lower() == "embargoed" if docdata is not None else False
    return clock.read_end(told) if held or issued is None or (release and release > issued) else None


def _first_created(root: etree._Element, clock: Clock, issued: dt.datetime | None) -> dt.datetime | None:
    """The first of the revisions that the head tells; else a first version was made when it was issued."""
    revisions = [clock.read(norm) for norm in _values(root, "head/revision-history", "norm")]
    docdata = find(root, "head/docdata")
    numbers = {whole(_attribute(docdata, "du-key", name)) for name in ("version", "generation")}
    return min(filter(None, revisions), default=None) or (issued if numbers <= {None, 0, 1} else None)


def _source(docdata: etree._Element | None, top: etree._Element | None) -> str | None:
    return next(_signatures(docdata, top), None)


def _signatures(docdata: etree._Element | None, top: etree._Element | None) -> Iterator[str]:
    """Who the document says it is from, most telling first."""
    names = (
        _attribute(docdata, "del-list/from-src", "src-name"),
        text_of(find(top, "distributor")),
        _attribute(docdata, "doc-id", "regsrc"),
        _attribute(docdata, "doc.copyright", "holder"),
    )
    return (name for name in names if name)


def _places(docdata: etree._Element | None) -> Iterator[Code]:
    """Event locations by city, then by country; county and state alone are used for regions of any kind."""
    for place in find_all(docdata, "evloc"):
        country, city = place.get("iso-cc"), place.get("city")
        name = city or (place.get("state-prov") if country else None)
        # A country's code is not that of a city in it.
        if name:
            yield Code(None, name)
        if country:
            yield Code(country, country)


def _notes(docdata: etree._Element | None, title: str | None, root: etree._Element) -> Iterator[Note]:
    for text in _values(docdata, "ed-msg", "info"):
        yield Note("ed-msg", text, NOT_PUBLIC.search(text) is None)
    if title:
        yield Note("byline-title", title)
    yield from (Note("correction", text) for text in _values(docdata, "correction", "info"))
    top = find(root, "body/body.head")
    for path, role in (("hedline/hl2", "subheadline"), ("note", "editor")):
        yield from (Note(role, text) for text in filter(None, map(text_of, find_all(top, path))))
    ends = filter(None, map(text_of, find_all(root, "body/body.end/*")))
    yield from (Note("tagline", end) for end in ends)
    year, holder = (_attribute(docdata, "doc.copyright", name) for name in ("year", "holder"))
    if holder:
        yield Note("copyright", " ".join(filter(None, (year, holder))))


def _links(docdata: etree._Element | None) -> Iterator[Link]:
    """The items that management status speaks of, and the key under which all versions of a story are filed."""
    reference = docdata.get("management-doc-idref") if docdata is not None else None
    if docdata is not None and reference:
        yield Link("kills" if docdata.get("management-status") in KILLS else "replaces", reference)
    for key in _values(docdata, "du-key", "key"):
        yield Link("du-key", key)


def _attribute(element: etree._Element | None, path: str, name: str) -> str | None:
    return next(_values(element, path, name), None)


def _values(element: etree._Element | None, path: str, name: str) -> Iterator[str]:
    return (value for found in find_all(element, path) if (value := " ".join((found.get(name) or "").split())))
