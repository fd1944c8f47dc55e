"""Servers of one folder, each a context manager that gives the URL at which it answers."""

import asyncio
import contextlib
import functools
import hashlib
import imaplib
import json
import random
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import asyncssh

from pipeline.errors import ConfigError, TransientError

HOST = "127.0.0.1"
USER, PASSWORD = "wires", "wires"
PATIENCE = 60.0
# Below those that Linux (from 32768 on) and others (from 49152 on) give out.
PORTS = range(20_000, 30_000)


class _Feed(SimpleHTTPRequestHandler):
    """The folder's files, and ``/feed.json`` that lists them in order of their arrival."""

    def do_GET(self) -> None:
        if self.path.partition("?")[0] != "/feed.json":
            super().do_GET()
            return
        found = (file for file in Path(self.directory).glob("[!.]*") if file.is_file())
        files = sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name))
        items = [{"url": quote(file.name), "updated": file.stat().st_mtime_ns} for file in files]
        content = json.dumps({"items": items}).encode()
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if known else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "0" if known else str(len(content)))
        self.end_headers()
        self.wfile.write(b"" if known else content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Nothing: the terminal is for what is played."""


@contextlib.contextmanager
def http(folder: Path, port: int) -> Iterator[str]:
    """The folder by HTTP; the URL is that of its feed."""
    server = ThreadingHTTPServer((HOST, port), functools.partial(_Feed, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/feed.json"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def ftp(folder: Path, port: int, certificate: Path | None = None) -> Iterator[str]:
    """The folder by FTP, with a certificate (PEM with its key) over TLS only."""
    _need("pyftpdlib")
    with warnings.catch_warnings():
        # Python 3.11 has the asyncore that it stands on, and deprecates it.
        warnings.simplefilter("ignore", DeprecationWarning)
        from pyftpdlib.authorizers import DummyAuthorizer  # type: ignore[import-untyped]
        from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler  # type: ignore[import-untyped]
        from pyftpdlib.ioloop import IOLoop  # type: ignore[import-untyped]
        from pyftpdlib.servers import FTPServer  # type: ignore[import-untyped]

    authorizer = DummyAuthorizer()
    authorizer.add_user(USER, PASSWORD, str(folder), perm="elr")
    secure = {"certfile": str(certificate), "tls_control_required": True, "tls_data_required": True}
    kind = (TLS_FTPHandler, secure) if certificate else (FTPHandler, {})
    handler = type("Handler", (kind[0],), {"authorizer": authorizer, "auth_failed_timeout": 0, **kind[1]})
    server = FTPServer((HOST, port), handler, ioloop=IOLoop())
    found = server.socket.getsockname()[1]
    with _turning(lambda: server.ioloop.loop(timeout=0.05, blocking=False), server.close_all):
        yield f"{'ftps' if certificate else 'ftp'}://{HOST}:{found}/"


@contextlib.contextmanager
def sftp(folder: Path, port: int) -> Iterator[tuple[str, str]]:
    """The folder by SFTP: its URL, and the server's public key."""

    connections: list[asyncssh.SSHServerConnection] = []

    class Desk(asyncssh.SSHServer):
        def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
            connections.append(conn)

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    key = asyncssh.generate_private_key("ssh-ed25519")
    loop = asyncio.new_event_loop()
    root = str(folder).encode()

    async def listen() -> asyncssh.SSHAcceptor:
        def files(channel: "asyncssh.SSHServerChannel[bytes]") -> asyncssh.SFTPServer:
            return asyncssh.SFTPServer(channel, chroot=root)

        return await asyncssh.listen(HOST, port, server_factory=Desk, server_host_keys=[key], sftp_factory=files)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(PATIENCE)
    try:
        public = " ".join(key.export_public_key().decode().split()[:2])
        yield f"sftp://{HOST}:{server.get_port()}/", public
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server, connections), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _closed(server: "asyncssh.SSHAcceptor", connections: list["asyncssh.SSHServerConnection"]) -> None:
    server.close()
    for connection in connections:
        connection.abort()
        await connection.wait_closed()
    # From Python 3.12 on it waits for the connections too.
    await server.wait_closed()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextlib.contextmanager
def imap(port: int) -> Iterator[str]:
    """An empty mailbox by IMAP; ``post`` puts messages into it."""
    _need("pymap")
    port = port or free_port()
    options = [
        "--host",
        HOST,
        "--port",
        str(port),
        "--no-tls",
        "dict",
        "--demo-user",
        USER,
        "--demo-password",
        PASSWORD,
    ]
    command = [sys.executable, "-W", "ignore", "-c", "from pymap.main import main; main()", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait_for(port, process)
            yield f"imap://{HOST}:{port}/INBOX"
        finally:
            process.terminate()


def post(url: str, name: str, payload: bytes) -> None:
    """Put a payload into the mailbox: a message as it is, anything else as the text of one or attached to it."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    with imaplib.IMAP4(HOST, port, timeout=PATIENCE) as connection:
        connection.login(USER, PASSWORD)
        connection.append("INBOX", "", "", payload if name.endswith(".eml") else _message(name, payload))


def _message(name: str, payload: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = name, f"wire@{HOST}", f"desk@{HOST}"
    try:
        message.set_content(payload.decode("utf-8"))
    except UnicodeDecodeError:
        message.set_content("The item is attached.")
        message.add_attachment(payload, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@contextlib.contextmanager
def _turning(turn: Callable[[], object], close: Callable[[], object]) -> Iterator[None]:
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            turn()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        close()


def _need(library: str) -> None:
    if find_spec(library) is None:
        raise ConfigError(f"{library} is not installed: this server comes with the development packages (make venv)")


def free_port() -> int:
    """A port for a server that cannot be told to take any.

    The system gives out none of these by itself, so until it is taken it is not somebody's who asked for any or who
    just called a server.
    """
    for port in random.sample(PORTS, 100):
        with contextlib.suppress(OSError), socket.create_server((HOST, port)):
            return port
    raise ConfigError(f"no port from {PORTS.start} to {PORTS.stop} is free: name one")


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            if time.monotonic() > deadline or server.poll() is not None:
                raise TransientError(f"the server at port {port} did not start") from None
            time.sleep(0.1)
        else:
            return
