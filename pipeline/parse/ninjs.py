"""ninjs 1 to 3: the IPTC's news in JSON, with the dialects that rename, wrap or respell its properties.

An item stands alone, in a list or in an envelope. Versions 1 spell ``body_html``, versions 2 and 3 carry ``bodies``;
``associations`` is an object by name or a list. An associated item with an id of its own comes as a story of its own
after the one it belongs to, and its caption as a picture of that one.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import NotAStoryError
from pipeline.parse.about import About
from pipeline.parse.agencies import recognise_agency, wire_profile
from pipeline.parse.codes import MEDIA_TOPIC, SUBJECT_CODE, complete, language_tag, split_qcode, whole
from pipeline.parse.headline import headline_of
from pipeline.parse.json_items import (
    Item,
    is_item,
    listed,
    looks_like_json,
    named,
    normal,
    objects,
    plain,
    read_json,
    storable,
    text_at,
)
from pipeline.parse.json_people import contributors_of, named_in
from pipeline.parse.marks import NOT_PUBLIC, signals_of
from pipeline.parse.markup import Content, Piece, compose, mend, read_html, read_text
from pipeline.parse.times import Clock
from pipeline.story import BlockKind, Code, Link, Note, ParsedStory, Picture, Subject

FORMAT = "ninjs"
ABOUT = About(
    "JSON that begins with an object or a list of objects.",
    (
        "Of several bodies the fullest is read, markup before plain text of the same length.",
        "At most 500 associated items.",
    ),
)
OPEN_EMBARGO = "parse.embargo_without_end"
PICTURES = frozenset(("picture", "photo", "image", "graphic", "video", "animation"))
_STATUS = {
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "publish": "usable",
    "published": "usable",
}
_SCHEMES = {"mediatopic": MEDIA_TOPIC, "subjectcode": SUBJECT_CODE}
_MOST_ASSOCIATED = 500
_VERSION_TIMES = ("versioncreated", "versioncreatedtime", "datemodified", "datepublished")
_FIRST_TIMES = ("firstcreated", "firstversion", "contentcreated", "datepublished")
# What some call the body instead; markup in it is found by its tags.
_OTHER_BODIES = ("content", "text", "fulltext", "articlebody")
_BODIES = ("body", "contenthtml", "contenttext")


def recognise(payload: bytes) -> bool:
    """Whether the payload is JSON: what carries no item, or is broken, is no plain text either."""
    return looks_like_json(payload)


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The items of a document, each followed by its associated items; ``agency`` is what the source declares.

    Raises NotAStoryError ``parse.no_item`` for JSON of other things, StoryError ``parse.malformed`` for what is broken,
    and those of ``decode``.
    """
    document, encoding = read_json(payload, media_type)
    items = [item for item in objects(document) if is_item(item)]
    if not items:
        raise NotAStoryError("parse.no_item", "the JSON document holds no news item: no uri with headline or body")
    return [story for item in items for story in _with_associated(item, encoding, agency)]


def story_of(item: Item, content: Content, encoding: str, declared: str | None, format_: str = FORMAT) -> ParsedStory:
    """The story of an item whose keys are normal, with that content for its text."""
    guid = _guid(item)
    agency = recognise_agency(_signatures(item), guid) or declared
    profile = wire_profile(agency)
    clock = Clock(profile.zone, profile.utc_mark_is_local)
    told = _role(item, "headlines") or mend(text_at(item, "headline", "title") or "")
    headline, marks = headline_of(told, content.text)
    embargo, held = _embargo(item, clock)
    story = ParsedStory(
        format=format_,
        source_text=content.text,
        blocks=content.blocks,
        encoding=encoding,
        agency=agency,
        guid=guid,
        version=text_at(item, "version"),
        headline=headline,
        slugline=text_at(item, "slugline", "slug"),
        byline=_byline(item),
        dateline=text_at(item, "located", "dateline", "location"),
        language=language_tag(text_at(item, "language")),
        urgency=whole(text_at(item, "urgency")),
        pubstatus="withheld" if held else status_of(item),
        embargo_until=embargo,
        version_created=clock.read(text_at(item, *_VERSION_TIMES)),
        first_created=clock.read(text_at(item, *_FIRST_TIMES)),
        subjects=complete(subjects_of(item), profile.schemes),
        pictures=(*content.pictures, *pictures_of(item)),
        abstract=_abstract(item),
        source=next(_signatures(item), None),
        warnings=(*content.losses(profile.least_text), *marks, *clock.warnings, *((OPEN_EMBARGO,) if held else ())),
    )
    return _described(story, item)


