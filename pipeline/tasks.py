"""What the tasks of the DAGs do: take their context, call :mod:`pipeline.flow`, name themselves, tell the counts.

DAG files import this module, and every task process parses its DAG file: so what is heavy is imported inside.
"""

import atexit
import datetime as dt
import logging
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import TYPE_CHECKING, Any

from airflow.sdk import Asset, get_current_context

from pipeline.config import Settings
from pipeline.dagrun import dag_run_id
from pipeline.errors import NewswireError
from pipeline.sources import load_sources

if TYPE_CHECKING:
    from pipeline.flow import Counts
    from pipeline.load import RunRef
    from pipeline.load.replay import Selection

ARTICLES = Asset("newswire_articles")
log = logging.getLogger(__name__)
# What the process holds until it ends, where it does a whole run.
_whole = ExitStack()
atexit.register(_whole.close)


def plan() -> list[str]:
    """The ids of the sources to fetch: those chosen in the form, or all that are switched on and due."""
    from pipeline import flow, progress

    settings = Settings.from_env()
    ids = _param("sources") or ()
    if ids or _param("reread") != "no":
        chosen = flow.choose_sources(settings, ids)
    else:
        chosen = progress.due_sources(settings, dt.datetime.now(dt.UTC))
    if not _param("dry_run"):
        flow.open_run(settings, _run(), load_sources(settings.sources), [source.id for source in chosen])
        if _run().one_process:
            _whole.enter_context(flow.at_work(settings, _run()))
    return progress.plan_run(settings, _run_id(), chosen)


def fetch(source: str) -> str:
    """Fetch what is new at the source of that id; the path of what it gave."""
    from pipeline import flow, progress
    from pipeline.version import rules_version

    settings = Settings.from_env()
    _label(source)
    (chosen,) = flow.choose_sources(settings, [source])
    reread = _param("reread") == "all" or (_param("reread") == "folders" and chosen.path is not None)
    watermark = progress.watermark_of(settings, chosen, rules_version(), reread=reread)
    with _at_work(settings):
        path, counts = flow.fetch_source(settings, _run_id(), chosen, _param("limit"), watermark)
    return _counted(source, path, counts)


def gather(fetched: list[str]) -> list[str]:
    """Divide what the sources gave into batches; their paths."""
    from pipeline import flow

    return flow.gather(Settings.from_env(), _run_id(), fetched)


def parse(batch: str) -> str:
    """Payloads to parsed stories."""
    return _advance("parse", batch)


def clean(batch: str) -> str:
    """Parsed stories to body and furniture."""
    return _advance("clean", batch)


def extract(batch: str) -> str:
    """Clean stories to articles with entities."""
    return _advance("extract", batch)


def validate(batch: str) -> str:
    """Articles to those that go on and those in quarantine."""
    return _advance("validate", batch)


def load(batch: str) -> str:
    """Write one batch to the database; skipped in a dry run."""
    from airflow.sdk.exceptions import AirflowSkipException

    from pipeline import flow

    if _param("dry_run"):
        _label("dry run")
        raise AirflowSkipException("dry run: nothing is written to the database")
    settings = Settings.from_env()
    with _at_work(settings):
        return _counted(flow.batch_number(batch), batch, flow.load_batch(settings, batch, _run()))


def report() -> dict[str, int]:
    """Log the table, hang the counts on the asset's event and hand them on; they have to balance."""
    from airflow.sdk.exceptions import AirflowSkipException

    from pipeline import flow, progress
    from pipeline.report import rehearsal, render_text, report, totals

    settings = Settings.from_env()
    paths = flow.batches(settings, _run_id())
    if _param("dry_run"):
        raise AirflowSkipException(f"dry run: {rehearsal(paths)}")
    result = report(paths, flow.fetched(settings, _run_id()))
    log.info("%s", render_text(result))
    progress.settle(settings, _run_id(), _run())
    failed = progress.unfetched(settings, _run_id())
    faults = [f"not fetched: {', '.join(failed)}"] if failed else []
    faults += [] if result.balanced else [totals(result)]
    flow.close_run(settings, _run(), "; ".join(faults) or None)
    if not result.balanced:
        raise NewswireError(totals(result))
    counts = {"items": result.items, **result.outcomes}
    get_current_context()["outlet_events"][ARTICLES].extra = dict(counts)
    return counts


