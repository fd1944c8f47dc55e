import os
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from pipeline.errors import ConfigError, TransientError
from pipeline.fetch import Archive, Watermark, fetch
from pipeline.fetch.folder import tidy
from pipeline.outcome import Outcome, Rejection
from pipeline.sources import Limits, Source
from pipeline.story import RawItem
from tests.unit.fetch.conftest import bring


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def source(path: Path) -> Source:
    return Source(id="drop", transport="folder", path=path, settle_seconds=0)


def names(found: list[RawItem | Rejection]) -> list[str]:
    return [item.name for item in found if isinstance(item, RawItem)]


def test_files_come_in_order_with_their_bytes_archived(drop: Path, archive: Archive) -> None:
    (drop / "deep").mkdir()
    for name, payload in (("b.txt", b"two"), ("a.html", b"one"), ("deep/c", b"three")):
        (drop / name).write_bytes(payload)
    items = [item for item in fetch(source(drop), archive) if isinstance(item, RawItem)]
    assert [(item.name, item.media_type) for item in items] == [
        ("a.html", "text/html"),
        ("b.txt", "text/plain"),
        ("deep/c", None),
    ]
    assert [archive.get(item.sha256) for item in items] == [b"one", b"two", b"three"]
    assert items[0].uri == (drop / "a.html").as_uri()


@pytest.mark.parametrize("name", [".hidden", "story.txt.part", "story.tmp", "~lock", "story.txt~", "x.FILEPART"])
def test_unfinished_files_are_left_alone(name: str, drop: Path, archive: Archive) -> None:
    (drop / name).write_bytes(b"half")
    assert list(fetch(source(drop), archive)) == []


def test_file_that_just_changed_waits_for_the_next_run(drop: Path, archive: Archive) -> None:
    (drop / "new.txt").write_bytes(b"grow")
    patient = replace(source(drop), settle_seconds=30)
    assert list(fetch(patient, archive)) == []
    os.utime(drop / "new.txt", (time.time() - 31,) * 2)
    assert names(list(fetch(patient, archive))) == ["new.txt"]


def test_file_from_the_future_is_not_held_back(drop: Path, archive: Archive) -> None:
    (drop / "new.txt").write_bytes(b"ahead")
    os.utime(drop / "new.txt", (time.time() + 9999,) * 2)
    assert names(list(fetch(replace(source(drop), settle_seconds=30), archive))) == ["new.txt"]


def test_file_that_cannot_be_taken_is_rejected_and_the_rest_goes_on(drop: Path, archive: Archive) -> None:
    (drop / "a.txt").write_bytes(b"fine")
    (drop / "b.txt").write_bytes(b"x" * 100)
    (drop / "c.txt").symlink_to("/etc/hostname")
    os.mkfifo(drop / "d.txt")
    (drop / "e.txt").write_bytes(b"fine too")
    found = list(fetch(replace(source(drop), limits=Limits(max_bytes=50)), archive))
    assert names(found) == ["a.txt", "e.txt"]
    rejected = [item for item in found if isinstance(item, Rejection)]
    assert [(row.item.name, row.reasons[0].check) for row in rejected] == [
        ("b.txt", "fetch.too_large"),
        ("c.txt", "fetch.outside"),
        ("d.txt", "fetch.not_a_file"),
    ]
    assert {row.outcome for row in rejected} == {Outcome.QUARANTINED}


