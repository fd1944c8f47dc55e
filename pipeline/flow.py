"""The straight line, written once: fetch -> parse -> clean -> extract -> validate -> load.

DAGs, command line and tests call these functions. Each stage reads its batch's files and writes its own; what
goes wrong with one story becomes its rejection and never stops its neighbours. TransientError and ConfigError
go through: they concern the whole batch.
"""

import datetime as dt
import hashlib
import logging
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from upath import UPath

from pipeline.batch import Batch
from pipeline.clean import clean, cleaner
from pipeline.config import Settings
from pipeline.errors import ConfigError, NotAStoryError, StoryError, TransientError
from pipeline.fetch import Advance, Archive, Cursor, Watermark, fetch, follow
from pipeline.outcome import Entry, Outcome, Reason, Rejection, Severity
from pipeline.parse import parse
from pipeline.parse.marks import PACKAGE
from pipeline.sources import Source, load_sources
from pipeline.story import Article, CleanStory, ParsedStory, RawItem

if TYPE_CHECKING:
    from pipeline.load import RunRef

# The source of what is ingested by hand.
HAND = "hand"
STAGES = ("parse", "clean", "extract", "validate", "load")
# Airflow maps a task over at most 1024 values; half of them leaves room for batches cut short by their bytes.
MOST_BATCHES = 500
BATCH_BYTES = 64 * 1024 * 1024

Counts = dict[str, int]
Input = TypeVar("Input", bound="RawItem | Entry[ParsedStory] | Entry[CleanStory]")
Output = TypeVar("Output")
log = logging.getLogger(__name__)


