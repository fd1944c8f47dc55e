"""The home folder: lock, embedded Postgres with its two databases, and Airflow's environment, each set in one place.

``NEWSWIRE_DATABASE_URL`` names another server for the stories and ``AIRFLOW__DATABASE__SQL_ALCHEMY_CONN`` one for
Airflow; the embedded server is started only when one of them is not given.
"""

import base64
import fcntl
import json
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PROJECT, Settings
from pipeline.embedded import Server
from pipeline.errors import ConfigError

AIRFLOW_URL = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
USER = "admin"
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the two databases are now."""

    newswire: str
    airflow: str


@dataclass(frozen=True, slots=True)
class Home:
    """The folder ``settings.home`` and what runs in it; one owner at a time holds its lock."""

    settings: Settings

    @property
    def path(self) -> Path:
        """The folder itself."""
        return self.settings.home

    @property
    def airflow(self) -> Path:
        """Airflow's own folder: its logs, its configuration, its secrets."""
        return self.path / "airflow"

    @property
    def server(self) -> Server:
        """The embedded server of this home, running or not."""
        return Server(self.path / "postgres")

    def holder(self) -> dict[str, str]:
        """Who holds the lock, as ``{"pid": ..., "what": ...}``; empty when nobody does."""
        try:
            with _locked(self.path / "lock"):
                return {}
        except BlockingIOError:
            return _read_json(self.path / "lock")

    @contextmanager
    def lock(self, what: str, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
        """Own the home. Waits for another command to end after telling ``waiting`` why; never for ``make up``.

        Raises ConfigError where ``make up`` owns it, or where anybody does and ``waiting`` is None.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o755)
        asked = time.monotonic()
        told = False
        with ExitStack() as stack:
            while (file := self._try_lock(stack)) is None:
                time.sleep(0.1)
                # Until then it may be somebody who only looks whether the lock is held.
                if not told and time.monotonic() > asked + PATIENCE:
                    self._refuse(waiting)
                    told = True
            _write_lock(file, what)
            yield

    @contextmanager
    def servers(self, what: str, waiting: Callable[[str], None] | None = None) -> Iterator[Urls]:
        """Own the home and have both databases up; what was started here is stopped at the end."""
        given = self.settings.database_url, os.environ.get(AIRFLOW_URL)
        with self.lock(what, waiting), ExitStack() as stack:
            if None in given:
                server = stack.enter_context(self.server)
                make_databases(server, ("newswire", "airflow"))
            yield Urls(given[0] or self.server.url("newswire"), given[1] or sqlalchemy_url(self.server.url("airflow")))

    @contextmanager
    def database(self, what: str, *, share: bool, waiting: Callable[[str], None] | None = None) -> Iterator[str]:
        """The stories' database alone: the one that is configured, or the embedded one.

        An embedded server that ``make up`` runs is used beside it; with ``share`` also that of another command,
        which may end and take its server along.
        """
        if self.settings.database_url is not None:
            yield self.settings.database_url
            return
        holder = self.holder()
        if holder and (share or holder.get("what") == "up") and self.server.ready():
            yield self.server.url("newswire")
            return
        with self.lock(what, waiting), self.server as server:
            make_databases(server, ("newswire",))
            yield server.url("newswire")

    def environment(self, urls: Urls, *, port: int = 8080) -> dict[str, str]:
        """Everything that Airflow and the pipeline read, beside what the caller's environment already says.

        Airflow variables that the caller set himself win, except where two homes would get mixed up.
        """
        cores = str(os.cpu_count() or 1)
        defaults = {
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": cores,
            "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
            "AIRFLOW__CORE__HOSTNAME_CALLABLE": "socket.gethostname",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
            "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        }
        fixed = {
            "AIRFLOW_HOME": str(self.airflow),
            "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.airflow / "passwords.json"),
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": f"http://localhost:{port}",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://localhost:{port}/execution/",
            AIRFLOW_URL: urls.airflow,
            "NEWSWIRE_HOME": str(self.path),
            "NEWSWIRE_DATABASE_URL": urls.newswire,
            "NEWSWIRE_OBJECT_STORE": self.settings.object_store,
            "NEWSWIRE_SOURCES": str(self.settings.sources),
            "NEWSWIRE_BATCH_SIZE": str(self.settings.batch_size),
            "NEWSWIRE_RETRY_SECONDS": str(self.settings.retry_seconds),
            # A virtual environment that is not activated still finds its own commands.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        }
        return defaults | dict(os.environ) | self._secrets() | fixed

    def password(self) -> str:
        """The password of Airflow's user ``admin``, made at first use."""
        path = self.airflow / "passwords.json"
        if USER not in _read_json(path):
            _write_private(path, {USER: secrets.token_urlsafe(12)})
        return _read_json(path)[USER]

    def _secrets(self) -> dict[str, str]:
        path = self.airflow / "secrets.json"
        if not _read_json(path):
            made = {
                "AIRFLOW__CORE__FERNET_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
                "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(32),
                "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(48),
            }
            _write_private(path, made)
        return _read_json(path)

    def _why(self) -> str:
        holder = _read_json(self.path / "lock")
        return f"{holder.get('what', 'a command')} (process {holder.get('pid', '?')}) uses {self.path}"

    def _try_lock(self, stack: ExitStack) -> int | None:
        try:
            return stack.enter_context(_locked(self.path / "lock"))
        except BlockingIOError:
            return None

    def _refuse(self, waiting: Callable[[str], None] | None) -> None:
        """Say why we wait, or that there is no point in it."""
        if _read_json(self.path / "lock").get("what") == "up":
            raise ConfigError(f"{self._why()}: trigger the DAG in its web page, or stop it with make down")
        if waiting is None:
            raise ConfigError(f"{self._why()}: wait until it ends, or set another NEWSWIRE_HOME")
        waiting(self._why())


def make_databases(server: Server, names: tuple[str, ...]) -> None:
    """Create the databases that are not there yet."""
    import psycopg2
    from psycopg2 import sql

    with closing(psycopg2.connect(server.url())) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("SELECT datname FROM pg_database")
        there = {row[0] for row in cursor.fetchall()}
        for name in names:
            if name not in there:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def sqlalchemy_url(url: str) -> str:
    """The URL with its driver named, as Airflow wants it."""
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Hold the file's lock. The system gives it back when the process ends, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    finally:
        os.close(descriptor)


def _write_lock(descriptor: int, what: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"pid": str(os.getpid()), "what": what}).encode(), 0)


def _read_json(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _write_private(path: Path, values: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(values, file)
    part.replace(path)
