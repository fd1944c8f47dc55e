"""The line itself, its stages replaced: what goes on, what is held back and why, how batches are cut."""

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from upath import UPath

from pipeline import flow
from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.errors import ConfigError, NotAStoryError, StoryError, TransientError
from pipeline.fetch import Archive
from pipeline.load import RunRef
from pipeline.outcome import Entry, Outcome, Rejection, Severity
from pipeline.sources import Source
from pipeline.story import ParsedStory, RawItem


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, str(tmp_path / "store"), tmp_path / "sources.toml", batch_size=2)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    for name in ("a", "b", "c", "d", "e"):
        (folder / f"{name}.txt").write_text(f"story {name}")
    return folder


@pytest.fixture
def batch(settings: Settings, drop: Path) -> str:
    fetched, _ = flow.fetch_source(settings, "run", Source("drop", "folder", path=drop, settle_seconds=0), limit=2)
    (path,) = flow.gather(settings, "run", [fetched])
    return path


def replace_parse(monkeypatch: pytest.MonkeyPatch, work: Callable[[bytes], list[ParsedStory]]) -> None:
    monkeypatch.setattr(flow, "parse", lambda payload, **_: work(payload))


def story(text: str) -> ParsedStory:
    return ParsedStory("text", text, ())


def test_sources_are_cut_into_batches_whatever_their_source(settings: Settings, drop: Path) -> None:
    sources = [Source(name, "folder", path=drop, settle_seconds=0) for name in ("one", "two")]
    fetched = [flow.fetch_source(settings, "manual: 1+2", source)[0] for source in sources]
    paths = flow.gather(settings, "manual: 1+2", fetched)
    items = [[item.source for item in Batch(path).read("items", RawItem)] for path in paths]
    assert items == [["one"] * 2, ["one"] * 2, ["one", "two"], ["two"] * 2, ["two"] * 2]
    assert flow.batches(settings, "manual: 1+2") == paths
    assert [flow.batch_number(path) for path in paths] == ["0000", "0001", "0002", "0003", "0004"]


def test_limit_counts_for_each_source(settings: Settings, drop: Path) -> None:
    path, counts = flow.fetch_source(settings, "run", Source("drop", "folder", path=drop, settle_seconds=0), limit=3)
    assert counts == {"items": 3, "rejected": 0}
    assert [item.name for item in Batch(path).read("items", RawItem)] == ["a.txt", "b.txt", "c.txt"]


def test_large_payloads_make_small_batches(settings: Settings, monkeypatch: pytest.MonkeyPatch, drop: Path) -> None:
    monkeypatch.setattr(flow, "BATCH_BYTES", 1)
    path, _ = flow.fetch_source(settings, "run", Source("drop", "folder", path=drop, settle_seconds=0))
    assert len(flow.gather(settings, "run", [path])) == 5


def test_batches_are_no_more_than_can_be_mapped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, drop: Path
) -> None:
    monkeypatch.setattr(flow, "MOST_BATCHES", 1)
    path, _ = flow.fetch_source(settings, "run", Source("drop", "folder", path=drop, settle_seconds=0))
    assert len(flow.gather(settings, "run", [path])) == 1


def test_nothing_fetched_makes_no_batch(settings: Settings) -> None:
    assert flow.gather(settings, "run", []) == []
    assert flow.batches(settings, "run") == []


def test_chosen_sources(settings: Settings) -> None:
    record = '[[source]]\nid = "{}"\ntransport = "folder"\npath = "drop"\nenabled = {}\n'
    settings.sources.write_text(record.format("on", "true") + record.format("off", "false"))
    assert [source.id for source in flow.choose_sources(settings)] == ["on"]
    assert [source.id for source in flow.choose_sources(settings, ["off"])] == ["off"]
    with pytest.raises(ConfigError, match="no source of"):
        flow.choose_sources(settings, ["of"])


