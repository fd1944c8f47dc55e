"""# Newswire upkeep

Once a day: remove the working files of old runs, tidy the database, and tell what waits for a person.

The archive and the stories are never touched. `waiting` has the table in its log and in its XCom `return_value`: open
cases in quarantine by check, and kills that were not carried out.
"""

from airflow.sdk import Param, task

from pipeline import tasks
from pipeline.wiring import newswire_dag

PARAMS = {
    "older_than": Param(
        30,
        type="integer",
        minimum=1,
        title="Keep runs for",
        description="Days since a run wrote its last file; the working files of older ones are removed.",
    )
}


@newswire_dag(schedule="30 3 * * *", max_active_runs=1, params=PARAMS, doc_md=__doc__)
def newswire_upkeep() -> None:
    """Three tasks that do not wait for each other: one that fails leaves the others alone."""
    for work in (tasks.prune, tasks.tidy, tasks.waiting):
        task(work)()


newswire_upkeep()
