"""Revisions moved to the story that they turn out to belong to; stories that a reference makes one."""

from collections.abc import Iterable, Mapping, Sequence

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.load import chain_statements as sql
from pipeline.load.copy import copy
from pipeline.load.identity import guid_keys, replaced_guids
from pipeline.validate.records import Checked


def move(cursor: Cursor, stories: Mapping[int, int]) -> None:
    """Move each revision to its story; -r makes a new one for revision r.

    A story that is left empty goes; its keys then lead to where its revisions went.
    """
    if not stories:
        return
    made = {story: _new_story(cursor, -story) for story in {*stories.values()} if story < 0}
    pairs = stories.items()
    copy(cursor, "move", ({"revision_id": revision, "story_id": made.get(story, story)} for revision, story in pairs))
    cursor.execute(sql.MOVE)


def join_referenced(cursor: Cursor, checked: Sequence[Checked]) -> None:
    """Make one story of all that name each other's ids, as replaced or killed, whichever came first."""
    rows = [{"n": n, "key": key} for n, one in enumerate(checked) for key in _referenced(one)]
    if not rows:
        return
    copy(cursor, "incoming_reference", rows)
    cursor.execute(sql.REFERENCE_KEYS)
    cursor.execute(sql.REFERENCES)
    merged = lowest(cursor.fetchall())
    cursor.execute(sql.REVISIONS_OF, {"stories": list(merged)})
    move(cursor, {revision: merged[story] for revision, story in cursor.fetchall()})


def lowest(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Number -> the lowest one that it is tied to, directly or over others; the lowest themselves are left out.

    >>> lowest([(3, 2), (5, 4), (2, 1)])
    {3: 1, 2: 1, 5: 4}
    """
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        while (parent := parents.get(number, number)) != number:
            number = parent
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        if low != high:
            parents[high] = low
        parents.setdefault(one, one)
        parents.setdefault(other, other)
    return {number: lead for number in parents if (lead := root(number)) != number}


def _referenced(checked: Checked) -> Iterable[str]:
    entry = checked.entry
    return (key for guid in replaced_guids(entry.value) for key in guid_keys(entry, guid))


def _new_story(cursor: Cursor, revision: int) -> int:
    cursor.execute(sql.NEW_STORY, {"revision": revision})
    [(story,)] = cursor.fetchall()
    return int(story)