def test_every_story_of_a_payload_goes_on(settings: Settings, batch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_parse(monkeypatch, lambda payload: [story(payload.decode()), story("second")])
    assert flow.parse_batch(settings, batch) == {"in": 2, "out": 4, "rejected": 0}
    entries = Batch(batch).read("parse", Entry[ParsedStory])
    assert [(entry.item.name, entry.part, entry.value.source_text) for entry in entries] == [
        ("a.txt", 0, "story a"),
        ("a.txt", 1, "second"),
        ("b.txt", 0, "story b"),
        ("b.txt", 1, "second"),
    ]


@pytest.mark.parametrize(
    ("error", "outcome", "check", "severity"),
    [
        (StoryError("parse.empty", "no bytes", "0"), Outcome.QUARANTINED, "parse.empty", Severity.CRITICAL),
        (NotAStoryError("parse.index", "a picture index"), Outcome.IGNORED, "parse.index", Severity.INFO),
        (RecursionError("too deep"), Outcome.QUARANTINED, "parse.crashed", Severity.CRITICAL),
    ],
)
def test_one_bad_story_leaves_its_neighbours_alone(  # noqa: PLR0913, PLR0917
    error: Exception,
    outcome: Outcome,
    check: str,
    severity: Severity,
    settings: Settings,
    batch: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(payload: bytes) -> list[ParsedStory]:
        if payload == b"story a":
            raise error
        return [story("fine")]

    replace_parse(monkeypatch, work)
    with caplog.at_level(logging.ERROR):
        assert flow.parse_batch(settings, batch) == {"in": 2, "out": 1, "rejected": 1}
    (rejection,) = Batch(batch).read("parse.rejections", Rejection)
    assert (rejection.item.name, rejection.outcome) == ("a.txt", outcome)
    assert (rejection.reasons[0].check, rejection.reasons[0].severity) == (check, severity)
    assert ("crashed" in caplog.text) == (check == "parse.crashed")


def test_a_package_is_no_story_of_its_own(settings: Settings, batch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = ParsedStory("newsml-g2", "", (), signals=("package",))
    replace_parse(monkeypatch, lambda payload: [package, *([story("fine")] if payload == b"story a" else [])])
    assert flow.parse_batch(settings, batch) == {"in": 2, "out": 1, "rejected": 1}
    assert [entry.value for entry in Batch(batch).read("parse", Entry[ParsedStory])] == [story("fine")]


def test_payload_without_a_story_is_ignored(settings: Settings, batch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_parse(monkeypatch, lambda _: [])
    assert flow.parse_batch(settings, batch) == {"in": 2, "out": 0, "rejected": 2}
    assert {row.outcome for row in Batch(batch).read("parse.rejections", Rejection)} == {Outcome.IGNORED}


@pytest.mark.parametrize("error", [TransientError("503"), ConfigError("bad profile")])
def test_what_concerns_all_stops_the_batch(
    error: Exception, settings: Settings, batch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(_: bytes) -> list[ParsedStory]:
        raise error

    replace_parse(monkeypatch, work)
    with pytest.raises(type(error)):
        flow.parse_batch(settings, batch)
    assert not Batch(batch).has("parse")


def test_lost_payload_is_quarantined(settings: Settings, batch: str) -> None:
    for item in Batch(batch).read("items", RawItem):
        Archive(UPath(settings.object_store) / "raw").path(item.sha256).unlink()
    assert flow.parse_batch(settings, batch)["rejected"] == 2


def test_load_without_a_database_says_what_to_set(settings: Settings) -> None:
    run = RunRef("test", "1", dt.datetime(2026, 8, 1, tzinfo=dt.UTC))
    with pytest.raises(ConfigError, match="NEWSWIRE_DATABASE_URL is not set"):
        flow.open_run(settings, run)


def test_files_named_by_hand_keep_their_paths(settings: Settings, drop: Path) -> None:
    fetched = flow.fetch_paths(settings, "run", [drop, drop / "a.txt"])
    names = [[item.name for item in Batch(path).read("items", RawItem)] for path in fetched]
    assert names[0][0] == names[1][0] == str(drop / "a.txt")
