"""What waits: kills whose story is not known, and stories whose embargo has not passed; for the command line."""

import datetime as dt
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.load.identity import REPLACING
from pipeline.load.report import fetch

KILLS = """
SELECT agency, pubstatus, slugline,
       ARRAY(
           SELECT one ->> 'target' FROM jsonb_array_elements(links) one WHERE one ->> 'rel' = ANY(%(naming)s)
       ) AS names,
       candidates, source_id AS source, name, fetched_at
FROM newswire.pending_kill ORDER BY candidates DESC, fetched_at, story_id LIMIT %(limit)s
"""

EMBARGOES = """
SELECT r.agency, r.headline, r.slugline, i.source_id AS source, i.name, lower(w.period) AS until,
       EXISTS (SELECT FROM newswire.showing o WHERE o.story_id = w.story_id AND o.period @> now()) AS shown_before
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.revision_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE lower(w.period) > now() ORDER BY lower(w.period), w.revision_id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class PendingKill:
    """A kill or hold that waits: ``names`` has what it names; of several ``candidates`` none is killed."""

    agency: str | None
    pubstatus: str
    slugline: str | None
    names: list[str]
    candidates: int
    source: str
    name: str
    fetched_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Embargo:
    """A version that is held until its instant; ``shown_before`` tells whether readers see an earlier one."""

    agency: str | None
    headline: str | None
    slugline: str | None
    source: str
    name: str
    until: dt.datetime
    shown_before: bool


def pending_kills(connection: Connection, limit: int = 20) -> list[PendingKill]:
    """Those that a person has to look at first, then the oldest."""
    return [PendingKill(**row) for row in fetch(connection, KILLS, {"limit": limit, "naming": list(REPLACING)})]


def embargoes(connection: Connection, limit: int = 20) -> list[Embargo]:
    """The next to end first."""
    return [Embargo(**row) for row in fetch(connection, EMBARGOES, {"limit": limit})]