def alert() -> None:
    """Fail the run in which a source failed, once the others are done."""
    raise NewswireError("a source could not be fetched: the log of its fetch task says why")


def select() -> list[str]:
    """The stored items that the form means, divided into batches; their paths. What is not there is a ConfigError."""
    from pipeline import flow, replay

    settings = Settings.from_env()
    path, counts = replay.collect(settings, _run_id(), _selection())
    if not _param("dry_run"):
        flow.open_run(settings, _run())
    return flow.gather(settings, _run_id(), [_counted("stored", path, counts)])


def compare(batch: str) -> str:
    """Hold a batch against what is stored, before it is loaded."""
    from pipeline import flow, replay

    return _counted(flow.batch_number(batch), batch, replay.compare_batch(Settings.from_env(), batch))


def differences() -> str:
    """Log a line for each story that today's rules make something else of, and the totals; the totals."""
    from pipeline import flow, replay
    from pipeline.report import as_text

    found = replay.differences(flow.batches(Settings.from_env(), _run_id()))
    log.info("%s", as_text(replay.render(found)))
    return replay.summary(found)


def prune() -> list[str]:
    """Remove the working files of runs older than the form says; the names of their folders."""
    from pipeline import progress

    removed = progress.prune_runs(Settings.from_env(), dt.timedelta(days=_param("older_than")))
    log.info("%d runs removed: %s", len(removed), ", ".join(removed) or "none")
    return removed


def tidy() -> int:
    """Give dead rows back and renew the planner's statistics; the number of tables."""
    from contextlib import closing

    from pipeline import flow
    from pipeline.load import connect
    from pipeline.load.tidy import tidy_tables

    with closing(connect(flow.database_url(Settings.from_env()))) as connection:
        tidied, foreign = tidy_tables(connection)
    if foreign:
        log.warning("left to their owner, as this database user may not tidy them: %s", ", ".join(foreign))
    log.info("%d tables tidied", len(tidied))
    return len(tidied)


def waiting() -> list[dict[str, str]]:
    """What waits for a person, as a table in the log and as rows: open cases by check, and kills."""
    from contextlib import closing

    from pipeline import flow
    from pipeline.load import connect
    from pipeline.upkeep import waiting_rows, waiting_table

    with closing(connect(flow.database_url(Settings.from_env()))) as connection:
        rows = waiting_rows(connection)
    log.info("%s", waiting_table(rows))
    return [{"what": row.what, "which": row.which, "count": str(row.count), "next": row.remedy} for row in rows]


def _advance(stage: str, batch: str) -> str:
    from pipeline import flow

    settings = Settings.from_env()
    with _at_work(settings):
        return _counted(flow.batch_number(batch), batch, flow.advance(settings, stage, batch))


def _at_work(settings: Settings) -> AbstractContextManager[None]:
    """Show that the run is worked on; a dry run is not known to the database."""
    from pipeline import flow

    return nullcontext() if _param("dry_run") else flow.at_work(settings, _run())


def _counted(name: str, path: str, counts: "Counts") -> str:
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    _label(f"{name}: {told or 'nothing'}")
    log.info("%s: %s", path, told or "nothing")
    return path


def _label(text: str) -> None:
    """What the grid shows instead of the map index."""
    context: Any = get_current_context()
    context["label"] = text


def _param(name: str) -> Any:  # noqa: ANN401 (a form's value is what its schema says)
    return get_current_context()["params"][name]


def _selection() -> "Selection":
    from pipeline.load.replay import Selection

    since, until = (_day(name) for name in ("since", "until"))
    last = until + dt.timedelta(days=1) if until else None
    return Selection(tuple(_param("sources")), _param("agency"), since, last, _param("limit"))


def _day(name: str) -> dt.datetime | None:
    """The beginning of the day that a form's field names, in UTC."""
    value = _param(name)
    return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC) if value else None


def _run_id() -> str:
    """Unique among the runs of all DAGs, whose own ids are unique within one DAG only."""
    run = get_current_context()["dag_run"]
    return dag_run_id(run.dag_id, run.run_id)


def _run() -> "RunRef":
    from pipeline.load import RunRef
    from pipeline.version import rules_version

    run = get_current_context()["dag_run"]
    alone = bool((run.conf or {}).get("one_process"))
    return RunRef(run.dag_id, run.run_id, run.start_date or run.run_after, rules_version(), alone)
