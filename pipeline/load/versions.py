"""What a story's versions make together: the joined text of takes, and what each version changed."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.identity.changes import changes, paragraphs
from pipeline.identity.marks import Kind, Marks
from pipeline.identity.takes import Joined, Version, join
from pipeline.load import version_statements as sql
from pipeline.load.copy import Row, copy, json_value
from pipeline.load.rows import word_count


def join_takes(cursor: Cursor) -> None:
    """Write the joined texts of all stories in ``ranked`` that have additions; what has not changed is not written."""
    cursor.execute(sql.VERSIONS)
    stories = groupby(cursor.fetchall(), itemgetter(0))
    found = [one for _, rows in stories for one in join([_version(*row[1:]) for row in rows])]
    copy(cursor, "incoming_joined", map(_joined_row, found))
    copy(cursor, "incoming_part", (row for one in found for row in _part_rows(one)))
    for statement in (sql.EMBARGOES, sql.FORGET, sql.JOINED, sql.PARTS):
        cursor.execute(statement)


def record_changes(cursor: Cursor) -> None:
    """Write what each usable revision in ``ranked`` changed in the one before it, where that is not yet known."""
    cursor.execute(sql.STALE)
    cursor.execute(sql.TEXTS)
    copy(cursor, "newswire.revision_change", [_change_row(*row) for row in cursor.fetchall()])


def _version(  # noqa: PLR0913, PLR0917 (the columns of VERSIONS)
    revision: int, kind: str | None, lead: int | None, addition: int | None, body: str, embargo: dt.datetime | None
) -> Version:
    marks = Marks(Kind(kind), lead or 0, addition or 0) if kind else Marks()
    return Version(revision, marks, body, embargo)


def _joined_row(joined: Joined) -> Row:
    return {
        "revision_id": joined.revision,
        "base_revision_id": joined.base,
        "body": joined.body,
        "paragraphs": len(paragraphs(joined.body)),
        "word_count": word_count(joined.body),
        "missing": joined.missing,
        "embargo_until": joined.embargo_until,
    }


def _part_rows(joined: Joined) -> Iterator[Row]:
    for position, (part, start) in enumerate(joined.parts):
        yield {
            "revision_id": joined.revision,
            "position": position,
            "part_revision_id": part,
            "start_offset": start,
        }


def _change_row(revision: int, previous: int, before: str, after: str) -> Row:
    found = changes(paragraphs(before), paragraphs(after))
    counts = {op: sum(change.count for change in found if change.op == op) for op in ("kept", "removed", "added")}
    return {
        "revision_id": revision,
        "previous_revision_id": previous,
        **counts,
        "operations": json_value(found),
    }
