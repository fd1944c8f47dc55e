"""NewsML 1.x: several news items in a document, components within components, most values as ``FormalName``."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import nitf
from pipeline.parse.about import About
from pipeline.parse.agencies import WireProfile, recognise_agency, wire_profile
from pipeline.parse.codes import SUBJECT_CODE, complete, language_tag, whole
from pipeline.parse.decode import decode
from pipeline.parse.headline import headline_of
from pipeline.parse.marks import NOT_PUBLIC
from pipeline.parse.markup import Content, joined, read_markup, read_text
from pipeline.parse.named import creator_role, help_of, ids_of, kind_of, once, people, role_of
from pipeline.parse.newsml1_components import Components, formal, picture_components, units_of
from pipeline.parse.times import Clock
from pipeline.parse.xml import check_stories, find, find_all, read_xml, root_name, text_of, texts
from pipeline.story import Code, Contributor, Link, Named, Note, ParsedStory, Picture, Subject

FORMAT = "newsml-1"
ABOUT = About(
    "XML root `NewsML`.",
    (
        "Topic sets are read where they stand in the item, not by reference.",
        "A component that is a picture gives its caption and place, not a story.",
    ),
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EIGHT_DIGITS = re.compile(r"\d{8}")
_COUNTRY = re.compile(r"[A-Z]{2,3}")
# An item with more components that look like stories is a table or a list.
_MOST_UNITS = 100
# The most special first.
_SUBJECTS = ("SubjectDetail", "SubjectMatter", "Subject", "SubjectQualifier")
# Parts of a story that repeat what other fields say.
_ABSTRACTS = frozenset(("abstract", "summary"))
_OTHER_ROLES = frozenset(("title", "headline", "caption", "keyword", "keywords"))
_WORD_COUNTS = frozenset(("wordcount", "words"))
_LEVELS = ("City", "CountryArea", "Area", "Country", "WorldRegion")


@dataclass(frozen=True, slots=True)
class _Item:
    """A news item, or one of its components where several tell a story each; ``mark`` tells those apart.

    ``pictures`` are the document's components that are pictures.
    """

    envelope: etree._Element | None
    item: etree._Element
    unit: etree._Element
    mark: str | None
    pictures: Components
    encoding: str


def recognise(payload: bytes) -> bool:
    """Whether the document's root is ``NewsML``; a Version attribute may be missing."""
    return root_name(payload) == "NewsML"


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The stories of the document's news items; ``agency`` is the profile id that the source declares.

    Raises NotAStoryError for a document without news items, StoryError as ``read_xml`` does.
    """
    document = read_xml(payload, media_type)
    items = list(_items(document.root, document.encoding))
    check_stories(len(items))
    stories = [_story(item, agency) for item in items]
    if not stories:
        raise NotAStoryError("parse.no_item", "a NewsML document without news items: a catalog or a topic set")
    return stories


def _items(root: etree._Element, encoding: str) -> Iterator[_Item]:
    envelope, pictures = find(root, "NewsEnvelope"), picture_components(root)
    for item in find_all(root, ".//NewsItem"):
        units = [unit for one in find_all(item, "NewsComponent") for unit in units_of(one, pictures)]
        units = units if 0 < len(units) <= _MOST_UNITS else [item]
        for at, unit in enumerate(units):
            mark = (unit.get("Duid") or str(at)) if len(units) > 1 else None
            yield _Item(envelope, item, unit, mark, pictures, encoding)


def _story(item: _Item, declared: str | None) -> ParsedStory:
    guid, version = _guid(item)
    agency = recognise_agency(_signatures(item), guid) or declared
    profile = wire_profile(agency)
    clock = Clock(profile.zone, profile.utc_mark_is_local)
    content = joined(_contents(item.unit, item.pictures, _OTHER_ROLES | _ABSTRACTS))
    content = content if content.text else joined(_contents(item.unit, item.pictures, _OTHER_ROLES))
    headline, marks = headline_of(_line(item, "HeadLine") or text_of(find(item.unit, ".//hl1")), content.text)
    byline, title = nitf.byline_of(find(item.unit, ".//body.head/byline"))
    created = clock.read(_text(item, "NewsManagement/ThisRevisionCreated") or _sent(item))
    embargo = clock.read_end(_release(item))
    status, held = nitf.usable_after(formal(find(item.item, "NewsManagement/Status")), embargo)
    story = ParsedStory(
        format=FORMAT,
        source_text=content.text,
        blocks=content.blocks,
        encoding=item.encoding,
        agency=agency,
        guid=guid,
        version=version,
        headline=headline,
        slugline=_line(item, "SlugLine") or _text(item, "Identification/NameLabel"),
        byline=_line(item, "ByLine") or byline,
        dateline=_line(item, "DateLine") or nitf.dateline_of(find(item.unit, ".//body.head/dateline")),
        language=_language(item),
        urgency=whole(formal(find(item.item, "NewsManagement/Urgency"))),
        pubstatus="withheld" if held else status,
        embargo_until=embargo,
        version_created=created,
        first_created=clock.read(_text(item, "NewsManagement/FirstCreated")),
        subjects=_subjects(item, profile),
        pictures=(*content.pictures, *_pictures(item)),
        source=_source(item),
        warnings=(*content.losses(profile.least_text), *marks, *clock.warnings, *([nitf.OPEN_EMBARGO] if held else [])),
    )
    return _described(story, item, title)


def _described(story: ParsedStory, item: _Item, title: str | None) -> ParsedStory:
    """The story with what describes it beside its text and times."""
    return replace(
        story,
        abstract=_abstract(item),
        keywords=tuple(dict.fromkeys(_keywords(item))),
        genres=tuple(Code(None, name) for genre in find_all(item.unit, ".//Genre") if (name := formal(genre))),
        places=tuple(dict.fromkeys(_places(item))),
        notes=tuple(_notes(item, title)),
        usage_terms=text_of(find(item.unit, ".//UsageRights")),
        priority=formal(find(item.envelope, "Priority")) or _property(item.unit, frozenset(("priority",))),
        declared_word_count=whole(_property(item.unit, _WORD_COUNTS)),
        signals=tuple(filter(None, map(formal, find_all(item.item, "NewsManagement/Instruction")))),
        links=tuple(_links(item)),
        contributors=_contributors(item),
        named=_named(item),
    )


def _abstract(item: _Item) -> str | None:
    """The abstract of a NITF text, else the component whose role says that it is one."""
    for component in item.unit.iter("{*}NewsComponent"):
        if component not in item.pictures and (formal(find(component, "Role")) or "").lower() in _ABSTRACTS:
            return " ".join(joined(_content(data) for data in component.iter("{*}DataContent")).text.split()) or None
    return text_of(find(item.unit, ".//body.head/abstract"))


def _release(item: _Item) -> str | None:
    """When the item becomes usable; a change to another status is no release."""
    for change in find_all(item.item, "NewsManagement/StatusWillChange"):
        if (formal(find(change, "FutureStatus")) or "usable").lower() == "usable":
            return text_of(find(change, "DateAndTime"))
    return None


def _guid(item: _Item) -> tuple[str | None, str | None]:
    """The public identifier without its revision, and the revision; built from its parts where it lacks them."""
    identifier = find(item.item, "Identification/NewsIdentifier")
    version, number = text_of(find(identifier, "RevisionId")), text_of(find(identifier, "NewsItemId"))
    public = text_of(find(identifier, "PublicIdentifier")) or ""
    if version:
        public = re.sub(rf":{re.escape(version)}[A-Z]?$", "", public)
    if number and number not in public:
        parts = (text_of(find(identifier, name)) for name in ("ProviderId", "DateId"))
        public = ":".join(["urn:newsml", *filter(None, parts), number])
    if not public:
        return item.unit.get("Duid"), version
    return (f"{public}#{item.mark}" if item.mark else public), version


def _contents(component: etree._Element, pictures: Components, others: frozenset[str]) -> Iterator[Content]:
    """The texts of a component and of those in it that are neither pictures nor in the role of ``others``."""
    if component in pictures or (formal(find(component, "Role")) or "").lower() in others:
        return
    renditions = (_content(data) for one in find_all(component, "ContentItem") for data in _data(one))
    own = next((content for content in renditions if content.text or content.lost), None)
    if own:
        yield own
    for child in find_all(component, "NewsComponent"):
        yield from _contents(child, pictures, others)


def _data(item: etree._Element) -> list[etree._Element]:
    return [*find_all(item, "DataContent"), *find_all(item, "Encoding/DataContent")]


def _content(data: etree._Element) -> Content:
    if find(data, ".//body.content") is not None:
        return nitf.content_of(data)
    if len(data):
        return read_markup(data)
    text = "".join(texts(data))
    above = data.getparent()
    if above is not None and (above.get("Notation") or "").lower() == "base64":
        text = _decoded(text)
    return read_text(text) if text.strip() else Content()


def _decoded(text: str) -> str:
    """Base64 as text; nothing for what is none, such as a picture."""
    try:
        return decode(base64.b64decode(text))[0]
    except (ValueError, StoryError):
        return ""


def _pictures(item: _Item) -> Iterator[Picture]:
    """The captions of components that are pictures, of each with all in it."""
    for component in item.unit.iter("{*}NewsComponent"):
        if component in item.pictures and (component is item.unit or component.getparent() not in item.pictures):
            caption = joined(_content(data) for data in component.iter("{*}DataContent")).text
            lines = (text_of(find(component, f".//NewsLines/{name}")) for name in ("CreditLine", "ByLine"))
            credit = next(filter(None, lines), None)
            if caption or credit:
                byline, holder = (
                    text_of(find(component, f".//NewsLines/{name}")) for name in ("ByLine", "CopyrightLine")
                )
                hrefs = (one.get("Href") for one in component.iter("{*}ContentItem"))
                href = next(filter(None, hrefs), None)
                yield Picture(" ".join(caption.split()) or None, credit, byline, rights_holder=holder, href=href)


def _subjects(item: _Item, profile: WireProfile) -> tuple[Subject, ...]:
    names = dict(_topics(item))
    found = []
    for level in _SUBJECTS:
        for element in find_all(item.unit, f".//SubjectCode/{level}"):
            code = formal(element)
            if code:
                scheme = SUBJECT_CODE if _EIGHT_DIGITS.fullmatch(code) else element.get("Scheme") or ""
                found.append(Subject(scheme, code, names.get(code)))
    return complete(found, profile.schemes)


def _topics(item: _Item) -> Iterator[tuple[str, str]]:
    """Names of codes as the item's own topic sets give them, in English where they do."""
    for topic in find_all(item.item, ".//TopicSet/Topic"):
        names = [one for one in find_all(topic, "Description") if one.get("Variant") in {None, "Name"}]
        names.sort(key=lambda name: name.get(_LANG) != "en")
        code, name = text_of(find(topic, "FormalName")), next(filter(None, map(text_of, names)), None)
        if code and name:
            yield code, name


