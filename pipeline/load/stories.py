"""Stories and revisions: which story each article belongs to, what is new in it, and what readers may see."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.load import chain_statements, rows, statements, version_statements
from pipeline.load import story_statements as sql
from pipeline.load.chains import ask_kills, settle_chains
from pipeline.load.copy import Row, copy
from pipeline.load.duplicates import store_signatures
from pipeline.load.entities import Told, store_entities
from pipeline.load.moves import join_referenced
from pipeline.load.versions import join_takes, record_changes
from pipeline.outcome import Outcome
from pipeline.story import KILLS
from pipeline.validate.records import Checked

IDENTIFY = (
    sql.STORY_BY_SLUG,
    sql.STORY_BY_KILL,
    sql.STORY_BY_KEY,
    sql.STORY_BY_PLACE,
    sql.STORY_BY_BYTES,
    sql.STORY_BY_CONTENT,
    sql.STORY_BY_NEIGHBOUR,
    sql.NEW_STORIES,
    sql.NEW_STORY_NUMBERS,
    sql.STORY_AGENCIES,
    sql.STORY_KEYS,
    sql.KNOWN_REVISIONS,
    sql.READ_OTHERWISE,
    sql.NEW_REVISION_NUMBERS,
    sql.REPLACED,
    sql.PLACES,
)
SETTLE = (
    sql.BY_HAND,
    sql.GIVEN_KILLS,
    sql.STANDING_KILLS,
    sql.STATES,
    sql.UPDATE_STORIES,
    sql.PERIODS,
    sql.HIDE,
    sql.SHOW,
    sql.SHOW_PARTS,
    sql.SORT_SEARCH,
    sql.STATE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry of the batch landed; ``current`` is its story's newest revision before this load."""

    n: int
    story: int
    revision: int
    fresh: bool
    created: bool
    raw_item: int
    current: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What an entry came to."""

    outcome: Outcome
    revision: int


def store_stories(
    cursor: Cursor, run: int, rules_version: str | None, checked: Sequence[Checked], *, anew: bool = False
) -> dict[int, Stored]:
    """Store what is new and settle what is shown; entry n of ``checked`` is row n of ``incoming_story``.

    ``anew`` tells that earlier readings leave the readers, so that there is something to settle without a story.
    """
    if not (checked or anew):
        return {}
    for statement in IDENTIFY:
        cursor.execute(statement, {"rules": rules_version})
    places = [Place(*row) for row in cursor.fetchall()]
    fresh = [place for place in places if place.fresh]
    _copy_revisions(cursor, run, rules_version, [(place, checked[place.n]) for place in fresh])
    cursor.execute(sql.REPLACE)
    cursor.execute(sql.SIGHTINGS)
    homes = _find_homes(cursor, checked, {place.n for place in fresh})
    made = {place.story for place in places if place.created}
    places = [_moved(place, homes[place.n], made) for place in places]
    states = _settle(cursor)
    cursor.execute("SELECT now()")
    [(now,)] = cursor.fetchall()
    return {place.n: stored for place, stored in _outcomes(places, checked, states, now)}


def settle_stories(cursor: Cursor, stories: Sequence[int], kills: Sequence[int] = ()) -> None:
    """Settle what is shown of stories of which a person has decided something; takes a load's turn.

    ``kills`` are asked which story they mean.
    """
    for statement in (statements.STAGING, chain_statements.STAGING, version_statements.STAGING, sql.TOUCHED):
        cursor.execute(statement)
    cursor.execute(sql.TOUCH_THESE, {"stories": list(stories)})
    ask_kills(cursor, kills)
    _settle(cursor)


def _moved(place: Place, home: int, made: set[int]) -> Place:
    return place if place.story == home else replace(place, story=home, created=home in made)


def _find_homes(cursor: Cursor, checked: Sequence[Checked], fresh: set[int]) -> dict[int, int]:
    """Bring revisions together that references, slugs and message numbers show to be of one story; n -> its story."""
    for statement in (chain_statements.STAGING, version_statements.STAGING, sql.TOUCHED, sql.TOUCH, sql.READ_ANEW):
        cursor.execute(statement)
    join_referenced(cursor, checked)
    settle_chains(cursor, checked, fresh)
    cursor.execute(chain_statements.HOMES)
    return dict(cursor.fetchall())


def _settle(cursor: Cursor) -> dict[int, tuple[int | None, bool]]:
    """Settle what is shown of all stories touched; story -> its newest usable revision, and whether it is killed."""
    cursor.execute(sql.RANKED)
    cursor.execute(sql.INDEX_RANKED)
    join_takes(cursor)
    record_changes(cursor)
    for statement in SETTLE:
        cursor.execute(statement)
    return {story: (current, killed) for story, current, killed in cursor.fetchall()}


def _copy_revisions(
    cursor: Cursor, run: int, rules_version: str | None, fresh: Sequence[tuple[Place, Checked]]
) -> None:
    copy(cursor, "newswire.revision", (_revision(run, rules_version, *pair) for pair in fresh))
    articles = [(place.revision, checked.entry.value) for place, checked in fresh]
    for table, make in (
        ("newswire.furniture", rows.furniture_rows),
        ("newswire.picture", rows.picture_rows),
        ("newswire.contributor", rows.contributor_rows),
        ("newswire.notice", rows.notice_rows),
        ("newswire.subject", rows.subject_rows),
    ):
        copy(cursor, table, (row for number, article in articles for row in make(number, article)))
    reasons = (rows.reason_rows("revision_id", place.revision, checked.reasons) for place, checked in fresh)
    copy(cursor, "newswire.revision_reason", itertools.chain.from_iterable(reasons))
    store_entities(cursor, [Told(place.story, place.revision, checked.entry.value) for place, checked in fresh])
    store_signatures(cursor, articles)


def _revision(run: int, rules_version: str | None, place: Place, checked: Checked) -> Row:
    numbers = {"id": place.revision, "story_id": place.story, "raw_item_id": place.raw_item, "run_id": run}
    return {**numbers, **rows.revision_row(checked, rules_version)}


def _outcomes(
    places: Sequence[Place], checked: Sequence[Checked], states: dict[int, tuple[int | None, bool]], now: dt.datetime
) -> Iterator[tuple[Place, Stored]]:
    told: set[int] = set()
    new_revisions = {place.revision for place in places if place.fresh}
    for place in places:
        current, killed = states[place.story]
        article = checked[place.n].entry.value
        if not place.fresh:
            returned = place.revision == current != place.current and place.revision not in new_revisions
            outcome = Outcome.REVISED if returned else Outcome.UNCHANGED
        elif killed or article.pubstatus in KILLS:
            outcome = Outcome.WITHDRAWN
        elif article.embargo_until is not None and article.embargo_until > now:
            outcome = Outcome.EMBARGOED
        else:
            outcome = Outcome.LOADED if place.created and place.story not in told else Outcome.REVISED
        told.add(place.story)
        yield place, Stored(outcome, place.revision)
