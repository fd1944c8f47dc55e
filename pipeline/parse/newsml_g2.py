"""NewsML-G2: ``newsMessage``, ``newsItem`` and ``packageItem``, with XHTML, NITF or plain content."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.errors import NotAStoryError
from pipeline.parse import nitf
from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import language_tag, split_qcode, suffix, whole
from pipeline.parse.g2_concepts import (
    category_of,
    code_of,
    contributors_of,
    is_place,
    keywords_of,
    name_of,
    named_of,
    places_of,
    subjects_of,
)
from pipeline.parse.headline import headline_of
from pipeline.parse.marks import NOT_PUBLIC, PACKAGE
from pipeline.parse.markup import Content, joined, read_markup, read_text
from pipeline.parse.times import Clock
from pipeline.parse.xml import check_stories, coded, find, find_all, local, read_xml, root_name, text_of, texts
from pipeline.story import Link, Note, ParsedStory, Picture

FORMAT = "newsml-g2"
ABOUT = About(
    "XML root `newsMessage`, `newsItem` or `packageItem` in any namespace.",
    (
        "Concepts and planning items are no stories; a package has links and no text, and the line ignores it.",
        "Of several inline contents the first with text is read.",
        "Catalogs are not resolved: schemes stand as the item's aliases.",
    ),
)
ROOTS = frozenset(
    ("newsMessage", "newsItem", "packageItem", "conceptItem", "planningItem", "knowledgeItem", "catalogItem")
)
OPEN_EMBARGO = "parse.embargo_without_end"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_A_TIME = re.compile(r"\d{4}-?\d\d-?\d\d")
_PRIVATE = ("nonpublic", "non-public", "private", "contact", "internal")
_PICTURES = frozenset(("picture", "graphic", "video", "animation"))
_CONTENTS = frozenset(("inlineXML", "inlineData", "remoteContent"))
_BINARY = ("image/", "video/", "audio/", "application/octet-stream", "application/pdf")
_MAIN = frozenset(("section", "div", "main", "article"))


@dataclass(frozen=True, slots=True)
class _Item:
    """A newsItem with its three blocks of metadata and the header of the message that brought it."""

    element: etree._Element
    header: etree._Element | None
    rights: etree._Element | None
    item: etree._Element | None
    content: etree._Element | None
    encoding: str


def recognise(payload: bytes) -> bool:
    """Whether the document's root is a message or an item of NewsML-G2."""
    return root_name(payload) in ROOTS


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The stories of a message or item; ``agency`` is the profile id that the source declares.

    Pictures that a message brings along with one text become that story's pictures. A package without news items is
    a story without text, with the signal ``package`` and links to what it refers to. Raises NotAStoryError for
    messages that carry no item, StoryError as ``read_xml`` does.
    """
    document = read_xml(payload, media_type)
    header = find(document.root, "header")
    packages = _outermost(document.root, "packageItem")
    found = _outermost(document.root, "newsItem") or packages
    check_stories(len(found))
    if not found:
        raise NotAStoryError("parse.no_item", f"a {local(document.root)} without news items: it only refers to them")
    stories = [_story(_item(element, header, document.encoding), agency) for element in found]
    return stories if found is packages else _gathered(_packaged(stories, packages))


def _outermost(root: etree._Element, name: str) -> list[etree._Element]:
    return [root] if local(root) == name else find_all(root, f".//{name}")


def _item(element: etree._Element, header: etree._Element | None, encoding: str) -> _Item:
    rights, item, content = (find(element, name) for name in ("rightsInfo", "itemMeta", "contentMeta"))
    return _Item(element, header, rights, item, content, encoding)


def _packaged(stories: list[ParsedStory], packages: Sequence[etree._Element]) -> list[ParsedStory]:
    """Stories linked to the packages of the message that refer to them."""
    referred = dict.fromkeys(
        (reference.get("residref") or reference.get("guidref"), package.get("guid") or "")
        for package in packages
        for reference in find_all(package, ".//itemRef")
    )
    links = [[Link("package", guid) for target, guid in referred if guid and target == one.guid] for one in stories]
    return [replace(one, links=(*one.links, *own)) for one, own in zip(stories, links, strict=True)]


def _gathered(stories: list[ParsedStory]) -> list[ParsedStory]:
    """Pictures without text joined to the one text among them."""
    told = [story for story in stories if story.source_text or not story.pictures]
    if len(told) != 1 or len(stories) == 1:
        return stories
    others = [story for story in stories if story is not told[0]]
    pictures = [picture for story in others for picture in story.pictures]
    links = [Link("picture", story.guid) for story in others if story.guid]
    return [replace(told[0], pictures=(*told[0].pictures, *pictures), links=(*told[0].links, *links))]


def _story(item: _Item, declared: str | None) -> ParsedStory:
    guid = item.element.get("guid") or None
    agency = recognise_agency(_signatures(item), guid) or declared
    profile = wire_profile(agency)
    clock = Clock(profile.zone, profile.utc_mark_is_local)
    content = _content(find(item.element, "contentSet"))
    headline, marks = headline_of(_headline(item), content.text)
    created = _time(item, clock, "itemMeta/versionCreated", "contentMeta/contentModified", "contentMeta/contentCreated")
    embargo, held = _embargo(item, clock)
    story = ParsedStory(
        format=FORMAT,
        source_text=content.text,
        blocks=content.blocks,
        encoding=item.encoding,
        agency=agency,
        guid=guid,
        version=item.element.get("version") or None,
        headline=headline,
        slugline=_first(item.content, "slugline"),
        byline=_byline(item),
        dateline=_dateline(item),
        language=_language(item),
        urgency=whole(_first(item.content, "urgency")),
        pubstatus="withheld" if held else _pubstatus(item),
        embargo_until=embargo,
        version_created=created,
        first_created=_first_created(item, clock, created),
        subjects=subjects_of(item.content, profile.schemes),
        pictures=(*content.pictures, *_pictures(item)),
        abstract=_abstract(item, content),
        source=_source(item),
        warnings=(*content.losses(profile.least_text), *marks, *clock.warnings, *((OPEN_EMBARGO,) if held else ())),
    )
    return _described(story, item, content)


def _described(story: ParsedStory, item: _Item, content: Content) -> ParsedStory:
    """The story with what describes it beside its text and times."""
    return replace(
        story,
        keywords=keywords_of(item.content),
        genres=tuple(map(code_of, find_all(item.content, "genre"))),
        places=places_of(item.element, item.content),
        notes=tuple(_notes(item)),
        usage_terms=_in_language(item, "usageTerms"),
        priority=_first(item.header, "priority"),
        category=category_of(item.content),
        declared_word_count=_word_count(item, content),
        signals=tuple(filter(None, (*map(_signal, find_all(item.item, "signal")), _package_signal(item)))),
        links=tuple(_links(item)),
        contributors=contributors_of(item.content),
        named=named_of(item.element, item.content),
    )


def _content(content_set: etree._Element | None) -> Content:
    """The richest rendition: markup before text, and of either the first that has any."""
    for name in ("inlineXML", "inlineData"):
        for element in find_all(content_set, name):
            if text_of(element) and not (element.get("contenttype") or "").startswith(_BINARY):
                return _rendition(element)
    others = [one for one in find_all(content_set, "*") if local(one) not in _CONTENTS and text_of(one)]
    return joined(map(_rendition, others))


def _rendition(element: etree._Element) -> Content:
    if len(element) == 0:
        return read_text("".join(texts(element)))
    if find(element, ".//nitf") is not None or find(element, ".//body.content") is not None:
        return nitf.content_of(element)
    body = find(element, ".//body")
    return read_markup(_main(element if body is None else body))


def _main(body: etree._Element) -> etree._Element:
    """The part that the provider marks as the story proper; around it stand header, notepad and contacts."""
    for part in body.iter():
        if local(part) in _MAIN and "main" in (part.get("class") or "").split():
            return part
    return body


def _package_signal(item: _Item) -> str | None:
    return PACKAGE if local(item.element) == "packageItem" else None


def _signal(element: etree._Element) -> str | None:
    """The signal by the alias that most providers use: ``signal`` in a URI is ``sig`` in a qcode."""
    told = coded(element)
    return f"sig:{told.removeprefix('signal:')}" if told and told.startswith("signal:") else told


def _headline(item: _Item) -> str | None:
    """The main headline, in the item's language where it comes in several; else that of the text's own markup."""
    headlines = [one for one in find_all(item.content, "headline") if "sub" not in (one.get("role") or "").lower()]
    inline = find(item.element, "contentSet/inlineXML//hl1")
    return next(filter(None, map(text_of, [*_in_own_language(item, headlines), inline])), None)


def _byline(item: _Item) -> str | None:
    bylines = [text for by in find_all(item.content, "by") if (text := text_of(by))]
    inline = nitf.byline_of(find(item.element, "contentSet/inlineXML//body.head/byline"))[0]
    return ", ".join(dict.fromkeys(bylines)) or inline


def _dateline(item: _Item) -> str | None:
    """The dateline, else where the item was written or the picture taken; some providers put a time there."""
    dateline = _first(item.content, "dateline")
    dateline = dateline or nitf.dateline_of(find(item.element, "contentSet/inlineXML//body.head/dateline"))
    if dateline and not _A_TIME.match(dateline):
        return dateline
    places = find_all(item.content, "located")
    if _is_picture(item):
        places += [subject for subject in find_all(item.content, "subject") if is_place(subject)]
    return next(filter(None, map(name_of, places)), None)


def _language(item: _Item) -> str | None:
    language = find(item.content, "language")
    tags = (language.get("tag") if language is not None else None, item.element.get(_LANG))
    return next(filter(None, map(language_tag, tags)), None)


def _pubstatus(item: _Item) -> str:
    """The standard's default is usable."""
    status = find(item.item, "pubStatus")
    return suffix(coded(status)) or "usable"


