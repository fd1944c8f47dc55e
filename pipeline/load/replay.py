"""What a replay asks the database: which stored items are meant, and what was made of them last."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.load.report import fetch
from pipeline.story import RawItem

# What could not be fetched has no payload. A file taken by hand keeps the agency that it was read as: nobody else
# knows what the command line said of it. Where its stories were read as several, it said nothing.
ITEMS = """
SELECT i.source_id AS source, i.name, i.sha256, i.uri, i.size_bytes AS size, i.fetched_at, i.media_type, i.headers,
       CASE WHEN i.source_id = %(hand)s THEN told.agency ELSE s.agency END AS agency
FROM newswire.raw_item i
JOIN newswire.source s ON s.id = i.source_id
LEFT JOIN LATERAL (
    SELECT CASE WHEN min(coalesce(r.agency, '')) = max(coalesce(r.agency, '')) THEN min(r.agency) END AS agency
    FROM newswire.sighting g JOIN newswire.revision r ON r.id = g.revision_id WHERE g.raw_item_id = i.id
) told ON true
WHERE (%(sources)s::text[] = '{}' OR i.source_id = ANY(%(sources)s))
  AND (%(since)s::timestamptz IS NULL OR i.fetched_at >= %(since)s)
  AND (%(until)s::timestamptz IS NULL OR i.fetched_at < %(until)s)
  AND (%(agency)s::text IS NULL OR EXISTS (
      SELECT FROM newswire.sighting g JOIN newswire.revision r ON r.id = g.revision_id
      WHERE g.raw_item_id = i.id AND r.agency = %(agency)s
  ))
  AND EXISTS (SELECT FROM newswire.run_item l WHERE l.raw_item_id = i.id AND l.stage <> 'fetch')
ORDER BY (SELECT max(coalesce(l.read_at, l.recorded_at)) FROM newswire.run_item l WHERE l.raw_item_id = i.id),
         i.fetched_at, i.id
LIMIT %(limit)s
"""

STORED = """
SELECT a.n, g.part, r.content_sha256, g.reading, r.rules_version, r.headline, r.body,
       ARRAY(SELECT f.text FROM newswire.furniture f WHERE f.revision_id = r.id ORDER BY f.position) AS texts,
       ARRAY(SELECT f.rule FROM newswire.furniture f WHERE f.revision_id = r.id ORDER BY f.position) AS rules
FROM unnest(%(sources)s::text[], %(names)s::text[], %(digests)s::text[])
     WITH ORDINALITY AS a (source, name, sha256, n)
JOIN newswire.raw_item i ON i.source_id = a.source AND md5(i.name) = md5(a.name) AND i.sha256 = a.sha256
JOIN newswire.sighting g ON g.raw_item_id = i.id
JOIN newswire.revision r ON r.id = g.revision_id
ORDER BY a.n, r.id
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Stored items by source (none: all), agency as it was read, and when they were first fetched (half-open)."""

    sources: tuple[str, ...] = ()
    agency: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What was last made of one item and part; ``cuts`` are text and rule of each span of furniture.

    ``reading`` is as ``pipeline.load.identity.reading_of`` gives it, None where it was not kept.
    """

    content_sha256: str
    reading: str | None
    rules_version: str | None
    headline: str | None
    body: str
    cuts: tuple[tuple[str, str], ...]


def stored_items(connection: Connection, selection: Selection, hand: str) -> list[RawItem]:
    """The items of a selection, those first whose last reading is the oldest; so a limit goes on where it ended.

    ``hand`` is the source of what was taken by hand.
    """
    named: dict[str, object] = {
        "sources": list(selection.sources),
        "agency": selection.agency,
        "since": selection.since,
        "until": selection.until,
        "limit": selection.limit,
        "hand": hand,
    }
    return [RawItem(**row) for row in fetch(connection, ITEMS, named)]


def known_stories(connection: Connection, items: Sequence[RawItem]) -> list[dict[int, Known]]:
    """What is stored of each item, by part."""
    named: dict[str, object] = {
        "sources": [item.source for item in items],
        "names": [item.name for item in items],
        "digests": [item.sha256 for item in items],
    }
    found: list[dict[int, Known]] = [{} for _ in items]
    for row in fetch(connection, STORED, named):
        found[row["n"] - 1][row["part"]] = _known(row)
    return found


def _known(row: dict[str, Any]) -> Known:
    cuts = tuple(zip(row["texts"], row["rules"], strict=True))
    return Known(row["content_sha256"], row["reading"], row["rules_version"], row["headline"], row["body"], cuts)
