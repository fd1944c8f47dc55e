"""Copy whose ids recur or that has none: which deliveries are one story, and what readers see of it."""

import datetime as dt
from typing import Any

import pytest

from pipeline.entity import Entity, Mention
from pipeline.story import Dateline, Link
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, entity, story

SHOWN = "SELECT body FROM newswire.article ORDER BY body"
STATES = "SELECT state, body FROM newswire.article_history ORDER BY story_id, number"
PENDING = "SELECT name, pubstatus, candidates FROM newswire.pending_kill ORDER BY name"
FIRE = "\n\n".join(f"The fire at the harbour of Port Alder reached shed number {n} before noon." for n in range(5))
VOTE = "The council of Sandhaven votes tonight on a second bridge over the strait, after years of talk."


def wire(body: str, name: str, *, hour: float = 0, **fields: Any) -> Checked:  # noqa: ANN401
    """A message of a wire without ids, sent so many hours after START."""
    sent = {"version_created": START + dt.timedelta(hours=hour), "slugline": "Harbour-Fire", "agency": "x"}
    return story(body, name=name, **{"format": "anpa1312", **sent, **fields})


def kill(name: str, *, hour: float, **fields: Any) -> Checked:  # noqa: ANN401
    """A kill without text."""
    return wire("", name, hour=hour, **{"pubstatus": "canceled", **fields})


def number(message: int) -> dict[str, Any]:
    return {"links": (Link("altId", f"abc {message}"),), "format": "iptc7901"}


def test_a_lead_is_a_revision_however_much_it_changes(newsroom: Newsroom) -> None:
    assert newsroom.outcomes(wire(FIRE, "1"), wire(VOTE, "2", hour=3, take="1st Ld-Writethru")) == ["loaded", "revised"]
    assert newsroom.column(SHOWN) == [VOTE]
    assert newsroom.rows(STATES) == [("superseded", FIRE), ("shown", VOTE)]


def test_another_story_with_the_slug_is_another_story(newsroom: Newsroom) -> None:
    assert newsroom.outcomes(wire(FIRE, "1"), wire(VOTE, "2", hour=3)) == ["loaded", "loaded"]
    assert newsroom.outcomes(wire(FIRE + "\n\nMore.", "3", hour=4), run="r2") == ["revised"]
    assert newsroom.column(SHOWN) == sorted([VOTE, FIRE + "\n\nMore."])


@pytest.mark.parametrize(
    "other",
    [
        {"hour": 60, "take": "1st Ld"},
        {"hour": 3, "take": "1st Ld", "agency": "y"},
        {"hour": 3, "dateline": Dateline("OSLO -", "Oslo")},
        {"hour": 3, "slugline": "Port-Vote"},
    ],
)
def test_what_no_mark_window_or_dateline_allows_stays_apart(newsroom: Newsroom, other: dict[str, Any]) -> None:
    first = wire(FIRE, "1", dateline=Dateline("BERGEN -", "Bergen"))
    assert newsroom.outcomes(first, wire(FIRE + "\n\nMore.", "2", **other)) == ["loaded", "loaded"]


def test_a_name_that_is_used_again_is_no_revision(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "incoming.txt"))
    again = wire(VOTE, "incoming.txt", hour=1, slugline="Port-Vote", minutes=9)
    assert newsroom.outcomes(again, run="r2") == ["loaded"]
    assert len(newsroom.column(SHOWN)) == 2


def test_redelivery_on_another_channel_is_the_same_story(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "1", category="i", signals=("service:alpha",)))
    again = [
        wire(FIRE, "2", category="a", signals=("service:beta",), hour=0.1, minutes=3),
        wire(FIRE, "3", category="i", signals=("service:alpha",), hour=0.2, minutes=5),
    ]
    assert newsroom.outcomes(*again, run="r2") == ["revised", "revised"]
    assert newsroom.column(SHOWN) == [FIRE]
    channels = newsroom.rows(
        "SELECT category, service, deliveries, last_seen_at FROM newswire.story_channel ORDER BY 1"
    )
    assert channels == [
        ("a", "beta", 1, START + dt.timedelta(minutes=3)),
        ("i", "alpha", 2, START + dt.timedelta(minutes=5)),
    ]


def test_a_late_first_text_takes_its_place(newsroom: Newsroom) -> None:
    newsroom.load(wire(VOTE, "2", hour=2, take="1st Ld"))
    [number] = newsroom.column("SELECT story_id FROM newswire.article")
    assert newsroom.outcomes(wire(FIRE, "1"), run="r2") == ["revised"]
    assert newsroom.rows("SELECT story_id, body FROM newswire.article") == [(number, VOTE)]
    assert newsroom.sizes()["story"] == 1


