import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from upath import UPath

from pipeline.errors import ConfigError, TransientError
from pipeline.fetch import Archive, fetch
from pipeline.outcome import Outcome, Rejection
from pipeline.sources import Limits, Source
from pipeline.story import RawItem

Make = Callable[..., Source]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(UPath(tmp_path / "raw"))


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
