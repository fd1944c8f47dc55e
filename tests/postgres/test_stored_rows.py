"""What the rows of showing say follows from revision and joined, and the views show what they showed without them."""

import datetime as dt
from typing import Any

import pytest

from pipeline.entity import Entity, Mention, Value
from pipeline.load.migrate import downgrade, upgrade
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, story

VIEWS = ("article", "article_entity", "article_value", "article_duplicate", "shown_text", "shown_part")
STORED = ("showing", "showing_part")
TEXT = "\n\n".join(f"The dredger works on lot {n} of the new quay at Port Alder." for n in range(6))
LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def _wire(body: str, name: str, *, hour: float = 0, **fields: Any) -> Checked:  # noqa: ANN401
    """A message of a wire without ids that names the port and a sum."""
    port = Entity("place", "Port Alder", {}, (Mention(0, 3, body[:3]),), salience=0.5)
    sum_ = Value("percent", 4, 9, body[4:9], 5.0)
    sent = {"version_created": START + dt.timedelta(hours=hour), "slugline": "Port-Quay", "agency": "x"}
    given = {"format": "anpa1312", "entities": (port,), "values": (sum_,), "language": "en", **sent, **fields}
    return story(body, name=name, **given)


FIRST = _wire(TEXT, "1")
SECOND_TAKE = _wire("Two cranes follow in June, the port said.", "2", hour=0.2, take="1st Add")
THIRD_TAKE = _wire("The pilots have asked for a third.", "3", hour=0.4, take="2nd Add")
LEAD = _wire(f"{TEXT}\n\nThe work ended at noon.", "4", hour=1, take="1st Ld-Writethru")
COPY = _wire(f"{TEXT} So it was said.", "5", agency="y", slugline="Quay")
HELD = _wire("Nobody may read of the ferry before its time.", "6", slugline="Ferry", embargo_until=LATER)
HELD_LEAD = _wire(f"{TEXT}\n\nHeld until later.", "7", hour=2, take="2nd Ld-Writethru", embargo_until=LATER)
KILL = _wire("", "8", hour=3, entities=(), values=(), pubstatus="canceled")
LOADS = {
    "takes": ((FIRST, COPY), (SECOND_TAKE,), (THIRD_TAKE,)),
    "takes in one batch": ((THIRD_TAKE, FIRST, COPY, SECOND_TAKE),),
    "late takes": ((THIRD_TAKE,), (FIRST, COPY), (SECOND_TAKE,)),
    "correction": ((FIRST, COPY), (SECOND_TAKE,), (LEAD,)),
    "embargoes": ((FIRST, HELD, COPY), (HELD_LEAD,)),
    "kill": ((FIRST, HELD, COPY), (SECOND_TAKE,), (KILL,)),
}


def _all(newsroom: Newsroom, names: tuple[str, ...]) -> dict[str, list[str]]:
    return {name: newsroom.column(f"SELECT t::text FROM newswire.{name} t ORDER BY 1") for name in names}  # noqa: S608


@pytest.mark.parametrize("loads", LOADS.values(), ids=LOADS)
def test_stored_rows_are_those_that_a_migration_makes(
    newsroom: Newsroom, loads: tuple[tuple[Checked, ...], ...]
) -> None:
    for n, batch in enumerate(loads):
        newsroom.load(*batch, batch=str(n))
    shown, stored = _all(newsroom, VIEWS), _all(newsroom, STORED)
    assert shown["article"]
    assert shown["article_entity"]
    assert shown["article_value"]
    downgrade(newsroom.url, "0007")
    assert _all(newsroom, VIEWS) == shown
    upgrade(newsroom.url)
    assert _all(newsroom, VIEWS) == shown
    assert _all(newsroom, STORED) == stored


def test_takes_that_came_late_are_found_by_their_words(newsroom: Newsroom) -> None:
    newsroom.load(FIRST)
    newsroom.load(THIRD_TAKE, batch="1")
    asked = "SELECT body FROM newswire.article WHERE search @@ phraseto_tsquery('english', 'two cranes follow')"
    assert newsroom.column(asked) == []
    newsroom.load(SECOND_TAKE, batch="2")
    [body] = newsroom.column(asked)
    assert body == "\n\n".join((TEXT, SECOND_TAKE.entry.value.body, THIRD_TAKE.entry.value.body))


def test_no_words_wait_in_the_search_index_after_a_load(newsroom: Newsroom) -> None:
    newsroom.load(FIRST, COPY)
    assert newsroom.column("SELECT newswire.sort_search()") == [0]
