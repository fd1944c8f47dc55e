"""Transport ``archive``: web archives and bundles (WARC, zip, tar) for backfill, by path or by URL.

An archive is one payload; parse tells its stories apart.
"""

from collections.abc import Iterator

from pipeline.fetch import feed, folder
from pipeline.fetch.archive import Archive
from pipeline.fetch.watermark import Cursor, Found, Watermark
from pipeline.sources import Source


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The archives below the path, or the one at the URL where it has changed."""
    take = folder.fetch if source.path else feed.fetch
    return take(source, archive, watermark)
