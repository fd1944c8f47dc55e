"""# Newswire ingest

Takes stories from their sources into Postgres: **fetch → parse → clean → extract → validate → load**.

Each source is fetched by a task of its own; what came in is divided into batches, and each batch goes down the line
by itself. A source that fails does not hold up the others (`alert` then fails the run), a story that fails is put into
quarantine with its reason, and every item ends in exactly one outcome: the log of `report` has the table.

Trigger it with a form to take some sources only, to limit the items, to read what is known again, or to try without
writing to the database.
"""

from typing import Any

from airflow.sdk import Param, task

from pipeline import tasks
from pipeline.config import Settings
from pipeline.sources import source_titles
from pipeline.wiring import line, named, newswire_dag

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


@newswire_dag(schedule="*/10 * * * *", max_active_runs=3, params=PARAMS, doc_md=__doc__)
def newswire_ingest() -> None:
    """Wire the stages: each task is the function of its name in ``pipeline.tasks``."""
    fetched: Any = named()(tasks.fetch).expand(source=task(tasks.plan)())
    batches = task(trigger_rule="all_done")(tasks.gather)(fetched)
    line.expand(batch=batches) >> task(trigger_rule="all_done", outlets=[tasks.ARTICLES])(tasks.report)()
    fetched >> task(trigger_rule="one_failed", retries=0)(tasks.alert)()


newswire_ingest()
