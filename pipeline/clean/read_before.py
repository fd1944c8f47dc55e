"""What was read off patterns, kept from one process to the next: reading takes longer than cleaning a thousand stories.

All of it follows from a pattern's text, so it holds as long as Python and the modules that read are the same. It lies
where Python keeps what it compiled of this package, and is read anew where it is missing, by others, or not sound.
"""

import contextlib
import hashlib
import marshal
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from pipeline.config import PROJECT

_T = TypeVar("_T")
_HERE: Final = PROJECT / "pipeline" / "clean"
# The modules whose answers are kept.
READERS: Final = ("beginning.py", "literals.py", "patterns.py", "read_before.py")


class _Kept:
    """Answers by question and pattern: those of an earlier process, and those that were asked for in this one.

    They lie packed in one piece, which leaves no holes in memory: unpacked they take four times as much, and none is
    asked for twice.
    """

    def __init__(self, places: dict[bytes, tuple[int, int]], packed: bytes) -> None:
        self._places, self._packed = places, memoryview(packed)
        self.asked: dict[bytes, tuple[int, int]] = {}
        self.packed = bytearray()

    def answer(self, question: str, pattern: str, read: Callable[[str], _T]) -> _T:
        key = hashlib.blake2b(f"{question} {pattern}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
        begin, end = self._places.get(key, (0, 0))
        if end:
            self._keep(key, self._packed[begin:end])
            known: _T = marshal.loads(zlib.decompress(self._packed[begin:end]))  # noqa: S302
            return known
        answer = read(pattern)
        self._keep(key, zlib.compress(marshal.dumps(cast("Any", answer)), 1))
        return answer

    def _keep(self, key: bytes, packed: bytes | memoryview) -> None:
        if key not in self.asked:
            self.asked[key] = len(self.packed), len(self.packed) + len(packed)
            self.packed += packed

    def is_as_it_was(self) -> bool:
        """Whether all that was known was asked for, and nothing else."""
        return self.asked.keys() == self._places.keys()


_KEPT: Final[ContextVar[_Kept | None]] = ContextVar("kept", default=None)


def kept(question: str, pattern: str, read: Callable[[str], _T]) -> _T:
    """What ``read`` tells of the pattern; of plain values only, which ``marshal`` knows.

    >>> kept("length", "pier|quay", len)
    9
    """
    answers = _KEPT.get()
    return answers.answer(question, pattern, read) if answers else read(pattern)


@contextlib.contextmanager
def keeping(name: str, folder: Path | None = None) -> Iterator[None]:
    """Within it, what an earlier process read off a pattern is not read again; what is asked for is kept at its end.

    ``name`` is what is being built; each has a file, for a process may build but one.
    """
    compiled = Path(cache_from_source(str(_HERE / f"{name}.py")))
    path = (folder or compiled.parent) / f"{compiled.stem}.read"
    by = _readers()
    answers = _Kept(*_loaded(path, by))
    token = _KEPT.set(answers)
    try:
        yield
    finally:
        _KEPT.reset(token)
    if not answers.is_as_it_was():
        with contextlib.suppress(OSError):  # A package that nobody may write to is read anew each time.
            _write(path, by, marshal.dumps((answers.asked, bytes(answers.packed))))


def _readers() -> str:
    """Who read: this Python, by these modules."""
    sources = [(_HERE / name).read_bytes() for name in READERS]
    return hashlib.sha256(b"\0".join([f"{sys.version} {sys.byteorder}".encode(), *sources])).hexdigest()


def _loaded(path: Path, by: str) -> tuple[dict[bytes, tuple[int, int]], bytes]:
    """What lies there, as sure as Python's own compiled files beside it; nothing where others read it or it is hurt."""
    try:
        sealed, content = path.read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return {}, b""
    if sealed != _seal(by, content):
        return {}, b""
    places, packed = marshal.loads(content)  # noqa: S302
    return places, packed


def _seal(by: str, content: bytes) -> bytes:
    """Tells by the first line whether the rest is whole, and of these readers."""
    return hashlib.sha256(by.encode() + content).hexdigest().encode()


def _write(path: Path, by: str, content: bytes) -> None:
    """In one step, for other processes read and write it too."""
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        made = Path(file.name)
        try:
            file.write(_seal(by, content) + b"\n" + content)
            file.flush()
            shutil.copymode(_HERE / "patterns.py", made)  # Whoever may read the package may read it, as Python has it.
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)  # Where the disk is full, half a file a process would fill it further.