def _embargo(item: _Item, clock: Clock) -> tuple[dt.datetime | None, bool]:
    """The end of the embargo, and whether there is one whose end the item does not tell."""
    embargoed = find(item.item, "embargoed")
    end = clock.read_end(text_of(embargoed))
    return end, embargoed is not None and end is None


def _time(item: _Item, clock: Clock, *paths: str) -> dt.datetime | None:
    found = (clock.read(text_of(find(item.element, path))) for path in paths)
    return next((instant for instant in found if instant), None)


def _first_created(item: _Item, clock: Clock, created: dt.datetime | None) -> dt.datetime | None:
    """When the item was first made; a first version was made when this version was."""
    found = _time(item, clock, "itemMeta/firstCreated", "contentMeta/contentCreated")
    return found or (created if item.element.get("version") in {None, "0", "1"} else None)


def _abstract(item: _Item, content: Content) -> str | None:
    """The first summary; a caption is one only for a text, where it does not repeat slug and headline."""
    headline = _headline(item) or ""
    for element in find_all(item.content, "description"):
        role, text = suffix(element.get("role")) or "", text_of(element)
        caption = role == "caption" and (_is_picture(item) or not content.text or headline in (text or ""))
        if text and not caption and role != "semantics":
            return text
    return None


def _is_picture(item: _Item) -> bool:
    kind = find(item.item, "itemClass")
    return (suffix(coded(kind)) or "") in _PICTURES


