"""Which story an article belongs to, and whether it says anything new.

A story is known by its provider's id where it has one, within the agency or, when that is unknown, the source.
Copy of formats whose ids recur is known by its slug: each text by itself at first, joined to its story by
``pipeline.identity.chain``. Other copy is known by where it lies: source, name there and part. So an edited file is a
revision, and a provider's redelivery under another file name is no second story.
"""

import datetime as dt
import hashlib
import re

import msgspec

from pipeline.entity import Entity
from pipeline.identity.marks import slug_key
from pipeline.identity.rule import known_by_slug
from pipeline.outcome import Entry
from pipeline.storable import storable
from pipeline.story import KILLS, Article

# How links name the items that a story replaces or a kill means, by id or by message number.
REPLACING = frozenset({"replaces", "kills", "cancels"})
_MESSAGE_NUMBER = re.compile(r"(?P<service>[A-Za-z]{2,8}) ?(?P<number>\d{1,6})")


def story_key(entry: Entry[Article]) -> str:
    """SHA-256 of the story's identity, 64 hexadecimal digits: two entries with the same one are one story."""
    article, item = entry.value, entry.item
    if by_slug(article):
        return _digest("slug", agency_key(entry), content_sha256(article))
    if not article.guid:
        return _digest("name", item.source, storable(item.name), entry.part)
    return guid_keys(entry, article.guid)[0]


def place_key(entry: Entry[Article]) -> str | None:
    """SHA-256 of source and provider's id; None without an id.

    Where the agency of one version is unknown (a kill has no text to recognise it by), it stands for the identity.
    """
    guid = entry.value.guid
    return guid_keys(entry, guid)[-1] if guid and not by_slug(entry.value) else None


def guid_keys(entry: Entry[Article], guid: str) -> tuple[str, ...]:
    """The keys of a provider's id as the entry's story would have it: by agency where known, and by source."""
    agency, here = entry.value.agency, _digest("guid at source", entry.item.source, guid)
    return (_digest("guid", agency, guid), here) if agency else (here,)


def by_slug(article: Article) -> bool:
    """Whether slug or message number tell the story: its format has no id that is good for it, or it kills by number.

    The id of a kill that names numbers leads nowhere by itself: else what comes later under that id would land in the
    story that the number means.
    """
    numbers = bool(killed_numbers(article))
    if known_by_slug(article):
        return numbers or slug_key(article.slugline) is not None
    return numbers and bool(article.guid)


def agency_key(entry: Entry[Article]) -> str:
    """Within what slugs mean something: the agency, or the source where that is unknown."""
    return entry.value.agency or f"source {entry.item.source}"


def replaced_guids(article: Article) -> list[str]:
    """The provider's ids of other items that this one is a version or a kill of."""
    return [] if not article.guid or by_slug(article) else _named_ids(article)


def _named_ids(article: Article) -> list[str]:
    targets = dict.fromkeys(link.target for link in article.links if link.rel in REPLACING)
    return [target for target in targets if target and target != article.guid and message_number(target) is None]


def own_number(article: Article) -> str | None:
    """The message number that kills name the article by."""
    others = (link.target for link in article.links if link.rel == "altId")
    return next((number for target in others if (number := message_number(target))), None)


def killed_numbers(article: Article) -> tuple[str, ...]:
    """The message numbers that a kill or hold names; an id that it names as well says more surely what it means."""
    if article.pubstatus not in KILLS or (article.guid and not known_by_slug(article) and _named_ids(article)):
        return ()
    named = (message_number(link.target) for link in article.links if link.rel in REPLACING)
    return tuple(dict.fromkeys(number for number in named if number))


def message_number(target: str) -> str | None:
    """A service and its message number in one form; None for any other id.

    >>> message_number("DPA 0157"), message_number("dpa157"), message_number("urn:newsml:x:157")
    ('dpa 157', 'dpa 157', None)
    """
    found = _MESSAGE_NUMBER.fullmatch(target.strip())
    return f"{found['service'].lower()} {int(found['number'])}" if found else None


def content_sha256(article: Article) -> str:
    """SHA-256 of what an editor would call the story, 64 hexadecimal digits.

    What our rules make of it (agency, language, entities, spans, a credit's parts, added subjects) does not count, nor
    do the marks of one delivery (format, encoding, category, priority, sequence): a redelivery on another channel says
    nothing new.
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
        [(picture.caption, picture.credit) for picture in article.pictures],
        article.body,
    )


def reading_of(article: Article) -> str:
    """What our rules make of a story beside its text: a short digest each of agency, spans, entities and credits.

    What hangs on the day of fetching (years and days that are inferred) does not count, nor does the id of a rule.
    """
    dateline = article.dateline
    made: dict[str, object] = {
        "agency": (article.agency, article.language),
        "spans": sorted((cut.start, cut.end, cut.kind) for cut in article.furniture),
        "entities": sorted(map(_entity, article.entities)),
        "credits": (
            article.contributors,
            article.notices,
            article.pictures,
            dateline and (dateline.city, dateline.region, dateline.country, dateline.agency),
            sorted((one.scheme, one.code) for one in article.subjects),
        ),
    }
    return " ".join(f"{aspect}:{_digest(value)[:16]}" for aspect, value in made.items())


def _entity(entity: Entity) -> str:
    mentions = sorted((mention.zone, mention.start, mention.end) for mention in entity.mentions)
    # A name may hold what is no Unicode; the digest is to be made of it all the same.
    told = storable(repr((str(entity.kind), entity.name, sorted(entity.ids.items()), mentions, entity.roles)))
    return hashlib.sha256(told.encode()).hexdigest()


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
