"""``newswire status``: runs, outcomes, sources and quarantine, as the database knows them."""

from contextlib import closing
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from pipeline.load import connect
from pipeline.load.migrate import upgrade
from pipeline.load.report import Run, SourceHealth, quarantine_checks, quarantine_counts, runs, sources
from pipeline.load.waiting import Embargo, PendingKill, embargoes, pending_kills
from pipeline.report import printable


@dataclass(frozen=True, slots=True)
class Status:
    """The newest runs, every source, the quarantine by status and by check, and what waits for a story or an hour."""

    runs: list[Run]
    sources: list[SourceHealth]
    quarantine: dict[str, int]
    open_by_check: dict[str, int]
    pending_kills: list[PendingKill]
    embargoes: list[Embargo]


def status_of(url: str, limit: int = 10) -> Status:
    """Read it from the database, which is migrated first when it is behind."""
    upgrade(url)
    with closing(connect(url)) as connection:
        return Status(
            runs(connection, limit),
            sources(connection),
            quarantine_counts(connection),
            quarantine_checks(connection),
            pending_kills(connection),
            embargoes(connection),
        )


def render(status: Status) -> RenderableType:
    """A table each of what there is, and a word when there is nothing yet."""
    if not status.runs:
        return "no run yet: make run, or newswire ingest PATH"
    waiting = [
        *([_kills(status.pending_kills)] if status.pending_kills else []),
        *([_embargoes(status.embargoes)] if status.embargoes else []),
    ]
    return Group(_runs(status.runs), _sources(status.sources), *waiting, _quarantine(status))


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
        "runs killed",
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
            source.abandoned_day,
        )
        table.add_row(escape(source.source), *times, *(str(count) for count in counts))
    return table


def _kills(found: list[PendingKill]) -> Table:
    """Kills that were not carried out: of those that may mean several stories a person has to choose."""
    heads = ("fetched (UTC)", "item", "agency", "slug", "names", "stories that it may mean")
    table = Table(*heads, title="kills and holds that wait for their story", title_justify="left")
    for kill in found:
        several = (
            f"[red]{kill.candidates}: nothing was killed, see newswire kill list[/red]"
            if kill.candidates > 1
            else "none yet"
        )
        item, slug, names = f"{kill.source}/{kill.name}", kill.slugline or "", ", ".join(kill.names)
        told = (escape(printable(text)) for text in (item, kill.agency or "?", slug, names))
        table.add_row(f"{kill.fetched_at:%Y-%m-%d %H:%M:%S}", *told, several)
    return table


def _embargoes(found: list[Embargo]) -> Table:
    heads = ("until (UTC)", "item", "agency", "headline", "shown until then")
    table = Table(*heads, title="embargoes", title_justify="left")
    for held in found:
        told = (f"{held.source}/{held.name}", held.agency or "?", held.headline or held.slugline or "")
        shown = "the version before" if held.shown_before else "nothing"
        table.add_row(f"{held.until:%Y-%m-%d %H:%M:%S}", *(escape(printable(text)) for text in told), shown)
    return table


def _quarantine(status: Status) -> str:
    counts = ", ".join(f"{count} {state}" for state, count in status.quarantine.items())
    checks = "".join(f"\n  {count:>6} {escape(check)}" for check, count in status.open_by_check.items())
    return f"quarantine: {counts}{checks}"
