"""What transports that list files of another machine have in common."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.errors import StoryError
from pipeline.fetch.patterns import wanted
from pipeline.fetch.receipt import Desk, Payload, printable
from pipeline.fetch.watermark import Found, Listed

# Folders within folders: a deeper tree is a loop of links.
MAX_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as its server lists it.

    ``name`` counts from the source's folder, ``path`` is what the server calls it. ``version`` changes when the file
    does (its time or ETag), ``modified`` is in seconds since 1970; size and time are None where the server keeps quiet.
    """

    name: str
    path: str
    size: int | None
    version: str
    modified: float | None = None


def listed(files: Iterable[Remote], desk: Desk, base: str, read: Callable[[Remote], bytes]) -> list[Listed]:
    """The files that the source's patterns take, in order of their names.

    ``read`` raises StoryError for a file that cannot be had, FileNotFoundError for one that was taken away.
    """
    chosen = [file for file in files if wanted(file.name, desk.source.patterns)]
    return [_listed(file, desk, base, read) for file in sorted(chosen, key=lambda file: file.name)]


def _listed(file: Remote, desk: Desk, base: str, read: Callable[[Remote], bytes]) -> Listed:
    def receive() -> Found | None:
        return desk.receive(file.name, f"{base.rstrip('/')}/{file.name}", lambda: _payload(file, desk, read))

    return Listed(printable(file.name), f"{file.size}-{file.version}", receive)


def _payload(file: Remote, desk: Desk, read: Callable[[Remote], bytes]) -> Payload | None:
    """None for a file that is still growing, or that its owner has taken away."""
    if file.modified is not None and 0 <= time.time() - file.modified < desk.source.settle_seconds:
        return None
    desk.fits(file.name, file.size or 0)
    try:
        content = read(file)
    except FileNotFoundError:
        return None
    desk.fits(file.name, len(content))
    if file.size is not None and len(content) < file.size:
        message = f"{file.name} was cut off: {len(content)} of {file.size} bytes came"
        raise StoryError("fetch.truncated", message, str(len(content)))
    return Payload(content) if file.size in {None, len(content)} else None