def _language(item: _Item) -> str | None:
    tags = [formal(find(item.unit, ".//Language"))]
    tags += [element.get(_LANG) for element in (item.unit, *item.unit.iterancestors())]
    tags += [part.get(_LANG) for part in item.unit.iter("{*}NewsComponent")]
    return next(filter(None, map(language_tag, tags)), None)


def _keywords(item: _Item) -> Iterator[str]:
    yield from filter(None, map(text_of, find_all(item.unit, ".//NewsLines/KeywordLine")))
    for element in find_all(item.unit, ".//DescriptiveMetadata/Property"):
        if element.get("FormalName") == "Keyword" and element.get("Value"):
            yield element.get("Value") or ""


def _places(item: _Item) -> Iterator[Code]:
    """Each location by its most special name, then its country where that is a code."""
    for location in find_all(item.unit, ".//Location"):
        values = {one.get("FormalName"): (one.get("Value") or "").strip() for one in find_all(location, "Property")}
        name = next((values[level] for level in _LEVELS if values.get(level)), None)
        if name:
            country = values.get("Country", "")
            coded = _COUNTRY.fullmatch(country) is not None
            # A country's code is not that of a city in it.
            yield Code(country if coded and name == country else None, name)
            if coded and name != country:
                yield Code(country, country)


