"""What a run knows of its sources beside their items: which are due, how far they were read, what may go."""

import datetime as dt
import logging
from collections.abc import Sequence
from contextlib import closing

from upath import UPath

from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.errors import TransientError
from pipeline.fetch import Advance, Watermark
from pipeline.flow import batches, choose_sources, database_url, fetched, found_in, run_folder
from pipeline.load import RunRef, connect, last_fetched, read_watermark
from pipeline.load import settle as advance
from pipeline.outcome import Rejection
from pipeline.sources import Source
from pipeline.story import RawItem

log = logging.getLogger(__name__)


def due_sources(settings: Settings, now: dt.datetime) -> tuple[Source, ...]:
    """Those switched on whose ``every`` has passed since their last fetch that was loaded to its end."""
    sources = choose_sources(settings)
    if all(source.every is None for source in sources):
        return sources
    with closing(connect(database_url(settings))) as connection:
        last = last_fetched(connection)
    return tuple(
        source
        for source in sources
        if source.every is None or source.id not in last or now - last[source.id] >= source.every
    )


def plan_run(settings: Settings, run_id: str, sources: Sequence[Source]) -> list[str]:
    """Note which sources a run fetches, for its report; their ids."""
    ids = [source.id for source in sources]
    Batch(run_folder(settings, run_id)).write("plan", ids)
    return ids


def unfetched(settings: Settings, run_id: str) -> list[str]:
    """The planned sources whose fetch left nothing behind, not even an empty batch: it failed."""
    folder = Batch(run_folder(settings, run_id))
    planned = folder.read("plan", str) if folder.has("plan") else []
    return [source for source in planned if not Batch(f"{folder.path}/fetch/{source}").has("items")]


def watermark_of(settings: Settings, source: Source, rules_version: str, *, reread: bool = False) -> Watermark:
    """How far a source has been read; with ``reread`` what is known comes again, behind all that is new."""
    with closing(connect(database_url(settings))) as connection:
        return read_watermark(connection, source.id, rules_version, reread=reread)


def settle(settings: Settings, run_id: str, run: RunRef) -> list[str]:
    """Advance the cursors of the sources of which all that the run fetched is loaded, then tidy their folders.

    Gives those sources. A source of which a batch failed keeps its old cursor, and is fetched again from there.
    """
    loaded = {_key(item) for path in batches(settings, run_id) if Batch(path).has("ledger") for item in found_in(path)}
    whole = [path for path in fetched(settings, run_id) if {_key(item) for item in found_in(path)} <= loaded]
    advances = [row for path in whole if Batch(path).has("advances") for row in Batch(path).read("advances", Advance)]
    with closing(connect(database_url(settings))) as connection:
        advance(connection, run, advances)
    _tidy(settings, {Batch(path).id for path in fetched(settings, run_id)}, run.rules_version or "")
    return sorted(row.source for row in advances)


def prune_runs(settings: Settings, older_than: dt.timedelta) -> list[str]:
    """Remove the folders of runs that have written nothing for so long; their names. The archive is never touched."""
    runs = UPath(settings.object_store) / "runs"
    before = dt.datetime.now(dt.UTC) - older_than
    folders = [folder for folder in runs.iterdir() if folder.is_dir()] if runs.exists() else []
    old = [folder for folder in folders if _last_write(folder) < before]
    for folder in old:
        folder.fs.rm(folder.path, recursive=True)
    return sorted(folder.name for folder in old)


def _tidy(settings: Settings, ids: set[str], rules_version: str) -> None:
    from pipeline.fetch.folder import tidy

    sources = choose_sources(settings) if ids else ()
    for source in sources:
        if source.id in ids and source.transport == "folder" and source.after != "leave":
            try:
                tidy(source, watermark_of(settings, source, rules_version))
            except TransientError:
                log.warning("source %s: its files stay where they are for now", source.id, exc_info=True)


def _last_write(folder: UPath) -> dt.datetime:
    """When the newest file below a folder was written; an empty folder counts as written now."""
    found = [folder.fs.modified(path) for path in folder.fs.find(folder.path)]
    aware = [instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC) for instant in found]
    return max(aware, default=dt.datetime.now(dt.UTC))


def _key(found: RawItem | Rejection) -> tuple[str, str, str]:
    item = found.item if isinstance(found, Rejection) else found
    return item.source, item.name, item.sha256