def _pictures(item: _Item) -> Iterator[Picture]:
    """The picture that the item is; or the captioned ones that come with a text."""
    own = [text_of(one) for one in find_all(item.content, "description") if suffix(one.get("role")) == "caption"]
    remotes = find_all(find(item.element, "contentSet"), "remoteContent")
    if _is_picture(item):
        people = contributors_of(item.content)
        photographer = next((one.name for one in people if one.role != "editor"), None) or _byline(item)
        yield Picture(next(filter(None, own), None), _source(item), photographer, href=_largest(remotes))
        return
    for remote in remotes:
        captions = [text_of(one) for path in ("description", "caption", "altText") for one in find_all(remote, path)]
        if any(captions):
            href = remote.get("href") or None
            yield Picture(next(filter(None, captions)), _first(remote, "creditline"), href=href)


def _largest(remotes: Sequence[etree._Element]) -> str | None:
    """Where the widest rendition lies; the first one's place where none tells its width."""
    wide = sorted(remotes, key=lambda remote: whole(remote.get("width")) or 0, reverse=True)
    return next((href for remote in wide if (href := remote.get("href"))), None)


def _source(item: _Item) -> str | None:
    """Whom the copy is credited to: some write their name and a dash for a co-author that is not there."""
    credit = (_first(item.content, "creditline") or "").replace("–", "-").strip(" -")
    return credit or next((name for name in _signatures(item) if name), None)


