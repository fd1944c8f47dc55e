import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from pipeline.config import PROJECT, Settings
from pipeline.errors import ConfigError
from pipeline.home import Home, Urls

HOLDER = """
import sys
from pipeline.config import Settings
from pipeline.home import Home
with Home(Settings.from_env()).lock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""
URLS = Urls("postgresql://x/newswire", "postgresql+psycopg2://x/airflow")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(Settings.from_env({"NEWSWIRE_HOME": str(tmp_path / "home")}))


def hold(home: Home, what: str) -> "subprocess.Popen[bytes]":
    """A process that owns the home until its standard input is closed."""
    environment = dict(os.environ, NEWSWIRE_HOME=str(home.path))
    command = [sys.executable, "-c", HOLDER, what]
    holder = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_second_owner_waits_and_is_told_why(home: Home) -> None:
    told: list[str] = []
    with hold(home, "newswire run") as holder:
        stdin = holder.stdin
        assert stdin is not None

        def tell(why: str) -> None:
            told.append(why)
            threading.Timer(0.3, release).start()

        release = stdin.close
        with home.lock("newswire run", tell):
            assert stdin.closed
        assert told == [f"newswire run (process {holder.pid}) uses {home.path}"]


def test_lock_of_a_killed_owner_is_free(home: Home) -> None:
    with hold(home, "newswire run") as holder:
        assert home.holder() == {"pid": str(holder.pid), "what": "newswire run"}
        holder.kill()
    assert home.holder() == {}


def test_nobody_waits_for_make_up(home: Home) -> None:
    with hold(home, "up") as holder:
        with pytest.raises(ConfigError, match="make down"), home.lock("newswire run", lambda _: None):
            pass
        holder.kill()


def test_databases_are_made_once_and_the_server_stops(home: Home) -> None:
    for _ in range(2):
        with home.servers("test") as urls:
            assert urls.airflow.startswith("postgresql+psycopg2://")
            with closing(psycopg2.connect(urls.newswire)) as connection, connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_database WHERE datname IN ('airflow', 'newswire')")
                assert cursor.fetchone() == (2,)
    assert not home.server.ready()


def test_servers_that_are_given_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", URLS.airflow)
    given = {"NEWSWIRE_HOME": str(tmp_path), "NEWSWIRE_DATABASE_URL": URLS.newswire}
    home = Home(Settings.from_env(given))
    with home.servers("test") as urls:
        assert urls == URLS
    with home.database("test", share=False) as url:
        assert url == URLS.newswire
    assert not (tmp_path / "postgres").exists()


def test_database_of_a_running_home_is_shared(home: Home) -> None:
    with home.database("newswire ingest", share=False) as url, home.database("newswire status", share=True) as shared:
        assert shared == url


def test_environment_is_whole(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__PARALLELISM", "7")
    monkeypatch.setenv("AIRFLOW_HOME", "/elsewhere")
    first, second = home.environment(URLS, port=8081), home.environment(URLS, port=8081)
    assert first == second
    assert first["AIRFLOW__CORE__PARALLELISM"] == "7"
    assert first["AIRFLOW_HOME"] == str(home.path / "airflow")
    assert first["AIRFLOW__CORE__DAGS_FOLDER"] == str(PROJECT / "dags")
    assert first["NEWSWIRE_DATABASE_URL"] == URLS.newswire
    assert first["AIRFLOW__API__BASE_URL"] == "http://localhost:8081"
    again = Settings.from_env(first)
    assert (again.home, again.object_store, again.sources) == (
        home.path,
        home.settings.object_store,
        home.settings.sources,
    )


def test_secrets_are_private_and_last(home: Home) -> None:
    password = home.password()
    assert len(password) >= 12
    assert home.password() == password
    secret = home.environment(URLS)["AIRFLOW__API_AUTH__JWT_SECRET"]
    assert home.environment(URLS)["AIRFLOW__API_AUTH__JWT_SECRET"] == secret
    assert {path.stat().st_mode & 0o777 for path in home.airflow.glob("*.json")} == {0o600}
