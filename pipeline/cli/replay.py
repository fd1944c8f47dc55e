"""``newswire replay``: stored items through today's rules again, in this process."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console

from pipeline import flow
from pipeline.cli.ingest import advance
from pipeline.config import Settings
from pipeline.home import Home
from pipeline.load import RunRef
from pipeline.load.migrate import upgrade
from pipeline.load.replay import Selection
from pipeline.replay import Difference, collect, compare_batch, differences
from pipeline.report import Report, rehearsal, report
from pipeline.version import rules_version

COMMAND = "newswire replay"


@dataclass(frozen=True, slots=True)
class Replayed:
    """Each story against what was stored of it, and the run's report or what a dry run came to."""

    differences: tuple[Difference, ...]
    report: Report | str


def replay(settings: Settings, selection: Selection, console: Console, *, dry_run: bool) -> Replayed:
    """Take the stored items of a selection through all stages; a dry run ends before the load."""
    with Home(settings).database(COMMAND, share=False, waiting=console.print) as url:
        upgrade(url)
        now = dt.datetime.now(dt.UTC)
        run_id = f"replay-{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        run = RunRef(COMMAND, run_id, now, rules_version(), one_process=True)
        return _replay(replace(settings, database_url=url), run, selection, console, dry_run=dry_run)


def _replay(settings: Settings, run: RunRef, selection: Selection, console: Console, *, dry_run: bool) -> Replayed:
    path, _ = collect(settings, run.run_id, selection)
    batches = flow.gather(settings, run.run_id, [path])
    advance(settings, run, batches, console, flow.STAGES[:-1])
    for batch in batches:
        compare_batch(settings, batch)
    found = tuple(differences(batches))
    if dry_run:
        return Replayed(found, rehearsal(batches))
    return Replayed(found, _load(settings, run, batches, path, console))


def _load(settings: Settings, run: RunRef, batches: Sequence[str], path: str, console: Console) -> Report:
    flow.open_run(settings, run)
    try:
        with flow.at_work(settings, run):
            advance(settings, run, batches, console, flow.STAGES[-1:])
    except BaseException as error:
        flow.close_run(settings, run, f"{type(error).__name__}: {error}")
        raise
    result = report(batches, [path])
    flow.close_run(settings, run, None if result.balanced else "the counts do not balance")
    return result
