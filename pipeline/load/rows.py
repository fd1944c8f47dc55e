"""Articles as rows of the tables: column -> value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.load.copy import Row, json_value
from pipeline.load.identity import by_slug, content_sha256, place_key, reading_of, story_key, version_number
from pipeline.outcome import Entry, Reason, Rejection
from pipeline.story import KILLS, Article, Contributor, Dateline, Notice, Picture, Subject
from pipeline.validate.records import Checked

VALUE_LENGTH = 200
SERVICE = "service:"


def item_row(n: int, given: Checked | Rejection, *, given_up: bool = False) -> Row:
    """A row of ``incoming_item``."""
    entry = given.entry if isinstance(given, Checked) else given
    item = entry.item
    return {
        "n": n,
        "source_id": item.source,
        "agency": item.agency,
        "name": item.name,
        "sha256": item.sha256,
        "uri": item.uri,
        "size_bytes": item.size,
        "media_type": item.media_type,
        "headers": item.headers,
        "fetched_at": item.fetched_at,
        "part": entry.part,
        "usable": isinstance(given, Checked),
        "stage": given.stage if isinstance(given, Rejection) else None,
        "mark": item.mark,
        "given_up": given_up,
    }


def story_rows(stories: Iterable[Checked]) -> Iterator[Row]:
    """Rows of ``incoming_story``; those of one story have the same owner, the first one's key."""
    owners = _Owners()
    for n, checked in enumerate(stories):
        entry, article = checked.entry, checked.entry.value
        key, place, content = story_key(entry), place_key(entry), content_sha256(article)
        yield {
            "n": n,
            "key": key,
            "place_key": place,
            "owner_key": owners.of(entry, key, place, content),
            "by_name": place is None and not by_slug(article),
            "by_slug": by_slug(article),
            "has_body": bool(article.body),
            "content_sha256": content,
            "reading": reading_of(article),
            "agency": article.agency,
            "guid": article.guid,
            "category": article.category,
            "service": _service(article),
        }


def _service(article: Article) -> str | None:
    """The service that delivered the article: what the wire's header names, or the source that the metadata names.

    The header writes the transmission number behind the service.
    """
    named = (
        signal.removeprefix(SERVICE).rstrip("0123456789") for signal in article.signals if signal.startswith(SERVICE)
    )
    return next(named, None) or article.source


@dataclass
class _Owners:
    """Name -> key of the first story that went by it: the same bytes, the same text or the same id are one story."""

    known: dict[object, str] = field(default_factory=dict)

    def of(self, entry: Entry[Article], key: str, place: str | None, content: str) -> str:
        names: list[object] = [key, (entry.item.sha256, entry.part)]
        if place is None:
            names += [content] if entry.value.body and not by_slug(entry.value) else []
            sought = names
        else:
            # An id of an unknown agency and an id of somebody are the same where both came from one source.
            sought = [*names, ("unknown" if entry.value.agency else "any", place)]
            names += [("any", place)] if entry.value.agency else [("any", place), ("unknown", place)]
        owner = next((self.known[name] for name in sought if name in self.known), key)
        for name in names:
            self.known.setdefault(name, owner)
        return owner


def revision_row(checked: Checked, rules_version: str | None) -> Row:
    """A row of ``revision`` but for the numbers of story, raw item and run, which the database gives."""
    entry, article = checked.entry, checked.entry.value
    return {
        "part": entry.part,
        "fetched_at": entry.item.fetched_at,
        "rules_version": rules_version,
        "content_sha256": content_sha256(article),
        **_identity(article),
        **_text(article),
        **_dateline(article.dateline or Dateline("")),
        **_metadata(article),
    }


def _identity(article: Article) -> Row:
    return {
        "format": article.format,
        "encoding": article.encoding,
        "agency": article.agency,
        "guid": article.guid,
        "version": article.version,
        "version_number": version_number(article.version),
        "version_created": article.version_created,
        "first_created": article.first_created,
        "pubstatus": article.pubstatus,
        "withdraws": article.pubstatus in KILLS,
        "embargo_until": article.embargo_until,
    }


def _text(article: Article) -> Row:
    return {
        "language": article.language,
        "headline": article.headline,
        "slugline": article.slugline,
        "byline": article.byline,
        "abstract": article.abstract,
        "body": article.body,
        "paragraphs": len(article.paragraphs),
        "word_count": word_count(article.body),
        "source_text": article.source_text,
        "warnings": article.warnings,
    }


def _dateline(dateline: Dateline) -> Row:
    return {
        "dateline_text": dateline.text or None,
        "dateline_city": dateline.city,
        "dateline_region": dateline.region,
        "dateline_country": dateline.country,
        "dateline_date": dateline.date,
        "dateline_agency": dateline.agency,
        "dateline_date_text": dateline.date_text,
        "dateline_places": json_value(dateline.places),
    }


def _metadata(article: Article) -> Row:
    return {
        "urgency": article.urgency,
        "source": article.source,
        "keywords": article.keywords,
        "genres": json_value(article.genres),
        "places": json_value(article.places),
        "notes": json_value(article.notes),
        "usage_terms": article.usage_terms,
        "priority": article.priority,
        "category": article.category,
        "sequence": article.sequence,
        "take": article.take,
        "declared_word_count": article.declared_word_count,
        "signals": article.signals,
        "links": json_value(article.links),
    }


def word_count(body: str) -> int:
    """Runs of characters without white space, as a newsroom counts.

    >>> word_count("Talks have begun.\\n\\nThey go on.")
    6
    """
    return len(body.split())


def furniture_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``furniture``."""
    for position, cut in enumerate(article.furniture):
        yield {
            "revision_id": revision,
            "position": position,
            "kind": cut.kind.value,
            "text": cut.text,
            "paragraph": cut.paragraph,
            "start_offset": cut.start,
            "end_offset": cut.end,
            "rule": cut.rule,
        }


def picture_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``picture``."""
    return _numbered(revision, article.pictures)


def contributor_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``contributor``."""
    return _numbered(revision, article.contributors)


def notice_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``notice``."""
    return _numbered(revision, article.notices)


def subject_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``subject``."""
    return _numbered(revision, article.subjects)


def _numbered(revision: int, records: Iterable[Picture | Contributor | Notice | Subject]) -> Iterator[Row]:
    """Rows of a table whose columns have the names of the records' fields."""
    for position, record in enumerate(records):
        told = {name: getattr(record, name) for name in record.__dataclass_fields__}
        yield {"revision_id": revision, "position": position, **told}


def reason_rows(owner: str, number: int, reasons: Iterable[Reason]) -> Iterator[Row]:
    """Rows of ``revision_reason`` or ``quarantine_reason``; ``owner`` names the column that holds ``number``."""
    for position, reason in enumerate(reasons):
        yield {
            owner: number,
            "position": position,
            "check_id": reason.check,
            "severity": reason.severity.value,
            "message": reason.message,
            "value": None if reason.value is None else reason.value[:VALUE_LENGTH],
        }
