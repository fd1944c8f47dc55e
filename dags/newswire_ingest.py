"""# Newswire ingest

Takes stories from their sources into Postgres: **fetch → parse → clean → extract → validate → load**.

Each source is fetched by a task of its own; what came in is divided into batches, and each batch goes down the line
by itself. A source that fails does not hold up the others (`alert` then fails the run), a story that fails is put into
quarantine with its reason, and every item ends in exactly one outcome: the log of `report` has the table.

Trigger it with a form to take some sources only, to limit the items, to read what is known again, or to try without
writing to the database.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from airflow.sdk import ExceptionRetryPolicy, Param, RetryAction, RetryRule, dag, task, task_group

from pipeline import tasks
from pipeline.config import Settings
from pipeline.errors import ConfigError, TransientError
from pipeline.sources import source_titles

SETTINGS = Settings.from_env()
TITLES = source_titles(SETTINGS.sources)
IDS = list(TITLES)
MANY: dict[str, Any] = {"type": "array", "items": {"type": "string", "enum": IDS}, "examples": IDS}
PARAMS = {
    "sources": Param(
        [], **MANY, values_display=TITLES, title="Sources", description="None chosen: those switched on and due."
    ),
    "limit": Param(None, type=["null", "integer"], minimum=1, title="Limit", description="Items from each source."),
    "reread": Param("no", enum=["no", "folders", "all"], title="Read again", description="Known items too."),
    "dry_run": Param(False, type="boolean", title="Dry run", description="Everything but the load."),
}
DELAY = timedelta(seconds=SETTINGS.retry_seconds)
RETRY = ExceptionRetryPolicy(
    [
        RetryRule([TransientError, ConnectionError, TimeoutError], RetryAction.RETRY, DELAY),
        RetryRule(ConfigError, RetryAction.FAIL, reason="somebody has to mend a setting first"),
        RetryRule([ImportError, LookupError, TypeError, ValueError], RetryAction.FAIL, reason="would fail alike again"),
    ]
)
DEFAULTS = {
    "retries": 3,
    "retry_delay": DELAY,
    "retry_policy": RETRY,
    "execution_timeout": timedelta(hours=1),
}
named = partial(task, map_index_template="{{ label }}")


@task_group(prefix_group_id=False)
def line(batch: Any) -> None:  # noqa: ANN401 (a path at run time, an XComArg while it is wired)
    """Take one batch down the line."""
    for stage in (tasks.parse, tasks.clean, tasks.extract, tasks.validate, tasks.load):
        batch = named()(stage)(batch)


@dag(
    schedule="*/10 * * * *",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    is_paused_upon_creation=True,
    max_active_runs=3,
    params=PARAMS,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["newswire"],
)
def newswire_ingest() -> None:
    """Wire the stages: each task is the function of its name in ``pipeline.tasks``."""
    fetched: Any = named()(tasks.fetch).expand(source=task(tasks.plan)())
    batches = task(trigger_rule="all_done")(tasks.gather)(fetched)
    line.expand(batch=batches) >> task(trigger_rule="all_done", outlets=[tasks.ARTICLES])(tasks.report)()
    fetched >> task(trigger_rule="one_failed", retries=0)(tasks.alert)()


newswire_ingest()
