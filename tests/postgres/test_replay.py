"""Stored items read again: what differs is a new revision, what does not is unchanged, and nothing is doubled."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from pipeline import flow
from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.load import RunRef, connect
from pipeline.load.migrate import upgrade
from pipeline.load.replay import Selection
from pipeline.load.report import items
from pipeline.load.tidy import tidy_tables
from pipeline.outcome import Entry, Outcome, Reason, Rejection
from pipeline.replay import Difference, collect, compare_batch, differences
from pipeline.sources import Source
from pipeline.story import Article, Furniture, Kind, RawItem
from pipeline.validate import Checked

DESK = "OSLO (Example) - The harbour opened again.\n\nShips came in at noon.\n\nRead our other stories.\n"
TWO_AGENCIES = """ZCZC ABC001
GULL ROCK, May 3 (KCNA) -- The harbour opened again on Monday.
Ships came in at noon.
NNNN
ZCZC ABC002
MOSCOW, May 3. /TASS/. The ferry is late again, and nobody knows why.
The company has said nothing so far.
NNNN
"""
RULE = "example.other"
NOW = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)


@pytest.fixture
def settings(tmp_path: Path, postgres_url: str) -> Settings:
    upgrade(postgres_url)
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "a.txt").write_text(DESK)
    (drop / "b.txt").write_text("BERGEN (Example) - The ferry is late.\n\nNobody knows why.\n")
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nid = "drop"\ntransport = "folder"\npath = "drop"\nsettle_seconds = 0\n')
    return Settings.from_env(
        {"NEWSWIRE_HOME": str(tmp_path), "NEWSWIRE_DATABASE_URL": postgres_url, "NEWSWIRE_SOURCES": str(sources)}
    )


def by_tomorrows_rules(article: Article) -> Article:
    """A rule that takes the last paragraph of the first story."""
    last = "Read our other stories."
    if last not in article.paragraphs:
        return article
    start = article.source_text.index(last)
    span = Furniture(Kind.PROMO, last, start, start + len(last), len(article.paragraphs), RULE)
    kept = article.paragraphs[:-1]
    return replace(article, paragraphs=kept, body="\n\n".join(kept), furniture=(*article.furniture, span))


def prepared(settings: Settings, run_id: str, path: str, *, tomorrow: bool = False) -> list[str]:
    """All stages before the load; the checks themselves are left out, as they take seconds to import."""
    paths = flow.gather(settings, run_id, [path])
    for one in paths:
        for stage in ("parse", "clean", "extract"):
            flow.advance(settings, stage, one)
        batch = Batch(one)
        entries = batch.read("extract", Entry[Article])
        made = [replace(entry, value=by_tomorrows_rules(entry.value)) if tomorrow else entry for entry in entries]
        batch.write("validate", [Checked(entry) for entry in made])
        batch.write("validate.rejections", [])
        batch.write("checks", [])
    return paths


def ingested(settings: Settings, run_id: str = "first") -> dict[str, str]:
    source = Source("drop", "folder", path=settings.home / "drop", settle_seconds=0)
    return loaded(settings, run_id, prepared(settings, run_id, flow.fetch_source(settings, run_id, source)[0]))


def loaded(settings: Settings, run_id: str, paths: list[str]) -> dict[str, str]:
    """Load; name -> outcome."""
    for path in paths:
        flow.load_batch(settings, path, RunRef("test", run_id, NOW))
    with closing(connect(str(settings.database_url))) as connection:
        return {item.name: item.outcome.value for item in items(connection, "test", run_id)}


def replayed(
    settings: Settings, run_id: str, selection: Selection | None = None, *, tomorrow: bool = True
) -> tuple[list[str], list[Difference]]:
    """A replay up to its load."""
    path, _ = collect(settings, run_id, selection or Selection())
    paths = prepared(settings, run_id, path, tomorrow=tomorrow)
    for one in paths:
        compare_batch(settings, one)
    return paths, differences(paths)


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(settings.database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_difference_is_seen_before_anything_is_loaded(settings: Settings) -> None:
    ingested(settings)
    _, found = replayed(settings, "look")
    (settled,) = [one for one in found if one.name == "b.txt"]
    (changed,) = [one for one in found if one.name == "a.txt"]
    assert settled.state == "same"
    assert (changed.state, changed.removed, changed.added) == ("changed", 1, 0)
    assert changed.taken == {RULE: 1}
    assert rows(settings, "SELECT count(*) FROM newswire.revision") == [(2,)]


def test_what_differs_is_a_new_revision_that_readers_see(settings: Settings) -> None:
    ingested(settings)
    paths, _ = replayed(settings, "again")
    assert loaded(settings, "again", paths) == {"a.txt": "revised", "b.txt": "unchanged"}
    assert rows(settings, "SELECT count(*) FROM newswire.story") == [(2,)]
    shown = rows(settings, "SELECT body FROM newswire.article WHERE body LIKE '%harbour%'")
    assert shown == [("The harbour opened again.\n\nShips came in at noon.",)]
    made_by = "SELECT u.run_id FROM newswire.revision r JOIN newswire.run u ON u.id = r.run_id ORDER BY r.id"
    assert rows(settings, made_by) == [("first",), ("first",), ("again",)]


def test_second_replay_finds_nothing_to_do(settings: Settings) -> None:
    ingested(settings)
    loaded(settings, "one", replayed(settings, "one")[0])
    paths, found = replayed(settings, "two")
    assert {one.state for one in found} == {"same"}
    assert loaded(settings, "two", paths) == {"a.txt": "unchanged", "b.txt": "unchanged"}
    assert rows(settings, "SELECT count(*) FROM newswire.revision") == [(3,)]


def test_rule_that_is_taken_back_gives_the_text_back(settings: Settings) -> None:
    ingested(settings)
    loaded(settings, "one", replayed(settings, "one")[0])
    _, found = replayed(settings, "back", tomorrow=False)
    (changed,) = [one for one in found if one.state == "changed"]
    assert (changed.removed, changed.added, changed.given_back) == (0, 1, {RULE: 1})


def test_last_reading_stands_also_when_it_is_an_earlier_one(settings: Settings) -> None:
    ingested(settings)
    loaded(settings, "one", replayed(settings, "one")[0])
    paths, _ = replayed(settings, "back", tomorrow=False)
    assert loaded(settings, "back", paths) == {"a.txt": "revised", "b.txt": "unchanged"}
    shown = rows(settings, "SELECT paragraphs FROM newswire.article WHERE body LIKE '%harbour%'")
    assert shown == [(3,)]
    assert rows(settings, "SELECT count(*) FROM newswire.revision") == [(3,)]


def test_old_version_read_again_does_not_stand_before_the_newer_one(settings: Settings) -> None:
    ingested(settings)
    (settings.home / "drop" / "a.txt").write_text("OSLO (Example) - The harbour closed again.\n\nNo ship came.\n")
    assert ingested(settings, "second")["a.txt"] == "revised"
    loaded(settings, "again", replayed(settings, "again")[0])
    shown = rows(settings, "SELECT body FROM newswire.article WHERE body LIKE '%harbour%'")
    assert shown == [("The harbour closed again.\n\nNo ship came.",)]


def test_replays_and_an_ingest_at_once_double_nothing(settings: Settings) -> None:
    ingested(settings)
    jobs = [(run, replayed(settings, run)[0]) for run in ("one", "two")]
    source = Source("drop", "folder", path=settings.home / "drop", settle_seconds=0)
    jobs.append(("fetch", prepared(settings, "fetch", flow.fetch_source(settings, "fetch", source)[0])))
    with ThreadPoolExecutor(len(jobs)) as pool:
        done = list(pool.map(lambda job: loaded(settings, *job), jobs))
    # The ingest was read last, by the older rules here: whichever was loaded last, its reading stands.
    assert done[-1]["a.txt"] in {"revised", "unchanged"}
    assert {found["a.txt"] for found in done[:2]} <= {"revised", "unchanged", "ignored"}
    assert rows(settings, "SELECT paragraphs FROM newswire.article WHERE body LIKE '%harbour%'") == [(3,)]
    assert rows(settings, "SELECT count(*), count(DISTINCT story_id) FROM newswire.article") == [(2, 2)]
    assert rows(settings, "SELECT count(*) FROM newswire.sighting") == [(2,)]


@pytest.mark.parametrize(("outcome", "state", "shown"), [("quarantined", "held", 2), ("ignored", "gone", 1)])
def test_what_has_no_story_today_is_told_before_and_after(
    settings: Settings, outcome: str, state: str, shown: int
) -> None:
    ingested(settings)
    path, _ = collect(settings, "again", Selection())
    [one] = prepared(settings, "again", path)
    batch = Batch(one)
    found = batch.read("validate", Checked)
    reason = Reason("article.example", "no story")
    held = [
        Rejection(checked.entry.item, 0, "validate", Outcome(outcome), (reason,))
        for checked in found
        if checked.entry.item.name == "a.txt"
    ]
    batch.write("validate", [checked for checked in found if checked.entry.item.name == "b.txt"])
    batch.write("validate.rejections", held)
    compare_batch(settings, one)
    assert {one.name: one.state for one in differences([one])} == {"a.txt": state, "b.txt": "same"}
    assert loaded(settings, "again", [one]) == {"a.txt": outcome, "b.txt": "unchanged"}
    assert rows(settings, "SELECT count(*) FROM newswire.article") == [(shown,)]


def test_a_limit_goes_on_where_the_last_replay_ended(settings: Settings) -> None:
    ingested(settings)
    names: list[str] = []
    for run in ("one", "two", "three"):
        paths, _ = replayed(settings, run, Selection(limit=1), tomorrow=False)
        names += loaded(settings, run, paths)
    assert names == ["a.txt", "b.txt", "a.txt"]


def test_a_file_given_by_hand_keeps_the_agency_of_each_of_its_stories(settings: Settings) -> None:
    by_hand = settings.home / "by_hand"
    by_hand.mkdir()
    (by_hand / "both.txt").write_text(TWO_AGENCIES)
    (by_hand / "named.txt").write_text(DESK)
    fetched = flow.fetch_paths(settings, "both", [by_hand / "both.txt"])
    fetched += flow.fetch_paths(settings, "named", [by_hand / "named.txt"], "kyodo")
    for number, path in enumerate(fetched):
        loaded(settings, f"first{number}", prepared(settings, f"first{number}", path))
    known = rows(settings, "SELECT agency FROM newswire.revision ORDER BY id")
    assert known == [("kcna",), ("tass",), ("kyodo",)]
    _, found = replayed(settings, "again", tomorrow=False)
    items = Batch(flow.batches(settings, "again")[0]).read("items", RawItem)
    assert [item.agency for item in items] == [None, "kyodo"]
    assert {one.state for one in found} == {"same"}


def test_only_what_is_meant_is_taken(settings: Settings) -> None:
    ingested(settings)
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    taken = {
        "all": Selection(),
        "one": Selection(limit=1),
        "here": Selection(sources=("drop",)),
        "elsewhere": Selection(sources=("wire",)),
        "agency": Selection(agency="kyodo"),
        "later": Selection(since=tomorrow),
        "before": Selection(until=tomorrow),
    }
    counts = {name: collect(settings, name, selection)[1]["items"] for name, selection in taken.items()}
    assert counts == {"all": 2, "one": 1, "here": 2, "elsewhere": 0, "agency": 0, "later": 0, "before": 2}


def test_payload_that_is_gone_is_quarantined_and_leaves_its_story_alone(settings: Settings) -> None:
    ingested(settings)
    for file in (settings.home / "store" / "raw").rglob("*"):
        if file.is_file() and b"harbour" in file.read_bytes():
            file.unlink()
    paths, _ = replayed(settings, "again", tomorrow=False)
    assert loaded(settings, "again", paths) == {"a.txt": "quarantined", "b.txt": "unchanged"}
    assert rows(settings, "SELECT count(*) FROM newswire.article") == [(2,)]


def test_tables_are_tidied_by_their_owner(settings: Settings) -> None:
    with closing(connect(str(settings.database_url))) as connection:
        tidied, foreign = tidy_tables(connection)
    assert "revision" in tidied
    assert foreign == []
