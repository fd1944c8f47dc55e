"""``newswire ingest``: the straight line over files and folders, in this process."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline import flow
from pipeline.config import Settings
from pipeline.home import Home
from pipeline.load import RunRef
from pipeline.load.migrate import upgrade
from pipeline.report import Report, report
from pipeline.version import rules_version

COMMAND = "newswire ingest"


def ingest(settings: Settings, paths: Sequence[Path], agency: str | None, console: Console) -> Report:
    """Take every file through all stages; progress goes to ``console``. A database that is behind is migrated."""
    with Home(settings).database(COMMAND, share=False, waiting=console.print) as url:
        upgrade(url)
        return _ingest(replace(settings, database_url=url), paths, agency, console)


def _ingest(settings: Settings, paths: Sequence[Path], agency: str | None, console: Console) -> Report:
    return take(settings, COMMAND, lambda run_id: flow.fetch_paths(settings, run_id, paths, agency), console)


def take(settings: Settings, command: str, fetch: Callable[[str], list[str]], console: Console) -> Report:
    """Take through all stages, as a run of its own, what ``fetch`` brings: run id -> the paths of its batches."""
    now = dt.datetime.now(dt.UTC)
    run = RunRef(command, f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}", now, rules_version(), one_process=True)
    flow.open_run(settings, run)
    with flow.at_work(settings, run):
        return _take(settings, run, fetch, console)


def _take(settings: Settings, run: RunRef, fetch: Callable[[str], list[str]], console: Console) -> Report:
    try:
        fetched = fetch(run.run_id)
        batches = flow.gather(settings, run.run_id, fetched)
        advance(settings, run, batches, console)
    except BaseException as error:
        flow.close_run(settings, run, f"{type(error).__name__}: {error}")
        raise
    result = report(batches, fetched)
    flow.close_run(settings, run, None if result.balanced else "the counts do not balance")
    return result


def advance(
    settings: Settings, run: RunRef, batches: Sequence[str], console: Console, stages: Sequence[str] = flow.STAGES
) -> None:
    """Take each batch through the stages, with a bar on ``console``."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} batches x stages"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task(run.command, total=len(batches) * len(stages))
        for path in batches:
            for stage in stages:
                progress.update(task, description=f"{stage:<8} {flow.batch_number(path)}")
                if stage == "load":
                    flow.load_batch(settings, path, run)
                else:
                    flow.advance(settings, stage, path)
                progress.advance(task)
