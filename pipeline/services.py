"""``newswire up`` and ``newswire down``: Postgres and Airflow's four services in the background.

``up`` starts a supervisor in a session of its own, which owns the home's lock, starts everything and starts again
what dies. Every process under it keeps that session, so ``down`` finds them all by it, whatever became of their
parents, and stops the youngest first.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psutil

from pipeline.config import Settings
from pipeline.embedded import stop_orphan
from pipeline.errors import ConfigError, NewswireError
from pipeline.home import USER, Home

SERVICES = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
    "triggerer": ["triggerer", "--skip-serve-logs"],
}
FIRST_PORT = 8080
HEALTHY_WITHIN = 300.0
GRACE = 20.0


@dataclass(frozen=True, slots=True)
class Door:
    """Where the web page is and who may come in."""

    url: str
    user: str
    password: str


def start(settings: Settings, port: int | None, say: Callable[[str], None]) -> Door:
    """Start everything and wait until Airflow says that it is well; when it runs already, say where.

    Raises NewswireError when it does not come up; what had been started is stopped then.
    """
    home = Home(settings)
    state = _state(home)
    supervisor = _leader(state) if state else None
    if supervisor is None:
        stop(settings)
        say("starting Postgres and Airflow, about a minute ...")
        supervisor = _spawn(home, port or _free_port())
    try:
        url = _wait_healthy(home, supervisor)
    except BaseException:
        _ask(supervisor, signal.SIGTERM)
        psutil.wait_procs([supervisor], timeout=GRACE * 2)
        stop(settings)
        raise
    return Door(url, USER, home.password())


def stop(settings: Settings) -> int:
    """Stop the supervisor and all that is left of its session, then Postgres; the number of processes stopped."""
    home = Home(settings)
    state = _state(home)
    left = _session(state) if state else []
    if state and (supervisor := _leader(state)):
        _ask(supervisor, signal.SIGTERM)
        psutil.wait_procs([supervisor], timeout=GRACE * 2)
    if state:
        _sweep(state)
    # Whoever holds the lock now (a run, an ingest) owns a server that is no orphan.
    stopped = len(left) + (0 if home.holder() else stop_orphan(home.path / "postgres"))
    (home.path / "up.json").unlink(missing_ok=True)
    return stopped


def supervise(settings: Settings, port: int) -> None:
    """The supervisor's life: own the home, keep the services running until SIGTERM, leave nothing behind."""
    home = Home(settings)
    with _terminable(), home.servers("up") as urls:
        environment = home.environment(urls, port=port)
        home.password()
        _migrate(environment, home.path / "logs", urls.newswire)
        _write_state(home, port)
        _keep_running(environment, home, embedded=home.server.ready())


def _keep_running(environment: dict[str, str], home: Home, *, embedded: bool) -> None:
    """Until SIGTERM, or until an embedded Postgres is gone: without it nothing that runs is of use."""
    logs = home.path / "logs"
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        while not embedded or home.server.ready():
            for name in SERVICES:
                if name not in processes or processes[name].poll() is not None:
                    processes[name] = _service(name, environment, logs)
            time.sleep(2.0)
    except KeyboardInterrupt:
        return
    finally:
        _stop_family(psutil.Process().children(recursive=True), spare=_postgres_family())


def _service(name: str, environment: dict[str, str], logs: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "airflow", *SERVICES[name]]
    with (logs / f"{name}.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603


def _migrate(environment: dict[str, str], logs: Path, url: str) -> None:
    from pipeline.load.migrate import upgrade

    logs.mkdir(exist_ok=True)
    upgrade(url)
    script = "from pipeline.dagrun import migrate_airflow; migrate_airflow()"
    with (logs / "migrate.log").open("ab") as log:
        subprocess.run([sys.executable, "-c", script], env=environment, stdout=log, stderr=log, check=True)  # noqa: S603


def _spawn(home: Home, port: int) -> psutil.Process:
    """Start the supervisor as a leader of its own session; nobody waits for it, so it is no Popen."""
    (home.path / "logs").mkdir(parents=True, exist_ok=True)
    log = str(home.path / "logs" / "supervisor.log")
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "pipeline.services", str(port)],
        dict(os.environ, NEWSWIRE_HOME=str(home.path)),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, flags, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    return psutil.Process(pid)


