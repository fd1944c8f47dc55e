import hashlib
from pathlib import Path

import pytest
from upath import UPath

from pipeline.errors import StoryError
from pipeline.fetch.archive import Archive


@pytest.mark.parametrize("root", ["{tmp}/raw", "memory://raw"])
def test_payload_is_kept_once_under_its_digest(root: str, tmp_path: Path) -> None:
    archive = Archive(UPath(root.format(tmp=tmp_path)))
    sha256 = archive.put(b"a story")
    assert sha256 == hashlib.sha256(b"a story").hexdigest() == archive.put(b"a story")
    assert archive.get(sha256) == b"a story"
    assert [path.name for path in archive.root.rglob("*") if path.is_file()] == [sha256]


def test_damage_is_seen(tmp_path: Path) -> None:
    archive = Archive(UPath(tmp_path))
    sha256 = archive.put(b"a story")
    archive.path(sha256).write_bytes(b"another")
    with pytest.raises(StoryError, match="digest") as caught:
        archive.get(sha256)
    assert caught.value.check == "parse.archive_damaged"


def test_what_was_never_kept_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="restore"):
        Archive(UPath(tmp_path)).get("0" * 64)


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(UPath(tmp_path))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space"):
        archive.put(b"a story")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