def _named(item: _Item) -> tuple[Named, ...]:
    """The topics of the item's topic sets and its properties that are people, organisations, places or events."""
    found = []
    for topic in find_all(item.item, ".//TopicSet/Topic"):
        kind, name = kind_of(formal(find(topic, "TopicType"))), text_of(find(topic, "Description"))
        if kind and name:
            code = text_of(find(topic, "FormalName")) or ""
            found.append(Named(kind, name, ids_of([(_scheme(find(topic, "FormalName")), code)])))
    for element in find_all(item.unit, ".//DescriptiveMetadata//Property"):
        kind, name = kind_of(element.get("FormalName")), (element.get("Value") or "").strip()
        if kind in {"person", "organisation", "event"} and name:
            found.append(Named(kind, name))
    return once(found)


def _scheme(element: etree._Element | None) -> str:
    return "" if element is None else element.get("Scheme") or ""


def _contributors(item: _Item) -> tuple[Contributor, ...]:
    """The parties that made the text, other than agencies."""
    found = []
    for tag, role in (("Creator", creator_role), ("Contributor", role_of)):
        for party in find_all(item.unit, f".//AdministrativeMetadata/{tag}/Party"):
            name = formal(party)
            if name and recognise_agency([name]) is None:
                found.append(Contributor(name, role(party.get("Topic")), help_of(party.get("Topic"))))
    return people(found)


