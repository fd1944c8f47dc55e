"""Transport ``sftp``: files below a folder of an SSH server whose key is known."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncssh

from pipeline.errors import BusyError, ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.credentials import credentials_of
from pipeline.fetch.receipt import Desk
from pipeline.fetch.remote import MAX_DEPTH, Remote, listed
from pipeline.fetch.watermark import Cursor, Found, Watermark, take
from pipeline.sources import Source

TIMEOUT = 30.0
BROKEN = (OSError, asyncssh.Error)
FOLDER, FILE = asyncssh.FILEXFER_TYPE_DIRECTORY, asyncssh.FILEXFER_TYPE_REGULAR


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The files below the URL's path; links are not followed.

    Raises TransientError when the server is away, ConfigError when it refuses us or is not the one we know.
    """
    with asyncio.Runner() as runner:
        session = _Session(source)
        try:
            files = runner.run(session.files())

            def read(file: Remote) -> bytes:
                return runner.run(session.read(file))

            yield from take(listed(files, Desk(source, archive), source.url or "", read), watermark)
        finally:
            runner.run(session.close())


@dataclass(slots=True)
class _Session:
    """One connection, made when it is first needed."""

    source: Source
    _connection: asyncssh.SSHClientConnection | None = None
    _sftp: asyncssh.SFTPClient | None = None

    async def files(self) -> list[Remote]:
        """All files below the folder."""
        root = unquote(urlsplit(self.source.url or "").path) or "/"
        with _named(self.source):
            return [file async for file in self._walk(await self._connected(), root.rstrip("/") or "/", "", 0)]

    async def read(self, file: Remote) -> bytes:
        """A file's bytes, at most one more than the limit, over a new connection where the old one broke.

        Raises StoryError for what cannot be had of a server that is there, BusyError where it is gone.
        """
        try:
            return await self._retrieve(file)
        except FileNotFoundError:
            raise
        except BROKEN:
            await self.close()
        try:
            await self._connected()
        except BROKEN as error:
            raise BusyError(f"source {self.source.id}: {self.source.url} went away at {file.name}: {error}") from error
        try:
            return await self._retrieve(file)
        except BROKEN as error:
            await self.close()
            raise StoryError("fetch.unavailable", f"{file.name}: {error!r}") from error

    async def _retrieve(self, file: Remote) -> bytes:
        most = self.source.limits.max_bytes + 1
        try:
            async with asyncio.timeout(self.source.limits.max_seconds):
                async with (await self._connected()).open(file.path, "rb") as opened:
                    content = await opened.read(most)
        except asyncssh.SFTPNoSuchFile as error:
            raise FileNotFoundError(file.path) from error
        except asyncssh.SFTPPermissionDenied as error:
            raise StoryError("fetch.unreadable", f"{file.name}: {error}") from error
        return content.encode() if isinstance(content, str) else content

    async def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            with contextlib.suppress(*BROKEN):
                async with asyncio.timeout(TIMEOUT):
                    await self._connection.wait_closed()
        self._connection = self._sftp = None

    async def _connected(self) -> asyncssh.SFTPClient:
        if self._sftp is None:
            self._connection = await asyncssh.connect(**_options(self.source))
            self._sftp = await self._connection.start_sftp_client(path_encoding="utf-8", path_errors="surrogateescape")
        return self._sftp

    async def _walk(self, sftp: asyncssh.SFTPClient, path: str, below: str, depth: int) -> AsyncIterator[Remote]:
        async for entry in sftp.scandir(path):
            name, facts = str(entry.filename), entry.attrs
            inner = f"{path.rstrip('/')}/{name}"
            if facts.type == FOLDER and name not in {".", ".."} and depth < MAX_DEPTH:
                async for file in self._walk(sftp, inner, f"{below}{name}/", depth + 1):
                    yield file
            elif facts.type == FILE:
                modified = facts.mtime
                yield Remote(
                    below + name, inner, facts.size, str(modified), None if modified is None else float(modified)
                )


def _options(source: Source) -> dict[str, Any]:
    """What to connect with; only the named credentials are offered, never an agent's or the user's own keys."""
    url, secret = urlsplit(source.url or ""), credentials_of(source)
    key = secret.extra.get("private_key")
    options: dict[str, Any] = {
        "host": url.hostname or "",
        "port": url.port or 22,
        "username": secret.login or (),
        "password": secret.password,
        "client_keys": [asyncssh.import_private_key(key, secret.extra.get("private_key_passphrase"))] if key else None,
        "agent_path": None,
        "config": None,
        "connect_timeout": TIMEOUT,
        "login_timeout": TIMEOUT,
        # A server that has fallen silent is noticed.
        "keepalive_interval": TIMEOUT,
    }
    if source.host_key is not None:
        host = url.hostname if url.port in {None, 22} else f"[{url.hostname}]:{url.port}"
        options["known_hosts"] = _known_hosts(source, f"{host} {source.host_key}\n")
    return options


def _known_hosts(source: Source, line: str) -> asyncssh.SSHKnownHosts:
    try:
        return asyncssh.import_known_hosts(line)
    except ValueError as error:
        remedy = "write the type and the key, as ssh-keyscan prints them"
        raise ConfigError(f"source {source.id}: host_key is no public key: {remedy}") from error


@contextlib.contextmanager
def _named(source: Source) -> Iterator[None]:
    try:
        yield
    except asyncssh.HostKeyNotVerifiable as error:
        remedy = "put its public key into host_key, if it is the right one"
        raise ConfigError(f"source {source.id}: the server of {source.url} is not the one we know: {remedy}") from error
    except (asyncssh.PermissionDenied, asyncssh.KeyImportError) as error:
        raise ConfigError(f"source {source.id}: the server refuses us: mend the credentials") from error
    except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPPermissionDenied) as error:
        raise ConfigError(f"source {source.id}: {source.url} cannot be listed: {error}") from error
    except BROKEN as error:
        raise TransientError(f"source {source.id}: {source.url} is away: {error}") from error
