"""# Newswire replay

Takes stored payloads through today's rules again, without fetching: **select → parse → clean → extract → validate →
compare → load**.

Stories that come out as they are stored are `unchanged`; one that differs gets a new revision under this run, and the
earlier one stays in its history. `differences` tells what changed: stories, paragraphs taken and given back, spans by
rule. It may run beside an ingest, and twice: nothing is doubled.
"""

from typing import Any

from airflow.sdk import Param, task

from pipeline import tasks
from pipeline.config import Settings
from pipeline.sources import source_titles
from pipeline.wiring import newswire_dag, replay_line

TITLES = source_titles(Settings.from_env().sources)
DAY: dict[str, Any] = {"type": ["null", "string"], "format": "date"}
PARAMS = {
    "sources": Param(
        [],
        type="array",
        items={"type": "string"},
        examples=list(TITLES),
        values_display=TITLES,
        title="Sources",
        description="None chosen: all that anything is stored from.",
    ),
    "agency": Param(None, type=["null", "string"], title="Agency", description="Id of the profile it was read by."),
    "since": Param(None, **DAY, title="Fetched since", description="First day, UTC."),
    "until": Param(None, **DAY, title="Fetched until", description="Last day, UTC."),
    "limit": Param(
        None, type=["null", "integer"], minimum=1, title="Limit", description="Items, longest unread first."
    ),
    "dry_run": Param(True, type="boolean", title="Dry run", description="Show the differences, load nothing."),
}


@newswire_dag(schedule=None, max_active_runs=1, params=PARAMS, doc_md=__doc__)
def newswire_replay() -> None:
    """Wire the stages; ``differences`` tells also what a broken batch kept from its end."""
    done = replay_line.expand(batch=task(tasks.select)())
    done >> task(trigger_rule="all_done")(tasks.differences)()
    done >> task(trigger_rule="all_done", outlets=[tasks.ARTICLES])(tasks.report)()


newswire_replay()