def _source(item: _Item) -> str | None:
    return _line(item, "CreditLine") or next((name for name in _signatures(item) if name), None)


def _signatures(item: _Item) -> Iterator[str | None]:
    """Who the item says it is from, most telling first."""
    for path in ("Provider", "Source"):
        yield from map(formal, find_all(item.item, f".//AdministrativeMetadata/{path}/Party"))
    yield _line(item, "CreditLine")
    yield from map(formal, find_all(item.envelope, "SentFrom/Party"))
    yield _text(item, "Identification/NewsIdentifier/ProviderId")
    yield _line(item, "CopyrightLine")


def _notes(item: _Item, title: str | None) -> Iterator[Note]:
    """The provider's lines of other kinds, such as an advisory to editors, by their kind."""
    for line in find_all(item.unit, ".//NewsLines/NewsLine"):
        text = text_of(find(line, "NewsLineText"))
        if text:
            yield Note(formal(find(line, "NewsLineType")), text, NOT_PUBLIC.search(text) is None)
    if subheadline := _line(item, "SubHeadLine"):
        yield Note("subheadline", subheadline)
    title = title or _line(item, "ByLineTitle")
    if title:
        yield Note("byline-title", title)
    notice = _line(item, "CopyrightLine")
    if notice:
        yield Note("copyright", notice)


def _links(item: _Item) -> Iterator[Link]:
    for name, rel in (("AssociatedWith", "associatedWith"), ("DerivedFrom", "derivedFrom")):
        for element in find_all(item.item, f"NewsManagement/{name}"):
            if element.get("NewsItem"):
                yield Link((formal(element) or rel), element.get("NewsItem") or "")


def _line(item: _Item, name: str) -> str | None:
    """A news line of the unit or of one in it, else of what it stands in; pictures have lines of their own."""
    for element in find_all(item.unit, f".//NewsLines/{name}"):
        text = text_of(element)
        if text and item.pictures.isdisjoint(element.iterancestors("{*}NewsComponent")):
            return text
    above = (text_of(find(element, f"NewsLines/{name}")) for element in item.unit.iterancestors("{*}NewsComponent"))
    return next(filter(None, above), None)


def _property(unit: etree._Element, names: frozenset[str]) -> str | None:
    for element in find_all(unit, ".//Property"):
        if (element.get("FormalName") or "").lower() in names and element.get("Value"):
            return element.get("Value")
    return None


def _text(item: _Item, path: str) -> str | None:
    return text_of(find(item.item, path))


def _sent(item: _Item) -> str | None:
    return text_of(find(item.envelope, "DateAndTime"))
