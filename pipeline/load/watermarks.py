"""Watermarks: read before a fetch, advanced in the load's transaction and at the end of a run."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.fetch.watermark import Advance, Watermark
from pipeline.load.connection import transaction
from pipeline.load.copy import json_value
from pipeline.load.records import RunRef
from pipeline.load.runs import run_number

STATE = "SELECT state, version FROM newswire.watermark WHERE source_id = %(source)s"

ITEMS = """
SELECT name, mark, held_stage IS NOT NULL,
       held_stage = 'fetch' OR (held_stage IS NOT NULL AND rules_version IS DISTINCT FROM %(rules_version)s)
FROM newswire.watermark_item WHERE source_id = %(source)s
"""

FETCHED = "SELECT source_id, fetched_at FROM newswire.watermark"

# Of an item's parts the one in quarantine decides.
REMEMBER = """
INSERT INTO newswire.watermark_item AS known (source_id, name, mark, held_stage, rules_version, run_id)
SELECT DISTINCT ON (i.source_id, i.name) i.source_id, i.name, i.mark,
       CASE WHEN l.outcome = 'quarantined' THEN l.stage END, %(rules_version)s, %(run)s
FROM incoming_item i
JOIN newswire.run_item l ON l.run_id = %(run)s AND l.raw_item_id = i.raw_item_id AND l.part = i.part
WHERE i.mark IS NOT NULL
ORDER BY i.source_id, i.name, i.fetched_at DESC, l.outcome = 'quarantined' DESC
ON CONFLICT (source_id, md5(name)) DO UPDATE
SET mark = excluded.mark, held_stage = excluded.held_stage, rules_version = excluded.rules_version,
    run_id = excluded.run_id, updated_at = now()
WHERE known.mark <> excluded.mark OR known.held_stage IS DISTINCT FROM excluded.held_stage
   OR (known.held_stage IS NOT NULL AND known.rules_version IS DISTINCT FROM excluded.rules_version)
"""

SETTLE = """
INSERT INTO newswire.watermark AS known (source_id, state, fetched_at, run_id)
VALUES (%(source)s, %(state)s, %(fetched_at)s, %(run)s)
ON CONFLICT (source_id) DO UPDATE
SET state = CASE WHEN known.version = %(version)s THEN excluded.state ELSE known.state END,
    version = known.version + (known.version = %(version)s)::int,
    fetched_at = greatest(known.fetched_at, excluded.fetched_at), run_id = excluded.run_id, updated_at = now()
"""

# Only what this run knew of: another may have taken an item of that name meanwhile.
FORGET = """
DELETE FROM newswire.watermark_item
WHERE source_id = %(source)s AND name = ANY(%(names)s) AND updated_at < %(started_at)s
"""


def read_watermark(connection: Connection, source: str, rules_version: str | None, *, reread: bool) -> Watermark:
    """How far the source of that id has been read; an empty watermark for one that never was."""
    named = {"source": source, "rules_version": rules_version}
    with transaction(connection) as cursor:
        cursor.execute(STATE, named)
        state, version = cursor.fetchone() or ({}, 0)
        cursor.execute(ITEMS, named)
        rows = cursor.fetchall()
    return Watermark(
        cursor=state,
        marks={name: mark for name, mark, _, _ in rows},
        held=frozenset(name for name, _, held, _ in rows if held),
        retry=frozenset(name for name, _, _, again in rows if again),
        version=version,
        reread=reread,
    )


def last_fetched(connection: Connection) -> Mapping[str, dt.datetime]:
    """Source -> when its last fetch that was loaded to its end began."""
    with transaction(connection) as cursor:
        cursor.execute(FETCHED)
        return dict(cursor.fetchall())


def remember(cursor: Cursor, run: int, rules_version: str | None) -> None:
    """Within a load's transaction: keep the marks of the items that it stored or put into quarantine."""
    cursor.execute(REMEMBER, {"run": run, "rules_version": rules_version})


def settle(connection: Connection, run: RunRef, advances: Sequence[Advance]) -> None:
    """Advance the cursors of sources of which the run has loaded all that it fetched; safe to repeat."""
    with transaction(connection) as cursor:
        number = run_number(cursor, run)
        for advance in sorted(advances, key=lambda advance: advance.source):
            cursor.execute(SETTLE, _row(advance, number, run))
            cursor.execute(FORGET, {"names": list(advance.gone), **_row(advance, number, run)})


def _row(advance: Advance, number: int, run: RunRef) -> dict[str, Any]:
    return {
        "source": advance.source,
        "state": json_value(advance.state),
        "version": advance.version,
        "fetched_at": run.started_at,
        "started_at": run.started_at,
        "run": number,
    }
