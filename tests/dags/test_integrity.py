import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.config import PROJECT

Run = Callable[..., Any]
DAGS = sorted((PROJECT / "dags").glob("*.py"))
HEAVY = (
    "great_expectations",
    "bs4",
    "lxml",
    "pycrfsuite",
    "psycopg2",
    "sqlalchemy",
    "pandas",
    "pipeline.flow",
    "pipeline.load",
)

# Airflow itself is imported first; after that there is no network, no Variable, no Connection.
PARSE = """
import json, socket, sys, time
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import Connection, Variable
from airflow.sdk.bases.hook import BaseHook

def forbidden(*args, **kwargs):
    raise AssertionError("a DAG file reached out while it was parsed")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = forbidden
for holder, name in ((Variable, "get"), (Connection, "get"), (BaseHook, "get_connection")):
    setattr(holder, name, forbidden)
before = set(sys.modules)
started = time.process_time()
bag = DagBag()
print(json.dumps({
    "errors": bag.import_errors,
    "seconds": time.process_time() - started,
    "new": sorted(set(sys.modules) - before),
    "dags": {
        name: {
            "tasks": {task.task_id: sorted(task.downstream_task_ids) for task in dag.tasks},
            "retries": {task.task_id: task.retries for task in dag.tasks},
            "doc": bool(dag.doc_md),
            "paused": dag.is_paused_upon_creation,
            "catchup": dag.catchup,
        }
        for name, dag in bag.dags.items()
    },
}))
"""

FORM = """
import copy, json
from airflow.dag_processing.dagbag import DagBag
answers = []
for conf in json.loads({confs!r}):
    params = copy.deepcopy(DagBag().dags["newswire_ingest"].params)
    try:
        params.update(conf)
        params.validate()
        answers.append(True)
    except Exception:
        answers.append(False)
print(json.dumps(answers))
"""

STABLE = """
import json
from airflow.utils.dag_version_inflation_checker import check_dag_file_stability
found = [str(w) for path in {paths!r} for w in check_dag_file_stability(path).warnings.values()]
print(json.dumps(found))
"""


@pytest.fixture
def parsed(in_airflow: Run) -> Any:  # noqa: ANN401
    return in_airflow(PARSE)


def test_dags_parse_without_network_database_and_heavy_modules(parsed: Any) -> None:  # noqa: ANN401
    assert parsed["errors"] == {}
    assert set(parsed["dags"]) == {path.stem for path in DAGS}
    assert [module for module in parsed["new"] if module.split(".")[0] in HEAVY or module in HEAVY] == []
    assert parsed["seconds"] < 2.0


def test_stages_stand_in_a_line(parsed: Any) -> None:  # noqa: ANN401
    tasks = parsed["dags"]["newswire_ingest"]["tasks"]
    line = ["plan", "fetch", "gather", "parse", "clean", "extract", "validate", "load", "report"]
    assert set(tasks) == {*line, "alert"}
    assert all(later in tasks[task] for task, later in pairwise(line))
    assert tasks["report"] == tasks["alert"] == []


def test_new_dags_wait_until_they_are_switched_on(parsed: Any) -> None:  # noqa: ANN401
    for dag in parsed["dags"].values():
        assert dag["paused"]
        assert not dag["catchup"]
        assert dag["doc"]


@pytest.mark.parametrize("path", DAGS, ids=lambda path: path.stem)
def test_dag_files_only_wire(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 80


def test_dags_do_not_change_from_parse_to_parse(in_airflow: Run) -> None:
    assert in_airflow(STABLE.format(paths=[str(path) for path in DAGS])) == []


def test_pipeline_is_ours() -> None:
    assert Path(str(pipeline.__file__)).parent == PROJECT / "pipeline"
    assert not (PROJECT / "dags" / "pipeline.py").exists()


def test_broken_sources_file_does_not_break_the_dag(in_airflow: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[source")
    assert in_airflow(PARSE, NEWSWIRE_SOURCES=str(broken))["errors"] == {}


def test_form_takes_what_is_meant_and_nothing_else(in_airflow: Run) -> None:
    good = [{}, {"sources": ["seeds"], "limit": 3, "dry_run": True}, {"limit": None}, {"reread": "all"}]
    bad = [{"sources": ["nowhere"]}, {"limit": 0}, {"limit": "many"}, {"dry_run": "perhaps"}, {"reread": "some"}]
    assert in_airflow(FORM.format(confs=json.dumps(good + bad))) == [True] * len(good) + [False] * len(bad)
