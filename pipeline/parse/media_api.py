"""Content API JSON: ninjs-like items with alternative ids, structured datelines and bylines, in a response's envelope.

Recognised by its structure: ``data.item`` with ``altids.itemid``. The body comes as a NITF rendition beside the item
where the fetcher has added it under ``nitf``; without it the item has a headline and no text.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import StoryError
from pipeline.parse.about import About
from pipeline.parse.json_items import Item, listed, looks_like_json, named, normal, plain, read_json, storable, text_at
from pipeline.parse.markup import Content, read_html
from pipeline.parse.ninjs import PICTURES, content_of, kind_of, story_of
from pipeline.story import Code, Link, Note, ParsedStory, Subject

FORMAT = "media-api"
ABOUT = About(
    "JSON with `altids.itemid` in an item.",
    ("The body is read where the fetcher has put the NITF rendition beside the item; renditions are not fetched.",),
)
_DEEPEST = 6
_CATEGORY = "category"


def recognise(payload: bytes) -> bool:
    """Whether the payload is a response of that structure."""
    if not looks_like_json(payload) or b"altids" not in payload:
        return False
    try:
        return next(_found(read_json(payload)[0]), None) is not None
    except StoryError:
        return False


def parse(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[ParsedStory]:
    """The items of a response; ``agency`` is the profile id that the source declares.

    Raises StoryError: ``parse.malformed`` for what is no JSON or holds no such item, and those of ``decode``.
    """
    document, encoding = read_json(payload, media_type)
    stories = [_story(item, nitf, encoding, agency) for item, nitf in _found(document)]
    if not stories:
        raise StoryError("parse.malformed", "the JSON document holds no item with altids.itemid")
    return stories


def _found(document: object, nitf: Item | None = None, depth: int = 0) -> Iterator[tuple[Item, Item]]:
    """Items with the NITF rendition that stands beside them or beside their envelope."""
    if isinstance(document, list):
        for one in document:
            yield from _found(one, nitf, depth)
    elif isinstance(document, dict) and depth <= _DEEPEST:
        outer = normal(document)
        beside = normal(outer["nitf"]) if isinstance(outer.get("nitf"), dict) else nitf
        if isinstance(outer.get("altids"), dict) and text_at(normal(outer["altids"]), "itemid"):
            yield outer, beside or {}
        else:
            for name in ("data", "item", "items"):
                yield from _found(outer.get(name), beside, depth + 1)


def _story(item: Item, nitf: Item, encoding: str, declared: str | None) -> ParsedStory:
    content = content_of(item) if kind_of(item) in PICTURES else _body(item, nitf)
    story = story_of(item, content, encoding, declared, FORMAT)
    altids = normal(item["altids"])
    titles = (text_at(one, "title") for one in named(item.get("bylines")))
    return replace(
        story,
        guid=text_at(altids, "itemid"),
        slugline=_slug(text_at(altids, "referenceid") or story.slugline)
        if kind_of(item) not in PICTURES
        else story.slugline,
        byline=_byline(item) or story.byline,
        subjects=(*(subject for subject in story.subjects if subject.code != _category(item)), *_instruments(item)),
        abstract=story.abstract or text_at(item, "headlineextended"),
        keywords=tuple(dict.fromkeys((*story.keywords, *_editorial(item)))),
        places=(*story.places, *_datelined(item)),
        notes=(*story.notes, *(Note("byline-title", title) for title in titles if title)),
        priority=text_at(item, "editorialpriority") or story.priority,
        category=_category(item),
        sequence=text_at(altids, "transref"),
        declared_word_count=_words(item, nitf),
        links=(*story.links, *_pages(item)),
    )


def _body(item: Item, nitf: Item) -> Content:
    body = nitf.get("bodyhtml") or nitf.get("bodyxhtml")
    return read_html(storable(body)) if isinstance(body, str) else content_of(item)


def _slug(reference: str | None) -> str | None:
    """The reference id without the cycle before it: ``BC-XY--Harbour Fire``."""
    return reference.removeprefix("BC-") if reference else None


def _byline(item: Item) -> str | None:
    photographer = item.get("photographer")
    if isinstance(photographer, dict) and (name := text_at(normal(photographer), "name")):
        return name
    names = (text_at(one, "name", "by") for one in named(item.get("bylines")))
    return ", ".join(name.removeprefix("By ") for name in names if name) or None


def _category(item: Item) -> str | None:
    """The ANPA category, which comes as a subject related by ``category``."""
    ones = (one for one in named(item.get("subject")) if _CATEGORY in listed(one.get("rels")))
    return next((code for one in ones if (code := text_at(one, "code"))), None)


def _editorial(item: Item) -> Iterator[str]:
    """Subjects that editors, not machines, gave."""
    return (name for one in named(item.get("subject")) if (name := text_at(one, "editorialsubject")))


def _instruments(item: Item) -> Iterator[Subject]:
    """The listed companies that the story is about, by exchange and ticker."""
    for company in named(item.get("organisation")):
        for symbol in named(company.get("symbols")):
            if instrument := text_at(symbol, "instrument"):
                yield Subject("instrument", instrument, text_at(company, "name"))


def _datelined(item: Item) -> Iterator[Code]:
    """The place of the dateline from the city outwards."""
    place = item.get("datelinelocation")
    if isinstance(place, dict):
        found = normal(place)
        for code, name in ((None, "city"), ("countryareacode", "countryareaname"), ("countrycode", "countryname")):
            if text := text_at(found, name):
                yield Code(text_at(found, code) if code else None, text)


def _words(item: Item, nitf: Item) -> int | None:
    renditions = item.get("renditions")
    ones = renditions.values() if isinstance(renditions, dict) else []
    counts = [one.get("words") for one in ones if isinstance(one, dict)]
    return next((count for count in [nitf.get("wordcount"), *counts] if isinstance(count, int) and count >= 0), None)


def _pages(item: Item) -> Iterator[Link]:
    for one in named(item.get("links")):
        if href := text_at(one, "href"):
            yield Link(text_at(one, "rel"), plain(href) or href)
