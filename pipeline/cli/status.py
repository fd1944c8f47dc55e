"""``newswire status``: runs, outcomes, sources and quarantine, as the database knows them."""

from contextlib import closing
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from pipeline.load import connect
from pipeline.load.migrate import upgrade
from pipeline.load.report import Run, SourceHealth, quarantine_checks, quarantine_counts, runs, sources


@dataclass(frozen=True, slots=True)
class Status:
    """The newest runs, every source, and the quarantine by status and by check."""

    runs: list[Run]
    sources: list[SourceHealth]
    quarantine: dict[str, int]
    open_by_check: dict[str, int]


def status_of(url: str, limit: int = 10) -> Status:
    """Read it from the database, which is migrated first when it is behind."""
    upgrade(url)
    with closing(connect(url)) as connection:
        return Status(
            runs(connection, limit), sources(connection), quarantine_counts(connection), quarantine_checks(connection)
        )


def render(status: Status) -> RenderableType:
    """Three tables, and a word when there is nothing yet."""
    if not status.runs:
        return "no run yet: make run, or newswire ingest PATH"
    return Group(_runs(status.runs), _sources(status.sources), _quarantine(status))


def _runs(found: list[Run]) -> Table:
    table = Table("started (UTC)", "command", "run", "status", "items", "outcomes", title="runs", title_justify="left")
    for run in found:
        outcomes = ", ".join(f"{count} {outcome.value}" for outcome, count in run.outcomes.items() if count)
        state = f"{run.status}: {run.error}" if run.error else run.status
        table.add_row(
            f"{run.started_at:%Y-%m-%d %H:%M:%S}",
            *map(escape, (run.command, run.run_id, state)),
            str(run.items),
            outcomes,
        )
    return table


def _sources(found: list[SourceHealth]) -> Table:
    heads = (
        "source",
        "last fetched (UTC)",
        "last new (UTC)",
        "items, 24 h",
        "changed",
        "quarantined",
        "ignored",
        "open cases",
    )
    table = Table(*heads, title="sources", title_justify="left")
    for source in found:
        times = (
            f"{time:%Y-%m-%d %H:%M:%S}" if time else "never" for time in (source.last_fetched_at, source.last_new_at)
        )
        counts = (
            source.items_day,
            source.changed_day,
            source.quarantined_day,
            source.ignored_day,
            source.quarantine_open,
        )
        table.add_row(escape(source.source), *times, *(str(count) for count in counts))
    return table


def _quarantine(status: Status) -> str:
    counts = ", ".join(f"{count} {state}" for state, count in status.quarantine.items())
    checks = "".join(f"\n  {count:>6} {escape(check)}" for check, count in status.open_by_check.items())
    return f"quarantine: {counts}{checks}"
