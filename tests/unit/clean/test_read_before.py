import errno
import marshal
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.clean import beginning, literals, patterns
from pipeline.clean.profile import AGENCIES, load_profiles, profiles
from pipeline.clean.read_before import READERS, keeping, kept
from pipeline.config import PROJECT

PATTERN = r"(?:photo|picture)s? by (?P<name>[A-Z]\w+)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file in which a folder keeps what was read for the test."""
    return tmp_path / "new" / f"test.{sys.implementation.cache_tag}.read"


@pytest.fixture
def read() -> Callable[[Path], list[object]]:
    """All that is read off a pattern by a process that begins with what lies in a file."""

    def answers(path: Path) -> list[object]:
        for function in (patterns.compiled, literals.needed, literals.lengths, beginning.can_begin):
            function.cache_clear()
        with keeping("test", path.parent):
            found = patterns.compiled(PATTERN).match("photos by Mara")
            begins = beginning.can_begin(PATTERN)
            least_and_most = literals.lengths(PATTERN)
            return [
                found and found.groupdict(),
                [begins(char) for char in "pPx"],
                beginning.can_begin("x?")("y"),
                literals.needed(PATTERN),
                least_and_most,
            ]

    return answers


def no_parser(_: str) -> None:
    raise AssertionError("a pattern that is known was parsed")


def test_what_was_read_is_not_read_again(
    path: Path, read: Callable[[Path], list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_first = read(path)
    assert at_first[:3] == [{"name": "Mara"}, [True, False, False], True]
    written = path.stat()
    for module in (patterns, literals, beginning):
        monkeypatch.setattr(module, "parsed", no_parser)
    assert read(path) == at_first
    assert path.stat() == written
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"\n", b"rub\nbish", b"0" * 64 + b"\n" + marshal.dumps(({}, b""))]
)
def test_what_is_unsound_is_read_anew(path: Path, read: Callable[[Path], list[object]], content: bytes) -> None:
    expected = read(path)
    sound = path.read_bytes()
    path.write_bytes(content)
    assert read(path) == expected
    assert path.read_bytes() == sound


@pytest.mark.parametrize("hurt", [lambda sound: sound[:-9], lambda sound: sound[:-9] + b"?" + sound[-8:]])
def test_what_is_cut_off_or_hurt_is_read_anew(
    path: Path, read: Callable[[Path], list[object]], hurt: Callable[[bytes], bytes]
) -> None:
    expected = read(path)
    path.write_bytes(hurt(path.read_bytes()))
    assert read(path) == expected


def test_where_nobody_may_write_all_is_read_each_time(tmp_path: Path, read: Callable[[Path], list[object]]) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "test.read"
    assert read(path) == read(path)


def test_what_is_asked_for_no_more_is_not_kept(path: Path) -> None:
    def asked(*patterns: str) -> list[str]:
        """The patterns that had to be read."""
        read: list[str] = []

        def itself(pattern: str) -> str:
            read.append(pattern)
            return pattern

        with keeping("test", path.parent):
            assert [kept("itself", pattern, itself) for pattern in patterns] == [*patterns]
        return read

    assert asked("pier", "quay") == ["pier", "quay"]
    assert asked("quay", "mole") == ["mole"]
    assert asked("pier", "quay", "mole") == ["pier"]


def test_whose_answers_are_kept_is_known() -> None:
    sources = (PROJECT / "pipeline").rglob("*.py")
    asking = {source.name for source in sources if "import kept" in source.read_text("utf-8")}
    assert asking == set(READERS) - {"read_before.py"}


def test_half_a_file_is_not_left_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(shutil, "copymode", full)
    with keeping("test", path.parent):
        kept("itself", "pier", str)
    assert list(path.parent.iterdir()) == []


def test_nothing_is_kept_of_what_failed(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), keeping("test", path.parent):
        kept("length", "pier", lambda _: 1 // 0)
    assert not path.exists()


def test_the_packages_profiles_are_those_that_are_read_anew() -> None:
    kept_or_read = profiles()
    patterns.compiled.cache_clear()
    assert load_profiles(AGENCIES) == kept_or_read
