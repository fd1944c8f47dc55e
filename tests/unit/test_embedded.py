import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from pipeline.embedded import Server, psql_command, stop_orphan

OWNER = """
import os, sys, time
from pathlib import Path
from pipeline.embedded import Server
server = Server(Path(sys.argv[1]), durable=False)
server.start()
print("up", flush=True)
time.sleep(60)
"""


def query(url: str, statement: str) -> object:
    connection = psycopg2.connect(url)
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        row = cursor.fetchone()
        return row[0] if row else None
    finally:
        connection.close()


def test_database_is_empty_utf8_and_folds_accents(postgres_url: str) -> None:
    assert query(postgres_url, "SELECT lower('ÅÉ')") == "åé"
    assert query(postgres_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_no_network_port_is_open(postgres_server: Server) -> None:
    assert query(postgres_server.url(), "SHOW listen_addresses") == ""


def test_the_wheel_carries_the_extensions(postgres_url: str) -> None:
    available = "SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent')"
    assert query(postgres_url, available) == 2


def test_data_survives_a_restart_and_a_long_path(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("a") / ("long" * 25) / "postgres"
    with Server(data, durable=False) as server:
        connection = psycopg2.connect(server.url())
        with connection:
            connection.cursor().execute("CREATE TABLE kept AS SELECT 7 AS n")
        connection.close()
    assert not server.ready()
    with Server(data, durable=False) as server:
        assert query(server.url(), "SELECT n FROM kept") == 7


def test_server_stops_when_its_owner_is_killed(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    with subprocess.Popen([sys.executable, "-c", OWNER, str(data)], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"up\n"
        assert Server(data).ready()
        owner.kill()
    deadline = time.monotonic() + 60
    while (data / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not (data / "postmaster.pid").exists()


def test_orphan_is_stopped_before_a_new_start(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    first = Server(data, durable=False)
    first.start()
    assert first.watchdog is not None
    os.kill(first.watchdog.pid, signal.SIGKILL)
    with Server(data, durable=False) as second:
        assert query(second.url(), "SELECT 1") == 1
    assert stop_orphan(data) is False
    first.stop()


def test_psql_gets_its_password_by_the_environment() -> None:
    (_, dsn), environment = psql_command("postgresql://ann:s3cret@db.example:5433/news")
    assert environment == {"PGPASSWORD": "s3cret"}
    assert "s3cret" not in dsn
    assert {"user=ann", "host=db.example", "port=5433", "dbname=news"} <= set(dsn.split())