def _signatures(item: _Item) -> Iterator[str | None]:
    """Who the item says it is from, most telling first."""
    for element in (*find_all(item.item, "provider"), *find_all(item.content, "infoSource")):
        yield from (suffix(element.get("qcode")), element.get("literal"), text_of(find(element, "name")))
    yield _first(item.content, "creditline")
    for element in find_all(item.rights, "copyrightHolder"):
        yield name_of(element)
    yield _first(item.header, "sender")


def _notes(item: _Item) -> Iterator[Note]:
    for element in find_all(item.item, "edNote"):
        role, text = suffix(element.get("role")), text_of(element)
        if text:
            yield Note(role, text, not (_is_private(element) or NOT_PUBLIC.search(text)))
    for headline in find_all(item.content, "headline"):
        text = text_of(headline)
        if text and "sub" in (headline.get("role") or "").lower():
            yield Note("subheadline", text)
    yield from _credits(item)


def _credits(item: _Item) -> Iterator[Note]:
    """Who made the item, by sign or name, for the newsroom only; and who holds its rights."""
    for creator in find_all(item.content, "creator"):
        name = name_of(creator)
        if name:
            yield Note("creator", name, public=False)
    notice = _in_language(item, "copyrightNotice") or next(map(name_of, find_all(item.rights, "copyrightHolder")), None)
    if notice:
        yield Note("copyright", notice)


def _is_private(element: etree._Element) -> bool:
    """Whether a note is not for publication, by its constraint, its role or a part of it that says so."""
    signs = [element.get("pubconstraint"), element.get("role"), *(part.get("class") for part in element.iter())]
    return any(word in (sign or "").lower() for sign in signs for word in _PRIVATE)


def _in_language(item: _Item, name: str) -> str | None:
    """A text of the rights in the item's language, else the first."""
    return next(filter(None, map(text_of, _in_own_language(item, find_all(item.rights, name)))), None)


def _in_own_language(item: _Item, elements: list[etree._Element]) -> list[etree._Element]:
    """The elements, those in the item's language first."""
    language = (_language(item) or "").partition("-")[0]
    return sorted(elements, key=lambda one: not (one.get(_LANG) or language).lower().startswith(language))


def _word_count(item: _Item, content: Content) -> int | None:
    """The provider's count; a zero beside a text only says that nobody counted."""
    for name in ("inlineXML", "inlineData"):
        for element in find_all(item.element, f"contentSet/{name}"):
            count = whole(element.get("wordcount"))
            if count or (count == 0 and not content.text):
                return count
    return None


def _links(item: _Item) -> Iterator[Link]:
    for element in (*find_all(item.item, "link"), *find_all(item.content, "link")):
        target = _target(element)
        if target:
            yield Link(split_qcode(element.get("rel") or "")[1] or None, target)
    for group in find_all(item.element, "groupSet/group"):
        rel = suffix(group.get("role")) or "itemRef"
        references = (one.get("residref") or _target(one) for one in find_all(group, "itemRef"))
        yield from (Link(rel, target) for target in references if target)
    for remote in find_all(find(item.element, "contentSet"), "remoteContent"):
        target = _target(remote)
        if target:
            yield Link(split_qcode(remote.get("rendition") or "rendition")[1], target)


def _target(element: etree._Element) -> str | None:
    return element.get("href") or element.get("guidref") or element.get("residref")


def _first(element: etree._Element | None, path: str) -> str | None:
    return next(_filled(map(text_of, find_all(element, path))), None)


def _filled(values: Iterable[str | None]) -> Iterator[str]:
    return (value for value in values if value)