def _wait_healthy(home: Home, supervisor: psutil.Process) -> str:
    deadline = time.monotonic() + HEALTHY_WITHIN
    while time.monotonic() < deadline and _lives(supervisor):
        state = _state(home)
        if state is not None and state["session"] == supervisor.pid and _healthy(state["port"]):
            return f"http://localhost:{state['port']}"
        time.sleep(0.5)
    words = (home.path / "logs" / "supervisor.log").read_text(errors="replace").strip().splitlines()
    raise NewswireError(
        f"Airflow did not come up ({words[-1] if words else 'no word why'}): read the logs in {home.path / 'logs'}"
    )


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/monitor/health", timeout=5) as answer:
            parts = json.load(answer)
    except (OSError, ValueError):
        return False
    return all(
        parts[name].get("status") == "healthy" for name in ("metadatabase", "scheduler", "triggerer", "dag_processor")
    )


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise ConfigError(f"no port is free from {FIRST_PORT} on: name one with --port")


def _write_state(home: Home, port: int) -> None:
    me = psutil.Process()
    state = {"session": me.pid, "born": me.create_time(), "port": port}
    part = home.path / "up.json.part"
    part.write_text(json.dumps(state))
    part.replace(home.path / "up.json")


def _state(home: Home) -> dict[str, int] | None:
    try:
        return dict(json.loads((home.path / "up.json").read_text()))
    except (FileNotFoundError, ValueError):
        return None


def _leader(state: dict[str, int]) -> psutil.Process | None:
    """The supervisor, unless it is gone and its process id is another's now."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(state["session"])
        if abs(process.create_time() - state["born"]) < 1 and _lives(process):
            return process
    return None


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _session(state: dict[str, int]) -> list[psutil.Process]:
    """Every living process of the supervisor's session; none when the id now leads a session of somebody else."""
    with contextlib.suppress(psutil.NoSuchProcess):
        if abs(psutil.Process(state["session"]).create_time() - state["born"]) >= 1:
            return []
    return [process for process in psutil.process_iter() if _in_session(process, state["session"])]


def _in_session(process: psutil.Process, session: int) -> bool:
    try:
        return os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, psutil.Error):
        return False


def _sweep(state: dict[str, int]) -> None:
    for _ in range(3):
        if not (left := _session(state)):
            return
        _stop_family(left)
    raise NewswireError(f"could not stop processes {', '.join(str(process.pid) for process in left)}")


def _stop_family(family: list[psutil.Process], spare: frozenset[int] = frozenset()) -> None:
    """Youngest first, so that nobody starts a child again that was stopped before him."""
    family = sorted((p for p in family if p.pid not in spare), key=_born, reverse=True)
    for process in family:
        _ask(process, signal.SIGTERM)
    _, left = psutil.wait_procs(family, timeout=GRACE)
    for process in left:
        _ask(process, signal.SIGKILL)
    psutil.wait_procs(left, timeout=GRACE)


def _postgres_family() -> frozenset[int]:
    """The server and its watchdog lead sessions of their own; the home stops them last."""
    own = os.getsid(0)
    return frozenset(p.pid for p in psutil.Process().children(recursive=True) if not _in_session(p, own))


def _born(process: psutil.Process) -> float:
    try:
        return process.create_time()
    except psutil.NoSuchProcess:
        return 0.0


def _ask(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    def unwind(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, unwind)
    yield


if __name__ == "__main__":
    supervise(Settings.from_env(), int(sys.argv[1]))
