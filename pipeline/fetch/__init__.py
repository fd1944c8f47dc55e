"""Fetch: a source in, raw items out, their bytes in the archive before anything reads them.

One module a transport; each has ``fetch(source, archive, watermark)`` and is registered here by the name that
sources files use.
"""

import time
from collections.abc import Iterator
from importlib import import_module

from pipeline.errors import ConfigError
from pipeline.fetch.archive import Archive
from pipeline.fetch.watermark import Advance, Cursor, Found, Watermark
from pipeline.sources import Source

TRANSPORTS = {
    "folder": "pipeline.fetch.folder",
    "feed": "pipeline.fetch.feed",
    "page": "pipeline.fetch.page",
    "ftp": "pipeline.fetch.ftp",
    "sftp": "pipeline.fetch.sftp",
    "imap": "pipeline.fetch.imap",
    "object_store": "pipeline.fetch.object_store",
    "archive": "pipeline.fetch.backfill",
}

__all__ = ["TRANSPORTS", "Advance", "Archive", "Cursor", "Found", "Watermark", "fetch", "follow"]


def fetch(
    source: Source, archive: Archive, watermark: Watermark | None = None, limit: int | None = None
) -> Iterator[Found]:
    """The items of ``follow`` without its cursors."""
    return (found for found in follow(source, archive, watermark, limit) if not isinstance(found, Cursor))


def follow(
    source: Source, archive: Archive, watermark: Watermark | None = None, limit: int | None = None
) -> Iterator[Found | Cursor]:
    """What is new at the source by its watermark, within its limits and ``limit``; then how far that goes.

    A payload that cannot be had comes as its rejection. A fetch that a limit cuts short gives no cursor for what
    it cut. Raises TransientError when the source as a whole does not answer, ConfigError when its record is wrong.
    """
    if source.transport not in TRANSPORTS:
        raise ConfigError(f"source {source.id}: no transport {source.transport!r}; known are {', '.join(TRANSPORTS)}")
    transport = import_module(TRANSPORTS[source.transport])
    limits = [most for most in (limit, source.limits.max_items) if most is not None]
    room = min(limits, default=None)
    deadline = time.monotonic() + source.limits.max_seconds
    for found in transport.fetch(source, archive, watermark or Watermark()):
        yield found
        if isinstance(found, Cursor):
            continue
        room = None if room is None else room - 1
        if room == 0 or time.monotonic() > deadline:
            return
