"""Which story an article belongs to, and whether it says anything new.

A story is known by its provider's id where it has one, within the agency or, when that is unknown, the source.
Copy without an id is known by where it lies: source, name there and part. So an edited file is a revision,
and a provider's redelivery under another file name is no second story.
"""

import datetime as dt
import hashlib
import re

import msgspec

from pipeline.outcome import Entry
from pipeline.storable import storable
from pipeline.story import Article


def story_key(entry: Entry[Article]) -> str:
    """SHA-256 of the story's identity, 64 hexadecimal digits: two entries with the same one are one story."""
    article, item = entry.value, entry.item
    if not article.guid:
        return _digest("name", item.source, storable(item.name), entry.part)
    return _digest("guid", article.agency, article.guid) if article.agency else _place_key(item.source, article.guid)


def place_key(entry: Entry[Article]) -> str | None:
    """SHA-256 of source and provider's id; None without an id.

    Where the agency of one version is unknown (a kill has no text to recognise it by), it stands for the identity.
    """
    return _place_key(entry.item.source, entry.value.guid) if entry.value.guid else None


def _place_key(source: str, guid: str) -> str:
    return _digest("guid at source", source, guid)


def content_sha256(article: Article) -> str:
    """SHA-256 of what an editor would call the story, 64 hexadecimal digits.

    What our rules make of it (agency, language, entities, spans, added subjects) does not count, nor do the marks of one delivery
    (format, encoding, category, priority, sequence): a redelivery on another channel says nothing new.
    """
    received = tuple((one.scheme, one.code, one.name) for one in article.subjects if one.origin == "received")
    return _digest(
        article.guid,
        article.version,
        _instant(article.version_created),
        article.pubstatus,
        _instant(article.embargo_until),
        article.urgency,
        article.headline,
        article.slugline,
        article.byline,
        article.abstract,
        article.dateline.text if article.dateline else None,
        (received, article.genres, article.places, article.keywords),
        (article.notes, article.links, article.signals, article.take, article.usage_terms),
        article.pictures,
        article.body,
    )


def version_number(version: str | None) -> int | None:
    """The version as a number when it is one; up to 18 digits, which a bigint holds.

    >>> version_number("003"), version_number("2.1"), version_number(None)
    (3, None, None)
    """
    return int(version) if version and re.fullmatch(r"[0-9]{1,18}", version) else None


def _instant(instant: dt.datetime | None) -> float | None:
    return None if instant is None else instant.timestamp()


def _digest(*parts: object) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