def test_a_wire_without_ids_follows_what_has_one(newsroom: Newsroom) -> None:
    newsroom.load(
        story(FIRE, name="1", guid="g", version="4", agency="x", slugline="Harbour Fire", version_created=START)
    )
    assert newsroom.outcomes(wire(FIRE + "\n\nMore.", "2", hour=1), run="r2") == ["revised"]
    assert newsroom.column(SHOWN) == [FIRE + "\n\nMore."]
    assert newsroom.column("SELECT guid FROM newswire.story") == ["g"]


TAKES = [
    wire("One begins.", "1", headline="Fire"),
    wire("Two goes on.", "2", hour=0.1, take="1st Add", entities=(entity("Ann Lee"),)),
    wire("Three ends.", "3", hour=0.2, take="2nd Add"),
]


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
def test_takes_are_one_text_in_whatever_order_they_come(newsroom: Newsroom, order: list[int]) -> None:
    for n in order:
        newsroom.load(TAKES[n], run=f"r{n}")
    shown = newsroom.rows("SELECT headline, body, paragraphs, word_count, name FROM newswire.article")
    assert shown == [("Fire", "One begins.\n\nTwo goes on.\n\nThree ends.", 3, 7, "1")]
    assert newsroom.column("SELECT missing FROM newswire.joined ORDER BY revision_id DESC LIMIT 1") in ([[]], [[]])
    found = "SELECT name FROM newswire.article WHERE search @@ websearch_to_tsquery('simple', %s)"
    assert newsroom.column(found, "ends") == ["1"]


def test_a_take_that_is_missing_is_told(newsroom: Newsroom) -> None:
    newsroom.load(TAKES[0], TAKES[2])
    assert newsroom.column(SHOWN) == ["One begins.\n\nThree ends."]
    assert newsroom.column("SELECT missing FROM newswire.joined") == [[1]]
    newsroom.load(TAKES[1], run="r2")
    assert newsroom.column(SHOWN) == ["One begins.\n\nTwo goes on.\n\nThree ends."]


def test_a_lead_with_the_whole_text_supersedes_the_takes(newsroom: Newsroom) -> None:
    newsroom.load(*TAKES, wire("All of it anew.", "4", hour=1, take="1st Ld-Writethru"))
    assert newsroom.column(SHOWN) == ["All of it anew."]


def test_mentions_of_a_take_count_in_the_joined_text(newsroom: Newsroom) -> None:
    lee = Entity("person", "Ann Lee", {}, (Mention(0, 7, "Ann Lee"),))
    newsroom.load(wire("One begins.", "1"), wire("Ann Lee left.", "2", hour=1, take="FIRST ADD", entities=(lee,)))
    [(name, offset, body)] = newsroom.rows(
        "SELECT e.name, e.first_offset, a.body FROM newswire.article_entity e JOIN newswire.article a USING (story_id)"
    )
    assert body[offset : offset + len(name)] == name


@pytest.mark.parametrize("held", ["1", "2"])
def test_nothing_of_an_embargoed_take_is_shown_before_its_time(newsroom: Newsroom, held: str) -> None:
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    newsroom.load(
        wire("One begins.", "1", embargo_until=until if held == "1" else None),
        wire("Two goes on.", "2", hour=1, take="1st Add", embargo_until=until if held == "2" else None),
    )
    assert newsroom.column(SHOWN) == ([] if held == "1" else ["One begins."])
    later = "SELECT body FROM newswire.shown_text WHERE period @> %s"
    assert newsroom.column(later, until) == ["One begins.\n\nTwo goes on."]


def test_each_revision_tells_what_it_changed(newsroom: Newsroom) -> None:
    newsroom.load(wire("A.\n\nB.\n\nC.", "1"), wire("A.\n\nX.\n\nC.\n\nD.", "3", hour=2, take="2nd Ld"))
    changes = "SELECT kept, removed, added, operations FROM newswire.article_change ORDER BY version_created"
    [(kept, removed, added, operations)] = newsroom.rows(changes)
    assert (kept, removed, added) == (2, 1, 2)
    assert [(one["op"], one["before"], one["after"], one["text"]) for one in operations] == [
        *[("kept", 0, 0, []), ("removed", 1, None, ["B."]), ("added", None, 1, ["X."])],
        *[("kept", 2, 2, []), ("added", None, 3, ["D."])],
    ]
    newsroom.load(wire("A.\n\nX.\n\nC.", "2", hour=1, take="1st Ld"), run="r2")
    assert [row[:3] for row in newsroom.rows(changes)] == [(2, 1, 1), (3, 0, 1)]


