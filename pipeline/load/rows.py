"""Articles as rows of the tables: what stands in which column, in the order of COPY."""

import re
from collections.abc import Iterable, Iterator

from pipeline.load.copy import json_value
from pipeline.load.identity import content_sha256, story_key, version_number, withdraws
from pipeline.outcome import Reason, Rejection
from pipeline.story import Article, Dateline
from pipeline.validate.records import Checked

Row = tuple[object, ...]
VALUE_LENGTH = 200
NO_DATELINE = Dateline("")

ITEM = (
    "n",
    "source_id",
    "agency",
    "name",
    "sha256",
    "uri",
    "size_bytes",
    "media_type",
    "headers",
    "fetched_at",
    "part",
    "usable",
    "stage",
)
STORY = ("n", "key", "owner_key", "by_name", "has_body", "content_sha256", "agency", "guid")
REVISION = (
    "id",
    "story_id",
    "raw_item_id",
    "part",
    "run_id",
    "content_sha256",
    "format",
    "agency",
    "guid",
    "version",
    "version_number",
    "version_created",
    "fetched_at",
    "pubstatus",
    "withdraws",
    "embargo_until",
    "urgency",
    "language",
    "headline",
    "slugline",
    "byline",
    "dateline_text",
    "dateline_city",
    "dateline_region",
    "dateline_country",
    "dateline_date",
    "dateline_agency",
    "body",
    "paragraphs",
    "word_count",
    "source_text",
    "encoding",
    "first_created",
    "abstract",
    "source",
    "keywords",
    "genres",
    "places",
    "notes",
    "usage_terms",
    "priority",
    "category",
    "sequence",
    "take",
    "declared_word_count",
    "signals",
    "links",
    "warnings",
    "rules_version",
)
FURNITURE = ("revision_id", "position", "kind", "text", "paragraph", "start_offset", "end_offset", "rule")
PICTURE = ("revision_id", "position", "caption", "credit")
SUBJECT = ("revision_id", "position", "scheme", "code", "name")
REVISION_REASON = ("revision_id", "position", "check_id", "severity", "message", "value")
QUARANTINE_REASON = ("quarantine_id", "position", "check_id", "severity", "message", "value")
MENTION = ("revision_id", "position", "entity_id", "start_offset", "end_offset", "surface")


def item_row(n: int, given: Checked | Rejection) -> Row:
    """A row of ``incoming_item``."""
    part, stage = (given.part, given.stage) if isinstance(given, Rejection) else (given.entry.part, None)
    item = given.item if isinstance(given, Rejection) else given.entry.item
    about = (item.source, item.agency, item.name, item.sha256, item.uri, item.size, item.media_type)
    return (n, *about, item.headers, item.fetched_at, part, isinstance(given, Checked), stage)


def story_rows(stories: Iterable[tuple[int, Checked]]) -> Iterator[Row]:
    """Rows of ``incoming_story``. The same bytes, or the same text without an id, have the first one's key as owner."""
    by_bytes: dict[tuple[str, int], str] = {}
    by_content: dict[str, str] = {}
    for n, checked in stories:
        entry, article = checked.entry, checked.entry.value
        key, content = story_key(entry), content_sha256(article)
        owner = by_bytes.get((entry.item.sha256, entry.part), key)
        if not article.guid and article.body:
            owner = by_content.setdefault(content, owner)
        by_bytes.setdefault((entry.item.sha256, entry.part), owner)
        yield n, key, owner, not article.guid, bool(article.body), content, article.agency, article.guid


def revision_row(place: Row, checked: Checked, rules_version: str | None) -> Row:
    """A row of ``revision``; ``place`` holds its number and those of story, raw item, and run."""
    number, story, raw_item, run = place
    entry, article = checked.entry, checked.entry.value
    line = article.dateline or NO_DATELINE
    return (
        *(number, story, raw_item, entry.part, run, content_sha256(article), article.format, article.agency),
        *(article.guid, article.version, version_number(article.version), article.version_created),
        *(entry.item.fetched_at, article.pubstatus, withdraws(article), article.embargo_until, article.urgency),
        *(article.language, article.headline, article.slugline, article.byline, line.text or None, line.city),
        *(line.region, line.country, line.date, line.agency, article.body, len(article.paragraphs)),
        *(word_count(article.body), article.source_text, *_metadata(article), article.warnings, rules_version),
    )


def _metadata(article: Article) -> Row:
    return (
        *(article.encoding, article.first_created, article.abstract, article.source, article.keywords),
        *(json_value(article.genres), json_value(article.places), json_value(article.notes), article.usage_terms),
        *(article.priority, article.category, article.sequence, article.take, article.declared_word_count),
        *(article.signals, json_value(article.links)),
    )


def word_count(body: str) -> int:
    """Runs of characters without white space, as a newsroom counts.

    >>> word_count("Talks have begun.\\n\\nThey go on.")
    6
    """
    return len(re.findall(r"\S+", body))


def furniture_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``furniture``."""
    for position, cut in enumerate(article.furniture):
        yield revision, position, cut.kind.value, cut.text, cut.paragraph, cut.start, cut.end, cut.rule


def picture_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``picture``."""
    for position, picture in enumerate(article.pictures):
        yield revision, position, picture.caption, picture.credit


def subject_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``subject``."""
    for position, subject in enumerate(article.subjects):
        yield revision, position, subject.scheme, subject.code, subject.name


def reason_rows(owner: int, reasons: Iterable[Reason]) -> Iterator[Row]:
    """Rows of ``revision_reason`` or ``quarantine_reason``."""
    for position, reason in enumerate(reasons):
        value = None if reason.value is None else reason.value[:VALUE_LENGTH]
        yield owner, position, reason.check, reason.severity.value, reason.message, value


def mention_rows(revision: int, article: Article, numbers: Iterable[int]) -> Iterator[Row]:
    """Rows of ``mention``; ``numbers`` are those of the article's entities, in its order."""
    pairs = zip(article.entities, numbers, strict=True)
    flat = ((number, mention) for entity, number in pairs for mention in entity.mentions)
    for position, (number, mention) in enumerate(flat):
        yield revision, position, number, mention.start, mention.end, mention.surface
