"""DAG tests run Airflow in processes of their own, as its settings are read when it is imported."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import PROJECT

Run = Callable[..., Any]


def clean_environment(**more: str) -> dict[str, str]:
    """Ours without what Airflow and the pipeline would read."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "NEWSWIRE", "_AIRFLOW"))}
    return kept | more


@pytest.fixture
def in_airflow(tmp_path: Path) -> Run:
    """Run a script with a fresh Airflow home and no database in reach; what it prints last is its JSON answer."""

    def run(script: str, **environment: str) -> Any:  # noqa: ANN401
        settings = {
            "AIRFLOW_HOME": str(tmp_path / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "postgresql+psycopg2://nobody@127.0.0.1:1/none",
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, "-c", script]
        environment = clean_environment(**settings, **environment)
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run
