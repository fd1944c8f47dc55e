"""Fetch: a source in, raw items out, their bytes in the archive before anything reads them.

One module a transport; each has ``fetch(source, archive)`` and is registered here by the name that
sources files use.
"""

from collections.abc import Iterator
from importlib import import_module
from itertools import islice

from pipeline.errors import ConfigError
from pipeline.fetch.archive import Archive
from pipeline.outcome import Rejection
from pipeline.sources import Source
from pipeline.story import RawItem

TRANSPORTS = {"folder": "pipeline.fetch.folder"}

__all__ = ["TRANSPORTS", "Archive", "fetch"]


def fetch(source: Source, archive: Archive) -> Iterator[RawItem | Rejection]:
    """What the source holds now, at most ``limits.max_items``; a payload that cannot be had comes as its rejection.

    Raises TransientError when the source as a whole does not answer, ConfigError when its record is wrong.
    """
    if source.transport not in TRANSPORTS:
        raise ConfigError(f"source {source.id}: no transport {source.transport!r}; known are {', '.join(TRANSPORTS)}")
    transport = import_module(TRANSPORTS[source.transport])
    yield from islice(transport.fetch(source, archive), source.limits.max_items)
