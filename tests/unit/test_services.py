"""``up`` and ``down`` with an Airflow that starts at once: what is started, what is left after which crash."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pipeline import services
from pipeline.config import Settings
from pipeline.errors import NewswireError
from pipeline.home import Home
from pipeline.serve.servers import free_port

AIRFLOW = """
import http.server, json, os, signal, subprocess, sys, time
parts = ("metadatabase", "scheduler", "triggerer", "dag_processor")
health = json.dumps({name: {"status": os.environ.get("FAKE_HEALTH", "healthy")} for name in parts}).encode()

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(health)

    def log_message(self, *args):
        pass

if sys.argv[1] == "api-server":
    http.server.HTTPServer(("127.0.0.1", int(os.environ["AIRFLOW__API__PORT"])), Handler).serve_forever()
if sys.argv[1] == "scheduler":
    subprocess.Popen([sys.executable, "-c", "import os, time; os.setpgid(0, 0); time.sleep(600)"])
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    package = tmp_path / "fake" / "airflow"
    (package / "utils").mkdir(parents=True)
    (package / "__main__.py").write_text(AIRFLOW)
    (package / "__init__.py").touch()
    (package / "utils" / "__init__.py").touch()
    (package / "utils" / "db.py").write_text("def check_migrations(timeout): pass\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "fake"))
    monkeypatch.setattr(services, "GRACE", 2.0)
    settings = Settings.from_env({"NEWSWIRE_HOME": str(tmp_path / "home")})
    yield settings
    services.stop(settings)


def left(settings: Settings) -> list[str]:
    """What still runs for this home, by its environment's or command line's mention of it."""
    found = []
    for process in psutil.process_iter():
        try:
            told = [*process.cmdline(), process.environ().get("NEWSWIRE_HOME", "")]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(settings.home) in part for part in told):
            found.append(" ".join(process.cmdline()))
    return found


def nothing_left(settings: Settings) -> bool:
    """Whether nothing runs within a minute: a watchdog whose server is gone ends a moment after it."""
    end = time.monotonic() + 60
    while left(settings) and time.monotonic() < end:
        time.sleep(0.1)
    return left(settings) == []


def processes(settings: Settings) -> list[psutil.Process]:
    state = services._state(Home(settings))
    assert state is not None
    return services._session(state)


def soon(settings: Settings, number: int) -> bool:
    """Whether so many processes run within a minute: the page answers before the last is there."""
    end = time.monotonic() + 60
    while len(processes(settings)) != number and time.monotonic() < end:
        time.sleep(0.1)
    return len(processes(settings)) == number


def test_up_serves_and_down_leaves_nothing(settings: Settings) -> None:
    port = free_port()
    door = services.start(settings, port, lambda _: None)
    assert door.url == f"http://localhost:{port}"
    assert door.password == Home(settings).password()
    assert services._healthy(port)
    assert services.start(settings, None, lambda _: None) == door
    assert soon(settings, 6)
    assert services.stop(settings) >= 6
    assert nothing_left(settings)
    assert services.stop(settings) == 0


@pytest.mark.parametrize("victim", ["supervisor", "scheduler", "postgres", "all but a grandchild"])
def test_down_after_a_crash(settings: Settings, victim: str) -> None:
    services.start(settings, free_port(), lambda _: None)
    family = sorted(processes(settings), key=lambda process: process.create_time())
    chosen = {
        "supervisor": family[:1],
        "scheduler": [process for process in family if "scheduler" in process.cmdline()],
        "postgres": [psutil.Process(int((settings.home / "postgres" / "postmaster.pid").read_text().split()[0]))],
        "all but a grandchild": [process for process in family if "setpgid" not in " ".join(process.cmdline())],
    }[victim]
    for process in chosen:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(chosen, timeout=5)
    services.stop(settings)
    assert nothing_left(settings)


def test_service_that_dies_is_started_again(settings: Settings) -> None:
    port = free_port()
    services.start(settings, port, lambda _: None)
    (server,) = (process for process in processes(settings) if "api-server" in process.cmdline())
    server.kill()
    deadline = time.monotonic() + 60
    while not services._healthy(port) or server.is_running():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.parametrize("within", [1.0, 6.0])
def test_up_that_does_not_come_up_is_taken_down(
    within: float, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier moment is while Postgres makes its folder."""
    monkeypatch.setattr(services, "HEALTHY_WITHIN", within)
    monkeypatch.setenv("FAKE_HEALTH", "unhealthy")
    with pytest.raises(NewswireError, match="read the logs"):
        services.start(settings, free_port(), lambda _: None)
    assert not [told for told in left(settings) if "initdb" in told]
    assert nothing_left(settings)


def test_recycled_process_id_is_left_alone(settings: Settings) -> None:
    settings.home.mkdir()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as stranger:
        (settings.home / "up.json").write_text(f'{{"session": {stranger.pid}, "born": 1.0, "port": 1}}')
        assert services.stop(settings) == 0
        assert stranger.poll() is None
        stranger.kill()
