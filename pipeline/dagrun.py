"""Run a DAG once in this process, without a scheduler: ``python -m pipeline.dagrun newswire_ingest '{"limit": 5}'``.

Started by ``newswire run``, which owns the home and the database and sets the environment. It ends with its
parent: its standard input is a pipe that closes when the parent is gone, however that went.
"""

import json
import logging
import os
import sys
import threading
import warnings
from typing import Any

from pipeline.config import PROJECT


def main() -> int:
    """Run the DAG named on the command line and write one line of JSON: run id, state, failed tasks."""
    dag_id, conf = sys.argv[1], json.loads(sys.argv[2])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answer = os.fdopen(os.dup(1), "w")
    # Airflow talks on standard output; the answer is to be alone there.
    os.dup2(2, 1)
    result = run_dag(dag_id, conf)
    answer.write(json.dumps(result) + "\n")
    answer.flush()
    return 0 if result["state"] == "success" else 1


def run_dag(dag_id: str, conf: dict[str, Any]) -> dict[str, Any]:
    """Migrate Airflow's database where it needs it, then run the DAG; ``{"run_id", "state", "failed"}``."""
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils.state import TaskInstanceState

    migrate_airflow()
    bag = DagBag(PROJECT / "dags", bundle_name="dags-folder")
    if dag_id not in bag.dags:
        return {"run_id": None, "state": "failed", "failed": [f"{dag_id}: {bag.import_errors or 'no such DAG'}"]}
    run = bag.dags[dag_id].test(run_conf={**conf, "one_process": True})
    failed = [
        task.task_id if task.map_index < 0 else f"{task.task_id}[{task.rendered_map_index or task.map_index}]"
        for task in run.get_task_instances()
        if task.state == TaskInstanceState.FAILED
    ]
    return {"run_id": run.run_id, "state": str(run.state), "failed": sorted(failed)}


def dag_run_id(dag_id: str, run_id: str) -> str:
    """What a DAG's run is called in the object store: Airflow's run ids are unique within a DAG only.

    >>> dag_run_id("newswire_replay", "manual__1")
    'newswire_replay.manual__1'
    """
    return f"{dag_id}.{run_id}"


def migrate_airflow() -> None:
    """Bring Airflow's own database to the installed version; a look is enough when it is there."""
    from airflow.utils import db

    try:
        db.check_migrations(0)  # type: ignore[no-untyped-call]
    except TimeoutError:
        db.initdb()


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.captureWarnings(capture=True)
    sys.exit(main())