def _described(story: ParsedStory, item: Item) -> ParsedStory:
    """The story with what describes it beside its text and times."""
    return replace(
        story,
        keywords=_keywords(item),
        genres=_codes(item, "genre", "genres"),
        places=_codes(item, "place", "places"),
        notes=tuple(_notes(item)),
        usage_terms="\n".join(filter(None, map(plain, _texts(item, "usageterms", "usage")))) or None,
        priority=text_at(item, "priority"),
        category=next((text for one in named(item.get("service")) if (text := text_at(one, "code", "name"))), None),
        sequence=text_at(item, "sequence", "sequencenumber"),
        declared_word_count=_word_count(item),
        signals=tuple(_signals(item)),
        links=tuple(_links(item)),
        contributors=contributors_of(item),
        url=text_at(item, "url", "canonicalurl", "weburl"),
        section=text_at(item, "section"),
        named=named_in(item),
    )


def content_of(item: Item) -> Content:
    """The body: of markup and plain text the one that holds more; of a picture its caption."""
    if kind_of(item) in PICTURES:
        return caption_content([*(picture.caption for picture in pictures_of(item)), text_at(item, "bodytext")])
    marked = [read_html(storable(text)) for text in _bodies(item, marked=True)]
    found = [*marked, *(read_text(storable(text)) for text in _bodies(item, marked=False))]
    # A tenth more characters is more than markup and plain text of the same story ever differ.
    return max(
        found,
        key=lambda content: (len(content.text) // max(1, len(found[0].text) // 10), len(content.blocks)),
        default=Content(),
    )


def caption_content(captions: Sequence[str | None]) -> Content:
    """The content of a picture item: its captions, which are all the text it has."""
    text, blocks = compose(Piece(BlockKind.CAPTION, caption) for caption in dict.fromkeys(captions) if caption)
    return Content(text, blocks)


def kind_of(item: Item) -> str:
    """What the item is: ``text``, ``picture`` and so on, in lower case."""
    return (text_at(item, "type") or "text").lower()


def status_of(item: Item) -> str:
    """The publishing status in the IPTC's words; an unknown word stays as it is, for validation to stop."""
    status = split_qcode(text_at(item, "pubstatus", "status") or "usable")[1].lower()
    return _STATUS.get(status, status)


def subjects_of(item: Item) -> Iterator[Subject]:
    """Subjects with their schemes: by qcode, by URI, or by code and the scheme's URI."""
    for one in (*named(item.get("subject")), *named(item.get("subjects"))):
        name = text_at(one, "name")
        code = text_at(one, "qcode", "code") or (text_at(one, "uri") or "").rstrip("/")
        if code.startswith(("http://", "https://")):
            vocabulary, _, code = code.rpartition("/")
            yield Subject(_scheme(vocabulary), code, name)
        elif code:
            scheme, bare = split_qcode(code)
            yield Subject(scheme or _scheme(text_at(one, "scheme") or "", bare), bare, name)


def pictures_of(item: Item) -> Iterator[Picture]:
    """The picture that the item is, or those associated with it."""
    if kind_of(item) in PICTURES:
        yield _picture(item, _caption(item) or text_at(item, "bodytext", "headline", "title"))
        return
    if caption := text_at(item, "caption"):
        yield Picture(caption, None)
    for one in associated(item):
        if kind_of(one) in PICTURES and (caption := _caption(one)):
            yield _picture(one, caption)


def _picture(item: Item, caption: str | None) -> Picture:
    photographer = text_at(item, "byline", "by") or next((one.name for one in contributors_of(item)), None)
    holder = text_at(item, "copyrightholder")
    return Picture(caption, _credit(item), photographer, rights_holder=holder, href=_widest(item))


def _widest(item: Item) -> str | None:
    """Where the picture's widest rendition lies."""
    given = item.get("renditions")
    ones = [
        normal(one) for one in (given.values() if isinstance(given, dict) else listed(given)) if isinstance(one, dict)
    ]
    ones.sort(key=lambda one: whole(text_at(one, "width")) or 0, reverse=True)
    return next((href for one in ones if (href := text_at(one, "href"))), None)


def _caption(item: Item) -> str | None:
    found = text_at(item, "descriptiontext", "descriptioncaption", "caption") or _role(item, "descriptions")
    return found or " ".join(read_html(storable(text_at(item, "descriptionhtml") or "")).text.split()) or None


def _credit(item: Item) -> str | None:
    return text_at(item, "creditline", "descriptioncreditline", "credit", "byline", "by", "copyrightholder")


def associated(item: Item) -> list[Item]:
    """The associated items, whether they come by name or as a list."""
    given = item.get("associations")
    values: list[Any] = list(given.values()) if isinstance(given, dict) else listed(given)
    inner = [one for value in values[:_MOST_ASSOCIATED] for one in listed(value)]
    return [normal(one) for one in inner if isinstance(one, dict)]


def _with_associated(item: Item, encoding: str, declared: str | None) -> Iterator[ParsedStory]:
    story = story_of(item, content_of(item), encoding, declared)
    yield story
    for one in associated(item):
        if is_item(one):
            content = content_of(one)
            if content.text:
                yield story_of(one, content, encoding, story.agency or declared)


def _guid(item: Item) -> str | None:
    """The id; of one that ends with the version the part that stays the same from version to version."""
    guid, unique, version = text_at(item, "guid", "uri", "usn", "id"), text_at(item, "usn"), text_at(item, "version")
    versioned = guid and unique and version and unique in guid and guid.endswith(f"/{version}")
    return unique if versioned else guid


def _signatures(item: Item) -> Iterator[str]:
    """Who the item says it is from, most telling first."""
    names = [text_at(item, "source"), *(text_at(one, "name") for one in named(item.get("infosource")))]
    names += [text_at(one, "name") for one in named(item.get("infosources"))]
    names += [text_at(item, "provider"), text_at(item, "copyrightholder")]
    return (name for name in names if name)


def _role(item: Item, name: str) -> str | None:
    """The main one of a list of values by role, which versions 2 and 3 have for headlines and descriptions."""
    ones = list(named(item.get(name)))
    main = [one for one in ones if (text_at(one, "role") or "main").lower() in {"main", "headline", "caption"}]
    found = next((value for one in [*main, *ones] if isinstance(value := one.get("value"), str)), None)
    return " ".join(read_text(storable(found)).text.split()) or None if found else None


def _bodies(item: Item, *, marked: bool) -> Iterator[str]:
    """The item's bodies with markup, or those without."""
    for one in named(item.get("bodies")):
        if ("html" in (text_at(one, "contenttype") or "")) is marked and isinstance(one.get("value"), str):
            yield one["value"]
    for name, value in item.items():
        if name.startswith(_BODIES) and isinstance(value, str) and ("html" in name) is marked and value.strip():
            yield value
    if not marked and not any(name.startswith(_BODIES) for name in item):
        yield from (value for name in _OTHER_BODIES if isinstance(value := item.get(name), str) and value.strip())


def _byline(item: Item) -> str | None:
    names = [text_at(one, "name", "by", "byline") for one in named(item.get("bylines"))]
    return text_at(item, "byline", "by") or ", ".join(filter(None, names)) or None


def _embargo(item: Item, clock: Clock) -> tuple[dt.datetime | None, bool]:
    """The end of the embargo, and whether there is one whose end cannot be read."""
    told = text_at(item, "embargoed", "embargo", "embargountil", "embargotime")
    until = clock.read_end(told)
    return until, told is not None and until is None


def _abstract(item: Item) -> str | None:
    found = text_at(item, "abstract", "descriptiontext", "descriptionsummary", "summary") or _role(item, "descriptions")
    return found or " ".join(read_html(storable(text_at(item, "descriptionhtml") or "")).text.split()) or None


def _keywords(item: Item) -> tuple[str, ...]:
    given = next((item[name] for name in ("keywords", "keyword", "tags") if item.get(name)), None)
    words = given.split(",") if isinstance(given, str) else listed(given)
    found = (plain(word.get("name") if isinstance(word, dict) else word) for word in words)
    return tuple(dict.fromkeys(filter(None, found)))


def _codes(item: Item, *names: str) -> tuple[Code, ...]:
    """Genres or places: code and name, whichever there is."""
    ones = [one for name in names for one in named(item.get(name))]
    found = [Code(text_at(one, "qcode", "code", "uri"), text_at(one, "name")) for one in ones]
    return tuple(dict.fromkeys(code for code in found if code.code or code.name))


def _texts(item: Item, *names: str) -> Iterator[Any]:
    for name in names:
        yield from listed(item.get(name))


def _notes(item: Item) -> Iterator[Note]:
    for text in map(plain, _texts(item, "ednote", "editornote", "ednotes")):
        if text:
            yield Note("editor", text, NOT_PUBLIC.search(text) is None)
    for role, name in (("copyright", "copyrightnotice"), ("subheadline", "subhead")):
        if text := text_at(item, name):
            yield Note(role, text)


def _signals(item: Item) -> Iterator[str]:
    for one in _texts(item, "signals", "signal"):
        told = normal(one) if isinstance(one, dict) else {"code": one}
        if code := text_at(told, "qcode", "code", "uri"):
            yield code
            continue
        for name, text in ((name, plain(value)) for name, value in told.items()):
            yield from (f"{name}:{text}", *signals_of(text)[0]) if text else ()
    if profile := text_at(item, "profile"):
        yield f"profile:{profile}"


def _word_count(item: Item) -> int | None:
    inner = next((count for one in named(item.get("bodies")) if (count := text_at(one, "wordcount"))), None)
    return whole(text_at(item, "wordcount") or inner)


def _links(item: Item) -> Iterator[Link]:
    """Associated items by the name of the association, and the files of a picture by the name of the rendition."""
    given = item.get("associations")
    for name, one in given.items() if isinstance(given, dict) else [(None, one) for one in listed(given)]:
        if isinstance(one, dict) and (target := text_at(normal(one), "guid", "uri")):
            yield Link(plain(name) or text_at(normal(one), "name"), target)
    for name in ("altids", "trustindicators"):
        for one in named(item.get(name)):
            if target := text_at(one, "href", "value", "id"):
                yield Link(name.rstrip("s"), target)
    renditions = item.get("renditions")
    if kind_of(item) in PICTURES and isinstance(renditions, dict):
        for name, one in renditions.items():
            if isinstance(one, dict) and (href := text_at(normal(one), "href")):
                yield Link(plain(name), href)


def _scheme(vocabulary: str, code: str = "") -> str:
    """The alias of a vocabulary's URI; for bare eight digits the IPTC scheme that numbers so."""
    name = vocabulary.rstrip("/").rpartition("/")[2].lower()
    if not vocabulary and len(code) == 8 and code.isdigit():
        return MEDIA_TOPIC if code.startswith("2") else SUBJECT_CODE
    return _SCHEMES.get(name, storable(vocabulary))