def preview(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[Article]:
    """Parse, clean and extract without database or files: an article for each story of the payload.

    Raises StoryError for a payload that cannot be read, NotAStoryError for one that holds no story.
    """
    # Here and below: reading and cleaning need no NumPy, which takes 12 MB of a process.
    from pipeline.extract import extract

    return [extract(story) for story in cleaned(payload, agency=agency, media_type=media_type)]


def cleaned(payload: bytes, *, agency: str | None = None, media_type: str | None = None) -> list[CleanStory]:
    """The first half of ``preview``: the stories with their text divided, not yet extracted. Raises as it does."""
    # Before the first page: its tree would lie between the rules, and what it leaves there be of no use.
    cleaner()
    return [clean(story, agency=agency) for story in parse(payload, media_type=media_type, agency=agency)]


def run_folder(settings: Settings, run_id: str) -> str:
    """The folder of a run in the object store; ``run_id`` is Airflow's or any other text.

    Ids that a folder's name cannot carry as they are get a digest behind them, so that no two share a folder.
    """
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", run_id)[:100]
    digest = hashlib.sha256(run_id.encode()).hexdigest()[:8]
    safe = name == run_id and name.strip(".")
    return str(UPath(settings.object_store) / "runs" / (name if safe else f"{name}-{digest}"))


def choose_sources(settings: Settings, ids: Sequence[str] = ()) -> tuple[Source, ...]:
    """The sources of those ids, or all that are switched on. Raises ConfigError for an id that is not there."""
    sources = {source.id: source for source in load_sources(settings.sources)}
    unknown = sorted(set(ids) - set(sources))
    if unknown:
        raise ConfigError(f"no source {', '.join(unknown)} in {settings.sources}; known are {', '.join(sources)}")
    return tuple(source for source in sources.values() if (source.id in ids if ids else source.enabled))


def fetch_source(
    settings: Settings, run_id: str, source: Source, limit: int | None = None, watermark: Watermark | None = None
) -> tuple[str, Counts]:
    """Fetch at most ``limit`` new items of a source; the path of a batch that holds all of them, and the counts."""
    archive = Archive(UPath(settings.object_store) / "raw")
    watermark = watermark or Watermark()
    found: list[RawItem | Rejection] = []
    advances: list[Advance] = []
    for item in follow(source, archive, watermark, limit):
        if isinstance(item, Cursor):
            advances = [Advance(source.id, item.state, item.gone, watermark.version)]
        else:
            found.append(item)
    batch = Batch(f"{run_folder(settings, run_id)}/fetch/{source.id}")
    # The items come last: their file says that the fetch was done.
    batch.write("advances", advances)
    return batch.path, _write_found(batch, found)


def fetch_paths(settings: Settings, run_id: str, paths: Sequence[Path], agency: str | None = None) -> list[str]:
    """Fetch files and folders named by hand; an item's name is its absolute path, so that namesakes stay apart."""
    archive = Archive(UPath(settings.object_store) / "raw")
    fetched = []
    for number, path in enumerate(paths):
        source = Source(HAND, "folder", path=path.resolve(), settle_seconds=0, agency=agency)
        batch = Batch(f"{run_folder(settings, run_id)}/fetch/{number:04d}")
        base = path.resolve() if path.is_dir() else path.resolve().parent
        _write_found(batch, [_renamed(item, f"{base}/") for item in fetch(source, archive)])
        fetched.append(batch.path)
    return fetched


def fetch_again(settings: Settings, run_id: str, item: RawItem) -> list[str]:
    """Put an item of the archive before the line once more; the path of a batch that holds it."""
    batch = Batch(f"{run_folder(settings, run_id)}/fetch/{item.source}")
    _write_found(batch, [item])
    return [batch.path]


def fetched(settings: Settings, run_id: str) -> list[str]:
    """The paths of what a run fetched, whether or not it was gathered."""
    folder = UPath(run_folder(settings, run_id)) / "fetch"
    paths = [str(path) for path in folder.iterdir()] if folder.exists() else []
    return sorted(path for path in paths if Batch(path).has("items"))


def gather(settings: Settings, run_id: str, fetched: Iterable[str]) -> list[str]:
    """Divide what the sources gave into batches, whatever their source; the paths of the batches."""
    found = [item for path in fetched for item in found_in(path)]
    paths = []
    for number, part in enumerate(_portions(found, settings.batch_size)):
        batch = Batch(f"{run_folder(settings, run_id)}/batches/{number:04d}")
        _write_found(batch, part)
        paths.append(batch.path)
    Batch(run_folder(settings, run_id)).write("batches", paths)
    return paths


def batches(settings: Settings, run_id: str) -> list[str]:
    """The paths of a run's batches, as ``gather`` made them."""
    return Batch(run_folder(settings, run_id)).read("batches", str)


def batch_number(path: str) -> str:
    """A batch's number in its run, four digits or more.

    >>> batch_number("/srv/store/runs/manual/batches/0003")
    '0003'
    """
    return Batch(path).id


def advance(settings: Settings, stage: str, path: str) -> Counts:
    """Do the stage of that name on a batch: ``parse``, ``clean``, ``extract`` or ``validate``."""
    if stage == "parse":
        return parse_batch(settings, path)
    if stage == "validate":
        return validate_batch(path, settings.database_url)
    return {"clean": clean_batch, "extract": extract_batch}[stage](path)


def parse_batch(settings: Settings, path: str) -> Counts:
    """Payloads out of the archive to parsed stories; several where a payload holds several."""
    archive, batch = Archive(UPath(settings.object_store) / "raw"), Batch(path)
    # Of two readings of the same bytes the later one stands, whichever is loaded first.
    batch.write("read_at", [dt.datetime.now(dt.UTC)])

    def work(item: RawItem) -> list[Entry[ParsedStory]]:
        payload = archive.get(item.sha256)
        found = parse(payload, media_type=item.media_type, name=item.name, agency=item.agency)
        stories = [story for story in found if PACKAGE not in story.signals]
        if not stories:
            raise NotAStoryError("parse.no_story", "the payload is sound and holds no story")
        return [Entry(item, part, story) for part, story in enumerate(stories)]

    return _each(batch, "parse", batch.read("items", RawItem), work)


def clean_batch(path: str) -> Counts:
    """Parsed stories to clean ones: body and furniture told apart."""
    batch = Batch(path)

    def work(entry: Entry[ParsedStory]) -> list[Entry[CleanStory]]:
        item = entry.item
        return [Entry(item, entry.part, clean(entry.value, agency=item.agency, received=item.fetched_at))]

    return _each(batch, "clean", batch.read("parse", Entry[ParsedStory]), work)


def extract_batch(path: str) -> Counts:
    """Clean stories to articles with their entities."""
    from pipeline.extract import extract

    batch = Batch(path)

    def work(entry: Entry[CleanStory]) -> list[Entry[Article]]:
        return [Entry(entry.item, entry.part, extract(entry.value))]

    return _each(batch, "extract", batch.read("clean", Entry[CleanStory]), work)


def validate_batch(path: str, database: str | None = None) -> Counts:
    """Check the whole batch at once; stories that fail a critical check become rejections.

    Checks that a person waived for a story, as ``database`` knows, are warnings for it.
    """
    from pipeline.load.quarantine import waivers_of
    from pipeline.validate import validate
    from pipeline.validate.waivers import waive

    batch = Batch(path)
    articles = batch.read("extract", Entry[Article])
    verdict = validate(articles)
    if verdict.rejections and database:
        verdict = waive(verdict, articles, waivers_of(database, verdict.rejections))
    batch.write("checks", verdict.results)
    batch.write("validate.rejections", verdict.rejections)
    batch.write("validate", verdict.entries)
    return {"in": len(articles), "out": len(verdict.entries), "rejected": len(verdict.rejections)}


def load_batch(settings: Settings, path: str, run: "RunRef") -> Counts:
    """Write a batch in one transaction; counts per outcome. A rerun of the same run finds its own ledger.

    Raises TransientError when the database is away or two loads stood in each other's way.
    """
    from pipeline.load import connect, load
    from pipeline.validate import Checked, CheckResult

    batch = Batch(path)
    checked, results = batch.read("validate", Checked), batch.read("checks", CheckResult)
    with closing(connect(database_url(settings))) as connection:
        ledger = load(connection, run, batch.id, checked, rejections(batch), results, _read_at(batch))
    batch.write("ledger", ledger)
    return dict(Counter(row.outcome.value for row in ledger))


def _read_at(batch: Batch) -> dt.datetime | None:
    """When the batch was parsed; None where an earlier version of the program did it."""
    return next(iter(batch.read("read_at", dt.datetime)), None) if batch.has("read_at") else None


def open_run(settings: Settings, run: "RunRef", sources: Sequence[Source] = (), fetched: Sequence[str] = ()) -> None:
    """Make the run's row, so that a run that brings nothing is seen too, and keep what the sources' records say.

    ``fetched`` are the ids of those that the run is to fetch. Earlier runs that were killed are marked as abandoned.
    """
    from pipeline.load import connect, start_run
    from pipeline.load.sources import record_sources

    with closing(connect(database_url(settings))) as connection:
        record_sources(connection, sources)
        start_run(connection, run, fetched)


@contextmanager
def at_work(settings: Settings, run: "RunRef") -> Iterator[None]:
    """Show in the database that this process works on the run: until the end, or until the process dies."""
    from pipeline.load import held

    with held(database_url(settings), run):
        yield


def close_run(settings: Settings, run: "RunRef", error: str | None = None) -> None:
    """Write the run's end, and ``error`` where it did not go well."""
    from pipeline.load import connect, finish_run

    with closing(connect(database_url(settings))) as connection:
        finish_run(connection, run, error)


def rejections(batch: Batch) -> list[Rejection]:
    """What the stages of a batch could not use, in order of the stages."""
    return [row for stage in ("fetch", *STAGES[:-1]) for row in batch.read(f"{stage}.rejections", Rejection)]


def found_in(path: str) -> list[RawItem | Rejection]:
    """What was fetched: the items, then the rejections of those that could not be had."""
    return [*Batch(path).read("items", RawItem), *Batch(path).read("fetch.rejections", Rejection)]


def database_url(settings: Settings) -> str:
    """The stories' database. Raises ConfigError where none is set."""
    if settings.database_url is None:
        raise ConfigError("NEWSWIRE_DATABASE_URL is not set: name a database, or use make run, which brings its own")
    return settings.database_url


def _each(batch: Batch, stage: str, given: Sequence[Input], work: Callable[[Input], list[Output]]) -> Counts:
    """Do a stage's work on every story of a batch and write what came out and what did not."""
    done: list[Output] = []
    rejected: list[Rejection] = []
    for story in given:
        try:
            done.extend(work(story))
        except (TransientError, ConfigError):
            raise
        except Exception as error:  # Whatever one story does, its neighbours go on.
            rejected.append(_rejection(story, stage, error))
    batch.write(f"{stage}.rejections", rejected)
    batch.write(stage, done)
    return {"in": len(given), "out": len(done), "rejected": len(rejected)}


def _rejection(story: "RawItem | Entry[ParsedStory] | Entry[CleanStory]", stage: str, error: Exception) -> Rejection:
    item, part = (story, 0) if isinstance(story, RawItem) else (story.item, story.part)
    outcome = Outcome.IGNORED if isinstance(error, NotAStoryError) else Outcome.QUARANTINED
    if isinstance(error, StoryError):
        severity = Severity.INFO if outcome is Outcome.IGNORED else Severity.CRITICAL
        reason = Reason(error.check, str(error), error.value, severity)
    else:
        log.error("%s of %s/%s part %d crashed", stage, item.source, item.name, part, exc_info=error)
        reason = Reason(f"{stage}.crashed", f"{type(error).__name__}: {error}"[:1000])
    return Rejection(item, part, stage, outcome, (reason,))


def _renamed(item: RawItem | Rejection, prefix: str) -> RawItem | Rejection:
    if isinstance(item, Rejection):
        return replace(item, item=replace(item.item, name=prefix + item.item.name, mark=None))
    return replace(item, name=prefix + item.name, mark=None)


def _write_found(batch: Batch, found: Sequence[RawItem | Rejection]) -> Counts:
    rejected = batch.write("fetch.rejections", [item for item in found if isinstance(item, Rejection)])
    items = batch.write("items", [item for item in found if isinstance(item, RawItem)])
    return {"items": items, "rejected": rejected}


def _portions(found: Sequence[RawItem | Rejection], size: int) -> Iterator[list[RawItem | Rejection]]:
    """Cut where ``size`` items or BATCH_BYTES are reached, and never into more than Airflow can map."""
    size = max(size, math.ceil(len(found) / MOST_BATCHES))
    room = max(BATCH_BYTES, sum(_size(item) for item in found) // MOST_BATCHES)
    portion: list[RawItem | Rejection] = []
    weight = 0
    for item in found:
        if portion and (len(portion) >= size or weight + _size(item) > room):
            yield portion
            portion, weight = [], 0
        portion.append(item)
        weight += _size(item)
    if portion:
        yield portion


def _size(item: RawItem | Rejection) -> int:
    return item.size if isinstance(item, RawItem) else 0
