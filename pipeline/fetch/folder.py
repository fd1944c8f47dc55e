"""Transport ``folder``: files below a path, as a delivery agent or an editor drops them there."""

import itertools
import logging
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

from pipeline.errors import ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.patterns import UNFINISHED, matches
from pipeline.fetch.receipt import Desk, Payload, printable
from pipeline.fetch.watermark import Cursor, Found, Listed, Watermark, take
from pipeline.sources import Source

log = logging.getLogger(__name__)


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The files that match, in order of their names; those hidden, unfinished or still growing are left alone.

    A file that cannot be read, or is larger than ``limits.max_bytes``, comes as a rejection with an empty
    payload. Raises TransientError when the folder is not there: it may be a mount that is away.
    """
    desk, root = Desk(source, archive), _root(source)
    return take([_listed(path, root, desk) for path in _files(source)], watermark)


def tidy(source: Source, watermark: Watermark) -> int:
    """Move or delete, as ``after`` says, the files that the database has; those changed since or in quarantine stay.

    Gives the number of files; what cannot be moved is logged and stays for the next time.
    """
    if source.after == "leave":
        return 0
    root, done = _root(source), 0
    for path in _files(source):
        name = printable(path.relative_to(root).as_posix())
        mark = watermark.marks.get(name)
        if mark is None or name in watermark.held or _mark(path) != mark:
            continue
        try:
            done += _put_away(path, source, path.relative_to(root), mark)
        except OSError as error:
            log.warning("source %s: %s stays where it is: %s", source.id, printable(str(path)), error.strerror)
    return done


def _root(source: Source) -> Path:
    if source.path is None:
        raise ConfigError(f"source {source.id}: transport {source.transport} needs a path")
    return source.path if source.path.is_dir() else source.path.parent


def _files(source: Source) -> Iterator[Path]:
    path = source.path or Path()
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


def _listed(path: Path, root: Path, desk: Desk) -> Listed:
    name = printable(path.relative_to(root).as_posix())
    uri = "file://" + quote_from_bytes(os.fsencode(path.absolute()))

    def read() -> Found | None:
        return desk.receive(name, uri, lambda: _read(path, root, desk))

    return Listed(name, _mark(path) or "", read)


def _mark(path: Path) -> str | None:
    """Size, time of change and number of a file: a new one under its name has another mark."""
    try:
        found = path.stat()
    except OSError:
        return None
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"


def _read(path: Path, root: Path, desk: Desk) -> Payload | None:
    """None where the file is still growing, or was taken away by its owner since it was listed."""
    try:
        before = path.stat()
        if 0 <= time.time() - before.st_mtime < desk.source.settle_seconds:
            return None
        _check(path, root)
        desk.fits(str(path), before.st_size)
        payload = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoryError("fetch.unreadable", f"{path}: {error.strerror}") from error
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return Payload(payload) if same else None


def _check(path: Path, root: Path) -> None:
    if not path.resolve().is_relative_to(root.resolve()):
        message = f"{path} is a link that leads out of {root}: copy the file instead"
        raise StoryError("fetch.outside", message, str(path))
    if not path.is_file():
        raise StoryError("fetch.not_a_file", f"{path} is a pipe, a socket or a device", str(path))


def _put_away(path: Path, source: Source, relative: Path, mark: str) -> bool:
    """Take the file out of sight first, look whether it is still the one that was loaded, then move or delete it."""
    aside = path.with_name(f".{path.name}.done")
    path.rename(aside)
    if _mark(aside) != mark:
        aside.rename(_free(path))
        return False
    if source.move_to is None:
        aside.unlink()
        return True
    target = _free(source.move_to / relative)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(aside, target)
    return True


def _free(path: Path) -> Path:
    """The path, or it with a number where a file of that name was moved there before."""
    numbered = (path.with_name(f"{path.name}.{number}") for number in itertools.count(1))
    return next(candidate for candidate in itertools.chain([path], numbered) if not candidate.exists())


def _unlistable(error: OSError) -> None:
    raise TransientError(f"folder {error.filename} cannot be listed: {error.strerror}") from error
