"""Connections of Airflow itself, where a task fetches."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
ASK = """
import json
import airflow.sdk
from pipeline.errors import ConfigError
from pipeline.fetch.credentials import credentials_of
from pipeline.sources import Source

def ask(name):
    try:
        found = credentials_of(Source("wire", "feed", credentials=name))
    except ConfigError as error:
        return str(error)
    return [found.login, found.password, found.extra]

print(json.dumps([ask("desk"), ask("nobody")]))
"""


def test_airflows_own_connections_serve(in_airflow: Run, tmp_path: Path) -> None:
    file = tmp_path / "connections.json"
    file.write_text(json.dumps({"desk": {"conn_type": "http", "login": "me", "password": "p@ss", "extra": {"a": "b"}}}))
    backend = {
        "AIRFLOW__SECRETS__BACKEND": "airflow.secrets.local_filesystem.LocalFilesystemBackend",
        "AIRFLOW__SECRETS__BACKEND_KWARGS": json.dumps({"connections_file_path": str(file)}),
    }
    found, missing = in_airflow(ASK, **backend)
    assert found == ["me", "p@ss", {"a": "b"}]
    assert "there is no connection nobody: make it in Airflow, or set AIRFLOW_CONN_NOBODY" in missing
