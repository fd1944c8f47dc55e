"""The stage itself: a clean story in, an article with its entities out."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pycld2  # type: ignore[import-untyped]

from pipeline.entity import Entity, Reader
from pipeline.extract.choice import configured_recogniser
from pipeline.extract.evidence import gather
from pipeline.extract.foreign import PlaceLists
from pipeline.extract.recogniser import Recogniser
from pipeline.extract.resolve import resolve
from pipeline.extract.roles import with_roles
from pipeline.extract.values import values_of
from pipeline.extract.zones import GAP, Texts, Zone, dateline_spans, recognise, zones
from pipeline.story import Article, CleanStory, ParsedStory, Update

# What the wire format tells of a story goes on unchanged, whatever fields there are.
_CARRIED = {field.name for field in fields(ParsedStory)} & {field.name for field in fields(Article)}
_KEPT = frozenset(("person", "organisation", "place", "group", "event"))


def extract(story: CleanStory, *, recogniser: Recogniser | None = None) -> Article:
    """Return the article of a story: its fields, body and entities.

    A field that the cleaner found goes before the one that the wire format carries. ``recogniser`` reads English in
    place of the default one.
    """
    body = story.body
    language = story.language or story.parsed.language
    parts = zones(story)
    spoken = primary(language) or detected(GAP.join(part.text for part in parts))
    reader = (recogniser or configured_recogniser()) if spoken == "en" else PlaceLists(spoken)
    entities = _entities(story, parts, reader, spoken)
    parsed = story.parsed
    found: dict[str, Any] = {
        "agency": story.agency or parsed.agency,
        "headline": story.headline or parsed.headline,
        "byline": story.byline or parsed.byline,
        "language": language,
        "dateline": story.dateline,
        "body": body,
        "paragraphs": tuple(paragraph.text for paragraph in story.paragraphs),
        "paragraph_kinds": tuple(paragraph.kind.value for paragraph in story.paragraphs),
        "updates": _updates(story),
        "furniture": story.furniture,
        "pictures": story.pictures or parsed.pictures,
        "contributors": story.contributors or parsed.contributors,
        "notices": story.notices,
        "entities": entities,
        "values": values_of(story, spoken),
        "recogniser": Reader(reader.name, reader.version, reader.sha256),
        "warnings": tuple(dict.fromkeys((*parsed.warnings, *story.warnings, *_warnings(parts, reader, spoken)))),
    }
    return Article(**{**{name: getattr(parsed, name) for name in _CARRIED}, **found})


def _updates(story: CleanStory) -> tuple[Update, ...]:
    """The entries of a live blog, each with the number of the first body paragraph at or after its block.

    An entry of which nothing is body is left out.
    """
    if not story.parsed.updates:
        return ()
    starts = [paragraph.spans[0][0] for paragraph in story.paragraphs]
    blocks = story.parsed.blocks
    placed = [(update, bisect_left(starts, blocks[update.paragraph].start)) for update in story.parsed.updates]
    ends = [number for _, number in placed[1:]] + [len(starts)]
    return tuple(replace(u, paragraph=n) for (u, n), end in zip(placed, ends, strict=False) if n < end)


def _entities(story: CleanStory, parts: Sequence[Zone], reader: Recogniser, language: str | None) -> tuple[Entity, ...]:
    texts = Texts(story.body, story.parsed.source_text)
    found = [*dateline_spans(parts, story.dateline), *recognise(parts, reader)]
    spans = with_roles(texts, [span for span in found if span.kind in _KEPT])
    country = story.dateline.country if story.dateline else None
    evidence = gather((texts.surface(span) for span in spans), country, language or "")
    headline = story.headline or story.parsed.headline
    return resolve(texts, spans, evidence, headline=headline, named=story.parsed.named)


def _warnings(parts: Sequence[Zone], reader: Recogniser, language: str | None) -> tuple[str, ...]:
    if not isinstance(reader, PlaceLists) or not any(part.text.strip() for part in parts):
        return ()
    return (f"entities.language_unsupported: {language or 'unknown'}",)


def primary(language: str | None) -> str | None:
    """The primary subtag of a language tag: ``en`` of ``en-GB``."""
    return language.replace("_", "-").split("-")[0].lower() if language else None


def detected(text: str) -> str | None:
    """The language that most of a text is written in, None if that cannot be told."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[:5000])
    try:
        _, _, details = pycld2.detect(printable.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:
        return None
    code = str(details[0][1])
    return None if code == "un" else primary(code)
