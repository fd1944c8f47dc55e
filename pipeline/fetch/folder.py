"""Transport ``folder``: files below a path, as a delivery agent or an editor drops them there."""

import datetime as dt
import mimetypes
import os
import re
import time
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.errors import ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.outcome import Outcome, Reason, Rejection
from pipeline.sources import Source
from pipeline.story import RawItem

# What delivery agents, browsers and editors call a file that is not complete yet.
UNFINISHED = re.compile(r"(?i)^[.~#]|~$|\.(?:part|partial|filepart|tmp|temp|crdownload|swp|lock|writing)$")


def fetch(source: Source, archive: Archive) -> Iterator[RawItem | Rejection]:
    """The files that match, in order of their names; those hidden, unfinished or still growing are left alone.

    A file that cannot be read, or is larger than ``limits.max_bytes``, comes as a rejection with an empty
    payload. Raises TransientError when the folder is not there: it may be a mount that is away.
    """
    if source.path is None:
        raise ConfigError(f"source {source.id}: transport folder needs a path")
    root = source.path if source.path.is_dir() else source.path.parent
    for path in _files(source, source.path):
        item = _read(path, root, source, archive)
        if item is not None:
            yield item


def _files(source: Source, path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise TransientError(f"source {source.id}: there is no folder {path}: make or mount it, or mend the path")
    for folder, folders, names in os.walk(path, onerror=_unlistable):
        folders[:] = sorted(name for name in folders if not UNFINISHED.search(name))
        for name in sorted(names):
            relative = (Path(folder) / name).relative_to(path).as_posix()
            if not UNFINISHED.search(name) and matches(relative, source.patterns):
                yield Path(folder) / name


def matches(relative: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path below the source's folder matches one of its globs; ``**/`` also stands for no folder at all.

    >>> matches("a.xml", ("**/*.xml",)), matches("2026/08/a.xml", ("**/*.xml",)), matches("2026/a.xml", ("*.xml",))
    (True, True, False)
    """
    return any(_match(relative.split("/"), pattern.split("/")) for pattern in patterns)


def _match(parts: list[str], pattern: list[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_match(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _match(parts[1:], pattern[1:])


def _read(path: Path, root: Path, source: Source, archive: Archive) -> RawItem | Rejection | None:
    name = _printable(path.relative_to(root))
    try:
        before = path.stat()
        if 0 <= time.time() - before.st_mtime < source.settle_seconds:
            return None
        _check(path, root, before.st_size, source.limits.max_bytes)
        payload = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        # Taken away by its owner between the listing and the reading.
        return None
    except OSError as error:
        return _rejected(path, name, source, archive, StoryError("fetch.unreadable", f"{path}: {error.strerror}"))
    except StoryError as error:
        return _rejected(path, name, source, archive, error)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return None
    return _item(path, name, source, archive, payload)


def _check(path: Path, root: Path, size: int, most: int) -> None:
    if not path.resolve().is_relative_to(root.resolve()):
        raise StoryError(
            "fetch.outside", f"{path} is a link that leads out of {root}: copy the file instead", str(path)
        )
    if not path.is_file():
        raise StoryError("fetch.not_a_file", f"{path} is a pipe, a socket or a device", str(path))
    if size > most:
        message = f"{path} has {size} bytes, the source's limits.max_bytes is {most}: raise the limit or split the file"
        raise StoryError("fetch.too_large", message, str(size))


def _item(path: Path, name: str, source: Source, archive: Archive, payload: bytes) -> RawItem:
    return RawItem(
        source=source.id,
        name=name,
        sha256=archive.put(payload),
        uri=path.absolute().as_uri(),
        size=len(payload),
        fetched_at=dt.datetime.now(dt.UTC),
        media_type=mimetypes.guess_type(name)[0],
        agency=source.agency,
    )


def _rejected(path: Path, name: str, source: Source, archive: Archive, error: StoryError) -> Rejection:
    value = None if error.value is None else _printable(error.value)
    reason = Reason(check=error.check, message=_printable(str(error)), value=value)
    return Rejection(_item(path, name, source, archive, b""), 0, "fetch", Outcome.QUARANTINED, (reason,))


def _printable(path: Path | str) -> str:
    r"""A path as text that can be stored; bytes that are no UTF-8 are escaped.

    >>> _printable(os.fsdecode(b"caf\xe9.txt"))
    'caf\\xe9.txt'
    """
    return os.fsencode(path.as_posix() if isinstance(path, Path) else path).decode("utf-8", "backslashreplace")


def _unlistable(error: OSError) -> None:
    raise TransientError(f"folder {error.filename} cannot be listed: {error.strerror}") from error