def test_a_kill_by_slug_takes_the_story_out_at_once(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "1"))
    assert newsroom.outcomes(kill("2", hour=1, take="Kill"), run="r2") == ["withdrawn"]
    assert newsroom.column(SHOWN) == []
    assert newsroom.rows(STATES) == [("withdrawn", FIRE), ("kill", "")]
    assert newsroom.rows(PENDING) == []


def test_copies_that_go_on_coming_after_a_kill_lift_it_not(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "1"), kill("2", hour=1))
    assert newsroom.outcomes(wire(FIRE, "3", hour=2, category="a"), run="r2") == ["withdrawn"]
    assert newsroom.column(SHOWN) == []
    assert newsroom.outcomes(wire(VOTE, "4", hour=3, take="Sub"), run="r3") == ["revised"]
    assert newsroom.column(SHOWN) == [VOTE]


@pytest.mark.parametrize("late", [False, True])
def test_a_kill_by_message_number_waits_for_its_story(newsroom: Newsroom, late: bool) -> None:
    told = kill("2", hour=1, format="iptc7901", slugline="Kill", links=(Link("kills", "ABC 0157"),))
    batches = [told, wire(FIRE, "1", **number(157))] if late else [wire(FIRE, "1", **number(157)), told]
    newsroom.load(batches[0], run="r1")
    assert newsroom.rows(PENDING) == ([("2", "canceled", 0)] if late else [])
    assert newsroom.outcomes(batches[1], run="r2") == ["withdrawn"]
    assert (newsroom.column(SHOWN), newsroom.rows(PENDING), newsroom.sizes()["story"]) == ([], [], 1)


def test_a_kill_that_may_mean_two_stories_kills_neither(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "1"), wire(VOTE, "2", hour=1))
    newsroom.load(kill("3", hour=2), run="r2")
    assert len(newsroom.column(SHOWN)) == 2
    assert newsroom.rows(PENDING) == [("3", "canceled", 2)]


def test_a_number_that_recurs_means_the_story_with_the_slug(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "1", **number(7)), wire(VOTE, "2", hour=1, **{**number(7), "slugline": "Port-Vote"}))
    newsroom.load(kill("3", hour=2, format="iptc7901", slugline="Port-Vote", links=(Link("kills", "abc 7"),)), run="r2")
    assert newsroom.column(SHOWN) == [FIRE]


def test_a_hold_lasts_until_the_story_is_sent_again(newsroom: Newsroom) -> None:
    newsroom.load(wire(FIRE, "1"), kill("2", hour=1, pubstatus="withheld"))
    assert newsroom.column(SHOWN) == []
    newsroom.load(wire(FIRE, "3", hour=2), run="r2")
    assert newsroom.column(SHOWN) == [FIRE]


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_a_kill_by_another_item_s_id_finds_it(newsroom: Newsroom, order: list[int]) -> None:
    batch = [
        story("One.", name="1", guid="g", version="7", agency="x", version_created=START),
        story("", name="2", guid="k", version="1", pubstatus="canceled", links=(Link("replaces", "g"),), minutes=9),
    ]
    for n in order:
        newsroom.load(batch[n], run=f"r{n}")
    assert newsroom.column(SHOWN) == []
    assert newsroom.sizes()["story"] == 1


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [2, 0, 1], [1, 0, 2]])
def test_items_that_replace_each_other_are_one_story(newsroom: Newsroom, order: list[int]) -> None:
    batch = [
        story(
            f"Version {n}.",
            name=f"{n}",
            guid=f"g{n}",
            version="1",
            agency="x",
            version_created=START + dt.timedelta(hours=n),
            links=(Link("replaces", f"g{n - 1}"),) if n else (),
        )
        for n in range(3)
    ]
    for n in order:
        newsroom.load(batch[n], run=f"r{n}")
    assert newsroom.column(SHOWN) == ["Version 2."]
    assert newsroom.column("SELECT number FROM newswire.article_history ORDER BY body") == [1, 2, 3]
    newsroom.load(
        story("Anew.", name="9", guid="g1", version="2", agency="x", version_created=START + dt.timedelta(hours=9))
    )
    assert (newsroom.column(SHOWN), newsroom.sizes()["story"]) == (["Anew."], 1)