def test_unreadable_file_is_rejected(drop: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (drop / "a.txt").write_bytes(b"secret")
    (drop / "b.txt").write_bytes(b"fine")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    first, second = fetch(source(drop), archive)
    assert isinstance(first, Rejection)
    assert first.reasons[0].check == "fetch.unreadable"
    assert "Permission denied" in first.reasons[0].message
    assert isinstance(second, RawItem)


def test_file_that_changes_while_it_is_read_waits(
    drop: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (drop / "a.txt").write_bytes(b"first")
    read = Path.read_bytes

    def read_and_grow(path: Path) -> bytes:
        payload = read(path)
        with path.open("ab") as file:
            file.write(b" and more")
        return payload

    monkeypatch.setattr(Path, "read_bytes", read_and_grow)
    assert list(fetch(source(drop), archive)) == []


def test_patterns_and_limit(drop: Path, archive: Archive) -> None:
    for name in ("a.xml", "b.txt", "c.xml", "d.xml"):
        (drop / name).write_bytes(name.encode())
    chosen = replace(source(drop), patterns=("*.xml",), limits=Limits(max_items=2))
    assert names(list(fetch(chosen, archive))) == ["a.xml", "c.xml"]


def test_single_file(drop: Path, archive: Archive) -> None:
    (drop / "a.txt").write_bytes(b"one")
    assert names(list(fetch(source(drop / "a.txt"), archive))) == ["a.txt"]


def test_folder_that_is_away_can_be_tried_again(drop: Path, archive: Archive) -> None:
    with pytest.raises(TransientError, match="there is no folder"):
        list(fetch(source(drop / "mount"), archive))


def test_unknown_transport(archive: Archive) -> None:
    with pytest.raises(ConfigError, match="no transport 'pigeon'; known are folder"):
        list(fetch(Source(id="x", transport="pigeon"), archive))


def test_a_name_that_is_no_utf_8_stops_nothing(drop: Path, archive: Archive) -> None:
    (drop / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"a story")
    (drop / "plain.txt").write_bytes(b"another")
    found = list(fetch(Source("drop", "folder", path=drop, settle_seconds=0), archive))
    assert [item.name for item in found if isinstance(item, RawItem)] == ["caf\\xe9.txt", "plain.txt"]
    assert msgspec.json.encode(found)


def test_a_folder_reached_through_a_link_is_read(tmp_path: Path, drop: Path, archive: Archive) -> None:
    (drop / "a.txt").write_bytes(b"a story")
    (tmp_path / "link").symlink_to(drop)
    source = Source("drop", "folder", path=tmp_path / "link", settle_seconds=0)
    assert [type(item) for item in fetch(source, archive)] == [RawItem]


def test_known_files_are_not_read_again(drop: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (drop / name).write_text(f"story {name}")
    first = bring(source(drop), archive)
    (drop / "b").write_text("story b, corrected")
    (drop / "a").unlink()
    read: list[str] = []
    real = Path.read_bytes

    def note(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", note)
    second = bring(source(drop), archive, first.watermark())
    assert second.names == read == ["b"]
    assert second.cursor is not None
    assert second.cursor.gone == ("a",)


def test_a_file_replaced_by_one_of_equal_size_and_time_is_read(drop: Path, archive: Archive) -> None:
    (drop / "a").write_text("story one")
    os.utime(drop / "a", (1000, 1000))
    first = bring(source(drop), archive)
    (drop / "other").write_text("story two")
    os.utime(drop / "other", (1000, 1000))
    (drop / "other").rename(drop / "a")
    assert bring(source(drop), archive, first.watermark()).names == ["a"]


def test_limit_gets_to_the_rest_and_then_to_what_is_to_be_tried_again(drop: Path, archive: Archive) -> None:
    for name in "abcd":
        (drop / name).write_text("x" * (100 if name == "a" else 1))
    few = replace(source(drop), limits=Limits(max_items=2, max_bytes=50))
    first = bring(few, archive)
    assert (first.checks, first.names) == (["fetch.too_large"], ["b"])
    second = bring(few, archive, first.watermark())
    assert (second.checks, second.names) == ([], ["c", "d"])
    third = bring(few, archive, second.watermark(first.watermark(), reread=False))
    assert third.names == []


def test_reading_again_takes_what_is_new_first(drop: Path, archive: Archive) -> None:
    (drop / "b").write_text("story b")
    before = bring(source(drop), archive).watermark(reread=True)
    (drop / "c").write_text("story c")
    assert bring(source(drop), archive, before).names == ["c", "b"]
    assert bring(source(drop), archive, before, limit=1).names == ["c"]


def test_what_is_held_stays_and_what_is_loaded_goes(drop: Path, archive: Archive, tmp_path: Path) -> None:
    (drop / "deep").mkdir()
    for name in ("a", "deep/b", "c", "d"):
        (drop / name).write_text(f"story {name}")
    moving = replace(source(drop), after="move", move_to=tmp_path / "done")
    known = bring(moving, archive).watermark()
    held = replace(known, held=frozenset({"c"}))
    (drop / "d").write_text("story d, which came after the fetch")
    assert tidy(moving, Watermark()) == 0
    assert tidy(moving, held) == 2
    assert sorted(path.name for path in drop.rglob("*") if path.is_file()) == ["c", "d"]
    assert (tmp_path / "done" / "deep" / "b").read_text() == "story deep/b"
    (drop / "a").write_text("another story a")
    assert tidy(moving, bring(moving, archive).watermark()) == 3
    assert (tmp_path / "done" / "a").read_text() == "story a"
    assert (tmp_path / "done" / "a.1").read_text() == "another story a"


def test_loaded_files_are_deleted_where_the_record_says_so(drop: Path, archive: Archive) -> None:
    (drop / "a").write_text("story a")
    known = bring(source(drop), archive).watermark()
    assert tidy(source(drop), known) == 0
    assert (drop / "a").exists()
    assert tidy(replace(source(drop), after="delete"), known) == 1
    assert list(drop.iterdir()) == []


def test_a_file_that_changes_at_the_last_moment_is_put_back(
    drop: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (drop / "a").write_text("story a")
    known = bring(source(drop), archive).watermark()
    rename = Path.rename

    def write_and_rename(path: Path, target: Path) -> Path:
        if path.name == "a":
            path.write_text("a longer story a")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", write_and_rename)
    assert tidy(replace(source(drop), after="delete"), known) == 0
    assert (drop / "a").read_text() == "a longer story a"
